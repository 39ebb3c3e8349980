"""Stripes that can bring on seizures, as ITU-R BT.1702 has them: regular, light and dark, and many.

A window of the picture is striped where one wave makes up most of its changes of light. Stripes may
run in any direction; what they are made of does not matter: rows of dots are stripes as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netreel.check.flashes import Spell, luminance, runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Floats = NDArray[np.float64]

__all__ = ["Stripes"]

_SAMPLES = 128
"""Of the frame's longer side: finer stripes are grey to the eye."""
_WINDOW, _STEP = 32, 16
"""Samples across a window, and from one to the next."""
_A_SECOND = 4
"""Pictures that are looked at: stripes count that stay for half a second."""
_LEAST = 2
"""Of these in a row, the first and the last half a second apart at most."""
_CONTRAST = 0.1
"""Of relative luminance, from light to dark."""
_LIGHT = 0.25
"""Relative luminance: 50 of a screen's 200 candela a square metre."""
_PURE = 0.5
"""The share of a window's changes that one wave makes up, at the least."""
_PAIRS = 5
"""Pairs of light and dark: more are too many."""
_FEWEST = 1.3
"""Waves in a window: fewer are no pattern."""


class Stripes:
    """Looks for stripes, frame by frame.

    Parameters
    ----------
    rate
        Frames a second.
    """

    def __init__(self, rate: float) -> None:
        self._every = max(round(rate / _A_SECOND), 1)
        self._shares: list[float] = []
        self._frames = 0
        self._before: Bytes | None = None

    def follow(self, picture: Bytes) -> None:
        """Take the next picture, ``(height, width, 3 or 4)``, RGB first."""
        self._frames += 1
        if (self._frames - 1) % self._every:
            return
        picture = picture[..., :3]
        same = self._before is not None and np.array_equal(picture, self._before)
        self._shares.append(self._shares[-1] if same else striped(picture))
        self._before = picture if same else picture.copy()

    def spells(self, limit: float) -> list[Spell]:
        """Return the times when more than such a share of the picture was striped."""
        found = []
        for start, end in runs(np.array(self._shares) > limit):
            if end - start > _LEAST:
                last = min(end * self._every, self._frames) - 1
                share = max(self._shares[start:end])
                found.append(Spell("stripes", start * self._every, last, share))
        return found


def striped(picture: Bytes) -> float:
    """Return the share of a picture ``(height, width, 3)`` that is in too many stripes."""
    light = _small(luminance(picture).astype(np.float64))
    places = [_starts(side) for side in light.shape]
    waves = np.zeros((len(places[0]), len(places[1]), 2))
    for row, top in enumerate(places[0]):
        for column, left in enumerate(places[1]):
            waves[row, column] = _wave(light[top : top + _WINDOW, left : left + _WINDOW])
    there: NDArray[np.bool_] = np.any(waves > 0, axis=2)
    if not there.any() or _pairs(waves, there) <= _PAIRS:
        return 0.0
    covered = np.zeros(light.shape, dtype=bool)
    for row, column in np.argwhere(there):
        top, left = places[0][row], places[1][column]
        covered[top : top + _WINDOW, left : left + _WINDOW] = True
    return float(covered.mean())


def _small(light: Floats) -> Floats:
    """Return a picture's means in blocks, so that its longer side has so many samples."""
    step = max(max(light.shape) // _SAMPLES, 1)
    rows, columns = (side // step * step for side in light.shape)
    blocks = light[:rows, :columns].reshape(rows // step, step, columns // step, step)
    means: Floats = blocks.mean(axis=(1, 3))
    return means


def _starts(side: int) -> list[int]:
    last = max(side - _WINDOW, 0)
    return sorted({*range(0, last, _STEP), last})


def _wave(window: Floats) -> tuple[float, float]:
    """Return the waves down and across a window that is striped; none where it is not."""
    nothing = (0.0, 0.0)
    changes = window - window.mean()
    if window.max() < _LIGHT or changes.std() < _CONTRAST / 2:
        return nothing
    shade = np.outer(np.hanning(window.shape[0]), np.hanning(window.shape[1]))
    powers = np.fft.fftshift(np.abs(np.fft.fft2(changes * shade)) ** 2)
    middle = np.array(powers.shape) // 2
    powers[tuple(middle)] = 0.0
    peak = np.unravel_index(int(powers[: middle[0] + 1].argmax()), powers.shape)
    places = [np.arange(at - 1, at + 2).clip(0, len(powers) - 1) for at in peak]
    near = powers[np.ix_(*places)]
    if 2 * near.sum() < _PURE * powers.sum():  # each wave is there twice, the other way as well
        return nothing
    down, across = (
        float(np.abs(at - centre) @ near.sum(axis=1 - axis) / near.sum())
        for axis, (at, centre) in enumerate(zip(places, middle, strict=True))
    )
    return (down, across) if np.hypot(down, across) >= _FEWEST else nothing


def _pairs(waves: Floats, there: NDArray[np.bool_]) -> float:
    """Return how many pairs of stripes there are, from one end of what is striped to the other."""
    mean = waves[there].mean(axis=0)
    extents = [np.ptp(places) * _STEP / _WINDOW + 1 for places in np.nonzero(there)]
    return float(np.hypot(*(mean * extents)))
