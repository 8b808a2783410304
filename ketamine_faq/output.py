"""Colour, width, pager, the questions asked and the writes: all that touches streams."""

import os
import sys
from contextlib import suppress
from shutil import get_terminal_size
from typing import Literal, TextIO

from .errors import FaqError, short
from .render import Screen, View
from .text import visible

WIDEST, NARROWEST = 88, 20
# What the program prints of its own beyond ASCII, for streams that cannot show it.
_ASCII = str.maketrans(
    {"•": "*", "“": '"', "”": '"', "’": "'", "…": "...", "–": "-", "≥": ">="}
    | dict.fromkeys("█▉▊▋▌", "#")
    | dict.fromkeys("▍▎▏", "")
)


def screen(format: View | Literal["auto"], color: str, piped: View) -> Screen:
    """What stdout shows; `auto` is the drawn page on a terminal, and `piped` elsewhere."""
    view = format if format != "auto" else "text" if _is_terminal(sys.stdout) else piped
    width = max(NARROWEST, min(WIDEST, get_terminal_size().columns))
    return Screen(view, width, _colour(color))


def _colour(color: str) -> bool:
    """--color, then NO_COLOR, then FORCE_COLOR and CLICOLOR_FORCE, then the terminal."""
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    forcing = {os.environ.get(name, "") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")}
    return bool(forcing - {"", "0"}) or _is_capable()


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def _is_capable() -> bool:
    return _is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb"


def ask(prompt: str) -> str:
    """One line of stdin, asked for on a terminal."""
    if sys.stdin is None or sys.stdin.closed:
        return ""
    if _is_terminal(sys.stdin):
        say(prompt, end="")
    return sys.stdin.buffer.readline(100_000).decode("utf-8", "replace")


def write(text: str, screen: Screen) -> None:
    """Writes an answer, through a pager when it is taller than the terminal.

    A reader who has gone away is no fault; raises FaqError for every other failure.
    """
    if not text:
        return
    try:
        shown = _for_stream(text, screen.view, sys.stdout)
        tall = text.count("\n") >= get_terminal_size().lines and _is_capable()
        if tall and screen.view == "text" and _paged(shown):
            return
        sys.stdout.write(shown)
        sys.stdout.flush()
    except BrokenPipeError:
        return
    except (AttributeError, OSError, ValueError) as error:
        why = "standard output is closed" if sys.stdout is None else short(error)
        raise FaqError(f"the answer could not be written: {why}.") from None


def say(*messages: str, end: str = "\n") -> None:
    """Tells the person something on stderr, one message a line; never fails."""
    with suppress(AttributeError, OSError, ValueError):
        for message in filter(None, messages):
            sys.stderr.write(_for_stream(visible(message) + end, "text", sys.stderr))
            sys.stderr.flush()


def _for_stream(text: str, view: View, stream: TextIO) -> str:
    """The text as the stream's encoding can hold it; JSON escapes, other text is replaced."""
    encoding = stream.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        if view == "json":
            import json  # for a stream that is not UTF-8

            return json.dumps(json.loads(text), indent=2) + "\n"
        return text.translate(_ASCII).encode(encoding, "replace").decode(encoding)
    return text


def _paged(text: str) -> bool:
    """Whether a pager took the text: $PAGER, else less where there is one."""
    import shlex
    import signal
    import subprocess  # all three for a page taller than the screen

    pager = os.environ.get(
        "PAGER", "less -FRX '-Ps?eThe end, q to leave:Space for more, q to leave.'"
    )
    try:
        # less shows colours as they are only when it is told to.
        environment = {"LESS": "FRX", **os.environ}
        process = subprocess.Popen(shlex.split(pager), stdin=subprocess.PIPE, env=environment)
    except (OSError, ValueError, IndexError):
        return False
    # While the pager runs, Ctrl-C is the pager's.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    process.communicate(text.encode("utf-8", "replace"))
    signal.signal(signal.SIGINT, before)
    # A pager that fails has shown nothing; less, left by Ctrl-C, may end with 2.
    return process.returncode in (0, 2)
