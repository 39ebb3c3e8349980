"""State dictionaries of PyTorch, in ``.pt`` and ``.pth`` files, where PyTorch is installed.

They are pickles, so they are read by ``torch.load(weights_only=True)`` alone, which builds tensors
and runs no code. A whole pickled module is refused. Layers are found by the names of the tensors,
in the order of the file, see `netcore.formats._named`.
"""

import io
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from netcore._files import checked_file, read_bytes, reason
from netcore.errors import FileError, FormatError
from netcore.formats import _named
from netcore.formats._draft import Draft

MOST_BYTES = 160_000_000
"""The largest file that is read, and the most that is unpacked of it."""

_SAVE = "torch.save(model.state_dict(), 'model.pt')"
_OR_ELSE = "in Python, safetensors.torch.save_file(model.state_dict(), 'model.safetensors')"


def read(path: Path) -> Draft:
    """Return the network in a state dictionary.

    Raises
    ------
    FileError
        If it is not a readable file, or PyTorch is not installed.
    FormatError
        If it is damaged, a pickled module, or does not hold dense layers.
    """
    checked_file(path, most_bytes=MOST_BYTES)
    try:
        import torch
    except ImportError as error:
        raise FileError(
            f"reading a {path.suffix} file needs PyTorch, which is not installed: {_OR_ELSE}"
        ) from error
    content = read_bytes(path, most_bytes=MOST_BYTES)
    _check_size(content)
    try:
        with warnings.catch_warnings(action="ignore"):
            found = torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)
    except Exception as error:  # whatever a damaged pickle leads to
        if "weights_only" in str(error) or "Weights only" in str(error):
            raise FormatError(
                f"not a state dictionary: save one: {_SAVE}; or {_OR_ELSE}"
            ) from error
        raise FormatError(f"not a readable {path.suffix} file: {reason(error)}") from error
    return _named.draft(_arrays(_state(found), torch), is_ordered=True)


def _check_size(content: bytes) -> None:
    """Refuse archives that unpack to more than they should; torch's are not compressed."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise FormatError(f"not a readable archive: {reason(error)}") from error
    if size > MOST_BYTES:
        raise FormatError(f"expected at most {MOST_BYTES:,} bytes unpacked, got {size:,}")


def _state(found: Any) -> Mapping[str, Any]:
    for name in ("state_dict", "model_state_dict"):  # of a checkpoint
        if isinstance(found, Mapping) and isinstance(found.get(name), Mapping):
            found = found[name]
    if not isinstance(found, Mapping):
        raise FormatError(f"expected a state dictionary, got {type(found).__name__}: {_SAVE}")
    return found


def _arrays(state: Mapping[str, Any], torch: Any) -> dict[str, Any]:
    arrays = {}
    for name, tensor in state.items():
        if not isinstance(name, str) or not isinstance(tensor, torch.Tensor):
            raise FormatError(f"{str(name)[:60]!r}: expected tensors by name: {_SAVE}")
        if tensor.layout != torch.strided or tensor.is_complex() or tensor.is_quantized:
            raise FormatError(f"{name[:60]!r}: expected a plain tensor of real numbers")
        if tensor.numel() > MOST_BYTES // 4:
            raise FormatError(f"{name[:60]!r}: expected at most {MOST_BYTES // 4:,} values")
        plain = tensor.detach().float() if tensor.dtype == torch.bfloat16 else tensor.detach()
        arrays[name] = plain.numpy()
    return arrays
