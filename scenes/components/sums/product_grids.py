"""Weights times activations, square by square: three grids, and a frame that points into each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import RIGHT, UP, Group, VGroup, smooth

from scenes.components.animations import Follow
from scenes.components.grids.discs import rounded
from scenes.components.grids.grids import PixelGrid, WeightGrid
from scenes.components.grids.marks import Marks
from scenes.components.verbs import SMALL
from scenes.look.encoding import activation_limit, ink_upon, rgba

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from scenes.look.text import Number
    from scenes.look.theme import Theme

__all__ = ["ProductGrids"]

_FRAME_WIDTH, _FRAME_REACH = 4.0, 0.055
_BESIDE = 0.9
"""From the centre of a square to the number behind it, in squares."""
_FILLS = 0.84
"""How much of a square a number inside it may take."""


class ProductGrids(Group):
    """The weights of a neuron, the activations that they meet, and the products of both.

    Parameters
    ----------
    weights, activations
        ``(rows, columns)``, NaN where the last row has nothing.
    theme
        Whose colours are used.
    side
        The longer side of each grid, scene units.
    discs
        Draw the activations as neurons rather than as pixels.

    Attributes
    ----------
    weights, inputs, products
        The grids, at the same place until they are moved.
    cursor
        Three frames, one about a square of each grid.
    numbers
        What is written behind the squares of each grid, or inside: nothing, until then.
    terms
        ``(n,)``, weight times activation.
    shares
        ``(n,)``, how strongly each product is lit: all in full at first.
    """

    def __init__(
        self,
        weights: ArrayLike,
        activations: ArrayLike,
        theme: Theme,
        side: float,
        *,
        discs: bool = False,
    ) -> None:
        w, a = np.asarray(weights, dtype=np.float64), np.asarray(activations, dtype=np.float64)
        self.theme = theme
        self.terms: NDArray[np.float64] = (w * a)[~np.isnan(w)]
        height = side * w.shape[0] / max(w.shape)
        self.weights = WeightGrid(w, theme, height)
        self.inputs = PixelGrid(a, theme, height, limit=activation_limit(a))
        if discs:
            rounded(theme, self.inputs)
        self.products = WeightGrid(w * a, theme, height)
        self.numbers = [VGroup(), VGroup(), VGroup()]
        self.shares = np.ones_like(self.terms)
        self.cursor = self.framed(0)
        super().__init__(self.inputs, self.weights, self.products, self.cursor)

    @property
    def parts(self) -> tuple[WeightGrid, PixelGrid, WeightGrid]:
        """The three grids."""
        return self.weights, self.inputs, self.products

    def write_beside(self, rows: Sequence[Sequence[Number]]) -> None:
        """Put a number behind each weight, activation and product; products only when lit."""
        for grid, column in zip(self.parts, self._take(rows), strict=True):
            for number, place in zip(column, grid.centres, strict=True):
                number.next_to(place, RIGHT, buff=grid.cell * _BESIDE)
                number.shift(UP * (place[1] - number.baseline[1] - number.half_digit))

    def write_inside(self, rows: Sequence[Sequence[Number]], smallest: float) -> None:
        """Put a number into each square, unless letters would have to be smaller than `smallest`.

        All have one size, and a colour that can be read upon their square.
        """
        widest = max(number.width for row in rows for number in row)
        factor = min(self.weights.cell * _FILLS / widest, 1.0)
        if rows[0][0].letter_size * factor < smallest:
            return
        self.weights.written = self.products.written = True
        for grid, column in zip(self.parts, self._take(rows), strict=True):
            for number, place, fill in zip(column, grid.centres, grid.fills, strict=True):
                number.scale(factor).move_to(place)
                number.set_colour(ink_upon(self.theme, fill))

    def _take(self, rows: Sequence[Sequence[Number]]) -> list[tuple[Number, ...]]:
        """Keep the numbers of the terms; return those of weights, of activations, of products."""
        columns = list(zip(*rows, strict=True))
        self.numbers = [VGroup(*column) for column in columns]
        return columns

    def light(self, shares: ArrayLike) -> None:
        """Show the products in these ``(n,)`` shares of their strength: 0 is dark, 1 is lit."""
        self.shares = np.broadcast_to(shares, self.terms.shape).astype(np.float64)
        self.products.set_values(self.terms * self.shares)
        for number, share in zip(self.numbers[2], self.shares, strict=False):
            number.set_opacity(share)

    def light_up(self, index: int, seconds: float = SMALL) -> Follow:
        """Return the animation of one product that becomes as strong as it is."""
        shares = self.shares.copy()
        rest = 1 - shares[index]

        def light(progress: float) -> None:
            self.light(np.where(np.arange(len(shares)) == index, 1 - rest * (1 - progress), shares))

        return Follow(Group(self.products, self.numbers[2]), light, run_time=seconds)

    def fade_products(self, share: float, seconds: float = SMALL) -> Follow:
        """Return the animation of all products to the same share of their strength."""
        before = self.shares.copy()
        return Follow(
            Group(self.products, self.numbers[2]),
            lambda progress: self.light(before + (share - before) * progress),
            run_time=seconds,
        )

    def lit(self, index: int) -> Marks:
        """Return the square of a product as it is when lit."""
        return self.products.copy().set_values(self.terms).subset([index])

    def set_term(self, index: int, activation: float) -> None:
        """Let one input have another activation: its square and that of its product follow."""
        weight = self.weights.values[~np.isnan(self.weights.values)][index]
        self.terms = self.terms.copy()
        self.terms[index] = weight * activation
        inputs = self.inputs.values[~np.isnan(self.inputs.values)]
        inputs[index] = activation
        self.inputs.set_values(inputs)
        for numbers, value in zip(self.numbers[1:], (activation, self.terms[index]), strict=True):
            if len(numbers):
                numbers[index].set_value(value)
        self.light(self.shares)

    def point(self, at: float) -> None:
        """Put the cursor on the squares of a term, or, between two, on its way to the next."""
        here, there = (self._centres(min(int(at) + step, len(self.terms) - 1)) for step in (0, 1))
        self.cursor.place(here + (there - here) * smooth(at % 1), self._cursor_half)

    def framed(self, index: int) -> Marks:
        """Return the cursor as it is on the squares of one term."""
        return Marks(
            self._centres(index),
            self._cursor_half,
            np.zeros(4),
            rgba(self.theme.highlight),
            roundness=0.2,
            ring_width=_FRAME_WIDTH,
        )

    @property
    def _cursor_half(self) -> float:
        return self.weights.cell / 2 + _FRAME_REACH

    def _centres(self, index: int) -> NDArray[np.float64]:
        return np.array([grid.centres[index] for grid in self.parts])
