"""From what was typed to the trained detectors that fire: for cries that no phrase foresaw."""

from functools import cache
from itertools import pairwise
from pathlib import Path
from zlib import crc32

from .text import LONGEST_WORD, MOST_WORDS, words

NAMES = ("crisis", "emergency", "opioids")
# One weight for each hash of a feature; `training/detectors.py` builds the file of them.
SIZE = 2**15
# The file: a digest, then for each detector its threshold as so many points, and its weights.
DIGEST, HEAD, POINT = 32, 4, 2**16
FILE = Path(__file__).with_name("detectors.bin")


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
    its bias is part of the threshold.
    """
    hashes = features(typed)
    return {
        name
        for name, (threshold, weights) in _models().items()
        if hashes and sum(map(weights.__getitem__, hashes)) / len(hashes) ** 0.5 > threshold
    }


@cache
def _models() -> dict[str, tuple[float, memoryview]]:
    """The threshold and the weights of each detector."""
    packed, models = memoryview(FILE.read_bytes())[DIGEST:], {}
    for name, start in zip(NAMES, range(0, len(packed), HEAD + SIZE), strict=True):
        end = start + HEAD
        threshold = int.from_bytes(packed[start:end], "big", signed=True) / POINT
        models[name] = threshold, packed[end : end + SIZE].cast("b")
    return models
