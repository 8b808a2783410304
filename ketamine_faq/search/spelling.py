"""Reads typed words: corrects what is no English word and stands nowhere in the FAQ."""

from collections.abc import Sequence
from functools import cached_property
from itertools import chain

from ..text import LONGEST_WORD, function_words, is_english, nearest
from .index import Index

SHORTEST_PART = 3


class Spelling:
    """The words of an index, to read typed words with; it learns nothing from what is typed."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def read(self, typed: Sequence[str]) -> list[tuple[str, str]]:
        """Each word with what to search for; what nothing knows is corrected where that is safe."""
        read: list[tuple[str, str]] = []
        for word in typed:
            joined = read[-1][0] + word if read else ""
            if word in function_words() or is_english(word) or self._index.knows(word):
                read.append((word, word))
            elif joined in self._vocabulary:
                read[-1] = (joined, joined)
            else:
                read.append((word, self._corrected(word)))
        return read

    def _corrected(self, word: str) -> str:
        """The nearest word of the vocabulary, or of two typed as one both, or the word itself.

        A plural may be of a word that is known in the singular; the second of two may be misspelt.
        """
        near = nearest(word, self._vocabulary) or nearest(word.removesuffix("s"), self._vocabulary)
        places = range(SHORTEST_PART, min(len(word), LONGEST_WORD) - SHORTEST_PART + 1)
        parts = [(word[:place], word[place:]) for place in places]
        known = [(first, second) for first, second in parts if first in self._vocabulary]
        both = [f"{first} {second}" for first, second in known if second in self._vocabulary]
        close = ((first, nearest(second, self._vocabulary)) for first, second in known)
        half = (f"{first} {second[0]}" for first, second in close if second)
        return next(chain(near, both, half), word)

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        """The words of the FAQ and of grammar."""
        return function_words().union(self._index.vocabulary)
