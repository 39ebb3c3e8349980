"""Shrunk copies of a picture, and back: what is large-scale can be looked for in a small copy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

FloatArray = NDArray[np.float64]


def factor_to(picture: FloatArray, side: int) -> int:
    """Return the whole number by which a picture is shrunk to at most that many pixels a side."""
    return int(-(-max(picture.shape[:2]) // side))


def blur(values: FloatArray, sigma: float) -> FloatArray:
    """Blur with a Gaussian, on a shrunk copy where that changes nothing but the time."""
    factor = max(1, int(sigma / 4))
    if factor == 1:
        return np.asarray(ndimage.gaussian_filter(values, sigma, mode="nearest"))
    small = block_mean(values, factor)
    blurred = ndimage.gaussian_filter(small, sigma / factor, mode="nearest")
    return zoomed(blurred, factor, values.shape)


def block_mean(values: FloatArray, factor: int) -> FloatArray:
    """Average blocks of factor x factor pixels; blocks at the far edges repeat the edge."""
    if factor == 1:
        return values
    pad = [(0, -side % factor) for side in values.shape[:2]] + [(0, 0)] * (values.ndim - 2)
    full = np.pad(values, pad, mode="edge")
    height, width = full.shape[0] // factor, full.shape[1] // factor
    # Row by row first: NumPy adds whole rows far sooner than a few numbers of each.
    rows = full.reshape(height, factor, *full.shape[1:]).mean(axis=1)
    return np.asarray(rows.reshape(height, width, factor, *values.shape[2:]).mean(axis=2))


def zoomed(coarse: FloatArray, factor: int, shape: tuple[int, ...]) -> FloatArray:
    """Undo `block_mean`, interpolating linearly between the blocks' centres."""
    if factor == 1:
        return coarse
    rows, columns = ((np.arange(side) + 0.5) / factor - 0.5 for side in shape)
    return _interpolated(_interpolated(coarse, rows).T, columns).T


def _interpolated(values: FloatArray, places: FloatArray) -> FloatArray:
    """Interpolate linearly between the rows of ``values`` at fractional row numbers."""
    places = np.clip(places, 0, len(values) - 1)
    first = np.minimum(places.astype(np.intp), max(len(values) - 2, 0))
    second = np.minimum(first + 1, len(values) - 1)
    share = (places - first)[:, None]
    return np.asarray(values[first] * (1 - share) + values[second] * share)
