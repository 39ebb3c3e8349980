"""A number on the screen says where it was read, so that anyone can check it.

A clip never shows a value of its own making: it names a reading, and the reading takes the value
out of what netcore computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from scenes.look.encoding import activation_limit, symmetric_limit

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from netcore import Trace

__all__ = [
    "Kind",
    "Reading",
    "activation",
    "activation_scale",
    "bias",
    "contribution",
    "contribution_limit",
    "partial_sum",
    "product",
    "weight",
    "weight_limit",
    "weighted_sum",
]

Kind = Literal[
    "activation",
    "weight",
    "bias",
    "weighted_sum",
    "contribution",
    "partial_sum",
    "product",
    "activation_scale",
    "weight_limit",
    "contribution_limit",
]


@dataclass(frozen=True)
class Reading:
    """A place in a forward pass.

    `layer` and `neuron` count as in the lesson: layer 0 is the input. `index` is the neuron of the
    layer before (weight, contribution), or how many terms are added (partial_sum), or the end of a
    colour scale (activation_scale, weight_limit, contribution_limit): -1, 1, or 0 for zero.
    """

    kind: Kind
    layer: int
    neuron: int
    index: int = 0

    def of(self, trace: Trace) -> float:
        """Return the value there."""
        return float(_VALUES[self.kind](trace, self.layer, self.neuron, self.index))


def activation(layer: int, neuron: int) -> Reading:
    """Return the reading of a neuron's activation."""
    return Reading("activation", layer, neuron)


def weighted_sum(layer: int, neuron: int) -> Reading:
    """Return the reading of z: a neuron's weighted sum with its bias."""
    return Reading("weighted_sum", layer, neuron)


def weight(layer: int, neuron: int, index: int) -> Reading:
    """Return the reading of the weight from neuron `index` of the layer before."""
    return Reading("weight", layer, neuron, index)


def bias(layer: int, neuron: int) -> Reading:
    """Return the reading of a neuron's bias."""
    return Reading("bias", layer, neuron)


def contribution(layer: int, neuron: int, index: int) -> Reading:
    """Return the reading of weight times activation of one connection."""
    return Reading("contribution", layer, neuron, index)


def partial_sum(layer: int, neuron: int, terms: int) -> Reading:
    """Return the reading of the sum of the first contributions, without the bias."""
    return Reading("partial_sum", layer, neuron, terms)


def product(layer: int, neuron: int) -> Reading:
    """Return the reading of row times column: the sum of all contributions, without the bias."""
    return Reading("product", layer, neuron)


def weight_limit(layer: int, neuron: int, sign: int = 1) -> Reading:
    """Return the reading of an end of the colour scale of one neuron's weights."""
    return Reading("weight_limit", layer, neuron, sign)


def contribution_limit(layer: int, neuron: int, sign: int = 1) -> Reading:
    """Return the reading of an end of the colour scale of one neuron's contributions."""
    return Reading("contribution_limit", layer, neuron, sign)


def activation_scale(layer: int, sign: int = 1) -> Reading:
    """Return the reading of an end of the scale of a layer's activations."""
    return Reading("activation_scale", layer, 0, sign)


def _weights(trace: Trace, layer: int, neuron: int) -> NDArray[np.float64]:
    weights: NDArray[np.float64] = trace.network.layer(layer).weights[neuron]
    return weights


_VALUES: dict[Kind, Callable[[Trace, int, int, int], float]] = {
    "activation": lambda trace, layer, j, i: trace.activations[layer][j],
    "weight": lambda trace, layer, j, i: _weights(trace, layer, j)[i],
    "bias": lambda trace, layer, j, i: trace.network.layer(layer).biases[j],
    "weighted_sum": lambda trace, layer, j, i: trace.pre_activations[layer][j],
    "contribution": lambda trace, layer, j, i: trace.contributions(layer, j)[i],
    "partial_sum": lambda trace, layer, j, i: trace.contributions(layer, j)[:i].sum(),
    "product": lambda trace, layer, j, i: trace.contributions(layer, j).sum(),
    "activation_scale": lambda trace, layer, j, i: i * activation_limit(trace.activations[layer]),
    "weight_limit": lambda trace, layer, j, i: i * symmetric_limit(_weights(trace, layer, j)),
    "contribution_limit": lambda trace, layer, j, i: (
        i * symmetric_limit(trace.contributions(layer, j))
    ),
}
