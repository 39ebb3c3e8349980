"""A layer's expression while other inputs flow in: what changes follows, what is learnt stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Group

from scenes.components.animations import Follow
from scenes.look.encoding import activation_limit, activation_rgba

if TYPE_CHECKING:
    from manim import Animation

    from netcore import Trace
    from scenes.components.equations.layer import LayerEquation

__all__ = ["LiveEquation"]


class LiveEquation:
    """Lets column, result and neurons stand for other forward passes.

    Parameters
    ----------
    equation
        With the activations in its result.
    """

    def __init__(self, equation: LayerEquation) -> None:
        self.equation, self.figures = equation, equation.figures
        trace, layer = self.figures.trace, equation.layer
        pair = trace.activations[layer - 1 : layer + 1]
        self._limits = [activation_limit(values) for values in pair]
        self._inputs = [equation.inputs.entry(index) for index in equation.columns.shown]
        self._results = [equation.result.entry(row) for row in equation.rows.shown]

    def flow(self, before: Trace, after: Trace, seconds: float) -> Animation:
        """Return how other inputs of the network come in, number by number."""
        network = self.figures.network
        first, last = before.activations[0], after.activations[0]

        def follow(progress: float) -> None:
            eased = progress * progress * (3 - 2 * progress)
            self.stand_for(network.forward(first + (last - first) * eased))

        equation = self.equation
        moving = Group(
            *self._inputs, *self._results, equation.input_chips, equation.output_chips,
            *equation.neurons.rings, equation.below,
        )  # fmt: skip
        return Follow(moving, follow, seconds)

    def stand_for(self, trace: Trace) -> None:
        """Let everything stand for a forward pass."""
        equation = self.equation
        below, here = trace.activations[equation.layer - 1 : equation.layer + 1]
        for number, index in zip(self._inputs, equation.columns.shown, strict=True):
            number.set_value(float(below[index]))
        for number, row in zip(self._results, equation.rows.shown, strict=True):
            number.set_value(float(here[row]))
        fills = [
            activation_rgba(equation.theme, values, limit)
            for values, limit in zip((below, here), self._limits, strict=True)
        ]
        equation.input_chips.set_fills(fills[0][list(equation.columns.shown)])
        equation.output_chips.set_fills(fills[1][list(equation.rows.shown)])
        for ring, row in zip(equation.neurons.rings, equation.rows.shown, strict=True):
            ring.set_fills(fills[1][[row]])
        small = equation.below
        small.set_fills(fills[0][np.arange(len(small))])

    def cite(self, trace: Trace | None = None) -> None:
        """Record what the numbers stand for: the figures' forward pass, or another one."""
        equation = self.equation
        layers = ((self._inputs, equation.columns, -1), (self._results, equation.rows, 0))
        for numbers, shown, step in layers:
            self.figures.cite_layer(numbers, equation.layer + step, shown.shown, trace)
