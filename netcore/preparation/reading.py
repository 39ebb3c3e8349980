"""Read a picture file as an array, in bounded time and memory whatever the file holds.

Measured at 50 megapixels by `benchmarks/pictures.py`, which also counts the start of Python and the
preparation: 1.0 to 2.7 s on a slow day of two shared cores, the whole process 134 to 358 MB.
"""

from __future__ import annotations

import os
import warnings
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from netcore._files import checked_file, shown
from netcore.errors import FileError, FormatError
from netcore.preparation import heic, large
from netcore.preparation.scans import count_scans
from netcore.preparation.sizes import (
    MAX_PIXELS,
    check_pixels,
    is_large,
    shrunk_size,
    too_many_pixels,
)
from netcore.preparation.strips import Cut, shrunk

Bytes = NDArray[np.uint8]

# A bitmap of 50 megapixels with eight bytes each, and room for its headers.
MAX_BYTES = 420_000_000
# An ordinary progressive JPEG has about ten scans; each costs a pass over the whole picture.
_MAX_SCANS = 100
_MAX_SCANNED_PIXELS = 24 * MAX_PIXELS
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")


def read_picture(path: str | os.PathLike[str]) -> Bytes:
    """Return the picture in ``path``, upright, its longest side at most 1080 pixels.

    Large pictures are shrunk by averaging while they are decoded. Of an animation the first frame
    is read.

    Returns
    -------
    array of shape (height, width, 4), uint8
        Red, green, blue and opacity.

    Raises
    ------
    FileError
        If there is no such file, it cannot be read, it is not a regular file, or it is too large.
    FormatError
        If the file is no picture, is damaged, or is of another format.
    """
    file = checked_file(path, most_bytes=MAX_BYTES)
    name = shown(file)
    try:
        with file.open("rb") as stream:
            return _decode(stream)
    except FileError as error:
        raise type(error)(f"{name}: {error}") from None
    except PermissionError as error:
        raise FileError(f"{name}: cannot be read: {error.strerror}") from None
    except UnidentifiedImageError:
        raise FormatError(
            f"{name}: not a picture: expected PNG, JPEG, WebP, GIF, BMP or HEIC; open it in an "
            "image program and save it as PNG"
        ) from None
    # Each decoder has its own idea of what to raise for a damaged file; Pillow documents no list.
    except Exception as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise FormatError(
            f"{name}: the picture is damaged or cut short ({reason}): expected a whole file; "
            "save or copy it again"
        ) from None


def _decode(stream: BinaryIO) -> Bytes:
    head = stream.read(large.WEBP_HEAD)
    stream.seek(0)
    if heic.is_heic(head):
        return heic.decode_heic(stream)
    # Of a WebP Pillow reads the whole file and makes room for two pictures to tell its size.
    if is_large(size := large.webp_size(head)):
        check_pixels(size)
        return large.decode_large(stream, "WEBP", size)
    with warnings.catch_warnings():
        # Pillow warns of odd but readable metadata; bombs are refused by check_pixels.
        warnings.simplefilter("ignore")
        try:
            image = Image.open(stream, formats=_FORMATS)
        except Image.DecompressionBombError:
            raise too_many_pixels("more than 178") from None
        check_pixels(image.size)
        if image.format == "PNG" and is_large(image.size) and not _is_deep(image):
            return large.decode_large(stream, "PNG", image.size)
        return _upright(_decode_opened(image, stream), _orientation(image))


def _decode_opened(image: Image.Image, stream: BinaryIO) -> Bytes:
    if image.format in ("JPEG", "MPO"):
        _check_scans(stream, image.width * image.height)
        image.draft("RGB", shrunk_size(image.size))
    image.load()
    return shrunk(image.size, _cutter(image))


def _check_scans(stream: BinaryIO, pixels: int) -> None:
    position = stream.tell()
    stream.seek(0)
    scans, most = count_scans(stream.read()), min(_MAX_SCANS, _MAX_SCANNED_PIXELS // pixels)
    stream.seek(position)
    if scans > most:
        raise FormatError(
            f"this JPEG draws its picture {scans} times over: expected at most {most} scans; "
            "save it again as an ordinary JPEG"
        )


def _cutter(image: Image.Image) -> Cut:
    """Return what cuts strips from a loaded picture; deep greys are scaled, not cut off."""

    def cut(top: int, bottom: int) -> Image.Image:
        return image.crop((0, top, image.width, bottom))

    if not _is_deep(image):
        return cut
    low, high = image.getextrema()
    top = max(float(np.max([low, high])), 1.0)
    white = next((limit for limit in (255.0, 65535.0) if top <= limit), top)

    def scaled(top: int, bottom: int) -> Image.Image:
        strip = np.asarray(cut(top, bottom), dtype=np.float64)
        return Image.fromarray(np.rint(np.clip(strip / white, 0, 1) * 255).astype(np.uint8))

    return scaled


def _is_deep(image: Image.Image) -> bool:
    """Say whether its greys go on beyond 255."""
    return image.mode in ("I", "F") or image.mode.startswith("I;16")


def _orientation(image: Image.Image) -> int:
    """Return what EXIF says of the picture's orientation; a damaged block says nothing."""
    try:
        return int(image.getexif().get(0x0112, 1))
    # The block is read by the same kind of code as the picture; the picture can do without it.
    except Exception:
        return 1


def _upright(pixels: Bytes, orientation: int) -> Bytes:
    turned = Image.fromarray(pixels)
    turned.getexif()[0x0112] = orientation
    return np.asarray(ImageOps.exif_transpose(turned))
