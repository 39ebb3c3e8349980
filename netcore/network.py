"""A network of dense layers and all that it computes of an input, as frozen records of arrays.

Layers are numbered as the lesson does: layer 0 is the input, and ``network.layers[l - 1]`` holds
the weights and biases that lead into layer l, whose activations are a = f(W a' + b).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from netcore._immutable import Immutable, read_only
from netcore._validation import (
    check_chain,
    check_finite,
    check_inputs,
    checked_image_shape,
    checked_input_names,
    checked_labels,
    finite_array,
    input_rows,
)
from netcore.activations import activation
from netcore.errors import InputError

Float64 = NDArray[np.float64]

# How many inputs are computed at a time. Their values are checked just before they are multiplied,
# and a block of 784 each (3 MB) is then still in the processor's cache.
_BLOCK = 512


@dataclass(frozen=True, eq=False, init=False)
class Layer(Immutable):
    """What leads into one layer of neurons.

    Attributes
    ----------
    weights
        W, ``(n_out, n_in)``, read-only float64; row j holds the weights of neuron j.
    biases
        b, ``(n_out,)``, read-only float64.
    activation
        The name of f; see `netcore.activation`.

    Raises
    ------
    InputError
        If the shapes do not fit, a value is not a finite number, or f is unknown.
    """

    weights: Float64
    biases: Float64
    activation: str

    def __init__(self, weights: ArrayLike, biases: ArrayLike, activation: str = "sigmoid") -> None:
        w, b = finite_array(weights, "weights"), finite_array(biases, "biases")
        if w.ndim != 2:
            raise InputError(f"weights: expected shape (n_out, n_in), got {w.shape}")
        if b.shape != w.shape[:1]:
            raise InputError(f"biases: expected shape (n_out={w.shape[0]},), got {b.shape}")
        object.__setattr__(self, "weights", w)
        object.__setattr__(self, "biases", b)
        object.__setattr__(self, "activation", _known(activation))

    def __reduce__(self) -> tuple[Any, ...]:
        # Built anew, so that the arrays are read-only in another process as well.
        return Layer, (self.weights, self.biases, self.activation)


@dataclass(frozen=True, eq=False, init=False, repr=False)
class Network(Immutable):
    """A chain of dense layers.

    Attributes
    ----------
    layers
        From the first hidden layer to the outputs.
    labels
        What each output stands for; "0", "1", ... if nothing is given.
    image_shape
        (height, width) of the input, or None for a plain vector. If nothing is given, a square
        number of inputs from 8 x 8 on is an image; ``()`` says that it is none.
    record
        What is known of its making, such as the seed and the data it was trained on. The fact
        "pixels" says what an image's brightness is counted in, if not from 0 to 1.
    input_names
        What each number of a plain vector is, such as "petal length"; empty if nothing is known.
        Names say that the input is no image.

    Raises
    ------
    InputError
        If two layers do not fit together, or labels, image_shape or input_names do not fit the
        layers.

    Examples
    --------
    >>> network = Network([Layer([[1.0, -2.0]], [0.5], "relu")])
    >>> float(network.forward([3.0, 1.0]).outputs[0])
    1.5
    """

    layers: tuple[Layer, ...]
    labels: tuple[str, ...]
    image_shape: tuple[int, int] | None
    record: Mapping[str, str]
    input_names: tuple[str, ...]

    def __init__(
        self,
        layers: Iterable[Layer],
        labels: Sequence[str] | None = None,
        image_shape: Sequence[int] | None = None,
        record: Mapping[str, str] | None = None,
        input_names: Sequence[str] = (),
    ) -> None:
        chain = tuple(layers)
        check_chain([layer.weights.shape for layer in chain])
        outputs, inputs = chain[-1].weights.shape[0], chain[0].weights.shape[1]
        object.__setattr__(self, "layers", chain)
        object.__setattr__(self, "labels", checked_labels(labels, outputs))
        names = checked_input_names(input_names, inputs)
        shape = () if names and image_shape is None else image_shape
        object.__setattr__(self, "image_shape", checked_image_shape(shape, inputs))
        object.__setattr__(self, "record", MappingProxyType(dict(record or {})))
        object.__setattr__(self, "input_names", names)
        if names and self.image_shape:
            raise InputError("input_names: expected none for an image: its inputs are pixels")

    def __repr__(self) -> str:
        names = ", ".join(dict.fromkeys(layer.activation for layer in self.layers))
        return f"Network({'-'.join(map(str, self.sizes))}, {names})"

    def __reduce__(self) -> tuple[Any, ...]:
        shape, record = self.image_shape or (), dict(self.record)
        return Network, (self.layers, self.labels, shape, record, self.input_names)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Number of neurons of each layer, from the input on."""
        return (self.layers[0].weights.shape[1], *(len(layer.biases) for layer in self.layers))

    @property
    def weight_count(self) -> int:
        """Number of weights, which is that of connections."""
        return sum(layer.weights.size for layer in self.layers)

    @property
    def bias_count(self) -> int:
        """Number of biases, which is that of neurons behind the input."""
        return sum(layer.biases.size for layer in self.layers)

    @property
    def parameter_count(self) -> int:
        """Number of weights and biases together."""
        return self.weight_count + self.bias_count

    @cached_property
    def digest(self) -> str:
        """SHA-256, in hexadecimal, of the layers' shapes, activations and values."""
        sha = hashlib.sha256()
        for layer in self.layers:
            sha.update(f"{layer.weights.shape} {layer.activation}\n".encode())
            sha.update(layer.weights.astype("<f8").tobytes())
            sha.update(layer.biases.astype("<f8").tobytes())
        return sha.hexdigest()

    def layer(self, number: int) -> Layer:
        """Return what leads into layer ``number``, from 1 on.

        Raises
        ------
        InputError
            If there is no such layer; layer 0, the input, has no weights.
        """
        if not 1 <= number <= len(self.layers):
            raise InputError(f"layer: expected 1 to {len(self.layers)}, got {number}")
        return self.layers[number - 1]

    def incoming_weights(self, layer: int, neuron: int) -> Float64:
        """Return the weights into one neuron, ``(n_in,)``, as a view.

        Raises
        ------
        InputError
            If there is no such layer (1 is the first behind the input) or neuron.
        """
        weights = self.layer(layer).weights
        if not 0 <= neuron < len(weights):
            raise InputError(f"neuron: expected 0 to {len(weights) - 1}, got {neuron}")
        row: Float64 = weights[neuron]
        return row

    def weight_grid(self, layer: int, neuron: int) -> Float64:
        """Return the weights into one neuron in the shape of what they weigh, as a view.

        That is ``image_shape`` for the first layer of an image network, and one row ``(1, n_in)``
        for any other.

        Raises
        ------
        InputError
            If there is no such layer or neuron.
        """
        weights = self.incoming_weights(layer, neuron)
        shape = self.image_shape if layer == 1 and self.image_shape else (1, weights.size)
        return weights.reshape(shape)

    def forward(self, x: ArrayLike) -> Trace:
        """Return every z and every activation for one input or a batch.

        Parameters
        ----------
        x
            ``(n_in,)`` or ``(N, n_in)``; for images also ``(height, width)`` and
            ``(N, height, width)``. Real numbers; in [0, 1] for images, unless the record says
            what its pixels are. A float64 batch is not copied: the trace's layer 0 is a read-only
            view of it.

        Raises
        ------
        InputError
            If x has another shape, type or range, holds NaN or infinity, or is empty; or if z
            leaves the range of float64.
        """
        rows, batch_axes = input_rows(x, self.sizes[0], self.image_shape)
        if not batch_axes:
            rows = rows.copy()
        sums, outputs = _room(len(rows), self.sizes[1:])
        with np.errstate(over="ignore", invalid="ignore"):  # looked for below, all at once
            for block in (slice(i, i + _BLOCK) for i in range(0, len(rows), _BLOCK)):
                parts = [z[block] for z in sums], [a[block] for a in outputs]
                self._forward_block(rows[block], *parts)
            for z in sums:
                check_finite(z, "weighted sums")
        none = np.empty((len(rows), 0))
        if not batch_axes:
            rows, none = rows[0], none[0]
            sums, outputs = [z[0] for z in sums], [a[0] for a in outputs]
        return Trace(self, (rows, *outputs), (none, *sums))

    def _forward_block(self, a: Float64, sums: list[Float64], outputs: list[Float64]) -> None:
        """Check inputs ``(rows, n_in)`` and fill in the sums and activations they lead to."""
        is_image = self.image_shape is not None and "pixels" not in self.record
        check_inputs(a, is_image=is_image)
        for layer, z, out in zip(self.layers, sums, outputs, strict=True):
            np.matmul(a, layer.weights.T, out=z)
            z += layer.biases
            out[...] = activation(layer.activation)(z)
            a = out


@dataclass(frozen=True, eq=False, repr=False)
class Trace(Immutable):
    """Every z and every activation of every layer, for one input or a batch.

    Attributes
    ----------
    network
        The network that was asked.
    activations
        ``activations[l]`` is a of layer l, ``(n_l,)`` or ``(N, n_l)``; layer 0 is the input.
    pre_activations
        ``pre_activations[l]`` is z of layer l, each neuron's weighted sum with its bias added, of
        the same shape. The input has none: ``pre_activations[0]`` is empty.

    All arrays are read-only float64.
    """

    network: Network
    activations: tuple[Float64, ...]
    pre_activations: tuple[Float64, ...]

    def __post_init__(self) -> None:
        for name in ("activations", "pre_activations"):
            object.__setattr__(self, name, tuple(map(read_only, getattr(self, name))))

    def __repr__(self) -> str:
        return f"Trace({self.network!r}, outputs {self.outputs.shape})"

    @property
    def outputs(self) -> Float64:
        """Activations of the last layer, ``(n_out,)`` or ``(N, n_out)``."""
        return self.activations[-1]

    @property
    def prediction(self) -> Any:
        """Index of the largest output: an int, or an array ``(N,)`` of them for a batch."""
        best = self.outputs.argmax(axis=-1)
        return int(best) if best.ndim == 0 else best

    @property
    def ranking(self) -> NDArray[np.intp]:
        """Indices of the outputs from the largest to the smallest, in their shape."""
        return np.argsort(-self.outputs, axis=-1, kind="stable")

    def contributions(self, layer: int, neuron: int) -> Float64:
        """Return w * a for each connection into a neuron, ``(n_in,)`` or ``(N, n_in)``.

        Their sum is the neuron's weighted sum; with its bias it is z.

        Raises
        ------
        InputError
            If there is no such layer (1 is the first behind the input) or neuron.
        """
        return self.network.incoming_weights(layer, neuron) * self.activations[layer - 1]


def _room(count: int, sizes: tuple[int, ...]) -> tuple[list[Float64], list[Float64]]:
    """Return unfilled arrays ``(count, n)`` for the sums and the activations of each layer.

    They share one piece of memory. The system hands out one large piece in fewer pages than many
    small ones: for 10,000 images that saves a fifth of the forward pass.
    """
    edges = np.cumsum([count * n for n in sizes * 2])
    pieces = np.split(np.empty(edges[-1]), edges[:-1])
    arrays = [piece.reshape(count, n) for piece, n in zip(pieces, sizes * 2, strict=True)]
    return arrays[: len(sizes)], arrays[len(sizes) :]


def _known(name: str) -> str:
    return activation(name).name
