"""Files as PyTorch writes them, made without it."""

import io
import pickle
import sys
import types
import zipfile
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_STORAGES = {
    "f4": "FloatStorage", "f8": "DoubleStorage", "f2": "HalfStorage", "i8": "LongStorage",
    "u2": "BFloat16Storage", "b1": "BoolStorage", "i1": "CharStorage", "c8": "ComplexFloatStorage",
}  # fmt: skip
_MAGIC, _VERSION = 0x1950A86A20F9469CFC6C, 1001


class _Named:
    """Something of PyTorch's that a pickle names and this test suite has not."""


def _made(module: str, name: str) -> Any:
    found = type(name, (_Named,), {"__module__": module})
    found.__qualname__ = name
    return found


MODULES = {
    "torch": [*_STORAGES.values(), "Size"],
    "torch._utils": ["_rebuild_tensor_v2", "_rebuild_parameter", "_rebuild_qtensor"],
    "torch.nn.modules.linear": ["Linear"],
    "argparse_of_mine": ["Namespace"],
}


@contextmanager
def modules() -> Iterator[dict[str, types.ModuleType]]:
    """Put modules of PyTorch's names in place while something is pickled."""
    made = {}
    for module, names in MODULES.items():
        made[module] = types.ModuleType(module)
        for name in names:
            setattr(made[module], name, _made(module, name))
    with patch.dict(sys.modules, made):
        yield made


@dataclass
class Tensor:
    """A tensor to be pickled; sides and strides may be made up."""

    array: Array
    sides: Any = None
    strides: Any = None
    offset: int = 0
    rebuild: str = "_rebuild_tensor_v2"


@dataclass
class Odd:
    """An instance of a class that is not there when it is read."""

    module: str
    name: str
    state: Any = None


def tensors(arrays: dict[str, Array]) -> "OrderedDict[str, Tensor]":
    """Return a state dictionary."""
    return OrderedDict((name, Tensor(np.asarray(array))) for name, array in arrays.items())


class _Pickler(pickle.Pickler):
    def __init__(self, stream: Any, made: dict[str, types.ModuleType]) -> None:
        super().__init__(stream, 2)
        self.made = made
        self.storages: list[Array] = []

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, Odd):
            return getattr(self.made[value.module], value.name), (1,), value.state
        if not isinstance(value, Tensor):
            return NotImplemented
        array = np.ascontiguousarray(value.array)
        sides = array.shape if value.sides is None else value.sides
        steps = tuple(s // array.itemsize for s in array.strides)
        strides = steps if value.strides is None else value.strides
        rebuild = getattr(self.made["torch._utils"], value.rebuild)
        return rebuild, (_Storage(array), value.offset, sides, strides, False, OrderedDict())

    def persistent_id(self, value: Any) -> Any:
        if not isinstance(value, _Storage):
            return None
        self.storages.append(value.array)
        kind = getattr(self.made["torch"], _STORAGES[value.array.dtype.str[1:]])
        return "storage", kind, str(len(self.storages) - 1), "cpu", value.array.size


@dataclass
class _Storage:
    array: Array


def saved(found: Any, *, order: str = "little") -> bytes:
    """Return what ``torch.save`` writes of something made of tensors."""
    buffer, pickled = io.BytesIO(), io.BytesIO()
    with modules() as made:
        pickler = _Pickler(pickled, made)
        pickler.dump(found)
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("model/data.pkl", pickled.getvalue())
        archive.writestr("model/byteorder", order)
        for number, array in enumerate(pickler.storages):
            swapped = array.astype(array.dtype.newbyteorder(">" if order == "big" else "<"))
            archive.writestr(f"model/data/{number}", swapped.tobytes())
    return buffer.getvalue()


def saved_as_before(found: Any) -> bytes:
    """Return the same in the format before PyTorch 1.6."""
    buffer = io.BytesIO()
    with modules() as made:
        for value in (_MAGIC, _VERSION, {"little_endian": True}):
            pickle.dump(value, buffer, 2)
        pickler = _Pickler(buffer, made)
        pickler.persistent_id = _older(pickler)  # type: ignore[method-assign]
        pickler.dump(found)
        pickle.dump([str(number) for number in range(len(pickler.storages))], buffer, 2)
    for array in pickler.storages:
        buffer.write(array.size.to_bytes(8, "little") + array.tobytes())
    return buffer.getvalue()


def _older(pickler: _Pickler) -> Any:
    def named(value: Any) -> Any:
        found = _Pickler.persistent_id(pickler, value)
        return None if found is None else (*found, None)

    return named
