"""Ranks entries for a query, and refuses when none answers it. Must not draw or print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from ..sanitize import visible
from . import Found, Hit, Snippet
from .index import KEYWORD, Index, Phrase, rarity
from .snippet import snippet
from .spelling import Spelling, Word, corrections
from .words import words

if TYPE_CHECKING:
    from ..library import Faq

# How each was chosen, and on what, is in docs/search.md.
FUNCTION_WORD = 0.73
PHRASE = 1.5
PHRASE_PART = 0.25
UNKNOWN = 0.6
COVERAGE_FLOOR = 0.3
LEAST_COVERAGE = 0.25
NEAR_BEST = 0.5
LEAST_SHARE = 0.1
NOT_COVERED = 3.0
# Beyond this weight, further words that nothing matches tell no more: people tell their story.
MOST_ASKED = 11.0


class Ranked(Struct, frozen=True):
    """A document with its score and the share of what was asked that it covers, 0 to 1."""

    document: int
    score: float
    coverage: float


class Evidence:
    """What the documents hold of a query: a score each, and how well each word is held."""

    def __init__(self, words: int) -> None:
        self.scores: defaultdict[int, float] = defaultdict(float)
        self._held: list[dict[int, float]] = [{} for _ in range(words)]

    def add(self, document: int, score: float, places: Iterable[int], strength: float = 1) -> None:
        """Counts a match; of several matches of a word the strongest covers it."""
        self.scores[document] += score
        for place in places:
            held = self._held[place]
            held[document] = max(strength, held.get(document, 0))

    def coverage(self, document: int, weights: Sequence[float]) -> float:
        """The share of the weight asked for that a document holds, at most 1."""
        asked = min(sum(weights), MOST_ASKED)
        held = (w * held.get(document, 0) for w, held in zip(weights, self._held, strict=True))
        return min(1.0, sum(held) / asked) if asked else 0.0


class Search:
    """The search over one FAQ."""

    def __init__(self, faq: Faq) -> None:
        self._faq = faq
        self._index = Index(faq.document)
        self._spelling = Spelling(self._index)

    def find(self, query: str, limit: int) -> Found:
        """The entries that answer a query, or none with the nearest and the topic it is about."""
        asked = self._spelling.read(words(query))
        content = _content(asked)
        entries, missing = self._ranked(asked, content)
        alone = len(content) == 1
        results = [] if missing and not alone else _good_enough(entries)
        nearest = [ranked for ranked in entries if ranked not in results]
        called_up = self._faq.notices_for(query)
        bare = any(name in entry.notices for name in called_up for entry in self._faq.entries)
        show = set() if bare else {asked[place].stem for place in content}
        return Found(
            query=visible(query),
            results=tuple(self._hit(ranked, asked, show) for ranked in results[:limit]),
            nearest=tuple(self._hit(ranked, asked, show) for ranked in nearest[:limit]),
            not_covered=self._faq.document.not_covered[missing.document] if missing else None,
            corrections=corrections(asked),
            unmatched=self._unmatched(asked, content),
            notices=called_up,
        )

    def _ranked(
        self, asked: Sequence[Word], content: Sequence[int]
    ) -> tuple[list[Ranked], Ranked | None]:
        """The entries, best first, and the not-covered topic that fits better, if one does."""
        evidence = Evidence(len(asked))
        self._match_words(asked, content, evidence)
        self._match_phrases(asked, evidence)
        weights = [self._weight(w.stem) if n in content else 0 for n, w in enumerate(asked)]
        entries, topics = [], []
        for document, score in evidence.scores.items():
            coverage = evidence.coverage(document, weights)
            if document < self._index.entries:
                entries.append(Ranked(document, score * (COVERAGE_FLOOR + coverage), coverage))
            else:
                topics.append(Ranked(document - self._index.entries, score, coverage))
        entries.sort(key=_best_first)
        topics.sort(key=_best_first)
        return entries, topics[0] if topics and _beats(topics[0], entries) else None

    def _match_words(
        self, asked: Sequence[Word], content: Sequence[int], evidence: Evidence
    ) -> None:
        """Function words tell what kind of question it is, so they count in questions only."""
        index = self._index
        for stem, places in _places(asked).items():
            if places[0] not in content:
                for document, score in index.question.scores(stem).items():
                    evidence.add(document, score * FUNCTION_WORD, places)
                continue
            for field in (index.question, index.answer, index.notes):
                for document, score in field.scores(stem).items():
                    evidence.add(document, score, places)
            self._match_keyword(stem, places, evidence)

    def _match_keyword(self, stem: str, places: Sequence[int], evidence: Evidence) -> None:
        index = self._index
        holders = index.keywords.get(stem, set())
        worth = KEYWORD * rarity(len(holders), index.documents)
        for document in holders:
            evidence.add(document, worth, places)
        parts = index.parts.get(stem, set()) - holders
        worth = PHRASE_PART * KEYWORD * rarity(len(parts), index.documents)
        for document in parts:
            evidence.add(document, worth, places, PHRASE_PART)

    def _match_phrases(self, asked: Sequence[Word], evidence: Evidence) -> None:
        for start, phrase in _phrases(asked, self._index):
            holders = self._index.phrases[phrase]
            places = range(start, start + len(phrase))
            content = sum(not asked[place].function for place in places)
            worth = PHRASE * KEYWORD * rarity(len(holders), self._index.documents)
            for document in holders:
                evidence.add(document, worth * (0.6 + 0.4 * max(1, content)), places)

    def _weight(self, stem: str) -> float:
        weight = self._index.weight(stem)
        return weight if self._index.holders(stem) else UNKNOWN * weight

    def _unmatched(self, asked: Sequence[Word], content: Sequence[int]) -> tuple[str, ...]:
        """The typed words that no entry holds, in its text, keywords or aliases."""
        typed = (asked[place] for place in content)
        held = self._index.entries_with
        return tuple(dict.fromkeys(word.typed for word in typed if not held(word.stem)))

    def _hit(self, ranked: Ranked, asked: Sequence[Word], show: set[str]) -> Hit:
        entry = self._faq.entries[ranked.document]
        corrected = any(
            word.typed != word.used and ranked.document in self._index.entries_with(word.stem)
            for word in asked
        )
        return Hit(
            entry=entry,
            score=round(ranked.score, 3),
            match="approximate" if corrected else "exact",
            snippet=snippet(entry, self._index, show) if show else Snippet(),
        )


def _best_first(ranked: Ranked) -> tuple[float, int]:
    return -ranked.score, ranked.document


def _beats(topic: Ranked, entries: Sequence[Ranked]) -> bool:
    """Whether a not-covered topic fits better than the entries that answer, if there are any."""
    best = max((e.score * e.coverage for e in _good_enough(entries)), default=0)
    return NOT_COVERED * topic.score > best


def _good_enough(entries: Sequence[Ranked]) -> list[Ranked]:
    """The entries that answer: none when the best ones cover too little of what was asked."""
    best = entries[0].score if entries else 0
    near = [entry.coverage for entry in entries if entry.score >= NEAR_BEST * best]
    if max(near, default=0) < LEAST_COVERAGE:
        return []
    return [entry for entry in entries if entry.score >= LEAST_SHARE * best]


def _content(asked: Sequence[Word]) -> list[int]:
    """The places of the words that say what is asked; all, when there are function words only."""
    return [n for n, word in enumerate(asked) if not word.function] or list(range(len(asked)))


def _places(asked: Sequence[Word]) -> dict[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(asked):
        places[word.stem].append(place)
    return places


def _phrases(asked: Sequence[Word], index: Index) -> Iterator[tuple[int, Phrase]]:
    """Each phrase of the keywords that stands in the query, once, with its first place."""
    stems = tuple(word.stem for word in asked)
    seen = set()
    for start in range(len(stems)):
        for end in range(start + 2, min(len(stems), start + index.longest) + 1):
            phrase = stems[start:end]
            if phrase in index.phrases and phrase not in seen:
                seen.add(phrase)
                yield start, phrase
