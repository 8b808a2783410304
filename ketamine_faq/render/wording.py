"""The headings and fixed sentences that more than one format prints. Must not lay them out."""

from datetime import date

from ..pages import About, Answer, FullReference, Row

NOTES = "What the clinic's page leaves out"
REFERENCES = "References"
RELATED = "Related"
SOURCE = "Source"
CHECK = "Check of the content"
NOT_COVERED = "What this FAQ does not cover"


def examples(rows: tuple[Row, ...]) -> tuple[tuple[str, str], ...]:
    """Three commands to type next, each with what it does."""
    slug = rows[min(1, len(rows) - 1)].slug
    return (
        (f"faq show {slug}", "one answer, with what stands behind it"),
        ("faq search will I feel sick", "search in your own words"),
        ("faq about", "where this comes from and what it leaves out"),
    )


def references(answer: Answer) -> tuple[FullReference, ...]:
    """The references of an answer, each once, in the order its notes name them."""
    named = (reference for note in answer.notes for reference in note.references)
    return tuple({reference.id: reference for reference in named}.values())


def reference_numbers(answer: Answer) -> dict[str, int]:
    """The number that each reference of an answer goes by, from 1."""
    return {reference.id: n for n, reference in enumerate(references(answer), 1)}


def check(page: About) -> str:
    """When and how the content was checked, and when it is due again."""
    checked = f"Last checked on {_day(page.checked)}. " if page.checked else ""
    due = f" Next check due: {_day(page.check_due)}." if page.check_due else ""
    return f"{checked}{page.check_note}{due}".strip()


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
