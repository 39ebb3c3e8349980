"""The IDX files that MNIST and its relatives come in, gzipped or not.

Format (from MNIST's own page, and the same for Fashion-MNIST, EMNIST and others): two zero bytes,
a byte for the type of the values, a byte for the number of axes, the length of each axis as a
big-endian 32-bit integer, then the values, big-endian, last axis fastest.
"""

import gzip
import io
import math
import os
import struct
import zlib
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netcore._files import checked_file, reason, shown
from netcore.errors import FileError, FormatError

TYPES = MappingProxyType(
    {0x08: "u1", 0x09: "i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
)
"""The type byte and what it stands for, as a NumPy type."""

MOST_BYTES = 640 * 1024**2
"""The largest content that is read. EMNIST's 814,255 images, the largest set in use, are 609 MB."""

_MOST_AXES = 8
_PIECE = 1 << 20


def read_idx(path: str | os.PathLike[str], *, only_bytes: bool = False) -> NDArray[Any]:
    """Return the array in an IDX file, in the shape and type that the file says.

    Whether it is gzipped is told from its first bytes, not from its name. No more is ever read
    than the header promises, and no more is promised than `MOST_BYTES`.

    Parameters
    ----------
    path
        The file.
    only_bytes
        Whether to refuse values of any other type than unsigned bytes, before they are unpacked.

    Raises
    ------
    FileError
        If it is not a readable file.
    FormatError
        If it is not an IDX file, is too short, too long or too large, or of the wrong type.
    """
    file = checked_file(path, most_bytes=MOST_BYTES)
    try:
        with file.open("rb") as stream:
            zipped = stream.read(2) == b"\x1f\x8b"
            stream.seek(0)
            if not zipped:
                return _read(stream, file, only_bytes)
            with gzip.GzipFile(fileobj=stream) as unzipped:
                return _read(unzipped, file, only_bytes)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FormatError(f"{shown(file)}: damaged gzip file: {error}: get it again") from error
    except OSError as error:
        raise FileError(f"{shown(file)}: cannot be read: {reason(error)}") from error


def _read(stream: io.BufferedIOBase, file: Path, only_bytes: bool) -> NDArray[Any]:
    kind, shape = _header(stream, file)
    if only_bytes and kind != np.uint8:
        raise FormatError(
            f"{shown(file)}: expected unsigned bytes, as MNIST's are, got {kind.name}"
        )
    size = kind.itemsize * math.prod(shape)
    if size > MOST_BYTES:
        raise FormatError(f"{shown(file)}: expected at most {MOST_BYTES:,} bytes, got {shape}")
    content = bytearray()
    while len(content) < size and (piece := stream.read(min(_PIECE, size - len(content)))):
        content += piece
    if len(content) < size:
        raise FormatError(
            f"{shown(file)}: expected {size:,} bytes of values, got {len(content):,}: get it again"
        )
    if stream.read(1):
        raise FormatError(f"{shown(file)}: expected {size:,} bytes of values, got more")
    array = np.frombuffer(content, kind).reshape(shape)
    if kind.isnative:
        return array
    # Turned where they lie: together with a copy, the largest would take more than 1 GB.
    return array.byteswap(inplace=True).view(kind.newbyteorder("="))


def _header(stream: io.BufferedIOBase, file: Path) -> tuple[np.dtype[Any], tuple[int, ...]]:
    start = stream.read(4)
    if len(start) < 4 or start[:2] != b"\0\0" or start[2] not in TYPES:
        found = start.hex() or "nothing"
        raise FormatError(f"{shown(file)}: not an IDX file: it starts with {found}")
    axes = start[3]
    if not 1 <= axes <= _MOST_AXES:
        raise FormatError(f"{shown(file)}: expected 1 to {_MOST_AXES} axes, got {axes}")
    lengths = stream.read(4 * axes)
    if len(lengths) < 4 * axes:
        raise FormatError(f"{shown(file)}: cut off within its header: get it again")
    shape = struct.unpack(f">{axes}I", lengths)
    if 0 in shape:
        raise FormatError(f"{shown(file)}: expected values, got shape {shape}")
    return np.dtype(TYPES[start[2]]), shape
