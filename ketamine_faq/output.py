"""Colour, width, pager and the writes to stdout and stderr: the only room that touches streams."""

import os
import sys
from contextlib import suppress
from shutil import get_terminal_size, which
from typing import TextIO

from .errors import OutputFailed
from .render import Screen
from .sanitize import visible

WIDEST = 88
NARROWEST = 20
# What the program prints of its own beyond ASCII, for streams that cannot show it.
_ASCII = str.maketrans({"•": "*", "“": '"', "”": '"', "’": "'", "…": "...", "–": "-", "≥": ">="})


def screen(format: str, color: str, records: bool) -> Screen:
    """What stdout shows: `text` is drawn for a terminal or where colour was asked for,
    else printed as records where the page has them, or as Markdown."""
    colour = _colour(color)
    if format != "text":
        return Screen("json" if format == "json" else "markdown")
    if _is_terminal(sys.stdout) or colour:
        width = max(NARROWEST, min(WIDEST, get_terminal_size().columns))
        return Screen("terminal", width, colour)
    return Screen("plain" if records else "markdown")


def _colour(color: str) -> bool:
    """--color, then NO_COLOR, then FORCE_COLOR and CLICOLOR_FORCE, then the terminal."""
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return _is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb"


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def write(text: str, screen: Screen) -> None:
    """Writes an answer, through a pager when it is taller than the terminal.

    A reader who has gone away is no fault; raises OutputFailed for every other failure.
    """
    if sys.stdout is None and text:
        raise OutputFailed("standard output is closed")
    if not text:
        return
    shown = _for_stream(text, screen.view, sys.stdout)
    if screen.view == "terminal" and _is_tall(text) and _paged(shown):
        return
    try:
        sys.stdout.write(shown)
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go(sys.stdout)
    except (OSError, ValueError) as error:
        _let_go(sys.stdout)
        raise OutputFailed(getattr(error, "strerror", None) or str(error)) from None


def say(*messages: str) -> None:
    """Tells the person something on stderr, one message a line; never fails."""
    for message in filter(None, messages):
        try:
            text = _wrapped(visible(message)) if _is_terminal(sys.stderr) else visible(message)
            sys.stderr.write(_for_stream(text + "\n", "text", sys.stderr))
            sys.stderr.flush()
        except (AttributeError, OSError, ValueError):
            _let_go(sys.stderr)
            return


def _wrapped(message: str) -> str:
    from textwrap import TextWrapper  # for a person at a terminal

    width = max(NARROWEST, min(WIDEST, get_terminal_size().columns))
    wrapper = TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    return "\n".join(wrapper.fill(line) for line in message.split("\n"))


def _for_stream(text: str, view: str, stream: TextIO) -> str:
    """The text as the stream's encoding can hold it; JSON escapes, other text is replaced."""
    encoding = (stream.encoding or "utf-8").lower()
    if encoding.replace("-", "").startswith("utf"):
        return text
    if view == "json":
        return "".join(letter if letter.isascii() else _escaped(letter) for letter in text)
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_ASCII).encode(encoding, "replace").decode(encoding)
    return text


def _escaped(letter: str) -> str:
    units = letter.encode("utf-16-be").hex()
    return "".join(f"\\u{units[place : place + 4]}" for place in range(0, len(units), 4))


def _let_go(stream: TextIO | None) -> None:
    """Python flushes a stream once more at its end, and would complain there."""
    with suppress(AttributeError, OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[union-attr]


def _is_tall(text: str) -> bool:
    tall = text.count("\n") >= get_terminal_size().lines
    return tall and _is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb"


def _paged(text: str) -> bool:
    """Whether a pager took the text: $PAGER, else less where there is one."""
    import shlex
    import signal
    import subprocess  # all three for a page taller than the screen

    pager = os.environ.get("PAGER")
    if pager is None:
        pager = "less -FRX" if which("less") else ""
    try:
        command = shlex.split(pager)
        # less shows colours as they are only when it is told to.
        environment = {"LESS": "FRX", **os.environ}
        process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)
    except (OSError, ValueError, IndexError):
        return False
    # While the pager runs, Ctrl-C is the pager's.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    process.communicate(text.encode("utf-8", "replace"))
    signal.signal(signal.SIGINT, before)
    return process.returncode != 127
