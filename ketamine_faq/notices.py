"""From what was typed to the notices it calls up, on raw words and before any other rule."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence

from .model import Notice
from .slips import forms

# Other words that may stand between the words of a phrase: "end my sad little life".
BETWEEN = 2
# From so many letters on, a word of a phrase may hold one typing error.
ONE_ERROR = 5
# A cry for help is short; a pasted book is not read to its end.
MOST_WORDS = 1000
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’`](?=\w)")


class Callers:
    """The phrases that call up the notices of a FAQ.

    Recall comes first: a notice too many costs a glance, one too few can cost a life.
    """

    def __init__(self, notices: Mapping[str, Notice]) -> None:
        self._phrases = [
            (n, _words(text)) for n, notice in notices.items() for text in notice.phrases
        ]
        self._vocabulary = {word for _, phrase in self._phrases for word in phrase}
        self._longest = max(map(len, self._vocabulary), default=0) + 1
        self._forms: defaultdict[str, set[str]] = defaultdict(set)
        for word in self._vocabulary:
            for form in forms(word) if len(word) >= ONE_ERROR else ():
                self._forms[form].add(word)

    def called_up(self, typed: str) -> tuple[str, ...]:
        """The ids of the notices one of whose phrases stands in what was typed, in their order."""
        meant = [self._meant(word) for word in _words(typed)[:MOST_WORDS]]
        some = set().union(*meant)
        found = (
            name
            for name, phrase in self._phrases
            if some.issuperset(phrase) and _stands(phrase, meant)
        )
        return tuple(dict.fromkeys(found))

    def _meant(self, typed: str) -> set[str]:
        """The words of the phrases that a typed word is or, with one error, may be."""
        if len(typed) > self._longest:
            return set()
        near = (word for form in forms(typed) for word in self._forms.get(form, ()))
        return {typed} & self._vocabulary | {w for w in near if abs(len(w) - len(typed)) < 2}


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _WORD.findall(_APOSTROPHE.sub("", folded))


def _stands(phrase: Sequence[str], meant: Sequence[set[str]]) -> bool:
    """Whether the words of a phrase follow each other with few others between."""
    span = len(phrase) + BETWEEN
    starts = (place for place, words in enumerate(meant) if phrase and phrase[0] in words)
    return any(_follow(phrase, meant[place : place + span]) for place in starts)


def _follow(phrase: Sequence[str], meant: Sequence[set[str]]) -> bool:
    left = iter(meant)
    return all(any(word in words for words in left) for word in phrase)
