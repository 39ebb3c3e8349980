"""What a page is made with: weights, samples and what it shows first, as JSON in few bytes."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import numpy as np

import netcore
from scenes.facts.choosing import plainest_neuron

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netcore import Layer, Network

__all__ = ["image_start", "layer_data", "network_data", "number_ranges", "packed", "samples_data"]

_FLOAT32 = 1e-30, 1e30
"""Weights between these sizes lose nothing that is seen in float32."""
_FEW = 4096
"""So many weights take little room in float64, in which theirs are exact."""
_SPREADS = 3.0
_REACH, _FAR = (1e-3, 1e6), 1e6


def network_data(network: Network) -> dict[str, Any]:
    """Return a network's layers, labels and inputs."""
    return {
        "layers": [layer_data(layer) for layer in network.layers],
        "labels": list(network.labels),
        "imageShape": network.image_shape,
        "inputNames": list(network.input_names),
    }


def layer_data(layer: Layer) -> dict[str, Any]:
    """Return a layer, its numbers in base64: float32 where that is enough, else float64."""
    numbers = np.concatenate([layer.weights.ravel(), layer.biases])
    sizes = np.abs(numbers[numbers != 0])
    fits = layer.weights.size > _FEW and sizes.size > 0
    fits = fits and bool(_FLOAT32[0] < sizes.min() and sizes.max() < _FLOAT32[1])
    kind = "<f4" if fits else "<f8"
    outputs, inputs = layer.weights.shape
    return {
        "inputs": inputs,
        "outputs": outputs,
        "activation": layer.activation,
        "bytes": 4 if fits else 8,
        "weights": _base64(layer.weights.astype(kind).tobytes()),
        "biases": _base64(layer.biases.astype(kind).tobytes()),
    }


def samples_data(network: Network) -> dict[str, Any] | None:
    """Return the sample digits and what they are to the network; None where it takes no image.

    A sample's "label" is the number of the output that is right, -1 where none is; "sample" its
    number among those of its digit, -1 for those that the lesson network is torn about.
    """
    if network.image_shape is None:
        return None
    digits = netcore.sample_digits()
    sure = len(digits.labels) - len(digits.ambiguous)
    outputs = {label: number for number, label in enumerate(network.labels)}
    labels, counts = [], dict.fromkeys(range(10), 0)
    for place, digit in enumerate(digits.labels.tolist()):
        own = counts[digit] if place < sure else -1
        counts[digit] += 1
        labels.append({"digit": digit, "sample": own, "label": outputs.get(str(digit), -1)})
    pixels = np.rint(digits.images * 255).astype(np.uint8)
    rows, columns = pixels.shape[1:]
    return {
        "rows": rows,
        "columns": columns,
        "labels": labels,
        "pixels": _base64(packed(pixels.ravel())),
    }


def packed(values: NDArray[np.uint8]) -> bytes:
    """Return bytes ``(n,)`` with each run of zeros as a zero and its length, at most 255."""
    out = bytearray()
    zeros = 0
    for value in [*values.tolist(), None]:
        if value == 0 and zeros < 255:
            zeros += 1
            continue
        if zeros:
            out += bytes((0, zeros))
        zeros = 1 if value == 0 else 0
        if value:
            out.append(value)
    return bytes(out)


def image_start(
    network: Network, image: NDArray[np.float64] | None, sample: int | None
) -> dict[str, Any]:
    """Return what a page of an image network shows first."""
    sample = netcore.sample_digits().index(3) if sample is None else sample
    start: dict[str, Any] = {"layer": 1, "neuron": plainest_neuron(network, 1), "sample": sample}
    if image is not None:
        start["image"] = _base64(image.astype("<f8").tobytes())
    return start


def number_ranges(network: Network, inputs: tuple[float, ...]) -> dict[str, Any]:
    """Return first values and ends of sliders for the inputs of a network that takes no image.

    What inputs are usual no network says. Its first layer is taken to look where its neurons turn
    over, as far as its weights are sensitive to.
    """
    layer = network.layers[0]
    largest = float(np.abs(layer.weights).max(initial=0.0)) or 1.0
    shares = layer.weights / largest
    middle = np.linalg.lstsq(shares, -layer.biases / largest, rcond=None)[0]
    norms = np.linalg.norm(shares, axis=0)
    reach = _SPREADS * np.sqrt(len(layer.biases)) / np.where(norms > 0, norms, 1.0) / largest
    reach, middle = np.clip(reach, *_REACH), np.clip(np.nan_to_num(middle), -_FAR, _FAR)
    values = np.array(inputs) if inputs else _rounded(middle, reach)
    lows = np.minimum(_rounded(middle - reach, reach), values)
    highs = np.maximum(_rounded(middle + reach, reach), values)
    return {
        "layer": 1,
        "neuron": 0,
        "values": values.tolist(),
        "lows": lows.tolist(),
        "highs": highs.tolist(),
    }


def _rounded(values: NDArray[np.float64], reach: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return values rounded to a tenth or less of what they reach over."""
    places = 1 - np.floor(np.log10(reach)).astype(int)
    return np.array([round(v, p) for v, p in zip(values.tolist(), places.tolist(), strict=True)])


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
