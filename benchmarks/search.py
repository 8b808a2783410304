"""How well the search finds, on labelled queries and on a public set without keywords.

python benchmarks/search.py                    the table of docs/search.md
python benchmarks/search.py --misses           and each query it got wrong
python benchmarks/search.py --beir FOLDER      another set in the BEIR layout
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable
from math import log2
from pathlib import Path
from typing import Any

import ketamine_faq
from ketamine_faq.library import Faq
from ketamine_faq.model import Document, Entry

HERE = Path(__file__).parent
SETS = ("development", "held-out", "personas", "uk", "us", "hard")
UNCOVERED = "out-of-scope"


def labelled(name: str) -> list[dict[str, Any]]:
    """The queries of a set, each with its class and the slugs that are right."""
    lines = (HERE / "queries" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def is_right(faq: Faq, query: dict[str, Any]) -> bool:
    """Whether the first result is a right one, or nothing is found where nothing should be."""
    found = faq.first(query["query"])
    return found in query["expected"] if query["expected"] else not found


def shares(faq: Faq, queries: Iterable[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    """Per class: how many are right, of how many; `covered` sums all classes but the uncovered."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for query in queries:
        right = is_right(faq, query)
        for name in {query["class"], "covered" if query["expected"] else UNCOVERED}:
            counts[name][0] += right
            counts[name][1] += 1
    return {name: (right, of) for name, (right, of) in counts.items()}


def ndcg(folder: Path, depth: int = 10) -> float:
    """Mean nDCG at a depth on a BEIR folder; `results`, or else `nearest`, is the ranking."""
    entries = _lines(folder / "corpus.jsonl")
    faq = Faq(
        Document(
            title=folder.name,
            entries=tuple(Entry(e["title"], e["text"], slug=e["_id"]) for e in entries),
        )
    )
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query, entry, grade = line.split("\t")
        judged[query][entry] = int(grade)
    gains = [
        _gain(faq, query["text"], judged[query["_id"]], depth)
        for query in _lines(folder / "queries.jsonl")
    ]
    return sum(gains) / len(gains)


def _gain(faq: Faq, query: str, judged: dict[str, int], depth: int) -> float:
    found = faq.search(query, limit=depth)
    ranking = [hit.entry.slug for hit in (found.results or found.nearest)]
    grades = [judged.get(slug, 0) for slug in ranking[:depth]]
    ideal = sorted(judged.values(), reverse=True)[:depth]
    return _discounted(grades) / _discounted(ideal)


def _discounted(grades: Iterable[int]) -> float:
    return sum(grade / log2(place + 2) for place, grade in enumerate(grades))


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--sets", nargs="*", default=SETS)
    parser.add_argument("--beir", type=Path, nargs="*", default=[HERE / "covid-paraphrase-en"])
    options = parser.parse_args()
    faq = ketamine_faq.load(options.data)
    for name in options.sets:
        queries = labelled(name)
        counts = shares(faq, queries)
        print(
            name,
            *(f"{c} {r}/{n} = {r / n:.3f}" for c, (r, n) in sorted(counts.items())),
            sep="\n  ",
        )
        for query in queries if options.misses else ():
            if not is_right(faq, query):
                print(
                    f"    {query['class']}: {query['query']} -> {faq.first(query['query']) or '-'}"
                )
    for folder in options.beir:
        print(f"{folder.name}: nDCG@10 {ndcg(folder):.3f}")


if __name__ == "__main__":
    main()
