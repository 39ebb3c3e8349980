"""Find lines and strips along a picture's edges: a cell's frame, the dark beside a scanned page."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

# A strip, with what lies outside it, is at most this share of the picture's width or height.
_WIDEST = 0.15
# It differs from the paper beside it by this much.
_LEAST_STEP = 0.2
# It is there along this share of the edge, and beside it there is as much paper.
_WHOLE = 0.93
# Between two others, strokes may join it along the rest.
_CROSSED = 0.7
# It may lean by this share of its length.
_LEAN = 0.02
# A soft edge ends where this share of the step is left.
_FADED = 0.1
# What is left has this share of the strip's contrast, or the strip is all there is.
_LEAST_LEFT = 0.25


def without_strips(grey: FloatArray) -> FloatArray:
    """Return the picture with lines and strips along its edges covered by the paper beside them.

    A strip is as long as its edge, straight, and nothing written joins it: the bar of a 7 that is
    cut to its very box is none. Where there is nothing but strips, the picture is returned as it
    is.

    Parameters
    ----------
    grey
        Shape (height, width), in [0, 1].
    """
    # Each edge in turn is looked at as if it were the upper one: first without its ends, then
    # without those of them where a strip along another edge crosses.
    views = [np.rot90(grey, turn) for turn in range(4)]
    found = [_depth(view, *[int(_WIDEST * view.shape[1])] * 2) for view in views]
    depths = [
        _depth(view, found[turn - 1], found[(turn + 1) % 4]) if found[turn] else 0
        for turn, view in enumerate(views)
    ]
    for turn, view in enumerate(views):
        left, right = depths[turn - 1], depths[(turn + 1) % 4]
        if left and right and not depths[turn]:
            depths[turn] = _depth(view, left, right, _CROSSED)
    covered = grey.copy()
    for turn, depth in enumerate(depths):
        upper = np.rot90(covered, turn)
        upper[:depth] = upper[depth]
    return covered if any(depths) and np.ptp(covered) > _LEAST_LEFT * np.ptp(grey) else grey


def _depth(view: FloatArray, left: int, right: int, whole: float = _WHOLE) -> int:
    """Return how many rows a strip along the upper edge takes up, 0 if there is none.

    Parameters
    ----------
    left, right
        How many columns are left out at either end.
    whole
        Along what share of the others there is a strip, and paper beside it.
    """
    height, width = view.shape
    reach, soft = max(1, int(_WIDEST * height)), 1 + height // 100
    part = view[: 2 * reach + soft + 1, left : width - right]
    if part.shape[1] < 3 or part.shape[0] <= reach + soft:
        return 0
    level = np.median(part, axis=1)
    paper = float(np.median(level[reach:]))
    step = float(max(level[:reach] - paper, key=abs))
    if abs(step) < _LEAST_STEP:
        return 0
    part = (part - paper) / step
    strip = part > 0.5
    # The first row behind the strip, in each column.
    behind = np.logical_or.accumulate(strip, axis=0) & ~strip
    ends = np.argmax(behind, axis=0)
    ends = ends[(ends > 0) & (ends <= reach)]
    if len(ends) < whole * part.shape[1]:
        return 0
    nearest, farthest = np.percentile(ends, [10, 90])
    depth = int(farthest)
    faded = (part[depth : depth + soft + 1] < _FADED).mean(axis=1) > whole
    depth += int(np.argmax(faded))
    is_straight = farthest - nearest <= 1 + _LEAN * width
    return depth if is_straight and strip[depth].mean() <= 1 - whole else 0
