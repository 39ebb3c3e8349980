"""Row times column, as it is computed: term by term, the sum in step with the frames."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from manim import Group, LaggedStart, VGroup, linear, smooth

from scenes.components.animations import CountTo, Follow
from scenes.components.verbs import CHANGE, appear, dim, undim, vanish
from scenes.facts import readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from manim import Animation, Mobject, VMobject
    from numpy.typing import NDArray

    from scenes.components.equations.layer import LayerEquation
    from scenes.look.text import Number

__all__ = ["Multiplication", "Sweep", "count_on", "products_under", "start_counting", "stepped"]

_PRODUCT_SHARE = 0.96
_PLUS_SHARE = 0.9
_BELOW = 0.7
"""From the matrix to its products, as a share of the distance between rows."""
_SUBTOTAL = 0.5
_COMING = 12.0
"""A frame comes and goes within the twelfth part of its way."""


def count_on(equation: LayerEquation, targets: Sequence[Number]) -> Animation:
    """Let the numbers of the result run to others, from the top."""
    pairs = zip(equation.rows.shown, targets, strict=True)
    counts = (CountTo(equation.result.entry(row), target.value) for row, target in pairs)
    return LaggedStart(*counts, lag_ratio=0.35, run_time=CHANGE)


def start_counting(equation: LayerEquation, rows: Iterable[int]) -> None:
    """Set the sums of these rows to their first product."""
    for row in rows:
        first = readings.partial_sum(equation.layer, row, 1)
        equation.result.entry(row).set_value(first.of(equation.figures.trace))


def products_under(equation: LayerEquation) -> VGroup:
    """Return the sum of the explained row's products, each under its column; slot by slot.

    Where columns are left out stands what all of theirs come to, dimmed: what is written adds up.
    """
    matrix, slots = equation.weights, equation.columns.slots
    y = matrix.brackets.get_bottom()[1] - matrix.pitch * _BELOW
    terms = VGroup()
    for number, place, index in zip(
        equation.products, matrix.places_along_row(equation.story), slots, strict=True
    ):
        number.scale(equation.size * _PRODUCT_SHARE)
        place[1] = y - number.half_digit
        if index is None:
            place[0] += number.width / 2
            number.set_opacity(_SUBTOTAL)
        else:
            place[0] = matrix.entry(equation.story, index).baseline[0]
        terms.add(number.shift(place - number.baseline))
    plus = equation.sign("+", equation.products[0].letter_size * _PLUS_SHARE)
    signs = [
        plus.copy().move_to((before.get_right()[0] / 2 + after.get_left()[0] / 2, y, 0))
        for before, after in pairwise(terms)
    ]
    first, *others = terms
    return VGroup(first, *(VGroup(*pair) for pair in zip(signs, others, strict=True)))


class Multiplication:
    """Rows of the matrix times the column: one term by term, then the others all at once.

    Parameters
    ----------
    equation
        Arranged so that there is room for the result.

    Attributes
    ----------
    bands
        Light bars below what is multiplied, and below the result.
    """

    def __init__(self, equation: LayerEquation) -> None:
        self.equation = equation
        self._others = [Group(*parts) for parts in self._other_rows()]
        self._terms = VGroup()
        self.bands = self._bands([equation.story])
        self.bands.add(equation.inputs.column_band(equation.theme.highlight))

    def _bands(self, rows: Iterable[int]) -> VGroup:
        blocks, colour = (
            (self.equation.weights, self.equation.result),
            self.equation.theme.highlight,
        )
        return VGroup(*(block.row_band(row, colour) for row in rows for block in blocks))

    def _other_rows(self) -> Iterator[tuple[Mobject, ...]]:
        matrix, neurons = self.equation.weights, self.equation.neurons
        yield (matrix.skipped,)
        for row in self.equation.others:
            yield matrix.row(row), neurons.ring(row), neurons.grid(row)

    def take_one_row(self) -> list[Animation]:
        """Return how the explained row comes forward, and the result to be filled."""
        equation, result, row = self.equation, self.equation.result, self.equation.story
        start_counting(equation, [row])
        chips = (equation.output_chips, equation.labels[3])
        coming = (equation.equals, result.brackets, result.dots, result.entry(row), *chips)
        glow = equation.neurons.glow(row)
        return [*map(dim, self._others), glow, appear(self.bands, *coming)]

    def count_one_row(self, seconds: float) -> list[Animation]:
        """Return how its sum climbs, term by term."""
        self._terms = products_under(self.equation)
        terms = LaggedStart(*map(appear, self._terms), lag_ratio=0.7, run_time=seconds)
        return [*Sweep(self.equation, [self.equation.story]).run(seconds), terms]

    def more_bands(self) -> VGroup:
        """Return light bars for the other rows as well."""
        bands = self._bands(self.equation.others)
        self.bands.add(*bands)
        return bands

    def take_all_rows(self, bands: VGroup) -> list[Animation]:
        """Return how the other rows come forward."""
        others = self.equation.others
        start_counting(self.equation, others)
        coming = appear(bands, *map(self.equation.result.entry, others))
        gone, self._terms = self._terms, VGroup()
        return [vanish(gone), *map(undim, self._others), coming]

    def count_all_rows(self) -> list[Animation]:
        """Return how their sums climb, all at once."""
        return Sweep(self.equation, self.equation.others).run(CHANGE)

    def let_go(self) -> Animation:
        """Return how the helpers go that are still there: what is gone would flash."""
        return vanish(self.bands, *self._terms)


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
