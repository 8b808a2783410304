"""The rooms of the search one by one, on FAQs of a few lines."""

from typing import Any

import pytest
from msgspec import convert

from ketamine_faq import Faq
from ketamine_faq.library import with_slugs
from ketamine_faq.model import Document
from ketamine_faq.search import words
from ketamine_faq.search.index import Field, Index, pairs, rarity, with_gap

CLINIC: dict[str, Any] = {
    "title": "Clinic",
    "entries": [
        {
            "slug": "hours",
            "question": "When do you open?",
            "answer": "The doors open at nine. We close at five.",
            "aliases": ["opening hours"],
        },
        {
            "slug": "parking",
            "question": "Where can I park?",
            "answer": "Behind the building stands a garage. A bicycle stands there free.",
            "summary": "In the garage.",
            "keywords": ["car", "blue badge", "leave the car"],
            "notes": [{"text": "Electric chargers cost extra.", "references": ["council"]}],
            "notices": ["flood"],
        },
        {
            "slug": "nausea",
            "question": "Will I feel sick?",
            "answer": "Nausea passes within the hour. **Ondansetron** helps against nausea.",
        },
        {
            "slug": "meals",
            "question": "May I eat before?",
            "answer": "Fast for four hours. Clear drinks are fine.",
        },
    ],
    "references": {"council": {"title": "Kerbs", "short": "Borough 2019"}},
    "notices": {"flood": {"title": "River", "text": "The *cellar* floods.", "phrases": ["flood"]}},
    "not_covered": [
        {"topic": "price", "keywords": ["fee", "pay the invoice"], "hint": "Ask the desk."},
        {"topic": "pets", "keywords": ["dog"], "hint": "Leave them at home."},
    ],
}


def faq(**changed: Any) -> Faq:
    """The clinic's FAQ, never one that another test has searched before."""
    return Faq(with_slugs(convert({**CLINIC, **changed}, Document)))


def of(*texts: str, **first: Any) -> Faq:
    """A FAQ of an entry a text, called a, b, c and so on, each with a question of its own."""
    entries: list[dict[str, Any]] = [
        {"slug": name, "question": f"Item {name * 3}", "answer": text}
        for name, text in zip("abcdefgh", texts, strict=False)
    ]
    entries[0].update(first)
    return faq(entries=entries, references={}, notices={}, not_covered=[])


def slugs(hits: Any) -> list[str]:
    """The slugs of hits."""
    return [hit.entry.slug for hit in hits]


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("opening", "hours"),
        ("OPENED", "hours"),
        ("bicycles", "parking"),
        ("car", "parking"),
        ("blue badge", "parking"),
        ("electric", "parking"),
        ("borough", "parking"),
        ("river", "parking"),
        ("cellar", "parking"),
        ("ondansetron", "nausea"),
        ("clear drinks", "meals"),
    ],
)
def test_a_word_of_any_field_finds_its_entry(query: str, slug: str) -> None:
    """Question, names, answer, notes, labels of references and notices are all searched."""
    found = faq().search(query)
    assert slugs(found.results) == [slug]
    assert (found.results[0].match, found.unmatched) == ("exact", ())


def test_a_question_tells_more_than_an_answer_and_an_answer_than_a_note() -> None:
    """The same word ranks by where it stands: keyword, question, answer, note."""
    entries = [
        {"slug": "note", "question": "Q a", "answer": "x y", "notes": [{"text": "zebra crossing"}]},
        {"slug": "answer", "question": "Q b", "answer": "zebra crossing"},
        {"slug": "question", "question": "Q zebra", "answer": "x y"},
        {"slug": "keyword", "question": "Q d", "answer": "x y", "keywords": ["zebra"]},
        *({"slug": f"s{n}", "question": f"Q {n}", "answer": "x y"} for n in range(9)),
    ]
    found = faq(entries=entries, notices={}, references={}).search("zebra", 9)
    assert slugs((*found.results, *found.nearest)) == ["keyword", "question", "answer", "note"]


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    """Of two words the one that fewer entries hold decides."""
    found = of("common red", "common blue", "common rare", "common green").search("rare common")
    assert slugs(found.results)[0] == "c"


def test_more_of_a_word_tells_more_and_a_long_text_less() -> None:
    """Entries that hold a word rank by how often they do, and by how short they are."""
    assert of("owl x y z", "owl owl y z", "p q r s").first("owl") == "b"
    assert of("owl " + "x " * 60, "owl y z", "p q r s").first("owl") == "b"


def test_neighbours_of_a_question_count_as_a_pair() -> None:
    """Words that stand side by side in a question rank it above the same words apart."""
    entries = [
        {"slug": "apart", "question": "green pepper river stone", "answer": "x"},
        {"slug": "beside", "question": "pepper stone green river", "answer": "x"},
        {"slug": "other", "question": "quite another thing", "answer": "x"},
    ]
    small = faq(entries=entries, notices={}, references={})
    assert small.first("green river") == "beside"
    assert small.first("green pepper") == "apart"


def test_a_phrase_needs_all_its_words() -> None:
    """A word of a phrase alone tells a quarter; the whole phrase finds its entry."""
    whole = faq().search("leave the car").results[0]
    assert whole.entry.slug == "parking"
    part = faq().search("badge")
    assert slugs((*part.results, *part.nearest)) == ["parking"]
    assert part.unmatched == ()
    assert faq().search("blue badge").results[0].score > 4 * (*part.results, *part.nearest)[0].score


def test_function_words_count_in_questions_only() -> None:
    """“When” leads to the question that asks it, and to no answer that holds it."""
    asked = faq(
        entries=[
            {"slug": "what", "question": "What is owl?", "answer": "when when"},
            {"slug": "when", "question": "When is owl?", "answer": "dry"},
        ],
        notices={},
        references={},
    )
    assert asked.first("when owl") == "when"
    assert slugs((*asked.search("when bat").results, *asked.search("when bat").nearest)) == ["when"]


def test_results_below_a_tenth_of_the_best_are_left_for_nearest() -> None:
    """What scores far below the best is no result, but is named among the nearest."""
    texts = ["owl lark wren finch robin", "owl " + "filler " * 80, *["owl x"] * 2]
    found = of(*texts, keywords=["lark", "wren", "finch", "robin"]).search("owl lark wren finch", 9)
    assert slugs(found.results) == ["a"]
    assert set(slugs(found.nearest)) == {"b", "c", "d"}


def test_a_query_that_is_hardly_covered_is_refused() -> None:
    """One known word among many strange ones is no answer; the entry is only near."""
    found = faq().search("bicycle xylophone quartz gymnast walrus")
    assert (found.results, slugs(found.nearest)) == ((), ["parking"])
    assert found.unmatched == ("xylophone", "quartz", "gymnast", "walrus")
    assert slugs(faq().search("bicycle xylophone").results) == ["parking"]


def test_a_long_story_is_still_answered() -> None:
    """Beyond a weight further strange words count no more: two known words are enough."""
    strange = " ".join(f"zz{n}qx" for n in range(30))
    assert slugs(faq().search(f"nausea ondansetron sick {strange}").results) == ["nausea"]


def test_only_the_first_two_hundred_words_are_read() -> None:
    """A pasted book is read to its two hundredth word."""
    assert faq().search("the " * 199 + "zzyx").unmatched == ("zzyx",)
    assert "zzyx" not in faq().search("the " * 200 + "zzyx").unmatched


@pytest.mark.parametrize(
    ("query", "topic"),
    [("fee", "price"), ("pay the invoice", "price"), ("price", "price"), ("my dog", "pets")],
)
def test_a_topic_not_covered_beats_weak_entries(query: str, topic: str) -> None:
    """Words of a topic that is not covered name it and give no result."""
    found = faq().search(query)
    assert found.results == ()
    assert found.not_covered is not None
    assert found.not_covered.topic == topic


def test_an_entry_that_fits_far_better_beats_a_topic() -> None:
    """A topic loses against an entry of more than three times its worth."""
    found = faq().search("will I feel sick: nausea, ondansetron, price")
    assert slugs(found.results)[0] == "nausea"
    assert found.not_covered is None


def test_of_two_topics_that_fit_alike_the_first_is_named() -> None:
    """Equal topics come in the order of the file."""
    topics = [{"topic": f"fee {name}", "keywords": ["cash"], "hint": "Ask."} for name in "ab"]
    found = faq(not_covered=topics).search("cash")
    assert found.not_covered is not None
    assert found.not_covered.topic == "fee a"


def test_a_word_alone_that_an_entry_holds_finds_it() -> None:
    """A word of an entry finds it alone, also where a topic that is not covered has it."""
    topics = [{"topic": "garage", "hint": "Ask."}]
    found = faq(not_covered=topics).search("garage")
    assert slugs(found.results) == ["parking"]
    assert found.not_covered is not None
    both = faq(not_covered=topics).search("garage xylophone")
    assert (both.results, slugs(both.nearest)) == ((), ["parking"])


def test_a_called_up_notice_brings_its_entries_alone() -> None:
    """The entries that carry the notice come first, bare, and no topic is named."""
    found = faq().search("flood price nausea")
    assert found.notices == ("flood",)
    (hit,) = found.results
    assert (hit.entry.slug, hit.score, hit.snippet.text) == ("parking", 0, "")
    assert found.not_covered is None
    assert "parking" not in slugs(found.nearest)
    assert slugs(found.nearest) == ["nausea"]


def test_equal_entries_stay_in_their_order() -> None:
    """Entries that fit as well as each other come as the file has them, as many as asked for."""
    small = of("owl x", "owl x", "owl x", "p q")
    assert slugs(small.search("owl").results) == ["a", "b", "c"]
    assert slugs(small.search("owl", 2).results) == ["a", "b"]
    scores = {hit.score for hit in small.search("owl").results}
    assert len(scores) == 1


def test_a_score_is_the_formula_of_the_documents() -> None:
    """A word in one answer of two: BM25 with its constants, doubled by full coverage."""
    small = of("owl", "cat")
    (hit,) = small.search("owl").results
    idf = rarity(1, 2)
    assert hit.score == round(2 * idf * 2.2 / (1 + 1.2), 3)


@pytest.mark.parametrize(
    ("holders", "documents", "worth"), [(1, 1, 0.2877), (1, 7, 1.6740), (7, 7, 0.0645)]
)
def test_rarity(holders: int, documents: int, worth: float) -> None:
    """The fewer hold a word the more it tells, and it always tells something."""
    assert rarity(holders, documents) == pytest.approx(worth, abs=1e-4)


def test_a_field_counts_places_and_lengths() -> None:
    """A field knows its holders and weighs a match by count, length and how many are filled."""
    field = Field([["owl", "owl", "cat"], ["cat"], []], weight=3.0, length=0.75)
    assert field.holders("owl") == {0}
    assert field.holders("dog") == set()
    assert (field.holds("cat"), field.holds("dog")) == (True, False)
    assert field.strength == 1
    norm = 1.2 * (0.25 + 0.75 * 3 / 2)
    (score,) = field.scores("owl", 99).values()
    assert score == pytest.approx(rarity(1, 2) * 3.0 * 2.2 * 2 / (2 + norm))
    assert field.scores("owl", 0.1)[0] == pytest.approx(0.1 * 3.0 * 2.2 * 2 / (2 + norm))
    flat = Field([["owl"], ["owl"] * 9], 1.0).scores("owl", 99)
    assert flat[0] == pytest.approx(rarity(2, 2) * 2.2 / 2.2)
    assert flat[1] == pytest.approx(rarity(2, 2) * 2.2 * 9 / 10.2)


def test_a_field_reads_words_by_their_stems() -> None:
    """With stems, words of one stem are one term."""
    field = Field([["owls"], ["owl"]], 1.0, stems={"owls": "owl", "owl": "owl"})
    assert field.holders("owl") == {0, 1}
    assert not field.holds("owls")


def test_an_index_knows_who_holds_what() -> None:
    """Topics are documents after the entries; words of a phrase are known but hold nothing."""
    index = Index(faq().document)
    assert (index.entries, index.documents) == (4, 6)
    assert index.holders("bicycl") == {1}
    assert index.holders("badg") == set()
    assert index.entries_with("badg") == {1}
    assert index.holders("fee") == {4}
    assert index.entries_with("fee") == set()
    assert index.knows("badg")
    assert index.knows("fee")
    assert not index.knows("xylophon")
    assert index.weight("xylophon") == index.weight("bicycl") == rarity(1, 6)
    assert index.longest == 4
    assert "blue badg" in index.phrases
    assert index.gapped(2)[" badg"] == {"blue"}
    assert index.gapped(2)["blue "] == {"badge"}
    assert index.gapped(9) == {}


def test_pairs_and_gaps() -> None:
    """Neighbours are paired; a gap leaves one word of a phrase out."""
    assert pairs(["a", "b", "c"]) == ["a b", "b c"]
    assert with_gap(["a", "b", "c"], 1) == "a  c"
    assert with_gap(["a", "b", "c"], 0) == " b c"


@pytest.mark.parametrize(
    ("typed", "used"),
    [
        ("bicylce", "bicycle"),  # swapped
        ("bicyclr", "bicycle"),  # replaced
        ("garge", "garage"),  # left out, five letters
        ("ondanstron", "ondansetron"),  # left out
        ("ondenstron", "ondansetron"),  # two errors, ten letters
        ("nuasea", "nausea"),
        ("nauseaondansetron", "nausea ondansetron"),  # two words as one
        ("elec", "electric"),  # a last word begun
        ("dcie", None),
        ("xarage", None),  # another first letter
        ("gar", None),  # begun too early
        ("nxxsea", None),  # two errors, six letters
        ("x" * 41, None),
    ],
)
def test_a_word_that_nothing_matches_is_read_as_one_near(typed: str, used: str | None) -> None:
    """One error from five letters on, two from nine on; the first letter must be right."""
    found = faq().search(typed)
    assert found.corrections == ({typed: used} if used else {})
    assert found.unmatched == (() if used else (typed,))
    assert all(hit.match == "approximate" for hit in found.results)


def test_only_the_last_word_may_be_begun() -> None:
    """A begun word is completed where somebody may still be typing."""
    assert faq().search("garage elec").corrections == {"elec": "electric"}
    assert faq().search("elec garage").corrections == {}


def test_words_typed_apart_are_joined() -> None:
    """Two typed words that are one of the vocabulary are read as it."""
    found = faq().search("bi cycle")
    assert slugs(found.results) == ["parking"]
    assert found.unmatched == ()


def test_a_correction_is_a_word_held_by_most() -> None:
    """Of two words as near the one that more entries hold is taken, then the first."""
    assert of("steam", "steak", "steak", "x").search("steaz").corrections == {"steaz": "steak"}
    assert of("steam", "steak", "x").search("steaz").corrections == {"steaz": "steak"}
    begun = of("starlight", "starfishes", "starfishes").search("starf")
    assert begun.corrections == {"starf": "starfishes"}


def test_a_real_word_is_read_by_its_neighbours_in_a_phrase() -> None:
    """A word one slip from the one a phrase has in its place is read as that."""
    small = of("x bag", "y brand", keywords=["green badge", "low dose"])
    assert small.search("green badger").corrections == {"badger": "badge"}
    assert small.search("low does").corrections == {"does": "dose"}
    assert small.search("high does").corrections == {}


def test_what_was_typed_twice_is_named_once() -> None:
    """Unmatched words come once, in the order typed."""
    assert faq().search("zzyx qqwv zzyx").unmatched == ("zzyx", "qqwv")


def test_the_snippet_is_the_weightiest_sentence() -> None:
    """The sentence that holds most of the words is shown, its words marked."""
    snippet = faq().search("ondansetron nausea").results[0].snippet
    assert snippet.text == "Ondansetron helps against nausea."
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["Ondansetron", "nausea"]
    assert not snippet.claim
    claim = faq().search("bicycle").results[0].snippet
    assert (claim.text, claim.claim) == ("A bicycle stands there free.", True)
    note = faq().search("electric").results[0].snippet
    assert (note.text, note.claim) == ("Electric chargers cost extra.", False)


def test_the_snippet_falls_back_to_the_summary() -> None:
    """A match in a name alone shows the summary, or the first sentence where there is none."""
    named = faq().search("car").results[0].snippet
    assert (named.text, named.marks, named.claim) == ("In the garage.", (), False)
    other = faq().search("opening hours").results[0].snippet
    assert other.text == "The doors open at nine."


def test_the_summary_makes_no_claim() -> None:
    """A sentence of the summary is shown without the sign that notes qualify it."""
    small = of("x", "y", summary="A zebra.", notes=[{"text": "Rarely."}])
    snippet = small.search("zebra").results[0].snippet
    assert (snippet.text, snippet.claim) == ("A zebra.", False)


def test_lists_and_blocks_are_sentences_of_their_own() -> None:
    """Items of a list and paragraphs end a sentence, and lose their marks."""
    text = "Bring this:\n\n- a red owl\n- a lark (small)\n1. a wren\n\nThen _rest_ #well. Sleep."
    small = of(text, "x")

    def shown(word: str) -> str:
        return small.search(word).results[0].snippet.text

    assert shown("owl") == "a red owl"
    assert shown("lark") == "a lark (small)"
    assert shown("wren") == "a wren"
    assert shown("rest") == "Then rest well."


def test_a_long_sentence_is_cut_around_its_first_match() -> None:
    """A long sentence keeps a third before the match, and dots say what was left out."""
    before = " ".join(f"b{n:03}" for n in range(100))
    after = " ".join(f"a{n:03}" for n in range(100))

    def shown(text: str) -> str:
        return of(text, "x").search("needle").results[0].snippet.text

    middle = shown(f"{before} needle {after}")
    assert middle.startswith("… b")
    assert middle.endswith(" …")
    assert 270 < len(middle) <= 284
    assert 85 <= middle.index("needle") <= 97
    assert shown(f"needle {after}").startswith("needle a000")
    assert shown(f"{before} needle").endswith("b099 needle")
    exact = "needle " + "w" * 273
    assert shown(exact) == exact
    assert shown(f"needle {'w' * 274}") == "needle …"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Don't STOP", ["dont", "stop"]),
        ("the clinic's café", ["the", "clinic", "cafe"]),
        ("O’Neill’s ﬁle", ["oneill", "file"]),
        ("5-HT2A, S(+)_x 70%", ["5", "ht2a", "s", "x", "70"]),
        ("'quoted'", ["quoted"]),
        ("ＷＩＤＥ", ["wide"]),
    ],
)
def test_words_are_folded(text: str, read: list[str]) -> None:
    """Case, accents, forms and apostrophes do not matter; signs part words."""
    assert words.words(text) == read


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("no markup", "no markup"),
        ("a [link](https://x.org) here", "a link here"),
        ("![image](a.png)", "image"),
        ("**bold** `code` ~~gone~~", "bold code gone"),
        ("# head > quote | cell_two", "  head   quote   cell two"),
        ("[not a link] (x)", "[not a link] (x)"),
    ],
)
def test_markup_is_taken_off(markdown: str, text: str) -> None:
    """What a reader sees of a piece of Markdown is what is searched."""
    assert words.plain(markdown) == text


def test_a_stem_is_kept() -> None:
    """Stems are asked for once and kept, by the word as typed."""
    stems = words.Stems()
    assert stems.of("Opening doors, opened") == ["open", "door", "open"]
    assert set(stems) == {"opening", "doors", "opened"}
