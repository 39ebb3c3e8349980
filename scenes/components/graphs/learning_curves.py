"""Losses of networks while they learned, over their steps, and a cursor at one of these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, Line, VGroup, VMobject

from scenes.components.graphs.number_line import NumberLine, nice_step, stroke_points
from scenes.facts.courses import Measured, course, guessing, way_to
from scenes.look.sizes import LABEL, NEAR, NUMBER, PIXELS_PER_UNIT, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.figures import Figures
    from scenes.look.stage import Region

    Floats = NDArray[np.float64]

__all__ = ["LearningCurves"]

_RIGHT = 1.6
"""What the graph keeps free for a number on the right, in ems."""
_TICK_ROOM = 1.5
_STROKE, _CURSOR = 4.0, 2.0
_DASH = 0.14
"""Of a dashed curve: the length of a dash and of what is left out, scene units."""


class LearningCurves(Group):
    """One curve a run, drawn as far as it has come.

    Parameters
    ----------
    figures
        Whose theme and stage are used.
    runs
        Of `netcore.depth.RUNS`.
    colours
        Of each, ``#rrggbb``.
    dashed
        The runs whose curve is dashed.
    region
        What it fills.

    Attributes
    ----------
    axes
        Of steps and of losses, with their names.
    curves
        By run.
    cursor
        An upright line, and the step at which it stands.
    level
        A thin line where the loss of guessing is, and what it is.
    """

    def __init__(
        self,
        figures: Figures,
        runs: Sequence[str],
        colours: Sequence[str],
        dashed: Sequence[str],
        region: Region,
    ) -> None:
        self.figures, self._dashed = figures, dashed
        self.steps = course(runs[0]).run.steps
        self._place_the_axes(runs, region)
        self.curves = {
            run: VMobject(stroke_color=colour, stroke_width=_STROKE, fill_opacity=0)
            for run, colour in zip(runs, colours, strict=True)
        }
        size = figures.stage.letters(NUMBER)
        steps = Measured(runs[0], "steps")
        self.step = figures.read(steps, size, 0)
        self._words = figures.words("step", size)
        line = Line(DOWN, UP, stroke_width=_CURSOR, color=figures.theme.text)
        self.cursor = Group(line, self._words, self.step)
        self.level = self._level(guessing(runs[0]))
        super().__init__(self.axes, self.level, VGroup(*self.curves.values()), self.cursor)
        self.turn_to(0.0)

    def _place_the_axes(self, runs: Sequence[str], region: Region) -> None:
        figures, theme = self.figures, self.figures.theme
        letters, label = figures.stage.letters(NUMBER), figures.stage.letters(LABEL)
        texts = ("steps of learning", "error: how wrong it is")
        names = VGroup(*(figures.words(text, label) for text in texts))
        em, row = letters / PIXELS_PER_UNIT, names[0].height + TIGHT
        height = region.height - 2 * row - 2.2 * em - 2 * NEAR
        most = float(np.ceil(max(course(run).losses.max() for run in runs)))
        self.up = NumberLine(0, most, 1, theme.text, height, letters, upright=True)
        left = self.up.room_left
        length = region.width - left - _RIGHT * em
        step = nice_step(self.steps, max(int(length / _TICK_ROOM), 1))
        self.across = NumberLine(0, self.steps, step, theme.text, length, letters)
        corner = region.centre + DOWN * (region.height / 2 - row - em - NEAR)
        corner[0] += left - region.width / 2
        self.across.begin_at(corner)
        self.up.begin_at(corner)
        names[0].next_to(self.across, DOWN, buff=TIGHT).set_x(corner[0] + length / 2)
        names[1].next_to(self.up, UP, buff=TIGHT + em).align_to(self.up, LEFT)
        self.axes = Group(self.across, self.up, names)

    def _level(self, loss: float) -> VGroup:
        theme, y = self.figures.theme, self.up.at(loss)[0, 1]
        ends = self.across.rule.get_left()[0], self.across.rule.get_right()[0]
        line = Line((ends[0], y, 0), (ends[1], y, 0))
        line.set_stroke(theme.text, 2, opacity=0.6)
        words = self.figures.words("mere guessing", self.figures.stage.letters(LABEL))
        words.next_to(line, UP, buff=TIGHT).align_to(line, RIGHT).shift(LEFT * NEAR)
        return VGroup(line, words)

    def grow(self, runs: Sequence[str], step: float) -> Self:
        """Draw the curves of some runs up to a step."""
        for run in runs:
            way = way_to(run, step)
            places = self.across.at(way[:, 0])
            places[:, 1] = self.up.at(way[:, 1])[:, 1]
            if run in self._dashed:
                self.curves[run].points = _dashes(places)
            else:
                self.curves[run].set_points_as_corners(places)
        return self

    def turn_to(self, step: float) -> Self:
        """Let the cursor stand at a step."""
        line, (x, bottom, _) = self.cursor[0], self.across.at(step)[0]
        top = self.up.rule.get_top()[1]
        line.put_start_and_end_on((x, bottom, 0), (x, top, 0))
        self.step.set_value(step)
        self._words.next_to(self.step, LEFT, buff=TIGHT)
        both = VGroup(self._words, self.step)
        half = both.width / 2
        left, right = self.up.rule.get_x(), self.across.rule.get_right()[0] + NEAR
        both.set_x(float(np.clip(x, left + half, right - half)))
        both.set_y(top + both.height / 2 + TIGHT)
        return self


def _dashes(places: Floats) -> Floats:
    """Return the control points of dashes along a way of places ``(N, 3)``."""
    along = np.append(0.0, np.cumsum(np.linalg.norm(np.diff(places, axis=0), axis=1)))
    ends = np.arange(0.0, along[-1], _DASH)
    shown = np.union1d(along, ends)
    way = np.column_stack([np.interp(shown, along, places[:, axis]) for axis in range(3)])
    drawn = np.floor((shown[:-1] + shown[1:]) / 2 / _DASH) % 2 == 0
    return stroke_points([(way[i], way[i + 1]) for i in np.flatnonzero(drawn)])
