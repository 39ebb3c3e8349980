"""Manim's camera, with one method more: raster mobjects draw themselves into the frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np
from manim import Camera

from scenes.components.raster_mobject import RasterMobject
from scenes.raster import Bitmap, context, paint_bitmap

if TYPE_CHECKING:
    from manim.mobject.types.image_mobject import AbstractImageMobject
    from numpy.typing import NDArray

__all__ = ["RasterCamera"]


class RasterCamera(Camera):
    """Asks a `RasterMobject` to paint itself, and keeps the picture while it is unchanged."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._states: WeakKeyDictionary[RasterMobject, bytes] = WeakKeyDictionary()
        self._bitmaps: WeakKeyDictionary[RasterMobject, Bitmap] = WeakKeyDictionary()

    def display_image_mobject(
        self, image_mobject: AbstractImageMobject, pixel_array: NDArray[Any]
    ) -> None:
        """Draw an image mobject; a raster mobject paints only its own region."""
        if not isinstance(image_mobject, RasterMobject):
            super().display_image_mobject(image_mobject, pixel_array)
            return
        ctx = context(pixel_array)
        bitmap = self._kept(image_mobject)
        if bitmap is None:
            image_mobject.paint(ctx, self._to_pixels, self._pixel)
        else:
            paint_bitmap(ctx, bitmap)

    def take_frame(self) -> NDArray[Any]:
        """Hand over the frame as it is; the next one is drawn into another array."""
        frame = self.pixel_array
        self.pixel_array = np.empty_like(frame)
        self.pixel_array_to_cairo_context.clear()
        return frame

    def _kept(self, mobject: RasterMobject) -> Bitmap | None:
        """Return the mobject's picture once it has been asked for twice without a change."""
        state = mobject.state()
        if self._states.get(mobject) != state:
            self._states[mobject] = state
            self._bitmaps.pop(mobject, None)
            return None
        if mobject not in self._bitmaps:
            self._bitmaps[mobject] = self._picture(mobject)
        return self._bitmaps[mobject]

    def _picture(self, mobject: RasterMobject) -> Bitmap:
        corners = self._to_pixels(mobject.points)
        limit = (self.pixel_width, self.pixel_height)
        left, top = np.clip(corners.min(axis=0) - 4, 0, limit)
        right, bottom = np.clip(corners.max(axis=0) + 4, 0, limit)
        bitmap = Bitmap.blank(left, top, right, bottom)
        mobject.paint(bitmap.context(), self._to_pixels, self._pixel)
        return bitmap

    @property
    def _pixel(self) -> float:
        return min(self.pixel_width, self.pixel_height) / 1080

    def _to_pixels(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        size = np.array([self.pixel_width, self.pixel_height])
        scale = size / (self.frame_width, -self.frame_height)
        places: NDArray[np.float64] = (points - self.frame_center)[:, :2] * scale + size / 2
        return places
