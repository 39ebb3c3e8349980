"""Where a number on the screen comes from: asked again, a source gives the same value.

A clip never shows a value of its own making. `Reading` is a place in the forward pass; the others
here are what else netcore computes. A new kind needs an oracle of its own beside the truth test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np

import netcore

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import ArrayLike, NDArray

    from netcore import Trace

    Floats = NDArray[np.float64]

__all__ = [
    "Activated",
    "Count",
    "DotProduct",
    "Entry",
    "HowMany",
    "Loss",
    "Mapped",
    "Needed",
    "Of",
    "OneDirection",
    "Overlap",
    "Shown",
    "Slope",
    "Source",
    "TermSum",
    "columns_and_rows",
    "pixels",
    "slope_at",
    "with_bias",
    "with_input",
    "without",
]

Counted = Literal["neurons", "weights", "biases", "parameters"]


class Source(Protocol):
    """What says how its value comes out of netcore."""

    def of(self, trace: Trace, /) -> float:
        """Return the value, in a forward pass."""
        ...


@dataclass(frozen=True)
class Shown:
    """A number that was put on the screen: its text, its value, and where it was read."""

    text: str
    value: float
    source: Source


@dataclass(frozen=True)
class Count:
    """How many neurons, weights, biases or parameters a layer has, or without one the network.

    `layer` counts as in the lesson: layer 0 is the input, which has neurons alone. The network's
    neurons are those of all layers, the input's included.
    """

    what: Counted
    layer: int | None = None

    def of(self, trace: Trace) -> float:
        """Return the count."""
        network, chosen = trace.network, self.layer
        layers = network.layers if chosen is None else network.layers[max(chosen - 1, 0) : chosen]
        sizes = network.sizes if chosen is None else network.sizes[chosen : chosen + 1]
        weights, biases = (sum(getattr(at, of).size for at in layers) for of in _ARRAYS)
        counts = {"neurons": sum(sizes), "weights": weights, "biases": biases}
        return float(counts.get(self.what, weights + biases))


_ARRAYS = ("weights", "biases")


@dataclass(frozen=True, eq=False)
class DotProduct:
    """The sum over weights times an image, ``(rows, columns)`` each: hand-made ones, say."""

    weights: Floats
    image: Floats

    def of(self, _trace: Trace) -> float:
        """Return the sum."""
        return float((self.weights * self.image).sum())


@dataclass(frozen=True, eq=False)
class Entry:
    """One number of a grid ``(rows, columns)`` that is no network's: a weight made by hand, say."""

    grid: Floats
    row: int
    column: int

    def of(self, _trace: Trace) -> float:
        """Return the number."""
        return float(self.grid[self.row, self.column])


@dataclass(frozen=True, eq=False)
class HowMany:
    """How many things there are that come in or are drawn: the rows of a picture, say.

    What one of them is called is `noun`.
    """

    things: Collection[object] | Floats
    noun: str

    def of(self, _trace: Trace) -> float:
        """Return the count."""
        return float(len(self.things))


@dataclass(frozen=True)
class TermSum:
    """The sum of a neuron's contributions from `first` on, up to and without `last`."""

    layer: int
    neuron: int
    first: int
    last: int

    def of(self, trace: Trace) -> float:
        """Return the sum."""
        return float(trace.contributions(self.layer, self.neuron)[self.first : self.last].sum())


@dataclass(frozen=True, eq=False)
class Overlap:
    """How many pixels are brighter than `above` in all of some images, ``(N, rows, columns)``.

    With `least` it is enough that they are in so many of them: 1 counts what is lit in any.
    """

    images: Floats
    above: float = 0.0
    least: int | None = None

    def of(self, _trace: Trace) -> float:
        """Return the count."""
        least = len(self.images) if self.least is None else self.least
        return float(((self.images > self.above).sum(axis=0) >= least).sum())


def columns_and_rows(image: Floats) -> tuple[HowMany, HowMany]:
    """Return how many columns and rows of pixels an image ``(rows, columns, ...)`` has."""
    return HowMany(image[0], "column"), HowMany(image, "row")


def pixels(image: Floats) -> HowMany:
    """Return how many pixels an image ``(rows, columns, ...)`` has."""
    return HowMany(image.reshape(-1, *image.shape[2:]), "pixel")


def slope_at(function: str, sums: ArrayLike) -> Floats:
    """Return how steep an activation function is at sums z, ``(N,)``: da/dz.

    Raises
    ------
    ValueError
        The activation of a single neuron is no function of its own sum alone.
    """
    found = netcore.activation(function)
    if found.slope is None:
        raise ValueError(f"{function} has no slope at a single sum")
    return np.asarray(found.slope(found(sums)), dtype=np.float64)


@dataclass(frozen=True)
class Slope:
    """How steep an activation function is at a sum z: da/dz."""

    function: str
    z: float

    def of(self, _trace: Trace) -> float:
        """Return the slope.

        Raises
        ------
        ValueError
            The activation of a single neuron is no function of its own sum alone.
        """
        return float(slope_at(self.function, [self.z])[0])


@dataclass(frozen=True)
class Mapped:
    """What an activation function makes of any number."""

    function: str
    z: float

    def of(self, _trace: Trace) -> float:
        """Return the activation."""
        return float(netcore.activation(self.function)(np.array([self.z]))[0])


@dataclass(frozen=True, eq=False)
class Activated:
    """For how many inputs ``(N, n_in)`` a neuron's weighted sum and its bias are above 0 together.

    Another bias than its own may be tried.
    """

    layer: int
    neuron: int
    inputs: Floats
    bias: float | None = None

    def of(self, trace: Trace) -> float:
        """Return the count."""
        own = trace.network.layer(self.layer)
        before = trace.network.forward(self.inputs).activations[self.layer - 1]
        bias = own.biases[self.neuron] if self.bias is None else self.bias
        return float((before @ own.weights[self.neuron] + bias > 0).sum())


@dataclass(frozen=True)
class Needed:
    """What a neuron's weighted sum must be above: minus its bias, or minus another."""

    layer: int
    neuron: int
    bias: float | None = None

    def of(self, trace: Trace) -> float:
        """Return the number."""
        own = trace.network.layer(self.layer).biases[self.neuron]
        return -float(own if self.bias is None else self.bias)


@dataclass(frozen=True)
class Loss:
    """What a training run recorded after an epoch, from 0 on."""

    history: tuple[float, ...]
    epoch: int

    def of(self, _trace: Trace) -> float:
        """Return the loss."""
        return self.history[self.epoch]


@dataclass(frozen=True, eq=False)
class OneDirection:
    """How much of a grid's slopes, ``(rows, columns)``, lies in one direction, in [0.5, 1]."""

    grid: Floats

    def of(self, _trace: Trace) -> float:
        """Return the share: see `netcore.direction_of`."""
        return netcore.direction_of(self.grid).share


@dataclass(frozen=True, eq=False)
class Of:
    """A source read in another forward pass: of another image, or another network."""

    other: Trace
    source: Source

    def of(self, _trace: Trace) -> float:
        """Return the value there."""
        return self.source.of(self.other)


def without(trace: Trace, layer: int, index: int) -> Trace:
    """Return the forward pass from a layer on, with one of its inputs turned off.

    An input that is off already is turned on. In the trace that is returned the layer is layer 1,
    and what flows into it layer 0.
    """
    return with_input(trace, layer, index, 0.0 if trace.activations[layer - 1][index] else 1.0)


def with_input(trace: Trace, layer: int, index: int, value: float) -> Trace:
    """Return the forward pass from a layer on, where one of its inputs has another value.

    In the trace that is returned the layer is layer 1, and what flows into it layer 0.
    """
    inputs = trace.activations[layer - 1].copy()
    inputs[index] = value
    return netcore.Network(trace.network.layers[layer - 1 :], image_shape=()).forward(inputs)


def with_bias(trace: Trace, layer: int, neuron: int, value: float) -> Trace:
    """Return the forward pass from a layer on, where one of its biases has another value.

    In the trace that is returned the layer is layer 1, and what flows into it layer 0.
    """
    first, *rest = trace.network.layers[layer - 1 :]
    biases = first.biases.copy()
    biases[neuron] = value
    changed = netcore.Layer(first.weights, biases, first.activation)
    network = netcore.Network([changed, *rest], image_shape=())
    return network.forward(trace.activations[layer - 1])
