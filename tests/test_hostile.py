"""What a FAQ file, a command line or the environment can do: nothing invisible is printed."""

import json
import re
from typing import Any

import pytest
from conftest import Command, FaqFile, Run, least

from ketamine_faq import load

# Controls, bidirectional and invisible characters, and halves of pairs.
CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb"
    r"\ud800-\udfff\U000e0000-\U000e007f]"
)
# What the program itself sends to a terminal: colours, and links of the standard OSC 8.
OWN = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b\x07]*\x1b\\")

ATTACK = "x\x1b[2Jy\x1b]0;owned\x07\x9b31m\u202ez\u2066\x7f\r\b\U000e0041\ufff9q"
MARKUP = "[bold]loud[/bold] [/] [link=https://evil.example]here[/link] [note] :smile:"
# What a Markdown parser decodes after the text was made visible.
ENCODED = (
    "&#27;[2J &#x9b; &#x202e; &rlm; &#8294; <https://a.example/%1b[2J%07%E2%80%AE%c2%9b> "
    "[x](https://a.example/&#27;%1b) ![&rlm;](&rlm;%1b)\n\n[r]\n\n[r]: <&#x202e;%1b> 'T&rlm;'"
    "\n\n```&#x202e;\n&#27;\n```\n\n| a | b |\n|---|---|\n| &rlm; | <https://%1b%E2%80%AE> |"
)
ADDRESS = f"https://evil.example/{ATTACK}"
HOSTILE: dict[str, Any] = {
    **dict.fromkeys(("tagline", "description", "source", "disclaimer", "check_note"), ATTACK),
    **dict.fromkeys(("title", "answer_label", "notes_label"), f"Title {ATTACK}"),
    "checked": "2024-01-02",
    "references": {
        f"r{ATTACK}": {
            **dict.fromkeys(("title", "short", "authors", "journal", "doi", "pmid"), ATTACK),
            "url": ADDRESS,
        }
    },
    "vocabulary": {f"v{ATTACK}": [ATTACK, "word"]},
    "notices": {f"n{ATTACK}": {"title": ATTACK, "text": ATTACK + ENCODED, "phrases": ["help me"]}},
    "not_covered": [{"topic": f"money {ATTACK}", "hint": ATTACK, "keywords": ["money"]}],
    "entries": [
        {
            "question": f"What word {ATTACK} is it?",
            "answer": [{"text": f"Some word {ATTACK} {ENCODED}", "keywords": [ATTACK]}],
            "slug": "first",
            "aliases": ["alias"],
            "summary": ATTACK,
            "keywords": [f"key {ATTACK}"],
            "notes": [{"label": ATTACK, "text": f"Note {ATTACK}", "references": [f"r{ATTACK}"]}],
            "charts": [
                {
                    **dict.fromkeys(("title", "sentence", "unit"), f"Chart {ATTACK}"),
                    "groups": [
                        {
                            **dict.fromkeys(("label", "people", "counted", "when"), ATTACK),
                            "references": [f"r{ATTACK}"],
                            "bars": [{"name": ATTACK, "value": 1}],
                        }
                    ],
                }
            ],
            "notices": [f"n{ATTACK}"],
        },
        {"question": "Second", "answer": f"Else {ATTACK}", "slug": "other"},
    ],
}
PAGES = (
    "", "list", "show first", "show --all", "show unknown", "show help me", "search word",
    "search money", "search help me", "search nothing", "about", "check",
)  # fmt: skip


def controls(text: str) -> list[str]:
    """The control characters that are not the program's own colours and links."""
    return CONTROL.findall(OWN.sub("", text))


@pytest.fixture
def hostile(faq_file: FaqFile) -> str:
    """The path of a FAQ file that attacks in every text it has."""
    return faq_file(HOSTILE)


@pytest.mark.parametrize("format", ["text", "markdown", "json", "tsv"])
@pytest.mark.parametrize("page", PAGES)
def test_a_hostile_file_reaches_no_terminal(run: Run, hostile: str, page: str, format: str) -> None:
    """No page of a FAQ file that attacks the terminal holds an escape that is not our own."""
    options = ["--format", format, "--color", "always"] if page else []
    result = run(*page.split(), *options, FAQ_DATA=hostile)
    assert result.out + result.err
    assert controls(result.out + result.err) == []


@pytest.mark.parametrize("page", PAGES)
def test_without_colour_not_one_escape_is_printed(run: Run, hostile: str, page: str) -> None:
    """With colour off, a terminal gets not one escape of a file that attacks it."""
    result = run(*page.split(), terminal=True, FAQ_DATA=hostile, NO_COLOR="1")
    assert CONTROL.findall(result.out + result.err) == []


def test_each_control_becomes_visible(faq_file: FaqFile) -> None:
    """Each is shown by one mark; tabs and newlines are no controls here."""
    codes = [chr(code) for code in range(0x110000) if CONTROL.match(chr(code))]
    whole = "".join(code for code in codes if not 0xD800 <= ord(code) < 0xE000)
    question = load(faq_file(least(question=f"Q{whole}"))).entries[0].question
    assert len(question) == len(whole) + 1
    assert set(question[1:]) == {"\ufffd"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\tb\nc", "a\tb\nc"),
        ("naïve “≥ µ” 漢字 👍🏽 e\u0301\u00a0\u200b", "naïve “≥ µ” 漢字 👍🏽 e\u0301\u00a0\u200b"),
        ("a\r\nb\rc", "a\nb\ufffdc"),
    ],
)
def test_other_text_is_kept(faq_file: FaqFile, text: str, kept: str) -> None:
    """What can be seen stays as it is; CRLF is a newline, a return alone hides a line."""
    assert load(faq_file(least(answer=text))).entries[0].answer == kept


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_shows_no_control(run: Run, hostile: str, shell: str) -> None:
    """The topics that a shell draws while completing hold no control of the file."""
    result = run(
        FAQ_DATA=hostile,
        _FAQ_COMPLETE=f"complete_{shell}",
        COMP_WORDS="faq show al",
        COMP_CWORD="2",
        _TYPER_COMPLETE_ARGS="faq show al",
        _TYPER_COMPLETE_FISH_ACTION="get-args",
    )
    assert "alias" in result.out
    assert controls(result.out) == []


TYPED = [
    ["search", ATTACK],
    ["search", ATTACK, "--format", "json"],
    ["search", f"nausea {ATTACK}", "--format", "markdown"],
    ["show", ATTACK],
    ["show", f"overview{ATTACK}"],
    ["show", "safety", ATTACK],
    ["list", "--data", f"/nowhere/{ATTACK}"],
    ["check", f"/nowhere/{ATTACK}"],
    ["list", "--format", ATTACK],
    ["search", "pain", "--limit", ATTACK],
    ["list", f"--{ATTACK}"],
    ["list", ATTACK],
    [ATTACK],
    [f"serch{ATTACK}"],
    [f"--{ATTACK}"],
]


@pytest.mark.parametrize("argv", TYPED, ids=ascii)
@pytest.mark.parametrize("terminal", [True, False])
def test_what_was_typed_reaches_no_terminal(run: Run, argv: list[str], terminal: bool) -> None:
    """What was typed is repeated without its controls, on stdout and stderr."""
    result = run(*argv, terminal=terminal, NO_COLOR="1")
    assert result.out + result.err
    assert CONTROL.findall(result.out + result.err) == []


@pytest.mark.parametrize("name", ["FAQ_DATA", "COLUMNS", "LINES", "TERM", "FORCE_COLOR"])
def test_a_hostile_environment_reaches_no_terminal(run: Run, name: str) -> None:
    """A variable that attacks the terminal is not repeated to it."""
    result = run("list", env={name: ATTACK})
    assert result.out + result.err
    assert controls(result.out + result.err) == []


def test_bytes_that_are_no_text_are_shown(command: Command) -> None:
    """An argument that is not UTF-8 is answered like any other unknown topic."""
    result = command("show", b"caf\xe9\xff")
    assert (result.status, result.out) == (1, "")
    assert "no topic “caf\ufffd\ufffd”" in result.err


@pytest.mark.parametrize("where", ["title", "question", "summary", "topic", "note", "answer"])
def test_markup_of_rich_is_plain_text(run: Run, faq_file: FaqFile, where: str) -> None:
    """Square brackets in data are printed as they stand, whatever they mean to Rich."""
    document = least(question="What?", slug="what")
    if where == "title":
        document["title"] = MARKUP
    elif where == "topic":
        document["not_covered"] = [{"topic": MARKUP, "hint": "Ask."}]
    else:
        document["entries"][0] |= (
            {"notes": [{"text": MARKUP}]} if where == "note" else {where: MARKUP}
        )
    page = ["about"] if where in ("title", "topic") else ["show", "1"]
    shown = run(*page, "--data", faq_file(document), "--color", "always", terminal=True).out
    assert " ".join(MARKUP.split()) in " ".join(OWN.sub("", shown).split())


SPLIT = ["a\tb", "a\nb", "a\r\nb", "a\x0bb", "a\x0cb", "a\x85b", "a\u2028b", "a\x1eb"]


@pytest.mark.parametrize("text", SPLIT, ids=ascii)
def test_no_text_breaks_a_record(run: Run, faq_file: FaqFile, text: str) -> None:
    """Whatever a field holds, a record is one line of as many columns as it should have."""
    fields = dict.fromkeys(("question", "summary", "answer"), f"Zebra {text}")
    document = {**least(**fields), "answer_label": text, "title": text, "source": text}
    path = faq_file(document)
    for page, columns in (("list", 2), ("search zebra", 5), ("show 1", 4), ("about", 4)):
        out = run(*page.split(), "--data", path, "--format", "tsv").out
        assert out
        assert {line.count("\t") + 1 for line in out.split("\n")[:-1]} == {columns}, page
        assert len(out.splitlines()) == out.count("\n")


def test_json_holds_every_text_of_an_entry(run: Run, faq_file: FaqFile) -> None:
    """In JSON nothing of an entry is lost, escaped twice or cut."""
    text = "“q” \\ / \u200b 漢字 <b> & ' \" \t x" * 50
    path = faq_file(least(answer=text, summary=text, notes=[{"text": text, "label": text}]))
    (entry,) = json.loads(run("show", "1", "--data", path, "--format", "json").out)
    assert (entry["answer"], entry["summary"]) == (text, text)
    assert entry["notes"] == [{"label": text, "text": text, "references": []}]
