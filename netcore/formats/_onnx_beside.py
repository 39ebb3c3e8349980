"""Tensors of an ONNX model that are kept in files beside it, as PyTorch's exporter has it.

Such a tensor names a file and the bytes of it that are its own: "location", and perhaps "offset"
and "length". Only files in the model's own folder are read, and of them only those bytes.

External data: https://onnx.ai/onnx/repo-docs/ExternalData.html
"""

from collections.abc import Iterable
from pathlib import Path, PureWindowsPath
from typing import Any

from netcore._files import checked_file, reason, shown
from netcore.errors import FileError, FormatError

MOST_BYTES = 160_000_000
"""The largest that all files beside a model may be together: as large as a model in one file."""

_EXTERNAL = 1
_MOST_DIGITS = 18
# Bytes a value, by the number of its type: floats, integers and booleans of whole bytes.
_SIZES = {1: 4, 2: 1, 3: 1, 4: 2, 5: 2, 6: 4, 7: 8, 9: 1, 10: 2, 11: 8, 12: 4, 13: 8, 16: 2}


def is_beside(tensor: Any) -> bool:
    """Whether the values of a tensor are in another file."""
    return tensor.data_location == _EXTERNAL or bool(tensor.external_data)


class FilesBeside:
    """The files beside a model.

    Parameters
    ----------
    folder
        Where the model is.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sizes: dict[Path, int] = {}

    def files(self, tensors: Iterable[Any]) -> list[Path]:
        """Return the files that hold values of these tensors, each once.

        Raises
        ------
        FileError
            If there is no such file.
        FormatError
            If a tensor names no file of the model's folder, or the files are too large.
        """
        found = (self._file(t, _facts(t)) for t in tensors if is_beside(t))
        return list(dict.fromkeys(found))

    def content(self, tensor: Any, count: int) -> bytes:
        """Return the bytes of a tensor of so many values.

        Raises
        ------
        FileError
            If the file that it names is not there, or cannot be read.
        FormatError
            If what it names is not in the model's folder, or not as many bytes.
        """
        facts = _facts(tensor)
        name, file = tensor.name[:60], self._file(tensor, facts)
        if tensor.data_type not in _SIZES:
            raise FormatError(f"{name!r}: expected numbers, got type {tensor.data_type}")
        size = _SIZES[tensor.data_type] * count
        offset, length = (_number(facts.get(fact), fact, name) for fact in ("offset", "length"))
        if facts.get("length") and length != size:
            raise FormatError(
                f"{name!r}: expected a length of {size:,} bytes for shape {list(tensor.dims)}, "
                f"got {length:,}"
            )
        if offset + size > self._sizes[file]:
            raise FormatError(
                f"{name!r}: expected bytes {offset:,} to {offset + size:,} of {shown(file.name)}, "
                f"which has {self._sizes[file]:,}: is it of this model?"
            )
        try:
            with file.open("rb") as stream:
                stream.seek(offset)
                return stream.read(size)
        except OSError as error:
            raise FileError(f"{shown(file)}: cannot be read: {reason(error)}") from error

    def _file(self, tensor: Any, facts: dict[str, str]) -> Path:
        location = facts.get("location", "")
        # Of a name with folders in it, or a drive, Windows' rules leave less than the whole.
        if PureWindowsPath(location).name != location or location in ("", "..") or "\0" in location:
            raise FormatError(
                f"{tensor.name[:60]!r}: expected its values in a file beside the model, got "
                f"{location[:80]!r}: only files in the model's own folder are read"
            )
        file = self._folder / location
        if file not in self._sizes:
            self._check(file)
        return file

    def _check(self, file: Path) -> None:
        """Note a file's size, or refuse it."""
        try:
            inside = file.resolve().parent == self._folder.resolve()
            is_missing = not file.exists()
        except (OSError, RuntimeError) as error:
            raise FileError(f"{shown(file)}: cannot be read: {reason(error)}") from error
        if not inside:
            raise FormatError(
                f"{shown(file.name)} is a link to another folder: put the file itself beside the "
                "model"
            )
        if is_missing:
            raise FileError(
                f"{shown(file)}: no such file: it holds the model's weights, so it belongs beside "
                "the model, as the exporter wrote it"
            )
        size = checked_file(file, most_bytes=MOST_BYTES).stat().st_size
        self._sizes[file] = size
        if (total := sum(self._sizes.values())) > MOST_BYTES:
            raise FormatError(
                f"expected at most {MOST_BYTES:,} bytes in files beside the model, got {total:,}"
            )


def _facts(tensor: Any) -> dict[str, str]:
    return {str(fact.key): str(fact.value) for fact in tensor.external_data}


def _number(text: str | None, what: str, name: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise FormatError(f"{name!r}: expected a whole number as its {what}, got {text[:40]!r}")
    return int(text)
