"""Corrects typed words that nothing matches. Must not touch a word that an entry holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from ..slips import one_slip
from .index import Index, with_gap
from .words import FUNCTION_WORDS

# From how many letters a word may be so many typing errors away: shorter ones meet by chance.
ONE_ERROR, TWO_ERRORS = 5, 9
LONGEST = 40
SHORTEST_PART = 3
SHORTEST_BEGINNING, MOST_ADDED = 4, 5


class Word(Struct, frozen=True):
    """A word of a query: as typed (folded), as used, and the stem of that."""

    typed: str
    used: str
    stem: str

    @property
    def function(self) -> bool:
        """Whether it only carries grammar, or says no more than that somebody asks."""
        return self.used in FUNCTION_WORDS


def corrections(asked: Iterable[Word]) -> dict[str, str]:
    """The words used instead of a typed word, where they differ."""
    used: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for word in asked:
        if word.typed != word.used:
            used[word.typed][word.used] = None
    return {typed: " ".join(parts) for typed, parts in used.items()}


class Spelling:
    """The vocabulary of an index, to read typed words with."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def read(self, typed: Sequence[str]) -> list[Word]:
        """The words of a query, each that nothing matches corrected where that is safe."""
        read: list[Word] = []
        for place, word in enumerate(typed):
            joined = read[-1].typed + word if read else ""
            if self._known(word):
                read.append(self._word(word, word))
            elif joined and self._known(joined):
                read[-1] = self._word(joined, joined)
            else:
                used = self._corrected(word, last=place == len(typed) - 1)
                read.extend(self._word(word, part) for part in used)
        return [self._in_phrase(read, place) for place in range(len(read))]

    def _corrected(self, word: str, last: bool) -> list[str]:
        if len(word) > LONGEST:
            return [word]
        begun = self._begun(word) if last else []
        return self._near(word) or self._split(word) or begun or [word]

    def _word(self, typed: str, used: str) -> Word:
        return Word(typed, used, self._index.stems[used])

    def _known(self, word: str) -> bool:
        return word in FUNCTION_WORDS or self._index.knows(self._index.stems[word])

    def _near(self, word: str) -> list[str]:
        """The nearest word or stem of the vocabulary, common ones first, by Damerau-Levenshtein."""
        from jellyfish import damerau_levenshtein_distance

        allowed = (len(word) >= ONE_ERROR) + (len(word) >= TWO_ERRORS)
        near = []
        for known in self._like(word):
            distance = damerau_levenshtein_distance(word, known)
            if distance <= allowed or (distance == 1 and sorted(word) == sorted(known)):
                near.append((distance, -self._commonness(known), known))
        return [self._vocabulary[min(near)[2]]] if near else []

    def _like(self, word: str) -> Iterator[str]:
        """Words of about the length that begin alike: fingers rarely miss the first letter."""
        for known in self._vocabulary:
            alike = known[0] == word[0] or known[:2] == word[1::-1]
            grammar = known in FUNCTION_WORDS and len(word) <= ONE_ERROR
            if alike and len(known) > 3 and not grammar and abs(len(known) - len(word)) <= 2:
                yield known

    def _split(self, word: str) -> list[str]:
        """Two words typed as one."""
        for place in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            parts = [word[:place], word[place:]]
            if all(part in self._vocabulary for part in parts):
                return parts
        return []

    def _begun(self, word: str) -> list[str]:
        """The commonest word that begins so."""
        if len(word) < SHORTEST_BEGINNING:
            return []
        longest = len(word) + MOST_ADDED
        begun = (k for k in self._vocabulary if k.startswith(word) and len(k) <= longest)
        first = sorted(begun, key=lambda known: (-self._commonness(known), len(known), known))[:1]
        return [self._vocabulary[known] for known in first]

    def _in_phrase(self, read: Sequence[Word], place: int) -> Word:
        """A real word that is one slip from the word its neighbours stand beside in a phrase."""
        word = read[place]
        for start, end in _windows(place, len(read), self._index.longest):
            stems = [other.stem for other in read[start:end]]
            if " ".join(stems) in self._index.phrases:
                return word
            for meant in sorted(
                self._index.gapped(end - start).get(with_gap(stems, place - start), ())
            ):
                if _slipped(meant, word.used):
                    return self._word(word.typed, meant)
        return word

    def _commonness(self, word: str) -> int:
        return len(self._index.holders(self._index.stems[word]))

    @cached_property
    def _vocabulary(self) -> dict[str, str]:
        """Every word of the entries by itself, and every stem by the shortest word that has it."""
        stems = self._index.stems
        entries = self._index.entries_with
        known = [word for word in stems if len(word) > 2 and entries(stems[word])]
        shortest = sorted(known, key=len, reverse=True)
        words = {word: word for word in (*known, *FUNCTION_WORDS)}
        return {stems[word]: word for word in shortest if len(stems[word]) > 2} | words


def _windows(place: int, words: int, longest: int) -> Iterator[tuple[int, int]]:
    """The (start, end) of the runs of two words or more that hold a place, long ones first."""
    for length in range(min(longest, words), 1, -1):
        for start in range(max(0, place - length + 1), min(place, words - length) + 1):
            yield start, start + length


def _slipped(meant: str, typed: str) -> bool:
    """Four letters are one slip from too much, unless the same letters changed places."""
    if len(meant) < 4 or not one_slip(meant, typed):
        return False
    return len(meant) > 4 or sorted(meant) == sorted(typed)
