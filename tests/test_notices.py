"""What calls up a notice, what must not, and that nothing else is said under one."""

import hashlib
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import FaqFile, Run, least
from hypothesis import given
from hypothesis import strategies as st

import ketamine_faq
from ketamine_faq import Faq
from ketamine_faq.detectors import features

ROOT = Path(__file__).resolve().parent.parent
QUERIES = ROOT / "benchmarks" / "queries"
FAQ = ketamine_faq.load()

CALLED = {
    "crisis": [
        "suicide", "ＳＵＩＣＩＤＥ!!!", "suicidle thoughts", "my husband is suicidal",
        "i just want to die", "I want to kill myself", "i keep thinking of killing my self",
        "she tried to kill herself", "end my miserable little life", "ending it all",
        "they'd be better off without me", "no reason to live", "life is not worth living",
        "I don't want to be here anymore", "I can't go on", "hurting myself", "self-harm",
        "tired of living", "I wish I was dead", "I dont want to wake up tomorrow",
        "how much ketamine to die", "I'm a burden to everyone", "there is no future for me",
        "he has a plan to end it tonight", "my son wants to hang himself", "overdose",
        "I took an overdose", "if the ketamine doesn't work I'm going to kill myself",
    ],
    "emergency": [
        "can't breathe", "I cannot breath", "chest pain", "he won't wake up", "overdose",
        "I took an overdose", "what if I overdoze", "she took too many pills",
        "my face and tongue are swelling", "having a seizure right now", "not breathing",
        "turned blue and passed out", "racing heart and chest tightness", "throat is closing up",
    ],
    "opioids": [
        "get off my painkillers", "stop oxycodone", "can I stop taking my morphine",
        "going cold turkey", "how to come off opiods", "quit fentanyl", "opioid withdrawal",
        "threw away her fentanyl patches", "tapering off tramadol", "weaning off methadone",
        "stopped my codeine yesterday", "she ran out of oxycontin",
    ],
}  # fmt: skip
INNOCENT = [
    "is it safe", "how long does it last", "side effects", "does it work for depression",
    "dying to know how it works", "will it kill the pain for good", "killer headache",
    "will I be unconscious during it", "does the effect end after a week", "a normal life",
    "get my life back", "half-life of ketamine", "do I have to live near the clinic",
    "dead tired after the infusion", "does it hurt", "cut the dose in half", "the end of the month",
    "stop the infusion early", "how do I stop feeling sick", "pain in my back",
    "hang around in the waiting room", "my father had a heart attack in 2019",
    "goodbye party for a nurse", "I plan to book next week", "can I breathe normally during it",
    "is my future treatment covered", "alternative to oxycodone", "opioid receptors", "ketamine",
    "", "?!", "the of and to", "is it what", "do i have", "and", "this", "not", "he",
    "check /proc/self/mem", "list --data /nowhere", "check /home/me/faq.json",
]  # fmt: skip


def called(typed: str) -> list[str]:
    """The ids of the notices that these words call up."""
    return [notice.id for notice in FAQ.notices_for(typed)]


@pytest.mark.parametrize(("name", "typed"), [(n, t) for n, some in CALLED.items() for t in some])
def test_a_cry_calls_up_its_notice(name: str, typed: str) -> None:
    """What must bring the crisis lines, the emergency number or the warning does."""
    assert name in called(typed)


@pytest.mark.parametrize("typed", INNOCENT)
def test_innocent_words_call_up_nothing(typed: str) -> None:
    """Everyday words that hold the bait, and words without a meaning, bring no notice."""
    assert called(typed) == []


# A little under what was reached: recall of each notice, and the most false alarms.
RECALL = {"crisis": 0.97, "emergency": 0.97, "opioids": 0.97}
ALARMS = {"notices": 0.03, "notices-e": 0.10}
# A set that nothing was trained on or chosen by.
UNSEEN = {"crisis": 0.93, "emergency": 0.91, "opioids": 0.93, "false": 0.05}
ORDINARY = ("answers-lay", "answers-staff", "fresh-a", "hand-e")


@cache
def strangers(name: str, every: int = 1) -> list[dict[str, Any]]:
    """Every so-manieth line of a labelled set, each with the notices that it called up."""
    lines = (QUERIES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()[::every]
    return [{**row, "called": called(row["query"])} for row in map(json.loads, lines)]


def heard(name: str) -> dict[str, float]:
    """The share of cries of each kind that were heard, and of innocent lines taken for one."""
    total, called_up = Counter[str](), Counter[str]()
    for row in strangers(name):
        kind = row["expected"] or "false"
        total[kind] += 1
        called_up[kind] += bool(row["called"]) if kind == "false" else kind in row["called"]
    return {kind: called_up[kind] / total[kind] for kind in total}


@pytest.mark.parametrize("name", ALARMS)
def test_known_cries_are_heard(name: str) -> None:
    """Of the cries that were trained with nearly all are heard, with few false alarms."""
    shares = heard(name)
    assert {kind: share for kind, share in shares.items() if share < RECALL.get(kind, 0)} == {}
    assert shares["false"] <= ALARMS[name]


def test_strangers_are_heard() -> None:
    """Of the cries of a writer who was not trained with most are heard as well."""
    shares = heard("notices-g")
    assert all(shares[kind] >= UNSEEN[kind] for kind in RECALL), shares
    assert shares["false"] <= UNSEEN["false"]


def test_the_detectors_alone_hear_most(faq_file: FaqFile) -> None:
    """Without a phrase, too, the detectors hear nearly all cries that they were trained with."""
    notices = {n: {"title": "T", "text": "X", "detector": n} for n in RECALL}
    faq = ketamine_faq.load(faq_file({**least(), "notices": notices}))
    rows = [row for name in ALARMS for row in strangers(name) if row["expected"] in RECALL]
    for name, share in RECALL.items():
        cries = [row["query"] for row in rows if row["expected"] == name]
        heard = [name in {notice.id for notice in faq.notices_for(cry)} for cry in cries]
        assert sum(heard) >= (share - 0.02) * len(cries), name


@pytest.mark.parametrize(
    ("every", "most"), [(5, 0.05), pytest.param(1, 0.04, marks=pytest.mark.slow)]
)
def test_ordinary_questions_are_not_alarmed_at(every: int, most: float) -> None:
    """Of the questions that people ask every day at most 4 in 100 bring a notice."""
    rows = [row for name in ORDINARY for row in strangers(name, every)]
    assert sum(bool(row["called"]) for row in rows) <= most * len(rows)


def test_no_notice_mutes_another() -> None:
    """What calls up several notices brings all of them, the emergency first."""
    assert called("overdose") == ["emergency", "crisis"]
    assert called("overdose, can't breathe, stop oxycodone") == ["emergency", "crisis", "opioids"]


def test_the_detectors_are_built_from_the_lines() -> None:
    """The trained detectors name by hash the lines that stand in the repository."""
    lines = sorted((ROOT / "training" / "lines").glob("*.jsonl"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in lines)).digest()
    built = Path(ketamine_faq.__file__).with_name("detectors.bin").read_bytes()
    assert built.startswith(digest)


def test_features_are_those_that_the_weights_were_trained_with() -> None:
    """A change of what is hashed makes the file of weights worthless until it is built anew."""
    found = features("I won't wake")
    assert (len(found), sum(found)) == (24, 315815)


# Phrases and detectors, in a FAQ of two notices


def small(faq_file: FaqFile, *phrases: str, **more: Any) -> Faq:
    """A FAQ whose notice has these phrases."""
    notice = {"title": "T", "text": "X", "phrases": phrases, **more}
    drugs = {"pill": ["tablet", "sleeping pill", "Ｃａｐｓｕｌｅ"], "end": ["stop", "give up"]}
    return ketamine_faq.load(
        faq_file({**least(), "notices": {"n": notice}, "phrase_vocabulary": drugs})
    )


@pytest.mark.parametrize(
    ("typed", "phrase", "stands"),
    [
        ("end my sad little life", "end my life", True),
        ("end my very sad little life", "end my life", False),
        ("life my end", "end my life", False),
        ("end end my life", "end my life", True),
        ("end life", "end my life", False),
        ("END_MY-LIFE", "end my life", True),
        ("don’t wake", "dont wake", True),
        ("dont wake", "don't wake", True),
        ("rivre", "river", True),
        ("riverr", "river", True),
        ("rivr", "river", True),
        ("rvr", "river", False),
        ("hils", "hill", True),
        ("give all those tablets up", "{end} {pill}", False),
        ("stop all those TABLET", "{end} {pill}", True),
        ("give up my sleeping pills", "{end} {pill}", False),
        ("give up my sleeping pill", "{end} {pill}", True),
        ("capsule, I stop", "{pill} i {end}", True),
        ("stop pill", "{end} {pill}", False),
        ("anything at all", "{nothing}", False),
        ("anything at all", "", False),
        ("?!", "?!", False),
        ("", "river", False),
        ("a.b(c", ".*", False),
        ("{end}", "{{end}}", False),
    ],
)
def test_a_phrase_stands_in_what_was_typed(
    faq_file: FaqFile, typed: str, phrase: str, stands: bool
) -> None:
    """In order, two words between at most, one slip in four letters, or any member of a group."""
    assert bool(small(faq_file, phrase).notices_for(typed)) is stands


@pytest.mark.parametrize(("before", "stands"), [(999, True), (1000, False)])
def test_a_thousand_words_are_read(faq_file: FaqFile, before: int, stands: bool) -> None:
    """What stands behind the thousandth word is not read."""
    assert bool(small(faq_file, "river").notices_for("so " * before + "river")) is stands


def test_hostile_phrases_are_read(faq_file: FaqFile) -> None:
    """Phrases that repeat their words as often as they may do not occupy the program."""
    groups = ["a " * 12, "{end} " * 12, "{pill}" * 12, "b" * 200, "\u0315\u0300" * 100]
    assert small(faq_file, *groups, "a river").notices_for("a " * 900 + "stop " * 50 + "a river")


@pytest.mark.parametrize("detector", ["crisis", ""])
def test_only_a_faq_that_names_a_detector_has_it(faq_file: FaqFile, detector: str) -> None:
    """A trained detector calls up the notice that names it, and no other."""
    assert bool(small(faq_file, detector=detector).notices_for("I want to die")) is bool(detector)


words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=15)


@given(before=words, after=words)
def test_no_word_mutes_a_notice(before: str, after: str) -> None:
    """Whatever stands around a cry for help, it is heard."""
    assert "crisis" in called(f"{before} I want to kill myself {after}")


# Under a notice, by every door

CRY = "I want to die, does katemine work for depression, what does it cost"
CRISIS = FAQ.notices_for(CRY)[0]
DOORS = [[*door, *CRY.split()] for door in ([], ["search"], ["list"], ["about"], ["help"])]


CARRYING = [hit.entry for hit in FAQ.search(CRY).results]
PAGE = {
    "markdown": (
        f"**{CRISIS.title}**\n{CRISIS.text}\n\n"
        + "".join(f"- `faq show {entry.slug}`: {entry.question}\n" for entry in CARRYING),
        "",
    ),
    "tsv": (
        "".join(f"{entry.slug}\t{entry.question}\t\t\t\n" for entry in CARRYING),
        f"{CRISIS.title}\n{CRISIS.text}\n\n",
    ),
}


@pytest.mark.parametrize("format", PAGE)
@pytest.mark.parametrize("argv", DOORS, ids=" ".join)
def test_under_a_notice_stand_bare_topics(run: Run, argv: list[str], format: str) -> None:
    """Whatever command hears a cry: the notice, a blank line and topics, and not a word more."""
    assert run(*argv, "--format", format) == (0, *PAGE[format])


def test_the_drawn_page_is_bare_as_well(run: Run) -> None:
    """On a terminal nothing stands under the notice but questions, and how to show them."""
    status, out, err = run("search", CRY, terminal=True, NO_COLOR="1")
    notice, _, topics = out.rpartition("\n\n")
    assert (status, err) == (0, "")
    assert notice.replace("•", "-").split() == f"{CRISIS.title} {CRISIS.text}".split()
    shown = [word for entry in CARRYING for word in f"{entry.slug} {entry.question}".split()]
    assert [word for word in topics.split() if word not in ("faq", "show")] == shown


def test_json_under_a_notice_is_bare(run: Run) -> None:
    """In JSON the fields that hold passages are empty, and the notice is whole."""
    found = json.loads(run("search", CRY, "--format", "json").out)
    assert found["notices"] == [{"id": "crisis", "title": CRISIS.title, "text": CRISIS.text}]
    bare = [(hit["label"], hit["snippet"], hit["summary"]) for hit in found["results"]]
    assert set(bare) == {("", "", "")}
    assert [(hit["slug"], hit["references"]) for hit in found["results"]] == [
        (entry.slug, []) for entry in CARRYING
    ]
    for name, empty in (("corrections", {}), ("nearest", []), ("not_covered", None)):
        assert found[name] == empty


@pytest.mark.parametrize(
    "argv",
    [
        ["serch", "I", "want", "to", "die"],
        ["search", "--limit", "0", "I", "want", "to", "die"],
        ["search", "--bogus", "I want to die"],
        ["I want to die", "--format", "bogus"],
    ],
    ids=" ".join,
)
def test_a_mistyped_command_is_heard(run: Run, argv: list[str]) -> None:
    """On a wrong command line the notice goes to stderr, before the message; stdout is empty."""
    status, out, err = run(*argv)
    assert (status, out) == (2, "")
    assert err.startswith(f"{CRISIS.title}\n")
    assert "\n\nfaq: " in err


@pytest.mark.parametrize("source", ["stdin", "typed"])
def test_the_prompt_is_heard(run: Run, source: str) -> None:
    """What is read from stdin or typed at the prompt calls up a notice like any words."""
    given: Any = {source: f"{CRY}\n".encode()}
    assert run("search", "--format", "markdown", **given).out == PAGE["markdown"][0]


@pytest.fixture
def flood(faq_file: FaqFile) -> str:
    """The path of a FAQ whose one topic has the name of the phrase that calls up its notice."""
    notice = {"title": "Hold", "text": "X", "phrases": ["river"]}
    return faq_file({**least(slug="river-bank"), "notices": {"n": notice}})


@pytest.mark.parametrize("argv", [["show", "river", "zzz"], ["search", "river", "zzz"]])
def test_a_notice_comes_before_what_is_not_found(run: Run, flood: str, argv: list[str]) -> None:
    """An unknown topic and a refusal keep the notice, with a blank line after it, and exit 1."""
    page = run(*argv, "--data", flood, "--format", "markdown")
    assert (page.status, page.out) == (1, "**Hold**\nX\n\n")
    assert page.err.startswith("faq: ")
    records = run(*argv, "--data", flood, "--format", "tsv")
    assert (records.status, records.out) == (1, "")
    assert records.err.startswith("Hold\nX\n\nfaq: ")


@pytest.mark.parametrize(("format", "to"), [("markdown", "out"), ("tsv", "err")])
def test_a_topic_that_was_named_is_shown_under_its_notice(
    run: Run, flood: str, format: str, to: str
) -> None:
    """`show` of a topic whose name calls up a notice shows the notice, then the answer."""
    result = run("show", "river", "bank", "--data", flood, "--format", format)
    assert result.status == 0
    assert getattr(result, to).lstrip("*").startswith("Hold")
    assert "A." in result.out


def test_json_holds_the_notice_of_a_topic_that_was_named(run: Run, flood: str) -> None:
    """What the name of a topic calls up stands with the entry, though it is not the entry's own."""
    (entry,) = json.loads(run("show", "river", "bank", "--data", flood, "--format", "json").out)
    assert [notice["title"] for notice in entry["notices"]] == ["Hold"]


def test_records_of_an_answer_have_its_notices_beside_them(run: Run) -> None:
    """`show` in records tells the notices of its entries on stderr, each once."""
    result = run("show", "depression-ptsd", "chronic-pain", "--format", "tsv")
    assert result.err == f"{CRISIS.title}\n{CRISIS.text}\n\n"


@pytest.mark.parametrize("argv", [["-I want to die"], ["search", "-I want to die"]])
def test_a_sentence_that_begins_with_a_dash_is_heard(run: Run, argv: list[str]) -> None:
    """A shell gives a quoted cry as one word, which is no option that Typer knows."""
    result = run(*argv)
    assert result.status == 2
    assert result.err.startswith(f"{CRISIS.title}\n")
