"""What people see, page by page, against the golden files in tests/golden.

After a change of wording or layout, rewrite them and read the difference before it is committed:

    GOLDEN=write pytest tests/test_golden.py tests/test_schema.py && git diff

A file is a transcript of one command in every view: the command, the view, what it prints, lines on
stderr after `2>`, the exit status. ESC is written as ␛, so that the files can be read anywhere, and
scores, which every change of the content moves, as N.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from conftest import Result, Run
from rich.cells import cell_len

import ketamine_faq

GOLDEN = Path(__file__).parent / "golden"
PAGES: dict[str, tuple[str, ...]] = {
    "home": (),
    "list": ("list",),
    "show-safety": ("show", "safety"),
    "show-depression-ptsd": ("show", "depression-ptsd"),
    "show-unknown": ("show", "safty"),
    "search-hit": ("search", "will", "I", "feel", "sick"),
    "search-approximate": ("search", "bladdr"),
    "search-crisis": ("search", "I", "want", "to", "die"),
    "search-uncovered": ("search", "how", "much", "does", "it", "cost"),
    "about": ("about",),
}
WIDTHS = (40, 80, 120)
# What prints on stderr only is the same at every width, and the references of `about` are long.
ONE_WIDTH = {"show-unknown", "search-uncovered", "about"}
# On a pipe, text is Markdown for the commands not named here.
RECORDS = {"list", "search"}
WIDEST = 88
TALLEST = 45
SLUGS = [entry.slug for entry in ketamine_faq.load().entries]
ESCAPE = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\")


class Terminal(Protocol):
    """Runs a command as on a terminal of a width."""

    def __call__(self, *argv: str, width: int, colour: bool) -> Result: ...


@pytest.fixture(autouse=True)
def _in_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line on an overdue check is left out, on whatever day the tests are run."""
    monkeypatch.setattr("ketamine_faq.messages.overdue", lambda *_: "")


@pytest.fixture
def terminal(run: Run) -> Terminal:
    """Runs a command as on a terminal of a width."""

    def terminal(*argv: str, width: int, colour: bool) -> Result:
        no_color = None if colour else "1"
        return run(*argv, terminal=True, COLUMNS=str(width), NO_COLOR=no_color)

    return terminal


def transcript(argv: tuple[str, ...], view: str, seen: Result) -> str:
    """One command in one view, as a golden file holds it."""
    assert "␛" not in seen.out + seen.err, "the stand-in for ESC is taken"
    errors = "".join(f"2> {line}\n" for line in seen.err.splitlines())
    title = " ".join(("$ faq", *argv))
    out = re.sub(r'(?<="score": )[\d.]+', "N", seen.out)
    return f"{title}  # {view}\n{out}{errors}[exit {seen.status}]\n".replace("\x1b", "␛")


def on_terminals(page: str, terminal: Terminal) -> Iterator[str]:
    """The transcripts of a page on terminals of several widths, with and without colour."""
    argv = PAGES[page]
    for width in (80,) if page in ONE_WIDTH else WIDTHS:
        for colour in (False, True):
            view = f"terminal, {width} columns, {'colour' if colour else 'no colour'}"
            yield transcript(argv, view, terminal(*argv, width=width, colour=colour))


def on_pipes(page: str, run: Run) -> Iterator[str]:
    """The transcripts of a page on a pipe, in each format that the command has."""
    argv = PAGES[page]
    if not argv or argv[0] in RECORDS:
        yield transcript(argv, "pipe", run(*argv))
    for name in ("markdown", "json") if argv else ():
        asked = (*argv, "--format", name)
        yield transcript(asked, "pipe", run(*asked))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_as_its_golden_file(page: str, run: Run, terminal: Terminal) -> None:
    """Every view of a page is what was last read and approved."""
    seen = "\n".join((*on_terminals(page, terminal), *on_pipes(page, run)))
    golden = GOLDEN / f"{page}.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(seen, encoding="utf-8", newline="\n")
    assert seen == golden.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    """The folder holds the golden files of the pages above and nothing else."""
    assert {path.name for path in GOLDEN.iterdir()} == {f"{page}.txt" for page in PAGES}


@pytest.mark.parametrize("slug", SLUGS)
def test_an_answer_is_about_one_screen(slug: str, terminal: Terminal) -> None:
    """An answer with its notes and references takes at most 45 lines at 80 columns."""
    seen = terminal("show", slug, width=80, colour=False)
    assert seen.status == 0
    assert len(seen.out.splitlines()) <= TALLEST


@pytest.mark.parametrize("width", [20, *WIDTHS, 200])
@pytest.mark.parametrize("page", PAGES)
def test_no_line_is_wider_than_the_terminal(page: str, width: int, terminal: Terminal) -> None:
    """Lines fit the terminal, and are never wider than people like to read."""
    seen = terminal(*PAGES[page], width=width, colour=False)
    too_wide = [line for line in seen.out.splitlines() if cell_len(line) > min(width, WIDEST)]
    assert not too_wide


@pytest.mark.parametrize("page", PAGES)
def test_lines_end_without_spaces(page: str, terminal: Terminal) -> None:
    """What is copied from the terminal carries no padding."""
    seen = terminal(*PAGES[page], width=80, colour=True)
    padded = [line for line in ESCAPE.sub("", seen.out).splitlines() if line != line.rstrip()]
    assert not padded


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", PAGES)
def test_colour_changes_no_word(page: str, width: int, terminal: Terminal) -> None:
    """Without its colours and links a page is the page without colour, so meaning needs neither."""
    coloured = terminal(*PAGES[page], width=width, colour=True)
    bare = terminal(*PAGES[page], width=width, colour=False)
    assert "\x1b" not in bare.out + bare.err + coloured.err
    assert ESCAPE.sub("", coloured.out) == bare.out
