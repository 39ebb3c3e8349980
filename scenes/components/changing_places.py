"""Ways on which things change places at once without lying on each other: they make way."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.look.stage import Region

    Floats = NDArray[np.float64]

__all__ = ["ways_around"]

_MOMENTS, _ROUNDS = 25, 300
"""Along each way, and how often all is looked at."""
_AIR = 0.2
"""Between two things, to their size: so much is wished for."""
_STEP, _SMOOTHED = 0.1, 0.25
"""How much of what they lie on each other they make way at once; and how much a bend is smoothed at
first, in the end not at all."""


def ways_around(starts: Floats, ends: Floats, size: Floats, still: Floats, room: Region) -> Floats:
    """Return ways on which boxes go around each other and around those that stay.

    Each way begins as a straight line; where two boxes would be in one place they make way, to the
    side on which they are less far from being free, and all ways are smoothed, again and again.

    Parameters
    ----------
    starts, ends, still
        ``(n, 3)`` and ``(m, 3)``: the middles of those that move and of those that stay.
    size
        ``(2,)``, the width and height of each.
    room
        Which they do not leave.

    Returns
    -------
    NDArray[np.float64]
        ``(n, k, 3)``, the middle of each at ``k`` moments.
    """
    share = np.linspace(0, 1, _MOMENTS)[:, None]
    ways: Floats = starts[:, None] + (ends - starts)[:, None] * share
    places = np.repeat(still.reshape(-1, 1, 3), _MOMENTS, axis=1)
    every, count = np.concatenate([ways, places]), len(ways)
    pairs = list(combinations(range(len(every)), 2))
    free = np.append((np.array([room.width, room.height]) - size) / 2, 0.0)
    for pull in np.linspace(_SMOOTHED, 0.02, _ROUNDS):
        for one, other in pairs:
            push = _push(every[one] - every[other], size * (1 + _AIR)) * _STEP
            every[one] += push
            every[other] -= push
        ways = every[:count]
        ways[:] = np.clip(ways, room.centre - free, room.centre + free)
        ways[:, 1:-1] += pull * (ways[:, 2:] + ways[:, :-2] - 2 * ways[:, 1:-1])
        ways[:, 0], ways[:, -1], every[count:] = starts, ends, places
    return ways


def _push(away: Floats, size: Floats) -> Floats:
    """Return by how much boxes are to move apart, ``(k, 3)``: all to one side."""
    push = np.zeros_like(away)
    near = (np.abs(away[:, :2]) < size).all(axis=1)
    if near.any():
        comes = np.ptp(away[:, :2], axis=0) / size
        side = int(comes.argmin())  # across the way on which the one comes towards the other
        aside = away[near, side]
        sign = -1.0 if aside.sum() < 0 else 1.0
        push[near, side] = sign * size[side] - aside
    return push
