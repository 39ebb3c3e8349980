"""Many values as points that stand on a number line: those that would hide others stand on them."""

from __future__ import annotations

from heapq import heappop, heapreplace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

__all__ = ["piled"]

_LARGEST, _SMALLEST, _SMALLER = 0.13, 0.035, 0.92
"""Radii that are tried, scene units, and the step from one to the next."""


def piled(x: ArrayLike, height: float) -> tuple[Floats, float]:
    """Return how high points stand so that none hides another, and their radius.

    They lie in the gaps between those beneath them: stacked one upon the other they would be
    lines.

    Parameters
    ----------
    x
        ``(N,)`` places along the line, scene units: these stay.
    height
        Of the room above the line; where even small points need more, they are pushed together.

    Returns
    -------
    heights
        ``(N,)`` of the centres above the line.
    radius
        As large as fits.
    """
    radius, places = _LARGEST, np.asarray(x, dtype=np.float64)
    while radius > _SMALLEST:
        heights = _heights(places, radius, height - radius)
        if heights is not None:
            return heights, radius
        radius *= _SMALLER
    heights = _heights(places, radius, np.inf)
    assert heights is not None
    top = float(heights.max(initial=0.0)) + radius
    return heights * min(1.0, height / top), radius


def _heights(x: Floats, radius: float, most: float) -> Floats | None:
    """Put down first what lies lowest on those that are there; none where that is above `most`."""
    heights = np.full(len(x), np.nan)
    waiting = [(radius, index) for index in range(len(x))]
    while waiting:
        before, index = waiting[0]
        level = _lowest(x - x[index], heights, radius)
        if level > before:  # others were put there since
            heapreplace(waiting, (level, index))
        elif level > most:
            return None
        else:
            heights[index] = level
            heappop(waiting)
    return heights


def _lowest(aside: Floats, heights: Floats, radius: float) -> float:
    """Return the lowest height at which a point touches none of those so far aside of it."""
    there = (np.abs(aside) < 2 * radius) & ~np.isnan(heights)
    apart = np.sqrt(4 * radius**2 - aside[there] ** 2)
    level, order = radius, np.argsort(heights[there] - apart)
    for taken, reach in zip(heights[there][order], apart[order], strict=True):
        if abs(taken - level) < reach:
            level = float(taken + reach)
    return level
