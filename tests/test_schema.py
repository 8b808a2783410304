"""data/faq.schema.json: generated from the model, and in step with what the program accepts.

After a change of the model, rewrite it with: GOLDEN=write pytest tests/test_schema.py
"""

import json
import os
from inspect import cleandoc
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types

import ketamine_faq
from ketamine_faq.model import Document

DATA = Path(__file__).resolve().parent.parent / "data"
SCHEMA = DATA / "faq.schema.json"
LEAST: dict[str, Any] = {"title": "T", "entries": [{"question": "Q?", "answer": "A."}]}
ENTRY = {"question": "Q?", "answer": "A."}
NOTE = {"text": "N."}
BAR = {"name": "B", "value": 1}
GROUP = {"label": "G", "people": "9", "counted": "c", "references": ["r"], "bars": [BAR]}
CHART = {"title": "C", "sentence": "S.", "groups": [GROUP]}
REFERENCE = {"title": "R", "short": "R 1"}
MANY = "x" * 201


def entry(**changed: Any) -> dict[str, Any]:
    """The least file, its entry changed, with one reference."""
    return {**LEAST, "entries": [{**ENTRY, **changed}], "references": {"r": REFERENCE}}


def chart(**changed: Any) -> dict[str, Any]:
    """A file with one chart of one group, the group changed."""
    return entry(charts=[{**CHART, "groups": [{**GROUP, **changed}]}])


WHOLE = entry(
    slug="q",
    summary="S.",
    aliases=["w", "two-words", "a_b"],
    keywords=["k"],
    answer=[{"text": "A.", "keywords": ["a"]}],
    notes=[{"label": "L", "text": "N.", "references": ["r"], "restated": ["r"], "keywords": ["n"]}],
    charts=[{**CHART, "unit": "u", "most": 9, "keywords": ["c"]}],
    notices=["n"],
    related=["q"],
)
VALID: dict[str, dict[str, Any]] = {
    "the least file": LEAST,
    "its schema": {**LEAST, "$schema": "faq.schema.json"},
    "a whole entry": WHOLE
    | {
        "references": {"r": {**REFERENCE, "year": 2020, "doi": "10.1/2"}},
        "notices": {"n": {"title": "N", "text": "N.", "phrases": ["p"], "detector": "crisis"}},
        "not_covered": [{"topic": "T", "keywords": ["t"], "hint": "H.", "references": ["r"]}],
        "answer_label": "He says",
        "notes_label": "They say",
        "vocabulary": {"v": ["a", "b"]},
        "phrase_vocabulary": {"p": ["c", "d"]},
    },
    "a whole chart": chart(when="w", certainty="c", bars=[{**BAR, "range": [0, 2]}]),
    "no dates": {**LEAST, "checked": None, "check_due": None},
    "dates": {**LEAST, "checked": "2026-01-31", "check_due": "2027-01-31"},
}
INVALID: dict[str, Any] = {
    "a list": [],
    "no title": {"entries": [ENTRY]},
    "an empty title": {**LEAST, "title": " "},
    "no entries": {"title": "T"},
    "an empty list of entries": {**LEAST, "entries": []},
    "no question": {**LEAST, "entries": [{"answer": "A."}]},
    "no answer": {**LEAST, "entries": [{"question": "Q?"}]},
    "an answer of no passage": entry(answer=[]),
    "an answer of texts": entry(answer=["A."]),
    "a title that is a number": {**LEAST, "title": 1},
    "aliases that are a text": entry(aliases="w"),
    "an alias of two words": entry(aliases=["two words"]),
    "a slug that a shell would run": entry(slug="$(id)"),
    "a keyword of more than 200 letters": entry(keywords=[MANY]),
    "a note without a text": entry(notes=[{"label": "L"}]),
    "a chart without a sentence": entry(charts=[{"title": "C", "groups": [GROUP]}]),
    "a group without people": chart(people=""),
    "a group without a count": chart(counted=" "),
    "a group without a reference": chart(references=[]),
    "a group without a bar": chart(bars=[]),
    "a bar with a text for a value": chart(bars=[{**BAR, "value": "1"}]),
    "a bar below the axis": chart(bars=[{**BAR, "value": -1}]),
    "a range of one number": chart(bars=[{**BAR, "range": [1]}]),
    "references that are a list": {**LEAST, "references": []},
    "a reference without a label": {**LEAST, "references": {"r": {"title": "R"}}},
    "a year that is a text": {**LEAST, "references": {"r": {**REFERENCE, "year": "2020"}}},
    "a notice without text": {**LEAST, "notices": {"n": {"title": "N"}}},
    "a not-covered topic without a hint": {**LEAST, "not_covered": [{"topic": "T"}]},
    "a vocabulary of texts": {**LEAST, "vocabulary": {"v": "a"}},
    "an unknown field": {**LEAST, "titel": "T"},
    "an unknown field in an entry": entry(anwser="A."),
    "an unknown field in a passage": entry(answer=[{"text": "A.", "key": []}]),
    "an unknown field in a note": entry(notes=[{**NOTE, "refs": []}]),
    "an unknown field in a chart": entry(charts=[{**CHART, "colour": "red"}]),
    "an unknown field in a group": chart(who="x"),
    "an unknown field in a bar": chart(bars=[{**BAR, "color": "red"}]),
    "an unknown field in a reference": {**LEAST, "references": {"r": {**REFERENCE, "isbn": "1"}}},
    "an unknown field in a notice": {
        **LEAST, "notices": {"n": {"title": "N", "text": "N.", "words": []}},
    },
    "an unknown field in a not-covered topic": {
        **LEAST, "not_covered": [{"topic": "T", "hint": "H.", "ask": "x"}],
    },
}  # fmt: skip


def generated() -> str:
    """The schema of the model, as the file holds it."""
    shapes = msgspec.json.schema(Document)
    for shape in shapes["$defs"].values():
        # Python 3.13 and msgspec 0.23 take the indents out of docstrings, those before do not.
        shape["description"] = cleandoc(shape["description"])
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A FAQ file",
        **shapes,
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    """Checks documents against the file that editors use."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_the_schema_is_in_step_with_the_model() -> None:
    """The file holds exactly what the model generates."""
    if os.environ.get("GOLDEN") == "write":
        SCHEMA.write_text(generated(), encoding="utf-8", newline="\n")
    assert SCHEMA.read_text(encoding="utf-8") == generated()


def test_the_shipped_faq_is_valid_and_names_its_schema(validator: Draft202012Validator) -> None:
    """data/faq.json fits the schema that its `$schema` leads an editor to."""
    document = json.loads((DATA / "faq.json").read_text(encoding="utf-8"))
    validator.validate(document)
    assert DATA / document["$schema"] == SCHEMA


@pytest.mark.parametrize("name", VALID)
def test_a_good_file_is_good_for_both(
    name: str, validator: Draft202012Validator, tmp_path: Path
) -> None:
    """What the program reads, the schema accepts."""
    path = tmp_path / "faq.json"
    path.write_text(json.dumps(VALID[name]), encoding="utf-8")
    assert len(ketamine_faq.load(path).entries) == 1
    assert validator.is_valid(VALID[name])


@pytest.mark.parametrize("name", INVALID)
def test_a_bad_file_is_bad_for_both(
    name: str, validator: Draft202012Validator, tmp_path: Path
) -> None:
    """What the schema refuses, the program refuses, unknown fields at every level among it."""
    path = tmp_path / "faq.json"
    path.write_text(json.dumps(INVALID[name]), encoding="utf-8")
    assert not validator.is_valid(INVALID[name])
    with pytest.raises(ketamine_faq.FaqError):
        ketamine_faq.load(path)
