"""Stripes that can bring on seizures: many light and dark ones side by side, all one way.

As broadcasters count them: more than five pairs of light and dark, over more than a quarter of the
picture. What goes both ways, a grid of pixels, a page of text, is none: such a pattern is harmless.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image
from scipy import ndimage

from netreel.check.flashes import Spell, luminance, runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

__all__ = ["Stripes", "share_of_stripes"]

_SAMPLES = 256
"""Of the frame's longer side, whatever its size: each is the mean of its pixels."""
_ABOUT = 6.0
"""Standard deviation, in samples, of what is about each."""
_TILE = 4
"""Samples, each way, that have it in common: it hardly changes from one to the next."""
_ONE_WAY = 0.7
"""From 0, where brightness changes as much in every direction, to 1, where it does in one alone."""
_LEAST = 0.1
"""Relative luminance between light and dark, as with flashes."""
_PAIRS = 5
_DIRECTIONS = 6
_SECONDS = 1 / 3
"""Between looks: what is there for one alone does no harm."""


class Stripes:
    """Looks for stripes in a film, a few times a second.

    Parameters
    ----------
    rate
        Frames a second.
    """

    def __init__(self, rate: float) -> None:
        self._every = max(round(rate * _SECONDS), 1)
        self._frame = 0
        self._before: Bytes | None = None
        self._shares: list[float] = []

    def follow(self, picture: Bytes) -> None:
        """Take the next picture, ``(height, width, 3 or 4)``, RGB first."""
        frame, self._frame = self._frame, self._frame + 1
        if frame % self._every:
            return
        sample = _samples(picture)
        same = self._before is not None and np.array_equal(sample, self._before)
        self._shares.append(self._shares[-1] if same else share_of_stripes(sample))
        self._before = sample

    def spells(self, limit: float) -> list[Spell]:
        """Return the times when more than a share was striped, for longer than a glimpse."""
        each = self._every
        long = ((a, b) for a, b in runs(np.array(self._shares) > limit) if b - a > 1)
        return [
            Spell("stripes", a * each, b * each - 1, max(self._shares[a:b]), "the picture")
            for a, b in long
        ]


def share_of_stripes(picture: Bytes) -> float:
    """Return the share of a picture ``(height, width, 3)`` that stripes fill, from 0 to 1."""
    light = _in_tiles(luminance(picture).astype(np.float64))
    strong = _about(light**2) - _about(light) ** 2 > (_LEAST / 4) ** 2
    if not strong.any():
        return 0.0
    one_way, across = _directions(light)
    where = strong & (one_way > _ONE_WAY)
    # What is about a sample reaches beyond the stripes: so far it is taken off again.
    filled = np.zeros(light.shape, dtype=bool)
    for middle in np.arange(2 * _DIRECTIONS) * np.pi / (2 * _DIRECTIONS):
        apart = np.abs((across - middle + np.pi / 2) % np.pi - np.pi / 2)
        for tiles in _areas(where & (apart <= np.pi / (2 * _DIRECTIONS))):
            area = _spread(tiles)
            if _pairs(light, area, middle) > _PAIRS:
                filled |= ndimage.binary_erosion(area, iterations=round(_ABOUT), border_value=1)
    return float(filled.mean())


def _samples(picture: Bytes) -> Bytes:
    whole = Image.fromarray(np.ascontiguousarray(picture[..., :3]))
    share = min(_SAMPLES / max(whole.size), 1.0)
    width, height = (max(round(side * share), 1) for side in whole.size)
    return np.asarray(whole.resize((width, height), Image.Resampling.BOX))


def _in_tiles(values: Floats) -> Floats:
    """Return a picture that goes on at its right and lower edge until it is whole tiles."""
    more = [(0, -side % _TILE) for side in values.shape]
    return np.pad(values, more, mode="edge")


def _about(values: Floats) -> Floats:
    """Return what is about each tile."""
    rows, columns = (side // _TILE for side in values.shape)
    means = values.reshape(rows, _TILE, columns, _TILE).mean(axis=(1, 3))
    blurred: Floats = ndimage.gaussian_filter(means, _ABOUT / _TILE)
    return blurred


def _spread(tiles: Mask) -> Mask:
    """Return for each sample what is so in its tile."""
    return tiles.repeat(_TILE, axis=0).repeat(_TILE, axis=1)


def _directions(light: Floats) -> tuple[Floats, Floats]:
    """Return how much brightness changes one way about each tile, and that way, as an angle."""
    down, right = (ndimage.gaussian_filter(light, 1.0, order=order) for order in ((1, 0), (0, 1)))
    along, over, mixed = (_about(each) for each in (right**2, down**2, right * down))
    one_way = np.hypot(along - over, 2 * mixed) / np.maximum(along + over, 1e-12)
    return one_way, np.arctan2(2 * mixed, along - over) / 2


def _areas(where: Mask) -> Iterator[Mask]:
    """Yield the connected areas that are large enough to matter."""
    names, count = ndimage.label(where)
    sizes = np.bincount(names.ravel(), minlength=count + 1)
    for name in range(1, count + 1):
        if sizes[name] > where.size / 100:
            yield names == name


def _pairs(light: Floats, area: Mask, across: float) -> float:
    """Return how many times light and dark follow each other, along an angle through an area."""
    rows, columns = np.nonzero(area)
    places = columns * np.cos(across) + rows * np.sin(across)
    bins = np.floor(places - places.min()).astype(int)
    counts = np.bincount(bins)
    profile = np.bincount(bins, weights=light[area])[counts > 0] / counts[counts > 0]
    return _turns(profile) / 2


def _turns(profile: Floats) -> int:
    """Return how often a profile goes from dark to light or back, by what is counted at least."""
    turns, way, low, high = 0, 0, profile[0], profile[0]
    for value in profile:
        low, high = min(low, value), max(high, value)
        if way <= 0 and value - low >= _LEAST:
            turns, way, high = turns + 1, 1, value
        elif way >= 0 and high - value >= _LEAST:
            turns, way, low = turns + 1, -1, value
    return turns
