"""Which rows and columns of a large matrix are shown, and with how many decimals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from scenes.components.equations.matrix import Excerpt
from scenes.facts.decimals import TermDecimals, decimals_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from netcore import Trace

__all__ = ["decimals_for", "ends", "ends_and", "telling_entries"]

_LIT = 0.05


def decimals_for(trace: Trace, layer: int, rows: Sequence[int]) -> TermDecimals:
    """Return two, or more where all weights are small; what the numbers of a plain vector need.

    Parameters
    ----------
    trace
        A forward pass.
    layer
        From 1 on.
    rows
        The neurons that are shown.
    """
    weights = trace.network.layer(layer).weights[list(rows)]
    if layer > 1 or trace.network.image_shape is not None:
        return TermDecimals.of_small(weights, trace.activations[layer - 1])
    inputs = trace.activations[0]
    each = [TermDecimals.of(row, inputs) for row in weights]
    columns = zip(*(one.weights for one in each), strict=True)
    largest = float(np.abs(weights @ inputs).max())
    return TermDecimals(
        each[0].activations, tuple(map(max, columns)), decimals_of(largest, 2, least=2)
    )


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
