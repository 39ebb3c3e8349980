"""One layer written out with its numbers: f(W a + b) = a', as far as it has been explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from manim import DOWN, RIGHT, UP, Group, VGroup

from scenes.components.equations.matrix import MatrixView, Parenthesis, sign_colour
from scenes.components.grids.marks import Marks
from scenes.components.network.column import ring_rgba
from scenes.facts import readings
from scenes.facts.choosing import Excerpt, ends, ends_and, telling_entries
from scenes.facts.decimals import decimals_for
from scenes.look.encoding import activation_limit, activation_rgba

if TYPE_CHECKING:
    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.figures import Figures
    from scenes.look.text import Formula, Number, Words

__all__ = ["SQUISHING", "LayerEquation"]

SQUISHING = {
    "sigmoid": "sigma",
    "relu": '"ReLU"',
    "tanh": "tanh",
    "softmax": '"softmax"',
    "identity": '"id"',
}
"""How each activation function is written, in Typst's math."""

_MOST_ROWS = 4
_MANY_DECIMALS = 3
_NUMBER_SIZE = 34
_NAME_SIZE, _SIGN_SIZE, _LABEL_SIZE = 44, 60, 26
_GAP = 0.17
_LINE_GAP = 0.4
_LABEL_GAP = 0.12
_TALLER = 1.06
"""Height of a parenthesis, as a share of the tallest block inside."""

_CHIP = 0.27
"""Radius of a neuron beside its number, as a share of the distance between rows."""


class LayerEquation:
    """The blocks of numbers of one layer, and the signs between them, laid out for the aspect.

    Parameters
    ----------
    figures
        Which reads the numbers, and whose theme, network and forward pass are used.
    layer
        From 1 on.

    Attributes
    ----------
    weights, inputs, biases, result
        The blocks. `result` starts as the products of rows and column.
    opening, closing, plus, equals
        The signs: `opening` is the name of the activation function with its parenthesis.
    input_chips, output_chips
        The neurons beside the numbers of `inputs` and `result`.
    labels
        The real size of each block, above it.
    whole
        All of it.
    """

    def __init__(self, figures: Figures, layer: int) -> None:
        self.figures, self.layer = figures, layer
        self.theme = figures.theme
        wide = figures.stage.wide
        self.row_excerpt = self._rows()
        self.decimals = decimals_for(figures.trace, layer, self.row_excerpt.shown)
        self.column_excerpt = telling_entries(
            figures.trace.activations[layer - 1],
            figures.network.layer(layer).weights[list(self.row_excerpt.shown)],
            self._most_columns(wide),
        )
        self._read_blocks()
        self._write_signs()
        self.input_chips = self._chips(self.inputs, layer - 1, self.column_excerpt)
        self.output_chips = self._chips(self.result, layer, self.row_excerpt)
        self.output_chips.set_fills(activation_rgba(self.theme, 0.0))
        self.gap, self.rise = np.zeros(3), np.zeros(3)
        self._arrange(wide)
        self.whole = Group(
            self.opening, self.weights, self.inputs, self.plus, self.biases, self.closing,
            self.equals, self.result, self.input_chips, self.output_chips,
        )  # fmt: skip
        self.labels = self._label_sizes()
        self.whole.add(self.labels)

    # -- blocks -----------------------------------------------------------------------------

    def _rows(self) -> Excerpt:
        """Choose the neurons that are shown: among outputs, the answer must not be missing."""
        network, trace = self.figures.network, self.figures.trace
        count = network.sizes[self.layer]
        if self.layer < len(network.layers):
            return ends(count, _MOST_ROWS)
        return ends_and(int(trace.prediction), count, _MOST_ROWS)

    def _most_columns(self, wide: bool) -> int:
        """Return how many columns have room: fewer of numbers that are long."""
        long = max(self.decimals.weights, default=2) > _MANY_DECIMALS
        return (5 if wide else 4) - long

    def _read_blocks(self) -> None:
        rows, columns = self.row_excerpt, self.column_excerpt
        below = self.layer - 1
        self.weights = MatrixView(
            [[self._weight(j, i) for i in columns.shown] for j in rows.shown],
            rows, columns, self.theme.text,
        )  # fmt: skip
        self.inputs = self._vector(
            [
                self._read(readings.activation(below, i), decimals=self.decimals.activation(i))
                for i in columns.shown
            ],
            columns,
        )
        self.biases = self._vector(
            [self._read(readings.bias(self.layer, j), self.theme.bias) for j in rows.shown], rows
        )
        products = [self._read(readings.product(self.layer, j)) for j in rows.shown]
        self.sums = [self._read(readings.weighted_sum(self.layer, j)) for j in rows.shown]
        self.activations = [self._read(readings.activation(self.layer, j)) for j in rows.shown]
        self.room = max(number.width for number in (*products, *self.sums, *self.activations))
        self.result = self._vector(products, rows, self.room)

    def _read(
        self, source: readings.Reading, colour: str | None = None, decimals: int | None = None
    ) -> Number:
        decimals = self.decimals.products if decimals is None else decimals
        return self.figures.read(source, _NUMBER_SIZE, decimals, colour)

    def _weight(self, neuron: int, index: int) -> Number:
        source = readings.weight(self.layer, neuron, index)
        decimals = self.decimals.weight(index)
        colour = sign_colour(self.theme, source.of(self.figures.trace), decimals)
        return self._read(source, colour, decimals)

    def _vector(self, numbers: list[Number], rows: Excerpt, room: float = 0.0) -> MatrixView:
        entries = [[number] for number in numbers]
        return MatrixView(entries, rows, Excerpt(1, (0,)), self.theme.text, room)

    def _chips(self, vector: MatrixView, layer: int, shown: Excerpt) -> Marks:
        values = self.figures.trace.activations[layer]
        places = np.array([vector.row_centre(index) for index in shown.shown])
        radius = vector.pitch * _CHIP
        places[:, 0] = vector.brackets.get_right()[0] + _GAP + radius
        return Marks(
            places,
            radius,
            self._fills(values, shown),
            ring_rgba(self.theme),
            roundness=1.0,
            ring_width=1.6,
        )

    def _fills(self, values: NDArray[np.float64], shown: Excerpt) -> NDArray[np.float64]:
        drawn = values[list(shown.shown)]
        return activation_rgba(self.theme, drawn, activation_limit(values))

    # -- signs and layout -------------------------------------------------------------------

    def _write_signs(self) -> None:
        function = self.figures.network.layer(self.layer).activation
        tall, colour = self.inputs.brackets.height * _TALLER, self.theme.text
        last = tall if self.figures.stage.wide else self.biases.brackets.height * _TALLER
        name = self.sign(SQUISHING[function], _SIGN_SIZE if function == "sigmoid" else _NAME_SIZE)
        left, right = Parenthesis(tall, colour), Parenthesis(last, colour).flip()
        self.opening = VGroup(name, left).arrange(RIGHT, buff=0.08)
        self.closing = right
        self.plus, self.equals = self.sign("+"), self.sign("=")

    def sign(self, code: str, size: float = _SIGN_SIZE) -> Formula:
        """Return a sign in the colour of text."""
        return self.figures.formula(code, size)

    def _arrange(self, wide: bool) -> None:
        inputs = Group(self.inputs, self.input_chips)
        result = Group(self.result, self.output_chips)
        first = [self.opening, self.weights, inputs]
        second = [self.plus, self.biases, self.closing, self.equals, result]
        if wide:
            Group(*first, *second).arrange(RIGHT, buff=_GAP)
            return
        lines = (Group(*line).arrange(RIGHT, buff=_GAP) for line in (first, second))
        Group(*lines).arrange(DOWN, buff=_LINE_GAP + 0.3)

    def _label_sizes(self) -> VGroup:
        rows, columns = self.weights_shape
        texts = (f"{rows:,} × {columns:,}", f"{columns:,}", f"{rows:,}", f"{rows:,}")
        return VGroup(
            *(
                self._label(text).next_to(block.brackets, UP, buff=_LABEL_GAP)
                for text, block in zip(texts, self.blocks, strict=True)
            )
        )

    def _label(self, text: str) -> Words:
        return self.figures.words(text, _LABEL_SIZE).set_opacity(0.75)

    @property
    def weights_shape(self) -> tuple[int, int]:
        """Rows and columns of the whole matrix."""
        return self.row_excerpt.count, self.column_excerpt.count

    @property
    def blocks(self) -> tuple[MatrixView, MatrixView, MatrixView, MatrixView]:
        """Weights, inputs, biases, result."""
        return self.weights, self.inputs, self.biases, self.result

    @property
    def named_blocks(self) -> dict[str, MatrixView]:
        """The blocks by the names of their letters in `symbols`."""
        return dict(zip(("weights", "inputs", "biases", "result"), self.blocks, strict=True))

    @property
    def right_side(self) -> Group:
        """What stands at the right end: the equals sign, the result and its neurons."""
        return Group(self.equals, self.result, self.output_chips, self.labels[3])

    @property
    def left_side(self) -> Group:
        """What is multiplied."""
        return Group(self.weights, self.inputs, self.input_chips, self.labels[:2])

    def close_the_gap(self) -> None:
        """Move both sides to where they belong while there are no biases, and no result."""
        left, right, middle = self.left_side, self.right_side, self.whole.get_center()
        before = right.get_center()
        if self.figures.stage.wide:
            right.shift((left.get_right()[0] + _GAP - right.get_left()[0]) * RIGHT)
            self.gap = (before - right.get_center()) / 2
            Group(left, right).shift(self.gap)
            return
        right.set_x(middle[0])
        self.gap = before - right.get_center()
        self.rise = (left.get_center()[1] - middle[1]) * UP
        left.shift(-self.rise)

    def open_the_gap(self, *companions: Mobject) -> list[Any]:
        """Return the animations that make room for biases; companions go with the left side."""
        moves: list[Any] = [self.right_side.animate.shift(self.gap)]
        if self.figures.stage.wide:
            moves.append(Group(self.left_side, *companions).animate.shift(-self.gap))
        return moves

    def make_room_for_a_line(self, *companions: Mobject) -> list[Any]:
        """Return the animations that lift the first line to its place, where there are two."""
        if self.figures.stage.wide:
            return []
        return [Group(self.left_side, *companions).animate.shift(self.rise)]

    def lit_chips(self) -> Marks:
        """Return the neurons of the result where they are now, with their activations."""
        values = self.figures.trace.activations[self.layer]
        return self.output_chips.copy().set_fills(self._fills(values, self.row_excerpt))

    def close_the_bracket(self) -> list[Any]:
        """Return the animations that fit the result's bracket to activations, as they are short."""
        scale = self.result.entry(0).letter_size / _NUMBER_SIZE
        widest = max(number.width for number in self.activations)
        spare = (self.room - widest) * scale * RIGHT
        less = Group(self.equals, *self.result.dots, self.labels[3])
        return [self.result.brackets[0].animate.shift(spare), less.animate.shift(spare / 2)]

    def symbols(self, size: float) -> Formula:
        """Return the equation in letters; its parts have the names of `named_blocks`."""
        name = SQUISHING[self.figures.network.layer(self.layer).activation]
        result, inputs = (f"a^(({layer}))" for layer in (self.layer, self.layer - 1))
        formula = self.figures.formula(
            f"{{{{ {result} : result }}}} = {name}({{{{ W : weights }}}} "
            f"{{{{ {inputs} : inputs }}}} + {{{{ b : biases }}}} )",
            size,
        )
        formula.part("biases").set_color(self.theme.bias)
        return formula
