"""What the numbers of the equation are taken from: the layer below, and the weights it meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, Group, VGroup

from scenes.components.brace import Brace
from scenes.components.fitting import fitted_names
from scenes.components.grids.grids import PixelGrid, WeightGrid, folded
from scenes.components.grids.legend import Legend
from scenes.components.grids.marks import Marks
from scenes.components.network.column import NeuronColumn, ring_rgba
from scenes.look.encoding import (
    activation_limit,
    activation_rgba,
    needs_scale,
    rgb,
    symmetric_limit,
)
from scenes.look.sizes import PIXELS_PER_UNIT
from scenes.look.stage import Region

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.components.equations.layer import LayerEquation
    from scenes.figures import Figures

__all__ = ["Source"]

_DISC = 0.44
_THUMBNAIL = 0.84
_BAR = 0.32
_MARKED_WIDTH = 2.6
_COUNT_SIZE = 34
_CLEARANCE = 0.25
_LONGEST_COLUMN = 20
_SPACED = 0.84
_SMALLEST, _LARGEST_NAME, _NAME_SHARE = 18, 34, 0.9
_NAME_GAP, _SCALE_GAP = 0.14, 0.3


class Source:
    """Builds, in the places that the equation leaves free, what turns into its numbers.

    Parameters
    ----------
    figures, equation
        Whose layer is shown.

    Attributes
    ----------
    brace
        Along the vector, with the real number of its entries.
    of_pixels
        Whether the layer below is an image.
    """

    def __init__(self, figures: Figures, equation: LayerEquation) -> None:
        self.figures, self.equation = figures, equation
        self.theme, self.layer = figures.theme, equation.layer
        self.of_pixels = self.layer == 1 and figures.network.image_shape is not None
        self.shown = list(equation.column_excerpt.shown)
        self.activations = figures.trace.activations[self.layer - 1]
        self.brace = self._count_brace()
        self._room = self._place_beside_the_vector()
        self.limit = symmetric_limit(figures.network.layer(self.layer).weights)

    def _place_beside_the_vector(self) -> Region:
        """Return the place left of the vector and its brace, as high as the vector."""
        vector, picture = self.equation.inputs.brackets, self.figures.stage.picture
        left = picture.x - picture.width / 2
        right = min(vector.get_left()[0], self.brace.get_left()[0]) - _CLEARANCE
        height = min(vector.height, right - left)
        return Region((left + right) / 2, vector.get_center()[1], right - left, height)

    def neurons(self) -> Marks:
        """Return all of the layer below, ``n_in`` marks: the image, a column or rows of neurons."""
        room, limit = self._room, activation_limit(self.activations)
        if self.of_pixels:
            return room.place(PixelGrid(self.figures.image, self.theme, room.height))
        count = len(self.activations)
        if count > _LONGEST_COLUMN:
            return room.place(self._rows_of_neurons(room.height, limit))
        column = NeuronColumn(self.activations, self.theme, room.height, count, limit=limit)
        return room.place(column).neurons

    def scale(self, neurons: Marks) -> Group:
        """Return the scale below the layer's neurons, if some are not between 0 and 1."""
        if not needs_scale(self.activations):
            return Group()
        scale = Legend.of_layer(self.figures, self.layer - 1)
        scale.scale(min(1.0, self._room.width / scale.width))
        return scale.next_to(neurons, DOWN, buff=_SCALE_GAP)

    def names(self, neurons: Marks) -> VGroup:
        """Return the names of a plain vector's numbers, left of their neurons in a column."""
        names, room = self.figures.network.input_names, self._room
        if self.layer > 1 or not 0 < len(names) <= _LONGEST_COLUMN:
            return VGroup()
        pitch = room.height / len(names)
        smallest = _SMALLEST / self.figures.stage.enlarged
        size = min(pitch * PIXELS_PER_UNIT * _NAME_SHARE, _LARGEST_NAME)
        if size < smallest:
            return VGroup()
        width = neurons.get_left()[0] - room.x + room.width / 2 - _NAME_GAP
        words = fitted_names(names, self.theme.text, size, width, smallest)
        gap = neurons.halves[0, 0] + _NAME_GAP
        pairs = zip(words, neurons.centres, strict=True)
        return VGroup(*(name.next_to(place, LEFT, buff=gap) for name, place in pairs))

    def _rows_of_neurons(self, height: float, limit: float) -> Marks:
        grid = PixelGrid(folded(self.activations), self.theme, height, limit)
        grid.roundness[:] = 1.0
        return grid.place(grid.centres, grid.halves * _SPACED).set_rings(ring_rgba(self.theme))

    def marked(self, neurons: Marks) -> Marks:
        """Return a frame about each neuron whose number is shown."""
        marks = neurons.subset(self.shown)
        marks.set_fills([0.0, 0.0, 0.0, 0.0])
        marks.ring_width = _MARKED_WIDTH
        return marks.set_rings(np.append(rgb(self.theme.highlight), 1.0))

    def discs(self) -> Marks:
        """Return the shown neurons as discs where their numbers will be."""
        vector, discs = self.equation.inputs, self.equation.input_chips.copy()
        places = [vector.entry(index).get_center() for index in self.shown]
        return discs.place(np.array(places), vector.pitch * _DISC)

    def switched_off(self, discs: Marks) -> Marks:
        """Return the discs with nothing in them."""
        return discs.copy().set_fills(activation_rgba(self.theme, np.zeros(len(discs))))

    def _count_brace(self) -> VGroup:
        """Return a brace along the vector with the real number of its entries."""
        vector, side = self.equation.inputs, RIGHT if self.figures.stage.wide else LEFT
        brace = Brace(vector.brackets.height, self.theme.text)
        if self.figures.stage.wide:
            brace.flip()
        brace.next_to(vector.brackets, side, buff=0.05)
        count = self.figures.count("neurons", self.layer - 1, _COUNT_SIZE)
        return VGroup(brace, count.next_to(brace, side, buff=0.12))

    # -- weights ----------------------------------------------------------------------------

    def weight_picture(self, neuron: int) -> WeightGrid:
        """Return a neuron's weights as a picture that takes the place of the layer below.

        It stands alone, so its colours are full at its own limit; those of the thumbnails, which
        stand together, at that of the layer.
        """
        room = self._room
        if self.of_pixels or len(self.activations) > _LONGEST_COLUMN:
            return room.place(WeightGrid(self._folded(neuron), self.theme, room.height))
        weights, column = self.figures.network.incoming_weights(self.layer, neuron), self.neurons()
        squares = WeightGrid(weights[:, None], self.theme)
        return squares.place(column.centres, column.halves)

    def thumbnail(self, neuron: int) -> WeightGrid:
        """Return the same picture, small, at the left end of the neuron's row."""
        matrix = self.equation.weights
        height = matrix.pitch * _THUMBNAIL
        picture = WeightGrid(self._folded(neuron), self.theme, height, self.limit)
        picture.rings[:, 3] = 0.0
        if picture.width > height * 1.5:
            picture.scale(height * 1.5 / picture.width)
        picture.move_to(matrix.row_centre(neuron))
        x = matrix.brackets.get_left()[0] - 0.16 - picture.width / 2
        return picture.set_x(x)

    def bar(self, neuron: int) -> Marks:
        """Return the same weights side by side along the neuron's row of the matrix."""
        matrix = self.equation.weights
        places = matrix.places_along_row(neuron)
        picture = self.thumbnail(neuron)
        picture.set_fills(self.weight_picture(neuron).fills)
        count = len(picture)
        half = (places[-1] - places[0])[0] / count / 2
        share = (np.arange(count) + 0.5)[:, None] / count
        halves = np.array([half, matrix.pitch * _BAR])
        picture.place(
            places[0] + (places[-1] - places[0]) * share, np.broadcast_to(halves, (count, 2))
        )
        return picture

    def _folded(self, neuron: int) -> NDArray[np.float64]:
        weights = self.figures.network.weight_grid(self.layer, neuron)
        return weights if len(weights) > 1 else folded(weights[0])
