"""One module a format: from entries and results to text."""

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Literal, Protocol

from msgspec import Struct

from ..check import Fault
from ..library import Faq
from ..model import Entry, Notice
from ..search import Found

View = Literal["text", "markdown", "tsv", "json"]


class Screen(Struct, frozen=True):
    """What a page is rendered for: the view, its width in cells, and whether it has colour."""

    view: View
    width: int = 80
    colour: bool = False


class Renderer(Protocol):
    """What every format renders; a page begins with its notices where the format has room."""

    def home(self, faq: Faq) -> str: ...
    def topics(self, faq: Faq) -> str: ...
    def answers(self, faq: Faq, entries: Sequence[Entry], called: Sequence[Notice]) -> str: ...
    def notices(self, called: Sequence[Notice]) -> str: ...
    def results(self, found: Found) -> str: ...
    def about(self, faq: Faq) -> str: ...
    def faults(self, faults: Sequence[Fault]) -> str: ...


def renderer(screen: Screen) -> Renderer:
    """The renderer of a screen; only the one in use is loaded."""
    module = "terminal" if screen.view == "text" else screen.view
    made: Renderer = import_module(f".{module}", __name__).Format(screen)
    return made


def all_notices(entries: Iterable[Entry], called: Iterable[Notice]) -> list[Notice]:
    """The notices of a page, each once: those that were called up, then those of its entries."""
    return list(dict.fromkeys((*called, *(n for entry in entries for n in entry.notices))))
