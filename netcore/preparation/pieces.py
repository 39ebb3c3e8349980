"""Tell the digit from everything else that is ink: specks, lines, frames, other digits."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from netcore.errors import InputError
from netcore.preparation.placing import box_of, stroke_width

Mask = NDArray[np.bool_]

# Strokes nearer than this share of the digit's size belong to it: pens are lifted.
_SAME_DIGIT = 0.12
# And so do pieces that are large enough, nearer than this.
_NEAR = 0.25
# Two tall pieces this near are two digits if together they are this much wider than a digit.
_PAIR = 1.1
# Width over height of the widest single digit: of MNIST's 60,000, about 20 are wider.
_WIDEST = 1.9
# The digit is at least this much of all ink that is left when specks and frames are gone.
_LEAST_SHARE = 0.3
# Strokes this wide, as a share of the digit's size, are none: a square's or disc's come to 0.67.
_SOLID = 0.55
# So many pieces of one size in a line, which may be turned by this slope, are holes.
_HOLES = 5
_TURNED = 0.15
_MOST_COMPARED = 200
NEIGHBOURS = np.ones((3, 3), dtype=bool)


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
    labels, count = ndimage.label(ink, structure=NEIGHBOURS)
    blobs = _without_frame(_blobs(labels, count), ink)
    largest = max((blob.longest for blob in blobs), default=0)
    if largest < 5 or largest < 0.03 * max(ink.shape):
        specks = "a speck of" if count == 1 else f"{count} specks of at most"
        raise InputError(
            f"the picture is blank or all ink, but for {specks} {largest} pixels: expected one "
            "digit that fills a good part of the picture"
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


def _grouped(ink: Mask, gap: float) -> tuple[NDArray[np.int32], int]:
    """Return the ink's pieces, numbered from 1, and how many; strokes that near touch are one."""
    box = box_of(ink)
    near = ndimage.distance_transform_edt(~ink[box]) <= gap / 2 + 0.5
    groups = np.zeros(ink.shape, dtype=np.int32)
    groups[box], count = ndimage.label(near, structure=NEIGHBOURS)
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
    if not blobs:
        return blobs
    inner = [blob for blob in blobs if _contact(blob, ink) < along] or blobs
    largest = max(blob.longest for blob in inner)
    whole = [blob for blob in inner if _contact(blob, ink) == 0]
    free = whole if any(blob.longest >= 0.6 * largest for blob in whole) else inner
    free = [blob for blob in free if not any(_frames(blob, other) for other in free)]
    return _without_holes(free)


def _without_holes(blobs: list[Blob]) -> list[Blob]:
    """Leave out the holes along the edge of a notebook's page, if there is anything larger."""
    largest = max(blob.longest for blob in blobs)
    small = [blob for blob in blobs if 0.05 * largest < blob.longest < 0.5 * largest]
    if not _HOLES <= len(small) <= _MOST_COMPARED:
        return blobs
    holes = {blob for blob in small if sum(_lines_up(blob, other) for other in small) >= _HOLES}
    return [blob for blob in blobs if blob not in holes]


def _lines_up(blob: Blob, other: Blob) -> bool:
    """Say whether two pieces are of one size and above or beside each other."""
    sizes = (blob.height / other.height, blob.width / other.width)
    down = abs(blob.top + blob.bottom - other.top - other.bottom) / 2
    right = abs(blob.left + blob.right - other.left - other.right) / 2
    off = min(down, right) - _TURNED * max(down, right)
    return all(0.7 < size < 1.4 for size in sizes) and off < 0.5 * blob.longest


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
    near = max(down, right, 0) <= _NEAR * main.longest
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
    """Say whether a piece is another digit: as tall, and apart; or smaller, and far away."""
    if blob is main or blob.area < 0.15 * main.area or blob.height < 0.25 * main.height:
        return False
    apart = max(_gaps(blob, main))
    if blob.height >= 0.5 * main.height:
        return apart > -0.2 * min(blob.longest, main.longest)
    # Words are wider.
    return apart > _NEAR * main.longest and blob.width <= _WIDEST * blob.height
