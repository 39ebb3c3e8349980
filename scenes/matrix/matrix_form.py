"""One layer as one short equation, from the real numbers to the symbols."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import RIGHT, AnimationGroup, Create, FadeIn, FadeOut, LaggedStart, VGroup

from scenes.clip import Clip
from scenes.components.animations import CountTo, Rearrange
from scenes.components.equations.layer import LayerEquation
from scenes.components.equations.product import Sweep, products_under, start_counting
from scenes.components.equations.source import Source
from scenes.matrix.params import MatrixFormParams

if TYPE_CHECKING:
    from scenes.components.equations.matrix import MatrixView
    from scenes.components.grids.marks import Marks
    from scenes.look.text import Formula, Number

__all__ = ["MatrixForm"]

_FORMULA_SIZE = 84
_LAST_SCALE = 0.88
_SWEEP, _SHORT_SWEEP = 2.6, 1.6

_WHAT_IT_DOES = {
    "sigmoid": "Sigma squishes every sum into the range 0 to 1",
    "relu": "ReLU keeps every positive sum and makes the rest zero",
    "tanh": "Tanh squishes every sum into the range \N{MINUS SIGN}1 to 1",
    "softmax": "Softmax turns the sums into shares that add up to 1",
    "identity": "The identity passes every sum on as it is",
}


class MatrixForm(Clip):
    """One layer, from the real numbers to a' = f(W a + b)."""

    params = MatrixFormParams()

    def setup(self) -> None:
        """Read the numbers, lay out the equation, and what stands in its place at first."""
        super().setup()
        self.params.check(self.network)
        self.layer = self.params.layer
        self.equation = LayerEquation(self.figures, self.layer)
        self.stage.picture.place(self.equation.whole)
        self.equation.close_the_gap()
        self.rows = self.equation.row_excerpt.shown
        self.source = Source(self.figures, self.equation)
        self.neurons = self.source.neurons()
        self.names, self.scale = self.source.names(self.neurons), self.source.scale(self.neurons)

    def construct(self) -> None:
        """Numbers first, symbols last."""
        self.beat(self.look_at_the_layer_below)
        self.beat(self.write_it_as_a_vector)
        self.beat(self.write_weights_as_a_row)
        self.beat(self.stack_the_rows)
        self.beat(self.multiply_a_row_with_the_vector)
        if len(self.rows) > 1:
            self.beat(self.multiply_every_row)
        self.beat(self.add_the_biases)
        self.beat(self.squish_every_sum)
        self.beat(self.write_it_in_symbols)

    # -- the blocks -------------------------------------------------------------------------

    def look_at_the_layer_below(self) -> None:
        """Let some neurons step out of their layer into a column."""
        self.say(f"{self._layer_below()} is a neuron, holding one number: its activation.")
        target = self.source.discs()
        off = self.source.switched_off(target)
        self.brace = self.source.brace
        self.marked = self.source.marked(self.neurons)
        self.add(self.neurons, self.names, self.scale, self.brace, self.equation.inputs.dots, off)
        self.hold(0.8)
        self.play(FadeIn(self.marked, run_time=0.4))
        self.discs = self.neurons.subset(self.source.shown)
        self.play(_in_turn(self.discs, target, run_time=1.4))
        self.remove(off)
        self.hold(1.2)

    def _layer_below(self) -> str:
        if self.source.of_pixels:
            return "Layer 0 is the image. Each pixel"
        disc = "Each disc" if self.equation.weights_shape[1] > 1 else "The disc"
        return f"Layer 0 is the input. {disc}" if self.layer == 1 else disc

    def write_it_as_a_vector(self) -> None:
        """Write the number beside each neuron, and put brackets around them."""
        vector, label = self.equation.inputs, self.equation.labels[1]
        count = vector.rows.count
        whose = (
            f"Their {count:,} numbers, one below the other, are" if count > 1 else "Its number is"
        )
        self.say(f"{whose} a column vector.")
        self.play(
            _in_turn(self.discs, self.equation.input_chips, run_time=1.2),
            LaggedStart(*map(FadeIn, vector.entries.submobjects), lag_ratio=0.2, run_time=1.4),
            FadeOut(self.brace[0], run_time=0.4),
            self.brace[1].animate.move_to(label).fade(1),
            FadeIn(label, run_time=1.2),
        )
        self.remove(self.discs, self.brace)
        self.add(self.equation.input_chips)
        self.play(Create(vector.brackets, run_time=0.4))
        self.hold(1.0)

    def write_weights_as_a_row(self) -> None:
        """Turn the layer below into the weights of one neuron, and those into a row."""
        first = self.rows[0]
        several = self.equation.weights_shape[1] > 1
        each, row = (
            ("each of them", "They make one row") if several else ("it", "It is a row of one")
        )
        self.say(
            f"A neuron of layer {self.layer} has a weight for {each}, positive or negative. {row}."
        )
        going = Rearrange(self.neurons, self.source.weight_picture(first), run_time=1.2)
        self.play(going, FadeOut(self.scale, run_time=0.4))
        self.hold(0.6)
        self.thumbnails = [self.neurons.copy().set_opacity(0)]
        self.play(
            Rearrange(self.thumbnails[0], self.source.thumbnail(first), run_time=1.2),
            _in_turn(self.neurons, self.source.bar(first), run_time=1.6),
            FadeOut(self.marked, self.names, run_time=0.4),
        )
        numbers = self.equation.weights.row(first).submobjects
        self.play(
            FadeOut(self.neurons, run_time=0.8), LaggedStart(*map(FadeIn, numbers), run_time=1.0)
        )
        self.hold(0.6)

    def stack_the_rows(self) -> None:
        """Write the other neurons' rows below."""
        matrix, (count, width) = self.equation.weights, self.equation.weights_shape
        rows = f"Row by row, the weights of all {count:,} neurons make"
        if count == 1:
            rows = "There is no other neuron, so this row alone makes"
        self.say(f"{rows} a matrix: {count:,} × {width:,}.")
        others = [self.source.thumbnail(row) for row in self.rows[1:]]
        self.thumbnails += others
        lines = [
            AnimationGroup(FadeIn(thumbnail), FadeIn(matrix.row(row), shift=RIGHT * 0.2))
            for thumbnail, row in zip(others, self.rows[1:], strict=True)
        ]
        if lines:
            self.play(
                LaggedStart(*lines, lag_ratio=0.4, run_time=1.6),
                FadeIn(matrix.skipped, run_time=1.6),
            )
        self.play(Create(matrix.brackets, run_time=0.8), FadeIn(self.equation.labels[0]))
        self.hold(1.2 if lines else 2.8)

    # -- the product ------------------------------------------------------------------------

    def multiply_a_row_with_the_vector(self) -> None:
        """Sweep along one row and down the vector, while their products add up."""
        self.say(
            "Row times column: each weight times its activation, all added up. "
            "That is the weighted sum of one neuron."
        )
        first, equation, colour = self.rows[0], self.equation, self.theme.highlight
        if lift := equation.make_room_for_a_line(*self.thumbnails):
            self.play(*lift, run_time=0.6)
        matrix, result = equation.weights, equation.result
        self.others = VGroup(*(matrix.row(row) for row in self.rows[1:]), matrix.skipped)
        self.bands = VGroup(
            matrix.row_band(first, colour),
            result.row_band(first, colour),
            equation.inputs.column_band(colour),
        )
        start_counting(equation, first)
        self.bring_to_back(self.bands)
        self.play(
            self.others.animate.set_opacity(self.theme.dimmed),
            *map(FadeIn, (self.bands, equation.equals, result.brackets, result.dots)),
            *map(FadeIn, (result.entry(first), equation.output_chips, equation.labels[3])),
            run_time=0.8,
        )
        self.products = products_under(equation, first)
        terms = LaggedStart(*map(FadeIn, self.products.submobjects), lag_ratio=0.7)
        self._multiply((first,), _SWEEP, terms)
        self.hold(1.0)
        if len(self.rows) == 1:
            self.play(FadeOut(self.products, self.bands, run_time=0.4))

    def multiply_every_row(self) -> None:
        """Let the other rows do the same, all at once."""
        equation, rest, colour = self.equation, self.rows[1:], self.theme.highlight
        count, result = equation.weights_shape[0], equation.result
        self.say(f"Every row does this: one matrix product gives all {count:,} sums at once.")
        bands = VGroup(
            *(block.row_band(row, colour) for block in (equation.weights, result) for row in rest)
        )
        start_counting(equation, *rest)
        self.bring_to_back(bands)
        self.play(
            self.others.animate.set_opacity(1),
            FadeOut(self.products, target_position=result.entry(self.rows[0]), scale=0.3),
            *map(FadeIn, (bands, *(result.entry(row) for row in rest))),
            run_time=0.8,
        )
        self._multiply(rest, _SHORT_SWEEP)
        self.play(FadeOut(bands, self.bands, run_time=0.4))
        self.hold(0.6)

    def _multiply(
        self, rows: tuple[int, ...], seconds: float, terms: LaggedStart | None = None
    ) -> None:
        sweep = Sweep(self.equation, rows, self.theme.highlight)
        self.play(*map(FadeIn, sweep.frames), run_time=0.3)
        self.play(*sweep.animations(), *([terms] if terms else []), run_time=seconds)
        self.play(*map(FadeOut, sweep.frames), run_time=0.3)

    # -- bias and activation ----------------------------------------------------------------

    def add_the_biases(self) -> None:
        """Put the vector of biases in, and add it."""
        equation, colour = self.equation, self.theme.bias
        self.say("The biases are a vector too. Each neuron's bias is added to its own sum.")
        self.play(*equation.open_the_gap(*self.thumbnails), run_time=0.6)
        self.play(*map(FadeIn, (equation.plus, equation.biases, equation.labels[2])), run_time=0.6)
        bands = VGroup(equation.biases.column_band(colour), equation.result.column_band(colour))
        self.bring_to_back(bands)
        self.play(FadeIn(bands, run_time=0.4))
        self.play(self._count_on(equation.sums), run_time=1.6)
        self.play(FadeOut(bands, run_time=0.4))
        self.hold(0.4)

    def squish_every_sum(self) -> None:
        """Wrap the activation function around the whole, and apply it to each component."""
        equation = self.equation
        what = _WHAT_IT_DOES[self.network.layer(self.layer).activation]
        self.say(f"{what}: the activations of layer {self.layer}.")
        self.play(*map(FadeOut, self.thumbnails), run_time=0.4)
        self.play(FadeIn(equation.opening), FadeIn(equation.closing), run_time=0.6)
        self.hold(0.4)
        self.play(
            self._count_on(equation.activations),
            _in_turn(equation.output_chips, equation.lit_chips(), run_time=1.8),
            *equation.close_the_bracket(),
            run_time=1.8,
        )
        self.hold(1.0)

    def _count_on(self, targets: list[Number]) -> LaggedStart:
        """Let the numbers of the result run to others, from the top."""
        result = self.equation.result
        pairs = zip(self.rows, targets, strict=True)
        counts = (CountTo(result.entry(row), target.value) for row, target in pairs)
        return LaggedStart(*counts, lag_ratio=0.35)

    # -- symbols ----------------------------------------------------------------------------

    def write_it_in_symbols(self) -> None:
        """Give each block its letter, so that the whole layer is one line."""
        self.say("Now give every block a letter.")
        self.symbols = formula = self.equation.symbols(_FORMULA_SIZE)
        self._make_room(formula)
        for name, block in self.equation.named_blocks.items():
            self._turn_into_letter(block, formula.part(name))
        self.say("All neurons of the layer at once, in one short line.")
        self.play(FadeIn(self._signs(formula), run_time=0.6))
        self.hold(2.4)

    def _make_room(self, formula: Formula) -> None:
        """Move the numbers up, a little smaller, and give the formula the place below."""
        upper, lower = self.stage.picture.rows(2.6, 1)
        lower.place(formula)
        whole = self.equation.whole
        factor = min(_LAST_SCALE, upper.width / whole.width, upper.height / whole.height)
        self.add(whole)
        self.play(whole.animate.scale(factor).move_to(upper.centre), run_time=1.0)

    def _turn_into_letter(self, block: MatrixView, letter: VGroup) -> None:
        """Let a copy of a block shrink into its letter."""
        piece = block.copy()
        into = piece.animate.scale(letter.height / piece.height).move_to(letter).set_opacity(0)
        self.play(into, FadeIn(letter, scale=0.5), run_time=0.5)
        self.remove(piece)

    def _signs(self, formula: Formula) -> VGroup:
        """Return what is not a letter of the formula."""
        letters = [glyph for name in self.equation.named_blocks for glyph in formula.part(name)]
        return VGroup(*(sign for sign in formula if sign not in letters))


def _in_turn(marks: Marks, target: Marks, run_time: float) -> Rearrange:
    """Rearrange marks one after the other."""
    return Rearrange(marks, target, np.linspace(0, 1, len(marks)), lag=0.5, run_time=run_time)
