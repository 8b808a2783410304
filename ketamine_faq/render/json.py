"""JSON: one document, nothing lost."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from ..check import Fault
from ..library import Faq
from ..model import Entry, Notice
from ..text import clean

if TYPE_CHECKING:
    from ..search import Found, Hit

_TOPIC = ("number", "slug", "question", "summary")
_FOUND = ("query", "results", "nearest", "not_covered", "corrections", "unmatched", "notices")


class Format:
    """Every page as one JSON document, indented by two spaces."""

    def topics(self, faq: Faq, _: object = ()) -> str:
        return _json([_fields(entry, *_TOPIC) for entry in faq.entries])

    def answers(self, _: Faq, entries: Sequence[Entry], called: Sequence[Notice]) -> str:
        notices = dict.fromkeys((*called, *(n for entry in entries[:1] for n in entry.notices)))
        head = [replace(entry, notices=tuple(notices)) for entry in entries[:1]]
        return _json([*head, *entries[1:]])

    def results(self, found: "Found") -> str:
        missing = found.not_covered and _fields(found.not_covered, "topic", "hint", "references")
        written = {"results": list(map(_hit, found.results)), "not_covered": missing}
        return _json(_fields(found, *_FOUND) | written)

    def about(self, faq: Faq) -> str:
        about = msgspec.to_builtins(replace(faq.document, entries=()))
        del about["$schema"], about["entries"]
        return _json(about)

    def faults(self, faults: Sequence[Fault]) -> str:
        return _json(faults)


def _json(facts: Any) -> str:
    written = msgspec.json.encode(clean(msgspec.to_builtins(facts)))
    return msgspec.json.format(written, indent=2).decode() + "\n"


def _fields(value: object, *names: str) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


def _hit(hit: "Hit") -> dict[str, Any]:
    own = _fields(hit, "label", "snippet", "references", "score", "match")
    facts = _fields(hit.entry, *_TOPIC) | own
    return facts if hit.snippet else facts | {"summary": ""}
