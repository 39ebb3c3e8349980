"""The nine numbers that find edges: a grid with its numbers in it, which can be turned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, UP, Group

from netcore import slope_weights
from scenes.components.animations import Follow
from scenes.components.grids.grids import WeightGrid
from scenes.components.verbs import CHANGE
from scenes.facts.sources import Entry
from scenes.look.encoding import ink_inside, rgb
from scenes.look.sizes import LABEL, NUMBER, PIXELS_PER_UNIT, TIGHT

if TYPE_CHECKING:
    from manim import Animation

    from scenes.figures import Figures
    from scenes.look.stage import Region
    from scenes.look.text import Number

__all__ = ["NineNumbers"]

_DECIMALS = 3
_INSIDE = 0.94
"""How much of a square the widest number takes."""


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
        self.grid = WeightGrid(right, figures.theme, min(region.height - line, region.width))
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
            under = rgb(figures.theme.background)
            colour = ink_inside(under + (fill[:3] - under) * fill[3])
            size = figures.stage.letters(NUMBER)
            decimals = _DECIMALS if grid.values.flat[index] else 0
            numbers.append(figures.read(source, size, decimals, colour))
        widest = max(number.width for number in numbers)
        for number, centre in zip(numbers, grid.centres, strict=True):
            number.scale(min(1.0, grid.cell * _INSIDE / widest)).move_to(centre)
        return numbers

    def turn(self) -> Animation:
        """Return the animation of a quarter turn in its box: the numbers are to be written anew."""
        middle, halves = self.grid.get_center(), self.grid.halves.copy()
        away = self.grid.centres - middle

        def turn_to(progress: float) -> None:
            angle = -np.pi / 2 * progress
            x, y, _ = away.T
            turned = np.column_stack(
                [x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle)]
            )
            smaller = 1 / (abs(np.cos(angle)) + abs(np.sin(angle)))
            self.grid.place(middle[:2] + smaller * turned, smaller * halves)

        return Follow(self.grid, turn_to, CHANGE)

    def write_anew(self) -> list[Number]:
        """Let the grid be that of a slope down, and return its numbers."""
        upright = WeightGrid(slope_weights()[0], self.figures.theme, self.grid.height)
        upright.move_to(self.grid)
        self.grid.set_to(upright)
        self.grid.values = upright.values
        self.numbers = self._written()
        self.submobjects = [self.title, self.grid, *self.numbers]
        return self.numbers
