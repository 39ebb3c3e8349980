"""Weights and biases in a ``.safetensors`` file.

Layers are found by the names of the tensors, see `netcore.formats._named`. The file's own metadata
may hold ``activations``, ``labels`` and ``input_names``, as JSON lists or with commas between, and
``image_shape`` ("28,28"), and what pixels were in what it learnt from: ``pixels`` ("0,255"),
``mean``, ``std`` and ``inverted``; and ``batch_norm``, "before" or "after" the activations::

    save_file(model.state_dict(), "mine.safetensors", {"activations": "relu,relu,softmax"})
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netcore._files import read_bytes, reason
from netcore.errors import FormatError
from netcore.formats import _named
from netcore.formats._arrays import floats_of_bfloat16
from netcore.formats._draft import PLACES, Draft, name_activations
from netcore.formats._packages import optional
from netcore.formats._pixels import pixel_facts
from netcore.formats._text import parse_json, words

MOST_BYTES = 160_000_000
"""The largest file that is read: 40 million numbers in float32."""

MOST_HEADER_BYTES = 1_000_000
MOST_TENSORS = 1_000
MOST_VALUES = 40_000_000

_LENGTH_BYTES = 8
_TYPES = MappingProxyType(
    {
        "F16": "<f2", "F32": "<f4", "F64": "<f8", "I8": "i1", "I16": "<i2", "I32": "<i4",
        "I64": "<i8", "U8": "u1", "U16": "<u2", "U32": "<u4", "U64": "<u8", "BOOL": "?",
        "BF16": "<u2",
    }
)  # fmt: skip
"""The types that are read, as NumPy's; bfloat16, which NumPy has not, as the upper half of bits."""


def read(path: Path) -> Draft:
    """Return the network in a safetensors file.

    Raises
    ------
    FileError
        If it is not a readable file, or the package safetensors is missing.
    FormatError
        If it is damaged or does not hold dense layers.
    """
    content = read_bytes(path, most_bytes=MOST_BYTES)
    header = _header(content)
    metadata = header.pop("__metadata__", {})
    _check(header, metadata)
    library = optional("safetensors", "a .safetensors file")
    try:
        found = library.deserialize(content)
    except Exception as error:  # the library's own errors share no root but this
        raise FormatError(f"not a readable .safetensors file: {reason(error)}") from error
    arrays = {name: _array(tensor) for name, tensor in found}
    return _with_metadata(_named.draft(arrays), metadata)


def _array(tensor: Mapping[str, Any]) -> NDArray[Any]:
    kind = tensor["dtype"]
    array = np.frombuffer(tensor["data"], _TYPES[kind]).reshape(tensor["shape"])
    return floats_of_bfloat16(array) if kind == "BF16" else array


def _header(content: bytes) -> dict[str, Any]:
    length = int.from_bytes(content[:_LENGTH_BYTES], "little")
    if len(content) < _LENGTH_BYTES or length > len(content) - _LENGTH_BYTES:
        raise FormatError("not a readable .safetensors file: its header is cut off")
    if length > MOST_HEADER_BYTES:
        raise FormatError(f"expected a header of at most {MOST_HEADER_BYTES:,} bytes: {length:,}")
    text = content[_LENGTH_BYTES : _LENGTH_BYTES + length]
    header = parse_json(text, "header", most_brackets=4 * MOST_TENSORS)
    if not isinstance(header, dict):
        raise FormatError("header: expected an object")
    return header


def _check(header: dict[str, Any], metadata: Any) -> None:
    """Refuse what is too large or of no use before the library takes memory for it."""
    if not isinstance(metadata, dict):
        raise FormatError("__metadata__: expected an object")
    if not 1 <= len(header) <= MOST_TENSORS:
        raise FormatError(f"expected 1 to {MOST_TENSORS} tensors, got {len(header)}")
    values = 0
    for name, tensor in header.items():
        kind, shape = (
            (tensor.get("dtype"), tensor.get("shape")) if isinstance(tensor, dict) else (0, 0)
        )
        if not isinstance(kind, str) or kind not in _TYPES:
            raise FormatError(
                f"tensor {name[:60]!r}: expected plain numbers, got {str(kind)[:20]}: "
                "save it in float32 (in PyTorch: model.float())"
            )
        if not isinstance(shape, list) or not all(type(n) is int and n >= 0 for n in shape):
            raise FormatError(f"tensor {name[:60]!r}: expected a shape")
        values += math.prod(shape[:8])
    if values > MOST_VALUES:
        raise FormatError(f"expected at most {MOST_VALUES:,} values, got {values:,}"[:120])


def _with_metadata(draft: Draft, metadata: dict[str, Any]) -> Draft:
    name_activations(draft.layers, words(metadata.get("activations"), "activations"))
    sides = words(metadata.get("image_shape"), "image_shape")
    if sides is not None and not all(side.isdecimal() and len(side) < 6 for side in sides):
        raise FormatError("image_shape: expected height,width")
    shape = None if sides is None else [int(side) for side in sides]
    names = words(metadata.get("input_names"), "input_names") or ()
    labels = words(metadata.get("labels"), "labels")
    record = {**draft.record, **pixel_facts(metadata)}
    where = metadata.get("batch_norm")
    draft = replace(draft, labels=labels, image_shape=shape, record=record, input_names=names)
    return replace(draft, batch_norm=where if where in PLACES else None)
