"""One layer written out with its numbers: f(W a + b) = a', as far as it has been explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import LEFT, RIGHT, UP, AnimationGroup, VGroup

from scenes.components.equations.arrangement import BEHIND, LARGEST, Arrangement, Part, Step
from scenes.components.equations.matrix import MatrixView, Parenthesis
from scenes.components.equations.rows import RowNeurons
from scenes.components.equations.source import layer_below
from scenes.components.graphs.icon import room_below
from scenes.components.grids.discs import discs
from scenes.components.verbs import MOVE, vanish
from scenes.facts import readings
from scenes.facts.choosing import Excerpt
from scenes.facts.functions import function_of
from scenes.facts.layer_excerpt import LayerExcerpt
from scenes.facts.sources import Count, TermSum
from scenes.figures import tick
from scenes.look.encoding import activation_limit, activation_rgba
from scenes.look.sizes import APART, FORMULA, LABEL, MATRIX, NEAR, TIGHT
from scenes.look.stage import Region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation, Mobject
    from numpy.typing import NDArray

    from scenes.components.grids.marks import Marks
    from scenes.figures import Figures
    from scenes.look.text import Formula, Number, Words

__all__ = ["LayerEquation", "Step"]

_MOST_ROWS, _MOST_ROWS_SQUARE, _MOST_COLUMNS = 4, 3, 5
_PITCH, _PITCH_SQUARE = 1.75, 1.45
_TALLER = 1.06
"""Height of a parenthesis, as a share of the tallest block inside."""

_CHIP = 0.3
"""Radius of a neuron beside its number, as a share of the distance between rows."""


class LayerEquation:
    """The blocks of numbers of one layer, and the signs between them.

    Each step of the explanation brings parts; `arrange` makes room for them.

    Parameters
    ----------
    figures
        Which reads the numbers, and whose theme, network and forward pass are used.
    layer
        From 1 on.
    bare_pitch
        The neurons stand elsewhere, and rows are so many ems apart.

    Attributes
    ----------
    excerpt
        What is shown: `story`, the neuron whose row is explained, `rows`, `columns`, `decimals`.
    weights, inputs, biases, result
        The blocks. `result` starts as the products of rows and column.
    opening, closing, plus, equals
        The signs: `opening` is the name of the activation function with its parenthesis.
    neurons
        The layer's neurons with their weights, left of their rows.
    below
        The layer below, small, above the column of its activations.
    input_chips, output_chips
        The neurons beside the numbers of `inputs` and `result`.
    labels
        The real size of each block, above it.
    there
        The parts that have their place by now.
    """

    def __init__(self, figures: Figures, layer: int, *, bare_pitch: float | None = None) -> None:
        self.figures, self.layer, self._bare_pitch = figures, layer, bare_pitch
        self.theme = figures.theme
        self.excerpt = chosen = self._choose()
        self.story, self.rows, self.columns = chosen.story, chosen.rows, chosen.columns
        self.decimals = chosen.decimals
        self._read_blocks()
        self._write_signs()
        self.input_chips = self._chips(self.inputs, layer - 1, self.columns)
        self.output_chips = self._chips(self.result, layer, self.rows)
        self.output_chips.set_fills(activation_rgba(self.theme, 0.0))
        self.labels = self._label_sizes()
        self.neurons = RowNeurons(figures, layer, self.weights)
        self.below = layer_below(figures, layer - 1, self.inputs.width)
        self.below.next_to(self.inputs, LEFT, buff=NEAR)
        self._parts = self._make_parts()
        self.there: set[Part] = set()

    # -- blocks -----------------------------------------------------------------------------

    def _choose(self) -> LayerExcerpt:
        """Choose what is shown: as much as there is room for."""
        stage = self.figures.stage
        most = _MOST_ROWS_SQUARE if stage.aspect == "1:1" else _MOST_ROWS
        columns = _MOST_COLUMNS if stage.wide else _MOST_COLUMNS - 1
        return LayerExcerpt.of(self.figures.trace, self.layer, most, columns)

    @property
    def _pitch(self) -> float:
        """From one row to the next, in ems: less where two lines have little height."""
        if self._bare_pitch is not None:
            return self._bare_pitch
        return _PITCH_SQUARE if self.figures.stage.aspect == "1:1" else _PITCH

    def _read_blocks(self) -> None:
        rows, columns, below = self.rows.shown, self.columns, self.layer - 1
        self.products = [
            self._signed(TermSum(self.layer, self.story, *run), self.decimals.products)
            for run in columns.runs
        ]
        self.weights = MatrixView(
            [[self._weight(j, i) for i in columns.shown] for j in rows],
            self.rows, columns, self.theme.text, self._room_for_signs(), pitch=self._pitch,
        )  # fmt: skip
        inputs = [
            self._read(readings.activation(below, i), decimals=self.decimals.activation(i))
            for i in columns.shown
        ]
        decimals = self.decimals.activation(self.excerpt.loudest)
        ends = self._ticks(self.excerpt.ends_of_inputs(), decimals)
        self.inputs = self._vector(inputs, columns, _widest(*inputs, *ends))
        biases = [self._read(readings.bias(self.layer, j), self.theme.bias) for j in rows]
        self.biases = self._vector(biases, self.rows)
        products = [self._read(readings.product(self.layer, j)) for j in rows]
        self.sums = [self._read(readings.weighted_sum(self.layer, j)) for j in rows]
        self.activations = [self._read(readings.activation(self.layer, j)) for j in rows]
        numbers = *products, *self.sums, *self.activations, *self.ends_of_sums()
        self.result = self._vector(products, self.rows, _widest(*numbers))

    def _room_for_signs(self) -> list[float]:
        """Return the least width of each column: the loudest one's explained weight turns over."""
        loudest = self.excerpt.loudest
        weight = float(self.figures.network.layer(self.layer).weights[self.story, loudest])
        turned = _widest(*self._ticks((weight, -weight), self.decimals.weight(loudest)))
        return [turned if index == loudest else 0.0 for index in self.columns.shown]

    def ends_of_sums(self) -> list[Number]:
        """Return the lowest and the highest that sums come to."""
        return self._ticks(self.excerpt.ends_of_sums(), self.decimals.products)

    def _ticks(self, values: Sequence[float], decimals: int) -> list[Number]:
        return [tick(value, self.theme.text, MATRIX, decimals) for value in values]

    def _read(
        self, source: readings.Reading, colour: str | None = None, decimals: int | None = None
    ) -> Number:
        decimals = self.decimals.products if decimals is None else decimals
        return self.figures.read(source, MATRIX, decimals, colour)

    def _weight(self, neuron: int, index: int) -> Number:
        return self._signed(readings.weight(self.layer, neuron, index), self.decimals.weight(index))

    def _signed(self, source: readings.Reading | TermSum, decimals: int) -> Number:
        return self.figures.signed(source, MATRIX, decimals)

    def _vector(self, numbers: list[Number], rows: Excerpt, room: float = 0.0) -> MatrixView:
        entries = [[number] for number in numbers]
        columns = Excerpt(1, (0,))
        return MatrixView(entries, rows, columns, self.theme.text, room, pitch=self._pitch)

    def _chips(self, vector: MatrixView, layer: int, shown: Excerpt) -> Marks:
        values = self.figures.trace.activations[layer]
        places = np.array([vector.row_centre(index) for index in shown.shown])
        radius = vector.pitch * _CHIP
        places[:, 0] = vector.brackets.get_right()[0] + TIGHT + radius
        return discs(self.theme, places, radius, self._fills(values, shown))

    def _fills(self, values: NDArray[np.float64], shown: Excerpt) -> NDArray[np.float64]:
        drawn = values[list(shown.shown)]
        return activation_rgba(self.theme, drawn, activation_limit(values))

    # -- signs and sizes --------------------------------------------------------------------

    def _write_signs(self) -> None:
        function = function_of(self.figures.network.layer(self.layer).activation)
        colour, wide = self.theme.text, self.figures.stage.wide
        last = self.inputs.brackets.height * _TALLER
        tall = last if wide else self.weights.brackets.height * _TALLER
        name = self.figures.formula(function.symbol, FORMULA, self.theme.highlight)
        left, right = Parenthesis(tall, colour), Parenthesis(last, colour).flip()
        self.opening = VGroup(name, left).arrange(RIGHT, buff=TIGHT)
        self.closing = right
        self.plus, self.equals = self.sign("+"), self.sign("=")

    def sign(self, code: str, size: float = FORMULA) -> Formula:
        """Return a sign in the colour of text."""
        return self.figures.formula(code, size)

    def _label_sizes(self) -> list[Words]:
        rows, columns = self.weights_shape
        texts = (f"{rows:,} × {columns:,}", f"{columns:,}", f"{rows:,}", f"{rows:,}")
        after, before = Count("neurons", self.layer), Count("neurons", self.layer - 1)
        self.figures.cite_written(" ".join(texts), after, before, before, after, after)
        pairs = zip(texts, self.blocks, strict=True)
        return [self._label(text).next_to(b.brackets, UP, buff=TIGHT) for text, b in pairs]

    def _label(self, text: str) -> Words:
        return self.figures.words(text, self.figures.stage.letters(LABEL))

    @property
    def weights_shape(self) -> tuple[int, int]:
        """Rows and columns of the whole matrix."""
        return self.rows.count, self.columns.count

    @property
    def blocks(self) -> tuple[MatrixView, MatrixView, MatrixView, MatrixView]:
        """Weights, inputs, biases, result."""
        return self.weights, self.inputs, self.biases, self.result

    # -- places -----------------------------------------------------------------------------

    def _make_parts(self) -> dict[str, Part]:
        labels, small = self.labels, self.below
        square = self.figures.stage.aspect == "1:1"  # lower than what would stand below each other
        beside: list[list[Mobject]] = [
            [self.neurons],
            [self.input_chips, *[small] * square],
            [self.output_chips],
        ]
        of_weights, of_inputs, of_result = beside if self._bare_pitch is None else [[], [], []]
        above = None if square or not of_inputs else small
        return {
            "opening": Part(self.opening[1], self.opening[0]),
            "weights": Part(self.weights, *of_weights, label=labels[0]),
            "inputs": Part(self.inputs, *of_inputs, label=labels[1], above=above),
            "plus": Part(self.plus),
            "biases": Part(self.biases, label=labels[2]),
            "closing": Part(self.closing),
            "equals": Part(self.equals),
            "result": Part(self.result, *of_result, label=labels[3]),
        }

    def _lines(self, step: Step) -> list[list[Part]]:
        """Return what is there at a step: on one line, or on two in a narrow frame."""
        first = ["opening"] * (step == "function") + ["weights"] * (step != "inputs")
        second = BEHIND[step]
        lines = [first, second] if first and not self.figures.stage.wide else [first + second]
        return [[self._parts[name] for name in line] for line in lines]

    def arrange(
        self,
        step: Step,
        region: Region | None = None,
        between: float = APART,
        largest: float = LARGEST,
    ) -> Animation:
        """Make room for what a step brings; return the animation of what is there already."""
        where = region or room_below(self.figures.stage)
        arrangement = Arrangement.of(self._lines(step), where, between, largest)
        moves = arrangement.moves(self.there)
        self.there = set(arrangement.parts)
        self.second_line = [] if self.figures.stage.wide else self._lines(step)[-1]
        self.size, self.foots = arrangement.size, arrangement.foots
        return AnimationGroup(*moves, run_time=MOVE)

    def without_sizes(self) -> Animation:
        """Return how the sizes of the blocks go: letters stand for blocks of any size."""
        for part in self._parts.values():
            part.drop_label()
        return vanish(*self.labels)

    @property
    def others(self) -> list[int]:
        """The shown rows besides the explained one."""
        return [row for row in self.rows.shown if row != self.story]

    def lit_chips(self) -> Marks:
        """Return the neurons of the result where they are now, with their activations."""
        values = self.figures.trace.activations[self.layer]
        return self.output_chips.copy().set_fills(self._fills(values, self.rows))


def _widest(*numbers: Number) -> float:
    return max(float(number.width) for number in numbers)
