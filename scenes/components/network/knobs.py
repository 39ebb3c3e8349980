"""Neurons as knobs: each holds a number, on a dial, and is as bright as the number is large."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, RIGHT, UP, Arc, Group

from scenes.components.grids.discs import discs
from scenes.facts.decimals import scale_decimals
from scenes.figures import tick
from scenes.look.encoding import activation_limit, activation_rgba, ink_inside
from scenes.look.outlines import BASELINE, digits_outline
from scenes.look.sizes import PIXELS_PER_UNIT, TIGHT
from scenes.look.text import number_text

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from scenes.facts.sources import Source
    from scenes.figures import Figures
    from scenes.look.stage import Region
    from scenes.look.text import Number

__all__ = ["HIGH", "Dial", "HandKnob", "Knob"]

_DISC, _RADIUS, _LINE = 0.35, 0.44, 3.0
"""Radii of the disc and of the dial about it, to the room that a knob takes; and the dial's line,
in Manim's widths to a scene unit of room."""
_LETTERS, _ACROSS = 0.27, 0.54
"""The size of the number, and its width at the most, to the same."""
_START, _SWEEP = 1.25 * math.pi, -1.5 * math.pi
"""A dial is open below."""
HIGH, _LOW = _RADIUS + _LINE / 200, _DISC
"""How far a knob reaches above and below its middle, to its room."""
_TRACK = 0.3
_LEAST = 1e-3
"""Radians: a shorter arc is not drawn."""


@dataclass(frozen=True)
class Dial:
    """The range of some knobs, and with how many decimals they are written.

    Attributes
    ----------
    low, high
        Its ends: 0 and 1, or as far as the values go.
    decimals
        Of every number on it.
    """

    low: float
    high: float
    decimals: int

    @classmethod
    def of(cls, values: ArrayLike) -> Self:
        """Return the range of activations: from zero, or with both signs."""
        given = np.asarray(values, dtype=np.float64)
        limit = activation_limit(given)
        return cls(-limit if given.min() < 0 else 0.0, limit, scale_decimals(limit))

    @property
    def letters(self) -> float:
        """The size of a number to the room of its knob, scene units: so that the widest fits."""
        ends = (number_text(end, self.decimals) for end in (self.low, self.high))
        return min(
            _LETTERS, _ACROSS / max(float(np.ptp(digits_outline(end)[:, 0])) for end in ends)
        )

    def angle(self, value: float) -> float:
        """Return how far the dial is turned for a value, in radians."""
        share = (value - self.low) / (self.high - self.low)
        return _SWEEP * min(max(share, 0.0), 1.0)


class Knob(Group):
    """One neuron: a disc, its number inside, and an arc from zero to where the number stands.

    Parameters
    ----------
    figures
        Which reads the number.
    source
        What the neuron really holds.
    dial
        The range.
    limit
        The size of an activation that is drawn in full: by default the end of the range.

    Attributes
    ----------
    disc, number, track, level
        The neuron, its number, the whole range, and the part up to the number.
    real
        What the neuron really holds.
    room
        The side of the square that it takes, scene units.
    """

    def __init__(
        self, figures: Figures, source: Source, dial: Dial, limit: float | None = None
    ) -> None:
        self.figures, self.source, self.dial = figures, source, dial
        self._limit = dial.high if limit is None else limit
        self._theme = figures.theme
        self.number = figures.read(source, PIXELS_PER_UNIT, dial.decimals)
        self.real = self.number.value
        self.disc = discs(self._theme, np.zeros((1, 3)), _DISC, np.zeros(4))
        self.track = Arc(stroke_color=self._theme.text, stroke_opacity=_TRACK)
        self.level = Arc(stroke_color=self._theme.highlight)
        super().__init__(self.track, self.level, self.disc, self.number)
        self.put(np.zeros(3), 1.0)

    @property
    def centre(self) -> NDArray[np.float64]:
        """``(3,)``, scene units."""
        centre: NDArray[np.float64] = self.disc.centres[0]
        return centre

    def put(self, centre: NDArray[np.float64], room: float) -> Self:
        """Move it, and make it as large as its room."""
        self.room = room
        self.disc.place(centre[None], room * _DISC)
        self.number.scale(self.dial.letters * room * PIXELS_PER_UNIT / self.number.letter_size)
        self.track.set_stroke(width=room * _LINE)
        self.level.set_stroke(width=room * _LINE)
        self.track.points = self._arc(0.0, _SWEEP)
        return self.turn_to(self.number.value)

    def fill(
        self, region: Region, *, above: float = 0.0, below: float = 0.0, most: float = math.inf
    ) -> Self:
        """Fill a region but for what is above and below, or take the most room, in its middle."""
        height = region.height - above - below
        room = min(region.width / (2 * HIGH), height / (HIGH + _LOW), most)
        return self.put(region.centre + UP * (below - above + room * (_LOW - HIGH)) / 2, room)

    def turn_to(self, value: float) -> Self:
        """Let it hold a number: brightness and dial follow."""
        self.disc.set_fills(activation_rgba(self._theme, [value], self._limit))
        self.number.set_value(value).set_colour(ink_inside(self.disc.fills[0]))
        self._centre_number()
        zero = self.dial.angle(0.0)
        turned = self.dial.angle(value) - zero
        self.level.points = self._arc(zero, turned if abs(turned) > _LEAST else _LEAST)
        self.level.set_stroke(opacity=float(abs(turned) > _LEAST))
        return self

    def _centre_number(self) -> None:
        """Put the number into the disc: by its places, so that no digit makes it jump."""
        number, (x, y, _) = self.number, self.centre
        places = "".join("0" if letter.isdigit() else letter for letter in number.text)
        reach = digits_outline(places)[len(BASELINE) :, 0] * number.letter_size / PIXELS_PER_UNIT
        right = x - (reach.min() + reach.max()) / 2
        number.shift((right - number.baseline[0]) * RIGHT)
        number.shift((y - number.half_digit - number.baseline[1]) * UP)

    def cite(self) -> None:
        """Record that it shows what the neuron really holds."""
        self.figures.cite(self.number, self.source)

    def ends(self, size: float) -> list[Number]:
        """Return the ends of the range, each below the dial's end, and below the disc."""
        dial, lowest = self.dial, self.centre + DOWN * self.room * _LOW
        ends = []
        for value, angle in ((dial.low, 0.0), (dial.high, _SWEEP)):
            aside = RIGHT * self.room * _RADIUS * math.cos(_START + angle)
            number = tick(value, self._theme.text, size, dial.decimals)
            number.next_to(lowest + aside, DOWN, buff=TIGHT)
            ends.append(number)
        return ends

    def _arc(self, first: float, angle: float) -> NDArray[np.float64]:
        arc = Arc(self.room * _RADIUS, _START + first, angle, arc_center=self.centre)
        points: NDArray[np.float64] = arc.points
        return points


class HandKnob(Knob):
    """A number that is set by hand: it is no neuron, so its disc stays off."""

    def turn_to(self, value: float) -> Self:
        """Turn it: the dial follows."""
        super().turn_to(value)
        self.disc.set_fills(activation_rgba(self._theme, [0.0]))
        self.number.set_colour(self._theme.text)
        return self
