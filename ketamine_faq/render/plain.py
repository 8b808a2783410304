"""Plain text for pipes: one record a line, pages whole as Markdown. Must not wrap or colour."""

from ..check import Fault
from ..pages import HitRow, Results, Row
from ..sanitize import one_line
from . import markdown


class Format(markdown.Format):
    """Lists and results as tab-separated records; every other page as Markdown."""

    holds_notices = False

    def topics(self, rows: tuple[Row, ...]) -> str:
        return "".join(_record(row.slug, row.question) for row in rows)

    def results(self, page: Results) -> str:
        return "".join(_record(hit.slug, hit.question, _told(hit)) for hit in page.results)

    def faults(self, faults: tuple[Fault, ...]) -> str:
        return "".join(_record(fault.path, fault.problem, fault.mend) for fault in faults)


def _record(*fields: str) -> str:
    return "\t".join(map(one_line, fields)) + "\n"


def _told(hit: HitRow) -> str:
    """A claim that notes qualify stands with the summary, which holds its limit."""
    return f"{hit.snippet} {hit.summary}" if hit.claim else hit.snippet
