"""What a network answers, without the network: its outputs, small, with the largest boxed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import LEFT, RIGHT, Arrow

from scenes.components.network.output_panel import Outputs
from scenes.look.sizes import TIGHT

if TYPE_CHECKING:
    from manim import Mobject

    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["Answer"]

_LONGEST = 1.6
"""Of a full bar, scene units."""
_ARROW, _ARROW_WIDTH, _TIP = 0.7, 4.0, 0.2
"""Length, line and tip of the arrow, scene units and pixels."""


class Answer(Outputs):
    """The last layer as a column of neurons, with names, numbers, and bars that have no length yet.

    Parameters
    ----------
    figures
        Whose trace and stage are used.
    region
        What it fills in height; an arrow that points at it goes to its left.
    right
        The label of the right answer, or "" if nobody knows it.

    Attributes
    ----------
    box
        About the largest output: in the colour of what is right if it is.
    arrow
        Towards it.
    """

    def __init__(self, figures: Figures, region: Region, right: str = "") -> None:
        super().__init__(figures, region, longest=_LONGEST)
        self._right, theme, answer = right, figures.theme, figures.trace.prediction
        known = figures.network.labels[answer] == right
        self.box = self.box_about(answer, theme.right if known else theme.highlight)
        self.arrow = Arrow(
            LEFT * _ARROW,
            RIGHT * 0,
            buff=0,
            color=theme.text,
            stroke_width=_ARROW_WIDTH,
            tip_length=_TIP,
        )

    @property
    def said(self) -> str:
        """What the network does with its inputs, in a sentence."""
        label = self.figures.network.labels[self.figures.trace.prediction]
        if self._right and label != self._right:
            return f"takes them, wrongly, for {label}"
        return f"says {label}"

    def point_from(self, thing: Mobject) -> Arrow:
        """Put the arrow between a thing and the outputs."""
        left, right = thing.get_right()[0], self.box.get_left()[0]
        self.arrow.set_length(min(_ARROW, right - left - 2 * TIGHT))
        return self.arrow.move_to(((left + right) / 2, self.get_y(), 0.0))
