"""Read a picture file as an array, in bounded time and memory whatever the file holds.

Measured at 50 megapixels by `benchmarks/pictures.py`, which also counts the start of Python and the
preparation: 1.3 to 2.9 s on a slow day of two shared cores, the whole process 136 to 362 MB.
"""

from __future__ import annotations

import importlib
import math
import os
import warnings
from collections.abc import Callable
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from netcore._files import checked_file, shown
from netcore.errors import FileError, FormatError
from netcore.preparation import large
from netcore.preparation.scans import count_scans
from netcore.preparation.sizes import MAX_PIXELS, shrink_factor

Bytes = NDArray[np.uint8]
Cut = Callable[[int, int], Image.Image]

# A bitmap of 50 megapixels with eight bytes each, and room for its headers.
MAX_BYTES = 420_000_000
# An ordinary progressive JPEG has about ten scans; each costs a pass over the whole picture.
_MAX_SCANS = 100
_MAX_SCANNED_PIXELS = 24 * MAX_PIXELS
_STRIP_PIXELS = 2_000_000
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


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
    head = stream.read(12)
    stream.seek(0)
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return _decode_heic(stream)
    with warnings.catch_warnings():
        # Pillow warns of odd but readable metadata; bombs are refused by _check_pixels.
        warnings.simplefilter("ignore")
        try:
            image = Image.open(stream, formats=_FORMATS)
        except Image.DecompressionBombError:
            raise _too_many_pixels("more than 178") from None
        _check_pixels(image.size)
        form, size = str(image.format), image.size
        if form in large.FORMATS and math.prod(size) > large.LARGE and not _is_deep(image):
            del image  # and what it holds of the file
            return large.decode_large(stream, form, size)
        return _upright(_decode_opened(image, stream), _orientation(image))


def _decode_opened(image: Image.Image, stream: BinaryIO) -> Bytes:
    if image.format in ("JPEG", "MPO"):
        _check_scans(stream, image.width * image.height)
        image.draft("RGB", _target(image.size))
    image.load()
    return _shrunk(image.size, _cutter(image))


def _check_pixels(size: tuple[int, int]) -> None:
    width, height = size
    if width < 1 or height < 1:
        raise FormatError(f"is {width} x {height} pixels: expected at least 1 x 1")
    if width * height > MAX_PIXELS:
        raise _too_many_pixels(f"{width} x {height} = {width * height / 1e6:.0f}")


def _too_many_pixels(found: str) -> FileError:
    return FileError(
        f"has {found} megapixels: expected at most {MAX_PIXELS // 1_000_000}; save it smaller"
    )


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


def _target(size: tuple[int, int]) -> tuple[int, int]:
    width, height = size
    factor = shrink_factor(max(size))
    return max(1, width // factor), max(1, height // factor)


def _shrunk(size: tuple[int, int], cut: Cut) -> Bytes:
    """Return a picture as RGBA, shrunk strip by strip so that no second copy of it is made.

    Parameters
    ----------
    size
        Width and height.
    cut
        Gives the rows from the first number to before the second.
    """
    width, height = size
    factor = shrink_factor(max(size))
    rows = max(1, _STRIP_PIXELS // width // factor) * factor
    tops = range(0, height, rows)
    return np.concatenate([_reduced(cut(top, min(height, top + rows)), factor) for top in tops])


def _reduced(strip: Image.Image, factor: int) -> Bytes:
    """Return a strip averaged over squares, as RGBA; what is opaque is averaged sooner without."""
    if strip.mode not in ("L", "RGB", "RGBA") or "transparency" in strip.info:
        strip = strip.convert("RGBA" if strip.has_transparency_data else "RGB")
    if strip.mode == "RGBA" and strip.getchannel("A").getextrema() == (255, 255):
        strip = strip.convert("RGB")
    return np.asarray(strip.reduce(factor).convert("RGBA"))


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


def _decode_heic(stream: BinaryIO) -> Bytes:
    try:
        pillow_heif = importlib.import_module("pillow_heif")
    except ImportError:
        raise FormatError(
            "is a HEIC picture, which needs the package pillow-heif: "
            "pip install 'netreel[heic]', or save the picture as JPEG"
        ) from None
    pictures = pillow_heif.open_heif(stream, convert_hdr_to_8bit=True)
    _check_pixels(pictures.size)
    pixels = np.asarray(pictures)
    # libheif turns the picture upright itself.
    return _shrunk(pictures.size, lambda top, bottom: Image.fromarray(pixels[top:bottom]))
