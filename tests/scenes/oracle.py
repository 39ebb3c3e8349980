"""What a number on the screen must be, computed apart from netcore: one function a kind of source.

A new kind of source registers its own here; one without is refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import lru_cache, singledispatch
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.io import wavfile
from scipy.special import expit

import netcore
from netcore import asset_path, find_parts
from scenes.facts.courses import Measured
from scenes.facts.far import Repeated
from scenes.facts.hoped import Hoped
from scenes.facts.parts import EdgeCount, Heading, PartCount, Turned
from scenes.facts.picture_edges import EdgeShare
from scenes.facts.program import Printed
from scenes.facts.readings import Reading
from scenes.facts.sources import (
    Activated,
    Count,
    DotProduct,
    Entry,
    HowMany,
    Loss,
    Mapped,
    Needed,
    Of,
    OneDirection,
    Overlap,
    Slope,
    TermSum,
)
from scenes.facts.spoken import Spoken
from scenes.facts.steepness import FlatSums

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from netcore import Network
    from netcore.parts import Part
    from scenes.clip import Clip
    from scenes.facts.sources import Shown

    Floats = NDArray[np.float64]

__all__ = ["ByHand", "expected", "slopes_by_hand", "untrue"]


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
        return cls._of(network, np.asarray(inputs, dtype=np.float64).tobytes())

    @classmethod
    @lru_cache(maxsize=256)  # many numbers of a clip are of the same few images
    def _of(cls, network: Network, inputs: bytes) -> ByHand:
        sums, activations = [np.zeros(0)], [np.frombuffer(inputs)]
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
def _(source: HowMany, hand: ByHand) -> float:
    return float(len(list(source.things)))


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
def _(source: PartCount, hand: ByHand) -> float:
    found = [find_parts(image) for image in source.images]
    return float(sum(len(one.loops if source.kind == "loop" else one.lines) for one in found))


@expected.register
def _(source: EdgeCount, hand: ByHand) -> float:
    along = np.abs(np.diff(source.part.path @ (1j, 1))).cumsum()
    shares = np.append(0.0, along / along[-1]) * source.wanted
    return float(len(set(np.minimum(shares.astype(int), source.wanted - 1))))


@expected.register
def _(source: Heading, hand: ByHand) -> float:
    return float(np.angle(_way(source.edge), deg=True) % 360)


@expected.register
def _(source: Turned, hand: ByHand) -> float:
    ways = [_way(edge) for edge in source.edges]
    pairs = zip(ways, ways[1:] + ways[:1] * source.around, strict=False)
    return float(abs(sum(np.angle(after / before, deg=True) for before, after in pairs)))


def _way(edge: Part) -> complex:
    """Return where an edge leads as a complex number: to the right and, imaginary, up."""
    (top, left), (bottom, right) = edge.path[0], edge.path[-1]
    return complex(right - left, top - bottom)


@expected.register
def _(source: Hoped, hand: ByHand) -> float:
    there = _patterns_of(source.image)
    samples = netcore.sample_digits()
    found = [
        set(_patterns_of(samples.image(source.digit, sample)))
        for sample in range(samples.count(source.digit))
    ]
    usual = {each: sum(each in one for one in found) / len(found) for each in set().union(*found)}
    both = sum(min(share, there.get(each, 0.0)) for each, share in usual.items())
    return 2 * both / (sum(usual.values()) + sum(there.values()))


def _patterns_of(image: Floats) -> dict[tuple[str, int, int], float]:
    """Return how lit each pattern is: by the edges that see it, one by one."""
    inked = [row for row, pixels in enumerate(image) if max(pixels) > 0.1 * image.max()]
    sees: dict[tuple[str, int, int], set[int]] = {}
    edges = [edge.grid for edge in netcore.small_edges()]
    lit = [min(max(float(np.vdot(grid, image)), 0.0), 1.0) for grid in edges]
    for part in netcore.find_parts(image).all:
        down = (part.centre[0] - inked[0]) / max(inked[-1] - inked[0], 1)
        if part.kind == "line" and part.length < 3:
            continue
        own = [float(np.vdot(grid.clip(0), part.image)) for grid in edges]
        all_ = [float(np.vdot(grid.clip(0), image)) for grid in edges]
        pairs = zip(own, all_, lit, strict=True)
        seen = {at for at, (one, both, a) in enumerate(pairs) if one >= both / 2 and a >= 0.35}
        best = max(range(len(edges)), key=lambda at: own[at] * lit[at])
        if part.kind == "loop":
            pattern = ("loop", (down > 0.42) + (down > 0.6), 0)
        else:
            pattern = ("line", min(int(3 * down), 2), 45 * (round(part.direction / 45) % 4))
        sees.setdefault(pattern, set()).update(seen or {best})
    return {each: sum(lit[at] for at in those) / len(those) for each, those in sees.items()}


@expected.register
def _(source: OneDirection, hand: ByHand) -> float:
    down, right = slopes_by_hand(np.asarray(source.grid))
    trace, mixed = float((down**2).sum() + (right**2).sum()), float((down * right).sum())
    apart = float((right**2).sum() - (down**2).sum())
    return 0.5 + float(np.hypot(apart, 2 * mixed)) / (2 * trace)


@expected.register
def _(source: EdgeShare, hand: ByHand) -> float:
    down, right = slopes_by_hand(np.asarray(source.picture))
    steepness = [(d * d + r * r) ** 0.5 for d, r in zip(down.flat, right.flat, strict=True)]
    return 100 * sum(each > source.least - 1e-9 for each in steepness) / len(steepness)


@expected.register
def _(source: Spoken, hand: ByHand) -> float:
    rate, _ = wavfile.read(asset_path("speech/recognition.wav"))
    marks = json.loads(asset_path("speech/recognition.json").read_bytes())["sounds"]
    spoken = [mark["sample"] for mark in marks if "_" not in mark["name"]]
    end = min(mark["sample"] for mark in marks if "_" in mark["name"])
    if source.what == "samples":
        return float(end - spoken[0])
    ends = [1000 * (sample - spoken[0]) / rate for sample in (*spoken, end)]
    if source.what == "begins":
        return float(ends[source.place])
    return float(ends[source.place] + ends[source.place + 1]) / 2


def slopes_by_hand(grid: Floats) -> tuple[Floats, Floats]:
    """Return Sobel's slopes down and to the right, a ramp's own; beyond it the border goes on."""
    around = np.pad(grid, 1, mode="edge")
    rows, columns = grid.shape

    def shifted(down: int, right: int) -> Floats:
        return around[1 + down : 1 + down + rows, 1 + right : 1 + right + columns]

    weighted = {-1: 1, 0: 2, 1: 1}
    down = sum(by * (shifted(1, aside) - shifted(-1, aside)) for aside, by in weighted.items())
    right = sum(by * (shifted(aside, 1) - shifted(aside, -1)) for aside, by in weighted.items())
    return np.asarray(down) / 8, np.asarray(right) / 8


@expected.register
def _(source: Measured, hand: ByHand) -> float:
    with np.load(asset_path("training/depth.npz"), allow_pickle=False) as kept:
        record = json.loads(str(kept["record"]))[source.run]
        gradients = kept[f"gradients {source.run}"]
    told, (_, *hidden, _) = record["run"], record["run"]["sizes"]
    if source.what == "gradient":
        return float(gradients[source.index - 1])
    return float(
        {
            "shrinkage": gradients[len(hidden)] / gradients[0],
            "accuracy": record["accuracy"] * 100,
            "hidden": len(hidden),
            "width": sum(hidden) / len(hidden),
            "steps": told["steps"],
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
