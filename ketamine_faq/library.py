"""`Faq`: the entries of one FAQ, with find and search. Must not print or exit."""

from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from . import check, reading
from .errors import FileFaulty
from .model import Document, Entry
from .notices import Callers
from .topics import Topics, key, slug_of

if TYPE_CHECKING:
    from .search import Found
    from .search.ranking import Search


def load(path: str | PathLike[str] | None = None) -> "Faq":
    """The FAQ of a file, or the one that comes with the program; raises FaqError."""
    place = reading.shipped() if path is None else Path(path)
    document = with_slugs(reading.read(place))
    for fault in check.broken(document):
        raise FileFaulty(place, fault.path, fault.problem)
    return Faq(document)


def faults(path: Path) -> tuple[check.Fault, ...]:
    """The first fault of a file's structure, else every fault of what it says.

    Raises FileUnreadable.
    """
    try:
        text = reading.text_of(path)
        document = with_slugs(reading.decode(text, path))
    except FileFaulty as error:
        return (check.Fault(error.place, error.problem, "mend this first, then check again"),)
    found = (*check.repeated_keys(text), *check.broken(document), *check.doubtful(document))
    if any(check.broken(document)):
        return found
    return *found, *check.not_found(document, Faq(document).first)


def with_slugs(document: Document) -> Document:
    """The document with a slug made from the question where an entry has none."""
    taken = {key(name) for entry in document.entries for name in (entry.slug, *entry.aliases)}
    entries = []
    for number, entry in enumerate(document.entries, 1):
        if not entry.slug:
            entry = structs.replace(entry, slug=slug_of(entry.question, number, taken))
            taken.add(key(entry.slug))
        entries.append(entry)
    return structs.replace(document, entries=tuple(entries))


class Faq:
    """The entries of one FAQ in order, with what the file says about itself in `document`."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.entries = document.entries

    def find(self, topic: str) -> Entry:
        """The entry of a slug, number, alias or unique prefix.

        Raises TopicNotFound (with .suggestions) and AmbiguousTopic (with .fits).
        """
        return self.topics.find(topic)

    def search(self, query: str, limit: int = 5) -> "Found":
        """At most `limit` entries that answer the query, best first, and what else was seen."""
        return self._search.find(query, limit)

    def first(self, query: str) -> str:
        """The slug that a query finds first, or nothing."""
        results = self.search(query, limit=1).results
        return results[0].entry.slug if results else ""

    def notices_for(self, words: str) -> tuple[str, ...]:
        """The ids of the notices that these words call up, in the order of the file."""
        return self._callers.called_up(words)

    def number(self, entry: Entry) -> int:
        """The number of an entry, from 1."""
        return self.entries.index(entry) + 1

    @cached_property
    def topics(self) -> Topics:
        """The names that the entries go by."""
        return Topics(self.entries)

    @cached_property
    def _callers(self) -> Callers:
        return Callers(self.document.notices)

    @cached_property
    def _search(self) -> "Search":
        # Loaded on first use: only a search needs the stemmer.
        from .search.ranking import Search

        return Search(self.document, self._callers)
