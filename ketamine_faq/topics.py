"""From what was typed to an entry, by its names."""

from collections.abc import Sequence

from .errors import AmbiguousTopic, TopicNotFound
from .model import Document, Entry
from .text import fold, nearest

MOST_SUGGESTIONS = 3
_MARKS = {code: None for code in range(128) if not chr(code).isalnum()}


def key(name: str) -> str:
    """What of a name counts: its letters and digits, without case, accents or separators."""
    return fold(name).translate(_MARKS)


class Topics:
    """The names that entries go by: slug, number, question, alias, or a prefix of one."""

    def __init__(self, entries: Sequence[Entry], document: Document) -> None:
        self._entries, self._missing = entries, document.not_covered
        self._slugs = {key(entry.slug): entry for entry in entries}
        self._aliases = {key(alias): entry for entry in entries for alias in entry.aliases}
        questions = {key(entry.question): entry for entry in reversed(entries)}
        self._names = questions | self._aliases | self._slugs

    def find(self, topic: str | int) -> Entry:
        """The entry of a slug, number, question, alias or unique prefix.

        Raises TopicNotFound (with .suggestions) and AmbiguousTopic (with .fits).
        """
        typed = str(topic)
        wanted = key(typed)
        if wanted.isdecimal() and 0 < int(wanted[:9]) <= len(self._entries):
            return self._entries[int(wanted[:9]) - 1]
        if wanted in self._names:
            return self._names[wanted]
        for missing in self._missing:
            if wanted in map(key, (missing.topic, *missing.keywords)):
                hint = f"the FAQ does not cover {missing.topic}. {missing.hint}"
                raise TopicNotFound(typed, (), hint)
        for names in (self._slugs, self._aliases):
            fits = {e.slug: e for name, e in names.items() if wanted and name.startswith(wanted)}
            if len(fits) > 1:
                raise AmbiguousTopic(typed, fits)
            for entry in fits.values():
                return entry
        names = self._aliases | self._slugs
        near = dict.fromkeys(names[name].slug for name in nearest(wanted, names))
        raise TopicNotFound(typed, list(near)[:MOST_SUGGESTIONS])

    def find_all(self, typed: Sequence[str]) -> tuple[Entry, ...]:
        """The entries of several words: one topic when they are one, else a topic each.

        Numbers are never read as one: `1 2` are the first two entries, not the twelfth.
        """
        if len(typed) == 1 or any(map(str.isalpha, "".join(typed))):
            try:
                return (self.find(" ".join(typed)),)
            except (TopicNotFound, AmbiguousTopic) as error:
                if len(typed) == 1 or (isinstance(error, TopicNotFound) and error.hint):
                    raise
        return tuple({entry.slug: entry for entry in map(self.find, typed)}.values())
