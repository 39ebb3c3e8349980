"""A hand-made edge that can be bent: straight it runs in one direction, as a ring in all."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from netcore.errors import InputError
from netcore.grids import SHAPE, sampled

__all__ = ["bent_edge"]

FloatArray = NDArray[np.float64]

_RADIUS, _THICKNESS, _REACH = 0.3, 0.1, 0.2
"""Of the ring; of the edge, on each of whose sides as much again is negative; and how far both
reach from the middle of the edge at most: to the image's shorter side, so the ring is whole."""
_THINNEST = 1.5
"""Of an edge, in pixels: less would be lost between two of them."""


def bent_edge(bend: float, shape: tuple[int, int] = SHAPE) -> FloatArray:
    """Return an edge of weights 1, with weights -1 along both sides, bent by a share of a turn.

    Its length is the ring's; straight it reaches from side to side of an image that is no wider
    than that.

    Parameters
    ----------
    bend
        0 is a straight edge that lies flat, 1 a closed ring.
    shape
        Height and width of the grid.

    Raises
    ------
    InputError
        If the bend is not in [0, 1].
    """
    if not 0 <= bend <= 1:
        raise InputError(f"expected a bend from 0 to 1, got {bend:g}")
    ring, half = _RADIUS * min(shape), max(_THICKNESS * min(shape), _THINNEST) / 2
    reach = min(3 * half, _REACH * min(shape))
    length = 2 * math.pi * ring

    def weight(down: FloatArray, right: FloatArray) -> FloatArray:
        lowered = down + ring * bend  # the edge's middle rises as its ends come down
        if bend == 0:
            across, along = np.abs(lowered + 0 * right), np.abs(right + 0 * lowered)
        else:
            radius = ring / bend
            away = radius - lowered
            across = np.abs(np.hypot(right, away) - radius)
            along = radius * np.abs(np.arctan2(right, away))
        on_it = np.where(across < half, 1.0, np.where(across < reach, -1.0, 0.0))
        return np.where(along < length / 2, on_it, 0.0)

    rows, columns = shape
    return sampled(weight, (rows - 1) / 2, (columns - 1) / 2, shape)
