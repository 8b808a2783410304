"""Draws docs/screenshots/*.svg from what `faq` prints on a terminal of 80 columns.

`python docs/screenshots.py` draws them all again; tests/test_docs.py compares them with the output.
"""

import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape, unescape
from pathlib import Path

from rich.console import Console
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text

FOLDER = Path(__file__).resolve().parent / "screenshots"
COLUMNS = 80
SHOTS = {
    "answer": "is it bad for my blader",
    "refusal": "how much does it cost",
    "warning": "can i stop my oxy now",
    "chart": "show safety",
}
CUT = "..."
# Pixels: a cell, the baseline in it, and the margins inside the frame.
WIDE, HIGH, BASE = 9.6, 21, 15.5
LEFT, TOP, ROUND = 20, 16, 10
EIGHTHS = "▏▎▍▌▋▊▉█"
# Background, foreground, the eight normal and the eight bright colours; the frame shows on both.
THEMES = {
    "dark": TerminalTheme(
        (30, 33, 39), (220, 224, 232),
        [(60, 65, 75), (255, 123, 128), (150, 210, 120), (240, 200, 110),
         (110, 175, 245), (222, 150, 245), (95, 205, 215), (220, 224, 232)],
    ),
    "light": TerminalTheme(
        (255, 255, 255), (36, 41, 47),
        [(36, 41, 47), (190, 30, 45), (20, 110, 40), (145, 90, 0),
         (10, 90, 190), (125, 60, 165), (0, 110, 130), (90, 98, 106)],
    ),
}  # fmt: skip
FRAMES = {"dark": "#6e7681", "light": "#aab2bb"}
SVG = """\
<svg viewBox="0 0 {width:g} {height:g}" xmlns="http://www.w3.org/2000/svg">
<style>
text {{ font: 16px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  fill: {foreground}; white-space: pre }}
{styles}
</style>
<rect x="1" y="1" width="{inner_width:g}" height="{inner_height:g}" rx="{round}" \
fill="{background}" stroke="{frame}" stroke-width="1.5"/>
{words}
</svg>
"""


def printed(command: str) -> list[str]:
    """What a person sees at a colour terminal, both streams, as lines with escape codes."""
    import pty  # on Unix only
    import termios

    environment = {**os.environ, "TERM": "xterm-256color", "PYTHONUTF8": "1", "PAGER": "cat"}
    for name in ("COLUMNS", "LINES", "FAQ_DATA", "NO_COLOR"):
        environment.pop(name, None)
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (1000, COLUMNS))
    arguments = [sys.executable, "-m", "ketamine_faq", *command.split()]
    program = subprocess.Popen(
        arguments, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    output = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    if program.wait() > 1:
        raise SystemExit(f"faq {command} ended with {program.returncode}: {output.decode()}")
    return output.decode().splitlines()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that nobody holds the other end any more
        return b""


def shown(name: str, lines: Sequence[str]) -> list[str]:
    """The lines that a screenshot shows: the chart alone, the first of several topics, or all."""
    if name == "chart":
        bars = [number for number, line in enumerate(lines) if "█" in line]
        start = max(number for number in range(bars[0]) if not lines[number]) + 1
        return [CUT, *lines[start : bars[-1] + 1], CUT]
    if name == "warning":
        topics = [number for number, line in enumerate(lines) if not line][1] + 1
        return [*lines[: topics + 1], *([CUT] if any(lines[topics + 1 :]) else [])]
    return list(lines)


def drawn(name: str, theme: str) -> str:
    """The SVG of one screenshot."""
    prompt = Text.assemble(("$ ", "dim"), (f"faq {SHOTS[name]}", "bold"))
    lines = [prompt, *map(Text.from_ansi, shown(name, printed(SHOTS[name])))]
    styles: dict[str, str] = {}
    words = "\n".join(_words(lines, THEMES[theme], styles))
    width, height = COLUMNS * WIDE + 2 * LEFT, len(lines) * HIGH + 2 * TOP
    return SVG.format(
        width=width,
        height=height,
        inner_width=width - 2,
        inner_height=height - 2,
        round=ROUND,
        foreground=THEMES[theme].foreground_color.hex,
        background=THEMES[theme].background_color.hex,
        frame=FRAMES[theme],
        styles="\n".join(f".{class_} {{ {rule} }}" for rule, class_ in styles.items()),
        words=words,
    )


def _words(lines: list[Text], theme: TerminalTheme, styles: dict[str, str]) -> Iterator[str]:
    """Each word in its own cells, so that they stand in columns whatever font there is."""
    console = Console(color_system="standard", force_terminal=True, width=COLUMNS, _environ={})
    for number, line in enumerate(lines):
        column = 0
        for part in line.render(console):
            named = _named(part.style or Style(), theme, styles)
            for word in re.finditer(r"\S+", part.text):
                x, y = LEFT + (column + word.start()) * WIDE, TOP + number * HIGH + BASE
                yield (_bar if word[0][0] in EIGHTHS else _word)(x, y, named, word[0])
            column += len(part.text)


def _word(x: float, y: float, named: str, word: str) -> str:
    room = f'textLength="{len(word) * WIDE:g}" lengthAdjust="spacingAndGlyphs"'
    return f'<text x="{x:g}" y="{y:g}"{named} {room}>{escape(word)}</text>'


def _bar(x: float, y: float, named: str, blocks: str) -> str:
    """A bar as one shape, which fonts would tear into blocks; its text is there for the test."""
    wide = sum(EIGHTHS.index(block) + 1 for block in blocks) * WIDE / 8
    shape = f'<path{named} d="M{x:g} {y - 12:g}h{wide:g}v14h-{wide:g}z"/>'
    return f'{shape}<text x="{x:g}" y="{y:g}" opacity="0">{blocks}</text>'


def _named(style: Style, theme: TerminalTheme, styles: dict[str, str]) -> str:
    """The class attribute of a style, whose rule is added to those known."""
    rules = ["font-weight: bold"] if style.bold else []
    rules += ["opacity: .7"] if style.dim else []
    rules += [f"fill: {style.color.get_truecolor(theme).hex}"] if style.color else []
    if not rules:
        return ""
    return f' class="{styles.setdefault("; ".join(rules), f"s{len(styles) + 1}")}"'


def text_of(svg: str) -> list[str]:
    """The lines of text that a screenshot shows."""
    lines: dict[float, str] = defaultdict(str)
    for x, y, word in re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>', svg):
        column = round((float(x) - LEFT) / WIDE)
        lines[float(y)] = lines[float(y)].ljust(column) + unescape(word)
    return list(lines.values())


def write() -> None:
    """Draws every screenshot in both themes, and takes away those that are no more."""
    new = {f"{name}-{theme}.svg": drawn(name, theme) for name in SHOTS for theme in THEMES}
    for old in FOLDER.glob("*.svg"):
        old.unlink()
    for file, svg in new.items():
        (FOLDER / file).write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    write()
