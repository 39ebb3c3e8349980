"""The numbers that a clip showed, against what netcore computes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netreel.check.findings import Truth
from netreel.check.table import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netreel.check.run import Run
    from scenes.facts.sources import Shown

    Broken = Iterator[tuple[str, range, str, float]]

__all__ = ["beyond_rounding", "compared", "numbers_shown"]

_HALF = 0.5 * (1 + 1e-6)
"""Of the last decimal: so far rounding moves a number, and a float's own a little further."""


def beyond_rounding(shown: Shown, value: float) -> float:
    """Return by how much a number that was written is off, beside what its rounding moves it."""
    written = shown.text.replace("\N{MINUS SIGN}", "-").replace(",", "")
    decimals = len(written.partition(".")[2])
    return max(abs(float(written) - value) - _HALF * 10.0**-decimals, 0.0)


def _differences(run: Run) -> list[tuple[Shown, float, float]]:
    """Return each number shown, what netcore computes for it, and the difference."""
    trace = run.clip.network.forward(run.clip.inputs)
    values = [(shown, shown.source.of(trace)) for shown in run.clip.shown]
    return [(shown, value, beyond_rounding(shown, value)) for shown, value in values]


def numbers_shown(run: Run) -> Broken:
    """Yield the numbers that are not what netcore computes where they say they are from."""
    for shown, value, off in _differences(run):
        if RULES["truth"].is_broken_by(off):
            yield "truth", range(1), f"{shown.text} instead of {value:g}, {shown.source}", off


def compared(run: Run) -> Truth:
    """Return how many numbers were compared, and the largest difference."""
    differences = [off for _, _, off in _differences(run)]
    return Truth(numbers=len(differences), largest=max(differences, default=0.0))
