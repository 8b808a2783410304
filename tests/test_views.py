"""What each format holds: JSON shapes, records, whose words stand where, notices and links."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import CLINIC, SEVEN, FaqFile, Result, Run, invoke, least
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import ketamine_faq

DATA: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parent.parent / "data" / "faq.json").read_text(encoding="utf-8")
)
ENTRIES: dict[str, dict[str, Any]] = {entry["slug"]: entry for entry in DATA["entries"]}
FORMATS = ("text", "markdown", "json", "tsv")
ROW = {"number", "slug", "question", "summary"}
ANSWER = ROW | {"aliases", "answer", "answer_label", "notes", "charts", "notices", "related"}
FOUND = {"query", "results", "nearest", "not_covered", "corrections", "unmatched", "notices"}
HIT = ROW | {"label", "snippet", "references", "score", "match"}
NOTICE = {"id", "title", "text"}
REFERENCE = {"id", "restated", "title", "short", "authors", "year", "journal", "url", "doi", "pmid"}
ESCAPE = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\")
LINK = re.compile(r"\x1b\]8;[^;]*;([^\x1b]+)\x1b\\")
HOSTILE = {
    "script": {"url": "javascript:alert(1)"},
    "file": {"url": "file:///etc/passwd"},
    "disguised": {"url": "https://example.org/\u202egro.live"},
    "not-doi": {"doi": "javascript:alert(1)"},
    "not-pmid": {"pmid": "../../x"},
    "host": {"url": "https://example.org@evil.example/"},
    "page": {"url": "https://example.org/e"},
    "paper": {"doi": "10.1000/182"},
    "abstract": {"pmid": "12345"},
}
GOOD = {
    "https://example.org/e",
    "https://doi.org/10.1000/182",
    "https://pubmed.ncbi.nlm.nih.gov/12345/",
}
MARKS = ["#", "- ", "* ", "1. ", "+ ", "> ", "=", "_", "|", "<b>", "```", "&lt;", "\\", "\n", " "]
CHART: dict[str, Any] = {
    "title": "How many",
    "sentence": "Of 10 people 5 gained and 1 lost.",
    "unit": "of 10 people",
    "most": 10,
    "keywords": ["gained"],
    "groups": [
        {
            "label": "A trial",
            "people": "10 people",
            "when": "day 1",
            "counted": "gains",
            "certainty": "very uncertain",
            "references": ["r"],
            "bars": [
                {"name": "gained", "value": 5, "range": [2.5, 7]},
                {"name": "lost", "value": 1},
            ],
        }
    ],
}


@cache
def faq() -> ketamine_faq.Faq:
    """The shipped FAQ, loaded once: no search changes it."""
    return ketamine_faq.load()


@cache
def shown(slug: str, format: str) -> Result:
    """`show SLUG` in a format, without colour."""
    return invoke(("show", slug, "--format", format, "--color", "never"))


@cache
def document(*argv: str) -> Any:
    """The JSON that a command prints."""
    return json.loads(invoke((*argv, "--format", "json")).out)


def squeezed(text: str) -> str:
    """A text without colour, white space and Markdown's marks, however it is wrapped."""
    return re.sub(r"[\s•*\\-]", "", ESCAPE.sub("", text))


def texts(notice: str) -> dict[str, str]:
    """Title and text of a notice of the shipped FAQ."""
    return {field: DATA["notices"][notice][field] for field in ("title", "text")}


def cited_by(entry: dict[str, Any]) -> list[str]:
    """The ids of the references of an entry in the order of their numbers."""
    cited = [name for note in entry["notes"] for name in note["references"]]
    groups = [group for chart in entry.get("charts", ()) for group in chart["groups"]]
    return list(dict.fromkeys([*cited, *(name for g in groups for name in g["references"])]))


def charted(**chart: Any) -> dict[str, Any]:
    """A FAQ with one chart, changed as the test needs it."""
    return least(summary="S.", charts=[{**CHART, **chart}]) | {
        "references": {"r": {"title": "R", "short": "R 1"}}
    }


def is_whole(reference: dict[str, Any]) -> bool:
    """Whether a reference has its id, every fact of the file and nothing else."""
    facts = DATA["references"][reference["id"]]
    return set(reference) == REFERENCE and facts.items() <= reference.items()


# JSON


def test_list_is_an_array_of_rows() -> None:
    """`list --format json` holds number, slug, question and summary of every topic."""
    fields = ("slug", "question", "summary")
    assert document("list") == [
        {"number": number, **{field: entry[field] for field in fields}}
        for number, entry in enumerate(DATA["entries"], 1)
    ]


@pytest.mark.parametrize("slug", SEVEN)
def test_show_is_an_array_of_whole_entries(slug: str) -> None:
    """`show --format json` is the loaded entry, nothing left to look up."""
    (answer,) = document("show", slug)
    entry = ENTRIES[slug]
    assert answer == json.loads(msgspec.json.encode(faq().find(slug)))
    assert set(answer) == ANSWER
    assert answer["answer"] == "\n\n".join(passage["text"] for passage in entry["answer"])
    assert answer["answer_label"] == DATA["answer_label"]
    assert [note["text"] for note in answer["notes"]] == [note["text"] for note in entry["notes"]]
    assert answer["notices"] == [{"id": name, **texts(name)} for name in entry["notices"]]


@pytest.mark.parametrize("slug", SEVEN)
def test_references_are_written_out_in_notes_and_charts(slug: str) -> None:
    """Each note and each group of a chart holds its references whole, and which are restated."""
    (answer,) = document("show", slug)
    for note, raw in zip(answer["notes"], ENTRIES[slug]["notes"], strict=True):
        assert set(note) == {"label", "text", "references"}
        assert [reference["id"] for reference in note["references"]] == raw["references"]
        restated = [reference["id"] for reference in note["references"] if reference["restated"]]
        assert set(restated) == set(raw["restated"])
    groups = [group for chart in answer["charts"] for group in chart["groups"]]
    cited = [reference for part in (*answer["notes"], *groups) for reference in part["references"]]
    assert cited
    assert all(map(is_whole, cited))


def test_about_is_the_document_without_its_entries() -> None:
    """`about --format json` holds the rest of the file, the references by their ids."""
    about = document("about")
    references = about.pop("references")
    assert references.keys() == DATA["references"].keys()
    for name, reference in DATA["references"].items():
        assert reference.items() <= references[name].items()
    assert not {"entries", "$schema"} & set(about)
    kept = set(DATA) - {"entries", "$schema", "references"}
    assert {field: about[field] for field in kept & {"title", "checked", "check_note"}} == {
        field: DATA[field] for field in ("title", "checked", "check_note")
    }
    assert kept <= set(about)


@pytest.mark.parametrize(
    ("query", "status"),
    [("nausea", 0), ("bladdr", 0), ("want to die", 0), ("what does it cost", 1), ("xyzzy", 1)],
)
def test_search_is_one_object(run: Run, query: str, status: int) -> None:
    """`search --format json` has the same keys whether something is found or not."""
    result = run("search", query, "--format", "json")
    page = json.loads(result.out)
    assert result.status == status
    assert set(page) == FOUND
    assert page["query"] == query
    assert all(set(hit) == HIT for hit in page["results"])
    assert all(hit["match"] in ("exact", "approximate") for hit in page["results"])
    assert all(set(notice) == NOTICE for notice in page["notices"])
    assert set(page["nearest"]) <= set(SEVEN) - {hit["slug"] for hit in page["results"]}


def test_a_hit_is_what_the_python_interface_finds() -> None:
    """A result has the facts of its entry and passage, a score and how it matched."""
    hit = document("search", "nausea")["results"][0]
    found = faq().search("nausea").results[0]
    assert (hit["slug"], hit["match"]) == ("safety", "exact")
    assert (hit["label"], hit["snippet"], hit["score"]) == (found.label, found.snippet, found.score)
    assert {field: hit[field] for field in ROW} == {
        field: getattr(found.entry, field) for field in ROW
    }


def test_search_tells_what_it_did_not_take_as_typed() -> None:
    """Corrections, unmatched words and what is not covered are each in their place."""
    corrected = document("search", "Bladdr")
    assert corrected["corrections"] == {"bladdr": "bladder"}
    assert corrected["results"][0]["match"] == "approximate"
    assert document("search", "Xyzzy")["unmatched"] == ["xyzzy"]
    missing = document("search", "what does it cost")
    assert set(missing["not_covered"]) == {"topic", "hint", "references"}
    assert missing["not_covered"]["references"]
    assert missing["results"] == []


def test_nothing_shown_is_an_empty_array(run: Run) -> None:
    """`show --format json` of no topic is still a document."""
    result = run("show", "zzz", "--format", "json")
    assert (result.status, json.loads(result.out)) == (1, [])


# Records


@pytest.mark.parametrize("slug", SEVEN)
def test_show_is_a_record_a_passage(slug: str) -> None:
    """`show --format tsv` has slug, label, text and short references, a passage a line."""
    entry = ENTRIES[slug]
    short = {name: reference["short"] for name, reference in DATA["references"].items()}
    expected = [[slug, DATA["answer_label"], part["text"], ""] for part in entry["answer"]]
    expected += [
        [slug, note["label"], note["text"], "; ".join(short[name] for name in note["references"])]
        for note in entry["notes"]
    ]
    records = [line.split("\t") for line in shown(slug, "tsv").out.splitlines()]
    assert records[1 : len(expected) + 1] == expected
    charts = [chart["sentence"] for chart in entry.get("charts", ())]
    assert [record[2] for record in records[len(expected) + 1 :]] == charts


@pytest.mark.parametrize(
    ("argv", "columns"),
    [
        (("list",), 2),
        (("search", "nausea"), 5),
        (("show", "--all"), 4),
        (("about",), 4),
        (("check",), 3),
    ],
)
def test_every_record_has_the_columns_of_its_command(
    run: Run, faq_file: FaqFile, argv: tuple[str, ...], columns: int
) -> None:
    """A field is empty where there is nothing to say, never left out."""
    broken = [faq_file(least(related=["nobody"]))] if argv == ("check",) else []
    lines = run(*argv, *broken, "--format", "tsv").out.splitlines()
    assert lines
    assert {line.count("\t") + 1 for line in lines} == {columns}


@pytest.mark.parametrize("argv", [("list",), ("show", "1"), ("search", "nausea"), ("about",)])
def test_text_of_a_file_breaks_no_record(run: Run, faq_file: FaqFile, argv: Any) -> None:
    """A tab or a line break inside a text is no tab or line break of the records."""
    torn = "Nausea\tfeels\r\nlike\x0bthis\u2028here."
    faq = least(question=torn, answer=torn, summary=torn, notes=[{"label": torn, "text": torn}])
    faq |= {"description": torn, "not_covered": [{"topic": torn, "hint": torn}]}
    plain = json.loads(json.dumps(faq).replace(json.dumps(torn)[1:-1], "Nausea feels."))
    lines = [
        run(*argv, "--data", faq_file(data), "--format", "tsv").out.split("\n")
        for data in (faq, plain)
    ]
    assert [line.count("\t") for line in lines[0]] == [line.count("\t") for line in lines[1]]
    assert not re.search(r"[\r\x0b\u2028]", "".join(lines[0]))


# Whose words


def test_no_hit_of_the_clinic_is_without_its_label_and_summary() -> None:
    """Each passage of an answer is found with the label of the clinic and a summary beside it."""
    answers = {part["text"] for entry in DATA["entries"] for part in entry["answer"]}
    spoken = set()
    for text in answers:
        for hit in faq().search(" ".join(text.split()[:9])).results:
            claimed = hit.snippet in answers
            assert (hit.label == DATA["answer_label"]) == claimed
            assert hit.entry.summary
            spoken |= {hit.snippet} if claimed else set()
    assert len(spoken) > len(answers) / 2


@pytest.mark.parametrize("format", FORMATS)
def test_a_snippet_of_the_clinic_stands_between_label_and_summary(
    run: Run, clinic: str, format: str
) -> None:
    """In every format the label comes before the clinic's words, and the summary is with them."""
    argv = ("search", "nausea", "--data", clinic, "--format", format, "--color", "never")
    out = squeezed(run(*argv).out)
    entry = CLINIC["entries"][0]
    assert (
        0
        <= out.find(squeezed(CLINIC["answer_label"]))
        < out.find(squeezed(entry["answer"][0]["text"]))
    )
    assert squeezed(entry["summary"]) in out


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("slug", SEVEN)
def test_an_answer_stands_under_its_label_and_summary(slug: str, format: str) -> None:
    """`show` prints the summary, then the label, then the clinic's words, in every format."""
    out = squeezed(shown(slug, format).out)
    summary, first = ENTRIES[slug]["summary"], ENTRIES[slug]["answer"][0]["text"]
    parts = [out.find(squeezed(text)) for text in (summary, DATA["answer_label"], first)]
    if format == "json":
        parts = sorted(parts)
    assert -1 < parts[0] < parts[1] < parts[2]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("slug", SEVEN)
def test_every_passage_stands_in_every_format(slug: str, format: str) -> None:
    """No format leaves out a passage, a note with its label, or the sentence of a chart."""
    out = squeezed(shown(slug, format).out.replace('\\"', '"'))
    entry = ENTRIES[slug]
    wanted = [part["text"] for part in entry["answer"]]
    wanted += [note[field] for note in entry["notes"] for field in ("label", "text")]
    wanted += [c[field] for c in entry.get("charts", ()) for field in ("title", "sentence")]
    assert [text for text in wanted if squeezed(text) not in out] == []


# Notices


@pytest.mark.parametrize("format", ["text", "markdown"])
@pytest.mark.parametrize(
    ("argv", "notice"),
    [
        (("search", "I want to die"), "crisis"),
        (("show", "suicide"), "crisis"),
        (("show", "chronic-pain"), "crisis"),
        (("search", "stop my painkillers"), "opioids"),
        (("search", "took too much"), "emergency"),
    ],
)
def test_a_notice_comes_first_with_a_blank_line_after_it(
    run: Run, argv: tuple[str, ...], notice: str, format: str
) -> None:
    """What a page begins with is the notice, whole and apart from what follows."""
    out = run(*argv, "--format", format, "--color", "never").out
    title, text = texts(notice).values()
    blocks = out.split("\n\n")
    heads = [squeezed("".join(blocks[:most])) for most in (1, 2)]
    assert squeezed(title + text) in heads


@pytest.mark.parametrize("argv", [("search", "I want to die"), ("show", "suicide")])
def test_a_notice_of_records_goes_to_stderr(run: Run, argv: tuple[str, ...]) -> None:
    """Records have no column for it: stderr begins with it, and a blank line follows."""
    result = run(*argv, "--format", "tsv")
    title, text = texts("crisis").values()
    assert result.err.startswith(f"{title}\n{text}\n\n")
    assert title not in result.out


def test_a_notice_is_written_out_in_json() -> None:
    """`search` and `show` hold the notices that were called up, each whole and once."""
    crisis = {"id": "crisis", **texts("crisis")}
    assert document("search", "I want to die")["notices"] == [crisis]
    (answer,) = document("show", "suicide")
    assert answer["notices"] == [crisis]
    every = document("show", "--all")
    assert [entry["slug"] for entry in every if entry["notices"] == [crisis]] == [
        slug for slug in SEVEN if ENTRIES[slug]["notices"]
    ]


@pytest.mark.parametrize("format", FORMATS)
def test_under_a_notice_results_are_bare_topics(run: Run, format: str) -> None:
    """Under the crisis lines stand topics only: no claim, no talk of corrected words."""
    result = run("search", "suicidal depresion", "--format", format)
    assert "depression-ptsd" in result.out
    assert ENTRIES["depression-ptsd"]["summary"] not in result.out
    assert DATA["answer_label"] not in result.out
    assert "Showing results" not in result.err
    if format == "json":
        page = json.loads(result.out)
        blank = {"label": "", "snippet": "", "summary": "", "references": []}
        assert all(blank.items() <= hit.items() for hit in page["results"])
        assert (page["corrections"], page["nearest"], page["not_covered"]) == ({}, [], None)


# Evidence


@pytest.mark.parametrize("slug", SEVEN)
def test_references_are_numbered_in_order(slug: str) -> None:
    """Notes cite [1], [2] in order; a screen lists short names, Markdown whole references."""
    names = cited_by(ENTRIES[slug])
    screen, markdown = shown(slug, "text").out, shown(slug, "markdown").out
    notes, listed = re.split(r"\n(?=\[1\] )", screen)
    cited = dict.fromkeys(map(int, re.findall(r"\[(\d+)\*?\]", notes)))
    assert list(cited) == list(range(1, len(names) + 1))
    for number, name in enumerate(names, 1):
        reference = DATA["references"][name]
        assert f"[{number}] {reference['short']}" in " ".join(listed.split())
        (line,) = re.findall(rf"^{number}\. (.+)$", markdown.partition("## References")[2], re.M)
        assert reference["title"] in line
        assert re.search(r" https?://\S+$", line)


@pytest.mark.parametrize("slug", SEVEN)
def test_a_restated_reference_has_a_star_that_is_explained(slug: str) -> None:
    """A note's number carries a star where the file says so, and a line tells what it means."""
    names, out = cited_by(ENTRIES[slug]), " ".join(shown(slug, "text").out.split())
    notes = ENTRIES[slug]["notes"]
    marks = [
        "".join(f"[{names.index(n) + 1}{'*' * (n in restated)}]" for n in cited)
        for cited, restated in ((note["references"], note["restated"]) for note in notes)
    ]
    assert [mark for mark in marks if f" {mark}" not in out] == []
    assert ("* as restated" in out) == any("*" in mark for mark in marks)


def test_a_miss_names_three_topics_at_most(run: Run, faq_file: FaqFile) -> None:
    """Of the nearest topics the first three are told, of corrections the first five."""
    entries = [{"question": f"Rain {n}?", "slug": f"s{n}", "answer": "Rain."} for n in "abcde"]
    path = faq_file({"title": "T", "entries": entries})
    told = run("search", "rain of frogs on rusty xylophones", "--data", path).err
    assert re.search(r"Nearest topics: s\w, s\w, s\w\. ", told)
    words = ["marigold", "buttercup", "snapdragon", "chrysanthemum", "honeysuckle", "delphinium"]
    path = faq_file(least(answer=" ".join(words)))
    slips = [word[:3] + word[4:] for word in words]
    assert run("search", *slips, "--data", path).err.count("Showing results for") == 5


@pytest.mark.parametrize("format", ["text", "markdown"])
@pytest.mark.parametrize("slug", SEVEN)
def test_every_answer_carries_disclaimer_foot_and_related(slug: str, format: str) -> None:
    """The disclaimer stands before the answer, when it was checked and related topics below."""
    above, below = shown(slug, format).out.split(f"{DATA['answer_label']}\n", 1)
    assert DATA["disclaimer"] in above
    assert squeezed(DATA["check_note"].splitlines()[0]) in squeezed(below)
    assert f"faq show {' '.join(ENTRIES[slug]['related'])}" in below


@pytest.mark.parametrize(
    ("note", "foot"), [("", "A."), ("By nobody.", "_By nobody._"), ("Once.\nBy us.", "_Once._")]
)
def test_the_foot_is_the_first_line_of_the_note(
    run: Run, faq_file: FaqFile, note: str, foot: str
) -> None:
    """An answer ends with how it was checked, where the file says so."""
    data = faq_file({**least(), "check_note": note, "checked": "2026-11-02"})
    out = run("show", "1", "--data", data, "--format", "markdown").out
    assert out.splitlines()[-1] == foot


def test_references_are_links_on_a_terminal() -> None:
    """Each reference of an answer leads to its address where the terminal shows links."""
    out = invoke(("show", "chronic-pain", "--format", "text", "--color", "always")).out
    for name in cited_by(ENTRIES["chronic-pain"]):
        reference = DATA["references"][name]
        address = reference.get("url") or reference.get("doi") or reference["pmid"]
        assert any(address in target for target in LINK.findall(out)), name


def test_only_web_addresses_are_links(run: Run, faq_file: FaqFile) -> None:
    """Other schemes, and addresses that hide a letter, are text; so are all without colour."""
    answer = "See [this](https://example.org/a), [that](javascript:alert(2)) and [it](data:x)."
    faq = least(answer=answer, notes=[{"text": "N.", "references": list(HOSTILE)}])
    faq["references"] = {n: {"title": n, "short": n, **where} for n, where in HOSTILE.items()}
    data = faq_file(faq)
    out = run("show", "1", "--data", data, "--format", "text", "--color", "always").out
    assert set(LINK.findall(out)) == GOOD
    assert "https://example.org/a" in out
    markdown = run("show", "1", "--data", data, "--format", "markdown").out
    listed = markdown.partition("## References")[2]
    assert set(re.findall(r"\S+:\S+$", listed, re.M)) == GOOD
    assert "\x1b" not in run("show", "1", "--data", data, terminal=True, NO_COLOR="1").out


@pytest.mark.parametrize("short", ["good.example", "https://good.example/a", "NHS (nhs.uk) 2024"])
def test_a_name_that_looks_like_an_address_is_no_link(
    run: Run, faq_file: FaqFile, short: str
) -> None:
    """What reads as one address never leads to another."""
    faq = least(notes=[{"text": "N.", "references": ["r"]}])
    faq["references"] = {"r": {"title": "T", "short": short, "url": "https://evil.example/"}}
    out = run("show", "1", "--data", faq_file(faq), "--format", "text", "--color", "always").out
    assert short in out
    assert LINK.findall(out) == []


@pytest.mark.parametrize("format", ["text", "markdown", "json", "tsv"])
def test_about_tells_everything(run: Run, format: str) -> None:
    """Source, disclaimer, check and every topic left out are in each format, the hints in most."""
    told = squeezed(run("about", "--format", format).out.replace('\\"', '"').replace("\\n", "\n"))
    wanted = [DATA[field] for field in ("source", "disclaimer", "check_note", "description")]
    fields = ("topic",) if format == "text" else ("topic", "hint")
    wanted += [topic[field] for topic in DATA["not_covered"] for field in fields]
    assert [text for text in wanted if squeezed(text) not in told] == []


def test_about_holds_every_reference_in_markdown(run: Run) -> None:
    """`about --format markdown` is where each reference stands whole, with its address."""
    told = run("about", "--format", "markdown").out
    for reference in DATA["references"].values():
        address = reference.get("url") or reference.get("doi") or reference["pmid"]
        (line,) = [line for line in told.splitlines() if line.endswith((address, address + "/"))]
        assert reference["title"] in line


def test_about_is_at_most_two_screens(run: Run) -> None:
    """On a terminal of 80 columns and 24 lines `about` is read with one turn of the page."""
    out = run("about", terminal=True, NO_COLOR="1").out
    assert len(out.splitlines()) <= 2 * 24


# Charts


def test_a_chart_on_a_terminal(run: Run, faq_file: FaqFile) -> None:
    """Title, unit, sentence, facts, then a bar a value with the value at its end."""
    data = faq_file(charted())
    lines = run("show", "1", "--data", data, "--format", "text", "--color", "never").out
    at = lines.index("How many")
    assert lines[at:].partition("\n\n")[0].splitlines() == [
        "How many  of 10 people",
        "Of 10 people 5 gained and 1 lost. [1]",
        "A trial: 10 people, day 1, gains, very uncertain",
        f"gained  {'█' * 20} 5 (2.5 to 7)",
        f"lost    {'█' * 4} 1",
    ]


def test_a_chart_at_40_columns_has_its_names_over_the_bars(run: Run, faq_file: FaqFile) -> None:
    """A narrow screen gives the bars its whole width, and no line is wider."""
    data = faq_file(charted())
    argv = ("show", "1", "--data", data, "--format", "text", "--color", "never")
    lines = run(*argv, COLUMNS="40").out.splitlines()
    at = lines.index("gained")
    assert re.fullmatch(r"█{10,}[▏▎▍▌▋▊▉]? 5 \(2\.5 to 7\)", lines[at + 1])
    assert lines[at + 2] == "lost"
    assert max(map(len, lines)) <= 40


def test_a_chart_in_ascii_is_drawn_with_hashes(run: Run, faq_file: FaqFile) -> None:
    """Where the stream has no blocks, the bars are of `#` and as long in proportion."""
    data = faq_file(charted())
    argv = ("show", "1", "--data", data, "--format", "text", "--color", "never")
    out = run(*argv, encoding="ascii").out
    assert f"gained  {'#' * 20} 5 (2.5 to 7)\n" in out
    assert f"lost    {'#' * 4} 1\n" in out


def test_a_chart_in_markdown_is_a_table(run: Run, faq_file: FaqFile) -> None:
    """A row a bar, with the facts of its group; the sentence stands before it."""
    out = run("show", "1", "--data", faq_file(charted()), "--format", "markdown").out
    assert "**How many:** Of 10 people 5 gained and 1 lost. [1]\n\n| " in out
    facts = "10 people, day 1, gains, very uncertain"
    assert re.findall(r"^\|.*\|$", out, re.M)[2:] == [
        f"| A trial | gained | 5 (2.5 to 7) | {facts} |",
        f"| A trial | lost | 1 | {facts} |",
    ]


@pytest.mark.parametrize(
    ("value", "cells"), [(0, ""), (10, "█" * 40), (12, "█" * 40), (0.125, "▌"), (2.5, "█" * 10)]
)
def test_a_bar_is_as_long_as_its_value(
    run: Run, faq_file: FaqFile, value: float, cells: str
) -> None:
    """A bar ends at an eighth of a cell, and never beyond the axis."""
    groups = [{**CHART["groups"][0], "bars": [{"name": "x", "value": value}]}]
    data = faq_file(charted(groups=groups))
    out = run("show", "1", "--data", data, "--format", "text", "--color", "never").out
    assert f"\nx  {cells} {value:g}\n" in out


# Markdown


def blocks(field: str, folder: Path) -> list[str]:
    """The blocks of a Markdown page whose every field of one line is this text."""
    note = {"label": field, "text": field, "references": ["r"]}
    group = {**CHART["groups"][0], "label": field, "people": field, "counted": field}
    group["bars"] = [{"name": field, "value": 5}]
    faq = charted(title=field, sentence=field, unit=field, groups=[group])
    faq["entries"][0] |= {"question": field, "summary": field, "notes": [note]}
    faq |= {"title": field, "disclaimer": field, "answer_label": field, "notes_label": field}
    faq["references"]["r"] |= {"title": field, "authors": field}
    path = folder / "hostile.json"
    path.write_text(json.dumps(faq), encoding="utf-8")
    page = invoke(("show", "1", "--data", str(path), "--format", "markdown")).out
    parsed = MarkdownIt("commonmark").enable("table").parse(page)
    return [token.type for token in parsed if token.type != "inline"]


@pytest.mark.parametrize(
    "text",
    [
        "# Heading",
        "- item",
        "* item",
        "> quote",
        "+ item",
        "=====",
        "<script>alert(1)</script>",
        "<!-- comment",
        "a\n\n# Heading",
        "a\n---",
        "a | b",
        "1. one",
        "_",
        "```sh",
    ],
)
def test_a_field_of_one_line_opens_nothing_in_markdown(tmp_path: Path, text: str) -> None:
    """Titles, labels and notes of a file make no heading, list, quote, table or HTML."""
    assert blocks(text, tmp_path) == blocks("plain", tmp_path)


@pytest.mark.slow
@given(text=st.lists(st.sampled_from(MARKS), min_size=1, max_size=3).map("".join))
def test_no_text_opens_anything_in_markdown(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """The same of any text that is made of Markdown's own marks."""
    folder = tmp_path_factory.getbasetemp()
    assert blocks(f"{text}a", folder) == blocks("plain", folder)


@pytest.mark.parametrize("slug", SEVEN)
def test_markdown_holds_no_stray_markup(slug: str) -> None:
    """What is read as Markdown shows no star or bar that was meant as one."""
    html = MarkdownIt("commonmark").enable("table").render(shown(slug, "markdown").out)
    words = re.sub(r"<[^>]+>", "", html)
    assert not re.search(r"\*\*|__|\\[*_]|^#|\| ", words, re.M)


def test_a_mark_at_the_beginning_is_bold() -> None:
    """A matched word is marked in Markdown wherever it stands in the sentence."""
    out = invoke(("search", "ketamine", "approved", "--format", "markdown")).out
    assert re.search(r"^- \*\*[^*]+:\*\* (?:.* )?\*\*\w", out, re.MULTILINE)
    assert "\\*" not in out
