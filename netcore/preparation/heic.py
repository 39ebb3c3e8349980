"""Read a HEIC with libheif, or a large one with FFmpeg, which takes two thirds of the time or less.

libheif is asked about either: how large the picture is, how it is turned, whether it is damaged.
"""

from __future__ import annotations

import importlib
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from netcore.errors import FormatError
from netcore.preparation.sizes import MAX_PIXELS, check_pixels, is_large, shrunk_size
from netcore.preparation.strips import shrunk

if TYPE_CHECKING:
    from av import VideoCodecContext, VideoFrame, VideoStream
    from av.container import InputContainer
    from av.video.plane import VideoPlane

Bytes = NDArray[np.uint8]

_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_DESCRIPTION = 65_536
"""What comes before the coded pictures takes fewer bytes, unless they are thousands."""
# A coder fills the picture up to whole blocks.
_MOST_CODED = MAX_PIXELS + 2_000_000


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
    check_pixels(pictures.size)
    if is_large(pictures.size):
        small = _by_ffmpeg(stream, pictures[pictures.primary_index])
        if small is not None:
            return small
    pixels = np.asarray(pictures)
    # libheif turns the picture upright itself.
    return shrunk(pictures.size, lambda top, bottom: Image.fromarray(pixels[top:bottom]))


def _by_ffmpeg(stream: BinaryIO, picture: Any) -> Bytes | None:
    """Return a picture as `decode_heic` does, or None where it is to be left to libheif."""
    try:
        turns = _quarter_turns(picture)
        if turns is None or picture.has_alpha:
            return None
        size = picture.size[::-1] if turns % 2 else picture.size
        frame = _decoded(stream, picture._c_image.item_id, size)
        small = frame.reformat(*shrunk_size(size), "rgba", interpolation="AREA").to_ndarray()
        return np.rot90(np.asarray(small, dtype=np.uint8), turns)
    # What it is that FFmpeg cannot do is libheif's to say, and PyAV documents no list of errors.
    except Exception:
        return None


def _quarter_turns(picture: Any) -> int | None:
    """Return by how many quarters, anti-clockwise, a picture is turned to be shown.

    None if it is mirrored or cropped, or an older pillow-heif does not tell.
    """
    transformations = getattr(picture._c_image, "transformations", (("unknown", 0),))
    if any(kind != "irot" for kind, *_ in transformations):
        return None
    return sum(degrees for _, degrees in transformations) // 90 % 4


def _decoded(stream: BinaryIO, item: int, size: tuple[int, int]) -> VideoFrame:
    """Return the picture with that number, which is coded whole or in tiles of one size.

    Raises
    ------
    ValueError
        If it is coded in another way, or a tile is missing.
    av.FFmpegError
        If the file is damaged.
    """
    import av

    stream.seek(0)
    head = stream.read(_DESCRIPTION)
    stream.seek(0)
    with av.open(stream, "r", format="mov") as container:
        first, *others = container.streams.video
        tiles = [first, *(other for other in others if _coded_alike(first, other))]
        columns, rows = -(-size[0] // first.width), -(-size[1] // first.height)
        if len(tiles) != columns * rows or not _makes_up(head, item, [tile.id for tile in tiles]):
            raise ValueError("not made of tiles of one size")
        codec = first.codec_context
        codec.thread_type = "SLICE" if len(tiles) == 1 else "FRAME"
        # What is coded can be larger than the file says it is.
        codec.options = {"err_detect": "explode", "max_pixels": str(_MOST_CODED)}
        frames = _frames(container, codec, tiles)
        if (first.width, first.height) == size:
            return next(frames)
        return _stitched(frames, (rows, columns), size)


def _coded_alike(one: VideoStream, other: VideoStream) -> bool:
    """Say whether one decoder will do: thumbnails and the like are coded otherwise."""
    return one.codec_context.extradata == other.codec_context.extradata


def _makes_up(head: bytes, item: int, tiles: list[int]) -> bool:
    """Say whether a picture is the one tile, or derived from these: ISO/IEC 14496-12, 8.11.12."""
    derived = struct.pack(f">4s{2 + len(tiles)}H", b"dimg", item, len(tiles), *tiles)
    return tiles == [item] or derived in head


def _frames(
    container: InputContainer, codec: VideoCodecContext, tiles: list[VideoStream]
) -> Iterator[VideoFrame]:
    """Decode the tiles, in their order."""
    packets = {packet.stream: packet for packet in container.demux(tiles) if packet.size}
    for tile in tiles:
        yield from codec.decode(packets[tile])
    yield from codec.decode(None)


def _stitched(
    frames: Iterator[VideoFrame], grid: tuple[int, int], size: tuple[int, int]
) -> VideoFrame:
    """Return rows and columns of tiles as one frame, beyond whose sides the last may reach."""
    import av

    first = next(frames)
    whole = av.VideoFrame(*size, first.format.name)
    whole.colorspace, whole.color_range = first.colorspace, first.color_range
    depth = np.uint8 if first.format.components[0].bits <= 8 else np.uint16
    for (row, column), tile in zip(np.ndindex(grid), (first, *frames), strict=True):
        for plane, part in zip(whole.planes, tile.planes, strict=True):
            top, left = row * part.height, column * part.width
            room = _samples(plane, depth)[top : top + part.height, left : left + part.width]
            room[:] = _samples(part, depth)[: room.shape[0], : room.shape[1]]
    return whole


def _samples(plane: VideoPlane, depth: type[np.unsignedinteger[Any]]) -> NDArray[Any]:
    """Return a plane's samples as they lie in memory, without the padding of its rows."""
    samples: NDArray[Any] = np.frombuffer(memoryview(plane), depth)
    return samples.reshape(plane.height, -1)[:, : plane.width]
