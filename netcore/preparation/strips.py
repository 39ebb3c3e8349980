"""Shrink a decoded picture strip by strip, so that no second copy of it is made."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from netcore.preparation.sizes import shrink_factor

Cut = Callable[[int, int], Image.Image]
"""Gives a picture's rows from the first number to before the second."""

_STRIP_PIXELS = 2_000_000


def shrunk(size: tuple[int, int], cut: Cut) -> NDArray[np.uint8]:
    """Return a picture as RGBA, shrunk by averaging over squares.

    Parameters
    ----------
    size
        Width and height.
    cut
        Gives its rows.
    """
    width, height = size
    factor = shrink_factor(max(size))
    rows = max(1, _STRIP_PIXELS // width // factor) * factor
    tops = range(0, height, rows)
    return np.concatenate([_reduced(cut(top, min(height, top + rows)), factor) for top in tops])


def _reduced(strip: Image.Image, factor: int) -> NDArray[np.uint8]:
    """Return a strip averaged over squares, as RGBA; what is opaque is averaged sooner without."""
    if strip.mode not in ("L", "RGB", "RGBA") or "transparency" in strip.info:
        strip = strip.convert("RGBA" if strip.has_transparency_data else "RGB")
    if strip.mode == "RGBA" and strip.getchannel("A").getextrema() == (255, 255):
        strip = strip.convert("RGB")
    return np.asarray(strip.reduce(factor).convert("RGBA"))
