"""Finds, reads and decodes a FAQ file. Must not judge what it says beyond its shape."""

import re
from pathlib import Path

import msgspec

from .errors import FileFaulty, FileUnreadable
from .model import Document, Notice, Reference

_HALF = re.compile(r"(?i)\\ud[89ab]..(?!\\ud[c-f])|(?<!\\ud[89ab]..)\\ud[c-f]")
MOST_BYTES = 32_000_000
_HERE = Path(__file__).parent
# The checkout first: an editable install also holds a copy of the data, which goes stale.
_SHIPPED = (_HERE.parent / "data" / "faq.json", _HERE / "data" / "faq.json")


def shipped() -> Path:
    """Where the FAQ that comes with the program stands."""
    in_checkout = (_HERE.parent / "pyproject.toml").is_file()
    return _SHIPPED[0 if in_checkout else 1]


def read(path: Path) -> Document:
    """The document of one FAQ file, UTF-8 with or without a BOM.

    Raises FileUnreadable and, for what is not the JSON of a FAQ, FileFaulty.
    """
    return decode(text_of(path), path)


def text_of(path: Path) -> str:
    """The text of a file of at most 32 MB; raises FileUnreadable and FileFaulty."""
    raw = _bytes(path)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileFaulty(path, _line(raw, error.start), "this is not UTF-8 text") from None


def decode(text: str, path: Path) -> Document:
    """The document that the text of a FAQ file holds; raises FileFaulty."""
    try:
        return msgspec.json.decode(text, type=Document)
    except RecursionError:
        raise FileFaulty(path, "$", "its brackets are nested too deeply") from None
    except msgspec.DecodeError as error:
        raise FileFaulty(path, *_place_and_problem(str(error), text)) from None


def _place_and_problem(message: str, text: str) -> tuple[str, str]:
    """msgspec names a path, a byte or nothing; a person is helped by a path or a line."""
    problem, _, path = message.partition(" - at `")
    problem, _, byte = problem.partition(" (byte ")
    raw = text.encode()
    if byte:
        return _line(raw, int(byte.rstrip(")"))), _plain(problem)
    half = _HALF.search(text)
    if "truncated" in problem and half:
        return _line(raw, half.start()), "it holds half a character (a lone surrogate)"
    if "truncated" in problem:
        return _line(raw, len(raw)), "the file ends too early"
    return _named(path.rstrip("`"), text) or "$", _plain(problem)


def _named(path: str, text: str) -> str:
    """msgspec leaves the keys of `references` and `notices` out: the path with the first wrong."""
    field, gap, rest = path.partition("[...]")
    if not gap or field not in ("$.references", "$.notices"):
        return path
    shape = Reference if field == "$.references" else Notice
    for name, value in msgspec.json.decode(text)[field.removeprefix("$.")].items():
        try:
            msgspec.convert(value, shape)
        except msgspec.ValidationError:
            return f"{field}.{name}{rest}"
    return path


def _line(raw: bytes, byte: int) -> str:
    line = raw.count(b"\n", 0, byte) + 1
    return f"line {line}"


def _plain(problem: str) -> str:
    """msgspec speaks of Python types; a writer of JSON knows texts, lists and objects."""
    words = {
        "`str`": "a text",
        "`array`": "a list",
        "`object`": "an object",
        "`int | null`": "a number",
    }
    for word, meant in words.items():
        problem = problem.replace(word, meant)
    return problem if problem.startswith("JSON") else problem[:1].lower() + problem[1:]


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise FileUnreadable(path, "it is not a file" if path.exists() else "it is not there")
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise FileUnreadable(path, why[:1].lower() + why[1:]) from None
    if len(raw) > MOST_BYTES:
        raise FileUnreadable(path, f"it is larger than {MOST_BYTES // 1_000_000} MB")
    return raw
