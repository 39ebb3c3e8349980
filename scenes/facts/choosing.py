"""Which neurons of a layer are shown, and which rows and columns of a matrix; indices rise."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from scenes.facts.choosing_pixels import LIT, on_and_beside_the_stroke
from scenes.facts.incoming import Incoming

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from netcore import Network, Trace

__all__ = [
    "Excerpt",
    "drawn_neurons",
    "ends",
    "ends_and",
    "ends_and_stroke",
    "largest_outputs",
    "last_hidden",
    "lively_rows",
    "plainest_neuron",
    "shown_neurons",
    "strongest_apart",
    "telling_entries",
]

_MOST_CONNECTIONS = 200_000
"""Between two layers: more take longer to draw than anyone waits."""
_NEARLY_AS_GOOD = 0.8
_STRONG = 0.1
"""Of the largest weight: what is less is no strong one, where not all can be taken."""


@dataclass(frozen=True)
class Excerpt:
    """Which of `count` rows or columns are shown, by rising index."""

    count: int
    shown: tuple[int, ...]

    @property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """The first index of each slot, and the one behind its last: of what it stands for."""
        ends = [0, *(index for shown in self.shown for index in (shown, shown + 1)), self.count]
        return tuple((first, last) for first, last in pairwise(ends) if first < last)

    @property
    def slots(self) -> tuple[int | None, ...]:
        """The shown indices, and None wherever some are left out."""
        slots: list[int | None] = []
        expected = 0
        for index in self.shown:
            slots += [None, index] if index > expected else [index]
            expected = index + 1
        return (*slots, None) if expected < self.count else tuple(slots)


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


def lively_rows(activations: ArrayLike, row: int, most: int, silent: int = 0) -> Excerpt:
    """Show a neuron that must not be missing, and neurons next to each other that are not silent.

    The last neuron is shown if that makes no more of them silent: so the excerpt ends as the
    layer does. With less left out in fewer places, it is easier to read.

    Parameters
    ----------
    activations
        ``(n,)``; exactly 0 is silent.
    row
        The neuron that must be shown.
    most
        How many are shown; all, where dots would save no line.
    silent
        How many silent ones are shown, if there are so many: what silences them is to be seen.
    """
    quiet = np.asarray(activations) == 0
    count, wanted = len(quiet), min(silent, int(quiet.sum()))
    if count <= most + 1:
        return Excerpt(count, tuple(range(count)))
    options = [
        tuple(sorted({*kept, *range(first, first + more)}))
        for kept in ({row}, {row, count - 1})
        for more in range(most + 1)
        for first in range(count - more + 1)
    ]
    excerpts = [Excerpt(count, shown) for shown in set(options) if len(shown) == most]

    def strangeness(one: Excerpt) -> tuple[int, int, tuple[int, ...]]:
        return abs(int(quiet[list(one.shown)].sum()) - wanted), len(one.slots), one.shown

    return min(excerpts, key=strangeness)


def telling_entries(
    values: ArrayLike,
    weights: ArrayLike,
    most: int,
    works_out: Callable[[Excerpt], int] | None = None,
) -> Excerpt:
    """Show the first entry, the last, and between them the run of entries that tells most.

    That is a run in which all are lit, differ, and meet strong weights; where there is none, the
    brightest. In place of the best one may stand one nearly as good that works out.

    Parameters
    ----------
    values
        ``(n,)`` activations.
    weights
        ``(rows, n)``: those that are shown of what they meet.
    most
        How many entries are shown, at least 3.
    works_out
        How well an excerpt works out as it is written; all alike by default.
    """
    levels, strengths = np.abs(values), np.abs(weights).mean(axis=0)
    count, length = len(levels), most - 2
    if count <= most + 1:
        return Excerpt(count, tuple(range(count)))
    runs = sliding_window_view(levels[1:-1], length)
    met = sliding_window_view(strengths[1:-1], length).min(axis=1)
    lit = runs.min(axis=1) > LIT
    telling = 1 + runs.std(axis=1) * met / (met.max() or 1.0)
    score = np.where(lit, telling, runs.mean(axis=1) / (1 + runs.max()))
    best = np.argsort(-score, kind="stable")
    good = best[score[best] >= _NEARLY_AS_GOOD * score[best[0]]]
    options = [Excerpt(count, (0, *range(1 + i, 1 + i + length), count - 1)) for i in good.tolist()]
    return options[0] if works_out is None else max(options, key=works_out)


def plainest_neuron(network: Network, layer: int) -> int:
    """Return the neuron whose weight grid has the broadest strokes, 0 where there are no grids.

    That is the one with the least difference between neighbouring weights, as a share of the
    weights' own size: strokes can be recognised, speckles cannot.
    """
    shape = Incoming.of(network, layer).shape
    if shape is None:
        return 0
    weights = network.layer(layer).weights.reshape(-1, *shape)
    roughness = sum(
        np.square(np.diff(weights, axis=axis)).sum(axis=(1, 2)) for axis in (1, 2)
    ) / np.maximum(np.square(weights).sum(axis=(1, 2)), np.finfo(np.float64).tiny)
    return int(np.argmin(roughness))


def last_hidden(network: Network) -> int:
    """Return the last hidden layer; the outputs, where there is none or it is a single neuron."""
    last = len(network.layers)
    return last - 1 if last > 1 and network.sizes[last - 1] > 1 else last


def shown_neurons(count: int, most: int) -> NDArray[np.intp]:
    """Return the indices that an elided column shows: its first and last, `most` in all."""
    if count <= most:
        return np.arange(count)
    head = (most + 1) // 2
    return np.concatenate([np.arange(head), np.arange(count - (most - head), count)])


def largest_outputs(outputs: NDArray[np.float64], most: int) -> NDArray[np.intp]:
    """Return the indices, rising, of the `most` largest outputs; all, if there are no more."""
    return np.sort(np.argsort(-outputs, kind="stable")[:most])


def drawn_neurons(
    trace: Trace, most: int, outputs: int, inputs: int, *, elided: bool = False
) -> list[NDArray[np.intp]]:
    """Choose for each layer the indices, rising, of the neurons that are drawn.

    All are, but of many outputs the largest, and of hidden layers with too many connections a few.

    Parameters
    ----------
    trace
        Of what goes in.
    most, outputs, inputs
        Of a hidden layer, of the outputs and of plain numbers, where not all are drawn.
    elided
        Draw a few neurons of every wide layer: lit ones among the pixels.
    """
    network, image = trace.network, trace.activations[0]
    sizes, one = network.sizes, plainest_neuron(network, 1)
    last = largest_outputs(trace.outputs, outputs)
    pairs = [before * after for before, after in pairwise(sizes)]
    many = [elided or max(both) > _MOST_CONNECTIONS for both in pairwise(pairs)]
    hidden = [
        shown_neurons(size, most) if few else np.arange(size)
        for size, few in zip(sizes[1:-1], many, strict=True)
    ]
    if hidden:
        hidden[0] = _with(hidden[0], one)
    if not elided:
        first = np.arange(sizes[0])
    elif network.image_shape is None:
        first = shown_neurons(sizes[0], inputs)
    else:
        first = on_and_beside_the_stroke(image.reshape(network.image_shape), most)
    return [first, *hidden, last]


def _with(indices: NDArray[np.intp], one: int) -> NDArray[np.intp]:
    """Return the indices with one among them, in place of the nearest."""
    if one in indices:
        return indices
    changed = indices.copy()
    changed[np.abs(indices - one).argmin()] = one
    return changed


def ends_and_stroke(values: ArrayLike, outer: int, inner: int) -> Excerpt:
    """Show some entries at either end, and a run of lit ones between them: no column of zeros."""
    count = len(np.asarray(values))
    if count <= 2 * outer + inner + 2:
        return Excerpt(count, tuple(range(count)))
    _, *run, _ = telling_entries(values, np.ones((1, count)), inner + 2).shown
    shown = {*range(outer), *run, *range(count - outer, count)}
    return Excerpt(count, tuple(sorted(shown)))


def strongest_apart(weights: NDArray[np.float64], most: int, apart: int) -> NDArray[np.intp]:
    """Return the indices, rising, of strong weights that are not next to each other.

    Parameters
    ----------
    weights
        ``(n,)``; both signs have their turn, as long as there are both.
    most
        How many at the most, none of them zero unless all are: then it is the first.
    apart
        The least difference between two indices; where it leaves some out, none that is taken is
        far below the largest.
    """
    chosen: list[int] = []
    free = np.ones(len(weights), dtype=bool)
    first = 1.0 if weights.max() >= -weights.min() else -1.0
    least = _STRONG * float(np.abs(weights).max()) if apart > 1 else 0.0
    for turn in range(2 * most):
        sizes = np.where(free, weights * first * (-1) ** turn, 0.0)
        best = int(sizes.argmax())
        if sizes[best] > least and len(chosen) < most:
            chosen.append(best)
            free[max(best - apart + 1, 0) : best + apart] = False
    return np.sort(np.array(chosen or [0], dtype=np.intp))
