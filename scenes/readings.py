"""A number on the screen says where it was read, so that anyone can check it.

A clip never shows a value of its own making: it names a reading, and the reading takes the value
out of what netcore computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from scenes.encoding import symmetric_limit

if TYPE_CHECKING:
    from netcore import Trace

__all__ = [
    "Kind",
    "Reading",
    "Shown",
    "activation",
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
    "weight_limit",
    "contribution_limit",
]


@dataclass(frozen=True)
class Reading:
    """A place in a forward pass.

    `layer` and `neuron` count as in the lesson: layer 0 is the input. `index` is the neuron of the
    layer before (weight, contribution), or how many terms are added (partial_sum), or the end of a
    colour scale (weight_limit, contribution_limit): -1 or 1.
    """

    kind: Kind
    layer: int
    neuron: int
    index: int = 0

    def of(self, trace: Trace) -> float:
        """Return the value there."""
        layer, neuron = self.layer, self.neuron
        match self.kind:
            case "activation":
                return float(trace.activations[layer][neuron])
            case "weighted_sum":
                return float(trace.weighted_sums[layer][neuron])
            case "weight":
                return float(trace.network.layer(layer).weights[neuron, self.index])
            case "bias":
                return float(trace.network.layer(layer).biases[neuron])
            case "contribution":
                return float(trace.contributions(layer, neuron)[self.index])
            case "partial_sum":
                return float(trace.contributions(layer, neuron)[: self.index].sum())
            case "product":
                return float(trace.contributions(layer, neuron).sum())
            case "weight_limit":
                return self.index * symmetric_limit(trace.network.layer(layer).weights[neuron])
            case "contribution_limit":
                return self.index * symmetric_limit(trace.contributions(layer, neuron))


@dataclass(frozen=True)
class Shown:
    """A number that a clip showed: its text, its value, and where it was read."""

    text: str
    value: float
    source: Reading


def activation(layer: int, neuron: int) -> Reading:
    """Return the reading of a neuron's activation."""
    return Reading("activation", layer, neuron)


def weighted_sum(layer: int, neuron: int) -> Reading:
    """Return the reading of a neuron's weighted sum with its bias, z."""
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
