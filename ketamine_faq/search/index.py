"""Counts of the words of every entry and not-covered topic, with their worth. Must not rank."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import pairwise
from math import log

from ..model import Document, Entry
from .words import Stems, plain, raw_words, words

# BM25 with the constants of the literature (Robertson and Zaragoza, 2009), field by field.
SATURATION = 1.2
LENGTH = 0.75
# A question tells most about its entry, a note least; a word of a phrase tells little alone.
QUESTION, KEYWORDS, ANSWER, NOTES, PHRASE_PART = 3.0, 6.0, 1.0, 0.8, 0.25


def rarity(holders: int, documents: int) -> float:
    """How much a word tells: the more, the fewer documents hold it (the idf of BM25, positive)."""
    return log(1 + (documents - holders + 0.5) / (holders + 0.5))


class Field:
    """One field of every document: how often each term stands in it, and what that is worth.

    `strength` is how well a match here covers a word of a query, from 0 to 1.
    """

    def __init__(
        self,
        texts: Iterable[Sequence[str]],
        weight: float,
        length: float = 0,
        strength: float = 1,
        stems: Mapping[str, str] | None = None,
    ) -> None:
        self.strength = strength
        self._weight = weight
        lengths = []
        raw: defaultdict[str, list[int]] = defaultdict(list)
        for number, terms in enumerate(texts):
            lengths.append(len(terms))
            for word in terms:
                raw[word].append(number)
        # The documents that hold a term, each as often as it does.
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for word, numbers in raw.items():
            self._places[stems[word] if stems else word] += numbers
        self._filled = sum(map(bool, lengths))
        mean = sum(lengths) / max(1, self._filled) or 1
        self._norms = [SATURATION * (1 - length + length * n / mean) for n in lengths]

    def holders(self, term: str) -> set[int]:
        """The documents that hold a term."""
        return set(self._places.get(term, ()))

    def holds(self, term: str) -> bool:
        """Whether any document holds a term."""
        return term in self._places

    def scores(self, term: str, rarest: float) -> dict[int, float]:
        """What each document that holds a term gains by it.

        `rarest` is the rarity of the term over all fields: a word may be rare in questions only
        because there are few of them.
        """
        counts = Counter(self._places.get(term, ()))
        worth = min(rarity(len(counts), self._filled), rarest) * self._weight * (SATURATION + 1)
        return {n: worth * count / (count + self._norms[n]) for n, count in counts.items()}


class Index:
    """The entries of a FAQ, then its not-covered topics, as numbered documents from 0.

    A term is a stem, or the stems of a phrase of the keywords with spaces between.
    """

    def __init__(self, document: Document) -> None:
        entries, topics = document.entries, document.not_covered
        self.stems = Stems()
        self.entries = len(entries)
        self.documents = len(entries) + len(topics)
        none: list[Sequence[str]] = [()] * len(topics)
        of = self.stems.of
        questions = [of(entry.question) for entry in entries]
        names = [(e.question, *e.aliases, *e.keywords) for e in entries]
        names += [(topic.topic, *topic.keywords) for topic in topics]
        stems = [*questions, *(of(topic.topic) for topic in topics)]
        keywords = [
            [" ".join(first), *(" ".join(of(name)) for name in some[1:])]
            for first, some in zip(stems, names, strict=True)
        ]
        parts = [" ".join(name for name in some[1:] if " " in name).split() for some in keywords]
        self.phrases = {name for some in keywords for name in some if " " in name}
        self._phrases: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
        for some, phrases in zip(names[: self.entries], keywords, strict=False):
            for name, phrase in zip(some, phrases, strict=True):
                self._phrases[phrase.count(" ") + 1].append((name, phrase))
        self.keywords = Field(keywords, KEYWORDS)
        self.pairs = Field([*map(pairs, questions), *none], QUESTION, LENGTH)
        self.question = Field([*questions, *none], QUESTION, LENGTH)
        answer = self._text(map(_answer, entries), ANSWER)
        notes = self._text((_notes(entry, document) for entry in entries), NOTES)
        loose = [*parts[: self.entries], *none]
        self.text = (self.question, answer, notes)
        self._whole = (*self.text, self.keywords)
        self.fields = (*self._whole, Field(loose, PHRASE_PART * KEYWORDS, strength=PHRASE_PART))

    def _text(self, texts: Iterable[str], weight: float) -> Field:
        words = [*map(raw_words, texts), *([()] * (self.documents - self.entries))]
        return Field(words, weight, LENGTH, stems=self.stems)

    def holders(self, stem: str) -> set[int]:
        """The documents whose text or keywords hold a stem, the words of phrases left aside."""
        return {number for field in self._whole for number in field.holders(stem)}

    def entries_with(self, stem: str) -> set[int]:
        """The entries that hold a stem in their text, keywords, phrases or aliases."""
        found = {number for field in self.fields for number in field.holders(stem)}
        return {number for number in found if number < self.entries}

    def knows(self, stem: str) -> bool:
        """Whether a stem stands anywhere, in a phrase too."""
        return any(field.holds(stem) for field in self.fields)

    def weight(self, term: str) -> float:
        """How much a term tells over all documents; one that none holds is as rare as can be."""
        return rarity(max(1, len(self.holders(term))), self.documents)

    @cache  # noqa: B019  # an index lives as long as the library it serves
    def gapped(self, length: int) -> dict[str, set[str]]:
        """The words that complete each phrase of an entry, of so many words, with one left open."""
        gapped: defaultdict[str, set[str]] = defaultdict(set)
        for name, phrase in self._phrases[length]:
            stems = phrase.split()
            for place, word in enumerate(words(name)):
                gapped[with_gap(stems, place)].add(word)
        return gapped

    @cached_property
    def longest(self) -> int:
        """The number of words of the longest phrase."""
        return max((phrase.count(" ") + 1 for phrase in self.phrases), default=0)


def pairs(stems: Sequence[str]) -> list[str]:
    """Each two neighbours."""
    return [" ".join(pair) for pair in pairwise(stems)]


def with_gap(stems: Sequence[str], place: int) -> str:
    """A phrase with one word left open."""
    return " ".join((*stems[:place], "", *stems[place + 1 :]))


def _answer(entry: Entry) -> str:
    return f"{entry.summary} {plain(entry.answer)}"


def _notes(entry: Entry, document: Document) -> str:
    """What is shown beside an answer: notes, the labels of references, notices."""
    texts = [note.text for note in entry.notes]
    texts += [document.references[name].short for note in entry.notes for name in note.references]
    for name in entry.notices:
        texts += [document.notices[name].title, plain(document.notices[name].text)]
    return " ".join(texts)
