"""How much a grid of weights, or an image, runs in one direction: how alike it is to an edge."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from netcore.errors import InputError

__all__ = ["Direction", "direction_of", "slope_weights", "slopes"]

FloatArray = NDArray[np.float64]


class Direction(NamedTuple):
    """Where a grid's slopes point.

    Attributes
    ----------
    share
        How much of the slopes' energy (their squares, added up) lies across one direction: 0.5 if
        no direction has more than another, 1 for a straight edge.
    angle
        The direction itself, along the edge, in degrees: 0 lies flat, 90 stands upright; below 180.
    """

    share: float
    angle: float


def slopes(grid: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the slope of a grid ``(rows, columns)`` down and to the right, at each of its cells.

    By Sobel's weights, 3 x 3, so divided that a ramp has its own slope, a cell; beyond the grid its
    border goes on.
    """
    down, right = (ndimage.sobel(grid, axis, mode="nearest") / 8 for axis in (0, 1))
    return down, right


def slope_weights() -> tuple[FloatArray, FloatArray]:
    """Return the weights, ``(3, 3)`` each, by which `slopes` sums up nine cells to one slope.

    For the slope down, and for that to the right: the sum of weights times cells, with the cell
    itself in the middle.
    """
    down = np.outer([-1.0, 0.0, 1.0], [1.0, 2.0, 1.0]) / 8
    return down, down.T.copy()


def direction_of(grid: FloatArray) -> Direction:
    """Return how much a grid runs in one direction, and in which.

    It is the structure tensor of the whole grid, and the share of its larger eigenvalue.

    Raises
    ------
    InputError
        If the grid is not two-dimensional, or the same everywhere: then it has no direction.
    """
    grid = np.asarray(grid, dtype=np.float64)
    if grid.ndim != 2:
        raise InputError(f"a direction is that of a grid of rows and columns, got {grid.shape}")
    scale = np.abs(grid).max(initial=0.0)
    down, right = slopes(grid / scale if scale else grid)
    across = _tensor(down.ravel(), right.ravel())
    if not across.any():
        raise InputError("this grid is the same everywhere: it runs in no direction")
    energies, axes = np.linalg.eigh(across)
    steepest_right, steepest_down = axes[:, 1]
    angle = math.degrees(math.atan2(-steepest_down, steepest_right)) + 90
    return Direction(float(energies[1] / energies.sum()), angle % 180)


def _tensor(down: FloatArray, right: FloatArray) -> FloatArray:
    mixed = right @ down
    return np.array([[right @ right, mixed], [mixed, down @ down]])
