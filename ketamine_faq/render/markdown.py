"""The parts of a page in Markdown: whole, and readable as they stand."""

import re
from collections.abc import Iterable, Sequence

from ..library import Faq
from ..model import Chart, Entry, Reference, ReferenceFields
from ..text import one_line
from . import Screen, wording
from .page import Marks, Page

# What opens a heading, a list, a quotation or a rule at the beginning of a line.
_OPENS = re.compile(r"^(?:[#>*+=_~-]|\d{1,9}[.)])")


class Format(Page[str]):
    """A Markdown document; in a field of one line nothing opens a heading, a list or HTML."""

    def __init__(self, _: Screen) -> None:
        pass

    def join(self, blocks: Iterable[Sequence[str]]) -> str:
        """A blank line between parts, but none between the items of a list."""
        text = ""
        for block in blocks:
            before = "#"
            for part in filter(None, (part.strip("\n") for part in block)):
                gap = "\n" if _is_item(before) and _is_item(part) else "\n\n"
                text, before = f"{text}{gap}{part}", part
        return text.lstrip("\n") + "\n" if text else ""

    def title(self, text: str, slug: str = "") -> str:
        return f"# {_line(text)}"

    def heading(self, text: str) -> str:
        return f"## {_line(text)}" if text else ""

    def warning(self, text: str) -> str:
        return self.strong(text)

    def strong(self, text: str) -> str:
        return f"**{_line(text)}**" if text else ""

    def dim(self, text: str) -> str:
        return f"_{_line(text)}_" if text else ""

    def text(self, text: str) -> str:
        return _line(text)

    def prose(self, markdown: str) -> str:
        return markdown

    def passage(self, label: str, text: str, cited: str, marks: Marks = ()) -> str:
        for start, end in reversed(marks):
            text = f"{text[:start]}**{text[start:end]}**{text[end:]}"
        speaker = f"**{_line(label)}:** " if label else ""
        return f"- {speaker}{_line(text)}{_escaped(cited)}"

    def chart(self, chart: Chart[Reference], cited: str) -> list[str]:
        rows = [
            f"| {_cell(group.label)} | {_cell(bar.name)} | {wording.value(bar)} |"
            f" {_cell(wording.facts(group))} |"
            for group in chart.groups
            for bar in group.bars
        ]
        head = f"| | | {_cell(chart.unit)} | of whom |\n| --- | --- | --- | --- |"
        sentence = f"**{_line(chart.title)}:** {_line(chart.sentence)}{_escaped(cited)}"
        return [sentence, "\n".join((head, *rows))]

    def references(self, entry: Entry, restated: bool) -> list[str]:
        cited = [f"{n}. {_whole(r)}" for n, r in enumerate(entry.references, 1)]
        heading = [self.heading(wording.REFERENCES)] if cited else []
        star = _escaped(wording.RESTATED) if restated else ""
        return [*heading, *cited, star, wording.related(entry.related)]

    def item(self, term: str, text: str) -> str:
        return f"- **{_line(term)}** {_line(text)}"

    def topic(self, entry: Entry, column: int) -> str:
        summary = f"\n   {_line(entry.summary)}" if entry.summary else ""
        return f"{entry.number}. **{_line(entry.question)}** (`{entry.slug}`){summary}"

    def found(self, entry: Entry) -> str:
        return f"- {_line(entry.question)} `faq show {entry.slug}`"

    def example(self, command: str, does: str) -> str:
        return f"- `{command}`" + (f": {does}" if does else "")

    def missing(self, faq: Faq) -> list[list[str]]:
        """The topics with their hints, and every reference whole."""
        topics = [self.item(f"{topic.topic}:", wording.hint(topic)) for topic in faq.not_covered]
        whole = [f"- {_whole(reference)}" for reference in faq.document.references.values()]
        sections = ((wording.NOT_COVERED, topics), (wording.REFERENCES, whole))
        return [[self.heading(heading), *items] for heading, items in sections if items]


def _line(text: str) -> str:
    line = one_line(text).replace("<", "&lt;").replace("![", "!\\[")
    return _OPENS.sub(lambda mark: f"{mark[0][:-1]}\\{mark[0][-1]}", line)


def _cell(text: str) -> str:
    return _line(text).replace("|", "\\|")


def _escaped(text: str) -> str:
    return text.replace("*", "\\*")


def _is_item(part: str) -> bool:
    return part.startswith("- ") or part.partition(". ")[0].isdecimal()


def _whole(reference: ReferenceFields) -> str:
    return f"{_line(wording.title(reference))} {reference.link}".rstrip()
