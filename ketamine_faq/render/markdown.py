"""Markdown: whole, and readable as it stands. Must not draw for a terminal."""

from collections.abc import Iterable

from ..addresses import target, title
from ..check import Fault
from ..model import Document, Reference
from ..pages import Answer, FullNotice, HitRow, Results, Row
from . import Screen, wording


class Format:
    """Every page as a Markdown document."""

    holds_notices = True

    def __init__(self, _: Screen) -> None:
        pass

    def home(self, about: Document, rows: tuple[Row, ...]) -> str:
        examples = _bullets(f"`{command}`: {does}" for command, does in wording.examples(rows))
        return _document(f"# {about.title}", about.tagline, self.topics(rows), examples)

    def topics(self, rows: tuple[Row, ...]) -> str:
        return "".join(
            f"{row.number}. **{row.question}** (`{row.slug}`)\n"
            + (f"   {row.summary}\n" if row.summary else "")
            for row in rows
        )

    def answers(self, answers: tuple[Answer, ...], about: Document) -> str:
        return "\n".join(_answer(answer, about) for answer in answers)

    def results(self, page: Results) -> str:
        return _document(*_notices(page.notices), *map(_hit, page.results))

    def about(self, about: Document) -> str:
        missing = _bullets(f"{topic.topic}: {topic.hint}" for topic in about.not_covered)
        references = _bullets(map(_full, about.references.values()))
        return _document(
            f"# {about.title}",
            about.description,
            about.disclaimer,
            *(_section(heading, text) for heading, text in wording.sections(about)),
            _section(wording.NOT_COVERED, missing),
            _section(wording.REFERENCES, references),
        )

    def faults(self, faults: tuple[Fault, ...]) -> str:
        return _document(_bullets(f"`{f.path}`: {f.problem}; {f.mend}" for f in faults))


def _document(*blocks: str) -> str:
    text = "\n\n".join(block.strip("\n") for block in blocks if block)
    return f"{text}\n" if text else ""


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _section(heading: str, text: str) -> str:
    return f"## {heading}\n\n{text}" if text else ""


def _notices(notices: Iterable[FullNotice]) -> list[str]:
    return [f"**{notice.title}**\n\n{notice.text}" for notice in notices]


def _full(reference: Reference) -> str:
    return f"{title(reference)} {target(reference)}".rstrip()


def _answer(answer: Answer, about: Document) -> str:
    numbers = wording.references(answer)
    notes = _bullets(
        " ".join((note.text, *(f"[{numbers[reference]}]" for reference in note.references)))
        for note in answer.notes
    )
    listed = "\n".join(f"{number}. {_full(reference)}" for reference, number in numbers.items())
    related = ", ".join(f"`faq show {slug}`" for slug in answer.related)
    return _document(
        *_notices(answer.notices),
        f"# {answer.number}. {answer.question}",
        about.disclaimer and f"_{about.disclaimer}_",
        answer.summary and f"**{answer.summary}**",
        answer.answer,
        _section(wording.NOTES, notes),
        _section(wording.REFERENCES, listed),
        related and f"{wording.RELATED}: {related}",
        (about.checked and f"_{wording.checked(about)}_") or "",
    )


def _hit(hit: HitRow) -> str:
    return _document(
        f"## {hit.number}. {hit.question}",
        hit.summary if hit.claim else "",
        hit.snippet and f"> {_marked(hit)}",
        f"`faq show {hit.slug}`",
    )


def _marked(hit: HitRow) -> str:
    text = hit.snippet
    for start, end in reversed(hit.marks):
        text = f"{text[:start]}**{text[start:end]}**{text[end:]}"
    return text
