"""Row times column, as it is computed: term by term, the sum in step with the frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import linear, smooth

from scenes.components.animations import CountTo, Follow
from scenes.facts import readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from manim import Animation, VMobject
    from numpy.typing import NDArray

    from scenes.components.equations.layer import LayerEquation

__all__ = ["Sweep", "start_counting", "stepped"]

_COMING = 12.0
"""A frame comes and goes within the twelfth part of its way."""


def start_counting(equation: LayerEquation, rows: Iterable[int]) -> None:
    """Set the sums of these rows to their first product."""
    for row in rows:
        first = readings.partial_sum(equation.layer, row, 1)
        equation.result.entry(row).set_value(first.of(equation.figures.trace))


class Sweep:
    """Frames that move along rows of the matrix and down the vector, while the sums add up.

    Parameters
    ----------
    equation
        Whose weights and inputs are multiplied.
    rows
        The neurons, all at once.
    """

    def __init__(self, equation: LayerEquation, rows: Sequence[int]) -> None:
        self.equation, self.rows, colour = equation, rows, equation.theme.highlight
        matrix, vector = equation.weights, equation.inputs
        self.ways = [matrix.places_along_row(row) for row in rows] + [vector.places_down_column()]
        blocks = [matrix] * len(rows) + [vector]
        self.frames = [
            block.cell(colour).move_to(way[0]) for block, way in zip(blocks, self.ways, strict=True)
        ]

    def run(self, seconds: float) -> list[Animation]:
        """Return the animations of all frames and sums; the frames come first and go last."""
        pairs = zip(self.frames, self.ways, strict=True)
        follow = [_follow(frame, way, seconds) for frame, way in pairs]
        return [*follow, *(self._add_up(row, seconds) for row in self.rows)]

    def _add_up(self, row: int, seconds: float) -> CountTo:
        """Count through a row's partial sums: the terms left out pass while the frame moves on."""
        slots, layer, trace = self._slots, self.equation.layer, self.equation.figures.trace
        passed = [(slot, index + 1) for slot, index in enumerate(slots) if index is not None]
        places, terms = zip(*passed, strict=True)

        def value_at(progress: float) -> float:
            reached = int(np.interp(stepped(progress, len(slots)), places, terms))
            return readings.partial_sum(layer, row, reached).of(trace)

        return CountTo(self.equation.result.entry(row), value_at, seconds, linear)

    @property
    def _slots(self) -> tuple[int | None, ...]:
        return self.equation.columns.slots


def _follow(frame: VMobject, places: list[NDArray[np.float64]], seconds: float) -> Follow:
    """Move a frame from place to place, resting at each; it comes first and goes last."""

    def step(progress: float) -> None:
        reached = stepped(progress, len(places))
        before = min(int(reached), len(places) - 2)
        way = places[before + 1] - places[before]
        frame.move_to(places[before] + way * (reached - before))
        frame.set_stroke(opacity=min(1.0, _COMING * min(progress, 1 - progress)))

    return Follow(frame, step, run_time=seconds, remover=True)


def stepped(progress: float, count: int) -> float:
    """Return where one is among `count` places, from 0 to ``count - 1``: rest, move, rest."""
    step, share = divmod(min(max(progress, 0.0), 1.0) * (count - 1), 1.0)
    return float(step + smooth(min(max(share * 2 - 0.5, 0.0), 1.0)))
