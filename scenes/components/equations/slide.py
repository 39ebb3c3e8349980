"""A layer's numbers with its formula below them: the picture that tells a layer whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import Group

from scenes.components.equations.layer import LayerEquation
from scenes.components.equations.letters import LayerLetters

if TYPE_CHECKING:
    from scenes.figures import Figures

__all__ = ["EquationSlide"]


class EquationSlide(Group):
    """What MatrixForm ends on, and clips about the formula begin with.

    Parameters
    ----------
    figures
        Which reads the numbers.
    layer
        From 1 on.

    Attributes
    ----------
    equation
        The blocks of numbers.
    blocks
        All that stands above the formula.
    letters
        The formula, and its letters by what they are called.
    """

    def __init__(self, figures: Figures, layer: int) -> None:
        self.equation = equation = LayerEquation(figures, layer)
        self.letters = LayerLetters(equation)
        equation.without_sizes()
        equation.arrange("function", figures.stage.above_formula, between=self.letters.room)
        for row, activation in zip(equation.rows.shown, equation.activations, strict=True):
            equation.result.entry(row).set_value(activation.value)
        equation.output_chips.become(equation.lit_chips())
        equation.neurons.switched_on()
        self.blocks = Group(
            equation.below, equation.weights, equation.neurons, equation.inputs,
            equation.input_chips, equation.plus, equation.biases, equation.equals,
            equation.result, equation.output_chips, equation.opening, equation.closing,
        )  # fmt: skip
        super().__init__(self.blocks, *self.letters.letters.values())
