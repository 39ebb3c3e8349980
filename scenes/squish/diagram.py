"""The lines of the squish, and where they are: one above the other, then as the axes of a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, LEFT, RIGHT, UP, Line, Polygon, VMobject

from scenes.components.curve import Curve
from scenes.components.number_line import NumberLine, nice_step, round_range, stroke_points
from scenes.components.squished_line import SquishedLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject

    from scenes.squish.layer_sums import LayerSums
    from scenes.stage import Stage
    from scenes.theme import Theme

__all__ = ["SquishDiagram"]

_TICK_ROOM = 0.8
"""From one labelled tick to the next at least, scene units."""

_SIDE = 0.6
"""What a line keeps free at its ends: for tips, or for the numbers of an upright axis."""

_ROW = 1.2
"""From the edge of the picture to a line, with its name and the labels of its points."""

_BOUNDED_SHARE = 0.62
_BELOW_AXIS, _ABOVE_AXIS = 0.95, 0.6
_FORMULA_ROW = 1.1
_STEEPEST = 0.95
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
        self.length = stage.picture.width - 2 * _SIDE
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
        return None not in (self.sums.words.low, self.sums.words.high)

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
        """How many small steps a labelled one has: 5, or 4 where it is 2, 20, 0.2."""
        return 4 if f"{self.step:e}".startswith("2") else 5

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
            size=38,
            minor=2 if self.bounded else self._minor,
            upright=upright,
            labels="ends",
        )

    def _target_length(self) -> float:
        if self.bounded:
            return self.length * _BOUNDED_SHARE
        low, high = self._activation_range
        return self.length * (high - low) / (self.high - self.low)

    # -- places -----------------------------------------------------------------------

    def _place_one_above_the_other(self) -> None:
        region = self.stage.picture
        top, bottom = region.y + region.height / 2, region.y - region.height / 2
        self.line.shift(UP * (top - _ROW - self.line.rule.get_y()))
        middle = self.line.at([self.low, self.high]).mean(axis=0)
        if not self.bounded:
            middle = self.line.at(self._activation_range).mean(axis=0)
        middle[1] = bottom + _ROW
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
        corner[1] = self.up.at(0.0)[0, 1]
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

    def place_rule(self, rule: Mobject) -> Mobject:
        """Put the formula where the graph leaves room for it."""
        region = self.stage.picture
        if not self.stage.wide:
            return rule.move_to(region.centre + UP * region.height / 2, aligned_edge=UP)
        return rule.next_to(self.up.rule, RIGHT, buff=0.5).align_to(self.up.rule, UP)

    def place_notes(self, notes: Sequence[Mobject], neurons: Sequence[int]) -> None:
        """Put notes beside points of the curve: the first above it, all others below."""
        places = self.curve.at(self.sums.sums[neurons])
        first, *middle, last = notes
        first.next_to(places[0], UP, buff=0.3, aligned_edge=LEFT)
        self.curve.keep_clear(first, above=True)
        for note, place in zip(middle, places[1:-1], strict=True):
            note.next_to(place, RIGHT, buff=0.3)
            self.curve.keep_clear(note, above=False)
        last.next_to(places[-1], DOWN, buff=0.3, aligned_edge=RIGHT)
        self.curve.keep_clear(last, above=False)
