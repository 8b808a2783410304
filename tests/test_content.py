"""The content of data/faq.json against the rules it was written by and its table of evidence."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
FAQ: dict[str, Any] = json.loads((ROOT / "data" / "faq.json").read_text(encoding="utf-8"))
EVIDENCE: dict[str, Any] = json.loads(
    (ROOT / "tests" / "evidence.json").read_text(encoding="utf-8")
)
ENTRIES: dict[str, dict[str, Any]] = {entry["slug"]: entry for entry in FAQ["entries"]}
REFERENCES: dict[str, dict[str, Any]] = FAQ["references"]
FACTS: list[dict[str, Any]] = EVIDENCE["facts"]
NOTES: list[tuple[str, int]] = [
    (slug, index) for slug, entry in ENTRIES.items() for index in range(len(entry["notes"]))
]

SLUGS = [
    "overview",
    "safety",
    "mechanism",
    "chronic-pain",
    "depression-ptsd",
    "duration",
    "types",
]
MARK = "**From the clinic's FAQ:** "
NUMBER_WORDS = {
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "eleven": "11",
    "twelve": "12",
}
FDA_COMPOUNDED = {"fda-2022", "fda-2023"}

# What the clinic's page says, entry by entry: patterns for the answer in lower case.
SOURCE_FACTS = {
    "overview": [
        r"\banaesthetic\b",
        r"early 1960s",
        r"most widely used in modern medicine",
        r"\(who\) lists it as an essential medicine",
        r"general anaesthetic\b.* approved by the fda",
        r"very safe history in surgery",
        r"frequent use in paediatric surgery",
        r"effective in chronic .*pain",
        r"extreme physical pain of crps .*\brsd\b",
        r"when other treatments have failed",
    ],
    "safety": [
        r"\byes\b.*\bsafe\b",
        r"vital signs .*monitored during the infusion",
        r"some people feel nausea",
        r"anti-emetic .*\biv\b",
        r"past nausea from medicines or motion sickness",
        r"tell their physician",
        r"prevented",
    ],
    "mechanism": [
        r"blocking the nmda \(n-methyl-d-aspartate\) receptor",
        r"one of three major kinds for glutamate",
        r"synaptic plasticity",
        r"memory function, among others",
        r"makes glutamate rise",
        r"cascade .*neurobiological events",
        r"researchers, it says, believe",
        r"key reason for the rapid antidepressant effects",
    ],
    "chronic-pain": [
        r"reported as safe and effective for chronic .*pain",
        r"many people turn to them",
        r"can stop opiate narcotics",
        r"normal life without the hazardous effects",
        r"short- and long-term",
        r"many medications prescribed for pain may not be the best options",
        r"their own problems",
        r"no good studies of opioids over long periods",
    ],
    "depression-ptsd": [
        r"about 70% of people with treatment-resistant depression",
        r"bipolar included",
        r"improve rapidly after a low-dose infusion",
        r"similar success in returning combat veterans with ptsd",
        r"recent studies.* extremely severe cases of years or decades",
        r"no treatment had helped",
        r"for years many had been on the verge of suicide",
        r"many had attempted it",
        r"all had lost productive years",
        r"70% of all users did well",
        r"before, there was virtually no way to help substantially",
        r"relief varies: only partial for some",
        r"only after a second or third infusion",
    ],
    "duration": [
        r"varies a great deal from one patient to another",
        r"of the people who respond, .*most get at least several days of relief",
        r"symptoms after a single infusion",
        r"series of infusions over several days, relief often lasts weeks",
        r"feel healthy and function normally",
    ],
    "types": [
        r"\*\*low dose\*\*.*awake technique or in-hospital technique",
        r"20 mg to 35 mg",
        r"depends on weight, crps .*, health and various other health factors",
        r"\*\*outpatient\*\*.*repeated infusions over days, weeks and months",
        r"slowly decreased as treatment evolves",
        r"\*\*high dose\*\*.*medically induced coma",
        r"extremely high dose, for 5 to 7 days",
        r"typically at 500-700 mg per hour",
    ],
}

CRISIS_LINES = [
    ["immediate danger", "call the local emergency number"],
    [
        "US: call or text 988",
        "veterans press 1",
        "chat at https://988lifeline.org",
    ],
    ["Canada: call or text 988", "Elsewhere: https://findahelpline.com"],
    [
        "UK and Ireland: Samaritans, 116 123",
        "https://www.samaritans.org/how-we-can-help/contact-samaritan/",
    ],
]


def note_of(slug: str, index: int) -> dict[str, Any]:
    """The note of an entry at an index."""
    note: dict[str, Any] = ENTRIES[slug]["notes"][index]
    return note


def strings(node: Any) -> Iterator[str]:
    """Every string in a JSON document, keys left out."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for item in node:
            yield from strings(item)
    elif isinstance(node, dict):
        for item in node.values():
            yield from strings(item)


def sentences(text: str) -> list[str]:
    """The sentences of a text, a list item being at least one."""
    plain = text.replace(MARK, "").replace("**", "")
    parts = re.split(r"(?<=[.!?])\s+|\n+", plain)
    return [part for part in parts if part.strip()]


def figures(text: str) -> set[str]:
    """Every number of a text as digits, `two` to `twelve` included."""
    found = {number.replace(",", "") for number in re.findall(r"\d+(?:[.,]\d+)*", text)}
    words = re.findall(r"[a-z]+", text.lower())
    return found | {NUMBER_WORDS[word] for word in words if word in NUMBER_WORDS}


def identifier(reference: dict[str, Any]) -> str:
    """A reference's identifier as the table of evidence writes it."""
    if "doi" in reference:
        return f"doi:{reference['doi']}"
    if "pmid" in reference:
        return f"PMID {reference['pmid']}"
    url: str = reference["url"]
    article = re.fullmatch(r"https://www\.ncbi\.nlm\.nih\.gov/pmc/articles/(PMC\d+)/", url)
    return f"PMCID {article[1]}" if article else url


def all_note_sentences() -> list[str]:
    """Every sentence of every note."""
    return [part for slug, index in NOTES for part in sentences(note_of(slug, index)["text"])]


def test_seven_entries_stand_in_the_order_of_the_source() -> None:
    """The seven slugs are there, in the order of the clinic's page."""
    assert [entry["slug"] for entry in FAQ["entries"]] == SLUGS


@pytest.mark.parametrize(
    ("slug", "pattern"), [(slug, term) for slug, terms in SOURCE_FACTS.items() for term in terms]
)
def test_answer_holds_every_fact_of_the_source(slug: str, pattern: str) -> None:
    """Each fact and figure of the clinic's page stands in the answer it belongs to."""
    assert re.search(pattern, ENTRIES[slug]["answer"].lower(), re.DOTALL)


@pytest.mark.parametrize("slug", SLUGS)
def test_answer_is_marked_once_as_the_clinics(slug: str) -> None:
    """Each answer begins with the mark of its source and nothing else carries that mark."""
    answer = ENTRIES[slug]["answer"]
    assert answer.startswith(MARK)
    assert sum(text.count(MARK.strip()) for text in strings(ENTRIES[slug])) == 1


@pytest.mark.parametrize("slug", SLUGS)
def test_every_paragraph_of_an_answer_names_its_speaker(slug: str) -> None:
    """No paragraph of an answer states a claim without saying whose it is."""
    for paragraph in ENTRIES[slug]["answer"].replace(MARK, "").split("\n\n"):
        assert re.search(r"\b(the clinic|the page|it says|it describes)\b", paragraph.lower())


@pytest.mark.parametrize("slug", SLUGS)
def test_summary_is_one_short_sentence(slug: str) -> None:
    """A summary is one sentence of at most 30 words and 150 characters."""
    summary = ENTRIES[slug]["summary"]
    assert len(sentences(summary)) == 1
    assert summary.endswith(".")
    assert len(summary.split()) <= 30
    assert len(summary) <= 150


@pytest.mark.parametrize("slug", SLUGS)
def test_summary_brings_no_figure_of_its_own(slug: str) -> None:
    """Every figure of a summary stands in the answer or the notes of its entry."""
    entry = ENTRIES[slug]
    told = figures(entry["answer"]).union(*(figures(note["text"]) for note in entry["notes"]))
    assert figures(entry["summary"]) <= told


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("group", ["answer", "notes"])
def test_sentences_are_short(slug: str, group: str) -> None:
    """Sentences have at most 20 words on average and never more than 35."""
    texts = [ENTRIES[slug]["answer"]]
    if group == "notes":
        texts = [note["text"] for note in ENTRIES[slug]["notes"]]
    lengths = [len(part.split()) for text in texts for part in sentences(text)]
    assert max(lengths) <= 35
    assert sum(lengths) / len(lengths) <= 20


@pytest.mark.parametrize("slug", SLUGS)
def test_entry_has_two_to_five_notes_each_with_a_reference(slug: str) -> None:
    """An entry has two to five notes and no note stands without a reference."""
    notes = ENTRIES[slug]["notes"]
    assert 2 <= len(notes) <= 5
    for note in notes:
        assert note["references"]
        assert len(set(note["references"])) == len(note["references"])


def test_references_are_exactly_those_the_notes_use() -> None:
    """Every reference of a note exists and no reference stands unused."""
    used = {key for slug, index in NOTES for key in note_of(slug, index)["references"]}
    assert used == set(REFERENCES)


@pytest.mark.parametrize("key", sorted(REFERENCES))
def test_reference_identifier_equals_the_table(key: str) -> None:
    """A reference has one identifier, and it is the one in the table of evidence."""
    assert len({"doi", "pmid", "url"} & set(REFERENCES[key])) == 1
    assert identifier(REFERENCES[key]) == EVIDENCE["references"][key]


def test_reference_labels_are_short_and_distinct() -> None:
    """Each reference has a label of its own that leaves room for its identifier in 80 columns."""
    labels = [reference["short"] for reference in REFERENCES.values()]
    assert len(set(labels)) == len(labels)
    assert max(map(len, labels)) <= 38
    for reference in REFERENCES.values():
        assert len(f"[8] {reference['short']}, doi.org/{reference.get('doi', '')}") <= 80


def test_no_identifier_stands_outside_references_and_crisis_lines() -> None:
    """Apart from the references, the crisis lines hold the only links in the file."""
    pattern = r"https?://\S+|www\.\S+|\bdoi\b\S+|\b10\.\d{4,}/\S+|\bPMC\d+|\bPMID\b"
    rest = {key: value for key, value in FAQ.items() if key != "references"}
    found = sorted(link for text in strings(rest) for link in re.findall(pattern, text))
    assert found == [
        "https://988lifeline.org",
        "https://findahelpline.com",
        "https://www.samaritans.org/how-we-can-help/contact-samaritan/",
    ]


@pytest.mark.parametrize(("slug", "index"), NOTES)
def test_figures_of_a_note_stand_in_its_evidence(slug: str, index: int) -> None:
    """A note's figures are those of facts its references carry, or its references' years."""
    note = note_of(slug, index)
    allowed = {str(REFERENCES[key]["year"]) for key in note["references"]}
    for fact in FACTS:
        if fact["entry"] == slug and set(fact["references"]) & set(note["references"]):
            allowed.update(fact["figures"])
    assert figures(note["text"]) - allowed == set()


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: str(fact["id"]))
def test_fact_is_carried_by_a_note_or_left_out_for_a_reason(fact: dict[str, Any]) -> None:
    """A fact is told with its figures by a note that cites it, or says why it is not told."""
    assert ("note" in fact) != ("left_out" in fact)
    if "left_out" in fact:
        assert len(fact["left_out"].split()) >= 5
        return
    note = note_of(fact["entry"], fact["note"])
    assert set(fact["references"]) & set(note["references"])
    assert set(fact["figures"]) - figures(note["text"]) == set()


def test_table_is_closed() -> None:
    """The facts have ids of their own and cite nothing that is not in the table."""
    ids = [fact["id"] for fact in FACTS]
    assert len(set(ids)) == len(ids)
    cited = {key for fact in FACTS for key in fact["references"]}
    assert cited == set(EVIDENCE["references"])
    assert {fact["entry"] for fact in FACTS} == set(SLUGS)


@pytest.mark.parametrize(
    "fact",
    [fact for fact in FACTS if fact["secondary"] and "note" in fact],
    ids=lambda fact: str(fact["id"]),
)
def test_fact_read_on_a_secondary_page_is_worded_with_attribution(fact: dict[str, Any]) -> None:
    """A note with a fact that was read second-hand says so."""
    text = note_of(fact["entry"], fact["note"])["text"].lower()
    assert re.search(
        r"\breportedly\b|\b(is|are) reported to\b|\bsummary says\b|as summarised", text
    )


def test_no_day_is_given_for_the_esketamine_change() -> None:
    """January 2025 stands without a day."""
    pattern = r"\d+(st|nd|rd|th)? January 2025|January \d{1,2},? 2025|2025-01"
    assert not [text for text in strings(FAQ) if re.search(pattern, text)]


def test_kiefer_has_neither_doi_nor_volume() -> None:
    """The coma study is given without a DOI, PMID, volume or page."""
    reference = REFERENCES["kiefer-2008"]
    assert not {"doi", "pmid"} & set(reference)
    assert not re.search(r"\d", reference["journal"])


def test_guideline_of_2018_is_not_said_to_grade_crps_weak() -> None:
    """No sentence joins the 2018 guideline, CRPS and the word weak."""
    for sentence in all_note_sentences():
        told = sentence.lower()
        assert not ("weak" in told and "crps" in told and ("2018" in told or "guideline" in told))


def test_veterans_agencies_are_not_mentioned() -> None:
    """Nothing is said about guidance of the US departments for veterans and defence."""
    pattern = r"\bVA\b|\bDoD\b|Veterans Affairs|Department of (Veterans|Defen[cs]e)"
    assert not [text for text in strings(FAQ) if re.search(pattern, text)]


@pytest.mark.parametrize("slug", ["overview", "safety"])
def test_fda_notices_are_bound_to_compounded_products(slug: str) -> None:
    """A note on the FDA notices says that they are about compounded products, not infusions."""
    notes = [n["text"] for n in ENTRIES[slug]["notes"] if FDA_COMPOUNDED & set(n["references"])]
    assert len(notes) == 1
    assert "compounded (pharmacy-made)" in notes[0]
    assert "not monitored infusions" in notes[0]


@pytest.mark.parametrize(
    ("slug", "guard"),
    [
        ("overview", "That is about approval"),
        ("safety", "often used at home"),
        ("chronic-pain", "Never stop opioids suddenly: talk to your prescriber first."),
        ("chronic-pain", "uncertainty, not proof that they fail"),
        ("types", "No dose here is for use without a clinician."),
    ],
)
def test_guard_stands_where_the_claim_stands(slug: str, guard: str) -> None:
    """The sentences that keep a reader from harm stand in the entry that could do it."""
    assert any(guard in note["text"] for note in ENTRIES[slug]["notes"])


def test_aliases_are_unique_and_no_slugs() -> None:
    """No alias is used twice or hides a slug, and each is lower case with dashes."""
    aliases = [alias for entry in FAQ["entries"] for alias in entry["aliases"]]
    assert len(set(aliases)) == len(aliases)
    assert not set(aliases) & set(SLUGS)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", alias) for alias in aliases)


@pytest.mark.parametrize("slug", SLUGS)
def test_entry_has_at_most_sixty_keywords(slug: str) -> None:
    """An entry has at most 60 keywords, none of them twice."""
    entry = ENTRIES[slug]
    assert len(entry["keywords"]) <= 60
    assert len(set(entry["keywords"])) == len(entry["keywords"])


def test_crisis_lines_stand_with_the_entry_that_speaks_of_suicide() -> None:
    """The entry on depression carries the crisis lines."""
    assert "crisis" in ENTRIES["depression-ptsd"]["notices"]


def test_crisis_lines_are_complete_and_in_order() -> None:
    """The crisis notice begins with immediate danger and holds every number and address whole."""
    lines = FAQ["notices"]["crisis"]["text"].split("\n")
    assert len(lines) == len(CRISIS_LINES)
    for line, parts in zip(lines, CRISIS_LINES, strict=True):
        assert line.startswith("- ")
        assert [part for part in parts if part not in line] == []
    assert set(re.findall(r"\d{3}", " ".join(lines))) == {"988", "116", "123"}


@pytest.mark.parametrize(
    ("key", "words"),
    [("opioids", "Talk to the person who prescribes them"), ("emergency", "emergency number now")],
)
def test_other_notices_say_what_to_do(key: str, words: str) -> None:
    """The notices on opioids and emergencies tell a reader whom to call on."""
    assert words in FAQ["notices"][key]["text"]


@pytest.mark.parametrize("slug", SLUGS)
def test_related_topics_and_notices_resolve(slug: str) -> None:
    """An entry names one to three other entries and only notices that exist."""
    entry = ENTRIES[slug]
    assert 1 <= len(set(entry["related"])) == len(entry["related"]) <= 3
    assert set(entry["related"]) <= set(SLUGS) - {slug}
    assert set(entry["notices"]) <= set(FAQ["notices"])


def test_not_covered_topics_fit_their_sentence() -> None:
    """Each topic not covered is a noun phrase, and its hint is one short sentence."""
    topics = FAQ["not_covered"]
    assert topics
    for topic in topics:
        assert topic["topic"][0].islower()
        assert not topic["topic"].endswith(".")
        assert len(sentences(topic["hint"])) == 1
        assert topic["hint"].endswith(".")
        assert topic["keywords"]


def test_disclaimer_is_one_line() -> None:
    """The disclaimer says what the tool is not, within one line of 78 characters."""
    assert "not medical advice" in FAQ["disclaimer"]
    assert len(FAQ["disclaimer"]) <= 78


def test_file_says_when_it_was_checked_and_by_whom_it_was_not() -> None:
    """The file names the day of its check, a year until the next, and the missing review."""
    assert (FAQ["checked"], FAQ["check_due"]) == ("2026-11-22", "2027-11-22")
    assert "No clinician has reviewed" in FAQ["check_note"]
