"""What the tests share: the command in this process, the installed command, and FAQ files."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from unittest.mock import patch

import pytest
from hypothesis import settings

from ketamine_faq.cli import main

# Repeatable for everyone; `pytest --explore` looks further, and runs what is slow.
settings.register_profile(
    "repeatable", max_examples=60, deadline=None, database=None, derandomize=True
)
settings.register_profile("explore", max_examples=400, deadline=None, database=None)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--explore` runs everything; a plain run leaves out what is slow, and `-m slow` the rest."""
    parser.addoption("--explore", action="store_true", help="run slow tests, and look further")


def pytest_configure(config: pytest.Config) -> None:
    """Names the marker of slow tests, and leaves them out unless they are asked for."""
    config.addinivalue_line("markers", "slow: long runs and tables of processes (--explore)")
    if config.getoption("--explore"):
        settings.load_profile("explore")
    elif not config.option.markexpr:
        config.option.markexpr = "not slow"


# The variables that change what is printed; a test sets the ones it means.
UNSET = ("CLICOLOR_FORCE", "FAQ_DATA", "FORCE_COLOR", "LESS", "NO_COLOR", "PAGER", "TERM")
# High enough that no answer is taller than the screen, and so none goes to a pager.
SCREEN = {"COLUMNS": "80", "LINES": "100000"}
# Seconds until a command that hangs is ended.
PATIENCE = 60
SEVEN = (
    "overview",
    "safety",
    "mechanism",
    "chronic-pain",
    "depression-ptsd",
    "duration",
    "types",
)


class Result(NamedTuple):
    """What a command line came to."""

    status: int
    out: str
    err: str


class _Stream(io.TextIOWrapper):
    """A strict stream of some encoding that may say it is a terminal."""

    def __init__(self, encoding: str, terminal: bool, content: bytes = b"") -> None:
        super().__init__(io.BytesIO(content), encoding=encoding, errors="strict", newline="")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def text(self) -> str:
        self.flush()
        raw = self.buffer.getvalue()  # type: ignore[attr-defined]  # it is a BytesIO
        return str(raw.decode(self.encoding))


def invoke(
    argv: Sequence[str],
    terminal: bool = False,
    encoding: str = "utf-8",
    env: Mapping[str, str | None] | None = None,
    stdin: bytes = b"",
    typed: bytes | None = None,
) -> Result:
    """Runs `main(argv)` on streams of its own; an exception out of it fails the test.

    `stdin` is piped into the command; `typed` is typed at a terminal instead.
    """
    out, err = _Stream(encoding, terminal), _Stream(encoding, terminal)
    read = _Stream("utf-8", typed is not None, stdin if typed is None else typed)
    with patch.dict(os.environ), patch.multiple(sys, stdin=read, stdout=out, stderr=err):
        change_environment({**dict.fromkeys(UNSET), "TERM": "xterm", **SCREEN, **(env or {})})
        status = _status(argv)
    return Result(status, out.text(), err.text())


def _status(argv: Sequence[str]) -> int:
    try:
        return main(argv)
    except SystemExit as end:  # so Typer ends a completion
        return int(end.code or 0)


def change_environment(env: Mapping[str, str | None]) -> None:
    """Sets variables; None takes one away."""
    for name, value in env.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


class Run(Protocol):
    """Runs a command line through `main(argv)`; `env` and capital keywords are variables."""

    def __call__(
        self,
        *argv: str,
        terminal: bool = False,
        encoding: str = "utf-8",
        env: Mapping[str, str | None] | None = None,
        stdin: bytes = b"",
        typed: bytes | None = None,
        **variables: str | None,
    ) -> Result: ...


class Command(Protocol):
    """Runs the installed command; `shell` is a shell line in which "$@" stands for it."""

    def __call__(
        self, *argv: str | bytes, shell: str = 'exec "$@"', **env: str | None
    ) -> Result: ...


@pytest.fixture
def run() -> Run:
    """The command in this process."""

    def run(
        *argv: str,
        terminal: bool = False,
        encoding: str = "utf-8",
        env: Mapping[str, str | None] | None = None,
        stdin: bytes = b"",
        typed: bytes | None = None,
        **variables: str | None,
    ) -> Result:
        return invoke(argv, terminal, encoding, {**(env or {}), **variables}, stdin, typed)

    return run


@pytest.fixture
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a user who has set nothing, with a home that is empty."""
    home = tmp_path_factory.mktemp("home")
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(home), "LANG": "C.UTF-8"}


@pytest.fixture
def command(environment: dict[str, str]) -> Command:
    """The installed command in a process of its own and a clean environment."""

    def command(*argv: str | bytes, shell: str = 'exec "$@"', **env: str | None) -> Result:
        changed = {**environment, **env}
        done = subprocess.run(
            ["sh", "-c", shell, "sh", *installed(*argv)],
            env={name: value for name, value in changed.items() if value is not None},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
        return Result(done.returncode, _decoded(done.stdout), _decoded(done.stderr))

    return command


def installed(*argv: str | bytes) -> list[str | bytes]:
    """The installed command line, whatever the directory its script is in."""
    return [sys.executable, "-m", "ketamine_faq", *argv]


# A process starts with the size of the one it comes from, so a small one stands between.
MEASURING = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[3:], timeout=float(sys.argv[2]))
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
open(sys.argv[1], "w").write(f"{usage.ru_utime + usage.ru_stime} {usage.ru_maxrss}")
sys.exit(done.returncode)
"""


class Measured(NamedTuple):
    """What a command came to, with its own seconds and the most memory it held."""

    result: Result
    seconds: float
    mebibytes: float


Measure = Callable[..., Measured]


@pytest.fixture
def measure(environment: dict[str, str], tmp_path: Path) -> Measure:
    """Runs the installed command and measures that process alone."""

    def measure(*argv: str) -> Measured:
        usage = tmp_path / "usage"
        done = subprocess.run(
            [sys.executable, "-ISc", MEASURING, str(usage), str(PATIENCE), *installed(*argv)],
            env=environment,
            capture_output=True,
            check=False,
        )
        result = Result(done.returncode, _decoded(done.stdout), _decoded(done.stderr))
        seconds, most = map(float, usage.read_text().split())
        return Measured(result, seconds, most / (1024**2 if sys.platform == "darwin" else 1024))

    return measure


def _decoded(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


FaqFile = Callable[[Any], str]


@pytest.fixture
def faq_file(tmp_path: Path) -> FaqFile:
    """Writes a FAQ file, from bytes as they are or from a document, and gives its path."""

    def faq_file(content: Any) -> str:
        path = tmp_path / "faq.json"
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        path.write_bytes(raw)
        return str(path)

    return faq_file


def least(**entry: Any) -> dict[str, Any]:
    """The least FAQ document, its one entry changed as the test needs it."""
    return {"title": "A clinic", "entries": [{"question": "What is it?", "answer": "A.", **entry}]}


# A clinic's own FAQ, quick to load: for what holds whatever the FAQ says.
CLINIC: dict[str, Any] = {
    "title": "A clinic",
    "tagline": "Asked every day",
    "description": "Answers of one clinic.",
    "disclaimer": "General information.",
    "checked": "2025-01-02",
    "check_due": "9999-12-31",
    "answer_label": "The clinic says",
    "notes_label": "What the evidence says",
    "references": {
        "label": {"title": "A label", "short": "Label 2024", "url": "https://example.org/label"}
    },
    "notices": {"crisis": {"title": "Call now.", "text": "Call 988.", "phrases": ["want to die"]}},
    "not_covered": [{"topic": "parking", "keywords": ["car park"], "hint": "Ask the desk."}],
    "entries": [
        {
            "question": "Is it safe?",
            "slug": "safety",
            "aliases": ["side-effects", "risks"],
            "summary": "Mostly, with care.",
            "answer": [
                {
                    "text": "Some people feel sick: nausea is common.",
                    "keywords": [
                        *("nausea", "will I have nausea", "how bad is the nausea"),
                        *("nausea and vomiting", "nausea after it", "what stops nausea"),
                        *("feeling sick", "will I feel sick"),
                    ],
                }
            ],
            "notes": [{"label": "Not known", "text": "Long use.", "references": ["label"]}],
            "charts": [
                {
                    "title": "Side effects",
                    "sentence": "Of 100 people 56 felt drowsy.",
                    "groups": [
                        {
                            "label": "A hospital",
                            "people": "203 patients",
                            "counted": "as reported",
                            "references": ["label"],
                            "bars": [{"name": "drowsy", "value": 56.4, "range": [50, 60]}],
                        }
                    ],
                }
            ],
            "related": ["duration"],
        },
        {
            "question": "How long does it last?",
            "slug": "duration",
            "summary": "≈ 2 weeks – often less.",
            "answer": "Relief lasts some “weeks”.",
        },
        {
            "question": "Can it help depression?",
            "slug": "depression-ptsd",
            "aliases": ["bipolar"],
            "answer": "Sadness may ease.",
        },
    ],
}


@pytest.fixture(scope="session")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a FAQ file that holds CLINIC."""
    path = tmp_path_factory.mktemp("clinic") / "clinic.json"
    path.write_text(json.dumps(CLINIC), encoding="utf-8")
    return str(path)


@pytest.fixture
def clinic_run(run: Run, clinic: str) -> Run:
    """The command in this process, with the FAQ of CLINIC."""

    def clinic_run(*argv: str, env: Mapping[str, str | None] | None = None, **how: Any) -> Result:
        return run(*argv, env={"FAQ_DATA": clinic, **(env or {})}, **how)

    return clinic_run
