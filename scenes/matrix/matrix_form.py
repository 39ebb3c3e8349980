"""MatrixForm: one layer as one short equation, from the real numbers to the symbols."""

from __future__ import annotations

from scenes.clip import Clip
from scenes.components.equations.grown import Grown
from scenes.components.equations.letters import LayerLetters
from scenes.components.equations.live import LiveEquation
from scenes.components.equations.whole_matrix import WholeMatrix
from scenes.facts.varied import other_inputs
from scenes.matrix.params import MatrixFormParams
from scenes.matrix.words import Wording

__all__ = ["MatrixForm"]

_FLOWING = 3.2
"""Seconds in which one image turns into another, and all that follows from it."""
_TO_LOOK = 1.2
"""Seconds to look over all weights, and over the letters."""


class MatrixForm(Clip):
    """One layer, large, with everything that it is made of; then a' = f(W a + b)."""

    params: MatrixFormParams = MatrixFormParams()

    def setup(self) -> None:
        super().setup()
        self.params.check(self.network)
        self.tell = Wording(self.network, self.params.layer)
        self.grown = Grown(self.figures, self.params.layer)
        self.equation = self.grown.equation
        self.matrix = WholeMatrix(self.equation, self.stage.picture)
        first, *_ = other_inputs(self.network, self.inputs, self.params.digit)
        self.other = self.network.forward(first)

    def construct(self) -> None:
        self.beat(self.fill_the_picture)
        if self.matrix.there:
            self.beat(self.see_every_weight)
        self.beat(self.let_something_else_in)
        self.beat(self.write_it_in_symbols)

    def fill_the_picture(self) -> None:
        before = self.grown.beside.there("function")
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
        self.say(self.tell.other())
        self.play(live.flow(self.trace, self.other, _FLOWING))
        live.cite(self.other)
        self.say(self.tell.stays())
        self.play(live.flow(self.other, self.trace, _FLOWING))
        live.cite()

    def write_it_in_symbols(self) -> None:
        equation = self.equation
        letters = LayerLetters(equation)
        self.say("Every block gets a letter.")
        self.play(
            equation.without_sizes(),
            equation.arrange("function", self.stage.above_formula, between=letters.room),
        )
        self.play(letters.come_down())
        self.hold(_TO_LOOK)
        self.say("A whole layer, in one short line.")
        for step in letters.form_a_line():
            self.play(*step)
