"""What each format holds: records, JSON shapes, notices, evidence and links."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import SEVEN, FaqFile, Run, least

DATA: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parent.parent / "data" / "faq.json").read_text(encoding="utf-8")
)
ENTRIES: dict[str, dict[str, Any]] = {entry["slug"]: entry for entry in DATA["entries"]}
CRISIS = DATA["notices"]["crisis"]
ROW = {"number", "slug", "question", "summary"}
ANSWER = ROW | {"aliases", "answer", "notes", "notices", "related"}
RESULTS = {
    "query", "results", "nearest", "not_covered", "corrections", "unmatched", "notices",
}  # fmt: skip
HIT = ROW | {"snippet", "score", "match"}
NOTICE = {"id", "title", "text"}
REFERENCE = {"id", "short", "title", "authors", "year", "journal"}
ADDRESSES = {"url", "doi", "pmid"}
ESCAPE = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\")
LINK = re.compile(r"\x1b\]8;[^;]*;([^\x1b]+)\x1b\\")
HOSTILE = {
    "script": {"title": "A", "short": "A", "url": "javascript:alert(1)"},
    "file": {"title": "B", "short": "B", "url": "file:///etc/passwd"},
    "not-doi": {"title": "C", "short": "C", "doi": "javascript:alert(1)"},
    "not-pmid": {"title": "D", "short": "D", "pmid": "../../x"},
    "page": {"title": "E", "short": "E", "url": "https://example.org/e"},
    "paper": {"title": "F", "short": "F", "doi": "10.1000/182"},
    "abstract": {"title": "G", "short": "G", "pmid": "12345"},
}


def squeezed(text: str) -> str:
    """The text without colour, white space and bullets: what is left however it is wrapped."""
    return re.sub(r"[\s•*-]", "", ESCAPE.sub("", text))


def linked_faq() -> dict[str, Any]:
    """A FAQ whose references and answer lead to good and to dangerous addresses."""
    answer = "See [this](https://example.org/a), [that](javascript:alert(2)) and [it](data:x)."
    return least(answer=answer, notes=[{"text": "N.", "references": list(HOSTILE)}]) | {
        "references": HOSTILE
    }


def texts(notice: str) -> dict[str, str]:
    """Title and text of a notice of the shipped FAQ."""
    return {field: DATA["notices"][notice][field] for field in ("title", "text")}


def cited_by(slug: str) -> list[str]:
    """The ids of the references of an entry, in the order its notes name them."""
    return [name for note in ENTRIES[slug]["notes"] for name in note["references"]]


# JSON


def test_list_is_an_array_of_rows(run: Run) -> None:
    """`list --format json` holds number, slug, question and summary of every topic."""
    rows = json.loads(run("list", "--format", "json").out)
    assert [row.pop("number") for row in rows] == [1, 2, 3, 4, 5, 6, 7]
    fields = ("slug", "question", "summary")
    assert rows == [{field: entry[field] for field in fields} for entry in DATA["entries"]]


@pytest.mark.parametrize("slug", SEVEN)
def test_show_is_an_array_of_whole_entries(run: Run, slug: str) -> None:
    """`show --format json` holds the entry as the file has it, nothing left to look up."""
    (answer,) = json.loads(run("show", slug, "--format", "json").out)
    assert set(answer) == ANSWER
    entry = ENTRIES[slug]
    for field in ("slug", "question", "summary", "answer", "aliases", "related"):
        assert answer[field] == entry[field]
    assert answer["number"] == SEVEN.index(slug) + 1
    assert [note["text"] for note in answer["notes"]] == [note["text"] for note in entry["notes"]]
    assert answer["notices"] == [{"id": name, **texts(name)} for name in entry["notices"]]


def is_written_out(reference: dict[str, Any]) -> bool:
    """Whether a reference has its id, every fact of the file and exactly one address."""
    facts = DATA["references"][reference["id"]]
    known = all(reference[field] == facts[field] for field in facts)
    one_address = len(set(reference) & ADDRESSES) == 1
    return known and one_address and set(reference) - ADDRESSES == REFERENCE


@pytest.mark.parametrize("slug", SEVEN)
def test_references_are_written_out_in_the_notes(run: Run, slug: str) -> None:
    """Each note of `show --format json` holds its references whole, each with one address."""
    (answer,) = json.loads(run("show", slug, "--format", "json").out)
    for note, raw in zip(answer["notes"], ENTRIES[slug]["notes"], strict=True):
        assert [reference["id"] for reference in note["references"]] == raw["references"]
        assert all(map(is_written_out, note["references"]))


def test_references_are_written_out_in_about(run: Run) -> None:
    """`about --format json` holds every reference in the shape that `show` has."""
    references = json.loads(run("about", "--format", "json").out)["references"]
    assert [reference["id"] for reference in references] == list(DATA["references"])
    assert all(map(is_written_out, references))


@pytest.mark.parametrize(
    ("query", "status"),
    [("nausea", 0), ("bladdr", 0), ("want to die", 0), ("what does it cost", 1), ("xyzzy", 1)],
)
def test_search_is_one_object(run: Run, query: str, status: int) -> None:
    """`search --format json` has the same keys whether something is found or not."""
    result = run("search", query, "--format", "json")
    page = json.loads(result.out)
    assert result.status == status
    assert set(page) == RESULTS
    assert page["query"] == query
    assert all(set(hit) == HIT for hit in page["results"])
    assert all(hit["match"] in ("exact", "approximate") for hit in page["results"])
    assert all(set(notice) == NOTICE for notice in page["notices"])
    assert set(page["nearest"]) <= set(SEVEN)


def test_a_hit_tells_its_entry_and_its_worth(run: Run) -> None:
    """A result has the facts of its entry, a snippet of one line, a score and how it matched."""
    hit = json.loads(run("search", "nausea", "--format", "json").out)["results"][0]
    assert {field: hit[field] for field in ("number", "slug", "match")} == {
        "number": 2, "slug": "safety", "match": "exact",
    }  # fmt: skip
    assert hit["question"] == ENTRIES["safety"]["question"]
    assert hit["summary"] == ENTRIES["safety"]["summary"]
    assert "nausea" in hit["snippet"]
    assert "\n" not in hit["snippet"]
    assert hit["score"] > 0


def test_search_tells_what_it_did_not_take_as_typed(run: Run) -> None:
    """Corrections, unmatched words and what is not covered are each in their place."""
    corrected = json.loads(run("search", "Bladdr", "--format", "json").out)
    assert corrected["corrections"] == {"bladdr": "bladder"}
    assert corrected["results"][0]["match"] == "approximate"
    assert json.loads(run("search", "Xyzzy", "--format", "json").out)["unmatched"] == ["xyzzy"]
    missing = json.loads(run("search", "what does it cost", "--format", "json").out)
    assert set(missing["not_covered"]) == {"topic", "hint"}
    assert missing["results"] == []


@pytest.mark.parametrize("argv", [["list"], ["show", "1"], ["show", "xyzzy"], ["search", "xyzzy"]])
def test_json_is_one_document_and_ends_the_line(run: Run, argv: list[str]) -> None:
    """stdout is one JSON document and a newline, also when nothing is found."""
    out = run(*argv, "--format", "json").out
    json.loads(out)
    assert out.endswith(("]\n", "}\n"))


# Pipes


def test_list_prints_a_record_a_line(run: Run) -> None:
    """On a pipe, `list` gives slug and question between tabs."""
    records = [line.split("\t") for line in run("list").out.splitlines()]
    assert records == [[slug, ENTRIES[slug]["question"]] for slug in SEVEN]


def test_search_prints_a_record_a_line(run: Run) -> None:
    """On a pipe, `search` gives slug, question and snippet between tabs, best first."""
    records = [
        line.split("\t") for line in run("search", "is", "ketamine", "safe").out.splitlines()
    ]
    assert [len(record) for record in records] == [3] * len(records)
    assert records[0][:2] == ["safety", ENTRIES["safety"]["question"]]
    assert records[0][2]


@pytest.mark.parametrize("argv", [["show", "safety"], ["show", "--all"], ["about"]])
def test_pages_are_markdown_on_a_pipe(run: Run, argv: list[str]) -> None:
    """On a pipe, `show` and `about` print the Markdown that `--format markdown` prints."""
    assert run(*argv).out == run(*argv, "--format", "markdown").out
    assert run(*argv).out.startswith("# ")


# Notices


@pytest.mark.parametrize("width", ["40", "80"])
@pytest.mark.parametrize("color", ["always", "never"])
def test_crisis_lines_stand_whole_on_a_terminal(run: Run, width: str, color: str) -> None:
    """With depression-ptsd every line of help is there, before the summary, however narrow."""
    out = run("show", "depression-ptsd", "--color", color, terminal=True, COLUMNS=width).out
    notice = squeezed(CRISIS["title"] + CRISIS["text"])
    summary = squeezed(ENTRIES["depression-ptsd"]["summary"])
    assert -1 < squeezed(out).find(notice) < squeezed(out).find(summary)


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_crisis_lines_stand_whole_on_a_pipe(run: Run, format: str) -> None:
    """With depression-ptsd the text of the notice stands in the Markdown, before the summary."""
    out = run("show", "depression-ptsd", "--format", format).out
    assert CRISIS["title"] in out
    assert -1 < out.find(CRISIS["text"]) < out.find(ENTRIES["depression-ptsd"]["summary"])


def test_crisis_lines_stand_whole_in_json(run: Run) -> None:
    """With depression-ptsd the notice is written out, and with --all it stands with its entry."""
    answers = json.loads(run("show", "--all", "--format", "json").out)
    written = [notice["id"] for answer in answers for notice in answer["notices"]]
    assert written == ["crisis"]
    assert answers[4]["notices"] == [{"id": "crisis", **texts("crisis")}]


CALLED_UP = [
    ("I want to die", "crisis"),
    ("stop my painkillers", "opioids"),
    ("took too much", "emergency"),
]


@pytest.mark.parametrize(("query", "notice"), CALLED_UP)
def test_a_called_up_notice_comes_first_in_a_search(run: Run, query: str, notice: str) -> None:
    """Terminal and Markdown begin with it; records leave stdout alone and stderr begins with it."""
    title, text = texts(notice).values()
    on_screen = run("search", query, terminal=True, NO_COLOR="1").out
    assert squeezed(on_screen).startswith(squeezed(title + text))
    assert run("search", query, "--format", "markdown").out.startswith(f"**{title}**\n\n{text}")
    records = run("search", query)
    assert records.err.startswith(f"{title}\n{text}\n")
    assert title not in records.out
    page = json.loads(run("search", query, "--format", "json").out)
    assert page["notices"][0] == {"id": notice, **texts(notice)}


def test_a_called_up_notice_comes_first_with_an_answer(run: Run) -> None:
    """`show suicide` begins with where to find help, before any title."""
    begin = squeezed(CRISIS["title"] + CRISIS["text"])
    assert squeezed(run("show", "suicide", terminal=True, NO_COLOR="1").out).startswith(begin)
    assert squeezed(run("show", "suicide").out).startswith(begin)


@pytest.mark.parametrize("format", ["text", "markdown", "json"])
@pytest.mark.parametrize("argv", [["show", "kill", "myself"], ["search", "suicide", "zzzz"]])
def test_a_notice_needs_no_result(run: Run, argv: list[str], format: str) -> None:
    """Help is shown whether the words find a topic or not, and once."""
    result = run(*argv, "--format", format)
    told = result.out + result.err
    assert told.count("call or text 988 (veterans press 1)") == 1


@pytest.mark.parametrize("format", ["text", "markdown", "json"])
def test_a_crisis_gets_no_efficacy_snippet(run: Run, format: str) -> None:
    """Under the crisis lines stands the topic only, and no talk of corrected words."""
    for query in ("suicidal depression", "I want to die"):
        result = run("search", query, "--format", format)
        assert "depression-ptsd" in result.out
        assert "From the clinic" not in result.out
        assert "Showing results" not in result.err
    page = json.loads(run("search", "suicidal depression", "--format", "json").out)
    assert {hit["snippet"] for hit in page["results"]} == {""}


# Evidence


@pytest.mark.parametrize("slug", SEVEN)
def test_references_are_numbered_on_a_terminal(run: Run, slug: str) -> None:
    """Notes cite [1], [2] in the order of the list under them, one short label a line."""
    out = run("show", slug, terminal=True, NO_COLOR="1").out
    notes, listed = out.partition("\n[1] ")[::2]
    order = dict.fromkeys(cited_by(slug))
    cited = list(dict.fromkeys(map(int, re.findall(r"\[(\d+)\]", notes))))
    assert cited == list(range(1, len(order) + 1))
    for number, name in enumerate(order, 1):
        assert f"\n[{number}] {DATA['references'][name]['short']}, " in f"\n[1] {listed}"


@pytest.mark.parametrize("slug", SEVEN)
def test_references_are_numbered_in_markdown(run: Run, slug: str) -> None:
    """The list under the notes is a numbered list, each reference in full with its address."""
    out = run("show", slug).out
    order = dict.fromkeys(cited_by(slug))
    lines = re.findall(r"^(\d+)\. (.+)$", out, re.MULTILINE)
    assert [int(number) for number, _ in lines] == list(range(1, len(order) + 1))
    for (number, line), name in zip(lines, order, strict=True):
        assert f"[{number}]" in out
        assert DATA["references"][name]["title"] in line
        assert re.search(r"https?://\S+$", line)


@pytest.mark.parametrize("slug", SEVEN)
@pytest.mark.parametrize("terminal", [True, False])
def test_related_topics_are_commands_on_one_line(run: Run, slug: str, terminal: bool) -> None:
    """Below the references one line names the related topics as commands."""
    out = run("show", slug, terminal=terminal, NO_COLOR="1").out
    (line,) = re.findall(r"^Related: (.+)$", out, re.MULTILINE)
    commands = line.replace("`", "").split(", ")
    assert commands == [f"faq show {related}" for related in ENTRIES[slug]["related"]]


@pytest.mark.parametrize("slug", SEVEN)
def test_every_answer_carries_disclaimer_and_check(run: Run, slug: str) -> None:
    """The disclaimer stands before the answer, and below it when and how it was checked."""
    checked = date.fromisoformat(DATA["checked"])
    for terminal in (True, False):
        out = run("show", slug, terminal=terminal, NO_COLOR="1").out
        answer = out.index("From the clinic")
        assert out.index(DATA["disclaimer"]) < answer
        assert out.index(f"Checked {checked.day} {checked:%b %Y}") > answer
        assert "not by a clinician" in out[answer:]


@pytest.mark.parametrize("slug", SEVEN)
def test_links_lead_to_the_references(run: Run, slug: str) -> None:
    """On a terminal each reference is a link to its http(s) or doi address."""
    targets = LINK.findall(run("show", slug, "--color", "always").out)
    for name in cited_by(slug):
        reference = DATA["references"][name]
        address = reference.get("url") or reference.get("doi") or reference["pmid"]
        assert [target for target in targets if address in target], name


def test_only_web_addresses_are_links(run: Run, faq_file: FaqFile) -> None:
    """Other schemes in references and answers are text; so are all where colour is off."""
    data = faq_file(linked_faq())
    for argv in (["show", "1"], ["about"]):
        targets = set(LINK.findall(run(*argv, "--data", data, "--color", "always").out))
        expected = {
            "https://example.org/e",
            "https://doi.org/10.1000/182",
            "https://pubmed.ncbi.nlm.nih.gov/12345/",
        }
        assert targets - {"https://example.org/a"} == expected
    assert "\x1b" not in run("show", "1", "--data", data, terminal=True, NO_COLOR="1").out


@pytest.mark.parametrize("format", ["text", "markdown", "json"])
def test_about_tells_everything(run: Run, format: str) -> None:
    """Source, disclaimer, check, every topic left out and every reference are in each format."""
    told = run("about", "--format", format).out.replace('\\"', '"')
    wanted = [DATA["source"], DATA["disclaimer"], DATA["check_note"], DATA["description"]]
    wanted += [missing[field] for missing in DATA["not_covered"] for field in ("topic", "hint")]
    wanted += [reference["title"] for reference in DATA["references"].values()]
    assert [text for text in wanted if text not in told] == []


def test_about_tells_everything_on_a_terminal(run: Run) -> None:
    """The terminal view of `about` holds every reference with its address in full."""
    told = squeezed(run("about", terminal=True).out)
    for reference in DATA["references"].values():
        address = reference.get("url") or reference.get("doi") or reference["pmid"]
        assert squeezed(reference["title"]) in told
        assert squeezed(address) in told
    for missing in DATA["not_covered"]:
        assert squeezed(f"{missing['topic']}: {missing['hint']}") in told
