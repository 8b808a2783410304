"""The shapes: what a FAQ file holds, and the facts of one page. Must not read, search or draw."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct, field

# Longer than any answer a person reads; keeps a hostile file from occupying the renderer.
Text = Annotated[str, Meta(max_length=100_000)]
Texts = tuple[Text, ...]


class Reference(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where a fact stands; `short` is its label of one line, `url`, `doi` or `pmid` its address."""

    title: Text
    short: Text
    authors: Text = ""
    year: int | None = None
    journal: Text = ""
    url: Text = ""
    doi: Text = ""
    pmid: Text = ""


class Note(Struct, frozen=True, forbid_unknown_fields=True):
    """What a reader should know beside the answer, with the ids of its references."""

    text: Text
    references: Texts = ()


class Notice(Struct, frozen=True, forbid_unknown_fields=True):
    """A text that comes before anything else when one of its `phrases` is typed."""

    title: Text
    text: Text
    phrases: Texts = ()


class NotCovered(Struct, frozen=True, forbid_unknown_fields=True):
    """A topic people ask about that no entry answers; `hint` says whom to ask."""

    topic: Text
    hint: Text
    keywords: Texts = ()


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """One question with its answer (Markdown)."""

    question: Text
    answer: Text
    slug: Text = ""
    summary: Text = ""
    aliases: Texts = ()
    keywords: Texts = ()
    notes: tuple[Note, ...] = ()
    notices: Texts = ()
    related: Texts = ()


class Document(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole FAQ file."""

    title: Text
    entries: tuple[Entry, ...]
    schema: Text = field(default="", name="$schema")
    tagline: Text = ""
    description: Text = ""
    language: Text = "en"
    source: Text = ""
    disclaimer: Text = ""
    checked: date | None = None
    check_due: date | None = None
    check_note: Text = ""
    references: dict[str, Reference] = {}
    notices: dict[str, Notice] = {}
    not_covered: tuple[NotCovered, ...] = ()
