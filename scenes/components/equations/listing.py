"""A program's lines below each other, the line that runs, and what it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import LEFT, Line, Rectangle, VGroup

from scenes.components.verbs import SMALL, move
from scenes.facts.program import Printed, numbers_in
from scenes.facts.sources import Of
from scenes.look.code_line import ADVANCE, CodeLine
from scenes.look.sizes import PIXELS_PER_UNIT, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation

    from netcore import Trace
    from scenes.facts.program import Program
    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["Listing"]

_LARGEST = 66.0
"""Letters, in pixels at 1080p."""
_PITCH, _EMPTY = 1.55, 0.6
"""From one line to the next, in ems; and the share of that which an empty one takes."""
_OUTPUT, _APART = 2.0, 0.25
"""So many lines has what is printed, and of one its rule is below the program."""
_LOOP = 4
"""The last lines, without functions: these alone where letters would be too small."""
_BAND_OPACITY, _EDGE, _BAND, _STRIP = 0.08, 0.5, 0.9, 0.05
"""Of the bar under a line: its height, as a share of what a line has, and its strip's width."""
_RULE = 2.0
_ALONE, _TALLEST = 0.94, 0.5
"""Of the formula's place, the width of the line of code while it is alone, and the em's height."""
_DIGIT = 0.36
"""Half the height of a capital letter, in ems."""


class Listing(VGroup):
    """All lines of a program, as large as fits a region.

    Parameters
    ----------
    figures
        Whose theme is used, and which records what is printed.
    program
        The lines.
    region
        Where they go.
    passes
        Other forward passes on whose inputs it will run: there is room for what it prints.

    Attributes
    ----------
    defined
        The lines of functions; none where there is no room for them.
    starts, loops, computes, prints
        The others.
    rule
        The line between program and what it prints.
    alone
        The line that computes, as large as can be where the formula was.
    bar
        What lies under the line that runs: an outline would cross letters on its way.
    """

    def __init__(
        self, figures: Figures, program: Program, region: Region, passes: Sequence[Trace] = ()
    ) -> None:
        self.figures, self.program, self._region = figures, program, region
        theme = figures.theme
        functions = dict.fromkeys((*program.calls, program.called), theme.highlight)
        self._colours = {**functions, "b": theme.bias}
        self._left = region.x - region.width / 2 + TIGHT
        self._width = region.width - 2 * TIGHT
        lines: tuple[str, ...] = program.lines
        if self._em(lines) * PIXELS_PER_UNIT < figures.smallest:
            lines = lines[-_LOOP:]
        self.em = self._em(lines)
        ends = region.y + self.em * (_tall(lines) / 2 - np.cumsum([_room(line) for line in lines]))
        self._heights: dict[CodeLine, float] = {}
        for line, end in zip(lines, ends.tolist(), strict=True):
            if line:
                middle = end + self.em * _PITCH / 2
                self._heights[self.write(line, self.em, middle)] = middle
        *self.defined, self.starts, self.loops, self.computes, self.prints = self._heights
        self._foot = float(ends[-1])
        longest = max(len(program.run(trace)) for trace in (figures.trace, *passes))
        self._small = min(self.em, self._width / (longest * ADVANCE))
        self.rule, self.alone, self.bar = self._rule(), self._large(), self._bar(self.starts)
        super().__init__(*self._heights, self.rule)

    def _em(self, lines: Sequence[str]) -> float:
        """Return the size of letters with which lines fit, scene units."""
        return min(
            self._width / (max(map(len, lines)) * ADVANCE),
            self._region.height / _tall(lines),
            self.figures.stage.letters(_LARGEST) / PIXELS_PER_UNIT,
        )

    def write(self, line: str, em: float, y: float, left: float | None = None) -> CodeLine:
        """Return a line of code, with the middle of its letters at a height."""
        x = self._left if left is None else left
        code = CodeLine(line, self.figures.theme.text, em * PIXELS_PER_UNIT, self._colours)
        return code.shift(np.array([x, y - _DIGIT * em, 0.0]))

    def _large(self) -> CodeLine:
        """Return the line that computes, alone where the formula was."""
        line, home = self.program.computes.strip(), self.figures.stage.formula_home
        em = min(home.width * _ALONE / (len(line) * ADVANCE), home.height * _TALLEST)
        return self.write(line, em, home.y, home.x - len(line) * ADVANCE * em / 2)

    def _rule(self) -> Line:
        y = self._foot - self.em * _PITCH * _APART
        rule = Line((self._left, y, 0.0), (self._left + self._width, y, 0.0))
        return rule.set_stroke(self.figures.theme.text, _RULE, opacity=_EDGE)

    # -- what happens -------------------------------------------------------------------

    def go_to(self, line: CodeLine, seconds: float = SMALL) -> Animation:
        """Return how the bar goes to the line that runs next."""
        return move(self.bar, self._bar(line), seconds)

    def print_of(self, trace: Trace) -> CodeLine:
        """Run the program on a forward pass's inputs: return what it prints, in its place."""
        text = self.program.run(trace)
        sources = (Printed(self.program, place) for place in range(len(numbers_in(text))))
        largest = int(trace.prediction) if self.program.whole else 0
        here = trace is self.figures.trace
        self.figures.cite_written(text, *(s if here else Of(trace, s) for s in sources))
        printed = self.write(text, self._small, self._foot - self.em * _PITCH * _OUTPUT * 0.55)
        printed.numbers()[largest].set_fill(self.figures.theme.highlight)
        return printed

    def _bar(self, line: CodeLine) -> VGroup:
        """Return a light bar to lie under a line that runs, and a strip at its left end."""
        colour, height = self.figures.theme.highlight, self.em * _PITCH * _BAND
        bar = Rectangle(width=self._region.width, height=height, stroke_width=0)
        strip = Rectangle(width=_STRIP, height=height, stroke_width=0)
        bar.set_fill(colour, _BAND_OPACITY).move_to((self._region.x, self._heights[line], 0.0))
        return VGroup(bar, strip.set_fill(colour, 1.0).move_to(bar, LEFT))


def _room(line: str) -> float:
    """Return what a line takes, in ems."""
    return _PITCH * (1 if line else _EMPTY)


def _tall(lines: Sequence[str]) -> float:
    """Return what lines take, and what is printed below them, in ems."""
    return sum(map(_room, lines)) + _PITCH * _OUTPUT
