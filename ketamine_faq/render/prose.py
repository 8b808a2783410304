"""Markdown from outside, drawn by Rich with safe links only. Must not know what a page is."""

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.markdown import Markdown

from ..addresses import safe
from ..sanitize import visible

_ADDRESS = re.compile(r"(https?://[^\s<>]{1,2000}(?<![.,;:!?)]))")
_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])


class Prose(Markdown):
    """Rich's Markdown where every link shows its address and only http(s) can be clicked."""

    def __init__(self, text: str, links: bool) -> None:
        super().__init__("")
        self.parsed = _PARSER.parse(text)
        for token in self.parsed:
            # A heading of the first level would be centred, as a page title.
            token.tag = "h2" if token.tag == "h1" else token.tag
            # Entities and encoded addresses bring back what was made visible before.
            token.content = visible(token.content)
            if token.children:
                safe = _shown(token.children)
                token.children = [part for part in safe if links or "link_" not in part.type]
                for part in token.children:
                    part.content = visible(part.content)


def _shown(tokens: Iterable[Token]) -> Iterator[Token]:
    address = shown = ""
    for token in tokens:
        if token.type == "link_open":
            address, shown = str(token.attrs["href"]), ""
            if safe(address):
                yield token
        elif token.type == "link_close":
            if safe(address):
                yield token
            if shown != address:
                yield _text(f" ({address})")
            address = ""
        elif token.type == "image":
            yield _text(f"{token.content} ({token.attrs['src']})")
        elif token.type == "text" and not address:
            yield from _linked(token.content)
        else:
            shown += token.content
            yield token


def _linked(text: str) -> Iterator[Token]:
    """A bare address in a text becomes a link to itself."""
    for part in _ADDRESS.split(text):
        if _ADDRESS.fullmatch(part):
            yield Token("link_open", "a", 1, attrs={"href": part})
            yield _text(part)
            yield Token("link_close", "a", -1)
        else:
            yield _text(part)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
