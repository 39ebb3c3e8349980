"""The sigmoid above its slope: a point goes along the one, and draws the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, Line, VGroup, VMobject

import netcore
from scenes.components.graphs.axes import ACTIVATION_NAME, SUM_NAME
from scenes.components.graphs.curve import Curve
from scenes.components.graphs.number_line import NumberLine, nice_step
from scenes.components.grids.discs import discs
from scenes.facts.sources import Slope
from scenes.facts.steepness import sigmoid_slope
from scenes.look.encoding import activation_rgba, rgba
from scenes.look.sizes import LABEL, NEAR, NUMBER, PIXELS_PER_UNIT, TIGHT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.components.grids.marks import Marks
    from scenes.facts.steepness import SigmoidSums
    from scenes.figures import Figures
    from scenes.look.stage import Region

    Floats = NDArray[np.float64]

__all__ = ["SlopeGraph"]

_UPPER = 0.58
"""Of the height of both graphs: that of the sigmoid."""
_RIGHT = 0.75
"""What the graph keeps free for a number on the right, in ems."""
_TICK_ROOM = 0.7
_TANGENT, _TANGENT_LINE = 0.12, 6.0
"""Half its length, to that of the axis; and its width."""
_POINT, _SUM = 0.14, 0.1
_BASE, _GUIDE, _DRAWN, _STEPS = 0.35, 0.5, 5.0, 301


class SlopeGraph(Group):
    """Two graphs over one axis of sums, and a point with its tangent.

    Parameters
    ----------
    figures
        Whose theme and stage are used.
    sums
        The sums that are drawn, and how far the axis goes.
    region
        What it fills.

    Attributes
    ----------
    across, up, rise
        The axes: of sums, of activations, and of slopes.
    curve, drawn
        The sigmoid; and of its slope the part that the point has gone along.
    walker
        The point with its tangent, its level, its line down to the slope, and the slope's point.
    """

    def __init__(self, figures: Figures, sums: SigmoidSums, region: Region) -> None:
        self.figures, self.sums, theme = figures, sums, figures.theme
        self._place_the_axes(region)
        function = netcore.activation("sigmoid")
        self.curve = Curve(function, self.across, self.up, theme.highlight)
        self._slopes = Curve(sigmoid_slope, self.across, self.rise, theme.text)
        self.drawn = VMobject(stroke_color=theme.text, stroke_width=_DRAWN, fill_opacity=0)
        guides = (Line(stroke_width=1.8, color=theme.text, stroke_opacity=_GUIDE) for _ in "12")
        tangent = Line(stroke_width=_TANGENT_LINE, color=theme.text)
        points = discs(theme, np.zeros((2, 3)), _POINT, np.zeros(4), 3.0, rgba(theme.highlight))
        self.walker = Group(*guides, tangent, points)
        self._seen = (sums.story, sums.story)
        super().__init__(self.axes, self.curve, self.drawn, self.walker)
        self.turn_to(sums.story)

    def _place_the_axes(self, region: Region) -> None:
        figures, reach = self.figures, self.sums.reach
        size, letters = figures.stage.letters(LABEL), figures.stage.letters(NUMBER)
        texts = (ACTIVATION_NAME, "slope", SUM_NAME)
        names = VGroup(*(figures.words(text, size) for text in texts))
        row, em = names[1].height + TIGHT, letters / PIXELS_PER_UNIT
        height = region.height - 3 * row - 2 * em - 2 * NEAR
        self.up = self._upright(1.0, figures.theme.highlight, height * _UPPER)
        self.rise = self._upright(0.25, figures.theme.text, height * (1 - _UPPER))
        left = self.rise.room_left
        length = region.width - left - _RIGHT * em
        step = nice_step(2 * reach, int(length / _TICK_ROOM))
        self.across = NumberLine(-reach, reach, step, figures.theme.text, length, letters)
        corner = region.centre + DOWN * (region.height / 2 - row - em - NEAR)
        corner[0] += left - region.width / 2
        self.across.begin_at(corner)
        self.rise.begin_at(corner)
        above = corner + UP * (height * (1 - _UPPER) + row + em)
        self.up.begin_at(above)
        for name, axis in zip(names, (self.up, self.rise), strict=False):
            name.next_to(axis, UP, buff=TIGHT).align_to(axis, LEFT)
        names[2].next_to(self.across, DOWN, buff=TIGHT).set_x(corner[0] + length / 2)
        base = Line(above, above + RIGHT * length, stroke_width=2, color=figures.theme.text)
        base.set_stroke(opacity=_BASE)
        self.axes = Group(base, self.across, self.up, self.rise, names)

    def _upright(self, high: float, colour: str, length: float) -> NumberLine:
        """Return an axis from 0 to the greatest value."""
        letters = self.figures.stage.letters(NUMBER)
        return NumberLine(0.0, high, high, colour, length, letters, upright=True, labels="ends")

    def turn_to(self, z: float) -> Self:
        """Let the sum be z: the point goes there, its tangent turns, and the slope is drawn."""
        level, stem, tangent, points = self.walker
        place, below = self.curve.at(z)[0], self._slopes.at(z)[0]
        axis = np.array([self.up.rule.get_x(), place[1], 0.0])
        level.put_start_and_end_on(axis, place + 1e-6 * RIGHT)
        stem.put_start_and_end_on(below, place + 1e-6 * UP)
        tangent.put_start_and_end_on(*self._tangent_at(z, place))
        a = float(netcore.activation("sigmoid")(z))
        points.place(np.array([place, below]))
        points.set_fills(activation_rgba(self.figures.theme, [a, 0.0]))
        self._seen = min(self._seen[0], z), max(self._seen[1], z)
        return self._draw(*self._seen)

    def finish(self, progress: float) -> Self:
        """Draw what the point has not gone along, to both ends, this far in [0, 1]."""
        reach = self.sums.reach
        first, last = (
            seen + (end - seen) * progress
            for seen, end in zip(self._seen, (-reach, reach), strict=True)
        )
        return self._draw(first, last)

    def _draw(self, first: float, last: float) -> Self:
        over = np.linspace(first, last + 1e-6, _STEPS)
        self.drawn.set_points_as_corners(self._slopes.at(over))
        return self

    def _tangent_at(self, z: float, place: Floats) -> tuple[Floats, Floats]:
        """Return the ends of the tangent: not beyond those of the axis."""
        rule, way = self.across.rule, self._direction(z)
        half = rule.width * _TANGENT
        room = place[0] - rule.get_left()[0], rule.get_right()[0] - place[0]
        back, on = (min(half, free / way[0]) for free in room)
        return place - way * back, place + way * on

    def _direction(self, z: float) -> Floats:
        """Return the way ``(3,)``, of length 1, in which the curve goes on from there."""
        (start, right), (bottom, top) = self.across.at([0, 1]), self.up.at([0, 1])
        steep = float(Slope("sigmoid", z).of(self.figures.trace))
        way = (right - start) + steep * (top - bottom)
        unit: Floats = way / np.linalg.norm(way)
        return unit

    def real_sums(self) -> tuple[Marks, Marks]:
        """Return a point for each sum: on the axis, and as high as the slope there is."""
        sums, theme = self.sums.drawn, self.figures.theme
        fills = activation_rgba(theme, netcore.activation("sigmoid")(sums))
        rings = rgba(theme.text, 0.75)
        on_axis = discs(theme, self.across.at(sums), _SUM, fills, 2.0, rings)
        return on_axis, on_axis.copy().place(self._slopes.at(sums))
