"""What a person is told on stderr beside an answer. Must not print, and raises nothing."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from .errors import short
from .model import Document
from .pages import FullNotice, Results

MOST_CORRECTIONS, MOST_NEAREST = 5, 3


def notices(notices: Iterable[FullNotice]) -> Iterator[str]:
    """Notices as plain text, each with a blank line after it."""
    return (f"{notice.title}\n{notice.text}\n" for notice in notices)


def seen(page: Results) -> Iterator[str]:
    """What a search has to say beside its results."""
    if page.results:
        for typed, used in islice(page.corrections.items(), MOST_CORRECTIONS):
            yield f"Showing results for {used} (you typed {typed})"
    else:
        yield f"faq: {_not_found(page)} For all topics, type: faq list"


def _not_found(page: Results) -> str:
    if not page.query.strip():
        return "Say what to search for, as in: faq search will I throw up."
    if missing := page.not_covered:
        return f"The FAQ does not cover {missing.topic}. {missing.hint}"
    nearest = ", ".join(page.nearest[:MOST_NEAREST])
    near = f" Nearest topics: {nearest}." if nearest else ""
    return f"The FAQ does not seem to cover “{short(page.query)}”.{near}"


def overdue(document: Document, today: date) -> str:
    """That the check of the content is overdue, once it is."""
    due = document.check_due
    if due is None or today <= due:
        return ""
    return f"The check of this FAQ was due on {due} and is overdue; to read about it: faq about"


def checked(faults: int, path: object) -> str:
    """How many faults a file has."""
    return f"{faults or 'No'} fault{'' if faults == 1 else 's'} found in {path}."


def usage(error: Any, argv: Sequence[str]) -> str:
    """Typer's message on a wrong command line, and what to type next."""
    message = error.format_message().rstrip(".")
    command = error.ctx.command_path if error.ctx else "faq"
    if option := getattr(error, "option_name", ""):
        if command == "faq":
            return f"{message}. Options stand after a command, as in: faq list --format json"
        if command in ("faq show", "faq search"):
            typed = next((word for word in argv if word.startswith(option)), option)
            message += f". To use it as a word: {command} -- {short(typed)}"
    return f"{message[:1].lower()}{message[1:]}. For help: {command} --help"
