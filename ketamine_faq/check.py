"""Finds the faults of a FAQ document as it stands in its file."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from .model import Bar, Chart, Document, ReferenceFields
from .text import function_words, visible, words
from .topics import key

if TYPE_CHECKING:
    from .library import Faq

# Searches times entries: a search takes time in proportion to the entries.
MOST_SEARCHED = 100_000
# A link to anything but an http(s) address.
_LINK = r"\]\(\s*<?(?!(?i:https?):)([A-Za-z][A-Za-z0-9+.-]{0,30}):"
# Fields that hold names, or structs with such fields; every command reads them.
_NAMED = {"entries", "slug", "aliases", "notes", "charts", "groups", "notices", "related"}
_NAMED |= {"references", "restated", "not_covered"}


class Fault(Struct, frozen=True):
    """One fault: its JSON path, what is wrong, and how to mend it."""

    path: str
    problem: str
    mend: str


def broken(document: Document) -> Iterator[Fault]:
    """The faults that would make an answer ambiguous or incomplete; no command reads past one."""
    parts = list(_below(document, _NAMED.__contains__))
    slugs = [(path, name) for path, field, name in parts if field == "slug"]
    aliases = [(path, name) for path, field, name in parts if field == "aliases"]
    # Each slug and alias may stand for one entry only.
    taken: dict[str, str] = {}
    for path, name in slugs + aliases:
        plain = key(name)
        if plain.isdigit():
            yield Fault(path, f"“{name}” is no word, and numbers count entries", "use a word")
        elif plain in taken:
            yield Fault(path, f"“{name}” stands at {taken[plain]} too", "choose another name")
        taken.setdefault(plain, path)
    cited = dict.fromkeys(("references", "restated"), document.references)
    known = cited | {"notices": document.notices, "related": {slug for _, slug in slugs}}
    for path, field, name in parts:
        if field in known and name not in known[field]:
            yield Fault(path, f"“{name}” is not in this file", "mend the name or add it")


def doubtful(document: Document) -> Iterator[Fault]:
    """The faults a reader can live with."""
    from .detectors import NAMES  # for a check alone

    groups = document.vocabulary.keys() | document.phrase_vocabulary.keys()
    most = 0.0
    for path, field, part in _below(document, lambda _: True):
        if isinstance(part, str):
            for scheme in re.findall(_LINK, part):
                yield Fault(path, f"a link leads to “{scheme}:”", "link to http(s) addresses only")
            if visible(part) != part.replace("\r\n", "\n"):
                yield Fault(path, "it holds a control character", "take the character out")
        elif isinstance(part, ReferenceFields) and not part.link:
            yield Fault(path, "it has no http(s) address, DOI or PMID", "add one of them")
        elif isinstance(part, Chart):
            most = part.most  # of the bars that follow
        elif isinstance(part, Bar) and max((part.value, *(part.range or ()))) > most:
            yield Fault(path, "a value is outside the axis", "mend it, or the axis")
        if field == "detector" and part not in NAMES:
            yield Fault(path, f"there is no detector “{part}”", f"name one of {', '.join(NAMES)}")
        for group in set(re.findall(r"\{([^{}]*)\}", part)) - groups if field == "phrases" else ():
            yield Fault(path, f"there is no group “{group}”", "mend the name or add it")


def _below(
    value: object, is_read: Callable[[str], bool], path: str = "$", field: str = ""
) -> Iterator[tuple[str, str, Any]]:
    """Every struct, text and number below a value, in those fields of structs that are read.

    Each comes with its JSON path and its field, what stands in a dict without a field.
    """
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _below(item, is_read, f"{path}[{number}]", field)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield f"{path}.{name}", "", name
            yield from _below(item, is_read, f"{path}.{name}")
    else:
        yield path, field, value
        for name in getattr(value, "__struct_fields__", ()):
            if is_read(name) and (below := getattr(value, name)):
                yield from _below(below, is_read, f"{path}.{name}", name)


def unfound(faq: "Faq") -> Iterator[Fault]:
    """The questions and keywords that do not find their own passage, or only hold function words.

    Of a large file only the first are tried.
    """
    from .search.index import passages
    from .search.ranking import snippet

    asked = [
        (f"$.entries[{entry.number - 1}]", entry, snippet(passage.text), keyword)
        for entry, fields in zip(faq.entries, faq.document.entries, strict=True)
        for passage in passages(entry, fields)
        for keyword in passage.keywords
    ]
    asked += [(f"$.entries[{n}].question", e, "", e.question) for n, e in enumerate(faq.entries)]
    for path, entry, text, typed in asked[: max(1, MOST_SEARCHED // len(faq.entries))]:
        hit = next(iter(faq.searcher.find(typed, 1, ()).results), None)
        if text and function_words().issuperset(words(typed)):
            yield Fault(path, f"“{typed}” holds function words only", "use telling words")
        elif not hit or hit.entry != entry or text not in ("", hit.snippet):
            where = f"finds {hit.entry.slug}: {hit.label}" if hit else "finds nothing"
            yield Fault(path, f"a search for “{typed}” {where}", "reword it or move it")
