"""Squares in rows and columns, drawn all at once: each pixel is a mixture of few.

One by one, as paths, the 784 squares of an image take four times as long.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import cairo
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Pixels = NDArray[np.float32]

__all__ = ["Lattice"]

_FEWEST = 64
_SMALLEST = 0.5
"""The side of a square, in pixels: very many smaller ones share a pixel."""
_OFF = 0.01
"""How far a square may be off its row and its column, in pixels."""


@dataclass(frozen=True)
class Lattice:
    """Where rows and columns of squares are, in pixels.

    Attributes
    ----------
    x, y
        Ascending middles of columns and of rows.
    half
        ``(2,)``, half the width and height of all squares.
    """

    x: Floats
    y: Floats
    half: Floats

    @classmethod
    def of(cls, centres: Floats, halves: Floats) -> Self | None:
        """Return the lattice that boxes ``(N, 2)`` form, row by row; None if they form none."""
        count = len(centres)
        if count < _FEWEST or (np.ptp(halves, axis=0) > _OFF).any():
            return None
        half = halves[0]
        columns = int(np.argmax(np.abs(centres[:, 1] - centres[0, 1]) > _OFF)) or count
        if count % columns or 2 * half.min() < _SMALLEST:
            return None
        places = centres.reshape(-1, columns, 2)
        x, y = places[0, :, 0], places[:, 0, 1]
        off = np.abs(places - np.stack(np.meshgrid(x, y), axis=2)).max()
        nearest = (np.diff(axis).min(initial=np.inf) for axis in (x, y))
        apart = all(gap > 2 * side - _OFF for gap, side in zip(nearest, half, strict=True))
        return cls(x, y, half) if off < _OFF and apart else None

    def draw(
        self,
        ctx: cairo.Context[cairo.ImageSurface],
        fills: Floats,
        rings: Floats,
        ring_width: float,
    ) -> None:
        """Draw the squares, with an outline that lies inside them.

        Parameters
        ----------
        ctx
            Where to draw.
        fills, rings
            ``(N, 4)`` colours of the inside and of the outline.
        ring_width
            Width of the outline.
        """
        left, top, right, bottom = ctx.clip_extents()
        across = _Axis.over(self.x, float(self.half[0]), ring_width, left, right)
        down = _Axis.over(self.y, float(self.half[1]), ring_width, top, bottom)
        if not len(across.square) or not len(down.square):
            return
        shape = (len(self.y), len(self.x), 4)
        inside = _premultiplied(fills)
        outline = _over(_premultiplied(rings), inside).reshape(shape)
        columns = _by_column(outline), _by_column(inside.reshape(shape))
        lines = _by_column(across.mixed(columns[0], columns[0]))
        middles = _by_column(across.mixed(*columns))
        pixels = down.stretched(lines, middles)
        height, width = pixels.shape[:2]
        surface = cairo.ImageSurface.create_for_data(
            pixels.data, cairo.FORMAT_ARGB32, width, height
        )
        ctx.set_source_surface(surface, across.first, down.first)
        ctx.paint()


@dataclass(frozen=True)
class _Axis:
    """Which squares the pixels along an axis see, and how much of each.

    Attributes
    ----------
    first
        The first pixel.
    square
        ``(n,)``, the last square that a pixel sees; there may be others before it.
    whole, inner
        ``(m, n)``, how much of the pixel that square covers, and those before; and how much
        their insides.
    """

    first: int
    square: NDArray[np.intp]
    whole: Pixels
    inner: Pixels

    @classmethod
    def over(cls, middles: Floats, half: float, ring: float, low: float, high: float) -> Self:
        """Return the pixels that squares with these middles cover, from `low` to `high`."""
        first = int(np.floor(max(middles[0] - half, low)))
        last = int(np.ceil(min(middles[-1] + half, high)))
        pixels = np.arange(first, last)
        square = np.maximum(np.searchsorted(middles - half, pixels + 1.0) - 1, 0)
        apart = float(np.diff(middles).min(initial=1.0))
        seen = square - np.arange(1 + math.ceil(1 / apart))[:, None]
        reach = half, max(half - ring, 0.0)
        whole, inner = (
            np.where(seen < 0, 0.0, _covered(middles[seen], side, pixels)) for side in reach
        )
        return cls(first, square, whole, inner)

    def stretched(self, outline: Pixels, inside: Pixels) -> NDArray[np.uint8]:
        """Return `mixed` rounded: most pixels see the inside of one square only."""
        rounded = _rounded(inside)
        picture = rounded[self.square]
        edges = np.flatnonzero(self.inner[0] < 1)
        picture[edges] = _rounded(self._at(edges).mixed(outline, inside))
        return picture

    def mixed(self, outline: Pixels, inside: Pixels) -> Pixels:
        """Return the pixels ``(n, m, 4)`` that squares' outlines and insides are mixed to."""
        picture = self._part(0, outline, inside)
        for place in range(1, len(self.whole)):
            seams = np.flatnonzero(self.whole[place])
            before = self._at(seams)._part(place, outline, inside)
            picture[seams] += before * (1 - picture[seams][..., 3:] / 255)
        return picture

    def _at(self, pixels: NDArray[np.intp]) -> _Axis:
        """Return some of the pixels only."""
        whole, inner = self.whole[:, pixels], self.inner[:, pixels]
        return _Axis(self.first, self.square[pixels], whole, inner)

    def _part(self, place: int, outline: Pixels, inside: Pixels) -> Pixels:
        """Return what one of a pixel's squares gives to it."""
        square, inner = self.square - place, self.inner[place]
        mixed: Pixels = inside[square] * inner[:, None, None]
        edges = np.flatnonzero(self.whole[place] > inner)
        strengths = (self.whole[place] - inner)[edges, None, None]
        mixed[edges] += outline[square[edges]] * strengths
        return mixed


def _by_column(rows: Pixels) -> Pixels:
    return np.ascontiguousarray(rows.swapaxes(0, 1))


def _rounded(colours: Pixels) -> NDArray[np.uint8]:
    return (colours + np.float32(0.5)).astype(np.uint8)


def _covered(middles: Floats, half: float, pixels: NDArray[np.intp]) -> Pixels:
    """Return the share of each pixel that lies within `half` of a middle."""
    share = np.minimum(middles + half, pixels + 1) - np.maximum(middles - half, pixels)
    covered: Pixels = np.clip(share, 0.0, 1.0).astype(np.float32)
    return covered


def _premultiplied(colours: Floats) -> Pixels:
    """Return colours ``(N, 4)`` in [0, 255], multiplied by their alpha."""
    pixels: Pixels = (colours * 255).astype(np.float32)
    pixels[:, :3] *= colours[:, 3:].astype(np.float32)
    return pixels


def _over(upper: Pixels, lower: Pixels) -> Pixels:
    return upper + lower * (1 - upper[:, 3:] / np.float32(255))
