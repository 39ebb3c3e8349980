"""Weights times activations, square by square: three grids, and a frame that points into each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import RIGHT, UP, Group, VGroup

from scenes.components.animations import Rearrange
from scenes.components.grids.grids import PixelGrid, WeightGrid
from scenes.components.grids.marks import Marks
from scenes.components.network.column import ring_rgba
from scenes.look.encoding import activation_limit, rgb
from scenes.look.sizes import PIXELS_PER_UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from scenes.look.text import Number
    from scenes.look.theme import Theme

__all__ = ["ProductGrids"]

_FRAME_WIDTH, _FRAME_REACH = 4.0, 0.055
_LAG = 0.35
_HALF_DIGIT = 0.364
"""Half the height of a digit, in ems."""


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
        The grids, at the same place until they are moved. No product is lit at first.
    cursor
        Three frames, one about a square of each grid.
    numbers
        What is written behind the squares of each grid: nothing, until `write_values`.
    terms
        ``(n,)``, weight times activation.
    shares
        ``(n,)``, how strongly each product is lit.
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
            self.inputs.roundness[:] = 1.0
            self.inputs.set_rings(ring_rgba(theme))
        self.products = WeightGrid(w * a, theme, height)
        self.numbers = [VGroup(), VGroup(), VGroup()]
        self.light(np.zeros_like(self.terms))
        self.cursor = self.framed(0)
        super().__init__(self.weights, self.inputs, self.products, self.cursor)

    @property
    def parts(self) -> tuple[WeightGrid, PixelGrid, WeightGrid]:
        """The three grids."""
        return self.weights, self.inputs, self.products

    def turn_inputs_into_weights(self, run_time: float = 1.6) -> Rearrange:
        """Return the animation of a copy of the inputs into the weights that belong to them."""
        there = self.weights.copy()
        weights, inputs = self.weights, self.inputs
        weights.place(inputs.centres, inputs.halves)
        weights.set_fills(inputs.fills).set_rings(inputs.rings)
        weights.roundness, weights.ring_width = inputs.roundness.copy(), inputs.ring_width
        order = np.linspace(0, 1, len(weights))
        return Rearrange(weights, there, order, lag=_LAG, run_time=run_time)

    def write_values(self, rows: Sequence[Sequence[Number]]) -> None:
        """Put a number behind each weight, activation and product; products only when lit."""
        numbers = list(zip(*rows, strict=True))
        self.numbers = [VGroup(*column) for column in numbers]
        for grid, column in zip(self.parts, numbers, strict=True):
            for number, place in zip(column, grid.centres, strict=True):
                number.next_to(place, RIGHT, buff=grid.cell * 0.9)
                middle = number.baseline[1] + _HALF_DIGIT * number.letter_size / PIXELS_PER_UNIT
                number.shift(UP * (place[1] - middle))
        self.light(self.shares)

    def light(self, shares: ArrayLike) -> None:
        """Show the products in these ``(n,)`` shares of their strength: 0 is dark, 1 is lit."""
        self.shares = np.asarray(shares, dtype=np.float64)
        self.products.set_values(self.terms * self.shares)
        for number, share in zip(self.numbers[2], self.shares, strict=False):
            number.set_opacity(share)

    def light_one(self, index: int) -> None:
        """Show one product more."""
        shares = self.shares.copy()
        shares[index] = 1.0
        self.light(shares)

    def lit(self, index: int) -> Marks:
        """Return the square of a product as it is when lit."""
        return self.products.copy().set_values(self.terms).subset([index])

    def point(self, index: int) -> None:
        """Put the cursor on the squares of one term."""
        self.cursor.place(self._centres(index), self._cursor_half)

    def framed(self, index: int) -> Marks:
        """Return the cursor as it is on the squares of one term."""
        return Marks(
            self._centres(index),
            self._cursor_half,
            np.zeros(4),
            np.append(rgb(self.theme.highlight), 1.0),
            roundness=0.2,
            ring_width=_FRAME_WIDTH,
        )

    @property
    def _cursor_half(self) -> float:
        return self.weights.cell / 2 + _FRAME_REACH

    def _centres(self, index: int) -> NDArray[np.float64]:
        return np.array([grid.centres[index] for grid in self.parts])
