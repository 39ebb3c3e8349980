"""A few pixels of an image, pulled out and made large, so that their values can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, RIGHT, Line, Square, VGroup

from scenes.components.grids.marks import Marks

if TYPE_CHECKING:
    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.components.grids.grids import PixelGrid
    from scenes.look.stage import Region

__all__ = [
    "PixelCallout",
]


_FRAME_ROOM = 0.06
"""Between a pixel and its frame, both sides together, scene units."""

_FRAME_WIDTH, _RING_WIDTH = 3.0, 1.6


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
