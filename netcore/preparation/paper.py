"""Draw a digit as someone may hand it in: thin and small, on ruled paper, half in a shadow."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage

from netcore._validation import check_inputs, finite_array
from netcore.errors import InputError
from netcore.preparation.placing import SIDE, box_of

FloatArray = NDArray[np.float64]

SHAPE = (500, 700)
"""Height and width of the page, in pixels."""

_ENLARGED = 9
"""So many pixels of the page a pixel of the digit takes each way: 180 for the digit's 20."""
# Where an enlarged digit is brighter than this, once it is smooth, there is ink.
_INK_FROM = 0.45
_SMOOTH = 0.12
# In the digit's own pixels: a pen is finer by this on each side than the strokes of the digit. But
# where a stroke is thin it loses no more than this share, so that it does not break.
_FINER, _MOST_FINER = 0.7, 0.6
# Brightness of the paper, its lines, and ink in full light; what a shadow leaves of the light.
_PAPER, _LINES, _INK, _SHADED = 0.93, 0.78, 0.16, 0.6
_GRAIN = 0.01
# Pixels from line to line, and across one.
_SPACING, _LINE = 46.0, 2.0


def drawn_on_paper(image: ArrayLike, *, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return a picture of a digit that has to be prepared, and then is nearly the digit again.

    Dark ink on pale ruled paper that lies a little askew, the lower right in a soft shadow. The
    digit is small and off the middle, and its strokes are about half as thick as `prepare` makes
    them. It stands upright, for a preparation does not turn it.

    Parameters
    ----------
    image
        Shape (28, 28), in [0, 1]; ink is bright.
    rng
        Decides where the digit, the lines and the shadow lie.

    Returns
    -------
    array of shape (500, 700), in [0, 1]

    Raises
    ------
    InputError
        If the image has another shape or other values, or has no ink.
    """
    ink = _fine_strokes(_checked(image))
    page = _PAPER + _ruling(rng) * (_LINES - _PAPER)
    (height, width), (rows, columns) = ink.shape, SHAPE
    top = int((rows - height) * rng.uniform(0.3, 0.6))
    left = int((columns - width) * rng.uniform(0.15, 0.35))
    part = page[top : top + height, left : left + width]
    part += ink * (_INK - part)
    return np.asarray(np.clip(page * _light(rng) + rng.normal(0, _GRAIN, SHAPE), 0, 1))


def _checked(image: ArrayLike) -> FloatArray:
    digit = finite_array(image, "image")
    if digit.shape != (SIDE, SIDE):
        raise InputError(f"image: expected shape ({SIDE}, {SIDE}), got {digit.shape}")
    check_inputs(digit, is_image=True)
    if digit.max() <= _INK_FROM:
        raise InputError(f"image: expected bright ink, got at most {digit.max():g}")
    return digit


def _fine_strokes(digit: FloatArray) -> FloatArray:
    """Return a digit's strokes enlarged and thinner, in [0, 1], cut to their box."""
    room = np.pad(digit, 2)
    large = ndimage.zoom(room, _ENLARGED, order=3, mode="grid-constant", grid_mode=True)
    strokes = ndimage.gaussian_filter(large, _SMOOTH * _ENLARGED) > _INK_FROM
    depth = ndimage.distance_transform_edt(strokes)
    deepest = ndimage.maximum_filter(depth, 2 * int(depth.max()) + 1)
    less = np.minimum(_FINER * _ENLARGED, _MOST_FINER * deepest)
    ink = np.where(strokes, np.clip(depth - less + 0.5, 0, 1), 0.0)
    return np.asarray(ink[box_of(ink > 0)])


def _ruling(rng: np.random.Generator) -> FloatArray:
    """Return printed lines that are turned by a few degrees, in [0, 1]."""
    turn = np.radians(rng.uniform(1.5, 4) * rng.choice([-1, 1]))
    rows, columns = np.indices(SHAPE)
    across = rows * np.cos(turn) + columns * np.sin(turn) + rng.uniform(0, _SPACING)
    off = np.abs(across % _SPACING - _SPACING / 2)
    return np.asarray(np.clip((_LINE + 1) / 2 - off, 0, 1))


def _light(rng: np.random.Generator) -> FloatArray:
    """Return the light on the page, in [0, 1]: less at the lower right, with a soft edge."""
    rows, columns = np.indices(SHAPE) / max(SHAPE)
    way = rng.uniform(0.1, 0.4) * np.pi
    inside = (rows * np.sin(way) + columns * np.cos(way) - 0.75) / 0.06
    return np.asarray(1 - (1 - _SHADED) / (1 + np.exp(-inside)))
