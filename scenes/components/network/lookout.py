"""A neuron that sees one region of an image and nothing else: made by hand, a wish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, Rectangle

from scenes.components.animations import Follow, between_stops, staggered
from scenes.components.fitting import stand_on
from scenes.components.frame import stand_out
from scenes.components.grids.discs import large_neuron
from scenes.components.network.one_neuron import Spokes
from scenes.errors import ParameterError
from scenes.facts.sources import DotProduct
from scenes.look.encoding import activation_rgba, ink_upon, plain_rgba, rgba
from scenes.look.sizes import FORMULA, MATRIX, NEAR, NUMBER, PIXELS_PER_UNIT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from scenes.components.grids.grids import PixelGrid
    from scenes.components.network.home import NetworkHome
    from scenes.facts.edges import PixelRegion
    from scenes.figures import Figures
    from scenes.look.stage import Region

    Floats = NDArray[np.float64]

__all__ = ["Lookout", "take_picture"]

_LARGEST = 2.0
"""The neuron's diameter, scene units."""
_INSIDE = 0.6
"""What its number takes of its width."""
_THIN, _STRONG = 0.5, 2.4
"""Widths of lines that are not looked at and that are, pixels at 1080p."""
_DARKEST = 0.3
"""Opacity of the line from a pixel that is off."""
_FRAME = 5
_LAG = 0.6
_GONE = 0.5
"""How visible a line is when it no longer counts."""


class Lookout(Group):
    """The image, a frame about a region of it, lines from its pixels, and the neuron.

    The neuron is as bright as the region is on average: so it would be with equal weights on the
    lines from there, and none on the others.

    Parameters
    ----------
    figures
        Whose image, stage and theme are used.
    image
        The image, in its place.
    place
        Where the neuron goes.
    region
        What it looks at.

    Attributes
    ----------
    image, lines, frame, disc
        The parts; at first every pixel has a line, and the neuron is off.
    number
        The average brightness of the region, in the neuron.
    tally
        How many lines there are, below it.
    pixels, brightness
        Where both are read, for the region.
    """

    def __init__(
        self, figures: Figures, image: PixelGrid, place: Region, region: PixelRegion
    ) -> None:
        self.figures, self.theme, self.image, self.region = figures, figures.theme, image, region
        ones = region.grid((image.values.shape[0], image.values.shape[1]))
        self.pixels = DotProduct(ones, np.ones_like(ones))
        self.brightness = DotProduct(ones / ones.sum(), image.values)
        self._count = figures.count("neurons", 0, MATRIX)
        words = figures.words("lines", NUMBER).next_to(self._count, RIGHT, buff=NEAR)
        self.tally = Group(self._count, stand_on(words, self._count.baseline))
        radius = min(place.width, place.height - 2 * (self.tally.height + NEAR), _LARGEST) / 2
        self.disc = large_neuron(self.theme, place.centre, radius)
        self.tally.next_to(self.disc, DOWN, buff=NEAR)
        self.number = figures.read(self.brightness, FORMULA)
        self.number.scale(self.disc.width * _INSIDE / self.number.width).move_to(self.disc)
        self.frame = self._frame()
        self.lines = self._lines()
        self._look_at(region, others=1.0, lit=0.0)
        super().__init__(image, self.lines, self.frame, self.disc, self.tally, self.number)

    def cite_pixels(self) -> None:
        """Record that the count is that of the region's pixels."""
        self.figures.cite(self._count, self.pixels)

    def cite_brightness(self) -> None:
        """Record that the number is the region's brightness."""
        self.figures.cite(self.number, self.brightness)

    # -- what happens -----------------------------------------------------------------

    def look_there_alone(self, seconds: float) -> Follow:
        """Return the animation of all other lines going, those from far away first."""
        middle = self.frame.get_center()
        away = np.linalg.norm(self.image.centres - middle, axis=1)
        order, ones = 1 - away / away.max(), self.pixels.weights.ravel()

        def leave(progress: float) -> None:
            others = 1 - staggered(progress, order, _LAG)
            self._look_at(self.region, others, lit=0.0)
            self._count.set_value(round(float((ones + (1 - ones) * (others > _GONE)).sum())))

        moving = Group(self.lines, self._count)
        return Follow(moving, leave, run_time=seconds)

    def light_up(self, seconds: float) -> Follow:
        """Return the animation of the neuron to the region's brightness."""
        return self._follow(lambda progress: self._look_at(self.region, lit=progress), seconds)

    def look_around(self, regions: Sequence[PixelRegion], seconds: float) -> Follow:
        """Return the animation of the region through others: lines and neuron follow."""
        stops = np.array([self.region, *regions], dtype=np.float64)
        self.region = regions[-1]
        return self._follow(lambda progress: self._look_at(between_stops(stops, progress)), seconds)

    def _follow(self, change: Callable[[float], object], seconds: float) -> Follow:
        moving = Group(self.lines, self.frame, self.disc, self.number)
        return Follow(moving, change, run_time=seconds)

    # -- a moment ---------------------------------------------------------------------

    def _look_at(self, region: ArrayLike, others: ArrayLike = 0.0, lit: float = 1.0) -> None:
        """Show a region, which may lie between pixels; other lines this visible, the neuron lit."""
        top, left, height, width = np.asarray(region, dtype=np.float64)
        shares = self._covered(top, left, height, width)
        corner = self.image.get_corner(UP + LEFT)
        middle = RIGHT * (left + width / 2) + DOWN * (top + height / 2)
        self.frame.move_to(corner + middle * self.image.cell)
        self._colour_lines(shares, np.broadcast_to(others, shares.shape))
        value = lit * float(shares @ self.image.values.ravel() / shares.sum())
        self.disc.set_fills(self._fill(value))
        self.number.set_value(value)
        self.number.set_colour(ink_upon(self.theme, self.disc.fills[0]))

    def _covered(self, top: float, left: float, height: float, width: float) -> Floats:
        """Return which share of every pixel is in a rectangle, ``(N,)``."""
        rows, columns = (np.arange(count) for count in self.image.values.shape)
        down = np.clip(np.minimum(rows + 1, top + height) - np.maximum(rows, top), 0, 1)
        right = np.clip(np.minimum(columns + 1, left + width) - np.maximum(columns, left), 0, 1)
        return np.outer(down, right).ravel()

    def _colour_lines(self, shares: Floats, others: Floats) -> None:
        looked_at = (shares * (1 - others))[:, None]
        plain = plain_rgba(self.theme) * np.column_stack([np.ones((len(others), 3)), others])
        gold = np.tile(rgba(self.theme.highlight), (len(shares), 1))
        gold[:, 3] = _DARKEST + (1 - _DARKEST) * np.clip(self.image.values.ravel(), 0, 1)
        self.lines.colours = plain + (gold - plain) * looked_at
        self.lines.widths = self._pixel * (_THIN + (_STRONG - _THIN) * looked_at[:, 0])

    def _lines(self) -> Spokes:
        starts, disc = self.image.centres, self.disc
        way = disc.centres - starts
        ends = disc.centres - way / np.linalg.norm(way, axis=1)[:, None] * disc.halves[0, 0]
        count = len(starts)
        plain = np.tile(plain_rgba(self.theme), (count, 1))
        return Spokes(starts, ends, plain, np.full(count, self._pixel))

    def _frame(self) -> Rectangle:
        width, height = (side * self.image.cell for side in (self.region.width, self.region.height))
        colour = self.theme.highlight
        frame = Rectangle(width=width, height=height, color=colour, stroke_width=_FRAME)
        stand_out(self.theme, frame)
        return frame

    @property
    def _pixel(self) -> float:
        """A pixel at 1080p, scene units."""
        return 1 / (PIXELS_PER_UNIT * self.figures.stage.enlarged)

    def _fill(self, value: float) -> Floats:
        return activation_rgba(self.theme, [value])


def take_picture(home: NetworkHome) -> PixelGrid:
    """Return the picture of a network's inputs as a thing of its own: it is drawn there no more.

    Raises
    ------
    ParameterError
        There is none: the inputs are listed.
    """
    if home.picture is None:
        raise ParameterError("the network takes numbers that are listed: there is no picture")
    taken: PixelGrid = home.picture.copy()
    home.picture.set_opacity(0)
    return taken
