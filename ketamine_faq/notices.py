"""From what was typed to the notices it calls up, on raw words and before any other rule."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from .model import Notice
from .slips import one_slip

_WORD = re.compile(r"[^\W_]+")


def called_up(typed: str, notices: Mapping[str, Notice]) -> tuple[str, ...]:
    """The ids of the notices one of whose phrases stands in what was typed.

    The words of a phrase may each hold one typing error when they have five letters or more.
    """
    words = _words(typed)
    return tuple(name for name, notice in notices.items() if _calls(words, notice))


def _calls(words: Sequence[str], notice: Notice) -> bool:
    return any(_stands(_words(phrase), words) for phrase in notice.phrases)


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _WORD.findall(re.sub(r"(?<=\w)['’`](?=\w)", "", folded))


def _stands(phrase: Sequence[str], words: Sequence[str]) -> bool:
    places = range(len(words) - len(phrase) + 1)
    return any(all(map(_same, phrase, words[place:])) for place in places)


def _same(word: str, typed: str) -> bool:
    return word == typed or (len(word) > 4 and one_slip(word, typed))
