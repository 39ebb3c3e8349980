"""Which rows and columns of a large matrix are shown, and which in-between are dots."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from scenes.components.matrix import Excerpt

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["ends", "ends_and", "telling_entries"]

_LIT = 0.05


def ends(count: int, most: int) -> Excerpt:
    """Show the first rows and the last, `most` in all; or all, where dots would save no line."""
    if count <= most + 1:
        return Excerpt(count, tuple(range(count)))
    return Excerpt(count, (*range(most - 1), count - 1))


def ends_and(index: int, count: int, most: int) -> Excerpt:
    """Show a row that must not be missing, with the ends that fit into as many lines."""
    excerpt = ends(count, most)
    if index in excerpt.shown:
        return excerpt
    return Excerpt(count, (0, index, count - 1))


def telling_entries(values: ArrayLike, weights: ArrayLike, most: int) -> Excerpt:
    """Show the first entry, the last, and between them the run of entries that tells most.

    That is a run in which all are lit, differ, and meet strong weights; where there is none, the
    brightest.

    Parameters
    ----------
    values
        ``(n,)`` activations.
    weights
        ``(rows, n)``: those that are shown of what they meet.
    most
        How many entries are shown, at least 3.
    """
    levels, strengths = np.abs(values), np.abs(weights).mean(axis=0)
    count, length = len(levels), most - 2
    if count <= most + 1:
        return Excerpt(count, tuple(range(count)))
    runs = sliding_window_view(levels[1:-1], length)
    met = sliding_window_view(strengths[1:-1], length).min(axis=1)
    lit = runs.min(axis=1) > _LIT
    telling = 1 + runs.std(axis=1) * met / (met.max() or 1.0)
    score = np.where(lit, telling, runs.mean(axis=1) / (1 + runs.max()))
    first = 1 + int(score.argmax())
    return Excerpt(count, (0, *range(first, first + length), count - 1))
