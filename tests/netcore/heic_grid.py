"""A HEIC of tiles, as phones save it: ISO/IEC 23008-12, a derived image of type 'grid'."""

from __future__ import annotations

import io
import struct

import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import Image

TILE = 512
_PRIMARY = 1


def heic_grid(pixels: NDArray[np.uint8], quality: int = 60, quarter_turns: int = 0) -> bytes:
    """Return the bytes of a HEIC whose tiles of 512 x 512 pixels are coded each on its own.

    Parameters
    ----------
    pixels
        Shape (height, width, 3).
    quality
        From 0 to 100.
    quarter_turns
        By how many quarters, anti-clockwise, the picture is to be turned when it is shown.
    """
    height, width = pixels.shape[:2]
    full = np.pad(pixels, [(0, -height % TILE), (0, -width % TILE), (0, 0)], mode="edge")
    rows, columns = full.shape[0] // TILE, full.shape[1] // TILE
    coded = [
        _coded(full[TILE * row :, TILE * column :][:TILE, :TILE], quality)
        for row in range(rows)
        for column in range(columns)
    ]
    grid = struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, width, height)
    turn = _box(b"irot", bytes([quarter_turns]))
    return _file(coded[0][0], [data for _, data in coded], grid, (width, height), turn)


def _coded(tile: NDArray[np.uint8], quality: int) -> tuple[bytes, bytes]:
    """Return the decoder's configuration, a whole box, and the coded picture of one tile."""
    stream = io.BytesIO()
    heif = pillow_heif.from_pillow(Image.fromarray(np.ascontiguousarray(tile)))
    heif.save(stream, quality=quality, enc_params={"preset": "ultrafast"})
    whole = stream.getvalue()
    start = whole.index(b"hvcC") - 4
    (length,) = struct.unpack_from(">I", whole, start)
    return whole[start : start + length], whole[whole.index(b"mdat") + 4 :]


def _file(
    configuration: bytes, tiles: list[bytes], grid: bytes, size: tuple[int, int], turn: bytes
) -> bytes:
    items = range(_PRIMARY + 1, _PRIMARY + 1 + len(tiles))
    properties = [configuration, _extents(TILE, TILE), _extents(*size), turn]
    references = struct.pack(f">HH{len(tiles)}H", _PRIMARY, len(tiles), *items)
    kinds = [_kind(_PRIMARY, b"grid"), *(_kind(item, b"hvc1") for item in items)]
    # The configuration must be understood to show a tile, the turn to show the picture.
    uses = [_uses(_PRIMARY, 3, 0x80 | 4), *(_uses(item, 0x80 | 1, 2) for item in items)]

    def meta(start: int) -> bytes:
        return _full_box(
            b"meta",
            _full_box(b"hdlr", bytes(4) + b"pict" + bytes(13)),
            _full_box(b"pitm", struct.pack(">H", _PRIMARY)),
            _full_box(b"iinf", struct.pack(">H", len(kinds)), *kinds),
            _full_box(b"iref", _box(b"dimg", references)),
            _box(
                b"iprp",
                _box(b"ipco", *properties),
                _full_box(b"ipma", struct.pack(">I", len(uses)), *uses),
            ),
            _places([grid, *tiles], start),
        )

    kind = _box(b"ftyp", b"heic", bytes(4), b"mif1heic")
    start = len(kind) + len(meta(0)) + 8
    return kind + meta(start) + _box(b"mdat", grid, *tiles)


def _box(name: bytes, *content: bytes) -> bytes:
    payload = b"".join(content)
    return struct.pack(">I", len(payload) + 8) + name + payload


def _full_box(name: bytes, *content: bytes, version: int = 0) -> bytes:
    return _box(name, bytes([version, 0, 0, 0]), *content)


def _extents(width: int, height: int) -> bytes:
    return _full_box(b"ispe", struct.pack(">II", width, height))


def _kind(item: int, name: bytes) -> bytes:
    return _full_box(b"infe", struct.pack(">HH", item, 0), name, b"\0", version=2)


def _uses(item: int, *properties: int) -> bytes:
    return struct.pack(f">HB{len(properties)}B", item, len(properties), *properties)


def _places(parts: list[bytes], start: int) -> bytes:
    """Return where in the file each item's bytes are, items counted from 1."""
    places = [struct.pack(">BBH", 0x44, 0, len(parts))]
    for item, part in enumerate(parts, start=_PRIMARY):
        places.append(struct.pack(">HHHII", item, 0, 1, start, len(part)))
        start += len(part)
    return _full_box(b"iloc", *places)
