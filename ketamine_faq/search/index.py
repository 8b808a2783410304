"""Counts of the words of every entry and not-covered topic, with their worth. Must not rank."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from math import log

from ..model import Document, Entry
from .words import Stems, plain

# BM25 with the constants of the literature (Robertson and Zaragoza, 2009), field by field.
SATURATION = 1.2
LENGTH = 0.75
# A question tells most about its entry, a note least; keywords were chosen as a question was.
QUESTION, KEYWORD, ANSWER, NOTES = 3.0, 3.0, 1.0, 0.5

Phrase = tuple[str, ...]


def rarity(holders: int, documents: int) -> float:
    """How much a word tells: the more, the fewer documents hold it (the idf of BM25, positive)."""
    return log(1 + (documents - holders + 0.5) / (holders + 0.5))


class Field:
    """One field of every document: how often each stem stands in it, and what that is worth."""

    def __init__(self, texts: Iterable[Sequence[str]], weight: float) -> None:
        self._weight = weight
        self._counts = [Counter(stems) for stems in texts]
        lengths = [counts.total() for counts in self._counts]
        mean = sum(lengths) / max(1, sum(map(bool, lengths)))
        self._norms = [SATURATION * (1 - LENGTH + LENGTH * n / (mean or 1)) for n in lengths]

    def holders(self, stem: str) -> list[int]:
        """The documents that hold a stem."""
        return [number for number, counts in enumerate(self._counts) if stem in counts]

    def scores(self, stem: str) -> dict[int, float]:
        """What each document that holds a stem gains by it."""
        holders = self.holders(stem)
        worth = self._weight * rarity(len(holders), len(self._counts)) * (SATURATION + 1)
        counts = {number: self._counts[number][stem] for number in holders}
        return {n: worth * count / (count + self._norms[n]) for n, count in counts.items()}


class Index:
    """The entries of a FAQ, then its not-covered topics, as numbered documents from 0."""

    def __init__(self, document: Document) -> None:
        self.stems = Stems()
        self.entries = len(document.entries)
        self.documents = self.entries + len(document.not_covered)
        self.question = self._field((entry.question for entry in document.entries), QUESTION)
        self.answer = self._field((_answer(entry) for entry in document.entries), ANSWER)
        self.notes = self._field((_notes(entry, document) for entry in document.entries), NOTES)
        self.keywords: defaultdict[str, set[int]] = defaultdict(set)
        self.phrases: defaultdict[Phrase, set[int]] = defaultdict(set)
        # The words of phrases, by the entries that name them: alone they tell little.
        self.parts: defaultdict[str, set[int]] = defaultdict(set)
        self._take_keywords(document)

    def visible(self, stem: str) -> set[int]:
        """The entries whose text holds a stem."""
        fields = (self.question, self.answer, self.notes)
        return {number for field in fields for number in field.holders(stem)}

    def holders(self, stem: str) -> set[int]:
        """The documents whose text or keywords hold a stem, the words of phrases left aside."""
        return self.visible(stem) | self.keywords.get(stem, set())

    def entries_with(self, stem: str) -> set[int]:
        """The entries that hold a stem in their text, keywords, phrases or aliases."""
        found = self.holders(stem) | self.parts.get(stem, set())
        return {number for number in found if number < self.entries}

    def knows(self, stem: str) -> bool:
        """Whether a stem stands anywhere, in a phrase too."""
        return stem in self.parts or bool(self.holders(stem))

    def weight(self, stem: str) -> float:
        """How much a stem tells over all documents; one that none holds counts as very rare."""
        return rarity(len(self.holders(stem)), self.documents)

    @cached_property
    def gapped(self) -> dict[Phrase, list[str]]:
        """The words that complete a phrase with one word left open."""
        gapped: defaultdict[Phrase, list[str]] = defaultdict(list)
        for phrase in self.phrases:
            for place, stem in enumerate(phrase):
                gapped[with_gap(phrase, place)].append(stem)
        return gapped

    @cached_property
    def longest(self) -> int:
        """The number of words of the longest phrase."""
        return max(map(len, self.phrases), default=0)

    def _field(self, texts: Iterable[str], weight: float) -> Field:
        stems = [self.stems.of(text) for text in texts]
        return Field([*stems, *([()] * (self.documents - self.entries))], weight)

    def _take_keywords(self, document: Document) -> None:
        for number, keywords in enumerate(_keywords(document)):
            for keyword in keywords:
                stems = tuple(self.stems.of(keyword))
                if len(stems) == 1:
                    self.keywords[stems[0]].add(number)
                elif stems:
                    self.phrases[stems].add(number)
                    for stem in stems if number < self.entries else ():
                        self.parts[stem].add(number)


def with_gap(phrase: Phrase, place: int) -> Phrase:
    """A phrase with one word left open."""
    return (*phrase[:place], "", *phrase[place + 1 :])


def _keywords(document: Document) -> Iterator[tuple[str, ...]]:
    for entry in document.entries:
        yield *entry.aliases, *entry.keywords
    for topic in document.not_covered:
        yield topic.topic, *topic.keywords


def _answer(entry: Entry) -> str:
    return f"{entry.summary} {plain(entry.answer)}"


def _notes(entry: Entry, document: Document) -> str:
    """What is shown beside an answer: notes, the labels of references, notices."""
    notices = (document.notices[name] for name in entry.notices)
    return " ".join(
        (
            *(note.text for note in entry.notes),
            *(document.references[name].short for note in entry.notes for name in note.references),
            *(f"{notice.title} {plain(notice.text)}" for notice in notices),
        )
    )
