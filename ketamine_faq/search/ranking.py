"""Ranks entries for a query, and refuses when none answers it. Must not draw or print."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from ..model import Document
from ..notices import Callers
from ..sanitize import visible
from . import Found, Hit, Snippet
from .index import Field, Index, pairs
from .snippet import Snippets
from .spelling import Spelling, Word, corrections
from .words import words

# How each was chosen, and on what, is in docs/search.md.
FUNCTION_WORD = 0.73
PAIR = 0.3
GRAMMAR = 0.25
LEAST_COVERAGE = 0.25
NEAR_BEST = 0.5
LEAST_SHARE = 0.25
NOT_COVERED = 3.0
# Beyond this weight, further words that nothing matches tell no more: people tell their story.
MOST_ASKED = 11.0
# No question is longer; a pasted book is not read to its end.
MOST_WORDS = 200


class Ranked(Struct, frozen=True):
    """A document with its score and the share of what was asked that it covers, 0 to 1."""

    document: int
    score: float
    coverage: float


class Search:
    """The search over one FAQ."""

    def __init__(self, document: Document, callers: Callers) -> None:
        self._document = document
        self._callers = callers
        self._index = Index(document)
        self._spelling = Spelling(self._index)
        self._snippets = Snippets(self._index)

    def find(self, query: str, limit: int) -> Found:
        """The entries that answer a query, or none with the nearest and the topic it is about."""
        asked = self._spelling.read(words(query)[:MOST_WORDS])
        content = _content(asked)
        entries, missing = self._ranked(asked, content)
        results = [] if missing else _good_enough(entries)
        if len(asked) == 1:
            # A word that stands in an entry finds it; only with others can it mean another thing.
            results = [ranked for ranked in entries if ranked.coverage == 1]
        called_up = self._callers.called_up(query)
        if carriers := self._carriers(called_up):
            results, missing = carriers, None
        taken = {ranked.document for ranked in results}
        nearest = [ranked for ranked in entries if ranked.document not in taken]
        hits = self._hits(asked, content, bare=bool(carriers))
        return Found(
            query=visible(query),
            results=tuple(map(hits, results[:limit])),
            nearest=tuple(map(hits, nearest[:limit])),
            not_covered=self._document.not_covered[missing.document] if missing else None,
            corrections={} if carriers else corrections(asked),
            unmatched=self._unmatched(asked, content),
            notices=called_up,
        )

    def _carriers(self, called_up: Sequence[str]) -> list[Ranked]:
        """The entries that carry a notice that was called up: they come instead of all others."""
        return [
            Ranked(number, 0, 1)
            for number, entry in enumerate(self._document.entries)
            if not set(called_up).isdisjoint(entry.notices)
        ]

    def _ranked(
        self, asked: Sequence[Word], content: Sequence[int]
    ) -> tuple[list[Ranked], Ranked | None]:
        """The entries, best first, and the not-covered topic that fits better, if one does."""
        scores: defaultdict[int, float] = defaultdict(float)
        held: defaultdict[int, dict[int, float]] = defaultdict(dict)
        phrases = _phrases(asked, self._index)
        for term, places, factor, fields in self._terms(asked, content, phrases):
            rarest = self._index.weight(term)
            for field in fields:
                for document, score in field.scores(term, rarest).items():
                    scores[document] += factor * score
                    for place in places:
                        strength = max(field.strength, held[document].get(place, 0))
                        held[document][place] = strength
        weights = {place: self._index.weight(asked[place].stem) for place in content}
        for start, phrase in phrases:
            for place in _inside(start, phrase):
                weights.setdefault(place, self._index.weight(phrase) / len(_inside(start, phrase)))
        most = min(sum(weights.values()), MOST_ASKED)
        ranked = [
            Ranked(document, score, _share(held[document], weights, most))
            for document, score in scores.items()
        ]
        return _split(ranked, self._index.entries)

    def _terms(
        self, asked: Sequence[Word], content: Sequence[int], phrases: Sequence[tuple[int, str]]
    ) -> Iterator[tuple[str, Sequence[int], float, Sequence[Field]]]:
        """The stems and phrases of a query: (term, places, factor of its score, where to look).

        A function word tells what kind of question it is, so it counts in questions only.
        """
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(asked):
            places[word.stem].append(place)
        spoken_for = {place for start, phrase in phrases for place in _inside(start, phrase)}
        for stem, at in places.items():
            if spoken_for.issuperset(at) and at[0] in content:
                yield stem, at, 1, self._index.text
            elif at[0] in content:
                yield stem, at, 1, self._index.fields
            else:
                yield stem, at, FUNCTION_WORD, [self._index.question]
        for pair in dict.fromkeys(pairs([word.stem for word in asked])):
            yield pair, (), PAIR, [self._index.pairs]
        for start, phrase in phrases:
            inside = _inside(start, phrase)
            telling = sum(1 if place in content else GRAMMAR for place in inside)
            yield phrase, inside, (1 + telling) / 2, [self._index.keywords]

    def _unmatched(self, asked: Sequence[Word], content: Sequence[int]) -> tuple[str, ...]:
        """The typed words that no entry holds, in its text, keywords or aliases."""
        typed = (asked[place] for place in content)
        held = self._index.entries_with
        return tuple(dict.fromkeys(word.typed for word in typed if not held(word.stem)))

    def _hits(
        self, asked: Sequence[Word], content: Sequence[int], bare: bool
    ) -> Callable[[Ranked], Hit]:
        """Makes hits; bare ones show the topic and no sentence of it."""
        stems = {asked[place].stem for place in content}
        corrected = {word.stem for word in asked if word.typed != word.used}
        inexact = {n for stem in corrected for n in self._index.entries_with(stem)}

        def hit(ranked: Ranked) -> Hit:
            entry = self._document.entries[ranked.document]
            match = "approximate" if ranked.document in inexact else "exact"
            found = Snippet() if bare else self._snippets.of(entry, stems)
            return Hit(entry, round(ranked.score, 3), match, found)

        return hit


def _share(held: dict[int, float], weights: dict[int, float], most: float) -> float:
    got = sum(weight * held.get(place, 0) for place, weight in weights.items())
    return min(1.0, got / most) if most else 0.0


def _split(ranked: Sequence[Ranked], entries: int) -> tuple[list[Ranked], Ranked | None]:
    """Entries by score and coverage, and the best topic where it beats them."""
    found = [
        Ranked(r.document, r.score * (1 + r.coverage), r.coverage)
        for r in ranked
        if r.document < entries
    ]
    found.sort(key=lambda r: (-r.score, r.document))
    topics = [r for r in ranked if r.document >= entries]
    best = max((r.score * r.coverage for r in _good_enough(found)), default=0)
    topic = max(topics, key=lambda r: (r.score, -r.document), default=None)
    if topic is None or NOT_COVERED * topic.score <= best:
        return found, None
    return found, Ranked(topic.document - entries, topic.score, topic.coverage)


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


def _phrases(asked: Sequence[Word], index: Index) -> list[tuple[int, str]]:
    """Each phrase of the keywords that stands in the query, once, with its first place."""
    stems = [word.stem for word in asked]
    found: dict[str, int] = {}
    for start in range(len(stems)):
        for end in range(start + 2, min(len(stems), start + index.longest) + 1):
            phrase = " ".join(stems[start:end])
            if phrase in index.phrases:
                found.setdefault(phrase, start)
    return [(start, phrase) for phrase, start in found.items()]


def _inside(start: int, phrase: str) -> range:
    return range(start, start + phrase.count(" ") + 1)
