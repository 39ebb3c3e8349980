"""Where an image has edges: short pieces of a stroke, with dark along both of their sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

import netcore
from scenes.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["PixelRegion", "clearest_edge", "dark_beside", "next_edge"]

_ACROSS, _ALONG = 9, 3
"""An edge is so many times narrower, and shorter, than the image is high or wide."""
_UPRIGHT = 0.05
"""By how much an upright edge must be clearer than one that lies, to be taken."""
_NOWHERE = -2.0
"""A score below all."""


class PixelRegion(NamedTuple):
    """A rectangle of pixels: row and column of the first, and how many of both."""

    top: int
    left: int
    height: int
    width: int

    @property
    def lies(self) -> bool:
        """Whether it is at least as wide as high."""
        return self.width >= self.height

    def grid(self, shape: tuple[int, int]) -> Floats:
        """Return ones in the region and zeros elsewhere, as an image of this shape.

        Raises
        ------
        ParameterError
            It is empty, or not inside.
        """
        try:
            ones: Floats = netcore.region_grid(*self, shape=shape)
        except netcore.InputError as error:
            raise ParameterError(
                f"region is {','.join(map(str, self))} (top row, left column, height, width): "
                f"{error}"
            ) from error
        return ones


def clearest_edge(image: Floats) -> PixelRegion:
    """Return where an image ``(rows, columns)`` has its clearest edge, lying or upright.

    That is where pixels are brightest, less what is beside them along the longer sides.
    """
    thin, long = (max(1, round(min(image.shape) / part)) for part in (_ACROSS, _ALONG))
    lying, upright = _scores(image, thin, long), _scores(image, long, thin)
    if upright.max() > lying.max() + _UPRIGHT:
        return _best(upright, long, thin)
    return _best(lying, thin, long)


def next_edge(image: Floats, region: PixelRegion) -> PixelRegion:
    """Return where else a region of the same size meets the clearest edge."""
    scores = _scores(image, region.height, region.width)
    top, left = np.indices(scores.shape)
    over = (abs(top - region.top) <= region.height) & (abs(left - region.left) <= region.width)
    return _best(np.where(over, _NOWHERE, scores), region.height, region.width)


def dark_beside(image: Floats, region: PixelRegion) -> PixelRegion:
    """Return where a region that is moved across its length, by up to its length, meets least."""
    means, best = _means(image, region.height, region.width), region
    for place in _across(region, means.shape):
        if means[place.top, place.left] < means[best.top, best.left] - 1e-9:
            best = place
    return best


def _across(region: PixelRegion, places: tuple[int, ...]) -> Iterator[PixelRegion]:
    """Yield where a region can be moved to, the nearest first."""
    for step in range(1, max(region.height, region.width) + 1):
        for way in (step, -step):
            down, right = (way, 0) if region.lies else (0, way)
            top, left = region.top + down, region.left + right
            if 0 <= top < places[0] and 0 <= left < places[1]:
                yield region._replace(top=top, left=left)


def _means(image: Floats, height: int, width: int) -> Floats:
    """Return the mean brightness of every rectangle of a size, by its first pixel."""
    means: Floats = sliding_window_view(image, (height, width)).mean(axis=(2, 3))
    return means


def _scores(image: Floats, height: int, width: int) -> Floats:
    """Return how much brighter every rectangle is than the brighter of its two long sides."""
    down, right = (height, 0) if width >= height else (0, width)
    means = _means(np.pad(image, ((down, down), (right, right))), height, width)
    rows, columns = means.shape
    before = means[: rows - 2 * down, : columns - 2 * right]
    behind = means[2 * down :, 2 * right :]
    here = means[down : rows - down, right : columns - right]
    scores: Floats = here - np.maximum(before, behind)
    return scores


def _best(scores: Floats, height: int, width: int) -> PixelRegion:
    top, left = np.unravel_index(int(scores.argmax()), scores.shape)
    return PixelRegion(int(top), int(left), height, width)
