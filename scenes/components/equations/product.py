"""Row times column, as it is computed: term by term, the sum in step with the frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import linear, smooth

from scenes.components.animations import CountTo, Follow
from scenes.facts import readings
from scenes.facts.running_total import RunningTotal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from manim import Animation, VMobject
    from numpy.typing import NDArray

    from netcore import Trace
    from scenes.components.equations.layer import LayerEquation

__all__ = ["Sweep", "on_their_way", "start_counting", "stepped"]

_COMING = 12.0
"""A frame comes and goes within the twelfth part of its way."""
_ON_ITS_WAY, _SENT, _THERE = 0.55, 0.15, 0.8
"""Of a slot's time: until then a frame comes from the one before; from then on what is multiplied
there is on its way to the neuron, and then it has arrived."""


def start_counting(equation: LayerEquation, rows: Iterable[int]) -> None:
    """Set the sums of these rows to that of no terms."""
    for row in rows:
        none = readings.partial_sum(equation.layer, row, 0)
        equation.result.entry(row).set_value(none.of(equation.figures.trace))


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
        down = [vector.cell(colour).move_to(place) for place in vector.places_down_column()]
        self.ways = [
            *(
                [
                    matrix.cell(colour, slot).move_to(place)
                    for slot, place in enumerate(matrix.places_along_row(row))
                ]
                for row in rows
            ),
            down,
        ]

    def run(self, seconds: float) -> list[Animation]:
        """Return the animations of all frames and sums; the frames come first and go last."""
        follow = [_follow(cells, seconds) for cells in self.ways]
        return [*follow, *(self._add_up(row, seconds) for row in self.rows)]

    def _add_up(self, row: int, seconds: float) -> CountTo:
        """Count through a row's partial sums: a product is in when it has arrived.

        The terms that dots stand for come in one after the other, the largest at the slowest.
        """
        runs, layer, trace = self.equation.columns.runs, self.equation.layer, self._trace
        terms = trace.contributions(layer, row)
        totals = [RunningTotal(terms[first:last]) for first, last in runs]

        def value_at(progress: float) -> float:
            slot, share = _slot_at(progress, len(runs))
            counted = (share - _ON_ITS_WAY) / (_THERE - _ON_ITS_WAY)
            reached = runs[slot][0] + totals[slot].terms_at(counted)
            return readings.partial_sum(layer, row, reached).of(trace)

        return CountTo(self.equation.result.entry(row), value_at, seconds, linear)

    @property
    def _trace(self) -> Trace:
        return self.equation.figures.trace


def _follow(cells: Sequence[VMobject], seconds: float) -> Follow:
    """Move a frame from cell to cell, resting at each; it comes first and goes last."""
    frame, count = cells[0].copy(), len(cells)

    def step(progress: float) -> None:
        reached = stepped(progress, count)
        before = min(int(reached), max(count - 2, 0))
        first, last = cells[before].points, cells[min(before + 1, count - 1)].points
        frame.points = first + (last - first) * (reached - before)
        frame.set_stroke(opacity=min(1.0, _COMING * min(progress, 1 - progress)))

    return Follow(frame, step, run_time=seconds, remover=True)


def _slot_at(progress: float, count: int) -> tuple[int, float]:
    """Return which of `count` slots has its turn, and how much of its time has gone."""
    passed = min(max(progress, 0.0), 1.0) * count
    slot = min(int(passed), count - 1)
    return slot, passed - slot


def stepped(progress: float, count: int) -> float:
    """Return where one is among `count` places, from 0 to ``count - 1``: move, rest, move, rest."""
    slot, share = _slot_at(progress, count)
    return slot - 1 + float(smooth(min(share / _ON_ITS_WAY, 1.0))) if slot else 0.0


def on_their_way(progress: float, slots: Sequence[int], count: int) -> NDArray[np.float64]:
    """Return how far the products of some of `count` slots are, ``(N,)``: 1 is at the neuron."""
    shares = progress * count - np.asarray(slots)
    return np.clip((shares - _SENT) / (_THERE - _SENT), 0.0, 1.0)
