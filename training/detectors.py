"""Builds ketamine_faq/detectors.bin from training/lines: python training/detectors.py.

Needs scikit-learn. The same lines give the same bytes; `--figures` also prints what
cross-validation by files expects of lines that were not trained on.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from ketamine_faq.detectors import FILE, HEAD, NAMES, POINT, SIZE, features

LINES = Path(__file__).with_name("lines")
# The files of everyday questions, which call for hardly a notice: they set the thresholds.
EVERYDAY = "ordinary-"
# The share of everyday questions on which a detector may fire (recall before precision):
# the most for crisis, whose lines differ most from each other.
ALARMS = {"crisis": 0.020, "emergency": 0.006, "opioids": 0.005}
# How freely the weights follow the lines (inverse of the penalty); 10 to 100 do alike.
FREEDOM = 30.0
# A line of another notice counts for less than an innocent one: it may deserve both.
OTHER_NOTICE = 0.3


def digest() -> bytes:
    """The SHA-256 of all lines, which the built file begins with."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in _files())).digest()


def _files() -> list[Path]:
    return sorted(LINES.glob("*.jsonl"))


class Lines:
    """All lines: their texts, features, files, and the notices that each calls for."""

    def __init__(self) -> None:
        rows = [
            (path.stem, json.loads(line))
            for path in _files()
            for line in path.read_text("utf-8").splitlines()
        ]
        self.texts = [row["query"] for _, row in rows]
        self.files = np.array([name for name, _ in rows])
        self.expected = [_names(row["expected"]) for _, row in rows]
        self.innocent = np.array([not names for names in self.expected])
        self.matrix = _matrix(self.texts)

    def of(self, name: str) -> Any:
        """Which lines call for a notice."""
        return np.array([name in names for names in self.expected])


def _names(expected: str | list[str] | None) -> set[str]:
    return {expected} if isinstance(expected, str) else set(expected or ())


def _matrix(texts: Sequence[str]) -> csr_matrix:
    hashes = [sorted(features(text)) for text in texts]
    row = np.repeat(np.arange(len(texts)), [len(some) for some in hashes])
    column = np.concatenate(hashes).astype(np.int64)
    value = np.concatenate([np.full(len(some), len(some) ** -0.5) for some in hashes])
    return csr_matrix((value, (row, column)), shape=(len(texts), SIZE))


def _fitted(lines: Lines, name: str, among: Any) -> LogisticRegression:
    positive = lines.of(name)
    weight = np.where(positive | lines.innocent, 1.0, OTHER_NOTICE)
    model = LogisticRegression(
        C=FREEDOM, class_weight="balanced", solver="liblinear", max_iter=300, random_state=0
    )
    return model.fit(lines.matrix[among], positive[among], sample_weight=weight[among])


def scores(lines: Lines, name: str) -> Any:
    """The score of each line by a model that has seen no line of its file (of its writer)."""
    out = np.zeros(len(lines.texts))
    for file in sorted({*lines.files}):
        held = lines.files == file
        out[held] = _fitted(lines, name, ~held).decision_function(lines.matrix[held])
    return out


def threshold(lines: Lines, name: str, out: Any) -> float:
    """The score above which only the share of ALARMS of the everyday questions lies."""
    everyday = np.char.startswith(lines.files, EVERYDAY) & lines.innocent
    return float(np.quantile(out[everyday], 1 - ALARMS[name]))


def build(lines: Lines, thresholds: dict[str, float]) -> bytes:
    """The file of all detectors, trained on all lines."""
    packed = digest()
    for name in NAMES:
        model = _fitted(lines, name, np.ones(len(lines.texts), bool))
        unit = float(np.abs(model.coef_).max()) / 127
        weights = np.rint(model.coef_[0] / unit).astype(np.int8)
        threshold = (thresholds[name] - float(model.intercept_[0])) / unit
        packed += round(threshold * POINT).to_bytes(HEAD, "big", signed=True) + weights.tobytes()
    return packed


def figures(lines: Lines, fires: dict[str, Any]) -> str:
    """A table: recall of each notice and false alarms, file by file."""
    alarm = np.any(list(fires.values()), axis=0)
    rows = [f"{'file':<14}" + "".join(f"{name:>12}" for name in (*NAMES, "false"))]
    for file in sorted({*lines.files}):
        held = lines.files == file
        shares = [_share(fires[name], held & lines.of(name)) for name in NAMES]
        shares.append(_share(alarm, held & lines.innocent))
        rows.append(f"{file:<14}" + "".join(f"{share:>12}" for share in shares))
    return "\n".join(rows)


def _share(fires: Any, among: Any) -> str:
    return f"{fires[among].mean():.3f}/{among.sum()}" if among.any() else "-"


def main() -> None:
    """Build the file; print the figures when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", action="store_true", help="print what to expect")
    asked = parser.parse_args()
    lines = Lines()
    out = {name: scores(lines, name) for name in NAMES}
    thresholds = {name: threshold(lines, name, out[name]) for name in NAMES}
    FILE.write_bytes(build(lines, thresholds))
    if asked.figures:
        fires = {name: out[name] > thresholds[name] for name in NAMES}
        sys.stdout.write(figures(lines, fires) + "\n")


if __name__ == "__main__":
    main()
