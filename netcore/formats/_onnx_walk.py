"""Along the operators of an ONNX graph, from its input to its outputs."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netcore.activations import with_constant
from netcore.errors import FormatError, InputError
from netcore.formats._chain import LOG_SOFTMAX, Chain, real, refuse_activation
from netcore.formats._draft import Draft
from netcore.formats._onnx_axes import Axes, check, declared_shape, input_shape
from netcore.formats._onnx_beside import FilesBeside
from netcore.formats._onnx_constants import Constants

Array = NDArray[Any]

MOST_NODES = 2_000

_ACTIVATIONS = {
    "Relu": "relu",
    "Sigmoid": "sigmoid",
    "Tanh": "tanh",
    "Softmax": "softmax",
    "LogSoftmax": LOG_SOFTMAX,
}
_RECTIFIERS = ("LeakyRelu", "PRelu", "Elu", "Clip", "Max")
_CONSTANT_OPERATIONS = ("Add", "Sub", "Mul", "Div")
_ONE_BY_ONE = ("Relu", "Sigmoid", "Tanh", "Identity", "Dropout", "Cast", *_RECTIFIERS)
_QUANTISED = re.compile(r"(Dynamic)?(De)?Quantize.*|Q(Linear|Gemm).*|.*Integer.*|MatMulNBits")
_EPSILON = 1e-5
_FLOAT_TYPES = (1, 10, 11, 16)  # FLOAT, FLOAT16, DOUBLE, BFLOAT16
_LARGEST = 1e30
"""A Clip below this is none: the largest float32 stands for no limit."""


def walked(
    graph: Any, beside: FilesBeside, labels: Sequence[str] | None, input_names: Sequence[str]
) -> Draft:
    """Return the layers of a graph.

    Its input's first axis is that of a batch; if it is no chain then, or has but one axis, it is
    that of the numbers, as of a model that takes one input at a time.

    Raises
    ------
    FormatError
        If it is no chain of dense layers either way.
    """
    shape = _whole_shape(graph)
    if len(shape) == 1:
        return _Walk(graph, beside, has_batch=False).draft(labels, input_names)
    try:
        return _Walk(graph, beside).draft(labels, input_names)
    except FormatError:
        if not shape or shape[0] == 1:
            raise
        try:
            return _Walk(graph, beside, has_batch=False).draft(labels, input_names)
        except FormatError:
            pass
        raise


def _whole_shape(graph: Any) -> tuple[int, ...]:
    """Return the shape of the one input, if the graph declares all of it; () if not."""
    held = {tensor.name for tensor in graph.initializer}
    shapes = [declared_shape(value) for value in graph.input if value.name not in held]
    return (input_shape(shapes[0]) or ()) if len(shapes) == 1 else ()


def _kind(node: Any) -> str:
    return str(node.op_type)[:40]  # of bytes, if damaged


class _Walk:
    """Follows the one computed value from the input of a graph to its outputs."""

    def __init__(self, graph: Any, beside: FilesBeside, *, has_batch: bool = True) -> None:
        if not 1 <= len(graph.node) <= MOST_NODES:
            raise FormatError(f"expected 1 to {MOST_NODES} operators, got {len(graph.node)}")
        self.graph = graph
        self.constants = Constants(graph.initializer, beside)
        inputs = [value for value in graph.input if value.name not in self.constants]
        if len(inputs) != 1:
            names = ", ".join(str(value.name) for value in inputs)[:80] or "none"
            raise FormatError(f"expected one input, got {len(inputs)} ({names})")
        self.value = inputs[0].name
        self.values = {self.value}
        shape = declared_shape(inputs[0]) or ()
        self.chain = Chain(input_shape(shape[1:] if has_batch else shape))
        self.axes = Axes(self.chain, ((shape[0] if shape else 0) or None) if has_batch else 0)

    def draft(self, labels: Sequence[str] | None, input_names: Sequence[str]) -> Draft:
        """Add operator after operator to the chain."""
        for node in self.graph.node:
            self._check_known(node)
            if not self.constants.take(node, self.value, self.axes.shape):
                self._add(node, node.name[:60] or f"{_kind(node)} of {node.output[0][:60]}")
        outputs = [value.name for value in self.graph.output]
        if self.value not in outputs or not {*outputs} <= self.values:
            told = ", ".join(str(name) for name in outputs)[:80] or "none"
            raise FormatError(f"expected one output, {self.value[:60]!r}, got {told}")
        return self.chain.draft(labels, input_names)

    def _check_known(self, node: Any) -> None:
        if _QUANTISED.fullmatch(_kind(node)):
            raise FormatError(
                f"{node.name[:60]!r} ({_kind(node)}): the model is quantised: export it as it was "
                "before"
            )
        if node.domain not in ("", "ai.onnx"):
            raise FormatError(
                f"{node.name[:60]!r} is an operator of {node.domain[:60]!r}: expected those of "
                "ONNX itself"
            )

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
            if kind in ("Softmax", "LogSoftmax"):
                self.axes.check_last(attributes.get("axis", -1), name, kind)
            self.chain.add_activation(name, _ACTIVATIONS[kind])
        elif kind in _RECTIFIERS:
            self.chain.add_activation(name, self._rectifier(name, kind, inputs, attributes))
        else:
            self._check_harmless(name, kind, inputs, attributes)
        self.value = node.output[0]
        self.values.add(self.value)

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
        if self.axes.is_squeezed and kind not in (*_ONE_BY_ONE, *_CONSTANT_OPERATIONS):
            raise FormatError(f"{name!r}: expected no {kind[:40]} behind a single, squeezed output")

    def _add_product(self, name: str, kind: str, inputs: list[str], given: dict[str, Any]) -> None:
        check(len(inputs) >= 2 and inputs[0] == self.value, name, kind, "of the form x W")
        check(not given.get("transA", 0), name, kind, "of the form x W")
        weights = self.constants[inputs[1]]
        check(weights.ndim == 2, name, kind, f"with weights of 2 axes, got {weights.shape}")
        weights = weights if given.get("transB", 0) else weights.T
        alpha, beta = given.get("alpha", 1.0), given.get("beta", 1.0)
        weights = weights if alpha == 1.0 else alpha * real(weights, name)
        self.axes.check_row(weights.shape[1], name, kind)
        biases = None
        if len(inputs) > 2 and inputs[2]:
            shift = real(self.constants[inputs[2]], name)
            biases = beta * np.broadcast_to(_one_row(shift, weights.shape[:1], name), len(weights))
        self.chain.add_dense(name, weights, biases)

    def _add_normalisation(self, name: str, inputs: list[str], given: dict[str, Any]) -> None:
        kind = "BatchNormalization"
        check(len(inputs) == 5 and inputs[0] == self.value, name, kind, "with four constants")
        trained = not given.get("training_mode", 0) and given.get("spatial", 1)
        check(bool(trained), name, kind, "as a trained network does it")
        scale, shift, mean, variance = (self.constants[i] for i in inputs[1:])
        epsilon = given.get("epsilon", _EPSILON)
        self.chain.add_normalisation(name, mean, variance, scale, shift, epsilon=epsilon, axis=0)

    def _add_constant(self, name: str, kind: str, inputs: list[str]) -> None:
        check(len(inputs) == 2, name, kind, "with two inputs")
        is_first = inputs[0] == self.value
        constant = real(self.constants[inputs[1 if is_first else 0]], name)
        constant = self._row(constant, name, kind)
        one, zero = np.ones(1), np.zeros(1)
        if kind == "Add":
            self.chain.add_scaling(name, one, constant)
        elif kind == "Sub":
            self.chain.add_scaling(name, *((one, -constant) if is_first else (-one, constant)))
        elif kind == "Mul":
            self.chain.add_scaling(name, constant, zero)
        else:
            check(is_first and bool(np.all(constant)), name, kind, "by constants other than 0")
            with np.errstate(all="ignore"):
                self.chain.add_scaling(name, 1.0 / constant, zero)

    def _rectifier(self, name: str, kind: str, inputs: list[str], given: dict[str, Any]) -> str:
        """Return netcore's name of an activation that has constants."""
        others = [real(self.constants[i], name) if i else None for i in inputs if i != self.value]
        first, second = (*others, None, None)[:2]
        if kind == "Clip":
            low = given.get("min") if first is None else first.ravel().tolist()
            high = given.get("max") if second is None else second.ravel().tolist()
            is_open = high is None or np.all(np.asarray(high) > _LARGEST)
            told = f"that is a ReLU, from 0 on, got {low} to {high}"
            check(low in (0, [0]) and bool(is_open), name, kind, told)
            return "relu"
        if kind == "Max":
            check(len(others) == 1 and first is not None, name, kind, "of the value and 0")
            check(not self._row(first, name, kind).any(), name, kind, "of the value and 0: a ReLU")
            return "relu"
        constant = given.get("alpha", 1.0 if kind == "Elu" else 0.01)
        if kind == "PRelu":
            slopes = np.empty(0) if first is None else first
            check(slopes.size > 0 and np.ptp(slopes) == 0, name, kind, "with one slope for all")
            constant = slopes.flat[0]
        return _named("elu" if kind == "Elu" else "leaky_relu", constant, name)

    def _row(self, constant: Any, name: str, kind: str) -> Array:
        """Return a constant that the value meets: one number, or one for each of one input."""
        self.axes.meet(constant.shape, name, kind)
        return _one_row(constant, self.chain.shape, name)

    def _check_harmless(self, name: str, kind: str, inputs: list[str], given: Any) -> None:
        """Refuse an operator unless it leaves the numbers of one input as they are."""
        if kind in ("Identity", "Dropout"):
            return
        if kind == "Flatten":
            self.axes.flatten(given.get("axis", 1), name)
        elif kind == "Cast":
            check(given.get("to") in _FLOAT_TYPES, name, kind, "to floats")
        elif kind == "Reshape":
            check(len(inputs) == 2 and inputs[0] == self.value, name, kind, "with a shape")
            sides = self.constants.shape(inputs[1])
            self.axes.reshape(None if sides is None else sides.tolist(), name)
        elif kind in ("Squeeze", "Unsqueeze"):
            axes = self.constants[inputs[1]].tolist() if any(inputs[1:]) else given.get("axes", [])
            change = self.axes.squeeze if kind == "Squeeze" else self.axes.unsqueeze
            change(axes if isinstance(axes, list) else [axes], name)
        else:
            refuse_activation(name, kind)
            known = ", ".join(("Gemm", "MatMul", *_CONSTANT_OPERATIONS, *_ACTIVATIONS))
            raise FormatError(
                f"{name!r} is a {kind[:40]}: only chains of dense layers can be shown, made of "
                f"{known}, LeakyRelu, Elu, BatchNormalization, Flatten, Reshape, Identity, Dropout:"
                " export the model without it"
            )


def _named(kind: str, constant: float, name: str) -> str:
    # Files keep float32: 0.01 is 0.009999999776 there.
    try:
        return with_constant(kind, float(str(np.float32(constant))))
    except InputError as error:
        raise FormatError(f"{name!r}: {error}") from error


def _one_row(constant: Array, shape: tuple[int, ...] | None, name: str) -> Array:
    """Return the constant as one number, or one for each number of one input of that shape."""
    if constant.size == 1:
        return constant.ravel()
    row = constant.shape[-1:] if shape is None else shape
    if (extra := constant.ndim - len(row)) > 0:
        rows = constant.reshape(-1, *constant.shape[extra:])
        if not len(rows) or not (rows == rows[0]).all():
            raise FormatError(
                f"{name!r}: expected a row of constants, got shape {constant.shape}, with other "
                "ones for each input of a batch"
            )
        constant = rows[0]
    try:
        return np.broadcast_to(constant, row).ravel()
    except ValueError as error:
        raise FormatError(
            f"{name!r}: expected constants for inputs {row}, got {constant.shape}"
        ) from error
