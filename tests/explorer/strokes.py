"""Digits as strokes of a pen: the middle lines of sample digits, with the wobble of a hand."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

import netcore

Line = NDArray[np.float64]
"""Points ``(n, 2)``, x and y, in units of the paper."""

PAPER = 140
_FINER = 4
_RING = [(-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1)]


def drawn(digit: int, sample: int, rng: np.random.Generator, size: float = 0.75) -> list[Line]:
    """Return a sample digit's strokes, of about `size` of the paper, somewhere on it."""
    paths = middle_lines(digit, sample)
    every = np.concatenate(paths)
    low, high = every.min(axis=0), every.max(axis=0)
    scale = size * PAPER / (high - low).max()
    room = PAPER - (high - low) * scale
    place = room * rng.uniform(0.2, 0.8, 2)
    return [wobbly((path - low) * scale + place, rng) for path in paths]


def wobbly(path: Line, rng: np.random.Generator) -> Line:
    """Return a path as an unsteady hand follows it."""
    noise = ndimage.gaussian_filter1d(rng.normal(size=path.shape), 3, axis=0, mode="nearest")
    return np.asarray(np.clip(path + 2.5 * noise, 0, PAPER))


@lru_cache
def middle_lines(digit: int, sample: int) -> list[Line]:
    """Return the middle lines of a sample, each from an end or a crossing to the next."""
    image = netcore.sample_digits().image(digit, sample)
    ink = ndimage.zoom(image, _FINER, order=1) > 0.5
    left = {(int(row), int(column)) for row, column in np.argwhere(thinned(ink))}
    paths: list[Line] = []
    while left:
        ends = sorted(left, key=lambda pixel: (len(neighbours(pixel, left)), pixel))
        line = followed(ends[0], left)
        if len(line) > 2 * _FINER or not paths:
            smooth = ndimage.gaussian_filter1d(np.array(line, float), 2, axis=0, mode="nearest")
            paths.append(smooth[::2, ::-1] if len(line) > 4 else smooth[:, ::-1])
    return paths


def followed(start: tuple[int, int], left: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Walk along a line, straight on where it forks, and take its pixels out."""
    line = [start]
    left.discard(start)
    while options := neighbours(line[-1], left):
        back = line[max(len(line) - 6, 0)]
        heading = np.subtract(line[-1], back)
        best = max(options, key=lambda to: float(np.subtract(to, line[-1]) @ heading))
        line.append(best)
        left -= {best, *options}
    return line


def neighbours(pixel: tuple[int, int], among: set[tuple[int, int]]) -> list[tuple[int, int]]:
    around = [(pixel[0] + down, pixel[1] + right) for down, right in _RING]
    return [near for near in around if near in among]


def thinned(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Thin strokes to one pixel: T. Zhang and C. Suen, A fast parallel algorithm, 1984."""
    thin = np.pad(ink, 1)
    while True:
        before = thin.sum()
        for turn in (0, 1):
            ring = [np.roll(thin, (-down, -right), (0, 1)) for down, right in _RING]
            count = sum(part.astype(int) for part in ring)
            steps = sum(
                (~a & b).astype(int) for a, b in zip(ring, ring[1:] + ring[:1], strict=True)
            )
            up, right, down, left = ring[0], ring[2], ring[4], ring[6]
            first = up & right & (left if turn else down)
            second = down & left & (up if turn else right)
            gone = thin & (count >= 2) & (count <= 6) & (steps == 1) & ~first & ~second
            thin = thin & ~gone
        if thin.sum() == before:
            return thin[1:-1, 1:-1]
