"""Beside learning curves: each network's name, its loss, and how often it is right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from manim import DOWN, LEFT, RIGHT, DashedLine, Line, VGroup

from scenes.components.fitting import in_line
from scenes.components.graphs.value_labels import ValueLabel
from scenes.facts.courses import Measured, index_at
from scenes.look.sizes import FORMULA, LABEL, MATRIX, NEAR, NUMBER, TIGHT, TOUCH

if TYPE_CHECKING:
    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["CourseLegend"]

_ROW, _LOSS = 4.0, 0.07
"""A region that is so many times wider than high takes one line; and where the loss is then, right
of its middle, to its width."""
_WIDE = 2.6
"""A column so wide, scene units, has room for a large percentage."""
_LINE, _DASH = 4.0, 0.14


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
    dashed
        Whether its curve is.

    Attributes
    ----------
    title, loss
        Its name, underlined as its curve is drawn, and its loss: there from the start.
    right, share, accuracy
        How often it is right: where that is read, the percentage, and with what it is of.
    """

    def __init__(
        self,
        figures: Figures,
        run: str,
        name: str,
        colour: str,
        region: Region,
        *,
        dashed: bool = False,
    ) -> None:
        self.figures, self.run, size = figures, run, figures.stage.letters
        row = region.width > _ROW * region.height
        words = figures.words(name, size(NUMBER), colour, bold=True, width=region.width)
        ends = words.get_left(), words.get_right()
        under = DashedLine(*ends, dash_length=_DASH) if dashed else Line(*ends)
        under.set_stroke(colour, _LINE).next_to(words, DOWN, buff=TOUCH)
        self.title = VGroup(words, under)
        error = figures.read(Measured(run, "loss"), size(NUMBER), 2)
        self.loss = ValueLabel(figures.words("error", size(LABEL)), error)
        large = size(FORMULA if not row and region.width > _WIDE else MATRIX)
        self.right = Measured(run, "accuracy")
        self.share = figures.read(self.right, large, 2, colour)
        self.accuracy = in_line(self.share, figures.words("% right", size(LABEL)))
        (self._in_a_row if row else self._in_a_column)(region)
        super().__init__(self.title, self.loss)

    def _in_a_row(self, region: Region) -> None:
        ends = region.centre + LEFT * region.width / 2, region.centre + RIGHT * region.width / 2
        self.title.move_to(ends[0], aligned_edge=LEFT)
        self.accuracy.move_to(ends[1], aligned_edge=RIGHT)
        self.loss.move_to(region.centre + RIGHT * region.width * _LOSS)

    def _in_a_column(self, region: Region) -> None:
        column = VGroup(self.title, self.loss, self.accuracy)
        buff = NEAR if region.width > _WIDE else TIGHT
        column.arrange(DOWN, buff=buff, aligned_edge=LEFT).move_to(region.centre)
        column.align_to(region.centre + LEFT * region.width / 2, LEFT)

    def turn_to(self, step: float) -> Self:
        """Show the loss at a step."""
        self.loss.set_value(self._at(step).of(self.figures.trace))
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
