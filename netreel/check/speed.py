"""How fast texts, lines and boxes move: what the eye is to follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netreel.check.places import named
from netreel.check.screen import box_of, opacity
from netreel.check.table import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from manim import Mobject

    from netreel.check.screen import Box, Moment

    Broken = Iterator[tuple[str, str, float]]

__all__ = ["Speed"]

_STRONG = 0.3
"""What is fainter is not followed."""
_SAME = 1.25
"""What grows more from one moment to the next is being drawn, and its middle says nothing."""
_SHORT = 2
"""Frames: in fewer, where something is is too much rounded to say how fast it is."""


@dataclass(frozen=True)
class _Sight:
    """Where everything was at a moment."""

    frame: int
    boxes: dict[Mobject, Box]


class Speed:
    """Follows what moves, from one moment to the next; `rate` is frames a second."""

    def __init__(self, rate: float) -> None:
        self._rate = rate
        self._before = _Sight(0, {})

    def follow(self, moment: Moment) -> Broken:
        """Yield what has moved too fast since the moment before."""
        now, before = _Sight(moment.frame, _boxes(moment)), self._before
        if 0 < now.frame - before.frame < _SHORT:
            return
        self._before = now
        if now.frame <= before.frame:
            return
        across = max(moment.clip.stage.width, moment.clip.stage.height)
        for mobject, box in now.boxes.items():
            if mobject in before.boxes:
                way = _way(before.boxes[mobject], box)
                speed = way / across * self._rate / (now.frame - before.frame)
                if RULES["speed"].is_broken_by(speed):
                    yield "speed", f"{named(mobject, moment)} flies by", speed


def _boxes(moment: Moment) -> dict[Mobject, Box]:
    texts = {text.mobject: text.box for text in moment.texts if text.opacity > _STRONG}
    shapes = {shape: box_of(shape) for shape in moment.shapes if opacity(shape) > _STRONG}
    return texts | shapes


def _way(one: Box, other: Box) -> float:
    """Return how far the middle moved, scene units; 0 for what changes its size."""
    if not all(1 / _SAME < after / before < _SAME for before, after in _sides(one, other)):
        return 0.0
    across = (other.left + other.right - one.left - one.right) / 2
    down = (other.bottom + other.top - one.bottom - one.top) / 2
    return float((across**2 + down**2) ** 0.5)


def _sides(one: Box, other: Box) -> Iterator[tuple[float, float]]:
    """Yield widths and heights, before and after; a line has a little of both."""
    hair = 1e-3
    yield one.right - one.left + hair, other.right - other.left + hair
    yield one.top - one.bottom + hair, other.top - other.bottom + hair
