"""The nine numbers that find edges: a grid with its numbers in it, which can be turned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, UP, Group, smooth

from netcore import slope_weights
from scenes.components.animations import Follow
from scenes.components.grids.grids import WeightGrid
from scenes.components.verbs import CHANGE
from scenes.facts.sources import Entry
from scenes.look.encoding import ink_inside, rgb
from scenes.look.sizes import LABEL, NUMBER, PIXELS_PER_UNIT, TIGHT

if TYPE_CHECKING:
    import cairo
    from manim import Animation
    from numpy.typing import NDArray

    from scenes.engine.raster_mobject import ToPixels
    from scenes.figures import Figures
    from scenes.look.stage import Region
    from scenes.look.text import Number

__all__ = ["NineNumbers"]

_DECIMALS = 3
_INSIDE = 0.86
"""How much of a square the widest number takes."""
_COME = 0.2
"""Of a turn, until numbers that were not there are seen."""


class NineNumbers(Group):
    """The weights of a slope to the right.

    Parameters
    ----------
    figures
        Which reads them.
    title
        What they are called.
    region
        Where they go.

    Attributes
    ----------
    grid, numbers, title
        The squares, what is written in them, and what they are.
    """

    def __init__(self, figures: Figures, title: str, region: Region) -> None:
        self.figures = figures
        _, right = slope_weights()
        letters = figures.stage.letters
        self.title = figures.words(title, letters(LABEL))
        self.title.scale(min(1.0, region.width / self.title.width))
        line = letters(LABEL) / PIXELS_PER_UNIT + TIGHT
        self.grid = _Block(right, figures.theme, min(region.height - line, region.width))
        self.grid.written = True
        self.grid.move_to(region.centre + DOWN * line / 2)
        # titles hang from one line: one has letters that go below it, and another has none
        self.title.move_to(self.grid.get_top() + UP * line, aligned_edge=UP)
        self.numbers = self._written()
        super().__init__(self.title, self.grid, *self.numbers)

    def _written(self) -> list[Number]:
        """Return the numbers in the squares as they are now."""
        figures, grid = self.figures, self.grid
        numbers = []
        for index, fill in enumerate(grid.fills):
            source = Entry(grid.values, *divmod(index, 3))
            size = figures.stage.letters(NUMBER)
            decimals = _DECIMALS if grid.values.flat[index] else 0
            numbers.append(figures.read(source, size, decimals, ink_inside(fill)))
        widest = max(number.width for number in numbers)
        for number, centre in zip(numbers, grid.centres, strict=True):
            number.scale(min(1.0, grid.cell * _INSIDE / widest)).move_to(centre)
        return numbers

    def turn(self) -> Animation:
        """Return the animation of a quarter turn in its box, to the grid of a slope down.

        The numbers come, if they are not there yet; they stay upright.
        """
        middle, (down, right) = self.grid.get_center(), slope_weights()
        away = (self.grid.centres - middle)[:, :2]

        def turn_to(progress: float) -> None:
            angle = -np.pi / 2 * progress
            along, across = np.cos(angle), np.sin(angle)
            places = middle[:2] + _shrunk(angle) * away @ [[along, across], [-across, along]]
            for number, place in zip(self.numbers, places, strict=True):
                number.move_to(np.append(place, 0.0)).set_opacity(min(progress / _COME, 1.0))
            near = progress > 0.5  # it looks the same as the other, which leans back so far
            self.grid.set_values(down if near else right)
            self.grid.lean = angle + np.pi / 2 * near

        return Follow(Group(self.grid, *self.numbers), turn_to, CHANGE, smooth)

    def cite_turned(self) -> None:
        """Record the numbers as they are when it is turned."""
        down, _ = slope_weights()
        for index, number in enumerate(self.numbers):
            row, column = divmod(index, 3)
            self.figures.cite(number, Entry(down, column, 2 - row))


class _Block(WeightGrid):
    """Weights that can lean, in radians to the left, all squares as one: they keep in their box.

    The squares are opaque: a copy that comes out of them changes no colour.
    """

    looks = (*WeightGrid.looks, "lean")
    lean = 0.0

    def _colours(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        over, under = super()._colours(values), rgb(self.theme.background)
        colours = under + (over[:, :3] - under) * over[:, 3:]
        return np.column_stack([colours, np.ones(len(over))])

    def paint(
        self, ctx: cairo.Context[cairo.ImageSurface], to_pixels: ToPixels, pixel: float
    ) -> None:
        """Draw the squares about their middle."""
        ((x, y),) = to_pixels(self.get_center()[None])
        size = _shrunk(self.lean)
        ctx.save()
        ctx.translate(x, y)
        ctx.rotate(-self.lean)
        ctx.scale(size, size)
        ctx.translate(-x, -y)
        super().paint(ctx, to_pixels, pixel)
        ctx.restore()


def _shrunk(angle: float) -> float:
    """Return how large a square is that leans in a box in which it just fits upright, to that."""
    return float(1 / (abs(np.cos(angle)) + abs(np.sin(angle))))
