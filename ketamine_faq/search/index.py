"""The texts that a search reads: the passages of a FAQ, and the topics that it does not cover."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property
from itertools import accumulate
from math import log
from typing import NamedTuple

from ..model import Document, Entry, EntryFields, PassageFields
from ..text import folded_lines, function_words
from . import Passage
from .analysis import Analyzer, beginnings, cut, plain

# The fields of BM25F (Robertson and Zaragoza, 2009) by their weight: the text of a passage, its
# keywords or, where it has none, the question of its entry, and the names of its entry.
TEXT, KEYWORD, NAME = 0.125, 1.0, 0.5


def passages(entry: Entry, fields: EntryFields) -> Iterator[Passage]:
    """The passages of an entry: its answer's, its notes, the sentences of its charts."""
    owner, answer = entry.number - 1, fields.answer
    for part in map(PassageFields, cut(answer)) if isinstance(answer, str) else answer:
        yield Passage(owner, entry.answer_label, part.text, True, (), part.keywords)
    for note, written in zip(entry.notes, fields.notes, strict=True):
        yield Passage(owner, note.label, note.text, False, note.references, written.keywords)
    for chart in entry.charts:
        yield Passage(owner, chart.title, chart.sentence, False, chart.references, chart.keywords)


class Line(NamedTuple):
    """The stems of a text, a keyword or a name: of which documents, and with which weight."""

    documents: Sequence[int]
    weight: float
    stems: Sequence[str]


class Index:
    """The documents of one FAQ, with postings of the stems that were asked for.

    A command asks once, for a few words: to look for them takes less time than
    making the postings of all words.
    """

    def __init__(self, entries: Sequence[Entry], document: Document) -> None:
        self.analyzer = Analyzer(document.vocabulary)
        self.documents: list[Passage] = []
        self._fields: list[tuple[Sequence[int], float]] = []
        self._texts: list[str] = []
        for entry, fields in zip(entries, document.entries, strict=True):
            first = len(self.documents)
            for passage in passages(entry, fields):
                self._store(passage, passage.keywords or (entry.question,) * passage.claim)
            for name in (entry.question, *entry.aliases, *fields.keywords):
                self._field(range(first, len(self.documents)), NAME, name)
        for owner, topic in enumerate(document.not_covered, len(entries)):
            self._store(Passage(owner), (topic.topic, *topic.keywords))
        self._owners = len(entries) + len(document.not_covered)
        self._starts = list(accumulate(map(len, self._texts), initial=0))
        self._text = "".join(self._texts)
        self._postings: dict[str, dict[int, Line]] = {}

    def _store(self, passage: Passage, keywords: Iterable[str]) -> None:
        number = len(self.documents)
        self.documents.append(passage)
        self._field([number], KEYWORD, *keywords)
        self._field([number], TEXT, passage.label, plain(passage.text))

    def _field(self, documents: Sequence[int], weight: float, *texts: str) -> None:
        self._fields.append((documents, weight))
        self._texts.append(folded_lines(texts))

    @cached_property
    def _names(self) -> dict[int, Line]:
        named = zip(self._starts, self._fields, strict=False)
        return {start: self._line(start) for start, (_, weight) in named if weight == NAME}

    def lines(self, stems: Set[str]) -> Iterable[Line]:
        """The lines that hold one of some stems, and all names.

        A question tells what it asks by its function words as well.
        """
        found = dict(self._names)
        for postings in self._postings_of(stems):
            found |= postings
        return found.values()

    def knows(self, word: str) -> bool:
        """Whether a document holds a folded word."""
        return f" {word} " in self._text

    def _postings_of(self, stems: Set[str]) -> Iterable[dict[int, Line]]:
        """The lines that hold each stem, by where they begin; looked for when first asked for."""
        missing = stems - self._postings.keys()
        self._postings |= {stem: {} for stem in missing}
        starts = "|".join(re.escape(start) for stem in missing for start in beginnings(stem))
        search, end = re.compile(f" (?:{starts})").search, 0
        while missing and (found := search(self._text, end)):
            start = self._text.rfind("\n", 0, found.start()) + 1
            end = self._text.find("\n", start)
            line = self._line(start)
            for stem in missing & set(line.stems):
                self._postings[stem][start] = line
        return map(self._postings.__getitem__, stems)

    def _line(self, start: int) -> Line:
        documents, weight = self._fields[bisect(self._starts, start) - 1]
        words = self._text[start : self._text.find("\n", start)].split()
        return Line(documents, weight, self.analyzer.stems(words))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of all documents and of grammar; nothing that was typed is ever among them."""
        return function_words().union(self._text.split())

    def idf(self, documents: Iterable[int]) -> float:
        """How much a term tells that stands in some documents: the more, the fewer, as in BM25.

        Over entries and topics and never over passages: a word of a whole entry is no more common
        for standing in each of its passages. A word that stands nowhere tells as much as one that
        stands in one.
        """
        holding = len({self.documents[number].owner for number in documents}) or 1
        return log(1 + (self._owners - holding + 0.5) / (holding + 0.5))
