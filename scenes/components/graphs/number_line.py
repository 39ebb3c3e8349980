"""A number line with round ticks and tabular labels, in any direction that an axis has."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup, VMobject

from scenes.facts.decimals import decimals_of
from scenes.figures import tick
from scenes.look.sizes import LABEL, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from scenes.look.text import Number

    Floats = NDArray[np.float64]

__all__ = ["NumberLine", "nice_step", "round_range", "stroke_points", "ticks"]

_STROKE = 2.4
_TICK, _SMALL_TICK = 0.12, 0.06
_OVERHANG, _TIP = 0.34, 0.1
_ALMOST = 1e-9


def nice_step(span: float, most: int) -> float:
    """Return the smallest of 1, 2, 5 times a power of ten that divides `span` into `most` parts."""
    least = span / most
    power = 10.0 ** math.floor(math.log10(least))
    return next(n * power for n in (1, 2, 5, 10) if n * power >= least * (1 - _ALMOST))


def round_range(low: float, high: float, step: float) -> tuple[float, float]:
    """Return the smallest range from tick to tick that holds another."""
    return (
        math.floor(low / step + _ALMOST) * step,
        math.ceil(high / step - _ALMOST) * step,
    )


def ticks(low: float, high: float, step: float) -> Floats:
    """Return the multiples of `step` from `low` to `high`, both included."""
    first, last = math.ceil(low / step - _ALMOST), math.floor(high / step + _ALMOST)
    return np.arange(first, last + 1, dtype=np.float64) * np.float64(step)


class NumberLine(VGroup):
    """A straight line from `low` to `high` with labelled ticks, and smaller ones between them.

    Parameters
    ----------
    low, high
        The values at its ends.
    step
        From one labelled tick to the next.
    colour
        ``#rrggbb``.
    length
        From end to end, scene units.
    size
        Of the labels, in pixels at 1080p.
    minor
        How many parts small ticks divide a step into; 1 draws none.
    endless
        Whether the line goes on behind its ends, with tips.
    upright
        Whether it rises instead of running to the right.
    labels
        Where the labels are: beside the line, or behind its two ends only.

    Attributes
    ----------
    rule
        The line and its ticks.
    labels
        The numbers, in the order of `values`.
    values
        The labelled values.
    small_ticks, tick_reach
        ``(N,)`` values of all ticks, and how far each stands out to both sides.
    """

    def __init__(
        self,
        low: float,
        high: float,
        step: float,
        colour: str,
        length: float = 12.0,
        size: float = LABEL,
        minor: int = 1,
        *,
        endless: bool = False,
        upright: bool = False,
        labels: Literal["beside", "ends"] = "beside",
    ) -> None:
        self.low, self.high, self.step = low, high, step
        self.small_ticks = ticks(low, high, step / minor)
        parts = self.small_ticks / step
        self.tick_reach = np.where(np.abs(parts - np.round(parts)) < 1e-6, _TICK, _SMALL_TICK)
        along = (UP if upright else RIGHT) * length / 2
        ends = labels == "ends"
        self.values = np.array([low, high]) if ends else ticks(low, high, step)
        self.rule = VMobject(stroke_color=colour, stroke_width=_STROKE, fill_opacity=0)
        self.rule.points = stroke_points([(-along, along)])
        self.tips = VMobject(stroke_color=colour, stroke_width=_STROKE, fill_opacity=0)
        decimals = max(0, -math.floor(math.log10(step) + _ALMOST), decimals_of(step))
        numbers = [tick(value, colour, size, decimals) for value in self.values.tolist()]
        self.labels = VGroup(*numbers)
        super().__init__(self.rule, self.tips, self.labels)
        self.rule.points = stroke_points([(-along, along), *self._tick_ends(upright)])
        if endless:
            self.tips.points = stroke_points(self._tip_strokes(along))
        self._place_labels(numbers, upright, ends=ends)

    def at(self, values: ArrayLike) -> Floats:
        """Return the places ``(N, 3)`` of N values, wherever the line is now."""
        start, end = self.rule.points[0], self.rule.points[3]
        share = (np.asarray(values, dtype=np.float64) - self.low) / (self.high - self.low)
        places: Floats = start + np.atleast_1d(share)[:, None] * (end - start)
        return places

    def begin_at(self, place: Floats) -> Self:
        """Move the line so that its low end is at a place ``(3,)``."""
        self.shift(place - self.rule.points[0])
        return self

    @property
    def room_left(self) -> float:
        """How far the labels of a line that rises reach to its left, scene units."""
        return float(self.rule.points[0, 0] - self.get_left()[0])

    def _tick_ends(self, upright: bool) -> list[tuple[Floats, Floats]]:
        across = LEFT if upright else UP
        return [
            (place - across * reach, place + across * reach)
            for place, reach in zip(self.at(self.small_ticks), self.tick_reach, strict=True)
        ]

    def _tip_strokes(self, along: Floats) -> list[tuple[Floats, Floats]]:
        onward = along / np.linalg.norm(along)
        across = np.array([-onward[1], onward[0], 0.0])
        strokes = []
        for end in (along, -along):
            forward = onward if end is along else -onward
            tip = end + forward * _OVERHANG
            strokes.append((end, tip))
            strokes += [(tip, tip - (forward + side * across) * _TIP) for side in (-1, 1)]
        return strokes

    def _place_labels(self, numbers: list[Number], upright: bool, *, ends: bool) -> None:
        places, side = self.at(self.values), LEFT if upright else DOWN
        for index, (label, place) in enumerate(zip(numbers, places, strict=True)):
            if ends and not upright:
                side = RIGHT if index else LEFT
            label.next_to(place + side * _TICK, side, buff=TIGHT)
            if side is DOWN:
                _centre_digits(label)


def _centre_digits(label: Number) -> None:
    """Let the digits stand under the tick, with the sign hanging to the left of them."""
    if label.value < 0:
        label.shift(RIGHT * (label.get_x() - label.digits_centre))


def stroke_points(strokes: Sequence[tuple[Floats, Floats]]) -> Floats:
    """Return the cubic control points ``(4 N, 3)`` of N separate straight strokes."""
    starts, ends = (np.array(points, dtype=np.float64) for points in zip(*strokes, strict=True))
    share = np.linspace(0.0, 1.0, 4)[:, None, None]
    points: Floats = starts + share * (ends - starts)
    return points.transpose(1, 0, 2).reshape(-1, 3)
