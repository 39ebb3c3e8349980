"""Find the strokes: tell ink from paper, and the digit from everything else that is ink."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from netcore.errors import InputError

FloatArray = NDArray[np.float64]
Mask = NDArray[np.bool_]

# Weaker than this is no ink, however clean the paper.
_FAINTEST = 0.08
# More of the picture than this is not writing.
_MOST_INK = 0.5
_NEIGHBOURS = np.ones((3, 3), dtype=bool)


def noise_of(strength: FloatArray) -> float:
    """Return the standard deviation of the background, unmoved by the ink on it."""
    middle = np.median(strength)
    return float(1.4826 * np.median(np.abs(strength - middle)))


def smooth(strength: FloatArray) -> FloatArray:
    """Blur away the grain of paper and camera, which is finer than any stroke."""
    sigma = max(strength.shape) / 500
    if sigma < 0.4:
        return strength
    return np.asarray(ndimage.gaussian_filter(strength, min(sigma, 1.5), mode="nearest"))


def find_ink(strength: FloatArray) -> tuple[Mask, float]:
    """Return where there is ink, and how strong ink is.

    A pixel is ink if it is stronger than a low threshold and joined to one above a high one
    (Otsu's, among all that is stronger than the background's noise).

    Raises
    ------
    InputError
        If there is no ink, or almost nothing else.
    """
    noise = noise_of(strength)
    candidates = strength[strength > max(4 * noise, _FAINTEST)]
    if candidates.size < 2:
        raise InputError(
            "the picture is blank: found no ink; expected one digit that stands out from its paper"
        )
    high = _otsu(candidates)
    level = float(np.median(candidates[candidates >= high]))
    low = max(3.5 * noise, 0.35 * level)
    ink = _joined(strength > min(low, high), strength >= high)
    share = float(ink.mean())
    if share > _MOST_INK:
        raise InputError(
            f"{share:.0%} of the picture is ink: expected one digit with paper around it"
        )
    return ink, level


def _otsu(values: FloatArray) -> float:
    """Return the threshold that splits ``values`` into the two most different classes.

    N. Otsu, A threshold selection method from gray-level histograms, 1979.
    """
    counts, edges = np.histogram(values, bins=128)
    centres = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)[:-1]
    above = values.size - below
    sums = np.cumsum(counts * centres)
    means = sums[:-1] / np.maximum(below, 1), (sums[-1] - sums[:-1]) / np.maximum(above, 1)
    return float(edges[1 + np.argmax(below * above * (means[1] - means[0]) ** 2)])


def _joined(weak: Mask, strong: Mask) -> Mask:
    """Return the parts of ``weak`` that hold a pixel of ``strong``."""
    labels, count = ndimage.label(weak, structure=_NEIGHBOURS)
    held = np.zeros(count + 1, dtype=bool)
    held[labels[strong]] = True
    held[0] = False
    return np.asarray(held[labels])


class Blob(NamedTuple):
    """A connected piece of ink: its label, size in pixels, and bounding box, ends exclusive."""

    label: int
    area: int
    top: int
    bottom: int
    left: int
    right: int

    @property
    def height(self) -> int:
        """Rows from the first to the last."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Columns from the first to the last."""
        return self.right - self.left

    @property
    def longest(self) -> int:
        """Longest side of the bounding box."""
        return max(self.height, self.width)


def keep_digit(ink: Mask) -> Mask:
    """Return the ink of the one digit: its largest strokes, without specks, lines and edges.

    Raises
    ------
    InputError
        If nothing large enough for a digit is found, or several digits are.
    """
    labels, count = ndimage.label(ink, structure=_NEIGHBOURS)
    blobs = _without_frame(_blobs(labels, count), ink)
    main = max(blobs, key=lambda blob: blob.longest * blob.area**0.5)
    if main.longest < 5 or main.longest < 0.03 * max(ink.shape):
        raise InputError(
            f"found no digit, only {count} specks of at most {main.longest} pixels: "
            "expected one digit that fills a good part of the picture"
        )
    _check_alone(main, blobs)
    kept = [main.label, *(blob.label for blob in blobs if _belongs(blob, main))]
    return np.isin(labels, kept)


def _blobs(labels: NDArray[np.int32], count: int) -> list[Blob]:
    areas = np.bincount(labels.ravel(), minlength=count + 1)
    return [
        Blob(label, int(areas[label]), rows.start, rows.stop, columns.start, columns.stop)
        for label, (rows, columns) in enumerate(ndimage.find_objects(labels), start=1)
    ]


def _without_frame(blobs: list[Blob], ink: Mask) -> list[Blob]:
    """Leave out what enters from outside the picture, if there is enough that does not.

    A table or a shadow lies along the border; a digit that runs over it crosses it with a stroke.
    """
    along = 0.15 * min(ink.shape)
    inner = [blob for blob in blobs if _contact(blob, ink) < along] or blobs
    largest = max(blob.longest for blob in inner)
    whole = [blob for blob in inner if _contact(blob, ink) == 0]
    return whole if any(blob.longest >= 0.6 * largest for blob in whole) else inner


def _contact(blob: Blob, ink: Mask) -> int:
    """Return how many pixels of the picture's border the piece covers."""
    rows, columns = slice(blob.top, blob.bottom), slice(blob.left, blob.right)
    sides = (
        (blob.top == 0, ink[0, columns]),
        (blob.bottom == ink.shape[0], ink[-1, columns]),
        (blob.left == 0, ink[rows, 0]),
        (blob.right == ink.shape[1], ink[rows, -1]),
    )
    return sum(int(side.sum()) for touched, side in sides if touched)


def _gaps(blob: Blob, main: Blob) -> tuple[int, int]:
    """Return the rows and columns between two bounding boxes; negative where they overlap."""
    down = max(blob.top - main.bottom, main.top - blob.bottom)
    right = max(blob.left - main.right, main.left - blob.right)
    return down, right


def _belongs(blob: Blob, main: Blob) -> bool:
    """Say whether a piece is a stroke of the digit: near it, and no mere speck."""
    down, right = _gaps(blob, main)
    near = max(down, right, 0) <= 0.25 * main.longest
    return blob is not main and near and blob.area >= 0.02 * main.area


def _check_alone(main: Blob, blobs: list[Blob]) -> None:
    """Refuse several digits: other pieces about as tall, beside, above or below the main one."""
    digits = 1 + sum(_is_another_digit(blob, main) for blob in blobs)
    if digits > 1:
        raise InputError(
            f"found {digits} digits or large shapes: expected one digit; cut the picture to it"
        )
    if main.width > 2.2 * main.height:
        raise InputError(
            f"found a shape {main.width / main.height:.1f} times as wide as tall: expected one "
            "digit, upright; cut or turn the picture"
        )


def _is_another_digit(blob: Blob, main: Blob) -> bool:
    if blob is main or blob.height < 0.5 * main.height or blob.area < 0.15 * main.area:
        return False
    down, right = _gaps(blob, main)
    return max(down, right) > -0.2 * min(blob.longest, main.longest)
