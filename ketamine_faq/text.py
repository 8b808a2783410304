"""Text from outside: made visible, folded, cut into words, compared with other words."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from msgspec import Struct
from msgspec.structs import replace

# Longer than any word: neither compared nor corrected, as distances grow with the square.
LONGEST_WORD = 40
# From so many letters on a word may be so many edits away: shorter ones meet by chance.
LEAST_LETTERS, ONE_EDIT, TWO_EDITS = 3, 4, 9
# No cry for help is longer; a pasted book is not read to its end.
MOST_WORDS = 1000

ENGLISH = Path(__file__).with_name("english.txt")

# Fields with thousands of words, which JSON alone prints, and cleans.
_LONG = ("keywords", "phrases", "vocabulary", "phrase_vocabulary")

# Controls, bidirectional marks, tags, halves of pairs.
_UNSAFE = (
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u206f"
    "\\ufff9-\\ufffb\\ud800-\\udfff\\U000e0000-\\U000e007f]"
)
# A word as it stands in a text, an apostrophe inside it included.
WORD = r"[^\W_]+(?:['’`][^\W_]+)*"


def visible(text: str) -> str:
    """The text with a stand-in for each character that a terminal would act on or hide words by."""
    if text.isprintable():
        return text
    return re.sub(_UNSAFE, "\ufffd", text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """The visible text on one line, its white space folded."""
    return " ".join(visible(text).split())


def clean(value: Any) -> Any:
    """The same structs, tuples, lists and dicts with every string made visible.

    Fields of many words are left as they are: to clean them takes time, and only JSON prints them.
    """
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, tuple | list):
        return type(value)(map(clean, value))
    if isinstance(value, dict):
        return {clean(key): clean(item) for key, item in value.items()}
    if isinstance(value, Struct):
        printed = (name for name in value.__struct_fields__ if name not in _LONG)
        return replace(value, **{name: clean(getattr(value, name)) for name in printed})
    return value


class _Folded(dict[int, str]):
    """Each character folded by itself: whole texts with many marks would take quadratic time."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(code).casefold())
        plain = "".join(part for part in parts if not unicodedata.combining(part))
        # What is no letter becomes a space, so that a text with such quotes is plain ASCII.
        self[code] = plain if code < 128 or plain.isalnum() or not plain else " "
        return self[code]


_FOLDED = _Folded({ord("’"): "'"})


def fold(text: str) -> str:
    """The text without case, accents and compatibility forms."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def folded_lines(texts: Iterable[str], kept: str = "") -> str:
    """The folded words of each text on a line, with spaces around; of marks only what is `kept`.

    Apostrophes and the possessive s are taken out.
    """
    lines = "\n".join(texts).replace("\n", " \n ")
    folded = fold(f" {lines} \n").replace("'s ", " ").replace("'", "")
    return folded.translate(_spaces("\n" + kept))


@cache
def _spaces(kept: str) -> dict[int, str]:
    return {c: " " for c in range(128) if not chr(c).isalnum() and chr(c) not in kept}


def words(text: str) -> list[str]:
    """The folded words of a text, in order, without apostrophes and the possessive s."""
    return folded_lines([text]).split()


def nearest(word: str, vocabulary: Iterable[str], allowed: int | None = None) -> list[str]:
    """The words of a vocabulary that a word may be meant for, nearest first.

    The one rule for nearly equal words, by Damerau-Levenshtein distance: unless so many edits are
    `allowed`, one from four letters on, two from nine, and one more where letters changed places.
    """
    from jellyfish import damerau_levenshtein_distance  # only for what nothing else matches

    if allowed is None:
        allowed = (len(word) >= ONE_EDIT) + (len(word) >= TWO_EDITS)
    near = []
    for known in vocabulary if LEAST_LETTERS <= len(word) <= LONGEST_WORD else ():
        # Hardly anybody misses both ends of a word, and most words need no look.
        ends = known[:1] == word[0] or known[-1:] == word[-1]
        if ends and abs(len(known) - len(word)) <= allowed:
            distance = damerau_levenshtein_distance(word, known)
            moved = len(word) > LEAST_LETTERS and sorted(word) == sorted(known)
            if distance <= allowed + moved:
                near.append((distance, not moved, known[0] != word[0], known))
    return [known for *_, known in sorted(near)]


def is_english(word: str) -> bool:
    """Whether a folded word stands in the list of English words; one under four letters counts."""
    if len(word) < 4:
        return True
    # SCOWL, see english.LICENSE; to read the sorted list whole takes seven times as long.
    with ENGLISH.open("rb") as file:
        places = range(ENGLISH.stat().st_size)
        place = bisect_left(places, word, key=lambda place: _word_at(file, place))
        return _word_at(file, place) == word


def _word_at(file: BinaryIO, place: int) -> str:
    """The first word of a list that begins at a byte or behind it; behind all, what sorts last."""
    file.seek(max(0, place - 1))
    if place:
        file.readline()
    return file.readline().decode().rstrip() or "\x7f"


@cache
def function_words() -> frozenset[str]:
    """Words that carry only grammar, or say no more than that somebody asks."""
    text = Path(__file__).with_name("stopwords.txt").read_text(encoding="utf-8")
    return frozenset(re.sub(r"(?m)^#.*", "", text).split())
