"""The one tokenizer: from text to words and their stems. Must not know entries or weights."""

import re
import unicodedata
from collections.abc import Callable

from Stemmer import Stemmer

# A word is letters and digits, an apostrophe inside it included.
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_APOSTROPHE = re.compile(r"['’](?:s$)?")

# The English stop list of the Snowball project (snowballstem.org), one line a group as there.
_STOP = """
i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her
hers herself it its itself they them their theirs themselves what which who whom this that these
those am is are was were be been being have has had having do does did doing would should could
ought i'm you're he's she's it's we're they're i've you've we've they've i'd you'd he'd she'd we'd
they'd i'll you'll he'll she'll we'll they'll isn't aren't wasn't weren't hasn't haven't hadn't
doesn't don't didn't won't wouldn't shan't shouldn't can't cannot couldn't mustn't let's that's
who's what's here's there's when's where's why's how's a an the and but if or because as until
while of at by for with about against between into through during before after above below to from
up down in out on off over under again further then once here there when where why how all any both
each few more most other some such no nor not only own same so than too very
"""
# The list above stops at grammar. These say only that somebody asks, or are its missing forms.
_FILLERS = """
can will may might must shall please tell know want like get gets got getting give gives given go
going goes just really actually even ever also still much many lot anything something someone
somebody anyone anybody everyone everybody people person thing things make makes let us im dont
doesnt didnt cant wont isnt id ill whats hows thats there's say said happen happens happened
hi hello thanks thank ok okay stuff gonna wanna gotta ive
"""


def fold(word: str) -> str:
    """A word without case, accents, compatibility forms, apostrophes or a possessive s."""
    folded = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", word)).casefold()
    return folded if folded.isascii() else "".join(filter(str.isalnum, folded))


FUNCTION_WORDS = frozenset(map(fold, (_STOP + _FILLERS).split()))


class Stems(dict[str, str]):
    """The stem of every word asked for, by the English Snowball stemmer (Porter, 2001)."""

    def __init__(self) -> None:
        self._stem: Callable[[str], str] = Stemmer("english").stemWord

    def __missing__(self, word: str) -> str:
        stem = self[word] = self._stem(fold(word))
        return stem

    def of(self, text: str) -> list[str]:
        """The stems of a text's words, in order."""
        return [self[word] for word in WORD.findall(unicodedata.normalize("NFC", text).lower())]


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [fold(word) for word in WORD.findall(unicodedata.normalize("NFC", text))]


_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*`_#>|~]+")


def plain(markdown: str) -> str:
    """The text of a piece of Markdown without its markup, on one line."""
    return " ".join(_MARKUP.sub(lambda found: found[1] or " ", markdown).split())
