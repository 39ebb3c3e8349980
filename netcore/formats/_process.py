"""Readers that run in a process of their own, where the system bounds their time and memory.

A damaged or hostile file can make the HDF5 library or an unpickler hang, crash or take memory
without end; in such a process that ends the process only. What it reads goes in through stdin; the
arrays it finds come back through stdout, as an npz archive that is read without trust.
"""

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

from netcore.errors import FormatError
from netcore.formats._arrays import read_archive

_SAID = 3
# A worker stops itself after some seconds of work; on a busy machine these take longer.
_MOST_SECONDS = 20


@dataclass(frozen=True)
class Contents:
    """What was found: the model's description, empty if there is none, and arrays by path."""

    config: bytes
    arrays: dict[str, NDArray[Any]]


def read_apart(worker: str, content: bytes, refusal: str) -> Contents:
    """Return what a worker finds in the content of a file.

    Parameters
    ----------
    worker
        The module beside this one that reads it.
    content
        All of the file.
    refusal
        How the message begins if the worker cannot read it and does not say why.

    Raises
    ------
    FormatError
        If the file is damaged or takes too long or too much memory.
    """
    with zipfile.ZipFile(io.BytesIO(_run(worker, content, refusal))) as archive:
        arrays = read_archive(archive)
    config = arrays.pop("config").tobytes()
    names = json.loads(arrays.pop("names").tobytes())
    return Contents(config, {name: arrays[str(i)] for i, name in enumerate(names)})


def _run(worker: str, content: bytes, refusal: str) -> bytes:
    # Threads would reserve memory, and plug-ins of the HDF5 library are code.
    settings = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "HDF5_PLUGIN_PRELOAD": "::"}
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(Path(__file__).with_name(f"{worker}.py"))],
            input=content,
            capture_output=True,
            timeout=_MOST_SECONDS,
            env=os.environ | settings,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FormatError(f"{refusal}: reading it takes too long") from error
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode(errors="replace").splitlines() if done.returncode == _SAID else []
    # The last line is the worker's: above it, Python or a library may complain of the damage.
    reason = said[-1][:400] if said else ""
    raise FormatError(reason or f"{refusal}: it is damaged, or takes too long or much memory")
