"""A sum written out as on paper: a label and a number a row, a rule above the result."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from manim import DL, Line, VGroup

from scenes.look.sizes import APART, NEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import VMobject

    from scenes.look.text import Number

__all__ = ["Ledger"]

_RULE_STROKE = 2.4
_LINE_PITCH = 1.35


class Ledger(VGroup):
    """Rows of a label and a number: baselines agree, last digits stand below each other.

    Parameters
    ----------
    labels, numbers
        As many of the one as of the other; the last row is the result. A label's lower edge is
        taken for its baseline.
    colour
        Of the rule, ``#rrggbb``.
    room
        How wide it may be, scene units: labels and numbers are nearer to each other then.

    Attributes
    ----------
    labels, numbers
        The rows.
    rule
        The line above the result.
    """

    def __init__(
        self,
        labels: Sequence[VMobject],
        numbers: Sequence[Number],
        colour: str,
        room: float = math.inf,
    ) -> None:
        self.labels, self.numbers = labels, numbers
        widest = max(label.width for label in labels) + max(number.width for number in numbers)
        width = widest + min(max(room - widest, NEAR), APART)
        pitch = _LINE_PITCH * max(number.height for number in numbers) * 1.3
        for row, (label, number) in enumerate(zip(labels, numbers, strict=True)):
            baseline = np.array([width, -row * pitch, 0.0])
            number.shift(baseline - number.baseline)
            label.shift(baseline - (width, 0, 0) - label.get_corner(DL))
        self.rule = Line((0, 0, 0), (width, 0, 0), color=colour, stroke_width=_RULE_STROKE)
        above, below = numbers[-2].get_bottom()[1], numbers[-1].get_top()[1]
        self.rule.shift(np.array([0.0, (above + below) / 2, 0.0]))
        super().__init__(*labels, *numbers, self.rule)
        self.center()

    def row(self, index: int) -> VGroup:
        """Return the label and the number of a row."""
        return VGroup(self.labels[index], self.numbers[index])

    def instead_of(self, index: int, label: VMobject, number: Number) -> VGroup:
        """Return another label and number, at the place of those of a row."""
        number.shift(self.numbers[index].baseline - number.baseline)
        label.move_to(self.labels[index], aligned_edge=DL)
        return VGroup(label, number)
