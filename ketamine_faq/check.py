"""Finds the faults of a decoded FAQ document. Must not read files, print or mend."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator

from msgspec import Struct

from .model import Document
from .sanitize import unsafe
from .topics import key


class Fault(Struct, frozen=True):
    """One fault: its JSON path, what is wrong, and how to mend it."""

    path: str
    problem: str
    mend: str


def broken(document: Document) -> Iterator[Fault]:
    """The faults that would make an answer ambiguous or incomplete; no command reads past one."""
    yield from _empty_texts(document)
    yield from _names(document)
    yield from _dangling(document)


def doubtful(document: Document, finds_first: Callable[[str], str]) -> Iterator[Fault]:
    """The faults a reader can live with; `finds_first` gives the slug a question finds first."""
    yield from _unused(document)
    yield from _links(document)
    yield from _control_characters(document)
    yield from _not_found(document, finds_first)


def _texts(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Every (JSON path, text) below a value."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts(item, f"{path}[{number}]")
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _texts(item, f"{path}.{name}")
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name), f"{path}.{name}")


def _empty_texts(document: Document) -> Iterator[Fault]:
    if not document.entries:
        yield Fault("$.entries", "there is no entry", "add a question and its answer")
    required = {"title", "question", "answer", "text", "short", "topic", "hint"}
    for path, text in _texts(document, "$"):
        name = path.rpartition(".")[2]
        if not text.strip() and (name in required or name.endswith("]")):
            yield Fault(path, "the text is empty", "write it, or take the field out")


def _names(document: Document) -> Iterator[Fault]:
    """Slugs and aliases share one room: each name may stand for one entry only."""
    taken: dict[str, str] = {}
    slugs = [(f"$.entries[{n}].slug", entry.slug) for n, entry in enumerate(document.entries)]
    aliases = [
        (f"$.entries[{n}].aliases[{m}]", alias)
        for n, entry in enumerate(document.entries)
        for m, alias in enumerate(entry.aliases)
    ]
    for path, name in (*slugs, *aliases):
        name_key = key(name)
        if name_key.isdigit():
            yield Fault(path, f"“{name}” is a number, and numbers count entries", "use a word")
        elif not name_key:
            yield Fault(path, f"“{name}” holds no letter", "use a word")
        elif name_key in taken:
            yield Fault(path, f"“{name}” is also {taken[name_key]}", "choose another name")
        taken.setdefault(name_key, path)


def _dangling(document: Document) -> Iterator[Fault]:
    slugs = {entry.slug for entry in document.entries}
    for n, entry in enumerate(document.entries):
        place = f"$.entries[{n}]"
        yield from _unknown(entry.related, slugs, f"{place}.related", "slug of an entry")
        yield from _unknown(entry.notices, document.notices, f"{place}.notices", "id in notices")
        for m, note in enumerate(entry.notes):
            path = f"{place}.notes[{m}].references"
            yield from _unknown(note.references, document.references, path, "id in references")


def _unknown(
    names: tuple[str, ...], known: Collection[str], path: str, what: str
) -> Iterator[Fault]:
    for number, name in enumerate(names):
        if name not in known:
            yield Fault(f"{path}[{number}]", f"“{name}” is no {what}", "mend the name or add it")


def _unused(document: Document) -> Iterator[Fault]:
    used = Counter(
        name for entry in document.entries for note in entry.notes for name in note.references
    )
    for name in document.references:
        if not used[name]:
            yield Fault(f"$.references.{name}", "no note uses it", "use it or take it out")


def _links(document: Document) -> Iterator[Fault]:
    for name, reference in document.references.items():
        if reference.url and not reference.url.startswith(("http://", "https://")):
            path = f"$.references.{name}.url"
            yield Fault(path, f"“{reference.url}” is no http(s) address", "write it in full")
        if reference.doi and not reference.doi.startswith("10."):
            path = f"$.references.{name}.doi"
            yield Fault(path, f"“{reference.doi}” is no DOI", "write it as 10.1000/182")


def _control_characters(document: Document) -> Iterator[Fault]:
    for path, text in _texts(document, "$"):
        if unsafe(text):
            yield Fault(path, "it holds a control character", "take the character out")


def _not_found(document: Document, finds_first: Callable[[str], str]) -> Iterator[Fault]:
    for number, entry in enumerate(document.entries):
        found = finds_first(entry.question)
        if found != entry.slug:
            where = f"finds {found} first" if found else "finds nothing"
            path = f"$.entries[{number}].question"
            yield Fault(path, f"a search for it {where}", "reword it or add keywords")
