"""A neuron whose sum is turned by hand: as it goes along, it draws what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    BackgroundRectangle,
    Group,
    Line,
    VGroup,
    VMobject,
)

from scenes.components.graphs.slide import SquishSlide
from scenes.components.graphs.value_labels import ValueLabel, overlap
from scenes.components.network.knobs import HIGH, Dial, Knob
from scenes.components.verbs import MOVE, SMALL, appear, move, swap, turn
from scenes.facts.readings import activation, weighted_sum
from scenes.facts.sources import Mapped
from scenes.look.encoding import activation_rgba
from scenes.look.sizes import APART, LABEL, NEAR, NUMBER, TIGHT, TOUCH

if TYPE_CHECKING:
    from manim import Animation, Mobject
    from numpy.typing import NDArray

    from scenes.facts.layer_sums import LayerSums
    from scenes.facts.stops import Stop
    from scenes.figures import Figures

    Floats = NDArray[np.float64]

__all__ = ["CurveWalk"]

_STROKE = 6.0
_BELOW, _BELOW_NARROW = 1.05, 0.3
"""What stays free below the neuron: for what is written at the curve's lower end, if it is."""
_STEPS, _MARK = 401, 0.5
_BIT = 0.05
"""Of the axis: a sum that is far stays far, a bit to one side."""
_INSIDE, _LARGE = 0.86, 100.0
"""The width of a number to that of its neuron, and from where on it has no decimals."""


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
    away
        Before the sum, an arrow that says that it is beyond the axis; not seen where it is not.
    drawn
        The part of the curve that it has gone along.
    noted
        What is said of the last stop; in a narrow frame it follows the function's name.
    """

    def __init__(self, figures: Figures, sums: LayerSums) -> None:
        self.figures, self.sums = figures, sums
        self.slide = SquishSlide(figures, sums)
        theme, size = figures.theme, figures.stage.letters(NUMBER)
        self.neuron = int(sums.drawn[sums.story])
        across = self.slide.across
        dial = Dial.of(sums.function(np.array([across.low, across.high])))
        self.knob = Knob(figures, activation(sums.number, self.neuron), dial, sums.limit)
        self.knob.put(*self._room_for_the_knob())
        number = figures.read(weighted_sum(sums.number, self.neuron), size, colour=theme.highlight)
        self.z = ValueLabel(figures.formula("z =", size, theme.highlight), number)
        self.away = figures.words("←", size, theme.highlight).set_opacity(0)
        self.z.add(self.away.next_to(self.z.symbol, LEFT, buff=TIGHT))
        self.point = self.slide.neurons.subset([sums.story])
        self.stem = Line(stroke_width=2, color=theme.highlight)
        self.drawn = VMobject(stroke_color=theme.highlight, stroke_width=_STROKE, fill_opacity=0)
        self.noted = self.slide.rule
        self._first: float | None = None
        self._last = 0.0
        super().__init__(self.drawn, self.stem, self.point, self.z, self.knob)
        self.turn_to(number.value)

    def _room_for_the_knob(self) -> tuple[Floats, float]:
        """Return its centre and room: in the upper left, where the curve leaves it most."""
        up, curve = self.slide.up.rule, self.slide.curve
        left, top = up.get_right()[0] + NEAR, up.get_top()[1]
        below = _BELOW if self.figures.stage.wide else _BELOW_NARROW
        lowest = self.slide.across.rule.get_y() + below
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

    def _value_at(self, x: Floats) -> Floats:
        across = self.slide.across
        start, end = across.rule.points[0, 0], across.rule.points[3, 0]
        values: Floats = across.low + (x - start) / (end - start) * (across.high - across.low)
        return values

    # -- what stands beside it ---------------------------------------------------------

    @property
    def passing(self) -> list[Mobject]:
        """What leaves the slide when its neuron is turned: the line to its sum needs the room."""
        slide = self.slide
        gone = [slide.neurons, *slide.notes, slide.names[0], slide.middle]
        return [*gone, slide.rule] if self.figures.stage.wide else gone

    def note(self, stop: Stop) -> Animation:
        """Return the animation of what is said of a stop: at its point, if there is room for it.

        What was said near zero goes then: the curve leaves no room for three.
        """
        note, before = self._note(stop), self.noted
        self.noted = note
        if not self.figures.stage.wide:
            return swap(before, note.move_to(self.slide.rule))
        self._beside(note, stop)
        if stop.side > 0:
            return swap(before, note)
        if stop.side == 0 and overlap(note, before):
            note.next_to(before, UP, buff=NEAR, aligned_edge=RIGHT)
        return appear(note)

    def drop_the_note(self) -> list[Animation]:
        """Return how a note goes that stands at no point of its own: it is no other sum's."""
        note, rule = self.noted, self.slide.rule
        if self.figures.stage.wide or note is rule:
            return []
        self.noted = rule
        return [swap(note, rule)]

    def _note(self, stop: Stop) -> VGroup:
        """Return what becomes of such a sum, and whose it is."""
        figures, sizes = self.figures, self.figures.stage.letters
        lines: list[VMobject] = []
        if stop.title:
            size = LABEL if figures.stage.wide else NUMBER
            lines.append(figures.words(stop.title, sizes(size), bold=True))
        if stop.neuron is not None:
            z = figures.read(weighted_sum(self.sums.number, stop.neuron), sizes(NUMBER))
            symbol = figures.words(f"neuron {stop.neuron}: z =", sizes(NUMBER))
            lines.append(ValueLabel(symbol, z))
        edge = (RIGHT if stop.side > 0 else LEFT) if figures.stage.wide else ORIGIN
        note = VGroup(*lines).arrange(DOWN, buff=TIGHT, aligned_edge=edge)
        return self._before_the_stem(note) if lines and figures.stage.wide else note

    def _before_the_stem(self, note: VGroup) -> VGroup:
        """Lay a ground below what is written: the stem goes past behind it."""
        return note.add_to_back(
            BackgroundRectangle(
                note, color=self.figures.theme.background, fill_opacity=1, buff=TOUCH
            )
        )

    def _beside(self, note: VGroup, stop: Stop) -> VGroup:
        """Put a note to its point: not below it, where the line down to the axis is."""
        note.next_to(self.slide.curve.at(stop.z)[0], (UP, RIGHT, LEFT)[stop.side + 1], buff=APART)
        left = self.slide.up.rule.get_right()[0] + NEAR
        note.shift(RIGHT * max(left - note.get_left()[0], 0))
        self.slide.curve.keep_clear(note, above=stop.side < 0, gap=NEAR)
        if note.get_bottom()[1] < self.slide.across.rule.get_top()[1]:
            note.next_to(self.slide.curve.at(stop.z)[0], UP + LEFT, buff=NEAR)
            self.slide.curve.keep_clear(note, above=True, gap=NEAR)
        return note

    @property
    def bit(self) -> float:
        """How far a sum is turned to see whether that changes anything."""
        across = self.slide.across
        return (across.high - across.low) * _BIT

    # -- turning ----------------------------------------------------------------------

    def turn_through(self, *stops: float, seconds: float) -> list[Animation]:
        """Return the animations of the sum from stop to stop."""
        return turn(self.z.number, stops, (self, self.turn_to), seconds=seconds)

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
        self.z.set_value(z)
        self._write_z(foot[0])
        self.knob.turn_to(a)
        self._draw(seen)
        return self

    def hide_the_answer(self) -> list[Animation]:
        """Return the animations in which it is asked, in the neuron, what that holds."""
        off = self.knob.disc.copy().set_fills(activation_rgba(self.figures.theme, [0.0]))
        self.mark = self.figures.words("?", 200, self.figures.theme.highlight, bold=True)
        self.mark.scale_to_fit_height(self.knob.room * _MARK).move_to(self.knob.centre)
        answer = Group(self.knob.number, self.knob.level, self.point, self.stem, self.z)
        asked = Group(self.mark)
        if not self.figures.stage.wide:
            # What was noted stands at no point of its own: the function that is asked takes its
            # place.
            answer.add(self.noted)
            asked.add(self.slide.rule)
        return [swap(answer, asked), move(self.knob.disc, off, SMALL)]

    def show_the_answer(self) -> list[Animation]:
        """Return the animations in which the neuron holds what it does at the sum of now."""
        asked, knob = self.knob.disc.copy(), self.knob
        self.turn_to(self.z.number.value)
        self._fit_the_number()
        answered = knob.disc.copy()
        knob.disc.set_to(asked)
        answer = Group(knob.number, knob.level)
        return [move(knob.disc, answered), swap(self.mark, answer, MOVE)]

    def _fit_the_number(self) -> None:
        """Make a number that is far beyond the dial as large as its neuron lets it be."""
        number, room = self.knob.number, self.knob.disc.halves[0, 0] * 2 * _INSIDE
        if abs(number.value) >= _LARGE:
            number.decimals = 0
            self.knob.turn_to(number.value)
        number.scale(min(1.0, room / number.width))

    def cite(self) -> None:
        """Record what the numbers stand for after it was turned far away."""
        name, z = self.sums.function.name, self.z.number.value
        self.figures.cite(self.knob.number, Mapped(name, z))

    def ask_at(self, z: float) -> None:
        """Let the sum alone be z: what becomes of it is not told.

        Beyond the axis an arrow points at it, and far beyond it has no decimals.
        """
        low, high = self.slide.across.low, self.slide.across.high
        if abs(z) >= _LARGE:
            self.z.number.decimals = 0
        self.z.set_value(z)
        self.away.set_opacity(float(z < low))
        seen = float(np.clip(z, low, high))
        self._write_z(float(self.slide.across.at(seen)[0, 0]))

    def _write_z(self, x: float) -> None:
        """Put the sum below the axis, where it stands on it."""
        region = self.figures.stage.picture
        shown = self.z if self.away.get_fill_opacity() else VGroup(self.z.symbol, self.z.number)
        half = region.width / 2 - shown.width / 2
        self.z.next_to(self.slide.across, DOWN, buff=TIGHT)
        self.z.shift(RIGHT * (np.clip(x, region.x - half, region.x + half) - shown.get_x()))

    def _draw(self, z: float) -> None:
        if self._first is None:
            return
        self._last = max(self._last, z)
        over = np.linspace(self._first, max(self._last, self._first + 1e-6), _STEPS)
        self.drawn.set_points_as_corners(
            self.slide.curve.at(np.union1d(over, np.clip(0.0, over[0], over[-1])))
        )
