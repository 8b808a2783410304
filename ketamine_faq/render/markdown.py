"""Markdown: whole, and readable as it stands. Must not draw for a terminal."""

from collections.abc import Iterable

from ..check import Fault
from ..pages import About, Answer, Colophon, FullNotice, HitRow, Home, Results, Row
from . import Screen, wording
from .addresses import full


class Format:
    """Every page as a Markdown document."""

    holds_notices = True

    def __init__(self, screen: Screen) -> None:
        del screen

    def home(self, page: Home) -> str:
        examples = (f"- `{command}`: {does}" for command, does in wording.examples(page.topics))
        return _document(
            f"# {page.title}", page.tagline, self.topics(page.topics), "\n".join(examples)
        )

    def topics(self, rows: tuple[Row, ...]) -> str:
        return "".join(
            f"{row.number}. **{row.question}** (`{row.slug}`)\n"
            + (f"   {row.summary}\n" if row.summary else "")
            for row in rows
        )

    def answers(self, answers: tuple[Answer, ...], colophon: Colophon) -> str:
        return "\n".join(_answer(answer, colophon) for answer in answers)

    def results(self, page: Results) -> str:
        return _document(*_notices(page.notices), *map(_hit, page.results))

    def about(self, page: About) -> str:
        missing = (f"- {hint.topic}: {hint.hint}" for hint in page.not_covered)
        references = (f"- {full(reference)}" for reference in page.references)
        sections = (
            (wording.SOURCE, page.source),
            (wording.CHECK, wording.check(page)),
            (wording.NOT_COVERED, "\n".join(missing)),
            (wording.REFERENCES, "\n".join(references)),
        )
        return _document(
            f"# {page.title}",
            page.description,
            page.disclaimer,
            *(f"## {title}\n\n{text}" for title, text in sections if text),
        )

    def faults(self, faults: tuple[Fault, ...]) -> str:
        return "".join(f"- `{fault.path}`: {fault.problem}; {fault.mend}\n" for fault in faults)


def _document(*blocks: str) -> str:
    text = "\n\n".join(block.rstrip("\n") for block in blocks if block)
    return f"{text}\n" if text else ""


def _notices(notices: Iterable[FullNotice]) -> list[str]:
    return [f"**{notice.title}**\n\n{notice.text}" for notice in notices]


def _answer(answer: Answer, colophon: Colophon) -> str:
    numbers = wording.reference_numbers(answer)
    notes = (
        f"- {note.text}{''.join(f' [{numbers[r.id]}]' for r in note.references)}"
        for note in answer.notes
    )
    references = wording.references(answer)
    listed = (f"{numbers[reference.id]}. {full(reference)}" for reference in references)
    related = ", ".join(f"`faq show {slug}`" for slug in answer.related)
    return _document(
        f"# {answer.number}. {answer.question}",
        f"_{colophon.disclaimer}_" if colophon.disclaimer else "",
        *_notices(answer.notices),
        f"**{answer.summary}**" if answer.summary else "",
        answer.answer,
        f"## {wording.NOTES}" if answer.notes else "",
        "\n".join(notes),
        f"## {wording.REFERENCES}" if references else "",
        "\n".join(listed),
        f"{wording.RELATED}: {related}" if related else "",
        f"_{colophon.checked}_" if colophon.checked else "",
    )


def _hit(hit: HitRow) -> str:
    lines = (
        f"## {hit.number}. {hit.question}",
        hit.summary if hit.snippet else "",
        f"> {_marked(hit)}" if hit.snippet else "",
        f"`faq show {hit.slug}`",
    )
    return "\n\n".join(line for line in lines if line)


def _marked(hit: HitRow) -> str:
    text = hit.snippet
    for start, end in reversed(hit.marks):
        text = f"{text[:start]}**{text[start:end]}**{text[end:]}"
    return text
