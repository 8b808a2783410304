"""The documents of a search: the passages of a FAQ and the topics that it does not cover."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from math import log

from ..model import Document, Entry, EntryFields
from ..text import words
from . import Passage
from .analysis import Analyzer, cut, plain

# BM25F (Robertson and Zaragoza, 2009): the frequencies of the fields are added, what the whole
# entry says by this weight, and the length of a text dampens its terms by B.
ENTRY = 3.0
WORD = 3
B = 0.75


def passages(entry: Entry, fields: EntryFields) -> Iterator[Passage]:
    """The passages of an entry: its answer's, its notes, the sentences of its charts."""
    if isinstance(fields.answer, str):
        for text in cut(fields.answer):
            yield Passage(entry.answer_label, text, True)
    else:
        for part in fields.answer:
            yield Passage(entry.answer_label, part.text, True, (), part.keywords)
    for note, written in zip(entry.notes, fields.notes, strict=True):
        yield Passage(note.label, note.text, False, note.references, written.keywords)
    for chart in entry.charts:
        yield Passage(chart.title, chart.sentence, False, chart.references, chart.keywords)


class Stored:
    """A text as words.

    `owner` is the number of its entry, or behind all entries of its topic, from 0; `norm` is how
    much its length dampens its terms.
    """

    def __init__(self, owner: int, texts: Iterable[str], passage: Passage | None = None) -> None:
        self.owner, self.passage, self.norm = owner, passage, 1.0
        self.words = list(chain.from_iterable(map(words, texts)))
        self.counts = Counter(self.words)
        self.line = ""


class Index:
    """The documents of one FAQ, all of them asked for each term.

    A command searches once: to ask every text takes less time than to make posting lists.
    """

    def __init__(self, entries: Sequence[Entry], document: Document) -> None:
        self.analyzer = Analyzer(document.vocabulary)
        self.documents: list[Stored] = []
        self._whole: list[Stored] = []
        for number, (entry, fields) in enumerate(zip(entries, document.entries, strict=True)):
            names = (entry.question, *entry.aliases, *fields.keywords)
            self._whole.append(Stored(number, names))
            for passage in passages(entry, fields):
                texts = (passage.label, plain(passage.text), _weighted(passage.keywords))
                self.documents.append(Stored(number, texts, passage))
        _dampen(self._whole)
        # Keywords tell what a passage is about, however long it is.
        _dampen([s for s in self.documents if s.passage and not s.passage.keywords])
        for number, topic in enumerate(document.not_covered, len(entries)):
            self.documents.append(Stored(number, (topic.topic, _weighted(topic.keywords))))
        self._owners = len(entries) + len(document.not_covered)
        self.vocabulary = frozenset().union(*(s.counts for s in self.documents + self._whole))
        known = list(self.vocabulary)
        self._stems = dict(zip(known, self.analyzer.stems(known), strict=True))
        self._words: defaultdict[str, list[str]] = defaultdict(list)
        for word, stem in self._stems.items():
            self._words[stem].append(word)

    def term(self, stems: Iterable[str]) -> dict[int, float]:
        """The weighted frequency of a term, any of some stems, in the documents that hold it."""
        words = {word for stem in stems for word in self._words.get(stem, ())}
        return self._frequencies(
            lambda stored: sum(stored.counts[word] for word in words & stored.counts.keys())
        )

    def pair(self, stems: tuple[str, str]) -> dict[int, float]:
        """The same of two stems that follow each other."""
        first, second = (self._words.get(stem, ()) for stem in stems)
        line = _line(stems)

        def count(stored: Stored) -> int:
            if stored.counts.keys().isdisjoint(first) or stored.counts.keys().isdisjoint(second):
                return 0
            stored.line = stored.line or _line(map(self._stems.__getitem__, stored.words))
            return stored.line.count(line)

        return self._frequencies(count)

    def _frequencies(self, count: Callable[[Stored], int]) -> dict[int, float]:
        whole = [ENTRY * count(stored) / stored.norm for stored in self._whole]
        found = {}
        for number, stored in enumerate(self.documents):
            frequency = count(stored) / stored.norm
            if stored.passage:
                frequency += whole[stored.owner]
            if frequency:
                found[number] = frequency
        return found

    def owners(self, documents: Iterable[int]) -> set[int]:
        """The entries, or behind all entries the topics, of some documents."""
        return {self.documents[number].owner for number in documents}

    def idf(self, owners: int) -> float:
        """How much a term tells: the more, the fewer entries and topics hold it, as in BM25.

        Over owners and never over passages: a word of a whole entry is no more common for
        standing in each of its passages.
        """
        return log(1 + (self._owners - owners + 0.5) / (owners + 0.5))

    def knows(self, word: str) -> bool:
        """Whether a document holds a word with the same stem."""
        return self.analyzer.stems([word])[0] in self._words


def _weighted(keywords: Sequence[str]) -> str:
    """Keywords, those of one word more often: such a word tells more than one of a question."""
    single = [keyword for keyword in keywords if " " not in keyword]
    return " ".join([*keywords, *single * (WORD - 1)])


def _dampen(texts: Sequence[Stored]) -> None:
    mean = sum(len(stored.words) for stored in texts) / max(1, len(texts)) or 1
    for stored in texts:
        stored.norm = 1 - B + B * len(stored.words) / mean


def _line(stems: Iterable[str]) -> str:
    """Stems with a space on either side of each, so that whole ones are counted."""
    return f" {'  '.join(stems)} "
