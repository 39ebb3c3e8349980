"""Flashes that can bring on seizures, as WCAG 2.3.1 counts them: in light, and in saturated red.

A flash is a pair of opposing changes. More than three within a second are too many where they fill
more than a quarter of what the eye sees sharply: 341 x 256 pixels of a screen of 1024 x 768. Each
pixel is followed for itself, so that it does not matter whether all of them flash in step; but what
is about it has to flash as well: squares that move by change every pixel, and nothing flashes.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Floats = NDArray[np.float32]
    Mask = NDArray[np.bool_]

__all__ = ["Flashes", "Spell", "luminance", "runs"]

_SCREEN, _WINDOW = (768, 1024), (256, 341)
"""Pixels down and across."""
_SAMPLES = 128
"""Pixels of the frame's longer side that are looked at: details are no flash, whole areas are."""
_ABOUT = 8
"""Samples across what is about each: 64 pixels of the screen."""
_ALLOWED = 6
"""Changes within a second: three flashes."""
_LEAST_CHANGE, _DARK = 0.1, 0.8
"""Of relative luminance; where the darker of two is brighter than the second, it is no flash."""
_LEAST_RED, _REDNESS = 20.0, 0.8

_LINEAR: Floats = np.array(
    [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in np.arange(256) / 255],
    dtype=np.float32,
)


@dataclass(frozen=True)
class Spell:
    """A time of too much: its first and last frame, and the largest share of what is looked at."""

    kind: str
    first: int
    last: int
    share: float
    of: str = "a window"

    @property
    def frames(self) -> range:
        """All its frames."""
        return range(self.first, self.last + 1)

    @property
    def in_words(self) -> str:
        """Say how much it is."""
        return f"{self.share:.0%} of {self.of}"


class Flashes:
    """Counts flashes, frame by frame.

    Parameters
    ----------
    rate
        Frames a second: flashes of more than half of it a second cannot be told.
    """

    def __init__(self, rate: float) -> None:
        second = max(round(rate), 1)
        self._changes = {
            "general": _Area(_LEAST_CHANGE, _DARK, second),
            "red": _Area(_LEAST_RED, np.inf, second),
        }
        self._shares: dict[str, list[float]] = {kind: [] for kind in self._changes}
        self._before: Bytes | None = None

    def follow(self, picture: Bytes) -> None:
        """Take the next picture, ``(height, width, 3 or 4)``, RGB first."""
        step = max(max(picture.shape[:2]) // _SAMPLES, 1)
        sample = picture[step // 2 :: step, step // 2 :: step, :3]
        is_new = self._before is None or not np.array_equal(sample, self._before)
        values = _values(sample) if is_new else dict.fromkeys(self._changes)
        self._before = sample.copy() if is_new else self._before
        for kind, changes in self._changes.items():
            self._shares[kind].append(_largest_share(changes.follow(values[kind])))

    def spells(self, limit: float) -> list[Spell]:
        """Return the times when more than such a share of some window flashed too often."""
        return [
            Spell(kind, start, end - 1, max(shares[start:end]))
            for kind, shares in self._shares.items()
            for start, end in runs(np.array(shares) > limit)
        ]


class _Area:
    """Where there is too much change, in each pixel and in what is about it: see `_Changes`."""

    def __init__(self, least: float, dark: float, second: int) -> None:
        self._pixels, self._about = (_Changes(least, dark, second) for _ in range(2))

    def follow(self, values: Floats | None) -> Mask | None:
        """Return where both change too often; without values the picture is as it was."""
        pixels = self._pixels.follow(values)
        about = self._about.follow(None if values is None else _means(values))
        if pixels is None or about is None:
            return None
        rows, columns = pixels.shape
        spread = about.repeat(_ABOUT, axis=0).repeat(_ABOUT, axis=1)
        return pixels & spread[:rows, :columns]


class _Changes:
    """Where the brightness turns: each pixel from a peak to a trough, or the other way.

    `least` is the smallest change that counts, `dark` what its darker end must be below, `second`
    how many frames are one.
    """

    def __init__(self, least: float, dark: float, second: int) -> None:
        self._least, self._dark, self._second = least, dark, second
        self._recent: deque[Mask | None] = deque()
        self._started = False

    def follow(self, values: Floats | None) -> Mask | None:
        """Return where there have been too many changes within a second; None for nowhere.

        Without values the picture is as it was.
        """
        turned = None if values is None else self._turned(values)
        self._recent.append(turned)
        if turned is not None:
            self._count += turned
        if len(self._recent) > self._second and (old := self._recent.popleft()) is not None:
            self._count -= old
        return self._count > _ALLOWED if self._count.max(initial=0) > _ALLOWED else None

    def _turned(self, values: Floats) -> Mask | None:
        if not self._started:
            self._started = True
            self._high, self._low = values.copy(), values.copy()
            self._way = np.zeros(values.shape, dtype=np.int8)
            self._count = np.zeros(values.shape, dtype=np.int16)
            return None
        down = (self._way >= 0) & (self._high - values >= self._least) & (values < self._dark)
        up = (self._way <= 0) & (values - self._low >= self._least) & (self._low < self._dark)
        turned: Mask = down | up
        self._way[down], self._way[up] = -1, 1
        self._high = np.where(turned, values, np.maximum(self._high, values))
        self._low = np.where(turned, values, np.minimum(self._low, values))
        return turned if turned.any() else None


def _means(values: Floats) -> Floats:
    """Return the means of blocks; the last of a row or column may be smaller."""
    rows, columns = (range(0, length, _ABOUT) for length in values.shape)
    sums = np.add.reduceat(np.add.reduceat(values, rows, axis=0), columns, axis=1)
    down, across = (
        np.diff([*starts, length])
        for starts, length in zip((rows, columns), values.shape, strict=True)
    )
    means: Floats = (sums / np.outer(down, across)).astype(np.float32)
    return means


def luminance(picture: Bytes) -> Floats:
    """Return the relative luminance ``(height, width)`` of a picture ``(height, width, 3)``."""
    light: Floats = _LINEAR[picture] @ np.array((0.2126, 0.7152, 0.0722), dtype=np.float32)
    return light


def _values(sample: Bytes) -> dict[str, Floats | None]:
    """Return relative luminance, and (R - G - B) x 320 where red is saturated."""
    red, green, blue = np.moveaxis(_LINEAR[sample], -1, 0)
    saturated = red >= _REDNESS * (red + green + blue)
    redness = np.where(saturated, np.maximum(red - green - blue, 0) * 320, 0)
    return {"general": luminance(sample), "red": redness}


def _largest_share(mask: Mask | None) -> float:
    """Return the largest share of a window of what the eye sees sharply that a mask fills."""
    if mask is None:
        return 0.0
    scale = max(pixels / most for pixels, most in zip(mask.shape, _SCREEN, strict=True))
    down, across = (
        min(max(round(side * scale), 1), pixels)
        for side, pixels in zip(_WINDOW, mask.shape, strict=True)
    )
    sums = np.pad(mask.astype(np.int32), ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    inside = (
        sums[down:, across:]
        - sums[:-down, across:]
        - sums[down:, :-across]
        + sums[:-down, :-across]
    )
    return float(inside.max() / (down * across))


def runs(where: Mask) -> list[tuple[int, int]]:
    """Return start and end of each run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], where, [False]]).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
