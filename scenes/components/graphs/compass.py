"""A dial on which edges show where they point: each is a hand, all around one middle."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Self

import numpy as np
from manim import RIGHT, UP, Arrow, Circle, Group, Line, VGroup

from scenes.look.sizes import NUMBER, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import VMobject
    from numpy.typing import NDArray

    from scenes.facts.sources import Source
    from scenes.figures import Figures
    from scenes.look.stage import Region
    from scenes.look.text import Number

    Floats = NDArray[np.float64]

__all__ = ["Compass", "Degrees", "arrow"]

_RING, _HAND = 3, 6
"""Widths of lines, in Manim's units."""
_TIP, _SHARP = 0.34, 0.45
"""How long the tip of an arrow is at most, scene units, and to the whole arrow."""
_SLIM = 9
"""Width of a short arrow, to its length: so its tip is seen."""
_REACH = 0.94
"""Of a hand, to the radius."""


def arrow(middle: Floats, degrees: float, length: float, colour: str) -> Arrow:
    """Return an arrow about a place; 0 degrees point to the right, 90 upwards."""
    way = _way(degrees)
    return Arrow(
        middle - way * length / 2,
        middle + way * length / 2,
        buff=0,
        color=colour,
        stroke_width=min(_HAND, length * _SLIM),
        tip_length=min(_TIP, length * _SHARP),
        max_stroke_width_to_length_ratio=math.inf,
    )


class Degrees(VGroup):
    """An angle that is read somewhere, and its sign: it is written from its left on.

    Attributes
    ----------
    number, source
        What is written, and where it is read.
    """

    def __init__(self, figures: Figures, source: Source, size: float, colour: str) -> None:
        self.source = source
        self.number: Number = figures.read(source, size, 0, colour)
        self._sign = figures.words("\N{DEGREE SIGN}", size, colour)
        super().__init__(self.number, self._sign)
        self.turn_to(self.number.value)

    def turn_to(self, value: float) -> Self:
        """Let it be another angle, so that it goes on following the words before it."""
        left = self.number.get_left()
        self.number.set_value(value)
        self.number.shift((left - self.number.get_left())[0] * RIGHT)
        self._sign.next_to(self.number, RIGHT, buff=0.0).align_to(self.number, UP)
        return self


class Compass(Group):
    """A ring, and in it a hand for each edge.

    Parameters
    ----------
    figures
        Reads where each points.
    headings
        Their directions; numbers are written at as many hands as there is room for.
    colour
        Of the hands.
    region
        Where the ring and the numbers around it go.

    Attributes
    ----------
    ring
        With a mark to the right, above, to the left and below.
    hands
        In the order of the edges.
    numbers
        Degrees, beyond the ring.
    """

    def __init__(
        self, figures: Figures, headings: Sequence[Source], colour: str, region: Region
    ) -> None:
        size = figures.stage.letters(NUMBER)
        wide = figures.words("000", size)
        room = TIGHT + np.array([wide.width, wide.height])
        reach = float(min(np.array([region.width, region.height]) / 2 - room - TIGHT))
        centre, theme = region.centre, figures.theme
        ends = [_way(angle) * reach + centre for angle in (0, 90, 180, 270)]
        marks = (Line(centre + (end - centre) * 0.9, end, stroke_width=_RING) for end in ends)
        circle = Circle(reach, stroke_width=_RING).move_to(centre)
        self.ring = VGroup(circle, *marks).set_color(theme.text)
        angles = [heading.of(figures.trace) for heading in headings]
        self.hands = VGroup(*(_hand(centre, angle, reach * _REACH, colour) for angle in angles))
        self.numbers = VGroup()
        for heading, angle in zip(headings, angles, strict=True):
            place = _beside(centre, angle, reach + TIGHT, room)
            if all(_far(place, other.get_center(), room) for other in self.numbers):
                self.numbers.add(Degrees(figures, heading, size, colour).move_to(place))
        super().__init__(self.ring, self.hands, self.numbers)


def _way(degrees: float) -> Floats:
    return np.array([math.cos(math.radians(degrees)), math.sin(math.radians(degrees)), 0.0])


def _hand(centre: Floats, degrees: float, length: float, colour: str) -> VMobject:
    hand: VMobject = arrow(centre + _way(degrees) * length / 2, degrees, length, colour)
    return hand


def _beside(centre: Floats, degrees: float, reach: float, room: Floats) -> Floats:
    """Return where a number goes that is so wide and high, just beyond a circle."""
    way = _way(degrees)
    place: Floats = centre + way * reach + way * np.append(room, 0.0) / 2
    return place


def _far(place: Floats, other: Floats, room: Floats) -> bool:
    """Tell whether two numbers so wide and high have their places beside each other."""
    return bool((np.abs(place - other)[:2] > room * 1.05).any())
