"""Jumps of brightness from one frame to the next: where a film is joined, nothing startles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netreel.check.flashes import luminance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

__all__ = ["Jumps"]

_LEAST = 0.1
"""Of relative luminance, in one place."""
_STEP = 4
"""Each so many-th pixel down and across is looked at."""


class Jumps:
    """Compares each frame with the one before."""

    def __init__(self) -> None:
        self._before: Bytes | None = None
        self._shares: list[float] = []

    def follow(self, picture: Bytes) -> None:
        """Take the next picture, ``(height, width, 3 or 4)``, RGB first."""
        sample = picture[::_STEP, ::_STEP, :3]
        before, self._before = self._before, sample.copy()
        if before is None or before.shape != sample.shape or np.array_equal(before, sample):
            self._shares.append(0.0)
            return
        apart = np.abs(luminance(sample) - luminance(before))
        self._shares.append(float((apart > _LEAST).mean()))

    def found(self, limit: float) -> list[tuple[int, float]]:
        """Return the frames in which more than a share of the picture jumps, and that share."""
        return [(frame, share) for frame, share in enumerate(self._shares) if share > limit]
