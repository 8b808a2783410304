"""The sentence of an entry that answers a query. Must not rank entries."""

import re
from collections.abc import Iterator, Set

from msgspec import Struct

from ..model import Entry
from ..sanitize import one_line
from . import Snippet
from .index import Index
from .words import WORD, fold, plain

LONGEST = 280
_SENTENCE_END = re.compile(r"(?<=[.!?])[)\"”’]?\s+(?=[\"“(]?[A-Z0-9])")
_BLOCK_END = re.compile(r"\n\s*\n|\n\s*(?:[-*+]|\d+\.)\s+")


class Sentence(Struct, frozen=True):
    """A sentence with its stems; `claim` says that notes may qualify it."""

    text: str
    stems: frozenset[str]
    claim: bool


class Snippets:
    """The sentences of the entries, split once."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._sentences: dict[str, list[Sentence]] = {}

    def of(self, entry: Entry, stems: Set[str]) -> Snippet:
        """The sentence that holds the weightiest of the stems; the summary when none holds any.

        Answer and summary come before notes when they hold as much.
        """
        if entry.slug not in self._sentences:
            self._sentences[entry.slug] = list(self._split(entry))
        worths = [(self._worth(s, stems), s) for s in self._sentences[entry.slug]]
        worth, best = max(worths, key=lambda pair: pair[0], default=(0, None))
        if best is None or not worth:
            return Snippet(_cut(entry.summary or (best.text if best else ""), ()))
        shown = _cut(best.text, self._marks(best.text, stems))
        return Snippet(shown, self._marks(shown, stems), best.claim)

    def _split(self, entry: Entry) -> Iterator[Sentence]:
        texts = [(text, bool(entry.notes)) for text in _sentences(entry.answer)]
        texts += [(text, False) for text in _sentences(entry.summary)]
        texts += [(text, False) for note in entry.notes for text in _sentences(note.text)]
        for text, claim in texts:
            yield Sentence(text, frozenset(self._index.stems.of(text)), claim)

    def _worth(self, sentence: Sentence, stems: Set[str]) -> float:
        return sum(map(self._index.weight, sentence.stems & stems))

    def _marks(self, text: str, stems: Set[str]) -> tuple[tuple[int, int], ...]:
        of = self._index.stems
        return tuple(word.span() for word in WORD.finditer(text) if of[fold(word[0])] in stems)


def _sentences(markdown: str) -> Iterator[str]:
    for block in _BLOCK_END.split(markdown):
        yield from filter(None, _SENTENCE_END.split(one_line(plain(block.lstrip("-*+ ")))))


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
