"""A number so near to 0 that it is 0 to all digits of a computer: and what it is, written out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from manim import DOWN, LEFT, RIGHT, UP, FadeIn, Group, LaggedStart, VGroup

from scenes.components.animations import Follow
from scenes.components.verbs import MOVE, move
from scenes.facts.far import Repeated, digits_far_below
from scenes.facts.sources import Mapped
from scenes.look.sizes import APART, FAR, FORMULA, LABEL, NEAR, NUMBER, PIXELS_PER_UNIT, TIGHT
from scenes.look.text import number_text

if TYPE_CHECKING:
    from manim import Animation

    from scenes.figures import Figures
    from scenes.look.stage import Region
    from scenes.look.text import Number

__all__ = ["FarNumber"]

_DECIMALS = 17
"""As many as a float64 can tell apart."""
_WIDE, _LINE = 0.66, 1.27
"""The room of a digit, and of a line, in ems."""
_LARGEST = 48
_LABELS = "as the computer holds it", "as it is, worked out as a power of ten"
_LAG = 0.5
_FROM_BELOW = 2.2
"""The angle of the way of a number, where that would go over what is written before it."""


class FarNumber(Group):
    """What a function makes of a sum far below zero, as it is computed, and written out.

    Parameters
    ----------
    figures
        Which reads the numbers.
    function, symbol
        Its name, and Typst math.
    z
        The sum.
    region
        What it fills.

    Attributes
    ----------
    head, computed
        The function of the sum, and what the computer has for it.
    rows
        All its digits.
    labels
        What the computer's digits are, and what all of them are: one above each.
    count, called
        How many are the same, and which.
    source, repeated
        Where that is read, and the number.
    """

    def __init__(
        self, figures: Figures, function: str, symbol: str, z: float, region: Region
    ) -> None:
        self.figures, self.source = figures, Repeated(function, z)
        self._front, self._same, self._tail = digits_far_below(function, z)
        size, gold = figures.stage.letters, figures.theme.highlight
        self.head = figures.formula(f"{{{{ {symbol} : f }}}}({number_text(z, 0)}) =", size(FORMULA))
        self.head.part("f").set_color(gold)
        value = Mapped(function, z)
        self.computed = figures.read(value, size(FORMULA), _DECIMALS)
        self.labels = tuple(figures.words(text, size(LABEL)) for text in _LABELS)
        held, whole = self.labels
        holds = VGroup(held, self.computed).arrange(DOWN, buff=TIGHT)
        first = VGroup(self.head, holds).arrange(RIGHT if figures.stage.wide else DOWN, buff=NEAR)
        if figures.stage.wide:
            self.head.set_y(self.computed.get_y())
        first.scale(min(1.0, region.width / first.width))
        self.count = figures.read(self.source, size(NUMBER), 0, gold)
        noun = {"0": "zeros", "9": "nines"}[self._same]
        self.called = figures.words(f"{noun} behind the point", size(NUMBER))
        self.repeated = self.count.value
        last = self._counted()
        others = first.height + whole.height + last.height
        room = region.height - others - FAR - APART - TIGHT
        self.rows = self._rows(region.width, room, int(self.count.value))
        written = VGroup(whole, self.rows).arrange(DOWN, buff=TIGHT)
        region.place(VGroup(first, written, last).arrange(DOWN, buff=APART))
        super().__init__(self.head, self.computed, *self.labels, self.rows, self.count, self.called)

    def _counted(self) -> VGroup:
        """Put the count before what it counts, on one baseline."""
        what = self.called
        line = VGroup(self.count, what).arrange(RIGHT, buff=TIGHT)
        self.count.shift(UP * (what.get_bottom()[1] + what.descent - self.count.baseline[1]))
        return line

    def _rows(self, width: float, height: float, count: int) -> VGroup:
        """Return all digits, in as many lines as fill the room."""
        figures, letters = self.figures, self._front + self._same * count
        most = len(letters) + len(self._tail) + 1
        size = math.sqrt(width * height / (most * _WIDE * _LINE)) * PIXELS_PER_UNIT
        size = max(min(size, _LARGEST), figures.smallest)
        abreast = int(width * PIXELS_PER_UNIT / size / _WIDE)
        rows = [letters[at : at + abreast] for at in range(0, len(letters), abreast)]
        lines = VGroup(*(figures.words(row, size) for row in rows))
        lines.arrange(DOWN, buff=(_LINE - 1) * size / PIXELS_PER_UNIT, aligned_edge=LEFT)
        tail = figures.words(f"{self._tail}…", size, figures.theme.highlight, bold=True)
        end = lines[-1]
        tail.next_to(end, RIGHT, buff=0.1 * size / PIXELS_PER_UNIT)
        return lines.add(tail)

    def carry(self, number: Number, seconds: float) -> Animation:
        """Return how a number comes to where the first digits of the computer's are.

        In a wide frame it comes from below, where nothing stands.
        """
        first = number.copy().scale(self.computed.letter_size / number.letter_size)
        first.align_to(self.computed, LEFT).align_to(self.computed, UP)
        bend = _FROM_BELOW if self.figures.stage.wide else 0.0
        return move(number, first, seconds, bend=bend)

    def grow(self, decimals: int) -> Animation:
        """Return the animation of what the computer has from so many decimals to all of them."""
        computed, left = self.computed, self.computed.get_left().copy()

        def follow(progress: float) -> None:
            computed.decimals = decimals + round((_DECIMALS - decimals) * progress)
            computed.set_value(computed.value)
            computed.shift(RIGHT * (left - computed.get_left())[0])

        return Follow(computed, follow, run_time=MOVE)

    def write_out(self, seconds: float) -> Animation:
        """Return the animation of all digits, line after line."""
        lines = (FadeIn(line) for line in self.rows)
        return LaggedStart(*lines, lag_ratio=_LAG, run_time=seconds)
