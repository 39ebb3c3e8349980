"""The neurons of a layer beside the rows of its matrix: their weights as pictures, then as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import Group

from scenes.components.grids.discs import RING_WIDTH, discs, ring_rgba
from scenes.components.grids.grids import WeightGrid, folded
from scenes.components.verbs import CHANGE, MOVE, SMALL, appear, become, vanish
from scenes.look.encoding import activation_limit, activation_rgba, rgba
from scenes.look.sizes import TIGHT, TOUCH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from manim import Animation
    from numpy.typing import NDArray

    from scenes.components.equations.matrix import MatrixView
    from scenes.components.grids.marks import Marks
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

    # -- how a row comes to be --------------------------------------------------------------

    def come(self, rows: Sequence[int]) -> Iterator[Animation]:
        """Yield how neurons appear, and how their weights come out of them."""
        for row in rows:
            yield appear(self.ring(row))
            grid, ring = self.grid(row), self.ring(row)
            target = grid.copy()
            grid.scale(ring.width / grid.height / 2).move_to(ring).set_opacity(0)
            yield become(grid, target, SMALL, lag=0)

    def enlarge(self, row: int, region: Region) -> tuple[Marks, Animation]:
        """Return a neuron's weights as a picture to look at, and how it comes out of the small."""
        picture = self.grid(row).copy()
        return picture, become(picture, region.place(picture.copy(), grow=True))

    def write(
        self, rows: Sequence[int], pictures: Sequence[Marks], *, again: bool = False
    ) -> Iterator[list[Animation]]:
        """Yield how pictures of weights become strips, and some of a strip its row's numbers.

        Again, it goes faster.
        """
        fold, grow = (MOVE, SMALL) if again else (CHANGE, MOVE)
        strips = map(self._strip, rows)
        yield [become(*pair, fold, lag=0.5) for pair in zip(pictures, strips, strict=True)]
        cells = [self._cells(row) for row in rows]
        pairs = zip(cells, map(self._enlarged, rows), strict=True)
        yield [vanish(*pictures), *(become(*pair, grow, lag=0) for pair in pairs)]
        yield [vanish(*cells), appear(*map(self.matrix.row, rows))]

    def _strip(self, row: int) -> Marks:
        """Return a neuron's weights side by side along their row of the matrix."""
        strip, box = self.grid(row).copy(), self.matrix.brackets
        count, left, right = len(strip), box.get_left()[0], box.get_right()[0]
        centres = np.tile(self.matrix.row_centre(row), (count, 1))
        centres[:, 0] = left + (right - left) * (np.arange(count) + 0.5) / count
        half = [(right - left) / count / 2, self.matrix.pitch * _STRIP]
        strip.rings[:, 3] = 0.0
        return strip.place(centres, np.tile(half, (count, 1)))

    def _cells(self, row: int) -> Marks:
        """Return the weights in the strip that are written as numbers."""
        return self._strip(row).subset(list(self.matrix.columns.shown))

    def _enlarged(self, row: int) -> Marks:
        """Return the same where their numbers go."""
        places = [self.matrix.entry(row, i).get_center() for i in self.matrix.columns.shown]
        cells = self._cells(row).set_rings(ring_rgba(self.theme))
        return cells.place(np.array(places), self.matrix.pitch * _CELL)

    # -- what they show ---------------------------------------------------------------------

    def glow(self, row: int, *, on: bool = True) -> Animation:
        """Return how the neuron at a row becomes the one that is talked about, or one of many."""
        highlight = rgba(self.theme.highlight)
        ring = self.ring(row).copy().set_rings(highlight if on else ring_rgba(self.theme))
        ring.ring_width = _GLOWING if on else RING_WIDTH
        return become(self.ring(row), ring, SMALL)

    def light(self) -> Iterator[Animation]:
        """Yield how the shown neurons take on their activations."""
        for ring, fill in zip(self.rings, self._lit(), strict=True):
            yield become(ring, ring.copy().set_fills(fill))

    def switched_on(self) -> Self:
        """Show every neuron with its activation."""
        for ring, fill in zip(self.rings, self._lit(), strict=True):
            ring.set_fills(fill)
        return self

    def _lit(self) -> NDArray[np.float64]:
        values = self.figures.trace.activations[self.layer]
        fills = activation_rgba(self.theme, values, activation_limit(values))
        return fills[list(self.matrix.rows.shown)][:, None]
