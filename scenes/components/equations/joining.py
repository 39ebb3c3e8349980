"""Biases join their sums, row after row; and one of them, turned."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from manim import Group, LaggedStart, VGroup

from scenes.components.animations import CountTo
from scenes.components.equations.reading_line import ReadingLine
from scenes.components.verbs import CHANGE, SMALL, appear, move, swap, turn
from scenes.facts.decimals import alike_or_own
from scenes.facts.readings import bias, product

if TYPE_CHECKING:
    from collections.abc import Iterator

    from manim import Animation, Mobject

    from scenes.components.equations.layer_stage import LayerStage
    from scenes.facts.readings import Reading
    from scenes.look.text import Number

__all__ = ["Joining"]

_FIRST, _NEXT = CHANGE, 0.9
"""Seconds of the first row, which is read, and of the others."""
_KNOB = 4.0


class Joining:
    """What is done with the biases.

    Parameters
    ----------
    stage
        With the products of rows and column in its result.

    Attributes
    ----------
    cursor
        Frames about a bias and its sum.
    lines
        By row: what is added, in one line.
    line
        The one that is there.
    """

    def __init__(self, stage: LayerStage) -> None:
        self.stage, self.equation = stage, stage.equation
        self.trace = stage.figures.trace
        least = stage.equation.decimals.products
        sums = [[part.of(self.trace) for part in self._parts(row)] for row in stage.rows]
        self._decimals = dict(zip(stage.rows, alike_or_own(sums, least), strict=True))
        self.lines = {row: self._line(row) for row in stage.rows}
        self.cursor = VGroup()
        self.line: Mobject = Group()

    def _line(self, row: int) -> ReadingLine:
        equation, decimals = self.equation, self._decimals[row]
        total = equation.sums[equation.rows.shown.index(row)].copy()
        before = equation.figures.read(product(self.stage.layer, row), total.letter_size, decimals)
        added = equation.biases.entry(row).copy()
        added.signed = True  # brackets about what may be negative would leave a gap
        for number in (added, total):
            number.decimals = decimals
            number.set_value(number.value)
        parts: list[Number | str] = [before, added, "=", total]
        stops = self._stops if row == equation.story else []
        rooms = [[], stops, [before.value + stop for stop in stops]]
        return ReadingLine(self.stage, parts, rooms)

    def _parts(self, row: int) -> tuple[Reading, Reading]:
        """Return what is added up in a row."""
        return product(self.stage.layer, row), self._bias(row)

    @property
    def _stops(self) -> list[float]:
        """Where the explained bias is turned to: the ends of the range of those shown, and back."""
        biases = [bias.of(self.trace) for bias in map(self._bias, self.stage.rows)]
        real = self._bias(self.equation.story).of(self.trace)
        between = [min(biases), max(biases)] if len(biases) > 1 else [0.0]
        return [real, *between, real]

    def _bias(self, row: int) -> Reading:
        return bias(self.stage.layer, row)

    def _frames(self, row: int) -> VGroup:
        """Return frames about the two numbers, with room for all that these become."""
        blocks, colour = (self.equation.biases, self.equation.result), self.stage.theme.highlight
        return VGroup(*(block.cell_of(row, 0, colour) for block in blocks))

    def come(self) -> list[Animation]:
        """Return how the biases come, row after row, while their neurons are ringed."""
        equation, rows = self.equation, self.stage.rows
        entries = LaggedStart(*(appear(equation.biases.entry(row)) for row in rows), lag_ratio=0.6)
        others = equation.biases.brackets, equation.biases.dots, equation.labels[2]
        return [self.stage.ring(rows, self.stage.theme.bias), appear(*others), entries]

    def join(self) -> Iterator[list[Animation]]:
        """Yield how each bias is added to its sum: frames go from row to row."""
        for row in self.stage.rows:
            line, frames = self.lines[row], self._frames(row)
            first = not len(self.cursor)
            if first:
                self.cursor = frames
            coming = appear(self.cursor) if first else move(self.cursor, frames, SMALL)
            yield [coming, swap(self.line, line.question), self.stage.ring([row])]
            self.line = line
            seconds = _FIRST if first else _NEXT
            total = line.numbers[-1].value
            yield [CountTo(self.equation.result.entry(row), total, seconds), appear(line.answer)]

    def join_all(self, seconds: float) -> list[Animation]:
        """Return how all biases are added to their sums at once."""
        return [
            CountTo(self.equation.result.entry(row), line.numbers[-1].value, seconds)
            for row, line in self.lines.items()
        ]

    def turn(self, seconds: float = _KNOB) -> list[Animation]:
        """Return how the explained bias is turned through the range of those shown, and back."""
        equation, row = self.equation, self.equation.story
        number, result = equation.biases.entry(row), equation.result.entry(row)
        before = result.value - number.value
        line = self.lines[row]
        _, added, total = line.numbers

        def follow(value: float) -> None:
            """Add what is written of the bias, as long as it is not the real one."""
            added.set_value(value)
            exact = math.isclose(value, self._stops[0], abs_tol=1e-12)
            total.set_value(before + (value if exact else added.written))
            result.set_value(total.value)

        return turn(number, self._stops, (VGroup(line, result), follow), seconds=seconds)

    def point_at_story(self) -> list[Animation]:
        """Return how the explained row is pointed at."""
        row = self.equation.story
        old, self.line = self.line, self.lines[row]
        moves = [move(self.cursor, self._frames(row), SMALL), self.stage.ring([row])]
        return moves if old is self.line else [*moves, swap(old, self.line)]
