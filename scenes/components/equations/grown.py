"""An expression beside its network grows over the whole picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import Group

from scenes.components.equations.layer import LayerEquation
from scenes.components.equations.layer_stage import LayerStage
from scenes.components.verbs import CHANGE, appear, move, vanish

if TYPE_CHECKING:
    from manim import Animation, Mobject

    from scenes.figures import Figures

__all__ = ["Grown"]


class Grown:
    """What SigmoidOfVector ends on, and the same expression with all the picture's room.

    Parameters
    ----------
    figures
        Whose forward pass is shown.
    layer
        From 1 on.
    beside
        The network and its expression, if they are on the screen before: they will have come to
        what SigmoidOfVector ends on.

    Attributes
    ----------
    beside
        The network and its expression.
    equation
        The large one, with its neurons at their rows.
    neurons
        These, and the layer below, small.
    """

    def __init__(self, figures: Figures, layer: int, beside: LayerStage | None = None) -> None:
        if beside is None:
            beside = LayerStage(figures, layer).with_activations()
            beside.arrange("function")
        self.beside = beside
        self.equation = equation = LayerEquation(figures, layer)
        for row, activation in zip(equation.rows.shown, equation.activations, strict=True):
            equation.result.entry(row).set_value(activation.value)
        equation.output_chips.become(equation.lit_chips())
        equation.neurons.switched_on()
        equation.arrange("function", figures.stage.picture)
        chips = equation.input_chips, equation.output_chips
        self.neurons = Group(equation.neurons, *chips, equation.below)

    def blocks(self) -> Group:
        """Return what is written of the large expression, but for the matrix."""
        return Group(*_written(self.equation)[1:])

    def grow(self, seconds: float = CHANGE) -> list[list[Animation]]:
        """Return the steps in which the network goes, and the expression takes its room."""
        old, new = _written(self.beside.equation), _written(self.equation)
        moves = [move(*pair, seconds) for pair in zip(old, new, strict=True)]
        picture, small = self.beside.picture, self.equation.below
        gone = list(self.beside.submobjects[1:])
        if self.beside.figures.stage.wide:
            moves += [move(each, small, seconds) for each in picture]
        else:  # on its way it would lie over the expression
            gone += picture
        return [[vanish(*gone)], moves, [appear(self.neurons)]]

    def stand(self) -> Group:
        """Return the large expression, to be put in the place of the other."""
        return Group(*_written(self.equation), self.neurons)


def _written(equation: LayerEquation) -> list[Mobject]:
    return [
        equation.weights, equation.opening, equation.inputs, equation.plus, equation.biases,
        equation.closing, equation.equals, equation.result, *equation.labels,
    ]  # fmt: skip
