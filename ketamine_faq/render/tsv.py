"""Tab-separated records for pipes, one a line; notices have no column and go to stderr."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..check import Fault
from ..library import Faq
from ..model import Entry, Notice, Reference
from ..text import one_line
from . import wording

if TYPE_CHECKING:
    from ..search import Found, Hit


class Format:
    """Every page as records."""

    def topics(self, faq: Faq, _: object = ()) -> str:
        return _records((entry.slug, entry.question) for entry in faq.entries)

    def answers(self, _: Faq, entries: Sequence[Entry], __: Sequence[Notice]) -> str:
        return _records(record for entry in entries for record in _passages(entry))

    def results(self, found: "Found") -> str:
        return _records(map(_hit, found.results))

    def about(self, faq: Faq) -> str:
        about = [("about", *section, "") for section in wording.sections(faq.document)]
        about += [("not covered", t.topic, t.hint, _short(t.references)) for t in faq.not_covered]
        return _records(about)

    def faults(self, faults: Sequence[Fault]) -> str:
        return _records((fault.path, fault.problem, fault.mend) for fault in faults)


def _passages(entry: Entry) -> Iterator[tuple[str, ...]]:
    """The summary comes before the passages of the answer, which it weighs."""
    yield entry.slug, "Summary", entry.summary, ""
    for text in entry.answer.split("\n\n"):
        yield entry.slug, entry.answer_label, text, ""
    for note in entry.notes:
        yield entry.slug, note.label, note.text, _short(note.references)
    for chart in entry.charts:
        yield entry.slug, chart.title, chart.sentence, _short(chart.references)


def _hit(hit: "Hit") -> tuple[str, ...]:
    summary = hit.entry.summary if hit.snippet else ""
    return hit.entry.slug, hit.entry.question, hit.label, hit.snippet, summary


def _short(references: Iterable[Reference]) -> str:
    return "; ".join(reference.short for reference in references)


def _records(records: Iterable[Sequence[str]]) -> str:
    return "".join("\t".join(map(one_line, record)) + "\n" for record in records)
