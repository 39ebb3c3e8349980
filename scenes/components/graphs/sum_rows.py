"""The sums of a layer above their number line: in rows, each as far from zero as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import UP, VMobject

from scenes.components.animations import Follow
from scenes.components.graphs.number_line import stroke_points
from scenes.components.verbs import become
from scenes.look.sizes import FAR, TOUCH

if TYPE_CHECKING:
    from manim import Animation
    from numpy.typing import NDArray

    from scenes.components.graphs.squish_lines import SquishLines
    from scenes.components.grids.marks import Marks
    from scenes.look.text import Number

    Floats = NDArray[np.float64]

__all__ = ["SumRows"]

_BAR, _THIN, _STRENGTH = 5.0, 1.6, 0.4
"""Widths in pixels at 1080p of what reaches from zero to a sum, and of the line of zero; opacity of
both."""


class SumRows:
    """Where the neurons of a layer stand before the line of sums collects them.

    Parameters
    ----------
    lines
        Whose line is below the rows.
    number
        The sum of the neuron that the lesson follows, whose row is the first.

    Attributes
    ----------
    places
        ``(N, 3)``, each in its row, above its sum.
    zero, bar, bars
        The upright line from which the sums are told; from there one to the neuron that the lesson
        follows, and one to each of the others.
    story, others
        The disc of that neuron, at its place, and all others: at zero until they spread.
    above
        Where that neuron's sum is written.
    """

    def __init__(self, lines: SquishLines, number: Number) -> None:
        self.lines, sums = lines, lines.sums
        self.places = lines.line.at(sums.sums)
        self.places[:, 1] = self._heights()
        self._zeros = self.places.copy()
        self._zeros[:, 0] = lines.line.at(0.0)[0, 0]
        standing = lines.neurons.copy().place(self.places)
        self.story, self._there = standing.subset([sums.story]), standing.subset(sums.others)
        self.others = self._there.copy().place(self._zeros[sums.others])
        self.above = number.copy().next_to(self.story, UP, buff=TOUCH)
        theme, first = lines.figures.theme, self._zeros[sums.story]
        foot = np.array([first[0], lines.line.rule.get_y(), 0.0])
        self.zero = _stroke(theme.text).set_stroke(width=_THIN)
        self.zero.points = stroke_points([(foot, first)])
        self.bar, self.bars = _stroke(theme.highlight), _stroke(theme.text)
        self.bar.points = self._reaching(self.story, [sums.story])

    def _heights(self) -> Floats:
        """Return the height of each row ``(N,)``: one comes first, the others in their order."""
        sums, top, foot = self.lines.sums, self.lines.top, self.lines.line.rule.get_y() + FAR
        heights = np.empty(len(self.places))
        heights[[sums.story, *sums.others]] = np.linspace(top, foot, len(heights))
        return heights

    def spread(self, seconds: float) -> list[Animation]:
        """Return the animations of the others from zero to their sums, the first ones first."""
        going = become(self.others, self._there, seconds, lag=0.6)
        return [going, Follow(self.bars, lambda _: self._reach(), run_time=seconds)]

    def collect(self) -> Floats:
        """Return where the neurons are ``(N, 3)`` when the line has come so far up."""
        places: Floats = self.lines.line.at(self.lines.sums.sums)
        places[:, 1] = np.maximum(places[:, 1], self.places[:, 1])
        return places

    def _reach(self) -> None:
        """Let the bars end where the others are."""
        self.bars.points = self._reaching(self.others, self.lines.sums.others)

    def _reaching(self, discs: Marks, whose: list[int]) -> Floats:
        """Return the points of bars from zero to the edges of discs."""
        zeros, ends = self._zeros[whose], discs.centres
        radius = float(discs.halves[0, 0])
        way = ends - zeros
        ends = zeros + np.sign(way) * np.maximum(np.abs(way) - radius, 0.0)
        return stroke_points(list(zip(zeros, ends, strict=True)))


def _stroke(colour: str) -> VMobject:
    return VMobject(stroke_color=colour, stroke_width=_BAR, stroke_opacity=_STRENGTH)
