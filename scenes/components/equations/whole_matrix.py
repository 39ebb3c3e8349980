"""All weights of a layer, one mark each, where some of them were written as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import AnimationGroup, Group

from scenes.components.grids.grids import WeightGrid
from scenes.components.verbs import CHANGE, SMALL, appear, become, vanish
from scenes.look.encoding import connection_limit

if TYPE_CHECKING:
    from manim import Animation

    from scenes.components.equations.layer import LayerEquation
    from scenes.components.grids.marks import Marks
    from scenes.look.stage import Region

__all__ = ["WholeMatrix"]

_MOST = 20_000
"""More weights than these would be finer than pixels."""
_FILLED = 0.82
"""Of its room has a mark: rows are told apart."""
_HIGH = 0.33
"""Rows as high as this, scene units, have no room between: on paper they would be stripes."""
_TALLEST = 0.7
"""Height to width: marks that are higher still would fill an upright picture with stripes."""


class WholeMatrix:
    """Rows of weights, as many as there are, that fill a region.

    Parameters
    ----------
    equation
        Whose matrix it is.
    region
        What it fills.

    Attributes
    ----------
    there
        Whether it can be drawn: of very many weights only some are written.
    """

    def __init__(self, equation: LayerEquation, region: Region) -> None:
        self.equation = equation
        weights = equation.figures.network.layer(equation.layer).weights
        self.there = 1 < weights.size <= _MOST
        if self.there:
            limit = connection_limit(weights)  # as lines are: most would be faint else
            grid = WeightGrid(weights, equation.theme, 1.0, limit)
            grid.rings[:, 3] = 0.0
            box = equation.weights.brackets
            self._shape = weights.shape
            self._small = self._laid(grid, box.get_center(), box.width, box.height)
            height = min(region.height, _TALLEST * region.width)
            self._large = self._laid(grid, region.centre, region.width, height)

    def _laid(
        self, grid: Marks, centre: np.ndarray[tuple[int], np.dtype[np.float64]], width: float,
        height: float,
    ) -> Marks:  # fmt: skip
        """Return the marks with rows below each other in a box."""
        rows, columns = self._shape
        row, column = np.divmod(np.arange(rows * columns), columns)
        x = centre[0] + width * ((column + 0.5) / columns - 0.5)
        y = centre[1] + height * (0.5 - (row + 0.5) / rows)
        filled = _FILLED if height / rows < _HIGH else 1.0
        half = np.array([width / columns / 2, height / rows / 2 * filled])
        places = np.column_stack([x, y, np.zeros(len(x))])
        return grid.copy().place(places, np.tile(half, (len(x), 1)))

    def unfold(self, others: Group) -> list[list[Animation]]:
        """Return the steps in which the numbers become all weights, and these fill the region."""
        self.marks, numbers = self._small.copy(), self.equation.weights
        return [
            [AnimationGroup(vanish(others, numbers), appear(self.marks), run_time=SMALL)],
            [become(self.marks, self._large, CHANGE, lag=0)],
        ]

    def fold(self, others: Group) -> list[list[Animation]]:
        """Return the steps back."""
        return [
            [become(self.marks, self._small, CHANGE, lag=0)],
            [vanish(self.marks), appear(others, self.equation.weights)],
        ]
