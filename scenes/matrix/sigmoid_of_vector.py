"""SigmoidOfVector: the function is applied to each sum by itself, and out come activations."""

from __future__ import annotations

from scenes.clip import Clip
from scenes.components.equations.layer_stage import LayerStage
from scenes.components.equations.through import Through
from scenes.components.verbs import appear, vanish
from scenes.matrix.params import SigmoidOfVectorParams
from scenes.matrix.words import StageWording

__all__ = ["SigmoidOfVector"]

_TO_LOOK = 1.2
"""Seconds in which it is seen where a sum that slid has come to."""


class SigmoidOfVector(Clip):
    """Take sum after sum through the function, then slide one of them."""

    params: SigmoidOfVectorParams = SigmoidOfVectorParams()

    def setup(self) -> None:
        super().setup()
        self.params.check(self.network)
        self.tell = StageWording(self.network, self.params.layer)
        self.beside = LayerStage(self.figures, self.params.layer)
        self.beside.arrange("biases")
        self.through = Through(self.beside)

    def construct(self) -> None:
        self.beat(self.write_the_function_around_it)
        self.beat(self.take_sum_after_sum)
        self.beat(self.slide_one_sum, rest=_TO_LOOK)
        self.beat(self.come_to_rest)

    def write_the_function_around_it(self) -> None:
        equation = self.beside.equation
        self.add(*self.beside.there("biases"))
        self.say(self.tell.around())
        self.play(self.beside.arrange("function"))
        signs = appear(equation.opening, equation.closing, self.through.graph)
        self.play(signs, vanish(equation.equals))  # what is right of it changes alone

    def take_sum_after_sum(self) -> None:
        self.say(self.tell.one_by_one(alone=self.through.alone))
        for step in self.through.go_through():
            self.play(*step)

    def slide_one_sum(self) -> None:
        self.say(self.tell.one_sum(alone=self.through.alone))
        self.play(*self.through.point_at_story())
        self.play(*self.through.slide())

    def come_to_rest(self) -> None:
        through = self.through
        self.say(self.tell.activations())
        gone = vanish(through.cursor, through.line, through.point, through.graph)
        self.play(gone, appear(self.beside.equation.equals), self.beside.let_go())
