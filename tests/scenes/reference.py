"""A slow drawing of boxes and strands, by colouring a great many points of each pixel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.ndimage import maximum_filter, minimum_filter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Window = tuple[int, int, int, int]
    """First and last column, first and last row; the last ones are outside."""

__all__ = ["Box", "Strand", "away_from_edges", "drawn", "marked", "points_in"]

SIDE = 8
"""Points along the side of a pixel."""


@dataclass(frozen=True)
class Box:
    """A rectangle with rounded corners, less a smaller one inside it: pixels, straight RGBA."""

    centre: Floats
    half: Floats
    radius: float
    colour: Floats
    hole: float = 0.0

    def covers(self, x: Floats, y: Floats) -> NDArray[np.bool_]:
        """Say of each point whether it lies in the box."""
        inner = self._reaches(x, y, self.hole) if self.hole else False
        return np.asarray(self._reaches(x, y, 0.0) & ~np.asarray(inner))

    def bounds(self, _window: Window) -> tuple[Floats, Floats]:
        """Return a box that holds it."""
        return self.centre - self.half, self.centre + self.half

    def _reaches(self, x: Floats, y: Floats, inset: float) -> NDArray[np.bool_]:
        radius = max(self.radius - inset, 0.0)
        across = np.abs(x - self.centre[0]) - (self.half[0] - inset - radius)
        down = np.abs(y - self.centre[1]) - (self.half[1] - inset - radius)
        outside = np.hypot(np.maximum(across, 0), np.maximum(down, 0))
        return np.asarray(outside + np.minimum(np.maximum(across, down), 0) <= radius)


@dataclass(frozen=True)
class Strand:
    """A straight line with a width and flat ends: pixels, straight RGBA."""

    start: Floats
    end: Floats
    width: float
    colour: Floats

    def covers(self, x: Floats, y: Floats) -> NDArray[np.bool_]:
        """Say of each point whether it lies on the strand."""
        way = self.end - self.start
        length = np.hypot(*way)
        along = ((x - self.start[0]) * way[0] + (y - self.start[1]) * way[1]) / length
        aside = ((x - self.start[0]) * way[1] - (y - self.start[1]) * way[0]) / length
        return np.asarray((np.abs(aside) <= self.width / 2) & (along >= 0) & (along <= length))

    def bounds(self, window: Window) -> tuple[Floats, Floats]:
        """Return a box that holds as much of it as is between the window's sides."""
        way = self.end - self.start
        shares = np.clip((np.array(window[:2]) - self.start[0]) / way[0], 0, 1)
        ends = self.start + shares[:, None] * way
        return ends.min(axis=0) - self.width, ends.max(axis=0) + self.width


def marked(
    centre: Floats, half: Floats, roundness: float, fill: Floats, ring: Floats, ring_width: float
) -> list[Box]:
    """Return a mark's inside and, over it, its ring."""
    radius = roundness * float(half.min())
    return [Box(centre, half, radius, fill), Box(centre, half, radius, ring, hole=ring_width)]


def points_in(shapes: Iterable[Box | Strand], window: Window, background: Floats) -> Floats:
    """Return the colours ``(rows, SIDE, columns, SIDE, 4)`` of points, multiplied by their alpha.

    The shapes are painted one over the other on an opaque background, or on none (alpha 0).
    """
    left, right, top, bottom = window
    steps = (np.arange(SIDE) + 0.5) / SIDE
    y = (np.arange(top, bottom)[:, None] + steps).reshape(-1, 1)
    x = (np.arange(left, right)[:, None] + steps).reshape(1, -1)
    colours = np.empty((y.size, x.size, 4))
    colours[:] = background
    for shape in shapes:
        low, high = shape.bounds(window)
        columns = slice(*np.searchsorted(x[0], (low[0], high[0])))
        rows = slice(*np.searchsorted(y[:, 0], (low[1], high[1])))
        there = shape.covers(x[:, columns], y[rows])
        part, alpha = colours[rows, columns], shape.colour[3]
        part[there] = part[there] * (1 - alpha) + np.append(shape.colour[:3] * alpha, alpha)
    return colours.reshape(bottom - top, SIDE, right - left, SIDE, 4)


def drawn(points: Floats) -> Floats:
    """Return the pixels ``(rows, columns, 4)`` in [0, 1], multiplied by their alpha."""
    return np.asarray(points.mean(axis=(1, 3)))


def away_from_edges(points: Floats) -> NDArray[np.bool_]:
    """Return which pixels are of one colour, together with the eight about them."""
    near = (3, 3, 1)
    highest = maximum_filter(points.max(axis=(1, 3)), near)
    lowest = minimum_filter(points.min(axis=(1, 3)), near)
    return np.asarray((highest - lowest).max(axis=2) < 1e-6)
