"""Many values as points that stand on a number line: those that would hide others stand on them."""

from __future__ import annotations

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
    while True:
        heights = _heights(places, radius)
        top = float(heights.max(initial=0.0)) + radius
        if top <= height or radius <= _SMALLEST:
            return heights * min(1.0, height / top), radius
        radius *= _SMALLER


def _heights(x: Floats, radius: float) -> Floats:
    """Put each point, from the left, as low as those that are there already let it."""
    heights = np.zeros(len(x))
    order = np.argsort(x, kind="stable")
    for index, place in enumerate(order):
        near = [other for other in order[:index] if x[place] - x[other] < 2 * radius]
        level = radius
        for taken in sorted(heights[near]):
            if taken - level < 2 * radius:
                level = max(level, taken + 2 * radius)
        heights[place] = level
    return heights
