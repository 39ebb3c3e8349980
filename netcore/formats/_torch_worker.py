"""Reads a state dictionary from stdin and writes its tensors to stdout, as npz; run by `_process`.

``torch.load(weights_only=True)`` runs no code of the file, but goes on for minutes and takes
gigabytes where a pickle asks for that. Time and memory are limited from when PyTorch is loaded on:
how much that takes by itself varies. It imports nothing of the project.
"""

import io
import json
import sys
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.lib import format as npy

MOST_VALUES = 40_000_000
MOST_MEMORY = 700_000_000
MOST_SECONDS = 2
MOST_READS = 300_000
SAID = 3
"""The exit code when stderr has a line for the user."""

SAVE = "torch.save(model.state_dict(), 'model.pt')"
OR_ELSE = "in Python, safetensors.torch.save_file(model.state_dict(), 'model.safetensors')"

# The end of the names under which PyTorch's quantised layers keep what they pack.
_PACKED = "_packed_params"


class RefusalError(Exception):
    """The file is refused, for the reason given."""


class Metered(io.BytesIO):
    """A file that is read so often at most: an unpickler reads instruction after instruction."""

    reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """Return the next bytes."""
        self.reads += 1
        if self.reads > MOST_READS:
            raise RefusalError(f"expected at most {MOST_READS:,} instructions and names: {SAVE}")
        return super().read(size)


def limit() -> None:
    """Bound what this process takes from here on, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's time limit remains
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + 1 + MOST_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pages = Path("/proc/self/statm")
    if pages.exists():
        size = int(pages.read_text().split()[0]) * resource.getpagesize() + MOST_MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def load(content: bytes) -> Any:
    """Return what is pickled, made of tensors and plain values only."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return torch.load(Metered(content), map_location="cpu", weights_only=True)
    except RefusalError:
        raise
    except Exception as error:  # whatever a damaged pickle leads to
        if "weights_only" in str(error) or "Weights only" in str(error):
            raise RefusalError(f"not a state dictionary: save one: {SAVE}; or {OR_ELSE}") from error
        reason = " ".join(f"{error}".split())[:120] or type(error).__name__
        raise RefusalError(f"not a readable PyTorch file: {reason}") from error


def state(found: Any) -> Mapping[str, Any]:
    """Return the state dictionary in a checkpoint: under a usual name, else the only one."""
    if not isinstance(found, Mapping):
        raise RefusalError(f"expected a state dictionary, got {type(found).__name__}: {SAVE}")
    for name in ("state_dict", "model_state_dict"):
        if isinstance(found.get(name), Mapping):
            return state(found[name])
    inside = [value for value in found.values() if is_state(value)]
    return inside[0] if len(inside) == 1 else found


def is_state(found: Any) -> bool:
    """Whether this is nothing but tensors by name."""
    return (
        isinstance(found, Mapping)
        and bool(found)
        and all(isinstance(name, str) for name in found)
        and all(isinstance(tensor, torch.Tensor) for tensor in found.values())
    )


def arrays(found: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the tensors of a state dictionary as arrays."""
    values = 0
    for name, tensor in found.items():
        if isinstance(name, str) and _PACKED in name:
            raise RefusalError(
                f"{name.partition('.' + _PACKED)[0][:60]!r} is a quantised layer: save the model "
                "as it was before it was quantised"
            )
        if not isinstance(name, str) or not isinstance(tensor, torch.Tensor):
            raise RefusalError(f"{str(name)[:60]!r}: expected tensors by name: {SAVE}")
        if tensor.layout != torch.strided or tensor.is_complex() or tensor.is_quantized:
            raise RefusalError(f"{name[:60]!r}: expected a plain tensor of real numbers")
        values += tensor.numel()
        if values > MOST_VALUES:
            raise RefusalError(f"{name[:60]!r}: expected at most {MOST_VALUES:,} values in all")
        plain = tensor.detach()
        yield name, (plain.float() if plain.dtype == torch.bfloat16 else plain).numpy()


def run(content: bytes) -> int:
    """Read the tensors and write them."""
    limit()
    try:
        found = state(load(content))
        with zipfile.ZipFile(sys.stdout.buffer, "w") as archive:
            names = []
            for number, (name, array) in enumerate(arrays(found)):
                write(archive, f"{number}.npy", array)
                names.append(name)
            write(archive, "names.npy", np.frombuffer(json.dumps(names).encode(), np.uint8))
            write(archive, "config.npy", np.zeros(0, np.uint8))
    except RefusalError as error:
        sys.stderr.write(str(error))
        return SAID
    return 0


def write(archive: zipfile.ZipFile, member: str, array: Any) -> None:
    """Write one array."""
    with archive.open(member, "w") as stream:
        npy.write_array(stream, array, allow_pickle=False)


if __name__ == "__main__":
    sys.exit(run(sys.stdin.buffer.read()))
