"""A neuron that is to notice one edge of an image: made by hand, with a knob, a wish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, Rectangle, smooth, smootherstep

from scenes.components.animations import Follow
from scenes.components.fitting import in_line
from scenes.components.frame import stand_out
from scenes.components.grids.discs import large_neuron
from scenes.components.grids.grids import PixelGrid
from scenes.components.network.knobs import Dial, HandKnob
from scenes.components.network.one_neuron import Spokes
from scenes.components.verbs import move
from scenes.errors import ParameterError
from scenes.facts.sources import DotProduct, Entry
from scenes.look.encoding import activation_rgba, ink_inside, plain_rgba, rgba
from scenes.look.sizes import FORMULA, NUMBER, TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from manim import Animation, Mobject
    from numpy.typing import NDArray

    from scenes.components.grids.marks import Marks
    from scenes.components.network.home import NetworkHome
    from scenes.facts.edges import PixelRegion
    from scenes.figures import Figures
    from scenes.look.stage import Areas, Region
    from scenes.look.text import Number

    Floats = NDArray[np.float64]

__all__ = ["Lookout", "take_picture"]

_PLACES: Areas = {
    "16:9": ("1 digit:5.7 - neuron:2.9",),
    "9:16": ("5.6 digit", "2 neuron"),
    "1:1": ("1 digit:5 neuron:2.1",),
}
_LARGEST, _LARGEST_KNOB = 2.2, 2.2
"""The neuron's diameter, and the room of the knob, scene units."""
_INSIDE = 0.6
"""What its number takes of its width."""
_THIN, _STRONG = 0.5, 2.4
"""Widths of lines that are not looked at and that are, pixels at 1080p."""
_DARKEST = 0.3
"""Opacity of the line from a pixel that is off."""
_FRAME = 5


class Lookout(Group):
    """The image, a frame about an edge in it, lines from all pixels, their neuron, and a knob.

    The neuron is as bright as the pixels are on average; with the knob the lines from outside of
    the frame count for less, down to nothing. That is a neuron made by hand.

    Parameters
    ----------
    figures
        Whose image, stage and theme are used.
    image
        The image, in its place.
    place
        Where neuron and knob go.
    region
        Where the edge is.

    Attributes
    ----------
    image, lines, frame, disc
        The parts; at first the neuron is off.
    number
        The average brightness, in the neuron.
    knob, title
        How much every line from outside counts, and how many these are, above it.
    """

    def __init__(
        self, figures: Figures, image: PixelGrid, place: Region, region: PixelRegion
    ) -> None:
        self.figures, self.theme, self.image, self.region = figures, figures.theme, image, region
        self._whole = image.values
        self._edge = region.grid((image.values.shape[0], image.values.shape[1]))
        at, below = (place.columns if place.width > place.height else place.rows)(1, 1)
        self._middle, self._beside_knob = place.centre, at.centre
        radius = min(at.width, at.height, _LARGEST) / 2
        self.disc = large_neuron(self.theme, at.centre, radius)
        self.number = figures.read(self.brightness(), FORMULA)
        self.number.scale(self.disc.width * _INSIDE / self.number.width).move_to(self.disc)
        self.frame = self._frame()
        colour = plain_rgba(self.theme)
        self.lines = Spokes.onto(self.disc, image.centres, colour, figures.stage.pixel)
        self._hang_knob(below)
        self._show(lit=0.0)
        parts = (image, self.lines, self.frame, self.disc, self.number)
        super().__init__(*parts, self.knob, self.title)

    @classmethod
    def placed(cls, figures: Figures, region: PixelRegion) -> Self:
        """Return it where it always is: the image as large as can be, the neuron beside it."""
        at = figures.stage.areas(_PLACES)
        image = at["digit"].place(PixelGrid(figures.image, figures.theme), grow=True)
        return cls(figures, image, at["neuron"], region)

    def without_knob(self) -> Self:
        """Put the neuron into the middle, as long as the knob takes no room."""
        self._put(self._middle, self.disc, self.number, self.lines)
        return self

    def turned_down(self) -> Self:
        """Let the lines from elsewhere count for nothing."""
        self.knob.turn_to(0.0)
        self._show()
        return self

    def brightness(self, others: float = 1.0, edge: float = 1.0) -> DotProduct:
        """Return how lit the neuron is: so much do other lines count, and of the edge is there."""
        weights = self._edge + others * (1 - self._edge)
        return DotProduct(weights / weights.sum(), self._whole * (1 - self._edge * (1 - edge)))

    # -- what happens -----------------------------------------------------------------

    def light_up(self, seconds: float) -> list[Follow]:
        """Return the animations of the neuron to the brightness of all pixels."""
        return self._follow(lambda progress: self._show(lit=progress), seconds)

    def take_the_edge(self, seconds: float) -> list[Follow]:
        """Return the animations of the edge going dark; the neuron follows."""
        return self._follow(lambda progress: self._show(edge=1 - progress), seconds)

    def bring_it_back(self, seconds: float) -> list[Follow]:
        """Return the animations of the edge as it was; the neuron follows."""
        return self._follow(lambda progress: self._show(edge=progress), seconds)

    def make_room(self) -> list[Animation]:
        """Return the animations of the neuron, with its lines, to beside where the knob comes."""
        disc, number, lines = self.disc.copy(), self.number.copy(), self.lines.copy()
        self._put(self._beside_knob, disc, number, lines)
        return [
            move(self.lines, lines, rate_func=smootherstep),
            move(self.disc, disc),
            move(self.number, number, rate_func=smootherstep),
        ]

    def turn_down_others(self, seconds: float) -> list[Follow]:
        """Return the animations of the knob down to nothing; other lines and the neuron follow.

        It is turned so that the neuron climbs evenly, and therefore fast at first: a neuron of
        hundreds of lines is much more lit only when all but a few count for very little.
        """
        alone = float(self._edge.mean())

        def turn(progress: float) -> None:
            share = alone + (1 - alone) * progress  # of all that counts, the edge's
            self.knob.turn_to(alone / (1 - alone) * (1 / share - 1))
            self._show()

        return [*self._follow(turn, seconds), _along(self.knob, seconds)]

    def cite(self, edge: float = 1.0) -> None:
        """Record what knob and neuron show, with so much of the edge."""
        others = self.knob.number.value
        self.figures.cite(self.knob.number, Entry(np.array([[others]]), 0, 0))
        self.figures.cite(self.number, self.brightness(others, edge))

    def _follow(self, change: Callable[[float], object], seconds: float) -> list[Follow]:
        """Return several animations, so that nothing comes to the front."""
        others = (_along(part, seconds) for part in (self.lines, self.disc, self.number))
        return [Follow(self.image, change, seconds, smooth), *others]

    # -- a moment ---------------------------------------------------------------------

    def _show(self, edge: float = 1.0, lit: float = 1.0) -> None:
        """Show so much of the edge, with the knob as it is turned, and the neuron this far lit."""
        others = self.knob.number.value
        brightness = self.brightness(others, edge)
        self.image.set_values(brightness.image)
        self._colour_lines(self._edge.ravel(), others)
        value = lit * brightness.of(self.figures.trace)
        self.disc.set_fills(activation_rgba(self.theme, [value]))
        self.number.set_value(value)
        self.number.set_colour(ink_inside(self.disc.fills[0]))

    def _colour_lines(self, chosen: Floats, others: float) -> None:
        """Let other lines fade, and those from the edge come forward in gold instead."""
        forward = chosen[:, None] * (1 - others)
        plain = np.tile(plain_rgba(self.theme), (len(chosen), 1))
        plain[:, 3] = np.where(chosen > 0, 1.0, others)
        gold = np.tile(rgba(self.theme.highlight), (len(chosen), 1))
        gold[:, 3] = _DARKEST + (1 - _DARKEST) * np.clip(self.image.values.ravel(), 0, 1)
        self.lines.colours = plain + (gold - plain) * forward
        self.lines.widths = self.figures.stage.pixel * (_THIN + (_STRONG - _THIN) * forward[:, 0])

    def _put(self, centre: Floats, disc: Marks, number: Number, lines: Spokes) -> None:
        """Put a neuron, its number and the ends of its lines to a place."""
        number.shift(centre - disc.centres[0])
        disc.place(centre[None], disc.halves)
        colour = plain_rgba(self.theme)
        lines.points = Spokes.onto(disc, self.image.centres, colour, 1.0).points

    # -- its parts --------------------------------------------------------------------

    def _hang_knob(self, place: Region) -> None:
        """Put the knob below how many lines it is for."""
        figures, letters = self.figures, self.figures.stage.letters
        outside = DotProduct(1 - self._edge, np.ones_like(self._edge))
        self._count = figures.read(outside, letters(NUMBER), 0)
        self.title = in_line(self._count, figures.words("other lines", letters(NUMBER)), buff=TIGHT)
        self.knob = HandKnob(figures, Entry(np.array([[1.0]]), 0, 0), Dial(0.0, 1.0, 2))
        self.knob.fill(place, above=self.title.height + TIGHT, most=_LARGEST_KNOB)
        self.title.next_to(self.knob.track, UP, buff=TIGHT)

    def _frame(self) -> Rectangle:
        width, height = (side * self.image.cell for side in (self.region.width, self.region.height))
        colour = self.theme.highlight
        frame = Rectangle(width=width, height=height, color=colour, stroke_width=_FRAME)
        stand_out(self.theme, frame)
        top, left, height, width = self.region
        middle = RIGHT * (left + width / 2) + DOWN * (top + height / 2)
        return frame.move_to(self.image.get_corner(UP + LEFT) + middle * self.image.cell)


def _along(part: Mobject, seconds: float) -> Follow:
    """Return an animation that leaves to others what becomes of a part."""
    return Follow(part, lambda _: None, seconds)


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
