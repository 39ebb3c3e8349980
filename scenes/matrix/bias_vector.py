"""BiasVector: a layer's biases are one column, and each sum gets its own."""

from __future__ import annotations

from scenes.clip import Clip
from scenes.components.equations.joining import Joining
from scenes.components.equations.layer_stage import LayerStage
from scenes.components.verbs import appear, vanish
from scenes.matrix.params import BiasVectorParams
from scenes.matrix.words import StageWording

__all__ = ["BiasVector"]


class BiasVector(Clip):
    """Add to each row's sum the bias of its neuron, then turn one of them."""

    params: BiasVectorParams = BiasVectorParams()

    def setup(self) -> None:
        super().setup()
        self.params.check(self.network)
        self.tell = StageWording(self.network, self.params.layer)
        self.beside = LayerStage(self.figures, self.params.layer)
        self.beside.arrange("result")
        self.joining = Joining(self.beside)

    def construct(self) -> None:
        self.beat(self.write_the_biases_as_a_column)
        self.beat(self.add_each_to_its_sum)
        self.beat(self.turn_one_bias)
        self.beat(self.come_to_rest)

    def write_the_biases_as_a_column(self) -> None:
        self.add(*self.beside.there("result"))
        self.say(self.tell.biases())
        self.play(self.beside.arrange("biases"))
        equation = self.beside.equation
        signs = appear(equation.plus), vanish(equation.equals)  # until each sum has its bias
        self.play(*signs, *self.joining.come())

    def add_each_to_its_sum(self) -> None:
        self.say(self.tell.joins())
        for step in self.joining.join():
            self.play(*step)

    def turn_one_bias(self) -> None:
        self.say(self.tell.one_bias())
        self.play(*self.joining.point_at_story(), appear(self.beside.equation.equals))
        self.play(*self.joining.turn())

    def come_to_rest(self) -> None:
        self.say(self.tell.whole_sum())
        gone = vanish(self.joining.cursor, self.joining.line)
        self.play(gone, self.beside.let_go())
