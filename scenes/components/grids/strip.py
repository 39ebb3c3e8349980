"""A grid as one long strip: the same squares, row after row, flattened until all fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenes.components.animations import Rearrange
from scenes.components.verbs import MOVE, become
from scenes.look.stage import Region

if TYPE_CHECKING:
    from manim import Animation

    from scenes.components.grids.grids import PixelGrid, WeightGrid
    from scenes.components.grids.marks import Marks

    Grid = PixelGrid | WeightGrid

__all__ = ["Strip"]

_LAG = 0.85
_RINGS_GO = 0.25
"""Of the way of neurons into a strip: their rings are gone then."""
_GAP = 0.3
"""Between the pieces of a strip that is cut, as a share of a piece."""


class _Unringed(Rearrange):
    """Turn marks into others without rings, which are gone soon."""

    def interpolate_mobject(self, alpha: float) -> None:
        """Set the marks between start and target, but for their rings."""
        super().interpolate_mobject(alpha)
        left = max(1 - alpha / _RINGS_GO, 0.0)
        self.marks.set_rings(self.start.rings * (1.0, 1.0, 1.0, left))


class Strip:
    """The squares of a grid, one below the other; each row of the grid is a piece of it.

    When it is cut, a piece is as long as a row is high, and stands beside it: from there it is
    drawn out into the row.

    Parameters
    ----------
    grid
        In its place.
    region
        What the strip fills.
    beside
        Where the pieces go when it is cut, at the grid's height.

    Attributes
    ----------
    grid
        As given: what the strip is to become.
    squares
        The same squares: a strip until it is folded.
    """

    def __init__(self, grid: Grid, region: Region, beside: Region) -> None:
        self.grid = grid
        self.squares = self._laid_out(region, 0.0)
        middle = grid.get_center()[1]
        self._pieces = self._laid_out(Region(beside.x, middle, beside.width, grid.height), _GAP)

    def take(self, neurons: Marks, seconds: float) -> Animation:
        """Return how a layer's neurons become the strip: the squares are not shown.

        Their rings go first: so near to each other they would make one grey bar.
        """
        return _Unringed(neurons, self.squares, run_time=seconds)

    def cut(self) -> Animation:
        """Return how gaps open where rows end, and the pieces come to where the rows will be."""
        return become(self.squares, self._pieces, MOVE, lag=0.0)

    def fold(self, seconds: float) -> Animation:
        """Return how piece after piece is drawn out into a row."""
        return become(self.squares, self.grid, seconds, _LAG, self.grid.by_rows)

    def _laid_out(self, region: Region, gap: float) -> Grid:
        rows, columns = self.grid.values.shape
        row, column = np.divmod(np.arange(rows * columns), columns)
        piece = region.height / rows
        step = piece * (1 - gap) / columns
        top, inside = region.y + region.height / 2, ((columns - 1) / 2 - column) * step
        centres = np.column_stack([np.full(len(row), region.x), top - piece * (row + 0.5) + inside])
        strip = self.grid.copy().place(centres, [[region.width / 2, step / 2]])
        return strip.set_rings(self.grid.rings * (1.0, 1.0, 1.0, 0.0))
