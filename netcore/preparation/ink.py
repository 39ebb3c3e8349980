"""Find the strokes: tell ink from paper, and the digit from everything else that is ink."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from netcore.errors import InputError
from netcore.preparation.lighting import blur
from netcore.preparation.placing import box_of, stroke_width
from netcore.preparation.threshold import noise_of, otsu

FloatArray = NDArray[np.float64]
Mask = NDArray[np.bool_]

# Weaker than this is no ink, however clean the paper.
_FAINTEST = 0.08
# More of the picture than this is not writing.
_MOST_INK = 0.5
_COVERED = "{:.0%} of the picture is ink: expected one digit with paper around it"
# Darker than this share of the brightest paper is ink, not a shadow.
_DARK = 0.3
_MOST_DARK = 0.55
# Strokes nearer than this share of the digit's size belong to it: pens are lifted.
_SAME_DIGIT = 0.12
# Two tall pieces this near are two digits if together they are this much wider than a digit.
_PAIR = 1.1
# Width over height of the widest single digit: of MNIST's 60,000, about 20 are wider.
_WIDEST = 1.9
# The digit is at least this much of all ink that is left when specks and frames are gone.
_LEAST_SHARE = 0.3
# Strokes this wide, as a share of the digit's size, are none: a square's or disc's come to 0.67.
_SOLID = 0.55
# Beside the strokes, no more than this share may be sooner as dark as they are than as light as the
# paper near by: beside the edge of a dark area, half is.
_MOST_DARK_BESIDE = 0.2
_AS_DARK = 0.4
_NEIGHBOURS = np.ones((3, 3), dtype=bool)


def check_not_covered(grey: FloatArray, bright_ink: bool) -> None:
    """Refuse a picture that is mostly as dark as ink, which would pass for a dark background.

    Raises
    ------
    InputError
        If more than half of it is.
    """
    dark = float((grey < _DARK * np.percentile(grey, 95)).mean())
    if not bright_ink and dark > _MOST_DARK:
        raise InputError(_COVERED.format(dark))


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
            "the picture is blank: found no ink, expected one digit that stands out from its paper"
        )
    high = otsu(candidates)
    level = float(np.median(candidates[candidates >= high]))
    low = max(3.5 * noise, 0.35 * level)
    ink = _joined(strength > min(low, high), strength >= high)
    share = float(ink.mean())
    if share > _MOST_INK:
        raise InputError(_COVERED.format(share))
    return ink, level


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
    largest = max(blob.longest for blob in blobs)
    if largest < 5 or largest < 0.03 * max(ink.shape):
        raise InputError(
            f"the picture is blank or all ink, but for {count} specks of at most {largest} pixels: "
            "expected one digit that fills a good part of the picture"
        )
    strokes = np.isin(labels, [blob.label for blob in blobs])
    groups, count = _grouped(strokes, _SAME_DIGIT * largest)
    pieces = _blobs(groups, count)
    main = max(pieces, key=lambda piece: piece.longest * piece.area**0.5)
    _check_alone(main, pieces)
    _check_not_joined(main, [blob for blob in blobs if _inside(blob, main)])
    kept = [main.label, *(piece.label for piece in pieces if _belongs(piece, main))]
    digit = np.isin(groups, kept)
    _check_pen(digit, strokes, main)
    return digit


def check_strokes(grey: FloatArray, digit: Mask, bright_ink: bool) -> None:
    """Refuse the edge of a dark area, which passes for a stroke once the light is evened out.

    A stroke has paper on both sides.

    Raises
    ------
    InputError
        If much of what lies beside the strokes is as dark as they are; as bright, for bright ink.
    """
    box = box_of(digit)
    size = max(side.stop - side.start for side in box)
    near, far = max(1.5, 0.02 * size), max(3.5, 0.05 * size)
    margin = int(far) + 1
    part = tuple(slice(max(0, side.start - margin), side.stop + margin) for side in box)
    strokes, light = digit[part], 1 - grey[part] if bright_ink else grey[part]
    # The middle of a blot is no paper, but it is no other area either.
    distance = ndimage.distance_transform_edt(~ndimage.binary_fill_holes(strokes))
    beside = (distance > near) & (distance <= far)
    if not beside.any():
        return
    light = blur(light, near / 2)
    paper = ndimage.maximum_filter(light, size=2 * margin + 1)
    ink = blur(np.where(strokes, light, 0.0), far)
    ink /= np.maximum(blur(strokes.astype(np.float64), far), 1e-9)
    dark = float((light < ink + _AS_DARK * (paper - ink))[beside].mean())
    if dark > _MOST_DARK_BESIDE:
        raise InputError(
            f"found the edge of a dark area, not a stroke ({dark:.0%} of what lies beside it is as "
            "dark): expected one digit with paper around it; cut the picture to it"
        )


def _grouped(ink: Mask, gap: float) -> tuple[NDArray[np.int32], int]:
    """Return the ink's pieces, numbered from 1, and how many; strokes that near touch are one."""
    box = box_of(ink)
    near = ndimage.distance_transform_edt(~ink[box]) <= gap / 2 + 0.5
    groups = np.zeros(ink.shape, dtype=np.int32)
    groups[box], count = ndimage.label(near, structure=_NEIGHBOURS)
    return np.where(ink, groups, 0), count


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
    free = whole if any(blob.longest >= 0.6 * largest for blob in whole) else inner
    return [blob for blob in free if not any(_frames(blob, other) for other in free)]


def _frames(blob: Blob, other: Blob) -> bool:
    """Say whether a piece is drawn all around another that is large enough for a digit."""
    down, right = _gaps(other, blob)
    within = -down > other.height and -right > other.width
    return within and other.longest > 0.3 * blob.longest


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


def _check_not_joined(main: Blob, strokes: list[Blob]) -> None:
    """Refuse digits that touch, or nearly: a shape as wide as two, or two tall strokes apart."""
    tall = [blob for blob in strokes if blob.height >= 0.75 * main.height]
    apart = len(tall) > 1 and all(_gaps(one, other)[1] > 0 for one, other in pairwise(tall))
    if main.width > (_PAIR if apart else _WIDEST) * main.height:
        raise InputError(
            f"found a shape {main.width / main.height:.1f} times as wide as tall (a line? several "
            "digits?): expected one digit, upright; cut or turn the picture"
        )


def _check_pen(digit: Mask, ink: Mask, main: Blob) -> None:
    """Refuse scribbles, whose ink is everywhere, and solid shapes, which no pen's strokes make."""
    share = digit.sum() / ink.sum()
    if share < _LEAST_SHARE:
        raise InputError(
            f"found ink all over, the largest piece {share:.0%} of it: expected one digit with "
            "paper around it"
        )
    if stroke_width(digit) > _SOLID * main.longest:
        raise InputError("found a solid shape: expected one digit, written with a pen")


def _inside(blob: Blob, main: Blob) -> bool:
    return max(_gaps(blob, main)) < 0


def _is_another_digit(blob: Blob, main: Blob) -> bool:
    if blob is main or blob.height < 0.5 * main.height or blob.area < 0.15 * main.area:
        return False
    down, right = _gaps(blob, main)
    return max(down, right) > -0.2 * min(blob.longest, main.longest)
