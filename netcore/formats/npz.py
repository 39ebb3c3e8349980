"""The project's own network file: NumPy's npz, an archive of plain arrays.

=============== =============== =================================================================
array           shape, type     what it holds
=============== =============== =================================================================
format          (), text        "netreel network 1"
weights_1 ...   (n_out, n_in),  W of layer 1, 2, ...; row j belongs to neuron j
                any real
biases_1 ...    (n_out,),       b of layer 1, 2, ...
                any real
activations     (layers,), text names, from layer 1 on: those of `netcore.activation`
labels          (n_out,), text  what each output stands for; may be missing
image_shape     (2,) or (0,),   height and width of the input, or nothing for a plain vector; may
                whole           be missing
input_names     (n_in,), text   what each number of a plain vector is; may be missing
record          (facts, 2),     name and value of what is known of the making; may be missing
                text
=============== =============== =================================================================

It can be read with ``numpy.load(path, allow_pickle=False)``. It holds no date: the same network
is always the same bytes.

An archive whose arrays are named as weights and biases alone, such as ``W1, b1, W2, b2``, is read
as well: see `netcore.formats._named`. There, activations, labels and input_names are read if they
are there, and what pixels were in what it learnt from: pixels (2,), mean, std and inverted (); and
batch_norm (), "before" or "after" the activations. (Our own files have pixels in the record.)
"""

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netcore._files import shown
from netcore.errors import FormatError, InputError
from netcore.formats import _named
from netcore.formats._arrays import read_arrays, write_arrays
from netcore.formats._draft import PLACES, Draft, name_activations
from netcore.formats._pixels import NAMES, pixel_facts
from netcore.network import Layer, Network

FORMAT = "netreel network 1"

Arrays = Mapping[str, NDArray[Any]]

# What only our own files hold.
_OURS = frozenset({"format", "image_shape", "record"})

# What arrays beside weights and biases may say.
_FACTS = ("activations", "labels", "input_names", "batch_norm", *NAMES)


def read(path: str | os.PathLike[str]) -> Network | Draft:
    """Return the network in an npz file, a draft of it if the file holds weights and biases alone.

    Raises
    ------
    FileError
        If it is not a readable file.
    FormatError
        If an array is missing or surplus, or what they hold is no network.
    """
    arrays = read_arrays(path)
    plain = [name for name in arrays if name not in _FACTS]
    try:
        return _network(arrays) if arrays.keys() & _OURS else _plain(arrays, plain)
    except (FormatError, InputError) as error:
        raise FormatError(f"{shown(path)}: {error}") from error


def write(network: Network, path: str | os.PathLike[str]) -> None:
    """Write a network to an npz file, whole or not at all.

    Raises
    ------
    FileError
        If it cannot be written.
    """
    arrays: dict[str, NDArray[Any]] = {"format": np.array(FORMAT)}
    for number, layer in enumerate(network.layers, start=1):
        arrays[f"weights_{number}"] = layer.weights
        arrays[f"biases_{number}"] = layer.biases
    arrays["activations"] = np.array([layer.activation for layer in network.layers])
    arrays["labels"] = np.array(network.labels)
    arrays["image_shape"] = np.array(network.image_shape or (), np.int64)
    if network.input_names:
        arrays["input_names"] = np.array(network.input_names)
    record = sorted(network.record.items())
    arrays["record"] = np.array(record, np.str_).reshape(len(record), 2)
    write_arrays(path, arrays)


def _plain(arrays: Arrays, names: list[str]) -> Draft:
    draft = _named.draft({name: arrays[name] for name in names})
    if "activations" in arrays:
        name_activations(draft.layers, _texts(arrays, "activations", 1))
    pixels = pixel_facts({name: arrays[name].tolist() for name in NAMES if name in arrays})
    record = {**draft.record, **pixels}
    where = _texts(arrays, "batch_norm", 0) if "batch_norm" in arrays else None
    return replace(
        draft,
        labels=_labels(arrays),
        record=record,
        input_names=_input_names(arrays),
        batch_norm=where if where in PLACES else None,
    )


def _network(arrays: Arrays) -> Network:
    found = _texts(arrays, "format", 0)
    if found != FORMAT:
        raise FormatError(f"format: expected {FORMAT!r}, got {found!r}")
    activations = _texts(arrays, "activations", 1)
    layers = []
    for number, name in enumerate(activations, start=1):
        weights, biases = (_needed(arrays, f"{what}_{number}") for what in ("weights", "biases"))
        layers.append(_layer(number, weights, biases, name))
    _check_nothing_else(arrays, len(layers))
    shape, record = _image_shape(arrays), _record(arrays)
    return Network(layers, _labels(arrays), shape, record, _input_names(arrays))


def _layer(number: int, weights: NDArray[Any], biases: NDArray[Any], name: str) -> Layer:
    try:
        return Layer(weights, biases, name)
    except InputError as error:
        raise FormatError(f"layer {number}: {error}") from error


def _labels(arrays: Arrays) -> list[str] | None:
    return _texts(arrays, "labels", 1) if "labels" in arrays else None


def _input_names(arrays: Arrays) -> list[str]:
    return _texts(arrays, "input_names", 1) if "input_names" in arrays else []


def _image_shape(arrays: Arrays) -> tuple[int, ...] | None:
    if "image_shape" not in arrays:
        return None
    sides = arrays["image_shape"]
    if sides.dtype.kind not in "iu" or sides.shape not in ((0,), (2,)):
        raise FormatError(f"image_shape: expected two whole numbers or none, got {sides!r}")
    return tuple(sides.tolist())


def _record(arrays: Arrays) -> dict[str, str] | None:
    if "record" not in arrays:
        return None
    facts = _texts(arrays, "record", 2)
    if arrays["record"].shape[1] != 2:
        raise FormatError(f"record: expected pairs of text, got shape {arrays['record'].shape}")
    return dict(facts)


def _texts(arrays: Arrays, name: str, axes: int) -> Any:
    """Return an array of text as a (list of lists of) str."""
    array = _needed(arrays, name)
    if array.dtype.kind != "U" or array.ndim != axes:
        kind = f"{array.dtype} of shape {array.shape}"
        raise FormatError(f"{name}: expected text with {axes} axes, got {kind}")
    try:
        return array.tolist()
    except ValueError as error:
        raise FormatError(f"{name}: expected text, got {error}") from error


def _needed(arrays: Arrays, name: str) -> NDArray[Any]:
    if name not in arrays:
        there = ", ".join(sorted(arrays))[:80]
        raise FormatError(f"expected an array named {name!r}, got {there}")
    return arrays[name]


def _check_nothing_else(arrays: Arrays, layers: int) -> None:
    numbered = {f"{what}_{i + 1}" for what in ("weights", "biases") for i in range(layers)}
    known = numbered | {"format", "activations", "labels", "image_shape", "record", "input_names"}
    if surplus := sorted(arrays.keys() - known):
        raise FormatError(f"expected {layers} layers and no array named {surplus[0]!r}")
