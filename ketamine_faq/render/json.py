"""JSON: one document, nothing lost."""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from ..check import Fault
from ..library import Faq
from ..model import Entry, Notice
from ..search import Found, Hit
from ..text import clean
from . import Screen, all_notices

_NOT_ABOUT = ("$schema", "entries")


class Format:
    """Every page as one JSON document, indented by two spaces."""

    def __init__(self, _: Screen) -> None:
        pass

    def home(self, faq: Faq) -> str:
        return self.topics(faq)

    def topics(self, faq: Faq) -> str:
        return _json([_fields(entry, "number slug question summary") for entry in faq.entries])

    def answers(self, _: Faq, entries: Sequence[Entry], called: Sequence[Notice]) -> str:
        first, *others = entries
        return _json([replace(first, notices=tuple(all_notices([first], called))), *others])

    def notices(self, _: Sequence[Notice]) -> str:
        return "[]\n"

    def results(self, found: Found) -> str:
        facts = _fields(found, "query nearest not_covered corrections unmatched notices")
        return _json(facts | {"results": list(map(_hit, found.results))})

    def about(self, faq: Faq) -> str:
        about = clean(msgspec.to_builtins(replace(faq.document, entries=())))
        about["references"] = [{"id": name, **r} for name, r in about["references"].items()]
        return _json({name: about[name] for name in about if name not in _NOT_ABOUT})

    def faults(self, faults: Sequence[Fault]) -> str:
        return _json(faults)


def _json(facts: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(facts), indent=2).decode() + "\n"


def _fields(value: object, names: str) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names.split()}


def _hit(hit: Hit) -> dict[str, Any]:
    facts = _fields(hit.entry, "number slug question summary") | _fields(
        hit, "label snippet references score match"
    )
    return facts if hit.passage else facts | {"summary": ""}
