"""Paths along strokes, ``(N, 2)`` rows and columns: how long they are, and how they turn."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

__all__ = ["dense", "length", "smooth", "steps", "turn"]

FloatArray = NDArray[np.float64]

_SMOOTHED = 6
"""How often each point of a path is drawn towards its neighbours: a skeleton goes in steps of whole
pixels, and so short a piece of it would lie flat, upright or aslant, and no way in between."""


def smooth(path: FloatArray) -> FloatArray:
    """Return a path without the steps of the pixels; the ends of a line stay where they are."""
    closed = len(path) > 3 and bool((path[0] == path[-1]).all())
    for _ in range(_SMOOTHED):
        around = np.concatenate([path[-2:-1], path, path[1:2]]) if closed else path
        inner = (around[:-2] + 2 * around[1:-1] + around[2:]) / 4
        path = inner if closed else np.concatenate([path[:1], inner, path[-1:]])
    return path


def dense(path: FloatArray) -> FloatArray:
    """Return a path with points in its gaps."""
    middles = (path[1:] + path[:-1]) / 2
    return np.concatenate([path, middles])


def steps(path: FloatArray) -> FloatArray:
    """Return how far it is from each point to the next, ``(N - 1,)``."""
    distances: FloatArray = np.linalg.norm(np.diff(path, axis=0), axis=1)
    return distances


def length(path: FloatArray) -> float:
    """Return how far it is along a path."""
    return float(steps(path).sum())


def turn(one: FloatArray, other: FloatArray) -> float:
    """Return by how much the second path turns from the first, radians."""
    (a, b), (c, d) = one[-1] - one[0], other[-1] - other[0]
    if not (math.hypot(a, b) and math.hypot(c, d)):
        return 0.0
    return abs(math.remainder(math.atan2(d, c) - math.atan2(b, a), math.tau))
