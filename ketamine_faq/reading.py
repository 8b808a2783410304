"""From a FAQ file to its document, and from the document to entries with nothing to look up."""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import asdict, replace

from . import model
from .errors import FaqError, FileFaulty, short
from .model import Chart, Document, Entry, EntryFields, NotCovered, Note, Notice, Reference
from .text import clean, words
from .topics import key

MOST_BYTES = 32_000_000
# All but DEL; JSON holds the other controls as escapes alone.
_ASCII = bytes(range(0x7F))
# The path or the byte at the end of a message of msgspec.
_PLACE = r" - at `([^`]+)`$| \(byte (\d{1,12})\)$"
# What the patterns of the model ask for, in words.
_PATTERNS = {
    model.WRITTEN: "the text is empty",
    model.SHORT: "it has more than 12 words",
    model.NAME: "a name is words of letters and digits with single dashes or underscores between",
}
_Resolved = tuple[tuple[Entry, ...], tuple[NotCovered[Reference], ...], tuple[Notice, ...]]


def shipped() -> Path:
    """Where the FAQ that comes with the program stands.

    The checkout first: an editable install also holds a copy of the data, which goes stale.
    """
    here = Path(__file__).parent
    root = here.parent if (here.parent / "pyproject.toml").is_file() else here
    return root / "data" / "faq.json"


def read(path: Path) -> tuple[Document, bytes]:
    """The document of one FAQ file, and what the file holds: UTF-8 with or without a BOM.

    Raises FaqError and, for what is not the JSON of a FAQ, FileFaulty.
    """
    raw = _raw(path)
    try:
        return msgspec.json.decode(raw, type=Document), raw
    except (RecursionError, UnicodeDecodeError, msgspec.DecodeError) as error:
        raise FileFaulty(path, *_place_and_problem(str(error), raw)) from None


def safe(document: Document, raw: bytes) -> Document:
    """The document of a file, safe to print."""
    # To walk through the document takes longer than to see that nothing in it can be unsafe.
    escaped = re.search(rb"\\[ubfr]", raw)
    plain = not escaped and raw.translate(None, _ASCII).decode().isprintable()
    return document if plain else clean(document)


def _raw(path: Path) -> bytes:
    """What a file of at most 32 MB holds, without a BOM."""
    try:
        if not path.is_file():
            raise OSError("it is not a file" if path.exists() else "it is not there")
        if path.stat().st_size > MOST_BYTES:
            raise OSError(f"it is larger than {MOST_BYTES // 1_000_000} MB")
        return path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        said = f"cannot read the FAQ file {short(path, 120)}: {why[:1].lower()}{why[1:]}."
        raise FaqError(said) from None


def _place_and_problem(message: str, raw: bytes) -> tuple[str, str]:
    """msgspec names a byte, a path or nothing; a person is helped by a line or a path."""
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return _line(raw, error.start), "this is not UTF-8 text"
    if message == "Input data was truncated":
        return _line(raw, len(raw)), "it ends too early, or holds half a character"
    problem, path, byte, *_ = (*re.split(_PLACE, message), "", "")
    problem = next((plain for p, plain in _PATTERNS.items() if repr(p) in problem), problem)
    place = _line(raw, int(byte)) if byte else path or "$"
    return place, problem if problem.startswith("JSON") else problem[:1].lower() + problem[1:]


def _line(raw: bytes, byte: int) -> str:
    return f"line {raw.count(bytes([10]), 0, byte) + 1}"


def resolve(document: Document) -> _Resolved:
    """The entries, what is not covered, and the notices of a document without dangling ids."""
    notices = {name: Notice(name, n.title, n.text) for name, n in document.notices.items()}

    def cited(names: Iterable[str], restated: Iterable[str] = ()) -> tuple[Reference, ...]:
        return tuple(
            Reference(**asdict(document.references[name]), id=name, restated=name in restated)
            for name in dict.fromkeys(names)
        )

    def written_out(part: Any) -> Any:
        return replace(part, references=cited(part.references))

    def chart(fields: Chart[Any]) -> Chart[Reference]:
        return replace(fields, groups=tuple(map(written_out, fields.groups)))

    def entry(number: int, slug: str, own: EntryFields) -> Entry:
        answer = own.answer
        return Entry(
            number=number,
            slug=slug,
            question=own.question,
            aliases=own.aliases,
            summary=own.summary,
            answer=answer if isinstance(answer, str) else "\n\n".join(p.text for p in answer),
            answer_label=document.answer_label,
            notes=tuple(Note(n.label, n.text, cited(n.references, n.restated)) for n in own.notes),
            charts=tuple(map(chart, own.charts)),
            notices=tuple(notices[name] for name in own.notices),
            related=own.related,
        )

    entries = tuple(map(entry, count(1), with_slugs(document), document.entries))
    missing = tuple(map(written_out, document.not_covered))
    return entries, missing, tuple(notices.values())


def with_slugs(document: Document) -> Iterator[str]:
    """The slug of each entry: its own, or one made from its question and numbered where needed."""
    taken = {key(name) for entry in document.entries for name in (entry.slug or "", *entry.aliases)}
    numbers = count(2)
    for entry in document.entries:
        slug = entry.slug
        if not slug:
            made = "-".join(words(entry.question))[:60].strip("-")
            stem = slug = "entry" if key(made).isdigit() or not made else made
            while key(slug) in taken:
                slug = f"{stem}-{next(numbers)}"
            taken.add(key(slug))
        yield slug
