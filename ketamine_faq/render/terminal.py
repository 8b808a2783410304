"""The view of a terminal, drawn with Rich. Must not read streams or the environment."""

import re
from collections.abc import Iterable
from io import StringIO

from rich.console import Console, RenderableType
from rich.text import Text

from ..check import Fault
from ..pages import About, Answer, Colophon, FullNotice, FullReference, HitRow, Home, Results, Row
from . import Screen, wording
from .addresses import label, target

BULLET = " • "
_PADDING = re.compile(r" +((?:\x1b\[[\d;]*m)*)$", re.MULTILINE)
# Rich numbers links at random, which no terminal needs when a link stands on one line.
_LINK_NUMBER = re.compile(r"(?<=\x1b\]8;)id=\d+(?=;)")


class Format:
    """Every page as lines for a screen of a given width, in the 16 colours of the terminal."""

    holds_notices = True

    def __init__(self, screen: Screen) -> None:
        self._links = screen.colour
        self._console = Console(
            file=StringIO(),
            width=screen.width,
            color_system="standard" if screen.colour else None,
            force_terminal=True,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
            _environ={},
        )

    def home(self, page: Home) -> str:
        commands = (
            Text.assemble("  ", (command.ljust(30), "cyan"), does)
            for command, does in wording.examples(page.topics)
        )
        blank = Text()
        return self._drawn(
            Text(page.title, "bold"), Text(page.tagline), blank, *self._rows(page.topics, False),
            blank, *commands, blank, Text(page.disclaimer, "dim"),
        )  # fmt: skip

    def topics(self, rows: tuple[Row, ...]) -> str:
        return self._drawn(*self._rows(rows, True))

    def answers(self, answers: tuple[Answer, ...], colophon: Colophon) -> str:
        return "\n".join(self._drawn(*self._answer(answer, colophon)) for answer in answers)

    def results(self, page: Results) -> str:
        blocks = [block for notice in page.notices for block in (*self._notice(notice), Text())]
        for hit in page.results:
            blocks += [*self._hit(hit), Text()]
        return self._drawn(*blocks[:-1])

    def about(self, page: About) -> str:
        references = [self._hanging(BULLET, self._full(r)) for r in page.references]
        missing = [
            self._hanging(BULLET, Text.assemble(f"{hint.topic}: ", (hint.hint, "dim")))
            for hint in page.not_covered
        ]
        sections = (
            (wording.SOURCE, [Text(page.source)]),
            (wording.CHECK, [Text(wording.check(page))]),
            (wording.NOT_COVERED, missing),
            (wording.REFERENCES, references),
        )
        blocks = [Text(page.title, "bold"), Text(page.description), Text(), Text(page.disclaimer)]
        for title, lines in sections:
            if lines and str(lines[0]):
                blocks += [Text(), Text(title, "bold"), *lines]
        return self._drawn(*blocks)

    def faults(self, faults: tuple[Fault, ...]) -> str:
        return self._drawn(
            *(
                Text.assemble((fault.path, "bold"), f"\n  {fault.problem}; {fault.mend}")
                for fault in faults
            )
        )

    def _drawn(self, *blocks: RenderableType) -> str:
        with self._console.capture() as capture:
            for block in blocks:
                self._console.print(block)
        return _LINK_NUMBER.sub("", _PADDING.sub(r"\1", capture.get()))

    def _rows(self, rows: tuple[Row, ...], summaries: bool) -> Iterable[Text]:
        for row in rows:
            title = Text.assemble((row.question, "bold"), ("  " + row.slug, "cyan"))
            summary = Text(f"\n{row.summary}" if summaries and row.summary else "")
            yield self._hanging(f"{row.number:>2}  ", title + summary)

    def _answer(self, answer: Answer, colophon: Colophon) -> Iterable[RenderableType]:
        yield self._title(answer.number, answer.question, answer.slug)
        if colophon.disclaimer:
            yield Text(colophon.disclaimer, "dim")
        for notice in answer.notices:
            yield from (Text(), *self._notice(notice))
        if answer.summary:
            yield from (Text(), Text(answer.summary, "bold"))
        yield from (Text(), self._prose(answer.answer))
        if answer.notes:
            yield from (Text(), *self._notes(answer))
        yield Text()
        if answer.related:
            commands = ", ".join(f"faq show {slug}" for slug in answer.related)
            yield self._hanging(f"{wording.RELATED}: ", Text(commands, "cyan"))
        if colophon.checked:
            yield Text(colophon.checked, "dim")

    def _notes(self, answer: Answer) -> Iterable[Text]:
        numbers = wording.reference_numbers(answer)
        yield Text(wording.NOTES, "bold yellow")
        for note in answer.notes:
            cited = "".join(f" [{numbers[reference.id]}]" for reference in note.references)
            yield self._hanging(BULLET, Text.assemble(note.text, (cited, "cyan")))
        yield Text()
        for reference in wording.references(answer):
            line = Text(f"{reference.short}, ") + self._address(reference)
            yield self._hanging(f"[{numbers[reference.id]}] ", line)

    def _notice(self, notice: FullNotice) -> Iterable[RenderableType]:
        yield Text(notice.title, "bold red")
        yield self._prose(notice.text)

    def _hit(self, hit: HitRow) -> Iterable[Text]:
        yield self._title(hit.number, hit.question, hit.slug)
        if hit.snippet:
            snippet = Text(hit.snippet)
            for start, end in hit.marks:
                snippet.stylize("bold yellow", start, end)
            if hit.claim:
                yield self._hanging("   ", Text(hit.summary))
            yield self._hanging("   ", snippet)
        yield self._hanging("   ", Text(f"faq show {hit.slug}", "cyan"))

    def _title(self, number: int, question: str, slug: str) -> Text:
        title = Text.assemble((question, "bold"), ("  " + slug, "cyan"))
        return self._hanging(f"{number}. ", title)

    def _full(self, reference: FullReference) -> Text:
        year = str(reference.year or "")
        parts = (reference.authors, reference.title, reference.journal, year)
        told = ". ".join(part.rstrip(".") for part in parts if part)
        return Text(f"{told}. ") + self._linked(target(reference), target(reference))

    def _address(self, reference: FullReference) -> Text:
        return self._linked(label(reference), target(reference))

    def _linked(self, shown: str, address: str) -> Text:
        style = f"link {address}" if address and self._links else ""
        return Text(shown, style)

    def _hanging(self, mark: str, body: Text) -> Text:
        """The body wrapped beside a mark, its further lines indented to the same column."""
        room = max(8, self._console.width - len(mark))
        lines = body.wrap(self._console, room)
        return Text(mark) + Text("\n" + " " * len(mark)).join(lines)

    def _prose(self, markdown: str) -> RenderableType:
        # Loaded here: Rich's Markdown costs as much as the rest of Rich, and lists need none.
        from .prose import Prose

        return Prose(markdown, links=self._links)
