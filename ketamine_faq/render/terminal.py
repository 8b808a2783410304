"""The view of a terminal, drawn with Rich. Must not read streams or the environment."""

import re
from collections.abc import Mapping, Sequence
from io import StringIO

from rich.console import Console, RenderableType
from rich.text import Text

from ..addresses import label, target, title
from ..check import Fault
from ..model import Document, Reference
from ..pages import Answer, FullNotice, FullReference, HitRow, Results, Row
from . import Screen, wording

BULLET = " • "
INDENT = "   "
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

    def home(self, about: Document, rows: tuple[Row, ...]) -> str:
        titles = [self._hanging(f"{row.number:>2}  ", _title(row)) for row in rows]
        commands = [
            self._hanging(INDENT, Text(command, "cyan"), Text(f"  {does}"))
            for command, does in wording.examples(rows)
        ]
        heading = [Text(about.title, "bold"), Text(about.tagline)]
        return self._drawn(heading, titles, commands, [Text(about.disclaimer, "dim")])

    def topics(self, rows: tuple[Row, ...]) -> str:
        return self._drawn(
            [self._hanging(f"{row.number:>2}  ", _title(row), Text(row.summary)) for row in rows]
        )

    def answers(self, answers: tuple[Answer, ...], about: Document) -> str:
        return "\n".join(self._answer(answer, about) for answer in answers)

    def results(self, page: Results) -> str:
        return self._drawn(*map(self._notice, page.notices), *map(self._hit, page.results))

    def about(self, about: Document) -> str:
        missing = [
            self._hanging(BULLET, Text.assemble(f"{topic.topic}: ", (topic.hint, "dim")))
            for topic in about.not_covered
        ]
        references = [
            self._hanging(BULLET, Text(f"{title(r)} ") + self._linked(target(r), r))
            for r in about.references.values()
        ]
        return self._drawn(
            [Text(about.title, "bold"), Text(about.description)],
            [Text(about.disclaimer)],
            *([Text(head, "bold"), Text(text)] for head, text in wording.sections(about) if text),
            missing and [Text(wording.NOT_COVERED, "bold"), *missing],
            references and [Text(wording.REFERENCES, "bold"), *references],
        )

    def faults(self, faults: tuple[Fault, ...]) -> str:
        return self._drawn(
            [Text.assemble((f.path, "bold"), f"\n  {f.problem}; {f.mend}") for f in faults]
        )

    def _drawn(self, *blocks: Sequence[RenderableType]) -> str:
        """The blocks one under the other, a blank line between."""
        with self._console.capture() as capture:
            for number, block in enumerate(filter(None, blocks)):
                self._console.print(*([""] if number else []), *block, sep="\n")
        return _LINK_NUMBER.sub("", _PADDING.sub(r"\1", capture.get()))

    def _answer(self, answer: Answer, about: Document) -> str:
        numbers = wording.references(answer)
        references = [
            self._hanging(f"[{number}] ", Text(f"{r.short}, ") + self._linked(label(r), r))
            for r, number in numbers.items()
        ]
        heading = self._hanging(f"{answer.number}. ", _title(answer))
        related = Text(", ".join(f"faq show {slug}" for slug in answer.related), "cyan")
        return self._drawn(
            *map(self._notice, answer.notices),
            _filled(heading, Text(about.disclaimer, "dim")),
            _filled(Text(answer.summary, "bold")),
            [self._prose(answer.answer)],
            [Text(wording.NOTES, "bold magenta"), *self._notes(answer, numbers)]
            if answer.notes
            else [],
            references,
            _filled(
                related and self._hanging(f"{wording.RELATED}: ", related),
                Text(wording.checked(about), "dim"),
            ),
        )

    def _notes(self, answer: Answer, numbers: Mapping[FullReference, int]) -> list[Text]:
        cited = ["".join(f" [{numbers[r]}]" for r in note.references) for note in answer.notes]
        return [
            self._hanging(BULLET, Text.assemble(note.text, (marks, "cyan")))
            for note, marks in zip(answer.notes, cited, strict=True)
        ]

    def _notice(self, notice: FullNotice) -> list[RenderableType]:
        return [Text(notice.title, "bold red"), self._prose(notice.text)]

    def _hit(self, hit: HitRow) -> list[RenderableType]:
        lines = [Text(f"faq show {hit.slug}", "cyan")]
        if hit.snippet:
            snippet = Text(hit.snippet)
            for start, end in hit.marks:
                snippet.stylize("bold magenta", start, end)
            lines = _filled(Text(hit.summary if hit.claim else ""), snippet, *lines)
        heading = self._hanging(f"{hit.number}. ", _title(hit))
        return [heading, *(self._hanging(INDENT, line) for line in lines)]

    def _linked(self, shown: str, reference: Reference) -> Text:
        address = target(reference)
        return Text(shown, f"link {address}" if address and self._links else "")

    def _hanging(self, mark: str, *bodies: Text) -> Text:
        """Texts wrapped beside a mark, all but the first line indented to the same column."""
        room = max(8, self._console.width - len(mark))
        lines = [line for body in bodies if body for line in body.wrap(self._console, room)]
        return Text(mark) + Text("\n" + " " * len(mark)).join(lines)

    def _prose(self, markdown: str) -> RenderableType:
        # Loaded here: Rich's Markdown costs as much as the rest of Rich, and lists need none.
        from .prose import Prose

        return Prose(markdown, links=self._links)


def _title(row: Row) -> Text:
    return Text.assemble((row.question, "bold"), "  ", (row.slug, "cyan"))


def _filled(*lines: Text) -> list[Text]:
    return [line for line in lines if line]
