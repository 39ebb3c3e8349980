"""Sums go through a layer's function, row after row; and one of them, slid along its line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from manim import Group, VGroup

import netcore
from scenes.components.animations import Follow
from scenes.components.equations.reading_line import ReadingLine
from scenes.components.graphs.icon import SquishIcon
from scenes.components.verbs import CHANGE, SMALL, appear, become, move, swap, turn
from scenes.facts.functions import function_of, squish_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from manim import Animation, Mobject

    from scenes.components.equations.layer_stage import LayerStage
    from scenes.look.text import Number

__all__ = ["Through"]

_FIRST, _NEXT = 1.4, 0.6
"""Seconds in which the first row's point comes to the curve, which is watched, and the others'."""
_HALF = 0.5
_KNOB = 4.5
_WIDEST = 2.4
"""The graph is at most so many times as wide as high."""
_INSIDE = 0.84
"""Of its region has the graph: neurons at its ends have room."""
_GRAPH_SHARE = (1.0, 1.6)
"""Of the line's width: the graph, and what is written beside it."""


class Through:
    """What the function does.

    Parameters
    ----------
    stage
        With the sums z in its result.

    Attributes
    ----------
    alone
        Whether each sum is taken by itself.
    graph
        The function; nothing where it takes all sums together.
    cursor
        A frame about the entry that is talked about.
    line
        What is written beside the graph.
    """

    def __init__(self, stage: LayerStage) -> None:
        self.stage, self.equation = stage, stage.equation
        equation, figures = stage.equation, stage.figures
        name = figures.network.layer(stage.layer).activation
        self._function, self._words = netcore.activation(name), function_of(name)
        self.alone = squish_of(name) is not None
        for row, total in zip(stage.rows, equation.sums, strict=True):
            equation.result.entry(row).set_value(total.value)
        graph, beside = stage.line.columns(*_GRAPH_SHARE)
        self._beside = beside if self.alone else stage.line
        self.graph = SquishIcon(figures, stage.layer)
        if self.alone:
            inside = replace(graph, width=graph.width * _INSIDE, height=graph.height * _INSIDE)
            inside.place(self.graph, grow=True)
            self.graph.stretch_to_fit_height(inside.height)
            self.graph.stretch_to_fit_width(min(inside.width, _WIDEST * inside.height))
        points = self.graph.neurons(equation.sums, equation.activations)
        self._dark, self._lit = points
        self.lines = {row: self._line(row) for row in stage.rows}
        self.cursor = VGroup()
        self.line: Mobject = Group()
        self.point: Mobject = Group()

    def _line(self, row: int) -> ReadingLine:
        place = self.equation.rows.shown.index(row)
        z, a = self.equation.sums[place], self.equation.activations[place]
        turned = [self._stops, self._reached] if row == self.equation.story else ()
        parts: list[Number | str] = [self._words.symbol, "(", z, ")", "=", a]
        line = ReadingLine(self.stage, parts, turned, self._beside)
        line[0].set_color(self.stage.theme.highlight)
        return line

    def _frame(self, row: int) -> VGroup:
        return VGroup(self.equation.result.cell_of(row, 0, self.stage.theme.highlight))

    @property
    def _stops(self) -> list[float]:
        """Where the explained sum is slid to: as far as those shown, on both sides, and back."""
        trace, stage = self.stage.figures.trace, self.stage
        sums = trace.pre_activations[stage.layer]
        real, shown = float(sums[self.equation.story]), sums[list(stage.rows)]
        return [real, min(shown.min(), -abs(real)), max(shown.max(), abs(real)), real]

    @property
    def _reached(self) -> list[float]:
        """Which activations the explained neuron has where its sum is slid to."""
        sums = self.stage.figures.trace.pre_activations[self.stage.layer].copy()
        reached = []
        for stop in self._stops:
            sums[self.equation.story] = stop
            reached.append(float(self._function(sums)[self.equation.story]))
        return reached

    # -- row after row ------------------------------------------------------------------

    def go_at_once(self, seconds: float) -> list[Animation]:
        """Return how all sums become activations together, and lift their points on the graph."""
        rows = self.stage.rows
        lifted = [become(self._dark, self._lit, seconds, lag=0)] if self.alone else []
        self.point = self._dark if self.alone else Group()
        return [*lifted, *self._become_activations(rows, seconds), self._light(rows, seconds)]

    def go_through(self) -> Iterator[list[Animation]]:
        """Yield how each sum becomes its neuron's activation; all at once, where none is alone."""
        if not self.alone:
            yield self.go_at_once(CHANGE)
            return
        for place, row in enumerate(self.stage.rows):
            frame, line, point = self._frame(row), self.lines[row], self._dark.subset([place])
            first = not len(self.cursor)
            if first:
                self.cursor = frame
            coming = appear(self.cursor) if first else move(self.cursor, frame, SMALL)
            old = Group(self.line, self.point)
            yield [coming, swap(old, Group(line.question, point)), self.stage.ring([row])]
            self.line, self.point = line, point
            seconds = _FIRST if first else _NEXT
            lifted = become(point, self._lit.subset([place]), seconds, lag=0)
            yield [lifted, self._light([row], seconds)]
            yield [appear(line.answer), *self._become_activations([row], SMALL)]

    def _become_activations(
        self, rows: tuple[int, ...] | list[int], seconds: float
    ) -> list[Animation]:
        """Return how activations take the places of sums: what is between is no value of either."""
        pairs = dict(zip(self.stage.rows, self.equation.activations, strict=True))
        return [_change(self.equation.result.entry(row), pairs[row].value, seconds) for row in rows]

    def _light(self, rows: tuple[int, ...] | list[int], seconds: float) -> Animation:
        """Return how neurons light up."""
        lit = self.stage.neurons.copy()
        fills = self.stage.fills(self.stage.figures.trace.activations[self.stage.layer])
        chosen = [self.stage.rows.index(row) for row in rows]
        lit.fills[chosen] = fills[chosen]
        ringed = self.stage.ringed(lit, rows if self.alone else ())
        return become(self.stage.neurons, ringed, seconds, lag=0)

    # -- one is slid --------------------------------------------------------------------

    def point_at_story(self) -> list[Animation]:
        """Return how the explained row is pointed at."""
        row = self.equation.story
        place = self.stage.rows.index(row)
        if self.line is self.lines[row]:
            return [self.stage.ring([row])]
        old = Group(self.line, self.point)
        self.line = self.lines[row]
        self.point = self._lit.subset([place]) if self.alone else Group()
        new = Group(self.line, self.point)
        frame = self._frame(row)
        if not len(self.cursor):
            self.cursor = frame
            return [appear(frame), swap(old, new), self.stage.ring([row])]
        return [move(self.cursor, frame, SMALL), swap(old, new), self.stage.ring([row])]

    def slide(self, seconds: float = _KNOB) -> list[Animation]:
        """Return how the explained sum slides from the lowest of those shown to the highest."""
        stage, equation, row = self.stage, self.equation, self.equation.story
        every = stage.figures.trace.pre_activations[stage.layer].copy()
        z, a = self.lines[row].numbers
        results = VGroup(*(equation.result.entry(each) for each in stage.rows))

        def follow(value: float) -> None:
            every[row] = value
            activations = np.asarray(self._function(every), dtype=np.float64)
            a.set_value(float(activations[row]))
            for number, neuron in zip(results, stage.rows, strict=True):
                number.set_value(float(activations[neuron]))
            stage.neurons.set_fills(stage.fills(activations))
            if self.alone:
                self._move_point(value, float(activations[row]))

        moving = Group(results, stage.neurons, self.line, self.point)
        return turn(z, self._stops, (moving, follow), seconds=seconds)

    def _move_point(self, z: float, a: float) -> None:
        self.point.become(self.graph.point_at(z, a))


def _change(number: Number, value: float, seconds: float) -> Animation:
    """Return how a number goes, and another value comes in its place."""
    before = number.value

    def follow(progress: float) -> None:
        number.set_value(before if progress < _HALF else value)
        number.set_fill(opacity=abs(progress - _HALF) / _HALF)

    return Follow(number, follow, run_time=seconds)
