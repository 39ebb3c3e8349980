"""Small pictures of clips, for pages: 640 pixels wide, and a few kilobytes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, UnidentifiedImageError

from netreel.likeness import MOST_OFF, differing

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["MOST_BYTES", "alike", "slide"]

SIZE = (640, 360)
MOST_BYTES = 15_000
QUALITIES = (80, 72, 64, 56, 48, 40, 30, 20)
"""WebP's: the first that makes few enough bytes is taken. Thousands of lines take many."""


def slide(picture: NDArray[np.uint8], size: tuple[int, int] = SIZE) -> bytes:
    """Return a WebP of a picture ``(height, width, 3 or 4)``, made smaller, by default for 16:9.

    The same picture gives the same bytes, as long as Pillow is the same.
    """
    image = Image.fromarray(picture).convert("RGB").resize(size, Image.Resampling.LANCZOS)
    encoded = b""
    for quality in QUALITIES:
        encoded = _encoded(image, quality)
        if len(encoded) <= MOST_BYTES:
            break
    return encoded


def _encoded(image: Image.Image, quality: int) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "webp", quality=quality, method=6, use_sharp_yuv=True)
    return buffer.getvalue()


def alike(one: bytes, other: bytes) -> bool:
    """Tell whether two slides show the same, whichever machine made them; what is none does not."""
    try:
        return one == other or differing(_decoded(one), _decoded(other)) <= MOST_OFF
    except (UnidentifiedImageError, OSError):
        return False


def _decoded(encoded: bytes) -> NDArray[np.uint8]:
    with Image.open(BytesIO(encoded)) as image:
        return np.array(image.convert("RGB"))
