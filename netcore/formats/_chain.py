"""Operations in the order in which they are applied, as a chain of dense layers."""

import math
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netcore.activations import ACTIVATIONS
from netcore.errors import FormatError
from netcore.formats._draft import LOGARITHMS, OUTPUTS, Draft, DraftLayer
from netcore.pixels import PIXELS, PixelScale

Array = NDArray[Any]

LOG_SOFTMAX = "log_softmax"
"""The logarithm of a softmax: as the output, it is taken for the softmax itself."""

MOST_INPUTS = 1_000_000
"""The most numbers that one input may have."""

MOST_VALUES = 40_000_000
"""The most weights of all layers together; in a file, several layers may share theirs."""

# A division by one of these says that pixels are counted in bytes: as a rule 127.5, 255 or 256, or
# the standard deviation of MNIST's, 78.6.
_BYTE_DIVISORS = (50.0, 300.0)

# As ONNX, Keras and PyTorch call them, without capitals and underscores.
_OTHER_ACTIVATIONS = re.compile(
    "prelu|thresholdedrelu|relu6|selu|celu|gelu|silu|swish|hardsigmoid|hardswish|"
    "hardsilu|hardtanh|mish|softplus|softsign|exponential|glu|logsigmoid|squareplus|tanhshrink|"
    "hardshrink|softshrink|sparsemax"
)


class Chain:
    """Builds a draft from operations in the order in which they are applied.

    Scaling by constants disappears into the neighbouring dense layer: W(sx + t) + b is
    (Ws)x + (Wt + b), and s(Wx + b) + t is (sW)x + (sb + t). So does the normalisation of a batch,
    which a trained network does with constants.

    Parameters
    ----------
    input_shape
        The shape of one input where the file says it: (28, 28) or (784,).

    Attributes
    ----------
    shape
        Of what comes out of what was added so far, where the file says it.

    Raises
    ------
    FormatError
        If that has more than `MOST_INPUTS` numbers.
    """

    def __init__(self, input_shape: Sequence[int] | None = None) -> None:
        self.input_shape = tuple(input_shape) if input_shape else None
        if math.prod(self.input_shape or ()) > MOST_INPUTS:
            raise FormatError(f"expected at most {MOST_INPUTS:,} inputs, got {self.input_shape}")
        self.shape = self.input_shape
        self.record: dict[str, str] = {}
        self._layers: list[DraftLayer] = []
        self._slope: Array = np.ones(1)
        self._offset: Array = np.zeros(1)
        self._scaled_by = ""
        # What is still to be done to the weighted sums of the last layer.
        self._pending: tuple[Array, Array] | None = None
        self._logarithm_by = ""

    @property
    def width(self) -> int | None:
        """How many numbers come out of what was added so far, where that is known."""
        if self._layers:
            return len(self._layers[-1].weights)
        return None if self.input_shape is None else math.prod(self.input_shape)

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
        if self._logarithm_by:
            raise FormatError(
                f"{self._logarithm_by!r}: expected the logarithm of a softmax as the output only, "
                f"but layer {name!r} comes behind it"
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
        if sum(layer.weights.size for layer in self._layers) + weights.size > MOST_VALUES:
            raise FormatError(f"layer {name!r}: expected at most {MOST_VALUES:,} weights in all")
        self._settle()
        if self._scaled_by:
            weights, biases = self._fold(name, real(weights, name), real(biases, name))
        self._layers.append(DraftLayer(name, weights, biases))
        self.shape = (*(self.shape or (0,))[:-1], len(weights))

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
        slope, offset = real(slope, name).ravel(), real(offset, name).ravel()
        if 1 not in (slope.size, offset.size) and slope.size != offset.size:
            raise FormatError(
                f"{name!r}: expected as many constants to add as to multiply with, got "
                f"{offset.size} and {slope.size}"
            )
        slope, offset = np.broadcast_arrays(slope, offset)
        if self.width is not None and slope.size not in (1, self.width):
            raise FormatError(f"{name!r}: expected 1 or {self.width} constants, got {slope.size}")
        last = self._layers[-1] if self._layers else None
        with np.errstate(all="ignore"):
            if last is not None and last.activation is None:
                before, shift = self._pending or (np.ones(1), np.zeros(1))
                self._pending = slope * before, slope * shift + offset
                return
            if last is None:
                self._note_pixels(slope)
            if not self._scaled_by:
                self._slope, self._offset = np.ones(1), np.zeros(1)
            self._slope = self._slope * slope
            self._offset = self._offset * slope + offset
        self._scaled_by = name

    def _settle(self) -> None:
        """Fold what was done to the last weighted sums into their layer, all of it at once."""
        if self._pending is None:
            return
        (slope, offset), last = self._pending, self._layers[-1]
        with np.errstate(all="ignore"):  # what leaves the range of floats is refused as a value
            last.weights = slope[:, None] * real(last.weights, last.name)
            last.biases = slope * real(last.biases, last.name) + offset
        self._pending = None

    def add_normalisation(
        self,
        name: str,
        mean: Array,
        variance: Array,
        scale: Array | None = None,
        shift: Array | None = None,
        *,
        epsilon: float = 0.0,
        axis: int = -1,
    ) -> None:
        """Add x -> scale (x - mean) / sqrt(variance + epsilon) + shift.

        Parameters
        ----------
        name
            Of the layer in the file.
        mean, variance, scale, shift
            One number, or one for each place along the axis; scale and shift may be missing.
        epsilon
            What keeps the root above 0.
        axis
            Of one input in its own shape; without meaning behind the first layer.
        """
        given = (mean, variance, np.ones(1) if scale is None else scale, shift)
        parts = [real(np.zeros(1) if part is None else part, name).ravel() for part in given]
        if len({part.size for part in parts} - {1}) > 1:
            sizes = ", ".join(str(part.size) for part in parts)
            raise FormatError(f"{name!r}: expected as many constants of each kind, got {sizes}")
        with np.errstate(all="ignore"):  # what leaves the range of floats is refused as a value
            slope = parts[2] / np.sqrt(parts[1] + epsilon)
            offset = parts[3] - parts[0] * slope
        self.add_scaling(name, self._along(axis, slope), self._along(axis, offset))

    def _along(self, axis: int, constants: Array) -> Array:
        """Return constants along one axis of the input as one for each of its numbers."""
        shape = self.input_shape or ()
        is_elsewhere = self._layers or constants.size in (1, self.width) or len(shape) < 2
        if is_elsewhere or shape[axis] != constants.size:
            return constants
        sides = [1] * len(shape)
        sides[axis] = constants.size
        return np.broadcast_to(constants.reshape(sides), shape).ravel()

    def _note_pixels(self, slope: Array) -> None:
        low, high = _BYTE_DIVISORS
        if slope.size and np.all(slope == slope[0]) and low <= 1 / max(slope[0], 1e-300) <= high:
            self.record[PIXELS] = str(PixelScale(high=255))

    def add_activation(self, name: str, function: str) -> None:
        """Add an activation function, by netcore's name for it, or `LOG_SOFTMAX`."""
        self._settle()
        if function == LOG_SOFTMAX:
            self.record[OUTPUTS] = LOGARITHMS
            self._logarithm_by = name
            function = "softmax"
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
        self._settle()
        if self._scaled_by:
            raise FormatError(
                f"{self._scaled_by!r} scales the outputs behind their activation: remove it"
            )
        for layer in self._layers:
            layer.activation = layer.activation or "identity"
        shape = image_shape(self.input_shape)
        return Draft(self._layers, labels, shape, self.record, input_names)


def refuse_activation(name: str, function: str) -> None:
    """Raise a FormatError if a function of that name is an activation, but none that is known."""
    if _OTHER_ACTIVATIONS.fullmatch(function.replace("_", "").casefold()):
        raise FormatError(
            f"{name[:60]!r} is a {function[:40]}: expected an activation out of "
            f"{', '.join(ACTIVATIONS)}: train the network with one of these"
        )


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
