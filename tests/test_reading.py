"""Files that are no FAQ: each gets a clear message with the place, quickly and in little memory."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Command, FaqFile, Measure, Measured, Result, Run, least

from ketamine_faq import FaqError, load

SECONDS = 2
MEBIBYTES = 300


def utf8(document: Any) -> bytes:
    return json.dumps(document).encode()


def entry(**fields: Any) -> bytes:
    return utf8(least(**fields))


def changed(**fields: Any) -> bytes:
    return utf8({**least(), **fields})


WORD = "w" * 200_000
BAD_FILES = {
    "empty": (b"", "line 1", "ends too early"),
    "white space only": (b" \n\n", "line 3", "ends too early"),
    "truncated in a text": (b'{"title": "A', "line 1", "ends too early"),
    "truncated between lines": (b'{\n"title": "A",\n', "line 3", "ends too early"),
    "not JSON": (b"# Questions\n", "line 1", "malformed"),
    "JSON of Python": (b"{'title': 'A'}", "line 1", "malformed"),
    "a comma too much": (b'{\n"title": "A",\n}', "line 3", "malformed"),
    "two documents": (entry() + b"\n" + entry(), "line 2", "malformed"),
    "a list": (b"[]", "$", "expected an object, got a list"),
    "a text": (b'"faq"', "$", "expected an object, got a text"),
    "null": (b"null", "$", "expected an object"),
    "no title": (b'{"entries": []}', "$", "title"),
    "no entries": (b'{"title": "A"}', "$", "entries"),
    "an unknown field": (changed(titel="A"), "$", "titel"),
    "a number for the title": (changed(title=1), "$.title", "expected a text"),
    "an object for entries": (changed(entries={}), "$.entries", "expected a list"),
    "a text for an entry": (changed(entries=["A"]), "$.entries[0]", "expected an object"),
    "an entry without answer": (
        changed(entries=[{"question": "Q"}]),
        "$.entries[0]",
        "answer",
    ),
    "an unknown field of an entry": (entry(anwser="A"), "$.entries[0]", "anwser"),
    "a number for an answer": (entry(answer=1), "$.entries[0].answer", "expected a text"),
    "null for an answer": (entry(answer=None), "$.entries[0].answer", "expected a text"),
    "a text for aliases": (entry(aliases="a"), "$.entries[0].aliases", "expected a list"),
    "a number for an alias": (
        entry(aliases=["a", 2]),
        "$.entries[0].aliases[1]",
        "expected a text",
    ),
    "a text for a note": (entry(notes=["A"]), "$.entries[0].notes[0]", "expected an object"),
    "a number for a reference": (
        entry(notes=[{"text": "A", "references": [1]}]),
        "$.entries[0].notes[0].references[0]",
        "expected a text",
    ),
    "a list for notices": (changed(notices=[]), "$.notices", "expected an object"),
    "a text for a reference": (changed(references={"r": "A"}), "$.references", "an object"),
    "a text for a year": (
        changed(references={"r": {"title": "T", "short": "S", "year": "1999"}}),
        "$.references",
        "expected a number",
    ),
    "a day that is none": (changed(checked="2024-02-31"), "$.checked", "date"),
    "a not-covered topic without hint": (
        changed(not_covered=[{"topic": "A"}]),
        "$.not_covered[0]",
        "hint",
    ),
    "UTF-16": (entry(answer="é").decode().encode("utf-16"), "line 1", "not UTF-8"),
    "UTF-16 without a mark": (entry().decode().encode("utf-16-le"), "line 1", "malformed"),
    "Latin-1": (b'{\n"title": "caf\xe9"}', "line 2", "not UTF-8"),
    "NUL bytes": (b"\0" * 1000, "line 1", "malformed"),
    "a NUL in a text": (b'{"title": "A\0B"}', "line 1", "malformed"),
    "a lone surrogate, escaped": (b'{"title": "\\ud800"}', "line 1", "surrogate"),
    "a lone surrogate, raw": (b'{"title": "\xed\xa0\x80"}', "line 1", "not UTF-8"),
    "nested brackets": (b"[" * 200_000, "$", "expected an object"),
    "nested brackets in a field": (
        b'{"title": ' + b"[" * 200_000 + b"]" * 200_000 + b"}",
        "$.title",
        "expected a text",
    ),
    "nested brackets in an unknown field": (
        b'{"title": "A", "entries": [], "more": ' + b"[" * 200_000 + b"]" * 200_000 + b"}",
        "$",
        "more",
    ),
    "nested objects": (b'{"entries":' * 200_000, "$.entries", "expected a list"),
    "a huge number": (changed(year=0).replace(b": 0", b": " + b"9" * 100_000), "$", "year"),
    "an answer of 2 MB": (entry(answer="word " * 400_000), "$.entries[0].answer", "100,?000"),
    "a word of 200,000 letters": (entry(answer=WORD), "$.entries[0].answer", "100,?000"),
    "a title of 200,000 letters": (changed(title=WORD), "$.title", "100,?000"),
}


def assert_cheap(measured: Measured) -> None:
    assert measured.seconds < SECONDS
    assert measured.mebibytes < MEBIBYTES


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_refused_with_its_place(run: Run, faq_file: FaqFile, kind: str) -> None:
    """A file that is no FAQ is named with the place and what is wrong, and exits 3."""
    content, place, problem = BAD_FILES[kind]
    path = faq_file(content)
    status, out, message = run("show", "--all", "--data", path)
    assert (status, out) == (3, "")
    assert message.startswith(f"faq: the FAQ file {path} is wrong at {place}")
    assert re.search(problem, message)
    assert f"faq check {path}" in message
    assert len(message) < 1000


@pytest.mark.parametrize("kind", BAD_FILES)
def test_check_reports_a_bad_file_as_one_fault(
    measure: Measure, faq_file: FaqFile, kind: str
) -> None:
    """`check` reports the first fault of the structure alone, and exits 3 within the limits."""
    content, place, problem = BAD_FILES[kind]
    measured = measure("check", faq_file(content), "--format", "json")
    faults = json.loads(measured.result.out)
    assert (measured.result.status, len(faults)) == (3, 1)
    assert faults[0]["path"].startswith(place)
    assert re.search(problem, faults[0]["problem"])
    assert_cheap(measured)


# Valid, though nobody writes so: what a hostile file does to the parts that draw and search.
HARD_ANSWERS = {
    "one word": "w" * 99_999,
    "short words": "word " * 19_999,
    "emphasis": "*a_" * 33_000,
    "open brackets": "[" * 99_999,
    "open links": "[a](" * 24_999,
    "open images": "![](" * 24_999,
    "quotes in quotes": "> " * 49_999,
    "lists in lists": "- " * 49_999,
    "backticks": "`" * 99_999,
    "backslashes": "\\" * 99_999,
    "angle brackets": "<a " * 33_000,
    "ampersands": "&" * 99_999,
    "an address": "http://a" * 12_000,
    "addresses": "http://a.b/c " * 7_000,
    "a table": "|a|b\n|-|-\n" + "|a" * 49_000,
    "definitions": "[a]: b\n" * 14_000,
    "combining marks": "e\u0301" * 49_999,
    "wide letters": "漢" * 99_999,
    "no words": "> > >\n\n***",
}


@pytest.mark.parametrize(
    "page", [["show", "1", "--color", "always", "--data"], ["search", "what", "is", "it", "--data"]]
)
@pytest.mark.parametrize("kind", HARD_ANSWERS)
def test_a_hard_answer_is_drawn_and_searched(
    measure: Measure, faq_file: FaqFile, kind: str, page: list[str]
) -> None:
    """An answer made to keep the program busy is answered within the limits, without traceback."""
    measured = measure(*page, faq_file(least(answer=HARD_ANSWERS[kind])))
    assert measured.result.status == 0
    assert "Traceback" not in measured.result.err
    assert_cheap(measured)


def directory(path: Path) -> Path:
    return path


def fifo(path: Path) -> Path:
    os.mkfifo(path / "fifo")
    return path / "fifo"


def loop(path: Path) -> Path:
    (path / "loop").symlink_to(path / "loop")
    return path / "loop"


def inside_a_file(path: Path) -> Path:
    (path / "file").touch()
    return path / "file" / "faq.json"


def too_large(path: Path) -> Path:
    with (path / "large").open("wb") as file:
        file.truncate(40_000_000)
    return path / "large"


def fails_while_read(_: Path) -> Path:
    path = Path("/proc/self/mem")
    if not path.is_file():
        pytest.skip("no file here that opens and cannot be read")
    return path


UNREADABLE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "not there": (lambda path: path / "missing.json", "it is not there"),
    "a directory": (directory, "it is not a file"),
    "a FIFO": (fifo, "it is not a file"),
    "a device": (lambda _: Path("/dev/zero"), "it is not a file"),
    "the null device": (lambda _: Path(os.devnull), "it is not a file"),
    "a name that is too long": (lambda path: path / ("n" * 5000), "not there|too long"),
    "a path that is too long": (lambda path: path.joinpath(*["n"] * 5000), "not there|too long"),
    "a link to itself": (loop, "not there|too many"),
    "inside a file": (inside_a_file, "not there|not a directory"),
    "too large": (too_large, "larger than"),
    "a file that fails while it is read": (fails_while_read, "error"),
}


@pytest.mark.parametrize("page", [["list", "--data"], ["check"]])
@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_cannot_be_read_is_said(
    measure: Measure, tmp_path: Path, kind: str, page: list[str]
) -> None:
    """What is no readable file is named with the reason, exit 3, within the limits."""
    make, why = UNREADABLE[kind]
    path = make(tmp_path)
    measured = measure(*page, str(path))
    assert (measured.result.status, measured.result.out) == (3, "")
    assert re.match(f"faq: cannot read the FAQ file .*({why})", measured.result.err)
    assert_cheap(measured)


def test_a_file_without_permission_is_said(run: Run, faq_file: FaqFile) -> None:
    """A file that the user may not read is named with the reason, exit 3."""
    path = faq_file(least())
    Path(path).chmod(0)
    as_root = os.geteuid() == 0
    if as_root:
        os.seteuid(65534)  # root may read everything; nobody may not
    try:
        result = run("list", "--data", path)
    finally:
        if as_root:
            os.seteuid(0)
    assert (result.status, result.out) == (3, "")
    assert re.match("faq: cannot read the FAQ file .*(permission denied|not there)", result.err)


def test_an_unreadable_file_of_the_environment_is_said(run: Run) -> None:
    """FAQ_DATA is read as --data is, and named when it cannot be."""
    result = run("list", FAQ_DATA="/nowhere/faq.json")
    assert (result.status, result.out) == (3, "")
    assert "cannot read the FAQ file /nowhere/faq.json: it is not there" in result.err


def test_the_option_wins_over_the_environment(run: Run, faq_file: FaqFile) -> None:
    """--data is read and FAQ_DATA is not, when both are given."""
    result = run("list", "--data", faq_file(least(slug="mine")), FAQ_DATA="/nowhere/faq.json")
    assert result == Result(0, "mine\tWhat is it?\n", "")


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + entry(slug="mine"),
        json.dumps(least(slug="mine"), indent=1).replace("\n", "\r\n").encode(),
        json.dumps(least(slug="mine"), indent=1).replace("\n", "\r").encode(),
        b"\n\n " + entry(slug="mine") + b"\n\n",
    ],
    ids=["BOM", "CRLF", "CR", "white space around"],
)
def test_what_editors_leave_behind_is_fine(run: Run, faq_file: FaqFile, content: bytes) -> None:
    """A byte order mark and the line ends of any system are no fault."""
    path = faq_file(content)
    assert run("list", "--data", path) == Result(0, "mine\tWhat is it?\n", "")
    assert run("check", path).status == 0


def test_line_ends_inside_texts_are_newlines(run: Run, faq_file: FaqFile) -> None:
    """CRLF inside an answer is neither shown nor a fault."""
    path = faq_file(least(answer="one\r\n\r\ntwo"))
    assert "\none\n\ntwo\n" in run("show", "1", "--data", path).out
    assert run("check", path).status == 0


def test_the_path_may_be_no_text(command: Command, tmp_path: Path) -> None:
    """A file name that is not UTF-8 is read like any other."""
    path = os.fsencode(tmp_path) + b"/f\xff.json"
    Path(os.fsdecode(path)).write_bytes(entry(slug="mine"))
    assert command("list", "--data", path).out == "mine\tWhat is it?\n"


REFERENCE = {"title": "T", "short": "S"}
NOTICE = {"title": "T", "text": "A"}
EXACTLY = {
    "a year": (
        changed(references={"good": REFERENCE, "bad": {**REFERENCE, "year": "1999"}}),
        "$.references.bad.year",
        "expected a number, got a text",
    ),
    "a phrase": (
        changed(notices={"good": NOTICE, "bad": {**NOTICE, "phrases": ["a", 2]}}),
        "$.notices.bad.phrases[1]",
        "expected a text, got `int`",
    ),
    "a notice without text": (
        changed(notices={"good": NOTICE, "bad": {"title": "T"}}),
        "$.notices.bad",
        "object missing required field `text`",
    ),
    "a lone surrogate": (
        b'{\n"title": "A\\ud800"\n}',
        "line 2",
        "it holds half a character (a lone surrogate)",
    ),
    "a lone surrogate with more behind it": (
        b'{\n"title": "A\\uDC00",\n"entries": []\n}',
        "line 2",
        "JSON is malformed: invalid utf-16 surrogate pair",
    ),
    "an end too early": (b'{\n"title": "A",\n', "line 3", "the file ends too early"),
    "half a character in a text that ends early": (
        b'{"title": "\\ud83d\\ude00',
        "line 1",
        "the file ends too early",
    ),
    "what is no JSON": (b"\n# Questions\n", "line 2", "JSON is malformed: invalid character"),
    "Latin-1": (b'{\n"title": "caf\xe9"\n}', "line 2", "this is not UTF-8 text"),
    "a list": (b"[]", "$", "expected an object, got a list"),
}


@pytest.mark.parametrize("kind", EXACTLY)
def test_check_says_exactly_where_and_what(run: Run, faq_file: FaqFile, kind: str) -> None:
    """The one fault of a broken structure has its own key in its path, and plain words."""
    content, place, problem = EXACTLY[kind]
    result = run("check", faq_file(content), "--format", "json")
    (fault,) = json.loads(result.out)
    assert (result.status, fault["path"], fault["problem"]) == (3, place, problem)
    assert fault["mend"] == "mend this first, then check again"


@pytest.mark.parametrize(
    ("name", "why"), [("", "it is not a file"), ("missing.json", "it is not there")]
)
def test_no_file_is_said_in_one_sentence(run: Run, tmp_path: Path, name: str, why: str) -> None:
    """A directory and a name that leads nowhere are told apart."""
    path = tmp_path / name
    message = f"faq: cannot read the FAQ file {path}: {why}.\n"
    assert run("list", "--data", str(path)) == (3, "", message)


@pytest.mark.parametrize(("size", "refused"), [(32_000_000, False), (32_000_001, True)])
def test_a_file_of_more_than_32_megabytes_is_refused(
    run: Run, tmp_path: Path, size: int, refused: bool
) -> None:
    """A file of 32 MB is read, one of a byte more is refused by its size."""
    content = utf8(least())
    path = tmp_path / "large.json"
    path.write_bytes(content + b" " * (size - len(content)))
    message = f"faq: cannot read the FAQ file {path}: it is larger than 32 MB.\n"
    result = run("list", "--data", str(path))
    assert result == ((3, "", message) if refused else (0, "what-is-it\tWhat is it?\n", ""))


def test_a_path_that_no_system_takes_is_said() -> None:
    """A path that holds a NUL is an error like any other."""
    with pytest.raises(FaqError, match=r"(it is not there|embedded null byte)\.$"):
        load("a\0b")
