"""Beside learning curves: each network's name, its loss, and how often it is right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from manim import DOWN, LEFT, RIGHT, VGroup

from scenes.components.fitting import stand_on
from scenes.components.graphs.value_labels import ValueLabel
from scenes.facts.courses import Measured, index_at
from scenes.look.sizes import FORMULA, LABEL, NEAR, NUMBER, TIGHT

if TYPE_CHECKING:
    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["CourseLegend"]


class CourseLegend(VGroup):
    """One network: its name, its loss, its accuracy.

    Parameters
    ----------
    figures
        Which reads the numbers.
    run
        Of `netcore.RUNS`.
    name
        What it is called, one line.
    colour
        Of its curve, ``#rrggbb``.
    region
        Where it goes.

    Attributes
    ----------
    name, loss
        They are there from the start.
    accuracy
        A percentage, and what it is of.
    """

    def __init__(self, figures: Figures, run: str, name: str, colour: str, region: Region) -> None:
        self.figures, self.run, size = figures, run, figures.stage.letters
        self.name = figures.words(name, size(NUMBER), colour, bold=True)
        self.name.scale(min(1.0, region.width / self.name.width))
        error = figures.read(Measured(run, "loss"), size(NUMBER), 2)
        self.loss = ValueLabel(figures.words("error", size(LABEL)), error)
        share = figures.read(Measured(run, "accuracy"), size(FORMULA), 2, colour)
        right = figures.words("% right", size(LABEL))
        right.next_to(share, RIGHT, buff=TIGHT)
        self.accuracy = VGroup(share, stand_on(right, share.baseline))
        self.accuracy.scale(min(1.0, region.width / self.accuracy.width))
        VGroup(self.name, self.loss, self.accuracy).arrange(
            DOWN, buff=NEAR, aligned_edge=LEFT
        ).move_to(region.centre).align_to(region.centre + LEFT * region.width / 2, LEFT)
        super().__init__(self.name, self.loss)

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
        self.figures.cite(self.accuracy[0], Measured(self.run, "accuracy"))
