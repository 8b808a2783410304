"""What holds for any command line, query, topic and FAQ document, through `main(argv)`."""

import json
import re
import string
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from conftest import SEVEN, Measure, Result, invoke
from hypothesis import assume, example, given
from hypothesis import strategies as st
from jellyfish import damerau_levenshtein_distance
from test_sanitize import CONTROL, OWN

from ketamine_faq.slips import one_slip
from ketamine_faq.topics import key

SHIPPED = json.loads(
    (Path(__file__).parent.parent / "data" / "faq.json").read_text(encoding="utf-8")
)
NAMES = {key(name) for entry in SHIPPED["entries"] for name in (entry["slug"], *entry["aliases"])}
FORMATS = ("text", "markdown", "json")

# Any text that an argument can be: bytes that are no UTF-8 stand in it as half characters.
typed = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_characters="\0"),
        st.sampled_from("\x1b\x9b\u202e\r\n\t -_'\"`$\\[]<>&*😀漢é\u0301ＡﬁⅣ½\udc80\udcff"),
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


def ask(*argv: str, format: str = "json") -> Any:
    """The JSON that a command line prints, its promises kept."""
    result = invoke([*argv, "--format", format])
    assert_kept(result)
    assert result.status in (0, 1), result
    return json.loads(result.out)


# Queries and topics


@given(query=queries, format=st.sampled_from(FORMATS), terminal=st.booleans())
@example(query="?!…—", format="text", terminal=True)
@example(query="the of and to", format="text", terminal=True)
@example(query="ｐａｉｎ", format="text", terminal=True)
@example(query="👍🏽", format="json", terminal=False)
def test_any_query_is_answered(query: str, format: str, terminal: bool) -> None:
    """A search finds or finds nothing; whatever is typed, it never fails."""
    argv = ["search", "--format", format, "--color", "never", "--", query]
    result = invoke(argv, terminal=terminal)
    assert_kept(result)
    assert result.status in (0, 1)
    assert bool(result.err.strip()) or result.status == 0


LONG = {
    "one word": "x" * 100_000,
    "one word again and again": "pain " * 20_000,
    "many words": " ".join(f"w{number}" for number in range(14_000)),
    "misspelt words": " ".join(f"ketamin{a}{b}" for a in "bcdfgh" for b in string.ascii_letters),
    "combining marks": "e\u0301" * 50_000,
    "punctuation": "'" * 100_000,
    "wide letters": "漢" * 100_000,
    "emoji": "👍🏽" * 50_000,
}


@pytest.mark.parametrize("command", ["search", "show"])
@pytest.mark.parametrize("kind", LONG)
def test_long_queries_are_answered(command: str, kind: str) -> None:
    """Whoever pastes a book gets an answer or a short message, which does not repeat the book."""
    result = invoke([command, "--", LONG[kind]])
    assert_kept(result)
    assert result.status in (0, 1)
    assert len(result.out + result.err) < 3000


@pytest.mark.parametrize("command", ["search", "show"])
def test_a_long_word_takes_little_memory(measure: Measure, command: str) -> None:
    """A word of 20,000 letters, as a pasted key is, is not multiplied by its length."""
    measured = measure(command, "abcdefghij" * 2000)
    assert measured.result.status == 1
    assert measured.mebibytes < 100


@given(query=queries)
def test_a_search_in_json_is_whole(query: str) -> None:
    """JSON names what was seen, its results in order, and never an entry twice."""
    result = invoke(["search", "--format", "json", "--limit", "7", "--", query])
    assert_kept(result)
    found = json.loads(result.out)
    hits = found["results"]
    assert result.status == (0 if hits else 1)
    scores = [hit["score"] for hit in hits]
    assert scores == sorted(scores, reverse=True)
    slugs = [hit["slug"] for hit in hits] + found["nearest"]
    assert len(slugs) == len(set(slugs))
    assert set(slugs) <= set(SEVEN)
    assert all(hit["match"] in ("exact", "approximate") for hit in hits)
    assert all("  " not in hit["snippet"] and "\n" not in hit["snippet"] for hit in hits)


@given(query=words, limit=st.integers(1, 9))
def test_the_limit_cuts_the_same_results(query: str, limit: int) -> None:
    """--limit keeps the first of the results and changes nothing else of them."""
    argv = ["search", "--format", "json", "--", query]
    whole = json.loads(invoke([*argv[:3], "--limit", "9", *argv[3:]]).out)["results"]
    cut = json.loads(invoke([*argv[:3], "--limit", str(limit), *argv[3:]]).out)["results"]
    assert cut == whole[:limit]


@given(query=words)
def test_records_have_three_fields(query: str) -> None:
    """On a pipe each result is one line of slug, question and snippet."""
    records = invoke(["search", "--", query]).out.splitlines()
    assert all(len(record.split("\t")) == 3 for record in records)


@given(topics=st.lists(typed | st.sampled_from(SEVEN), min_size=1, max_size=4))
@example(topics=["1" * 5000])
@example(topics=["²"])
@example(topics=["٣"])
@example(topics=["Ⅳ"])
def test_any_topic_is_answered(topics: list[str]) -> None:
    """A topic is shown, or said to be none; JSON says so as an empty array."""
    for view in FORMATS:
        result = invoke(["show", "--format", view, "--", *topics])
        assert_kept(result)
        assert result.status in (0, 1)
        if view == "json":
            assert bool(json.loads(result.out)) == (result.status == 0)
        else:
            assert bool(result.out) == (result.status == 0)


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
    """A slug with one typing error shows that entry, or suggests it."""
    slug, wrong = slip
    result = invoke(["show", "--format", "json", "--", wrong])
    assert_kept(result)
    if result.status == 0:
        assert slug in [answer["slug"] for answer in json.loads(result.out)]
    else:
        told = re.search(r"Did you mean[: ].+?\?|fits more than one topic: .+?\. ", result.err)
        assert told is not None, result.err
        assert slug in re.findall(r"[\w-]+", told[0])


@given(slip=slips())
def test_a_typing_error_is_one_slip(slip: tuple[str, str]) -> None:
    """Every such error counts as one slip of the fingers, in both directions."""
    assert one_slip(*slip)
    assert one_slip(*reversed(slip))


@given(word=st.text("abcdef", max_size=6), other=st.text("abcdef", max_size=6))
def test_one_slip_is_one_edit(word: str, other: str) -> None:
    """Whatever is one edit apart is one slip; what is three edits apart is none."""
    distance = damerau_levenshtein_distance(word, other)
    assert one_slip(word, other) or distance > 1
    assert not (one_slip(word, other) and distance > 2)


@given(word=st.text(string.ascii_lowercase, min_size=4, max_size=14))
def test_a_random_word_gets_no_suggestion(word: str) -> None:
    """A word that is near no name of a topic is not said to mean one."""
    near = (damerau_levenshtein_distance(word, name) <= 2 for name in NAMES)
    assume(not any(near) and not any(name.startswith(word) for name in NAMES))
    result = invoke(["show", "--", word])
    assert (result.status, result.out) == (1, "")
    assert "Did you mean" not in result.err
    assert not any(slug in result.err for slug in SEVEN)


@given(word=st.text("bcdfgjkqvwxz", min_size=5, max_size=14))
def test_a_random_word_finds_nothing(word: str) -> None:
    """A word without a vowel is neither corrected nor found."""
    found = json.loads(invoke(["search", "--format", "json", "--", word]).out)
    assert (found["results"], found["nearest"], found["corrections"]) == ([], [], {})
    assert found["unmatched"] == [word]


@given(
    topic=st.sampled_from(sorted(NAMES | set(SEVEN))),
    change=st.sampled_from([str.upper, str.title, lambda name: name.replace("-", " ")]),
    space=st.sampled_from(["", " ", "-", "_", "\t", "'", "\u0301"]),
)
def test_case_accents_and_separators_do_not_matter(topic: str, change: Any, space: str) -> None:
    """A name is the same topic in capitals, with accents, and with dashes or none."""
    usual = invoke(["show", "--", topic])
    assert usual.status == 0
    assert invoke(["show", "--", space + change(topic) + space]).out == usual.out


@given(name=st.text(max_size=30))
def test_a_key_is_stable(name: str) -> None:
    """What of a name counts is letters and digits, and counting it again changes nothing."""
    assert key(key(name)) == key(name)
    assert key(name) == "" or key(name).isalnum()
    assert key(f" {name}-_") == key(name)


# Command lines

OPTIONS = (
    *("--format", "json", "text", "markdown", "xml", "--format=json", "--color", "always"),
    *("never", "auto", "--color=always", "--limit", "1", "0", "-1", "--limit=3", "x", "--all"),
    *("--data", "/nowhere", "--data=", "/", ".", "--version", "--help", "-h", "--", "-", "--x"),
    *("list", "show", "search", "about", "check", "safety", "pain", "2", "99", "", "sho"),
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
            "FAQ_DATA": st.sampled_from(["", "/nowhere", "/"]),
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
    argv: list[str], terminal: bool, env: dict[str, str | None]
) -> None:
    """Any words in any order: an answer or a message, never an exception."""
    assume("--install-completion" not in argv)
    result = invoke(argv, terminal, env=env)
    if "check" in argv:
        assert result.status in (0, 1, 2, 3)
        assert CONTROL.findall(OWN.sub("", result.out + result.err)) == []
    else:
        assert_kept(result, coloured=True)


@given(
    command=st.sampled_from(["list", "about", "show safety", "show zzz", "search pain", "check"]),
    options=st.lists(
        st.sampled_from(["--color always", "--color never", "--format text", "--data /nowhere"]),
        max_size=3,
    ),
)
def test_json_is_json_wherever_it_is_asked_for(command: str, options: list[str]) -> None:
    """With --format json last, stdout is one JSON document on 0 and 1, and empty on 2 and 3."""
    argv = " ".join([command, *options, "--format json"]).split()
    result = invoke(argv)
    if result.status in (0, 1):
        json.loads(result.out)
    else:
        assert (result.status, result.out) == (3, "")


# Documents

prose = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60)
MARKUP = (
    *("word", "*", "**", "_", "`", "```\n", "# ", "> ", "- ", "1. ", "\n", "\n\n", "    ", "|"),
    *("[a]", "(b)", "[a](https://a.b)", "![a](b)", "<a>", "<https://a.b/%1b>", "&lt;", "---\n"),
    *("|-|-|\n", "http://a.b/c", "Sentence one. Two!", "😀", "漢字", "\\", "~~", "[/]", ":"),
)
markdown = st.lists(st.sampled_from(MARKUP), min_size=1, max_size=20).map("".join)
texts = (prose | markdown).filter(str.strip)
names = st.from_regex(r"[a-z]{2,8}(-[a-z]{2,5})?", fullmatch=True)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A whole FAQ document without a fault that would be refused."""
    slugs = draw(st.lists(names, min_size=1, max_size=4, unique_by=key))
    ids = draw(st.lists(names, max_size=2, unique=True))
    aliases = draw(st.lists(names, max_size=3, unique_by=key))
    aliases = [alias for alias in aliases if key(alias) not in map(key, slugs)]
    references = st.lists(st.sampled_from(ids), max_size=2) if ids else st.just([])
    entries = []
    for number, slug in enumerate(slugs):
        entry: dict[str, Any] = {"question": draw(texts), "answer": draw(texts), "slug": slug}
        entry["summary"] = draw(prose)
        entry["keywords"] = draw(st.lists(texts, max_size=2))
        entry["related"] = draw(st.lists(st.sampled_from(slugs), max_size=2))
        entry["notices"] = draw(references)
        entry["notes"] = [{"text": draw(texts), "references": draw(references)}]
        entry["aliases"] = aliases if number == 0 else []
        entries.append(entry)
    return {
        "title": draw(texts),
        "description": draw(prose),
        "disclaimer": draw(prose),
        "checked": draw(st.dates().map(str)),
        "check_due": draw(st.dates().map(str)),
        "entries": entries,
        "references": {
            name: {"title": draw(texts), "short": draw(texts), "doi": draw(prose)} for name in ids
        },
        "notices": {
            name: {"title": draw(texts), "text": draw(texts), "phrases": draw(st.lists(texts))}
            for name in ids
        },
        "not_covered": [{"topic": draw(texts), "hint": draw(texts), "keywords": [draw(texts)]}],
    }


PAGES = (["list"], ["show", "--all"], ["show", "1"], ["search", "word"], ["about"], ["check"])


@given(document=documents(), color=st.sampled_from(["always", "never"]), data=st.data())
def test_any_valid_document_is_shown(
    written: Path, document: dict[str, Any], color: str, data: st.DataObject
) -> None:
    """Every page of a FAQ without fault is drawn in every format, whatever its texts say."""
    written.write_text(json.dumps(document), encoding="utf-8")
    for page in PAGES:
        view = data.draw(st.sampled_from(FORMATS))
        argv = [*page, "--data", str(written), "--color", color, "--format", view]
        result = invoke(argv, terminal=data.draw(st.booleans()))
        usual = {"search": (0, 1), "check": (0, 3)}.get(page[0], (0,))
        assert result.status in usual, result
        assert CONTROL.findall(OWN.sub("", result.out + result.err)) == []
        if view == "json":
            json.loads(result.out)


@given(document=documents())
def test_json_holds_every_text_of_a_document(written: Path, document: dict[str, Any]) -> None:
    """`show --all` in JSON gives each entry as the file has it."""
    written.write_text(json.dumps(document), encoding="utf-8")
    answers = ask("show", "--all", "--data", str(written))
    assert [answer["number"] for answer in answers] == list(range(1, len(answers) + 1))
    for answer, entry in zip(answers, document["entries"], strict=True):
        for name in ("slug", "aliases", "related"):
            assert answer[name] == entry[name]
        assert [note["text"] for note in answer["notes"]] != [] or not entry["notes"]


@given(document=documents())
def test_every_name_of_a_document_finds_its_entry(written: Path, document: dict[str, Any]) -> None:
    """Each slug, number and alias of a FAQ shows its own entry."""
    written.write_text(json.dumps(document), encoding="utf-8")
    for number, entry in enumerate(document["entries"], 1):
        for name in (entry["slug"], str(number), *entry["aliases"]):
            (answer,) = ask("show", name, "--data", str(written))
            assert answer["number"] == number


WEATHER = (
    "rain snow wind cloud storm frost sun moon river lake hill stone forest meadow garden why "
    "when where how is does the in of summer winter"
)
question_words = st.lists(st.sampled_from(WEATHER.split()), min_size=1, max_size=6)


@given(
    questions=st.lists(
        question_words, min_size=1, max_size=5, unique_by=lambda words: frozenset(words)
    )
)
def test_every_entry_is_found_by_its_question(written: Path, questions: list[list[str]]) -> None:
    """A search for the question of an entry finds that entry, whatever else the FAQ holds."""
    entries = [{"question": f"{' '.join(words)}?", "answer": "It depends."} for words in questions]
    written.write_text(json.dumps({"title": "T", "entries": entries}), encoding="utf-8")
    for number, entry in enumerate(entries, 1):
        found = ask("search", entry["question"], "--data", str(written))
        assert number in [hit["number"] for hit in found["results"]], entry["question"]


@given(questions=st.lists(texts, min_size=1, max_size=4, unique=True))
def test_any_questions_make_a_file(written: Path, questions: list[str]) -> None:
    """Entries without slug get one each, by which they are shown."""
    entries = [{"question": question, "answer": "A."} for question in questions]
    written.write_text(json.dumps({"title": "T", "entries": entries}), encoding="utf-8")
    rows = ask("list", "--data", str(written))
    assert len(rows) == len(questions)
    for row in rows:
        (answer,) = ask("show", row["slug"], "--data", str(written))
        assert answer["number"] == row["number"]


VALUES: tuple[Any, ...] = (
    None,
    0,
    -1,
    1.5,
    True,
    "",
    " ",
    "x",
    "\x1b[31m",
    [],
    {},
    [None],
    {"x": 1},
    [["x"]],
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
        place[draw(st.sampled_from(["x", "slug", "notes", ""]))] = draw(st.sampled_from(VALUES))
    elif kind == "twice" and isinstance(place, list):
        place.append(place[last])
    raw = json.dumps(document, ensure_ascii=draw(st.booleans())).encode()
    at = draw(st.integers(0, len(raw) - 1))
    if kind == "cut":
        return raw[:at]
    if kind == "flip":
        return raw[:at] + bytes([draw(st.integers(0, 255))]) + raw[at + 1 :]
    return raw


@given(raw=nearly_valid() | st.binary(max_size=50))
def test_any_nearly_valid_document_is_shown_or_refused(written: Path, raw: bytes) -> None:
    """A mistake in a FAQ file is told with its place, by `check` too, or does no harm."""
    written.write_bytes(raw)
    path = str(written)
    checked = invoke(["check", path, "--format", "json"])
    faults = json.loads(checked.out)
    assert checked.status == (3 if faults else 0)
    assert all(fault["path"] and fault["problem"] and fault["mend"] for fault in faults)
    for page in PAGES[:-1]:
        result = invoke([*page, "--data", path])
        assert_kept(result)
        assert result.status in (0, 1, 3)
        if result.status == 3:
            assert path in result.err
            assert faults, "a file that is refused has a fault"
