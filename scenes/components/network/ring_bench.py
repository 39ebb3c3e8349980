"""A hoped-for neuron that sees a ring of pixels, on one large digit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Ellipse,
    Group,
    VMobject,
)

from scenes.components.animations import Follow, between_stops
from scenes.components.frame import stand_out
from scenes.components.grids.grids import PixelGrid
from scenes.components.network.hoped import HopedNeuron
from scenes.components.network.one_neuron import Spokes
from scenes.look.encoding import rgba
from scenes.look.stage import Region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation
    from numpy.typing import NDArray

    from netcore import Part
    from scenes.facts.upper_loop import UpperLoop
    from scenes.figures import Figures
    from scenes.look.theme import Theme

    Floats = NDArray[np.float64]

__all__ = ["RingBench", "loop_path", "ring_band"]

_LARGEST = 2.0
"""The neuron's diameter, scene units, beside one large digit."""
_STRONG, _DARKEST = 2.4, 0.25
"""Width of a line, pixels at 1080p, and the opacity of that from a pixel that is off."""
_PATH = 5.0
"""Width of the line along a loop."""
_BROAD = 2
_SEEN_THROUGH = {"brightness": 0.5, "darkness": 0.75}
"""Of the ring: pixels from its inner to its outer edge, and opacity: on paper less stands out."""
_STROKE_UNITS = 100
"""Widths of strokes are given in hundredths of a scene unit."""


def loop_path(theme: Theme, grid: PixelGrid, loop: Part, width: float = _PATH) -> VMobject:
    """Return the path of a loop, drawn over the image that it was found in."""
    corner = grid.get_corner(UP + LEFT)
    places = [corner + grid.cell * (RIGHT * (c + 0.5) + DOWN * (r + 0.5)) for r, c in loop.path]
    path = VMobject(stroke_color=theme.right, stroke_width=width).set_points_as_corners(places)
    stand_out(theme, path)
    return path


class RingBench(Group):
    """A digit, a ring laid on it, lines from its pixels, and the neuron, as bright as the ring is.

    Parameters
    ----------
    figures
        Whose theme is used, and which reads the activation.
    story
        The ring, and the digit it is laid on.
    image
        The digit, in its place.
    place
        Where the neuron goes.

    Attributes
    ----------
    image, band, lines, neuron
        The parts.
    """

    def __init__(self, figures: Figures, story: UpperLoop, image: PixelGrid, place: Region) -> None:
        self.figures, self.story, self.image, self.theme = figures, story, image, figures.theme
        radius = min(place.width, place.height, _LARGEST) / 2
        self.source = story.source(story.tried[0])
        self.neuron = HopedNeuron(figures, self.source, place.centre, radius)
        self.band = ring_band(self.theme, image, story)
        self._start = self.band.get_center()
        gold, pixel = rgba(self.theme.highlight), figures.stage.pixel
        self.lines = Spokes.onto(self.neuron.disc, image.centres, gold, _STRONG * pixel)
        super().__init__(image, self.lines, self.band, self.neuron)
        self.look(down=0.0)

    def look(self, down: float, lit: float = 1.0) -> Self:
        """Lay the ring so many pixels lower; the neuron has so much of its activation."""
        ring = self.story.ring(down)
        self.band.move_to(self._start + DOWN * down * self.image.cell)
        shares = ring.ravel() / ring.max()
        bright = np.clip(self.image.values.ravel(), 0, 1)
        self.lines.colours[:, 3] = shares * (_DARKEST + (1 - _DARKEST) * bright)
        self.neuron.take(lit * float((ring * self.image.values).sum()))
        return self

    def light_up(self, seconds: float) -> Animation:
        """Return the animation of the neuron to its activation."""
        return Follow(Group(self.lines, self.neuron), lambda share: self.look(0.0, share), seconds)

    def slide(self, stops: Sequence[float], seconds: float) -> Animation:
        """Return the animation of the ring from stop to stop, each so many pixels down."""
        moving = Group(self.band, self.lines, self.neuron)
        return Follow(moving, lambda share: self.look(float(between_stops(stops, share))), seconds)

    def cite(self) -> None:
        """Record the activation as it stands at the start."""
        self.figures.cite(self.neuron.number, self.source)


def ring_band(theme: Theme, grid: PixelGrid, story: UpperLoop) -> Ellipse:
    """Return the ring laid over an image, which is seen through it: what both have is light."""
    rows, columns = np.nonzero(story.ring() > 0)
    first, last = np.array([rows.min(), columns.min()]), np.array([rows.max(), columns.max()]) + 1
    middle, (height, width) = (first + last) / 2, last - first
    centre = grid.get_corner(UP + LEFT) + grid.cell * (RIGHT * middle[1] + DOWN * middle[0])
    return Ellipse(
        width=(width - _BROAD) * grid.cell,
        height=(height - _BROAD) * grid.cell,
        color=theme.highlight,
        stroke_width=_BROAD * grid.cell * _STROKE_UNITS,
        stroke_opacity=_SEEN_THROUGH[theme.level],
    ).move_to(centre)
