"""What people see, page by page, against the golden files in tests/golden.

After a change of wording, layout or content, rewrite them and read the difference:

    GOLDEN=write pytest -q tests/test_golden.py && git diff tests/golden

A file is a transcript of one command in several views: the command, the view, what it prints, lines
on stderr after `2>`, the exit status. ESC is written as ␛, so that the files can be read anywhere,
and scores, which every change of the content moves, as N.
"""

import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import Result, Run, invoke
from rich.cells import cell_len

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
PAGES: dict[str, tuple[str, ...]] = {
    "home": (),
    "list": ("list",),
    "show-safety": ("show", "safety"),
    "show-depression-ptsd": ("show", "depression-ptsd"),
    "search-hit": ("search", "will", "I", "feel", "sick"),
    "search-crisis": ("search", "I", "want", "to", "die"),
    "about": ("about",),
}
# What is mostly a sentence on stderr, or help: once, at 80 columns.
MESSAGES: tuple[tuple[str, ...], ...] = (
    ("show", "safty"),
    ("show", "d"),
    ("show", "zzz"),
    ("show", "parking"),
    ("show",),
    ("serch", "nausea"),
    ("search", "qwertyuiop"),
    ("search", "bladdr"),
    ("search", "how", "much", "does", "it", "cost"),
    ("search", "will", "I", "feel", "sick", "--limit", "1"),
    ("search", "--", ""),
    ("list", "--format", "xml"),
    ("list", "--data", "nowhere.json"),
    ("--help",),
    ("show", "--help"),
    ("search", "--help"),
    ("check", "--help"),
)
# Terminals of these widths, and colour at the usual one.
VIEWS = {
    "terminal, 40 columns": (40, False),
    "terminal, 80 columns": (80, False),
    "terminal, 80 columns, colour": (80, True),
    "terminal, 120 columns": (120, False),
}
WIDEST = 88
ESCAPE = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\")
# A page is not another one from the day on when the content is due for its next check.
OVERDUE = re.compile(r"The\s+check\s+of\s+this\s+FAQ\s+was\s+due\s[^:]*:\s+faq\s+about\n")


@cache
def seen(argv: tuple[str, ...], width: int = 80, colour: bool = False) -> Result:
    """What a command prints on a terminal."""
    env = {"COLUMNS": str(width), "NO_COLOR": None if colour else "1"}
    return invoke(argv, terminal=True, env=env)


def transcript(argv: tuple[str, ...], view: str, result: Result) -> str:
    """One command in one view, as a golden file holds it."""
    assert "␛" not in result.out + result.err, "the stand-in for ESC is taken"
    errors = "".join(f"2> {line}\n" for line in OVERDUE.sub("", result.err).splitlines())
    title = " ".join(("$ faq", *argv))
    out = re.sub(r'(?<="score": )[\d.]+', "N", result.out)
    return f"{title}  # {view}\n{out}{errors}[exit {result.status}]\n".replace("\x1b", "␛")


def transcripts(page: str) -> Iterator[str]:
    """A page on every terminal, and in a pipe in each format: JSON where it is short."""
    argv = PAGES[page]
    for view, (width, colour) in VIEWS.items():
        yield transcript(argv, view, seen(argv, width, colour))
    yield transcript(argv, "pipe", invoke(argv))
    formats = {"": (), "show": ("tsv",), "about": ("tsv",)}
    for name in formats.get("".join(argv[:1]), ("markdown", "json")):
        asked = (*argv, "--format", name)
        yield transcript(asked, "pipe", invoke(asked))


def compare(name: str, text: str) -> None:
    """Holds a text against its golden file, or writes that file."""
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_as_its_golden_file(page: str) -> None:
    """Every view of a page is what was last read and approved."""
    compare(page, "\n".join(transcripts(page)))


def test_messages_are_as_their_golden_file() -> None:
    """Every message and help is what was last read and approved."""
    compare("messages", "\n".join(transcript(argv, "terminal", seen(argv)) for argv in MESSAGES))


def test_no_golden_file_is_left_over() -> None:
    """The folder holds the golden files of the pages above and nothing else."""
    assert {path.name for path in GOLDEN.iterdir()} == {f"{n}.txt" for n in (*PAGES, "messages")}


@pytest.mark.parametrize("width", [40, 80])
def test_an_overdue_check_changes_no_golden_file(width: int, run: Run, tmp_path: Path) -> None:
    """What a page says once its check is overdue is left out of the golden files."""
    document = json.loads((ROOT / "data" / "faq.json").read_text(encoding="utf-8"))
    overdue = tmp_path / "faq.json"
    overdue.write_text(json.dumps(document | {"check_due": "2020-01-01"}), encoding="utf-8")
    result = run("list", terminal=True, COLUMNS=str(width), FAQ_DATA=str(overdue))
    assert "overdue" in result.err
    assert OVERDUE.sub("", result.err) == ""


@pytest.mark.parametrize("width", [20, 40, 80, 120])
@pytest.mark.parametrize("page", PAGES)
def test_no_line_is_wider_than_the_terminal(page: str, width: int) -> None:
    """Lines fit the terminal, and are never wider than people like to read."""
    lines = seen(PAGES[page], width).out.splitlines()
    assert [line for line in lines if cell_len(line) > min(width, WIDEST)] == []


@pytest.mark.parametrize("page", PAGES)
def test_lines_end_without_spaces(page: str) -> None:
    """What is copied from the terminal carries no padding."""
    lines = ESCAPE.sub("", seen(PAGES[page], colour=True).out).splitlines()
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.parametrize("page", PAGES)
def test_colour_changes_no_word(page: str) -> None:
    """Without its colours and links a page is the page without colour, so meaning needs neither."""
    coloured, bare = seen(PAGES[page], colour=True), seen(PAGES[page])
    assert "\x1b" not in bare.out + bare.err + coloured.err
    assert ESCAPE.sub("", coloured.out) == bare.out


@pytest.mark.parametrize("page", [page for page in PAGES if page.startswith("search")])
def test_a_search_is_never_taller_than_a_screen(page: str) -> None:
    """Results, notices included, fit 24 lines of 80 columns."""
    result = seen(PAGES[page])
    assert len((result.out + result.err).splitlines()) <= 24


def test_a_command_to_type_is_not_broken(run: Run) -> None:
    """The command of a result stands on one line, where the terminal is wide enough for it."""
    out = run("search", "depression", terminal=True, COLUMNS="80", NO_COLOR="1").out
    out += run("search", "will", "I", "feel", "sick", terminal=True, NO_COLOR="1").out
    assert [line for line in out.splitlines() if line.endswith("faq show")] == []
