"""The pixels of an image line up as the input layer: row after row, and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import RIGHT, AnimationGroup, Group, Rectangle, linear

from scenes.components.animations import CountTo
from scenes.components.brace import counted_brace
from scenes.components.frame import frame_about
from scenes.components.grids.discs import rounded
from scenes.components.grids.pixel_callouts import image_with_size
from scenes.components.network.unrolling import HALF_WIDTH, Strip, Unroll
from scenes.facts.choosing_pixels import first_lit_row
from scenes.look.encoding import activation_rgba, rgba
from scenes.look.sizes import NUMBER, TOUCH

if TYPE_CHECKING:
    from manim import SurroundingRectangle

    from scenes.components.grids.marks import Marks
    from scenes.figures import Figures
    from scenes.look.stage import Areas, Region

__all__ = ["LineUp"]

_PLACES: Areas = {
    "16:9": ("1 image:5.4 strip:5.5",),
    "9:16": ("1 image:7.6 strip:2.4",),
    "1:1": ("1 image:4 strip:2.4",),
}
_RIM, _RIM_WIDTH = 0.5, 1.6
"""Opacity and width, pixels at 1080p, of a strip's outline: "off" is as dark as what is behind."""

_DISC, _RING_WIDTH = 0.42, 1.2
"""A neuron's radius to a pixel's side; pixels at 1080p."""


class LineUp:
    """Lines the pixels of an image up in a strip, row by row, and counts them.

    Parameters
    ----------
    figures
        Which reads the count.
    pixels
        All of them, row by row of the image.

    Attributes
    ----------
    ghost, size
        The image that they leave behind, and how many pixels it has.
    strip, rim
        The column, and a faint outline of it.
    brace, count
        Along the strip.
    rows, first
        How many there are, and the first one in which anything can be seen.
    """

    def __init__(self, figures: Figures, pixels: Marks) -> None:
        at = figures.stage.areas(_PLACES)
        self.pixels, self.theme = pixels, figures.theme
        self.rows, self.columns = figures.image.shape
        self.first = first_lit_row(figures.image)
        self.ghost, self.size = image_with_size(figures, at["image"])
        self._build(figures, at["strip"])
        height = self.rim.height - TOUCH
        x, top = self.rim.get_x(), self.rim.get_y() + height / 2
        self.strip = Strip(float(x), float(top), float(height))
        self.count.set_value(0)

    def _build(self, figures: Figures, region: Region) -> None:
        colour = self.theme.text
        self.rim = Rectangle(
            width=2 * HALF_WIDTH + TOUCH,
            height=region.height,
            color=colour,
            stroke_width=_RIM_WIDTH,
            stroke_opacity=_RIM,
        )
        self.count = figures.count("neurons", 0, NUMBER)
        self.brace = counted_brace(self.rim, self.count, colour, RIGHT)
        region.place(Group(self.rim, self.brace))

    def discs(self, image: Marks) -> Marks:
        """Return the pixels as neurons, where they are in an image."""
        discs: Marks = self.pixels.copy()
        discs.place(image.centres, image.halves * 2 * _DISC)
        return rounded(self.theme, discs, _RING_WIDTH)

    def set_level(self, index: int, level: float) -> None:
        """Show one pixel as bright as another value."""
        self.pixels.fills[index] = activation_rgba(self.theme, level)

    def faint(self) -> Marks:
        """Return the image that is left behind as it is seen."""
        return self.ghost.copy().set_opacity(self.theme.dimmed)

    def gold(self) -> Marks:
        """Return the pixels, the first lit row in the colour of what is talked about."""
        marked: Marks = self.pixels.copy()
        marked.rings[self._lit] = rgba(self.theme.highlight)
        return marked

    def frame(self) -> SurroundingRectangle:
        """Return a frame about the first lit row, where it is now."""
        return frame_about(self.theme, self.pixels.subset(self._lit), buff=0)

    @property
    def _lit(self) -> list[int]:
        return list(range(self.first * self.columns, (self.first + 1) * self.columns))

    def unroll(self, first: int, last: int, seconds: float, lag: float = 0.3) -> AnimationGroup:
        """Return the animation of some rows into the strip; those before `first` are there."""
        reach = first * self.columns, last * self.columns
        moving = Unroll(self.pixels, self.strip, self.columns, *reach, lag, run_time=seconds)
        counting = CountTo(self.count, moving.arrived, run_time=seconds, rate_func=linear)
        return AnimationGroup(moving, counting)
