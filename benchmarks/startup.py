"""What each command costs beyond the least program of its kind, in CPU time of the whole process.

python benchmarks/startup.py                   the table; exit status 1 when a bound is broken
python benchmarks/startup.py --rounds 41       steadier, on a busy machine
python -m pip install tldr                     adds a peer to the table

Measures the `faq` that is installed beside the Python that runs this. The programs take turns,
so that a busy moment falls on all of them. `least` compares the least of all runs of each and
is what the bound holds; `median` is the median of the ratios within one turn. Best in an
environment of its own: beside mypy stands typing_extensions, which msgspec then loads (0.05).
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

COMMAND = Path(sys.executable).with_name("faq")
PEER = Path(sys.executable).with_name("tldr")

# The least programs, each in a module as the package is, so that Python keeps it compiled.
FLOORS = {
    "typer": """
import typer

run = typer.Typer()

@run.command()
def main() -> None:
    typer.echo("word")
""",
    "typer-rich": """
import typer
from rich.console import Console

run = typer.Typer()

@run.command()
def main() -> None:
    Console(force_terminal=True).print("[bold]word[/bold]")
""",
}


class Case(NamedTuple):
    """A command, the least program it is compared with, and the most it may cost of that."""

    command: str
    floor: str
    bound: float


CASES = (
    Case("faq list", "typer", 1.10),
    Case("faq show safety", "typer", 1.10),
    Case("faq list --format json", "typer", 1.10),
    Case("faq search nausea", "typer", 1.40),
    Case("faq search nasuea", "typer", 1.40),
    Case("faq list --format text --color always", "typer-rich", 1.10),
    Case("faq search nausea --format text --color always", "typer-rich", 1.20),
    Case("faq show safety --format text --color always", "typer-rich", 1.10),
)

PAGE = """# tar

> Archiving utility.

- Extract an archive into the current folder:

`tar xvf {{source.tar}}`
"""

# What would change what a command loads or prints, or keep Python from using compiled modules.
_UNSET = (
    "PYTHONDONTWRITEBYTECODE", "PYTHONPROFILEIMPORTTIME", "COVERAGE_PROCESS_START", "FAQ_DATA",
    "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES",
)  # fmt: skip


def programs(folder: Path) -> dict[str, list[str]]:
    """Every program by its name: the commands, the least programs, bare Python and a peer."""
    script = COMMAND.read_text(encoding="utf-8")
    found = {"python": [sys.executable, "-c", "pass"]}
    for name, source in FLOORS.items():
        module = f"least_{name.replace('-', '_')}"
        (folder / f"{module}.py").write_text(source, encoding="utf-8")
        started = folder / name
        # Started by the very script that starts the command, which differs between installers.
        started.write_text(script.replace("ketamine_faq.__main__", module), encoding="utf-8")
        started.chmod(0o755)
        found[name] = [str(started)]
    found |= {case.command: [str(COMMAND), *case.command.split()[1:]] for case in CASES}
    if PEER.exists():
        page = folder / "tldr" / "pages" / "common" / "tar.md"
        page.parent.mkdir(parents=True)
        page.write_text(PAGE, encoding="utf-8")
        found["tldr tar"] = [str(PEER), "tar"]
    return found


def cpu(command: list[str], environment: dict[str, str]) -> float:
    """Milliseconds of user and system time that one run of a command takes."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=True
    )
    after = getrusage(RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def measure(rounds: int) -> dict[str, list[float]]:
    """The milliseconds of every program in every round, after one round that is not counted."""
    kept = {name: value for name, value in os.environ.items() if name not in _UNSET}
    with TemporaryDirectory() as folder:
        environment = kept | {"XDG_CACHE_HOME": folder, "TLDR_NETWORK_ENABLED": "0"}
        taking_turns = programs(Path(folder))
        turns = [
            {name: cpu(command, environment) for name, command in taking_turns.items()}
            for _ in range(rounds + 1)
        ]
    return {name: [turn[name] for turn in turns[1:]] for name in taking_turns}


def row(name: str, times: dict[str, list[float]], floor: str, bound: float = 0) -> bool:
    """Prints one program beside the least of its kind; says whether it keeps within its bound."""
    own, least = times[name], times[floor]
    ratio = min(own) / min(least)
    middle = median(one / other for one, other in zip(own, least, strict=True))
    kept = not bound or ratio <= bound
    shown = f"{bound:.2f}{'' if kept else ' broken'}" if bound else ""
    print(f"| `{name}` | {min(own):.0f} ms | {floor} | {ratio:.2f} | {middle:.2f} | {shown} |")
    return kept


def main() -> int:
    """Prints the table; 1 when a command costs more than its bound."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=21)
    rounds = parser.parse_args().rounds
    if not COMMAND.exists():
        parser.error("faq is not installed beside this Python: python -m pip install -e .")
    times = measure(rounds)
    print("| program | CPU | compared with | least | median | bound |")
    print("|---|---|---|---|---|---|")
    kept = [row(case.command, times, case.floor, case.bound) for case in CASES]
    for name in (*FLOORS, "python", "tldr tar"):
        if name in times:
            row(name, times, "typer")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
