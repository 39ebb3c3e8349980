"""How a value becomes a colour, a width or an opacity: each mapping once, for pictures and legends.

Every function takes arrays of any shape and returns straight (not premultiplied) RGBA in [0, 1]
with a last axis of 4, or widths in pixels of a 1080-pixel-high frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from scenes.theme import Theme

__all__ = [
    "activation_rgba",
    "connection_rgba",
    "connection_width",
    "rgb",
    "symmetric_limit",
    "weight_rgba",
]

_CLIP_PERCENTILE = 99.5
"""Weights beyond this percentile of their sizes are drawn as strong as can be."""

_WIDEST, _THINNEST = 2.6, 0.5


def rgb(colour: str) -> NDArray[np.float64]:
    """Return ``#rrggbb`` as three numbers in [0, 1]."""
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255


def activation_rgba(theme: Theme, values: ArrayLike, limit: float = 1.0) -> NDArray[np.float64]:
    """Map activations 0..`limit` linearly from the theme's "off" to its "on", opaque."""
    level = np.clip(np.asarray(values, dtype=np.float64) / limit, 0.0, 1.0)[..., None]
    off, on = rgb(theme.activation_off), rgb(theme.activation_on)
    return np.concatenate([off + (on - off) * level, np.ones_like(level)], axis=-1)


def symmetric_limit(weights: ArrayLike) -> float:
    """Return the size at which the colour of a weight is full: see `_CLIP_PERCENTILE`."""
    sizes = np.abs(np.asarray(weights, dtype=np.float64))
    return float(np.percentile(sizes, _CLIP_PERCENTILE)) or float(sizes.max()) or 1.0


def weight_rgba(theme: Theme, weights: ArrayLike, limit: float) -> NDArray[np.float64]:
    """Map weights to the colour of their sign, as opaque as their size: zero is the background."""
    values = np.asarray(weights, dtype=np.float64)
    colour = np.where(values[..., None] < 0, rgb(theme.negative), rgb(theme.positive))
    opacity = np.clip(np.abs(values) / limit, 0.0, 1.0)
    return np.concatenate([colour, opacity[..., None]], axis=-1)


def connection_rgba(
    theme: Theme, weights: ArrayLike, limit: float, crossing: float = 1.0
) -> NDArray[np.float64]:
    """Map weights to the colour of a connection.

    `crossing` is how many connections lie over each other at a typical point: thousands together
    must read as texture, so each is fainter by the square root of it.
    """
    rgba = weight_rgba(theme, weights, limit)
    rgba[..., 3] = np.clip(rgba[..., 3] / np.sqrt(max(crossing, 1.0)), 0.0, 1.0)
    return rgba


def connection_width(weights: ArrayLike, limit: float) -> NDArray[np.float64]:
    """Map the size of weights to the width of their connections, in pixels at 1080p."""
    size = np.clip(np.abs(np.asarray(weights, dtype=np.float64)) / limit, 0.0, 1.0)
    return _THINNEST + (_WIDEST - _THINNEST) * size
