"""Where noise ends and ink begins."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

_ONE_CLASS = 1e-9
_MANY = 100_000


def noise_of(strength: FloatArray) -> float:
    """Return the standard deviation of the background, unmoved by the ink on it."""
    # Of so many pixels, every other row and column tells as much.
    some = strength[::2, ::2] if strength.size > _MANY else strength
    middle = np.median(some)
    return float(1.4826 * np.median(np.abs(some - middle)))


def otsu(values: FloatArray) -> float:
    """Return the threshold that splits ``values`` into the two most different classes.

    Where all are alike but for rounding, as flat ink is in a drawing program, it is the least.

    N. Otsu, A threshold selection method from gray-level histograms, 1979.
    """
    if np.ptp(values) < _ONE_CLASS:
        return float(values.min())
    counts, edges = np.histogram(values, bins=128)
    centres = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)[:-1]
    above = values.size - below
    sums = np.cumsum(counts * centres)
    means = sums[:-1] / np.maximum(below, 1), (sums[-1] - sums[:-1]) / np.maximum(above, 1)
    return float(edges[1 + np.argmax(below * above * (means[1] - means[0]) ** 2)])
