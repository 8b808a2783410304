"""JSON: one document, nothing lost. Must not decide what a page says."""

from typing import Any

import msgspec

from ..check import Fault
from ..model import Document
from ..pages import Answer, Results, Row
from . import Screen


class Format:
    """Every page as one JSON document, indented by two spaces."""

    holds_notices = True

    def __init__(self, _: Screen) -> None:
        pass

    def home(self, _: Document, rows: tuple[Row, ...]) -> str:
        return self.topics(rows)

    def topics(self, rows: tuple[Row, ...]) -> str:
        return _json(rows)

    def answers(self, answers: tuple[Answer, ...], _: Document) -> str:
        return _json(answers)

    def results(self, page: Results) -> str:
        facts = msgspec.to_builtins(page)
        for hit in facts["results"]:
            del hit["marks"], hit["claim"]
        return _json(facts)

    def about(self, about: Document) -> str:
        facts = msgspec.to_builtins(about)
        del facts["$schema"], facts["entries"]
        facts["references"] = [{"id": name, **r} for name, r in facts["references"].items()]
        return _json(facts)

    def faults(self, faults: tuple[Fault, ...]) -> str:
        return _json(faults)


def _json(facts: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(facts), indent=2).decode() + "\n"
