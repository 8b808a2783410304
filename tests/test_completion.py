"""Completion, asked for as each shell asks: through the variables that its script sets."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import SEVEN, FaqFile, Run, least

import ketamine_faq

SHELLS = ("bash", "zsh", "fish", "powershell")
DESCRIBING = SHELLS[1:]
QUESTIONS = {entry.slug: entry.question for entry in ketamine_faq.load().entries}
COMMANDS = {"list", "show", "search", "about", "check"}
SHARED = {"--data", "--format", "--color", "--help"}
BASH = shutil.which("bash")

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
    if shell == "powershell":
        asked["_TYPER_COMPLETE_WORD_TO_COMPLETE"] = words[-1]
    return asked


def answered(shell: str, out: str) -> dict[str, str]:
    """The words that a shell is offered, each with its description."""
    if shell == "zsh":
        return dict(re.findall(r'"([^"]+)"(?::"([^"\n]*)")?', out))
    between = {"bash": "\0", "fish": "\t", "powershell": ":::"}[shell]
    offers = (line.partition(between) for line in out.splitlines() if line)
    return {word: description for word, _, description in offers}


@pytest.fixture
def complete(run: Run) -> Complete:
    """Asks for the completions of a line, as a shell does."""

    def complete(shell: str, line: str, **env: Any) -> dict[str, str]:
        result = run(**asked(shell, line), **env)
        assert result.err == ""
        return answered(shell, result.out)

    return complete


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("faq ", COMMANDS),
        ("faq s", {"show", "search"}),
        ("faq about --", SHARED),
        ("faq show --", SHARED | {"--all"}),
        ("faq search nausea --", SHARED | {"--limit"}),
        ("faq list --f", {"--format"}),
        ("faq list --format ", {"text", "markdown", "json"}),
        ("faq search pain --format m", {"markdown"}),
        ("faq show --color a", {"auto", "always"}),
        ("faq show ", set(SEVEN)),
        ("faq show chronic", {"chronic-pain"}),
        ("faq show --format json mech", {"mechanism"}),
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


@pytest.mark.parametrize("shell", SHELLS)
def test_the_program_has_few_options(complete: Complete, shell: str) -> None:
    """Before a command the program's own options are offered."""
    assert set(complete(shell, "faq --")) == {
        "--version", "--help", "--install-completion", "--show-completion",
    }  # fmt: skip


@pytest.mark.parametrize("shell", SHELLS)
def test_topics_come_in_the_order_of_the_faq(complete: Complete, shell: str) -> None:
    """Topics are offered in their order, as `list` prints them."""
    assert list(complete(shell, "faq show ")) == list(SEVEN)


@pytest.mark.parametrize("shell", DESCRIBING)
def test_a_topic_is_described_by_its_question(complete: Complete, shell: str) -> None:
    """Where a shell shows descriptions, a topic has its question, an alias its topic's."""
    assert complete(shell, "faq show ") == QUESTIONS
    assert complete(shell, "faq show bip") == {"bipolar": QUESTIONS["depression-ptsd"]}


@pytest.mark.parametrize("shell", DESCRIBING)
def test_commands_are_described(complete: Complete, shell: str) -> None:
    """Where a shell shows descriptions, each command and option has one."""
    for line in ("faq ", "faq show --"):
        assert all(text.strip() for text in complete(shell, line).values())


@pytest.mark.parametrize("shell", SHELLS)
def test_topics_are_those_of_the_file_in_use(
    complete: Complete, faq_file: FaqFile, shell: str
) -> None:
    """With `--data` or FAQ_DATA the topics of that FAQ are offered."""
    clinic = faq_file(least(slug="parking", aliases=["where-to-park"]))
    assert set(complete(shell, f"faq show --data {clinic} ")) == {"parking"}
    assert set(complete(shell, f"faq show --data {clinic} wh")) == {"where-to-park"}
    assert set(complete(shell, "faq show ", FAQ_DATA=clinic)) == {"parking"}


@pytest.mark.parametrize("shell", DESCRIBING)
@pytest.mark.parametrize(
    "question",
    ["Where\nto park?", "Where to [/bold] park?", "Where [to] park?", "Where\x1b[1m to?"],
)
def test_a_description_may_hold_anything(
    complete: Complete, faq_file: FaqFile, shell: str, question: str
) -> None:
    """A question with line ends, escapes or Rich's markup is described on one line, whole."""
    clinic = faq_file(least(slug="parking", question=question))
    offers = complete(shell, "faq show ", FAQ_DATA=clinic)
    assert list(offers) == ["parking"]
    assert re.findall("[a-z]{2,}", question.lower()) == re.findall(
        "[a-z]{2,}", offers["parking"].lower()
    )
    assert offers["parking"].isprintable()


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("content", [b"{", b"\xff", b'{"title": "T", "entries": [{}]}', None])
def test_a_broken_file_offers_no_topic(
    complete: Complete, faq_file: FaqFile, shell: str, content: bytes | None
) -> None:
    """In the middle of a line no error is shown: a file that cannot be read has no topics."""
    clinic = "no-such-file.json" if content is None else faq_file(content)
    assert complete(shell, "faq show ", FAQ_DATA=clinic) == {}


@pytest.mark.parametrize(("line", "status"), [("faq show sa", 0), ("faq show xyzzy", 1)])
def test_fish_asks_whether_to_offer_files(run: Run, line: str, status: int) -> None:
    """Fish offers file names only where there is no completion."""
    env = asked("fish", line) | {"_TYPER_COMPLETE_FISH_ACTION": "is-args"}
    assert run(**env).status == status


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_for_each_shell(run: Run, shell: str) -> None:
    """`_FAQ_COMPLETE=source_SHELL faq` prints the script, which asks as these tests do."""
    result = run(_FAQ_COMPLETE=f"source_{shell}")
    assert (result.status, result.err) == (0, "")
    assert f"complete_{shell}" in result.out
    assert all(name in result.out for name in asked(shell, "faq "))


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
        env={"PATH": f"{folder}:/usr/bin:/bin", "LANG": "C.UTF-8"},
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
        ("faq sea", ["search"]),
        ("faq show ", list(SEVEN)),
        ("faq show side", ["side-effects"]),
        ("faq list --format j", ["json"]),
    ],
)
def test_a_real_bash_completes(tmp_path: Path, words: str, offers: list[str]) -> None:
    """The script registers a function in bash, and that function fills in the offers."""
    registered, *filled_in = in_bash(tmp_path, words)
    assert registered.startswith("complete ")
    assert registered.endswith(" faq")
    assert filled_in == offers
