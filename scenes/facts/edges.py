"""Where an image has edges: short pieces of a stroke, with dark along both of their sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

import netcore
from scenes.errors import ParameterError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["PixelRegion", "clearest_edge"]

_ACROSS, _ALONG = 9, 3
"""An edge is so many times narrower, and shorter, than the image is high or wide."""
_UPRIGHT = 0.05
"""By how much an upright edge must be clearer than one that lies, to be taken."""


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
