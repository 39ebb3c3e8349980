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
_LIT, _ENDS = 0.15, 0.35
"""Mean brightness of a row that is the rest of a stroke, and the most of it that the next has."""


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

    That is where pixels are brightest, less what is beside them along the longer sides; and where
    the stroke's last row or column would be cut off, that too.
    """
    thin, long = (max(1, round(min(image.shape) / part)) for part in (_ACROSS, _ALONG))
    lying, upright = _scores(image, thin, long), _scores(image, long, thin)
    if upright.max() > lying.max() + _UPRIGHT:
        return _with_rests(image, _best(upright, long, thin))
    return _with_rests(image, _best(lying, thin, long))


def _with_rests(image: Floats, region: PixelRegion) -> PixelRegion:
    """Return a region with one row or column more on each side where a stroke ends in that.

    Were it less than twice as long as thick then, it stays as it is: that is no edge.
    """
    top, left, height, width = region
    rows, columns = slice(top, top + height), slice(left, left + width)
    above, below = _rest(image[:top, columns][::-1]), _rest(image[top + height :, columns])
    before, behind = _rest(image[rows, :left].T[::-1]), _rest(image[rows, left + width :].T)
    height, width = height + above + below, width + before + behind
    if max(height, width) < 2 * min(height, width):
        return region
    return PixelRegion(top - above, left - before, height, width)


def _rest(outside: Floats) -> int:
    """Return 1 if the first row is lit and the next is nearly dark, else 0."""
    near, far = np.append(outside.mean(axis=1), [0.0, 0.0])[:2]
    return int(near > max(_LIT, far / _ENDS))


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
