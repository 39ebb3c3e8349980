"""The lines of the squish, and where they are: one above the other, then as the axes of a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, LEFT, RIGHT, UP, Line, Polygon, VGroup, VMobject

from scenes.components.graphs.curve import Curve
from scenes.components.graphs.number_line import NumberLine, nice_step, round_range, stroke_points
from scenes.components.graphs.squished_line import SquishedLine
from scenes.components.graphs.value_labels import overlap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject

    from scenes.facts.layer_sums import LayerSums
    from scenes.look.stage import Stage
    from scenes.look.theme import Theme

__all__ = ["SquishDiagram"]

_TICK_ROOM = 0.8
"""From one labelled tick to the next at least, scene units."""

_SMALL_TICK_ROOM = 0.14
"""From one small tick to the next at least, scene units."""

_SIDE, _SIDE_UNBOUNDED = 0.6, 0.95
"""What a line keeps free at its ends: for tips, or for the numbers of an upright axis."""

_ROW = 1.2
"""From the edge of the picture to a line, with its name and the labels of its points."""

_BOUNDED_SHARE, _BOUNDED_SHARE_NARROW = 0.62, 0.82
_FARTHEST = 1.05
"""The two lines are not farther apart than this share of their length."""

_BELOW_AXIS, _ABOVE_AXIS = 0.95, 0.6
_FORMULA_ROW = 1.5
_STEEPEST = 1.2
"""The graph is not higher than this share of its width."""


class SquishDiagram:
    """The number line, the line that its numbers are carried to, and both as axes.

    Parameters
    ----------
    sums
        The layer.
    theme, stage
        Colours and frame.

    Attributes
    ----------
    line
        All weighted sums, in the upper part of the picture.
    target
        The activations, below it; enlarged where their range is bounded.
    wanted
        The range of activations as a part of `line`, in its own scale.
    squished
        `line` on its way to `target`.
    across, up
        The same two lines as the axes of a graph.
    curve
        The function over them.
    """

    def __init__(self, sums: LayerSums, theme: Theme, stage: Stage) -> None:
        self.sums, self.theme, self.stage = sums, theme, stage
        side = _SIDE if self.bounded else _SIDE_UNBOUNDED
        self.length = stage.picture.width - 2 * side
        self._choose_range()
        self.line = self._sum_line().move_to(stage.picture.centre)
        self.target = self._activation_line(self._target_length())
        self._place_one_above_the_other()
        self.wanted = self._wanted()
        self.squished = SquishedLine(self.line, self.target, sums.function, sums.sums, theme.text)
        self.across = self._sum_line()
        self.up = self._activation_line(self._graph_height(), upright=True)
        self._place_as_axes()
        self.curve = Curve(sums.function, self.across, self.up, theme.highlight)

    @property
    def bounded(self) -> bool:
        """Whether activations have a lowest and a highest value."""
        return self.sums.words.bounded

    # -- lines ------------------------------------------------------------------------

    def _choose_range(self) -> None:
        low, high = self.sums.reach()
        most = int(self.length / _TICK_ROOM)
        for parts in range(most, 0, -1):
            self.step = nice_step(high - low, parts)
            self.low, self.high = round_range(low, high, self.step)
            if self.high - self.low <= (most + 0.5) * self.step:
                return

    @property
    def _minor(self) -> int:
        """How many small steps, themselves round, a labelled one has where there is room."""
        pitch = self.length * self.step / (self.high - self.low)
        round_parts = {"1": (5, 2), "2": (4, 2), "5": (5,)}[f"{self.step:e}"[0]]
        return next((n for n in round_parts if pitch / n >= _SMALL_TICK_ROOM), 1)

    def _sum_line(self) -> NumberLine:
        return NumberLine(
            self.low,
            self.high,
            self.step,
            self.theme.text,
            self.length,
            minor=self._minor,
            endless=True,
        )

    @property
    def _activation_range(self) -> tuple[float, float]:
        words = self.sums.words
        return (
            self.low if words.low is None else words.low,
            self.high if words.high is None else words.high,
        )

    def _activation_line(self, length: float, *, upright: bool = False) -> NumberLine:
        low, high = self._activation_range
        return NumberLine(
            low,
            high,
            1.0 if self.bounded else self.step,
            self.theme.highlight,
            length,
            size=38 if self.bounded else 30,
            minor=2 if self.bounded else 1,
            upright=upright,
            labels="ends",
        )

    def _target_length(self) -> float:
        if self.bounded:
            share = _BOUNDED_SHARE if self.stage.wide else _BOUNDED_SHARE_NARROW
            return self.length * share
        low, high = self._activation_range
        return self.length * (high - low) / (self.high - self.low)

    # -- places -----------------------------------------------------------------------

    def _place_one_above_the_other(self) -> None:
        region = self.stage.picture
        apart = min(region.height - 2 * _ROW, self.length * _FARTHEST)
        self.line.shift(UP * (region.y + apart / 2 - self.line.rule.get_y()))
        middle = self.line.at([self.low, self.high]).mean(axis=0)
        if not self.bounded:
            middle = self.line.at(self._activation_range).mean(axis=0)
        middle[1] = region.y - apart / 2
        self.target.shift(middle - self.target.rule.get_center())

    def _wanted(self) -> Line:
        start, end = self.line.at(self._activation_range)
        return Line(start, end, color=self.theme.highlight, stroke_width=7)

    def _graph_height(self) -> float:
        region = self.stage.picture
        free = region.height - _BELOW_AXIS - _ABOVE_AXIS
        free -= 0 if self.stage.wide else _FORMULA_ROW
        return min(free, self.length * _STEEPEST)

    def _place_as_axes(self) -> None:
        region = self.stage.picture
        spare = self._graph_height() + _BELOW_AXIS + _ABOVE_AXIS
        spare = (region.height - spare - (0 if self.stage.wide else _FORMULA_ROW)) / 2
        corner = region.centre + DOWN * (region.height / 2 - _BELOW_AXIS - spare)
        corner[0] = self.line.at(self.low)[0, 0]
        self.up.shift(corner - self.up.rule.points[0])
        self.across.shift(corner - self.across.rule.points[0])
        self.across.remove(self.across.tips)

    def lens(self, *, opened: bool) -> Polygon:
        """Return the area between `wanted` and `target`; of no height at first."""
        upper = self.line.at(self._activation_range)
        lower = self.target.at(self._activation_range)[::-1] if opened else upper[::-1]
        colour = self.theme.highlight
        return Polygon(*upper, *lower, stroke_width=0, fill_color=colour, fill_opacity=0.14)

    def stems(self, *, grown: bool) -> VMobject:
        """Return upright lines from the axis to the curve, one a neuron; of no length at first."""
        sums = self.sums.sums
        feet = self.across.at(sums)
        tops = self.curve.at(sums) if grown else feet
        stems = VMobject(stroke_color=self.theme.text, stroke_width=1.8, stroke_opacity=0.4)
        stems.points = stroke_points(list(zip(feet, tops, strict=True)))
        return stems

    # -- the slide --------------------------------------------------------------------

    def place_axis_names(self, across: Mobject, up: Mobject) -> None:
        """Put the lines' names beside them, as axes."""
        across.next_to(self.across, DOWN, buff=0.12).set_x(self.across.rule.get_x())
        up.next_to(self.up, UP, buff=0.16).align_to(self.up, LEFT)

    def place_rule(self, rule: Mobject) -> Mobject:
        """Put the formula where the graph leaves room for it."""
        if self.stage.wide:
            return rule.next_to(self.up.rule, RIGHT, buff=0.5).align_to(self.up.rule, UP)
        region = self.stage.picture
        top = self.up.rule.get_top()[1] + _ABOVE_AXIS
        return rule.move_to((region.x, top + _FORMULA_ROW / 2, 0))

    def place_notes(self, low: VGroup, high: VGroup) -> None:
        """Put the note on the curve's left end above it, and that on its right end below it.

        In a narrow frame the second note's first line goes above the curve.
        """
        start, end = self.curve.at([self.low, self.high])
        low.next_to(start + RIGHT * 0.3, UP, buff=0.3, aligned_edge=LEFT)
        self.curve.keep_clear(low, above=True, gap=0.3)
        high.next_to(end, DOWN, buff=0.3, aligned_edge=RIGHT)
        self.curve.keep_clear(high, above=False, gap=0.3)
        if not self.stage.wide:
            high[0].next_to(end, UP, buff=0.25, aligned_edge=RIGHT)
            for rest in high[1:]:
                rest.next_to(end, DOWN, buff=0.3, aligned_edge=RIGHT)
                self.curve.keep_clear(rest, above=False)
        self._leave_out_what_does_not_fit(low, high)

    def _leave_out_what_does_not_fit(self, low: VGroup, high: VGroup) -> None:
        """Keep a note without its numbers where the curve is too steep for both."""
        if low.get_top()[1] > self.up.rule.get_top()[1]:
            low.remove(*low[1:])
            low.next_to(self.curve.at(self.low)[0] + RIGHT * 0.1, UP, buff=0.3, aligned_edge=LEFT)
            self.curve.keep_clear(low, above=True, gap=0.1)
        if high.get_bottom()[1] < self.across.rule.get_top()[1]:
            high.remove(*high[1:])

    def place_beside_point(self, label: Mobject, neuron: int, obstacles: Sequence[Mobject]) -> bool:
        """Put a label beside a neuron's point on the curve; tell whether one is free."""
        point = self.curve.at(self.sums.sums[neuron])[0]
        obstacles = [*obstacles, self.across.rule, *self.across.labels]
        sides = ((RIGHT, False), (LEFT, True))
        # The note on a straight line's end reaches farther below it than one on a flat end.
        for side, above in sides if self.bounded else sides[::-1]:
            label.next_to(point, side, buff=0.3)
            self.curve.keep_clear(label, above=above, gap=0.3)
            if not any(overlap(label, obstacle) for obstacle in obstacles):
                return True
        return False
