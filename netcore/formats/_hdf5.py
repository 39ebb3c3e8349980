"""HDF5 files, read by a process of their own; see `netcore.formats._hdf5_worker`."""

import importlib.util

from netcore.errors import FileError, FormatError
from netcore.formats._process import Contents, read_apart

MAGIC = b"\x89HDF\r\n\x1a\n"

MOST_BYTES = 160_000_000
"""The largest file that is read."""


def read_hdf5(content: bytes, what: str) -> Contents:
    """Return what an HDF5 file holds.

    Raises
    ------
    FileError
        If the package h5py is missing.
    FormatError
        If the file is damaged or too large.
    """
    if not content.startswith(MAGIC):
        raise FormatError("not a readable HDF5 file: it does not begin like one")
    if importlib.util.find_spec("h5py") is None:
        raise FileError(f"reading {what} needs the package h5py: pip install 'netreel[formats]'")
    return read_apart("_hdf5_worker", content, "not a readable HDF5 file")
