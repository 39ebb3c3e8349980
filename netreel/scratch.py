"""A folder to make files in, outside of what the user sees."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from netreel.errors import MistakeError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["scratch"]


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a folder in the system's place for temporary files; gone afterwards.

    Raises
    ------
    MistakeError
        There is no such place, or nothing can be written there.
    """
    try:
        made = Path(tempfile.mkdtemp(prefix="netreel-"))
    except OSError as error:
        raise MistakeError(
            f"there is no folder for temporary files ({error.strerror}): "
            "set TMPDIR to a folder that you may write to"
        ) from error
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
