"""The one tokenizer: from text to words and their stems. Must not know entries or weights."""

import re
import unicodedata
from collections.abc import Callable

from Stemmer import Stemmer

# A word is letters and digits, an apostrophe inside it included.
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TO_SPACE = {code: " " for code in range(128) if not chr(code).isalnum()}
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
# The list above stops at grammar. These are its missing forms, the verbs and adverbs that say only
# that somebody asks, and the people who ask or are asked for.
_FILLERS = """
can will may might must shall cant wont dont doesnt didnt isnt wasnt im ive id ill whats hows thats
us also even ever still yet just really actually quite pretty maybe perhaps bit lot much many
anything something everything anyone anybody someone somebody everyone everybody thing things stuff
get gets got getting give gives given go goes going gone come comes coming came put puts make makes
take takes taking took taken have need needs needed use uses using try trying let please tell told
know knows want wants like say says said ask asked think thinking hear heard read see mean means
happen happens happened help helps helped find found gonna wanna gotta hi hello thanks thank ok okay
husband wife mum mom dad mother father son daughter brother sister friend partner spouse gran nan
doctor consultant people person
"""


def fold(word: str) -> str:
    """A word without case, accents, compatibility forms, apostrophes or a possessive s."""
    if word.isascii() and word.isalnum():
        return word.lower()
    folded = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", word)).casefold()
    return folded if folded.isascii() else "".join(filter(str.isalnum, folded))


FUNCTION_WORDS = frozenset(map(fold, (_STOP + _FILLERS).split()))


class Stems(dict[str, str]):
    """The stem of every word asked for, by the English Snowball stemmer (Porter, 2001)."""

    def __init__(self) -> None:
        self._stem: Callable[[str], str] = Stemmer("english", 0).stemWord

    def __missing__(self, word: str) -> str:
        stem = self[word] = self._stem(fold(word))
        return stem

    def of(self, text: str) -> list[str]:
        """The stems of a text's words, in order."""
        return [self[word] for word in raw_words(text)]


def raw_words(text: str) -> list[str]:
    """The words of a text in lower case, in order, not yet folded."""
    lower = unicodedata.normalize("NFC", text).lower()
    # Nearly every text is ASCII, and splitting it takes a third of the time of matching it.
    if lower.isascii() and "'" not in lower:
        return lower.translate(_TO_SPACE).split()
    return WORD.findall(lower)


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return list(map(fold, raw_words(text)))


# Bounded, so that a hostile text of brackets is read in one go.
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,2000}\)")
_EMPHASIS = re.compile(r"[*`~]+")
_MARKUP = re.compile(r"[*`~_#>|\[]")
_BLOCK = re.compile(r"[_#>|]+")


def plain(markdown: str) -> str:
    """The text of a piece of Markdown without its markup."""
    if not _MARKUP.search(markdown):
        return markdown
    return _BLOCK.sub(" ", _EMPHASIS.sub("", _LINK.sub(r"\1", markdown)))
