"""What comes in from outside, checked once at the entrance."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from netcore.errors import InputError

Float64 = NDArray[np.float64]

SMALLEST_IMAGE = 8 * 8
"""From this many inputs on, a square number of them is taken for an image. 8x8 are the smallest
digits in use (scikit-learn's); four numbers are sooner the measurements of an iris than 2x2."""

_ONE = np.float64(1).view(np.uint64)


def real_array(values: ArrayLike, name: str) -> Float64:
    """Return the values as float64, without copying what is float64 already.

    Raises
    ------
    InputError
        If they are ragged, empty, or anything but whole, real or truth values.
    """
    try:
        array = np.asarray(values)
    except (ValueError, TypeError) as error:
        raise InputError(f"{name}: expected an array of numbers, got a ragged one") from error
    if array.dtype.kind not in "biuf":
        raise InputError(f"{name}: expected real numbers, got values of type {array.dtype}")
    if array.size == 0:
        raise InputError(f"{name}: expected at least one value, got shape {array.shape}")
    # What is too large, and NaN of a kind that signals, are for `check_finite` to find.
    with np.errstate(over="ignore", invalid="ignore"):
        return array.astype(np.float64, copy=False)


def finite_array(values: ArrayLike, name: str) -> Float64:
    """Return a read-only float64 copy of the values.

    Raises
    ------
    InputError
        As `real_array`, or if a value is NaN or infinite.
    """
    array = np.array(real_array(values, name), order="C")
    check_finite(array, name)
    array.flags.writeable = False
    return array


def input_rows(x: ArrayLike, size: int, image_shape: tuple[int, int] | None) -> tuple[Float64, int]:
    """Return inputs as rows ``(N, size)``, and how many axes say which row: 0 (one input) or 1.

    Taken are ``(size,)`` and ``(N, size)``, and for images ``(height, width)`` and
    ``(N, height, width)``. Values are not looked at.

    Raises
    ------
    InputError
        If the shape is none of these, or what `real_array` refuses.
    """
    array = real_array(x, "input")
    for one in ((size,), image_shape):
        if one is not None and array.shape[-len(one) :] == one and array.ndim <= len(one) + 1:
            return np.ascontiguousarray(array.reshape(-1, size)), array.ndim - len(one)
    shapes = f"(n_in={size},) or (N, n_in={size})"
    if image_shape is not None:
        shapes += f" or ([N,] height={image_shape[0]}, width={image_shape[1]})"
    raise InputError(f"input: expected shape {shapes}, got {array.shape}")


def check_inputs(rows: Float64, *, is_image: bool) -> None:
    """Raise an InputError unless all values are finite, and for images from 0 to 1.

    Positive floats are in the order of their bits, read as unsigned integers; negative ones and
    NaN have larger bits. So one maximum tells whether all lie in [0, 1]: half the time of a minimum
    and a maximum, which is a tenth of a forward pass. (-0.0 is then looked at again.)
    """
    if not is_image:
        check_finite(rows, "input")
    elif rows.view(np.uint64).max() > _ONE:
        check_finite(rows, "input")
        least, most = rows.min(), rows.max()
        if least < 0 or most > 1:
            remedy = ": divide by 255" if least >= 0 and most <= 255 else ""
            found = f"{least:g} to {most:g}{remedy}"
            raise InputError(f"input: expected values in [0, 1], got {found}")


def check_finite(array: Float64, name: str) -> None:
    """Raise an InputError if a value is NaN or infinite."""
    # A sum shows them in one pass; it may also leave the range of floats by itself.
    with np.errstate(over="ignore", invalid="ignore"):
        if math.isfinite(array.sum()):
            return
    if not np.isfinite(array).all():
        raise InputError(f"{name}: expected finite numbers, got {_first_bad(array)}")


def check_chain(shapes: Sequence[tuple[int, ...]]) -> None:
    """Raise an InputError unless there are weights, and each layer's fit those before them."""
    if not shapes:
        raise InputError("layers: expected at least one, got none")
    for number, (before, got) in enumerate(pairwise(shapes), start=2):
        n = before[0]
        if got[1] != n:
            raise InputError(f"layer {number}: expected weights (n_out, n_in={n}), got {got}")


def checked_labels(labels: Sequence[str] | None, count: int) -> tuple[str, ...]:
    """Return what each of `count` outputs stands for: "0", "1", ... if nothing is given.

    Raises
    ------
    InputError
        If there are too many or too few.
    """
    if labels is None:
        return tuple(str(i) for i in range(count))
    if len(labels) != count:
        raise InputError(f"labels: expected one for each of {count} outputs, got {len(labels)}")
    return tuple(str(label) for label in labels)


def checked_input_names(names: Sequence[str], count: int) -> tuple[str, ...]:
    """Return the names of inputs as they are kept: none, or one for each of `count`.

    Raises
    ------
    InputError
        If there are too many or too few, or one is empty or cannot be printed on a line.
    """
    if names and (isinstance(names, str) or len(names) != count):
        got = repr(names) if isinstance(names, str) else len(names)
        raise InputError(f"input_names: expected one for each of {count} inputs, got {got}")
    kept = tuple(str(name).strip() for name in names)
    for name in kept:
        if not name or not name.isprintable():
            raise InputError(f"input_names: expected printable names, got {name[:60]!r}")
    return kept


def checked_image_shape(shape: Sequence[int] | None, inputs: int) -> tuple[int, int] | None:
    """Return (height, width) of an input that is an image, else None; ``()`` says that it is none.

    Raises
    ------
    InputError
        If the sides are not two, or do not make up the number of inputs.
    """
    if shape is None:
        side = math.isqrt(inputs)
        return (side, side) if side * side == inputs >= SMALLEST_IMAGE else None
    sides = tuple(int(side) for side in shape)
    if not sides:
        return None
    if len(sides) != 2 or min(sides) < 1 or math.prod(sides) != inputs:
        raise InputError(f"image_shape: expected height x width = {inputs}, got {sides}")
    return sides[0], sides[1]


def _first_bad(array: NDArray[Any]) -> str:
    place = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
    return f"{array[place]} at {place}"
