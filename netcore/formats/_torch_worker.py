"""Reads a state dictionary from stdin and writes its tensors to stdout, as npz; run by `_process`.

PyTorch's files are pickles with the numbers beside them. They are read here without PyTorch: of all
that a pickle may name, ordered dictionaries and descriptions of tensors are made, and anything else
becomes an empty stand-in, so that no code of a file or library runs. A damaged pickle can still go
on for minutes and take gigabytes, so time and memory are limited. Nothing of the project is
imported.

Format: torch/serialization.py and torch/_utils.py of PyTorch
"""

import io
import json
import pickle
import sys
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.lib import format as npy
from numpy.lib.stride_tricks import as_strided

Order = Literal["<", ">"]

MOST_VALUES = 40_000_000
MOST_MEMORY = 700_000_000
MOST_SECONDS = 3
MOST_READS = 300_000
MOST_AXES = 8
SAID = 3
"""The exit code when stderr has a line for the user."""

SAVE = "torch.save(model.state_dict(), 'model.pt')"
OR_ELSE = "in Python, safetensors.torch.save_file(model.state_dict(), 'model.safetensors')"

# What a file of the older format begins with, behind its pickle.
_MAGIC = 0x1950A86A20F9469CFC6C

_TYPES = {
    "FloatStorage": "f4", "DoubleStorage": "f8", "HalfStorage": "f2", "BFloat16Storage": "bf16",
    "LongStorage": "i8", "IntStorage": "i4", "ShortStorage": "i2", "CharStorage": "i1",
    "ByteStorage": "u1", "BoolStorage": "?",
    "float32": "f4", "float64": "f8", "float16": "f2", "bfloat16": "bf16",
    "int64": "i8", "int32": "i4", "int16": "i2", "int8": "i1", "uint8": "u1", "bool": "?",
}  # fmt: skip

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


@dataclass
class Kind:
    """A type of numbers, by NumPy's name or "bf16"; "" if it is none that is read."""

    name: str

    def __call__(self, *_: Any) -> "StandIn":
        """Make nothing of it."""
        return StandIn()


@dataclass
class Storage:
    """Numbers beside the pickle: their type, key and count."""

    kind: Kind
    key: str
    count: int


@dataclass
class Tensor:
    """Where in a storage a tensor's numbers are."""

    storage: Any
    offset: Any
    sides: Any
    strides: Any
    kind: Any = None


class StandIn:
    """In place of anything else: takes whatever it is given and does nothing."""

    def __new__(cls, *_: Any, **__: Any) -> "StandIn":
        """Make one of any arguments."""
        return object.__new__(cls)

    def __init__(self, *_: Any, **__: Any) -> None: ...

    def __setstate__(self, _: Any) -> None: ...

    def __setitem__(self, _: Any, __: Any) -> None: ...

    def append(self, _: Any) -> None:
        """Take an item."""

    def extend(self, _: Any) -> None:
        """Take items."""

    def add(self, _: Any) -> None:
        """Take an item."""


def tensor_v2(storage: Any, offset: Any, sides: Any, strides: Any, *_: Any) -> Tensor:
    """Return what ``torch._utils._rebuild_tensor_v2`` would be given."""
    return Tensor(storage, offset, sides, strides)


def tensor_v3(
    storage: Any, offset: Any, sides: Any, strides: Any, _: Any, __: Any, kind: Any, *___: Any
) -> Tensor:
    """Return the same of ``_rebuild_tensor_v3``, which says the type of the numbers."""
    return Tensor(storage, offset, sides, strides, kind)


def parameter(data: Any, *_: Any) -> Any:
    """Return the tensor of a parameter."""
    return data


_KNOWN: Mapping[str, Callable[..., Any]] = {
    "collections.OrderedDict": OrderedDict,
    "torch._utils._rebuild_tensor": tensor_v2,
    "torch._utils._rebuild_tensor_v2": tensor_v2,
    "torch._utils._rebuild_tensor_v3": tensor_v3,
    "torch._utils._rebuild_parameter": parameter,
    "torch._utils._rebuild_parameter_with_state": parameter,
}


class Unpickler(pickle.Unpickler):
    """Makes dictionaries, plain values and descriptions of tensors, and stand-ins of all else."""

    def find_class(self, module: str, name: str, /) -> Any:
        """Return what stands for a class or function."""
        if module in ("torch", "torch.storage") and (name in _TYPES or name.endswith("Storage")):
            return Kind(_TYPES.get(name, ""))
        return _KNOWN.get(f"{module}.{name}", StandIn)

    def persistent_load(self, pid: Any, /) -> Storage:
        """Return the description of a storage."""
        kind, key, _, count = pid[1:5]
        if not isinstance(kind, Kind) or type(key) is not str or type(count) is not int:
            raise RefusalError("not a readable PyTorch file: a storage is not described")
        return Storage(kind, key, count)


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


class Zipped:
    """A file as PyTorch has written it since 1.6: an archive of a pickle and of storages."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        names = self._archive.namelist()
        (pickled,) = (name for name in names if name.endswith("/data.pkl"))
        self._folder = pickled.removesuffix("data.pkl")
        order = f"{self._folder}byteorder"
        self.order: Order = ">" if order in names and self._archive.read(order) == b"big" else "<"
        self.found = Unpickler(Metered(self._archive.read(pickled))).load()

    def numbers(self, key: str) -> bytes:
        """Return the bytes of a storage."""
        return self._archive.read(f"{self._folder}data/{key}")


class Older:
    """A file of the older format: pickles in a row, then the storages."""

    order: Order = "<"

    def __init__(self, content: bytes) -> None:
        stream = Metered(content)
        magic, _, _ = (Unpickler(stream).load() for _ in range(3))
        if magic != _MAGIC:
            raise RefusalError(f"not a state dictionary: save one: {SAVE}; or {OR_ELSE}")
        described: dict[str, Storage] = {}

        class Noting(Unpickler):
            def persistent_load(self, pid: Any, /) -> Storage:
                storage = super().persistent_load(pid)
                return described.setdefault(storage.key, storage)

        self.found = Noting(stream).load()
        self._numbers: dict[str, bytes] = {}
        for key in Unpickler(stream).load():
            stream.read(8)  # the count, which the description says as well
            size = described[key].count * (_item(described[key].kind).itemsize)
            self._numbers[key] = stream.read(size)

    def numbers(self, key: str) -> bytes:
        """Return the bytes of a storage."""
        return self._numbers[key]


def load(content: bytes) -> Zipped | Older:
    """Return what is pickled, made of tensors and plain values only."""
    try:
        return Zipped(content) if content.startswith(b"PK") else Older(content)
    except RefusalError:
        raise
    except Exception as error:  # whatever a damaged pickle leads to
        reason = " ".join(f"{error}".split())[:120] or type(error).__name__
        raise RefusalError(f"not a readable PyTorch file: {reason}") from error


def state(found: Any) -> Mapping[Any, Any]:
    """Return the state dictionary in a checkpoint: under a usual name, else the only one."""
    if isinstance(found, StandIn):
        raise RefusalError(f"not a state dictionary: save one: {SAVE}; or {OR_ELSE}")
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
        and all(isinstance(tensor, Tensor) for tensor in found.values())
    )


def arrays(file: Zipped | Older) -> Iterator[tuple[str, Any]]:
    """Yield the tensors of a state dictionary as arrays."""
    values = -1
    for name, tensor in state(file.found).items():
        if isinstance(name, str) and _PACKED in name:
            raise RefusalError(
                f"{name.partition('.' + _PACKED)[0][:60]!r} is a quantised layer: save the model "
                "as it was before it was quantised"
            )
        if _is_beside(name, tensor):
            continue
        if not isinstance(name, str) or not isinstance(tensor, Tensor):
            raise RefusalError(f"{str(name)[:60]!r}: expected tensors by name: {SAVE}")
        array = _array(file, tensor, name)
        values = max(values, 0) + array.size
        if values > MOST_VALUES:
            raise RefusalError(f"{name[:60]!r}: expected at most {MOST_VALUES:,} values in all")
        yield name, array
    if values < 0:
        raise RefusalError(f"there are no tensors in it: save a state dictionary: {SAVE}")


def _is_beside(name: Any, value: Any) -> bool:
    """Whether this is a plain value beside the tensors, such as an epoch."""
    is_plain = value is None or isinstance(value, bool | int | float | str | StandIn)
    return is_plain and str(name).rpartition(".")[2] not in ("weight", "bias")


def _array(file: Zipped | Older, tensor: Tensor, name: str) -> Any:
    storage = tensor.storage
    kind = tensor.kind if isinstance(tensor.kind, Kind) else getattr(storage, "kind", None)
    if not isinstance(storage, Storage) or not isinstance(kind, Kind) or not kind.name:
        raise RefusalError(f"{name[:60]!r}: expected a plain tensor of real numbers")
    sides, strides = _wholes(tensor.sides), _wholes(tensor.strides)
    places = [tensor.offset, *sides, *strides]
    is_usual = all(type(n) is int and 0 <= n < 1 << 40 for n in places)
    if not is_usual or len(sides) != len(strides) or len(sides) > MOST_AXES:
        raise RefusalError(f"{name[:60]!r}: expected a tensor of a usual shape")
    count = 1
    for side in sides:
        count *= side
    if count > MOST_VALUES:
        raise RefusalError(f"{name[:60]!r}: expected at most {MOST_VALUES:,} values in all")
    item = _item(kind).newbyteorder(file.order)
    content = file.numbers(storage.key)
    flat = np.frombuffer(content[: len(content) // item.itemsize * item.itemsize], item)
    last = tensor.offset + sum((n - 1) * s for n, s in zip(sides, strides, strict=True))
    if count and last >= flat.size:
        raise RefusalError(f"{name[:60]!r}: its numbers are not all in the file: is it cut off?")
    if not count:
        return np.zeros(sides, item)
    steps = [item.itemsize * s for s in strides]
    array = as_strided(flat[tensor.offset :], sides, steps).astype(item.newbyteorder("="))
    return (array.astype(np.uint32) << 16).view(np.float32) if kind.name == "bf16" else array


def _wholes(found: Any) -> list[Any]:
    return list(found) if isinstance(found, tuple | list) else [found]


def _item(kind: Kind) -> np.dtype[Any]:
    return np.dtype("u2" if kind.name == "bf16" else kind.name or "u1")


def run(content: bytes) -> int:
    """Read the tensors and write them."""
    limit()
    try:
        file = load(content)
        with zipfile.ZipFile(sys.stdout.buffer, "w") as archive:
            names = []
            for number, (name, array) in enumerate(arrays(file)):
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
