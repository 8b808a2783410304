"""Completion, asked for as each shell asks: through the variables that its script sets."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import CLINIC, SEVEN, FaqFile, Result, Run, least

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
DESCRIBING = SHELLS[1:]
COMMANDS = {"list", "show", "search", "about", "check", "help"}
SHARED = {"--data", "--format", "--color", "--help"}
FORMATS = {"auto", "text", "markdown", "json", "tsv"}
QUESTIONS = {entry["slug"]: entry["question"] for entry in CLINIC["entries"]}
BASH = shutil.which("bash")

Ask = Callable[..., Result]
Complete = Callable[..., dict[str, str]]


def asked(shell: str, line: str) -> dict[str, Any]:
    """The variables in which a shell's script gives the line up to the cursor."""
    words = line.split(" ")
    asked: dict[str, Any] = {"_FAQ_COMPLETE": f"complete_{shell}"}
    if shell == "bash":
        return asked | {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    asked["_TYPER_COMPLETE_ARGS"] = line
    if shell == "fish":
        asked["_TYPER_COMPLETE_FISH_ACTION"] = "get-args"
    if shell in ("powershell", "pwsh"):
        asked["_TYPER_COMPLETE_WORD_TO_COMPLETE"] = words[-1]
    return asked


def answered(shell: str, out: str) -> dict[str, str]:
    """The words that a shell is offered, each with its description."""
    if shell == "zsh":
        return dict(re.findall(r'"([^"]+)"(?::"([^"\n]*)")?', out))
    between = {"bash": "\0", "fish": "\t", "powershell": ":::", "pwsh": ":::"}[shell]
    offers = (line.partition(between) for line in out.splitlines() if line)
    return {word: description for word, _, description in offers}


@pytest.fixture
def ask(clinic_run: Run) -> Ask:
    """What is printed for a line that a shell wants completed."""

    def ask(shell: str, line: str, **env: Any) -> Result:
        result = clinic_run(env=asked(shell, line) | env)
        assert result.err == ""
        return result

    return ask


@pytest.fixture
def complete(ask: Ask) -> Complete:
    """Asks for the completions of a line, as a shell does."""

    def complete(shell: str, line: str, **env: Any) -> dict[str, str]:
        return answered(shell, ask(shell, line, **env).out)

    return complete


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("faq ", COMMANDS),
        ("faq s", {"show", "search"}),
        ("faq --", {"--version", "--help", "--install-completion", "--show-completion"}),
        ("faq about --", SHARED),
        ("faq show --", SHARED | {"--all"}),
        ("faq search nausea --", SHARED | {"--limit"}),
        ("faq list --f", {"--format"}),
        ("faq list --format ", FORMATS),
        ("faq search pain --format m", {"markdown"}),
        ("faq show --color a", {"auto", "always"}),
        ("faq show ", set(QUESTIONS)),
        ("faq show dep", {"depression-ptsd"}),
        ("faq show --format json saf", {"safety"}),
        ("faq show safety dur", {"duration"}),
        ("faq show bip", {"bipolar"}),
        ("faq show xyzzy", set()),
    ],
)
def test_a_shell_is_offered_what_may_stand_here(
    complete: Complete, shell: str, line: str, offers: set[str]
) -> None:
    """Commands, options, values and topics complete; aliases only once they are begun."""
    assert set(complete(shell, line)) == offers


def test_topics_of_the_shipped_faq_come_in_its_order(run: Run) -> None:
    """Without another file the seven topics are offered, as `list` prints them."""
    out = run(**asked("zsh", "faq show ")).out
    assert list(answered("zsh", out)) == list(SEVEN)


@pytest.mark.parametrize("shell", DESCRIBING)
def test_commands_are_described_whole(complete: Complete, shell: str) -> None:
    """Where a shell shows descriptions, each command and option has one."""
    for line in ("faq ", "faq show --"):
        assert all(text.strip() for text in complete(shell, line).values())
    assert all(text.endswith(".") for text in complete(shell, "faq ").values())


@pytest.mark.parametrize("shell", SHELLS)
def test_topics_are_those_of_the_file_in_use(
    complete: Complete, faq_file: FaqFile, shell: str
) -> None:
    """With `--data` or FAQ_DATA the topics of that FAQ are offered."""
    other = faq_file(least(slug="parking", aliases=["where-to-park"]))
    assert set(complete(shell, f"faq show --data {other} ")) == {"parking"}
    assert set(complete(shell, f"faq show --data {other} wh")) == {"where-to-park"}
    assert set(complete(shell, "faq show ", FAQ_DATA=other)) == {"parking"}


@pytest.mark.parametrize("line", ["faq check ", "faq list --data "])
def test_a_file_is_completed_with_files(ask: Ask, line: str) -> None:
    """Where a file is typed the shell offers its own."""
    assert "_files" in ask("zsh", line).out
    assert ask("fish", line, _TYPER_COMPLETE_FISH_ACTION="is-args").status == 1


# A file that someone else wrote

CODE = ["$(touch /tmp/PWNED)", "\\$(touch /tmp/PWNED)", "`id`", "\\`id`", 'b"); id; x=("', "b'; id",
        'b\\" <(id) \\"', "b; id #", "b:c:$(id)", "b[$(id)]", "b\\", "& id", "b|id"]  # fmt: skip


@pytest.mark.parametrize("text", CODE)
def test_no_text_of_a_file_reaches_a_shell(
    complete: Complete, faq_file: FaqFile, text: str
) -> None:
    """zsh evaluates what it is given: of an entry only its names are."""
    other = faq_file(least(slug="parking", question=f"Where {text} to park?"))
    for shell in DESCRIBING:
        offered = complete(shell, "faq show ", FAQ_DATA=other)
        assert {name: text.strip() for name, text in offered.items()} == {"parking": ""}


@pytest.mark.parametrize("text", CODE)
@pytest.mark.parametrize("field", ["slug", "aliases"])
def test_a_name_that_is_code_is_never_offered(
    complete: Complete, faq_file: FaqFile, field: str, text: str
) -> None:
    """What a shell would put on the line holds letters, digits, dashes and underscores only."""
    name = f"a{text}"
    other = faq_file(least(**{field: [name] if field == "aliases" else name}))
    for shell in ("bash", "zsh"):
        assert complete(shell, "faq show a", FAQ_DATA=other) == {}


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    "content",
    [
        None,
        b"{",
        b"\xff",
        b'{"title": "T", "entries": [{}]}',
        b'{"title": "T", "a (byte z": 1, "entries": []}',
        b'{"title": "T", "references": {"r": {"title": 1}},\n"entries": [{,}]}',
        b'{"title": "T", "references": {"a": {"title": "t", "short": "s", "year": 1e400}}}',
        b"[" * 100_000,
    ],
    ids=lambda content: repr(content)[:30],
)
def test_a_broken_file_offers_no_topic(
    complete: Complete, faq_file: FaqFile, shell: str, content: bytes | None
) -> None:
    """In the middle of a line no error is shown: a file that cannot be read has no topics."""
    other = "no-such-file.json" if content is None else faq_file(content)
    assert complete(shell, "faq show ", FAQ_DATA=other) == {}


# What a shell's script asks for, and what it never asks for


@pytest.mark.parametrize(("line", "status"), [("faq show sa", 0), ("faq show xyzzy", 1)])
def test_fish_asks_whether_to_offer_files(ask: Ask, line: str, status: int) -> None:
    """Fish offers file names only where there is no completion."""
    assert ask("fish", line, _TYPER_COMPLETE_FISH_ACTION="is-args").status == status


@pytest.mark.parametrize("shell", SHELLS[:-1])
def test_a_script_for_each_shell(run: Run, shell: str) -> None:
    """`_FAQ_COMPLETE=source_SHELL faq` prints the script, which asks as these tests do."""
    result = run(_FAQ_COMPLETE=f"source_{shell}")
    assert (result.status, result.err) == (0, "")
    assert f"complete_{shell}" in result.out
    assert all(name in result.out for name in asked(shell, "faq "))


@pytest.mark.parametrize(
    "env",
    [
        {"_FAQ_COMPLETE": "complete_bash"},
        {"_FAQ_COMPLETE": "complete_bash", "COMP_WORDS": "faq", "COMP_CWORD": "x"},
        {"_FAQ_COMPLETE": "complete_bash", "COMP_WORDS": "", "COMP_CWORD": ""},
        {"_FAQ_COMPLETE": "nonsense"},
        {"_FAQ_COMPLETE": "complete_tcsh"},
    ],
)
def test_half_a_request_gets_a_message(run: Run, env: dict[str, str]) -> None:
    """Variables that no script sets end with one line, and no traceback."""
    result = run(env=env)
    assert (result.out, result.status in (1, 2)) == ("", True)
    assert re.fullmatch(r"[^\n]+\n", result.err)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_home_that_cannot_be_written_is_said(run: Run, shell: str) -> None:
    """`--install-completion` without a place to write ends with a message and status 3."""
    result = run(
        *("--install-completion", shell),
        env={"HOME": os.devnull, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"},
    )
    assert (result.status, result.out) == (3, "")
    assert re.fullmatch(rf"faq: [^\n]*{os.devnull}[^\n]*\n", result.err)


# A real bash

BASH_SCRIPT = """
eval "$(_FAQ_COMPLETE=source_bash faq)"
complete -p faq
COMP_WORDS=({words})
COMP_CWORD={place}
$(complete -p faq | sed -E 's/.*-F ([^ ]+).*/\\1/') faq
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def in_bash(folder: Path, words: str) -> list[str]:
    """What a real bash fills in when its completion function is called on a line."""
    program = folder / "faq"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ketamine_faq "$@"\n', "utf-8")
    program.chmod(0o755)
    place = len(words.split(" ")) - 1
    script = BASH_SCRIPT.format(words=words, place=place)
    done = subprocess.run(
        [str(BASH), "--norc", "--noprofile", "-c", script],
        env={"PATH": f"{folder}{os.pathsep}/usr/bin:/bin", "LANG": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.skipif(
    BASH is None or sys.platform == "win32", reason="there is no bash of a Unix system here"
)
@pytest.mark.parametrize(
    ("words", "offers"),
    [
        ("faq show side", ["side-effects"]),
        pytest.param("faq sea", ["search"], marks=pytest.mark.slow),
        pytest.param("faq show ", list(SEVEN), marks=pytest.mark.slow),
        pytest.param("faq list --format j", ["json"], marks=pytest.mark.slow),
    ],
)
def test_a_real_bash_completes(tmp_path: Path, words: str, offers: list[str]) -> None:
    """The script registers a function in bash, and that function fills in the offers."""
    registered, *filled_in = in_bash(tmp_path, words)
    assert registered.startswith("complete ")
    assert registered.endswith(" faq")
    assert filled_in == offers
