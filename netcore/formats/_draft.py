"""A network on its way out of a file: dense layers in a row, whatever the format calls them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netcore.activations import ACTIVATIONS, activation
from netcore.errors import FormatError, InputError
from netcore.network import Layer, Network

Array = NDArray[Any]

PIXELS = "pixels"
"""The fact in a network's record that says what its file counts brightness in."""

PIXELS_TO_255 = "0 to 255"

# A division by one of these says that pixels are counted in bytes: as a rule 127.5, 255 or 256, or
# the standard deviation of MNIST's, 78.6.
_BYTE_DIVISORS = (50.0, 300.0)


@dataclass
class DraftLayer:
    """One dense layer as found: its name in the file, and the name of f where the file says it."""

    name: str
    weights: Array
    biases: Array
    activation: str | None = None


@dataclass(frozen=True)
class Draft:
    """Layers from the first hidden one to the outputs, and what else the file says of them."""

    layers: Sequence[DraftLayer]
    labels: Sequence[str] | None = None
    image_shape: Sequence[int] | None = None
    record: Mapping[str, str] = field(default_factory=dict)
    input_names: Sequence[str] = ()

    def network(
        self, activations: Sequence[str] | None = None, labels: Sequence[str] | None = None
    ) -> Network:
        """Return the network, with activations and labels in place of the file's where given.

        Raises
        ------
        InputError
            If what was given does not fit, or activations are needed and not given.
        FormatError
            If what the file holds is no chain of dense layers.
        """
        self._check_chain()
        names = self._activations(activations)
        check_labels(labels, len(self.layers[-1].weights))
        layers = [_layer(*pair) for pair in zip(self.layers, names, strict=True)]
        try:
            return Network(
                layers, labels or self.labels, self.image_shape, self.record, self.input_names
            )
        except InputError as error:
            raise FormatError(str(error)) from error

    def _check_chain(self) -> None:
        if not self.layers:
            raise FormatError("expected at least one dense layer, got none")
        for before, after in pairwise(self.layers):
            n_out, n_in = len(before.weights), after.weights.shape[1]
            if n_in != n_out:
                raise FormatError(
                    f"layer {after.name!r} takes {n_in} numbers, but {before.name!r} before it "
                    f"gives {n_out}: expected a chain of dense layers"
                )

    def _activations(self, given: Sequence[str] | None) -> list[str]:
        if given is not None:
            return checked_activations(given, len(self.layers))
        known = [layer.activation for layer in self.layers if layer.activation is not None]
        if len(known) == len(self.layers):
            return known
        raise InputError(activations_needed(self.layers))


def activations_needed(layers: Sequence[DraftLayer]) -> str:
    """Return the sentence that says which activations to pass, how many and for which layers."""
    shapes = [f"{layer.name} ({'→'.join(map(str, layer.weights.shape[::-1]))})" for layer in layers]
    if len(shapes) > 9:
        shapes[4:-4] = ["..."]
    example = ["relu"] * (len(layers) - 1) + ["softmax"]
    return (
        f"the file does not say its activations: pass {len(layers)} names, one for each layer "
        f"({', '.join(shapes)}), out of {', '.join(ACTIVATIONS)}; for example "
        f"activations={tuple(example)!r} or --activations {','.join(example)}"
    )


def checked_activations(given: Sequence[str], count: int) -> list[str]:
    """Return the names of activations, one for each of `count` layers.

    Raises
    ------
    InputError
        If there are too many or too few, or one is unknown.
    """
    if isinstance(given, str) or len(given) != count:
        raise InputError(f"activations: expected {count} names, got {given!r}")
    return [activation(name).name for name in given]


def name_activations(layers: Sequence[DraftLayer], names: Sequence[str] | None) -> None:
    """Give each layer the activation that its file names; a FormatError if they do not fit."""
    if names is None:
        return
    try:
        checked = checked_activations(names, len(layers))
    except InputError as error:
        raise FormatError(str(error)) from error
    for layer, name in zip(layers, checked, strict=True):
        layer.activation = name


def check_labels(given: Sequence[str] | None, count: int) -> None:
    """Raise an InputError unless there is a label for each of `count` outputs."""
    if given is not None and (isinstance(given, str) or len(given) != count):
        got = repr(given) if isinstance(given, str) else len(given)
        raise InputError(f"labels: expected one for each of {count} outputs, got {got}")


def _layer(draft: DraftLayer, name: str) -> Layer:
    try:
        return Layer(draft.weights, draft.biases, name)
    except InputError as error:
        raise FormatError(f"layer {draft.name!r}: {error}") from error


class Chain:
    """Builds a draft from operations in the order in which they are applied.

    Scaling by constants disappears into the neighbouring dense layer: W(sx + t) + b is
    (Ws)x + (Wt + b), and s(Wx + b) + t is (sW)x + (sb + t).

    Parameters
    ----------
    input_shape
        The shape of one input where the file says it: (28, 28) or (784,).
    """

    def __init__(self, input_shape: Sequence[int] | None = None) -> None:
        self.input_shape = tuple(input_shape) if input_shape else None
        self.record: dict[str, str] = {}
        self._layers: list[DraftLayer] = []
        self._slope: Array = np.ones(1)
        self._offset: Array = np.zeros(1)
        self._scaled_by = ""

    @property
    def width(self) -> int | None:
        """How many numbers come out of what was added so far, where that is known."""
        if self._layers:
            return len(self._layers[-1].weights)
        return None if self.input_shape is None else int(np.prod(self.input_shape))

    @property
    def is_at_input(self) -> bool:
        """Whether no dense layer was added so far."""
        return not self._layers

    def add_dense(self, name: str, weights: Array, biases: Array | None) -> None:
        """Add W ``(n_out, n_in)`` and b ``(n_out,)``; without biases they are 0."""
        if weights.ndim != 2 or 0 in weights.shape:
            raise FormatError(
                f"layer {name!r}: expected weights with 2 axes, got shape {weights.shape}: "
                "only chains of dense layers can be shown"
            )
        biases = np.zeros(len(weights)) if biases is None else biases
        if biases.shape != weights.shape[:1]:
            raise FormatError(
                f"layer {name!r}: expected {len(weights)} biases, got shape {biases.shape}"
            )
        if self.width not in (None, weights.shape[1]):
            raise FormatError(
                f"layer {name!r} takes {weights.shape[1]} numbers, but {self.width} come in: "
                "expected a chain of dense layers over the whole, flattened input"
            )
        if self._scaled_by:
            weights, biases = self._fold(name, real(weights, name), real(biases, name))
        self._layers.append(DraftLayer(name, weights, biases))

    def _fold(self, name: str, weights: Array, biases: Array) -> tuple[Array, Array]:
        if self._slope.size not in (1, weights.shape[1]):
            raise FormatError(
                f"{self._scaled_by!r}: expected 1 or {weights.shape[1]} constants before layer "
                f"{name!r}, got {self._slope.size}"
            )
        with np.errstate(all="ignore"):  # what leaves the range of floats is refused as a value
            biases = biases + weights @ np.broadcast_to(self._offset, weights.shape[1])
            weights = weights * self._slope
        self._scaled_by = ""
        return weights, biases

    def add_scaling(self, name: str, slope: Array, offset: Array) -> None:
        """Add x -> slope x + offset; each is ``(1,)`` or as long as x."""
        slope, offset = np.broadcast_arrays(real(slope, name).ravel(), real(offset, name).ravel())
        if self.width is not None and slope.size not in (1, self.width):
            raise FormatError(f"{name!r}: expected 1 or {self.width} constants, got {slope.size}")
        last = self._layers[-1] if self._layers else None
        with np.errstate(all="ignore"):
            if last is not None and last.activation is None:
                last.weights = slope[:, None] * real(last.weights, name)
                last.biases = slope * real(last.biases, name) + offset
                return
            if last is None:
                self._note_pixels(slope)
            if not self._scaled_by:
                self._slope, self._offset = np.ones(1), np.zeros(1)
            self._slope = self._slope * slope
            self._offset = self._offset * slope + offset
        self._scaled_by = name

    def _note_pixels(self, slope: Array) -> None:
        low, high = _BYTE_DIVISORS
        if slope.size and np.all(slope == slope[0]) and low <= 1 / max(slope[0], 1e-300) <= high:
            self.record[PIXELS] = PIXELS_TO_255

    def add_activation(self, name: str, function: str) -> None:
        """Add an activation function, by netcore's name for it."""
        last = self._layers[-1] if self._layers else None
        if last is None or self._scaled_by or last.activation not in (None, function):
            raise FormatError(
                f"{name!r}: expected {function} right behind a dense layer: remove it or put a "
                "dense layer before it"
            )
        if last.activation == function and function not in ("relu", "identity"):
            raise FormatError(f"{name!r}: {function} twice in a row: remove one of them")
        last.activation = function

    def draft(self, labels: Sequence[str] | None = None, input_names: Sequence[str] = ()) -> Draft:
        """Return the layers; one without an activation function has identity."""
        if self._scaled_by:
            raise FormatError(
                f"{self._scaled_by!r} scales the outputs behind their activation: remove it"
            )
        for layer in self._layers:
            layer.activation = layer.activation or "identity"
        shape = image_shape(self.input_shape)
        return Draft(self._layers, labels, shape, self.record, input_names)


def real(array: Array, name: str) -> Array:
    """Return the array as float64; a FormatError if it does not hold real numbers."""
    if array.dtype.kind not in "biuf":
        raise FormatError(f"{name!r}: expected real numbers, got values of type {array.dtype}")
    with np.errstate(over="ignore", invalid="ignore"):  # such values are refused later
        return array.astype(np.float64, copy=False)


def image_shape(shape: Sequence[int] | None) -> tuple[int, ...] | None:
    """Return the (height, width) that an input of this shape has; () if it is no grey image.

    A channel or other axis of length 1 is left out; a vector says nothing: None.
    """
    sides = tuple(side for side in shape or () if side != 1)
    if len(sides) < 2:
        return None
    return sides if len(sides) == 2 else ()
