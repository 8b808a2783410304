"""One module a format: from entries and results to text."""

from importlib import import_module
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from . import json, markdown, tsv

    Renderer = json.Format | markdown.Format | tsv.Format

View = Literal["text", "markdown", "json", "tsv"]


class Screen(Struct, frozen=True):
    """What a page is rendered for: the view, its width in cells, and whether it has colour."""

    view: View
    width: int = 80
    colour: bool = False


def renderer(screen: Screen) -> "Renderer":
    """What renders every page for a screen; only the format in use is loaded."""
    name = "terminal" if screen.view == "text" else screen.view
    kind = import_module(f".{name}", __name__).Format
    made: Renderer = kind(screen) if name == "terminal" else kind()
    return made
