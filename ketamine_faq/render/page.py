"""What stands on each page that people read, in which order, whatever draws it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from ..check import Fault
from ..library import Faq
from ..model import Chart, Entry, Notice, Reference
from ..search import Found, Hit
from . import all_notices, wording

Part = TypeVar("Part")
Marks = tuple[tuple[int, int], ...]


class Page(Protocol[Part]):
    """The pages, each made of blocks of parts; a format says how a part is drawn.

    An empty part is left out.
    """

    def home(self, faq: Faq) -> str:
        document = faq.document
        examples = [self.example(*example) for example in wording.examples(faq.entries)]
        heading = [self.title(document.title), self.text(document.tagline)]
        return self.join([heading, self._topics(faq), examples, [self.dim(document.disclaimer)]])

    def topics(self, faq: Faq) -> str:
        heading = [self.title(faq.document.title), self.dim(faq.document.disclaimer)]
        return self.join([heading, self._topics(faq)])

    def answers(self, faq: Faq, entries: Sequence[Entry], called: Sequence[Notice]) -> str:
        answers = (block for entry in entries for block in self._answer(faq, entry))
        return self.join([*self._notices(all_notices(entries, called)), *answers])

    def notices(self, called: Sequence[Notice]) -> str:
        return self.join(self._notices(called)) + "\n" if called else ""

    def results(self, found: Found) -> str:
        """The first result whole, the others as bare topics, as all are under a notice."""
        if not found.results:
            return self.notices(found.notices)
        whole = [] if found.notices else found.results[:1]
        others = [self.found(hit.entry) for hit in found.results[len(whole) :]]
        return self.join([*self._notices(found.notices), *map(self._hit, whole), others])

    def about(self, faq: Faq) -> str:
        sections = [
            [self.heading(heading), *map(self.text, text.splitlines())]
            for heading, text in wording.sections(faq.document)
        ]
        return self.join([[self.title(faq.document.title)], *sections, *self.missing(faq)])

    def faults(self, faults: Sequence[Fault]) -> str:
        return self.join([[self.item(f"{f.path}:", f"{f.problem}; {f.mend}") for f in faults]])

    def _topics(self, faq: Faq) -> list[Part]:
        column = max(len(entry.slug) for entry in faq.entries)
        return [self.topic(entry, column) for entry in faq.entries]

    def _notices(self, notices: Iterable[Notice]) -> Iterator[list[Part]]:
        return ([self.warning(notice.title), self.prose(notice.text)] for notice in notices)

    def _answer(self, faq: Faq, entry: Entry) -> Iterator[list[Part]]:
        document = faq.document
        numbers = {reference.id: n for n, reference in enumerate(entry.references, 1)}
        yield [self.title(entry.question, entry.slug), self.dim(document.disclaimer)]
        yield [self.strong(entry.summary)]
        yield [self.heading(entry.answer_label), self.prose(entry.answer)]
        heading = [self.heading(document.notes_label)]
        for note in entry.notes:
            yield [*heading, self.passage(note.label, note.text, cited(note.references, numbers))]
            heading = []
        for chart in entry.charts:
            yield self.chart(chart, cited(chart.references, numbers))
        restated = any(r.restated for note in entry.notes for r in note.references)
        yield [*self.references(entry, restated), self.dim(wording.foot(document))]

    def _hit(self, hit: Hit) -> list[Part]:
        return [
            self.title(hit.entry.question),
            self.passage(hit.label, hit.snippet, "", hit.marks),
            self.dim(hit.entry.summary if hit.claim else ""),
            self.example(f"faq show {hit.entry.slug}", ""),
        ]

    def join(self, blocks: Iterable[Sequence[Part]]) -> str: ...
    def title(self, text: str, slug: str = "") -> Part: ...
    def heading(self, text: str) -> Part: ...
    def warning(self, text: str) -> Part: ...
    def strong(self, text: str) -> Part: ...
    def dim(self, text: str) -> Part: ...
    def text(self, text: str) -> Part: ...
    def prose(self, markdown: str) -> Part: ...
    def passage(self, label: str, text: str, cited: str, marks: Marks = ()) -> Part: ...
    def chart(self, chart: Chart[Reference], cited: str) -> list[Part]: ...
    def references(self, entry: Entry, restated: bool) -> list[Part]: ...
    def item(self, term: str, text: str) -> Part: ...
    def topic(self, entry: Entry, column: int) -> Part: ...
    def found(self, entry: Entry) -> Part: ...
    def example(self, command: str, does: str) -> Part: ...
    def missing(self, faq: Faq) -> list[list[Part]]: ...


def cited(references: Iterable[Reference], numbers: Mapping[str, int]) -> str:
    """The numbers of references, each in brackets, those read second-hand with a star."""
    marks = (f"[{numbers[r.id]}{'*' if r.restated else ''}]" for r in references)
    return "".join((" ", *marks)).rstrip()
