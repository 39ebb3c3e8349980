"""WeightMatrix: each row of the matrix is one neuron's incoming weights."""

from __future__ import annotations

from scenes.clip import Clip
from scenes.components.equations.into_column import IntoColumn
from scenes.components.equations.into_rows import IntoRows
from scenes.components.equations.layer_stage import LayerStage
from scenes.components.equations.neuron_terms import NeuronTerms
from scenes.components.verbs import MOVE, appear, draw, vanish
from scenes.facts.letter_words import LetterWording
from scenes.matrix.params import WeightMatrixParams

__all__ = ["WeightMatrix"]

_FIRST_ROW = 2.4
"""Seconds of the move that the clip is about; the rows after it go faster."""
_AT_A_COLUMN = 0.3
"""Seconds at each, beside those in which the frame comes."""


class WeightMatrix(Clip):
    """Lay the weights of a neuron's connections in a row, then those of the others."""

    params: WeightMatrixParams = WeightMatrixParams()

    def setup(self) -> None:
        super().setup()
        self.params.check(self.network)
        self.tell = LetterWording(self.network, self.params.layer)
        self.beside = LayerStage(self.figures, self.params.layer)
        self.equation = self.beside.equation
        self.start = IntoColumn(NeuronTerms(self.beside), self.params.digit).closed()
        self.beside.arrange("product")
        self.rows = IntoRows(self.beside)
        self.first, *self.others = self.rows.order

    def construct(self) -> None:
        self.beat(self.take_the_lines_into_one_neuron)
        self.beat(self.lay_them_in_rows)
        self.beat(self.go_across_the_columns)
        self.beat(self.turn_one_weight)
        self.beat(self.come_to_rest)

    def take_the_lines_into_one_neuron(self) -> None:
        self.add(self.beside, *self.start.all)
        self.say(self.tell.lines(top=self.first == self.beside.rows[0]))
        self.play(self.beside.point_at([self.first]))
        self.play(appear(self.rows.lines, seconds=MOVE))

    def lay_them_in_rows(self) -> None:
        self.say(self.tell.one_row())
        self.play(vanish(*self.start.beside_vector), self.start.step_aside())
        self.play(*self.start.join(), *self.rows.write(self.first, _FIRST_ROW))
        self.remove(self.start.vector, self.start.label)
        self.add(self.equation.inputs, self.equation.labels[1])
        self.play(self.rows.begin())
        if self.others:
            self.add_the_other_rows()
        matrix = self.equation.weights  # its brackets close about what has come
        self.play(draw(matrix.brackets), appear(matrix.skipped, self.equation.labels[0]))

    def add_the_other_rows(self) -> None:
        self.say(self.tell.every_row())
        for row in self.others:
            self.play(*self.rows.point_at(row))
            self.play(*self.rows.write(row))

    def go_across_the_columns(self) -> None:
        self.say(self.tell.columns())
        self.play(*self.rows.let_go())
        for step in self.rows.go_across():
            self.play(*step)
            self.hold(_AT_A_COLUMN)

    def turn_one_weight(self) -> None:
        self.say(self.tell.entry())
        self.play(*self.rows.point_at_one())
        self.play(*self.rows.turn())

    def come_to_rest(self) -> None:
        self.say(self.tell.matrix())
        self.play(vanish(self.rows.frame), self.beside.let_go())
