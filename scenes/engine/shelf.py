"""Pictures that took long to draw, for other processes that draw the same."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["Shelf"]

_SLOW = 0.02
"""Seconds that a picture must have taken: to read one takes a few thousandths."""
_MOST = 128
"""Pictures on a shelf, each of some megabytes: then no more are put there."""


class Shelf:
    """A folder of pixels by what they were drawn from; without a folder all is drawn each time."""

    def __init__(self) -> None:
        self._folder: Path | None = None

    def stand_in(self, folder: Path) -> None:
        """Let the pictures be in a folder, which is made, and belongs to one version of the code.

        Parameters
        ----------
        folder
            Where: whoever says so takes it away as well.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def fill(
        self,
        pixels: NDArray[np.uint8],
        drawn_from: Iterable[NDArray[np.float64]],
        draw: Callable[[], None],
    ) -> None:
        """Draw a picture, or take it from the shelf: the same to the byte.

        Parameters
        ----------
        pixels
            The picture's bytes, which are changed; empty before.
        drawn_from
            All that it depends on, beside its shape and the code: always as many arrays.
        draw
            Draws into those bytes.
        """
        if self._folder is None:
            draw()
            return
        key = hashlib.blake2b(repr(pixels.shape).encode(), digest_size=16)
        for array in drawn_from:
            key.update(array.tobytes())
        file = self._folder / key.hexdigest()
        with suppress(OSError, ValueError):
            pixels[...] = np.fromfile(file, dtype=np.uint8).reshape(pixels.shape)
            return
        began = perf_counter()
        draw()
        if perf_counter() - began > _SLOW:
            _put(pixels, file)


def _put(pixels: NDArray[np.uint8], file: Path) -> None:
    """Put a picture there whole, or not at all: a full disk costs time and nothing else."""
    part = file.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        if len(list(file.parent.iterdir())) >= _MOST:
            return
        try:
            part.write_bytes(pixels.tobytes())
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
