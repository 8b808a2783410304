"""The command line as people and scripts type it: topics, options, help, mistakes, exit status."""

import json
import re
import shlex
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import SEVEN, Command, FaqFile, Result, Run, least

import ketamine_faq

DATA: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parent.parent / "data" / "faq.json").read_text(encoding="utf-8")
)
ENTRIES: dict[str, dict[str, Any]] = {entry["slug"]: entry for entry in DATA["entries"]}
COMMANDS = ("list", "show", "search", "about", "check")
# A command line of each command that prints something with any FAQ file.
EVERY_COMMAND = (["list"], ["show", "1"], ["search", "what"], ["about"])


def shown_slugs(result: Result) -> list[str]:
    """The slugs of the entries that `show --format json` printed."""
    return [record["slug"] for record in json.loads(result.out)]


# Topics


@pytest.mark.parametrize(
    ("topic", "slug"),
    [
        ("safety", "safety"),
        ("2", "safety"),
        ("02", "safety"),
        ("7", "types"),
        ("risks", "safety"),
        ("side-effects", "safety"),
        ("mech", "mechanism"),
        ("chronic", "chronic-pain"),
        ("SAFETY", "safety"),
        ("Sâfétÿ", "safety"),
        ("side effects", "safety"),
        ("  Side   Effects ", "safety"),
        ("side_effects", "safety"),
        ("sideeffects", "safety"),
        ("side–effects", "safety"),
        ("chronicpain", "chronic-pain"),
        ("PTSD", "depression-ptsd"),
        ("depression ptsd", "depression-ptsd"),
        ("ＳＡＦＥＴＹ", "safety"),
    ],
)
def test_a_topic_goes_by_many_names(run: Run, topic: str, slug: str) -> None:
    """A slug, its number, an alias or a unique prefix; case, accents and separators are free."""
    result = run("show", topic, "--format", "json")
    assert result.status == 0
    assert shown_slugs(result) == [slug]


@pytest.mark.parametrize("slug", SEVEN)
def test_every_alias_names_its_topic(run: Run, slug: str) -> None:
    """Each alias of an entry, also with spaces for dashes, shows that entry."""
    for alias in ENTRIES[slug]["aliases"]:
        assert shown_slugs(run("show", alias, "--format", "json")) == [slug]
        assert shown_slugs(run("show", *alias.split("-"), "--format", "json")) == [slug]


@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        (["side", "effects"], ["safety"]),
        (["how", "long"], ["duration"]),
        (["safety", "types"], ["safety", "types"]),
        (["types", "1", "mech"], ["types", "overview", "mechanism"]),
        (["2", "safety", "risks"], ["safety"]),
        (["side effects", "pain"], ["safety", "chronic-pain"]),
    ],
)
def test_several_words_are_one_topic_or_one_each(
    run: Run, words: list[str], slugs: list[str]
) -> None:
    """Words are first tried as one topic, then one by one; none is shown twice."""
    assert shown_slugs(run("show", *words, "--format", "json")) == slugs


def test_all_shows_every_topic_in_order(run: Run) -> None:
    """`--all` gives the seven entries."""
    assert shown_slugs(run("show", "--all", "--format", "json")) == list(SEVEN)


@pytest.mark.parametrize("format", ["text", "markdown", "json"])
@pytest.mark.parametrize(
    "words", [["xyzzy"], ["safety", "xyzzy"], ["xyzzy", "safety"], ["0"], ["8"], ["9" * 99], ["d"]]
)
def test_nothing_is_shown_when_a_topic_is_unknown(run: Run, words: list[str], format: str) -> None:
    """One word that is no topic, and stdout stays empty, or an empty array; the status is 1."""
    result = run("show", *words, "--format", format)
    assert result.status == 1
    assert result.out == ("[]\n" if format == "json" else "")
    assert result.err.startswith("faq: ")


def test_a_misspelt_topic_gets_the_command_to_type(run: Run) -> None:
    """The message repeats the word and names the commands that help."""
    told = run("show", "safty").err
    assert "safty" in told
    assert "faq show safety" in told
    assert "faq search safty" in told
    assert "faq list" in told


@pytest.mark.parametrize("nonsense", ["xyzzy", "qwertyuiop", "zz", "8", "!!!"])
def test_nonsense_gets_no_suggestion(run: Run, nonsense: str) -> None:
    """What is near no topic names none."""
    told = run("show", nonsense).err
    assert not [slug for slug in SEVEN if slug in told]
    assert "faq list" in told


def test_at_most_three_topics_are_suggested(run: Run, faq_file: FaqFile) -> None:
    """However many topics are near, three are named."""
    names = ["pairs", "hairs", "fairs", "lairs", "chairs"]
    entries = [{"question": f"What of {name}?", "answer": "A.", "slug": name} for name in names]
    told = run("show", "mairs", "--data", faq_file({"title": "T", "entries": entries})).err
    assert sum(name in told for name in names) == 3


def test_an_ambiguous_prefix_names_what_it_fits(run: Run) -> None:
    """Every topic that the prefix fits is named, with a command to type."""
    result = run("show", "d")
    assert result.status == 1
    assert "“d”" in result.err
    assert "depression-ptsd" in result.err
    assert "duration" in result.err
    assert re.search(r"faq show [a-z-]+$", result.err)


# Options


@pytest.mark.parametrize(
    "argv",
    [
        ["--limit", "1", "ketamine", "infusion"],
        ["ketamine", "--limit", "1", "infusion"],
        ["ketamine", "infusion", "--limit=1"],
    ],
)
def test_options_stand_anywhere_among_the_words(run: Run, argv: list[str]) -> None:
    """An option may stand before, between and after the arguments of its command."""
    assert json.loads(run("search", *argv, "--format", "json").out)["query"] == "ketamine infusion"
    assert len(run("search", *argv).out.splitlines()) == 1


def test_five_results_are_the_most_unless_more_are_asked_for(run: Run, faq_file: FaqFile) -> None:
    """`--limit` is 5 when it is not given."""
    entries = [{"question": f"What of ink {n}?", "answer": "Ink."} for n in range(9)]
    data = faq_file({"title": "T", "entries": entries})
    assert len(run("search", "ink", "--data", data).out.splitlines()) == 5
    assert len(run("search", "ink", "--data", data, "--limit", "8").out.splitlines()) == 8


@pytest.mark.parametrize(
    ("options", "terminal", "env", "coloured"),
    [
        ([], False, {}, False),
        ([], True, {}, True),
        ([], True, {"TERM": "dumb"}, False),
        ([], True, {"NO_COLOR": "1"}, False),
        ([], True, {"NO_COLOR": ""}, True),
        ([], False, {"FORCE_COLOR": "1"}, True),
        ([], False, {"FORCE_COLOR": "0"}, False),
        ([], False, {"FORCE_COLOR": ""}, False),
        ([], False, {"CLICOLOR_FORCE": "1"}, True),
        ([], False, {"CLICOLOR_FORCE": "0"}, False),
        ([], True, {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        ([], True, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "auto"], True, {}, True),
        (["--color", "always"], False, {"NO_COLOR": "1"}, True),
        (["--color", "always"], True, {"TERM": "dumb"}, True),
        (["--color", "never"], True, {"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}, False),
    ],
)
def test_colour_is_the_option_then_the_environment_then_the_terminal(
    run: Run, options: list[str], terminal: bool, env: dict[str, Any], coloured: bool
) -> None:
    """`--color`, then NO_COLOR, then FORCE_COLOR or CLICOLOR_FORCE, then what stdout is."""
    for argv in EVERY_COMMAND:
        assert ("\x1b" in run(*argv, *options, terminal=terminal, **env).out) is coloured


@pytest.mark.parametrize("format", ["markdown", "json"])
def test_only_text_has_colour(run: Run, format: str) -> None:
    """Markdown and JSON hold no escape, whatever colour is asked for."""
    for argv in EVERY_COMMAND:
        out = run(*argv, "--format", format, "--color", "always", terminal=True).out
        assert "\x1b" not in out


@pytest.mark.parametrize("argv", [["--help"], ["show", "--help"], ["shw"], ["show", "xyzzy"], []])
def test_no_colour_means_no_escape_anywhere(run: Run, argv: list[str]) -> None:
    """Help, first screen and errors keep to NO_COLOR too."""
    result = run(*argv, terminal=True, NO_COLOR="1", FORCE_COLOR="1", CLICOLOR_FORCE="1")
    assert "\x1b" not in result.out + result.err


@pytest.mark.parametrize("argv", EVERY_COMMAND)
def test_another_faq_file_is_read(run: Run, faq_file: FaqFile, argv: list[str]) -> None:
    """`--data` and FAQ_DATA open another FAQ, and --data is the stronger."""
    clinic = faq_file(least())
    by_option = run(*argv, "--data", clinic, FAQ_DATA="missing.json")
    assert by_option.status == 0
    assert by_option == run(*argv, FAQ_DATA=clinic)
    assert by_option.out != run(*argv).out
    assert run(*argv, FAQ_DATA="").out == run(*argv).out


def test_the_first_screen_is_of_the_file_in_faq_data(run: Run, faq_file: FaqFile) -> None:
    """`faq` alone shows the topics of the FAQ that its commands would read."""
    out = run(FAQ_DATA=faq_file(least())).out
    assert "A clinic" in out
    assert "What is it?" in out


@pytest.mark.parametrize("format", ["text", "json"])
@pytest.mark.parametrize("argv", EVERY_COMMAND)
def test_a_missing_file_is_named(run: Run, argv: list[str], format: str) -> None:
    """A FAQ file that is not there ends with status 3, its name and nothing on stdout."""
    result = run(*argv, "--data", "no-such-file.json", "--format", format)
    assert (result.status, result.out) == (3, "")
    assert result.err.startswith("faq: ")
    assert "no-such-file.json" in result.err


# The program


def test_the_first_screen_has_title_topics_and_examples(run: Run) -> None:
    """`faq` alone shows the title, the seven topics and three commands that work."""
    result = run(terminal=True, NO_COLOR="1")
    assert result.status == 0
    assert result.out.startswith(DATA["title"])
    assert all(slug in result.out for slug in SEVEN)
    examples = re.findall(r"^ *faq (.+?)(?:  |$)", result.out, re.MULTILINE)
    assert len(examples) == 3
    assert [run(*shlex.split(example)).status for example in examples] == [0, 0, 0]


def test_the_version_tells_the_date_of_the_content(run: Run) -> None:
    """`--version` prints the program's version and when its content was checked."""
    result = run("--version")
    assert (result.status, result.err) == (0, "")
    assert ketamine_faq.__version__ in result.out
    assert DATA["checked"] in result.out
    assert result.out.count("\n") == 1


@pytest.mark.parametrize(
    ("argv", "status"),
    [
        ([], 0),
        (["list"], 0),
        (["show", "side", "effects", "--format", "json"], 0),
        (["--version"], 0),
        (["--help"], 0),
        (["show", "xyzzy"], 1),
        (["search", "xyzzy", "--format", "json"], 1),
        (["nausea"], 2),
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


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_begins_with_a_sentence_and_ends_with_examples(run: Run, command: str) -> None:
    """Usage, one sentence, the options, then two or three commands that can be typed."""
    result = run(*command.split(), "--help")
    assert (result.status, result.err) == (0, "")
    usage, sentence, *_ = result.out.split("\n\n")
    assert usage.startswith(f"Usage: faq {command}".rstrip())
    assert re.fullmatch(r"[A-Z][^.]+\.", " ".join(sentence.split()))
    assert 2 <= len(help_examples(result.out)) <= 3


def help_examples(text: str) -> list[str]:
    """The command lines under Examples, without the name of the program."""
    examples = text.partition("Examples:\n")[2].splitlines()
    return [line.strip().removeprefix("faq ") for line in examples if line.strip()]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_examples_of_the_help_work(
    run: Run, faq_file: FaqFile, command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Each command that a help shows ends well, given the file that it names."""
    Path(faq_file(DATA)).rename(tmp_path / "clinic.json")
    monkeypatch.chdir(tmp_path)
    for example in help_examples(run(*command.split(), "--help").out):
        assert run(*shlex.split(example)).status == 0, example


def test_the_help_names_every_command_whole(run: Run) -> None:
    """No sentence on a command is cut short."""
    out = run("--help").out
    assert all(re.search(rf"^  {command} +[A-Z].*\w", out, re.MULTILINE) for command in COMMANDS)
    assert "..." not in out.partition("Commands:")[2]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_the_shared_options(run: Run, command: str) -> None:
    """Format, data and colour are options of each command, with the values they take."""
    out = run(command, "--help").out
    for option in ("--format", "--data", "--color", "FAQ_DATA", "markdown", "always"):
        assert option in out


# Wrong usage


@pytest.mark.parametrize(
    ("argv", "hints"),
    [
        (["nausea"], ["“nausea”", "faq search nausea"]),
        (["how", "long", "does", "it", "last"], ["faq search how long does it last"]),
        (["lst"], ["faq list"]),
        (["serch"], ["faq search"]),
        (["list", "--formt", "json"], ["--formt", "--format"]),
        (["search", "pain", "--limt", "2"], ["--limt", "--limit"]),
        (["show", "--al"], ["--all"]),
        (["list", "--format", "xml"], ["xml", "text", "markdown", "json"]),
        (["list", "--color", "red"], ["red", "auto", "always", "never"]),
        (["search", "pain", "--limit", "0"], ["--limit", "0"]),
        (["search", "pain", "--limit", "many"], ["--limit", "many"]),
        (["search"], ["faq search will I throw up"]),
        (["show"], ["faq show safety", "faq show --all"]),
        (["show", "safety", "--all"], ["--all", "not both"]),
        (["list", "safety"], ["safety"]),
        (["list", "--data"], ["--data"]),
        (["--format", "json"], ["faq list --format json"]),
        (["--bogus"], ["--bogus"]),
        (["search", "-word"], ["faq search -- -word"]),
        (["show", "-safety"], ["faq show -- -safety"]),
        (["search", "no", "--pain"], ["faq search -- --pain"]),
    ],
)
def test_wrong_usage_says_what_to_type(run: Run, argv: list[str], hints: list[str]) -> None:
    """Status 2, nothing on stdout, and one paragraph that repeats the word and names the way on."""
    result = run(*argv)
    assert (result.status, result.out) == (2, "")
    assert re.fullmatch(r"faq: [^\n]+\n", result.err)
    assert [hint for hint in hints if hint not in result.err] == []


@pytest.mark.parametrize("words", ["what's this?", "50% & more", "$HOME; ls", "a > b"])
def test_a_hint_can_be_pasted_into_a_shell(run: Run, words: str) -> None:
    """The search that a message names is quoted where a shell would not take it as it stands."""
    for argv in (words.split(), ["show", words]):
        hint = run(*argv).err.partition("faq search ")[2]
        assert " ".join(shlex.split(hint.partition(". For all topics")[0].strip())) == words


def test_a_word_with_a_dash_stands_after_two(run: Run) -> None:
    """`--` makes what follows words, as the message on `-word` says."""
    result = run("search", "--format", "json", "--", "-nausea", "--limit")
    assert result.status == 0
    assert json.loads(result.out)["query"] == "-nausea --limit"


@pytest.mark.parametrize("argv", [["show"], ["search"], ["list", "--color", "red"], ["nausea"]])
def test_wrong_usage_leaves_stdout_empty_in_json_too(run: Run, argv: list[str]) -> None:
    """A script that asked for JSON gets none on status 2."""
    result = run(*argv, *(["--format", "json"] if argv != ["nausea"] else []))
    assert (result.status, result.out) == (2, "")


# The overdue check


@pytest.mark.parametrize("argv", [*EVERY_COMMAND, []], ids=lambda argv: " ".join(argv) or "faq")
def test_an_overdue_check_is_told_on_stderr(run: Run, faq_file: FaqFile, argv: list[str]) -> None:
    """After the day a check was due one line says so, and stdout stays as it was."""
    in_date = run(*argv, FAQ_DATA=faq_file(least() | {"check_due": "9999-12-31"}))
    overdue = run(*argv, FAQ_DATA=faq_file(least() | {"check_due": "2001-02-03"}))
    assert in_date.err == ""
    assert re.fullmatch(r"[^\n]*2001-02-03[^\n]*overdue[^\n]*\n", overdue.err)
    assert overdue.status == in_date.status == 0
    if argv != ["about"]:
        assert overdue.out.replace("Feb 2001", "Dec 9999") == in_date.out


@pytest.mark.parametrize(("day", "late"), [(date(2027, 11, 22), False), (date(2027, 11, 23), True)])
def test_a_check_is_overdue_from_the_day_after(
    run: Run, faq_file: FaqFile, monkeypatch: pytest.MonkeyPatch, day: date, late: bool
) -> None:
    """On the day it is due nothing is said, on the next it is."""

    class Today(date):
        @classmethod
        def today(cls) -> date:  # type: ignore[override]  # a day of the class above will do
            return day

    monkeypatch.setattr("ketamine_faq.cli.date", Today)
    told = run("list", "--data", faq_file(least() | {"check_due": "2027-11-22"})).err
    assert ("overdue" in told) is late


# check


def test_check_finds_no_fault_in_the_shipped_faq(run: Run) -> None:
    """The FAQ that comes with the program is clean, and stdout empty."""
    result = run("check")
    assert (result.status, result.out) == (0, "")
    assert "No faults" in result.err


def test_check_reports_each_fault_with_its_path(run: Run, faq_file: FaqFile) -> None:
    """A fault ends with status 3 and a record of path, problem and mend, on stdout."""
    clinic = faq_file(least(related=["nothing"], notices=["nobody"]))
    for argv in (["check", clinic], ["check", "--data", clinic]):
        result = run(*argv)
        assert result.status == 3
        paths = [line.split("\t")[0] for line in result.out.splitlines()]
        assert sorted(paths) == ["$.entries[0].notices[0]", "$.entries[0].related[0]"]
    faults = json.loads(run("check", clinic, "--format", "json").out)
    assert all(set(fault) == {"path", "problem", "mend"} for fault in faults)
    assert json.loads(run("check", "--format", "json").out) == []
