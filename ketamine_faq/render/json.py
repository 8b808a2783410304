"""JSON: one document, nothing lost. Must not decide what a page says."""

from typing import Any

import msgspec

from ..check import Fault
from ..pages import About, Answer, Colophon, Home, Results, Row
from . import Screen


class Format:
    """Every page as one JSON document, indented by two spaces."""

    holds_notices = True

    def __init__(self, screen: Screen) -> None:
        del screen

    def home(self, page: Home) -> str:
        return _document(page)

    def topics(self, rows: tuple[Row, ...]) -> str:
        return _document(rows)

    def answers(self, answers: tuple[Answer, ...], colophon: Colophon) -> str:
        del colophon
        return _document(answers)

    def results(self, page: Results) -> str:
        facts = msgspec.to_builtins(page)
        for hit in facts["results"]:
            del hit["marks"], hit["claim"]
        return _document(facts)

    def about(self, page: About) -> str:
        return _document(page)

    def faults(self, faults: tuple[Fault, ...]) -> str:
        return _document(faults)


def _document(facts: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(facts), indent=2).decode() + "\n"
