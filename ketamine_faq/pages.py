"""From entries and results to the facts of one page, the same for every format. Must not draw."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct, structs

from .library import Faq
from .model import Entry, NotCovered
from .search import Found, Hit


class Row(Struct, frozen=True):
    """A topic as a list names it."""

    number: int
    slug: str
    question: str
    summary: str


class FullReference(Struct, frozen=True, omit_defaults=True):
    """A reference written out; one of `url`, `doi` and `pmid` is its address."""

    id: str
    short: str
    title: str
    authors: str
    year: int | None
    journal: str
    url: str = ""
    doi: str = ""
    pmid: str = ""


class FullNotice(Struct, frozen=True):
    """A notice written out."""

    id: str
    title: str
    text: str


class FullNote(Struct, frozen=True):
    """A note with its references written out."""

    text: str
    references: tuple[FullReference, ...]


class Answer(Struct, frozen=True):
    """A whole entry, nothing left to look up."""

    number: int
    slug: str
    question: str
    aliases: tuple[str, ...]
    summary: str
    answer: str
    notes: tuple[FullNote, ...]
    notices: tuple[FullNotice, ...]
    related: tuple[str, ...]


class HitRow(Struct, frozen=True):
    """A result; `marks` are the (start, end) of matched words, `claim` a sentence notes qualify."""

    number: int
    slug: str
    question: str
    summary: str
    snippet: str
    score: float
    match: str
    marks: tuple[tuple[int, int], ...]
    claim: bool


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


class Home(Struct, frozen=True):
    """The first screen."""

    title: str
    tagline: str
    disclaimer: str
    topics: tuple[Row, ...]


class Colophon(Struct, frozen=True):
    """The two quiet lines around an answer."""

    disclaimer: str
    checked: str


class About(Struct, frozen=True):
    """What the FAQ says about itself."""

    title: str
    description: str
    disclaimer: str
    source: str
    checked: date | None
    check_due: date | None
    check_note: str
    not_covered: tuple[Hint, ...]
    references: tuple[FullReference, ...]


def home(faq: Faq) -> Home:
    """The facts of the first screen."""
    document = faq.document
    return Home(document.title, document.tagline, document.disclaimer, topics(faq))


def topics(faq: Faq) -> tuple[Row, ...]:
    """Every topic in order."""
    return tuple(_row(faq, entry) for entry in faq.entries)


def answers(faq: Faq, entries: Iterable[Entry], called_up: Iterable[str]) -> tuple[Answer, ...]:
    """Whole entries; the notices that the typed words call up stand with the first."""
    first, *others = entries
    return _answer(faq, first, called_up), *(_answer(faq, entry, ()) for entry in others)


def results(faq: Faq, found: Found) -> Results:
    """The facts of a search."""
    missing = found.not_covered
    return Results(
        query=found.query,
        results=tuple(_hit(faq, hit) for hit in found.results),
        nearest=tuple(hit.entry.slug for hit in found.nearest),
        not_covered=_hint(missing) if missing else None,
        corrections=found.corrections,
        unmatched=found.unmatched,
        notices=notices(faq, found.notices),
    )


def about(faq: Faq) -> About:
    """What the FAQ says about itself."""
    document = faq.document
    return About(
        title=document.title,
        description=document.description,
        disclaimer=document.disclaimer,
        source=document.source,
        checked=document.checked,
        check_due=document.check_due,
        check_note=document.check_note,
        not_covered=tuple(map(_hint, document.not_covered)),
        references=tuple(_reference(faq, name) for name in document.references),
    )


def colophon(faq: Faq) -> Colophon:
    """The disclaimer, and when and how the content was checked."""
    document = faq.document
    return Colophon(document.disclaimer, _checked(faq))


def notices(faq: Faq, names: Iterable[str]) -> tuple[FullNotice, ...]:
    """Notices written out."""
    known = faq.document.notices
    return tuple(FullNotice(name, known[name].title, known[name].text) for name in names)


def _checked(faq: Faq) -> str:
    document = faq.document
    if document.checked is None:
        return ""
    manner = document.check_note.partition(".")[0]
    due = f"; next: {document.check_due:%b %Y}" if document.check_due else ""
    day = f"{document.checked.day} {document.checked:%b %Y}"
    return f"Checked {day} {manner[:1].lower()}{manner[1:]}".rstrip() + f"{due}."


def _row(faq: Faq, entry: Entry) -> Row:
    return Row(faq.number(entry), entry.slug, entry.question, entry.summary)


def _answer(faq: Faq, entry: Entry, called_up: Iterable[str]) -> Answer:
    return Answer(
        number=faq.number(entry),
        slug=entry.slug,
        question=entry.question,
        aliases=entry.aliases,
        summary=entry.summary,
        answer=entry.answer,
        notes=tuple(
            FullNote(note.text, tuple(_reference(faq, name) for name in note.references))
            for note in entry.notes
        ),
        notices=notices(faq, dict.fromkeys((*called_up, *entry.notices))),
        related=entry.related,
    )


def _hit(faq: Faq, hit: Hit) -> HitRow:
    snippet = hit.snippet
    row = structs.asdict(_row(faq, hit.entry))
    return HitRow(
        **row,
        snippet=snippet.text,
        score=hit.score,
        match=hit.match,
        marks=snippet.marks,
        claim=snippet.claim,
    )


def _reference(faq: Faq, name: str) -> FullReference:
    return FullReference(id=name, **structs.asdict(faq.document.references[name]))


def _hint(missing: NotCovered) -> Hint:
    return Hint(missing.topic, missing.hint)
