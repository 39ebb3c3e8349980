"""HDF5 files, read by a process of their own; see `netcore.formats._hdf5_worker`."""

import importlib.util
import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from netcore.errors import FileError, FormatError
from netcore.formats._arrays import read_archive

MAGIC = b"\x89HDF\r\n\x1a\n"

MOST_BYTES = 160_000_000
"""The largest file that is read."""

_WORKER = Path(__file__).with_name("_hdf5_worker.py")
_SAID = 3
# The worker stops itself after 4 seconds of work; on a busy machine these take longer.
_MOST_SECONDS = 20


@dataclass(frozen=True)
class Contents:
    """What was found: the model's description, empty if there is none, and arrays by path."""

    config: bytes
    arrays: dict[str, NDArray[Any]]


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
    with zipfile.ZipFile(io.BytesIO(_run_worker(content))) as archive:
        arrays = read_archive(archive)
    config = arrays.pop("config").tobytes()
    names = json.loads(arrays.pop("names").tobytes())
    return Contents(config, {name: arrays[str(i)] for i, name in enumerate(names)})


def _run_worker(content: bytes) -> bytes:
    # Threads would reserve memory, and plug-ins of the library are code.
    settings = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "HDF5_PLUGIN_PRELOAD": "::"}
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(_WORKER)],
            input=content,
            capture_output=True,
            timeout=_MOST_SECONDS,
            env=os.environ | settings,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FormatError("not a readable HDF5 file: reading it takes too long") from error
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode(errors="replace") if done.returncode == _SAID else ""
    raise FormatError(said[:200] or "not a readable HDF5 file: it is damaged")
