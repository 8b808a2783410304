"""Everything that can go wrong, each with its message and exit status. Must not print."""

import shlex
from collections.abc import Iterable

NOTHING_FOUND = 1
WRONG_USAGE = 2
BROKEN = 3


def short(typed: str, most: int = 60) -> str:
    """What was typed, on one line and short enough to be repeated in a message."""
    line = " ".join(typed.split())
    return line if len(line) <= most else f"{line[:most]}…"


def search_command(typed: str) -> str:
    """The command that searches for what was typed, as a shell takes it."""
    words = short(typed)
    plain = all(letter.isalnum() or letter in " _." for letter in words) and words
    return f"faq search {words if plain else shlex.quote(words)}"


class FaqError(Exception):
    """What a user is told: str(error) is the message, `status` the exit status of the command."""

    status = BROKEN


class FileUnreadable(FaqError):
    """A FAQ file that cannot be opened or is too large."""

    def __init__(self, path: object, why: str) -> None:
        super().__init__(f"cannot read the FAQ file {path}: {why}.")


class FileFaulty(FaqError):
    """A FAQ file that is read but wrong; `place` is the JSON path of its first fault."""

    def __init__(self, path: object, place: str, problem: str) -> None:
        self.place, self.problem = place, problem
        super().__init__(
            f"the FAQ file {path} is wrong at {place}: {problem}. "
            f"For every fault, type: faq check {path}"
        )


class OutputFailed(FaqError):
    """An answer that could not be written."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the answer could not be written: {why}.")


class WrongUsage(FaqError):
    """A command line that says nothing a command can do."""

    status = WRONG_USAGE


class AmbiguousTopic(FaqError):
    """A prefix that fits more than one topic; `fits` holds their slugs."""

    status = NOTHING_FOUND

    def __init__(self, typed: str, fits: Iterable[str]) -> None:
        self.fits = tuple(fits)
        super().__init__(
            f"“{short(typed)}” fits more than one topic: {', '.join(self.fits)}. "
            f"Type, for example: faq show {self.fits[0]}"
        )


class TopicNotFound(FaqError):
    """A topic that no entry goes by; `suggestions` holds at most three slugs, nearest first."""

    status = NOTHING_FOUND

    def __init__(self, typed: str, suggestions: Iterable[str]) -> None:
        self.suggestions = tuple(suggestions)
        meant = f" Did you mean {' or '.join(self.suggestions)}?" if self.suggestions else ""
        super().__init__(
            f"there is no topic “{short(typed)}”.{meant} "
            f"Type: {search_command(typed)}, or for all topics: faq list"
        )
