"""Networks of Keras: ``.keras`` archives (Keras 3), older ``.h5`` files, and weights alone.

Read are Dense (quantised to int8 as well), Activation, ReLU, LeakyReLU, ELU, Softmax,
BatchNormalization, Normalization, Rescaling, Flatten, Reshape, InputLayer and what acts in training
only (Dropout and its like), in a Sequential model or a functional one without branches, or models
within one; and of a functional one ``x / 255`` and other arithmetic with constants. Normalisations
are folded into their dense layers; outputs that are logarithms of a softmax become the softmax
itself. No code is run: a Lambda layer is refused.

A ``.keras`` file is a zip with ``config.json`` and ``model.weights.h5``; in the latter, layers are
named by their class and a count, ``layers/dense_1/vars/0``, or by their own name. An ``.h5`` file
has the description as an attribute and ``model_weights/<layer>/.../kernel``. ``.weights.h5`` has no
description: there, activations must be given, and layers are ordered by name.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from netcore._files import read_bytes, reason
from netcore.errors import FormatError
from netcore.formats import _named
from netcore.formats._draft import Draft
from netcore.formats._hdf5 import MAGIC, MOST_BYTES, read_hdf5
from netcore.formats._keras_layers import KerasLayer
from netcore.formats._keras_model import Layers
from netcore.formats._text import parse_json

Arrays = Mapping[str, NDArray[Any]]

MOST_CONFIG_BYTES = 1_000_000

_CONFIG, _WEIGHTS = "config.json", "model.weights.h5"
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def read(path: Path) -> Draft:
    """Return the network in a file of Keras.

    Raises
    ------
    FileError
        If it is not a readable file, or the package h5py is missing.
    FormatError
        If it is damaged or no chain of dense layers.
    """
    content = read_bytes(path, most_bytes=MOST_BYTES)
    if content.startswith(MAGIC):
        found = read_hdf5(content, "a .h5 file")
        return _described(found.config, found.arrays) if found.config else _weights(found.arrays)
    if path.suffix.lower() != ".keras":
        raise FormatError("not a readable HDF5 file: it does not begin like one")
    config, weights = _unzipped(content)
    return _described(config, read_hdf5(weights, "a .keras file").arrays)


def _unzipped(content: bytes) -> tuple[bytes, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return (
                _member(archive, _CONFIG, MOST_CONFIG_BYTES),
                _member(archive, _WEIGHTS, MOST_BYTES),
            )
    except FormatError:
        raise
    except _DAMAGE as error:
        raise FormatError(f"not a readable .keras archive: {reason(error)}") from error


def _member(archive: zipfile.ZipFile, name: str, most_bytes: int) -> bytes:
    """Return what one file in the archive holds; no more is unpacked than its size there."""
    if name not in archive.namelist():
        raise FormatError(f"not a .keras archive: there is no {name} in it")
    member = archive.getinfo(name)
    if member.file_size > most_bytes:
        raise FormatError(
            f"{name}: expected at most {most_bytes:,} bytes, got {member.file_size:,}"
        )
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise FormatError(f"{name}: expected it stored or deflated")
    with archive.open(member) as stream:
        return stream.read(member.file_size)


def _described(config: bytes, arrays: Arrays) -> Draft:
    if len(config) > MOST_CONFIG_BYTES:
        raise FormatError(f"expected a description of at most {MOST_CONFIG_BYTES:,} bytes")
    description = parse_json(config, "the model's description", most_brackets=20_000)
    layers = Layers(description)
    chain = layers.chain()
    for layer in layers.in_order:
        layer.add(chain, _variables(arrays, layer))
    return chain.draft()


def _variables(arrays: Arrays, layer: KerasLayer) -> dict[str, NDArray[Any]]:
    """Return what the file keeps of a layer, by its own names for that; biases may be missing."""
    wanted = layer.variables
    start = next((s for s in (f"{place}/vars/" for place in layer.places) if f"{s}0" in arrays), "")
    if start:
        numbered = ((name, f"{start}{number}") for number, name in enumerate(wanted))
        found = {name: arrays[path] for name, path in numbered if path in arrays}
        _check_count(arrays, layer, start)
    else:
        found = _named_variables(arrays, layer.name, wanted)
    if missing := [name for name in wanted if name not in found and name != "bias"]:
        what = "weights" if missing[0] == "kernel" else missing[0]
        raise FormatError(f"layer {layer.name!r}: there are no {what} of it in the file")
    return found


def _check_count(arrays: Arrays, layer: KerasLayer, start: str) -> None:
    """Refuse a layer of which the file keeps more than is read: it would compute something else."""
    if layer.kind == "Dense" and f"{start}{max(2, len(layer.variables))}" in arrays:
        raise FormatError(
            f"layer {layer.name!r}: expected {' and '.join(layer.variables)} in the file, got more"
        )


def _named_variables(arrays: Arrays, name: str, wanted: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Return the arrays of a layer in an older file, where each has a name below the layer's."""
    found: dict[str, NDArray[Any]] = {}
    for path, array in arrays.items() if wanted else ():
        match = re.fullmatch(rf"(?:/model_weights)?/(.+)/({'|'.join(wanted)})(?::0)?", path)
        if match and name in (match[1], match[1].split("/")[0], match[1].split("/")[-1]):
            if match[2] in found:
                raise FormatError(f"layer {name!r}: its {match[2]} is there twice")
            found[match[2]] = array
    return found


def _weights(arrays: Arrays) -> Draft:
    """Return the layers of a file that has weights but no description."""
    named = {}
    for path, array in arrays.items():
        part = re.fullmatch(r"(?:.*/)?([^/]+)/vars/(\d+)", path)
        if part and (part[2], array.ndim) not in (("0", 2), ("1", 1)):
            raise FormatError(
                f"{part[1][:60]!r} is not a dense layer, and weights alone do not say what it is: "
                "save the whole model: model.save('model.keras')"
            )
        name = re.sub(r"/vars/0$", "/kernel", re.sub(r"/vars/1$", "/bias", path))
        name = re.sub(r"^/(model_weights|layers|_layer_checkpoint_dependencies)/", "/", name)
        named[name.strip("/")] = array
    return _named.draft(named)
