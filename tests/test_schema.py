"""data/faq.schema.json: generated from the model, and in step with what the program accepts.

After a change of the model, rewrite it with: GOLDEN=write pytest tests/test_schema.py
"""

import json
import os
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
VALID: dict[str, dict[str, Any]] = {
    "the least file": LEAST,
    "its schema": {**LEAST, "$schema": "faq.schema.json"},
    "a whole entry": {
        **LEAST,
        "entries": [
            {
                **ENTRY,
                "slug": "q",
                "summary": "S.",
                "aliases": ["w"],
                "keywords": ["k"],
                "notes": [{"text": "N.", "references": ["r"]}],
                "notices": ["n"],
                "related": ["q"],
            }
        ],
        "references": {"r": {"title": "R", "short": "R 1", "year": 2020, "doi": "10.1/2"}},
        "notices": {"n": {"title": "N", "text": "N.", "phrases": ["p"]}},
        "not_covered": [{"topic": "T", "keywords": ["t"], "hint": "H."}],
    },
    "no dates": {**LEAST, "checked": None, "check_due": None},
    "dates": {**LEAST, "checked": "2026-01-31", "check_due": "2027-01-31"},
}
INVALID: dict[str, Any] = {
    "a list": [],
    "no title": {"entries": [ENTRY]},
    "no entries": {"title": "T"},
    "no question": {**LEAST, "entries": [{"answer": "A."}]},
    "no answer": {**LEAST, "entries": [{"question": "Q?"}]},
    "a title that is a number": {**LEAST, "title": 1},
    "aliases that are a text": {**LEAST, "entries": [{**ENTRY, "aliases": "w"}]},
    "references that are a list": {**LEAST, "references": []},
    "a reference without a label": {**LEAST, "references": {"r": {"title": "R"}}},
    "a year that is a text": {
        **LEAST, "references": {"r": {"title": "R", "short": "R", "year": "2020"}},
    },
    "a notice without text": {**LEAST, "notices": {"n": {"title": "N"}}},
    "a not-covered topic without a hint": {**LEAST, "not_covered": [{"topic": "T"}]},
    "an unknown field": {**LEAST, "titel": "T"},
    "an unknown field in an entry": {**LEAST, "entries": [{**ENTRY, "anwser": "A."}]},
    "an unknown field in a note": {
        **LEAST, "entries": [{**ENTRY, "notes": [{"text": "N.", "refs": []}]}],
    },
    "an unknown field in a reference": {
        **LEAST, "references": {"r": {"title": "R", "short": "R", "isbn": "1"}},
    },
    "an unknown field in a notice": {
        **LEAST, "notices": {"n": {"title": "N", "text": "N.", "words": []}},
    },
    "an unknown field in a not-covered topic": {
        **LEAST, "not_covered": [{"topic": "T", "hint": "H.", "ask": "x"}],
    },
}  # fmt: skip


def generated() -> str:
    """The schema of the model, as the file holds it."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A FAQ file",
        **msgspec.json.schema(Document),
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
    assert ketamine_faq.load(path).document.title == "T"
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
