"""MatrixVectorProduct: row times column is a neuron's weighted sum; all rows are all sums."""

from __future__ import annotations

from scenes.clip import Clip
from scenes.components.equations.layer_stage import LayerStage
from scenes.components.equations.row_times_column import RowTimesColumn, TurnedInput
from scenes.components.verbs import draw, vanish
from scenes.matrix.params import MatrixVectorProductParams
from scenes.matrix.words import StageWording

__all__ = ["MatrixVectorProduct"]

_TERM_BY_TERM = 4.5
"""Seconds of the move that the clip is about: each term can be followed."""
_ALL_AT_ONCE = 2.6
"""Seconds of the same in all rows: it is known by then, and there is more to see."""


class MatrixVectorProduct(Clip):
    """Add up one row's terms while they arrive at its neuron, then all rows at once."""

    params: MatrixVectorProductParams = MatrixVectorProductParams()

    def setup(self) -> None:
        super().setup()
        self.params.check(self.network)
        self.tell = StageWording(self.network, self.params.layer)
        self.beside = LayerStage(self.figures, self.params.layer)
        self.equation = self.beside.equation
        self.beside.arrange("product")

    def construct(self) -> None:
        self.beat(self.lay_the_row_at_the_column)
        self.beat(self.add_up_term_by_term)
        if self.equation.others:
            self.beat(self.add_up_every_row)
        self.beat(self.turn_one_activation)
        self.beat(self.come_to_rest)

    def lay_the_row_at_the_column(self) -> None:
        self.add(*self.beside.there("product"))
        self.say(self.tell.as_long())
        self.play(self.beside.arrange("result"))
        self.product = RowTimesColumn(self.beside)
        self.bring_to_back(self.product.bands)
        self.play(*self.product.point_at_one())

    def add_up_term_by_term(self) -> None:
        self.say(self.tell.terms())
        self.play(*self.product.bring_total())
        self.play(*self.product.add_up_one(_TERM_BY_TERM))
        self.say(self.tell.total())
        self.play(self.product.sum_up())

    def add_up_every_row(self) -> None:
        self.say(self.tell.all_rows())
        self.play(*self.product.point_at_all())
        self.play(*self.product.add_up_all(_ALL_AT_ONCE))

    def turn_one_activation(self) -> None:
        turned = TurnedInput(self.beside)
        self.say(self.tell.one_activation())
        self.play(*self.product.let_go())
        frames = turned.frames()
        self.bring_to_back(turned.bands)
        self.play(*map(draw, frames), *turned.point_at_term())
        self.play(*turned.turn())
        gone = vanish(frames, turned.lines, turned.term, turned.bands)
        self.play(gone, self.beside.let_go())

    def come_to_rest(self) -> None:
        self.say(self.tell.whole_product())
