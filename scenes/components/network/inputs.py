"""What goes into the network as it is first seen: one picture, or names and numbers in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import LEFT, UP, Group, VGroup

from scenes.components.fitting import (
    fit_numbers,
    fitted_names,
    row_names,
    size_in_lines,
    size_of_numbers,
    stand_on,
)
from scenes.components.grids.discs import rounded
from scenes.components.grids.grids import PixelGrid, folded
from scenes.facts.decimals import column_decimals
from scenes.facts.readings import activation
from scenes.look.encoding import activation_limit
from scenes.look.sizes import LABEL, TIGHT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.components.network.column import NeuronColumn
    from scenes.figures import Figures

__all__ = ["InputList", "input_picture"]

_LONGEST_NAME, _LONGEST_SHARE, _LONGEST_TURNED = 2.6, 0.25, 1.3
"""How far a name may reach: beside a column, scene units and as a share of the picture's width;
and turned, above a row, scene units and as half that share of the height."""


def input_picture(figures: Figures, side: float) -> PixelGrid:
    """Return all inputs in a picture with sides of this length, or shorter.

    A digit is drawn as it is; many plain numbers are a block of neurons, row after row.
    """
    if figures.network.image_shape is not None:
        rows, columns = figures.image.shape
        return PixelGrid(figures.image, figures.theme, side * rows / max(rows, columns))
    values = folded(figures.inputs)
    height = side * values.shape[0] / max(values.shape)
    block = PixelGrid(values, figures.theme, height, activation_limit(values))
    return rounded(figures.theme, block)


class InputList(Group):
    """The names of some inputs, if the network has any, and their values.

    Parameters
    ----------
    figures
        Whose inputs are read.
    shown
        Indices of the inputs.
    pitch
        From one input neuron to the next, scene units.
    across
        Whether the neurons stand in a row, so that names and values go above them.

    Attributes
    ----------
    names, values
        Of each, in the order of `shown`.
    """

    def __init__(
        self, figures: Figures, shown: NDArray[np.intp], pitch: float, *, across: bool = False
    ) -> None:
        self.across = across
        theme, smallest = figures.theme, figures.smallest
        largest = size_in_lines(pitch)
        size = max(min(LABEL, largest), smallest)
        of_numbers = max(min(size_of_numbers(figures.stage, len(shown)), largest), smallest)
        given = figures.network.input_names
        names = [given[index] for index in shown] if given else []
        if across:
            longest = min(_LONGEST_TURNED, figures.stage.picture.height * _LONGEST_SHARE / 2)
            named = row_names(names, theme.text, size, pitch, longest, smallest)
        else:
            longest = min(_LONGEST_NAME, figures.stage.picture.width * _LONGEST_SHARE)
            named = fitted_names(names, theme.text, size, longest, smallest)
        decimals = column_decimals(figures.inputs[shown].tolist())
        read = [
            figures.read(activation(0, int(index)), of_numbers, places)
            for index, places in zip(shown, decimals, strict=True)
        ]
        if across:
            fit_numbers(read, pitch - TIGHT / 2)
        self.names, self.values = named, read
        super().__init__(VGroup(*named), VGroup(*read))

    @property
    def room(self) -> float:
        """What the texts take before the neurons, scene units."""
        sides = [
            max(part.height if self.across else part.width for part in parts) + TIGHT
            for parts in self.submobjects
            if len(parts)
        ]
        return float(sum(sides))

    def place_beside(self, column: NeuronColumn) -> None:
        """Put each value, and its name before that, beside its neuron."""
        way = UP if self.across else LEFT
        for value, place in zip(self.values, column.neurons.centres, strict=True):
            value.next_to(place, way, buff=column.radius + TIGHT)
        edge = max(float(value.get_critical_point(way) @ way) for value in self.values) + TIGHT
        for name, value in zip(self.names, self.values, strict=False):
            end = value.get_center() * (1 - np.abs(way)) + way * edge
            name.next_to(end, way, buff=0)
            if not self.across:
                stand_on(name, value.baseline)
