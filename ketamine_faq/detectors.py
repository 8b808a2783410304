"""From what was typed to the trained detectors that fire: for cries that no phrase foresaw."""

import struct
from functools import cache
from itertools import pairwise
from pathlib import Path
from zlib import crc32

from .text import LONGEST_WORD, words

NAMES = ("crisis", "emergency", "opioids")
# One weight for each hash of a feature; `training/detectors.py` builds the file of them.
SIZE = 2**15
DIGEST = 32
FILE = Path(__file__).with_name("detectors.bin")
# A cry for help is short; a pasted book is not read to its end.
MOST_WORDS = 1000


def features(typed: str) -> set[int]:
    """The hashes of the words, the pairs of words and the runs of 3 to 5 letters of a text.

    Runs of letters see through misspellings. No list of features is kept, only their hashes
    (the hashing trick: Weinberger et al. 2009, Feature Hashing for Large Scale Multitask
    Learning, doi:10.1145/1553374.1553516).
    """
    found = words(typed)[:MOST_WORDS]
    pairs = {f"{one} {two}" for one, two in pairwise(["<", *found, ">"])}
    marked = {f"_{word[:LONGEST_WORD]}_" for word in found}
    runs = {w[at : at + n] for w in marked for n in (3, 4, 5) for at in range(len(w) - n + 1)}
    return {crc32(feature.encode()) % SIZE for feature in pairs.union(found, runs)}


def detected(typed: str) -> set[str]:
    """The names of the detectors that fire: their score is above their threshold.

    Each is a logistic regression (Cox 1958, The Regression Analysis of Binary Sequences) on
    features of equal weight and unit length, its weights scaled to whole numbers of a byte;
    the bias that is stored holds the threshold.
    """
    hashes = features(typed)
    return {
        name
        for name, (unit, bias, weights) in _models().items()
        if hashes and bias + unit * sum(map(weights.__getitem__, hashes)) / len(hashes) ** 0.5 > 0
    }


@cache
def _models() -> dict[str, tuple[float, float, memoryview]]:
    """Per detector the unit of its weights, its bias and its weights."""
    rows = struct.iter_unpack(f"<ff{SIZE}s", FILE.read_bytes()[DIGEST:])
    return {
        name: (unit, bias, memoryview(weights).cast("b"))
        for name, (unit, bias, weights) in zip(NAMES, rows, strict=True)
    }
