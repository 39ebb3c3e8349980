"""A chain of dense layers in an ``.onnx`` file.

Read are Gemm, MatMul, Add, Sub, Mul and Div with constants, BatchNormalization, Relu (as Clip and
Max as well), LeakyRelu, Elu, Sigmoid, Tanh, Softmax, LogSoftmax, Flatten, Reshape, Squeeze,
Unsqueeze, Identity, Dropout and Cast to floats; operators on constants alone are worked out. The
model takes a batch or one input at a time; of several outputs in a row the last is shown. Constants
that scale the input or a weighted sum are folded into the dense layer they belong to; outputs that
are logarithms of a softmax become the softmax itself. The file's
metadata may hold ``labels`` and ``input_names``, as JSON lists or with commas between, and what
pixels were in what it learnt from: ``pixels`` ("0,255"), ``mean``, ``std`` and ``inverted``.
Tensors may be in files beside it.

Operators: https://onnx.ai/onnx/operators
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from netcore._files import read_bytes, reason
from netcore.errors import FormatError
from netcore.formats._draft import Draft
from netcore.formats._onnx_beside import FilesBeside
from netcore.formats._onnx_walk import walked
from netcore.formats._packages import optional
from netcore.formats._pixels import pixel_facts
from netcore.formats._protobuf import check_outline
from netcore.formats._text import words

MOST_BYTES = 160_000_000
"""The largest file that is read: 40 million numbers in float32."""

_FROM_SKLEARN = "in Python, netcore.save_network(netcore.from_sklearn(model), 'model.npz')"


def read(path: Path) -> Draft:
    """Return the network in an ONNX file.

    Raises
    ------
    FileError
        If it or a file with its weights is no readable one, or the package onnx is missing.
    FormatError
        If it is damaged or no chain of dense layers.
    """
    model = _model(path)
    facts = {fact.key: fact.value for fact in model.metadata_props}
    labels, names = (words(facts.get(what), what) for what in ("labels", "input_names"))
    try:
        draft = walked(model.graph, FilesBeside(path.parent), labels, names or ())
        return replace(draft, record={**draft.record, **pixel_facts(facts)})
    except FormatError as error:
        if model.producer_name != "skl2onnx":
            raise
        raise FormatError(f"{error}: {_FROM_SKLEARN}") from error


def files_beside(path: Path) -> list[Path]:
    """Return the other files that hold weights of the model in an ONNX file.

    Raises
    ------
    FileError, FormatError
        As `read` does.
    """
    graph = _model(path).graph
    held = (attribute.t for node in graph.node for attribute in node.attribute)
    return FilesBeside(path.parent).files([*graph.initializer, *held])


def _model(path: Path) -> Any:
    content = read_bytes(path, most_bytes=MOST_BYTES)
    check_outline(content)
    onnx = optional("onnx", "an .onnx file")
    decode_error = optional("google.protobuf.message", "an .onnx file").DecodeError
    try:
        return onnx.ModelProto.FromString(content)
    except (decode_error, ValueError) as error:
        raise FormatError(f"not a readable .onnx file: {reason(error)}") from error
