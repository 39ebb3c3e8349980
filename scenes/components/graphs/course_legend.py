"""Beside learning curves: each network's name, its loss, and how often it is right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from manim import DOWN, LEFT, RIGHT, VGroup

from scenes.components.fitting import stand_on
from scenes.components.graphs.value_labels import ValueLabel
from scenes.facts.courses import Measured, index_at
from scenes.look.sizes import FORMULA, LABEL, MATRIX, NEAR, NUMBER, TIGHT

if TYPE_CHECKING:
    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["CourseLegend"]

_ROW, _LOSS = 4.0, 0.07
"""A region that is so many times wider than high takes one line; and where the loss is then, right
of its middle, to its width."""


class CourseLegend(VGroup):
    """One network: its name, its loss, its accuracy.

    Parameters
    ----------
    figures
        Which reads the numbers.
    run
        Of `netcore.depth.RUNS`.
    name
        What it is called, one line.
    colour
        Of its curve, ``#rrggbb``.
    region
        Where it goes.

    Attributes
    ----------
    title, loss
        They are there from the start.
    right, share, accuracy
        How often it is right: where that is read, the percentage, and with what it is of.
    """

    def __init__(self, figures: Figures, run: str, name: str, colour: str, region: Region) -> None:
        self.figures, self.run, size = figures, run, figures.stage.letters
        row = region.width > _ROW * region.height
        self.title = figures.words(name, size(NUMBER), colour, bold=True)
        error = figures.read(Measured(run, "loss"), size(NUMBER), 2)
        self.loss = ValueLabel(figures.words("error", size(LABEL)), error)
        large = size(MATRIX if row else FORMULA)
        self.right = Measured(run, "accuracy")
        self.share = figures.read(self.right, large, 2, colour)
        words = figures.words("% right", size(LABEL)).next_to(self.share, RIGHT, buff=TIGHT)
        self.accuracy = VGroup(self.share, stand_on(words, self.share.baseline))
        (self._in_a_row if row else self._in_a_column)(region)
        super().__init__(self.title, self.loss)

    def _in_a_row(self, region: Region) -> None:
        ends = region.centre + LEFT * region.width / 2, region.centre + RIGHT * region.width / 2
        self.title.move_to(ends[0], aligned_edge=LEFT)
        self.accuracy.move_to(ends[1], aligned_edge=RIGHT)
        self.loss.move_to(region.centre + RIGHT * region.width * _LOSS)

    def _in_a_column(self, region: Region) -> None:
        column = VGroup(self.title, self.loss, self.accuracy)
        column.arrange(DOWN, buff=NEAR, aligned_edge=LEFT).move_to(region.centre)
        column.align_to(region.centre + LEFT * region.width / 2, LEFT)

    def turn_to(self, step: float) -> Self:
        """Show the loss at a step."""
        symbol, number = self.loss
        number.set_value(self._at(step).of(self.figures.trace))
        number.shift((symbol.get_right()[0] + TIGHT - number.get_left()[0]) * RIGHT)
        return self

    def _at(self, step: float) -> Measured:
        return Measured(self.run, "loss", index_at(self.run, step))

    def cite(self, step: float) -> None:
        """Record what the loss is at a step."""
        self.figures.cite(self.loss.number, self._at(step))
        self.turn_to(step)

    def cite_accuracy(self) -> None:
        """Record how often it is right."""
        self.figures.cite(self.share, self.right)
