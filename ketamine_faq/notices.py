"""From what was typed to the notices it calls up, by phrases and by trained detectors."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from operator import contains

from .model import Document
from .text import MOST_WORDS, folded_lines, function_words, is_english, nearest, words

# Other words that may stand between two words of a phrase: "end my sad little life".
BETWEEN = 2

# Where the words and the groups of phrases stand in what was typed: name -> start -> ends.
_Places = defaultdict[str, defaultdict[int, set[int]]]


class Notices:
    """The notices of a FAQ and what calls them up.

    Recall comes first: a notice too many costs a glance, one too few can cost a life. So
    no word that is typed ever mutes a notice.
    """

    def __init__(self, document: Document) -> None:
        self._detectors = {name: n.detector for name, n in document.notices.items()}
        # Thousands of phrases and members, of which a few begin with a word that was typed.
        notices, groups = document.notices, document.vocabulary | document.phrase_vocabulary
        self._phrases = {n: "\n" + folded_lines(notices[n].phrases, "{}") for n in notices}
        named = set(re.findall(r"\{([^{}]+)\}", "".join(self._phrases.values())))
        self._members = {f"{{{n}}}": "\n" + folded_lines(groups.get(n, ())) for n in named}

    def matching(self, typed: str) -> set[str]:
        """The ids of the notices that what was typed calls for."""
        from .detectors import detected  # only for what was typed

        found = words(typed)[:MOST_WORDS]
        meant = {word: self._meant(word) for word in set(found)}
        places = self._places([meant[word] for word in found])
        # Words of grammar alone are nothing that a detector could go by.
        fired = () if function_words().issuperset(found) else detected(typed)
        return {
            name
            for name, phrases in self._phrases.items()
            if self._detectors[name] in fired
            or any(_stands(phrase, places) for phrase in _beginning(phrases, places))
        }

    def _meant(self, word: str) -> Collection[str]:
        """A typed word or, when it is no English word, the known words that it may be."""
        if is_english(word) or word in self._known:
            return (word,)
        return nearest(word, self._known)

    @cached_property
    def _known(self) -> set[str]:
        return set(" ".join((*self._phrases.values(), *self._members.values())).split())

    def _places(self, meant: Sequence[Collection[str]]) -> _Places:
        places: _Places = defaultdict(lambda: defaultdict(set))
        for start, some in enumerate(meant):
            for word in some:
                places[word][start].add(start + 1)
            for group, members in self._members.items():
                for member in _beginning(members, some):
                    here = meant[start : start + len(member)]
                    if len(here) == len(member) and all(map(contains, here, member)):
                        places[group][start].add(start + len(member))
        return places


def _beginning(lines: str, some: Iterable[str]) -> Iterator[list[str]]:
    """The lines that begin with one of some words, as words."""
    for word in some:
        end = 0
        while (start := lines.find(f"\n {word} ", end)) >= 0:
            end = lines.find("\n", start + 1)
            yield lines[start:end].split()


def _stands(phrase: Sequence[str], places: _Places) -> bool:
    """Whether the parts of a phrase follow each other, with few other words between two."""
    reached = {0} if all(part in places for part in phrase) else set()
    gap = MOST_WORDS
    for part in phrase:
        starts = (place + more for place in reached for more in range(gap + 1))
        reached = {end for start in starts for end in places[part].get(start, ())}
        gap = BETWEEN
    return bool(reached)
