"""The last layer, large: neurons, what they stand for, their activations as bars and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import LEFT, UP, AnimationGroup, Group, LaggedStart, VGroup, smooth

from scenes.components.animations import Follow
from scenes.components.fitting import fit_numbers, fitted_names, row_names, size_in_lines
from scenes.components.network.column import NeuronColumn
from scenes.components.network.outputs import BOX_GAP, GAP, LABEL_GAP, OutputReadout
from scenes.components.verbs import CHANGE, appear, recolour
from scenes.facts.choosing import largest_outputs
from scenes.facts.readings import activation
from scenes.facts.words import output_names
from scenes.look.encoding import activation_limit
from scenes.look.sizes import MATRIX, NUMBER, PIXELS_PER_UNIT, SMALLEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation, SurroundingRectangle
    from numpy.typing import NDArray

    from netcore import Trace
    from scenes.facts.answer import Answer
    from scenes.figures import Figures
    from scenes.look.stage import Region
    from scenes.look.text import Number, Words

__all__ = ["Outputs"]

_FILLED = 0.97
"""Of the region: a box about the outermost output has room."""
_MOST = 10
"""So many outputs are shown, those with the largest activations."""
_LARGEST, _LARGEST_SHARE = 0.5, 0.09
"""Radius of a neuron at the most, scene units and as a share of the width beside a column."""
_SHARE, _WIDEST, _WIDEST_TO_THE_ENDS = 0.36, 1.6, 2.3
"""Radius of a neuron to the distance between two, so that a box fits between; and that distance at
the most, else and where the outermost are to reach the ends."""
_SHORTEST = 0.5
"""The length of a full bar at the least, scene units."""
_NAMES_SHARE, _TURNED_SHARE = 0.35, 0.3
"""The widest names beside a column, and the longest below a row, as a share of the region."""
_DIGIT, _BEFORE = 0.63, 1.4
"""The width of a digit, in ems; and what stands before the decimals, in digits."""
_FADING = 4.0
"""Numbers are there after such a part of their rise."""
_LAG = 0.3
"""From one question mark to the next, as a share of the time that one takes to come."""
_QUESTION = 1.3
"""The size of a question mark to the radius of the neuron that it stands in."""
_BOXED, _NUMBER_SHARE = 0.9, 0.7
"""What labels and numbers in a row have of the distance between two: a box crosses no other."""


class Outputs(Group):
    """The last layer as a column, or a row; it can be let stand for other forward passes.

    Parameters
    ----------
    figures
        Whose trace and stage are used.
    region
        What it fills.
    shown
        Indices of the outputs, rising: by default the ten largest.
    across
        Lay them down as a row.
    decimals
        Of the numbers; two where there is no room for more.
    passes
        Other forward passes that will be shown: bars and numbers have room for them.
    longest
        Of a full bar, scene units.
    to_the_ends
        Let the outermost reach the region's ends; else each output has room on both sides.

    Attributes
    ----------
    column, readout
        The neurons; labels, bars and numbers.
    """

    def __init__(
        self,
        figures: Figures,
        region: Region,
        shown: NDArray[np.intp] | None = None,
        *,
        across: bool = False,
        decimals: int = 2,
        passes: Sequence[Trace] = (),
        longest: float = np.inf,
        to_the_ends: bool = False,
    ) -> None:
        self.figures, self._region = figures, region
        outputs = figures.trace.outputs
        self._every = np.array([outputs, *(other.outputs for other in passes)])
        seen = largest_outputs(outputs, _MOST) if shown is None else shown
        largest = _LARGEST if across else min(_LARGEST, region.width * _LARGEST_SHARE)
        breadth = (region.width if across else region.height) * _FILLED
        if to_the_ends and len(seen) > 1:
            breadth = (breadth - 2 * largest * (1 + BOX_GAP)) * len(seen) / (len(seen) - 1)
        self.column = NeuronColumn(
            outputs,
            figures.theme,
            breadth,
            limit=activation_limit(self._every),
            shown=seen,
            across=across,
            largest=largest,
            share=_SHARE,
            widest=_WIDEST_TO_THE_ENDS if to_the_ends else _WIDEST,
        )
        self.readout = self._build_readout(decimals if self._has_room(decimals) else 2, longest)
        super().__init__(self.column, self.readout)
        self._put_into_place()

    # -- what happens -----------------------------------------------------------------

    def stand_for(self, trace: Trace) -> Self:
        """Let everything stand for another forward pass."""
        self.readout.stand_for(trace.outputs)
        return self

    def switch_off(self) -> Self:
        """Let everything stand at zero."""
        self.readout.stand_for(np.zeros_like(self.figures.trace.outputs))
        return self

    def rise(self, seconds: float = CHANGE) -> Animation:
        """Return the animation of bars and numbers from zero; the neurons stay as they are.

        The numbers, which nothing has shown yet, come with it.
        """
        outputs = self.figures.trace.outputs[self.column.shown]
        bars = self.readout.bars.set_values(outputs)
        bars.bars.become(bars.empty())

        def count(progress: float) -> None:
            for number, value in zip(self.readout.numbers, outputs, strict=True):
                number.set_value(float(value) * progress)
                number.set_opacity(min(progress * _FADING, 1.0))

        numbers = Follow(self.readout.values, count, seconds, smooth)
        return AnimationGroup(bars.grow(seconds), numbers)

    def ask(self) -> tuple[VGroup, Animation]:
        """Return a question mark in each neuron, and the animation of their coming, in turn."""
        size = max(self.column.radius * _QUESTION * PIXELS_PER_UNIT, self.figures.smallest)
        places = self.column.neurons.centres
        marks = VGroup(*(self.figures.words("?", size).move_to(place) for place in places))
        coming = (appear(mark) for mark in marks)
        return marks, LaggedStart(*coming, lag_ratio=_LAG, run_time=CHANGE)

    def mark_numbers(self, neurons: Sequence[int]) -> Animation:
        """Return the animation of some outputs' numbers to the colour of what is talked about."""
        numbers, colour = map(self.readout.value_of, neurons), self.figures.theme.highlight
        return AnimationGroup(*(recolour(number, colour) for number in numbers))

    def cite(self, trace: Trace | None = None) -> None:
        """Record that the numbers stand for the outputs, or those of another forward pass."""
        layer = len(self.figures.network.layers)
        self.figures.cite_layer(self.readout.numbers, layer, self.column.shown, trace)

    def written(self, trace: Trace | None = None) -> list[str]:
        """Return the numbers of the two largest outputs as they are written, the largest first."""
        ranking = (self.figures.trace if trace is None else trace).ranking
        among = [neuron for neuron in ranking.tolist() if neuron in self.column.shown]
        return [self.readout.value_of(neuron).text for neuron in among[:2]]

    def boxes(self, answer: Answer) -> VGroup:
        """Return a box about each output that is the answer."""
        return self.readout.boxes(answer)

    def box_about(self, neuron: int, colour: str) -> SurroundingRectangle:
        """Return a box about one output, by its index in the layer."""
        return self.readout.box(neuron, colour)

    # -- what is built ----------------------------------------------------------------

    def _build_readout(self, decimals: int, longest: float) -> OutputReadout:
        labels, values = self._labels(), self._values(decimals)
        numbers = zip(values, self.column.shown.tolist(), strict=True)
        real = [(number, number.value, self._widest(number, neuron)) for number, neuron in numbers]
        for number, _, widest in real:
            number.set_value(widest)
        if self.column.across and len(values) > 1:
            fit_numbers(values, self.column.pitch * _NUMBER_SHARE)
        readout = OutputReadout(
            self.column,
            labels,
            values,
            self.figures.theme,
            min(self._room_for_bars(labels, values), longest),
            signed=bool((self._every < 0).any()),
        )
        for number, value, _ in real:
            number.set_value(value)
        return readout

    def _widest(self, number: Number, neuron: int) -> float:
        """Return which of the values that a number will have takes most room."""
        values: list[float] = self._every[:, neuron].tolist()
        return max(values, key=lambda value: float(number.set_value(value).width))

    def _has_room(self, decimals: int) -> bool:
        """Tell whether numbers between 0 and 1 fit side by side, in the smallest letters."""
        room = self.column.pitch * _NUMBER_SHARE * PIXELS_PER_UNIT
        return (
            not self.column.across or room >= (decimals + _BEFORE) * _DIGIT * self.figures.smallest
        )

    def _labels(self) -> list[Words]:
        figures, pitch, smallest = self.figures, self.column.pitch, self.figures.smallest
        shown = output_names(figures.network, self.column.shown)
        colour = figures.theme.text
        if self.column.across:
            size = figures.stage.letters(MATRIX)
            longest = self._region.height * _TURNED_SHARE
            return row_names(shown, colour, size, pitch * _BOXED, longest, smallest)
        width = self._region.width * _NAMES_SHARE
        return fitted_names(shown, colour, self._fitting(MATRIX), width, smallest)

    def _values(self, decimals: int) -> list[Number]:
        figures, last = self.figures, len(self.figures.network.layers)
        across = self.column.across
        size = figures.stage.letters(NUMBER) if across else self._fitting(MATRIX)
        return [
            figures.read(activation(last, int(index)), size, decimals)
            for index in self.column.shown
        ]

    def _room_for_bars(self, labels: Sequence[Words], values: Sequence[Number]) -> float:
        """Return how long a full bar can be, scene units."""
        radius, across = self.column.radius, self.column.across
        taken = 2 * radius * (1 + BOX_GAP) + LABEL_GAP + 2 * GAP
        for parts in (labels, values):
            taken += max(part.height if across else part.width for part in parts)
        room = (self._region.height if across else self._region.width) - taken
        return max(room, _SHORTEST)

    def _fitting(self, size: float) -> float:
        """Return the size of letters in lines as far apart as the outputs: as wanted, or less."""
        letters = self.figures.stage.letters
        fits = size_in_lines(self.column.pitch)
        return max(min(letters(size), fits), letters(SMALLEST))

    def _put_into_place(self) -> None:
        """Centre the whole in its region; a box about an output is inside."""
        self.move_to(self._region.centre)
        box, room = self.box_about(int(self.column.shown[0]), "#000000"), self._region
        if self.column.across:
            self.shift(UP * (room.y - room.height / 2 - box.get_bottom()[1]))
        else:
            self.shift(LEFT * (box.get_right()[0] - room.x - room.width / 2))
