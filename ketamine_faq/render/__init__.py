"""One file a format: from the facts of a page to text. Must not touch streams or look things up."""

from importlib import import_module
from typing import Literal, Protocol

from msgspec import Struct

from ..check import Fault
from ..model import Document
from ..pages import Answer, Results, Row

View = Literal["terminal", "plain", "markdown", "json"]


class Screen(Struct, frozen=True):
    """What a page is drawn for: the view, its width in cells, and whether it has colour."""

    view: View
    width: int = 80
    colour: bool = False


class Renderer(Protocol):
    """What every format draws; `holds_notices` says whether its results carry notices."""

    holds_notices: bool

    def __init__(self, screen: Screen) -> None: ...
    def home(self, about: Document, rows: tuple[Row, ...]) -> str: ...
    def topics(self, rows: tuple[Row, ...]) -> str: ...
    def answers(self, answers: tuple[Answer, ...], about: Document) -> str: ...
    def results(self, page: Results) -> str: ...
    def about(self, about: Document) -> str: ...
    def faults(self, faults: tuple[Fault, ...]) -> str: ...


def renderer(screen: Screen) -> Renderer:
    """The format of a screen; only the one in use is loaded."""
    module = import_module(f".{screen.view}", __name__)
    drawn: Renderer = module.Format(screen)
    return drawn
