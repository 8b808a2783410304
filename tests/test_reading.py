"""Files that are no FAQ: each is refused with its place; and what editors leave behind is read."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Command, FaqFile, Measure, Result, Run, least

from ketamine_faq import FaqError, load

MEBIBYTES = 300


def utf8(document: Any) -> bytes:
    return json.dumps(document).encode()


def entry(**fields: Any) -> bytes:
    return utf8(least(**fields))


def top(**fields: Any) -> bytes:
    return utf8({**least(), **fields})


def chart(**fields: Any) -> bytes:
    """A file whose entry has a chart, its one group changed."""
    group: dict[str, Any] = {"label": "A", "people": "9", "counted": "C", "references": ["r"]}
    group |= {"bars": [{"name": "B", "value": 1}]} | fields
    return entry(charts=[{"title": "T", "sentence": "S.", "groups": [group]}])


REFERENCE, NOTICE, NOTE = {"title": "T", "short": "S"}, {"title": "T", "text": "A"}, {"text": "A"}
WORD = "w" * 200_000
NESTED = b"[" * 200_000
EARLY = "ends too early"
EMPTY = "the text is empty"
# What the file holds -> the place, and a pattern of what is wrong.
REFUSED: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "line 1", EARLY),
    "white space only": (b" \n\n", "line 3", EARLY),
    "truncated in a text": (b'{"title": "A', "line 1", EARLY),
    "truncated between lines": (b'{\n"title": "A",\n', "line 3", EARLY),
    "not JSON": (b"\n# Questions\n", "line 2", "malformed: invalid character"),
    "JSON of Python": (b"{'title': 'A'}", "line 1", "malformed"),
    "a comma too much": (b'{\n"title": "A",\n}', "line 3", "malformed"),
    "two documents": (entry() + b"\n" + entry(), "line 2", "malformed"),
    "UTF-16": (entry(answer="é").decode().encode("utf-16"), "line 1", "not UTF-8"),
    "UTF-16 without a mark": (entry().decode().encode("utf-16-le"), "line 1", "malformed"),
    "Latin-1": (b'{\n"title": "caf\xe9"\n}', "line 2", "not UTF-8"),
    "NUL bytes": (b"\0" * 1000, "line 1", "malformed"),
    "a NUL in a text": (b'{"title": "A\0B"}', "line 1", "malformed"),
    "half a character": (b'{"title": "\\ud800"}', "line 1", "half a character"),
    "half a character, raw": (b'{"title": "\xed\xa0\x80"}', "line 1", "not UTF-8"),
    "a list": (b"[]", "$", "expected `object`, got `array`"),
    "a text": (b'"faq"', "$", "expected `object`, got `str`"),
    "null": (b"null", "$", "expected `object`"),
    "no title": (b'{"entries": [{"question": "Q", "answer": "A"}]}', "$", "`title`"),
    "no entries": (b'{"title": "A"}', "$", "`entries`"),
    "an empty list of entries": (top(entries=[]), "$.entries", "length >= 1"),
    "an unknown field": (top(titel="A"), "$", "unknown field `titel`"),
    "an empty title": (top(title=""), "$.title", EMPTY),
    "a title of spaces": (top(title=" \n"), "$.title", EMPTY),
    "a number for the title": (top(title=1), "$.title", "expected `str`"),
    "an object for entries": (top(entries={}), "$.entries", "expected `array`"),
    "a text for an entry": (top(entries=["A"]), "$.entries[0]", "expected `object`"),
    "an entry without answer": (top(entries=[{"question": "Q"}]), "$.entries[0]", "`answer`"),
    "an unknown field of an entry": (entry(anwser="A"), "$.entries[0]", "`anwser`"),
    "an empty question": (entry(question=""), "$.entries[0].question", EMPTY),
    "an empty answer": (entry(answer=" "), "$.entries[0].answer", EMPTY),
    "no passage": (entry(answer=[]), "$.entries[0].answer", "length >= 1"),
    "an empty passage": (entry(answer=[{"text": ""}]), "$.entries[0].answer[0].text", EMPTY),
    "a number for an answer": (entry(answer=1), "$.entries[0].answer", "got `int`"),
    "null for an answer": (entry(answer=None), "$.entries[0].answer", "got `null`"),
    "a text for aliases": (entry(aliases="a"), "$.entries[0].aliases", "expected `array`"),
    "a number for an alias": (entry(aliases=["a", 2]), "$.entries[0].aliases[1]", "got `int`"),
    "a text for a note": (entry(notes=["A"]), "$.entries[0].notes[0]", "expected `object`"),
    "an empty note": (entry(notes=[{"text": ""}]), "$.entries[0].notes[0].text", EMPTY),
    "a number for a reference": (
        entry(notes=[{**NOTE, "references": [1]}]),
        "$.entries[0].notes[0].references[0]",
        "got `int`",
    ),
    "a list for notices": (top(notices=[]), "$.notices", "expected `object`"),
    "a text for a year": (
        top(references={"good": REFERENCE, "bad": {**REFERENCE, "year": "1999"}}),
        "$.references[...].year",
        "got `str`",
    ),
    "a year beyond all numbers": (
        top(references={"bad": {**REFERENCE, "year": 0}}).replace(b'"year": 0', b'"year": 1e400'),
        "$.references[...].year",
        "",
    ),
    "a number for a phrase": (
        top(notices={"good": NOTICE, "bad": {**NOTICE, "phrases": ["a", 2]}}),
        "$.notices[...].phrases[1]",
        "got `int`",
    ),
    "a notice without text": (
        top(notices={"good": NOTICE, "bad": {"title": "T"}}),
        "$.notices[...]",
        "missing required field `text`",
    ),
    "a day that is none": (top(checked="2024-02-31"), "$.checked", "date"),
    "a topic without hint": (top(not_covered=[{"topic": "A"}]), "$.not_covered[0]", "`hint`"),
    "a text for a group of words": (
        top(vocabulary={"good": ["a"], "bad": "b"}),
        "$.vocabulary[...]",
        "expected `array`",
    ),
    "a chart of nobody": (chart(people=""), "$.entries[0].charts[0].groups[0].people", EMPTY),
    "a chart of nothing": (chart(counted=" "), "$.entries[0].charts[0].groups[0].counted", EMPTY),
    "a chart from nowhere": (
        chart(references=[]),
        "$.entries[0].charts[0].groups[0].references",
        "length >= 1",
    ),
    "a chart without bars": (chart(bars=[]), "$.entries[0].charts[0].groups[0].bars", "length"),
    "a bar below nothing": (
        chart(bars=[{"name": "B", "value": -1}]),
        "$.entries[0].charts[0].groups[0].bars[0].value",
        ">= 0",
    ),
    "a range of three": (
        chart(bars=[{"name": "B", "value": 1, "range": [0, 1, 2]}]),
        "$.entries[0].charts[0].groups[0].bars[0].range",
        "length 2",
    ),
    "a chart without its sentence": (
        entry(charts=[{"title": "T", "sentence": "", "groups": []}]),
        "$.entries[0].charts[0].sentence",
        EMPTY,
    ),
    "a keyword of 201 letters": (entry(keywords=["k" * 201]), "$.entries[0].keywords[0]", "200"),
    "an alias of 201 letters": (entry(aliases=["k" * 201]), "$.entries[0].aliases[0]", "200"),
    "a phrase of a long word": (
        top(notices={"n": {**NOTICE, "phrases": [WORD]}}),
        "$.notices[...].phrases[0]",
        "200",
    ),
    "an answer of 2 MB": (entry(answer="word " * 400_000), "$.entries[0].answer", "100,?000"),
    "a title of 200,000 letters": (top(title=WORD), "$.title", "100,?000"),
    "nested brackets": (NESTED, "$", "got `array`"),
    "nested brackets in a field": (b'{"title": ' + NESTED, "$.title", "got `array`"),
    "nested brackets in an unknown field": (
        b'{"title": "A", "more": ' + NESTED + b"]" * 200_000 + b"}",
        "$",
        "more",
    ),
    "nested objects": (b'{"entries":' * 200_000, "$.entries", "got `object`"),
    "a huge number": (top(year=0).replace(b": 0", b": " + b"9" * 100_000), "$", "year"),
    # Two faults in one file: the first is told, whatever stands behind it.
    "a year and a comma": (
        b'{"title":"T","references":{"r":{"title":"X","short":"S","year":"2020"}},\n"entries":[,]}',
        "$.references[...].year",
        "got `str`",
    ),
    "a year and an end too early": (
        b'{"title":"T","references":{"r":{"title":"X","short":"S","year":"2020"',
        "$.references[...].year",
        "got `str`",
    ),
    "a year and brackets": (
        b'{"title":"T","references":{"r":{"title":"X","short":"S","year":"2"}},"x":' + NESTED,
        "$.references[...].year",
        "got `str`",
    ),
    "a reference twice, once a number": (
        b'{"title":"T","references":{"r":{"year":"2020"}},"references":3}',
        "$.references[...].year",
        "got `str`",
    ),
    # Names of fields steer no message.
    "a field that looks like a place": (top(**{"a (byte z": 1}), "$", "unknown field"),
    "a field that looks like a byte": (top(**{"a (byte 3)": 1}), "$", "unknown field"),
    "a field of several lines": (top(**{"x\nfaq: all is well": 1}), "$", "x faq: all is well"),
    "a field that is invisible": (top(**{"x\u202e\x1b[2J": 1}), "$", "unknown field"),
    "a field of 5,000 letters": (top(**{"x" * 5000: 1}), "$", "unknown field"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_faq_is_refused_with_its_place(run: Run, faq_file: FaqFile, kind: str) -> None:
    """`load` names file, place and fault on one short line; `check` reports the same."""
    content, place, problem = REFUSED[kind]
    path = faq_file(content)
    with pytest.raises(FaqError) as raised:
        load(path)
    message = str(raised.value)
    assert re.match(f"the FAQ file {path} is wrong at {re.escape(place)}: .*{problem}", message)
    assert raised.value.advice == f"For every fault, type: faq check {path}"
    assert len(message) < 600
    assert message.isprintable()
    status, out, err = run("check", path, "--format", "json")
    assert (status, err) == (3, f"1 fault found in {path}.\n")
    assert json.loads(out) == [
        {
            "path": place,
            "problem": message.partition(f" is wrong at {place}: ")[2].removesuffix("."),
            "mend": "mend this first, then check again",
        }
    ]


# Valid, though nobody writes so: what a hostile file does to the parts that draw and search.
HARD_ANSWERS = {
    "one word": "w" * 99_999,
    "short words": "word " * 19_999,
    "sentences": "It is so. " * 9_999,
    "emphasis": "*a_" * 33_000,
    "open brackets": "[" * 99_999,
    "open links": "[a](" * 24_999,
    "open images": "![](" * 24_999,
    "quotes in quotes": "> " * 49_999,
    "lists in lists": "- " * 49_999,
    "backticks": "`" * 99_999,
    "a fence for a slow lexer": "```basemake\n" + "(" * 40_000 + "\n```",
    "backslashes": "\\" * 99_999,
    "angle brackets": "<a " * 33_000,
    "ampersands": "&" * 99_999,
    "an address": "http://a" * 12_000,
    "addresses": "http://a.b/c " * 7_000,
    "a table": "|a|b\n|-|-\n" + "|a" * 49_000,
    "definitions": "[a]: b\n" * 14_000,
    "combining marks": "a" + "\u0315\u0300" * 49_999,
    "wide letters": "漢" * 99_999,
    "no words": "> > >\n\n***",
}
# Whole files that once took time or memory out of all proportion.
HARD_FILES = {
    "a chart, drawn": {**least(), "title": "w" * 99_999},
    "a reference named thousands of times": {
        **least(notes=[{"text": "N.", "references": ["r"] * 8_000}]),
        "references": {"r": {"title": "T", "short": "S", "authors": "a" * 50_000}},
    },
    "a notice on a thousand entries": {
        "title": "T",
        "notices": {"n": {"title": "T", "text": "word " * 19_999}},
        "entries": [{"question": f"Q{n}?", "answer": "A", "notices": ["n"]} for n in range(1000)],
    },
    "questions without a word": {
        "title": "T",
        "entries": [
            {"question": "?", "answer": "A", "aliases": [f"entry-{n + 2}"]} for n in range(2500)
        ],
    },
    "related to everything": {
        "title": "T",
        "entries": [
            {"question": f"Q{n}?", "answer": "A", "slug": f"s{n}", "related": ["s0"] * 100}
            for n in range(2000)
        ],
    },
    "a DOI of 90,000 letters": {
        **least(notes=[{"text": "N.", "references": ["r"]}]),
        "references": {
            "r": {"title": "T", "short": "S" * 90_000, "doi": f"10.1000/{'1' * 90_000}"}
        },
    },
    "keywords of many words": least(keywords=["a b " * 50] * 1000),
}


@pytest.mark.slow
@pytest.mark.parametrize("page", ["show 1 --color always", "search what is it", "check"])
@pytest.mark.parametrize("kind", [*HARD_ANSWERS, *HARD_FILES])
def test_a_hard_file_takes_little(
    measure: Measure, faq_file: FaqFile, kind: str, page: str
) -> None:
    """A file made to keep the program busy is answered in little memory, without traceback."""
    document = HARD_FILES.get(kind) or least(answer=HARD_ANSWERS[kind])
    path = ["--data", faq_file(document)] if page != "check" else [faq_file(document)]
    measured = measure(*page.split(), *path)
    assert measured.result.status in (0, 1, 3 if page == "check" else 0)
    assert "Traceback" not in measured.result.err
    assert measured.mebibytes < MEBIBYTES


@pytest.mark.slow
@pytest.mark.parametrize("kind", REFUSED)
def test_a_refused_file_takes_little(measure: Measure, faq_file: FaqFile, kind: str) -> None:
    """What is no FAQ is refused in little memory."""
    measured = measure("list", "--data", faq_file(REFUSED[kind][0]))
    assert (measured.result.status, measured.result.out) == (3, "")
    assert measured.mebibytes < MEBIBYTES


def fifo(path: Path) -> Path:
    os.mkfifo(path / "fifo")
    return path / "fifo"


def loop(path: Path) -> Path:
    (path / "loop").symlink_to(path / "loop")
    return path / "loop"


def inside_a_file(path: Path) -> Path:
    (path / "file").touch()
    return path / "file" / "faq.json"


def sized(size: int) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        content = utf8(least())
        (path / "large.json").write_bytes(content + b" " * (size - len(content)))
        return path / "large.json"

    return make


def fails_while_read(_: Path) -> Path:
    path = Path("/proc/self/mem")
    if not path.is_file():
        pytest.skip("no file here that opens and cannot be read")
    return path


UNREADABLE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "not there": (lambda path: path / "missing.json", "it is not there"),
    "a directory": (lambda path: path, "it is not a file"),
    "a FIFO": (fifo, "it is not a file"),
    "a device": (lambda _: Path("/dev/zero"), "it is not a file"),
    "the null device": (lambda _: Path(os.devnull), "it is not a file"),
    "a name that is too long": (lambda path: path / ("n" * 5000), "not there|too long"),
    "a name of two lines": (lambda path: path / "x\nfaq: all is well", "it is not there"),
    "a link to itself": (loop, "not there|too many"),
    "inside a file": (inside_a_file, "not there|not a directory"),
    "a byte more than 32 MB": (sized(32_000_001), "it is larger than 32 MB"),
    "a file that fails while it is read": (fails_while_read, "error"),
}


@pytest.mark.parametrize("page", [["list", "--data"], ["check"]], ids=" ".join)
@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_cannot_be_read_is_said(run: Run, tmp_path: Path, kind: str, page: list[str]) -> None:
    """What is no readable file is named with the reason on one line, exit 3, empty stdout."""
    make, why = UNREADABLE[kind]
    status, out, err = run(*page, str(make(tmp_path)))
    assert (status, out) == (3, "")
    message = err[err.index("faq: ") :]
    assert re.fullmatch(rf"faq: cannot read the FAQ file .{{1,130}}: .*({why}).*\.\n", message)


def test_a_file_of_32_megabytes_is_read(run: Run, tmp_path: Path) -> None:
    """The bound on size leaves room for any FAQ."""
    assert run("list", "--data", str(sized(32_000_000)(tmp_path))).status == 0


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


MINE = json.dumps(least(slug="mine", question="Why does rain fall?"), indent=1)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + MINE.encode(),
        MINE.replace("\n", "\r\n").encode(),
        MINE.replace("\n", "\r").encode(),
        f"\n\n {MINE}\n\n".encode(),
    ],
    ids=["BOM", "CRLF", "CR", "white space around"],
)
def test_what_editors_leave_behind_is_fine(run: Run, faq_file: FaqFile, content: bytes) -> None:
    """A byte order mark and the line ends of any system are no fault."""
    path = faq_file(content)
    assert run("list", "--data", path) == Result(0, "mine\tWhy does rain fall?\n", "")
    assert run("check", path).status == 0


def test_line_ends_inside_texts_are_newlines(run: Run, faq_file: FaqFile) -> None:
    """CRLF inside an answer is neither shown nor a fault."""
    path = faq_file(least(question="Why does rain fall?", answer="one\r\n\r\ntwo"))
    assert "\none\n\ntwo\n" in run("show", "1", "--data", path, "--format", "markdown").out
    assert run("check", path).status == 0


def test_slugs_are_made_of_questions(run: Run, faq_file: FaqFile) -> None:
    """At most 60 letters, a number where the name is taken, and "entry" where there is no word."""
    questions = ["Why rain?", "Why, rain!", "?!", "20/26?", "a" * 70 + "?"]
    path = faq_file({"title": "T", "entries": [{"question": q, "answer": "A"} for q in questions]})
    slugs = [line.partition("\t")[0] for line in run("list", "--data", path).out.splitlines()]
    assert slugs == ["why-rain", "why-rain-2", "entry", "entry-3", "a" * 60]


def test_the_path_may_be_no_text(command: Command, tmp_path: Path) -> None:
    """A file name that is not UTF-8 is read like any other."""
    path = os.fsencode(tmp_path) + b"/f\xff.json"
    Path(os.fsdecode(path)).write_text(MINE, encoding="utf-8")
    assert command("list", "--data", path).out == "mine\tWhy does rain fall?\n"
