"""How the lines of a neuron that was to notice an edge become all lines into it, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import Group, smootherstep

from scenes.components.network.lookout import Lookout
from scenes.components.verbs import CHANGE, become, move, vanish
from scenes.facts.edges import clearest_edge

if TYPE_CHECKING:
    from manim import Animation

    from scenes.components.network.fan_slide import FanSlide
    from scenes.figures import Figures

__all__ = ["FromEdge"]

_HIDDEN = 0.8
"""The size of a pixel that waits under that of the image: no edge is drawn twice."""


class FromEdge(Group):
    """The picture that DesiredEdge ends on, and its way to a layer, its lines and the neuron.

    Parameters
    ----------
    figures
        Whose image, stage and theme are used.
    slide
        Where all goes; it begins without weights.
    """

    def __init__(self, figures: Figures, slide: FanSlide) -> None:
        self.slide = slide
        self.lookout = Lookout.placed(figures, clearest_edge(figures.image)).turned_down()
        image = self.lookout.image
        self.pixels = image.copy().place(image.centres, image.halves * _HIDDEN)
        super().__init__(self.pixels, *self.lookout)

    def let_go(self) -> Animation:
        """Return how all goes that was about the edge."""
        wish = self.lookout
        return vanish(wish.frame, wish.number, wish.knob, wish.title)

    def unroll(self) -> list[Animation]:
        """Return how every pixel's line comes back, and goes with its pixel into the layer."""
        wish, slide = self.lookout, self.slide
        inputs = [] if slide.picture is None else [move(wish.image, slide.picture, CHANGE)]
        return [
            *inputs,
            move(wish.lines, slide.fan, CHANGE, rate_func=smootherstep),
            become(self.pixels, slide.column.neurons, CHANGE, lag=0.0),
            move(wish.disc, slide.disc, CHANGE),
        ]
