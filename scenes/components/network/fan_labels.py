"""The strongest weights of a neuron, each written where its line begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.components.fitting import fitted_names, row_names, stand_on
from scenes.facts.choosing import strongest_apart
from scenes.facts.decimals import scale_decimals
from scenes.facts.readings import Reading, weight, weight_limit
from scenes.look.encoding import sign_colour, symmetric_limit
from scenes.look.sizes import LABEL, NEAR, NUMBER, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.components.network.column import NeuronColumn
    from scenes.figures import Figures
    from scenes.look.text import Number, Words

__all__ = ["FanLabels"]

_MOST, _ROOM = 6, 1.4
"""How many weights are written, and from one to the next in their own height, or width."""
_ENLARGED = 1.3
"""How many times as large a number is that is turned like a knob."""
_LONGEST, _LONGEST_TURNED = 2.8, 1.2
"""The longest name, scene units."""


class FanLabels(VGroup):
    """Numbers, and names before them where what is weighed has names.

    Parameters
    ----------
    figures
        Which reads the weights.
    layer, neuron
        Whose.
    column
        The layer before, with all of its neurons.

    Attributes
    ----------
    strongest
        The indices of the weights that are written, rising.
    numbers, names
        Of these.
    """

    def __init__(self, figures: Figures, layer: int, neuron: int, column: NeuronColumn) -> None:
        self.figures, self.layer, self.neuron, self.column = figures, layer, neuron, column
        weights = figures.network.incoming_weights(layer, neuron)
        self._decimals = scale_decimals(symmetric_limit(weights))
        widest = self._number(int(np.abs(weights).argmax()))
        extent = widest.width if column.across else widest.height
        each = column.pitch / column.abreast
        apart = int(np.ceil(extent * _ROOM / each))
        self.strongest = strongest_apart(weights, _MOST, apart)
        self.numbers = [self._number(int(index)) for index in self.strongest]
        self.names = self._names() if layer == 1 and figures.network.input_names else []
        super().__init__(*self.numbers, *self.names)

    def source(self, index: int) -> Reading:
        """Return where a weight is read."""
        return weight(self.layer, self.neuron, index)

    def opposite(self, index: int) -> Reading:
        """Return where the largest weight is read with its sign turned: an end of the scale."""
        sign = -1 if self.source(index).of(self.figures.trace) > 0 else 1
        return weight_limit(self.layer, self.neuron, sign)

    @property
    def room(self) -> float:
        """What the labels take before the layer, scene units."""
        return self._room_of(self.names) + self._room_of(self.numbers, _ENLARGED)

    def enlarged(self, index: int) -> Number:
        """Return the number of a weight as it is while it is turned."""
        edge = DOWN if self.column.across else RIGHT
        larger: Number = self.number_of(index).copy()
        larger.scale(_ENLARGED, about_edge=edge)
        return larger

    def _room_of(self, parts: Sequence[Number | Words], scale: float = 1.0) -> float:
        sizes = (part.height if self.column.across else part.width for part in parts)
        return scale * max(sizes) + NEAR if parts else 0.0

    def number_of(self, index: int) -> Number:
        """Return what is written for a weight."""
        place = int(np.flatnonzero(self.strongest == index)[0])
        return self.numbers[place]

    def others(self, index: int) -> VGroup:
        """Return the numbers of all other weights."""
        number = self.number_of(index)
        return VGroup(*(other for other in self.numbers if other is not number))

    def place_at(self, starts: NDArray[np.float64]) -> None:
        """Put each label before where its line ``(3,)`` begins, on the layer's other side."""
        across = self.column.across
        way = UP if across else LEFT
        edge = float((self.column.neurons.get_critical_point(way) * way).sum()) + NEAR
        for number, start in zip(self.numbers, starts, strict=True):
            number.next_to(start * (1 - np.abs(way)) + way * edge, way, buff=0)
            if not across:
                number.shift(UP * (start[1] - number.half_digit - number.baseline[1]))
        edge += self._room_of(self.numbers, _ENLARGED)
        for name, number in zip(self.names, self.numbers, strict=False):
            name.next_to(number.get_center() * (1 - np.abs(way)) + way * edge, way, buff=0)
            if not across:
                stand_on(name, number.baseline)

    def _number(self, index: int) -> Number:
        source, decimals, figures = self.source(index), self._decimals, self.figures
        colour = sign_colour(figures.theme, source.of(figures.trace), decimals)
        return figures.read(source, figures.stage.letters(NUMBER), decimals, colour, signed=True)

    def _names(self) -> list[Words]:
        figures = self.figures
        names = [figures.network.input_names[index] for index in self.strongest]
        colour, size = figures.theme.text, figures.stage.letters(LABEL)
        if not self.column.across:
            return fitted_names(names, colour, size, _LONGEST, size)
        pitch = self.column.pitch / self.column.abreast * _apart(self.strongest)
        return row_names(names, colour, size, pitch - TIGHT, _LONGEST_TURNED, size)


def _apart(indices: NDArray[np.intp]) -> int:
    return int(np.diff(indices).min(initial=max(int(indices[-1]), 1)))
