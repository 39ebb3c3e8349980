"""A neuron whose sum is turned by hand: as it goes along, it draws what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, Line, VGroup, VMobject

from scenes.components.graphs.slide import SquishSlide
from scenes.components.graphs.value_labels import ValueLabel
from scenes.components.network.knobs import HIGH, LOW, Dial, Knob
from scenes.facts.readings import activation, weighted_sum
from scenes.facts.sources import Mapped
from scenes.look.encoding import activation_rgba
from scenes.look.sizes import APART, LABEL, NEAR, NUMBER, TIGHT

if TYPE_CHECKING:
    from scenes.facts.layer_sums import LayerSums
    from scenes.figures import Figures

__all__ = ["CurveWalk"]

_STROKE = 6.0
_BELOW = 1.05
"""What stays free below the neuron: for what is written at the curve's lower end."""
_STEPS = 401


class CurveWalk(Group):
    """One neuron on its layer's curve: the point, its sum, and large, how active it is.

    Parameters
    ----------
    figures
        Whose trace, theme and stage are used.
    sums
        The layer.

    Attributes
    ----------
    slide
        The axes, the curve and all that stands at it.
    knob
        The neuron, large, with its activation.
    point, stem, z
        Where it is on the curve, the line to its sum, and that.
    drawn
        The part of the curve that it has gone along.
    """

    def __init__(self, figures: Figures, sums: LayerSums) -> None:
        self.figures, self.sums = figures, sums
        self.slide = SquishSlide(figures, sums)
        theme, size = figures.theme, figures.stage.letters(NUMBER)
        self.neuron = int(sums.drawn[sums.story])
        across = self.slide.across
        dial = Dial.of(sums.function(np.array([across.low, across.high])))
        self.knob = Knob(figures, activation(sums.number, self.neuron), dial)
        self.knob.put(*self._room_for_the_knob())
        number = figures.read(weighted_sum(sums.number, self.neuron), size, colour=theme.highlight)
        self.z = ValueLabel(figures.formula("z =", size, theme.highlight), number)
        self.point = self.slide.neurons.subset([sums.story])
        self.stem = Line(stroke_width=2, color=theme.highlight)
        self.drawn = VMobject(stroke_color=theme.highlight, stroke_width=_STROKE, fill_opacity=0)
        self._first: float | None = None
        self._last = 0.0
        super().__init__(self.drawn, self.stem, self.point, self.z, self.knob)
        self.turn_to(number.value)

    def _room_for_the_knob(self) -> tuple[np.ndarray, float]:
        """Return its centre and room: in the upper left, where the curve leaves it most."""
        up, curve = self.slide.up.rule, self.slide.curve
        left, top = up.get_right()[0] + NEAR, up.get_top()[1]
        lowest = self.slide.across.rule.get_y() + _BELOW
        side = top - lowest
        while side > 0:
            x = np.linspace(left, left + side + NEAR, 20)
            z = self._value_at(x)
            if curve.at(z)[:, 1].max() < top - side - NEAR:
                break
            side -= 0.02
        room = side / (2 * HIGH)
        centre = np.array([left + side / 2, top - room * HIGH, 0.0])
        return centre, room

    def _value_at(self, x: np.ndarray) -> np.ndarray:
        across = self.slide.across
        start, end = across.rule.points[0, 0], across.rule.points[3, 0]
        return across.low + (x - start) / (end - start) * (across.high - across.low)

    # -- turning ----------------------------------------------------------------------

    def start_drawing(self) -> Self:
        """From here on, the way along the curve is drawn."""
        self._first = self._last = self.z.number.value
        return self

    def turn_to(self, z: float) -> Self:
        """Let its sum be z: the point goes there, and the neuron follows."""
        slide, sums = self.slide, self.sums
        seen = float(np.clip(z, slide.across.low, slide.across.high))
        place, foot = slide.curve.at(seen)[0], slide.across.at(seen)[0]
        a = float(sums.function(z))
        self.point.place(place[None]).set_fills(
            activation_rgba(self.figures.theme, [a], sums.limit)
        )
        self.stem.put_start_and_end_on(foot + 1e-6 * DOWN, place)
        self.z.number.set_value(z)
        self._write_z(foot[0])
        self.knob.turn_to(a)
        self._draw(seen)
        return self

    def _write_z(self, x: float) -> None:
        """Put the sum below the axis, where it stands on it."""
        symbol, number = self.z.symbol, self.z.number
        number.shift((symbol.get_right()[0] + TIGHT - number.get_left()[0]) * RIGHT)
        region = self.figures.stage.picture
        half = region.width / 2 - self.z.width / 2
        self.z.next_to(self.slide.across, DOWN, buff=TIGHT)
        self.z.set_x(float(np.clip(x, region.x - half, region.x + half)))

    def _draw(self, z: float) -> None:
        if self._first is None:
            return
        self._last = max(self._last, z)
        over = np.linspace(self._first, max(self._last, self._first + 1e-6), _STEPS)
        self.drawn.set_points_as_corners(self.slide.curve.at(np.union1d(over, over.clip(0, 0))))
