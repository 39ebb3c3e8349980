"""Pictures of a digit as files, and what the network reads in one."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image

import netcore
from tests.netcore.drawn_digits import draw_strokes

LABEL = 4


def page(mode: str = "RGB", size: tuple[int, int] = (120, 150)) -> Image.Image:
    """Return a 4 in dark ink on light paper, upright."""
    return _grey_page(size).convert(mode)


@cache
def _grey_page(size: tuple[int, int]) -> Image.Image:
    """Return the page once drawn, for `convert` to copy: a large one takes a tenth of a second."""
    ink = draw_strokes(LABEL, (size[1], size[0]), 90, 9, np.random.default_rng(LABEL))
    return Image.fromarray(np.rint(235 - 200 * ink).astype(np.uint8))


def recognised(path: Path) -> int:
    """Return the digit that the lesson's network reads in a picture."""
    digit = netcore.load_image(path).image
    return int(netcore.default_network().forward(digit).prediction)


def saved(folder: Path, image: Image.Image, name: str, **options: object) -> Path:
    """Save a picture in the format that its name tells."""
    image.save(folder / name, **options)  # type: ignore[arg-type]  # each format has its own
    return folder / name


def encoded(form: str, **options: object) -> bytes:
    """Return the bytes of the page as a file of that format."""
    stream = io.BytesIO()
    page().save(stream, form, **options)
    return stream.getvalue()


def encoded_heic(picture: pillow_heif.HeifFile | Image.Image, **options: object) -> bytes:
    """Return the bytes of a HEIC that is coded whole, as converters do, unless told otherwise."""
    stream = io.BytesIO()
    file = pillow_heif.from_pillow(picture) if isinstance(picture, Image.Image) else picture
    file.save(stream, enc_params={"preset": "ultrafast"}, **options)
    return stream.getvalue()
