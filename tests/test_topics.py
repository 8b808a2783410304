"""From what is typed to an entry by its names, and what is said of what is none."""

import json
from typing import Any

import pytest
from conftest import FaqFile, Run

import ketamine_faq
from ketamine_faq import AmbiguousTopic, Faq, TopicNotFound

SHIPPED = ketamine_faq.load()


@pytest.fixture
def file(faq_file: FaqFile) -> str:
    """The path of a FAQ with names that are near each other."""
    names = [("dose", ["Amount"]), ("doses", ["mg"]), ("duration", []), ("été", ["dosage-form"])]
    entries = [
        {"question": f"What of {slug}, then?", "answer": "A.", "slug": slug, "aliases": aliases}
        for slug, aliases in names
    ]
    missing = [{"topic": "Parking places", "keywords": ["car park"], "hint": "Ask the desk."}]
    return faq_file({"title": "T", "entries": entries, "not_covered": missing})


@pytest.fixture
def faq(file: str) -> Faq:
    return ketamine_faq.load(file)


def named(faq_file: FaqFile, *slugs: str, **more: Any) -> Faq:
    """A FAQ of an entry a slug."""
    entries = [{"question": f"Of {slug}?", "answer": "A.", "slug": slug} for slug in slugs]
    return ketamine_faq.load(faq_file({"title": "T", "entries": entries, **more}))


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("dose", "dose"),  # though it begins another
        ("du", "duration"),
        ("dosa", "été"),  # the prefix of an alias
        ("a", "dose"),
        ("M_G", "doses"),
        ("ETE", "été"),
        ("  E-T-E!? ", "été"),
        ("Ｄｏｓｅ", "dose"),
        ("What of duration, then?", "duration"),
        ("what of duration then", "duration"),
        ("WHAT OF ÉTÉ, THEN", "été"),
        ("1", "dose"),
        (" 03 ", "duration"),
        ("４", "été"),
        (4, "été"),
    ],
)
def test_a_topic_is_found_by_its_names(faq: Faq, typed: str | int, slug: str) -> None:
    """Slug, number, question, alias or unique prefix; case, accents and separators do not count."""
    assert faq.find(typed).slug == slug


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("side effects", "safety"),
        ("PTSD", "depression-ptsd"),
        ("mech", "mechanism"),
        ("Chrónic_Pain", "chronic-pain"),
        ("Is it safe, and what are the side effects?", "safety"),
        (2, "safety"),
        ("ov", "overview"),
    ],
)
def test_the_shipped_topics_are_found(typed: str | int, slug: str) -> None:
    """The names that people use for the seven topics lead to them."""
    assert SHIPPED.find(typed).slug == slug


def test_a_prefix_of_a_slug_beats_one_of_an_alias(faq_file: FaqFile) -> None:
    """What begins a slug is not ambiguous for beginning an alias of another topic."""
    entries = [
        {"question": "A?", "answer": "A.", "slug": "alpha", "aliases": ["mesa", "spring"]},
        {"question": "B?", "answer": "B.", "slug": "mechanism"},
    ]
    assert ketamine_faq.load(faq_file({"title": "T", "entries": entries})).find("me").number == 2


@pytest.mark.parametrize("typed", ["do", "d", "Dos"])
def test_an_ambiguous_prefix_names_what_it_fits(faq: Faq, typed: str) -> None:
    """A beginning of several slugs raises AmbiguousTopic, which names them in order."""
    with pytest.raises(
        AmbiguousTopic, match=f"“{typed}” fits more than one topic: dose, "
    ) as raised:
        faq.find(typed)
    assert raised.value.fits == (
        ("dose", "doses", "duration") if typed == "d" else ("dose", "doses")
    )
    assert raised.value.advice == "Type, for example: faq show dose"


def test_an_ambiguous_prefix_of_many_is_told_briefly(faq_file: FaqFile) -> None:
    """The first slugs are told, and that there are more."""
    with pytest.raises(AmbiguousTopic, match=r"s0, s1, .{9,150}, …\.$") as raised:
        named(faq_file, *(f"s{n}" for n in range(200))).find("s")
    assert len(raised.value.fits) == 200


@pytest.mark.parametrize("typed", ["Parking-places", "car park", "CAR PARK!"])
def test_a_name_of_what_is_not_covered_gets_its_hint(faq: Faq, typed: str) -> None:
    """What the FAQ leaves out is said with the hint, without suggestions."""
    with pytest.raises(TopicNotFound) as raised:
        faq.find(typed)
    assert "Parking places" in str(raised.value)
    assert "Ask the desk." in str(raised.value)
    assert raised.value.suggestions == ()


@pytest.mark.parametrize(
    ("typed", "suggestions"),
    [
        ("mairs", ("hairs", "pairs")),  # one slip each, in the order of letters that differ
        ("mair", ()),  # two slips, short
        ("paris", ("pairs",)),  # swapped
        ("chirs", ("chairs",)),
        ("ois", ()),
        ("iols", ("oils",)),  # swapped, four letters
        ("oilz", ("oils",)),  # one slip, four letters
        ("oilss", ("oils",)),
        ("depresson", ("depression",)),
        ("depresionn", ("depression",)),  # two slips, long
        ("dprssionn", ()),  # three
        ("bladdr", ("bladder",)),
        ("blaers", ()),
        ("x" * 100_000, ()),
        ("", ()),
        ("!!!", ()),
        ("0", ()),
        ("8", ()),
        ("9" * 5000, ()),
        ("²²²", ()),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_names_near_enough_are_suggested(
    faq_file: FaqFile, typed: str, suggestions: tuple[str, ...]
) -> None:
    """One slip from four letters on, two from nine, one more where letters moved; else nothing."""
    faq = named(faq_file, "hairs", "pairs", "chairs", "oils", "depression", "bladder")
    with pytest.raises(TopicNotFound, match="there is no topic") as raised:
        faq.find(typed)
    assert raised.value.suggestions == suggestions


def test_at_most_three_are_suggested(faq_file: FaqFile) -> None:
    """However many topics are near, three are named."""
    with pytest.raises(TopicNotFound) as raised:
        named(faq_file, "pairs", "hairs", "fairs", "lairs", "chairs").find("mairs")
    assert len(raised.value.suggestions) == 3


@pytest.mark.parametrize(
    ("argv", "shown"),
    [
        ("side effects", ["safety"]),
        ("types side-effects 1 types", ["types", "safety", "overview"]),
        ("1 2", ["overview", "safety"]),
        ("is it safe, and what are the side effects?", ["safety"]),
        ("safety duration", ["safety", "duration"]),
    ],
)
def test_several_words_are_one_topic_or_one_each(run: Run, argv: str, shown: list[str]) -> None:
    """Words that name one topic together do, else each of them does, once."""
    result = run("show", *argv.split(), "--format", "json")
    assert [entry["slug"] for entry in json.loads(result.out)] == shown


def test_numbers_are_never_joined(run: Run, faq_file: FaqFile) -> None:
    """`show 1 2` of a FAQ of twelve are the first two entries, not the twelfth."""
    entries = [{"question": f"Q{n * 7}?", "answer": "A.", "slug": f"s{n}"} for n in range(1, 13)]
    path = faq_file({"title": "T", "entries": entries})
    result = run("show", "1", "2", "--data", path, "--format", "json")
    assert [entry["slug"] for entry in json.loads(result.out)] == ["s1", "s2"]


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["nowhere"], "there is no topic “nowhere”. To search for it: faq search nowhere. For all"),
        (["dose", "nowhere"], "there is no topic “nowhere”. To search"),
        (["dosis"], "there is no topic “dosis”. Did you mean: faq show doses? To search"),
        (["d"], "“d” fits more than one topic: dose, doses, duration. Type, for example: faq sh"),
        (["99"], "there is no topic “99”. For all topics: faq list"),
        (["car", "park"], "the FAQ does not cover Parking places. Ask the desk. For all topics:"),
    ],
)
def test_of_an_unknown_topic_nothing_is_shown(
    run: Run, file: str, argv: list[str], message: str
) -> None:
    """One word that is no topic, and nothing is shown: a message with what to type, exit 1."""
    status, out, err = run("show", *argv, "--data", file)
    assert (status, out) == (1, "")
    assert err.startswith(f"faq: {message}")
    assert run("show", *argv, "--data", file, "--format", "json")[:2] == (1, "[]\n")


# Slugs that are made of questions


@pytest.mark.parametrize(
    ("questions", "slugs"),
    [
        (["What is it?"], ["what-is-it"]),
        (["Is it 5 p.m.?!"], ["is-it-5-p-m"]),
        (["x" * 61], ["x" * 60]),
        (["x" * 59 + " yes"], ["x" * 59]),
        (["ＷＩＤＥ straße"], ["wide-strasse"]),
    ],
)
def test_a_slug_is_made_of_a_question(
    faq_file: FaqFile, questions: list[str], slugs: list[str]
) -> None:
    """The words of the question with dashes, at most 60 letters."""
    entries = [{"question": question, "answer": "A."} for question in questions]
    faq = ketamine_faq.load(faq_file({"title": "T", "entries": entries}))
    assert [entry.slug for entry in faq.entries] == slugs


@pytest.mark.parametrize(
    "questions",
    [
        ["What isit", "What is it"],
        ["2024?", "½?", "١٢?", "?!", "😀", "\ufe70"],
        ["Ａ", "A", "a?", "a!"],
        ["x" * 80 + "a", "x" * 80 + "b"],
        ["entry 2", "?", "?"],
        ["what 3", "whatever", "what", "What"],
    ],
    ids=ascii,
)
def test_made_slugs_name_their_own_entry(faq_file: FaqFile, questions: list[str]) -> None:
    """Whatever a question says, the slug made from it names that entry and no other."""
    entries = [{"question": question, "answer": "A."} for question in questions]
    faq = ketamine_faq.load(faq_file({"title": "T", "entries": entries}))
    assert [faq.find(entry.slug).number for entry in faq.entries] == list(
        range(1, len(questions) + 1)
    )


def test_a_made_slug_gives_way_to_a_written_name(faq_file: FaqFile) -> None:
    """A slug or alias that stands in the file is kept, wherever it stands; a made one differs."""
    entries: list[dict[str, Any]] = [
        {"question": "Rain"},
        {"question": "B", "slug": "rain"},
        {"question": "C", "slug": "rain-2"},
        {"question": "Snow"},
        {"question": "E", "aliases": ["snow"]},
    ]
    document = {"title": "T", "entries": [{"answer": "A.", **entry} for entry in entries]}
    slugs = [entry.slug for entry in ketamine_faq.load(faq_file(document)).entries]
    assert slugs[1:3] == ["rain", "rain-2"]
    assert len({slug.replace("-", "") for slug in [*slugs, "snow"]}) == 6
