"""Everything that can go wrong, each with its message, its advice and its exit status."""

from collections.abc import Iterable, Sequence
from typing import Any

from .text import one_line

DONE, NOTHING_FOUND, WRONG_USAGE, BROKEN, INTERRUPTED = 0, 1, 2, 3, 130


def short(typed: object, most: int = 60) -> str:
    """What was typed, on one line and short enough to be repeated in a message."""
    line = one_line(str(typed))
    return line if len(line) <= most else f"{line[:most]}…"


def command(*arguments: object) -> str:
    """A command of this program as a shell takes it, with nothing in it that a shell would run."""
    from shlex import join  # for a message alone

    return join(("faq", *map(str, arguments)))


def search_command(typed: str) -> str:
    """The command that searches for what was typed."""
    return command("search", *(["--"] if typed.startswith("-") else []), short(typed))


class FaqError(Exception):
    """What a user is told.

    str(error) says what is wrong, `advice` what to type next at a command line, and `status` is
    the exit status of the command.
    """

    status = BROKEN

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


class FileFaulty(FaqError):
    """A FAQ file that is read but wrong; `place` is the JSON path or line of its first fault."""

    def __init__(self, path: object, place: str, problem: str) -> None:
        self.place, self.problem = short(place, 200), short(problem, 200)
        where = f"the FAQ file {short(path, 120)} is wrong at {self.place}"
        advice = f"For every fault, type: {command('check', short(path, 120))}"
        super().__init__(f"{where}: {self.problem}.", advice)


class WrongUsage(FaqError):
    """A command line that says nothing a command can do."""

    status = WRONG_USAGE


class AmbiguousTopic(FaqError):
    """A prefix that fits more than one topic; `fits` holds their slugs."""

    status = NOTHING_FOUND

    def __init__(self, typed: str, fits: Iterable[str]) -> None:
        self.fits = tuple(fits)
        shown = short(", ".join(self.fits), 120)
        advice = f"Type, for example: faq show {self.fits[0]}"
        super().__init__(f"“{short(typed)}” fits more than one topic: {shown}.", advice)


class TopicNotFound(FaqError):
    """A topic that no entry goes by; `suggestions` holds at most three slugs, nearest first."""

    status = NOTHING_FOUND

    def __init__(self, typed: str, suggestions: Iterable[str], hint: str = "") -> None:
        self.suggestions, self.hint = tuple(suggestions), hint
        commands = " or ".join(f"faq show {slug}" for slug in self.suggestions)
        meant = f"Did you mean: {commands}? " if commands else ""
        word = any(map(str.isalpha, typed)) and not hint
        search = f"To search for it: {search_command(typed)}. " if word else ""
        advice = f"{meant}{search}For all topics: faq list"
        super().__init__(hint or f"there is no topic “{short(typed)}”.", advice)


def message(error: Any, argv: Sequence[str] = ()) -> str:
    """What is wrong and what to type next, of our errors and of Typer's on a command line."""
    if isinstance(error, FaqError):
        return f"faq: {error} {error.advice}".rstrip()
    message = short(error.format_message().rstrip("."), 200)
    path = error.ctx.command_path if error.ctx else "faq"
    option = getattr(error, "option_name", "")
    if option.startswith("-") and not option.startswith("--"):
        typed = next((word for word in argv if word.startswith(option)), option)
        message += f". To search for it: {search_command(typed)}"
    return f"faq: {message[:1].lower()}{message[1:]}. For help: {path} --help"
