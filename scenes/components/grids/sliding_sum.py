"""Nine numbers that slide over a picture's pixels: each time their products add up to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import Group

from netcore import slope_weights
from scenes.components.animations import Follow
from scenes.components.frame import frame_about, stand_out
from scenes.components.grids.grids import WeightGrid
from scenes.components.grids.into_sum import into_sum, out_of_sum
from scenes.components.grids.slope_pictures import signed_rgba
from scenes.components.sums.trial import named
from scenes.components.verbs import recolour
from scenes.facts.picture_edges import WINDOW
from scenes.facts.sources import DotProduct
from scenes.look.encoding import sign_colour, symmetric_limit
from scenes.look.sizes import FORMULA, NUMBER

if TYPE_CHECKING:
    from manim import Animation
    from numpy.typing import NDArray

    from scenes.components.grids.marks import Marks
    from scenes.components.grids.picture import Picture
    from scenes.facts.picture_edges import PictureEdges
    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["PLACES", "SlidingSum"]

PLACES = WINDOW - 2
"""In a row: the nine lie inside of the window."""
_OVER = 0.5
"""Opacity of what lies over the pixels: they are seen through it."""


class SlidingSum(Group):
    """Weights over a window of a picture, their sum, and the square that each sum becomes.

    Parameters
    ----------
    figures
        Which reads the sums.
    edges
        The picture.
    near
        The picture as it is seen from near: its window, 8 x 8 pixels.
    below, found
        Where the sum goes, and where the squares go.

    Attributes
    ----------
    over, cursor
        The nine numbers over nine pixels of the picture, and a frame about them.
    sum, answer
        What they add up to, and that with its name.
    squares
        The sums so far, in the colours of their signs.
    """

    def __init__(
        self, figures: Figures, edges: PictureEdges, near: Picture, below: Region, found: Region
    ) -> None:
        self.figures, self._window = figures, edges.window
        _, self._nine = slope_weights()
        theme, letters = figures.theme, figures.stage.letters
        self._corner, self._cell = near.points[0].copy(), near.width / WINDOW
        self.over = WeightGrid(self._nine, theme, 3 * self._cell).set_opacity(_OVER)
        self.cursor = frame_about(theme, self.over, buff=0)
        stand_out(theme, self.cursor)
        self.sum = figures.read(self._source(0), letters(FORMULA), signed=True)
        words = figures.words("sum", letters(NUMBER))
        self.answer = below.place(named(words, self.sum, -0.5, below.width))
        self._limit = symmetric_limit(edges.right)
        sources = map(self._source, range(PLACES**2))
        self._sums = np.array([source.of(figures.trace) for source in sources])
        self._steps = np.arange(PLACES**2).reshape(PLACES, PLACES)
        self._steps[1::2] = self._steps[1::2, ::-1]
        self.squares = found.place(WeightGrid(np.zeros((PLACES, PLACES)), theme), grow=True)
        self.squares.written = True  # the picture that they become has no signs in it
        super().__init__(self.over, self.cursor, self.answer, self.squares)
        self.at(0.0).clear()

    def at(self, step: float) -> Self:
        """Put the nine numbers to a place on their way, and fill the squares up to it."""
        index = min(round(step), PLACES**2 - 1)
        here, there = self._place(int(step)), self._place(min(int(step) + 1, PLACES**2 - 1))
        row, column = here + (there - here) * (step - int(step))
        middle = self._corner + np.array([column + 1.5, -row - 1.5, 0.0]) * self._cell
        self.over.move_to(middle)
        self.cursor.move_to(middle)
        value = float(self._sums[index])
        self.sum.set_value(value).set_colour(sign_colour(self.figures.theme, value))
        done = self._steps <= index
        self.squares.set_fills(self._colours(self._sums[self._steps] * done))
        return self

    def clear(self) -> Self:
        """Begin: there is no square yet, and nothing is added."""
        self.sum.set_value(0.0).set_colour(self.figures.theme.text)
        self.squares.set_fills(self._colours(np.zeros(PLACES**2)))
        return self

    def add_up(self, seconds: float) -> tuple[WeightGrid, list[Animation]]:
        """Return the first nine products, and the animations of them into the sum."""
        values = self._nine * self._window[:3, :3]
        products = WeightGrid(values, self.figures.theme, self.over.height).move_to(self.over)
        return products, into_sum(products, self.sum, seconds)

    def becomes(self) -> tuple[Marks, list[Animation]]:
        """Return the sum as a square, and its way to its place; the sum gets its sign's colour."""
        square = self.squares.subset([0]).set_fills(self._colours(self._sums[:1]))
        square, comes = out_of_sum(square, self.sum)
        colour = sign_colour(self.figures.theme, float(self._sums[0]))
        return square, [comes, recolour(self.sum, colour)]

    def _colours(self, sums: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the colours of sums, ``(n, 4)``, as the whole picture has them."""
        return signed_rgba(self.figures.theme, sums, self._limit).reshape(-1, 4)

    def slide(self, first: int, last: int, seconds: float) -> Animation:
        """Return the animation from one place of the way to another."""
        parts = Group(self.over, self.cursor, self.sum, self.squares)
        return Follow(parts, lambda share: self.at(first + (last - first) * share), seconds)

    def cite(self, step: int) -> None:
        """Record the sum at a place."""
        self.figures.cite(self.sum, self._source(step))

    def _place(self, step: int) -> NDArray[np.float64]:
        """Return row and column of a place: to the right, and back in the row below."""
        row, column = divmod(step, PLACES)
        return np.array([row, column if row % 2 == 0 else PLACES - 1 - column], dtype=np.float64)

    def _source(self, step: int) -> DotProduct:
        row, column = self._place(step).astype(int)
        return DotProduct(self._nine, self._window[row : row + 3, column : column + 3])
