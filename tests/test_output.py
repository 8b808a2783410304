"""What is printed where: colour, width, pager, encodings, closed and full streams, interrupts."""

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Command, FaqFile, Result, Run, installed, least

COMMANDS = {
    "home": [],
    "list": ["list"],
    "show": ["show", "safety"],
    "show --all": ["show", "--all"],
    "search": ["search", "nausea"],
    "about": ["about"],
}
QUIET = {
    "help": ["--help"],
    "help of a command": ["search", "--help"],
    "version": ["--version"],
    "a slip": ["serch"],
    "unknown option": ["list", "--what"],
    "unknown format": ["list", "--format", "x"],
    "unknown topic": ["show", "saftey"],
    "nothing found": ["search", "zzzzz"],
    "no file": ["list", "--data", "/nowhere"],
    "check": ["check"],
}
EVERY = COMMANDS | QUIET
ESCAPE = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\")
LONG = "Some words of an answer.\n\n" * 3500


def few(*fast: str) -> list[Any]:
    """Every kind of command line; those not named are slow, as each takes a process.

    `check` of the FAQ that comes with the program is left out: it searches for every keyword.
    """
    return [kind if kind in fast else slow(kind) for kind in EVERY if kind != "check"]


def slow(*values: object) -> Any:
    """A case of a table that a quick run leaves out."""
    return pytest.param(*values, marks=pytest.mark.slow)


# Colour

# Environment, whether stdout is a terminal, --color -> whether there is colour.
COLOURS: list[tuple[dict[str, str | None], bool, str | None, bool]] = [
    ({}, True, None, True),
    ({}, False, None, False),
    ({}, True, "auto", True),
    ({}, False, "auto", False),
    ({}, True, "never", False),
    ({}, False, "always", True),
    ({"TERM": "dumb"}, True, None, False),
    ({"TERM": "dumb"}, True, "always", True),
    ({"TERM": None}, True, "never", False),
    ({"NO_COLOR": "1"}, True, None, False),
    ({"NO_COLOR": "0"}, True, None, False),
    ({"NO_COLOR": ""}, True, None, True),
    ({"NO_COLOR": "1"}, False, "always", True),
    ({"NO_COLOR": "1"}, True, "ALWAYS", True),
    ({"FORCE_COLOR": "1"}, False, None, True),
    ({"FORCE_COLOR": "0"}, False, None, False),
    ({"FORCE_COLOR": "0"}, True, None, True),
    ({"FORCE_COLOR": ""}, False, None, False),
    ({"FORCE_COLOR": "1"}, True, "never", False),
    ({"FORCE_COLOR": "1", "TERM": "dumb"}, True, None, True),
    ({"CLICOLOR_FORCE": "1"}, False, None, True),
    ({"CLICOLOR_FORCE": "0"}, False, None, False),
    ({"CLICOLOR_FORCE": ""}, False, None, False),
    ({"CLICOLOR_FORCE": "1"}, False, "never", False),
    ({"FORCE_COLOR": "0", "CLICOLOR_FORCE": "1"}, False, None, True),
    ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, None, False),
    ({"NO_COLOR": "1", "CLICOLOR_FORCE": "1"}, False, None, False),
    ({"NO_COLOR": "", "FORCE_COLOR": "1"}, False, None, True),
]


@pytest.mark.parametrize(("env", "terminal", "color", "colour"), COLOURS)
def test_colour_follows_option_environment_and_stream(
    clinic_run: Run, env: dict[str, str | None], terminal: bool, color: str | None, colour: bool
) -> None:
    """--color, then NO_COLOR, then the two that force it, then the terminal decide."""
    argv = ["list", "--format", "text", *(["--color", color] if color else [])]
    result = clinic_run(*argv, terminal=terminal, env=env)
    assert ("\x1b" in result.out) is colour
    assert "\x1b" not in result.err


@pytest.mark.parametrize("kind", COMMANDS)
def test_without_colour_the_terminal_reads_the_same(clinic_run: Run, kind: str) -> None:
    """Nothing is said by colour alone: without it the same text stands in the same lines."""
    coloured = clinic_run(*COMMANDS[kind], terminal=True).out
    plain = clinic_run(*COMMANDS[kind], terminal=True, NO_COLOR="1").out
    assert ESCAPE.sub("", coloured).split() == plain.split()
    assert "\x1b" in coloured


NO_COLOUR: list[dict[str, Any]] = [
    {"terminal": False},
    {"terminal": True, "TERM": "dumb"},
    {"terminal": True, "NO_COLOR": "1", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"},
]


@pytest.mark.parametrize("how", NO_COLOUR)
@pytest.mark.parametrize("kind", EVERY)
def test_without_colour_there_is_no_escape(clinic_run: Run, kind: str, how: dict[str, Any]) -> None:
    """With colour off no answer, help, hint or error holds one escape byte."""
    result = clinic_run(*EVERY[kind], **how)
    assert result.out + result.err
    assert "\x1b" not in result.out + result.err


@pytest.mark.parametrize("kind", few("help", "unknown format"))
def test_the_installed_command_keeps_no_color(command: Command, kind: str) -> None:
    """NO_COLOR wins over FORCE_COLOR and CLICOLOR_FORCE where real streams are used, too."""
    env = {"NO_COLOR": "1", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1", "TERM": "xterm-256color"}
    result = command(*EVERY[kind], **env)
    assert result.out + result.err
    assert "\x1b" not in result.out + result.err


@pytest.mark.parametrize("view", ["markdown", "json", "tsv"])
@pytest.mark.parametrize("kind", [*COMMANDS][1:])
def test_only_text_has_colour(clinic_run: Run, kind: str, view: str) -> None:
    """The other formats hold no escape, whatever is asked for, and are the same everywhere."""
    argv = [*COMMANDS[kind], "--format", view]
    forced = clinic_run(*argv, "--color", "always", terminal=True, FORCE_COLOR="1")
    assert "\x1b" not in forced.out + forced.err
    assert forced.out == clinic_run(*argv).out


# Width


@pytest.mark.parametrize("columns", ["1", "200", "-5", "wide", "9" * 5000])
@pytest.mark.parametrize("kind", COMMANDS)
def test_any_width_is_drawn(clinic_run: Run, kind: str, columns: str) -> None:
    """COLUMNS of any value: an answer as ever, and never wider than 88 columns."""
    result = clinic_run(*COMMANDS[kind], terminal=True, COLUMNS=columns, NO_COLOR="1")
    assert result.status == 0
    assert max(map(len, result.out.splitlines())) <= 88


@pytest.mark.parametrize("columns", [20, 33, 40, 80])
@pytest.mark.parametrize("kind", COMMANDS)
def test_lines_fit_the_terminal(clinic_run: Run, kind: str, columns: int) -> None:
    """From 20 columns on no line is wider than the terminal."""
    result = clinic_run(*COMMANDS[kind], terminal=True, COLUMNS=str(columns), NO_COLOR="1")
    assert max(map(len, result.out.splitlines())) <= columns


@pytest.mark.parametrize("columns", [20, 40])
@pytest.mark.parametrize("kind", ["home", "show --all", "search", "about"])
def test_lines_of_the_shipped_faq_fit_the_terminal(run: Run, kind: str, columns: int) -> None:
    """So do the long pages of the FAQ that comes with the program, charts and links included."""
    result = run(*COMMANDS[kind], terminal=True, COLUMNS=str(columns), NO_COLOR="1")
    assert max(map(len, result.out.splitlines())) <= columns


# Encodings


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16"])
@pytest.mark.parametrize("kind", EVERY)
def test_any_stream_can_show_the_answer(clinic_run: Run, kind: str, encoding: str) -> None:
    """What a stream's encoding lacks is replaced, on stdout and stderr, and never fatal."""
    for terminal in (False, True):
        result = clinic_run(*EVERY[kind], encoding=encoding, terminal=terminal)
        usual = clinic_run(*EVERY[kind], terminal=terminal)
        assert result.status == usual.status
        assert len(result.out.splitlines()) == len(usual.out.splitlines())
        assert bool(result.err) == bool(usual.err)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "koi8-r", "utf-16"])
@pytest.mark.parametrize("kind", [*COMMANDS][1:])
def test_json_is_the_same_in_any_encoding(clinic_run: Run, kind: str, encoding: str) -> None:
    """Where a stream is not UTF-8 JSON escapes, so that nothing is lost."""
    argv = [*COMMANDS[kind], "--format", "json"]
    escaped = clinic_run(*argv, encoding=encoding).out
    assert json.loads(escaped) == json.loads(clinic_run(*argv).out)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_json_escapes_what_the_stream_lacks(run: Run, faq_file: FaqFile, encoding: str) -> None:
    """Characters beyond the first 65,536 are escaped as a pair."""
    path = faq_file(least(answer="≥ 5 µg, 👍 naïve"))
    shown = run("show", "1", "--data", path, "--format", "json", encoding=encoding).out
    assert "\\u2265 5 \\u00b5g, \\ud83d\\udc4d na\\u00efve" in shown


@pytest.mark.parametrize(
    ("encoding", "shown"), [("ascii", '? or >=: 5 ?g "na?ve"'), ("cp1252", "? or >=: 5 µg")]
)
def test_text_replaces_what_the_stream_lacks(
    run: Run, faq_file: FaqFile, encoding: str, shown: str
) -> None:
    """Text keeps what the stream can hold, and replaces the rest by what is nearest."""
    path = faq_file(least(answer="漢 or ≥: 5 µg “naïve”"))
    assert shown in run("show", "1", "--data", path, encoding=encoding).out


def test_a_chart_has_bars_in_ascii(clinic_run: Run) -> None:
    """A stream that has no blocks gets bars of `#`, as long as the others."""
    drawn, plain = (
        clinic_run("show", "safety", "--format", "text", encoding=encoding).out
        for encoding in ("utf-8", "ascii")
    )
    assert plain.count("#") - drawn.count("█") in (0, 1)  # the last may be part of a cell
    assert drawn.count("█") > 5
    assert "56.4 (50 to 60)" in plain


@pytest.mark.parametrize("locale", ["C", slow("POSIX"), slow("xx_YY.nonsense"), slow("")])
@pytest.mark.parametrize("kind", ["show", slow("unknown topic")])
def test_any_locale_is_fine(run: Run, command: Command, kind: str, locale: str) -> None:
    """LANG and LC_ALL of any value, with Python's own repair switched off."""
    env = {"LANG": locale, "LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    assert command(*EVERY[kind], **env) == run(*EVERY[kind], encoding="ascii")


@pytest.mark.parametrize("home", [None, slow(""), slow("/nowhere/at/all"), slow("/dev/null")])
@pytest.mark.parametrize("kind", [slow("show"), "search", slow("unknown topic")])
def test_no_home_is_needed(run: Run, command: Command, kind: str, home: str | None) -> None:
    """HOME may be unset, empty or missing."""
    assert command(*EVERY[kind], HOME=home) == run(*EVERY[kind])


def test_no_environment_is_needed() -> None:
    """An empty environment is enough."""
    done = subprocess.run(installed("list"), env={}, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"overview\t")


# Terminals


class Terminal:
    """The installed command on a terminal of its own."""

    def __init__(
        self, argv: list[str], environment: dict[str, str], rows: int = 24, columns: int = 80
    ) -> None:
        self._ours, theirs = pty.openpty()
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, size)
        self.process = subprocess.Popen(
            installed(*argv),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={"TERM": "xterm", **environment},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(1, termios.TIOCSCTTY, 0),
        )
        os.close(theirs)
        self._seen = b""

    def read_until(self, done: Callable[[str], bool], seconds: float = 20) -> str:
        """What the terminal shows until that is enough, or nobody writes to it any more."""
        end = time.monotonic() + seconds
        while not done(self.text) and time.monotonic() < end:
            if select.select([self._ours], [], [], 0.05)[0] and not self._take():
                break
        return self.text

    def _take(self) -> bool:
        try:
            taken = os.read(self._ours, 65536)
        except OSError:  # nobody has the other side open any more
            return False
        self._seen += taken
        return bool(taken)

    @property
    def text(self) -> str:
        return self._seen.decode("utf-8", "replace").replace("\r\n", "\n")

    def type(self, keys: bytes) -> None:
        os.write(self._ours, keys)

    def end(self) -> Result:
        """Waits for the end of the command; all that it showed is its `out`."""
        self.read_until(lambda _: False)
        status = self.process.wait(timeout=20)
        os.close(self._ours)
        return Result(status, self.text, "")


OnTerminal = Callable[..., Terminal]


@pytest.fixture
def on_terminal(environment: dict[str, str], clinic: str) -> OnTerminal:
    """Starts the installed command on a new terminal of rows by columns, without colour."""

    def start(*argv: str, rows: int = 24, columns: int = 80, **env: str) -> Terminal:
        base = {**environment, "FAQ_DATA": clinic, "NO_COLOR": "1"}
        return Terminal(list(argv), base | env, rows, columns)

    return start


@pytest.mark.parametrize(
    ("argv", "after"),
    [
        ("search nausea, side effects: I want to die", "faq show safety"),
        ("search I want to die", "faq: "),
        slow("I want to die", "faq: "),
        slow("show I want to die", "faq: "),
        ("serch I want to die", "faq: "),
        ("search I want to die. --limit x", "faq: "),
        slow("search I want to die --format markdown", "faq: "),
        ("search I want to die --format tsv", "faq: "),
        slow("search I want to die --data missing", "faq: "),
    ],
)
def test_a_notice_comes_first_on_a_terminal(on_terminal: OnTerminal, argv: str, after: str) -> None:
    """Before results, refusals and errors, with a blank line after it."""
    shown = on_terminal(*argv.split()).end().out
    title, _, rest = shown.partition("Call 988.\n\n")
    assert "Call now." in title
    assert after in rest.partition("\n")[0]


def test_the_size_is_that_of_the_terminal(on_terminal: OnTerminal) -> None:
    """Without COLUMNS the terminal itself says how wide it is."""
    shown = on_terminal("about", columns=40, PAGER="").end().out
    assert 30 < max(map(len, shown.splitlines())) <= 40


@pytest.mark.parametrize(
    ("keys", "status", "last"),
    [(b"nausea\n", 0, "safety"), (b"\x04", 2, "faq: say what"), (b"\x03", 130, "")],
)
def test_a_person_is_asked(on_terminal: OnTerminal, keys: bytes, status: int, last: str) -> None:
    """The prompt takes a line; Ctrl-D says what to type, and Ctrl-C ends it without a word."""
    terminal = on_terminal("search")
    terminal.read_until(lambda text: "know? " in text)
    terminal.type(keys)
    result = terminal.end()
    assert result.status == status
    assert "Traceback" not in result.out
    answer = result.out.partition("know? ")[2]
    assert last in answer
    assert ("faq: " in answer) == (status == 2)


# The pager


def script(path: Path, *lines: str) -> str:
    """An executable shell script, to be a pager."""
    path.write_text("\n".join(("#!/bin/sh", *lines, "")))
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("argv", "rows", "paged"),
    [
        (["show", "--all"], 24, True),
        slow(["about"], 5, True),
        (["list"], 60, False),
        slow(["list"], 5, True),
        slow(["show", "--all"], 2000, False),
        (["search", "nausea"], 24, False),
        slow(["nausea"], 24, False),
        slow(["nausea"], 3, True),
        slow(["safety"], 3, True),
        slow(["show", "--all", "--color", "always"], 24, True),
        slow(["show", "--all", "--format", "text"], 24, True),
        slow(["show", "--all", "--format", "markdown"], 5, False),
        slow(["show", "--all", "--format", "json"], 5, False),
        slow(["--help"], 5, False),
    ],
)
def test_the_pager_is_for_what_is_taller_than_the_screen(
    on_terminal: OnTerminal, tmp_path: Path, argv: list[str], rows: int, paged: bool
) -> None:
    """An answer drawn for a terminal and taller than that goes to $PAGER."""
    pager = script(tmp_path / "pager", "echo PAGED", "exec cat")
    status, shown, _ = on_terminal(*argv, rows=rows, PAGER=pager).end()
    assert status == 0
    assert ("PAGED" in shown) is paged
    assert len(shown.splitlines()) > 1


def test_less_says_how_to_leave_it(on_terminal: OnTerminal, tmp_path: Path) -> None:
    """Without $PAGER it is `less -FRX`, with a prompt that names the key."""
    script(tmp_path / "less", 'printf "GIVEN %s\\n" "$@"', "exec cat")
    path = f"{tmp_path}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    status, shown, _ = on_terminal("show", "--all", rows=10, PATH=path).end()
    assert status == 0
    assert re.search(r"^GIVEN -FRX$", shown, re.MULTILINE)
    assert re.search(r"^GIVEN -Ps?.*\bq\b.*$", shown, re.MULTILINE)
    assert "How long does it last?" in shown


@pytest.mark.slow
@pytest.mark.skipif(not Path("/usr/bin/less").exists(), reason="there is no less here")
def test_the_real_less_shows_the_prompt(on_terminal: OnTerminal) -> None:
    """less takes the prompt, and leaves at q."""
    terminal = on_terminal("show", "--all", rows=10)
    assert "q" in terminal.read_until(lambda text: "leave" in text, 5).splitlines()[-1]
    terminal.type(b"q")
    assert terminal.end().status == 0


def test_a_pipe_is_never_paged(command: Command, clinic: str, tmp_path: Path) -> None:
    """What is piped goes down the pipe, drawn and with colour too."""
    pager = script(tmp_path / "pager", "echo PAGED", "exec cat")
    argv = ["show", "--all", "--format", "text", "--color", "always", "--data", clinic]
    result = command(*argv, PAGER=pager, LINES="5")
    assert "PAGED" not in result.out
    assert "\x1b" in result.out


def test_a_dumb_terminal_has_no_pager(on_terminal: OnTerminal, tmp_path: Path) -> None:
    """TERM=dumb gets the answer as it is."""
    pager = script(tmp_path / "pager", "echo PAGED", "exec cat")
    status, shown, _ = on_terminal("about", rows=5, PAGER=pager, TERM="dumb", NO_COLOR="").end()
    assert (status, "PAGED" in shown, "\x1b" in shown) == (0, False, False)


@pytest.mark.parametrize(
    "pager",
    [
        slow("cat"),
        "false",
        slow("/nowhere/pager"),
        slow(""),
        slow(" "),
        slow("no-such-pager -R"),
        slow("/"),
        "'unclosed",
        slow("\\"),
        slow("env no-such-pager"),
        slow("sh -c 'exit 126'"),
        slow("sh -c 'kill -9 $$'"),
    ],
    ids=repr,
)
def test_without_a_working_pager_the_answer_is_printed(on_terminal: OnTerminal, pager: str) -> None:
    """A $PAGER that is missing or fails at once is no error, and nothing is lost or repeated."""
    status, shown, _ = on_terminal("show", "--all", PAGER=pager).end()
    assert (status, "Traceback" in shown) == (0, False)
    assert shown.count("Is it safe?") == 1
    assert shown.count("Can it help depression?") == 1


@pytest.mark.parametrize("last", ["exit 0", slow("exit 1"), slow("head -n 2"), slow("kill -9 $$")])
def test_a_pager_that_quits_early_is_no_error(
    on_terminal: OnTerminal, faq_file: FaqFile, tmp_path: Path, last: str
) -> None:
    """Leaving the pager before the end is what readers do."""
    path = faq_file(least(answer=LONG))
    pager = script(tmp_path / "pager", "head -n 1", last)
    status, shown, _ = on_terminal("show", "1", "--data", path, PAGER=pager).end()
    assert (status, "Traceback" in shown, "faq:" in shown) == (0, False, False)
    assert "What is it?" in shown


@pytest.mark.slow
def test_the_pager_has_arguments(on_terminal: OnTerminal, tmp_path: Path) -> None:
    """$PAGER is a command line: a program and its options."""
    pager = script(tmp_path / "pager", 'echo "GIVEN $1,$2"', "exec cat")
    status, shown, _ = on_terminal("about", rows=5, PAGER=f"{pager} -a 'b c'").end()
    assert (status, "GIVEN -a,b c" in shown) == (0, True)


def test_an_interrupt_leaves_no_pager_behind(on_terminal: OnTerminal, tmp_path: Path) -> None:
    """Ctrl-C belongs to a pager that takes it, as less does: the command waits for its end."""
    lines = ("trap '' INT", "cat >/dev/null", "echo READY", "sleep 0.3", "echo DONE")
    pager = script(tmp_path / "pager", *lines)
    terminal = on_terminal("about", rows=5, PAGER=pager)
    terminal.read_until(lambda text: "READY" in text)
    terminal.type(b"\x03")
    status, shown, _ = terminal.end()
    assert (status, "DONE" in shown, "Traceback" in shown) == (0, True, False)


# Pipes and disks

needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
ANSWERS = ["list", slow("home"), slow("show --all"), slow("search"), slow("about")]
SILENT = ["unknown topic", slow("nothing found"), slow("a slip"), slow("no file")]
UNWRITTEN = "faq: the answer could not be written: "


@pytest.mark.parametrize(
    ("reader", "color"),
    [("head -n 1", "always"), slow("head -c 1", "never"), slow("true", "never")],
)
def test_a_closed_pipe_is_quiet(
    command: Command, faq_file: FaqFile, reader: str, color: str
) -> None:
    """A reader who has seen enough, as `| head`, ends the command without a word."""
    path = faq_file(least(answer=LONG))
    argv = ["show", "1", "--data", path, "--format", "text", "--color", color]
    result = command(*argv, shell=f'{{ "$@"; echo "status $?" >&2; }} | {reader}')
    assert result.err == "status 0\n"


@pytest.mark.parametrize("kind", ["help", slow("list"), slow("search"), slow("version")])
def test_a_closed_pipe_is_quiet_for_every_command(command: Command, kind: str) -> None:
    """The pipe may be closed before the first byte."""
    shell = '(sleep 0.2; "$@"; echo "status $?" >&2) | true'
    assert command(*EVERY[kind], shell=shell).err == "status 0\n"


@pytest.mark.parametrize(
    ("where", "why"),
    [
        (">&-", "standard output is closed"),
        pytest.param(">/dev/full", "[^\n]*space[^\n]*", marks=needs_full),
    ],
)
@pytest.mark.parametrize("kind", ANSWERS)
def test_an_answer_that_cannot_be_written_is_said(
    command: Command, kind: str, where: str, why: str
) -> None:
    """On a closed stdout or a full disk: a message of one line that says why, and status 3."""
    result = command(*EVERY[kind], shell=f'exec "$@" {where}')
    assert result.status == 3
    assert re.fullmatch(f"{UNWRITTEN}{why}\\.\n", result.err)


@pytest.mark.parametrize(
    ("kind", "where", "status"),
    [
        ("help", ">&-", 0),
        pytest.param("help", ">/dev/full", 3, marks=needs_full),
        pytest.param("version", ">&-", 3, marks=pytest.mark.slow),
        pytest.param("version", ">/dev/full", 3, marks=[needs_full, pytest.mark.slow]),
    ],
)
def test_help_that_cannot_be_written_is_short(
    command: Command, kind: str, where: str, status: int
) -> None:
    """Help is no loss on a closed stdout; all else is told on one line."""
    result = command(*EVERY[kind], shell=f'exec "$@" {where}')
    assert result.status == status
    assert re.fullmatch("faq: [^\n]+\n" if status else "", result.err)


@needs_full
def test_a_disk_that_fills_up_is_said(command: Command, faq_file: FaqFile) -> None:
    """A long answer fails like a short one."""
    path = faq_file(least(answer=LONG))
    result = command("show", "1", "--data", path, shell='exec "$@" >/dev/full')
    assert (result.status, result.err.count("\n")) == (3, 1)
    assert result.err.startswith(UNWRITTEN)


@pytest.mark.parametrize("where", [">&-", pytest.param(">/dev/full", marks=needs_full)])
@pytest.mark.parametrize("kind", SILENT)
def test_no_answer_needs_no_stdout(run: Run, command: Command, kind: str, where: str) -> None:
    """What has nothing to print keeps its message and status when stdout is closed or full."""
    usual = run(*QUIET[kind])
    assert usual.out == ""
    assert command(*QUIET[kind], shell=f'exec "$@" {where}') == usual


@pytest.mark.parametrize("where", ["2>&-", pytest.param("2>/dev/full", marks=needs_full)])
@pytest.mark.parametrize("kind", few("a slip"))
def test_no_stderr_changes_nothing(run: Run, command: Command, kind: str, where: str) -> None:
    """A closed or full stderr takes away the messages, not the answer or the status."""
    usual = run(*EVERY[kind])
    assert command(*EVERY[kind], shell=f'exec "$@" {where}') == (usual.status, usual.out, "")


@pytest.mark.parametrize(
    ("argv", "status"), [slow(["list"], 0), (["search"], 2), slow(["search", "nausea"], 0)]
)
def test_a_closed_stdin_is_nothing_read(
    command: Command, clinic: str, argv: list[str], status: int
) -> None:
    """Only a search without words reads stdin, and a closed one is an empty one."""
    result = command(*argv, "--data", clinic, shell='exec "$@" <&-')
    assert (result.status, bool(result.err)) == (status, status == 2)


@pytest.mark.parametrize(
    ("kind", "status"), [("list", 3), slow("unknown topic", 1), slow("no file", 3)]
)
def test_no_stream_at_all_keeps_the_status(command: Command, kind: str, status: int) -> None:
    """With every stream closed the exit status still tells."""
    result = command(*EVERY[kind], shell='exec "$@" <&- >&- 2>&-')
    assert result == Result(status, "", "")


# Interrupts


def interrupted(environment: dict[str, str], when: str, *argv: str) -> Result:
    """Runs the command with a Ctrl-C at the moment that a Python condition on an event names."""
    program = (
        "import os, signal, sys\n"
        "def hook(event, args):\n"
        f"    if {when}:\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "from ketamine_faq.__main__ import run\n"
        f"sys.argv[1:] = {list(argv)!r}\n"
        "sys.addaudithook(hook)\n"
        "run()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
        text=True,
    )
    return Result(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(
    ("when", "argv"),
    [
        ("event == 'import' and args[0] == 'typer'", ["list"]),
        slow("event == 'import' and args[0] == 'msgspec'", ["list"]),
        slow(
            "event == 'import' and args[0] == 'rich'",
            ["list", "--format", "text"],
        ),
        slow("event == 'import' and args[0] == 'Stemmer'", ["search", "pain"]),
        slow("event == 'import' and args[0] == 'jellyfish'", ["show", "saftey"]),
        ("event == 'open' and str(args[0]).endswith('faq.json')", ["list"]),
    ],
)
def test_an_interrupt_is_quiet(environment: dict[str, str], when: str, argv: list[str]) -> None:
    """Ctrl-C while the program starts or works: not a word, and exit 130."""
    assert interrupted(environment, when, *argv) == Result(130, "", "")


def test_an_interrupt_while_writing_is_quiet(
    environment: dict[str, str], faq_file: FaqFile
) -> None:
    """Ctrl-C while the reader of a pipe takes its time: not a word, and exit 130."""
    path = faq_file(least(answer=LONG))
    process = subprocess.Popen(
        installed("show", "1", "--data", path),
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.read(1)  # it writes now, and more than a pipe can hold
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=20)
    assert (process.returncode, told) == (130, b"")


def test_an_interrupt_inside_main_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`main` itself gives 130 when it is interrupted under another handler of signals."""

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pathlib.Path.open", stop)
    assert run("list") == Result(130, "", "")
