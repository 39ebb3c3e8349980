"""One term of a weighted sum, written out: its weight times its activation is its product."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import RIGHT, UP, Group

from scenes.components.grids.marks import Marks
from scenes.components.verbs import SMALL, appear, become, move, vanish
from scenes.look.sizes import FORMULA, NEAR, PIXELS_PER_UNIT, TIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

    from manim import Animation, VMobject
    from numpy.typing import NDArray

    from scenes.components.sums.product_grids import ProductGrids
    from scenes.figures import NeuronFigures
    from scenes.look.stage import Region, Stage
    from scenes.look.text import Number

__all__ = ["TermLine"]

_SWATCH_PER_EM = 0.85
_BRING, _A_SECOND = 0.6, 0.46
"""Seconds that a square takes to the line, and how far it comes in one, frames."""
_LARGER = 1.4
"""Than a formula's letters, where there is room."""


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
    stage
        Where it is written.

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
        stage: Stage,
    ) -> None:
        self.index, self.stage = index, stage
        self.symbol, self.signs = symbol, signs
        self.numbers = numbers
        side = numbers[0].size / PIXELS_PER_UNIT * _SWATCH_PER_EM
        self.swatches = tuple(_swatch(cell, side) for cell in cells)
        weight, activation, product = (
            Group(swatch, number).arrange(RIGHT, buff=TIGHT)
            for swatch, number in zip(self.swatches, numbers, strict=True)
        )
        super().__init__(symbol, signs[0], weight, signs[1], activation, signs[2], product)
        self.arrange(RIGHT, buff=NEAR)
        letter = symbol.family_members_with_points()[0]
        symbol.shift(UP * (numbers[0].baseline - letter.get_bottom())[1])

    @classmethod
    def of(cls, neuron: NeuronFigures, index: int, grids: ProductGrids, *regions: Region) -> Self:
        """Return a term of a neuron's sum, its squares taken from the grids.

        It stands in the region where it is largest.
        """
        symbol, equals, times = (
            neuron.figures.formula(code, FORMULA) for code in ("w a", "=", "times")
        )
        cells = (grids.weights.subset([index]), grids.inputs.subset([index]), grids.lit(index))
        numbers = neuron.term(index, FORMULA)
        stage = neuron.figures.stage
        line = cls(index, symbol, (equals, times, equals.copy()), numbers, cells, stage)
        line.scale(_LARGER)
        rooms = [min(at.width / line.width, at.height / line.height, 1.0) for at in regions]
        return regions[int(np.argmax(rooms))].place(line)

    @property
    def written_as_zero(self) -> bool:
        """Whether the product reads as zero."""
        return self.numbers[2].written_as_zero

    def read(
        self, grids: ProductGrids, before: TermLine | None = None
    ) -> Iterator[list[Animation]]:
        """Yield what is played, step by step: both factors come from their grids, then the product.

        The product lights its square in the third grid.
        """
        index, (weight, activation, product) = self.index, self.numbers
        if before:
            there = grids.framed(index)
            seconds = max(SMALL, self._seconds(there.centres[0] - grids.cursor.centres[0]))
            yield [become(grids.cursor, there, seconds, lag=0), vanish(before)]
        else:
            grids.point(index)
        start = [self.symbol, self.signs[0], *([] if before else [grids.cursor])]
        factors = (weight, self.signs[1], activation)
        cells = (self._bring(0, grids.weights), self._bring(1, grids.inputs))
        yield [appear(*start, *factors), *cells]
        yield [appear(self.signs[2], self.swatches[2], product), grids.light_up(index)]

    def set_values(self, activation: float, product: float) -> None:
        """Show another activation, and the product that it makes."""
        self.numbers[1].set_value(activation)
        self.numbers[2].set_value(product)

    def _bring(self, part: int, grid: Marks) -> Animation:
        """Return the animation of a grid's square that grows into the swatch of a part."""
        swatch, cell = self.swatches[part], grid.subset([self.index])
        there = swatch.copy()
        seconds = max(_BRING, self._seconds(there.get_center() - cell.get_center()))
        swatch.place(cell.centres, cell.halves).set_rings(cell.rings)
        return move(swatch, there, seconds)

    def _seconds(self, way: NDArray[np.float64]) -> float:
        return self.stage.frames(way) / _A_SECOND


def _swatch(cell: Marks, side: float) -> Marks:
    ring = np.append(cell.rings[0, :3], 0.5)
    return Marks(np.zeros((1, 2)), side / 2, cell.fills, ring, cell.roundness, 1.6)
