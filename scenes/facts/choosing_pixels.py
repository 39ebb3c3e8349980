"""Which pixels of an image are shown, or stand for all; indices rise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Place = tuple[int, int]
    Walks = dict[Place, tuple[int, list[Place]]]

__all__ = [
    "LIT",
    "edge_counts",
    "edge_walk",
    "first_lit_row",
    "liveliest",
    "on_and_beside_the_stroke",
    "telling_pixels",
]

LIT = 0.05
"""From this brightness on a pixel, or a neuron, is seen to be lit."""
_BRIGHT = 0.5
"""Of the brightest pixel: from there on one is bright."""
_LEVELS = ((1.0, 0.2), (0.5, 0.5), (0.0, 0.8))
"""Brightness looked for, and where along the image, so that the three lie apart."""
_APART, _NEAR = 0.35, 0.1
"""How much a place counts against a brightness: along the image, and to the side."""


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


def first_lit_row(image: ArrayLike) -> int:
    """Return the first row of an image in which anything can be seen; 0 if nothing can."""
    return int((np.asarray(image).max(axis=1) > LIT).argmax())


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


def edge_counts(image: ArrayLike, window: tuple[int, int]) -> NDArray[np.intp]:
    """Return how many pixels are neither off nor full in each window of so many rows and columns.

    That is ``(rows - window rows + 1, columns - window columns + 1)``, by the upper left pixel.
    """
    values = np.asarray(image, dtype=np.float64)
    between = (values > LIT) & (values < 1 - LIT)
    counts: NDArray[np.intp] = sliding_window_view(between, window).sum(axis=(2, 3))
    return counts


def edge_walk(
    image: ArrayLike, size: int, steps: int, about: tuple[int | None, int | None] = (None, None)
) -> list[tuple[int, int]]:
    """Return how a square window follows the edge of the stroke: where values are in between.

    Of all ways it is the one on which most are.

    Parameters
    ----------
    image
        ``(rows, columns)``, brightness in [0, 1].
    size
        The side of the window, in pixels.
    steps
        Of one pixel each, straight or slanted; fewer, where the image ends before.
    about
        Row and column of the pixel that is in the middle at first, as far as the image reaches;
        None for where most values are in between.

    Returns
    -------
    list of (int, int)
        Row and column of the window's upper left pixel, at first and after each step.
    """
    richness = edge_counts(image, (size, size))
    places = np.argwhere(np.ones_like(richness)).reshape(*richness.shape, 2)
    allowed = np.ones_like(richness, dtype=np.bool_)
    for axis, wanted in enumerate(about):
        if wanted is not None:
            first = min(max(wanted - size // 2, 0), richness.shape[axis] - 1)
            allowed &= places[..., axis] == first
    start = np.argwhere(allowed & (richness == richness[allowed].max()))[0]
    first = (int(start[0]), int(start[1]))
    walks = {first: (0, [first])}
    for step in range(1, steps + 1):
        away = np.abs(places - start).max(axis=-1)
        walks = _one_step_further(walks, richness, away == step) or walks
    return max(walks.values(), key=lambda walk: walk[0])[1]


def _one_step_further(walks: Walks, richness: NDArray[np.intp], ring: NDArray[np.bool_]) -> Walks:
    """Return the richest walk, and how rich it is, to each place of a ring around their start."""
    further: Walks = {}
    for row, column in np.argwhere(ring).tolist():
        ways = [
            (total + int(richness[row, column]), [*walk, (row, column)])
            for end, (total, walk) in walks.items()
            if max(abs(end[0] - row), abs(end[1] - column)) == 1
        ]
        if ways:
            further[row, column] = max(ways, key=lambda way: way[0])
    return further


def _within_ink(image: NDArray[np.float64], places: NDArray[Any]) -> NDArray[np.float64]:
    """Return where each pixel lies between the first ink (0) and the last (1) along an axis."""
    inked = places[image > 0] if (image > 0).any() else places.ravel()
    shares: NDArray[np.float64] = (places - inked.min()) / max(inked.max() - inked.min(), 1)
    return shares


def _span(places: NDArray[np.intp]) -> slice:
    return slice(places.min(), places.max() + 1) if len(places) else slice(0, 0)


def _evenly(indices: NDArray[np.intp], most: int) -> NDArray[np.intp]:
    """Return up to `most` of the indices, in equal steps from the middle of the first."""
    count = min(most, len(indices))
    steps = (np.arange(count) + 0.5) * len(indices) / max(count, 1)
    return indices[steps.astype(np.intp)]
