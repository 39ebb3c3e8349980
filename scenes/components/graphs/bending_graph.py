"""One neuron's sums for many inputs, and above them a curve that bends into the rectifier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, Line, VGroup

from scenes.components.graphs.axes import ACTIVATION_NAME, SUM_NAME
from scenes.components.graphs.curve import Curve
from scenes.components.graphs.number_line import NumberLine, nice_step, round_range
from scenes.components.graphs.run_record import on_a_line
from scenes.components.graphs.swarm import piled
from scenes.components.grids.discs import discs
from scenes.facts.sources import Slope
from scenes.look.encoding import activation_rgba, rgba
from scenes.look.sizes import LABEL, NEAR, NUMBER, PIXELS_PER_UNIT, TIGHT
from scenes.look.text import Number

if TYPE_CHECKING:
    from scenes.facts.rectified import Rectified
    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["BendingGraph"]

_PILE = 0.36
"""The height of the piled points, to that of all that is above the axis."""
_TICK_ROOM, _PARTS = 0.9, 20
_RIGHT = 0.75
"""What the graph keeps free for a number on the right, in ems."""
_RING, _POINT = 2.2, 0.13
_ROOM = 0.4
"""Of the bending: until there only the axis of activations grows."""
_HIGH_UP = 0.75
"""Of the axis: where it is written how steep the curve is above zero."""


class BendingGraph(Group):
    """Points on an axis, a curve above them, and a point on it that can be turned.

    Parameters
    ----------
    figures
        Whose theme and stage are used.
    story
        The sums.
    region
        What it fills.

    Attributes
    ----------
    across, up
        The axis of sums, and that of activations: it reaches further as the curve bends.
    curve
        From the sigmoid to the rectifier.
    dots
        One for each input, as bright as the neuron would be.
    walker
        The point that is turned, and the line up to it.
    """

    def __init__(self, figures: Figures, story: Rectified, region: Region) -> None:
        self.figures, self.story, theme = figures, story, figures.theme
        self._place_the_axes(region)
        self.curve = Curve(story.activations, self.across, self.up, theme.highlight)
        self._pile_the_points()
        point = discs(theme, np.zeros((1, 3)), _POINT, np.zeros(4), 3.0, rgba(theme.highlight))
        self.walker = Group(Line(stroke_width=1.8, color=theme.highlight), point)
        self._z = float(story.sums[story.own])
        super().__init__(self.axes, self.curve, self.dots, self.walker)
        self.bend(0.0)

    def _place_the_axes(self, region: Region) -> None:
        figures, story = self.figures, self.story
        size, letters = figures.stage.letters(LABEL), figures.stage.letters(NUMBER)
        texts = (SUM_NAME, ACTIVATION_NAME)
        names = VGroup(*(figures.words(text, size) for text in texts))
        row, em = names[0].height + TIGHT, letters / PIXELS_PER_UNIT
        height = region.height - 2 * row - 1.5 * em - 2 * NEAR
        self._pile_room = height * _PILE
        self.up, left = self._upright(height * (1 - _PILE) - NEAR)
        length = region.width - left - _RIGHT * em
        step = nice_step(story.high - story.low, max(int(length / _TICK_ROOM), 1))
        text = figures.theme.text
        self.across = NumberLine(story.low, story.high, step, text, length, letters)
        corner = region.centre + DOWN * (region.height / 2 - row - em - NEAR)
        corner[0] += left - region.width / 2
        self.across.begin_at(corner)
        self.up.begin_at(corner + UP * (self._pile_room + NEAR))
        names[0].next_to(self.across, DOWN, buff=TIGHT).set_x(corner[0] + length / 2)
        names[1].next_to(self.up, UP, buff=TIGHT).align_to(self.up.rule, LEFT)
        self.axes = Group(self.across, self.up, names)

    def _upright(self, length: float) -> tuple[NumberLine, float]:
        """Return the axis of activations, from 0 to 1 at first, and how much room is left of it."""
        step = nice_step(self.story.high, _PARTS)
        self._most = max(round(round_range(0.0, self.story.high, step)[1], 1), 1.0)
        letters, colour = self.figures.stage.letters(NUMBER), self.figures.theme.highlight
        axes = (
            NumberLine(0, high, high, colour, length, letters, upright=True, labels="ends")
            for high in (self._most, 1)
        )
        bent, first = axes
        return first, bent.room_left

    def _pile_the_points(self) -> None:
        story, theme = self.story, self.figures.theme
        places = self.across.at(story.sums)
        heights, radius = piled(places[:, 0], self._pile_room)
        places[:, 1] += heights
        self._rings = np.tile(rgba(theme.text, 0.8), (len(places), 1))
        self._rings[story.own] = rgba(theme.highlight)
        self.dots = discs(theme, places, radius, activation_rgba(theme, 0.0), _RING, self._rings)

    def bend(self, progress: float) -> Self:
        """Let the axis of activations grow, then bend the curve, this far in [0, 1].

        All points follow.
        """
        story, top = self.story, self.up.labels[1]
        assert isinstance(top, Number)
        story.bent = max(progress - _ROOM, 0.0) / (1 - _ROOM)
        self.up.high = float(self._most ** min(progress / _ROOM, 1.0))
        top.decimals = int(not self.up.high.is_integer())
        top.set_value(self.up.high)
        over = np.union1d(np.linspace(story.low, story.high, 401), 0.0)
        self.curve.set_points_as_corners(self.curve.at(over))
        fills = activation_rgba(self.figures.theme, story.activations(story.sums), story.limit)
        self.dots.set_fills(fills)
        return self.turn_to(self._z)

    def turn_to(self, z: float) -> Self:
        """Let the point stand over a sum."""
        self._z, (stem, point) = z, self.walker
        place, foot = self.curve.at(z)[0], self.across.at(z)[0]
        stem.put_start_and_end_on(foot, place + 1e-6 * UP)
        a = self.story.activations([z])
        point.place(place[None]).set_fills(activation_rgba(self.figures.theme, a, self.story.limit))
        return self

    def ring_passing(self, count: float) -> Self:
        """Ring so many of the points above zero, the lowest sums first."""
        sums, rings = self.story.sums, self._rings.copy()
        above = np.argsort(sums)[len(sums) - self.story.passing :]
        rings[above[: round(count)]] = rgba(self.figures.theme.highlight)
        self.dots.set_rings(rings)
        return self

    def slopes(self) -> VGroup:
        """Return how steep each half of the bent curve is, written at it."""
        story, sides = self.story, VGroup()
        for z, side in ((story.low / 2, UP), (_HIGH_UP * story.high, LEFT)):
            number = self._slope(z)
            sides.add(number.next_to(self.curve.at(z)[0], side, buff=NEAR))
            left = self.up.rule.get_right()[0] + TIGHT
            number.shift(RIGHT * max(left - number.get_left()[0], 0.0))
            self.curve.keep_clear(number, above=True, gap=TIGHT)
        return sides

    def _slope(self, z: float) -> VGroup:
        figures, size = self.figures, self.figures.stage.letters(NUMBER)
        number = figures.read(Slope("relu", z), size, 0, figures.theme.highlight)
        return on_a_line(figures, "slope", number)
