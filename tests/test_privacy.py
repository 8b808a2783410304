"""Nothing that is typed leaves the machine or stays on it: no socket is opened, nothing written."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from conftest import FaqFile, least

# Runs a Python line under a hook that sees all that Python asks of the system, imports included.
# The hook cannot be taken off again, which is why the line has a process of its own.
WATCHED = """
import json, os, sys
seen = []
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGING = {
    "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate",
    "os.chmod", "os.chown", "os.utime", "os.setxattr", "os.system", "os.exec", "os.posix_spawn",
    "os.fork", "os.forkpty", "subprocess.Popen", "pty.spawn", "webbrowser.open",
}
STARTS = ("socket.", "tempfile.", "shutil.", "urllib.", "http.", "smtplib.", "ftplib.", "sqlite3.")
def hook(event, args):
    if event == "open":
        path, mode, flags = args
        writes = flags & WRITING if isinstance(flags, int) else set(mode or "r") & set("wax+")
        if writes:
            seen.append([event, str(path), str(mode), flags])
    elif event in CHANGING or event.startswith(STARTS):
        seen.append([event, str(args)])
sys.addaudithook(hook)
sys.dont_write_bytecode = True  # Python's own cache of imports is not the program's
try:
    {line}
finally:
    print(json.dumps(seen), file=sys.stderr)
"""
COMMAND_LINES: tuple[list[str], ...] = (
    [],
    ["--help"],
    ["list", "--color", "always", "--format", "text"],
    ["show", "--all", "--format", "text", "--color", "always"],
    ["show", "--all", "--format", "json"],
    ["show", "saftey"],
    ["feeling", "sick"],
    ["search", "feling", "sik", "--format", "text"],
    ["search", "kill", "myself", "--format", "markdown"],
    ["search", "what does it cost", "--format", "json"],
    ["search", "zzzzz"],
    ["search"],
    ["about", "--format", "tsv"],
    ["serch", "nausea"],
    ["list", "--nonsense"],
    ["list", "--data", "/nowhere"],
)


def mains(*command_lines: list[str]) -> str:
    """The Python line that runs command lines one after the other."""
    return (
        "from ketamine_faq.cli import main; "
        f"sys.exit(max(main(argv) for argv in {list(command_lines)!r}))"
    )


def watched(line: str, home: Path) -> tuple[int, list[Any]]:
    """The exit status of a Python line, and what it changed or whom it called."""
    done = subprocess.run(
        [sys.executable, "-c", WATCHED.replace("{line}", line)],
        env={"PATH": os.defpath, "HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8"},
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
        text=True,
    )
    seen: list[Any] = json.loads(done.stderr.splitlines()[-1])
    return done.returncode, seen


def test_no_command_opens_a_socket_or_writes(tmp_path: Path) -> None:
    """No command opens a socket, starts a program, or writes, moves or removes a file."""
    status, seen = watched(mains(*COMMAND_LINES), tmp_path)
    assert (status, seen) == (3, [])
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_the_user_is_only_read(tmp_path: Path, faq_file: FaqFile) -> None:
    """A FAQ file is opened for reading, its links are not followed, and it stays as it was."""
    answer = "See [this](https://evil.example/a) and ![that](https://evil.example/b.png)."
    path = Path(faq_file(least(question="Is it safe?", answer=answer)))
    before = path.read_bytes(), path.stat().st_mtime_ns
    options = ["--data", str(path), "--color", "always", "--format", "text"]
    pages = (["list"], ["show", "--all"], ["search", "safe"], ["check"])
    status, seen = watched(mains(*([*page, *options] for page in pages)), tmp_path)
    assert (status < 2, seen) == (True, [])
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list(tmp_path.iterdir()) == [path]


WATCHED_FOR = {
    "import socket; socket.socket()": "socket.__new__",
    "socket.getaddrinfo('127.0.0.1', 1)": "socket.getaddrinfo",
    "open('x', 'w')": "open",
    "os.open('y', os.O_CREAT)": "open",
    "os.mkdir('z')": "os.mkdir",
    "import tempfile; tempfile.mkdtemp()": "tempfile.mkdtemp",
    "import subprocess; subprocess.run(['true'])": "subprocess.Popen",
    "os.system('true')": "os.system",
}


def test_the_watch_sees_what_it_is_for(tmp_path: Path) -> None:
    """The hook reports each thing that the tests above say does not happen."""
    _, seen = watched("; ".join(WATCHED_FOR), tmp_path)
    events = [found[0] for found in seen]
    assert set(WATCHED_FOR.values()) <= set(events)
    assert events.count("open") >= 2
