"""From a FAQ file to its document, and from the document to entries with nothing to look up."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, count
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import asdict

from . import model
from .errors import FaqError, FileFaulty, short
from .model import Chart, Document, Entry, EntryFields, NotCovered, Note, Notice, Reference
from .text import clean, words
from .topics import key

MOST_BYTES = 32_000_000
# All but DEL; JSON holds the other controls as escapes alone.
_ASCII = bytes(range(0x7F))
_HERE = Path(__file__).parent
_CHECKOUT, _INSTALLED = _HERE.parent / "data" / "faq.json", _HERE / "data" / "faq.json"
# What the patterns of the model ask for, in words.
_PATTERNS = {
    model.WRITTEN: "the text is empty",
    model.NAME: "a name is words of letters and digits with single dashes or underscores between",
}
# msgspec says of structs what the standard library says of dataclasses, less precisely.
replace: Any = msgspec.structs.replace


def shipped() -> Path:
    """Where the FAQ that comes with the program stands.

    The checkout first: an editable install also holds a copy of the data, which goes stale.
    """
    return _CHECKOUT if (_HERE.parent / "pyproject.toml").is_file() else _INSTALLED


def read(path: Path) -> Document:
    """The document of one FAQ file, UTF-8 with or without a BOM, made safe to print.

    Raises FaqError and, for what is not the JSON of a FAQ, FileFaulty.
    """
    raw = raw_of(path)
    document = decode(raw, path)
    # To walk through the document takes longer than to see that nothing in it can be unsafe.
    escaped = any(escape in raw for escape in (rb"\u", rb"\b", rb"\f", rb"\r"))
    safe = not escaped and raw.translate(None, _ASCII).decode().isprintable()
    return document if safe else clean(document)


def raw_of(path: Path) -> bytes:
    """What a file of at most 32 MB holds, without a BOM; raises FaqError."""
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


def decode(raw: bytes, path: Path) -> Document:
    """The document that a FAQ file holds; raises FileFaulty."""
    try:
        return msgspec.json.decode(raw, type=Document)
    except RecursionError:
        raise FileFaulty(path, "$", "its brackets are nested too deeply") from None
    except (UnicodeDecodeError, msgspec.DecodeError) as error:
        raise FileFaulty(path, *_place_and_problem(str(error), raw)) from None


def _place_and_problem(message: str, raw: bytes) -> tuple[str, str]:
    """msgspec names a byte, a path or nothing; a person is helped by a line or a path."""
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return _line(raw, error.start), "this is not UTF-8 text"
    problem, _, path = message.rpartition(" - at `")
    if at := re.search(r" \(byte (\d{1,12})\)$", message):
        place, problem = _line(raw, int(at[1])), message[: at.start()]
    elif "truncated" in message and not problem:
        place, problem = _line(raw, len(raw)), "it ends too early, or holds half a character"
    else:
        place, problem = path.rstrip("`") if problem else "$", problem or message
    for pattern, plain in _PATTERNS.items():
        if repr(pattern) in problem:
            problem = plain
    return place, problem if problem.startswith("JSON") else problem[:1].lower() + problem[1:]


def _line(raw: bytes, byte: int) -> str:
    return f"line {raw.count(bytes([10]), 0, byte) + 1}"


class Resolver:
    """Turns the parts of a document whose ids all lead somewhere into parts that hold all."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._references: dict[tuple[str, bool], Reference] = {}
        self.notices = {n: Notice(n, f.title, f.text) for n, f in document.notices.items()}
        self.not_covered = tuple(
            NotCovered(topic.topic, topic.hint, self._cited(topic.references))
            for topic in document.not_covered
        )
        self.entries = tuple(map(self._entry, count(1), with_slugs(document), document.entries))

    def _entry(self, number: int, slug: str, fields: EntryFields) -> Entry:
        answer = fields.answer
        return Entry(
            number=number,
            slug=slug,
            question=fields.question,
            aliases=fields.aliases,
            summary=fields.summary,
            answer=answer if isinstance(answer, str) else "\n\n".join(p.text for p in answer),
            answer_label=self._document.answer_label,
            notes=tuple(
                Note(note.label, note.text, self._cited(note.references, note.restated))
                for note in fields.notes
            ),
            charts=tuple(map(self._chart, fields.charts)),
            notices=tuple(self.notices[name] for name in fields.notices),
            related=fields.related,
        )

    def _chart(self, chart: Chart[str]) -> Chart[Reference]:
        groups = tuple(replace(g, references=self._cited(g.references)) for g in chart.groups)
        made: Chart[Reference] = replace(chart, groups=groups)
        return made

    def _cited(self, ids: Iterable[str], restated: Iterable[str] = ()) -> tuple[Reference, ...]:
        """Each reference written out once for the whole document, however often it is named."""
        pairs = dict.fromkeys((name, name in restated) for name in ids)
        for name, second_hand in pairs - self._references.keys():
            fields = asdict(self._document.references[name]) | {"id": name, "restated": second_hand}
            self._references[name, second_hand] = Reference(**fields)
        return tuple(self._references[pair] for pair in pairs)


def with_slugs(document: Document) -> Iterator[str]:
    """The slug of each entry: its own, or one made from its question and numbered where needed."""
    taken = {key(name) for entry in document.entries for name in (entry.slug or "", *entry.aliases)}
    numbers = count(2)
    for entry in document.entries:
        if entry.slug:
            yield entry.slug
            continue
        made = "-".join(words(entry.question))[:60].strip("-")
        stem = "entry" if made.isdigit() or not made else made
        free = chain([stem], (f"{stem}-{n}" for n in numbers))
        slug = next(name for name in free if key(name) not in taken)
        taken.add(key(slug))
        yield slug
