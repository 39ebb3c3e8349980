"""What a network answers, without the network: its outputs, small, with the largest boxed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import LEFT, RIGHT, Arrow, Group

from scenes.components.fitting import fitted_names
from scenes.components.network.column import NeuronColumn
from scenes.components.network.outputs import OutputReadout
from scenes.facts.choosing import largest_outputs
from scenes.facts.readings import activation
from scenes.look.encoding import activation_limit
from scenes.look.sizes import LABEL, NUMBER, PIXELS_PER_UNIT, SMALLEST, TIGHT

if TYPE_CHECKING:
    from manim import Mobject, SurroundingRectangle

    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["Answer"]

_FILLED = 0.97
"""Of the region's height: a box about the outermost output has room."""
_MOST = 10
"""So many outputs are shown, those with the largest activations."""
_LETTERS_SHARE = 0.75
"""The size of letters to the distance between two outputs."""
_SHORTEST, _LONGEST = 0.5, 1.6
"""Lengths of a full bar, scene units."""
_NAMES_SHARE = 0.35
"""The widest names, as a share of the region's width."""
_ARROW, _ARROW_WIDTH, _TIP = 0.7, 4.0, 0.2
"""Length, line and tip of the arrow, scene units and pixels."""


class Answer(Group):
    """The last layer as a column of neurons, with names, bars and numbers.

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
    readout
        Names, bars that still have no length, and numbers.
    box
        About the largest output: in the colour of what is right if it is.
    arrow
        Towards it.
    """

    def __init__(self, figures: Figures, region: Region, right: str = "") -> None:
        outputs, self._figures, self._right = figures.trace.outputs, figures, right
        self.column = NeuronColumn(
            outputs,
            figures.theme,
            region.height * _FILLED,
            limit=activation_limit(outputs),
            shown=largest_outputs(outputs, _MOST),
        )
        self.readout = self._build_readout(region)
        super().__init__(self.column, self.readout)
        self.move_to(region.centre)
        over = self._box().get_right()[0] - (region.x + region.width / 2)
        self.shift(LEFT * over)
        self.box = self._box()
        self.arrow = Arrow(
            LEFT * _ARROW,
            RIGHT * 0,
            buff=0,
            color=figures.theme.text,
            stroke_width=_ARROW_WIDTH,
            tip_length=_TIP,
        )

    @property
    def said(self) -> str:
        """What the network does with its inputs, in a sentence."""
        label = self._figures.network.labels[self._figures.trace.prediction]
        if self._right and label != self._right:
            return f"takes them, wrongly, for {label}"
        return f"says {label}"

    def point_from(self, thing: Mobject) -> Arrow:
        """Put the arrow between a thing and the outputs."""
        left, right = thing.get_right()[0], self.box.get_left()[0]
        self.arrow.set_length(min(_ARROW, right - left - 2 * TIGHT))
        return self.arrow.move_to(((left + right) / 2, self.get_y(), 0.0))

    def _build_readout(self, region: Region) -> OutputReadout:
        figures, last = self._figures, len(self._figures.network.layers)
        names, size = figures.network.labels, self._fitting(NUMBER)
        shown = ["output" if names == ("0",) else names[index] for index in self.column.shown]
        labels = fitted_names(
            shown,
            figures.theme.text,
            self._fitting(LABEL),
            region.width * _NAMES_SHARE,
            figures.smallest,
        )
        values = [figures.read(activation(last, int(index)), size) for index in self.column.shown]
        taken = max(name.width for name in labels) + max(value.width for value in values)
        length = region.width - taken - 2 * self.column.radius - 2 * _SHORTEST
        length = min(max(length, _SHORTEST), _LONGEST)
        return OutputReadout(self.column, labels, values, figures.theme, length)

    def _fitting(self, size: float) -> float:
        """Return the size of letters in lines as far apart as the outputs: as wanted, or less."""
        letters = self._figures.stage.letters
        fits = self.column.pitch * PIXELS_PER_UNIT * _LETTERS_SHARE
        return max(min(letters(size), fits), letters(SMALLEST))

    def _box(self) -> SurroundingRectangle:
        theme, answer = self._figures.theme, self._figures.trace.prediction
        known = self._figures.network.labels[answer] == self._right
        return self.readout.box(answer, theme.right if known else theme.highlight)
