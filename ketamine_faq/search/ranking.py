"""Ranks the passages of a FAQ for a query, and refuses when none answers it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..model import Document, Entry, NotCovered, Notice
from ..text import WORD, function_words, visible, words
from . import Found, Hit
from .analysis import plain
from .index import Index
from .spelling import Spelling

# What each is worth is in docs/search.md.
K1 = 1.5
FUNCTION_WORD, PAIR = 0.3, 0.25
# An answer scores at least so much of the idf of the words asked for, of which a few rare ones
# are the most that counts: people tell their story.
LEAST, MOST_RARE_WORDS = 0.38, 4
LEAST_SHARE = 0.25
# No question is longer; a pasted book is not read to its end.
MOST_WORDS = 200
LONGEST_SNIPPET = 300

Frequencies = dict[int, float]


class Query:
    """What was asked as terms: stems, vocabulary groups, and pairs of neighbours.

    Function words tell little, yet what kind of question it is; alone they ask nothing.
    """

    def __init__(self, used: list[str], index: Index) -> None:
        self._index = index
        stems, groups = index.analyzer.stems(used), index.analyzer.groups(used)
        self.stems = {stem: index.term([stem]) for stem in stems}
        self._groups = {name: index.term(index.analyzer.words(name)) for name, *_ in groups}
        self._pairs = [index.pair(pair) for pair in dict.fromkeys(pairwise(stems))]
        # A group that no text names by one word is left to its words.
        named = [(start, end) for name, start, end in groups if self._groups[name]]
        grouped = {place for start, end in named for place in range(start, end)}
        self._asked = [
            *filter(None, self._groups.values()),
            *(
                self.stems[stem]
                for place, (word, stem) in enumerate(zip(used, stems, strict=True))
                if place not in grouped and word not in function_words()
            ),
        ]
        self.telling = {
            stem
            for place, (word, stem) in enumerate(zip(used, stems, strict=True))
            if place in grouped or word not in function_words()
        }

    def terms(self) -> Iterator[tuple[float, Frequencies]]:
        """Each term: how much it tells, and its weighted frequency in each document."""
        weighted = [
            *((1.0 if s in self.telling else FUNCTION_WORD, f) for s, f in self.stems.items()),
            *((1.0, frequencies) for frequencies in self._groups.values()),
            *((PAIR, frequencies) for frequencies in self._pairs),
        ]
        return ((weight * self._idf(frequencies), frequencies) for weight, frequencies in weighted)

    def answered_by(self, ranked: "Ranked") -> bool:
        """Whether a document holds all that was asked for, or scores enough for it."""
        asked = sum(map(self._idf, self._asked))
        least = LEAST * min(asked, MOST_RARE_WORDS * self._index.idf(1))
        held = all(ranked.document in frequencies for frequencies in self._asked)
        return asked > 0 and (held or ranked.score >= least)

    def _idf(self, frequencies: Frequencies) -> float:
        return self._index.idf(len(self._index.owners(frequencies)) or 1)


class Ranked(NamedTuple):
    """An entry, or behind all entries a topic, by its best document."""

    score: float
    owner: int
    document: int


class Search:
    """The search over the passages of one FAQ."""

    def __init__(
        self, entries: Sequence[Entry], topics: Sequence[NotCovered], document: Document
    ) -> None:
        self._entries, self._topics = entries, topics
        self._index = Index(entries, document)
        self._spelling = Spelling(self._index)

    def find(self, typed: str, limit: int, notices: tuple[Notice, ...]) -> Found:
        """The entries that answer a query, or none with the nearest and the topic it is about.

        Under a notice that was called up the hits are bare: the entries that carry it, if any do.
        """
        asked = self._spelling.read(words(typed)[:MOST_WORDS])
        query = Query([used for _, used in asked], self._index)
        ranked = self._ranked(query)
        entries = [self._entries[r.owner] for r in ranked if r.owner < len(self._entries)]
        best = ranked[0] if ranked and query.answered_by(ranked[0]) else Ranked(0, -1, -1)
        enough = LEAST_SHARE * best.score if -1 < best.owner < len(self._entries) else float("inf")
        hits = [r for r in ranked if r.score >= enough and r.owner < len(self._entries)]
        if notices:
            every = dict.fromkeys((*entries, *self._entries))
            carrying = [entry for entry in every if not set(entry.notices).isdisjoint(notices)]
            bare = tuple(map(Hit, carrying or entries[: len(hits)]))
            return Found(visible(typed), bare[:limit], len(bare), notices=notices)
        corrections: dict[str, str] = {}
        for word, used in dict.fromkeys(asked):
            if word != used:
                corrections[word] = f"{corrections.get(word, '')} {used}".strip()
        return Found(
            query=visible(typed),
            results=tuple(self._hit(r, query, corrections) for r in hits[:limit]),
            total=len(hits),
            nearest=tuple(entry.slug for entry in entries[len(hits) :][:limit]),
            not_covered=self._topics[best.owner - len(self._entries)]
            if best.owner >= len(self._entries)
            else None,
            corrections=corrections,
            unmatched=tuple(dict.fromkeys(t for t, used in asked if self._unmatched(used, query))),
        )

    def _ranked(self, query: Query) -> list[Ranked]:
        """Every entry and topic that holds a term, best first, by its best document (MaxP).

        BM25F: the weighted frequencies of the fields are added, and saturated once.
        """
        scores: defaultdict[int, float] = defaultdict(float)
        for idf, frequencies in query.terms():
            for number, frequency in frequencies.items():
                scores[number] += idf * frequency / (K1 + frequency)
        best: dict[int, Ranked] = {}
        for number in sorted(scores, key=lambda number: (-scores[number], number)):
            owner = self._index.documents[number].owner
            best.setdefault(owner, Ranked(scores[number], owner, number))
        return list(best.values())

    def _unmatched(self, word: str, query: Query) -> bool:
        """Whether no entry holds a telling word."""
        (stem,) = self._index.analyzer.stems([word])
        owners = self._index.owners(query.stems[stem])
        return stem in query.telling and min(owners, default=len(self._entries)) == len(
            self._entries
        )

    def _hit(self, ranked: Ranked, query: Query, corrections: dict[str, str]) -> Hit:
        stems = self._index.analyzer.stems
        passage = self._index.documents[ranked.document].passage
        text = _cut(plain(passage.text)) if passage else ""
        marks = [
            m.span()
            for m in re.finditer(WORD, text)
            if query.telling.issuperset(stems(words(m[0])))
        ]
        corrected = stems(" ".join(corrections.values()).split())
        inexact = any(ranked.document in query.stems[stem] for stem in corrected)
        match = "approximate" if inexact else "exact"
        entry, score = self._entries[ranked.owner], round(ranked.score, 3)
        return Hit(entry, score, match, passage, text, tuple(marks))


def _cut(text: str) -> str:
    """A text of at most LONGEST_SNIPPET letters, cut between words."""
    if len(text) <= LONGEST_SNIPPET:
        return text
    end = text.rfind(" ", 0, LONGEST_SNIPPET)
    return f"{text[: end if end > 0 else LONGEST_SNIPPET]} …"
