"""The pages that people read: what stands on each, in which order, and its parts in Markdown."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..check import Fault
from ..library import Faq
from ..model import Chart, Document, Entry, Notice, Reference, ReferenceFields
from ..text import one_line
from . import wording

if TYPE_CHECKING:
    from ..search import Found, Hit

# A string here, on a terminal what Rich draws.
Part = Any
Marks = tuple[tuple[int, int], ...]

# What opens a heading, a list, a quotation or a rule at the beginning of a line.
_OPENS = re.compile(r"^(?!\*\*\w)(?:[#>*+=_~-]|\d{1,9}[.)])")
_STYLES = {"title": "# ", "heading": "## ", "warning": "**", "strong": "**", "dim": "_", "": ""}


class Format:
    """Pages of blocks of parts, in Markdown where a child does not draw the parts otherwise.

    An empty part is left out. In a field of one line nothing opens a heading, a list or HTML.
    """

    def topics(self, faq: Faq, examples: Iterable[tuple[str, str]] = ()) -> str:
        """The list of topics, on the first page with examples of commands."""
        document, column = faq.document, max(len(entry.slug) for entry in faq.entries)
        heading = [self.text(document.title, "title"), self.text(document.tagline)]
        topics = [self.topic(entry, column) for entry in faq.entries]
        commands = [
            self.example(line.format(faq.entries[:2][-1].slug), use) for line, use in examples
        ]
        return self.join([[*heading, self.text(document.disclaimer, "dim")], topics, commands])

    def answers(self, faq: Faq, entries: Sequence[Entry], called: Sequence[Notice]) -> str:
        """The notices that were called up, then those of the entries, each once."""
        notices = dict.fromkeys((*called, *(n for entry in entries for n in entry.notices)))
        answers = [block for entry in entries for block in self._answer(faq.document, entry)]
        return self._under(notices, answers)

    def results(self, found: "Found") -> str:
        """The first result whole, the others as bare topics, as all are under a notice."""
        whole = [] if found.notices else found.results[:1]
        others = (hit.entry for hit in found.results[len(whole) :])
        named = [self.example(f"faq show {entry.slug}", entry.question) for entry in others]
        return self._under(found.notices, [*map(self._hit, whole), named])

    def about(self, faq: Faq) -> str:
        sections = [
            [self.text(heading, "heading"), *map(self.text, text.splitlines())]
            for heading, text in wording.sections(faq.document)
        ]
        return self.join([[self.text(faq.document.title, "title")], *sections, *self.missing(faq)])

    def faults(self, faults: Sequence[Fault]) -> str:
        return self.join([[self.item(f"{f.path}:", f"{f.problem}; {f.mend}") for f in faults]])

    def _under(self, notices: Iterable[Notice], blocks: list[list[Part]]) -> str:
        """Notices, then the page; where it is empty, a blank line, as a message follows."""
        warned = [[self.text(n.title, "warning"), self.prose(n.text)] for n in notices]
        gap = "\n" if warned and not any(blocks) else ""
        return self.join([*warned, *blocks]) + gap

    def _answer(self, document: Document, entry: Entry) -> Iterator[list[Part]]:
        numbers = {reference.id: n for n, reference in enumerate(entry.references, 1)}
        title = self.text(entry.question, "title", entry.slug)
        yield [title, self.text(document.disclaimer, "dim")]
        yield [self.text(entry.summary, "strong")]
        yield [self.text(entry.answer_label, "heading"), self.prose(entry.answer)]
        heading = [self.text(document.notes_label, "heading")]
        for note in entry.notes:
            yield [*heading, self.passage(note.label, note.text, _cited(note.references, numbers))]
            heading = []
        for chart in entry.charts:
            yield self.chart(chart, _cited(chart.references, numbers))
        yield [*self.references(entry), self.text(wording.foot(document), "dim")]

    def _hit(self, hit: "Hit") -> list[Part]:
        return [
            self.text(hit.entry.question, "title"),
            self.passage(hit.label, hit.snippet, "", hit.marks),
            self.text(hit.entry.summary if hit.claim else "", "dim"),
            self.example(f"faq show {hit.entry.slug}", ""),
        ]

    def join(self, blocks: Iterable[Sequence[Part]]) -> str:
        """A blank line between blocks."""
        texts = ("\n".join(filter(None, block)) for block in blocks)
        return "".join(f"{text}\n\n" for text in texts if text).removesuffix("\n")

    def text(self, text: str, style: str = "", slug: str = "") -> Part:
        """A line in a style; a terminal has room for a slug beside it."""
        mark = _STYLES[style]
        return f"{mark}{_line(text)}{mark.rstrip('# ')}" if text else ""

    def prose(self, markdown: str) -> Part:
        return markdown.strip("\n")

    def passage(self, label: str, text: str, cited: str, marks: Marks = ()) -> Part:
        for start, end in reversed(marks):
            text = f"{text[:start]}**{text[start:end]}**{text[end:]}"
        speaker = f"**{_line(label)}:** " if label else ""
        return f"- {speaker}{_line(text)}{_escaped(cited)}"

    def chart(self, chart: Chart[Reference], cited: str) -> list[Part]:
        rows = [f"| | | {_cell(chart.unit)} | of whom |", "| --- | --- | --- | --- |"]
        for group in chart.groups:
            label, facts = _cell(group.label), _cell(wording.facts(group))
            for bar in group.bars:
                rows.append(f"| {label} | {_cell(bar.name)} | {wording.value(bar)} | {facts} |")
        sentence = f"**{_line(chart.title)}:** {_line(chart.sentence)}{_escaped(cited)}\n"
        return [sentence, *rows]

    def references(self, entry: Entry) -> list[Part]:
        cited = "".join(f"{n}. {_whole(r)}\n" for n, r in enumerate(entry.references, 1))
        heading = f"{wording.REFERENCES} {wording.restated(entry)}" if cited else ""
        return [self.text(heading, "heading"), cited, self.text(wording.related(entry), "dim")]

    def item(self, term: str, text: str) -> Part:
        return f"- **{_line(term)}** {_line(text)}"

    def topic(self, entry: Entry, column: int) -> Part:
        summary = f"\n   {_line(entry.summary)}" if entry.summary else ""
        return f"{entry.number}. **{_line(entry.question)}** (`{entry.slug}`){summary}"

    def example(self, command: str, does: str) -> Part:
        return f"- `{command}`" + (f": {_line(does)}" if does else "")

    def missing(self, faq: Faq) -> list[list[Part]]:
        """The topics with their hints, and every reference whole."""
        topics = [self.item(f"{topic.topic}:", wording.hint(topic)) for topic in faq.not_covered]
        whole = [f"- {_whole(reference)}" for reference in faq.document.references.values()]
        sections = ((wording.NOT_COVERED, topics), (wording.REFERENCES, whole))
        return [[self.text(heading, "heading"), *items] for heading, items in sections if items]


def _cited(references: Iterable[Reference], numbers: Mapping[str, int]) -> str:
    """The numbers of references, each in brackets, those read second-hand with a star."""
    marks = (f"[{numbers[r.id]}{'*' if r.restated else ''}]" for r in references)
    return "".join((" ", *marks)).rstrip()


def _line(text: str) -> str:
    line = one_line(text).replace("<", "&lt;").replace("![", "!\\[")
    return _OPENS.sub(lambda mark: f"{mark[0][:-1]}\\{mark[0][-1]}", line)


def _cell(text: str) -> str:
    return _line(text).replace("|", "\\|")


def _escaped(text: str) -> str:
    return text.replace("*", "\\*")


def _whole(reference: ReferenceFields) -> str:
    return f"{_line(wording.title(reference))} {reference.link}".rstrip()
