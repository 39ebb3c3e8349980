"""Archives of named arrays (NumPy's npz), read without trust and written without a clock."""

import io
import math
import os
import tokenize
import zipfile
import zlib
from collections.abc import Collection, Mapping
from typing import IO, Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from netcore._files import checked_file, reason, shown, write_bytes
from netcore.errors import FileError, FormatError

MOST_VALUES = 40_000_000
"""The most numbers that are read from one archive: room for nine layers of 2,000 x 2,000."""

MOST_BYTES = 8 * MOST_VALUES
"""The most that is unpacked, and the largest file that is opened."""

MOST_ARRAYS = 1_000

# What zipfile, zlib and NumPy's header parser raise on damaged or hostile files.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
    SyntaxError, MemoryError, TypeError, KeyError, IndexError, OverflowError,
    tokenize.TokenError,
)  # fmt: skip

_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""The first date a zip file can hold."""


def read_arrays(
    path: str | os.PathLike[str],
    *,
    only: Collection[str] | None = None,
    most_values: int | None = None,
) -> dict[str, NDArray[Any]]:
    """Return the arrays of an npz file by name.

    Nothing is unpickled, and no more is unpacked than the archive's own list of sizes says, which
    may not exceed `MOST_BYTES`.

    Parameters
    ----------
    path
        The file.
    only
        The names of those to be read, if not all are.
    most_values
        The most numbers that are read; `MOST_VALUES` if nothing is said.

    Raises
    ------
    FileError
        If it is not a readable file.
    FormatError
        If it is not an archive of plain arrays.
    """
    file = checked_file(path, most_bytes=MOST_BYTES)
    try:
        with zipfile.ZipFile(file) as archive:
            return read_archive(archive, only=only, most_values=most_values)
    except FormatError as error:
        raise FormatError(f"{shown(file)}: {error}") from error
    except OSError as error:
        raise FileError(f"{shown(file)}: cannot be read: {reason(error)}") from error
    except _DAMAGE as error:
        raise FormatError(f"{shown(file)}: not a readable .npz archive: {reason(error)}") from error


def read_archive(
    archive: zipfile.ZipFile,
    *,
    only: Collection[str] | None = None,
    most_values: int | None = None,
) -> dict[str, NDArray[Any]]:
    """Return the arrays of an opened archive by name.

    Raises
    ------
    FormatError
        If there are too many, or one is no plain array.
    """
    members = archive.infolist()
    names = [member.filename for member in members]
    if not 1 <= len(members) <= MOST_ARRAYS or len(set(names)) < len(names):
        raise FormatError(f"expected 1 to {MOST_ARRAYS} arrays of different names")
    if (size := sum(member.file_size for member in members)) > MOST_BYTES:
        raise FormatError(f"expected at most {MOST_BYTES:,} bytes unpacked, got {size:,}")
    if any(member.compress_type not in _PACKINGS for member in members):
        raise FormatError("expected arrays stored or deflated, as NumPy writes them")
    arrays = {}
    for member in members:
        if only is not None and member.filename.removesuffix(".npy") not in only:
            continue
        with archive.open(member) as stream:
            arrays[member.filename.removesuffix(".npy")] = _read_array(stream, member)
    # Small types grow when they become float64.
    most = most_values or MOST_VALUES
    if (values := sum(array.size for array in arrays.values())) > most:
        raise FormatError(f"expected at most {most:,} values, got {values:,}")
    return arrays


def _read_array(stream: IO[bytes], member: zipfile.ZipInfo) -> NDArray[Any]:
    name = repr(member.filename)[:60]
    version = npy.read_magic(stream)
    if version not in ((1, 0), (2, 0)):
        raise FormatError(f"array {name}: expected .npy version 1 or 2, got {version}")
    read_header = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
    shape, fortran, kind = read_header(stream)
    if kind.hasobject:
        raise FormatError(f"array {name}: expected plain numbers or text, got pickled objects")
    # Held against the archive's list before any memory is taken for it.
    size = math.prod(shape) * kind.itemsize
    if size > member.file_size or any(side < 0 for side in shape):
        raise FormatError(f"array {name}: expected {member.file_size:,} bytes, got shape {shape}")
    content = stream.read(size)
    if len(content) < size or stream.read(1):
        raise FormatError(f"array {name}: its size is not that of shape {shape}")
    return np.frombuffer(content, kind).reshape(shape, order="F" if fortran else "C")


def write_arrays(path: str | os.PathLike[str], arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write an npz file, whole or not at all; the same arrays give the same bytes.

    Members are stored in the given order, uncompressed (what a compressor makes of the same data
    varies with its version) and dated 1980.

    Raises
    ------
    FileError
        If it cannot be written.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            member = zipfile.ZipInfo(f"{name}.npy", _FIXED_TIME)
            member.create_system, member.external_attr = 3, 0o644 << 16
            with archive.open(member, "w") as stream:
                npy.write_array(stream, np.asarray(array), allow_pickle=False)
    write_bytes(path, buffer.getvalue())


def floats_of_bfloat16(bits: NDArray[np.uint16]) -> NDArray[np.float32]:
    """Return the numbers that the bits of bfloat16 say: the upper half of those of a float32."""
    return (bits.astype(np.uint32) << np.uint32(16)).view(np.float32)
