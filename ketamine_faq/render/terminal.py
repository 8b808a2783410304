"""The pages for a terminal, their parts drawn with Rich."""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from rich.console import Console, RenderableType
from rich.style import Style
from rich.text import Text

from ..library import Faq
from ..model import Chart, Entry, Reference
from ..text import visible
from . import Screen, markdown, wording

_PADDING = re.compile(r" +((?:\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\)*)$", re.MULTILINE)
# Rich numbers links at random, which no terminal needs when a link stands on one line.
_LINK_NUMBER = re.compile(r"(?<=\x1b\]8;)id=\d+(?=;)")
_MARKUP = re.compile(r"[*_`#\[<>|~\\&!]|^ *[-+=]|^ *\d+[.)]\s|^ {4}|\t", re.MULTILINE)
_BOLD = {"title": "bold", "heading": "bold magenta", "warning": "bold red", "strong": "bold"}
# Eighths of a cell, so that small differences of bars show.
_EIGHTHS = ("", *"▏▎▍▌▋▊▉")
_NARROW, _WIDEST_BAR = 60, 40


class Format(markdown.Format):
    """Lines for a screen of a given width, in the 16 colours of the terminal."""

    def __init__(self, screen: Screen) -> None:
        self._width = screen.width
        # Nothing but Text and Rich's Markdown is printed, so no string is read for markup or emoji.
        self._console = Console(
            file=StringIO(),
            width=screen.width,
            color_system="standard" if screen.colour else None,
            legacy_windows=False,
            # The command line has read NO_COLOR, and --color wins.
            no_color=False,
        )

    def join(self, blocks: Iterable[Sequence[RenderableType]]) -> str:
        filled = filter(None, ([part for part in block if part] for block in blocks))
        with self._console.capture() as capture:
            for number, block in enumerate(filled):
                self._console.print(*([""] if number else []), *block, sep="\n")
        return _LINK_NUMBER.sub("", _PADDING.sub(r"\1", capture.get()))

    def text(self, text: str, style: str = "", slug: str = "") -> Text:
        """The slug stands at the right edge where both have room."""
        gap = " " * max(2, self._width - len(text) - len(slug)) if slug else ""
        return Text.assemble((text, _BOLD.get(style, style)), gap, (slug, "cyan"))

    def prose(self, markdown: str) -> RenderableType:
        """Markdown from outside: every link shows its address, nothing can be clicked."""
        if not _MARKUP.search(markdown):
            return Text(markdown.strip())
        # Loaded here: Rich's Markdown costs as much as the rest of Rich, and few texts need it.
        from markdown_it import MarkdownIt
        from rich.markdown import Markdown

        parser = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])
        drawn = Markdown("", hyperlinks=False)
        drawn.parsed = parser.parse(markdown)
        for token in drawn.parsed:
            # A heading of the first level would be centred, as a page title.
            token.tag = "h2" if token.tag == "h1" else token.tag
            # Rich runs any lexer that a fence names, and some take quadratic time.
            token.info = ""
            for part in (token, *(token.children or ())):
                # Entities and encoded addresses bring back what was made visible before.
                part.content = visible(part.content)
                part.attrs = {name: visible(str(value)) for name, value in part.attrs.items()}
        return drawn

    def passage(self, label: str, text: str, cited: str, marks: markdown.Marks = ()) -> Text:
        label = f"{label}: " if label else ""
        drawn = Text.assemble((label, "bold"), text, (cited, "cyan"))
        for start, end in marks:
            drawn.stylize("bold magenta", start + len(label), end + len(label))
        return drawn

    def chart(self, chart: Chart[Reference], cited: str) -> list[Text]:
        title = Text.assemble((chart.title, "bold"), (f"  {chart.unit}", "dim"))
        return [title, Text.assemble(chart.sentence, (cited, "cyan")), *self._bars(chart)]

    def _bars(self, chart: Chart[Reference]) -> Iterator[Text]:
        """The bars of each group under its facts; on a narrow screen a name stands over its bar."""
        bars = [bar for group in chart.groups for bar in group.bars]
        names = 0 if self._width < _NARROW else 2 + max(len(bar.name) for bar in bars)
        numbers = 1 + max(len(wording.value(bar)) for bar in bars)
        room = max(1, min(_WIDEST_BAR, self._width - names - numbers))
        for group in chart.groups:
            yield Text(f"{group.label}: {wording.facts(group)}", "dim")
            for number, bar in enumerate(group.bars):
                # The same two colours everywhere, and neither says which bar is the better.
                colour = "magenta" if number == 1 and len(group.bars) == 2 else "cyan"
                name = f"{bar.name:<{names}}" if names else f"{bar.name}\n"
                share = min(1.0, bar.value / (chart.most or 1))
                whole, eighths = divmod(round(share * room * 8), 8)
                drawn = "█" * whole + _EIGHTHS[eighths]
                yield Text.assemble(name, (drawn, colour), f" {wording.value(bar)}")

    def references(self, entry: Entry) -> list[Text]:
        """The references run together, each by its short name, and where to read on."""
        cited = [
            Text.assemble((f"[{number}] ", "cyan"), (reference.short, _link(reference)))
            for number, reference in enumerate(entry.references, 1)
        ]
        star = Text(wording.restated(entry), "dim")
        where = Text(wording.WHOLE_REFERENCES if cited else "", "dim")
        rows = ([*cited, star], [Text(wording.related(entry), "cyan"), where])
        return [Text("  ").join(filter(None, row)) for row in rows]

    def item(self, term: str, text: str) -> Text:
        return self._hanging("- ", Text.assemble((term, "bold"), " ", text))

    def topic(self, entry: Entry, column: int) -> Text:
        """The slug in a column of its own where there is room for one."""
        number, question = f"{entry.number:>2}  ", Text(entry.question, "bold")
        if column > self._width // 3:
            return self._hanging(number, Text.assemble((f"{entry.slug}\n", "cyan"), question))
        return self._hanging(Text.assemble(number, (f"{entry.slug:<{column}}  ", "cyan")), question)

    def example(self, command: str, does: str) -> Text:
        lines = (self._hanging("  ", Text(command, "cyan")), self._hanging("    ", Text(does)))
        return Text("\n").join(lines[: 1 + bool(does)])

    def missing(self, faq: Faq) -> list[list[Text]]:
        """The names of the topics alone: a search for one tells whom to ask."""
        topics = "; ".join(topic.topic for topic in faq.not_covered)
        heading = self.text(wording.NOT_COVERED if topics else "", "heading")
        return [[heading, self.text(topics)], [self.text(wording.MORE, "dim")]]

    def _hanging(self, mark: str | Text, body: Text) -> Text:
        """A text wrapped beside a mark, all but the first line indented to the same column."""
        lines = body.wrap(self._console, max(8, self._width - len(mark)))
        return Text.assemble(mark, Text("\n" + " " * len(mark)).join(lines))


def _link(reference: Reference) -> Style:
    """The address of a reference, but not behind a name that looks like another address."""
    return Style(link="" if re.search(r"(?i)\w\.[a-z]{2}|://", reference.short) else reference.link)
