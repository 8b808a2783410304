"""From text to terms: stems, function words, and the vocabulary of what means the same."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from Stemmer import Stemmer

from ..text import folded_lines

# Whole sentences of about so many characters rank best.
PASSAGE_LENGTH = 200
_SENTENCE_END = r"(?<=[.!?])[)\"”’]?\s+(?=[\"“(]?[^\Wa-z_])"
_BLOCK_END = r"\n\s*\n|\n\s*(?=[-*+]\s|\d+\.\s)"
# Bounded, so that a hostile text of brackets is read in one go.
_LINK = r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,2000}\)"
_MARKUP = r"[*`~]+"
_BLOCK = r"^\s*(?:[-+>|#]+\s|\d+\.\s)|[|_#]+"


def cut(markdown: str) -> Iterator[str]:
    """The passages of a plain answer: whole sentences of one block, about PASSAGE_LENGTH each."""
    for block in re.split(_BLOCK_END, markdown):
        passage = ""
        for sentence in re.split(_SENTENCE_END, block.strip()):
            if passage and len(passage) + len(sentence) > PASSAGE_LENGTH:
                yield passage
                passage = ""
            passage = f"{passage} {sentence}".strip()
        if passage:
            yield passage


def plain(markdown: str) -> str:
    """The text of a piece of Markdown without its markup, on one line."""
    if not any(mark in markdown for mark in "*`~[|#>_+-"):
        return " ".join(markdown.split())
    text = re.sub(_MARKUP, "", re.sub(_LINK, r"\1", markdown))
    return " ".join(re.sub(_BLOCK, " ", text).split())


def beginnings(stem: str) -> tuple[str, ...]:
    """What a word of a stem begins with: all but the last letter of it, or "dy" as of "die"."""
    begun = stem[: max(2, len(stem) - 1)]
    return (begun, f"{stem[:-2]}y") if stem.endswith("ie") else (begun,)


class Analyzer:
    """From words to stems, by the English Snowball stemmer (Porter, 2001), and to groups.

    A group of the vocabulary is a set of words and runs of words that mean one thing.
    """

    def __init__(self, vocabulary: Mapping[str, Sequence[str]]) -> None:
        self.stems: Callable[[list[str]], list[str]] = Stemmer("english", 0).stemWords
        self._members = {group: "\n" + folded_lines(vocabulary[group]) for group in vocabulary}

    @cache  # noqa: B019  # an analyzer lives as long as the library it serves
    def members(self, group: str) -> dict[str, list[list[str]]]:
        """The members of a group, as stems, by their first stem."""
        found: dict[str, list[list[str]]] = {}
        for line in self._members[group].split("\n"):
            member = self.stems(line.split())
            found.setdefault(next(iter(member), ""), []).append(member)
        return found

    def words(self, group: str) -> list[str]:
        """The stems of the members that are one word, by which texts are asked for a group."""
        return [first for first, members in self.members(group).items() if [first] in members]

    def groups(self, stems: list[str]) -> dict[int, str]:
        """The groups that some stems name by their places, the longest member first."""
        found: dict[int, str] = {}
        place = 0
        # Most groups need not be read.
        starts = {f"\n {start}" for stem in stems for start in beginnings(stem)}
        near = [g for g, text in self._members.items() if any(start in text for start in starts)]
        while place < len(stems):
            fits = [
                (len(member), group)
                for group in near
                for member in self.members(group).get(stems[place], ())
                if member == stems[place : place + len(member)]
            ]
            length, group = max(fits, default=(0, ""))
            found |= dict.fromkeys(range(place, place + length), group)
            place += length or 1
        return found
