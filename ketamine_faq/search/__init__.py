"""What a search returns; the modules beside it find it."""

from msgspec import Struct

from ..model import Entry, NotCovered, Notice, Reference


class Passage(Struct, frozen=True):
    """What a search finds and shows: one to three sentences under the label of their speaker.

    `claim` says that it is the answer's, which never stands without the summary that weighs it.
    `owner` is the number of its entry from 0, or behind all entries of a topic that is not
    covered, which has no text.
    """

    owner: int
    label: str = ""
    text: str = ""
    claim: bool = False
    references: tuple[Reference, ...] = ()
    keywords: tuple[str, ...] = ()


class Hit(Struct, frozen=True):
    """An entry that a search found, with the passage of it that answers.

    `snippet` is the text of the passage, `marks` the (start, end) of the matched words in it;
    `label`, who speaks in it or what the note is about; `claim`, whether it is the answer's, which
    the summary weighs; `score` compares within one query; `match` is `exact`, or `approximate`
    when a matched word had been corrected. A bare hit, under a notice, has no passage.
    """

    entry: Entry
    score: float = 0.0
    match: str = "exact"
    label: str = ""
    snippet: str = ""
    claim: bool = False
    references: tuple[Reference, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()


class Found(Struct, frozen=True):
    """What a search saw: `results` best first, `total` of them before the limit cut them.

    `nearest` holds slugs that are not good enough, `corrections` the word used for a typed one,
    `unmatched` the typed words that no entry holds, `notices` those that were called up.
    """

    query: str
    results: tuple[Hit, ...] = ()
    total: int = 0
    nearest: tuple[str, ...] = ()
    not_covered: NotCovered[Reference] | None = None
    corrections: dict[str, str] = {}
    unmatched: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
