"""MatrixForm: one layer as one short equation, from the real numbers to the symbols."""

from __future__ import annotations

from scenes.clip import Clip
from scenes.components.equations.grown import Grown
from scenes.components.equations.into_rows import IntoRows
from scenes.components.equations.joining import Joining
from scenes.components.equations.layer_stage import LayerStage
from scenes.components.equations.letters import LayerLetters
from scenes.components.equations.live import LiveEquation
from scenes.components.equations.row_times_column import RowTimesColumn
from scenes.components.equations.through import Through
from scenes.components.equations.whole_matrix import WholeMatrix
from scenes.components.frame import frame_about
from scenes.components.verbs import SMALL, appear, draw, vanish
from scenes.facts.varied import other_inputs
from scenes.matrix.params import MatrixFormParams
from scenes.matrix.words import Wording

__all__ = ["MatrixForm"]

_TERM_BY_TERM, _AT_ONCE, _ONE_ROW = 1.8, 0.9, 1.0
"""Seconds of the row that is followed, of what all do at once, and of one that is written."""
_FLOWING, _TO_LOOK, _TO_READ, _GLANCE, _KNOWN = 3.0, 1.0, 1.4, 0.7, 0.3
"""Seconds in which an image becomes another, to look over all, letters, what has come, is back."""


class MatrixForm(Clip):
    """One layer, with everything that it is made of; then a' = f(W a + b)."""

    params: MatrixFormParams = MatrixFormParams()

    def setup(self) -> None:
        super().setup()
        self.params.check(self.network)
        self.tell = Wording(self.network, self.params.layer)
        self.alone, beside = self.params.told == "whole", None
        if self.alone:
            beside = LayerStage(self.figures, self.params.layer)
            beside.arrange("product")
        self.grown = Grown(self.figures, self.params.layer, beside)
        self.beside, self.equation = self.grown.beside, self.grown.equation
        self.matrix = WholeMatrix(self.equation, self.stage.picture)

    def construct(self) -> None:
        if self.alone:
            self.beat(self.write_rows_of_weights)
            self.beat(self.multiply_one_row)
            if self.beside.equation.others:
                self.beat(self.multiply_every_row)
            self.beat(self.add_the_biases)
            self.beat(self.take_the_sums_through)
        self.beat(self.fill_the_picture)
        if self.matrix.there:
            self.beat(self.see_every_weight, rest=_KNOWN)
        if not self.alone:
            self.beat(self.let_something_else_in)
        self.beat(self.write_it_in_symbols)

    def write_rows_of_weights(self) -> None:
        stage, rows, equation = self.beside, IntoRows(self.beside), self.beside.equation
        matrix, (first, *others) = equation.weights, rows.order
        vector = frame_about(self.theme, equation.inputs)
        self.add(*stage.there("inputs"), matrix.row(first))
        self.say(self.tell.column())
        self.play(stage.ring_sources(stage.columns), draw(vector, SMALL))
        self.say(self.tell.rows())
        self.play(vanish(vector), stage.ring_sources([]))
        self.play(stage.point_at([first]), appear(rows.lines), rows.begin())
        for row in others:
            self.play(*rows.point_at(row), *rows.write(row, _ONE_ROW))
        closing = draw(matrix.brackets, SMALL), appear(matrix.skipped, equation.labels[0])
        self.play(*rows.let_go(), *closing)

    def multiply_one_row(self) -> None:
        self.say(self.tell.products())
        self.play(self.beside.arrange("result"))
        self.product = RowTimesColumn(self.beside)
        self.bring_to_back(self.product.bands)
        self.play(*self.product.point_at_one())
        self.play(*self.product.bring_total())
        self.play(*self.product.add_up_one(_TERM_BY_TERM))
        self.play(self.product.sum_up())

    def multiply_every_row(self) -> None:
        self.say(self.tell.every_row())
        self.play(*self.product.point_at_all())
        self.play(*self.product.add_up_all())

    def add_the_biases(self) -> None:
        self.say(self.tell.biases())
        self.play(*self.product.let_go())
        self.play(self.beside.arrange("biases"))
        joining = Joining(self.beside)
        self.play(appear(self.beside.equation.plus), *joining.come())
        self.hold(_GLANCE)
        self.play(*joining.join_all(_AT_ONCE))

    def take_the_sums_through(self) -> None:
        equation = self.beside.equation
        self.say(self.tell.function(min(each.value for each in equation.sums)))
        self.play(self.beside.arrange("function"))
        through = Through(self.beside)
        self.play(appear(equation.opening, equation.closing, through.graph))
        self.play(*through.go_at_once(_AT_ONCE))
        self.play(vanish(through.graph, through.point), self.beside.let_go())

    def fill_the_picture(self) -> None:
        before = self.beside.there("function")
        self.clear()
        self.add(*before)
        self.say(self.tell.whole())
        for step in self.grown.grow():
            self.play(*step)
        self.remove(*(part for thing in before for part in thing.get_family()))
        self.add(self.grown.stand())

    def see_every_weight(self) -> None:
        self.say(self.tell.every_weight())
        others = self.grown.blocks()
        others.add(self.grown.neurons)
        for step in self.matrix.unfold(others):
            self.play(*step)
        self.hold(_TO_LOOK)
        for step in self.matrix.fold(others):
            self.play(*step)

    def let_something_else_in(self) -> None:
        live = LiveEquation(self.equation)
        other = self.network.forward(other_inputs(self.network, self.inputs, self.params.digit)[0])
        self.say(self.tell.other())
        self.play(live.flow(self.trace, other, _FLOWING))
        live.cite(other)
        self.say(self.tell.stays())
        self.play(live.flow(other, self.trace, _FLOWING))
        live.cite()

    def write_it_in_symbols(self) -> None:
        equation, letters = self.equation, LayerLetters(self.equation)
        self.say("Every block gets a letter.")
        self.play(
            equation.without_sizes(),
            equation.arrange("function", self.stage.above_formula, between=letters.room),
        )
        self.play(letters.come_down())
        self.hold(_TO_READ)
        self.say("A whole layer, in one short line.")
        for step in letters.form_a_line():
            self.play(*step)
