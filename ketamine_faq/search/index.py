"""The texts that a search reads: the passages of a FAQ, and the topics that it does not cover."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property
from itertools import accumulate
from math import log
from typing import NamedTuple

from ..model import Document, Entry, EntryFields
from ..text import folded_lines
from . import Passage
from .analysis import Analyzer, beginnings, cut, plain

# The fields of BM25F (Robertson and Zaragoza, 2009) by their weight: the text of a passage, its
# keywords or, where it has none, the question of its entry, and the names of its entry.
TEXT, KEYWORD, NAME = 0.125, 1.0, 0.5


def passages(entry: Entry, fields: EntryFields) -> Iterator[Passage]:
    """The passages of an entry: its answer's, its notes, the sentences of its charts."""
    if isinstance(fields.answer, str):
        for text in cut(fields.answer):
            yield Passage(entry.answer_label, text, True)
    else:
        for part in fields.answer:
            yield Passage(entry.answer_label, part.text, True, (), part.keywords)
    for note, written in zip(entry.notes, fields.notes, strict=True):
        yield Passage(note.label, note.text, False, note.references, written.keywords)
    for chart in entry.charts:
        yield Passage(chart.title, chart.sentence, False, chart.references, chart.keywords)


class Stored(NamedTuple):
    """A document: a passage of an entry, or a topic that is not covered.

    `owner` is the number of its entry, or behind all entries of its topic, from 0.
    """

    owner: int
    passage: Passage | None = None


class Line(NamedTuple):
    """The stems of a text, a keyword or a name: of which documents, and with which weight."""

    documents: Sequence[int]
    weight: float
    stems: Sequence[str]


class Index:
    """The documents of one FAQ, with postings of the stems that were asked for.

    A command asks once, for a few words: to look for them takes a third of the time of making
    the postings of all words.
    """

    def __init__(self, entries: Sequence[Entry], document: Document) -> None:
        self.analyzer = Analyzer(document.vocabulary)
        self.documents: list[Stored] = []
        self._names: list[tuple[range, str]] = []
        self._fields: list[tuple[range, float]] = []
        self._texts: list[str] = []
        for number, (entry, fields) in enumerate(zip(entries, document.entries, strict=True)):
            first = len(self.documents)
            for passage in passages(entry, fields):
                own = passage.keywords or (entry.question,) * passage.claim
                self._store(number, own, passage)
            names = "\n".join((entry.question, *entry.aliases, *fields.keywords))
            self._names.append((range(first, len(self.documents)), names))
        for number, topic in enumerate(document.not_covered, len(entries)):
            self._store(number, (topic.topic, *topic.keywords))
        self._owners = len(entries) + len(document.not_covered)
        self._starts = list(accumulate(map(len, self._texts), initial=0))
        self._text = "".join(self._texts)
        self._postings: dict[str, dict[int, Line]] = {}
        self._lines: dict[int, Line] = {}

    def _store(self, owner: int, keywords: Iterable[str], passage: Passage | None = None) -> None:
        documents = range(len(self.documents), len(self.documents) + 1)
        self.documents.append(Stored(owner, passage))
        self._fields.append((documents, KEYWORD))
        self._texts.append(folded_lines("\n".join(keywords)) + "\n")
        if passage:
            self._fields.append((documents, TEXT))
            self._texts.append(folded_lines(f"{passage.label}\n{plain(passage.text)}") + "\n")

    @cached_property
    def names(self) -> list[Line]:
        """The lines of all names: a question tells what it asks by its function words as well."""
        return [
            Line(documents, NAME, self.analyzer.stems(line.split()))
            for documents, names in self._names
            for line in folded_lines(names).split("\n")
        ]

    def lines(self, stems: Set[str]) -> Iterable[Line]:
        """The lines of texts and keywords that hold one of some stems."""
        self._post(stems - self._postings.keys())
        found: dict[int, Line] = {}
        for stem in stems:
            found |= self._postings[stem]
        return found.values()

    def _post(self, stems: Set[str]) -> None:
        """Makes the postings of some stems."""
        self._postings |= {stem: {} for stem in stems}
        starts = "|".join(re.escape(start) for stem in stems for start in beginnings(stem))
        search, end = re.compile(f" (?:{starts})").search, 0
        while stems and (found := search(self._text, end)):
            start = self._text.rfind("\n", 0, found.start()) + 1
            end = self._text.find("\n", start)
            line = self._lines.get(start) or self._line(start, end)
            for stem in stems & set(line.stems):
                self._postings[stem][start] = line

    def _line(self, start: int, end: int) -> Line:
        documents, weight = self._fields[bisect(self._starts, start) - 1]
        stems = self.analyzer.stems(self._text[start:end].split())
        self._lines[start] = line = Line(documents, weight, stems)
        return line

    def owners(self, documents: Iterable[int]) -> set[int]:
        """The entries, or behind all entries the topics, of some documents."""
        return {self.documents[number].owner for number in documents}

    def idf(self, documents: Iterable[int]) -> float:
        """How much a term tells that stands in some documents: the more, the fewer, as in BM25.

        Over entries and topics and never over passages: a word of a whole entry is no more common
        for standing in each of its passages. A word that stands nowhere tells as much as one that
        stands in one.
        """
        holding = len(self.owners(documents)) or 1
        return log(1 + (self._owners - holding + 0.5) / (holding + 0.5))

    def knows(self, word: str) -> bool:
        """Whether a document holds a word with the same stem."""
        (stem,) = self.analyzer.stems([word])
        named = any(stem in line.stems for line in self.names)
        return named or bool(self.lines({stem}))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of all documents."""
        names = (name for _, names in self._names for name in folded_lines(names).split())
        return frozenset(self._text.split()).union(names)
