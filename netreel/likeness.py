"""Whether two pictures are alike, whichever machine drew them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.ndimage import maximum_filter, minimum_filter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

__all__ = ["MOST_OFF", "differing"]

MOST_OFF = 0.001
"""The share of pixels that may be off."""

_FLAT = 24
"""Where neighbours differ by more there is an edge, which each Cairo draws in its own way."""
_OFF = 12


def differing(picture: Picture, reference: Picture) -> float:
    """Return the share of pixels that are off, edges left out; 1 for pictures of other sizes.

    Both are ``(height, width, 3)``.
    """
    if picture.shape != reference.shape:
        return 1.0
    spread = maximum_filter(reference, (3, 3, 1)).astype(int) - minimum_filter(reference, (3, 3, 1))
    flat = spread.max(axis=2) <= _FLAT
    off = np.abs(picture.astype(int) - reference).max(axis=2) > _OFF
    return float((off & flat).sum() / flat.size)
