"""Row times column, as it is computed: term by term, the sum in step with the frames."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from manim import RIGHT, VGroup, linear, smooth

from scenes.components.animations import CountTo, Follow
from scenes.components.equations.matrix import sign_colour, three_dots
from scenes.facts import readings
from scenes.look.sizes import PIXELS_PER_UNIT

if TYPE_CHECKING:
    from manim import Animation, Mobject
    from numpy.typing import NDArray

    from scenes.components.equations.layer import LayerEquation
    from scenes.look.text import Number

__all__ = ["Sweep", "products_under", "start_counting"]

_PRODUCT_SHARE = 0.86
_PLUS_SHARE = 0.7


def start_counting(equation: LayerEquation, *rows: int) -> None:
    """Set the sums of these rows to their first product."""
    for row in rows:
        first = readings.partial_sum(equation.layer, row, 1)
        equation.result.entry(row).set_value(first.of(equation.figures.trace))


def products_under(equation: LayerEquation, row: int) -> VGroup:
    """Return the sum of a row's products, each under its column; slot by slot."""
    matrix, slots = equation.weights, equation.column_excerpt.slots
    y = matrix.brackets.get_bottom()[1] - matrix.pitch * 0.75
    size = matrix.entry(0, 0).letter_size * _PRODUCT_SHARE
    colour = equation.theme.text
    terms = VGroup()
    for place, index in zip(matrix.places_along_row(row), slots, strict=True):
        dots = three_dots(size / PIXELS_PER_UNIT, colour).set_x(place[0])
        terms.add((dots if index is None else _product(equation, row, index, size)).set_y(y))
    plus = equation.sign("+", size * _PLUS_SHARE)
    signs = [
        plus.copy().move_to((before.get_right() + after.get_left()) / 2)
        for before, after in pairwise(terms)
    ]
    first, *others = terms
    return VGroup(first, *(VGroup(*pair) for pair in zip(signs, others, strict=True)))


def _product(equation: LayerEquation, row: int, index: int, size: float) -> Number:
    source = readings.contribution(equation.layer, row, index)
    decimals = equation.decimals.products
    colour = sign_colour(equation.theme, source.of(equation.figures.trace), decimals)
    number = equation.figures.read(source, size, decimals, colour)
    right = equation.weights.entry(row, index).baseline[0]
    return number.shift((right - number.baseline[0]) * RIGHT)


class Sweep:
    """Frames that move along rows of the matrix and down the vector, while the sums add up.

    Parameters
    ----------
    equation
        Whose weights and inputs are multiplied.
    rows
        The neurons, all at once.
    colour
        Of the frames, ``#rrggbb``.
    """

    def __init__(self, equation: LayerEquation, rows: tuple[int, ...], colour: str) -> None:
        self.equation, self.rows = equation, rows
        matrix, vector = equation.weights, equation.inputs
        self.ways = [matrix.places_along_row(row) for row in rows] + [vector.places_down_column()]
        blocks = [matrix] * len(rows) + [vector]
        self.frames = [
            block.cell(colour).move_to(way[0]) for block, way in zip(blocks, self.ways, strict=True)
        ]

    def animations(self) -> list[Animation]:
        """Return the animations of all frames and sums, to be played together."""
        follow = [_follow(frame, way) for frame, way in zip(self.frames, self.ways, strict=True)]
        return [*follow, *(self._add_up(row) for row in self.rows)]

    def _add_up(self, row: int) -> CountTo:
        """Count through a row's partial sums: the terms left out pass while the frame moves on."""
        slots, layer, trace = self._slots, self.equation.layer, self.equation.figures.trace
        passed = [(slot, index + 1) for slot, index in enumerate(slots) if index is not None]
        places, terms = zip(*passed, strict=True)

        def value_at(progress: float) -> float:
            reached = int(np.interp(_stepped(progress, len(slots)), places, terms))
            return readings.partial_sum(layer, row, reached).of(trace)

        return CountTo(self.equation.result.entry(row), value_at, rate_func=linear)

    @property
    def _slots(self) -> tuple[int | None, ...]:
        return self.equation.column_excerpt.slots


def _follow(mobject: Mobject, places: list[NDArray[np.float64]]) -> Follow:
    """Move a mobject from place to place, resting at each."""

    def step(progress: float) -> None:
        reached = _stepped(progress, len(places))
        before = min(int(reached), len(places) - 2)
        way = places[before + 1] - places[before]
        mobject.move_to(places[before] + way * (reached - before))

    return Follow(mobject, step)


def _stepped(progress: float, count: int) -> float:
    """Return where one is among `count` places, from 0 to ``count - 1``: rest, move, rest."""
    step, share = divmod(min(max(progress, 0.0), 1.0) * (count - 1), 1.0)
    return float(step + smooth(min(max(share * 2 - 0.5, 0.0), 1.0)))
