"""What holds for any command line, query, topic and FAQ document, through `main(argv)`."""

import json
import re
import string
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from conftest import SEVEN, Measure, Result, invoke
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from jellyfish import damerau_levenshtein_distance
from test_hostile import CONTROL, OWN

import ketamine_faq

SHIPPED = ketamine_faq.load()
NAMES = {name for entry in SHIPPED.entries for name in (entry.slug, *entry.aliases)}
FORMATS = ("text", "markdown", "json", "tsv")
# Whole documents take long to make up: half of the profile's examples.
FEWER = settings(max_examples=settings().max_examples // 2)

# Any text that an argument can be: bytes that are no UTF-8 stand in it as half characters.
typed = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_characters="\0"),
        st.sampled_from(
            "\x1b\x9b\u202e\r\n\t -_'\"`$\\[]<>&*😀漢é\u0301ＡﬁⅣ½\udc80\udcff\U000e0041"
        ),
    ),
    max_size=40,
)
ASKED = (
    "what is the how long does it last safe pain depression ketamine infusion dose not side "
    "effects will I throw up cost ptsd nmda 70% don't sauna zzz"
)
words = st.lists(st.sampled_from(ASKED.split()), max_size=12).map(" ".join)
queries = typed | words


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file that is written over for each example."""
    return tmp_path_factory.mktemp("faq") / "faq.json"


def assert_kept(result: Result, coloured: bool = False) -> None:
    """The promises of the contract for whatever is typed, `check` aside."""
    assert result.status in (0, 1, 2, 3), result
    assert "Traceback" not in result.err
    if result.status in (2, 3):
        assert result.out == ""
    if result.status:
        assert result.err.startswith("faq: ") or "\nfaq: " in result.err
    printed = result.out + result.err
    assert CONTROL.findall(OWN.sub("", printed) if coloured else printed) == []


# Queries and topics


@given(query=queries, format=st.sampled_from(FORMATS), terminal=st.booleans())
@example(query="?!…—", format="text", terminal=True)
@example(query="the of and to", format="text", terminal=True)
@example(query="ｐａｉｎ", format="markdown", terminal=True)
@example(query="👍🏽", format="json", terminal=False)
@example(query="do I want to die", format="json", terminal=False)
def test_any_query_is_answered(clinic: str, query: str, format: str, terminal: bool) -> None:
    """A search finds or finds nothing; JSON is one document, and a record has five columns."""
    argv = ["search", "--data", clinic, "--format", format, "--color", "never", "--", query]
    result = invoke(argv, terminal=terminal)
    assert_kept(result)
    assert result.status in ((0, 1) if query.strip() else (1, 2))
    assert bool(result.err.strip()) or result.status == 0
    if format == "tsv":
        assert {line.count("\t") for line in result.out.splitlines()} <= {4}
    if format == "json" and result.status != 2:
        assert result.status == (0 if json.loads(result.out)["results"] else 1)


@given(query=words | typed)
def test_what_is_found_is_in_order(query: str) -> None:
    """Scores fall, no entry comes twice, and what is found and what is not exclude each other."""
    found = SHIPPED.search(query, 9)
    scores = [hit.score for hit in found.results]
    assert scores == sorted(scores, reverse=True)
    slugs = [*(hit.entry.slug for hit in found.results), *found.nearest]
    assert len(slugs) == len({*slugs}) == len({*slugs} & {*SEVEN})
    assert not (found.results and found.not_covered)
    assert all(hit.match in ("exact", "approximate") for hit in found.results)
    assert all(hit.snippet == " ".join(hit.snippet.split()) for hit in found.results)
    for hit in found.results:
        assert all(0 <= start < end <= len(hit.snippet) for start, end in hit.marks)


LONG = {
    "one word": "x" * 100_000,
    "one word again and again": "pain " * 10_000,
    "many words": " ".join(f"w{number}" for number in range(14_000)),
    "misspelt words": " ".join(f"ketamin{a}{b}" for a in "bcdfgh" for b in string.ascii_letters),
    "combining marks": "a" + "\u0315\u0300" * 50_000,
    "punctuation": "'" * 100_000,
    "wide letters": "漢" * 100_000,
    "emoji": "👍🏽" * 50_000,
}


@pytest.mark.parametrize(
    ("command", "kind"),
    [*(("search", kind) for kind in LONG), ("show", "one word"), ("show", "combining marks")],
)
def test_long_queries_are_answered(clinic: str, command: str, kind: str) -> None:
    """Whoever pastes a book gets an answer or a short message, which does not repeat the book."""
    result = invoke([command, "--data", clinic, "--", LONG[kind]])
    assert_kept(result)
    assert result.status in (0, 1)
    assert len(result.out + result.err) < 3000


@pytest.mark.slow
@pytest.mark.parametrize("kind", LONG)
def test_long_queries_take_little_memory(measure: Measure, kind: str) -> None:
    """What is pasted into the shipped FAQ is not multiplied by its length."""
    measured = measure("search", "--", LONG[kind][:20_000])  # more is no argument of a process
    assert measured.result.status in (0, 1)
    assert measured.mebibytes < 120


@given(
    topics=st.lists(typed | st.sampled_from(["safety", "risks", "2"]), min_size=1, max_size=4),
    format=st.sampled_from(FORMATS),
)
@example(topics=["1" * 5000], format="json")
@example(topics=["²"], format="tsv")
@example(topics=["٣"], format="json")
@example(topics=["Ⅳ"], format="markdown")
def test_any_topic_is_answered(clinic: str, topics: list[str], format: str) -> None:
    """A topic is shown, or said to be none; JSON says so as an empty array."""
    result = invoke(["show", "--data", clinic, "--format", format, "--", *topics])
    assert_kept(result)
    assert result.status in (0, 1)
    shown = json.loads(result.out) if format == "json" else result.out
    assert bool(shown) == (result.status == 0)


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """A slug, and the same with one letter left out, added, replaced or swapped."""
    slug = draw(st.sampled_from(SEVEN))
    place = draw(st.integers(0, len(slug) - 1))
    letter = draw(st.sampled_from(string.ascii_lowercase))
    before, here, after = slug[:place], slug[place], slug[place + 1 :]
    kinds = [before + after, before + letter + here + after, before + letter + after]
    if after:
        kinds.append(before + after[0] + here + after[1:])
    return slug, draw(st.sampled_from(kinds))


@given(slip=slips())
def test_a_typing_error_in_a_slug_leads_to_it(slip: tuple[str, str]) -> None:
    """A slug with one typing error finds that entry, or suggests it."""
    slug, wrong = slip
    try:
        told = [SHIPPED.find(wrong).slug]
    except ketamine_faq.TopicNotFound as error:
        told = list(error.suggestions)
    except ketamine_faq.AmbiguousTopic as error:
        told = list(error.fits)
    assert slug in told or len(wrong) < 5


@given(word=st.text(string.ascii_lowercase, min_size=4, max_size=14))
def test_a_random_word_gets_no_suggestion(word: str) -> None:
    """A word that is near no name of a topic is not said to mean one."""
    names = [name.replace("-", "") for name in NAMES]
    assume(not any(damerau_levenshtein_distance(word, name) <= 2 for name in names))
    assume(not any(name.startswith(word) for name in names))
    with pytest.raises(ketamine_faq.TopicNotFound) as raised:
        SHIPPED.find(word)
    assert raised.value.suggestions == ()


@given(word=st.text("bcdfgjkqvwxz", min_size=5, max_size=14))
def test_a_random_word_finds_nothing(word: str) -> None:
    """A word without a vowel is neither corrected nor found, and calls up no notice."""
    found = SHIPPED.search(word)
    assert (found.results, found.nearest, found.corrections) == ((), (), {})
    assert (found.unmatched, found.not_covered, found.notices) == ((word,), None, ())


@given(
    topic=st.sampled_from(sorted(NAMES)),
    change=st.sampled_from([str.upper, str.title, lambda name: name.replace("-", " ")]),
    space=st.sampled_from(["", " ", "-", "_", "\t", "'", "\u0301", "?"]),
)
def test_case_accents_and_separators_do_not_matter(topic: str, change: Any, space: str) -> None:
    """A name is the same topic in capitals, with accents, and with dashes or none."""
    assert SHIPPED.find(space + change(topic) + space) is SHIPPED.find(topic)


# Command lines

OPTIONS = (
    *("--format", "json", "TEXT", "markdown", "xml", "--format=tsv", "--color", "always"),
    *("never", "auto", "--color=always", "--limit", "1", "0", "-1", "--limit=3", "x", "--all"),
    *("--data", "/nowhere", "--data=", "/", ".", "--version", "--help", "-h", "-V", "--", "-"),
    *("--x", "list", "show", "search", "about", "help", "safety", "pain", "2", "99", "", "sho"),
)


@given(
    argv=st.lists(st.sampled_from(OPTIONS) | typed, max_size=7),
    terminal=st.booleans(),
    env=st.fixed_dictionaries(
        {},
        optional={
            "NO_COLOR": st.sampled_from(["", "1"]),
            "FORCE_COLOR": st.sampled_from(["", "0", "1"]),
            "COLUMNS": st.sampled_from(["1", "17", "300", "x"]),
            "FAQ_DATA": st.sampled_from(["/nowhere", "/"]),
            "TERM": st.sampled_from(["", "dumb"]),
        },
    ),
)
@example(argv=["search", "--limit", "9" * 5000, "pain"], terminal=False, env={})
@example(argv=["show", "--all", "safety"], terminal=False, env={})
@example(argv=["show"], terminal=False, env={})
@example(argv=["search"], terminal=False, env={})
@example(argv=["search", ""], terminal=False, env={})
@example(argv=["show", ""], terminal=False, env={})
@example(argv=[""], terminal=False, env={})
def test_any_command_line_is_answered(
    clinic: str, argv: list[str], terminal: bool, env: dict[str, str | None]
) -> None:
    """Any words in any order: an answer or a message, never an exception."""
    assume(not any("install-completion" in word for word in argv))
    result = invoke(argv, terminal, env={"FAQ_DATA": clinic, **env})
    assert_kept(result, coloured=True)


# Documents

prose = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60)
MARKUP = (
    *("word", "*", "**", "_", "`", "```\n", "# ", "> ", "- ", "1. ", "\n", "\n\n", "    ", "|"),
    *("[a]", "(b)", "[a](https://a.b)", "![a](b)", "<a>", "<https://a.b/%1b>", "&lt;", "---\n"),
    *(
        "|-|-|\n",
        "http://a.b/c",
        "Sentence one. Two!",
        "😀",
        "漢字",
        "\\",
        "~~",
        "[/]",
        ":",
        "&#27;",
    ),
)
markdown = st.lists(st.sampled_from(MARKUP), min_size=1, max_size=20).map("".join)
texts = (prose | markdown).filter(str.strip)
names = st.from_regex(r"[a-z]{2,8}([-_][a-z]{2,5})?", fullmatch=True)


def plain(name: str) -> str:
    """What of a name counts."""
    return re.sub("[-_]", "", name)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A whole FAQ document without a fault that would be refused."""
    slugs = draw(st.lists(names, min_size=1, max_size=3, unique_by=plain))
    ids = draw(st.lists(texts, max_size=2, unique=True))
    aliases = draw(st.lists(names, max_size=2, unique_by=plain))
    aliases = [alias for alias in aliases if plain(alias) not in map(plain, slugs)]
    some = st.lists(st.sampled_from(ids), max_size=2) if ids else st.just([])
    entries = []
    for number, slug in enumerate(slugs):
        passages = st.lists(st.fixed_dictionaries({"text": texts}), min_size=1, max_size=2)
        cited = draw(some)
        entry: dict[str, Any] = {"question": draw(texts), "slug": slug, "summary": draw(prose)}
        entry["answer"] = draw(texts | passages)
        entry["related"] = draw(st.lists(st.sampled_from(slugs), max_size=2))
        entry["notices"] = draw(some)
        entry["notes"] = [
            {"label": draw(prose), "text": draw(texts), "references": cited, "restated": cited[:1]}
        ]
        entry["aliases"] = aliases if number == 0 else []
        if cited:
            entry["charts"] = [draw(charts(cited))]
        entries.append(entry)
    return {
        "title": draw(texts),
        **{name: draw(prose) for name in ("description", "disclaimer", "answer_label")},
        "checked": draw(st.dates().map(str)),
        "check_due": draw(st.dates().map(str)),
        "entries": entries,
        "vocabulary": {draw(texts): [draw(texts)]},
        "references": {
            name: {"title": draw(texts), "short": draw(texts), "doi": draw(prose)} for name in ids
        },
        "notices": {
            name: {"title": draw(texts), "text": draw(texts), "phrases": [draw(texts)[:20]]}
            for name in ids
        },
        "not_covered": [{"topic": draw(texts), "hint": draw(texts), "keywords": [draw(texts)]}],
    }


@st.composite
def charts(draw: st.DrawFn, references: list[str]) -> dict[str, Any]:
    """A chart with bars on the axis or beyond it."""
    numbers = st.floats(0, 200)
    bar = {"name": draw(texts), "value": draw(numbers), "range": [draw(numbers), draw(numbers)]}
    group = {name: draw(texts) for name in ("label", "people", "counted")}
    groups = [{**group, "references": references, "bars": [bar, {**bar, "range": None}]}]
    return {"title": draw(texts), "sentence": draw(texts), "unit": draw(prose), "groups": groups}


PAGES = (["list"], ["show", "--all"], ["show", "1"], ["search", "word"], ["about"], ["check"])


@FEWER
@given(
    document=documents(),
    page=st.sampled_from(PAGES),
    view=st.sampled_from(FORMATS),
    color=st.sampled_from(["always", "never"]),
    terminal=st.booleans(),
)
def test_any_valid_document_is_shown(
    written: Path, document: dict[str, Any], page: list[str], view: str, color: str, terminal: bool
) -> None:
    """Every page of a FAQ without fault is drawn in every format, whatever its texts say."""
    written.write_text(json.dumps(document), encoding="utf-8")
    argv = [*page, "--data", str(written), "--color", color, "--format", view]
    result = invoke(argv, terminal=terminal)
    usual = {"search": (0, 1), "check": (0, 3)}.get(page[0], (0,))
    assert result.status in usual, result
    assert CONTROL.findall(OWN.sub("", result.out + result.err)) == []
    if view == "json":
        json.loads(result.out)


@FEWER
@given(document=documents())
def test_every_name_of_a_document_finds_its_entry(written: Path, document: dict[str, Any]) -> None:
    """Each slug, number and alias of a FAQ leads to its own entry, as the file has it."""
    written.write_text(json.dumps(document), encoding="utf-8")
    faq = ketamine_faq.load(written)
    for number, entry in enumerate(document["entries"], 1):
        for name in (entry["slug"], str(number), *entry["aliases"]):
            found = faq.find(name)
            assert (found.number, found.slug) == (number, entry["slug"])
        assert list(found.related) == entry["related"]
        assert len(found.notes) == len(entry["notes"])


WEATHER = (
    "rain snow wind cloud storm frost sun moon river lake hill stone forest meadow garden why "
    "when where how is does the in of summer winter"
)
question_words = st.lists(st.sampled_from(WEATHER.split()), min_size=1, max_size=6)


@given(
    questions=st.lists(
        question_words.filter(lambda some: {*some} & {*WEATHER.split()[:15]}),
        min_size=1,
        max_size=5,
        unique_by=lambda words: frozenset(words),
    )
)
def test_every_entry_is_found_by_its_question(written: Path, questions: list[list[str]]) -> None:
    """A search for the question of an entry finds that entry, whatever else the FAQ holds."""
    entries = [{"question": f"{' '.join(words)}?", "answer": "It depends."} for words in questions]
    written.write_text(json.dumps({"title": "T", "entries": entries}), encoding="utf-8")
    faq = ketamine_faq.load(written)
    for entry in faq.entries:
        assert entry in [hit.entry for hit in faq.search(entry.question).results]


@given(questions=st.lists(texts, min_size=1, max_size=4, unique=True))
def test_any_questions_make_a_file(written: Path, questions: list[str]) -> None:
    """Entries without slug get one each, by which they are found."""
    entries = [{"question": question, "answer": "A."} for question in questions]
    written.write_text(json.dumps({"title": "T", "entries": entries}), encoding="utf-8")
    faq = ketamine_faq.load(written)
    assert [faq.find(entry.slug) for entry in faq.entries] == list(faq.entries)


VALUES: tuple[Any, ...] = (
    *(None, 0, -1, 1.5, True, "", " ", "x", "\x1b[31m", [], {}, [None], {"x": 1}, [["x"]]),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value inside a document."""
    inner: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [
        found for name, item in inner for found in [(*path, name), *places(item, (*path, name))]
    ]


@st.composite
def nearly_valid(draw: st.DrawFn) -> bytes:
    """A document with one mistake: a value changed, left out or added, or bytes lost."""
    document = deepcopy(draw(documents()))
    *way, last = draw(st.sampled_from(places(document)))
    place: Any = document
    for step in way:
        place = place[step]
    kind = draw(st.sampled_from(["change", "leave out", "add", "cut", "flip", "twice"]))
    if kind == "change":
        place[last] = draw(st.sampled_from(VALUES))
    elif kind == "leave out":
        del place[last]
    elif kind == "add" and isinstance(place, dict):
        name = draw(
            st.sampled_from(["x", "slug", "notes", "", "a (byte z", "x\nfaq: `y` - at `z`"])
        )
        place[name] = draw(st.sampled_from(VALUES))
    elif kind == "twice" and isinstance(place, list):
        place.append(place[last])
    raw = json.dumps(document, ensure_ascii=draw(st.booleans())).encode()
    at = draw(st.integers(0, len(raw) - 1))
    if kind == "cut":
        return raw[:at]
    if kind == "flip":
        return raw[:at] + bytes([draw(st.integers(0, 255))]) + raw[at + 1 :]
    return raw


@FEWER
@given(raw=nearly_valid() | st.binary(max_size=50), page=st.sampled_from(PAGES[:-1]))
def test_any_nearly_valid_document_is_shown_or_refused(
    written: Path, raw: bytes, page: list[str]
) -> None:
    """A mistake in a FAQ file is told with its place, by `check` too, or does no harm."""
    written.write_bytes(raw)
    path = str(written)
    checked = invoke(["check", path, "--format", "json"])
    faults = json.loads(checked.out)
    assert checked.status == (3 if faults else 0)
    assert all(fault["path"] and fault["problem"] and fault["mend"] for fault in faults)
    result = invoke([*page, "--data", path])
    assert_kept(result)
    assert result.status in (0, 1, 3)
    if result.status == 3:
        assert path in result.err
        assert faults, "a file that is refused has a fault"
        assert len(result.err.splitlines()) == 1
