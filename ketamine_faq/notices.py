"""From what was typed to the notices it calls up, by phrases and by trained detectors."""

import re
from collections.abc import Collection, Sequence

from .model import Document
from .text import function_words, is_english, nearest, words

# Other words that may stand between two words of a phrase: "end my sad little life".
BETWEEN = 2
# A cry for help is short; a pasted book is not read to its end.
MOST_WORDS = 1000
_GROUP = re.compile(r"(\{[^{}]*\})")
_APART = re.compile(r"\b(my|me|him|her|them|your|our)[\s-]+(?=sel(?:f|ves)\b)", re.IGNORECASE)
# Nearly every phrase is plain: to fold thousands of them at each start takes thrice the time.
_is_plain = re.compile(r"[a-z0-9 ]*").fullmatch

# Where the words and the groups of phrases stand in what was typed: name -> start -> ends.
_Places = dict[str, dict[int, set[int]]]


class Notices:
    """The notices of a FAQ and what calls them up.

    Recall comes first: a notice too many costs a glance, one too few can cost a life. So
    no word that is typed ever mutes a notice.
    """

    def __init__(self, document: Document) -> None:
        self._detectors = {name: n.detector for name, n in document.notices.items()}
        self._phrases = {n: list(map(_parts, f.phrases)) for n, f in document.notices.items()}
        parts = {part for some in self._phrases.values() for phrase in some for part in phrase}
        vocabulary = document.vocabulary | document.phrase_vocabulary
        groups = {f"{{{name}}}": members for name, members in vocabulary.items()}
        self._members: dict[str, list[tuple[list[str], str]]] = {}
        for group in parts.intersection(groups):
            for member in filter(None, map(_words, groups[group])):
                self._members.setdefault(member[0], []).append((member, group))
        members = (member for rows in self._members.values() for member, _ in rows)
        self._known = parts.difference(groups).union(*members)

    def called_by(self, typed: str) -> tuple[str, ...]:
        """The ids of the notices that what was typed calls up, in the order of the file."""
        found = _words(typed)[:MOST_WORDS]
        meant = {word: self._meant(word) for word in set(found)}
        places = self._places([meant[word] for word in found])
        # Words of grammar alone are nothing that a detector could go by.
        fired = () if function_words().issuperset(found) else self._fired(typed)
        return tuple(
            name
            for name, phrases in self._phrases.items()
            if self._detectors[name] in fired or any(_stands(p, places) for p in phrases)
        )

    def _fired(self, typed: str) -> Collection[str]:
        if not any(self._detectors.values()):
            return ()
        from .detectors import detected  # only for a FAQ that names one

        return detected(typed)

    def _meant(self, word: str) -> Collection[str]:
        """The known words that a typed word is or, when it is no English word, may be."""
        if word in self._known:
            return (word,)
        return () if is_english(word) else nearest(word, self._known)

    def _places(self, meant: Sequence[Collection[str]]) -> _Places:
        places: _Places = {}
        for start, some in enumerate(meant):
            for word in some:
                places.setdefault(word, {})[start] = {start + 1}
                for member, group in self._members.get(word, ()):
                    if _stand_at(start, member, meant):
                        ends = places.setdefault(group, {}).setdefault(start, set())
                        ends.add(start + len(member))
        return places


def _stand_at(start: int, member: Sequence[str], meant: Sequence[Collection[str]]) -> bool:
    here = meant[start : start + len(member)]
    return len(here) == len(member) and all(w in m for w, m in zip(member, here, strict=True))


def _words(text: str) -> list[str]:
    """The folded words of a text, "my self" as one."""
    if " sel" not in text and _is_plain(text):
        return text.split()
    return words(_APART.sub(r"\1", text))


def _parts(phrase: str) -> list[str]:
    """The words of a phrase, and its `{group}`s whole."""
    if "{" not in phrase:
        return _words(phrase)
    pieces = _GROUP.split(phrase)  # groups at the odd places
    return [p for i, piece in enumerate(pieces) for p in ([piece] if i % 2 else _words(piece))]


def _stands(phrase: Sequence[str], places: _Places) -> bool:
    """Whether the parts of a phrase follow each other, with few other words between two."""
    reached = {0} if all(part in places for part in phrase) else set()
    gap = MOST_WORDS
    for part in phrase:
        starts = (place + more for place in reached for more in range(gap + 1))
        reached = {end for start in starts for end in places[part].get(start, ())}
        gap = BETWEEN
    return bool(phrase and reached)
