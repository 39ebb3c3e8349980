"""Beside learning curves: each network's name, and how often it is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, LEFT, RIGHT, DashedLine, Line, VGroup

from scenes.components.fitting import in_line
from scenes.facts.courses import Measured
from scenes.look.sizes import FORMULA, LABEL, MATRIX, NEAR, NUMBER, TIGHT, TOUCH

if TYPE_CHECKING:
    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["CourseLegend"]

_ROW = 4.0
"""A region that is so many times wider than high takes one line."""
_BESIDE = 0.62
"""Where in a line the percentage ends, to its width: near the longest name."""
_WIDE = 2.6
"""A column so wide, scene units, has room for a large percentage."""
_LINE, _DASH = 4.0, 0.14


class CourseLegend(VGroup):
    """One network: its name, its accuracy.

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
    title
        Its name, underlined as its curve is drawn: there from the start.
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
        self.figures, size = figures, figures.stage.letters
        row = region.width > _ROW * region.height
        words = figures.words(name, size(NUMBER), colour, bold=True, width=region.width)
        ends = words.get_left(), words.get_right()
        under = DashedLine(*ends, dash_length=_DASH) if dashed else Line(*ends)
        under.set_stroke(colour, _LINE).next_to(words, DOWN, buff=TOUCH)
        self.title = VGroup(words, under)
        large = size(FORMULA if not row and region.width > _WIDE else MATRIX)
        self.right = Measured(run, "accuracy")
        self.share = figures.read(self.right, large, 0, colour)
        self.accuracy = in_line(self.share, figures.words("% right", size(LABEL)))
        (self._in_a_row if row else self._in_a_column)(region)
        super().__init__(self.title)

    def _in_a_row(self, region: Region) -> None:
        start = region.centre + LEFT * region.width / 2
        self.title.move_to(start, aligned_edge=LEFT)
        self.accuracy.move_to(start + RIGHT * region.width * _BESIDE, aligned_edge=RIGHT)

    def _in_a_column(self, region: Region) -> None:
        column = VGroup(self.title, self.accuracy)
        buff = NEAR if region.width > _WIDE else TIGHT
        column.arrange(DOWN, buff=buff, aligned_edge=LEFT).move_to(region.centre)
        column.align_to(region.centre + LEFT * region.width / 2, LEFT)

    def cite_accuracy(self) -> None:
        """Record how often it is right."""
        self.figures.cite(self.share, self.right)
