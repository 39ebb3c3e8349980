"""A grid between its title and its legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, UP, Group

from scenes.text import PIXELS_PER_UNIT

if TYPE_CHECKING:
    from manim import Mobject

    from scenes.components.grids import PixelGrid, WeightGrid
    from scenes.stage import Region

__all__ = ["Panel", "side_of_grid"]

_GAP = 0.16
_NOTE_EMS = 1.0


def side_of_grid(region: Region, size: float) -> float:
    """Return the longest side of a grid that fits a region with notes of this letter size."""
    note = size / PIXELS_PER_UNIT * _NOTE_EMS + _GAP
    return min(region.width, region.height - 2 * note)


class Panel(Group):
    """A grid with what it shows above it, and its colour scale below.

    Parameters
    ----------
    grid
        Whose centre the panel's notes are lined up with.
    title, legend
        Scaled down where they are wider than `width`.
    width
        That the panel may take, scene units.

    Attributes
    ----------
    grid
        The grid.
    notes
        The title and the legend, to fade them in together.
    """

    def __init__(
        self, grid: PixelGrid | WeightGrid, title: Mobject, legend: Mobject, width: float
    ) -> None:
        self.grid = grid
        for note, side in ((title, UP), (legend, DOWN)):
            if note.width > width:
                note.scale(width / note.width)
            note.next_to(grid, side, buff=_GAP)
        self.notes = Group(title, legend)
        super().__init__(grid, self.notes)
