"""Corrects a typed word that is no English word and stands nowhere in the FAQ."""

from itertools import chain

from ..text import LONGEST_WORD, function_words, is_english, nearest
from .index import Index

SHORTEST_PART = 3


def corrected(word: str, index: Index) -> str:
    """The nearest word of an index, or of two typed as one both, or the word itself.

    A plural may be of a word that is known in the singular.
    """
    if word in function_words() or is_english(word) or index.knows(word):
        return word
    known = index.vocabulary
    near = nearest(word, known) or nearest(word.removesuffix("s"), known)
    places = range(SHORTEST_PART, min(len(word), LONGEST_WORD) - SHORTEST_PART + 1)
    parts = ((word[:place], word[place:]) for place in places)
    both = (" ".join(part) for part in parts if known.issuperset(part))
    return next(chain(near, both), word)
