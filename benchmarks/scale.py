"""How `search` and `show` grow with the entries, in CPU time.

python benchmarks/scale.py                     the tables; exit status 1 when a bound is broken
python benchmarks/scale.py --rounds 9          steadier, on a busy machine

Measures the `faq` that is installed beside the Python that runs this, on made-up FAQs: entries
of 120 words, drawn with a fixed seed from words whose frequency falls as their rank (Zipf).
A search asks for three words, a common, a middling and a rare one; a misspelt one for the rare
one with two letters exchanged; `show` names the first entry.
"""

import argparse
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, product
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import NamedTuple

import ketamine_faq
from ketamine_faq import Faq

HERE = Path(__file__).parent
COMMAND = Path(sys.executable).with_name("faq")
SIZES = (7, 100, 1_000, 10_000)
# How many times the cost on seven entries a command may cost on so many.
SEARCH_BOUNDS = {1_000: 2.0, 10_000: 10.0}
SHOW_BOUNDS = {10_000: 3.0}
# How much dearer the last entries may be than the first ones for growth to count as linear.
LINEAR = 1.25
QUESTION, ANSWER = 10, 110
# Ranks among the words of what is asked, and the law of Zipf and Mandelbrot by which frequency
# falls with rank: so 10,000 words hold some 1,900 different ones, those of a FAQ in English 1,600.
ASKED = (50, 500, 3_000)
STEEPNESS, SHIFT = 1.35, 5
GRAMMAR = ("the", "of", "and", "to", "a", "in", "is", "for", "that", "with", "on", "as", "it", "by")
_UNSET = ("PYTHONDONTWRITEBYTECODE", "COVERAGE_PROCESS_START", "FAQ_DATA")


class Size(NamedTuple):
    """The least milliseconds of each measurement on a FAQ of so many entries."""

    entries: int
    search: float
    misspelt: float
    show: float


def vocabulary() -> list[str]:
    """Words from the commonest to the rarest, the first of them grammar."""
    random = Random(1962)
    syllables = ["".join(letters) for letters in product("bcdfghklmnprstvz", "aeiou")]
    lengths = [2] * 1_000 + [3, 4] * 20_000
    made = dict.fromkeys("".join(random.choices(syllables, k=length)) for length in lengths)
    return [*GRAMMAR, *made]


def texts(entries: int) -> Iterator[tuple[str, str]]:
    """Questions and answers, the same first ones whatever their number."""
    random = Random(1970)
    words = vocabulary()
    weights = list(accumulate((rank + SHIFT) ** -STEEPNESS for rank in range(len(words))))
    # What is searched for stands in the first entry, so that every size finds something.
    asked = [words[rank] for rank in ASKED]
    for _ in range(entries):
        drawn = random.choices(words, cum_weights=weights, k=QUESTION + ANSWER)
        question, asked = [*asked, *drawn[len(asked) : QUESTION]], []
        yield f"{' '.join(question)}?", f"{' '.join(drawn[QUESTION:])}."


def write(folder: Path, entries: int) -> Path:
    """A FAQ file of so many entries."""
    made = [
        {"question": question, "answer": answer, "slug": f"entry-n{number}"}
        for number, (question, answer) in enumerate(texts(entries), 1)
    ]
    path = folder / f"{entries}.json"
    path.write_text(json.dumps({"title": f"{entries} entries", "entries": made}), encoding="utf-8")
    return path


def queries() -> tuple[str, str]:
    """Words of the first entry, and the rarest of them with two letters exchanged."""
    asked = [vocabulary()[rank] for rank in ASKED]
    rare = asked[-1]
    return " ".join(asked), rare[:2] + rare[3] + rare[2] + rare[4:]


def cpu(*command: str) -> float:
    """Milliseconds of user and system time that one run of a command that prints takes."""
    environment = {name: value for name, value in os.environ.items() if name not in _UNSET}
    before = getrusage(RUSAGE_CHILDREN)
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=True
    )
    after = getrusage(RUSAGE_CHILDREN)
    spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    if not done.stdout:
        raise RuntimeError(f"nothing was found by: {' '.join(command)}")
    return 1000 * spent


def measure(sizes: Iterable[int], rounds: int) -> list[Size]:
    """Every measurement at every size, the sizes taking turns."""
    asked, misspelt = queries()
    spent: defaultdict[tuple[int, str], list[float]] = defaultdict(list)
    with TemporaryDirectory() as folder:
        files = {size: str(write(Path(folder), size)) for size in sizes}
        for _ in range(rounds):
            for size, file in files.items():
                search = (str(COMMAND), "search", "--data", file)
                spent[size, "search"].append(cpu(*search, *asked.split()))
                spent[size, "misspelt"].append(cpu(*search, misspelt))
                spent[size, "show"].append(cpu(str(COMMAND), "show", "--data", file, "entry-n1"))
    least = {key: min(times) for key, times in spent.items()}
    return [
        Size(
            size,
            search=least[size, "search"],
            misspelt=least[size, "misspelt"],
            show=least[size, "show"],
        )
        for size in files
    ]


def print_sizes(sizes: Sequence[Size]) -> bool:
    """Prints the table of sizes; says whether each keeps within its bounds."""
    print("| entries | `faq search` | ratio | an entry | misspelt | `faq show` | ratio |")
    print("|---|---|---|---|---|---|---|")
    least = sizes[0]
    all_kept = True
    for size in sizes:
        search, search_kept = ratio(size.search / least.search, SEARCH_BOUNDS.get(size.entries))
        show, show_kept = ratio(size.show / least.show, SHOW_BOUNDS.get(size.entries))
        all_kept &= search_kept and show_kept
        each = f"{dearness(least, size):.3f} ms" if size != least else ""
        print(
            f"| {size.entries:,} | {size.search:.0f} ms | {search} | {each} "
            f"| {size.misspelt:.0f} ms | {size.show:.0f} ms | {show} |"
        )
    return all_kept


def ratio(measured: float, bound: float | None) -> tuple[str, bool]:
    """A ratio beside its bound, and whether it keeps within it."""
    kept = bound is None or measured <= bound
    of = f" of {bound:g}{'' if kept else ', broken'}" if bound else ""
    return f"{measured:.2f}{of}", kept


def dearness(smaller: Size, larger: Size) -> float:
    """What each entry that the larger FAQ has more adds to a search, in milliseconds."""
    return (larger.search - smaller.search) / (larger.entries - smaller.entries)


def print_growth(sizes: Sequence[Size]) -> bool:
    """Says whether the last entries cost as much as the earlier ones."""
    seven, _, thousand, most = sizes
    growth = dearness(thousand, most) / dearness(seven, thousand)
    linear = growth <= LINEAR
    print(
        f"\nAn entry beyond {thousand.entries:,} costs {growth:.2f} times one before: "
        f"growth is {'' if linear else 'not '}linear (bound {LINEAR})."
    )
    return linear


def warm() -> None:
    """Prints what one query costs on the entries that the program ships, once all is loaded.

    Other queries warm the library than those that are measured, each of which is new to it.
    """
    faq = ketamine_faq.load()
    for query in typed("answers-staff"):
        faq.search(query)
    spent = sorted(_took(faq, query) for query in typed("answers-lay"))
    middle, slow = median(spent), spent[len(spent) * 95 // 100]
    print(
        f"\nOne query on the shipped entries, through the API, warm: median {middle:.1f} ms, "
        f"95 of 100 within {slow:.1f} ms, {len(spent)} queries."
    )


def typed(name: str) -> list[str]:
    """The queries of a set."""
    lines = (HERE / "queries" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["query"] for line in lines]


def _took(faq: Faq, query: str) -> float:
    start = process_time()
    faq.search(query)
    return 1000 * (process_time() - start)


def main() -> int:
    """Prints the tables; 1 when a bound is broken."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    if not COMMAND.exists():
        parser.error("faq is not installed beside this Python: python -m pip install -e .")
    sizes = measure(SIZES, rounds)
    kept = (print_sizes(sizes), print_growth(sizes))
    warm()
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
