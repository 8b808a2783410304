"""Draws docs/screenshots/*.svg from what the command prints at 80 columns.

GOLDEN=write python -m pytest tests/test_docs.py draws them again when the output has changed.
"""

import os
import re
import subprocess
import sys
from collections import defaultdict
from html import unescape
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

FOLDER = Path(__file__).resolve().parent / "screenshots"
COLUMNS = 80
SHOTS = {
    "list": "list",
    "show": "show duration",
    "search": "search blood pressure during the drip",
}
# Background, foreground, the eight normal and the eight bright colours.
THEMES = {
    "dark": TerminalTheme(
        (30, 33, 39), (214, 219, 229),
        [(60, 65, 75), (240, 113, 120), (150, 210, 120), (240, 200, 110),
         (110, 175, 245), (205, 140, 230), (95, 205, 215), (214, 219, 229)],
    ),
    "light": TerminalTheme(
        (255, 255, 255), (36, 41, 47),
        [(36, 41, 47), (190, 30, 45), (20, 110, 40), (145, 90, 0),
         (10, 90, 190), (125, 60, 165), (0, 110, 130), (90, 98, 106)],
    ),
}  # fmt: skip
# Rich's own, without the font that it would fetch from elsewhere.
SVG = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
    font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
    font-size: {char_height}px;
    line-height: {line_height}px;
}}
{styles}
</style>
<defs>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def printed(arguments: str) -> str:
    """What the command prints on a colour terminal of 80 columns."""
    kept = {name: value for name, value in os.environ.items() if name not in ("FAQ_DATA", "LINES")}
    run = subprocess.run(
        [sys.executable, "-m", "ketamine_faq", *arguments.split(), "--color", "always"],
        env={**kept, "COLUMNS": str(COLUMNS), "PYTHONUTF8": "1"},
        capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return run.stdout


def drawn(name: str, theme: str) -> str:
    """The SVG of one screenshot."""
    console = Console(record=True, width=COLUMNS, file=StringIO(), _environ={})
    console.print(Text.assemble(("$ ", "dim"), (f"faq {SHOTS[name]}", "bold")))
    console.print(Text.from_ansi(printed(SHOTS[name])))
    return console.export_svg(
        title="", theme=THEMES[theme], code_format=SVG, unique_id=f"{name}-{theme}"
    )


def text_of(svg: str) -> list[str]:
    """The lines of text that an SVG of these shows."""
    cells: dict[float, list[tuple[int, str]]] = defaultdict(list)
    matrix = svg.partition('-matrix">')[2]
    for attributes, content in re.findall(r"<text ([^>]*)>(.*?)</text>", matrix):
        place = {key: float(number) for key, number in re.findall(r'(x|y)="([\d.]+)"', attributes)}
        cells[place["y"]].append((round(place["x"] / 12.2), unescape(content)))
    lines = []
    for _, parts in sorted(cells.items()):
        line = ""
        for column, part in sorted(parts):
            line = line.ljust(column) + part.replace("\N{NO-BREAK SPACE}", " ")
        lines.append(line.rstrip())
    return lines


def write() -> None:
    """Draws every screenshot in both themes."""
    FOLDER.mkdir(exist_ok=True)
    for name in SHOTS:
        for theme in THEMES:
            (FOLDER / f"{name}-{theme}.svg").write_text(drawn(name, theme), encoding="utf-8")


if __name__ == "__main__":
    write()
