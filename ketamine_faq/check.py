"""Finds the faults of a decoded FAQ document. Must not read files, print or mend."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from msgspec import Struct

from .addresses import target
from .model import Document
from .sanitize import unsafe
from .topics import key

_LINK = re.compile(r"\]\(\s*<?([A-Za-z][A-Za-z0-9+.-]*):")
_EMPTY = ("the text is empty", "write it, or take the field out")


class Fault(Struct, frozen=True):
    """One fault: its JSON path, what is wrong, and how to mend it."""

    path: str
    problem: str
    mend: str


def broken(document: Document) -> Iterator[Fault]:
    """The faults that would make an answer ambiguous or incomplete; no command reads past one."""
    yield from _unanswered(document)
    yield from _names(document)
    yield from _dangling(document)


def doubtful(document: Document) -> Iterator[Fault]:
    """The faults a reader can live with."""
    yield from _empty_texts(document)
    yield from _references(document)
    yield from _links(document)
    yield from _control_characters(document)


def _texts(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Every (JSON path, text) below a value."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts(item, f"{path}[{number}]")
    elif isinstance(value, dict):
        for name, item in value.items():
            yield f"{path}.{name}", name
            yield from _texts(item, f"{path}.{name}")
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name), f"{path}.{name}")


def _unanswered(document: Document) -> Iterator[Fault]:
    if not document.entries:
        yield Fault("$.entries", "there is no entry", "add a question and its answer")
    texts = [("$.title", document.title)]
    for n, entry in enumerate(document.entries):
        path = f"$.entries[{n}]"
        texts += [(f"{path}.question", entry.question), (f"{path}.answer", entry.answer)]
    yield from (Fault(path, *_EMPTY) for path, text in texts if not text.strip())


def _empty_texts(document: Document) -> Iterator[Fault]:
    fields = {"text", "title", "short", "topic", "hint"}
    for path, text in _texts(document, "$"):
        name = path.rpartition(".")[2]
        if not text.strip() and (name in fields or name.endswith("]")) and path != "$.title":
            yield Fault(path, *_EMPTY)


def _names(document: Document) -> Iterator[Fault]:
    """Slugs and aliases share one room: each name may stand for one entry only."""
    entries = list(enumerate(document.entries))
    names = [(f"$.entries[{n}].slug", entry.slug) for n, entry in entries]
    for n, entry in entries:
        names += [(f"$.entries[{n}].aliases[{m}]", alias) for m, alias in enumerate(entry.aliases)]
    taken: dict[str, str] = {}
    for path, name in names:
        plain = key(name)
        if name and (not plain or plain.isdigit()):
            yield Fault(path, f"“{name}” is no word, and numbers count entries", "use a word")
        elif plain in taken:
            yield Fault(path, f"“{name}” stands at {taken[plain]} too", "choose another name")
        taken.setdefault(plain, path)


def _dangling(document: Document) -> Iterator[Fault]:
    slugs = [entry.slug for entry in document.entries]
    for n, entry in enumerate(document.entries):
        lists = [("related", entry.related, slugs), ("notices", entry.notices, document.notices)]
        lists += [
            (f"notes[{m}].references", note.references, document.references)
            for m, note in enumerate(entry.notes)
        ]
        for field, names, known in lists:
            for m, name in enumerate(names):
                if name not in known:
                    path = f"$.entries[{n}].{field}[{m}]"
                    yield Fault(path, f"“{name}” is not in this file", "mend the name or add it")


def _references(document: Document) -> Iterator[Fault]:
    used = {name for entry in document.entries for note in entry.notes for name in note.references}
    for name, reference in document.references.items():
        path = f"$.references.{name}"
        if name not in used:
            yield Fault(path, "no note uses it", "use it or take it out")
        if not target(reference):
            yield Fault(path, "it has no http(s) address, DOI or PMID", "add one of them")


def _links(document: Document) -> Iterator[Fault]:
    for path, text in _texts(document, "$"):
        for scheme in _LINK.findall(text):
            if scheme.lower() not in ("http", "https"):
                yield Fault(path, f"a link leads to “{scheme}:”", "link to http(s) addresses only")


def repeated_keys(text: str) -> Iterator[Fault]:
    """The keys that stand twice in one object of a JSON text; the last would win silently."""
    import json  # for a check alone

    repeated: list[str] = []

    def note(pairs: list[tuple[str, object]]) -> None:
        repeated.extend(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)

    json.loads(text, object_pairs_hook=note)
    for name in repeated:
        yield Fault("$", f"the key “{name}” stands twice in one object", "take one out")


def _control_characters(document: Document) -> Iterator[Fault]:
    for path, text in _texts(document, "$"):
        if unsafe(text):
            yield Fault(path, "it holds a control character", "take the character out")


def not_found(document: Document, finds_first: Callable[[str], str]) -> Iterator[Fault]:
    """The entries that a search for their own question does not put first, by `finds_first`."""
    for number, entry in enumerate(document.entries):
        found = finds_first(entry.question)
        if found != entry.slug:
            where = f"finds {found} first" if found else "finds nothing"
            path = f"$.entries[{number}].question"
            yield Fault(path, f"a search for it {where}", "reword it or add keywords")
