"""Manim, loaded as it came: no ``manim.cfg`` of the user's, or of the folder one is in, is read.

Manim reads them when it is first imported, from the home folder and from the one that is current.
A broken one ends the import; one that sets what our settings leave alone changes clips.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import chdir, contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["load_manim"]

_HOMES = ("HOME", "USERPROFILE")
"""What tells a program where the home folder is, on POSIX and on Windows."""


def load_manim() -> None:
    """Import Manim, unless that has been done."""
    if "manim" in sys.modules:
        return
    with tempfile.TemporaryDirectory(prefix="netreel-") as empty, chdir(empty), at_home(empty):
        import_module("manim")


@contextmanager
def at_home(folder: str) -> Iterator[None]:
    """Let a folder be the home folder for a moment."""
    before = {name: os.environ.get(name) for name in _HOMES}
    os.environ.update(dict.fromkeys(_HOMES, folder))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
