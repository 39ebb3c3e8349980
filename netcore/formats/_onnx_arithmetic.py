"""Operators of ONNX on constants alone, worked out with NumPy.

Exporters leave them in a graph: weights behind a Reshape, biases behind a Mul, shapes that are put
together from numbers. What is not among these is no constant.

Operators: https://onnx.ai/onnx/operators
"""

from collections.abc import Callable, Mapping, Sequence
from math import prod
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netcore.errors import FormatError

Array = NDArray[Any]
Given = Mapping[str, Any]

_FLOATS = frozenset({1, 10, 11, 16})
_WHOLES = frozenset({2, 3, 4, 5, 6, 7, 12, 13})
_TRUTH = 9
_MOST_AXES = 8


def is_known(kind: str) -> bool:
    """Whether an operator of that name is worked out, where all that it takes is constant."""
    return kind in _OPERATORS


def worked_out(kind: str, inputs: Sequence[Array], given: Given, most_values: int) -> Array:
    """Return what an operator makes of constants.

    Parameters
    ----------
    kind
        Its name; `is_known` says which there are.
    inputs
        The constants; one that is left out is empty, with shape ``(0,)``.
    given
        Its attributes.
    most_values
        The most numbers that may come out.

    Raises
    ------
    FormatError
        If it cannot take them, or more numbers would come out.
    """
    try:
        with np.errstate(all="ignore"):  # what leaves the range of floats is refused as a value
            size = _size(kind, inputs)
            if size > most_values:
                raise FormatError(f"{kind}: expected at most {most_values:,} values, got {size:,}")
            return np.asarray(_OPERATORS[kind](list(inputs), given))
    except (ValueError, IndexError, TypeError, KeyError, OverflowError) as error:
        shapes = ", ".join(str(array.shape) for array in inputs)[:80]
        raise FormatError(f"{kind}: does not work on constants of shape {shapes}") from error


def _size(kind: str, inputs: Sequence[Array]) -> int:
    """Return how many numbers will come out, as far as that may be more than went in."""
    if kind in ("Expand", "ConstantOfShape"):
        if inputs[-1].size > _MOST_AXES:
            raise ValueError
        sides = [int(side) for side in inputs[-1].ravel()]
        grown = prod(max(side, 1) for side in sides)
        return grown * (max(inputs[0].size, 1) if kind == "Expand" else 1)
    if kind in _BINARY:
        return prod(np.broadcast_shapes(*(array.shape for array in inputs)))
    if kind == "Gather":
        return inputs[0].size * max(inputs[1].size, 1)
    return sum(array.size for array in inputs)


def _cast(inputs: list[Array], given: Given) -> Array:
    to = given["to"]
    if to in _FLOATS:
        return inputs[0].astype(np.float64)
    if to in _WHOLES:
        return inputs[0].astype(np.int64)
    if to != _TRUTH:
        raise ValueError
    return inputs[0].astype(bool)


def _reshaped(inputs: list[Array], given: Given) -> Array:
    array, sides = inputs[0], [int(side) for side in inputs[1].ravel()]
    if not given.get("allowzero", 0):
        sides = [array.shape[place] if side == 0 else side for place, side in enumerate(sides)]
    return array.reshape(sides)


def _axes(inputs: list[Array], given: Given) -> tuple[int, ...] | None:
    if len(inputs) > 1:
        return tuple(int(axis) for axis in inputs[1].ravel())
    axes = given.get("axes")
    return None if axes is None else tuple(axes)


def _flattened(inputs: list[Array], given: Given) -> Array:
    axis = given.get("axis", 1)
    axis = axis + inputs[0].ndim if axis < 0 else axis
    return inputs[0].reshape(prod(inputs[0].shape[:axis]), -1)


def _sliced(inputs: list[Array], given: Given) -> Array:
    array = inputs[0]
    if len(inputs) < 3:
        starts, ends = given["starts"], given["ends"]
        axes = given.get("axes", range(len(starts)))
        steps = [1] * len(starts)
    else:
        starts, ends = (part.ravel().tolist() for part in inputs[1:3])
        axes = inputs[3].ravel().tolist() if len(inputs) > 3 and inputs[3].size else None
        axes = range(len(starts)) if axes is None else axes
        steps = inputs[4].ravel().tolist() if len(inputs) > 4 else [1] * len(starts)
    where = [slice(None)] * array.ndim
    for axis, start, end, step in zip(axes, starts, ends, steps, strict=True):
        where[axis] = slice(start, end, step)
    return array[tuple(where)]


def _divided(inputs: list[Array], given: Given) -> Array:
    if all(array.dtype.kind in "iu" for array in inputs):
        return np.asarray(np.trunc(inputs[0] / inputs[1])).astype(np.int64)
    return np.asarray(inputs[0] / inputs[1])


_BINARY = ("Add", "Sub", "Mul", "Div")

_OPERATORS: Mapping[str, Callable[[list[Array], Given], Any]] = MappingProxyType(
    {
        "Add": lambda x, _: x[0] + x[1],
        "Sub": lambda x, _: x[0] - x[1],
        "Mul": lambda x, _: x[0] * x[1],
        "Div": _divided,
        "Neg": lambda x, _: -x[0],
        "Sqrt": lambda x, _: np.sqrt(x[0]),
        "Reciprocal": lambda x, _: 1.0 / x[0],
        "Identity": lambda x, _: x[0],
        "Cast": _cast,
        "Reshape": _reshaped,
        "Flatten": _flattened,
        "Transpose": lambda x, given: x[0].transpose(given.get("perm")),
        "Squeeze": lambda x, given: x[0].squeeze(_axes(x, given)),
        "Unsqueeze": lambda x, given: np.expand_dims(x[0], _axes(x, given) or ()),
        "Concat": lambda x, given: np.concatenate(x, axis=given["axis"]),
        "Slice": _sliced,
        "Gather": lambda x, given: np.take(x[0], x[1].astype(np.int64), given.get("axis", 0)),
        "Expand": lambda x, _: x[0] * np.ones(x[1].ravel().tolist(), x[0].dtype),
        "ConstantOfShape": lambda x, given: np.full(
            x[0].ravel().tolist(), np.ravel(given.get("value", 0.0))[0]
        ),
        "Shape": lambda x, _: np.array(x[0].shape, np.int64),
        "Size": lambda x, _: np.array(x[0].size, np.int64),
    }
)
