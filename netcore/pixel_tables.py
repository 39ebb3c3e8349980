"""Labelled images in a table: a line an image, a column a pixel, as Kaggle has MNIST."""

import math
import os
import re
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from netcore._files import checked_file, reason, shown
from netcore.datasets import Dataset
from netcore.errors import FileError, FormatError, InputError
from netcore.labelled_columns import label_place, split_header

__all__ = ["is_pixel_table", "load_pixel_table"]

MOST_BYTES = 320_000_000
"""The largest file that is read; MNIST's 60,000 images take 110 MB."""

_MOST_HEADER = 100_000
_PIXEL = re.compile(r"pixel_?\d+|(?P<row>\d+)x(?P<column>\d+)")
_LEAST_PIXELS = 16


def is_pixel_table(path: str | os.PathLike[str], label_column: str | None = None) -> bool:
    """Whether the columns of a table but for the label are called pixel0, ... or 1x1, 1x2, ...

    Raises
    ------
    FileError
        If it is not a readable file.
    """
    try:
        names, _ = _header(path)
        place = label_place(names, label_column)
    except FormatError:
        return False
    pixels = [*names[:place], *names[place + 1 :]]
    return len(pixels) >= _LEAST_PIXELS and all(map(_PIXEL.fullmatch, pixels))


def load_pixel_table(path: str | os.PathLike[str], label_column: str | None = None) -> Dataset:
    """Return the images of a table of pixels.

    Its first line names the columns. The pixels are whole numbers from 0 (paper) to 255 (ink), row
    after row; the label is a whole number from 0 on, in the column that `label_place` finds.

    Raises
    ------
    FileError
        If it is not a readable file.
    FormatError
        If it is no such table, or has no labels.
    """
    names, delimiter = _header(path)
    file = Path(path)
    try:
        place = label_place(names, label_column)
        if _PIXEL.fullmatch(names[place]):
            raise FormatError(
                "expected a column of labels, got pixels only, as in Kaggle's test.csv: train.csv "
                "has labels"
            )
        shape = _shape([*names[:place], *names[place + 1 :]])
        with file.open(encoding="utf-8-sig") as stream, warnings.catch_warnings(action="ignore"):
            how = {"delimiter": delimiter, "skiprows": 1, "ndmin": 2, "comments": None}
            table = np.loadtxt(stream, np.int16, **how)  # type: ignore[call-overload]
        if not table.size:
            raise FormatError("expected lines of pixels, got none")
        return _dataset(table, place, shape, file.name)
    except OSError as error:
        raise FileError(f"{shown(file)}: cannot be read: {reason(error)}") from error
    except ValueError as error:
        raise FormatError(f"{shown(file)}: {_in_lines(error, names)}") from error
    except (FormatError, InputError) as error:
        raise FormatError(f"{shown(file)}: {error}") from error


def _header(path: str | os.PathLike[str]) -> tuple[list[str], str]:
    """Return the names of the columns, and what is between them."""
    file = checked_file(path, most_bytes=MOST_BYTES)
    try:
        with file.open(encoding="utf-8-sig", errors="replace") as stream:
            return split_header(stream.readline(_MOST_HEADER))
    except OSError as error:
        raise FileError(f"{shown(file)}: cannot be read: {reason(error)}") from error


def _shape(pixels: Sequence[str]) -> tuple[int, int]:
    """Return the height and width of images whose pixels are called so."""
    last = _PIXEL.fullmatch(pixels[-1])
    height = width = math.isqrt(len(pixels))
    if last and last["row"]:
        height, width = int(last["row"][:9]), int(last["column"][:9])
    if height * width != len(pixels):
        raise FormatError(f"expected a square number of pixels, got {len(pixels)} columns")
    return height, width


def _dataset(
    table: "np.ndarray[tuple[int, ...], np.dtype[np.int16]]",
    place: int,
    shape: tuple[int, int],
    name: str,
) -> Dataset:
    pixels, labels = np.delete(table, place, axis=1), table[:, place].astype(np.int64)
    for line, row in enumerate(pixels, start=2):
        if row.min() < 0 or row.max() > 255:
            raise FormatError(f"line {line}: expected pixels from 0 to 255")
    images = pixels.astype(np.uint8).reshape(-1, *shape)
    return Dataset(images, labels, shown(name))


def _in_lines(error: ValueError, names: Sequence[str]) -> str:
    """Say in which line of the file NumPy found what it could not read."""
    match = re.search(r"string '(.*)' to int16 at row (\d+), column (\d+)", str(error), re.DOTALL)
    if match is None:
        return f"not a table of whole numbers: {reason(error)}"
    name = names[int(match[3]) - 1]
    return (
        f"line {int(match[2]) + 2}, {name[:60]!r}: expected a whole number, got {match[1][:40]!r}"
    )
