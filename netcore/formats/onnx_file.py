"""A chain of dense layers in an ``.onnx`` file.

Read are Gemm, MatMul, Add, Sub, Mul and Div with constants, BatchNormalization, Relu, Sigmoid,
Tanh, Softmax, LogSoftmax, Flatten, Reshape, Identity, Dropout, Cast to floats and, of a single
output, Squeeze. Constants that scale the input or a weighted sum are folded into the dense layer
they belong to; outputs that are logarithms of a softmax become the softmax itself. The file's
metadata may hold ``labels`` and ``input_names``, as JSON lists or with commas between, and what
pixels were in what it learnt from: ``pixels`` ("0,255"), ``mean``, ``std`` and ``inverted``.
Tensors may be in files beside it.

Operators: https://onnx.ai/onnx/operators
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netcore._files import read_bytes, reason
from netcore.errors import FormatError
from netcore.formats._chain import LOG_SOFTMAX, Chain, real, refuse_activation
from netcore.formats._draft import Draft
from netcore.formats._onnx_beside import FilesBeside
from netcore.formats._onnx_constants import Constants
from netcore.formats._packages import optional
from netcore.formats._pixels import pixel_facts
from netcore.formats._protobuf import check_outline
from netcore.formats._text import words

Array = NDArray[Any]

MOST_BYTES = 160_000_000
"""The largest file that is read: 40 million numbers in float32."""

MOST_NODES = 2_000

_ACTIVATIONS = {
    "Relu": "relu",
    "Sigmoid": "sigmoid",
    "Tanh": "tanh",
    "Softmax": "softmax",
    "LogSoftmax": LOG_SOFTMAX,
}
_CONSTANT_OPERATIONS = ("Add", "Sub", "Mul", "Div")
_ONE_BY_ONE = ("Relu", "Sigmoid", "Tanh", "Identity", "Dropout", "Cast")
_EPSILON = 1e-5
_FROM_SKLEARN = "in Python, netcore.save_network(netcore.from_sklearn(model), 'model.npz')"
_FLOAT_TYPES = (1, 10, 11, 16)  # FLOAT, FLOAT16, DOUBLE, BFLOAT16


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
        draft = _Walk(model.graph, FilesBeside(path.parent)).draft(labels, names or ())
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


def _kind(node: Any) -> str:
    return str(node.op_type)[:40]  # of bytes, if damaged


class _Walk:
    """Follows the one computed value from the input of a graph to its output."""

    def __init__(self, graph: Any, beside: FilesBeside) -> None:
        if not 1 <= len(graph.node) <= MOST_NODES:
            raise FormatError(f"expected 1 to {MOST_NODES} operators, got {len(graph.node)}")
        self.graph = graph
        self.constants = Constants(graph.initializer, beside)
        inputs = [value for value in graph.input if value.name not in self.constants]
        if len(inputs) != 1:
            names = ", ".join(str(value.name) for value in inputs)[:80] or "none"
            raise FormatError(f"expected one input, got {len(inputs)} ({names})")
        self.value = inputs[0].name
        self.is_squeezed = False  # a single output, without an axis of its own
        self.chain = Chain(_declared_shape(inputs[0]))

    def draft(self, labels: Sequence[str] | None, input_names: Sequence[str]) -> Draft:
        """Add operator after operator to the chain."""
        for node in self.graph.node:
            if node.domain not in ("", "ai.onnx"):
                raise FormatError(
                    f"{node.name[:60]!r} is an operator of {node.domain[:60]!r}: expected those of "
                    "ONNX itself"
                )
            if not self.constants.take(node, self.value):
                self._add(node, node.name[:60] or f"{_kind(node)} of {node.output[0][:60]}")
        outputs = [str(value.name) for value in self.graph.output]
        if outputs != [str(self.value)]:
            raise FormatError(
                f"expected one output, {self.value[:60]!r}, got {', '.join(outputs)[:80] or 'none'}"
            )
        return self.chain.draft(labels, input_names)

    def _add(self, node: Any, name: str) -> None:
        inputs, kind = list(node.input), _kind(node)
        attributes = self.constants.attributes(node)
        self._check_inputs(name, kind, inputs)
        if kind in ("Gemm", "MatMul"):
            self._add_product(name, kind, inputs, attributes)
        elif kind in _CONSTANT_OPERATIONS:
            self._add_constant(name, kind, inputs)
        elif kind == "BatchNormalization":
            self._add_normalisation(name, inputs, attributes)
        elif kind in _ACTIVATIONS:
            _check(attributes.get("axis", -1) in (-1, 1), name, kind, "over the last axis")
            self.chain.add_activation(name, _ACTIVATIONS[kind])
        else:
            self._check_harmless(name, kind, inputs, attributes)
        self.value = node.output[0]

    def _check_inputs(self, name: str, kind: str, inputs: list[str]) -> None:
        if self.value not in inputs:
            raise FormatError(
                f"{name!r} ({kind}) does not work on what the one before it gives: expected a "
                "chain of dense layers, without branches"
            )
        if any(i and i != self.value and i not in self.constants for i in inputs):
            raise FormatError(f"{name!r} ({kind}) joins two computed values: only chains are shown")
        if inputs.count(self.value) > 1:
            raise FormatError(f"{name!r} ({kind}) uses its input twice: only chains are shown")
        if self.is_squeezed and kind not in (*_ONE_BY_ONE, *_CONSTANT_OPERATIONS):
            raise FormatError(f"{name!r}: expected no {kind[:40]} behind a single, squeezed output")

    def _add_product(self, name: str, kind: str, inputs: list[str], given: dict[str, Any]) -> None:
        _check(len(inputs) >= 2 and inputs[0] == self.value, name, kind, "of the form x W")
        _check(not given.get("transA", 0), name, kind, "of the form x W")
        weights = self.constants[inputs[1]]
        _check(weights.ndim == 2, name, kind, f"with weights of 2 axes, got {weights.shape}")
        weights = weights if given.get("transB", 0) else weights.T
        alpha, beta = given.get("alpha", 1.0), given.get("beta", 1.0)
        weights = weights if alpha == 1.0 else alpha * real(weights, name)
        biases = None
        if len(inputs) > 2 and inputs[2]:
            shift = self.constants[inputs[2]]
            _check(shift.size in (1, len(weights)), name, kind, f"with biases, got {shift.shape}")
            _check_row(shift, name)
            biases = beta * np.broadcast_to(real(shift, name).ravel(), len(weights))
        self.chain.add_dense(name, weights, biases)

    def _add_normalisation(self, name: str, inputs: list[str], given: dict[str, Any]) -> None:
        kind = "BatchNormalization"
        _check(len(inputs) == 5 and inputs[0] == self.value, name, kind, "with four constants")
        trained = not given.get("training_mode", 0) and given.get("spatial", 1)
        _check(bool(trained), name, kind, "as a trained network does it")
        scale, shift, mean, variance = (self.constants[i] for i in inputs[1:])
        epsilon = given.get("epsilon", _EPSILON)
        self.chain.add_normalisation(name, mean, variance, scale, shift, epsilon=epsilon, axis=0)

    def _add_constant(self, name: str, kind: str, inputs: list[str]) -> None:
        _check(len(inputs) == 2, name, kind, "with two inputs")
        is_first = inputs[0] == self.value
        constant = self._broadcast(self.constants[inputs[1 if is_first else 0]], name)
        constant = real(constant, name)
        one, zero = np.ones(1), np.zeros(1)
        if kind == "Add":
            self.chain.add_scaling(name, one, constant)
        elif kind == "Sub":
            self.chain.add_scaling(name, *((one, -constant) if is_first else (-one, constant)))
        elif kind == "Mul":
            self.chain.add_scaling(name, constant, zero)
        else:
            _check(is_first and bool(np.all(constant)), name, kind, "by constants other than 0")
            with np.errstate(all="ignore"):
                self.chain.add_scaling(name, 1.0 / constant, zero)

    def _broadcast(self, constant: Array, name: str) -> Array:
        """Return the constant as one number, or one for each number of the value."""
        if constant.size == 1:
            return constant.ravel()
        shape = self.chain.input_shape
        if self.chain.is_at_input and shape is not None:
            without_batch = constant.reshape(constant.shape[constant.ndim > len(shape) :])
            try:
                return np.broadcast_to(without_batch, shape).ravel()
            except ValueError as error:
                raise FormatError(
                    f"{name!r}: expected constants for inputs {shape}, got {constant.shape}"
                ) from error
        _check_row(constant, name)
        return constant.ravel()

    def _check_harmless(self, name: str, kind: str, inputs: list[str], given: Any) -> None:
        """Refuse an operator unless it leaves the numbers of one input as they are."""
        if kind in ("Identity", "Dropout"):
            return
        if kind == "Flatten":
            _check(given.get("axis", 1) == 1, name, kind, "with axis 1")
        elif kind == "Cast":
            _check(given.get("to") in _FLOAT_TYPES, name, kind, "to floats")
        elif kind == "Reshape":
            self._check_reshape(name, inputs, given)
        elif kind == "Squeeze":
            axes = self.constants[inputs[1]].tolist() if any(inputs[1:]) else given.get("axes", [])
            self.is_squeezed = self._has_single_output() and axes in ([], [1], [-1], [0, 1])
            _check(self.is_squeezed, name, kind, "of a single output")
        else:
            refuse_activation(name, kind)
            known = ", ".join(("Gemm", "MatMul", *_CONSTANT_OPERATIONS, *_ACTIVATIONS))
            raise FormatError(
                f"{name!r} is a {kind[:40]}: only chains of dense layers can be shown, made of "
                f"{known}, BatchNormalization, Flatten, Reshape, Identity, Dropout: "
                "export the model without it"
            )

    def _has_single_output(self) -> bool:
        return self.chain.width == 1 and not self.chain.is_at_input

    def _check_reshape(self, name: str, inputs: list[str], given: Any) -> None:
        _check(len(inputs) == 2 and inputs[0] == self.value, name, "Reshape", "with a shape")
        shape = self.constants.shape(inputs[1])
        if shape is None:  # computed from the input's own: a flattening, by its first axis
            return
        width, numbers = self.chain.width, [int(n) for n in shape]
        if numbers == [-1] and self._has_single_output():
            keeps = self.is_squeezed = True
        elif -1 in numbers[1:]:  # (0, -1) or (1, -1): all numbers of one input
            keeps = numbers[0] != -1 and numbers[2:] == []
        else:
            keeps = len(numbers) > 1 and math.prod(numbers[1:]) == (width or math.prod(numbers[1:]))
        _check(keeps, name, "Reshape", "that keeps all numbers of one input together")


def _check(is_right: bool, name: str, kind: str, expected: str) -> None:
    if not is_right:
        raise FormatError(f"{name!r}: expected {kind} {expected}")


def _check_row(constant: Array, name: str) -> None:
    if constant.size > 1 and constant.shape[-1] != constant.size:
        raise FormatError(f"{name!r}: expected a row of constants, got shape {constant.shape}")


def _declared_shape(value: Any) -> tuple[int, ...] | None:
    """Return the shape of one input without its batch axis, if the file declares it whole."""
    sides = [dim.dim_value for dim in value.type.tensor_type.shape.dim][1:]
    if not sides or min(sides) < 1 or max(sides) > 1_000_000 or len(sides) > 8:
        return None
    return tuple(sides) if np.prod(sides, dtype=float) <= 1e8 else None
