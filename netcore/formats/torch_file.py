"""State dictionaries of PyTorch, in ``.pt``, ``.pth``, ``.ckpt`` and ``.pth.tar`` files.

They are pickles, but not read as such: tensors and plain values are made of them and nothing else,
in a process of its own, and without PyTorch: see `netcore.formats._torch_worker`. What a checkpoint
holds beside the state dictionary does not matter; a whole pickled module is refused. Layers are
found by the names of the tensors, in the order of the file, see `netcore.formats._named`.
"""

import io
import zipfile
from pathlib import Path

from netcore._files import read_bytes, reason
from netcore.errors import FormatError
from netcore.formats import _named
from netcore.formats._draft import Draft
from netcore.formats._process import read_apart

MOST_BYTES = 160_000_000
"""The largest file that is read, and the most that is unpacked of it."""

MOST_PICKLE_BYTES = 4_000_000
"""The most that is unpickled of an archive: a thousand tensors take some hundred kilobytes."""

_ZIP, _PICKLE = b"PK\x03\x04", b"\x80"
_SAVE = "torch.save(model.state_dict(), 'model.pt')"
_OR_ELSE = "in Python, safetensors.torch.save_file(model.state_dict(), 'model.safetensors')"


def read(path: Path) -> Draft:
    """Return the network in a state dictionary.

    Raises
    ------
    FileError
        If it is not a readable file.
    FormatError
        If it is damaged, a pickled module, or does not hold dense layers.
    """
    content = read_bytes(path, most_bytes=MOST_BYTES)
    if content.startswith(_ZIP):
        _check_archive(content)
    elif not content.startswith(_PICKLE):
        raise FormatError(f"not a readable {path.suffix} file: it does not begin like one")
    found = read_apart("_torch_worker", content, f"not a readable {path.suffix} file")
    return _named.draft(found.arrays, is_ordered=True)


def _check_archive(content: bytes) -> None:
    """Refuse archives of something else, or that unpack to more than they should."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise FormatError(f"not a readable archive: {reason(error)}") from error
    if (size := sum(member.file_size for member in members)) > MOST_BYTES:
        raise FormatError(f"expected at most {MOST_BYTES:,} bytes unpacked, got {size:,}")
    pickles = [member for member in members if member.filename.endswith("/data.pkl")]
    if len(pickles) != 1:
        raise FormatError(f"not a state dictionary: save one: {_SAVE}; or {_OR_ELSE}")
    if (size := pickles[0].file_size) > MOST_PICKLE_BYTES:
        raise FormatError(
            f"expected a description of at most {MOST_PICKLE_BYTES:,} bytes, got {size:,}: save "
            f"the state dictionary alone: {_SAVE}"
        )
