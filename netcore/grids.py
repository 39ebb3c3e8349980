"""Weight grids made by hand: detectors as one would draw them, beside those a network learned.

They have the type of a real weight grid, ``(28, 28)`` read-only float64, so the same drawing and
the same dot product serve both: ``(grid * image).sum()`` is the weighted sum of a neuron that
would hold these weights. Pixel ``(r, c)`` is a square of side 1 around the point ``(r, c)``; a
pixel that a shape covers in part gets that part of the weight.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from netcore.errors import InputError

FloatArray = NDArray[np.float64]

SHAPE = (28, 28)
# Points a side that sample a pixel's cover: an error below 1/16 of a weight, which no colour shows.
_SAMPLES = 8


def bar_grid(
    row: float = 9.5,
    column: float = 13.5,
    length: float = 10.0,
    *,
    thickness: float = 2.0,
    angle: float = 0.0,
    surround: float = 1.0,
    surround_thickness: float | None = None,
    shape: tuple[int, int] = SHAPE,
) -> FloatArray:
    """Return a bar of weights 1 with negative weights along its two long sides: an edge detector.

    Without the surround, anything bright enough on the bar fires the neuron, a blob as well as an
    edge. The surround takes off what is bright above and below, so that only an edge is left.

    Parameters
    ----------
    row, column
        The bar's centre, in pixels; (0, 0) is the centre of the pixel at the top left.
    length, thickness
        The bar's size along and across, in pixels.
    angle
        Degrees, counter-clockwise from the horizontal.
    surround
        Size of the negative weights; 0 leaves the plain bar.
    surround_thickness
        How far the surround reaches on either side, in pixels; the bar's thickness by default.
    shape
        Height and width of the grid.

    Raises
    ------
    InputError
        If a size is not positive, a number is not finite, or no pixel is covered.

    Examples
    --------
    >>> grid = bar_grid(9.5, 13.5, 10, thickness=2)
    >>> float(grid[9:11, 9:19].sum()), float(grid.sum())
    (20.0, -20.0)
    """
    reach = thickness if surround_thickness is None else surround_thickness
    _check_positive(length=length, thickness=thickness)
    _check_not_negative(surround=surround, surround_thickness=reach)
    _check_finite(row=row, column=column, angle=angle)
    turn = math.radians(angle)

    def weight(down: FloatArray, right: FloatArray) -> FloatArray:
        along = np.abs(right * math.cos(turn) - down * math.sin(turn))
        across = np.abs(right * math.sin(turn) + down * math.cos(turn))
        side = np.where(across < thickness / 2 + reach, -surround, 0.0)
        return np.where(along < length / 2, np.where(across < thickness / 2, 1.0, side), 0.0)

    return sampled(weight, row, column, shape)


def loop_grid(
    row: float = 8.5,
    column: float = 13.5,
    radius: float | tuple[float, float] = 5.0,
    *,
    thickness: float = 3.0,
    inside: float = 0.0,
    outside: float = 0.0,
    shape: tuple[int, int] = SHAPE,
) -> FloatArray:
    """Return a ring of weights 1: what a neuron hoping for a loop might hold.

    Parameters
    ----------
    row, column
        The ring's centre, in pixels.
    radius
        Distance from the centre to the middle of the ring, in pixels; a pair is (vertical,
        horizontal) for an oval loop.
    thickness
        Width of the ring, in pixels.
    inside, outside
        Sizes of the negative weights in the hole, and in a band as wide as the ring around it.
    shape
        Height and width of the grid.

    Raises
    ------
    InputError
        If a size is not positive, the ring is wider than its hole allows, or no pixel is covered.
    """
    vertical, horizontal = radius if isinstance(radius, tuple) else (radius, radius)
    _check_positive(vertical_radius=vertical, horizontal_radius=horizontal, thickness=thickness)
    _check_not_negative(inside=inside, outside=outside)
    _check_finite(row=row, column=column)
    if thickness / 2 >= min(vertical, horizontal):
        raise InputError(
            f"thickness={thickness:g} leaves no hole in a loop of radius "
            f"{min(vertical, horizontal):g}: expected less than twice the radius"
        )

    def weight(down: FloatArray, right: FloatArray) -> FloatArray:
        def within(margin: float) -> NDArray[np.bool_]:
            oval = (down / (vertical + margin)) ** 2 + (right / (horizontal + margin)) ** 2
            return np.asarray(oval < 1)

        bands = [within(-thickness / 2), within(thickness / 2), within(1.5 * thickness)]
        return np.select(bands, [-inside, 1.0, -outside], 0.0)

    return sampled(weight, row, column, shape)


def region_grid(
    top: int = 9,
    left: int = 9,
    height: int = 2,
    width: int = 10,
    *,
    shape: tuple[int, int] = SHAPE,
) -> FloatArray:
    """Return a rectangle of ones on zeros: the weights that add up just those pixels.

    Parameters
    ----------
    top, left
        Row and column of the rectangle's first pixel.
    height, width
        The rectangle's size, in pixels.
    shape
        Height and width of the grid.

    Raises
    ------
    InputError
        If the rectangle is empty or reaches over the grid's edge.
    """
    check_shape(shape)
    if height < 1 or width < 1 or min(top, left) < 0:
        raise InputError(
            f"expected a region of at least one pixel at row and column 0 or more, "
            f"got top={top}, left={left}, height={height}, width={width}"
        )
    if top + height > shape[0] or left + width > shape[1]:
        raise InputError(
            f"the region ends at row {top + height}, column {left + width}: "
            f"expected it inside the grid of {shape[0]} x {shape[1]} pixels"
        )
    grid = np.zeros(shape)
    grid[top : top + height, left : left + width] = 1.0
    return frozen(grid)


def sampled(
    weight: Callable[[FloatArray, FloatArray], FloatArray],
    row: float,
    column: float,
    shape: tuple[int, int],
) -> FloatArray:
    """Average ``weight(down, right)``, given relative to the centre, over every pixel's square.

    Raises
    ------
    InputError
        If no pixel gets a positive weight.
    """
    check_shape(shape)
    height, width = shape
    offsets = (np.arange(_SAMPLES) + 0.5) / _SAMPLES - 0.5
    down = (np.arange(height)[:, None] + offsets).reshape(-1, 1) - row
    right = (np.arange(width)[:, None] + offsets).reshape(1, -1) - column
    fine = weight(down, right).reshape(height, _SAMPLES, width, _SAMPLES)
    if not (fine > 0).any():
        raise InputError(
            f"the shape around row {row:g}, column {column:g} covers no pixel of the grid "
            f"of {height} x {width}: expected a place inside it"
        )
    return frozen(fine.mean(axis=(1, 3)))


def frozen(grid: FloatArray) -> FloatArray:
    """Make a grid read-only and return it."""
    grid.flags.writeable = False
    return grid


def check_shape(shape: tuple[int, int]) -> None:
    """See that a shape is one of an image; the error is an `InputError`."""
    if len(shape) != 2 or not all(1 <= side <= 4096 for side in shape):
        raise InputError(f"expected shape=(height, width), each from 1 to 4096, got {shape}")


def _check_finite(**values: float) -> None:
    for name, value in values.items():
        if not math.isfinite(value):
            raise InputError(f"expected {name} to be a finite number, got {value}")


def _check_positive(**sizes: float) -> None:
    _check_finite(**sizes)
    for name, size in sizes.items():
        if size <= 0:
            raise InputError(f"expected {name} above 0 pixels, got {size:g}")


def _check_not_negative(**values: float) -> None:
    _check_finite(**values)
    for name, value in values.items():
        if value < 0:
            raise InputError(f"expected {name} of 0 or more, got {value:g}")
