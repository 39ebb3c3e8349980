"""Read a picture file as an array, in bounded time and memory whatever the file holds.

libvips decodes, shrinks and turns PNG, JPEG, WebP and GIF. Its wheel has no decoder for BMP, which
is Pillow's, nor for HEIC, which is pillow-heif's. `benchmarks/pictures.py` measures each at 50
megapixels.
"""

from __future__ import annotations

import importlib
import logging
import math
import os
import warnings
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from netcore._files import checked_file, shown
from netcore.errors import FileError, FormatError
from netcore.preparation.scans import count_scans
from netcore.preparation.sizes import MAX_PIXELS, check_pixels, shrink_factor, too_many_pixels

Bytes = NDArray[np.uint8]

# A bitmap of 50 megapixels with eight bytes each, and room for its headers.
MAX_BYTES = 420_000_000
_HEAD = 16
_LIBVIPS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
# An ordinary progressive JPEG has about ten scans; each costs a pass over the whole picture, and
# libvips sets no limit.
_MAX_SCANS = 100
_MAX_SCANNED_PIXELS = 24 * MAX_PIXELS
# By these libjpeg can shrink as it decodes.
_JPEG_SHRINKS = (8, 4, 2)


def read_picture(path: str | os.PathLike[str]) -> Bytes:
    """Return the picture in ``path``, upright, its longest side at most 1080 pixels.

    Of an animation the first frame is read.

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
    # Each decoder has its own idea of what to raise for a damaged file, and none documents a list.
    except Exception as error:
        raise FormatError(
            f"{name}: the picture is damaged or cut short ({_reason(error)}): expected a whole "
            "file; save or copy it again"
        ) from None


def _reason(error: Exception) -> str:
    """Return what a decoder says last; before that, libvips repeats itself."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return " ".join(lines[-1].split())[:120]


def _decode(stream: BinaryIO) -> Bytes:
    head = stream.read(_HEAD)
    stream.seek(0)
    if head.startswith(_LIBVIPS) or (head[:4], head[8:12]) == (b"RIFF", b"WEBP"):
        return _by_libvips(stream)
    if head.startswith(b"BM"):
        return _by_pillow(stream)
    # ISO/IEC 23008-12, B.4
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        return _by_libheif(stream)
    raise UnidentifiedImageError


def _by_libvips(stream: BinaryIO) -> Bytes:
    image = _opened(stream)
    size = image.width, image.height
    check_pixels(size)
    most = min(shrink_factor(max(size)), *size)
    # Not by `thumbnail_source`, which up to libvips 8.18 reads what is cut short without a word.
    loader = image.get("vips-loader")
    if loader.startswith("jpegload"):
        _check_scans(stream, math.prod(size))
        image = _opened(stream, shrink=next((n for n in _JPEG_SHRINKS if n <= most), 1))
    elif loader.startswith("webpload"):
        image = _opened(stream, scale=1 / most)
    # Greys of 16 bits may end at 255 all the same.
    elif image.format == "ushort" and image.bands == 1 and _opened(stream).max() <= 255:
        image = image.cast("uchar").copy(interpretation="b-w")
    return _small(image)


def _opened(stream: BinaryIO, **options: Any) -> Any:
    """Return a file's libvips image, which is decoded when its pixels are asked for."""
    vips = _libvips()
    source = vips.Source.new_from_descriptor(stream.fileno())
    options = {"access": "sequential", "fail_on": "truncated", **options}
    return vips.Image.new_from_source(source, "", **options)


def _check_scans(stream: BinaryIO, pixels: int) -> None:
    stream.seek(0)
    scans, most = count_scans(stream.read()), min(_MAX_SCANS, _MAX_SCANNED_PIXELS // pixels)
    if scans > most:
        raise FormatError(
            f"this JPEG draws its picture {scans} times over: expected at most {most} scans; "
            "save it again as an ordinary JPEG"
        )


def _small(image: Any) -> Bytes:
    """Return a libvips image upright and averaged over squares, as RGBA.

    A thumbnail of libvips' would be sharpened, and keep more of the grain.
    """
    colours = image if image.interpretation in ("b-w", "srgb") else image.colourspace("srgb")
    factor = shrink_factor(max(image.width, image.height))
    if factor > 1 and image.hasalpha():
        # What is transparent has no colour to add.
        averaged = colours.premultiply().shrink(factor, factor, ceil=True)
        colours = averaged.unpremultiply().rint().cast("uchar")
    elif factor > 1:
        colours = colours.shrink(factor, factor, ceil=True)
    if colours.get_typeof("orientation"):
        colours = colours.copy_memory().autorot()
    return np.asarray(Image.fromarray(colours.numpy()).convert("RGBA"))


def _libvips() -> Any:
    # At INFO it tells of its threads, and whoever configures logging gets that among results.
    logging.getLogger("pyvips").setLevel(logging.WARNING)
    try:
        return importlib.import_module("pyvips")
    # Where libvips itself is missing, loading it is an OSError.
    except (ImportError, OSError):
        raise FileError(
            "a picture needs the package pyvips to be read: pip install 'pyvips[binary]'"
        ) from None


def _by_pillow(stream: BinaryIO) -> Bytes:
    with warnings.catch_warnings():
        # Pillow warns of what is odd but readable; bombs are refused by check_pixels.
        warnings.simplefilter("ignore")
        try:
            image: Image.Image = Image.open(stream, formats=["BMP"])
        except Image.DecompressionBombError:
            raise too_many_pixels("more than 178") from None
        check_pixels(image.size)
        image.load()
    colours = image.convert("RGB") if image.mode in ("1", "P") else image
    return np.asarray(colours.reduce(shrink_factor(max(image.size))).convert("RGBA"))


def _by_libheif(stream: BinaryIO) -> Bytes:
    try:
        pillow_heif = importlib.import_module("pillow_heif")
    except ImportError:
        raise FormatError(
            "is a HEIC picture, which needs the package pillow-heif: "
            "pip install 'netreel[heic]', or save the picture as JPEG"
        ) from None
    # libheif turns the picture upright itself.
    picture = pillow_heif.open_heif(stream, convert_hdr_to_8bit=True)
    check_pixels(picture.size)
    return _small(_libvips().Image.new_from_array(np.asarray(picture)))
