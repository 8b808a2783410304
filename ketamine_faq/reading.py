"""Finds, reads and decodes a FAQ file. Must not judge what it says beyond its shape."""

from pathlib import Path

import msgspec

from .errors import FileFaulty, FileUnreadable
from .model import Document

MOST_BYTES = 32_000_000
_HERE = Path(__file__).parent
# The checkout first: an editable install also holds a copy of the data, which goes stale.
_SHIPPED = (_HERE.parent / "data" / "faq.json", _HERE / "data" / "faq.json")


def shipped() -> Path:
    """Where the FAQ that comes with the program stands."""
    in_checkout = (_HERE.parent / "pyproject.toml").is_file()
    return _SHIPPED[0 if in_checkout else 1]


def read(path: Path) -> Document:
    """Reads one FAQ file of at most 32 MB, UTF-8 with or without a BOM.

    Raises FileUnreadable and, for what is not the JSON of a FAQ, FileFaulty.
    """
    return decode(_bytes(path), path)


def decode(raw: bytes, path: Path) -> Document:
    """The document that the bytes of a FAQ file hold; raises FileFaulty."""
    try:
        text = raw.decode("utf-8-sig")
        return msgspec.json.decode(text, type=Document)
    except UnicodeDecodeError as error:
        raise FileFaulty(path, _line(raw, error.start), "this is not UTF-8 text") from None
    except RecursionError:
        raise FileFaulty(path, "$", "its brackets are nested too deeply") from None
    except msgspec.DecodeError as error:
        raise FileFaulty(path, *_place_and_problem(str(error), raw)) from None


def _place_and_problem(message: str, raw: bytes) -> tuple[str, str]:
    """msgspec names a path, a byte or nothing; a person is helped by a path or a line."""
    problem, _, path = message.partition(" - at `")
    problem, _, byte = problem.partition(" (byte ")
    if byte:
        return _line(raw, int(byte.rstrip(")"))), _plain(problem)
    if "truncated" in problem:
        return _line(raw, len(raw)), "the file ends too early"
    return path.rstrip("`") or "$", _plain(problem)


def _line(raw: bytes, byte: int) -> str:
    line = raw.count(b"\n", 0, byte) + 1
    return f"line {line}"


def _plain(problem: str) -> str:
    """msgspec speaks of Python types; a writer of JSON knows texts, lists and objects."""
    words = {"`str`": "a text", "`array`": "a list", "`object`": "an object", "`int`": "a number"}
    for word, meant in words.items():
        problem = problem.replace(word, meant)
    return problem[:1].lower() + problem[1:]


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
