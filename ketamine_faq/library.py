"""`Faq`: the entries of one FAQ, with find and search."""

from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from . import check, reading
from .errors import FileFaulty
from .model import Document, Entry, Notice
from .topics import Topics

if TYPE_CHECKING:
    from .notices import Notices
    from .search import Found
    from .search.ranking import Search


def load(path: str | PathLike[str] | None = None) -> "Faq":
    """The FAQ of a file, or the one that comes with the program; raises FaqError."""
    place = reading.shipped() if path is None else Path(path)
    document, raw = reading.read(place)
    for fault in check.broken(document):
        raise FileFaulty(place, fault.path, fault.problem)
    return Faq(reading.safe(document, raw))


def faults(path: Path) -> tuple[check.Fault, ...]:
    """The first fault of a file's structure, else every fault of what it says.

    Raises FaqError where the file cannot be read.
    """
    try:
        document, raw = reading.read(path)
    except FileFaulty as error:
        return (check.Fault(error.place, error.problem, "mend this first, then check again"),)
    broken = tuple(check.broken(document))
    found = (*broken, *check.doubtful(document))
    return found if broken else (*found, *check.unfound(Faq(reading.safe(document, raw))))


class Faq:
    """The entries of one FAQ in order; `document` is its file, made safe to print."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.entries, self.not_covered, self.notices = reading.resolve(document)

    def __repr__(self) -> str:
        return f"<Faq {self.document.title!r}, {len(self.entries)} entries>"

    def find(self, topic: str | int) -> Entry:
        """The entry of a slug, number, question, alias or unique prefix.

        Raises TopicNotFound (with .suggestions) and AmbiguousTopic (with .fits).
        """
        return self.topics.find(topic)

    def search(self, query: str, limit: int = 5) -> "Found":
        """At most `limit` entries that answer the query, best first, and what else was seen."""
        return self.searcher.find(query, limit, self.notices_for(query))

    def notices_for(self, typed: str) -> tuple[Notice, ...]:
        """The notices that these words call up, in the order of the file."""
        called = self._matcher.matching(typed)
        return tuple(notice for notice in self.notices if notice.id in called)

    @cached_property
    def topics(self) -> Topics:
        """The names that the entries go by."""
        return Topics(self.entries, self.document)

    @cached_property
    def _matcher(self) -> "Notices":
        from .notices import Notices  # only for what was typed

        return Notices(self.document)

    @cached_property
    def searcher(self) -> "Search":
        """What searches its passages."""
        # Loaded on first use: only a search needs the stemmer.
        from .search.ranking import Search

        return Search(self.entries, self.not_covered, self.document)
