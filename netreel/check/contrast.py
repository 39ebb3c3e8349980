"""Contrast as the Web Content Accessibility Guidelines 2.2 define it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def luminance(colour: NDArray[np.float64]) -> float:
    """Return the relative luminance of sRGB in [0, 1]."""
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def contrast(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Return the contrast ratio, 1 to 21."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)
