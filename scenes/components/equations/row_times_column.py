"""Rows of the matrix times the column, and in the network beside it what travels meanwhile."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from manim import RIGHT, Group, VGroup

from scenes.components.animations import Follow
from scenes.components.equations.product import Sweep, on_their_way, start_counting, stepped
from scenes.components.fitting import stand_on
from scenes.components.verbs import (
    CHANGE,
    MOVE,
    SMALL,
    appear,
    dim,
    move,
    swap,
    turn,
    undim,
    vanish,
)
from scenes.facts.readings import product
from scenes.figures import follow_sign
from scenes.look.sizes import APART, FORMULA, NEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation, VMobject

    from scenes.components.equations.layer import LayerEquation
    from scenes.components.equations.layer_stage import LayerStage

__all__ = ["RowTimesColumn", "TurnedInput", "TurnedTerm"]

_FADING = 2.5
_COMING = 0.25
"""Seconds in which the first term comes."""
_KNOB = 4.5
"""Seconds of a knob that is turned down, up, and back."""
_EXACT = 1e-12
"""A knob is back where it was when it is no further off."""


class RowTimesColumn:
    """One row term by term, then the others all at once.

    Parameters
    ----------
    stage
        Arranged so that there is room for the result.

    Attributes
    ----------
    terms
        Each term of the explained row, large: the weightiest comes first, as an example.
    sums
        What the terms come to, while it is written.
    pair
        Frames about its weight and its activation.
    bands
        Light bars below what is multiplied, and below the result: they go to the back.
    """

    def __init__(self, stage: LayerStage) -> None:
        self.stage, self.equation = stage, stage.equation
        matrix = self.equation.weights
        self._others = [matrix.skipped, *map(matrix.row, self.equation.others)]
        self.bands = _bands(self.equation, [self.equation.story])
        self.bands.add(self.equation.inputs.column_band(self.equation.theme.highlight))
        self.terms = self._written().set_opacity(0)
        self._example, self.pair = self._weightiest()
        self.sums: list[VGroup] = []
        self.signals = {row: stage.signals(row) for row in stage.rows}

    def _written(self) -> VGroup:
        """Return each term of the explained row in one line, and what the dots stand for."""
        equation, figures = self.equation, self.equation.figures
        size = figures.stage.letters(FORMULA)
        lines = VGroup()
        for slot, total in zip(equation.columns.slots, equation.products, strict=True):
            end = total.copy().scale(size / total.letter_size)
            parts: list[VMobject] = [equation.sign("dots.h.c", size)]
            if slot is not None:
                blocks = equation.weights.entry(equation.story, slot), equation.inputs.entry(slot)
                weight, entry = (part.copy().scale(size / part.letter_size) for part in blocks)
                parts = [weight, equation.sign("times", size), entry]
            line = VGroup(*parts, equation.sign("=", size), end).arrange(RIGHT, buff=NEAR)
            lines.add(self.stage.line.place(line))
        return lines

    def _weightiest(self) -> tuple[int, VGroup]:
        """Return the place of the largest term that is shown, and frames about what it is of."""
        equation, story = self.equation, self.equation.story
        terms = np.abs(equation.figures.trace.contributions(equation.layer, story))
        index = max(equation.columns.shown, key=lambda column: float(terms[column]))
        place, colour = equation.columns.slots.index(index), equation.theme.highlight
        weight = equation.weights.cell_of(story, index, colour)
        return place, VGroup(weight, equation.inputs.cell_of(index, 0, colour))

    def sum_up(self) -> Animation:
        """Return how the terms go, and what they come to: it goes when other rows have their turn.

        It is written large in their place, with words.
        """
        total = self._total()
        self.sums = [total]
        return swap(self.terms, total)

    def _total(self) -> VGroup:
        equation, figures = self.equation, self.equation.figures
        size = figures.stage.letters(FORMULA)
        number = equation.result.entry(equation.story).copy()
        number.scale(size / number.letter_size).set_fill(figures.theme.highlight)
        words = figures.words("in all", size)
        line = VGroup(words, equation.sign("=", size), number).arrange(RIGHT, buff=APART)
        stand_on(words, number.baseline)
        return self.stage.line.place(line)

    def _follow(self, progress: float, seconds: float) -> None:
        """Show the term that the frames have reached: one goes before the next one comes."""
        reached = stepped(progress, len(self.terms))
        handed = min(progress * seconds / _COMING, 1.0)
        for place, line in enumerate(self.terms):
            here = float(np.clip(1 - _FADING * abs(reached - place), 0.0, 1.0))
            line.set_opacity(handed * here)

    def point_at_one(self) -> list[Animation]:
        """Return how the explained row comes forward, and its neuron, with one term of it."""
        start_counting(self.equation, [self.equation.story])
        weights, result, column = self.bands
        self._band, _ = result.copy(), result.set_opacity(0)
        example = self.terms[self._example].set_opacity(1)
        coming = [appear(each) for each in (weights, column, example, self.pair)]
        return [*map(dim, self._others), self.stage.point_at([self.equation.story]), *coming]

    def bring_total(self) -> list[Animation]:
        """Return how the example goes, and the sum comes: so far no term is in it."""
        equation, result = self.equation, self.equation.result
        signs = equation.equals, equation.labels[3], result.brackets, result.dots
        coming = appear(*signs, result.entry(equation.story))
        lit = move(self.bands[1], self._band, SMALL)
        return [vanish(self.terms[self._example], self.pair), lit, coming]

    def add_up_one(self, seconds: float) -> list[Animation]:
        """Return how its sum climbs, term by term, while the terms arrive at the neuron."""
        row = self.equation.story
        arriving = self._send(row, seconds)
        written = Follow(self.terms, lambda progress: self._follow(progress, seconds), seconds)
        return [*Sweep(self.equation, [row]).run(seconds), arriving, written]

    def _send(self, row: int, seconds: float) -> Follow:
        """Return how each product goes to the row's neuron while the frames are at its factors."""
        slots, signals = self.equation.columns.slots, self.signals[row]
        places = [slots.index(column) for column in self.stage.columns]

        def follow(progress: float) -> None:
            signals.set_heads(on_their_way(progress, places, len(slots)))

        return Follow(signals, follow, seconds)

    def point_at_all(self) -> list[Animation]:
        """Return how the other rows come forward."""
        others = self.equation.others
        start_counting(self.equation, others)
        bands = _bands(self.equation, others)
        self.bands.add(*bands)
        coming = appear(bands, *map(self.equation.result.entry, others))
        gone = vanish(self.signals[self.equation.story]), *self._forget()
        return [*gone, *map(undim, self._others), self.stage.point_at(self.stage.rows), coming]

    def add_up_all(self, seconds: float = CHANGE) -> list[Animation]:
        """Return how their sums climb, all at once."""
        others = self.equation.others
        arriving = (self._send(row, seconds) for row in others)
        return [*Sweep(self.equation, others).run(seconds), *arriving]

    def let_go(self) -> list[Animation]:
        """Return how the helpers go."""
        there = self.equation.others or [self.equation.story]
        gone = (vanish(self.signals[row]) for row in there)  # a group would come to the front
        return [vanish(self.bands), *gone, *self._forget(), self.stage.let_go()]

    def _forget(self) -> list[Animation]:
        written, self.sums = self.sums, []
        return [*map(vanish, written)]


class TurnedTerm(VGroup):
    """The explained row's term of one column, written out: its activation can be turned.

    Parameters
    ----------
    stage
        Whose line it stands in, with room for all that it is turned to.
    column
        One that is shown.

    Attributes
    ----------
    weight, activation, product
        Its numbers.
    """

    def __init__(self, stage: LayerStage, column: int) -> None:
        equation = stage.equation
        self._theme, size = equation.theme, equation.figures.stage.letters(FORMULA)
        self.weight, self.activation, self.product = (
            number.copy().scale(size / number.letter_size)
            for number in (
                equation.weights.entry(equation.story, column),
                equation.inputs.entry(column),
                equation.products[equation.columns.slots.index(column)],
            )
        )
        times, equals = equation.sign("times", size), equation.sign("=", size)
        super().__init__(self.weight, times, self.activation, equals, self.product)
        self._real = self.activation.value, self.product.value
        widest = max(self._real[0], *equation.excerpt.turned_to, key=self._width_at)
        self.turn(widest)
        stage.line.place(self.arrange(RIGHT, buff=NEAR))
        self.turn(self._real[0])

    def turn(self, activation: float) -> float:
        """Show another activation, and the product that it makes with the weight, as written.

        Return the activation to count with: the real one, or else what is written.
        """
        meant, product = self._real
        self.activation.set_value(activation)
        if not math.isclose(activation, meant, abs_tol=_EXACT):
            meant = self.activation.written
            product = self.weight.written * meant
        follow_sign(self.product.set_value(product), self._theme)
        return meant

    def _width_at(self, activation: float) -> float:
        self.turn(activation)
        return float(self.activation.width + self.product.width)


class TurnedInput:
    """One activation of the column, turned like a knob: all sums follow.

    Parameters
    ----------
    stage
        With the sums in its result.

    Attributes
    ----------
    index
        Whose activation it is: the loudest column's.
    lines
        Its connections.
    term
        What it adds to the explained sum, written out.
    bands
        Light bars below the row and the sum that this is of: they go to the back.
    """

    def __init__(self, stage: LayerStage) -> None:
        self.stage, equation = stage, stage.equation
        weights = equation.figures.network.layer(equation.layer).weights[list(stage.rows)]
        self.index = equation.excerpt.loudest
        self.number = equation.inputs.entry(self.index)
        self.lines = stage.signals_from(self.index).set_heads(1.0)
        self.term = TurnedTerm(stage, self.index)
        self.bands = _bands(equation, [equation.story])
        self._weights = weights[:, self.index]

    def point_at_term(self) -> list[Animation]:
        """Return how the term comes, with its row, its sum and its neuron marked."""
        coming = appear(self.lines, self.term, seconds=MOVE), appear(self.bands)
        return [*coming, self.stage.ring([self.stage.equation.story])]

    def frames(self) -> VGroup:
        """Return frames about the activation, and about its weights."""
        equation, colour = self.stage.equation, self.stage.theme.highlight
        return VGroup(
            equation.inputs.cell_of(self.index, 0, colour),
            equation.weights.column_frame(self.index, colour),
        )

    def turn(self, seconds: float = _KNOB) -> list[Animation]:
        """Return how it is turned to nothing, to the end of its scale, and back."""
        stage, equation, real = self.stage, self.stage.equation, self.number.value
        trace = equation.figures.trace
        results = VGroup(*(equation.result.entry(row) for row in stage.rows))
        sums = np.array([product(stage.layer, row).of(trace) for row in stage.rows])

        def follow(value: float) -> None:
            turned = sums + self._weights * (self.term.turn(value) - real)
            for number, now in zip(results, turned, strict=True):
                number.set_value(float(now))

        stops = (real, *equation.excerpt.turned_to, real)
        light = (
            Group(stage.sources, stage.picture),
            lambda value: stage.hold_input(self.index, value),
        )
        return turn(
            self.number,
            stops,
            (VGroup(results, self.term), follow),
            light,
            seconds=seconds,
        )


def _bands(equation: LayerEquation, rows: Sequence[int]) -> VGroup:
    """Return light bars to lie under rows of the matrix, each with one under its result."""
    blocks, colour = (equation.weights, equation.result), equation.theme.highlight
    return VGroup(*(block.row_band(row, colour) for row in rows for block in blocks))
