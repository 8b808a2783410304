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
from functools import cache
from pathlib import Path

import pytest
from conftest import Command, FaqFile, Result, Run, installed, invoke, least

COMMANDS = {
    "home": [],
    "list": ["list"],
    "show": ["show", "safety"],
    "show --all": ["show", "--all"],
    "search": ["search", "feeling", "sick"],
    "about": ["about"],
}
QUIET = {
    "help": ["--help"],
    "help of a command": ["search", "--help"],
    "version": ["--version"],
    "unknown command": ["shwo"],
    "unknown option": ["list", "--what"],
    "unknown format": ["list", "--format", "x"],
    "unknown topic": ["show", "saftey"],
    "nothing found": ["search", "zzzzz"],
    "no file": ["list", "--data", "/nowhere"],
    "check": ["check"],
}
# Environment, whether stdout is a terminal, --color -> whether there is colour.
COLOURS: list[tuple[dict[str, str | None], bool, str | None, bool]] = [
    ({}, True, None, True),
    ({}, False, None, False),
    ({}, True, "auto", True),
    ({}, False, "auto", False),
    ({}, True, "never", False),
    ({}, False, "never", False),
    ({}, True, "always", True),
    ({}, False, "always", True),
    ({"TERM": "dumb"}, True, None, False),
    ({"TERM": "dumb"}, True, "always", True),
    ({"TERM": None}, True, "never", False),
    ({"NO_COLOR": "1"}, True, None, False),
    ({"NO_COLOR": "0"}, True, None, False),
    ({"NO_COLOR": ""}, True, None, True),
    ({"NO_COLOR": "1"}, True, "always", True),
    ({"NO_COLOR": "1"}, False, "always", True),
    ({"FORCE_COLOR": "1"}, False, None, True),
    ({"FORCE_COLOR": "1"}, True, None, True),
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
    ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, None, False),
    ({"NO_COLOR": "1", "CLICOLOR_FORCE": "1"}, True, None, False),
    ({"NO_COLOR": "1", "FORCE_COLOR": "3", "CLICOLOR_FORCE": "1"}, False, None, False),
    ({"NO_COLOR": "", "FORCE_COLOR": "1"}, False, None, True),
]
PLAIN = [(env, terminal) for env, terminal, color, colour in COLOURS if not (color or colour)]


@cache
def usual(kind: str, terminal: bool) -> Result:
    """What a command line comes to where nothing is unusual."""
    return invoke((COMMANDS | QUIET)[kind], terminal)


@pytest.mark.parametrize(("env", "terminal", "color", "colour"), COLOURS)
def test_colour_follows_option_environment_and_stream(
    run: Run, env: dict[str, str | None], terminal: bool, color: str | None, colour: bool
) -> None:
    """--color, then NO_COLOR, then the two that force it, then the terminal decide."""
    for argv in list(COMMANDS.values())[1:]:
        result = run(*argv, *(["--color", color] if color else []), terminal=terminal, env=env)
        assert result.status == 0
        assert ("\x1b" in result.out) == colour, argv
        assert "\x1b" not in result.err


@pytest.mark.parametrize(("env", "terminal"), PLAIN)
@pytest.mark.parametrize("kind", COMMANDS | QUIET)
def test_without_colour_there_is_no_escape(
    run: Run, env: dict[str, str | None], terminal: bool, kind: str
) -> None:
    """With colour off no answer, help, hint or error holds one escape byte."""
    result = run(*(COMMANDS | QUIET)[kind], terminal=terminal, env=env)
    assert result.out + result.err
    assert "\x1b" not in result.out + result.err


@pytest.mark.parametrize("kind", COMMANDS | QUIET)
def test_the_installed_command_keeps_no_color(command: Command, kind: str) -> None:
    """NO_COLOR wins over FORCE_COLOR and CLICOLOR_FORCE where real streams are used, too."""
    env = {"NO_COLOR": "1", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1", "TERM": "xterm-256color"}
    result = command(*(COMMANDS | QUIET)[kind], **env)
    assert result.out + result.err
    assert "\x1b" not in result.out + result.err


@pytest.mark.parametrize("format", ["markdown", "json"])
@pytest.mark.parametrize("kind", [kind for kind in COMMANDS if kind != "home"])
def test_other_formats_have_no_colour(run: Run, kind: str, format: str) -> None:
    """Markdown and JSON hold no escape, whatever is asked for."""
    argv = [*COMMANDS[kind], "--format", format, "--color", "always"]
    result = run(*argv, terminal=True, FORCE_COLOR="1")
    assert "\x1b" not in result.out + result.err
    assert result == run(*COMMANDS[kind], "--format", format)


def test_home_follows_the_environment(run: Run) -> None:
    """The first screen takes no option; the environment and the stream decide."""
    assert "\x1b" in run(terminal=True).out
    assert "\x1b" in run(FORCE_COLOR="1").out
    assert "\x1b" not in run(terminal=True, NO_COLOR="1", FORCE_COLOR="1").out


@pytest.mark.parametrize("kind", COMMANDS)
def test_without_colour_the_terminal_reads_the_same(run: Run, kind: str) -> None:
    """Nothing is said by colour alone: without it the same text stands in the same lines."""
    coloured = run(*COMMANDS[kind], terminal=True).out
    plain = run(*COMMANDS[kind], terminal=True, NO_COLOR="1").out
    unstyled = re.sub(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", coloured)
    assert unstyled.split() == plain.split()
    assert unstyled != coloured


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
def on_terminal(environment: dict[str, str]) -> OnTerminal:
    """Starts the installed command on a new terminal of rows by columns."""

    def start(*argv: str, rows: int = 24, columns: int = 80, **env: str) -> Terminal:
        return Terminal(list(argv), {**environment, **env}, rows, columns)

    return start


def script(path: Path, *lines: str) -> str:
    """An executable shell script, to be a pager."""
    path.write_text("\n".join(("#!/bin/sh", *lines, "")))
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("argv", "rows", "paged"),
    [
        (["show", "--all"], 24, True),
        (["about"], 24, True),
        (["show", "--all"], 2000, False),
        (["list"], 60, False),
        (["list"], 5, True),
        (["search", "feeling", "sick"], 24, False),
        (["show", "--all", "--color", "never"], 24, True),
        (["show", "--all", "--format", "markdown"], 24, False),
        (["show", "--all", "--format", "json"], 24, False),
    ],
)
def test_the_pager_is_for_what_is_taller_than_the_screen(
    on_terminal: OnTerminal, tmp_path: Path, argv: list[str], rows: int, paged: bool
) -> None:
    """An answer goes to $PAGER only when it is drawn for a terminal and taller than that."""
    pager = script(tmp_path / "pager", "echo PAGED", "exec cat")
    status, shown, _ = on_terminal(*argv, rows=rows, PAGER=pager).end()
    assert status == 0
    assert ("PAGED" in shown) == paged
    assert len(shown.splitlines()) > 1


def test_a_pipe_is_never_paged(command: Command, tmp_path: Path) -> None:
    """What is piped goes down the pipe, with asked-for colour too."""
    pager = script(tmp_path / "pager", "echo PAGED", "exec cat")
    result = command("show", "--all", "--color", "always", PAGER=pager, LINES="5")
    assert "PAGED" not in result.out
    assert "\x1b" in result.out


def test_a_dumb_terminal_has_no_pager(on_terminal: OnTerminal, tmp_path: Path) -> None:
    """TERM=dumb gets the answer as it is."""
    pager = script(tmp_path / "pager", "echo PAGED", "exec cat")
    status, shown, _ = on_terminal("about", PAGER=pager, TERM="dumb").end()
    assert (status, "PAGED" in shown, "\x1b" in shown) == (0, False, False)


@pytest.mark.parametrize(
    "pager",
    ["", " ", "/nowhere/pager", "no-such-pager -R", "/", "'unclosed", "\\", "env no-such-pager"],
    ids=repr,
)
def test_without_a_working_pager_the_answer_is_printed(on_terminal: OnTerminal, pager: str) -> None:
    """A $PAGER that is empty, missing or no command is no error, and nothing is lost."""
    status, shown, _ = on_terminal("show", "--all", PAGER=pager).end()
    assert (status, "Traceback" in shown) == (0, False)
    assert shown.count("Is it safe, and what are the side effects?") == 1
    assert "What kinds of ketamine infusion are there?" in shown


@pytest.mark.parametrize("last", ["exit 0", "exit 1", "head -n 2", "kill -9 $$"])
def test_a_pager_that_quits_early_is_no_error(
    on_terminal: OnTerminal, faq_file: FaqFile, tmp_path: Path, last: str
) -> None:
    """Leaving the pager before the end is what readers do."""
    path = faq_file(least(answer="Some words of an answer.\n\n" * 3500))
    pager = script(tmp_path / "pager", "head -n 1", last)
    status, shown, _ = on_terminal("show", "1", "--data", path, PAGER=pager).end()
    assert (status, "Traceback" in shown, "faq:" in shown) == (0, False, False)
    assert "What is it?" in shown


def test_the_pager_has_arguments(on_terminal: OnTerminal, tmp_path: Path) -> None:
    """$PAGER is a command line: a program and its options."""
    pager = script(tmp_path / "pager", 'echo "GIVEN $1,$2"', "exec cat")
    status, shown, _ = on_terminal("about", PAGER=f"{pager} -a 'b c'").end()
    assert (status, "GIVEN -a,b c" in shown) == (0, True)


def test_an_interrupt_leaves_no_pager_behind(on_terminal: OnTerminal, tmp_path: Path) -> None:
    """Ctrl-C belongs to a pager that takes it, as less does: the command waits for its end."""
    lines = ("trap '' INT", "cat >/dev/null", "echo READY", "sleep 0.5", "echo DONE")
    terminal = on_terminal("about", PAGER=script(tmp_path / "pager", *lines))
    terminal.read_until(lambda text: "READY" in text)
    terminal.type(b"\x03")
    status, shown, _ = terminal.end()
    assert (status, "DONE" in shown, "Traceback" in shown) == (0, True, False)


@pytest.mark.parametrize("columns", ["1", "10", "40", "200", "-5", "wide", "9" * 5000])
@pytest.mark.parametrize("kind", COMMANDS | QUIET)
def test_any_width_is_drawn(run: Run, kind: str, columns: str) -> None:
    """COLUMNS of any value: the same status as ever, and never wider than 88 columns."""
    result = run(*(COMMANDS | QUIET)[kind], terminal=True, COLUMNS=columns, NO_COLOR="1")
    assert result.status == usual(kind, True).status
    assert all(len(line) <= 88 for line in result.out.splitlines())


@pytest.mark.parametrize("columns", [20, 33, 40, 60, 80, 88])
@pytest.mark.parametrize("kind", COMMANDS)
def test_lines_fit_the_terminal(run: Run, kind: str, columns: int) -> None:
    """From 20 columns on no line is wider than the terminal."""
    result = run(*COMMANDS[kind], terminal=True, COLUMNS=str(columns), NO_COLOR="1")
    assert max(map(len, result.out.splitlines())) <= columns


def test_the_size_is_that_of_the_terminal(on_terminal: OnTerminal) -> None:
    """Without COLUMNS the terminal itself says how wide it is."""
    shown = on_terminal("list", columns=40, PAGER="", NO_COLOR="1").end().out
    assert 30 < max(map(len, shown.splitlines())) <= 40


# Encodings and locales


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "koi8-r", "utf-16"])
@pytest.mark.parametrize("kind", COMMANDS | QUIET)
def test_any_stream_can_show_the_answer(run: Run, kind: str, encoding: str) -> None:
    """What a stream's encoding lacks is replaced, on stdout and stderr, and never fatal."""
    for terminal in (False, True):
        result = run(*(COMMANDS | QUIET)[kind], encoding=encoding, terminal=terminal)
        assert result.status == usual(kind, terminal).status
        assert bool(result.out) == bool(usual(kind, terminal).out)
        assert bool(result.err) == bool(usual(kind, terminal).err)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "koi8-r", "utf-8"])
@pytest.mark.parametrize("kind", [kind for kind in COMMANDS if kind != "home"])
def test_json_is_the_same_in_any_encoding(run: Run, kind: str, encoding: str) -> None:
    """Where a stream is not UTF-8 JSON escapes, so that nothing is lost."""
    argv = [*COMMANDS[kind], "--format", "json"]
    assert json.loads(run(*argv, encoding=encoding).out) == json.loads(run(*argv).out)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_json_escapes_what_the_stream_lacks(run: Run, faq_file: FaqFile, encoding: str) -> None:
    """Characters beyond the first 65,536 are escaped as a pair."""
    path = faq_file(least(answer="≥ 5 µg, 👍 naïve"))
    shown = run("show", "1", "--data", path, "--format", "json", encoding=encoding).out
    assert "\\u2265 5 \\u00b5g, \\ud83d\\udc4d na\\u00efve" in shown
    assert json.loads(shown)[0]["answer"] == "≥ 5 µg, 👍 naïve"


@pytest.mark.parametrize(
    ("encoding", "shown"), [("ascii", '? or >=: 5 ?g "na?ve"'), ("cp1252", "? or >=: 5 µg")]
)
def test_text_replaces_what_the_stream_lacks(
    run: Run, faq_file: FaqFile, encoding: str, shown: str
) -> None:
    """Text keeps what the stream can hold, and replaces the rest by what is nearest."""
    path = faq_file(least(answer="漢 or ≥: 5 µg “naïve”"))
    assert shown in run("show", "1", "--data", path, encoding=encoding).out


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8", "xx_YY.nonsense", ""])
@pytest.mark.parametrize("kind", ["show", "unknown topic"])
def test_any_locale_is_fine(command: Command, kind: str, locale: str) -> None:
    """LANG and LC_ALL of any value, with Python's own repair switched off."""
    argv = (COMMANDS | QUIET)[kind]
    env = {"LANG": locale, "LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    result = command(*argv, **env)
    assert result.status == usual(kind, False).status
    assert result.out + result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize("home", [None, "", "/nowhere/at/all", "/dev/null"])
@pytest.mark.parametrize("kind", ["show", "search", "unknown topic"])
def test_no_home_is_needed(command: Command, kind: str, home: str | None) -> None:
    """HOME may be unset, empty or missing."""
    result = command(*(COMMANDS | QUIET)[kind], HOME=home)
    expected = usual(kind, False)
    assert (result.status, result.out, result.err) == expected


def test_no_environment_is_needed() -> None:
    """An empty environment is enough."""
    done = subprocess.run(installed("list"), env={}, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"overview\t")


# Pipes and disks

SILENT = ["unknown topic", "nothing found", "unknown command", "no file"]
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
ANSWERS = ["home", "list", "show --all", "search", "about", "help", "version"]


@pytest.mark.parametrize("reader", ["head -n 1", "head -c 1", "true"])
@pytest.mark.parametrize("color", ["never", "always"])
def test_a_closed_pipe_is_quiet(
    command: Command, faq_file: FaqFile, reader: str, color: str
) -> None:
    """A reader who has seen enough, as `| head`, ends the command without a word."""
    path = faq_file(least(answer="Some words of an answer.\n\n" * 3500))
    argv = ["show", "1", "--data", path, "--color", color]
    result = command(*argv, shell=f'{{ "$@"; echo "status $?" >&2; }} | {reader}')
    assert result.err == "status 0\n"


@pytest.mark.parametrize("kind", ["list", "search", "help", "version"])
def test_a_closed_pipe_is_quiet_for_every_command(command: Command, kind: str) -> None:
    """The pipe may be closed before the first byte."""
    shell = '(sleep 0.4; "$@"; echo "status $?" >&2) | true'
    assert command(*(COMMANDS | QUIET)[kind], shell=shell).err == "status 0\n"


@pytest.mark.parametrize("kind", ANSWERS)
def test_a_closed_stdout_is_said(command: Command, kind: str) -> None:
    """Without a stdout the answer cannot be written: message and exit 3."""
    result = command(*(COMMANDS | QUIET)[kind], shell='exec "$@" >&-')
    assert result.status == 3
    assert re.fullmatch("faq: the answer could not be written: .+\n", result.err)


@needs_full
@pytest.mark.parametrize("kind", ANSWERS)
def test_a_full_disk_is_said(command: Command, kind: str) -> None:
    """A disk that takes no more: message and exit 3."""
    result = command(*(COMMANDS | QUIET)[kind], shell='exec "$@" >/dev/full')
    assert result.status == 3
    assert re.fullmatch("faq: the answer could not be written: .*space.*\n", result.err)


@needs_full
@pytest.mark.parametrize("color", ["never", "always"])
def test_a_disk_that_fills_up_is_said(command: Command, faq_file: FaqFile, color: str) -> None:
    """A long answer fails like a short one, whether the buffer or the end of it is written."""
    path = faq_file(least(answer="Some words of an answer.\n\n" * 3500))
    argv = ["show", "1", "--data", path, "--color", color]
    result = command(*argv, shell='exec "$@" >/dev/full')
    assert (result.status, result.err.count("\n")) == (3, 1)
    assert result.err.startswith("faq: the answer could not be written: ")


@pytest.mark.parametrize("where", [">&-", pytest.param(">/dev/full", marks=needs_full)])
@pytest.mark.parametrize("kind", SILENT)
def test_no_answer_needs_no_stdout(command: Command, kind: str, where: str) -> None:
    """What has nothing to print keeps its message and status when stdout is closed or full."""
    usual = command(*QUIET[kind])
    assert usual.out == ""
    assert command(*QUIET[kind], shell=f'exec "$@" {where}') == usual


@pytest.mark.parametrize("where", ["2>&-", pytest.param("2>/dev/full", marks=needs_full)])
@pytest.mark.parametrize("kind", ["show", "help", "version", "check", *SILENT])
def test_no_stderr_changes_nothing(command: Command, kind: str, where: str) -> None:
    """A closed or full stderr takes away the messages, not the answer or the status."""
    argv = (COMMANDS | QUIET)[kind]
    usual = command(*argv)
    assert command(*argv, shell=f'exec "$@" {where}') == (usual.status, usual.out, "")


@pytest.mark.parametrize("where", ["<&-", "</dev/null"])
def test_nothing_is_read_from_stdin(command: Command, where: str) -> None:
    """No command asks for anything."""
    assert command("list", shell=f'exec "$@" {where}') == command("list")


@pytest.mark.parametrize(("kind", "status"), [("list", 3), ("unknown topic", 1), ("no file", 3)])
def test_no_stream_at_all_keeps_the_status(command: Command, kind: str, status: int) -> None:
    """With every stream closed the exit status still tells."""
    result = command(*(COMMANDS | QUIET)[kind], shell='exec "$@" <&- >&- 2>&-')
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
        ("event == 'import' and args[0] == 'msgspec'", ["list"]),
        ("event == 'import' and args[0] == 'rich'", ["list", "--color", "always"]),
        ("event == 'import' and args[0] == 'Stemmer'", ["search", "pain"]),
        ("event == 'import' and args[0] == 'jellyfish'", ["show", "saftey"]),
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
    path = faq_file(least(answer="Some words of an answer.\n\n" * 3500))
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
