"""The headings and fixed sentences that more than one format prints. Must not lay them out."""

from datetime import date

from ..model import Document
from ..pages import Answer, FullReference, Row

NOTES = "What the clinic's page leaves out"
REFERENCES = "References"
RELATED = "Related"
NOT_COVERED = "What this FAQ does not cover"


def examples(rows: tuple[Row, ...]) -> tuple[tuple[str, str], ...]:
    """Three commands to type next, each with what it does."""
    slug = rows[min(1, len(rows) - 1)].slug
    return (
        (f"faq show {slug}", "one answer, with what stands behind it"),
        ("faq search will I throw up", "search in your own words"),
        ("faq about", "where this comes from, and what it leaves out"),
    )


def references(answer: Answer) -> dict[FullReference, int]:
    """The references of an answer, numbered from 1 in the order its notes name them."""
    named = dict.fromkeys(reference for note in answer.notes for reference in note.references)
    return {reference: number for number, reference in enumerate(named, 1)}


def checked(about: Document) -> str:
    """When and how the content was checked, in one line: the first clause of the check's note."""
    if about.checked is None:
        return ""
    how = about.check_note.partition(".")[0]
    due = f"; next: {about.check_due:%b %Y}" if about.check_due else ""
    return f"Checked {_day(about.checked, '%b')} {how[:1].lower()}{how[1:]}".rstrip() + f"{due}."


def sections(about: Document) -> list[tuple[str, str]]:
    """The parts of `about` that are prose, each with its heading."""
    last = f"Last checked on {_day(about.checked, '%B')}. " if about.checked else ""
    due = f" Next check due: {_day(about.check_due, '%B')}." if about.check_due else ""
    check = f"{last}{about.check_note}{due}".strip()
    return [("Source", about.source), ("How the content was checked", check)]


def _day(day: date, month: str) -> str:
    return f"{day.day} {day:{month} %Y}"
