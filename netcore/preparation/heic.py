"""Read a HEIC with libheif; a large one that is coded whole with FFmpeg, which uses all cores."""

from __future__ import annotations

import importlib
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from netcore.errors import FormatError
from netcore.preparation.sizes import MAX_PIXELS, check_pixels, is_large, shrink_factor
from netcore.preparation.strips import shrunk

Bytes = NDArray[np.uint8]

_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
# A coder fills the picture up to whole blocks.
_MOST_CODED = MAX_PIXELS + 2_000_000
_DESCRIPTION = 65_536
"""What says how a picture is made of coded ones takes fewer bytes, unless they are hundreds."""
_MADE_OF_OTHERS = (b"grid", b"iovl", b"iden")
_TRANSFORMED = (b"irot", b"imir", b"clap")


def is_heic(head: bytes) -> bool:
    """Say whether a file that begins like this says that it is a HEIC: ISO/IEC 23008-12, B.4."""
    return head[4:8] == b"ftyp" and head[8:12] in _BRANDS


def decode_heic(stream: BinaryIO) -> Bytes:
    """Return the picture upright and shrunk by averaging, as RGBA.

    Parameters
    ----------
    stream
        A file that is open for reading, at its beginning.

    Raises
    ------
    FileError
        If it has too many pixels.
    FormatError
        If pillow-heif is not there, or the picture is empty.
    Exception
        Of libheif, if the picture is damaged.
    """
    try:
        pillow_heif = importlib.import_module("pillow_heif")
    except ImportError:
        raise FormatError(
            "is a HEIC picture, which needs the package pillow-heif: "
            "pip install 'netreel[heic]', or save the picture as JPEG"
        ) from None
    pictures = pillow_heif.open_heif(stream, convert_hdr_to_8bit=True)
    size = pictures.size
    check_pixels(size)
    if is_large(size) and _is_coded_whole(stream):
        small = _by_ffmpeg(stream, size)
        if small is not None:
            return small
    pixels = np.asarray(pictures)
    # libheif turns the picture upright itself.
    return shrunk(size, lambda top, bottom: Image.fromarray(pixels[top:bottom]))


def _is_coded_whole(stream: BinaryIO) -> bool:
    """Say whether the file holds one coded picture, shown as it is: ISO/IEC 14496-12, 8.11.

    What makes it another, tiles, opacity or a turn, is named in the box `meta` behind the first.
    """
    stream.seek(0)
    head = stream.read(_DESCRIPTION)
    start = int.from_bytes(head[:4], "big")
    end = start + int.from_bytes(head[start : start + 4], "big")
    if head[start + 4 : start + 8] != b"meta" or end > len(head):
        return False
    meta = head[start:end]
    return meta.count(b"hvc1") == 1 and not any(
        name in meta for name in (*_MADE_OF_OTHERS, *_TRANSFORMED)
    )


def _by_ffmpeg(stream: BinaryIO, size: tuple[int, int]) -> Bytes | None:
    """Return a picture that is coded whole, or None where libheif is to say what is wrong."""
    import av

    stream.seek(0)
    factor = shrink_factor(max(size))
    width, height = (-(-side // factor) for side in size)
    try:
        with av.open(stream, "r", format="mov") as container:
            (coded,) = container.streams.video
            coded.thread_type = "SLICE"
            # What is coded can be larger than the file says it is.
            bounds = {"err_detect": "explode", "max_pixels": str(_MOST_CODED)}
            coded.codec_context.options = bounds
            frame = next(container.decode(coded))
            if (frame.width, frame.height) != size:
                return None
            small = frame.reformat(width, height, "rgba", interpolation="AREA")
            return np.asarray(small.to_ndarray(), dtype=np.uint8)
    # PyAV documents no list of what a damaged file can raise.
    except Exception:
        return None
