"""Some input neurons, and beside them their numbers as the column vector that they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, VGroup

from scenes.components.brace import counted_brace
from scenes.components.equations.matrix import CLOSE, MatrixView
from scenes.components.fitting import fitted_names, stand_on
from scenes.components.grids.discs import discs
from scenes.facts.choosing import Excerpt
from scenes.facts.readings import activation
from scenes.look.encoding import activation_limit, activation_rgba
from scenes.look.sizes import APART, FORMULA, HALF_DIGIT, NEAR, PIXELS_PER_UNIT, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.components.grids.marks import Marks
    from scenes.figures import Figures
    from scenes.look.stage import Region
    from scenes.look.text import Formula, Number

__all__ = ["VectorColumn", "column_vector", "vector_name"]

_DISC = 0.43
"""Radius to the distance between two neurons."""
_SEED = 0.005
"""Half the size of a neuron that is about to grow, scene units."""
_NAMES = 0.4
"""The longest name, as a share of the region's width."""


def column_vector(
    figures: Figures, excerpt: Excerpt, size: float, decimals: Sequence[int] | None = None
) -> MatrixView:
    """Return some activations of the input between brackets, dots for those left out."""
    places = decimals or [2] * len(excerpt.shown)
    numbers: list[list[Number]] = [
        [figures.read(activation(0, index), size, digits)]
        for index, digits in zip(excerpt.shown, places, strict=True)
    ]
    return MatrixView(numbers, excerpt, Excerpt(1, (0,)), figures.theme.text, padding=CLOSE)


def vector_name(figures: Figures, vector: MatrixView) -> Formula:
    """Return the vector's letter, directly above it."""
    return figures.formula("a^((0))", FORMULA).next_to(vector.brackets, UP, buff=TIGHT)


class VectorColumn(Group):
    """The neurons, their numbers and names, a brace with the real count, and the vector's letter.

    Parameters
    ----------
    figures
        Whose inputs are shown.
    excerpt
        Which of them.
    region
        Where it goes: as large as fits.
    largest
        The size of the numbers where there is room, pixels at 1080p.
    decimals
        Of each number; two by default.
    names
        What each is called, if that is to stand before it.

    Attributes
    ----------
    neurons, dots
        The discs, `Marks`, and dots in place of those left out.
    shown
        Which neurons these are.
    vector, letter
        Numbers between brackets, and the letter above.
    names
        Words, one a neuron, or none.
    brace
        With the count; empty where all are shown.
    """

    def __init__(
        self,
        figures: Figures,
        excerpt: Excerpt,
        region: Region,
        largest: float = FORMULA,
        decimals: Sequence[int] | None = None,
        names: Sequence[str] = (),
    ) -> None:
        self.figures, self.excerpt = figures, excerpt
        self.shown = np.array(excerpt.shown, dtype=np.intp)
        self.vector = column_vector(figures, excerpt, largest, decimals)
        self.letter = vector_name(figures, self.vector)
        self._fit(region, largest)
        self.neurons, self.dots = self._discs()
        self.names = self._written(names, region.width * _NAMES)
        self.brace = self._counted()
        super().__init__(self.neurons, self.dots, self.vector, self.names, self.letter, self.brace)
        region.place(self)

    def _fit(self, region: Region, largest: float) -> None:
        """Make the vector so low that its letter fits above."""
        room = region.height - self.letter.height - TIGHT
        factor = min(1.0, room / float(self.vector.height))
        self.vector.scale(factor)
        self.size = largest * factor
        self.letter.next_to(self.vector.brackets, UP, buff=TIGHT)

    def _discs(self) -> tuple[Marks, VGroup]:
        radius = self.vector.pitch * _DISC
        x = self.vector.get_left()[0] - APART - radius
        shown = zip(self.vector.places_down_column(), self.excerpt.slots, strict=True)
        places = np.array([place for place, slot in shown if slot is not None])
        places[:, 0] = x
        inputs = self.figures.inputs
        theme, limit = self.figures.theme, activation_limit(inputs)
        fills = activation_rgba(theme, inputs[list(self.excerpt.shown)], limit)
        dots = self.vector.skipped.copy()
        neurons = discs(theme, places, radius, fills)
        return neurons, dots.set_x(x) if len(dots) else dots

    def _written(self, names: Sequence[str], width: float) -> VGroup:
        theme, smallest = self.figures.theme, self.figures.smallest
        words = fitted_names(names, theme.text, max(self.size, smallest), width, smallest)
        left = self.neurons.get_left() + LEFT * NEAR
        for word, place in zip(words, self.neurons.centres, strict=bool(names)):
            below = DOWN * HALF_DIGIT * word.letter_size / PIXELS_PER_UNIT
            stand_on(word, place + below).set_x(left[0], direction=RIGHT)
        return VGroup(*words)

    def _counted(self) -> VGroup:
        if len(self.excerpt.shown) == self.excerpt.count:
            return VGroup()
        count = self.figures.count("neurons", 0, max(self.size, self.figures.smallest))
        return counted_brace(self.vector, count, self.figures.theme.text, RIGHT)

    def seeds(self) -> Marks:
        """Return the neurons as they are before they grow, beside their numbers."""
        seeds: Marks = self.neurons.copy()
        places: NDArray[np.float64] = np.array(
            [number.get_left() + LEFT * NEAR for number in self.vector.entries]
        )
        return seeds.place(places, _SEED)

    def among_dots(self, hidden: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return where neurons that are not drawn are: those of each gap among its dots."""
        following = np.searchsorted(self.shown, hidden)
        gaps = np.searchsorted(np.unique(following), following)
        places = np.array([dots.get_center() for dots in self.dots])
        among: NDArray[np.float64] = places[gaps]
        return among
