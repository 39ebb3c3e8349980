"""The neurons of a layer beside the rows of its matrix: their weights as pictures, then as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import Group

from scenes.components.grids.discs import discs
from scenes.components.grids.grids import WeightGrid, folded
from scenes.look.encoding import activation_limit, activation_rgba
from scenes.look.sizes import TIGHT, TOUCH

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.components.equations.matrix import MatrixView
    from scenes.components.grids.marks import Marks
    from scenes.figures import Figures

__all__ = ["RowNeurons"]

_RADIUS, _GRID = 0.3, 0.9
"""Radius of a neuron and height of its grid, as shares of the distance between rows."""
_WIDEST = 1.5
"""A grid is at most so many times as wide as high."""
_STRIP, _CELL = 0.32, 0.43
"""Half the height of the weights side by side, and of one of them enlarged."""
_GLOWING = 3.0
"""The ring of the neuron that is talked about, pixels at 1080p."""


class RowNeurons(Group):
    """A neuron with its weights, small, at the left end of each shown row.

    Parameters
    ----------
    figures
        Whose network is shown.
    layer
        From 1 on.
    matrix
        Its weights, whose rows the neurons stand at.

    Attributes
    ----------
    rings, grids
        The neurons, one mark each, and their weights, in the order of the shown rows.
    """

    def __init__(self, figures: Figures, layer: int, matrix: MatrixView) -> None:
        self.figures, self.layer, self.matrix = figures, layer, matrix
        self.theme = figures.theme
        self.rings = [self._ring(row) for row in matrix.rows.shown]
        self.grids = [self._grid(row) for row in matrix.rows.shown]
        super().__init__(*self.rings, *self.grids)

    def _ring(self, row: int) -> Marks:
        radius = self.matrix.pitch * _RADIUS
        place = self.matrix.row_centre(row)
        place[0] = self.matrix.brackets.get_left()[0] - TIGHT - radius
        off = activation_rgba(self.theme, [0.0])
        return discs(self.theme, place[None], radius, off)

    def _grid(self, row: int) -> WeightGrid:
        height = self.matrix.pitch * _GRID
        grid = WeightGrid(self._folded(row), self.theme, height)
        if grid.width > height * _WIDEST:
            grid.scale(height * _WIDEST / grid.width)
        ring = self.ring(row)
        return grid.move_to(ring).set_x(ring.get_left()[0] - TOUCH - grid.width / 2)

    def _folded(self, row: int) -> NDArray[np.float64]:
        weights = self.figures.network.weight_grid(self.layer, row)
        return weights if len(weights) > 1 else folded(weights[0])

    def ring(self, row: int) -> Marks:
        """Return the neuron at a row."""
        return self.rings[self.matrix.rows.shown.index(row)]

    def grid(self, row: int) -> WeightGrid:
        """Return the weights of the neuron at a row, small."""
        return self.grids[self.matrix.rows.shown.index(row)]

    # -- what they show ---------------------------------------------------------------------

    def switched_on(self) -> Self:
        """Show every neuron with its activation."""
        for ring, fill in zip(self.rings, self._lit(), strict=True):
            ring.set_fills(fill)
        return self

    def _lit(self) -> NDArray[np.float64]:
        values = self.figures.trace.activations[self.layer]
        fills = activation_rgba(self.theme, values, activation_limit(values))
        return fills[list(self.matrix.rows.shown)][:, None]
