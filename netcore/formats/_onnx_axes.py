"""Which axes the one value of an ONNX graph has: that of the batch, if any, and its numbers'.

Operators that only move axes leave the numbers of one input as they are, in their order; what would
mix them with those of another input, or bring them into another order, is refused.
"""

import math
from collections.abc import Sequence
from typing import Any

from netcore.errors import FormatError
from netcore.formats._chain import Chain


class Axes:
    """The axes of the value that a chain computes.

    Parameters
    ----------
    chain
        What computes it; its `shape` is kept up.
    batch
        How many inputs the graph declares to take at a time; None if that is left open, 0 for one
        without an axis for it.

    Attributes
    ----------
    has_batch
        Whether the value has an axis for the batch, which is then the first.
    is_squeezed
        Whether a single output has no axis of its own.
    """

    def __init__(self, chain: Chain, batch: int | None) -> None:
        self._chain, self._batch = chain, batch
        self.has_batch = batch != 0
        self.is_squeezed = False

    @property
    def shape(self) -> tuple[int, ...] | None:
        """The whole shape of the value, where the file says it."""
        if self._chain.shape is None or (self.has_batch and self._batch is None):
            return None
        batch = (self._batch or 1,) if self.has_batch else ()
        return (*batch, *self._chain.shape)

    @property
    def is_one(self) -> bool:
        """Whether the value is of a single input, so that its batch's axis may come and go."""
        return self._batch in (0, 1)

    def check_last(self, axis: int, name: str, kind: str) -> None:
        """Refuse an axis that is not that of the numbers."""
        shape = self._chain.shape or (0,)
        last = len(shape) - 1 + self.has_batch
        is_last = math.prod(shape[:-1]) == 1 and axis in (-1, last)
        check(is_last, name, kind, "over the last axis, of all numbers of one input")

    def check_row(self, count: int, name: str, kind: str) -> None:
        """Refuse weights for so many numbers, where these are not along the last axis."""
        shape = self._chain.shape or (count,)
        is_row = shape[-1] == count or math.prod(shape) != count
        check(is_row, name, kind, f"over {count} numbers in a row, got shape {shape}: flatten them")

    def meet(self, sides: tuple[int, ...], name: str, kind: str) -> None:
        """Let the value meet a constant of that shape, which may give it an axis for a batch."""
        shape = self._chain.shape
        extra = len(sides) - (len(sides) if shape is None else len(shape))
        batch = sides[0] if extra == 1 else 1
        declared = batch if self._batch is None else max(self._batch, 1)
        fits = extra < 1 or (extra == 1 and batch in (1, declared))
        if not self.has_batch and extra == 1:
            fits = self.has_batch = batch == 1
        check(fits, name, kind, f"with constants for one input, got shape {sides}")

    def flatten(self, axis: int, name: str) -> None:
        """Apply a Flatten."""
        check(axis == (1 if self.has_batch else 0), name, "Flatten", "with axis 1")
        self.has_batch = True
        self._flat()

    def reshape(self, sides: Sequence[int] | None, name: str) -> None:
        """Apply a Reshape; None is a shape that is computed from that of the batch."""
        if sides is None:
            self._flat()
            return
        numbers, width = self._resolved(sides), self._chain.width
        is_vector = numbers in ([-1], [width])
        if not self.has_batch:
            keeps = is_vector or -1 in numbers or width in (None, math.prod(numbers))
            self.has_batch = len(numbers) == 2 and numbers[0] == 1
        elif is_vector and self._is_single_output:
            keeps = self.is_squeezed = True
        elif is_vector and self.is_one:
            keeps, self.has_batch = True, False
        elif -1 in numbers[1:]:  # (0, -1) or (1, -1): all numbers of one input
            keeps = numbers[0] != -1 and numbers[2:] == []
        else:
            rest = math.prod(numbers[1:])
            keeps = len(numbers) > 1 and rest == (width or rest)
        check(keeps, name, "Reshape", "that keeps all numbers of one input together")
        self._set(numbers[1:] if self.has_batch else numbers)

    def squeeze(self, axes: Sequence[int], name: str) -> None:
        """Apply a Squeeze of these axes, of all of length 1 if there are none."""
        if self._is_single_output and list(axes) in ([], [1], [-1], [0, 1]):
            self.is_squeezed = True
        elif self.has_batch and self.is_one and list(axes) == [0]:
            self.has_batch = False
        else:
            shape = self._chain.shape if self._chain.is_at_input else None
            first = 1 if self.has_batch else 0
            places = [axis - first if axis >= 0 else axis + len(shape or ()) for axis in axes]
            fits = shape and places and all(0 <= p < len(shape) and shape[p] == 1 for p in places)
            check(
                bool(fits and len(shape or ()) > len(places)),
                name,
                "Squeeze",
                "of a single output, or of an image's channel",
            )
            self._set([side for p, side in enumerate(shape or ()) if p not in places])

    def unsqueeze(self, axes: Sequence[int], name: str) -> None:
        """Apply an Unsqueeze: a new axis for the batch, or for an image's channel."""
        if not self.has_batch and list(axes) == [0]:
            self.has_batch = True
            return
        is_image = self.has_batch and self._chain.is_at_input and list(axes) == [1]
        check(is_image, name, "Unsqueeze", "of an input, for its batch or channel")
        self._set([1, *self._chain.shape] if self._chain.shape else [-1])

    def _resolved(self, sides: Sequence[int]) -> list[int]:
        """Return the sides of a Reshape of one input alone: 0 is as before, -1 the rest."""
        numbers, shape, width = list(sides), self._chain.shape, self._chain.width
        if self.has_batch or shape is None or width is None:
            return numbers
        numbers = [shape[p] if n == 0 and p < len(shape) else n for p, n in enumerate(numbers)]
        known = math.prod(n for n in numbers if n != -1)
        return [width // known if n == -1 and known else n for n in numbers]

    @property
    def _is_single_output(self) -> bool:
        return self._chain.width == 1 and not self._chain.is_at_input

    def _flat(self) -> None:
        width = self._chain.width
        self._chain.shape = None if width is None else (width,)

    def _set(self, numbers: Sequence[int]) -> None:
        if math.prod(numbers) == self._chain.width:
            self._chain.shape = tuple(numbers)
        else:
            self._flat()


def check(is_right: bool, name: str, kind: str, expected: str) -> None:
    """Raise a FormatError that says what was expected of an operator, unless it is so."""
    if not is_right:
        raise FormatError(f"{name!r}: expected {kind} {expected}")


def declared_shape(value: Any) -> tuple[int, ...] | None:
    """Return the whole shape that a graph declares for a value, 0 for each side left open."""
    if not value.type.tensor_type.HasField("shape"):
        return None
    return tuple(dim.dim_value for dim in value.type.tensor_type.shape.dim)


def input_shape(sides: Sequence[int] | None) -> tuple[int, ...] | None:
    """Return the shape of one input, if all its sides are known and of a usual size."""
    if not sides or min(sides) < 1 or max(sides) > 1_000_000 or len(sides) > 8:
        return None
    return tuple(sides) if math.prod(map(float, sides)) <= 1e8 else None
