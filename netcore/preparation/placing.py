"""The last steps: from the strokes, however large, to the 28 x 28 pixels that MNIST has."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

FloatArray = NDArray[np.float64]
Mask = NDArray[np.bool_]

SIDE = 28
# "normalized to fit in a 20x20 pixel box while preserving their aspect ratio": Y. LeCun,
# C. Cortes, C. Burges, The MNIST database of handwritten digits.
BOX = 20
# Mean centre of mass of MNIST's 60,000 training images, both ways, counted from 0: 14.00.
CENTRE = 14.0
# Widths of stroke, in pixels of the box. MNIST's have a median of 2.7; 4 in 100 are above 4.5.
THINNEST, THICKEST = 2.6, 4.5
# A digit of this many pixels has edges much finer than a pixel of the box.
_LARGE = 4 * BOX
# Fainter than this is no part of a digit, but grain or a rounding error.
_FAINTEST = 0.04


def soft_ink(strength: FloatArray, ink: Mask, level: float) -> FloatArray:
    """Return the digit's brightness: 1 inside strokes, less on their edges.

    A large digit gets its soft edges when it shrinks, and is evenly bright until then, whatever
    the light or the pen's pressure. A small one keeps the edges that its picture has.

    Parameters
    ----------
    strength
        Strength of the ink, shape (height, width).
    ink
        Where the digit's strokes are.
    level
        The strength of full ink.

    Returns
    -------
    array of shape (height, width), in [0, 1]
    """
    if max(crop(ink.astype(np.float64)).shape) >= _LARGE:
        return ink.astype(np.float64)
    near = ndimage.binary_dilation(ink, structure=np.ones((3, 3), dtype=bool))
    return np.where(near, np.clip(strength / level, 0, 1), 0.0)


def stroke_width(ink: Mask) -> float:
    """Return the mean width of the strokes, in pixels.

    Across a straight stroke of width w, the distance to its nearest side goes from 0 to w/2 and
    back: a quarter of w on average.
    """
    inside = np.pad(ink[box_of(ink)], 1)
    distances = ndimage.distance_transform_edt(inside)[inside] - 0.5
    return float(4 * distances.mean())


def even_strokes(brightness: FloatArray) -> FloatArray:
    """Widen strokes too thin, and narrow strokes too thick, for MNIST's 20 pixels.

    A fine pen's line would fade to grey in so few pixels. Strokes that fit stay as they are, and so
    does a digit less than twice the box's size, which has no room for the difference.
    """
    ink = brightness > 0.5
    if not ink.any():
        return brightness
    unit = max(crop(brightness).shape) / BOX
    width = stroke_width(ink) / unit
    if unit < 2:
        return brightness
    change = (float(np.clip(width, THINNEST, THICKEST)) - width) / 2 * unit
    # Less than half a pixel a side cannot be told from the drawing's own soft edges.
    if abs(change) < 0.5:
        return brightness
    return _widened(brightness, ink, change) if change > 0 else _narrowed(brightness, ink, -change)


def _widened(brightness: FloatArray, ink: Mask, change: float) -> FloatArray:
    """Grow the strokes by ``change`` pixels on each side, over the picture's edge if need be."""
    margin = int(np.ceil(change)) + 1
    box = box_of(ink)
    distance = ndimage.distance_transform_edt(~np.pad(ink[box], margin))
    wider = np.pad(brightness, margin)
    part = wider[tuple(slice(side.start, side.stop + 2 * margin) for side in box)]
    np.maximum(part, np.clip(change + 1 - distance, 0, 1), out=part)
    return wider


def _narrowed(brightness: FloatArray, ink: Mask, change: float) -> FloatArray:
    box = box_of(ink)
    distance = ndimage.distance_transform_edt(np.pad(ink[box], 1))[1:-1, 1:-1]
    narrower = np.zeros_like(brightness)
    narrower[box] = np.minimum(brightness[box], np.clip(distance - change, 0, 1))
    return narrower


def crop(brightness: FloatArray) -> FloatArray:
    """Cut away the empty rows and columns around the digit."""
    return brightness[box_of(brightness > _FAINTEST)]


def box_of(mask: Mask) -> tuple[slice, slice]:
    """Return the smallest box, rows and columns, that holds all of a mask that is not empty."""
    rows, columns = (np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def fit_box(digit: FloatArray) -> FloatArray:
    """Scale the digit's longest side to 20 pixels, keeping the aspect, averaging areas."""
    longest = max(digit.shape)
    if abs(longest - BOX) <= 1:
        return digit
    height, width = (max(1, round(side * BOX / longest)) for side in digit.shape)
    return resample(digit, (height, width))


def resample(values: FloatArray, shape: tuple[int, int]) -> FloatArray:
    """Return ``values`` at another size: areas averaged when shrinking, linear when growing."""
    down, right = (_weights(old, new) for old, new in zip(values.shape, shape, strict=True))
    return np.clip(down @ values @ right.T, 0, 1)


def _weights(old: int, new: int) -> FloatArray:
    """Return the share of each old pixel in each new one, shape (new, old), rows summing to 1."""
    scale = old / new
    centres = (np.arange(new)[:, None] + 0.5) * scale
    pixels = np.arange(old)[None, :]
    if scale >= 1:
        ends = np.minimum(centres + scale / 2, pixels + 1) - np.maximum(centres - scale / 2, pixels)
        weights = np.maximum(ends, 0)
    else:
        weights = np.maximum(1 - np.abs(np.clip(centres, 0.5, old - 0.5) - pixels - 0.5), 0)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def centre_mass(digit: FloatArray, place: tuple[int, int] | None = None) -> FloatArray:
    """Put the digit on 28 x 28 black pixels, its centre of mass at their centre.

    It moves by whole pixels, as MNIST's did, and never over the edge.

    Parameters
    ----------
    digit
        At most 28 pixels a side.
    place
        Row and column of its first pixel where it is already: kept if right to within a pixel.
    """
    image = np.zeros((SIDE, SIDE))
    top, left = _corner(digit)
    if place is not None and abs(place[0] - top) <= 1 and abs(place[1] - left) <= 1:
        top, left = place
    image[top : top + digit.shape[0], left : left + digit.shape[1]] = digit
    return image


def _corner(digit: FloatArray) -> tuple[int, int]:
    """Return the row and column of the digit's first pixel that centre its mass."""
    mass = digit.sum()
    centre = [float((grid * digit).sum() / mass) for grid in np.indices(digit.shape)]
    top, left = (
        int(np.clip(round(CENTRE - place), 0, SIDE - size))
        for place, size in zip(centre, digit.shape, strict=True)
    )
    return top, left


def place_of(brightness: FloatArray) -> tuple[int, int] | None:
    """Return where the digit begins, in a picture of MNIST's size; None in any other."""
    if brightness.shape != (SIDE, SIDE):
        return None
    seen = brightness > _FAINTEST
    return int(np.argmax(seen.any(axis=1))), int(np.argmax(seen.any(axis=0)))
