"""`faq check`: every fault of a FAQ file, each with its JSON path and how to mend it."""

import json
from copy import deepcopy
from typing import Any

import pytest
from conftest import FaqFile, Run, least

from ketamine_faq import FaqError, load

SOUND: dict[str, Any] = {
    "title": "A clinic",
    "answer_label": "The clinic says",
    "references": {
        "web": {"title": "T", "short": "S", "url": "https://good.example/a"},
        "study": {"title": "T", "short": "S", "doi": "10.1000/182", "year": 2020},
        "paper": {"title": "T", "short": "S", "pmid": "123"},
        "rule": {"title": "T", "short": "S", "url": "HTTP://GOOD.EXAMPLE/B"},
    },
    "vocabulary": {"snow": ["sleet", "white stuff"]},
    "phrase_vocabulary": {"stop": ["quit"]},
    "notices": {
        "help": {"title": "T", "text": "X", "phrases": ["{stop} it"], "detector": "crisis"}
    },
    "not_covered": [
        {"topic": "money", "hint": "Ask.", "keywords": ["price"], "references": ["rule"]}
    ],
    "entries": [
        {
            "question": "Does rain fall in summer?",
            "answer": [
                {"text": "It does, see [the page](https://good.example/b).", "keywords": ["wet"]}
            ],
            "slug": "rain",
            "aliases": ["showers"],
            "keywords": ["cloudburst"],
            "notes": [
                {
                    "label": "Rarely",
                    "text": "Drought.",
                    "references": ["web", "study"],
                    "restated": ["web"],
                    "keywords": ["no water"],
                }
            ],
            "charts": [
                {
                    "title": "How much",
                    "sentence": "Of 50 days 20 were grey.",
                    "keywords": ["how many umbrellas"],
                    "most": 50,
                    "groups": [
                        {
                            "label": "A",
                            "people": "50 days",
                            "counted": "by hand",
                            "references": ["paper"],
                            "bars": [{"name": "grey", "value": 20, "range": [10, 50]}],
                        }
                    ],
                }
            ],
            "notices": ["help"],
            "related": ["snow"],
        },
        {"question": "Will snow lie in winter?", "answer": "It will lie.", "slug": "snow"},
    ],
}
ANSWER, GROUP = "$.entries[1].answer", "$.entries[0].charts[0].groups[0]"


def at(document: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The document with one value set; the path is written as entries/1/slug."""
    document = deepcopy(document)
    *way, last = [int(step) if step.isdecimal() else step for step in path.split("/")]
    place: Any = document
    for step in way:
        place = place[step]
    place[last] = value
    return document


def faults(run: Run, path: str) -> list[dict[str, str]]:
    """The report of `check` in JSON, its exit status and mends seen to."""
    status, out, err = run("check", path, "--format", "json")
    report: list[dict[str, str]] = json.loads(out)
    assert status == (3 if report else 0), err
    assert all(fault["mend"].strip() for fault in report)
    return report


# What to change in the sound document -> the fault's path, and words of what is wrong.
BROKEN = {
    "a double slug": ("entries/1/slug", "rain", "$.entries[1].slug", "entries[0].slug"),
    "a slug but for its case": ("entries/1/slug", "Rain", "$.entries[1].slug", "entries[0].slug"),
    "a slug of digits": ("entries/1/slug", "42", "$.entries[1].slug", "number"),
    "a slug of full-width digits": ("entries/1/slug", "４２", "$.entries[1].slug", "number"),
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
        "entries/0/notes/0/references",
        ["web", "x"],
        "$.entries[0].notes[0].references[1]",
        "x",
    ),
    "a dangling reference of a hint": (
        "not_covered/0/references",
        ["rule", "x"],
        "$.not_covered[0].references[1]",
        "x",
    ),
    "a dangling reference of a chart": (
        "entries/0/charts/0/groups/0/references",
        ["x"],
        f"{GROUP}.references[0]",
        "x",
    ),
    "a dangling restated": (
        "entries/0/notes/0/restated",
        ["web", "x"],
        "$.entries[0].notes[0].restated[1]",
        "x",
    ),
    "a phrase of 13 words": (
        "notices/help/phrases",
        ["x", "a " * 13],
        "$.notices[...].phrases[1]",
        "12 words",
    ),
}
DOUBTFUL = {
    "a script for a reference": ("references/web/url", "javascript:x", "$.references.web", "http"),
    "a file for a reference": ("references/web/url", "file:///x", "$.references.web", "http"),
    "a bare host": ("references/web/url", "good.example", "$.references.web", "http"),
    "a host in other letters": ("references/web/url", "https://p\u0430y.x", "$.references.web", ""),
    "an address of two words": ("references/web/url", "https://a.b on red", "$.references.web", ""),
    "an address for a DOI": ("references/study/doi", "https://doi.org/1", "$.references.study", ""),
    "a PMID in other digits": ("references/paper/pmid", "１２", "$.references.paper", "PMID"),
    "a link to a script": ("entries/1/answer", "It [x](javascript:alert(1)).", ANSWER, "link"),
    "a link to a file": ("entries/1/answer", "It will [x](file:///etc/passwd).", ANSWER, "link"),
    "an image of data": ("entries/1/answer", "It will ![x](data:image/png,x).", ANSWER, "link"),
    "a script in a note": (
        "entries/0/notes/0/text",
        "Drought [x](javascript:alert(1))",
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
    "a hidden sentence": ("title", "A\U000e0041B", "$.title", "control"),
    "a control in a notice": ("notices/help/text", "X\x9b", "$.notices.help.text", "control"),
    "a value outside the axis": (
        "entries/0/charts/0/groups/0/bars/0/value",
        51,
        f"{GROUP}.bars[0]",
        "axis",
    ),
    "a range outside the axis": (
        "entries/0/charts/0/groups/0/bars/0/range",
        [10, 51],
        f"{GROUP}.bars[0]",
        "axis",
    ),
    "a detector that there is none": (
        "notices/help/detector",
        "crysis",
        "$.notices.help.detector",
        "crysis",
    ),
    "a group that there is none": (
        "notices/help/phrases",
        ["{stpo} it"],
        "$.notices.help.phrases[0]",
        "stpo",
    ),
    "a question of function words": (
        "entries/1/question",
        "What is it?",
        "$.entries[1]",
        "What is it?",
    ),
    "a question of no words": ("entries/1/question", "?!", "$.entries[1]", ""),
    "a question that another answers": (
        "entries/1/question",
        "Does rain fall in summer? ",
        "$.entries[0].question",
        "finds snow",
    ),
    "a keyword of function words": (
        "entries/0/answer/0/keywords",
        ["wet", "do i have"],
        "$.entries[0]",
        "do i have",
    ),
    "a keyword that finds another passage": (
        "entries/0/notes/0/keywords",
        ["will snow lie in winter"],
        "$.entries[0]",
        "will snow lie in winter",
    ),
    "a keyword of a chart that finds another": (
        "entries/0/charts/0/keywords",
        ["will snow lie in winter"],
        "$.entries[0]",
        "will snow lie in winter",
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_reported_and_refused(run: Run, faq_file: FaqFile, kind: str) -> None:
    """Each fault that makes an answer doubtful has its path, and `load` raises the first."""
    place, value, path, problem = BROKEN[kind]
    file = faq_file(at(SOUND, place, value))
    report = faults(run, file)
    assert problem in next(fault["problem"] for fault in report if fault["path"] == path)
    with pytest.raises(FaqError) as raised:
        load(file)
    first = report[0]
    assert str(raised.value) == (
        f"the FAQ file {file} is wrong at {first['path']}: {first['problem']}."
    )


@pytest.mark.parametrize("kind", DOUBTFUL)
def test_a_doubtful_file_is_reported_and_read(run: Run, faq_file: FaqFile, kind: str) -> None:
    """Each fault that a reader can live with has its path, and the file is still read."""
    place, value, path, problem = DOUBTFUL[kind]
    file = faq_file(at(SOUND, place, value))
    report = [(fault["path"], fault["problem"]) for fault in faults(run, file)]
    assert any(place.startswith(path) and problem in told for place, told in report), report
    assert load(file).entries


@pytest.mark.parametrize(
    "name",
    ["a b", "--", "-a", "a-", "a--b", "a_", "a/b", "../a", "a.b", "a$(x)", "a`x`", "a\\b", "a\n"],
)
@pytest.mark.parametrize("field", ["slug", "aliases"])
def test_a_name_is_words_with_single_dashes(
    run: Run, faq_file: FaqFile, field: str, name: str
) -> None:
    """Names reach shells: a slug or alias of other signs is refused with its path."""
    value: Any = name if field == "slug" else [name]
    (fault,) = faults(run, faq_file(at(SOUND, f"entries/1/{field}", value)))
    assert fault["path"] == f"$.entries[1].{field}{'[0]' if field == 'aliases' else ''}"
    assert fault["problem"] == (
        "a name is words of letters and digits with single dashes or underscores between"
    )


@pytest.mark.parametrize("name", ["a", "A-b_c", "été", "漢字-2", "５ａ"])
def test_names_may_be_in_any_script(faq_file: FaqFile, name: str) -> None:
    """Letters and digits of every script make a name."""
    assert load(faq_file(least(slug=name))).find(name).slug == name


@pytest.mark.parametrize(
    "answer",
    [
        "It will lie [x](https://good.example/a).",
        "It will lie [x](http://good.example 'title').",
        "It will lie <https://good.example>.",
        "It will lie: javascript is no link, nor is [this](that).",
        "It will lie, at 5:30 (about), see [1]: there.",
    ],
)
def test_sound_answers_are_no_fault(run: Run, faq_file: FaqFile, answer: str) -> None:
    """Web links, and texts that only look like links, are not reported."""
    assert faults(run, faq_file(at(SOUND, "entries/1/answer", answer))) == []


def test_the_structure_comes_first(run: Run, faq_file: FaqFile) -> None:
    """While the structure is wrong only its first fault is reported, and nothing of the rest."""
    document = at(at(SOUND, "entries/1/answer", 5), "entries/1/slug", "rain")
    assert [fault["path"] for fault in faults(run, faq_file(document))] == [ANSWER]


def test_every_fault_is_reported(run: Run, faq_file: FaqFile) -> None:
    """Faults of several kinds and places, broken and doubtful, stand in one report."""
    document = at(at(SOUND, "entries/1/slug", "7"), "entries/0/related", ["x", "y"])
    document = at(at(document, "references/web/url", "x"), "title", "A\x1b")
    document = at(document, "entries/0/charts/0/groups/0/bars/0/value", 99)
    paths = [fault["path"] for fault in faults(run, faq_file(document))]
    assert sorted(paths) == sorted(
        [
            "$.entries[1].slug",
            "$.entries[0].related[0]",
            "$.entries[0].related[1]",
            "$.references.web",
            "$.title",
            f"{GROUP}.bars[0]",
        ]
    )


def test_a_large_file_is_checked(run: Run, faq_file: FaqFile) -> None:
    """Of a thousand entries with keywords only the first are searched for, the rest is checked."""
    entries = [
        {"question": f"Why {n * 7}?", "answer": [{"text": "A.", "keywords": [f"k{n * 7}"]}]}
        for n in range(1000)
    ]
    entries[-1]["related"] = ["x"]
    paths = [fault["path"] for fault in faults(run, faq_file({"title": "T", "entries": entries}))]
    assert paths == ["$.entries[999].related[0]"]


@pytest.mark.parametrize("document", [SOUND, least(question="Why does rain fall?")])
def test_a_sound_file_has_no_fault(run: Run, faq_file: FaqFile, document: Any) -> None:
    """A rich file and the least one: an empty report, a word on stderr, exit 0."""
    path = faq_file(document)
    assert run("check", path) == (0, "", f"No faults found in {path}.\n")


@pytest.mark.slow
def test_the_shipped_file_has_no_fault(run: Run) -> None:
    """The FAQ that comes with the program passes its own check, each keyword of it included."""
    assert run("check").out == ""


@pytest.mark.parametrize("door", ["argument", "option", "variable"])
def test_the_file_is_named_by_any_door(run: Run, faq_file: FaqFile, door: str) -> None:
    """`check FILE`, `check --data FILE` and FAQ_DATA report the same records, and their count."""
    path = faq_file(at(SOUND, "entries/1/related", ["x\ty\nz"]))
    argv = {"argument": [path], "option": ["--data", path], "variable": []}[door]
    status, out, err = run("check", *argv, FAQ_DATA=path if door == "variable" else None)
    assert (status, err) == (3, f"1 fault found in {path}.\n")
    assert out.split("\t")[0] == "$.entries[1].related[0]"
    assert (out.count("\t"), out.count("\n")) == (2, 1)


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_every_view_names_the_fault(run: Run, faq_file: FaqFile, format: str) -> None:
    """Markdown and the view of a terminal hold the path, the problem and how to mend it."""
    path = faq_file(at(SOUND, "entries/1/related", ["x"]))
    shown = " ".join(run("check", path, "--format", format, terminal=True).out.split())
    assert "$.entries[1].related[0]:" in shown
    assert "“x” is not in this file; mend the name or add it" in shown


def test_two_files_are_wrong_usage(run: Run, faq_file: FaqFile) -> None:
    """`check FILE --data OTHER` says that the file is named once."""
    status, out, err = run("check", faq_file(SOUND), "--data", faq_file(SOUND))
    assert (status, out) == (2, "")
    assert err.startswith("faq: ")


def test_faults_are_drawn_as_a_list(run: Run, faq_file: FaqFile) -> None:
    """On a terminal each fault is an item that begins with its path, wrapped beside its dash."""
    data = faq_file(
        {**least(related=["nowhere"]), "references": {"r": {"title": "T", "short": "S"}}}
    )
    lines = run("check", data, "--format", "text", COLUMNS="40").out.splitlines()
    assert lines[0].startswith("- $.entries[0].related[0]: ")
    assert all(line.startswith(("- $.", "  ")) and len(line) <= 40 for line in lines)
    assert sum(line.startswith("- ") for line in lines) == 2
