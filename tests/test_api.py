"""The Python interface: what `import ketamine_faq` gives, and what it raises."""

import json
import pydoc
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from conftest import SEVEN, FaqFile, least

import ketamine_faq
from ketamine_faq import AmbiguousTopic, Entry, Faq, FaqError, Found, Hit, TopicNotFound

DATA = Path(__file__).resolve().parent.parent / "data" / "faq.json"
PUBLIC = {"load", "Faq", "Entry", "Found", "Hit", "FaqError", "TopicNotFound", "AmbiguousTopic"}


@pytest.fixture(scope="module")
def faq() -> Faq:
    """The FAQ that comes with the program."""
    return ketamine_faq.load()


def test_the_interface_is_seen() -> None:
    """`dir` shows the eight names and the version, `help` the example and each name."""
    assert (
        set(dir(ketamine_faq)) == {*PUBLIC, "__version__"} == {*ketamine_faq.__all__, "__version__"}
    )
    shown = pydoc.plain(pydoc.render_doc(ketamine_faq))
    assert "faq = ketamine_faq.load()" in shown
    for name in PUBLIC:
        assert name in shown
        assert getattr(ketamine_faq, name).__doc__


def test_another_name_is_not_there() -> None:
    """A name that is not public is an ordinary AttributeError."""
    with pytest.raises(AttributeError, match="lod"):
        ketamine_faq.lod  # noqa: B018  # reading it is what is tested


def test_the_example_of_the_docstring_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """The five lines that `help` shows print an answer and a hit."""
    example = (ketamine_faq.__doc__ or "").partition("\n\n")[2]
    exec(dedent(example), {})
    assert "safety The clinic says " in capsys.readouterr().out


def test_a_faq_says_what_it_is(faq: Faq) -> None:
    """`repr` tells the title and how many entries there are."""
    assert "7 entries" in repr(faq)
    assert json.loads(DATA.read_text("utf-8"))["title"] in repr(faq)


def test_entries_are_in_the_order_of_the_file(faq: Faq) -> None:
    """`entries` is a tuple of Entry, the seven of the source in its order, numbered from one."""
    assert isinstance(faq.entries, tuple)
    assert all(isinstance(entry, Entry) for entry in faq.entries)
    assert [(entry.number, entry.slug) for entry in faq.entries] == list(enumerate(SEVEN, 1))


def test_an_entry_has_nothing_left_to_look_up(faq: Faq) -> None:
    """An entry holds its whole answer and label, and its notes their references, written out."""
    raw = json.loads(DATA.read_text("utf-8"))
    for entry, fields in zip(faq.entries, raw["entries"], strict=True):
        assert entry.answer == "\n\n".join(passage["text"] for passage in fields["answer"])
        assert (entry.answer_label, entry.summary) == (raw["answer_label"], fields["summary"])
        for note, written in zip(entry.notes, fields["notes"], strict=True):
            assert (note.label, note.text) == (written["label"], written["text"])
            assert [reference.id for reference in note.references] == written["references"]
            restated = {reference.id for reference in note.references if reference.restated}
            assert restated == set(written.get("restated", ()))
            for reference in note.references:
                assert reference.title == raw["references"][reference.id]["title"]
        assert [notice.id for notice in entry.notices] == fields.get("notices", [])


@pytest.mark.parametrize("name", ["answer", "number"])
def test_an_entry_cannot_be_changed(faq: Faq, name: str) -> None:
    """Entries are shared by whoever loaded them, so none can be written to."""
    with pytest.raises(AttributeError):
        setattr(faq.entries[0], name, "no")


def test_find_gives_the_entry_itself(faq: Faq) -> None:
    """A name and a number lead to the one entry that `entries` holds."""
    assert faq.find("side effects") is faq.find(2) is faq.entries[1]


def test_find_raises_what_can_be_asked(faq: Faq) -> None:
    """TopicNotFound names suggestions, AmbiguousTopic the fits; advice for a shell is apart."""
    with pytest.raises(TopicNotFound, match=r"^there is no topic “safty”\.$") as missed:
        faq.find("safty")
    assert tuple(missed.value.suggestions) == ("safety",)
    assert "faq show safety" in missed.value.advice
    with pytest.raises(AmbiguousTopic, match=r"^“d” fits more than one topic: ") as vague:
        faq.find("d")
    assert tuple(vague.value.fits) == ("depression-ptsd", "duration")
    assert issubclass(TopicNotFound, FaqError)
    assert issubclass(AmbiguousTopic, FaqError)


def test_search_gives_found_with_hits(faq: Faq) -> None:
    """What a search found names the entry, label, passage, score and references of each hit."""
    found = faq.search("bladder", limit=1)
    assert isinstance(found, Found)
    (hit,) = found.results
    assert isinstance(hit, Hit)
    assert hit.entry is faq.find("safety")
    assert hit.label in [note.label for note in hit.entry.notes]
    assert "bladder" in hit.snippet
    assert hit.score > 0
    assert all(reference.short for reference in hit.references)
    assert (found.query, found.not_covered, found.corrections) == ("bladder", None, {})
    assert found.unmatched == ()


@pytest.mark.parametrize("kind", [str, Path])
def test_load_takes_a_path(faq_file: FaqFile, kind: type) -> None:
    """Another FAQ file is loaded from a text or a Path."""
    assert ketamine_faq.load(kind(faq_file(least(slug="mine")))).find("mine").number == 1


def test_load_reads_no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """FAQ_DATA is for the command: in Python `load()` is the FAQ that comes with the program."""
    monkeypatch.setenv("FAQ_DATA", "/nowhere")
    assert len(ketamine_faq.load().entries) == 7


@pytest.mark.parametrize("path", ["clinic.json", "a\0b", ".", "x" * 5000])
def test_load_raises_one_kind_of_error(tmp_path: Path, path: str) -> None:
    """What cannot be read raises FaqError, which names the file and why."""
    with pytest.raises(FaqError, match=r"^cannot read the FAQ file .*: .*\.$"):
        ketamine_faq.load(tmp_path / path)


def test_the_library_prints_nothing(faq: Faq, capfd: pytest.CaptureFixture[str]) -> None:
    """Finding, missing and searching write to no stream."""
    faq.search("bladdr")
    with pytest.raises(TopicNotFound):
        faq.find("xyzzy")
    assert capfd.readouterr() == ("", "")


def test_a_file_is_loaded_once_and_kept(faq_file: FaqFile) -> None:
    """What was loaded does not change with the file."""
    path = faq_file(least(slug="mine"))
    faq = ketamine_faq.load(path)
    changed: dict[str, Any] = least(slug="other")
    faq_file(changed)
    assert (faq.find("mine").slug, ketamine_faq.load(path).entries[0].slug) == ("mine", "other")
