"""Finds the faults of a FAQ document as it stands in its file."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from .model import Document
from .text import NEVER_PRINTED, function_words, visible, words
from .topics import key

if TYPE_CHECKING:
    from .library import Faq
    from .search.ranking import Search

MOST_PHRASE_WORDS = 12
# Searches times entries: a search takes time in proportion to the entries.
MOST_SEARCHED = 100_000
_LINK = r"\]\(\s*<?([A-Za-z][A-Za-z0-9+.-]{0,30}):"
# Fields that hold names, or structs with such fields.
_NAMED = {"slug", "aliases", "notes", "charts", "groups", "notices", "related"}
_NAMED |= {"references", "restated"}
_LISTED = re.compile(r"\.(references|restated|notices|related)\[\d+\]$")
_NAME = re.compile(r"\$\.entries\[\d+\]\.(?:slug|aliases\[\d+\])")


class Fault(Struct, frozen=True):
    """One fault: its JSON path, what is wrong, and how to mend it."""

    path: str
    problem: str
    mend: str


def broken(document: Document) -> Iterator[Fault]:
    """The faults that would make an answer ambiguous or incomplete; no command reads past one."""
    texts = [
        *_below(document.entries, "$.entries", _NAMED.__contains__),
        *_below(document.not_covered, "$.not_covered", _NAMED.__contains__),
    ]
    yield from _names(texts)
    slugs = {entry.slug for entry in document.entries}
    cited = {"references": document.references, "restated": document.references}
    known = cited | {"notices": document.notices, "related": slugs}
    for path, name in texts:
        listed = _LISTED.search(path)
        if listed and name not in known[listed[1]]:
            yield Fault(path, f"“{name}” is not in this file", "mend the name or add it")
    for name, notice in document.notices.items():
        for number, phrase in enumerate(notice.phrases):
            if len(phrase.split()) > MOST_PHRASE_WORDS:
                path = f"$.notices.{name}.phrases[{number}]"
                yield Fault(path, f"it has more than {MOST_PHRASE_WORDS} words", "shorten it")


def doubtful(document: Document) -> Iterator[Fault]:
    """The faults a reader can live with."""
    texts = list(_below(document, "$", lambda name: name not in NEVER_PRINTED))
    used = {name for path, name in texts if ".references[" in path}
    for name, reference in document.references.items():
        path = f"$.references.{name}"
        if name not in used:
            yield Fault(path, "nothing names it", "name it where it belongs or take it out")
        if not reference.link:
            yield Fault(path, "it has no http(s) address, DOI or PMID", "add one of them")
    yield from _charts(document)
    yield from _callers(document)
    for path, text in texts:
        for scheme in re.findall(_LINK, text):
            if scheme.lower() not in ("http", "https"):
                yield Fault(path, f"a link leads to “{scheme}:”", "link to http(s) addresses only")
        if visible(text) != text.replace("\r\n", "\n"):
            yield Fault(path, "it holds a control character", "take the character out")


def _below(value: object, path: str, is_read: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Every (JSON path, text) below a value, in those fields of structs that are read."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _below(item, f"{path}[{number}]", is_read)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield f"{path}.{name}", name
            yield from _below(item, f"{path}.{name}", is_read)
    elif isinstance(value, Struct):
        for name in filter(is_read, value.__struct_fields__):
            if below := getattr(value, name):
                yield from _below(below, f"{path}.{name}", is_read)


def _names(texts: list[tuple[str, str]]) -> Iterator[Fault]:
    """Each slug and alias may stand for one entry only."""
    taken: dict[str, str] = {}
    for path, name in sorted(
        filter(lambda pair: _NAME.fullmatch(pair[0]), texts), key=_slugs_first
    ):
        plain = key(name)
        if plain.isdigit():
            yield Fault(path, f"“{name}” is no word, and numbers count entries", "use a word")
        elif plain in taken:
            yield Fault(path, f"“{name}” stands at {taken[plain]} too", "choose another name")
        taken.setdefault(plain, path)


def _slugs_first(pair: tuple[str, str]) -> bool:
    return not pair[0].endswith("slug")


def _charts(document: Document) -> Iterator[Fault]:
    charts = [
        (f"$.entries[{n}].charts[{c}]", chart)
        for n, entry in enumerate(document.entries)
        for c, chart in enumerate(entry.charts)
    ]
    for path, chart in charts:
        for g, group in enumerate(chart.groups):
            for b, bar in enumerate(group.bars):
                if max((bar.value, *(bar.range or ()))) > chart.most:
                    where = f"{path}.groups[{g}].bars[{b}]"
                    yield Fault(where, "a value is outside the axis", "mend it, or the axis")


def _callers(document: Document) -> Iterator[Fault]:
    """What silences a notice: a detector or a group of words that there is not."""
    from .detectors import NAMES  # for a check alone

    groups = document.vocabulary.keys() | document.phrase_vocabulary.keys()
    for name, notice in document.notices.items():
        if notice.detector not in ("", *NAMES):
            path, known = f"$.notices.{name}.detector", ", ".join(NAMES)
            yield Fault(path, f"there is no detector “{notice.detector}”", f"name one of {known}")
        for number, phrase in enumerate(notice.phrases):
            for group in set(re.findall(r"\{([^{}]*)\}", phrase)) - groups:
                path = f"$.notices.{name}.phrases[{number}]"
                yield Fault(path, f"there is no group “{group}”", "mend the name or add it")


def repeated_keys(raw: bytes) -> Iterator[Fault]:
    """The keys that stand twice in one object of a JSON file; the last would win silently."""
    import json  # for a check alone

    repeated: list[str] = []

    def note(pairs: list[tuple[str, object]]) -> None:
        repeated.extend(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)

    json.loads(raw, object_pairs_hook=note)
    for name in repeated:
        yield Fault("$", f"the key “{name}” stands twice in one object", "take one out")


def unfound(faq: "Faq", search: "Search") -> Iterator[Fault]:
    """The questions and keywords that do not find their own passage, or only hold function words.

    Of a large file only the first are tried.
    """
    from .search.index import passages

    asked = [
        (f"$.entries[{n}]", entry, passage.text, keyword)
        for n, (entry, fields) in enumerate(zip(faq.entries, faq.document.entries, strict=True))
        for passage in passages(entry, fields)
        for keyword in passage.keywords
    ]
    asked += [(f"$.entries[{n}].question", e, "", e.question) for n, e in enumerate(faq.entries)]
    for path, entry, text, typed in asked[: max(1, MOST_SEARCHED // len(faq.entries))]:
        hit = next(iter(search.find(typed, 1, ()).results), None)
        if text and function_words().issuperset(words(typed)):
            yield Fault(path, f"“{typed}” holds function words only", "use telling words")
        elif not hit or hit.entry != entry or (hit.passage and text not in ("", hit.passage.text)):
            where = f"finds {hit.entry.slug}: {hit.label}" if hit else "finds nothing"
            yield Fault(path, f"a search for “{typed}” {where}", "reword it or move it")
