"""The number line of sums above the line of activations, and the squish between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, UP, Group, Line, Polygon, Transform, VGroup

from scenes.components.animations import Follow
from scenes.components.graphs.axes import (
    ACTIVATION_NAME,
    SUM_NAME,
    SquishAxes,
    followed_labels,
    sum_points,
)
from scenes.components.graphs.squished_line import KeepOn, Squeeze, SquishedLine
from scenes.components.graphs.value_labels import ValueLabel, beside_points
from scenes.components.verbs import CHANGE, become, dim
from scenes.engine.changes import built
from scenes.facts.readings import activation, weighted_sum
from scenes.look.encoding import activation_rgba
from scenes.look.sizes import APART, LABEL, NEAR, NUMBER, TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from manim import Animation
    from numpy.typing import NDArray

    from scenes.components.graphs.number_line import NumberLine
    from scenes.facts.layer_sums import LayerSums
    from scenes.facts.sources import Source
    from scenes.figures import Figures
    from scenes.look.text import Number

    Floats = NDArray[np.float64]

__all__ = ["Lens", "SquishLines"]

_ABOVE, _BELOW = 1.35, 1.25
"""From the edge of the picture to a line, with its name and the labels of its points."""
_SHARE = {"16:9": 0.66, "9:16": 0.82, "1:1": 0.82}
"""The length of a bounded line of activations to that of the sums."""
_LENS = 0.14
_FARTHEST = 1.35
"""The two lines are not farther apart than this share of their length."""


class SquishLines:
    """Two lines, and all that stands on them.

    Parameters
    ----------
    figures
        Whose trace, theme and stage are used.
    sums
        The layer.

    Attributes
    ----------
    line, target
        All sums z, at the foot of the picture until `go_up`; the activations, below, enlarged
        where their range is bounded.
    top
        The height of `line` when it has gone up.
    wanted
        The range of activations as a part of `line`, in its own scale.
    squished
        `line` on its way to `target`.
    neurons
        A disc for each sum, on `line`.
    sum_labels, activation_labels
        The followed neurons' numbers, with the thin lines that join them to their points; one for
        all activations that are written alike.
    names
        Of both lines.
    sliding
        The number of one sum that fits, below `target`: it becomes the activation; or nothing.
    """

    def __init__(self, figures: Figures, sums: LayerSums) -> None:
        self.figures, self.sums = figures, sums
        self.axes = SquishAxes(figures, sums)
        self._place_the_lines()
        self.squished = SquishedLine(
            self.line, self.target, sums.function, sums.sums, figures.theme.text
        )
        start, end = self.line.at(self.axes.activation_range)
        self.wanted = Line(start, end, color=figures.theme.highlight, stroke_width=8)
        self.neurons = sum_points(self.axes, lit=False)
        self.neurons.place(self.line.at(sums.sums))
        self._write_the_labels()
        self.sliding = self._number_that_slides()
        self.slide(0.0)
        picture = figures.stage.picture
        foot = picture.y - picture.height / 2 + self.line.rule.get_y() - self.line.get_bottom()[1]
        self.top = float(self.line.rule.get_y())
        Group(self.line, self.neurons).shift(UP * (foot - self.top))

    def _place_the_lines(self) -> None:
        region, axes = self.figures.stage.picture, self.axes
        bounded, (low, high) = self.sums.words.bounded, axes.activation_range
        share = _SHARE[self.figures.stage.aspect]
        if not bounded:
            share = (high - low) / (axes.high - axes.low)
        self.line = axes.sum_line(endless=True).move_to(region.centre)
        self.target = axes.activation_line(axes.length * share)
        apart = min(region.height - _ABOVE - _BELOW, axes.length * _FARTHEST)
        spare = (region.height - _ABOVE - _BELOW - apart) / 2
        top = region.y + region.height / 2 - _ABOVE - spare
        self.line.shift(UP * (top - self.line.rule.get_y()))
        middle = self.line.at([axes.low, axes.high] if bounded else [low, high]).mean(axis=0)
        middle[1] = top - apart
        self.target.shift(middle - self.target.rule.get_center())

    def _write_the_labels(self) -> None:
        region, sums, landing = self.figures.stage.picture, self.sums, self.sums.landing
        self._z = followed_labels(self.figures, sums, "z =", weighted_sum)
        activations = followed_labels(self.figures, sums, "a =", activation, landing)
        half = region.width / 2
        ends = region.x - half, region.x + half
        at = self.line.at(sums.sums[sums.followed])
        self.sum_labels = _joined(self._z, beside_points(self._z, at, True, *ends, NEAR + APART))
        ends = self._room_below(_needed(activations))
        at = self.target.at(sums.activations[landing])
        leaders = beside_points(activations, at, False, *ends, NEAR + APART)
        self.activation_labels = _joined(activations, leaders)
        names = (self.figures.words(text, LABEL) for text in (SUM_NAME, ACTIVATION_NAME))
        self.names = VGroup(*names)
        self.names[0].next_to(Group(*self.sum_labels), UP, buff=TIGHT).set_x(region.x)
        self.names[1].next_to(Group(*self.activation_labels), DOWN, buff=TIGHT).set_x(region.x)

    def _room_below(self, needed: float) -> tuple[float, float]:
        """Return the ends of a row below `target`: as wide as that, or as its labels need."""
        region, rule = self.figures.stage.picture, self.target.rule
        half = min(max(rule.width, needed), region.width) / 2
        x = np.clip(
            rule.get_x(), region.x - region.width / 2 + half, region.x + region.width / 2 - half
        )
        return float(x - half), float(x + half)

    @property
    def story_label(self) -> ValueLabel:
        """The sum of the neuron that the lesson follows."""
        return self._z[self.sums.followed.index(self.sums.story)]

    def _number_that_slides(self) -> list[Number]:
        """Return a number below `target` where a sum that fits stands: it is to become a."""
        chosen = [place for place in self.sums.followed if place in self.sums.fitting]
        if not chosen or not self.sums.words.bounded:
            return []
        self._slider = chosen[0]
        return [self.figures.read(self._of_the_slider(weighted_sum), NUMBER)]

    def _of_the_slider(self, source: Callable[[int, int], Source]) -> Source:
        return source(self.sums.number, int(self.sums.drawn[self._slider]))

    def slide(self, progress: float) -> None:
        """Let the number that slides be so far on its way from z to a."""
        for number in self.sliding:
            first, last = self.sums.sums[self._slider], self.sums.activations[self._slider]
            value = float(first + (last - first) * progress)
            number.set_value(value).move_to(self.target.at(value)[0] + 1.6 * APART * DOWN)

    def cite_the_sliding(self) -> None:
        """Record that the number has become the activation."""
        for number in self.sliding:
            self.figures.cite(number, self._of_the_slider(activation))

    def go_up(self, places: Callable[[], Floats]) -> list[Animation]:
        """Return the animations that move the line from below to its place, and its points along.

        `places` says where these are meanwhile, ``(N, 3)``.
        """
        there = built(self.line.animate.shift(UP * (self.top - self.line.rule.get_y())))
        there.run_time = CHANGE
        return [there, KeepOn(self.neurons, places, run_time=CHANGE)]

    def squeeze(self, lens: Lens) -> list[Animation]:
        """Return the animations of the line, and of all that rides on it, to the activations."""
        sums, squished = self.sums, self.squished
        fills = activation_rgba(self.figures.theme, sums.activations, sums.limit)
        return [
            Squeeze(squished),
            dim(self.line.rule),
            KeepOn(self.neurons, lambda: squished.places(sums.sums, squished.progress), fills),
            lens.follow(fills),
            *(Follow(number, lambda _: self.slide(squished.progress)) for number in self.sliding),
        ]


class Lens:
    """The range of activations, enlarged with the sums that are in it.

    Parameters
    ----------
    lines
        Between which it opens.

    Attributes
    ----------
    area
        What is between the range and its enlarged line; of no height at first.
    rule
        The range, on its way to being that line.
    inside
        The sums in it, where it is enlarged: they stand where they stood.
    """

    def __init__(self, lines: SquishLines) -> None:
        self.lines, sums = lines, lines.sums
        self.area = self._area(lines.line)
        self.rule = lines.target.rule.copy().match_width(lines.wanted).move_to(lines.wanted)
        self.rule.set_stroke(opacity=0)
        self._fitting = sums.fitting if sums.words.bounded else []
        self.inside = lines.neurons.subset(self._fitting)
        self._start = lines.target.at(sums.sums[self._fitting])
        self._end = lines.target.at(sums.activations[self._fitting])

    def _area(self, lower: NumberLine) -> Polygon:
        ends = self.lines.axes.activation_range
        corners = (*self.lines.line.at(ends), *lower.at(ends)[::-1])
        colour = self.lines.figures.theme.highlight
        return Polygon(*corners, stroke_width=0, fill_color=colour, fill_opacity=_LENS)

    def open(self) -> list[Animation]:
        """Return the animations that enlarge the range."""
        target = self.lines.target
        return [
            Transform(self.area, self._area(target), run_time=CHANGE),
            Transform(self.rule, target.rule, run_time=CHANGE),
            become(self.inside, self.inside.copy().place(self._start), lag=0),
        ]

    def follow(self, fills: Floats) -> KeepOn:
        """Return the animation of what is inside, in step with the squish, to its activations."""
        way, squished = self._end - self._start, self.lines.squished
        chosen = fills[self._fitting]
        return KeepOn(self.inside, lambda: self._start + way * squished.progress, chosen)


def _needed(labels: list[ValueLabel]) -> float:
    """Return the width of labels side by side."""
    return float(sum(label.width + NEAR for label in labels))


def _joined(labels: list[ValueLabel], leaders: list[Line]) -> list[Group]:
    """Return each label with the thin line to its point."""
    return [Group(leader, label) for leader, label in zip(leaders, labels, strict=True)]
