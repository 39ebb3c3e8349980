"""One term of a weighted sum, written out: its weight times its activation is its product."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import RIGHT, UP, Group

from scenes.components.animations import Rearrange
from scenes.components.grids.marks import Marks
from scenes.look.sizes import PIXELS_PER_UNIT

if TYPE_CHECKING:
    from manim import VMobject

    from scenes.look.text import Number

__all__ = ["TermLine"]

_GAP = 0.2
_SWATCH_PER_EM = 0.85


class TermLine(Group):
    """A line of the term's symbol and three numbers, each with the square that it was read from.

    Parameters
    ----------
    index
        Of the term, from 0.
    symbol
        What the term is called.
    signs
        What stands behind the symbol, between the factors, and behind them.
    numbers
        The weight, the activation and their product.
    cells
        One mark each, from the grids of weights, activations and products.

    Attributes
    ----------
    swatches
        The three squares, large enough to see their colours.
    """

    def __init__(
        self,
        index: int,
        symbol: VMobject,
        signs: tuple[VMobject, VMobject, VMobject],
        numbers: tuple[Number, Number, Number],
        cells: tuple[Marks, Marks, Marks],
    ) -> None:
        self.index = index
        self.symbol, self.signs = symbol, signs
        self.numbers = numbers
        side = numbers[0].size / PIXELS_PER_UNIT * _SWATCH_PER_EM
        self.swatches = tuple(_swatch(cell, side) for cell in cells)
        weight, activation, product = (
            Group(swatch, number).arrange(RIGHT, buff=_GAP * 0.6)
            for swatch, number in zip(self.swatches, numbers, strict=True)
        )
        super().__init__(symbol, signs[0], weight, signs[1], activation, signs[2], product)
        self.arrange(RIGHT, buff=_GAP)
        letter = symbol.family_members_with_points()[0]
        symbol.shift(UP * (numbers[0].baseline - letter.get_bottom())[1])

    def bring(self, part: int, cell: Marks, run_time: float = 0.7) -> Rearrange:
        """Return the animation of a grid's cell that grows into the swatch of a part."""
        swatch = self.swatches[part]
        there = swatch.copy()
        swatch.place(cell.centres, cell.halves).set_rings(cell.rings)
        return Rearrange(swatch, there, run_time=run_time)


def _swatch(cell: Marks, side: float) -> Marks:
    ring = np.append(cell.rings[0, :3], 0.5)
    return Marks(np.zeros((1, 2)), side / 2, cell.fills, ring, cell.roundness, 1.6)
