"""What a search returns. The rooms beside it find it; nothing here needs the stemmer."""

from msgspec import Struct

from ..model import Entry, NotCovered


class Snippet(Struct, frozen=True):
    """The sentence or two that answer.

    `marks` are the (start, end) of the matched words in `text`; `claim` says that the sentence
    is one of the answer's, which the entry's notes may qualify.
    """

    text: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    claim: bool = False


class Hit(Struct, frozen=True):
    """An entry that a search found; `score` compares within one query, `match` says
    `exact` or, when a word had to be corrected or completed, `approximate`."""

    entry: Entry
    score: float
    match: str
    snippet: Snippet


class Found(Struct, frozen=True):
    """What a search saw: `results` and `nearest` best first, typed words in lower case."""

    query: str
    results: tuple[Hit, ...] = ()
    nearest: tuple[Hit, ...] = ()
    not_covered: NotCovered | None = None
    corrections: dict[str, str] = {}
    unmatched: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
