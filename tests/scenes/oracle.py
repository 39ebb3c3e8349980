"""What a number on the screen must be, computed apart from netcore: one function a kind of source.

A new kind of source registers its own here; one without is refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import singledispatch
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.special import expit

from netcore import asset_path
from scenes.facts.courses import Measured
from scenes.facts.far import Repeated
from scenes.facts.program import Printed
from scenes.facts.readings import Reading
from scenes.facts.sources import (
    Activated,
    Count,
    DotProduct,
    Entry,
    Loss,
    Mapped,
    Needed,
    Of,
    Overlap,
    Slope,
    TermSum,
)
from scenes.facts.steepness import FlatSums

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from netcore import Network
    from scenes.clip import Clip
    from scenes.facts.sources import Shown

    Floats = NDArray[np.float64]

__all__ = ["ByHand", "expected", "untrue"]


def _softmax(z: Floats) -> Floats:
    powers = [float(np.exp(each - z.max())) for each in z]
    return np.array(powers) / sum(powers)


FUNCTIONS: dict[str, Callable[[Floats], Floats]] = {
    "sigmoid": expit,
    "relu": lambda z: np.where(z > 0, z, 0.0),
    "tanh": lambda z: 2 * expit(2 * z) - 1,
    "identity": lambda z: z,
    "softmax": _softmax,
}


@dataclass(frozen=True, eq=False)
class ByHand:
    """A forward pass: z and a of every layer, the input's first."""

    network: Network
    sums: list[Floats]
    activations: list[Floats]

    @classmethod
    def of(cls, network: Network, inputs: Floats) -> ByHand:
        sums, activations = [np.zeros(0)], [np.asarray(inputs, dtype=np.float64)]
        for layer in network.layers:
            z = np.array([row @ activations[-1] for row in layer.weights]) + layer.biases
            sums.append(z)
            activations.append(FUNCTIONS[layer.activation](z))
        return cls(network, sums, activations)


@singledispatch
def expected(source: object, hand: ByHand) -> float:
    """Return the value at a source."""
    raise TypeError(f"no oracle for {type(source).__name__}: write one in {__name__}")


@expected.register
def _(source: Reading, hand: ByHand) -> float:
    layer, neuron, index = source.layer, source.neuron, source.index
    if source.kind == "activation":
        return float(hand.activations[layer][neuron])
    if source.kind == "activation_scale":
        return float(index * max(1.0, *np.abs(hand.activations[layer])))
    weights = hand.network.layers[layer - 1].weights[neuron]
    terms = weights * hand.activations[layer - 1]
    if source.kind in ("weight", "contribution"):
        return float({"weight": weights, "contribution": terms}[source.kind][index])
    return float(
        {
            "weighted_sum": hand.sums[layer][neuron],
            "bias": hand.network.layers[layer - 1].biases[neuron],
            "partial_sum": sum(terms[:index]),
            "product": sum(terms),
            "weight_limit": index * max(abs(weights)),
            "contribution_limit": index * (max(abs(terms)) or 1.0),
        }[source.kind]
    )


@expected.register
def _(source: Count, hand: ByHand) -> float:
    sizes = [len(values) for values in hand.activations]
    weights = [0, *(before * after for before, after in pairwise(sizes))]
    biases = [0, *sizes[1:]]
    both = [one + other for one, other in zip(weights, biases, strict=True)]
    counts = {"neurons": sizes, "weights": weights, "biases": biases, "parameters": both}
    chosen = counts[source.what]
    return float(sum(chosen) if source.layer is None else chosen[source.layer])


@expected.register
def _(source: DotProduct, hand: ByHand) -> float:
    pairs = zip(np.ravel(source.weights), np.ravel(source.image), strict=True)
    return float(sum(weight * value for weight, value in pairs))


@expected.register
def _(source: Entry, hand: ByHand) -> float:
    columns = np.shape(source.grid)[1]
    return float(np.ravel(source.grid)[source.row * columns + source.column])


@expected.register
def _(source: TermSum, hand: ByHand) -> float:
    weights = hand.network.layers[source.layer - 1].weights[source.neuron]
    terms = range(source.first, source.last)
    return float(sum(weights[i] * hand.activations[source.layer - 1][i] for i in terms))


@expected.register
def _(source: Overlap, hand: ByHand) -> float:
    images = [np.ravel(image) for image in source.images]
    least = source.least or len(images)
    ranked = (sorted(pixels)[-least] for pixels in zip(*images, strict=True))
    return float(sum(dimmest > source.above for dimmest in ranked))


@expected.register
def _(source: Slope, hand: ByHand) -> float:
    function, step = FUNCTIONS[source.function], 1e-6
    after, before = function(np.array([source.z + step])), function(np.array([source.z - step]))
    return float((after - before)[0] / (2 * step))


@expected.register
def _(source: Mapped, hand: ByHand) -> float:
    return float(FUNCTIONS[source.function](np.array([source.z]))[0])


@expected.register
def _(source: Printed, hand: ByHand) -> float:
    outputs = hand.activations[-1]
    printed = [float(value) for value in np.round(outputs, 2)]
    return printed[source.place] if source.program.whole else float(np.argmax(outputs))


@expected.register
def _(source: Activated, hand: ByHand) -> float:
    own = hand.network.layers[source.layer - 1]
    bias = own.biases[source.neuron] if source.bias is None else source.bias
    row = own.weights[source.neuron]
    passes = [ByHand.of(hand.network, one) for one in source.inputs]
    sums = [sum(row * one.activations[source.layer - 1]) for one in passes]
    return float(sum(bool(each > -bias) for each in sums))


@expected.register
def _(source: Needed, hand: ByHand) -> float:
    own = hand.network.layers[source.layer - 1].biases[source.neuron]
    return float(-(own if source.bias is None else source.bias))


@expected.register
def _(source: Repeated, hand: ByHand) -> float:
    with localcontext(prec=3000):
        power = Decimal(source.z).exp()
        ends = {"sigmoid": power / (1 + power), "tanh": 2 * power**2 / (1 + power**2)}
        return float(-ends[source.function].adjusted() - 1)


@expected.register
def _(source: Loss, hand: ByHand) -> float:
    return source.history[source.epoch]


@expected.register
def _(source: Measured, hand: ByHand) -> float:
    with np.load(asset_path("training/depth.npz"), allow_pickle=False) as kept:
        record = json.loads(str(kept["record"]))[source.run]
        gradients, losses = (kept[f"{of} {source.run}"] for of in ("gradients", "losses"))
    told, (_, *hidden, _) = record["run"], record["run"]["sizes"]
    if source.what in ("loss", "gradient"):
        return float(losses[source.index] if source.what == "loss" else gradients[source.index - 1])
    return float(
        {
            "shrinkage": gradients[len(hidden)] / gradients[0],
            "accuracy": record["accuracy"] * 100,
            "hidden": len(hidden),
            "width": sum(hidden) / len(hidden),
            "steps": told["steps"],
            "batch": told["batch_size"],
            "rate": told["learning_rate"],
            "seed": told["seed"],
        }[source.what]
    )


@expected.register
def _(source: FlatSums, hand: ByHand) -> float:
    return float(sum(expit(z) * expit(-z) < source.below for z in hand.sums[source.layer]))


@expected.register
def _(source: Of, hand: ByHand) -> float:
    other = source.other
    return expected(source.source, ByHand.of(other.network, other.activations[0]))


def untrue(clip: Clip) -> list[str]:
    """Return the numbers shown that are not what they say, or not written as they are."""
    hand = ByHand.of(clip.network, clip.inputs)
    return [
        f"{shown.text} ({shown.value}) instead of {value}: {shown.source}"
        for shown, value in ((shown, expected(shown.source, hand)) for shown in clip.shown)
        if not _is_true(shown, value)
    ]


def _is_true(shown: Shown, value: float) -> bool:
    written = shown.text.replace("\N{MINUS SIGN}", "-").replace(",", "")
    decimals = len(written.partition(".")[2])
    return shown.value == pytest.approx(value, abs=1e-9, rel=1e-6) and float(
        written
    ) == pytest.approx(value, abs=0.5001 * 10**-decimals)
