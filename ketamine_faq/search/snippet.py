"""The sentence or two of an entry that answer a query. Must not rank entries."""

import re
from collections.abc import Iterator, Set

from ..model import Entry
from ..sanitize import one_line
from . import Snippet
from .index import Index
from .words import WORD, fold, plain

LONGEST = 280
_SENTENCE_END = re.compile(r"(?<=[.!?])[)\"”’]?\s+(?=[\"“(]?[A-Z0-9])")


def snippet(entry: Entry, index: Index, stems: Set[str]) -> Snippet:
    """The sentence that holds the weightiest of the stems; the summary when none holds any.

    Answer and summary come before notes when they hold as much.
    """
    texts = [(text, bool(entry.notes)) for text in _sentences(entry.answer)]
    texts += [(text, False) for text in _sentences(entry.summary)]
    texts += [(text, False) for note in entry.notes for text in _sentences(note.text)]
    best = max(texts, key=lambda text: _worth(text[0], index, stems), default=("", False))
    if not _worth(best[0], index, stems):
        return Snippet(_cut(entry.summary or texts[0][0], ()))
    text, claim = best
    shown = _cut(text, _marks(text, index, stems))
    return Snippet(shown, _marks(shown, index, stems), claim)


def _sentences(markdown: str) -> Iterator[str]:
    blocks = re.split(r"\n\s*\n|\n\s*(?:[-*+]|\d+\.)\s+", markdown)
    for block in blocks:
        yield from filter(None, _SENTENCE_END.split(one_line(plain(block.lstrip("-*+ ")))))


def _worth(text: str, index: Index, stems: Set[str]) -> float:
    held = {index.stems[word] for word in WORD.findall(text.lower())}
    return sum(index.weight(stem) for stem in held & stems)


def _marks(text: str, index: Index, stems: Set[str]) -> tuple[tuple[int, int], ...]:
    found = WORD.finditer(text)
    return tuple(word.span() for word in found if index.stems[fold(word[0])] in stems)


def _cut(text: str, marks: tuple[tuple[int, int], ...]) -> str:
    """At most about LONGEST characters around the first marked word, whole words only."""
    if len(text) <= LONGEST:
        return text
    first = marks[0][0] if marks else 0
    start = text.rfind(" ", 0, max(0, first - LONGEST // 3)) + 1
    end = text.rfind(" ", start, start + LONGEST)
    if end <= start or start + LONGEST >= len(text):
        end = len(text)
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
