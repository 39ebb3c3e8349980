"""The preparation as a whole: any picture of a digit to the 28 x 28 pixels a network knows."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from threading import Thread
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from netcore._files import shown
from netcore.errors import InputError
from netcore.preparation.sizes import MAX_PIXELS, shrink_factor

FloatArray = NDArray[np.float64]


class Step(NamedTuple):
    """One step of the preparation: its name, and the picture after it, in [0, 1]."""

    name: str
    picture: FloatArray


@dataclass(frozen=True)
class Preparation:
    """What became of a picture on its way to a digit, step by step.

    Attributes
    ----------
    steps
        In order; each picture is read-only, (height, width), in [0, 1]:

        ==========  =======================================================================
        picture     as read, on an opaque background, shrunk if huge: (height, width, 3)
        grey        its brightness, or one of its colours, where ink stands out in that alone
        contrast    two close greys without grain drawn apart, to black and white
        sheet       a table around a sheet of paper, a page around a canvas, or lines and strips
                    along the picture's edges are covered
        bright      turned over if need be: ink bright on a dark background
        even        uneven light taken out: the background is black everywhere
        clean       without grain and printed lines
        ink         1 where there is ink, 0 elsewhere
        digit       the largest strokes only, with soft edges
        strokes     strokes too thin or too thick for 20 pixels are evened
        crop        cut to the digit
        box         longest side 20 pixels, same aspect
        centred     centre of mass in the middle of 28 x 28 pixels
        ==========  =======================================================================
    """

    steps: tuple[Step, ...]

    @property
    def image(self) -> FloatArray:
        """The prepared digit, shape (28, 28), in [0, 1]."""
        return self.steps[-1].picture

    def step(self, name: str) -> FloatArray:
        """Return the picture after the step of that name.

        Raises
        ------
        InputError
            If there is no such step.
        """
        for step in self.steps:
            if step.name == name:
                return step.picture
        names = ", ".join(step.name for step in self.steps)
        raise InputError(f"no step is named {name!r}: expected one of {names}")


def load_image(path: str | os.PathLike[str]) -> Preparation:
    """Read a picture of one digit and prepare it as MNIST's were.

    PNG, JPEG (turned upright as EXIF says), WebP, GIF and BMP of at most 50 megapixels, and HEIC
    where pillow-heif is installed. Paper and ink of any colours, shadows, ruled paper and
    transparent backgrounds will do.

    Raises
    ------
    FileError
        If the file cannot be read, or is too large.
    FormatError
        If it is no picture, or a damaged one.
    InputError
        If the picture holds no digit, or several.
    """
    from netcore.preparation.reading import read_picture

    # What prepares the picture takes as long to load as a large picture takes to read.
    loading = Thread(target=_load_steps)
    loading.start()
    try:
        pixels = read_picture(path)
    finally:
        loading.join()
    try:
        return prepare(pixels)
    except InputError as error:
        raise InputError(f"{shown(path)}: {error}") from None


def _load_steps() -> None:
    # What is missing is missed when it is used.
    with suppress(ImportError):
        import_module("netcore.preparation.steps")


def load_grey(path: str | os.PathLike[str]) -> FloatArray:
    """Read a picture of anything as it is, without preparation: only its brightness.

    Files as `load_image` takes them, for networks that have learnt from pictures as they are.

    Returns
    -------
    array of shape (height, width), in [0, 1]
        At most 1080 pixels a side; larger pictures are shrunk.

    Raises
    ------
    FileError
        If the file cannot be read, or is too large.
    FormatError
        If it is no picture, or a damaged one.
    """
    from netcore.preparation.lighting import put_on_background, to_grey
    from netcore.preparation.reading import read_picture

    return to_grey(put_on_background(read_picture(path) / 255.0))


def prepare(picture: ArrayLike) -> Preparation:
    """Prepare a picture of one digit as MNIST's were: grey, ink bright on black, centred.

    A picture that already is a digit of MNIST comes out nearly as it is.

    Parameters
    ----------
    picture
        Shape (height, width), (height, width, 3) or, with opacity, (height, width, 4): integers
        of 8 or 16 bits without sign, booleans, or floating-point numbers in [0, 1].

    Returns
    -------
    Preparation
        Every step, ending in `Preparation.image`, shape (28, 28), in [0, 1].

    Raises
    ------
    InputError
        If the array is not such a picture, is blank, is all ink, or holds several digits.
    """
    from netcore.preparation.steps import pictures_of

    named = pictures_of(_checked(picture)).items()
    return Preparation(tuple(Step(name, _kept(values)) for name, values in named))


def _kept(values: NDArray[np.generic]) -> FloatArray:
    """Return a step's picture, in [0, 1] and read-only from now on; steps may share one."""
    kept = np.asarray(values, dtype=np.float64)
    if kept.flags.writeable:
        np.clip(kept, 0, 1, out=kept)
        kept.flags.writeable = False
    return kept


def _checked(picture: ArrayLike) -> FloatArray:
    """Return the picture as floating-point numbers in [0, 1], shrunk to the working size."""
    from netcore.preparation.coarse import block_mean

    try:
        array = np.asarray(picture)
    except ValueError as error:
        raise InputError(f"the picture is no array ({error}): expected (height, width)") from None
    _check_shape(array.shape)
    full = _full_value(array)
    if array.ndim == 3 and array.shape[2] == 1:
        array = array[:, :, 0]
    factor = shrink_factor(max(array.shape[:2]))
    return np.asarray(block_mean(array, factor) / full, dtype=np.float64)


def _check_shape(shape: tuple[int, ...]) -> None:
    if len(shape) not in (2, 3) or (len(shape) == 3 and shape[2] not in (1, 3, 4)):
        raise InputError(
            "expected a picture of shape (height, width), (height, width, 3) or "
            f"(height, width, 4), got {shape}"
        )
    if not 0 < shape[0] * shape[1] <= MAX_PIXELS:
        raise InputError(
            f"the picture has {shape[0]} x {shape[1]} pixels: expected at least 1 and at most "
            f"{MAX_PIXELS // 1_000_000} million"
        )


def _full_value(array: NDArray[np.generic]) -> int:
    """Return the value of white, once every value is known to lie between 0 and it."""
    if array.dtype == np.bool_:
        return 1
    if array.dtype in (np.uint8, np.uint16):
        return 255 if array.dtype == np.uint8 else 65535
    if array.dtype.kind != "f":
        raise InputError(
            f"expected a picture of dtype uint8, uint16, bool or floating point, got {array.dtype}"
        )
    low, high = float(array.min()), float(array.max())
    if not 0 <= low <= high <= 1:
        raise InputError(
            f"expected a picture with values in [0, 1], got {low:g} to {high:g}: "
            "divide it by its white, or give 8-bit integers"
        )
    return 1
