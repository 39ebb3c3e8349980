"""What an ONNX graph knows before it is run: its constants, and shapes that it computes."""

from collections.abc import Iterable, Mapping, Sequence
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netcore._files import reason
from netcore.errors import FormatError
from netcore.formats._onnx_arithmetic import is_known, worked_out
from netcore.formats._onnx_beside import FilesBeside, is_beside
from netcore.formats._packages import optional

Array = NDArray[Any]

MOST_VALUES = 40_000_000

# What makes a shape out of the shape of the input, where that is not known before a batch is.
_SHAPE_ARITHMETIC = ("Shape", "Gather", "Unsqueeze", "Squeeze", "Concat", "Slice", "Cast", "Size")


class Constants:
    """The constants of a graph by name.

    Parameters
    ----------
    initializers
        The tensors that the graph holds.
    beside
        The files that may hold their values.
    """

    def __init__(self, initializers: Iterable[Any], beside: FilesBeside) -> None:
        self._beside = beside
        self._values: dict[str, Array] = {}
        self._shapes: set[str] = set()
        self._count = 0
        for tensor in initializers:
            self._values[tensor.name] = self._array(tensor, tensor.name)

    def __contains__(self, name: str) -> bool:
        return name in self._values or name in self._shapes

    def __getitem__(self, name: str) -> Array:
        if name not in self._values:
            raise FormatError(f"{name[:60]!r}: expected a constant")
        return self._values[name]

    def shape(self, name: str) -> Array | None:
        """Return a constant shape; None if it is computed from that of the input."""
        if name in self._shapes:
            return None
        shape = self[name].ravel()
        if shape.dtype.kind not in "iu" or shape.size > 8:
            raise FormatError(f"{name[:60]!r}: expected a shape")
        return shape

    def take(self, node: Any, value: str, value_shape: tuple[int, ...] | None = None) -> bool:
        """Whether a node only makes constants or shapes; if so, remember them.

        Parameters
        ----------
        node
            A node of the graph.
        value
            The name of the value that the graph computes.
        value_shape
            Its shape with that of the batch, where the file says all of it.
        """
        if not node.output:
            raise FormatError(f"{node.op_type[:40]}: expected an output, got none")
        kind, inputs, output = node.op_type, list(node.input), node.output[0]
        if kind == "Constant":
            self._values[output] = self._constant(node)
        elif kind == "Shape" and inputs == [value]:
            if value_shape is None:
                self._shapes.add(output)
            else:
                self._values[output] = np.array(value_shape, np.int64)
        elif inputs and is_known(kind) and self._are_all(inputs, self._values):
            self._values[output] = self._worked_out(node, inputs)
        elif kind in _SHAPE_ARITHMETIC and inputs and self._are_all(inputs, self):
            self._shapes.add(output)
        else:
            return False
        return True

    def _are_all(self, names: list[str], known: "Mapping[str, Array] | Constants") -> bool:
        return bool(names[0]) and all(not name or name in known for name in names)

    def _worked_out(self, node: Any, names: list[str]) -> Array:
        given = self.attributes(node)
        for attribute in node.attribute:
            if attribute.name == "value" and attribute.type == 4:
                given["value"] = self._array(attribute.t, names[0])
        inputs = [self._values[name] if name else np.empty(0) for name in names]
        try:
            array = worked_out(node.op_type, inputs, given, MOST_VALUES)
        except FormatError as error:
            raise FormatError(f"{str(node.name)[:60]!r}: {error}") from error
        if not any(np.may_share_memory(array, source) for source in inputs):
            self._grow(array.size, str(node.output[0]), array.shape)
        return array

    def attributes(self, node: Any) -> dict[str, Any]:
        """Return the numbers among a node's attributes by name."""
        found: dict[str, Any] = {}
        for attribute in node.attribute:
            kind = attribute.type
            if kind == 1:
                found[attribute.name] = attribute.f
            elif kind == 2:
                found[attribute.name] = attribute.i
            elif kind in (6, 7):
                found[attribute.name] = list(attribute.floats or attribute.ints)
        return found

    def _constant(self, node: Any) -> Array:
        name = node.output[0]
        for attribute in node.attribute:
            if attribute.name == "value":
                return self._array(attribute.t, name)
        values = [v for k, v in self.attributes(node).items() if k.startswith("value_")]
        if len(values) != 1:
            raise FormatError(f"{name[:60]!r}: expected a constant with one value")
        return np.asarray(values[0])

    def _array(self, tensor: Any, name: str) -> Array:
        sides = list(tensor.dims)
        self._grow(int(min(np.prod([abs(n) for n in sides], dtype=float), 1e18)), name, sides)
        if any(n < 0 for n in sides) or len(sides) > 8:
            raise FormatError(f"{name[:60]!r}: expected a shape, got {str(sides)[:80]}")
        if is_beside(tensor):
            content = self._beside.content(tensor, prod(sides))
            tensor = type(tensor)(dims=sides, data_type=tensor.data_type, raw_data=content)
        library = optional("onnx.numpy_helper", "an .onnx file")
        try:
            array: Array = library.to_array(tensor)
        except Exception as error:  # damaged tensors raise almost anything
            raise FormatError(f"{name[:60]!r}: not a readable tensor: {reason(error)}") from error
        if array.dtype.kind not in "biuf":
            # Types that NumPy has not by itself, such as bfloat16, come as ml_dtypes has them.
            if array.dtype.kind != "V" or array.dtype.names:
                raise FormatError(f"{name[:60]!r}: expected numbers, got type {array.dtype}")
            array = array.astype(np.float32)
        return array

    def _grow(self, count: int, name: str, sides: Sequence[int]) -> None:
        """Count the values of all constants, or refuse them."""
        self._count += count
        if self._count > MOST_VALUES or len(sides) > 8:
            raise FormatError(
                f"{name[:60]!r}: expected at most {MOST_VALUES:,} values, got {str(sides)[:80]}"
            )
