"""A few pixels of an image, pulled out and made large, so that their values can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from manim import DOWN, RIGHT, Line, Square, VGroup

from scenes.components.grids.marks import Marks

if TYPE_CHECKING:
    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.components.grids.grids import PixelGrid
    from scenes.look.stage import Region

__all__ = ["PixelCallout", "telling_pixels"]

_LEVELS = ((1.0, 0.2), (0.5, 0.5), (0.0, 0.8))
"""Brightness looked for, and where along the image, so that the three lie apart."""

_APART, _NEAR = 0.35, 0.1
"""How much a place counts against a brightness: along the image, and to the side."""

_FRAME_ROOM = 0.06
"""Between a pixel and its frame, both sides together, scene units."""

_FRAME_WIDTH, _RING_WIDTH = 3.0, 1.6


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


def _within_ink(image: NDArray[np.float64], places: NDArray[Any]) -> NDArray[np.float64]:
    """Return where each pixel lies between the first ink (0) and the last (1) along an axis."""
    inked = places[image > 0] if (image > 0).any() else places.ravel()
    shares: NDArray[np.float64] = (places - inked.min()) / max(inked.max() - inked.min(), 1)
    return shares


class PixelCallout:
    """One pixel, its frame, a line, and a large copy of it for a number to stand beside.

    Parameters
    ----------
    grid
        The image.
    index
        Of the pixel, row by row.
    region
        Where the large copy and its number go.
    across
        Whether the number goes below the copy, rather than to its right.

    Attributes
    ----------
    sample
        The copy, `Marks` of one, still in its pixel.
    enlarged
        What it is to become.
    pointer
        The frame about the pixel and the line to the large copy.
    """

    def __init__(self, grid: PixelGrid, index: int, region: Region, *, across: bool) -> None:
        self.index = index
        self.side = DOWN if across else RIGHT
        self.sample = grid.subset([index])
        self.enlarged = self.sample.copy()
        half = min(region.height, region.width) * (0.25 if across else 0.4)
        self.enlarged.place((region.centre - self.side * half * 0.8)[None], half)
        self.enlarged.set_rings(grid.rings[:1] * (1, 1, 1, 3))
        self.pointer = self._pointer(grid.theme.highlight, grid.cell)

    def _pointer(self, colour: str, cell: float) -> VGroup:
        centre, large = self.sample.centres[0], self.enlarged
        frame = Square(cell + _FRAME_ROOM, color=colour, stroke_width=_FRAME_WIDTH).move_to(centre)
        start = frame.get_edge_center(self.side)
        end = large.get_edge_center(-self.side) - self.side * 0.08
        return VGroup(frame, Line(start, end, color=colour, stroke_width=_FRAME_WIDTH * 0.6))

    def put_beside(self, number: Mobject) -> Mobject:
        """Place a number beside the large copy."""
        return number.next_to(self.enlarged, self.side, buff=0.18)

    def round_off(self, ring: NDArray[np.float64]) -> Marks:
        """Return the large copy as a neuron with a ring of that colour."""
        disc: Marks = self.enlarged.copy()
        disc.roundness, disc.ring_width = np.ones(1), _RING_WIDTH
        return disc.set_rings(ring)
