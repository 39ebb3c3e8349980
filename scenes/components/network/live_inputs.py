"""What goes into a network, so that it can be let change: a picture, or neurons and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import Group

from scenes.components.network.inputs import input_picture
from scenes.components.network.vector_column import VectorColumn
from scenes.facts.choosing import ends
from scenes.facts.decimals import column_decimals
from scenes.look.encoding import activation_limit, activation_rgba

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject
    from numpy.typing import ArrayLike

    from netcore import Trace
    from scenes.components.grids.grids import PixelGrid
    from scenes.components.grids.marks import Marks
    from scenes.figures import Figures
    from scenes.look.stage import Region
    from scenes.look.text import Number

__all__ = ["LiveInputs", "live_inputs"]

_MOST_LISTED = 8
"""More plain numbers than these are a block of neurons."""


class LiveInputs(Group):
    """All inputs in one picture, or some of them as neurons with their numbers.

    Parameters
    ----------
    figures
        Whose inputs they are.
    parts
        What is drawn: these are the submobjects.
    picture
        Of all inputs.
    neurons, numbers
        Of those that are shown.
    shown
        Their indices.
    passes
        Other forward passes that will be shown: colours have room for them.
    """

    def __init__(
        self,
        figures: Figures,
        *parts: Mobject,
        picture: PixelGrid | None = None,
        neurons: Marks | None = None,
        numbers: Sequence[Number] = (),
        shown: ArrayLike = (),
        passes: Sequence[Trace] = (),
    ) -> None:
        self.figures, self.picture = figures, picture
        self.neurons, self.numbers = neurons, tuple(numbers)
        self.shown = np.asarray(shown, dtype=np.intp)
        every = [figures.inputs, *(other.activations[0] for other in passes)]
        self._limit = activation_limit(np.array(every))
        super().__init__(*parts)

    def stand_for(self, trace: Trace) -> Self:
        """Let everything stand for the inputs of another forward pass."""
        inputs = trace.activations[0]
        if self.picture is not None:
            self.picture.set_values(inputs)
        if self.neurons is not None:
            values = inputs[self.shown]
            self.neurons.set_fills(activation_rgba(self.figures.theme, values, self._limit))
            for number, value in zip(self.numbers, values.tolist(), strict=True):
                number.set_value(value)
        return self

    def cite(self, trace: Trace | None = None) -> None:
        """Record that the numbers stand for the inputs, or for those of another forward pass."""
        self.figures.cite_layer(self.numbers, 0, self.shown, trace)

    def mark_of(self, index: int) -> Marks:
        """Return the square or the neuron of one input, by its index."""
        if self.picture is not None:
            return self.picture.subset([index])
        assert self.neurons is not None
        return self.neurons.subset(np.flatnonzero(self.shown == index))


def live_inputs(figures: Figures, region: Region, passes: Sequence[Trace] = ()) -> LiveInputs:
    """Return all inputs, as large as fits a region: a picture, or few plain numbers in a list."""
    count, names = len(figures.inputs), figures.network.input_names
    if figures.network.image_shape is not None or count > _MOST_LISTED:
        picture = region.place(input_picture(figures, region.height), grow=True)
        return LiveInputs(figures, picture, picture=picture, passes=passes)
    column = VectorColumn(
        figures,
        ends(count, count),
        region,
        decimals=column_decimals(figures.inputs.tolist()),
        names=names,
    )
    region.place(column, grow=True)
    return LiveInputs(
        figures,
        column,
        neurons=column.neurons,
        numbers=[column.vector.entry(index) for index in column.shown.tolist()],
        shown=column.shown,
        passes=passes,
    )
