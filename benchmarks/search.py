"""How well the search answers, on labelled questions and on sets without keywords.

python benchmarks/search.py                    the figures of docs/search.md
python benchmarks/search.py --misses           and each question of developed sets it got wrong
python benchmarks/search.py --sets FILE...     other sets, as JSON lines
python benchmarks/search.py --beir FOLDER...   other sets in the BEIR layout

A line of a set is {query, class, expected, or_refused, shows}: `expected` holds the slugs that may
come first, none where the question must be refused; with `or_refused` a refusal is right as well;
`shows` is a regular expression that what is shown must match to have answered.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import log2
from pathlib import Path
from typing import Any, NamedTuple

import ketamine_faq
from ketamine_faq import Faq, Found
from ketamine_faq.model import Document, EntryFields

HERE = Path(__file__).parent
UNSEEN = ("fresh-l", "fresh-m", "fresh-n", "fresh-o")
FRESH = ("fresh-a", "fresh-h", "fresh-i", "fresh-j", "fresh-k")
DEVELOPED = ("answers-lay", "answers-staff", "hand-e", *FRESH, "strangers")
SETS = tuple(HERE / "queries" / f"{name}.jsonl" for name in (*UNSEEN, *DEVELOPED))
BEIR = HERE / "covid-paraphrase-en"
Row = Mapping[str, Any]


class Figures(NamedTuple):
    """Shares of a set: the right topic first, what is shown answers, refused as it must be."""

    right: float
    answered: float
    refused: float


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def must_refuse(row: Row) -> bool:
    """Whether nothing but a refusal is right."""
    return not row["expected"] and not row["or_refused"]


def is_right(row: Row, found: Found) -> bool:
    """Whether a right topic comes first, or none where none may."""
    if found.results:
        return found.results[0].entry.slug in row["expected"]
    return row["or_refused"] or not row["expected"]


def shown(found: Found) -> str:
    """What a person reads first: the passage, the summary that weighs a claim, or the hint."""
    if found.not_covered:
        return f"{found.not_covered.topic}\n{found.not_covered.hint}"
    if not found.results:
        return ""
    hit = found.results[0]
    summary = hit.entry.summary if hit.claim else ""
    return f"{hit.label} {hit.snippet}\n{summary}"


def answers(row: Row, found: Found) -> bool:
    """Whether the topic is right and what is shown of it says what was asked for."""
    return is_right(row, found) and bool(re.search(row["shows"], shown(found), re.IGNORECASE))


def searched(faq: Faq, rows: Iterable[Row]) -> list[tuple[Row, Found]]:
    """Each question of a set with what it finds."""
    return [(row, faq.search(row["query"])) for row in rows]


def figures(seen: Iterable[tuple[Row, Found]]) -> Figures:
    """The shares of a set that was searched."""
    seen = list(seen)
    asked = [pair for pair in seen if not must_refuse(pair[0])]
    refusable = [pair for pair in seen if must_refuse(pair[0])]
    return Figures(
        sum(is_right(*pair) for pair in asked) / max(len(asked), 1),
        sum(answers(*pair) for pair in asked) / max(len(asked), 1),
        sum(is_right(*pair) for pair in refusable) / max(len(refusable), 1),
    )


def ndcg(folder: Path, every: int = 1, depth: int = 10) -> float:
    """Mean nDCG at a depth on a BEIR folder, of every so-manieth query.

    The ranking is `results`, or `nearest` when nothing is good enough.
    """
    entries = (
        EntryFields(e["title"], e["text"], slug=e["_id"]) for e in lines(folder / "corpus.jsonl")
    )
    faq = Faq(Document(folder.name, tuple(entries)))
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query, entry, grade = line.split("\t")
        judged[query][entry] = int(grade)
    queries = lines(folder / "queries.jsonl")[::every]
    return sum(_gain(faq, q["text"], judged[q["_id"]], depth) for q in queries) / len(queries)


def _gain(faq: Faq, query: str, judged: Mapping[str, int], depth: int) -> float:
    found = faq.search(query, depth)
    ranking = [hit.entry.slug for hit in found.results] or found.nearest
    grades = [judged.get(slug, 0) for slug in ranking[:depth]]
    ideal = sorted(judged.values(), reverse=True)[:depth]
    return _discounted(grades) / _discounted(ideal)


def _discounted(grades: Iterable[int]) -> float:
    return sum(grade / log2(place + 2) for place, grade in enumerate(grades))


def _misses(seen: Iterable[tuple[Row, Found]]) -> Iterable[str]:
    for row, found in seen:
        got = found.results[0].entry.slug if found.results else "refused"
        if not is_right(row, found):
            yield f"{row['class']}\t{row['query']}\twanted {row['expected']}, got {got}"
        elif not must_refuse(row) and not answers(row, found):
            yield f"{row['class']}\t{row['query']}\t{got}, but shown: {shown(found)!r}"


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--sets", type=Path, nargs="*", default=SETS)
    parser.add_argument("--beir", type=Path, nargs="*", default=[BEIR])
    options = parser.parse_args()
    faq = ketamine_faq.load(options.data)
    print(f"{'':<20} right  answered  refused")
    for path in options.sets:
        told = options.misses and path.stem not in UNSEEN
        seen = searched(faq, lines(path))
        print(f"{path.stem:<20} " + "     ".join(f"{share:.3f}" for share in figures(seen)))
        for miss in _misses(seen) if told else ():
            print(f"  {miss}")
    for folder in options.beir:
        print(f"{folder.name:<20} nDCG@10 {ndcg(folder):.3f}")


if __name__ == "__main__":
    main()
