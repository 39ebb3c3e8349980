"""The files that a job names, read once: what is drawn, keyed and kept is what they held then.

A picture may be drawn over, a network trained anew, while the clip of it renders.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from netcore import network_files
from netreel.errors import MistakeError

if TYPE_CHECKING:
    from scenes.params import ClipParams

__all__ = ["Inputs", "paths_in"]

MOST_BYTES = 1024**3
"""More than any picture or network that netcore reads."""


class Inputs:
    """Copies of files, made when a job is made and used from then on.

    Parameters
    ----------
    folder
        For the copies; they have the names of the files, by which clips are named.

    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._copies: dict[tuple[str, Path], Path] = {}

    def take(self, params: ClipParams) -> tuple[ClipParams, dict[str, str]]:
        """Return the parameters with the copies of the files that they name.

        With them comes the path that the user gave for each copy: messages speak of that.

        Raises
        ------
        MistakeError
            A file cannot be read, or is too large to be a picture or a network.
        NetcoreError
            A network's file names others that are not there.
        """
        named = paths_in(params)
        copies = {name: self._copy(name, path) for name, path in named.items()}
        given = {str(copies[name]): str(path) for name, path in named.items()}
        return params.model_copy(update=copies), given

    def _copy(self, name: str, path: Path) -> Path:
        if (name, path) not in self._copies:
            folder = self.folder / f"input-{len(self._copies)}"
            try:
                folder.mkdir()
                for file in network_files(path) if name == "network" else [path]:
                    copy_file(name, file, folder / file.relative_to(path.parent))
            except OSError as error:
                raise MistakeError(
                    f"cannot read {name} {path}: {error.strerror}; give the path of a file"
                ) from error
            self._copies[name, path] = folder / path.name
        return self._copies[name, path]


def copy_file(name: str, file: Path, copy: Path) -> None:
    """Copy a file that is no larger than what can be read."""
    if (size := file.stat().st_size) > MOST_BYTES:
        raise MistakeError(
            f"cannot read {name} {file}: {size:,} bytes are more than a picture or network has"
        )
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, copy)


def paths_in(params: ClipParams) -> dict[str, Path]:
    """Return the parameters that name files."""
    values = ((name, getattr(params, name)) for name in type(params).model_fields)
    return {name: value for name, value in values if isinstance(value, Path)}
