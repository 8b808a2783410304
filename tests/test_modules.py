"""Which way imports point, and which libraries a command loads: what it needs and no more."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pytest

import ketamine_faq

PACKAGE = Path(ketamine_faq.__file__).parent
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


def slow(*values: object) -> Any:
    """A case of a table that a quick run leaves out."""
    return pytest.param(*values, marks=pytest.mark.slow)


def is_for_types(node: ast.stmt) -> bool:
    """Whether a statement is `if TYPE_CHECKING:`."""
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def imported(path: Path) -> Iterator[str]:
    """The modules of the package that a file of it imports, for more than types."""
    package = ["ketamine_faq", *path.relative_to(PACKAGE).parts[:-1]]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [node for node in tree.body if not is_for_types(node)]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = ".".join([*package[: len(package) - node.level + 1], node.module or ""])
            base = base.rstrip(".")
            yield from {f"{base}.{alias.name}" for alias in node.names} | {base}


@pytest.fixture(scope="module")
def imports() -> dict[str, set[str]]:
    """Each module but the interface of the package, with what it imports of the others."""
    files = {path: ".".join(("ketamine_faq", *path.relative_to(PACKAGE).with_suffix("").parts))
             for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py"}  # fmt: skip
    modules = {name.removesuffix(".__init__"): path for path, name in files.items()}
    return {name: modules.keys() & set(imported(path)) - {name} for name, path in modules.items()}


def test_imports_point_one_way(imports: dict[str, set[str]]) -> None:
    """No two modules import each other, not by way of others either."""
    order = list(TopologicalSorter(imports).static_order())
    assert "ketamine_faq.__main__" not in set().union(*imports.values())
    assert order.index("ketamine_faq.model") < order.index("ketamine_faq.library")


@pytest.mark.parametrize(
    ("module", "by"), [("cli", {"__main__"}), ("output", {"cli"}), ("library", {"cli", "render"})]
)
def test_the_upper_modules_are_imported_from_above_only(
    imports: dict[str, set[str]], module: str, by: set[str]
) -> None:
    """What answers knows nothing of the command line, and nothing below it prints."""
    users = {name for name, used in imports.items() if f"ketamine_faq.{module}" in used}
    assert {name.split(".")[1] for name in users} == by


def loaded(program: str, *argv: str, status: int = 0) -> set[str]:
    """The watched modules that a program has loaded in a fresh Python at its end, on a pipe."""
    done = subprocess.run(
        [sys.executable, "-c", program, *argv],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == status, done.stderr
    return WATCHED.intersection(done.stderr.rpartition("loaded:")[2].split())


@pytest.mark.parametrize(
    ("argv", "wanted"),
    [
        ("list", set()),
        slow("list --format json", set()),
        slow("list --format markdown", set()),
        slow("show safety", set()),
        ("show --all --format json", set()),
        slow("show --all --format tsv", set()),
        slow("safety", set()),
        slow("about", set()),
        slow("--version", set()),
        ("search nausea", {"Stemmer"}),
        slow("search nausea --format json", {"Stemmer"}),
        slow("search bladdr", {"Stemmer", "jellyfish"}),
        slow("list --format text", {"rich.console"}),
        ("search nausea --format text", {"rich.console", "Stemmer"}),
        slow("show safety --format text", {"rich.console"}),
    ],
)
def test_a_command_loads_only_what_it_needs(argv: str, wanted: set[str]) -> None:
    """Rich is for the drawn page, the stemmer for searches, edit distance for a miss."""
    assert loaded(PROGRAM, *argv.split()) == wanted | {"typer"}


@pytest.mark.slow
@pytest.mark.parametrize("topic", ["safty", "xyzzy"])
def test_only_a_miss_loads_the_edit_distance(topic: str) -> None:
    """A topic that is not found may load the edit distance, and nothing that draws or searches."""
    assert loaded(PROGRAM, "show", topic, status=1) == {"typer", "jellyfish"}


@pytest.mark.parametrize(
    ("use", "wanted"),
    [
        slow("", set()),
        ("ketamine_faq.load().find('risks')", set()),
        slow("ketamine_faq.load().search('nausea')", {"Stemmer"}),
    ],
)
def test_the_library_loads_no_command_line(use: str, wanted: set[str]) -> None:
    """A script that imports the package pays for neither Typer nor Rich."""
    assert loaded(LIBRARY.format(use=use)) == wanted
