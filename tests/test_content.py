"""The content of data/faq.json against its evidence, its source and the rules it is written by.

tests/evidence.json holds each fact that was read: its references, its figures, which references
were read on a page that restates them, and the notes and charts that tell it ("slug: label"; "hint"
for a topic not covered). Of the clinic's page it holds the hashes of every ten words in a row, so
that the tests need no copy of it.
"""

import json
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import SEVEN, Run

ROOT = Path(__file__).resolve().parent.parent
FAQ: dict[str, Any] = json.loads((ROOT / "data" / "faq.json").read_text(encoding="utf-8"))
EVIDENCE: dict[str, Any] = json.loads(
    (ROOT / "tests" / "evidence.json").read_text(encoding="utf-8")
)
ENTRIES: dict[str, dict[str, Any]] = {entry["slug"]: entry for entry in FAQ["entries"]}
REFERENCES: dict[str, dict[str, Any]] = FAQ["references"]
FACTS: list[dict[str, Any]] = EVIDENCE["facts"]
HINTS: dict[str, dict[str, Any]] = {topic["topic"]: topic for topic in FAQ["not_covered"]}
NOTES: dict[str, dict[str, Any]] = {
    f"{slug}: {note['label']}": note for slug, entry in ENTRIES.items() for note in entry["notes"]
}
CHARTS: dict[str, dict[str, Any]] = {
    f"{slug}: {chart['title']}": chart
    for slug, entry in ENTRIES.items()
    for chart in entry.get("charts", ())
}
ANSWERS: dict[str, str] = {
    slug: " ".join(passage["text"] for passage in entry["answer"])
    for slug, entry in ENTRIES.items()
}
PASSAGES: dict[str, str] = {
    f"{slug}: answer {n}": passage["text"]
    for slug, entry in ENTRIES.items()
    for n, passage in enumerate(entry["answer"])
}
PASSAGES |= {place: note["text"] for place, note in NOTES.items()}
PASSAGES |= {place: chart["sentence"] for place, chart in CHARTS.items()}
TALLEST = {"safety": 60, "depression-ptsd": 60}
NUMBERS = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
NUMBER_WORDS = {word: str(number) for number, word in enumerate(NUMBERS, 2)}
FDA_COMPOUNDED = {"fda-2022", "fda-2023"}

# What the clinic's page says, entry by entry: patterns for the answer in lower case.
SOURCE_FACTS = {
    "overview": [
        r"\banaesthetic, developed in the early 1960s",
        r"few drugs in modern medicine are used so widely",
        r"world health organization .*essential",
        r"\(fda\) has approved it as a general anaesthetic",
        r"very safe history in surgery",
        r"often used in operations on children",
        r"found to work against chronic pain",
        r"extreme physical pain in crps\b.*\brsd\b",
        r"when other treatments have failed",
    ],
    "safety": [
        r"^yes\b.*\bsafe\b",
        r"during the infusion\b.*\bvital signs\b.*\bwatched",
        r"some people feel sick \(nausea\)",
        r"anti-emetic\b.*\bmay be added to the drip to help prevent",
        r"if medicines or travel have made you sick before, tell your doctor",
        r"so that nausea can be prevented",
    ],
    "mechanism": [
        r"blocks the nmda \(n-methyl-d-aspartate\) receptor",
        r"one of the three major kinds for glutamate",
        r"synaptic plasticity",
        r"\bmemory\b",
        r"other tasks",
        r"blocks the nmda receptor, glutamate rises",
        r"\(cascade\) of changes in the nervous system",
        r"researchers believe .*a main reason for the rapid effect against depression",
    ],
    "chronic-pain": [
        r"reported safe and effective for .*\bchronic\b.* pain",
        r"many people turn to ketamine infusions because they can stop taking opiate",
        r"\bnarcotics\b",
        r"live a normal life without the short- and long-term dangers",
        r"many drugs prescribed for pain may not be the best choice",
        r"their own problems",
        r"no good studies .*long-term opioids for chronic pain",
    ],
    "depression-ptsd": [
        r"about 70% of people with treatment-resistant depression",
        r"bipolar",
        r"improve rapidly after a low-dose infusion",
        r"combat veterans home with ptsd do about as well",
        r"studies show a good effect in 70% of those treated",
        r"in recent studies were extremely ill, for years or even decades",
        r"no other treatment had helped",
        r"for years many were on the brink of suicide",
        r"many had attempted it",
        r"all led “an unproductive life”",
        r"until ketamine, almost nothing could substantially help people this ill",
        r"relief varies: some get only part of it",
        r"some none until a second or third infusion",
    ],
    "duration": [
        r"varies a great deal between patients",
        r"most of those who respond have at least several days .*after a single infusion",
        r"a series of infusions over several days often brings weeks of relief",
        r"can help people to feel healthy and function normally",
    ],
    "types": [
        r"low-dose .*also known as the awake or in-hospital technique",
        r"20 mg to 35 mg",
        r"depends on your weight, complex regional pain syndrome .*health .*other health factors",
        r"outpatient .*usually means repeated infusions over days, weeks and months",
        r"slowly cut back as treatment goes on",
        r"high-dose .*medically induced coma",
        r"extremely high, typically 500-700 mg an hour for 5 to 7 days",
    ],
}

# Section 5 of the second evidence file: read nowhere, so written nowhere. A pattern, and where it
# may stand all the same.
NOT_FOUND = [
    (r"\bEngland\b", ""),
    (r"\bKADS\b|Australia", ""),
    (r"\bkidney", "hint"),
    (r"\bVA\b|\bDoD\b|Veterans Affairs|Department of (Veterans|Defen[cs]e)", ""),
    (r"\bMAO", ""),
    (r"\b8 mg\b|\b195\b|\b170\b|\b78%|\b52\.2\b|\b20\.6\b|\b3\.26\b|\b288\b", ""),
    (r"\b(average|usual|typical) (price|cost)", ""),
    (r"\b(fly|flying|sport)", "hint"),
    (r"\bcannabis", "hint"),
    (r"\bbad trip|\b(death|mortality) rate", ""),
    (r"\bdays? (it|ketamine) (shows|stays)", ""),
]

CRISIS_LINES = [
    ["immediate danger", "911", "999", "112"],
    ["US: call or text 988, free, day and night", "https://988lifeline.org"],
    ["veterans: call 988, press 1; or text 838255"],
    ["Canada: call or text 988, day and night"],
    ["UK and Ireland: call Samaritans, 116 123, free, day and night"],
    ["Elsewhere: https://findahelpline.com"],
    ["Afraid for someone? Stay with them"],
]


def strings(node: Any, but: Iterable[str] = ()) -> Iterator[str]:
    """Every string in a JSON document, keys left out, and the values of the fields named."""
    if isinstance(node, str):
        yield node
    for item in node if isinstance(node, list) else ():
        yield from strings(item, but)
    for key, item in node.items() if isinstance(node, dict) else ():
        if key not in but:
            yield from strings(item, but)


# What people read: no keywords and phrases, which are in the words of those who ask.
READ = list(strings(FAQ, ("keywords", "phrases", "vocabulary", "phrase_vocabulary", "references")))


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [part for part in re.split(r"(?<=[.!?])[”’)]?\s+", text) if re.search("[a-z]", part)]


def figures(text: str) -> set[str]:
    """Every number of a text as digits, `two` to `twelve` included; "in 100" is no number."""
    text = re.sub(r"\b1 in 10\b", "10%", text)
    text = re.sub(r"\b(in|of) 10{1,2}\b(?![-.,]\d)", "", text, flags=re.IGNORECASE)
    found = {number.replace(",", "") for number in re.findall(r"\d+(?:[.,]\d+)*", text)}
    words = re.findall(r"[a-z]+", text.lower())
    return found | {NUMBER_WORDS[word] for word in words if word in NUMBER_WORDS}


def with_rounded(known: Iterable[str]) -> set[str]:
    """The figures as published, and as the nearest whole number."""
    known = set(known)
    return known | {str(math.floor(float(figure) + 0.5)) for figure in known}


def facts_at(place: str) -> list[dict[str, Any]]:
    """The facts that a note or a chart tells."""
    return [fact for fact in FACTS if place in fact.get("told", ())]


def known_at(place: str, references: Iterable[str]) -> set[str]:
    """The figures that may stand at a place: those of its facts, and its references' years."""
    years = {str(REFERENCES[name].get("year", "")) for name in references}
    return years.union(*(fact["figures"] for fact in facts_at(place)))


def identifier(reference: dict[str, Any]) -> str:
    """A reference's identifier as the table of evidence writes it."""
    if "doi" in reference:
        return f"doi:{reference['doi']}"
    if "pmid" in reference:
        return f"PMID {reference['pmid']}"
    url: str = reference["url"]
    article = re.search(r"/pmc/articles/(PMC\d+)/", url)
    return article[1] if article else url


def syllables(word: str) -> int:
    """About how many syllables a word has: groups of vowels, without a mute e."""
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    mute = re.search(r"[^aeiouyl]e$|[^aeiouydt]ed$|[^aeiouysxzgc]es$", word.lower())
    return max(1, groups - (1 if mute else 0))


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of a text: the school year in which it can be read."""
    words = re.findall(r"[A-Za-z][A-Za-z'’-]*|\d+(?:[.,]\d+)*", text)
    spoken = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / len(sentences(text)) + 11.8 * spoken - 15.59


def texts(slug: str, part: str) -> list[str]:
    """The answer of an entry, or its notes."""
    return [ANSWERS[slug]] if part == "answer" else [n["text"] for n in ENTRIES[slug]["notes"]]


# The source


def test_seven_entries_stand_in_the_order_of_the_source() -> None:
    """The seven slugs are there, in the order of the clinic's page."""
    assert list(ENTRIES) == list(SEVEN)


@pytest.mark.parametrize(
    ("slug", "pattern"), [(slug, term) for slug, terms in SOURCE_FACTS.items() for term in terms]
)
def test_answer_holds_every_fact_of_the_source(slug: str, pattern: str) -> None:
    """Each fact and figure of the clinic's page stands in the answer it belongs to."""
    assert re.search(pattern, ANSWERS[slug].lower())


def test_no_ten_words_in_a_row_are_the_sources() -> None:
    """The answers retell the clinic's page in other words."""
    runs = set(" ".join(EVIDENCE["source_runs"]).split())
    assert len(runs) > 700
    for text in READ:
        words = re.findall(r"[a-z0-9]+", text.lower())
        for start in range(len(words) - 9):
            run = " ".join(words[start : start + 10])
            assert f"{zlib.crc32(run.encode()):08x}" not in runs, run


@pytest.mark.parametrize("words", [r"\breportedly\b", r"\b(it|page|clinic) says\b"])
def test_the_speaker_is_a_label_and_stands_in_no_sentence(words: str) -> None:
    """Answers and notes do not say who speaks: their label and the star do."""
    assert [text for text in PASSAGES.values() if re.search(words, text, re.IGNORECASE)] == []


# The evidence


def test_the_table_of_evidence_is_closed() -> None:
    """Each fact has its id and its references, and is told or left out for a reason."""
    assert max(Counter(fact["id"] for fact in FACTS).values()) == 1
    told: set[str] = set()
    for fact in FACTS:
        assert set(fact["references"]) <= set(EVIDENCE["references"]), fact["id"]
        assert set(fact.get("restated", ())) <= set(fact["references"]), fact["id"]
        assert ("told" in fact) != (len(fact.get("left_out", "").split()) > 4), fact["id"]
        told.update(fact.get("told", ()))
    notices = {f"notice: {name}" for name in FAQ["notices"]}
    assert told == {"hint", *notices, *NOTES, *CHARTS}


@pytest.mark.parametrize("place", NOTES)
def test_figures_of_a_note_are_those_of_its_evidence(place: str) -> None:
    """A note has no figure that its facts do not have; it may round one."""
    note = NOTES[place]
    assert figures(note["text"]) <= with_rounded(known_at(place, note["references"]) - {""})


@pytest.mark.parametrize("place", NOTES)
def test_references_of_a_note_carry_its_facts(place: str) -> None:
    """A note cites a reference for each of its facts, and none that it tells nothing of."""
    cited = NOTES[place]["references"]
    assert len(cited) == len(set(cited)) > 0
    assert set(cited) <= {name for fact in facts_at(place) for name in fact["references"]}
    assert [f["id"] for f in facts_at(place) if not set(f["references"]) & set(cited)] == []


@pytest.mark.parametrize("place", NOTES)
def test_a_note_marks_what_was_read_restated(place: str) -> None:
    """`restated` names the references of which the note tells what another page restates."""
    restated = {name for fact in facts_at(place) for name in fact.get("restated", ())}
    assert set(NOTES[place].get("restated", ())) == restated & set(NOTES[place]["references"])


@pytest.mark.parametrize("place", CHARTS)
def test_a_chart_shows_the_published_figures(place: str) -> None:
    """The numbers of a chart are those of its facts, unrounded but in its sentence."""
    chart = CHARTS[place]
    cited = {name for group in chart["groups"] for name in group["references"]}
    known = known_at(place, cited)
    bars = [bar for group in chart["groups"] for bar in group["bars"]]
    values = [number for bar in bars for number in (bar["value"], *bar.get("range", ()))]
    told = " ".join(g[field] for g in chart["groups"] for field in ("people", "when", "counted"))
    assert {f"{number:g}" for number in values} | figures(told) <= known
    assert figures(chart["sentence"] + chart["title"]) <= with_rounded(known - {""})
    assert cited <= {name for fact in facts_at(place) for name in fact["references"]}


@pytest.mark.parametrize("place", CHARTS)
def test_the_sentence_of_a_chart_says_every_bar(place: str) -> None:
    """Who cannot see the bars reads each of their values in the sentence."""
    values = [str(bar["value"]) for group in CHARTS[place]["groups"] for bar in group["bars"]]
    said = figures(CHARTS[place]["sentence"])
    assert [value for value in values if not with_rounded([value]) & said] == []


def test_only_what_may_stand_side_by_side_is_drawn() -> None:
    """The groups of a chart counted the same thing at the same time, on an axis to 100."""
    assert {place.partition(": ")[0] for place in CHARTS} == {"safety", "depression-ptsd"}
    said = {"no comparison group", "very uncertain"}
    for chart in CHARTS.values():
        assert len({(group["counted"], group["when"]) for group in chart["groups"]}) == 1
        assert chart.get("most", 100) == 100
        assert {group["certainty"] for group in chart["groups"]} <= said


@pytest.mark.parametrize("topic", HINTS)
def test_figures_of_a_hint_are_those_of_its_evidence(topic: str) -> None:
    """A hint has no figure and no reference that the evidence does not have."""
    hint = HINTS[topic]
    cited = set(hint.get("references", ()))
    of_hint = [f for f in facts_at("hint") if not f["references"] or cited & set(f["references"])]
    assert cited <= {name for fact in of_hint for name in fact["references"]}
    years = {str(REFERENCES[name].get("year", "")) for name in cited}
    assert figures(hint["hint"]) <= years.union(*(fact["figures"] for fact in of_hint))


def test_hints_attribute_what_was_read_restated() -> None:
    """A hint carries no star, so it says in words that a fact is reported."""
    restated = {name for fact in facts_at("hint") for name in fact.get("restated", ())}
    hints = [t["hint"] for t in HINTS.values() if restated & set(t.get("references", ()))]
    assert hints
    assert [hint for hint in hints if "reported" not in hint] == []


@pytest.mark.parametrize("name", FAQ["notices"])
def test_numbers_of_a_notice_are_those_of_the_evidence(name: str) -> None:
    """A notice names no number to call that was not read."""
    known = set().union(*(fact["figures"] for fact in facts_at(f"notice: {name}")))
    assert figures(FAQ["notices"][name]["text"]) <= known


@pytest.mark.parametrize("key", REFERENCES)
def test_reference_identifier_equals_the_table(key: str) -> None:
    """A reference has one address, and it is one of the table of evidence."""
    assert len({"doi", "pmid", "url"} & set(REFERENCES[key])) == 1
    assert identifier(REFERENCES[key]) in EVIDENCE["references"][key]


def test_references_are_exactly_those_that_are_used() -> None:
    """Every reference exists and none stands unused."""
    cited = [NOTES[place]["references"] for place in NOTES]
    cited += [group["references"] for chart in CHARTS.values() for group in chart["groups"]]
    cited += [topic.get("references", []) for topic in HINTS.values()]
    assert {name for names in cited for name in names} == set(REFERENCES)


def test_reference_labels_are_short_and_distinct() -> None:
    """Each reference has a label of its own of at most 38 letters."""
    labels = Counter(reference["short"] for reference in REFERENCES.values())
    assert [label for label, count in labels.items() if count > 1 or len(label) > 38] == []


def test_links_stand_in_references_and_in_the_crisis_notice_only() -> None:
    """No other text holds an address."""
    links = re.compile(r"https?://\S+|www\.\S+|\b10\.\d{4,}")
    found = {link for text in READ for link in links.findall(text)}
    assert found == {"https://988lifeline.org", "https://findahelpline.com"}


# What must not be said


@pytest.mark.parametrize(("pattern", "but"), NOT_FOUND)
def test_what_was_not_found_is_not_written(pattern: str, but: str) -> None:
    """Nothing stands in the file of what was looked for and not found."""
    hints = {text for topic in HINTS.values() for text in (topic["topic"], topic["hint"])}
    allowed = hints if but == "hint" else set()
    found = [text for text in READ if re.search(pattern, text, re.IGNORECASE | re.ASCII)]
    assert [text for text in found if text not in allowed] == []


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
    """No clause joins the 2018 guideline, CRPS and the word weak."""
    for text in PASSAGES.values():
        for clause in re.split(r"[.;]\s", text.lower()):
            assert not {"weak", "crps"} <= set(re.findall(r"\w+", clause)) or "2018" not in clause


def test_illnesses_named_by_other_labels_are_not_laid_to_the_us_label() -> None:
    """Glaucoma, thyroid, fits and breast milk stand only beside a reference that names them."""
    named = {"oxford-limits", "ketamine-ch", "ketamine-de", "majdinasab-2023", "lactmed-2023"}
    for note in NOTES.values():
        if re.search(r"glaucoma|thyroid|\bfits\b|epilep|breast", note["text"].lower()):
            assert named & set(note["references"])


def test_fda_notices_are_bound_to_compounded_products() -> None:
    """The note on the FDA notices says that they are about compounded products, not infusions."""
    (note,) = (n for n in NOTES.values() if set(n["references"]) == FDA_COMPOUNDED)
    assert "pharmacy-made (compounded)" in note["text"]
    assert "not of monitored drips" in note["text"]


@pytest.mark.parametrize(
    ("place", "guard"),
    [
        ("overview: “Approved”", "off-label"),
        ("safety: Other medicines", "Never stop one on your own"),
        ("chronic-pain: “Safe and effective”", "no proof that they fail"),
        ("chronic-pain: Never stop opioids suddenly", "Talk to your prescriber before you change"),
        ("depression-ptsd: Suicidal thoughts", "If you have them now, call a crisis line."),
        ("depression-ptsd: A course", "too few to rule out a benefit"),
        ("types: Depression dose", "No dose here is for use without a clinician."),
    ],
)
def test_guard_stands_where_the_claim_stands(place: str, guard: str) -> None:
    """The sentences that keep a reader from harm stand in the note that could do it."""
    assert guard in NOTES[place]["text"]


def test_stopping_opiates_stands_under_its_warning() -> None:
    """The summary, which stands beside each sentence of the answer, warns, and the first note."""
    entry = ENTRIES["chronic-pain"]
    assert "Never stop opioids suddenly." in entry["summary"]
    assert entry["notes"][0]["label"] == "Never stop opioids suddenly"
    stopping = re.compile(r"stop\w* .*\bopi(ate|oid)s?\b")
    assert [s for s, text in ANSWERS.items() if stopping.search(text)] == ["chronic-pain"]


# The notices


def test_crisis_lines_stand_with_the_entries_that_speak_of_suicide() -> None:
    """Where an entry speaks of suicide, the notice stands over it."""
    suicide = [place for place, text in PASSAGES.items() if "suicid" in text.lower()]
    speaks = {place.partition(":")[0] for place in suicide}
    assert speaks == {slug for slug, entry in ENTRIES.items() if "crisis" in entry["notices"]}
    assert speaks == {"chronic-pain", "depression-ptsd"}


def test_crisis_lines_are_complete_and_in_order() -> None:
    """The crisis notice begins with immediate danger and holds every number and address whole."""
    lines = FAQ["notices"]["crisis"]["text"].split("\n")
    for line, parts in zip(lines, CRISIS_LINES, strict=True):
        assert line.startswith("- ")
        assert [part for part in parts if part not in line] == []


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("opioids", "Talk to the person who prescribes them"),
        ("opioids", "or cut the dose fast"),
        ("emergency", "911 (US, Canada), 999 (UK) or 112 (Europe)"),
        ("emergency", "poison line 1-800-222-1222"),
        ("emergency", "cannot be woken, collapses, has a fit or cannot breathe well"),
    ],
)
def test_other_notices_say_what_to_do(key: str, words: str) -> None:
    """The notices on opioids and emergencies tell a reader whom to call on."""
    assert words in FAQ["notices"][key]["text"]


@pytest.mark.parametrize("name", ["crisis", "emergency", "opioids"])
def test_a_notice_is_called_up_by_its_detector(name: str) -> None:
    """Each notice of the program's own detectors names it."""
    assert FAQ["notices"][name]["detector"] == name


# Readability


def test_the_grade_tells_easy_from_hard() -> None:
    """The measure of the next tests counts syllables and words."""
    assert [syllables(word) for word in ("drip", "made", "doses", "ketamine", "infusion")] == [
        1, 1, 2, 3, 3,
    ]  # fmt: skip
    assert grade("The drip can be turned off. The fear goes in a few minutes.") < 3
    assert grade("Intravenous administration necessitates haemodynamic observation.") > 20


@pytest.mark.parametrize("part", ["answer", "notes"])
@pytest.mark.parametrize("slug", SEVEN)
def test_a_patient_can_read_it(slug: str, part: str) -> None:
    """Answer and notes are of grade 9.5 at most, their sentences of 20 words on average."""
    assert grade(" ".join(texts(slug, part))) <= 9.5
    lengths = [len(one.split()) for text in texts(slug, part) for one in sentences(text)]
    assert sum(lengths) / len(lengths) <= 20
    assert max(lengths) <= 35


@pytest.mark.parametrize("slug", SEVEN)
def test_an_entry_has_at_most_six_parentheses(slug: str) -> None:
    """What stands between parentheses is rare enough to be read."""
    told = [ENTRIES[slug]["summary"], *texts(slug, "answer"), *texts(slug, "notes")]
    assert sum(text.count("(") for text in told) <= 6


@pytest.mark.parametrize("place", PASSAGES)
def test_a_passage_stands_alone(place: str) -> None:
    """A passage has at most 300 characters and begins with no word that points back."""
    text = PASSAGES[place]
    assert len(text) <= 300
    points_back = r"(it|its|he|she|they|them|their|this|that|these|those|such|both|others?|also)\b"
    assert not re.match(points_back, text.lower())


@pytest.mark.parametrize("place", NOTES)
def test_a_note_begins_with_a_label_of_one_to_four_words(place: str) -> None:
    """The label of a note is short and not said again in its text."""
    label = NOTES[place]["label"]
    assert 1 <= len(label.split()) <= 4
    assert not NOTES[place]["text"].startswith(label)


@pytest.mark.parametrize("slug", SEVEN)
def test_a_summary_is_short_and_brings_no_figure_of_its_own(slug: str) -> None:
    """A summary has at most 150 characters, and its figures stand in the entry."""
    entry = ENTRIES[slug]
    assert entry["summary"].endswith(".")
    assert len(entry["summary"]) <= 150
    assert figures(entry["summary"]) <= figures(" ".join(strings(entry, ("summary",))))


def test_summaries_do_not_all_begin_alike() -> None:
    """No two summaries begin with the same two words."""
    begins = Counter(" ".join(entry["summary"].split()[:2]) for entry in ENTRIES.values())
    assert max(begins.values()) == 1


@pytest.mark.parametrize("slug", SEVEN)
def test_an_answer_fits_its_lines(slug: str, run: Run) -> None:
    """At 80 columns a page has 45 lines, 60 where it has a chart, notices aside."""
    seen = run("show", slug, "--format", "text", "--color", "never", COLUMNS="80")
    lines = seen.out.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(ENTRIES[slug]["question"]))
    assert len(lines[start:]) <= TALLEST.get(slug, 45)


# The rest of the file


def test_the_check_note_says_when_and_by_whom_it_was_not() -> None:
    """The foot line gives the days of the file's own fields, and the missing review."""
    checked, due = (date.fromisoformat(FAQ[field]) for field in ("checked", "check_due"))
    foot, *rest = FAQ["check_note"].split("\n")
    assert foot == (
        f"No clinician has checked this. Sources checked {checked.day} {checked:%b %Y}"
        f" in stored copies, next check {due:%b %Y}."
    )
    assert "No help line was called" in " ".join(rest)
    assert 360 <= (due - checked).days <= 370


def test_the_disclaimer_is_one_line() -> None:
    """The disclaimer says what the tool is not, within one line of 78 characters."""
    assert "not medical advice" in FAQ["disclaimer"]
    assert len(FAQ["disclaimer"]) <= 78


@pytest.mark.parametrize("slug", SEVEN)
def test_an_entry_leads_on(slug: str) -> None:
    """An entry names two or three other entries, and aliases that no other entry has."""
    related = ENTRIES[slug]["related"]
    assert 2 <= len(set(related)) == len(related) <= 3
    others = {name for s in SEVEN if s != slug for name in (s, *ENTRIES[s]["aliases"])}
    assert not others & {slug, *ENTRIES[slug]["aliases"]}


@pytest.mark.parametrize("topic", HINTS)
def test_a_topic_not_covered_fits_its_sentence(topic: str) -> None:
    """A topic is a noun phrase; its hint is one to four whole sentences, and says what to do."""
    hint = HINTS[topic]["hint"]
    assert topic[0].islower() or topic.split()[0].isupper()
    assert not topic.endswith(".")
    assert hint.endswith(".")
    assert 1 <= len(sentences(hint)) <= 4
    assert len(hint) <= 250
    assert re.search(r"\b(ask|tell|call|see|talk|use|do not|lock up)\b", hint.lower())
    assert HINTS[topic]["keywords"]
