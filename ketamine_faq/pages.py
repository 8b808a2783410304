"""From entries and results to the facts of one page, the same for every format. Must not draw."""

from collections.abc import Iterable

from msgspec import Struct, structs

from .library import Faq
from .model import Document, Entry, Reference
from .search import Found, Hit


class FullReference(Reference, frozen=True, kw_only=True, omit_defaults=True):
    """A reference written out, with the id it goes by."""

    id: str


class FullNote(Struct, frozen=True):
    """A note with its references written out."""

    text: str
    references: tuple[FullReference, ...]


class FullNotice(Struct, frozen=True):
    """A notice written out."""

    id: str
    title: str
    text: str


class Row(Struct, frozen=True):
    """A topic as a list names it."""

    number: int
    slug: str
    question: str
    summary: str


class Answer(Row, frozen=True):
    """A whole entry, nothing left to look up."""

    aliases: tuple[str, ...]
    answer: str
    notes: tuple[FullNote, ...]
    notices: tuple[FullNotice, ...]
    related: tuple[str, ...]


class HitRow(Row, frozen=True):
    """A result; `marks` are the (start, end) of matched words, `claim` a sentence notes qualify."""

    snippet: str
    marks: tuple[tuple[int, int], ...]
    claim: bool
    score: float
    match: str


class Hint(Struct, frozen=True):
    """A topic the FAQ does not cover, and whom to ask."""

    topic: str
    hint: str


class Results(Struct, frozen=True):
    """What a search saw."""

    query: str
    results: tuple[HitRow, ...]
    nearest: tuple[str, ...]
    not_covered: Hint | None
    corrections: dict[str, str]
    unmatched: tuple[str, ...]
    notices: tuple[FullNotice, ...]


def about(faq: Faq) -> Document:
    """What the FAQ says about itself: the document without its entries."""
    return structs.replace(faq.document, entries=())


def topics(faq: Faq) -> tuple[Row, ...]:
    """Every topic in order."""
    return tuple(
        Row(number, entry.slug, entry.question, entry.summary)
        for number, entry in enumerate(faq.entries, 1)
    )


def answers(faq: Faq, entries: Iterable[Entry], called_up: Iterable[str]) -> tuple[Answer, ...]:
    """Whole entries; the notices that the typed words call up stand with the first."""
    first, *others = entries
    return _answer(faq, first, called_up), *(_answer(faq, entry, ()) for entry in others)


def results(faq: Faq, found: Found) -> Results:
    """The facts of a search."""
    missing = found.not_covered
    facts = structs.asdict(found) | {
        "results": tuple(_hit(faq, hit) for hit in found.results),
        "nearest": tuple(hit.entry.slug for hit in found.nearest),
        "not_covered": Hint(missing.topic, missing.hint) if missing else None,
        "notices": notices(faq, found.notices),
    }
    return Results(**facts)


def notices(faq: Faq, names: Iterable[str]) -> tuple[FullNotice, ...]:
    """Notices written out."""
    known = faq.document.notices
    return tuple(FullNotice(name, known[name].title, known[name].text) for name in names)


def _answer(faq: Faq, entry: Entry, called_up: Iterable[str]) -> Answer:
    facts = structs.asdict(entry) | {
        "number": faq.number(entry),
        "notes": tuple(
            FullNote(note.text, tuple(_reference(faq, name) for name in note.references))
            for note in entry.notes
        ),
        "notices": notices(faq, dict.fromkeys((*called_up, *entry.notices))),
    }
    del facts["keywords"]
    return Answer(**facts)


def _hit(faq: Faq, hit: Hit) -> HitRow:
    entry, found = hit.entry, hit.snippet
    # A hit without a sentence is all topic: its summary speaks of efficacy too.
    row = (faq.number(entry), entry.slug, entry.question, entry.summary if found.text else "")
    return HitRow(*row, found.text, found.marks, found.claim, hit.score, hit.match)


def _reference(faq: Faq, name: str) -> FullReference:
    return FullReference(id=name, **structs.asdict(faq.document.references[name]))
