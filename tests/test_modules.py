"""Which libraries a command loads: what it does not need must not cost its users time."""

import os
import subprocess
import sys

import pytest

WATCHED = {"rich.console", "rich.markdown", "Stemmer", "jellyfish", "typer"}
PROGRAM = """
import sys
from ketamine_faq.cli import main
status = main(sys.argv[1:])
print("loaded:", *sys.modules, file=sys.stderr)
sys.exit(status)
"""
LIBRARY = """
import sys
import ketamine_faq
{use}
print("loaded:", *sys.modules, file=sys.stderr)
"""
COLOUR = {"NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "FAQ_DATA"}


def loaded(program: str, *argv: str, status: int = 0) -> set[str]:
    """The watched modules that a program has loaded in a fresh Python at its end, on a pipe."""
    environment = {name: value for name, value in os.environ.items() if name not in COLOUR}
    done = subprocess.run(
        [sys.executable, "-c", program, *argv],
        capture_output=True,
        encoding="utf-8",
        env=environment | {"PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == status, done.stderr
    names = done.stderr.rpartition("loaded:")[2].split()
    assert "ketamine_faq" in names
    return WATCHED.intersection(names)


@pytest.mark.parametrize(
    ("argv", "wanted"),
    [
        (["list"], set()),
        (["list", "--format", "json"], set()),
        (["list", "--format", "markdown"], set()),
        (["show", "safety"], set()),
        (["show", "side", "effects", "--format", "json"], set()),
        (["show", "--all", "--format", "markdown"], set()),
        (["about"], set()),
        (["--version"], set()),
        (["search", "nausea"], {"Stemmer"}),
        (["search", "nausea", "--format", "json"], {"Stemmer"}),
        (["search", "bladdr"], {"Stemmer", "jellyfish"}),
        (["list", "--color", "always"], {"rich.console"}),
        (["search", "nausea", "--color", "always"], {"rich.console", "Stemmer"}),
        (["show", "safety", "--color", "always"], {"rich.console", "rich.markdown"}),
    ],
    ids=" ".join,
)
def test_a_command_loads_only_what_it_needs(argv: list[str], wanted: set[str]) -> None:
    """Rich is for the terminal view, the stemmer for searches, edit distance for a miss."""
    assert loaded(PROGRAM, *argv) == wanted | {"typer"}


@pytest.mark.parametrize("argv", [["show", "safty"], ["show", "xyzzy"]], ids=" ".join)
def test_only_a_miss_loads_the_edit_distance(argv: list[str]) -> None:
    """A topic that is not found may load the edit distance, and nothing that draws or searches."""
    assert loaded(PROGRAM, *argv, status=1) == {"typer", "jellyfish"}


@pytest.mark.parametrize(
    ("use", "wanted"),
    [
        ("", set()),
        ("ketamine_faq.load().find('risks')", set()),
        ("ketamine_faq.load().search('nausea')", {"Stemmer"}),
    ],
)
def test_the_library_loads_no_command_line(use: str, wanted: set[str]) -> None:
    """A script that imports the package pays for neither Typer nor Rich."""
    assert loaded(LIBRARY.format(use=use)) == wanted
