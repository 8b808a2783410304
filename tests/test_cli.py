"""The command line as people and scripts type it: commands, options, help, mistakes, status."""

import json
import re
import shlex
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import CLINIC, SEVEN, Command, FaqFile, Run, invoke, least
from hypothesis import given
from hypothesis import strategies as st

import ketamine_faq

COMMANDS = ("list", "show", "search", "about", "check", "help")
# A command line for each way to ask, that ends well with CLINIC.
ASKED = {
    "list": ["list"],
    "show": ["show", "safety"],
    "search": ["search", "nausea"],
    "a topic": ["safety"],
    "a question": ["nausea"],
    "about": ["about"],
    "check": ["check"],
}
FORMATS = ("text", "markdown", "json", "tsv")
PROMPT = "What do you want to know? "
NOTICE = "Call now.\nCall 988.\n"


def as_typed(value: object) -> str | None:
    """The id of a case: its command line."""
    return " ".join(value) if isinstance(value, list) else None


# Commands and words


def test_the_first_screen_has_title_topics_and_examples(run: Run) -> None:
    """`faq` alone shows the title, the seven topics and three commands that work."""
    result = run(terminal=True, NO_COLOR="1")
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith("Ketamine infusion therapy")
    assert re.findall(r"^ +\d +(\S+)", result.out, re.MULTILINE) == list(SEVEN)
    examples = re.findall(r"^ *faq (.+?)(?:  |$)", result.out, re.MULTILINE)
    assert len(examples) == 3
    assert [run(*shlex.split(example)).status for example in examples] == [0, 0, 0]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("safety", "show safety"),
        ("SAFETY", "show safety"),
        ("2", "show 2"),
        ("side effects", "show safety"),
        ("how long does it last", "show duration"),
        ("is it safe?", "show safety"),
        ("safety --format json", "show safety --format json"),
        ("nausea", "search nausea"),
        ("will I feel sick", "search will I feel sick"),
        ("nausea --limit 1 --format json", "search nausea --limit 1 --format json"),
        # English words one letter away from a command are no slips.
        ("last", "search last"),
        ("shop", "search shop"),
        ("research nausea", "search research nausea"),
        # Words left over make a sentence of the whole.
        ("list all the side effects", "search list all the side effects"),
        ("about the nausea", "search about the nausea"),
        ("about feeling sick --format json", "search about feeling sick --format json"),
        ("help I feel sick", "search help I feel sick"),
        ("help with nausea", "search help with nausea"),
    ],
)
def test_words_that_are_no_command_are_shown_or_searched(
    clinic_run: Run, typed: str, meant: str
) -> None:
    """A topic is shown, everything else is searched, as a whole sentence."""
    assert clinic_run(*typed.split()) == clinic_run(*meant.split())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("serch nausea", "search"),
        ("saerch nausea", "search"),
        ("serach", "search"),
        ("abuot", "about"),
        ("chekc clinic.json", "check"),
        ("hlep", "help"),
        ("lisst", "list"),
        ("shwo safety", "show"),
        ("SERCH nausea", "search"),
    ],
)
def test_a_slip_of_a_command_gets_the_command(clinic_run: Run, typed: str, meant: str) -> None:
    """What is no English word and one slip from a command ends with 2, and names it."""
    result = clinic_run(*typed.split())
    assert (result.status, result.out) == (2, "")
    assert f"“{typed.split()[0]}”" in result.err
    assert f"Did you mean: faq {meant}?" in result.err
    assert f"faq search {shlex.join([typed])}" in result.err


def test_several_numbers_are_topics_one_by_one(run: Run, faq_file: FaqFile) -> None:
    """On twelve entries `show 1 2` shows the first and the second, not the twelfth."""
    entries = [{"question": f"What of {name}?", "answer": "A."} for name in "abcdefghijkl"]
    data = faq_file({"title": "T", "entries": entries})
    for argv, shown in ((["1", "2"], [1, 2]), (["12"], [12]), (["2", "1", "2"], [2, 1])):
        records = json.loads(run("show", *argv, "--data", data, "--format", "json").out)
        assert [record["number"] for record in records] == shown
    assert run("show", "3", "0", "--data", data).status == 1


# Help and version


@pytest.mark.parametrize("argv", [["-h"], ["--help"], ["help"], ["help", "help"], ["list", "-h"]])
def test_help_has_short_forms(run: Run, argv: list[str]) -> None:
    """Help is asked for as people are used to, and is an answer on stdout."""
    result = run(*argv)
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith("Usage: faq ")


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command(run: Run, name: str) -> None:
    """`help COMMAND`, `COMMAND -h` and `COMMAND --help` say the same."""
    assert run("help", name) == run(name, "-h") == run(name, "--help")
    assert run("help", name).out.startswith(f"Usage: faq {name} ")


def examples_of(text: str) -> list[list[str]]:
    """The command lines under Examples."""
    block = text.partition("Examples:\n")[2].partition("\n\n")[0]
    return [shlex.split(line)[1:] for line in block.splitlines()]


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_short_and_its_examples_work(
    run: Run, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, clinic: str
) -> None:
    """Usage, a sentence, the options, and two or three commands that end well."""
    shutil.copy(clinic, tmp_path / "clinic.json")
    monkeypatch.chdir(tmp_path)
    _, sentence, *_ = (out := run(*name.split(), "--help").out).split("\n\n")
    assert re.fullmatch(r"[A-Z][^.]+\.", " ".join(sentence.split()))
    assert not re.search(r"[a-z]\.\.\.$", out, re.MULTILINE)  # no sentence is cut short
    assert 2 <= len(examples_of(out)) <= 3
    for example in examples_of(out):
        assert run(*example, FAQ_DATA=clinic, stdin=b"nausea").status in (0, 1), example


def test_the_help_names_every_command_and_where_to_read_on(run: Run) -> None:
    """Each command has a line, the hidden one has none, and the last line names `faq about`."""
    lines = run("--help").out.partition("Commands:\n")[2].split("\n\n")
    assert re.findall(r"^  (\S+) +[A-Z].*\.$", lines[0], re.MULTILINE) == list(COMMANDS)
    assert lines[-1].rstrip().endswith("faq about")


@pytest.mark.parametrize("name", COMMANDS[:-1])
def test_every_command_takes_the_shared_options(run: Run, name: str) -> None:
    """Format, data and colour are options of each command, with the values they take."""
    out = run(name, "--help").out
    for shown in ("--format", "--data", "--color", "FAQ_DATA", *FORMATS, "auto", "always", "never"):
        assert shown in out


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_tells_the_date_of_the_content(clinic_run: Run, option: str) -> None:
    """One line: the program's version and when the content of the FAQ in use was checked."""
    result = clinic_run(option)
    assert (result.status, result.err) == (0, "")
    assert re.fullmatch(r"faq \d+\.\d+\.\d+ .*2025-01-02.*\n", result.out)
    assert ketamine_faq.__version__ in result.out


# Options


@pytest.mark.parametrize(
    "argv",
    [
        ["search", "--limit", "1", "feeling", "sick"],
        ["search", "feeling", "--limit", "1", "sick"],
        ["search", "feeling", "sick", "--limit=1"],
        ["feeling", "--limit", "1", "sick"],
    ],
)
def test_options_stand_anywhere_after_the_first_word(clinic_run: Run, argv: list[str]) -> None:
    """An option may stand before, between and after the words of its command."""
    found = json.loads(clinic_run(*argv, "--format", "json").out)
    assert found["query"] == "feeling sick"


def test_a_word_with_a_dash_stands_after_two(clinic_run: Run) -> None:
    """`--` makes what follows words, as the message on `-word` says."""
    for argv in (["search", "--format", "json"], ["nausea", "--format", "json"]):
        result = clinic_run(*argv, "--", "-nausea", "--limit")
        assert json.loads(result.out)["query"].endswith("-nausea --limit")


def test_five_results_are_the_most_unless_more_are_asked_for(run: Run, faq_file: FaqFile) -> None:
    """`--limit` is 5 when it is not given, and on a terminal it is said what it cut."""
    entries = [{"question": f"Red ink {n}?", "answer": "Red ink is red ink."} for n in range(7)]
    entries += [{"question": f"Of paper {n}?", "answer": "Paper."} for n in range(30)]
    argv = ("search", "red", "ink", "--data", faq_file({"title": "T", "entries": entries}))
    assert len(run(*argv).out.splitlines()) == 5
    assert len(run(*argv, "--limit", "8").out.splitlines()) == 7
    told = [run(*argv, "--limit", n, terminal=True).err for n in "567"]
    assert told == ["2 more topics: add --limit 7\n", "1 more topic: add --limit 7\n", ""]


@pytest.mark.parametrize(
    ("argv", "piped"),
    [
        (["list"], "tsv"),
        (["show", "safety"], "markdown"),
        (["show", "--all"], "markdown"),
        (["search", "nausea"], "tsv"),
        (["nausea"], "tsv"),
        (["safety"], "markdown"),
        (["about"], "markdown"),
    ],
    ids=as_typed,
)
def test_the_format_is_text_on_a_terminal_and_fits_a_pipe(
    clinic_run: Run, argv: list[str], piped: str
) -> None:
    """`auto` is `text` on a terminal, else `tsv` or `markdown`; a format is the same on both."""
    assert clinic_run(*argv) == clinic_run(*argv, "--format", piped)
    assert clinic_run(*argv, "--format", "auto") == clinic_run(*argv)
    for view in FORMATS:
        drawn = clinic_run(*argv, "--format", view, terminal=True, NO_COLOR="1")
        assert drawn.out == clinic_run(*argv, "--format", view).out
    assert clinic_run(*argv, terminal=True).out == (
        clinic_run(*argv, "--format", "text", "--color", "always").out
    )


@pytest.mark.parametrize("format", ["JSON", "Json", "TSV", "Text", "MarkDown", "AUTO"])
def test_the_case_of_a_format_does_not_matter(clinic_run: Run, format: str) -> None:
    """The letters of `--format` may be of any case."""
    argv = ("show", "safety", "--format")
    assert clinic_run(*argv, format) == clinic_run(*argv, format.lower())


def test_check_has_every_format(run: Run, faq_file: FaqFile) -> None:
    """The faults of a file stand on stdout in each format, `tsv` in a pipe."""
    broken = faq_file(least(related=["nothing"]))
    results = {view: run("check", broken, "--format", view) for view in FORMATS}
    assert {result.status for result in results.values()} == {3}
    assert all("$.entries[0].related[0]" in result.out for result in results.values())
    assert run("check", broken) == results["tsv"]
    (fault,) = json.loads(results["json"].out)
    assert list(fault.values()) == results["tsv"].out.rstrip("\n").split("\t")


@pytest.mark.parametrize("kind", ASKED)
def test_another_faq_file_is_read(run: Run, clinic: str, kind: str) -> None:
    """`--data` and FAQ_DATA open another FAQ, `--data` is the stronger, and empty is unset."""
    by_option = run(*ASKED[kind], "--data", clinic, FAQ_DATA="missing.json")
    assert by_option.status == 0
    assert by_option == run(*ASKED[kind], FAQ_DATA=clinic)
    missing = run(*ASKED[kind], FAQ_DATA="missing.json", encoding="ascii")
    assert (missing.status, missing.out) == (3, "")
    assert re.fullmatch(r"faq: [^\n]*missing\.json[^\n]*\n", missing.err)


def test_an_empty_faq_data_is_no_file(run: Run) -> None:
    """FAQ_DATA set to nothing is as if it were not set."""
    assert run("list", FAQ_DATA="") == run("list")


@pytest.mark.parametrize("argv", [[], ["--version"]])
def test_faq_data_counts_without_a_command(run: Run, clinic: str, argv: list[str]) -> None:
    """The first screen and the version are of the FAQ that the commands would read."""
    assert run(*argv, FAQ_DATA=clinic).out != run(*argv).out
    assert run(*argv, FAQ_DATA="missing.json").status == 3


@pytest.mark.parametrize(
    "typed", ["serch I want to die", "list --no I want to die", "-I want to die"]
)
def test_the_notices_of_faq_data_are_heard_in_a_mistyped_command(
    clinic_run: Run, typed: str
) -> None:
    """Whatever was typed, the notices of the FAQ in use come before the message."""
    result = clinic_run(*typed.split())
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(f"{NOTICE}\nfaq: ")


# Words from stdin


def test_search_without_words_reads_a_line(clinic_run: Run) -> None:
    """In a pipe the first line of stdin is the query."""
    line = "what’s “nausea” & is it bad?\nfeeling tired\n".encode()
    assert clinic_run("search", stdin=line) == clinic_run("search", "what’s “nausea” & is it bad?")


def test_search_without_words_asks_a_person(clinic_run: Run) -> None:
    """At a terminal it asks on stderr, and stdout stays the answer's."""
    asked, given = clinic_run("search", typed=b"nausea\n"), clinic_run("search", "nausea")
    assert asked == (given.status, given.out, PROMPT + given.err)


@pytest.mark.parametrize("stdin", [b"", b"\n", b"  \t\nnausea\n"])
def test_nothing_read_is_wrong_usage(clinic_run: Run, stdin: bytes) -> None:
    """An empty line is no question: status 2, and an example."""
    for result in (clinic_run("search", stdin=stdin), clinic_run("search", typed=b"\n")):
        assert (result.status, result.out) == (2, "")
        assert "faq search will I throw up" in result.err


def test_the_end_of_input_at_the_prompt_asks_for_words(clinic_run: Run) -> None:
    """Ctrl-D where it asks is as an empty line: it says what to type."""
    result = clinic_run("search", typed=b"")
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(f"{PROMPT}faq: say what to search for")


def test_a_line_of_stdin_is_the_query(clinic_run: Run) -> None:
    """Without the white space around it, as if it had been typed."""
    read = clinic_run("search", "--format", "json", stdin=b" nausea \r\n")
    assert read == clinic_run("search", "nausea", "--format", "json")


@pytest.mark.parametrize("stdin", [b"\xff\xfe\n", b"\x00nausea\n", b"x" * 300_000, b"\xe2\x80\n"])
def test_any_bytes_may_be_read(clinic_run: Run, stdin: bytes) -> None:
    """Bytes that are no text, and lines without end, are a query like any other."""
    result = clinic_run("search", "--format", "json", stdin=stdin)
    assert result.status in (0, 1)
    assert json.loads(result.out)["query"]


# Exit status and streams


@pytest.mark.parametrize(
    ("argv", "status"),
    [
        (["list"], 0),
        (["show", "safety"], 0),
        (["show", "--all"], 0),
        (["search", "nausea"], 0),
        (["search", "xyzzy"], 1),
        (["search", "car", "park"], 1),
        (["search", "want", "to", "die"], 1),
        (["xyzzy"], 1),
        (["show", "xyzzy"], 1),
        (["show", "safety", "xyzzy"], 1),
        (["show", "d"], 1),
        (["show", "car", "park"], 1),
        (["show", "9"], 1),
        (["about"], 0),
        (["check"], 0),
    ],
    ids=as_typed,
)
@pytest.mark.parametrize("terminal", [False, True])
def test_json_is_one_document_whatever_was_found(
    clinic_run: Run, argv: list[str], status: int, terminal: bool
) -> None:
    """With status 0 and 1 stdout holds one JSON document, notices and hints included."""
    result = clinic_run(*argv, "--format", "json", terminal=terminal)
    assert result.status == status
    assert json.loads(result.out) or argv[0] == "check" or (argv[0], status) == ("show", 1)


@pytest.mark.parametrize("format", ["auto", *FORMATS])
@pytest.mark.parametrize(
    ("argv", "status"),
    [
        (["serch", "nausea"], 2),
        (["show"], 2),
        (["search"], 2),
        (["list", "--color", "red"], 2),
        (["search", "I want to die", "--limit", "0"], 2),
        (["list", "--data", "missing.json"], 3),
        (["check", "missing.json"], 3),
        (["search", "I want to die", "--data", "missing.json"], 3),
    ],
    ids=as_typed,
)
def test_a_failure_leaves_stdout_empty(
    clinic_run: Run, argv: list[str], status: int, format: str
) -> None:
    """On status 2 and 3 all that is said, the notices first, stands on stderr."""
    result = clinic_run(*argv, "--format", format)
    assert (result.status, result.out) == (status, "")
    message = result.err.removeprefix(f"{NOTICE}\n")
    assert re.fullmatch(r"faq: [^\n]+\n", message)
    assert (message != result.err) is ("I want to die" in argv)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("words", [["xyzzy"], ["safety", "xyzzy"], ["xyzzy", "safety"], ["0"]])
def test_nothing_is_shown_when_one_topic_is_unknown(
    clinic_run: Run, words: list[str], format: str
) -> None:
    """One word that is no topic, and stdout is empty, or an empty array."""
    result = clinic_run("show", *words, "--format", format)
    assert (result.status, result.out) == (1, "[]\n" if format == "json" else "")
    assert re.fullmatch(r"faq: [^\n]+\n", result.err)


@pytest.mark.parametrize(
    ("argv", "status"),
    [
        pytest.param(["show", "safety"], 0, marks=pytest.mark.slow),
        (["search", "xyzzy", "--format", "json"], 1),
        pytest.param(["serch"], 2, marks=pytest.mark.slow),
        (["list", "--data", "no-such-file.json"], 3),
    ],
)
def test_a_process_ends_as_the_function_does(
    run: Run, command: Command, argv: list[str], status: int
) -> None:
    """`python -m ketamine_faq` prints the same on both streams and exits with the status."""
    done = command(*argv)
    assert done.status == status
    assert done == run(*argv)


# Wrong usage


@pytest.mark.parametrize(
    ("argv", "hints"),
    [
        (["list", "--formt", "json"], ["--formt", "--format", "faq list --help"]),
        (["search", "pain", "--limt", "2"], ["--limt", "--limit"]),
        (["show", "--al"], ["--al", "--all"]),
        (["list", "--format", "xml"], ["xml", *FORMATS, "faq list --help"]),
        (["list", "--color", "red"], ["red", "auto", "always", "never"]),
        (["search", "pain", "--limit", "0"], ["--limit", "faq search --help"]),
        (["search", "pain", "--limit", "many"], ["--limit", "faq search --help"]),
        (["search"], ["faq search will I throw up"]),
        (["show"], ["faq show safety", "--all"]),
        (["show", "safety", "--all"], ["faq show safety", "--all"]),
        (["show", "--data"], ["--data", "faq --help"]),
        (["search", "--limit"], ["--limit", "faq --help"]),
        (["list", "--format"], ["--format", "faq --help"]),
        (["nausea", "--data"], ["--data", "faq --help"]),
        (["--format", "json"], ["--format", "faq --help"]),
        (["--bogus"], ["--bogus"]),
        (["search", "-word"], ["faq search -- -word"]),
        (["show", "-safety"], ["faq search -- -safety"]),
        (["search", "no", "--pain"], ["--pain", "faq search --help"]),
        (["nausea", "-x"], ["-x", "faq search --help"]),
        (["check", "a.json", "b.json"], ["b.json", "faq check --help"]),
        (["check", "a.json", "--data", "b.json"], ["faq check FILE", "--data"]),
        ([""], ["faq search will I throw up"]),
        (["search", "", " "], ["faq search will I throw up"]),
    ],
)
def test_wrong_usage_says_what_to_type(clinic_run: Run, argv: list[str], hints: list[str]) -> None:
    """Status 2, nothing on stdout, and one paragraph that repeats the word and names the way on."""
    result = clinic_run(*argv)
    assert (result.status, result.out) == (2, "")
    assert re.fullmatch(r"faq: [^\n]+\n", result.err)
    assert [hint for hint in hints if hint not in result.err] == []


@pytest.mark.parametrize(
    ("message", "argv"),
    [
        (r"faq: “d” fits more than one topic: .*depression-ptsd.*faq show \S+\n", ["show", "d"]),
        (r"faq: there is no topic “safty”\. .*faq show safety.*faq list\n", ["show", "safty"]),
        (r"faq: [^\n]*parking\. Ask the desk\.[^\n]*\n", ["show", "car", "park"]),
        (r"faq: [^\n]*parking\. Ask the desk\.[^\n]*\n", ["search", "car", "park"]),
        (r"faq: [^\n]*“xyzzy”[^\n]*faq list\n", ["xyzzy"]),
    ],
)
def test_a_miss_says_what_to_type(clinic_run: Run, message: str, argv: list[str]) -> None:
    """What is not found is repeated, with the nearest, the hint or the way to all topics."""
    assert re.fullmatch(message, clinic_run(*argv).err)


# What is printed can be pasted

HOSTILE = [
    "what's this?",
    "x;touch PWNED",
    "$(touch PWNED)",
    "`touch PWNED`",
    "a > PWNED",
    "a\ntouch PWNED",
    "a\ttouch PWNED",
    "&touch PWNED",
    "a|touch PWNED",
    "a\\",
    'a "b',
    "a!!",
    "a[!-~]",
    "{a,b}",
    "~root",
    "#a",
    "50% & more…",
]


def pasted(text: str, folder: Path) -> list[str]:
    """The words that a shell gives to `faq` for a printed command; nothing else may happen."""
    script = f'faq() {{ printf "%s\\n" "$@"; }}\n{text}'
    done = subprocess.run(
        ["sh", "-c", script], cwd=folder, capture_output=True, check=True, encoding="utf-8"
    )
    assert (done.stderr, list(folder.iterdir())) == ("", [])
    return done.stdout.splitlines()


@pytest.mark.parametrize("words", HOSTILE)
def test_the_words_of_a_hint_can_be_pasted(clinic_run: Run, tmp_path: Path, words: str) -> None:
    """A printed search runs as that search in a shell, whatever was typed."""
    for argv in (["show", words], ["serch", words]):
        told = clinic_run(*argv).err
        printed = re.search(r"faq search .+?(?=\. For all topics|\n)", told)
        assert printed is not None
        _, *shown = pasted(printed[0], tmp_path)
        typed = " ".join(argv[argv[0] == "show" :]).split()
        assert " ".join(shown).split() == typed


@pytest.mark.parametrize("word", ["-x;touch PWNED", "-x=$(touch PWNED)", "-`touch PWNED`"])
def test_an_option_in_a_hint_can_be_pasted(clinic_run: Run, tmp_path: Path, word: str) -> None:
    """What a message says to search for an unknown option is quoted."""
    told = clinic_run("search", word).err
    printed = re.search(r"faq search -- .+(?=\. For help)", told)
    assert printed is not None
    assert pasted(printed[0], tmp_path) == ["search", "--", word]


@pytest.mark.parametrize("name", ["x;touch PWNED", "a b.json", "$(touch PWNED)", "'", "-f"])
def test_a_path_in_a_hint_can_be_pasted(run: Run, tmp_path: Path, name: str) -> None:
    """The command that lists the faults of a file names it so that a shell finds it."""
    (tmp_path / "empty").mkdir()
    path = tmp_path / name
    path.write_text("{}")
    told = run("list", "--data", str(path)).err
    _, _, printed = told.rpartition("type: ")
    words = pasted(printed, tmp_path / "empty")
    assert [word for word in words if word != "--"] == ["check", str(path)]


@pytest.mark.parametrize("columns", ["30", "80", "88"])
@pytest.mark.parametrize("words", ["zzzz", "safty"])
def test_a_printed_command_stands_on_one_line(clinic_run: Run, words: str, columns: str) -> None:
    """A command is not broken in two at the edge of a terminal: a shell would run its half."""
    told = clinic_run("show", words, terminal=True, COLUMNS=columns).err
    assert f"faq search {words}" in told
    assert "faq list" in told


# No traceback, and a message that is short

LONG = "x" * 5000


@pytest.mark.parametrize(
    "argv",
    [
        [LONG],
        ["show", LONG],
        ["search", LONG],
        ["search", f"--{LONG}"],
        ["list", "--data", LONG],
        ["list", "--data", "a\nfaq: all is well"],
        ["list", "--data", "/"],
        ["check", "/dev/null"],
        ["list", "--format", LONG],
        ["list", "--color", "\x1b[31m\nred"],
        ["search", "x", "--limit", "9" * 5000],
        ["show", "9" * 5000],
        ["search", "x", "--limit", "-1"],
        ["a\nb\x1b]0;title\x07"],
        ["serch", "a\nb\x1b]0;title\x07"],
        ["show", "\u202eevil\U000e0041"],
        ["search", "\ud800"],
        ["-" * 5000],
        ["show", "--", "--"],
        ["search", "--", "-"],
        ["\N{COMBINING ACUTE ACCENT}" * 500],
    ],
    ids=lambda argv: repr(argv)[:40],
)
def test_a_message_is_short_and_on_one_line(clinic_run: Run, argv: list[str]) -> None:
    """However long or hostile what was typed is, it is repeated short, visibly, on one line."""
    result = clinic_run(*argv)
    assert result.status in (1, 2, 3)
    assert re.fullmatch(r"faq: [^\n]+\n", result.err)
    assert len(result.err) < 600
    assert result.err.rstrip("\n").isprintable() or "\ufffd" in result.err
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e\U000e0041]", result.err)


TYPED = [
    *(*COMMANDS, *FORMATS, "ask", "serch", "nausea", "safety", "d", "1", "0", "I want to die"),
    *("missing", "--format", "--data", "--limit", "--color", "never", "--all", "-h", "--help"),
    *("-V", "--", "-x", "-", "--format=tsv", "--limit=-1", "", " ", "\ud800"),
]


@given(
    st.lists(st.sampled_from(TYPED) | st.text(st.characters(exclude_characters="\0")), max_size=6)
)
def test_whatever_is_typed_ends_with_a_status(clinic: str, argv: list[str]) -> None:
    """Any line of commands, options and text has an answer, or a message and an empty stdout."""
    result = invoke(argv, env={"FAQ_DATA": clinic})
    assert result.status in (0, 1, 2, 3)
    if result.status in (2, 3):
        assert result.out == ""
        assert re.fullmatch(r"faq: [^\n]+\n", result.err.removeprefix(f"{NOTICE}\n"))


def reference(**fields: Any) -> dict[str, Any]:
    return least() | {"references": {"a": {"title": "t", "short": "s"} | fields}}


FAULTY: dict[str, bytes | dict[str, Any]] = {
    "a year without end": b'{"title": "T", "references": {"a": {"title": "t", "short": "s",'
    b' "year": 1e400}}, "entries": [{"question": "Q?", "answer": "A."}]}',
    "two faults": b'{"title": "T", "references": {"r": {"title": "X", "short": "S",'
    b' "year": "2020"}},\n"entries": [{"question": "Q?", "answer": "A.",}]}',
    "a fault and brackets": b'{"title": "T", "references": {"r": {"title": 1}}, "x": '
    + b"[" * 100_000,
    "references that are none": b'{"title": "T", "references": {"r": {"title": 1}},'
    b' "references": 3, "entries": []}',
    "a list of references": b'{"title": "T", "references": [{"title": 1}], "entries": []}',
    "a field like a message": b'{"title": "T", "a (byte z": 1, "entries": []}',
    "a field of two lines": {"title": "T", "x\nfaq: all is well": 1, "entries": []},
    "a long field": {"title": "T", LONG: 1, "entries": []},
    "a wrong year": reference(year="2020"),
    "nothing": b"",
    "no text": b"\xff\xfe{",
    "a shell's name": least(slug="a$(touch /tmp/PWNED)"),
}


@pytest.mark.parametrize("argv", [["list"], ["check"], ["serch"]], ids=as_typed)
@pytest.mark.parametrize("kind", FAULTY)
def test_a_faulty_file_gets_a_message(
    run: Run, faq_file: FaqFile, kind: str, argv: list[str]
) -> None:
    """Whatever a file holds, the command and its check end with a message, and never with 1."""
    result = run(*argv, FAQ_DATA=faq_file(FAULTY[kind]))
    assert result.status == (2 if argv == ["serch"] else 3)
    assert bool(result.out) is (argv == ["check"])
    assert re.fullmatch(r"[^\n]+\n", result.err)
    assert len(result.err) < 600
    assert all(line.count("\t") == 2 and len(line) < 600 for line in result.out.splitlines())


@pytest.mark.parametrize(("content", "argv"), [(None, ["serch"]), (b"{", ["list"])])
def test_a_broken_install_is_said(
    command: Command, tmp_path: Path, content: bytes | None, argv: list[str]
) -> None:
    """Where the file that comes with the program is missing or broken, no traceback is shown."""
    package = Path(ketamine_faq.__file__).parent
    shutil.copytree(package, tmp_path / package.name)
    if content is not None:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "faq.json").write_bytes(content)
    result = command(*argv, shell=f'cd {tmp_path} && exec "$@"')
    assert (result.status, result.out) == (2 if argv == ["serch"] else 3, "")
    assert re.fullmatch(r"faq: [^\n]+\n", result.err)
    if argv != ["serch"]:
        assert str(tmp_path) in result.err


def test_too_little_memory_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where memory ends, a message and status 3 take the place of a traceback."""

    def read_bytes(path: Path) -> bytes:
        raise MemoryError

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    result = run("list")
    assert (result.status, result.out) == (3, "")
    assert result.err == "faq: there is not enough memory.\n"


# The overdue check


@pytest.mark.parametrize("argv", [[], ["list"], ["show", "1"], ["search", "nausea"], ["about"]])
def test_an_overdue_check_is_told_on_stderr(run: Run, faq_file: FaqFile, argv: list[str]) -> None:
    """From the day after a check was due one line says so, and the answer is as ever."""
    today = date.today()
    before, after = (
        run(*argv, FAQ_DATA=faq_file(CLINIC | {"check_due": str(day)}))
        for day in (today + timedelta(days=1), today - timedelta(days=1))
    )
    assert (before.status, before.err) == (0, "")
    assert re.fullmatch(rf"[^\n]*{today - timedelta(days=1)}[^\n]*overdue[^\n]*\n", after.err)
    assert after.out.splitlines()[:-1] == before.out.splitlines()[:-1]
    assert after.status == 0


def test_a_file_without_fault_is_said_to_have_none(clinic_run: Run) -> None:
    """`check` ends with 0, an empty stdout and one line on stderr for a file without fault."""
    result = clinic_run("check")
    assert (result.status, result.out) == (0, "")
    assert re.fullmatch(r"No faults [^\n]+\n", result.err)
