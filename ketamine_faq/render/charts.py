"""Charts as bars of text: numbers that may stand side by side."""

from collections.abc import Iterator

from rich.text import Text

from ..model import Chart, Reference
from .wording import facts, value

# Eighths of a cell, so that small differences show.
_EIGHTHS = " ▏▎▍▌▋▊▉█"
# The same two colours everywhere, and neither says which bar is the better.
_COLOURS = ("cyan", "magenta")
_NARROW, _WIDEST_BAR = 60, 40


def lines(chart: Chart[Reference], width: int) -> Iterator[Text]:
    """The lines of a chart below its title and sentence, each group under its facts."""
    bars = [bar for group in chart.groups for bar in group.bars]
    # On a narrow screen a name stands over its bar.
    names = 0 if width < _NARROW else 2 + max(len(bar.name) for bar in bars)
    numbers = 1 + max(len(value(bar)) for bar in bars)
    room = max(1, min(_WIDEST_BAR, width - names - numbers))
    for group in chart.groups:
        yield Text(f"{group.label}: {facts(group)}", "dim")
        for number, bar in enumerate(group.bars):
            colour = _COLOURS[number % 2] if len(group.bars) == 2 else _COLOURS[0]
            name = f"{bar.name:<{names}}" if names else f"{bar.name}\n"
            drawn = _bar(bar.value / (chart.most or 1), room)
            yield Text.assemble(name, (drawn, colour), f" {value(bar)}")


def _bar(share: float, room: int) -> str:
    eighths = round(min(1.0, share) * room * 8)
    return _EIGHTHS[8] * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
