"""`faq check`: every fault of a FAQ file, each with its JSON path, the structure first."""

import json
from copy import deepcopy
from typing import Any

import pytest
from conftest import FaqFile, Run, least

SOUND: dict[str, Any] = {
    "title": "A clinic",
    "references": {
        "web": {"title": "T", "short": "S", "url": "https://good.example/a"},
        "study": {"title": "T", "short": "S", "doi": "10.1000/182", "year": 2020},
        "paper": {"title": "T", "short": "S", "pmid": "123"},
    },
    "notices": {"help": {"title": "T", "text": "X", "phrases": ["help me"]}},
    "not_covered": [{"topic": "money", "hint": "Ask the clinic.", "keywords": ["price"]}],
    "entries": [
        {
            "question": "Does rain fall in summer?",
            "answer": "It does, see [the page](https://good.example/b).",
            "slug": "rain",
            "aliases": ["showers"],
            "keywords": ["wet weather"],
            "notes": [{"text": "N.", "references": ["web", "study", "paper"]}],
            "notices": ["help"],
            "related": ["snow"],
        },
        {"question": "Will snow lie in winter?", "answer": "It will.", "slug": "snow"},
    ],
}
ANSWER = "$.entries[1].answer"


def at(document: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The document with one value set; the path is written as entries/1/slug."""
    document = deepcopy(document)
    *way, last = [int(step) if step.isdecimal() else step for step in path.split("/")]
    place: Any = document
    for step in way:
        place = place[step]
    place[last] = value
    return document


# What to change in the sound document -> the fault's path, and words of what is wrong.
BROKEN = {
    "no entry": ("entries", [], "$.entries", "no entry"),
    "an empty title": ("title", "", "$.title", "empty"),
    "a title of spaces": ("title", " \n", "$.title", "empty"),
    "an empty question": ("entries/1/question", "", "$.entries[1].question", "empty"),
    "an empty answer": ("entries/1/answer", " ", ANSWER, "empty"),
    "a double slug": ("entries/1/slug", "rain", "$.entries[1].slug", "entries[0].slug"),
    "a slug but for its case": ("entries/1/slug", "Rain", "$.entries[1].slug", "entries[0].slug"),
    "a slug of digits": ("entries/1/slug", "42", "$.entries[1].slug", "number"),
    "a slug of full-width digits": ("entries/1/slug", "４２", "$.entries[1].slug", "number"),
    "a slug of dashes": ("entries/1/slug", "--", "$.entries[1].slug", "word"),
    "a double alias": (
        "entries/1/aliases",
        ["showers"],
        "$.entries[1].aliases[0]",
        "entries[0].aliases[0]",
    ),
    "an alias twice": ("entries/1/aliases", ["a", "a"], "$.entries[1].aliases[1]", "aliases[0]"),
    "an alias of digits": ("entries/1/aliases", ["7"], "$.entries[1].aliases[0]", "number"),
    "an alias that hides a slug": (
        "entries/0/aliases",
        ["S-N-O-W"],
        "$.entries[0].aliases[0]",
        "entries[1].slug",
    ),
    "dangling related": ("entries/1/related", ["rain", "x"], "$.entries[1].related[1]", "x"),
    "a dangling notice": ("entries/1/notices", ["x"], "$.entries[1].notices[0]", "x"),
    "a dangling reference": (
        "entries/0/notes",
        [{"text": "N", "references": ["web", "study", "paper", "x"]}],
        "$.entries[0].notes[0].references[3]",
        "x",
    ),
}
DOUBTFUL = {
    "an empty alias": ("entries/1/aliases", ["a", ""], "$.entries[1].aliases[1]", "empty"),
    "an empty keyword": ("entries/1/keywords", [""], "$.entries[1].keywords[0]", "empty"),
    "an empty note": ("entries/1/notes", [{"text": ""}], "$.entries[1].notes[0].text", "empty"),
    "an empty notice": ("notices/help/text", "", "$.notices.help.text", "empty"),
    "a notice without title": ("notices/help/title", "", "$.notices.help.title", "empty"),
    "an empty phrase": ("notices/help/phrases", [""], "$.notices.help.phrases[0]", "empty"),
    "an empty reference": ("references/web/title", "", "$.references.web.title", "empty"),
    "a reference without label": ("references/web/short", "", "$.references.web.short", "empty"),
    "an empty topic": ("not_covered/0/topic", "", "$.not_covered[0].topic", "empty"),
    "an empty hint": ("not_covered/0/hint", "", "$.not_covered[0].hint", "empty"),
    "an unused reference": (
        "entries/0/notes/0/references",
        ["web", "study"],
        "$.references.paper",
        "no note",
    ),
    "a script for a reference": ("references/web/url", "javascript:x", "$.references.web", "http"),
    "a file for a reference": ("references/web/url", "file:///x", "$.references.web", "http"),
    "a bare host": ("references/web/url", "good.example", "$.references.web", "http"),
    "an address for a DOI": (
        "references/study/doi",
        "https://doi.org/10.1000/182",
        "$.references.study",
        "DOI",
    ),
    "a link to a script": ("entries/1/answer", "It will [x](javascript:alert(1)).", ANSWER, "link"),
    "a link to a file": ("entries/1/answer", "It will [x](file:///etc/passwd).", ANSWER, "link"),
    "an image of data": ("entries/1/answer", "It will ![x](data:image/png,x).", ANSWER, "link"),
    "a script in a note": (
        "entries/0/notes/0/text",
        "[x](javascript:alert(1))",
        "$.entries[0].notes[0].text",
        "link",
    ),
    "a script in a notice": (
        "notices/help/text",
        "[x](javascript:alert(1))",
        "$.notices.help.text",
        "link",
    ),
    "an escape": ("entries/1/answer", "It will\x1b[31m", ANSWER, "control"),
    "a right-to-left override": ("title", "A\u202eB", "$.title", "control"),
    "a control in a notice": ("notices/help/text", "X\x9b", "$.notices.help.text", "control"),
    "a control in an id": (
        "notices",
        {"help": {"title": "T", "text": "X"}, "h\x1b": {"title": "T", "text": "X"}},
        "$.notices.h␛",
        "control",
    ),
    "a question that finds nothing": (
        "entries/1/question",
        "?!",
        "$.entries[1].question",
        "nothing",
    ),
    "a question that finds another": (
        "entries/1/question",
        "Does rain fall in summer? ",
        "$.entries[1].question",
        "rain",
    ),
}


def faults(run: Run, path: str, status: int = 3) -> list[dict[str, str]]:
    """The report of `check` in JSON."""
    result = run("check", path, "--format", "json")
    assert result.status == status, result
    report: list[dict[str, str]] = json.loads(result.out)
    return report


def test_a_sound_file_has_no_fault(run: Run, faq_file: FaqFile) -> None:
    """A file without fault: an empty report, a word on stderr, exit 0."""
    path = faq_file(SOUND)
    result = run("check", path)
    assert (result.status, result.out) == (0, "")
    assert result.err == f"No faults found in {path}.\n"
    assert faults(run, path, 0) == []


def test_the_shipped_file_has_no_fault(run: Run) -> None:
    """The FAQ of the program passes its own check."""
    result = run("check")
    assert (result.status, result.out) == (0, "")
    assert "No faults found" in result.err


def test_the_least_file_has_no_fault(run: Run, faq_file: FaqFile) -> None:
    """A title, a question and an answer are a whole FAQ."""
    assert faults(run, faq_file(least(question="Why does rain fall?")), 0) == []


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_reported_and_refused(run: Run, faq_file: FaqFile, kind: str) -> None:
    """Each fault that leaves an answer out or in doubt has its path; no command reads past it."""
    place, value, path, problem = BROKEN[kind]
    file = faq_file(at(SOUND, place, value))
    report = faults(run, file)
    fault = next(fault for fault in report if fault["path"] == path)
    assert problem in fault["problem"]
    assert fault["mend"].strip()
    for page in (["list"], ["show", "1"], ["search", "rain"], ["about"]):
        result = run(*page, "--data", file, "--format", "json")
        assert (result.status, result.out) == (3, "")
        assert f"faq: the FAQ file {file} is wrong at {report[0]['path']}: " in result.err
        assert f"faq check {file}" in result.err


@pytest.mark.parametrize("kind", DOUBTFUL)
def test_a_doubtful_file_is_reported_and_read(run: Run, faq_file: FaqFile, kind: str) -> None:
    """Each fault that a reader can live with has its path, and the file is still read."""
    place, value, path, problem = DOUBTFUL[kind]
    file = faq_file(at(SOUND, place, value))
    fault = next(fault for fault in faults(run, file) if fault["path"].startswith(path))
    assert problem in fault["problem"]
    assert fault["mend"].strip()
    assert run("list", "--data", file).status == 0


@pytest.mark.parametrize("address", ["https://a.example", "HTTPS://A.EXAMPLE/B", "http://a.b"])
def test_web_addresses_are_no_fault(run: Run, faq_file: FaqFile, address: str) -> None:
    """http and https are written in any case."""
    assert faults(run, faq_file(at(SOUND, "references/web/url", address)), 0) == []


@pytest.mark.parametrize(
    "answer",
    [
        "It will [x](https://good.example/a).",
        "It will [x](http://good.example 'title').",
        "It will <https://good.example>.",
        "It will [x](https://doi.org/10.1000/182).",
        "It will: javascript is no link, nor is [this](that).",
        "It will, at 5:30 (about), see [1]: there.",
    ],
)
def test_sound_answers_are_no_fault(run: Run, faq_file: FaqFile, answer: str) -> None:
    """Web links, and texts that only look like links, are not reported."""
    assert faults(run, faq_file(at(SOUND, "entries/1/answer", answer)), 0) == []


def test_the_structure_comes_first(run: Run, faq_file: FaqFile) -> None:
    """While the structure is wrong only its first fault is reported, and nothing of the rest."""
    document = at(at(SOUND, "title", ""), "entries/1/answer", 5)
    assert [fault["path"] for fault in faults(run, faq_file(document))] == [ANSWER]


def test_every_fault_is_reported(run: Run, faq_file: FaqFile) -> None:
    """Faults of several kinds and places stand in one report."""
    document = at(at(SOUND, "entries/1/slug", "7"), "entries/0/related", ["x", "y"])
    document = at(document, "title", " ")
    paths = {fault["path"] for fault in faults(run, faq_file(document))}
    assert paths >= {
        "$.title",
        "$.entries[1].slug",
        "$.entries[0].related[0]",
        "$.entries[0].related[1]",
    }


def test_doubts_of_every_kind_are_reported_together(run: Run, faq_file: FaqFile) -> None:
    """The faults a reader can live with stand in one report too."""
    document = at(at(SOUND, "references/web/url", "x"), "entries/1/answer", "A\x1b")
    document = at(document, "entries/0/notes/0/references", ["web", "study"])
    report = faults(run, faq_file(document))
    for path in ("$.references.web", "$.references.paper", ANSWER):
        assert any(fault["path"].startswith(path) for fault in report)


def test_a_key_that_stands_twice_is_a_fault(run: Run, faq_file: FaqFile) -> None:
    """Of two equal keys in one object the last wins, so that the first is lost: `check` says so."""
    path = faq_file(json.dumps(SOUND).replace('"title": "A', '"title": "B", "title": "A').encode())
    assert [fault["problem"] for fault in faults(run, path)] == [
        "the key “title” stands twice in one object"
    ]


def test_two_questions_alike_are_told_apart_or_reported(run: Run, faq_file: FaqFile) -> None:
    """Of two entries with one question the second is not found first, which is a fault."""
    document = least(question="Why does rain fall?")
    document["entries"].append({"question": "Why does rain fall?", "answer": "B."})
    assert [fault["path"] for fault in faults(run, faq_file(document))] == ["$.entries[1].question"]


@pytest.mark.parametrize(
    "questions",
    [
        ["What isit", "What is it"],
        ["2024?"],
        ["½?"],
        ["١٢?"],
        ["?!"],
        ["😀"],
        ["\ufe70"],
        ["Ａ", "A"],
        ["Straße", "STRASSE"],
        ["cafe\u0301", "cafe"],
        ["a", "a?", "a!", "A"],
        ["x" * 80 + "a", "x" * 80 + "b"],
        ["entry 2", "?"],
        ["what 3", "whatever", "what", "What"],
    ],
    ids=ascii,
)
def test_a_slug_made_from_a_question_is_no_fault(
    run: Run, faq_file: FaqFile, questions: list[str]
) -> None:
    """Whatever a question says, the slug made from it names that entry and no other."""
    entries = [{"question": question, "answer": "A."} for question in questions]
    path = faq_file({"title": "T", "entries": entries})
    result = run("list", "--data", path, "--format", "json")
    assert result.status == 0, result.err
    rows = json.loads(result.out)
    for row in rows:
        shown = run("show", row["slug"], "--data", path, "--format", "json")
        assert [answer["number"] for answer in json.loads(shown.out)] == [row["number"]]


def test_a_made_slug_gives_way_to_a_written_one(run: Run, faq_file: FaqFile) -> None:
    """A slug or alias that stands in the file is kept, and a made one differs from it."""
    document = least(question="Rain", answer="A.")
    document["entries"] += [
        {"question": "B", "answer": "B.", "slug": "rain"},
        {"question": "C", "answer": "C.", "slug": "rain-1"},
        {"question": "Snow", "answer": "D."},
        {"question": "E", "answer": "E.", "aliases": ["snow"]},
    ]
    rows = json.loads(run("list", "--data", faq_file(document), "--format", "json").out)
    slugs = [row["slug"] for row in rows]
    assert slugs[1:3] == ["rain", "rain-1"]
    assert len(set(slugs)) == 5


@pytest.mark.parametrize("option", [False, True])
def test_the_file_is_an_argument_or_an_option(run: Run, faq_file: FaqFile, option: bool) -> None:
    """`check FILE`, `check --data FILE` and FAQ_DATA check the same file."""
    path = faq_file(at(SOUND, "title", ""))
    assert run("check", *(["--data"] if option else []), path) == run("check", FAQ_DATA=path)


def test_records_on_a_pipe(run: Run, faq_file: FaqFile) -> None:
    """On a pipe a fault is one line: path, problem and mend, tab-separated; the count on stderr."""
    path = faq_file(at(at(SOUND, "title", ""), "entries/1/related", ["x\ty\nz"]))
    result = run("check", path)
    records = [line.split("\t") for line in result.out.splitlines()]
    assert [record[0] for record in records] == ["$.title", "$.entries[1].related[0]"]
    assert {len(record) for record in records} == {3}
    assert (result.status, result.err) == (3, f"2 faults found in {path}.\n")


@pytest.mark.parametrize("format", ["text", "markdown"])
@pytest.mark.parametrize("color", ["always", "never"])
def test_every_view_names_the_fault(run: Run, faq_file: FaqFile, format: str, color: str) -> None:
    """Markdown and the view of a terminal hold the path, the problem and the count."""
    path = faq_file(at(SOUND, "title", ""))
    result = run("check", path, "--format", format, "--color", color, terminal=True)
    assert result.status == 3
    assert "$.title" in result.out
    assert "the text is empty" in result.out
    assert " ".join(result.err.split()) == f"1 fault found in {path}."


def test_a_missing_file_is_no_report(run: Run) -> None:
    """A file that cannot be read has no faults to report: a message, exit 3, empty stdout."""
    result = run("check", "/nowhere/faq.json", "--format", "json")
    assert (result.status, result.out) == (3, "")
    assert result.err.startswith("faq: cannot read the FAQ file /nowhere/faq.json")
