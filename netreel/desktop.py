"""Open a finished file with the program that the desktop has for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from netreel.errors import JobError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["open_file"]


def open_file(path: Path) -> None:
    """Open a file; netreel does not wait for the program.

    Raises
    ------
    JobError
        There is no desktop to open it on.
    """
    if sys.platform == "win32":
        os.startfile(path)
        return
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        raise JobError(f"nothing here opens files: open {path} yourself")
    subprocess.Popen(
        [opener, str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
