"""The input layer as one picture: the digit, all its neurons, a few of them large, the vector."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, cast

import numpy as np
from manim import DOWN, RIGHT, UP, Group, LaggedStart, VGroup, smooth

from scenes.components.animations import Follow
from scenes.components.frame import frame_about
from scenes.components.grids.grids import PixelGrid
from scenes.components.network.home import NetworkHome
from scenes.components.network.magnifier import Magnifier
from scenes.components.network.vector_column import VectorColumn, column_vector, vector_name
from scenes.components.verbs import MOVE, move
from scenes.facts.choosing import Excerpt, ends_and_stroke
from scenes.facts.choosing_pixels import liveliest
from scenes.facts.readings import activation
from scenes.facts.sources import Count
from scenes.figures import Figures
from scenes.look.sizes import APART, FAR, FORMULA, MATRIX, NEAR, PIXELS_PER_UNIT, TIGHT
from scenes.look.stage import Region

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scenes.components.grids.marks import Marks
    from scenes.look.stage import Areas
    from scenes.look.text import Number

__all__ = ["InputLayerSlide", "SomeInputs"]

_MOST = 7
"""So many neurons are large at the most: their numbers must be readable."""
_INSIDE, _LEAST = 0.36, 30.0
"""The size of a number inside a disc to the distance between two; pixels at 1080p, the least."""
_WIDEST = 0.7
"""The largest distance between two discs in a row, scene units."""
_ASIDE = 0.25
"""How far beyond the middle of their room lens and vector stand, to its width."""
_LINES = 3.4
"""What the letter and the dots of the vector take, in its lines."""
_LOWERED = 0.75
"""How far down what is free below them large neurons in a row stand, as long as it is empty."""
_SOME: Areas = {
    "16:9": ("1 image:5.4 some:5.5",),
    "9:16": ("3 image", "5 some"),
    "1:1": ("1 image:1 some:1",),
}
_COPY_LAG = 0.2
_OUTER, _INNER = 2, 5
"""How many neurons are drawn large at either end, and of the stroke."""


class InputLayerSlide(Group):
    """What PixelsToNeurons ends on and ForwardPass begins with.

    Parameters
    ----------
    figures
        Whose image is shown.

    Attributes
    ----------
    picture, column, count
        The digit, all input neurons as `Marks`, and their number on a brace: where the network
        has them.
    excerpt
        Which neurons are large.
    lens, values
        A `Magnifier` on them, and their activations inside the large discs.
    frame
        About the same ones in the digit.
    vector, letter
        The same activations as a column vector, and its letter above.
    """

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        # What is read for the rest of the network is not on the screen: it is read aside.
        home = NetworkHome(Figures(figures.trace, figures.theme, figures.stage))
        layer = home.columns[0]
        self.picture = cast("PixelGrid", home.picture)
        self.column: Marks = layer.neurons
        self.across, self.abreast = layer.across, layer.abreast
        self.count = cast("VGroup", home.counts[0])
        figures.cite(cast("Number", self.count[1]), Count("neurons", 0))
        room = self._room()
        self.excerpt = self._choose(room)
        self.vector = column_vector(figures, self.excerpt, FORMULA)
        self.letter = vector_name(figures, self.vector)
        self.lens = self._below(room) if self.across else self._beside(room)
        self.values = self._values()
        seen = self.picture.subset(list(self.excerpt.shown))
        self.frame = frame_about(figures.theme, seen, buff=0)
        parts = (self.picture, self.column, self.count, self.lens, self.values, self.frame)
        super().__init__(*parts, self.vector, self.letter)

    def _room(self) -> Region:
        """Return what the digit and the column leave: beside the column, or below a row."""
        whole, column, digit = self.figures.stage.picture, self.column, self.picture
        left, right = whole.x - whole.width / 2, whole.x + whole.width / 2
        top, bottom = whole.y + whole.height / 2, whole.y - whole.height / 2
        if self.across:
            top = column.get_bottom()[1] - FAR
        else:
            left = column.get_right()[0] + FAR
        if digit.get_right()[0] > left:
            top = min(top, digit.get_bottom()[1] - NEAR)
        return Region((left + right) / 2, (top + bottom) / 2, right - left, top - bottom)

    def _choose(self, room: Region) -> Excerpt:
        """Choose neurons that differ, side by side in the layer and in one row of the image."""
        smallest = self.figures.stage.letters(_LEAST) / PIXELS_PER_UNIT / _INSIDE
        along = room.width - smallest if self.across else room.height - _LINES * smallest
        window = max(min(_MOST, int(along / smallest), self.figures.image.shape[1]), 2)
        if 1 < self.abreast < window:
            window -= window % self.abreast
        first = liveliest(self.figures.image, window, self.abreast)
        return Excerpt(len(self.column), tuple(range(first, first + window)))

    def _beside(self, room: Region) -> Magnifier:
        """Place the vector, and its neurons line by line before it."""
        self._fit(room.height)
        lens = self._magnifier(self.vector.pitch)
        width = lens.panel.width + APART + self.vector.width
        middle = room.x + min(_ASIDE * room.width, (room.width - width) / 2)
        written = Group(self.vector, self.letter).move_to(room.centre)
        written.set_x(middle + width / 2, direction=RIGHT)
        lines = [number.get_y() for number in self.vector.entries]
        x = middle - (width - lens.panel.width) / 2
        return lens.put(np.array([x, (lines[0] + lines[-1]) / 2, 0.0]))

    def _below(self, room: Region) -> Magnifier:
        """Place the large neurons in a row, no wider than the layer, and the vector below it."""
        lens = self._magnifier(_WIDEST)
        wide = min(lens.panel.width, room.width, self.column.width)
        lens = self._magnifier(_WIDEST * wide / lens.panel.width)
        top, high = room.y + room.height / 2, lens.panel.height
        self._free = room.height - high
        rest = Region(room.x, room.y - (high + APART) / 2, room.width, room.height - high - APART)
        self._fit(rest.height)
        Group(self.vector, self.letter).move_to(rest.centre)
        return lens.put(np.array([self.column.get_x(), top - high / 2, 0.0]))

    def lower(self) -> Self:
        """Let large neurons in a row stand lower, as long as there is no vector below them."""
        return self._shift_row(self._free * _LOWERED) if self.across else self

    def make_room(self) -> Iterator[Follow]:
        """Yield the animation of neurons that were lowered back up, if they were."""
        moved = 0.0

        def follow(progress: float) -> None:
            nonlocal moved
            self._shift_row((moved - progress) * self._free * _LOWERED)
            moved = progress

        if self.across:
            yield Follow(Group(self.lens, self.values), follow, MOVE, smooth)

    def _shift_row(self, down: float) -> Self:
        self.values.shift(DOWN * down)
        self.lens.put(self.lens.panel.get_center() + DOWN * down)
        return self

    def _fit(self, height: float) -> None:
        """Make the vector so low that its letter fits above it."""
        most = height - self.letter.height - TIGHT
        self.vector.scale(min(1.0, most / self.vector.height))
        self.letter.next_to(self.vector.brackets, UP, buff=TIGHT)

    def _magnifier(self, pitch: float) -> Magnifier:
        shown, across = self.excerpt.shown, self.across
        activations, theme = self.figures.inputs, self.figures.theme
        lens = Magnifier(
            activations, self.column, theme, pitch, len(shown), self.abreast, across=across
        )
        return lens.set_first(shown[0])

    def _values(self) -> VGroup:
        """Return the activations, each inside its disc."""
        size = self.lens.pitch * _INSIDE * PIXELS_PER_UNIT
        values = VGroup()
        for slot, index in enumerate(self.excerpt.shown):
            colour = self.lens.colour_upon(slot)
            number = self.figures.read(activation(0, index), size, colour=colour)
            values.add(number.move_to(self.lens.discs.centres[slot]))
        return values

    def copy_the_numbers(self) -> LaggedStart:
        """Return the animation of copies of the numbers, which become the vector's and go.

        Each is seen only when it is out of its neuron; from a row down into a column the lowest
        goes first, so that none passes over another.
        """
        copies = self.values.copy().set_opacity(0)
        pairs = list(zip(copies, self.vector.entries, strict=True))
        order = pairs[::-1] if self.across else pairs
        return LaggedStart(*(move(*pair, remover=True) for pair in order), lag_ratio=_COPY_LAG)


class SomeInputs(VectorColumn):
    """Some input neurons, drawn large: a few at either end, and some of the stroke.

    Attributes
    ----------
    picture
        The digit.
    """

    def __init__(self, figures: Figures) -> None:
        at = figures.stage.areas(_SOME)
        shown = ends_and_stroke(figures.inputs, _OUTER, _INNER)
        super().__init__(figures, shown, at["some"], MATRIX)
        grid = PixelGrid(figures.image, figures.theme)
        self.picture: PixelGrid = at["image"].place(grid, grow=True)
