"""Every sentence and heading that people read on a page or beside it."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import short
from ..model import Bar, Document, Entry, Group, NotCovered, Notice, Reference, ReferenceFields

if TYPE_CHECKING:
    from ..search import Found

MOST_CORRECTIONS, MOST_NEAREST = 5, 3
REFERENCES = "References"
WHOLE_REFERENCES = "Addresses: add --format markdown"
MORE = "Whom to ask, and the references whole: faq about --format markdown"
NOT_COVERED = "What this FAQ does not cover"
PROMPT = "What do you want to know? "
SAY_WHAT = "say what to search for, as in: faq search will I throw up"
# Commands to type next, each with what it does; the first waits for a topic.
EXAMPLES = {
    "faq show {}": "one answer, with what stands behind it",
    "faq search will I throw up": "search in your own words",
    "faq about": "where this comes from, and what it leaves out",
}


def notice(notice: Notice) -> str:
    """A notice as plain text, with a blank line after it."""
    return f"{notice.title}\n{notice.text}\n"


def corrections(found: "Found") -> list[str]:
    """The words that a search put for typed ones, where it shows anything."""
    shown = list(found.corrections.items())[:MOST_CORRECTIONS] if found.results else []
    return [f"Showing results for {used} (you typed {typed})" for typed, used in shown]


def rest(found: "Found") -> str:
    """What a limit cut off; or why a search shows nothing, and what to type next."""
    if found.results:
        more = found.total - len(found.results)
        topics = "topic" if more == 1 else "topics"
        return f"{more} more {topics}: add --limit {found.total}" if more else ""
    if missing := found.not_covered:
        return f"faq: The FAQ does not cover {missing.topic}. {hint(missing)}"
    nearest = ", ".join(found.nearest[:MOST_NEAREST])
    near = f" Nearest topics: {nearest}." if nearest else ""
    said = f"faq: The FAQ does not seem to cover “{short(found.query)}”."
    return f"{said}{near} For all topics, type: faq list"


def hint(missing: NotCovered[Reference]) -> str:
    """The rule and whom to ask, with where the rule comes from."""
    cited = "; ".join(reference.short for reference in missing.references)
    return f"{missing.hint} ({cited})" if cited else missing.hint


def overdue(document: Document, today: date) -> str:
    """That the check of the content is overdue, once it is."""
    due = document.check_due or today
    said = f"The check of this FAQ was due on {due} and is overdue; to read about it: faq about"
    return said if due < today else ""


def checked(faults: int, path: Path) -> str:
    """How many faults a file has."""
    return f"{faults or 'No'} fault{'' if faults == 1 else 's'} found in {short(path, 120)}."


def related(entry: Entry) -> str:
    """The command that shows the related topics."""
    return f"Related: faq show {' '.join(entry.related)}" if entry.related else ""


def restated(entry: Entry) -> str:
    """What a star at the number of a reference means, where a note has one."""
    starred = any(r.restated for note in entry.notes for r in note.references)
    return "(* as restated elsewhere)" if starred else ""


def foot(document: Document) -> str:
    """When and how the content was checked, in one line: the first of the check's note."""
    return document.check_note.strip().partition("\n")[0]


def sections(document: Document) -> list[tuple[str, str]]:
    """The parts of `about` that are prose, each with its heading."""
    sections = [
        ("About", f"{document.description}\n\n{document.disclaimer}".strip()),
        ("Source", document.source),
        ("How it was checked", document.check_note),
    ]
    return [section for section in sections if section[1]]


def title(reference: ReferenceFields) -> str:
    """Who wrote what, where and when, in one sentence."""
    year = "" if str(reference.year) in reference.journal else str(reference.year or "")
    parts = (reference.authors, reference.title, reference.journal, year)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def facts(group: Group[Reference]) -> str:
    """Of whom, when, what was counted and how certain it is, in one line."""
    return ", ".join(filter(None, (group.people, group.when, group.counted, group.certainty)))


def value(bar: Bar) -> str:
    """A value with its range where one is known."""
    spread = f" ({bar.range[0]:g} to {bar.range[1]:g})" if bar.range else ""
    return f"{bar.value:g}{spread}"
