"""What the files of a batch are called: no two jobs share a name, on any file system."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from netreel.file_names import cut, mark

__all__ = ["Names", "wrong_name"]

LONGEST = 235
"""Bytes of a name, so that an ending and a number fit into the 255 that file systems allow."""


def wrong_name(name: str) -> str | None:
    """Say what is wrong with a name that somebody gave, None if it can be that of a file."""
    parts = PurePosixPath(name).parts
    if not parts or name.endswith("/"):
        return "is empty: leave it out, or give a name"
    if parts[0] == "/" or ".." in parts or "\0" in name:
        return f"{name!r} leads out of the folder: give a name, with folders before it at most"
    return None


class Names:
    """Gives out names: the wished one if it is free, else with a number.

    Two that differ only in capitals, or in how accents are written, are one name to some systems.
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, wish: str) -> str:
        """Return a name that has not been given before; folders in it are kept."""
        *folders, last = PurePosixPath(wish).parts
        name = fitting(last)
        number = 1
        while not self._take("/".join([*map(fitting, folders), name])):
            number += 1
            name = f"{fitting(last)}-{number}"
        return "/".join([*map(fitting, folders), name])

    def _take(self, name: str) -> bool:
        known = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        is_free = known not in self._taken
        self._taken.add(known)
        return is_free


def fitting(part: str) -> str:
    """Return a name that is not too long, with a mark of what was cut off."""
    if len(part.encode(errors="surrogateescape")) <= LONGEST:
        return part
    return cut(part, LONGEST, mark(part))
