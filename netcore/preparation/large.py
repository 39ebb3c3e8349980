"""Read a large PNG or WebP with libvips, which never holds the whole picture.

Pillow takes 200 MB for a WebP of 10 megapixels, of which it keeps four copies; for a PNG, 0.2 s.
"""

from __future__ import annotations

import importlib
import math
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from netcore.errors import FileError
from netcore.preparation.sizes import shrink_factor

WEBP_HEAD = 30
"""How many bytes of a WebP tell its size."""


def webp_size(head: bytes) -> tuple[int, int]:
    """Return width and height of the WebP that begins like this: RFC 9649, 2.5 to 2.7.

    What is no WebP, or of no known kind, has no size: (0, 0).
    """
    if len(head) < WEBP_HEAD or head[:4] != b"RIFF" or head[8:12] != b"WEBP":
        return 0, 0

    def number(start: int, length: int) -> int:
        return int.from_bytes(head[start : start + length], "little")

    match head[12:16]:
        case b"VP8 ":
            return number(26, 2) % 2**14, number(28, 2) % 2**14
        case b"VP8L":
            return number(21, 4) % 2**14 + 1, number(21, 4) // 2**14 % 2**14 + 1
        case b"VP8X":
            return number(24, 3) + 1, number(27, 3) + 1
    return 0, 0


def decode_large(
    stream: BinaryIO, image_format: str, image_size: tuple[int, int]
) -> NDArray[np.uint8]:
    """Return the picture upright and shrunk by averaging, as RGBA.

    Parameters
    ----------
    stream
        A file that is open for reading.
    image_format
        "PNG" or "WEBP".
    image_size
        Width and height.

    Raises
    ------
    FileError
        If libvips is not there.
    pyvips.Error
        If the picture is damaged.
    """
    try:
        pyvips = importlib.import_module("pyvips")
    # Where libvips itself is missing, loading it is an OSError.
    except (ImportError, OSError):
        raise FileError(
            f"is a {image_format} picture of {math.prod(image_size) / 1e6:.0f} megapixels, which "
            "needs the package pyvips: pip install 'pyvips[binary]', or save the picture as JPEG"
        ) from None
    source = pyvips.Source.new_from_descriptor(stream.fileno())
    options = {"access": "sequential", "fail_on": "truncated"}
    if image_format == "WEBP":
        scale = 1 / shrink_factor(max(image_size))
        image = pyvips.Image.webpload_source(source, scale=scale, **options)
    else:
        image = pyvips.Image.pngload_source(source, **options)
    # An animated WebP is not shrunk while it is decoded.
    small = _averaged(image, shrink_factor(max(image.width, image.height)))
    upright = small.copy_memory().autorot()
    return np.asarray(Image.fromarray(upright.numpy()).convert("RGBA"))


def _averaged(image: Any, factor: int) -> Any:
    """Return a libvips image averaged over squares; what is transparent has no colour to add."""
    colours = image.colourspace("srgb")
    if not colours.hasalpha():
        return colours.shrink(factor, factor, ceil=True)
    small = colours.premultiply().shrink(factor, factor, ceil=True)
    return small.unpremultiply().rint().cast("uchar")
