"""The neurons of a layer beside the rows of its matrix: their weights as pictures, then as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Group

from scenes.components.grids.grids import WeightGrid, folded
from scenes.components.grids.marks import Marks
from scenes.components.network.column import ring_rgba
from scenes.look.encoding import activation_limit, activation_rgba, rgb
from scenes.look.sizes import TIGHT, TOUCH

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.components.equations.matrix import MatrixView
    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["RowNeurons"]

_RADIUS, _GRID = 0.3, 0.9
"""Radius of a neuron and height of its grid, as shares of the distance between rows."""
_WIDEST = 1.5
"""A grid is at most so many times as wide as high."""
_STRIP, _CELL = 0.32, 0.43
"""Half the height of the weights side by side, and of one of them enlarged."""
_GLOWING = 3.0


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
        return Marks(place[None], radius, off, ring_rgba(self.theme), 1.0, ring_width=1.6)

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

    # -- how a row comes to be --------------------------------------------------------------

    def seed(self, row: int) -> Marks:
        """Return a neuron's weights as they come out of it: all in the middle of its ring."""
        grid, ring = self.grid(row).copy(), self.ring(row)
        return grid.scale(ring.width / grid.height / 2).move_to(ring).set_opacity(0)

    def large(self, row: int, region: Region) -> Marks:
        """Return a neuron's weights as a picture that can be looked at."""
        return region.place(self.grid(row).copy(), grow=True)

    def strip(self, row: int) -> Marks:
        """Return the same weights side by side along their row of the matrix."""
        places, strip = self.matrix.places_along_row(row), self.grid(row).copy()
        count = len(strip)
        left, right = self.matrix.brackets.get_left()[0], self.matrix.brackets.get_right()[0]
        half = (right - left) / count / 2
        share = (np.arange(count) + 0.5) / count
        centres = np.tile(places[0], (count, 1))
        centres[:, 0] = left + (right - left) * share
        strip.rings[:, 3] = 0.0
        return strip.place(centres, np.tile([half, self.matrix.pitch * _STRIP], (count, 1)))

    def cells(self, row: int, *, enlarged: bool) -> Marks:
        """Return the weights of the strip that are written out: there, or where their numbers go.

        Enlarged they fade into their numbers.
        """
        shown = list(self.matrix.columns.shown)
        cells = self.strip(row).subset(shown)
        if not enlarged:
            return cells
        places = [self.matrix.entry(row, index).get_center() for index in shown]
        return cells.place(np.array(places), self.matrix.pitch * _CELL)

    # -- what they show ---------------------------------------------------------------------

    def glowing(self, row: int) -> Marks:
        """Return the neuron at a row as the one that is talked about."""
        ring = self.ring(row).copy().set_rings(np.append(rgb(self.theme.highlight), 1.0))
        ring.ring_width = _GLOWING
        return ring

    def resting(self, row: int) -> Marks:
        """Return the neuron at a row as one of many."""
        ring = self.ring(row).copy().set_rings(ring_rgba(self.theme))
        ring.ring_width = 1.6
        return ring

    def lit(self, row: int) -> Marks:
        """Return the neuron at a row with its activation."""
        values = self.figures.trace.activations[self.layer]
        limit = activation_limit(values)
        return self.resting(row).set_fills(activation_rgba(self.theme, values[[row]], limit))
