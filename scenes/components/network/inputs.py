"""What goes into the network as it is first seen: one picture, or names and numbers in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, VGroup

from scenes.components.dots import three_dots
from scenes.components.fitting import fit_numbers, fitted_names, row_names, stand_on
from scenes.components.grids.discs import rounded
from scenes.components.grids.grids import PixelGrid, folded
from scenes.facts.decimals import column_decimals
from scenes.facts.readings import activation
from scenes.look.encoding import activation_limit, rgba
from scenes.look.sizes import LABEL, PIXELS_PER_UNIT, TIGHT
from scenes.look.text import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.components.grids.marks import Marks
    from scenes.components.network.column import NeuronColumn
    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["InputList", "input_picture", "marked"]

_MARK_SIZE, _MARK_WIDTH = 1.3, 4.0
_LONGEST_NAME, _LONGEST_SHARE, _LONGEST_TURNED = 2.6, 0.25, 1.3
"""How far a name may reach: beside a column, scene units and as a share of the picture's width;
and turned, above a row, scene units and as half that share of the height."""
_FIRST_LOOK = 1.5
_LETTERS_SHARE = 0.75
"""The size of letters beside a column to the distance between two neurons."""
_LINE = 1.7
"""From one line of the list to the next, in ems."""
_DOT, _DOTS_STEP = 0.12, 0.65
"""Of the dots in place of lines: radius, and distance, in heights of a number."""


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


def marked(pixels: Marks, colour: str) -> Marks:
    """Return the pixels that stand for all as the viewer is to find them."""
    found = pixels.copy()
    found.ring_width = _MARK_WIDTH
    found.place(pixels.centres, pixels.halves * _MARK_SIZE)
    return found.set_rings(rgba(colour))


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
        self.elided = len(shown) < len(figures.inputs)
        theme, smallest = figures.theme, figures.smallest
        size = max(min(LABEL, pitch * PIXELS_PER_UNIT * _LETTERS_SHARE), smallest)
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
            figures.read(activation(0, int(index)), size, places)
            for index, places in zip(shown, decimals, strict=True)
        ]
        if across:
            fit_numbers(read, pitch - TIGHT / 2)
        self.colour = theme.text
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

    def first_look(self, region: Region) -> Group:
        """Return the same texts as lines below each other, in the middle of a region."""
        values = [value.copy() for value in self.values]
        size = values[0].letter_size
        names = [Words(name.text, self.colour, size) for name in self.names]
        line = size / PIXELS_PER_UNIT * _LINE
        head = (len(values) + 1) // 2
        for row, value in enumerate(values):
            gap = self.elided and row >= head
            value.shift(np.array([0.0, -(row + gap) * line, 0.0]) - value.baseline)
        left = min(value.get_left()[0] for value in values) - 2 * TIGHT
        for name, value in zip(names, values, strict=False):
            stand_on(name, value.baseline).set_x(left, RIGHT)
        return region.place(Group(VGroup(*names), VGroup(*values)).scale(_FIRST_LOOK))

    def dots_between(self, lines: Group) -> VGroup:
        """Return three dots where the lines leave numbers out; none, if they are all."""
        if not self.elided:
            return VGroup()
        head, values = (len(self.values) + 1) // 2, lines[-1]
        middle = (values[head - 1].get_center() + values[head].get_center()) / 2
        middle[0] = values.get_x()
        step = DOWN * values[0].height * _DOTS_STEP
        return three_dots(middle, step, values[0].height * _DOT, self.colour)
