"""The same place in two grids, framed, and the weight of one pixel after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import UP, Group, VGroup

from scenes.components.animations import Follow, between_stops
from scenes.components.frame import frame_about, stand_out
from scenes.facts.decimals import scale_decimals
from scenes.facts.readings import weight
from scenes.look.encoding import sign_colour
from scenes.look.sizes import FORMULA, TOUCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import SurroundingRectangle
    from numpy.typing import NDArray

    from scenes.components.grids.grids import PixelGrid, WeightGrid
    from scenes.figures import Figures
    from scenes.look.stage import Region
    from scenes.look.theme import Theme

__all__ = ["TwinCursor"]


class TwinCursor(Group):
    """Two frames that move together, and a number beside that follows.

    Parameters
    ----------
    figures
        Whose theme is used, and which reads the weights.
    neuron
        Whose they are, in the first layer.
    digit, weights
        The image and the weights, grids of the same shape, in their places.
    beside
        Where the number is, at the height of the frame about a weight.
    start
        The index of the first pixel.

    Attributes
    ----------
    frames
        About a pixel and about its weight.
    number
        That weight.
    """

    def __init__(
        self,
        figures: Figures,
        neuron: int,
        digit: PixelGrid,
        weights: WeightGrid,
        beside: Region,
        start: int,
    ) -> None:
        self.figures, self.neuron, self.at = figures, neuron, start
        self.grids = digit, weights
        decimals = scale_decimals(weights.limit)
        self.number = figures.read(weight(1, neuron, start), FORMULA, decimals, signed=True)
        self.number.scale(min(1.0, beside.width / self.number.width)).move_to(beside.centre)
        self.frames = VGroup(*(_frame(figures.theme, grid, start) for grid in self.grids))
        super().__init__(self.frames, self.number)
        self._point(self._place(start))

    def visit(self, indices: Sequence[int], seconds: float) -> Follow:
        """Return how both move to other pixels, one after the other, and rest at each."""
        stops = [self._place(index) for index in (self.at, *indices)]
        self.at = indices[-1]
        return Follow(self, lambda to: self._point(between_stops(stops, to)), run_time=seconds)

    def cite(self) -> None:
        """Record whose weight is shown."""
        self.figures.cite(self.number, weight(1, self.neuron, self.at))

    def _place(self, index: int) -> NDArray[np.float64]:
        return np.array(np.divmod(index, self.grids[0].values.shape[1]), dtype=np.float64)

    def _point(self, place: NDArray[np.float64]) -> None:
        """Point at a row and a column, or between some."""
        row, column = place
        corners = [(grid.cell_centre(0, 0), grid.cell) for grid in self.grids]
        steps = np.array([column, -row, 0.0])
        for frame, (corner, cell) in zip(self.frames, corners, strict=True):
            frame.move_to(corner + steps * cell)
        number = self.number
        number.shift(UP * (self.frames[1].get_y() - number.half_digit - number.baseline[1]))
        value = _between(self.grids[1].values, row, column)
        colour = sign_colour(self.figures.theme, value, number.decimals)
        number.set_value(value).set_colour(colour)


def _frame(theme: Theme, grid: PixelGrid | WeightGrid, index: int) -> SurroundingRectangle:
    """Return a frame about a square, which is seen upon lit pixels too."""
    frame = frame_about(theme, grid.subset([index]), buff=TOUCH / 3)
    stand_out(theme, frame)
    return frame


def _between(values: NDArray[np.float64], row: float, column: float) -> float:
    """Return the value at a place of a grid; between its squares it runs from one to the next."""
    above, left = int(row), int(column)
    rows, columns = values[above : above + 2], (left, min(left + 1, values.shape[1] - 1))
    first, last = (rows[:, k] for k in columns)
    across = first + (last - first) * (column - left)
    return float(across[0] + (across[-1] - across[0]) * (row - above))
