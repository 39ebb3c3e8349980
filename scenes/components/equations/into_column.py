"""Activations close up into a column: as letters, and as the numbers that these stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
from manim import RIGHT, UP, AnimationGroup, Group, GrowFromCenter, VGroup, smooth

from scenes.components.animations import Follow
from scenes.components.verbs import CHANGE, MOVE, SMALL, appear, draw, move
from scenes.facts.varied import telling_other
from scenes.look.sizes import NEAR, TIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from manim import Animation, VMobject

    from netcore import Trace
    from scenes.components.equations.matrix import MatrixView
    from scenes.components.equations.neuron_terms import NeuronTerms
    from scenes.components.grids.grids import PixelGrid

__all__ = ["IntoColumn"]


_TO_LETTERS = 0.85
"""Numbers are at the most so large as the letters that they stand for."""

_BAND = 0.95
"""Height of a band, as a share of the distance between entries: letters have numbers above."""


class IntoColumn:
    """The letters of a neuron's terms, between brackets; then "=", and the vector of numbers.

    Parameters
    ----------
    terms
        Where the letters stand first.
    digit
        Which one is shown: others are put in its place.

    Attributes
    ----------
    vector
        The numbers, alone, and larger than among others.
    label
        How many there are, above it.
    letters, brackets, dots, equals
        What stands left of it; `letters` stand where the terms have them.
    bands
        Light bars below an entry, as a letter and as a number.
    other
        The forward pass of another input: most of its shown entries are lit, and are others.
    """

    def __init__(self, terms: NeuronTerms, digit: int) -> None:
        self.terms, self.stage, self.figures = terms, terms.stage, terms.figures
        self.vector = self._enlarged()
        self.letters, self.dots = VGroup(*terms.activations), VGroup(*terms.dots)
        self._targets = self._put_beside()
        label = self.stage.equation.labels[1].copy()
        self.label = label.next_to(self.vector.brackets, UP, buff=TIGHT)
        self.bands = self._bands(self.stage.columns[0])
        columns = self.stage.columns
        self.other = telling_other(self.figures.trace, digit, self.stage.layer - 1, columns)

    # -- what is built ----------------------------------------------------------------

    def _enlarged(self) -> MatrixView:
        """Return the vector so large that each number stands at the height of its letter."""
        self.stage.arrange("inputs")
        vector: MatrixView = self.stage.equation.inputs.copy()
        self.stage.equation.there.clear()  # the copy is there instead
        top, bottom = self.terms.heights[[0, -1]]
        height = self.terms.pitch * len(self.terms.heights)
        vector.scale(height / vector.brackets.height)
        numbers = [vector.entry(index) for index in self.stage.columns]
        size = max(number.letter_size for number in numbers)
        smaller = min(_TO_LETTERS * self.terms.size / size, 1.0)
        for thing in (*numbers, *vector.dots):
            thing.scale(smaller)
        vector.brackets.stretch(smaller, 0)
        return vector.move_to((self.stage.room.x, (top + bottom) / 2, 0))

    def _put_beside(self) -> dict[str, VGroup]:
        """Put letters, brackets and sign before the numbers; return where letters and dots go."""
        vector, room = self.vector, self.stage.room
        pad = (vector.brackets.width - vector.entries.width) / 2
        letters, dots = self.letters.copy(), self.dots.copy()
        wide = max(letter.width for letter in letters)
        brackets = vector.brackets.copy().stretch_to_fit_width(wide + 2 * pad)
        self.brackets, self.equals = brackets, self.figures.formula("=", self.terms.size)
        place = np.array([room.x, vector.get_y(), 0.0])
        VGroup(brackets, self.equals, vector).arrange(RIGHT, buff=NEAR).move_to(place)
        middle = brackets.get_x()
        for letter, symbol in zip(letters, self.terms.activations, strict=True):
            left = letter.get_left()[0]  # the numbers above and below do not reach equally far
            height = symbol.base.get_y() - symbol.get_y()
            letter.shift((middle - wide / 2 - left, height, 0.0))
        return {"letters": letters, "dots": dots.set_x(middle) if len(dots) else dots}

    def _bands(self, index: int) -> VGroup:
        colour = self.stage.theme.highlight
        number = self.vector.row_band(index, colour)
        number.stretch_to_fit_height(self.vector.pitch * _BAND)
        wider = float(self.brackets.width - self.vector.brackets.width)
        letter = number.copy().stretch_to_fit_width(number.width + wider)
        return VGroup(letter.set_x(self.brackets.get_x()), number)

    @property
    def all(self) -> list[VMobject]:
        """All that stands beside the network at the end."""
        return [*self.beside_vector, self.vector, self.label]

    @property
    def beside_vector(self) -> list[VMobject]:
        """All of it but the vector of numbers, and its size."""
        return [self.letters, self.dots, self.brackets, self.equals]

    # -- how it comes to be -----------------------------------------------------------

    def keep(self, seconds: float = CHANGE) -> list[Animation]:
        """Return how the dots go to below the letters, which stay, while all else goes."""
        left = min(letter.get_left()[0] for letter in self.letters)
        middle = left + max(letter.width for letter in self.letters) / 2
        return [move(dots, dots.copy().set_x(middle), seconds) for dots in self.dots]

    def close_up(self, seconds: float = CHANGE) -> list[Animation]:
        """Return how the letters move together, and brackets are drawn about them."""
        pairs = zip((*self.letters, *self.dots), self._goals, strict=True)
        moving = AnimationGroup(*(move(thing, goal, seconds) for thing, goal in pairs))
        return [moving, draw(self.brackets, seconds)]

    @property
    def _goals(self) -> list[VGroup]:
        return [*self._targets["letters"], *self._targets["dots"]]

    def closed(self) -> IntoColumn:
        """Put all where it stands at the end."""
        for thing, goal in zip((*self.letters, *self.dots), self._goals, strict=True):
            thing.become(goal)
        return self

    def begin_numbers(self) -> Animation:
        """Return how the vector's brackets come."""
        return appear(self.equals, self.vector.brackets, self.vector.dots)

    def write(self, seconds: float = MOVE) -> Iterator[list[Animation]]:
        """Yield how a finger goes from entry to entry: its neuron, its letter, its number."""
        for at, index in enumerate(self.stage.columns):
            bands = self._bands(index)
            pointing = move(self.bands, bands, SMALL) if at else appear(self.bands)
            yield [pointing, self.stage.ring_sources([index])]
            yield [GrowFromCenter(self.vector.entry(index), run_time=seconds)]

    # -- how it makes room ------------------------------------------------------------

    def step_aside(self, seconds: float = MOVE) -> Animation:
        """Return how the vector of numbers goes to the edge of its room."""
        room, whole = self.stage.room, VGroup(self.vector, self.label)
        way = room.x + room.width / 2 - whole.get_right()[0]
        return move(whole, whole.copy().shift(RIGHT * way), seconds)

    def join(self, seconds: float = CHANGE) -> list[Animation]:
        """Return how it goes to its place in the expression, and takes that size.

        Then the expression's own stands in its place.
        """
        equation = self.stage.equation
        return [
            move(self.vector, equation.inputs, seconds),
            move(self.label, equation.labels[1], seconds),
        ]

    # -- what it holds ----------------------------------------------------------------

    def change(self, before: Trace, now: Trace, seconds: float = CHANGE) -> Animation:
        """Return how other inputs come in: the picture, the neurons and the numbers follow."""
        stage, network = self.stage, self.figures.network
        first, last = before.activations[0], now.activations[0]
        below, columns = stage.layer - 1, list(stage.columns)

        def follow(progress: float) -> None:
            inputs = first + (last - first) * progress
            values = network.forward(inputs).activations[below]
            for index in columns:
                stage.hold_source(index, float(values[index]))
                self.vector.entry(index).set_value(float(values[index]))
            for picture in stage.picture:
                cast("PixelGrid", picture).set_values(inputs)

        moving = Group(stage.sources, stage.picture, self.vector.entries)
        return Follow(moving, follow, seconds, smooth)

    def cite(self, trace: Trace | None = None) -> None:
        """Record that the numbers stand for their activations, or for those of another pass."""
        numbers = [self.vector.entry(index) for index in self.stage.columns]
        self.figures.cite_layer(numbers, self.stage.layer - 1, self.stage.columns, trace)
