"""A function as a little graph, which stands for it where a large one has no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Group, Line, VGroup

from scenes.components.graphs.slide import SquishSlide
from scenes.components.grids.discs import discs
from scenes.components.grids.marks import Marks
from scenes.facts.choosing import plainest_neuron
from scenes.facts.functions import squish_of
from scenes.facts.layer_sums import LayerSums
from scenes.look.encoding import activation_rgba, rgba
from scenes.look.sizes import NEAR
from scenes.look.stage import Region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.figures import Figures
    from scenes.look.stage import Stage
    from scenes.look.text import Number

    Floats = NDArray[np.float64]

__all__ = ["SquishIcon", "room_below"]

_HEIGHT = 0.9
_RADIUS = 0.09
_INTO = 0.2
_AXIS = 2.0


def room_below(stage: Stage) -> Region:
    """Return the part of a picture that is free while an icon waits in its corner."""
    picture = stage.picture
    if stage.wide:
        return picture
    taken = _HEIGHT + NEAR
    return Region(picture.x, picture.y - taken / 2, picture.width, picture.height - taken)


class SquishIcon(Group):
    """The axes and curve of a `SquishSlide`: in their places there, then anywhere, at any size.

    Parameters
    ----------
    figures, layer
        The layer whose sums are squished. Nothing is drawn where activations depend on all sums.

    Attributes
    ----------
    slide
        What else is in the graph; empty where there is none.
    """

    def __init__(self, figures: Figures, layer: int) -> None:
        self.figures, self.theme = figures, figures.theme
        super().__init__()
        self.slide = self._graph(layer)
        self._plain = Group()
        if isinstance(self.slide, SquishSlide):
            self._take_from(self.slide)
        self._home = self._plain.get_center()
        self._size = np.array([self._plain.width, self._plain.height, 1.0])

    def _take_from(self, slide: SquishSlide) -> None:
        """Take axes and curve out of the slide, so that nothing is drawn twice."""
        rules = (slide.across.rule, slide.up.rule)
        plain = VGroup(*(Line(rule.points[0], rule.points[3]) for rule in rules))
        self._plain.add(plain.set_stroke(self.theme.text, _AXIS), slide.curve.copy())
        self.add(VGroup(*(rule.copy() for rule in rules)), slide.curve.copy())
        slide.across.remove(slide.across.rule)
        slide.up.remove(slide.up.rule)
        slide.remove(slide.curve)

    def _graph(self, layer: int) -> SquishSlide | Group:
        if squish_of(self.figures.network.layer(layer).activation) is None:
            return Group()
        story = plainest_neuron(self.figures.network, layer)
        return SquishSlide(self.figures, LayerSums(self.figures.trace, layer, story))

    def neurons(self, sums: Sequence[Number], activations: Sequence[Number]) -> tuple[Marks, Marks]:
        """Return a neuron for each sum: on the axis and dark, and lit on the curve."""
        slide, z, a = self.slide, _values(sums), _values(activations)
        if not isinstance(slide, SquishSlide):
            none = Marks(np.zeros((0, 2)), 0.0, [0.0] * 4, [0.0] * 4)
            return none, none
        z = np.clip(z, slide.across.low, slide.across.high)
        dark, lit = (activation_rgba(self.theme, level, slide.sums.limit) for level in (0 * a, a))
        return self._discs(slide.across.at(z), dark), self._discs(slide.curve.at(z), lit)

    def point_at(self, z: float, a: float) -> Marks:
        """Return a neuron on the curve, where its sum is on the axis; as bright as it is active."""
        slide = self.slide
        if not isinstance(slide, SquishSlide):
            return discs(self.theme, np.zeros((0, 3)), _RADIUS, np.zeros((0, 4)))
        place = np.clip([z], slide.across.low, slide.across.high)
        fill = activation_rgba(self.theme, np.array([a]), slide.sums.limit)
        return self._discs(slide.curve.at(place), fill)

    def _discs(self, places: Floats, fills: Floats) -> Marks:
        """Return discs at places of the slide."""
        size = np.array([self.width, self.height, 1.0])
        here = self.get_center() + (places - self._home) * (size / self._size)
        rings = rgba(self.theme.text)
        return discs(self.theme, here, _RADIUS, fills, rings=rings)


def _values(numbers: Sequence[Number]) -> Floats:
    return np.array([number.value for number in numbers])
