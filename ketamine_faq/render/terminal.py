"""The parts of a page for a terminal, drawn with Rich."""

import re
from collections.abc import Iterable, Sequence
from io import StringIO

from rich.console import Console, RenderableType
from rich.style import Style
from rich.text import Text

from ..library import Faq
from ..model import Chart, Entry, Reference
from . import Screen, charts, wording
from .page import Marks, Page

_PADDING = re.compile(r" +((?:\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\)*)$", re.MULTILINE)
# Rich numbers links at random, which no terminal needs when a link stands on one line.
_LINK_NUMBER = re.compile(r"(?<=\x1b\]8;)id=\d+(?=;)")
_MARKUP = re.compile(r"[*_`#\[<>|~\\&!]|^ *[-+=]|^ *\d+[.)]\s|^ {4}|\t", re.MULTILINE)


class Format(Page[RenderableType]):
    """Lines for a screen of a given width, in the 16 colours of the terminal."""

    def __init__(self, screen: Screen) -> None:
        self._width, self._links = screen.width, screen.colour
        self._console = Console(
            file=StringIO(),
            width=screen.width,
            color_system="standard" if screen.colour else None,
            force_terminal=True,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def join(self, blocks: Iterable[Sequence[RenderableType]]) -> str:
        filled = filter(None, ([part for part in block if part] for block in blocks))
        with self._console.capture() as capture:
            for number, block in enumerate(filled):
                self._console.print(*([""] if number else []), *block, sep="\n")
        return _LINK_NUMBER.sub("", _PADDING.sub(r"\1", capture.get()))

    def title(self, text: str, slug: str = "") -> Text:
        """The slug stands at the right edge where both have room."""
        gap = " " * max(2, self._width - len(text) - len(slug)) if slug else ""
        return Text.assemble((text, "bold"), gap, (slug, "cyan"))

    def heading(self, text: str) -> Text:
        return Text(text, "bold magenta")

    def warning(self, text: str) -> Text:
        return Text(text, "bold red")

    def strong(self, text: str) -> Text:
        return Text(text, "bold")

    def dim(self, text: str) -> Text:
        return Text(text, "dim")

    def text(self, text: str) -> Text:
        return Text(text)

    def prose(self, markdown: str) -> RenderableType:
        if not _MARKUP.search(markdown):
            return Text(markdown.strip())
        # Loaded here: Rich's Markdown costs as much as the rest of Rich, and few texts need it.
        from .prose import Prose

        return Prose(markdown)

    def passage(self, label: str, text: str, cited: str, marks: Marks = ()) -> Text:
        label = f"{label}: " if label else ""
        drawn = Text.assemble((label, "bold"), text, (cited, "cyan"))
        for start, end in marks:
            drawn.stylize("bold magenta", start + len(label), end + len(label))
        return drawn

    def chart(self, chart: Chart[Reference], cited: str) -> list[RenderableType]:
        title = Text.assemble((chart.title, "bold"), (f"  {chart.unit}", "dim"))
        sentence = Text.assemble(chart.sentence, (cited, "cyan"))
        return [title, sentence, *charts.lines(chart, self._width)]

    def references(self, entry: Entry, restated: bool) -> list[RenderableType]:
        """The references run together, each by its short name, and where to read on."""
        shown = [
            Text.assemble((f"[{number}] ", "cyan"), (reference.short, self._link(reference)))
            for number, reference in enumerate(entry.references, 1)
        ]
        where = [Text(wording.WHOLE_REFERENCES, "dim")] if shown else []
        star = [Text(wording.RESTATED, "dim")] if restated else []
        related = [Text(wording.related(entry.related), "cyan")] if entry.related else []
        return [Text("  ").join([*shown, *star]), Text("  ").join([*related, *where])]

    def item(self, term: str, text: str) -> Text:
        return self._hanging("- ", Text.assemble((term, "bold"), " ", text))

    def topic(self, entry: Entry, column: int) -> Text:
        """The slug in a column of its own where there is room for one."""
        number, slug = f"{entry.number:>2}  ", Text(f"{entry.slug:<{column}}  ", "cyan")
        if column > self._width // 3:
            return self._hanging(number, Text(entry.slug, "cyan"), Text(entry.question, "bold"))
        return self._hanging(Text(number) + slug, Text(entry.question, "bold"))

    def found(self, entry: Entry) -> Text:
        return Text.assemble(entry.question, "  ", (entry.slug, "cyan"))

    def example(self, command: str, does: str) -> Text:
        return self._hanging("  ", Text(command, "cyan"), Text(f"  {does}" if does else ""))

    def missing(self, faq: Faq) -> list[list[RenderableType]]:
        """The names of the topics alone: a search for one tells whom to ask."""
        topics = "; ".join(topic.topic for topic in faq.not_covered)
        heading = self.heading(wording.NOT_COVERED if topics else "")
        return [[heading, self.text(topics)], [self.dim(wording.more(faq.document))]]

    def _link(self, reference: Reference) -> Style:
        return Style(link=reference.link) if reference.link and self._links else Style()

    def _hanging(self, mark: str | Text, *bodies: Text) -> Text:
        """Texts wrapped beside a mark, all but the first line indented to the same column."""
        room = max(8, self._width - len(mark))
        lines = [line for body in bodies if body for line in body.wrap(self._console, room)]
        return Text.assemble(mark, Text("\n" + " " * len(mark)).join(lines))
