"""From what was typed to an entry. Must not search what entries say."""

import unicodedata
from collections.abc import Container, Iterable, Sequence
from itertools import chain, count

from .errors import AmbiguousTopic, TopicNotFound
from .model import Entry

MOST_SUGGESTIONS = 3


def key(name: str) -> str:
    """What of a name counts: its letters and digits, without case, accents or separators."""
    if name.isascii() and name.isalnum():
        return name.lower()
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return "".join(filter(str.isalnum, folded))


def slug_of(question: str, number: int, taken: Container[str]) -> str:
    """A slug made from a question: its words in lower case with dashes, or its number.

    `taken` holds the keys of the names it must not meet.
    """
    words = "".join(letter if letter.isalnum() else " " for letter in question.lower()).split()
    slug = "-".join(words)[:60].strip("-")
    free = (f"entry-{other}" for other in count(number))
    return next(
        name
        for name in chain((slug, f"{slug}-{number}"), free)
        if key(name) and not key(name).isdigit() and key(name) not in taken
    )


class Topics:
    """The names that entries go by: slug, number, alias, or a prefix that fits one entry only."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._names = {
            key(name): entry for entry in entries for name in (*entry.aliases, entry.slug)
        }

    def find(self, typed: str) -> Entry:
        """The entry of one topic; raises TopicNotFound and AmbiguousTopic."""
        wanted = key(typed)
        if wanted.isdecimal() and 0 < int(wanted[:9]) <= len(self._entries):
            return self._entries[int(wanted[:9]) - 1]
        if wanted in self._names:
            return self._names[wanted]
        fits = self.starting_with(wanted) if wanted else ()
        if len(fits) > 1:
            raise AmbiguousTopic(typed, fits)
        if not fits:
            raise TopicNotFound(typed, self._suggestions(wanted))
        return next(entry for entry in self._entries if entry.slug == fits[0])

    def find_all(self, typed: Sequence[str]) -> tuple[Entry, ...]:
        """The entries of several words: one topic when they are one, else a topic each."""
        try:
            return (self.find(" ".join(typed)),)
        except (TopicNotFound, AmbiguousTopic):
            if len(typed) == 1:
                raise
        return tuple(dict.fromkeys(self.find(word) for word in typed))

    def starting_with(self, wanted: str) -> tuple[str, ...]:
        """The slugs, in order, of the entries that a name beginning so stands for."""
        fits = {entry.slug for name, entry in self._names.items() if name.startswith(wanted)}
        return tuple(entry.slug for entry in self._entries if entry.slug in fits)

    def _suggestions(self, wanted: str) -> Iterable[str]:
        """At most three slugs whose names are at most one typing error away, two when long."""
        from jellyfish import damerau_levenshtein_distance

        allowed = 0 if len(wanted) < 4 else 1 if len(wanted) < 8 else 2
        near: dict[str, int] = {}
        for name, entry in self._names.items():
            if abs(len(name) - len(wanted)) <= allowed:
                distance = damerau_levenshtein_distance(wanted, name)
                if distance <= allowed:
                    near[entry.slug] = min(distance, near.get(entry.slug, distance))
        return sorted(near, key=lambda slug: near[slug])[:MOST_SUGGESTIONS]
