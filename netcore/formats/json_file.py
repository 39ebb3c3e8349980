"""A network written out as JSON.

::

    {"layers": [{"weights": [[0.1, -0.2], [0.3, 0.4]], "biases": [0.0, 1.0],
                 "activation": "relu", "name": "hidden"}, ...],
     "labels": ["no", "yes"], "image_shape": [28, 28], "record": {"seed": "1"}}

Row j of ``weights`` belongs to neuron j: shape (n_out, n_in). All but ``weights`` may be missing;
biases are then 0. ``"image_shape": []`` says that the input is a plain vector, and so does
``"input_names": ["width", "height"]``, which says what its numbers are. What pixels were in what
it learnt from is said by ``"pixels": [0, 255]``, ``"mean"``, ``"std"`` and ``"inverted"``.

Or as lists of them, as Michael Nielsen's book "Neural Networks and Deep Learning" saves its
networks (biases (n_out,) or (n_out, 1); "sizes" and "cost" are not looked at)::

    {"weights": [[[...], ...], ...], "biases": [[...], ...], "activations": ["sigmoid", ...]}

Or as brain.js writes its feed-forward networks with ``toJSON``, from version 2 on, see
`netcore.formats._brain`.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netcore._files import read_bytes
from netcore.errors import FormatError
from netcore.formats._brain import from_brain, is_brain
from netcore.formats._draft import Draft, DraftLayer, name_activations
from netcore.formats._pixels import pixel_facts
from netcore.formats._text import parse_json, words

MOST_BYTES = 48_000_000
"""The largest text that is read, of some 2 million weights. Two characters take 12 bytes at most
when they become Python's numbers, which stays below 600 MB."""

MOST_LISTS = 100_000
"""A list a neuron: nine layers of 2,000 have 18,000."""

MOST_COMMAS = 5_000_000
MOST_COLONS = 100_000
"""What a number more or a name more in an object takes: they are bounded as time is, not memory."""

MOST_LAYERS = 200


def read(path: Path) -> Draft:
    """Return the network in a JSON file.

    Raises
    ------
    FileError
        If it is not a readable file.
    FormatError
        If it is no JSON or not of this layout.
    """
    content = read_bytes(path, most_bytes=MOST_BYTES)
    for mark, most in ((b",", MOST_COMMAS), (b":", MOST_COLONS)):
        if (count := content.count(mark)) > most:
            raise FormatError(f"expected at most {most:,} of {mark.decode()!r}, got {count:,}")
    found = parse_json(content, "the file", most_brackets=MOST_LISTS)
    if not isinstance(found, dict):
        raise FormatError('expected an object with "layers", or with "weights" and "biases"')
    if is_brain(found):
        found = from_brain(found)
    layers = _layers(found)
    record = found.get("record", {})
    if not isinstance(record, dict):
        raise FormatError("record: expected an object")
    return Draft(
        layers,
        words(found.get("labels"), "labels"),
        _sides(found.get("image_shape")),
        {name: str(fact) for name, fact in record.items()} | pixel_facts(found),
        words(found.get("input_names"), "input_names") or (),
    )


def _layers(found: dict[str, Any]) -> list[DraftLayer]:
    entries = found.get("layers")
    if entries is None:
        entries = _entries(found.get("weights"), found.get("biases"))
    if not isinstance(entries, list) or not 1 <= len(entries) <= MOST_LAYERS:
        raise FormatError(f'"layers": expected a list of 1 to {MOST_LAYERS}')
    layers = [_layer(number, entry) for number, entry in enumerate(entries, start=1)]
    name_activations(layers, words(found.get("activations"), "activations"))
    return layers


def _entries(weights: Any, biases: Any) -> list[dict[str, Any]]:
    if not isinstance(weights, list) or not isinstance(biases, list):
        raise FormatError('expected "layers", or lists of "weights" and "biases"')
    if len(weights) != len(biases):
        raise FormatError(f"expected as many biases as weights, got {len(biases)}, {len(weights)}")
    return [{"weights": w, "biases": b} for w, b in zip(weights, biases, strict=True)]


def _layer(number: int, entry: Any) -> DraftLayer:
    if not isinstance(entry, dict) or "weights" not in entry:
        raise FormatError(f'layer {number}: expected an object with "weights"')
    name = str(entry.get("name", number))[:60]
    weights = _numbers(entry["weights"], f"layer {name!r}: weights")
    if weights.ndim != 2:
        raise FormatError(f"layer {name!r}: weights: expected rows of numbers, one for each neuron")
    biases = _numbers(entry.get("biases", [0] * len(weights)), f"layer {name!r}: biases")
    activation = entry.get("activation")
    if activation is not None and not isinstance(activation, str):
        raise FormatError(f"layer {name!r}: activation: expected a name")
    return DraftLayer(name, weights, biases.ravel() if biases.ndim == 2 else biases, activation)


def _numbers(values: Any, what: str) -> NDArray[Any]:
    try:
        array = np.asarray(values)
    except (ValueError, TypeError, OverflowError) as error:
        raise FormatError(f"{what}: expected rows of equal length") from error
    if array.dtype.kind not in "iuf":
        raise FormatError(f"{what}: expected numbers")
    return array


def _sides(value: Any) -> list[int] | None:
    if value is None:
        return None
    if not isinstance(value, list) or not all(type(side) is int for side in value):
        raise FormatError("image_shape: expected [height, width] or []")
    return value
