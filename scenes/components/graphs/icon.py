"""A function as a little graph: what stands for it where there is no room for a large one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import LEFT, UP, Group, Line, VGroup

from scenes.components.graphs.slide import SquishSlide
from scenes.components.grids.marks import Marks
from scenes.facts.choosing import plainest_neuron
from scenes.facts.functions import SQUISHES
from scenes.facts.layer_sums import LayerSums
from scenes.look.encoding import activation_rgba, rgb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.figures import Figures

    Places = NDArray[np.float64]

__all__ = ["SquishIcon"]

_HEIGHT = 0.9
_RADIUS = 0.075
_AXIS = 2.0


class SquishIcon(VGroup):
    """The axes and the curve of a `SquishSlide`, where they are there; then anywhere, of any size.

    Parameters
    ----------
    figures, layer
        The layer whose sums are squished. Nothing is drawn where activations depend on all sums.

    Attributes
    ----------
    slide
        The graph; empty where there is none.
    """

    def __init__(self, figures: Figures, layer: int) -> None:
        self.figures, self.theme = figures, figures.theme
        super().__init__()
        self.slide = self._graph(layer)
        if isinstance(self.slide, SquishSlide):
            rules = (axis.rule.points for axis in (self.slide.across, self.slide.up))
            axes = (Line(points[0], points[3]) for points in rules)
            self.add(*axes).set_stroke(self.theme.text, _AXIS).add(self.slide.curve.copy())
        self._home, self._width = self.get_center(), self.width

    def _graph(self, layer: int) -> SquishSlide | Group:
        if self.figures.network.layer(layer).activation not in SQUISHES:
            return Group()
        story = plainest_neuron(self.figures.network, layer)
        return SquishSlide(self.figures, LayerSums(self.figures.trace, layer, story))

    def aside(self) -> Self:
        """Return it in the picture's upper left corner, small: there it waits."""
        picture = self.figures.stage.picture
        if not len(self):
            return self.copy()
        small = self.copy().scale_to_fit_height(_HEIGHT)
        corner = picture.centre + np.array([-picture.width, picture.height, 0.0]) / 2
        return small.move_to(corner, aligned_edge=UP + LEFT)

    def _here(self, places: Places) -> Places:
        """Return where places of the slide are in the icon."""
        here: Places = self.get_center() + (places - self._home) * (self.width / self._width)
        return here

    def neurons(self, z: Sequence[float], activations: Sequence[float], *, lifted: bool) -> Group:
        """Return a neuron for each weighted sum: on the axis and dark, or lit on the curve."""
        slide = self.slide
        if not isinstance(slide, SquishSlide):
            return Group()
        sums = np.clip(np.asarray(z), slide.across.low, slide.across.high)
        places = slide.curve.at(sums) if lifted else slide.across.at(sums)
        fills = activation_rgba(self.theme, np.asarray(activations) * lifted, slide.sums.limit)
        rings = np.append(rgb(self.theme.text), 1.0)
        return Group(Marks(self._here(places), _RADIUS, fills, rings, 1.0, ring_width=1.6))
