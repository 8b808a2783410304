"""The documents against the program: every command, example and path they show is real.

GOLDEN=write python -m pytest tests/test_docs.py writes the outputs and screenshots anew.
"""

import doctest
import io
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
from conftest import SCREEN, UNSET, change_environment

import ketamine_faq
from ketamine_faq.cli import main

ROOT = Path(__file__).resolve().parent.parent
WRITE = os.environ.get("GOLDEN") == "write"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
README = ROOT / "README.md"
CUT = "..."
# A document is not wrong from the day on when the content is due for its next check.
OVERDUE = re.compile(r"The\s+check\s+of\s+this\s+FAQ\s+was\s+due\s[^:]*:\s+faq\s+about\n")
# What makes a command one for a shell; it costs a process of its own.
FOR_A_SHELL = re.compile(r"[|<>;&$`]|^\w+=")
COMMAND = re.compile(r"^\$ (?P<command>.*)\n(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)


class Shown(NamedTuple):
    """A command of a document with the output that stands under it."""

    document: Path
    command: str
    output: str


def fenced(document: Path, language: str) -> list[str]:
    """The blocks of a language in a document, without their fences."""
    text = document.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def shown() -> list[Shown]:
    """Every command in the console blocks of the documents."""
    return [
        Shown(document, match["command"], match["output"])
        for document in DOCUMENTS
        for block in fenced(document, "console")
        for match in COMMAND.finditer(block)
    ]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a reader who has written the README's own FAQ file."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "clinic.json").write_text(fenced(README, "json")[0], encoding="utf-8")
    return folder


class _Screen(io.StringIO):
    """A terminal for both streams, so that they meet as a person sees them."""

    def isatty(self) -> bool:
        return True


def printed(command: str, folder: Path) -> str:
    """What a person sees on a terminal of 80 columns without colour, stderr included."""
    if FOR_A_SHELL.search(command):
        output = _printed_in_a_shell(command, folder)
    else:
        screen = _Screen()
        with patch.dict(os.environ), patch.multiple(sys, stdout=screen, stderr=screen):
            change_environment({**dict.fromkeys(UNSET), "TERM": "xterm", "NO_COLOR": "1", **SCREEN})
            assert main(shlex.split(command)[1:]) < 4
        output = screen.getvalue()
    return OVERDUE.sub("", output)


def _printed_in_a_shell(command: str, folder: Path) -> str:
    import pty
    import termios

    unwanted = {*UNSET, *SCREEN}
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment |= {"PATH": programs, "TERM": "xterm", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    # What a person would type in fzf's own window.
    environment["FZF_DEFAULT_OPTS"] = "--filter=pain"
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (1000, 80))
    run = subprocess.Popen(
        ["bash", "-c", command],
        stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=environment, cwd=folder,
    )  # fmt: skip
    os.close(theirs)
    output = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    assert run.wait(timeout=60) < 4
    return output.decode("utf-8").replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that nobody holds the other end any more
        return b""


def cut_like(output: str, pattern: str) -> str:
    """The output, cut as the pattern is: as many lines before and after its cut."""
    lines, kept = output.splitlines(), pattern.splitlines()
    if CUT not in kept:
        return output
    first = kept.index(CUT)
    last = len(kept) - first - 1
    if first + last >= len(lines):
        return output
    return "".join(
        f"{line}\n" for line in (*lines[:first], CUT, *lines[len(lines) - last : len(lines)])
    )


def rewrite(document: Path, old: str, new: str) -> None:
    """Puts a new text in the place of an old one."""
    text = document.read_text(encoding="utf-8")
    assert text.count(old) == 1
    document.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("example", shown(), ids=lambda example: str(example.command))
@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of Unix")
def test_command_prints_what_the_document_shows(
    example: Shown, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command in a document prints the output that stands under it."""
    monkeypatch.chdir(desk)
    for program in ("jq", "fzf"):
        if f"| {program} " in example.command and shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    output = cut_like(printed(example.command, desk), example.output)
    output = "".join(f"{line.rstrip()}\n" for line in output.splitlines())
    if WRITE:
        start = f"$ {example.command}\n"
        rewrite(example.document, start + example.output, start + output)
    else:
        assert output == example.output


def test_every_console_block_holds_commands_only() -> None:
    """A console block begins with a command and every command is one of faq."""
    for document in DOCUMENTS:
        for block in fenced(document, "console"):
            assert block.startswith("$ faq")
            assert all(match["command"].startswith("faq") for match in COMMAND.finditer(block))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.name))
def test_python_examples_run(document: Path) -> None:
    """The Python examples of a document give the results that stand under them."""
    text = "\n".join(fenced(document, "pycon"))
    examples = doctest.DocTestParser().get_doctest(text, {}, document.name, None, 0)
    told: list[str] = []
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert runner.run(examples, out=told.append).failed == 0, "".join(told)


def test_readme_begins_with_two_commands() -> None:
    """The README's first two blocks are one line each: read the topics, pass the tests."""
    text = README.read_text(encoding="utf-8")
    first, second = fenced(README, "sh")[:2]
    assert first.endswith("/faq list\n")
    assert second.endswith(" -m pytest -q\n")
    assert first.count("\n") == second.count("\n") == 1
    assert "\n## " not in text[: text.index(second)]


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_build_checks_run_the_commands_of_the_readme() -> None:
    """The script of the build checks takes its two commands from the README."""
    run = subprocess.run(
        ["bash", ".ci/run", "--commands"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout == "".join(fenced(README, "sh")[:2])


@cache
def screenshots() -> dict[str, Any]:
    """The script that draws the screenshots, as a module's names."""
    return runpy.run_path(str(ROOT / "docs" / "screenshots.py"))


@pytest.mark.skipif(not WRITE, reason="draws only with GOLDEN=write")
def test_screenshots_are_drawn_anew() -> None:
    """With GOLDEN=write the screenshots are drawn before they are compared."""
    screenshots()["write"]()


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("name", screenshots()["SHOTS"])
def test_screenshot_shows_what_the_command_prints(name: str, theme: str, tmp_path: Path) -> None:
    """The text of a screenshot is the command and its output, and the README shows it."""
    script = screenshots()
    path: Path = script["FOLDER"] / f"{name}-{theme}.svg"
    command = f"faq {script['SHOTS'][name]}"
    lines = script["shown"](name, printed(command, tmp_path).splitlines())
    expected = [f"$ {command}", *(line.rstrip() for line in lines if line.strip())]
    assert script["text_of"](path.read_text(encoding="utf-8")) == expected
    assert path.relative_to(ROOT).as_posix() in README.read_text(encoding="utf-8")


def test_newest_version_of_the_changelog_is_the_programs() -> None:
    """The changelog's first version is the one that the program prints."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[(.+?)\] - \d{4}-\d{2}-\d{2}$", changelog, re.MULTILINE)
    assert versions[0] == ketamine_faq.__version__


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.name))
def test_paths_named_in_a_document_exist(document: Path) -> None:
    """Every file and folder of the project that a document names or links to exists."""
    text = document.read_text(encoding="utf-8")
    tops = "|".join(re.escape(path.name) for path in ROOT.iterdir() if path.is_dir())
    named = re.findall(rf"`((?:{tops})/[\w./-]*|[\w-]+\.(?:md|toml))`", text)
    linked = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", text)
    rooms = re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.py|[a-z_]+/)`", text)
    places = (ROOT, ROOT / "ketamine_faq", ROOT / "tests")
    missing = [name for name in named if not (ROOT / name).exists()]
    missing += [name for name in linked if not (document.parent / name).exists()]
    missing += [name for name in rooms if not any((place / name).exists() for place in places)]
    assert missing == []


def test_documents_name_every_room() -> None:
    """CONTRIBUTING names each module of the package, so that no room is without its duty."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    package = ROOT / "ketamine_faq"
    rooms = [
        path.relative_to(package).as_posix()
        for path in sorted(package.rglob("*.py"))
        if path.name != "__init__.py"
    ]
    assert [room for room in rooms if f"`{room}`" not in text] == []
