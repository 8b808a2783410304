"""Nothing from a FAQ file, a command line or the environment reaches a terminal as a control."""

import re
from typing import Any

import pytest
from conftest import Command, FaqFile, Run, least
from msgspec import Struct

from ketamine_faq.sanitize import clean, one_line, visible

BIDIRECTIONAL = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C, 0x200E, 0x200F)
C0 = tuple(code for code in range(0x20) if chr(code) not in "\t\n")
CONTROLS = (*C0, 0x7F, *range(0x80, 0xA0), *BIDIRECTIONAL)
CONTROL = re.compile("[" + "".join(map(re.escape, map(chr, CONTROLS))) + "]")
# What the program itself sends to a terminal: colours, and links of the standard OSC 8.
OWN = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b\x07]*\x1b\\")
TARGET = re.compile(r"\x1b\]8;[^;]*;([^\x1b\x07]+)\x1b\\")

ATTACK = "x\x1b[2Jy\x1b]0;owned\x07\x9b31m\u202ez\u2066\x7f\r\b"
MARKUP = "[bold]loud[/bold] [/] [link=https://evil.example]here[/link] [note] :smile:"
LINKS = (
    "[a](javascript:alert(1)) [b](file:///etc/passwd) [c](data:text/html,x) [d](vbscript:x) "
    "![e](javascript:alert(2)) ![f](file:///etc/shadow) <javascript:alert(3)> "
    "[g](https://good.example/page) <http://plain.example>"
)
# What a Markdown parser decodes after the text was made visible.
ENCODED = (
    "&#27;[2J &#x9b; &#x202e; &rlm; &#8294; <https://a.example/%1b[2J%07%E2%80%AE%c2%9b> "
    "[x](https://a.example/&#27;%1b) ![&rlm;](&rlm;%1b)\n\n[r]\n\n[r]: <&#x202e;%1b> 'T&rlm;'"
    "\n\n```&#x202e;\n&#27;\n```\n\n| a | b |\n|---|---|\n| &rlm; | <https://%1b%E2%80%AE> |"
)
HOSTILE: dict[str, Any] = {
    "title": f"Title {ATTACK}",
    "tagline": ATTACK,
    "description": ATTACK,
    "source": ATTACK,
    "disclaimer": ATTACK,
    "checked": "2024-01-02",
    "check_note": ATTACK,
    "references": {
        f"r{ATTACK}": {
            "title": ATTACK,
            "short": ATTACK,
            "authors": ATTACK,
            "journal": ATTACK,
            "url": f"https://evil.example/{ATTACK}",
        }
    },
    "notices": {f"n{ATTACK}": {"title": ATTACK, "text": ATTACK + ENCODED, "phrases": ["help me"]}},
    "not_covered": [{"topic": f"money {ATTACK}", "hint": ATTACK, "keywords": ["money"]}],
    "entries": [
        {
            "question": f"What word {ATTACK} is it?",
            "answer": f"Some word {ATTACK} {ENCODED}",
            "slug": f"first{ATTACK}",
            "summary": ATTACK,
            "aliases": [f"alias{ATTACK}"],
            "keywords": [f"key {ATTACK}"],
            "notes": [{"text": f"Note {ATTACK}", "references": [f"r{ATTACK}"]}],
            "notices": [f"n{ATTACK}"],
            "related": [f"other{ATTACK}"],
        },
        {"question": "Second", "answer": "Else.", "slug": f"other{ATTACK}"},
    ],
}
PAGES = (
    ["list"],
    ["show", "first"],
    ["show", "--all"],
    ["show", "unknown"],
    ["show", "help", "me"],
    ["search", "word"],
    ["search", "money"],
    ["search", "help", "me"],
    ["about"],
    ["check"],
)


def controls(text: str) -> list[str]:
    """The control characters that are not the program's own colours and links."""
    return CONTROL.findall(OWN.sub("", text))


@pytest.mark.parametrize("code", CONTROLS)
def test_every_control_character_becomes_one_visible_character(code: int) -> None:
    """A control or bidirectional character is shown by one character that is none."""
    shown = visible(f"a{chr(code)}b")
    assert (shown[0], shown[-1], len(shown)) == ("a", "b", 3)
    assert not CONTROL.search(shown)


def test_stand_ins_name_the_control() -> None:
    """The C0 controls and DEL are shown by the picture of each, others by one mark."""
    assert visible("\x00\x1b\x7f\x9b\u202e") == "␀␛␡\ufffd\ufffd"


@pytest.mark.parametrize(
    "text", ["", "a\tb\nc", "naïve “≥ µ” 漢字 👍🏽", "e\u0301", "\u00a0\u200b"]
)
def test_other_text_is_kept(text: str) -> None:
    """Tab, newline and every printable character stay as they are."""
    assert visible(text) == text


def test_line_ends_of_windows_are_newlines() -> None:
    """CRLF is one newline; a carriage return alone, which hides a line, is shown."""
    assert visible("a\r\nb\rc") == "a\nb␍c"


@pytest.mark.parametrize("separator", ["\u2028", "\u2029"])
def test_unicode_line_separators_are_spaces(separator: str) -> None:
    """A separator of lines or paragraphs does not break a record in two."""
    assert visible(f"a{separator}b") == "a b"


@pytest.mark.parametrize("code", [0xD800, 0xDBFF, 0xDC00, 0xDCFF, 0xDFFF])
def test_half_characters_can_be_encoded(code: int) -> None:
    """A lone surrogate is replaced, so that the text can be written in UTF-8."""
    assert visible(f"a{chr(code)}b").encode() == "a\ufffdb".encode()


def test_one_line_folds_white_space() -> None:
    """Tabs, newlines and runs of spaces become one space; controls are shown."""
    assert one_line("  a\t\tb \r\n\n c\x1b ") == "a b c␛"


class Page(Struct, frozen=True):
    """A page of every kind of value."""

    text: str
    texts: tuple[str, ...]
    table: dict[str, str]
    number: int
    nothing: None
    inner: tuple["Page", ...] = ()


def test_clean_reaches_every_text() -> None:
    """Structs, tuples and dicts, keys too, keep their shape and lose their controls."""
    page = Page("\x1b", ("\x1b", "a"), {"\x1b": "\x1b"}, 7, None, (Page("\x1b", (), {}, 1, None),))
    expected = Page("␛", ("␛", "a"), {"␛": "␛"}, 7, None, (Page("␛", (), {}, 1, None),))
    assert clean(page) == expected


@pytest.mark.parametrize("color", ["always", "never"])
@pytest.mark.parametrize("format", ["text", "markdown", "json"])
@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_a_hostile_file_reaches_no_terminal(
    run: Run, faq_file: FaqFile, page: list[str], format: str, color: str
) -> None:
    """No view of a FAQ file that attacks the terminal holds a control that is not ours."""
    path = faq_file(HOSTILE)
    result = run(*page, "--data", path, "--format", format, "--color", color)
    assert result.out + result.err
    assert controls(result.out + result.err) == []


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_a_hostile_file_reaches_no_terminal_without_colour(
    run: Run, faq_file: FaqFile, page: list[str]
) -> None:
    """With colour off, a terminal gets not one escape of a file that attacks it."""
    result = run(*page, "--data", faq_file(HOSTILE), "--color", "never", terminal=True)
    assert CONTROL.findall(result.out + result.err) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_shows_no_control(run: Run, faq_file: FaqFile, shell: str) -> None:
    """The topics that a shell draws while completing hold no control of the file."""
    result = run(
        FAQ_DATA=faq_file(HOSTILE),
        _FAQ_COMPLETE=f"complete_{shell}",
        COMP_WORDS="faq show al",
        COMP_CWORD="2",
        _TYPER_COMPLETE_ARGS="faq show al",
        _TYPER_COMPLETE_FISH_ACTION="get-args",
    )
    assert "alias" in result.out
    assert controls(result.out) == []


@pytest.mark.parametrize(
    "argv",
    [
        ["search", ATTACK],
        ["search", ATTACK, "--format", "json"],
        ["search", ATTACK, "--format", "markdown"],
        ["show", ATTACK],
        ["show", f"overview{ATTACK}"],
        ["show", "safety", ATTACK],
        ["list", "--data", f"/nowhere/{ATTACK}"],
        ["check", f"/nowhere/{ATTACK}"],
        ["list", "--format", ATTACK],
        ["list", "--color", ATTACK],
        ["search", "pain", "--limit", ATTACK],
        ["list", f"--{ATTACK}"],
        ["list", ATTACK],
        [ATTACK],
        [f"--{ATTACK}"],
    ],
    ids=ascii,
)
@pytest.mark.parametrize("terminal", [True, False])
def test_a_hostile_command_line_reaches_no_terminal(
    run: Run, argv: list[str], terminal: bool
) -> None:
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


@pytest.mark.parametrize("where", ["title", "question", "summary", "slug", "hint", "note"])
@pytest.mark.parametrize("color", ["always", "never"])
def test_markup_of_rich_is_plain_text(run: Run, faq_file: FaqFile, where: str, color: str) -> None:
    """Square brackets in data are printed as they stand, whatever they mean to Rich."""
    document = least(question="What?", slug="what")
    commands = {"title": "about", "hint": "about", "question": "list", "slug": "list"}
    if where == "title":
        document["title"] = MARKUP
    elif where == "hint":
        document["not_covered"] = [{"topic": "money", "hint": MARKUP}]
    else:
        notes = {"notes": [{"text": MARKUP}]}
        document["entries"][0].update(notes if where == "note" else {where: MARKUP})
    page = commands.get(where, "show --all").split()
    argv = [*page, "--data", faq_file(document), "--color", color]
    shown = OWN.sub("", run(*argv, terminal=True, COLUMNS="88").out)
    assert " ".join(MARKUP.split()) in " ".join(shown.split())


def test_only_web_addresses_become_links(run: Run, faq_file: FaqFile) -> None:
    """Links to scripts, files and data are shown as text; http(s) ones can be clicked."""
    path = faq_file(least(answer=LINKS))
    shown = run("show", "1", "--data", path, "--color", "always").out
    assert set(TARGET.findall(shown)) == {"https://good.example/page", "http://plain.example"}
    text = " ".join(OWN.sub("", shown).split())
    for address in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"):
        assert address in text


@pytest.mark.parametrize(
    ("field", "address", "target"),
    [
        ("url", "https://good.example/a", "https://good.example/a"),
        ("url", "http://good.example/a", "http://good.example/a"),
        ("url", "javascript:alert(1)", None),
        ("url", "file:///etc/passwd", None),
        ("url", "data:text/html,x", None),
        ("url", " https://good.example", None),
        ("doi", "10.1000/182", "https://doi.org/10.1000/182"),
        ("doi", "javascript:alert(1)", None),
        ("pmid", "123", "https://pubmed.ncbi.nlm.nih.gov/123/"),
        ("pmid", "../evil", None),
    ],
)
@pytest.mark.parametrize("page", ["show", "about"])
def test_references_link_to_the_web_only(
    run: Run, faq_file: FaqFile, page: str, field: str, address: str, target: str | None
) -> None:
    """A reference leads to its http(s) address, DOI or PMID, or nowhere."""
    document = least(notes=[{"text": "N.", "references": ["r"]}])
    document["references"] = {"r": {"title": "T", "short": "S", field: address}}
    argv = [page, "1"] if page == "show" else [page]
    shown = run(*argv, "--data", faq_file(document), "--color", "always").out
    assert set(TARGET.findall(shown)) == ({target} if target else set())


def test_a_link_shows_where_it_leads(run: Run, faq_file: FaqFile) -> None:
    """The address of a link stands beside its text, so that a text cannot lie about it."""
    path = faq_file(least(answer="[https://bank.example](https://evil.example/login)"))
    for color in ("always", "never"):
        shown = OWN.sub("", run("show", "1", "--data", path, "--color", color, terminal=True).out)
        assert "https://evil.example/login" in shown


def test_a_huge_address_is_no_link(run: Run, faq_file: FaqFile) -> None:
    """An address of 90,000 letters is not repeated as a link on each line it takes."""
    path = faq_file(least(answer="https://a.example/" + "a" * 90_000))
    assert len(run("show", "1", "--data", path, "--color", "always").out) < 400_000
