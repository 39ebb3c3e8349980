"""Reads an HDF5 file from stdin and writes its arrays to stdout, as npz; run by `_process`.

A process of its own, because the HDF5 library is C code that a damaged file can make hang, crash or
take memory without end: here its time and memory are limited by the system, and a crash ends this
process only. It imports nothing of the project, so that it starts fast.
"""

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

import h5py
import numpy as np
from numpy.lib import format as npy

MOST_VALUES = 40_000_000
"""The most numbers that are read: room for nine layers of 2,000 x 2,000."""

MOST_OBJECTS = 10_000
MOST_DEPTH = 20
MOST_MEMORY = 1_000_000_000
MOST_SECONDS = 4
SAID = 3
"""The exit code when stderr has a line for the user."""


def limit() -> None:
    """Bound the memory and time of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's time limit remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def datasets(root: Any) -> Iterator[tuple[str, Any]]:
    """Yield the path and dataset of all that the file itself holds; links elsewhere are not."""
    todo, seen = [("", root, 0)], 0
    while todo:
        path, group, depth = todo.pop()
        for name in group:
            seen += 1
            if seen > MOST_OBJECTS or depth > MOST_DEPTH:
                sys.exit(say(f"expected at most {MOST_OBJECTS:,} parts"))
            if not isinstance(group.get(name, getlink=True), h5py.HardLink):
                continue
            child = group[name]
            if isinstance(child, h5py.Group):
                todo.append((f"{path}/{name}", child, depth + 1))
            elif isinstance(child, h5py.Dataset):
                yield f"{path}/{name}", child


def say(message: str) -> int:
    """Leave a line for the user and return the exit code that goes with it."""
    sys.stderr.write(message)
    return SAID


def is_weight(path: str, dataset: Any) -> bool:
    """Whether a dataset is plain numbers that the file itself holds, and not an optimizer's."""
    is_optimizer = path.startswith(("/optimizer/", "/optimizer_weights/", "/_optimizer"))
    is_elsewhere = bool(dataset.external) or dataset.is_virtual
    return not is_optimizer and not is_elsewhere and dataset.dtype.kind in "iuf"


def run(content: bytes) -> int:
    """Read the arrays and the model's description and write them."""
    limit()
    values = 0
    with (
        h5py.File(io.BytesIO(content), "r") as file,
        zipfile.ZipFile(sys.stdout.buffer, "w") as archive,
    ):
        config = file.attrs.get("model_config", "")
        config = config.decode() if isinstance(config, bytes) else str(config)
        with archive.open("config.npy", "w") as stream:
            npy.write_array(stream, np.frombuffer(config.encode(), np.uint8), allow_pickle=False)
        names: list[str] = []
        for path, dataset in datasets(file):
            if not is_weight(path, dataset) or dataset.size is None:
                continue
            values += int(dataset.size)
            if values > MOST_VALUES:
                return say(f"expected at most {MOST_VALUES:,} values")
            with archive.open(f"{len(names)}.npy", "w") as stream:
                npy.write_array(stream, dataset[()], allow_pickle=False)
            names.append(path)
        with archive.open("names.npy", "w") as stream:
            encoded = np.frombuffer(json.dumps(names).encode(), np.uint8)
            npy.write_array(stream, encoded, allow_pickle=False)
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.stdin.buffer.read()))
