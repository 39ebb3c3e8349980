"""Which of many things are shown: neurons, rows and columns, terms, pixels, outputs.

Where order matters, indices rise.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from scenes.facts.decimals import TermDecimals

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
    "first_lit_row",
    "largest_outputs",
    "liveliest",
    "lively_rows",
    "on_and_beside_the_stroke",
    "plainest_neuron",
    "shown_neurons",
    "telling_entries",
    "telling_pixels",
    "telling_terms",
]

_LIT = 0.05
_NEAR_LARGEST = 0.6
"""A product may be this much smaller than the largest if it then works out as written."""
_MOST_CONNECTIONS = 200_000
"""Between two layers: more take longer to draw than anyone waits."""
_BRIGHT = 0.5
"""Of the brightest pixel: from there on one is bright."""
_NEARLY_AS_GOOD = 0.8
_LEVELS = ((1.0, 0.2), (0.5, 0.5), (0.0, 0.8))
"""Brightness looked for, and where along the image, so that the three lie apart."""
_APART, _NEAR = 0.35, 0.1
"""How much a place counts against a brightness: along the image, and to the side."""


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


def lively_rows(activations: ArrayLike, row: int, most: int) -> Excerpt:
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
    """
    silent = np.asarray(activations) == 0
    count = len(silent)
    if count <= most + 1:
        return Excerpt(count, tuple(range(count)))
    options = [
        tuple(sorted({*kept, *range(first, first + more)}))
        for kept in ({row}, {row, count - 1})
        for more in range(most + 1)
        for first in range(count - more + 1)
    ]
    excerpts = [Excerpt(count, shown) for shown in set(options) if len(shown) == most]
    return min(excerpts, key=lambda one: (silent[list(one.shown)].sum(), len(one.slots), one.shown))


def telling_entries(
    values: ArrayLike,
    weights: ArrayLike,
    most: int,
    adds_up: Callable[[Excerpt], bool] | None = None,
) -> Excerpt:
    """Show the first entry, the last, and between them the run of entries that tells most.

    That is a run in which all are lit, differ, and meet strong weights; where there is none, the
    brightest. In place of the best one may stand one nearly as good that adds up.

    Parameters
    ----------
    values
        ``(n,)`` activations.
    weights
        ``(rows, n)``: those that are shown of what they meet.
    most
        How many entries are shown, at least 3.
    adds_up
        Whether the sum over an excerpt, as it is written, is right; any is by default.
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
    best = np.argsort(-score, kind="stable")
    good = best[score[best] >= _NEARLY_AS_GOOD * score[best[0]]]
    options = [Excerpt(count, (0, *range(1 + i, 1 + i + length), count - 1)) for i in good.tolist()]
    return next((one for one in options if adds_up is None or adds_up(one)), options[0])


def telling_terms(
    weights: ArrayLike, activations: ArrayLike, decimals: TermDecimals | None = None
) -> list[int]:
    """Return the indices of the terms to read one by one: at most three.

    First the one with the strongest weight whose input is off, if one is, then the largest
    positive and the largest negative product, in their order; where these are fewer than two, the
    first term as well. In place of a largest one may stand one nearly as large, so that a reader
    who multiplies the factors as they are written, with so many decimals, finds the product as it
    is written.
    """
    decimals = decimals or TermDecimals()
    w, a = np.asarray(weights, dtype=np.float64), np.asarray(activations, dtype=np.float64)
    products = w * a
    first = np.array([round(v, decimals.weight(i)) for i, v in enumerate(w.tolist())])
    second = np.array([round(v, decimals.activation(i)) for i, v in enumerate(a.tolist())])
    off_by = np.abs(first * second - products.round(decimals.products))
    works_out = off_by < 0.5 * 10.0**-decimals.products
    off = a == 0
    pushing = [np.where(sign * products > 0, np.abs(products), 0.0) for sign in (1, -1)]
    others = {_largest(sizes, works_out) for sizes in pushing if sizes.any()}
    if len(others) > 1 and not off.any():
        return sorted(others)
    start = int(np.where(off, np.abs(w), -1.0).argmax()) if off.any() else int(works_out.argmax())
    return [start, *sorted(others - {start})]


def _largest(sizes: NDArray[np.float64], works_out: NDArray[np.bool_]) -> int:
    best = int(sizes.argmax())
    working = np.where(works_out, sizes, 0.0)
    near = int(working.argmax())
    return near if working[near] >= _NEAR_LARGEST * sizes[best] else best


def plainest_neuron(network: Network, layer: int) -> int:
    """Return the neuron whose weight grid has the broadest strokes, 0 where there are no grids.

    That is the one with the least difference between neighbouring weights, as a share of the
    weights' own size: strokes can be recognised, speckles cannot.
    """
    if layer != 1 or network.image_shape is None:
        return 0
    weights = network.layer(1).weights.reshape(-1, *network.image_shape)
    roughness = sum(
        np.square(np.diff(weights, axis=axis)).sum(axis=(1, 2)) for axis in (1, 2)
    ) / np.maximum(np.square(weights).sum(axis=(1, 2)), np.finfo(np.float64).tiny)
    return int(np.argmin(roughness))


def shown_neurons(count: int, most: int) -> NDArray[np.intp]:
    """Return the indices that an elided column shows: its first and last, `most` in all."""
    if count <= most:
        return np.arange(count)
    head = (most + 1) // 2
    return np.concatenate([np.arange(head), np.arange(count - (most - head), count)])


def largest_outputs(outputs: NDArray[np.float64], most: int) -> NDArray[np.intp]:
    """Return the indices, rising, of the `most` largest outputs; all, if there are no more."""
    return np.sort(np.argsort(-outputs, kind="stable")[:most])


def on_and_beside_the_stroke(image: NDArray[np.float64], most: int) -> NDArray[np.intp]:
    """Choose pixels to stand for all: half of them bright, half dark but among the inked rows.

    Both halves are spread evenly over their kind by index, whatever the pixels mean to a network.

    Parameters
    ----------
    image
        ``(rows, columns)``, brightness in [0, 1].
    most
        How many indices to return, rising; all, if there are no more.
    """
    if image.size <= most:
        return np.arange(image.size)
    inked, bright = np.greater(image, 0), image > _BRIGHT * image.max()
    rows, columns = np.nonzero(inked)
    near = np.zeros_like(inked)
    near[_span(rows), _span(columns)] = True
    chosen = _evenly(np.flatnonzero(bright), most // 2)
    for others in (near & ~inked, ~near):
        chosen = np.append(chosen, _evenly(np.flatnonzero(others), most - len(chosen)))
    return np.sort(chosen)


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


def _span(places: NDArray[np.intp]) -> slice:
    return slice(places.min(), places.max() + 1) if len(places) else slice(0, 0)


def _evenly(indices: NDArray[np.intp], most: int) -> NDArray[np.intp]:
    """Return up to `most` of the indices, in equal steps from the middle of the first."""
    count = min(most, len(indices))
    steps = (np.arange(count) + 0.5) * len(indices) / max(count, 1)
    return indices[steps.astype(np.intp)]


def telling_pixels(image: NDArray[np.float64], *, across: bool = False) -> list[int]:
    """Return the indices of a bright, a grey and a dark pixel of the drawn part of an image.

    They are sorted from the top, or from the left with `across`, and prefer the side on which
    they will be shown (right, or below), so that lines from them to there do not cross.

    Parameters
    ----------
    image
        ``(rows, columns)`` brightness in [0, 1].
    across
        Whether they are shown side by side below the image.
    """
    everywhere = np.indices(image.shape)
    rows, columns = _within_ink(image, everywhere[0]), _within_ink(image, everywhere[1])
    along, towards = (columns, rows) if across else (rows, columns)
    outside = (np.abs(along - 0.5) > 0.5) | (np.abs(towards - 0.5) > 0.5)
    chosen: list[int] = []
    for level, place in _LEVELS:
        cost = np.abs(image - level) + _APART * np.abs(along - place) + _NEAR * (1 - towards)
        cost[outside] += 1
        cost.flat[chosen] = np.inf
        chosen.append(int(cost.argmin()))
    return sorted(chosen, key=lambda index: float(along.flat[index]))


def _within_ink(image: NDArray[np.float64], places: NDArray[Any]) -> NDArray[np.float64]:
    """Return where each pixel lies between the first ink (0) and the last (1) along an axis."""
    inked = places[image > 0] if (image > 0).any() else places.ravel()
    shares: NDArray[np.float64] = (places - inked.min()) / max(inked.max() - inked.min(), 1)
    return shares


def first_lit_row(image: ArrayLike) -> int:
    """Return the first row of an image in which anything can be seen; 0 if nothing can."""
    return int((np.asarray(image).max(axis=1) > _LIT).argmax())


def liveliest(image: ArrayLike, window: int, step: int = 1) -> int:
    """Return the index from which on a window of an image's pixels changes most.

    It lies within one row, where one can, and begins at a multiple of the step.
    """
    values = np.asarray(image, dtype=np.float64)
    columns, flat = values.shape[1], values.ravel()
    starts = np.arange(0, flat.size - window + 1, step)
    within = starts % columns + window <= columns
    changes = np.abs(np.diff(sliding_window_view(flat, window)[starts], axis=1)).sum(axis=1)
    return int(starts[np.where(within == within.max(), changes, -1.0).argmax()])


def ends_and_stroke(values: ArrayLike, outer: int, inner: int) -> Excerpt:
    """Show some entries at either end, and a run of lit ones between them: no column of zeros."""
    count = len(np.asarray(values))
    if count <= 2 * outer + inner + 2:
        return Excerpt(count, tuple(range(count)))
    _, *run, _ = telling_entries(values, np.ones((1, count)), inner + 2).shown
    shown = {*range(outer), *run, *range(count - outer, count)}
    return Excerpt(count, tuple(sorted(shown)))
