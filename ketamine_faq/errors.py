"""Everything that can go wrong, each with its message and exit status. Must not print."""

from collections.abc import Iterable, Sequence

NOTHING_FOUND = 1
WRONG_USAGE = 2
BROKEN = 3


def short(typed: str, most: int = 60) -> str:
    """What was typed, on one line and short enough to be repeated in a message."""
    line = " ".join(typed.split())
    return line if len(line) <= most else f"{line[:most]}…"


def search_command(typed: str) -> str:
    """The command that searches for what was typed, as a shell takes it."""
    from shlex import quote  # for a message alone

    words = short(typed)
    plain = all(letter.isalnum() or letter in " _." for letter in words) and words
    dashes = "-- " if words.startswith("-") else ""
    return f"faq search {dashes}{words if plain else quote(words)}"


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


class UnknownCommand(WrongUsage):
    """A command line that begins with no command; `typed` holds its words."""

    def __init__(self, typed: Sequence[str], near: Sequence[str]) -> None:
        self.typed = " ".join(typed)
        meant = f" Did you mean: faq {near[0]}?" if near else ""
        super().__init__(
            f"there is no command “{short(typed[0])}”.{meant} "
            f"To search for it, type: {search_command(self.typed)}"
        )


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
        commands = " or ".join(f"faq show {slug}" for slug in self.suggestions)
        meant = f" Did you mean: {commands}?" if commands else ""
        word = typed.strip() and not typed.strip().isdecimal()
        search = f" To search for it: {search_command(typed)}." if word else ""
        super().__init__(
            f"there is no topic “{short(typed)}”.{meant}{search} For all topics: faq list"
        )
