"""Pictures of mobjects, kept while these change nothing but their place or their opacity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
from manim import Mobject

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scenes.engine.raster import Bitmap

    Floats = NDArray[np.float64]

__all__ = ["Keeper"]

T = TypeVar("T", bound=Mobject)

_ALIKE = 0.01
"""How far a point may be off, in pixels: interpolation between equals leaves a rounding error."""
_WHOLE = 0.02
"""How near to a whole number of pixels a way is one: nothing is to be blended then."""

_NOWHERE = np.zeros(3)


@dataclass
class _Kept:
    """What was drawn: the looks, the points, the picture; and what was asked for last.

    That is the points as they are in memory, and how far, in pixels, the picture is moved.
    """

    looks: bytes
    points: Floats
    bitmap: Bitmap | None
    last: bytes
    way: Floats


class Keeper:
    """Hands out what was drawn of a mobject, as long as that is what it looks like.

    Attributes
    ----------
    in_motion
        Whether the next frame will be another one. If so, what moves is blended from pixel to
        pixel; else, and where it has come to rest, it is drawn anew, so that it is sharp.
    """

    def __init__(self) -> None:
        self.in_motion = False
        self._kept: WeakKeyDictionary[Mobject, _Kept] = WeakKeyDictionary()

    def picture(
        self,
        mobject: T,
        looks: bytes,
        pixels: Floats,
        draw: Callable[[T], Bitmap | None],
        *,
        at_once: bool = False,
    ) -> Bitmap | None:
        """Return a mobject's picture where it is to be painted; None if it is to be drawn.

        Parameters
        ----------
        mobject
            Of which a picture is wanted.
        looks
            All that the picture depends on, beside points.
        pixels
            ``(3,)``, pixels to a scene unit, with the signs of the axes.
        draw
            Draws the picture, or says that there is none.
        at_once
            Without this a mobject has to be the same twice: most that change go on changing.
        """
        kept, now = self._kept.get(mobject), mobject.points.tobytes()
        way = None if kept is None else _way(kept, looks, mobject.points, now, pixels)
        if kept is None or way is None:
            bitmap = draw(mobject) if at_once else None
            self._kept[mobject] = _Kept(looks, mobject.points.copy(), bitmap, now, _NOWHERE)
            return bitmap
        rests = now == kept.last or not self.in_motion
        if kept.bitmap is None or (rests and not _is_whole(way)):
            kept.bitmap, kept.points, way = draw(mobject), mobject.points.copy(), _NOWHERE
        kept.last, kept.way = now, way
        if kept.bitmap is None or way is _NOWHERE:
            return kept.bitmap
        return kept.bitmap.moved(*_snapped(way).tolist()[:2])


def _way(kept: _Kept, looks: bytes, points: Floats, now: bytes, pixels: Floats) -> Floats | None:
    """Return how far a mobject was moved, ``(3,)`` in pixels; None if that is not all."""
    if looks != kept.looks or points.shape != kept.points.shape:
        return None
    if now == kept.last:
        return kept.way
    ways = (points - kept.points) * pixels
    low, high = ways.min(axis=0), ways.max(axis=0)
    return None if (high - low).max() > _ALIKE else (low + high) / 2


def _snapped(way: Floats) -> Floats:
    whole = np.rint(way)
    return np.where(np.abs(way - whole) < _WHOLE, whole, way)


def _is_whole(way: Floats) -> bool:
    return bool(np.abs(way - np.rint(way)).max() < _WHOLE)
