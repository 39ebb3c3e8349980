"""What the outputs say: beside each neuron its label, its activation as a bar and as a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, RIGHT, Group, VGroup

from scenes.components.frame import frame_about
from scenes.components.network.bars import ActivationBars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import SurroundingRectangle
    from numpy.typing import ArrayLike, NDArray

    from scenes.components.network.column import NeuronColumn
    from scenes.facts.answer import Answer
    from scenes.look.text import Number, Words
    from scenes.look.theme import Theme

__all__ = ["BOX_GAP", "GAP", "LABEL_GAP", "OutputReadout"]

GAP, LABEL_GAP = 0.16, 0.14
_THICKEST = 0.2
BOX_GAP = 0.4
"""Between box and neuron, in radii: half of what is between two outputs."""


class OutputReadout(Group):
    """Labels, bars and numbers of the last layer: on its right, or below a row.

    Parameters
    ----------
    column
        The last layer.
    labels, values
        The name and the number of each neuron that the column shows, in that order.
    theme
        Whose colours are used.
    length
        Of a bar that is full, scene units.
    signed
        Whether bars have room for what is below zero; by default if something is.

    Attributes
    ----------
    labels, bars, values, numbers
        In the order of the neurons that are shown.
    """

    def __init__(
        self,
        column: NeuronColumn,
        labels: Sequence[Words],
        values: Sequence[Number],
        theme: Theme,
        length: float,
        *,
        signed: bool | None = None,
    ) -> None:
        self.column, self.theme = column, theme
        self.labels = VGroup(*labels)
        for label, place in zip(labels, column.neurons.centres, strict=True):
            label.next_to(place, self._way, buff=column.radius + LABEL_GAP)
        self.bars = self._bars(theme, length, signed)
        self.numbers = tuple(values)
        self.values = VGroup(*values)
        self._line_up_values()
        super().__init__(self.labels, self.bars, self.values)

    @property
    def _way(self) -> NDArray[np.float64]:
        return DOWN if self.column.across else RIGHT

    def _bars(self, theme: Theme, length: float, signed: bool | None) -> ActivationBars:
        way, centres = self._way, self.column.neurons.centres
        room = float(self.labels.get_critical_point(way) @ way) + GAP
        if self.column.across:
            room += length
        starts = centres * (1 - np.abs(way)) + way * room
        return ActivationBars(
            self.column.activations[self.column.shown],
            starts,
            theme,
            length,
            min(self.column.radius * 0.8, _THICKEST),
            self.column.limit,
            up=self.column.across,
            signed=signed,
        )

    def _line_up_values(self) -> None:
        """Put each number behind its bar, with the last digits in one line."""
        for value, track in zip(self.values, self.bars.tracks.centres, strict=True):
            value.move_to(track)
        if self.column.across:
            self.values.set_y(self.bars.get_bottom()[1] - GAP - self.values.height / 2)
            return
        left = self.bars.get_right()[0] + GAP
        right = left + max(value.width for value in self.values)
        for value in self.values:
            value.set_x(right, direction=RIGHT)

    def stand_for(self, outputs: ArrayLike) -> Self:
        """Let neurons, bars and numbers stand for other outputs, ``(n,)`` of the whole layer."""
        values = np.asarray(outputs, dtype=np.float64)
        shown = values[self.column.shown]
        self.column.neurons.set_fills(self.column.colours(values))
        self.bars.set_values(shown)
        for number, value in zip(self.numbers, shown, strict=True):
            number.set_value(float(value))
        return self

    def value_of(self, neuron: int) -> Number:
        """Return the number of one neuron, by its index in the layer."""
        return self.numbers[self._place_of(neuron)]

    def box(self, neuron: int, colour: str) -> SurroundingRectangle:
        """Return a box around all that belongs to one neuron, by its index in the layer."""
        place = self._place_of(neuron)
        row = Group(
            self.column.neurons.subset([place]),
            self.labels[place],
            self.bars.tracks.subset([place]),
            self.values[place],
        )
        buff = self.column.radius * BOX_GAP
        box = frame_about(self.theme, row, colour=colour, buff=buff, corner_radius=2 * buff)
        if self.column.across and len(self.numbers) > 1:  # midway to the numbers on both sides
            box.stretch_to_fit_width(min(box.width, self.column.pitch))
            box.set_x(self.column.neurons.centres[place, 0])
        return box

    def boxes(self, answer: Answer) -> VGroup:
        """Return a box about each output that is the answer: in the colour of what is right."""
        right = [answer.right and neuron == answer.ranking[0] for neuron in answer.neurons]
        colours = (self.theme.right if so else self.theme.highlight for so in right)
        return VGroup(*map(self.box, answer.neurons, colours))

    def _place_of(self, neuron: int) -> int:
        (place,) = np.flatnonzero(self.column.shown == neuron).tolist()
        return int(place)
