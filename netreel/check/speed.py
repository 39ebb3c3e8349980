"""How fast texts, lines, boxes and pictures move: what the eye is to follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from netreel.check.places import named
from netreel.check.table import RULES
from scenes.engine.raster_mobject import RasterMobject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from manim import Mobject
    from numpy.typing import NDArray

    from netreel.check.screen import Box, Moment

    Broken = Iterator[tuple[str, str, float]]
    Floats = NDArray[np.float64]

__all__ = ["Speed"]

_STRONG = 0.3
"""What is fainter is not followed."""
_SAME = 1.25
"""What grows more from one moment to the next is being drawn, and its middle says nothing."""
_LOOSE = 0.05
"""Of its half size: what parts of a picture move more than that within it is no longer one."""
_SHORT = 2
"""Frames: in fewer, where something is is too much rounded to say how fast it is."""


@dataclass(frozen=True)
class _Sight:
    """Where everything was at a moment."""

    frame: int
    boxes: dict[Mobject, Box]
    points: dict[Mobject, Floats]


class Speed:
    """Follows what moves, from one moment to the next; `rate` is frames a second."""

    def __init__(self, rate: float) -> None:
        self._rate = rate
        self._before = _Sight(0, {}, {})

    def follow(self, moment: Moment) -> Broken:
        """Yield what has moved too fast since the moment before."""
        now, before = _sight(moment), self._before
        if 0 < now.frame - before.frame < _SHORT:
            return
        self._before = now
        if now.frame <= before.frame:
            return
        seconds = (now.frame - before.frame) / self._rate
        for mobject in now.boxes:
            if mobject in before.boxes:
                speed = moment.clip.stage.frames(_way(mobject, before, now)) / seconds
                if RULES["speed"].is_broken_by(speed):
                    yield "speed", f"{named(mobject, moment)} flies by", speed


def _sight(moment: Moment) -> _Sight:
    texts = {text.mobject: text.box for text in moment.texts if text.opacity > _STRONG}
    others = [*moment.shapes, *moment.of(RasterMobject)]
    boxes = {other: moment.boxes[other] for other in others if moment.opacities[other] > _STRONG}
    pictures = (one for one in boxes if isinstance(one, RasterMobject))
    points: dict[Mobject, Floats] = {one: one.points.copy() for one in pictures}
    return _Sight(moment.frame, texts | boxes, points)


def _way(mobject: Mobject, before: _Sight, now: _Sight) -> Floats:
    """Return how far the middle moved, scene units; no way of what changes size or falls apart."""
    one, other = before.boxes[mobject], now.boxes[mobject]
    grown = any(not 1 / _SAME < new / old < _SAME for old, new in _sides(one, other))
    if grown or (mobject in now.points and _falls_apart(mobject, before, now)):
        return np.zeros(2)
    across = (other.left + other.right - one.left - one.right) / 2
    down = (other.bottom + other.top - one.bottom - one.top) / 2
    return np.array([across, down])


def _falls_apart(mobject: Mobject, before: _Sight, now: _Sight) -> bool:
    """Tell whether parts of a picture go each its own way, so that no whole can be followed."""
    one, other = before.points[mobject], now.points[mobject]
    if one.shape != other.shape:
        return True
    one, other = (points - points.mean(axis=0) for points in (one, other))
    size = np.abs(other).max() or 1.0
    moved = np.abs(other - one * size / (np.abs(one).max() or 1.0)).max()
    return bool(moved > _LOOSE * size)


def _sides(one: Box, other: Box) -> Iterator[tuple[float, float]]:
    """Yield widths and heights, before and after; a line has a little of both."""
    hair = 1e-3
    yield one.right - one.left + hair, other.right - other.left + hair
    yield one.top - one.bottom + hair, other.top - other.bottom + hair
