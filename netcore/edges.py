"""Images made by formula, to try an edge detector on.

They are no samples of anything: each is black but for shapes of full brightness, with soft outlines
where these run through pixels. The detector is a grid made by hand on a region of whole pixels:
weights of 1 in it, and of -1 beside it, in as much again along each of its two longer sides.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from netcore.errors import InputError
from netcore.grids import SHAPE, check_shape, frozen, sampled

FloatArray = NDArray[np.float64]

_OVER = 0.1
"""By how much a stroke must be thicker than an oval to cover its outline, in pixels."""


class EdgeImages(NamedTuple):
    """Four images, ``(rows, columns)`` each, that a detector of an edge likes less and less.

    With weights of 1 in a region of ``n`` pixels, and of -1 beside it, the weighted sums are near
    to ``n``, ``n / 2``, ``-n`` and ``-2 n``; all but the second exactly.
    """

    edge: FloatArray
    """A stroke along the region, as thick as that and a little longer."""
    tilted: FloatArray
    """The same stroke on a slant: its ends lie beside the region, one on each side."""
    blob: FloatArray
    """An oval that covers the region and what is beside it."""
    pair: FloatArray
    """Two strokes, one on each side of the region: nothing in it."""


def edge_images(
    top: int = 12, left: int = 9, height: int = 3, width: int = 9, *, shape: tuple[int, int] = SHAPE
) -> EdgeImages:
    """Return images that have an edge in a region, something like it, and none.

    Parameters
    ----------
    top, left
        Row and column of the region's first pixel.
    height, width
        The region's size, in pixels.
    shape
        Height and width of the images.

    Raises
    ------
    InputError
        If the region is as wide as high, or there is no room for as much again on its two sides.
    """
    if height > width:
        upright = edge_images(left, top, width, height, shape=shape[::-1])
        return EdgeImages(*(image.T for image in upright))
    _check(top, left, height, width, shape)
    row, column = top + (height - 1) / 2, left + (width - 1) / 2

    def stroke(down: float = 0, angle: float = 0) -> FloatArray:
        return stroke_image(row + down, column, width, height, angle=angle, shape=shape)

    return EdgeImages(
        edge=stroke(),
        tilted=stroke(angle=math.degrees(math.atan2(height, width))),
        blob=_oval(row, column, 3 * height, width, shape),
        pair=frozen(np.maximum(stroke(-height), stroke(height))),
    )


def growing_edge(
    share: float,
    top: int = 12,
    left: int = 9,
    height: int = 3,
    width: int = 9,
    *,
    shape: tuple[int, int] = SHAPE,
) -> FloatArray:
    """Return the image ``shape`` of an edge on its way to a blob: it grows on both sides.

    Parameters
    ----------
    share
        0 is the edge of `edge_images`, 1 is its blob.
    top, left, height, width, shape
        As for `edge_images`.

    Raises
    ------
    InputError
        As from `edge_images`, or if the share is not from 0 to 1.
    """
    if not 0 <= share <= 1:
        raise InputError(f"expected share to be from 0 to 1, got {share:g}")
    if height > width:
        return growing_edge(share, left, top, width, height, shape=shape[::-1]).T
    _check(top, left, height, width, shape)
    row, column = top + (height - 1) / 2, left + (width - 1) / 2
    edge = stroke_image(row, column, width, height, shape=shape)
    blob = _oval(row, column, 3 * height, width, shape)
    way = (3 * math.sqrt(2) - 1) * height + _OVER
    thickness = height + way * share
    stroke = stroke_image(row, column, width * (1 + share), thickness, shape=shape)
    return frozen(np.maximum(edge * (1 - share), np.minimum(blob, stroke)))


def stroke_image(
    row: float,
    column: float,
    length: float,
    thickness: float,
    *,
    angle: float = 0.0,
    shape: tuple[int, int] = SHAPE,
) -> FloatArray:
    """Return an image ``shape`` of one straight stroke with round ends, brightness in [0, 1].

    Brightness falls from 1 to 0 over one pixel across the stroke's outline.

    Parameters
    ----------
    row, column
        The stroke's centre, in pixels; (0, 0) is the centre of the pixel at the top left.
    length, thickness
        In pixels; the round ends come on top of the length.
    angle
        Degrees, counter-clockwise from the horizontal.
    shape
        Height and width of the image.

    Raises
    ------
    InputError
        If a length is below zero or not finite, or the shape is none.
    """
    _check_stroke(length, thickness, shape)
    turn = math.radians(angle)
    down, right = np.arange(shape[0])[:, None] - row, np.arange(shape[1]) - column
    along = np.abs(right * math.cos(turn) - down * math.sin(turn))
    across = right * math.sin(turn) + down * math.cos(turn)
    inwards = thickness / 2 - np.hypot(np.maximum(along - length / 2, 0.0), across)
    return frozen(np.clip(inwards + 0.5, 0.0, 1.0))


def _check_stroke(length: float, thickness: float, shape: tuple[int, int]) -> None:
    check_shape(shape)
    if not (0 <= length < math.inf and 0 < thickness < math.inf):
        raise InputError(
            f"expected a stroke of a length of 0 or more and a thickness above 0, in pixels, got "
            f"length={length:g}, thickness={thickness:g}"
        )


def _oval(
    row: float, column: float, height: float, width: float, shape: tuple[int, int]
) -> FloatArray:
    """Return the least oval, as an image, in which a box of that size is bright to its corners."""

    def brightness(down: FloatArray, right: FloatArray) -> FloatArray:
        away = (2 * down / height) ** 2 + (2 * right / width) ** 2
        return np.where(away < 2, 1.0, 0.0)

    return sampled(brightness, row, column, shape)


def _check(top: int, left: int, height: int, width: int, shape: tuple[int, int]) -> None:
    """See that a region that lies can hold an edge, with room above it and below."""
    check_shape(shape)
    if not 1 <= height < width:
        raise InputError(
            f"expected an edge longer than thick, got one of {height} x {width} pixels"
        )
    inside = height <= top <= shape[0] - 2 * height and 0 <= left <= shape[1] - width
    if not inside:
        raise InputError(
            f"expected an edge with room for itself and as much again on its two sides, got one of "
            f"{height} x {width} pixels, {top} from one side and {left} from the end, in an image "
            f"of {shape[0]} x {shape[1]}"
        )
