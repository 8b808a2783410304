"""Ranks the passages of a FAQ for a query, and refuses when none answers it."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import chain, pairwise

from ..model import Document, Entry, NotCovered, Notice, Reference
from ..text import WORD, function_words, visible, words
from . import Found, Hit
from .analysis import plain
from .index import Index, Line
from .spelling import corrected

# What each is worth is in docs/search.md.
K1, FUNCTION_WORD, PAIR, COVERAGE = 1.0, 0.3, 0.3, 0.7
# No query asks for more than so many rare words: people tell their story.
MOST_RARE_WORDS = 3
LEAST, LEAST_SHARE = 0.75, 0.5
# No question is longer; a pasted book is not read to its end.
MOST_WORDS = 200
LONGEST_SNIPPET = 300

# A stem, the name of a vocabulary group in braces, or a pair of neighbouring stems.
Term = str | tuple[str, str]


class Query:
    """What was asked as terms, with their weighted frequencies in the documents of an index.

    Function words tell little, yet what kind of question it is; alone they ask nothing.
    """

    def __init__(self, used: list[str], index: Index) -> None:
        self._index = index
        stems = index.analyzer.stems(used)
        groups = {at: f"{{{name}}}" for at, name in index.analyzer.groups(stems).items()}
        self._asked = [
            (word, stem, groups.get(at, stem))
            for at, (word, stem) in enumerate(zip(used, stems, strict=True))
            if at in groups or word not in function_words()
        ]
        self.telling = {stem for _, stem, _ in self._asked}
        self._pairs = set(pairwise(stems))
        self._terms: dict[str, list[Term]] = {stem: [stem] for stem in stems}
        for group in dict.fromkeys(groups.values()):
            for stem in index.analyzer.words(group[1:-1]):
                self._terms.setdefault(stem, []).append(group)
        self.frequencies: dict[Term, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        self._matches: list[tuple[Sequence[int], set[Term], float]] = []
        self._little = set(stems) - self.telling
        for line in index.lines(self._terms.keys() - self._little) if self.telling else ():
            self._count(line)

    def _count(self, line: Line) -> None:
        matched = [stem for stem in line.stems if stem in self._terms]
        terms = [term for stem in matched for term in self._terms[stem]]
        pairs = self._pairs.intersection(pairwise(line.stems)) if len(matched) > 1 else ()
        for term in (*terms, *pairs):
            frequencies = self.frequencies[term]
            for document in line.documents:
                frequencies[document] += line.weight
        if not self._little.issuperset(matched):
            share = len(matched) / len(line.stems)
            self._matches.append((line.documents, set(terms), share))

    def _gain(self, term: Term) -> float:
        """How much a term tells: its idf, of function words and pairs a part."""
        weight = PAIR if isinstance(term, tuple) else FUNCTION_WORD if term in self._little else 1.0
        return weight * self._index.idf(self.frequencies[term])

    @cached_property
    def scores(self) -> dict[int, float]:
        """The score of each document that holds a term; 1 and more where it holds all of them.

        BM25F: the weighted frequencies of the fields are added, and saturated once. To this comes
        how much of the query the best line covers, and how much of that line the query.
        """
        gains = {term: self._gain(term) for term in chain(self._pairs, *self._terms.values())}
        asked = sum(map(gains.__getitem__, self.telling))
        asked = min(asked, MOST_RARE_WORDS * self._index.idf([])) or 1
        scores: defaultdict[int, float] = defaultdict(float)
        for term, frequencies in self.frequencies.items():
            for document, frequency in frequencies.items():
                scores[document] += gains[term] / asked * frequency / (K1 + frequency)
        whole = sum(gains.values()) - sum(map(gains.__getitem__, self._pairs))
        covered = dict.fromkeys(scores, 0.0)
        for documents, terms, share in self._matches:
            covers = sum(map(gains.__getitem__, terms)) / whole * share**0.5
            for document in documents:
                covered[document] = max(covered[document], covers)
        return {number: score + COVERAGE * covered[number] for number, score in scores.items()}

    def unmatched(self) -> set[str]:
        """The telling words that no entry holds."""
        entries = {n for n in self.scores if self._index.documents[n].text}
        return {w for w, stem, _ in self._asked if entries.isdisjoint(self.frequencies[stem])}

    def ranked(self) -> list[int]:
        """The best document of every entry and topic that holds a term, best first (MaxP)."""
        best: dict[int, int] = {}
        for number in sorted(self.scores, key=lambda number: (-self.scores[number], number)):
            best.setdefault(self._index.documents[number].owner, number)
        return list(best.values())

    def is_answered(self, number: int) -> bool:
        """Whether a document scores enough, or holds all telling words in one way or another."""
        return self.scores[number] >= LEAST or all(
            number in self.frequencies[stem].keys() | self.frequencies[term].keys()
            for _, stem, term in self._asked
        )


class Search:
    """The search over the passages of one FAQ."""

    def __init__(
        self, entries: Sequence[Entry], topics: Sequence[NotCovered[Reference]], document: Document
    ) -> None:
        self._entries, self._topics = entries, topics
        self._index = Index(entries, document)

    def find(self, typed: str, limit: int, notices: tuple[Notice, ...]) -> Found:
        """The entries that answer a query, or none with the nearest and the topic it is about.

        Under a notice that was called up the hits are bare: the entries that carry it, if any do.
        """
        asked = [(word, corrected(word, self._index)) for word in words(typed)[:MOST_WORDS]]
        query = Query([word for _, used in asked for word in used.split()], self._index)
        ranked, documents, scores = query.ranked(), self._index.documents, query.scores
        best = ranked[0] if ranked and query.is_answered(ranked[0]) else None
        near = [n for n in ranked if documents[n].text]
        hits = [n for n in near if best in near and scores[n] >= LEAST_SHARE * scores[ranked[0]]]
        entries = [self._entries[documents[n].owner] for n in near]
        if notices:
            every = dict.fromkeys((*entries, *self._entries))
            carrying = [entry for entry in every if not set(entry.notices).isdisjoint(notices)]
            bare = tuple(map(Hit, carrying or entries[: len(hits)]))
            return Found(visible(typed), bare[:limit], len(bare), notices=notices)
        corrections = {word: used for word, used in asked if word != used}
        unmatched = query.unmatched()
        missing = None
        if best is not None and not hits:
            missing = self._topics[documents[best].owner - len(self._entries)]
        return Found(
            query=visible(typed),
            results=tuple(self._hit(n, query, corrections) for n in hits[:limit]),
            total=len(hits),
            nearest=tuple(entry.slug for entry in entries[len(hits) :][:limit]),
            not_covered=missing,
            corrections=corrections,
            unmatched=tuple(word for word in dict(asked) if word in unmatched),
        )

    def _hit(self, number: int, query: Query, corrections: dict[str, str]) -> Hit:
        stems, passage = self._index.analyzer.stems, self._index.documents[number]
        used = stems(" ".join(corrections.values()).split())
        inexact = any(number in query.frequencies.get(stem, ()) for stem in used)
        text = snippet(passage.text)
        found = re.finditer(WORD, text)
        return Hit(
            entry=self._entries[passage.owner],
            score=round(query.scores[number], 3),
            match="approximate" if inexact else "exact",
            label=passage.label,
            snippet=text,
            claim=passage.claim,
            references=passage.references,
            marks=tuple(m.span() for m in found if query.telling.issuperset(stems(words(m[0])))),
        )


def snippet(markdown: str) -> str:
    """The plain text of a passage, of at most LONGEST_SNIPPET letters, cut between words."""
    text = plain(markdown)
    if len(text) <= LONGEST_SNIPPET:
        return text
    kept = text[:LONGEST_SNIPPET]
    return f"{kept.rpartition(' ')[0] or kept} …"
