"""The Python API: `ketamine_faq.load()` and what it gives."""

import json
from pathlib import Path
from typing import Any

import pytest

import ketamine_faq
from ketamine_faq import AmbiguousTopic, Entry, Faq, FaqError, TopicNotFound
from ketamine_faq.library import faults

DATA = Path(__file__).resolve().parent.parent / "data" / "faq.json"
LIKE_AIR = ("pairs", "hairs", "fairs", "lairs", "chairs")


@pytest.fixture(scope="module")
def faq() -> Faq:
    """The FAQ that comes with the program."""
    return ketamine_faq.load()


def written(folder: Path, *entries: dict[str, Any], **fields: Any) -> Path:
    """A FAQ file with these entries."""
    path = folder / "clinic.json"
    path.write_text(json.dumps({"title": "Clinic", "entries": entries, **fields}), "utf-8")
    return path


def test_entries_are_in_the_order_of_the_file(faq: Faq) -> None:
    """`entries` is a tuple of Entry, the seven of the source in its order."""
    slugs = tuple(entry.slug for entry in faq.entries)
    assert slugs == (
        "overview", "safety", "mechanism", "chronic-pain", "depression-ptsd", "duration", "types",
    )  # fmt: skip
    assert isinstance(faq.entries, tuple)
    assert all(isinstance(entry, Entry) for entry in faq.entries)


def test_an_entry_holds_what_the_file_says(faq: Faq) -> None:
    """Question, answer, summary, aliases, notes with references and related topics are there."""
    entry = faq.find("safety")
    raw = json.loads(DATA.read_text(encoding="utf-8"))["entries"][1]
    for field in ("slug", "question", "answer", "summary"):
        assert getattr(entry, field) == raw[field]
    for field in ("aliases", "keywords", "related"):
        assert list(getattr(entry, field)) == raw[field]
    assert [note.text for note in entry.notes] == [note["text"] for note in raw["notes"]]
    assert [list(n.references) for n in entry.notes] == [n["references"] for n in raw["notes"]]


def test_an_entry_cannot_be_changed(faq: Faq) -> None:
    """Entries are shared by whoever loaded them, so none can be written to."""
    with pytest.raises(AttributeError):
        faq.entries[0].answer = "no"  # type: ignore[misc]  # refusing this is what is tested


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("side effects", "safety"),
        ("2", "safety"),
        ("PTSD", "depression-ptsd"),
        ("mech", "mechanism"),
        ("Chrónic_Pain", "chronic-pain"),
    ],
)
def test_find_gives_the_entry_of_a_topic(faq: Faq, typed: str, slug: str) -> None:
    """A slug, a number, an alias or a prefix of one topic finds its entry."""
    assert faq.find(typed) is next(entry for entry in faq.entries if entry.slug == slug)


def test_find_suggests_what_was_meant(faq: Faq) -> None:
    """A misspelt topic raises TopicNotFound, which names the topics near it."""
    with pytest.raises(TopicNotFound, match="safty") as raised:
        faq.find("safty")
    assert tuple(raised.value.suggestions) == ("safety",)


@pytest.mark.parametrize("nonsense", ["xyzzy", "qwertyuiop", "zz", "", "!!!", "0", "8", "²²²"])
def test_find_suggests_nothing_for_nonsense(faq: Faq, nonsense: str) -> None:
    """What is near no topic raises TopicNotFound without suggestions."""
    with pytest.raises(TopicNotFound) as raised:
        faq.find(nonsense)
    assert tuple(raised.value.suggestions) == ()


def test_find_suggests_at_most_three(tmp_path: Path) -> None:
    """However many topics are near, three are named."""
    entries = ({"question": f"What of {slug}?", "answer": "A.", "slug": slug} for slug in LIKE_AIR)
    faq = ketamine_faq.load(written(tmp_path, *entries))
    with pytest.raises(TopicNotFound) as raised:
        faq.find("mairs")
    assert len(raised.value.suggestions) == 3
    assert set(raised.value.suggestions) < set(LIKE_AIR)


def test_find_names_the_topics_an_ambiguous_prefix_fits(faq: Faq) -> None:
    """A prefix of several topics raises AmbiguousTopic, which names them in order."""
    with pytest.raises(AmbiguousTopic) as raised:
        faq.find("d")
    fits = raised.value.fits
    assert set(fits) >= {"depression-ptsd", "duration"}
    assert list(fits) == [entry.slug for entry in faq.entries if entry.slug in fits]


def test_search_gives_the_best_entry_first(faq: Faq) -> None:
    """Each result holds its entry and a score, and scores fall."""
    found = faq.search("nausea and vomiting", limit=5)
    assert found.results[0].entry is faq.find("safety")
    scores = [hit.score for hit in found.results]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0
    assert found.results[0].match == "exact"
    assert (found.corrections, found.unmatched, found.not_covered) == ({}, (), None)


def test_search_tells_a_correction(faq: Faq) -> None:
    """A misspelt word is corrected, and the correction told."""
    found = faq.search("Bladdr")
    assert found.corrections == {"bladdr": "bladder"}
    assert found.results[0].entry.slug == "safety"
    assert found.results[0].match == "approximate"


def test_search_tells_the_words_no_entry_holds(faq: Faq) -> None:
    """Typed words that nothing matches are named in lower case."""
    assert faq.search("Xyzzy").unmatched == ("xyzzy",)


def test_search_tells_what_is_not_covered(faq: Faq) -> None:
    """A topic that the FAQ names as not covered gives no result but whom to ask."""
    found = faq.search("what does it cost")
    assert found.results == ()
    assert found.not_covered is not None
    assert "cost" in found.not_covered.topic
    assert found.not_covered.hint


def test_nearest_ranks_what_is_not_good_enough(faq: Faq) -> None:
    """`nearest` is like results, and holds none of them."""
    found = faq.search("is it safe")
    assert found.results
    assert found.nearest
    assert {hit.entry.slug for hit in found.nearest}.isdisjoint(
        hit.entry.slug for hit in found.results
    )
    assert all(isinstance(hit.entry, Entry) and hit.score >= 0 for hit in found.nearest)


@pytest.mark.parametrize("limit", [1, 2])
def test_search_keeps_to_its_limit(faq: Faq, limit: int) -> None:
    """At most `limit` results are given, and a smaller limit only cuts the list."""
    every = [hit.entry.slug for hit in faq.search("ketamine", limit=7).results]
    assert len(every) > limit
    assert [hit.entry.slug for hit in faq.search("ketamine", limit).results] == every[:limit]


@pytest.mark.parametrize("nothing", ["", "   ", "?!", "…"])
def test_search_for_nothing_finds_nothing(faq: Faq, nothing: str) -> None:
    """A query without a word is no error and has no result."""
    assert faq.search(nothing).results == ()


@pytest.mark.parametrize("kind", [str, Path])
def test_load_takes_a_path(tmp_path: Path, kind: type) -> None:
    """Another FAQ file is loaded from a text or a Path."""
    path = written(tmp_path, {"question": "When do you open?", "answer": "At nine."})
    faq = ketamine_faq.load(kind(path))
    assert [entry.slug for entry in faq.entries] == ["when-do-you-open"]
    assert faq.search("open").results[0].entry.answer == "At nine."


@pytest.mark.parametrize(
    "content", [None, "", "{", "[]", '{"title": "T", "entries": [], "x": 1}', '{"title": "T"}']
)
def test_load_raises_one_kind_of_error(tmp_path: Path, content: str | None) -> None:
    """A file that is missing or wrong raises FaqError, whose message names the file."""
    path = tmp_path / "clinic.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(FaqError, match=r"clinic\.json"):
        ketamine_faq.load(path)


@pytest.mark.parametrize("error", [TopicNotFound, AmbiguousTopic])
def test_every_error_is_a_faq_error(error: type[Exception]) -> None:
    """One `except FaqError` is enough."""
    assert issubclass(error, FaqError)


@pytest.mark.parametrize("name", ketamine_faq.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """What `__all__` lists can be imported."""
    assert getattr(ketamine_faq, name).__name__ == name


def test_another_name_is_not_there() -> None:
    """A name that is not public is an ordinary AttributeError."""
    with pytest.raises(AttributeError, match="lod"):
        ketamine_faq.lod  # noqa: B018  # reading it is what is tested


def test_the_library_prints_nothing(faq: Faq, capfd: pytest.CaptureFixture[str]) -> None:
    """Finding, missing and searching write to no stream."""
    faq.find("safety")
    faq.search("bladdr")
    with pytest.raises(TopicNotFound):
        faq.find("xyzzy")
    assert capfd.readouterr() == ("", "")


def test_load_says_the_first_fault_of_check(tmp_path: Path) -> None:
    """The message of a file that is read but wrong is the first fault that `check` reports."""
    path = written(tmp_path, {"question": "Q", "answer": "A.", "related": ["nowhere"]})
    first = faults(path)[0]
    with pytest.raises(FaqError) as raised:
        ketamine_faq.load(path)
    assert f"is wrong at {first.path}: {first.problem}. For every fault" in str(raised.value)


def test_a_search_gives_five_results_unless_told(tmp_path: Path) -> None:
    """The default limit is five."""
    entries = ({"question": f"Item {n * 7}", "answer": "An owl."} for n in range(7))
    assert len(ketamine_faq.load(written(tmp_path, *entries)).search("owl").results) == 5
