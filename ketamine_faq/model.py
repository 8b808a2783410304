"""The shapes of a FAQ file, and of the entries that are made of it."""

import re
from datetime import date
from typing import Annotated, Generic, TypeVar

from msgspec import Meta, Struct, field

# Names are words of letters and digits with single marks between: they reach shells.
WRITTEN, NAME = r"\S", r"^[^\W_]+(?:[-_][^\W_]+)*$(?!\n)"
# At most twelve words.
SHORT = r"^\s*\S*(?:\s+\S+){0,11}\s*$"
# Longer than any answer a person reads; keeps a hostile file from occupying the program.
Text = Annotated[str, Meta(max_length=100_000)]
Written = Annotated[str, Meta(max_length=100_000, pattern=WRITTEN)]
Keyword = Annotated[str, Meta(max_length=200)]
Phrase = Annotated[str, Meta(max_length=200, pattern=SHORT)]
Name = Annotated[str, Meta(max_length=200, pattern=NAME)]
Number = Annotated[float, Meta(ge=0, le=1e9)]


# A reference: its id in a file, the Reference itself once loaded.
R = TypeVar("R")


class ReferenceFields(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a fact stands; `short` is its label of one line, `url`, `doi` or `pmid` its address."""

    title: Written
    short: Written
    authors: Text = ""
    year: int | None = None
    journal: Text = ""
    url: Text = ""
    doi: Text = ""
    pmid: Text = ""

    @property
    def link(self) -> str:
        """The http(s) address, or nothing."""
        if re.fullmatch(r"10\.[0-9]{4,9}/[!-~]{1,200}", self.doi):
            return f"https://doi.org/{self.doi}"
        if re.fullmatch(r"[0-9]{1,9}", self.pmid):
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        # Plain letters alone, and no name before the host that could pass for one.
        plain = re.fullmatch(r"(?i:https?)://(?![^/?#]*@)[!-~]{1,2000}", self.url)
        return self.url if plain else ""


class Bar(Struct, frozen=True, forbid_unknown_fields=True):
    """One value of a chart, with the [low, high] of its range where one is known."""

    name: Written
    value: Number
    range: tuple[Number, Number] | None = None


class Group(Struct, Generic[R], frozen=True, forbid_unknown_fields=True):
    """Bars that may be compared: of whom, when, what was counted, and how certain it is."""

    label: Written
    people: Written
    counted: Written
    references: Annotated[tuple[R, ...], Meta(min_length=1)]
    bars: Annotated[tuple[Bar, ...], Meta(min_length=1)]
    when: Text = ""
    certainty: Text = ""


class Chart(Struct, Generic[R], frozen=True, forbid_unknown_fields=True):
    """Numbers that may stand side by side, on an axis from 0 to `most`.

    `sentence` says the same and is a passage for searches, which `keywords` help to find.
    """

    title: Written
    sentence: Written
    groups: tuple[Group[R], ...]
    unit: Text = "of 100 people"
    most: Number = 100
    keywords: tuple[Keyword, ...] = ()

    @property
    def references(self) -> tuple[R, ...]:
        """The references of its groups, each once."""
        return tuple(dict.fromkeys(r for group in self.groups for r in group.references))


class NotCovered(Struct, Generic[R], frozen=True, forbid_unknown_fields=True):
    """A topic people ask about that no entry answers; `hint` says the rule and whom to ask."""

    topic: Written
    hint: Written
    keywords: tuple[Keyword, ...] = ()
    references: tuple[R, ...] = ()


class NoticeFields(Struct, frozen=True, forbid_unknown_fields=True):
    """A text that comes before anything else when a phrase or the detector calls it up."""

    title: Written
    text: Written
    phrases: tuple[Phrase, ...] = ()
    detector: Text = ""


class PassageFields(Struct, frozen=True, forbid_unknown_fields=True):
    """A passage of an answer: one to three sentences, and words for what they answer."""

    text: Written
    keywords: tuple[Keyword, ...] = ()


class NoteFields(PassageFields, frozen=True, kw_only=True):
    """A passage beside the answer; `restated` holds those of its references read second-hand."""

    label: Text = ""
    references: tuple[Text, ...] = ()
    restated: tuple[Text, ...] = ()


class EntryFields(Struct, frozen=True, forbid_unknown_fields=True):
    """One question with its answer (Markdown, or a list of passages)."""

    question: Written
    answer: Written | Annotated[tuple[PassageFields, ...], Meta(min_length=1)]
    slug: Name | None = None
    summary: Text = ""
    aliases: tuple[Name, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    notes: tuple[NoteFields, ...] = ()
    charts: tuple[Chart[str], ...] = ()
    notices: tuple[Text, ...] = ()
    related: tuple[Text, ...] = ()


class Document(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole FAQ file.

    The members of a group of `vocabulary` mean the same, in searches and in phrases; the groups
    of `phrase_vocabulary` are for phrases alone.
    """

    title: Written
    entries: Annotated[tuple[EntryFields, ...], Meta(min_length=1)]
    schema: Text = field(default="", name="$schema")
    tagline: Text = ""
    description: Text = ""
    language: Text = "en"
    source: Text = ""
    disclaimer: Text = ""
    checked: date | None = None
    check_due: date | None = None
    check_note: Text = ""
    answer_label: Text = ""
    notes_label: Text = "Notes"
    references: dict[str, ReferenceFields] = {}
    notices: dict[str, NoticeFields] = {}
    not_covered: tuple[NotCovered[str], ...] = ()
    vocabulary: dict[str, tuple[Keyword, ...]] = {}
    phrase_vocabulary: dict[str, tuple[Keyword, ...]] = {}


class Reference(ReferenceFields, frozen=True, kw_only=True):
    """A reference as a passage names it; `restated`: it was read on a page that restates it."""

    id: str
    restated: bool = False


class Note(Struct, frozen=True):
    """A passage beside the answer, with its references written out."""

    label: str
    text: str
    references: tuple[Reference, ...] = ()


class Notice(Struct, frozen=True):
    """A notice to show."""

    id: str
    title: str
    text: str


class Entry(Struct, frozen=True):
    """One question with its whole answer, nothing left to look up; `answer` is Markdown."""

    number: int
    slug: str
    question: str
    aliases: tuple[str, ...]
    summary: str
    answer: str
    answer_label: str
    notes: tuple[Note, ...]
    charts: tuple[Chart[Reference], ...]
    notices: tuple[Notice, ...]
    related: tuple[str, ...]

    @property
    def references(self) -> tuple[Reference, ...]:
        """The references of the notes and charts, each once, in the order of their numbers."""
        cited = [r for note in self.notes for r in note.references]
        cited += [r for chart in self.charts for r in chart.references]
        return tuple({reference.id: reference for reference in cited}.values())
