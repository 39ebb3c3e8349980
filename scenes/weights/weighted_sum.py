"""One neuron's weighted sum, counted up term by term to the value that the network computes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import LEFT, FadeIn, FadeOut, Group, linear

from scenes.clip import Clip
from scenes.components.animations import CountTo, Follow, Rearrange
from scenes.components.sums.ledger import Ledger
from scenes.components.sums.panels import Panels
from scenes.components.sums.sum_formula import SumFormula
from scenes.components.sums.term_line import TermLine
from scenes.components.sums.total_trace import TotalTrace
from scenes.facts import readings
from scenes.facts.choosing import telling_terms
from scenes.facts.decimals import adding_decimals
from scenes.facts.running_total import RunningTotal
from scenes.figures import tick
from scenes.weights.params import WeightedSumParams
from scenes.weights.wording import Wording

if TYPE_CHECKING:
    from manim import Mobject

    from scenes.look.stage import Aspect

__all__ = ["WeightedSum"]

_NOTE, _NUMBER = 28, 44
_SWEEP = 7.0
_PER_TERM, _LEAST = 1.0, 1.0
"""Of the sweep over a few terms, seconds."""

_HOLD, _PER_WORD, _READING = 0.7, 0.26, 2.7
"""Seconds: after each term, that a word of its caption takes, and that the term takes itself."""

_NAMED_SHARES: dict[Aspect, float] = {"16:9": 1.6, "9:16": 1.6, "1:1": 1.3}
"""How much wider the panel of the inputs is if they have names."""

_TRACE_SHARE = 0.9


class WeightedSum(Clip):
    """Multiply every weight by its activation, add it all up, add the bias: that is z."""

    params: WeightedSumParams = WeightedSumParams()

    def setup(self) -> None:
        """Take the neuron's numbers, then build and place what shows them."""
        super().setup()
        self.layer, self.neuron = self.params.chosen(self.network)
        self.total = RunningTotal(self.trace.contributions(self.layer, self.neuron))
        self.bias = readings.bias(self.layer, self.neuron).of(self.trace)
        self.numbers = self.figures.neuron(self.layer, self.neuron, _NUMBER)
        self.wording = Wording.of(self.network, self.layer, self.theme.level)
        self._divide_the_stage()
        self.panels = Panels(self.figures, self.numbers, self.thirds, self.wording)
        self.grids, self.products = self.panels.grids, self.panels.products
        self.formula_of = self.top.place(SumFormula(len(self.total), self.theme))
        self._build_ledger()
        self._build_trace()
        self._build_lines()

    def construct(self) -> None:
        """One idea a line."""
        self.beat(self.show_the_inputs)
        self.beat(self.give_each_a_weight)
        self.beat(self.write_the_sum)
        self.beat(self.read_a_few_terms)
        self.beat(self.add_up_all_products)
        self.beat(self.add_the_bias)

    # -- beats ------------------------------------------------------------------------

    def show_the_inputs(self) -> None:
        """Show the picture alone, as large as it can be, then in its place."""
        self.say(self.wording.inputs_hold_numbers())
        self.add(self.panels.enlarge_inputs())
        self.hold(3.8)

    def give_each_a_weight(self) -> None:
        """Turn the picture's squares into the weights that belong to them."""
        self.say(self.wording.weights_belong_to_them())
        self.play(*self.panels.bring_inputs_back(), run_time=1.0)
        self.play(FadeIn(self.panels.notes[1], self.panels.written_later), run_time=0.4)
        self.play(self.grids.turn_inputs_into_weights())
        self.play(FadeIn(self.panels.notes[0], self.grids.numbers[0]), run_time=0.4)
        self.hold(1.8)

    def write_the_sum(self) -> None:
        """Show the formula, and an empty grid for the products."""
        self.say(self.wording.products_are_added())
        self.play(FadeIn(self.formula_of.part("sum")), run_time=0.8)
        self.play(FadeIn(self.panels.signs, self.products, self.panels.notes[2]), run_time=0.8)
        self.hold(2.2)

    def read_a_few_terms(self) -> None:
        """Read a few terms with their real numbers, one by one."""
        shown: list[Mobject] = []
        for line in self.lines:
            product = line.numbers[2]
            factors = line.numbers[0].value, line.numbers[1].value
            caption = self.wording.term(line.index, factors, product.written_as_zero)
            self.say(caption)
            self._point_at(line, shown)
            self._read_factors(line)
            self._read_product(line)
            self.hold(max(_HOLD, len(caption.split()) * _PER_WORD - _READING))
            shown = [line]
        self.play(FadeOut(*shown, self.grids.cursor), run_time=0.5)

    def add_up_all_products(self) -> None:
        """Light up the products in their order while the total climbs."""
        self.say(self.wording.all_come_in())
        self._start_from_nothing()
        self.play(
            Follow(self.products, self._light),
            Follow(self.grids.cursor, self._point),
            Follow(self.way, self._draw),
            CountTo(self.sum, self.total.sum_at, rate_func=linear),
            CountTo(self.count, self.total.terms_at, rate_func=linear),
            run_time=min(_LEAST + _PER_TERM * len(self.total), _SWEEP),
        )
        self.figures.cite(self.sum, readings.product(self.layer, self.neuron))
        self.play(FadeOut(self.grids.cursor), run_time=0.4)
        self.hold(0.8)

    def add_the_bias(self) -> None:
        """Add one number more, and there stands what the network computes."""
        self.say(self.wording.bias_comes_last())
        self.play(FadeOut(self.count_row), run_time=0.4)
        bias_row = self.ledger.row(1)
        self.play(FadeIn(self.formula_of.part("bias"), bias_row), run_time=0.8)
        self.hold(0.8)
        self._carry_the_sum_down()
        self.play(
            Follow(self.way, lambda part: self.way.set_drawn(len(self.total) + part)),
            CountTo(self.result, readings.weighted_sum(self.layer, self.neuron).of(self.trace)),
            run_time=1.2,
        )
        self.figures.cite(self.result, readings.weighted_sum(self.layer, self.neuron))
        self.hold(2.2)

    # -- what the beats are made of ---------------------------------------------------

    def _point_at(self, line: TermLine, before: list[Mobject]) -> None:
        cursor = self.grids.cursor
        if before:
            there = self.grids.framed(line.index)
            self.play(Rearrange(cursor, there), *map(FadeOut, before), run_time=0.5)
            self.play(FadeIn(line.symbol, line.signs[0]), run_time=0.3)
        else:
            self.grids.point(line.index)
            self.play(FadeIn(cursor, line.symbol, line.signs[0]), run_time=0.5)

    def _read_factors(self, line: TermLine) -> None:
        """Bring the two squares down from their grids, with their numbers."""
        cells = [grid.subset([line.index]) for grid in (self.grids.weights, self.grids.inputs)]
        weight, activation = line.numbers[:2]
        self.play(line.bring(0, cells[0]), FadeIn(weight), run_time=0.6)
        self.play(FadeIn(line.signs[1]), line.bring(1, cells[1]), FadeIn(activation), run_time=0.6)

    def _read_product(self, line: TermLine) -> None:
        """Show the product, and send its colour to its place in the third grid."""
        self.play(FadeIn(line.signs[2], line.swatches[2], line.numbers[2]), run_time=0.4)
        flying = line.swatches[2].copy()
        self.play(Rearrange(flying, self.grids.lit(line.index)), run_time=0.5)
        self.grids.light_one(line.index)
        self.remove(flying)

    def _start_from_nothing(self) -> None:
        """Darken the products again, and show the total at zero."""
        lit = self.grids.shares
        darken = Follow(self.products, lambda part: self.grids.light(lit * (1 - part)))
        self.play(darken, run_time=0.4)
        self.grids.point(0)
        row = self.ledger.row(0)
        self.play(FadeIn(row, self.count_row, self.way, self.zero, self.grids.cursor), run_time=0.6)
        self.hold(0.2)

    def _light(self, progress: float) -> None:
        self.grids.light(self.total.is_in(progress))

    def _point(self, progress: float) -> None:
        self.grids.point(max(self.total.terms_at(progress) - 1, 0))

    def _draw(self, progress: float) -> None:
        self.way.set_drawn(self.total.terms_at(progress))

    def _carry_the_sum_down(self) -> None:
        """Bring the sum down to where the result will stand."""
        path = self.result.baseline - self.sum.baseline
        self.result.set_value(self.sum.value).shift(-path)
        rest = FadeIn(self.ledger.labels[2], self.ledger.rule, self.formula_of.part("z"))
        self.play(self.result.animate.shift(path), rest, run_time=0.8)

    # -- parts and places -------------------------------------------------------------

    def _divide_the_stage(self) -> None:
        """Grids, formula and total: on top of each other, the grids in two rows when narrow."""
        picture = self.stage.picture
        share = _NAMED_SHARES[self.stage.aspect] if self.wording.names else 1.0
        if self.stage.aspect == "9:16":
            self.top, above, below, self.bottom = picture.rows(0.6, 3.2, 3.2, 1.4)
            products, self.beside = below.columns(1, 1)
            self.thirds = [*above.columns(1, share), products]
            self.under = self.bottom
        else:
            self.top, middle, self.bottom = picture.rows(0.45, 3.85, 1.4)
            self.thirds = middle.columns(1, share, 1)
            self.beside, self.under = self.bottom.columns(1, 2)

    def _build_ledger(self) -> None:
        """Leave room for every partial sum; the count of terms stands in for the bias at first."""
        sums = self.total.partial_sums
        least = self.numbers.decimals.products
        decimals = adding_decimals([float(sums[-1]), self.bias], least)
        self.sum = self.numbers.start(decimals)
        self.sum.set_value(min(sums.min(), -sums.max()))
        self.result = self.numbers.result(decimals)
        labels = [
            self.figures.words("sum"),
            self.figures.words("bias", colour=self.theme.bias),
            self.figures.formula("z", colour=self.theme.highlight),
        ]
        self.ledger = Ledger(
            labels, [self.sum, self.numbers.bias(decimals), self.result], self.theme.text
        )
        self.count = tick(len(self.total), self.theme.text, _NUMBER)
        self.count_row = self.ledger.instead_of(1, self.figures.words("terms"), self.count)
        self.beside.place(Group(self.ledger, self.count_row))
        self.sum.set_value(0.0)
        self.count.set_value(0)

    def _build_trace(self) -> None:
        self.zero = tick(0, self.theme.text, _NOTE)
        width = self.under.width - 2 * self.zero.width
        height = self.under.height * _TRACE_SHARE
        self.way = TotalTrace(self.total.partial_sums, self.bias, self.theme, width, height)
        self.under.place(self.way)
        self.zero.next_to(self.way.zero, LEFT, buff=self.zero.width)

    def _build_lines(self) -> None:
        weights = self.network.weight_grid(self.layer, self.neuron).ravel()
        inputs = self.trace.activations[self.layer - 1]
        chosen = telling_terms(weights, inputs, self.numbers.decimals)
        self.lines = [self.bottom.place(self._line(index)) for index in chosen]

    def _line(self, index: int) -> TermLine:
        symbol = self.figures.formula(f"w_{index + 1} a_{index + 1}", _NUMBER)
        equals, times = self.figures.formula("=", _NUMBER), self.figures.formula("times", _NUMBER)
        cells = (self.grids.weights.subset([index]), self.grids.inputs.subset([index]))
        return TermLine(
            index,
            symbol,
            (equals, times, equals.copy()),
            self.numbers.term(index),
            (*cells, self.grids.lit(index)),
        )
