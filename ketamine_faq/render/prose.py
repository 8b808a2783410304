"""Markdown from outside for a terminal: no link that hides where it leads, no lexer."""

from markdown_it import MarkdownIt
from rich.markdown import Markdown

from ..text import visible

_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])


class Prose(Markdown):
    """Rich's Markdown where every link shows its address and nothing can be clicked."""

    def __init__(self, text: str) -> None:
        super().__init__("", hyperlinks=False)
        self.parsed = _PARSER.parse(text)
        for token in self.parsed:
            # A heading of the first level would be centred, as a page title.
            token.tag = "h2" if token.tag == "h1" else token.tag
            # Rich runs any lexer that a fence names, and some take quadratic time.
            token.info = ""
            for part in (token, *(token.children or ())):
                # Entities and encoded addresses bring back what was made visible before.
                part.content = visible(part.content)
                part.attrs = {name: visible(str(value)) for name, value in part.attrs.items()}
