"""Manim's camera, with raster mobjects that draw themselves, and with what stands still kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
from manim import Camera, Mobject

from scenes.engine.raster import Bitmap, context, paint_bitmap, paint_through
from scenes.engine.raster_mobject import RasterMobject

if TYPE_CHECKING:
    from collections.abc import Callable

    import cairo
    from manim import VMobject
    from manim.mobject.types.image_mobject import AbstractImageMobject
    from numpy.typing import NDArray

__all__ = ["RasterCamera"]

T = TypeVar("T", bound=Mobject)


class RasterCamera(Camera):
    """Asks a `RasterMobject` to paint itself, and keeps the picture while it is unchanged.

    What is filled with one colour, as letters are, keeps its shape and may change its colour.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._kept: WeakKeyDictionary[Mobject, tuple[bytes, Bitmap | None]] = WeakKeyDictionary()

    def init_background(self) -> None:
        """Fill the background, with its colour multiplied by its opacity as Cairo expects it."""
        super().init_background()
        assert self.background is not None
        self.background[..., :3] = self.background[..., :3] * self.background_opacity

    def display_image_mobject(
        self, image_mobject: AbstractImageMobject, pixel_array: NDArray[Any]
    ) -> None:
        """Draw an image mobject; a raster mobject paints only its own region."""
        if not isinstance(image_mobject, RasterMobject):
            super().display_image_mobject(image_mobject, pixel_array)
            return
        ctx = context(pixel_array)
        bitmap = self._keep(image_mobject, image_mobject.state(), self._picture)
        if bitmap is None:
            image_mobject.paint(ctx, self._to_pixels, self._pixel)
        else:
            paint_bitmap(ctx, bitmap)

    def display_vectorized(self, vmobject: VMobject, ctx: cairo.Context[Any]) -> Self:
        """Draw a vector mobject."""
        colours = self.get_fill_rgbas(vmobject)
        if len(colours) > 1 or vmobject.get_stroke_width() or vmobject.get_stroke_width(True):
            return super().display_vectorized(vmobject, ctx)
        if colours[0, 3] == 0:
            return self
        shape = self._keep(vmobject, vmobject.points.tobytes(), self._shape)
        if shape is None:
            return super().display_vectorized(vmobject, ctx)
        ctx.save()
        ctx.identity_matrix()
        paint_through(ctx, shape, colours[0])
        ctx.restore()
        return self

    def take_frame(self) -> NDArray[Any]:
        """Hand over the frame as it is; the next one is drawn into another array."""
        frame = self.pixel_array
        self.pixel_array = np.empty_like(frame)
        self.pixel_array_to_cairo_context.clear()
        return frame

    def _keep(self, mobject: T, state: bytes, draw: Callable[[T], Bitmap]) -> Bitmap | None:
        """Return what was drawn of a mobject, once it is asked for twice without a change."""
        before, bitmap = self._kept.get(mobject, (None, None))
        if state == before and bitmap is None:
            bitmap = draw(mobject)
        elif state != before:
            bitmap = None
        self._kept[mobject] = (state, bitmap)
        return bitmap

    def _picture(self, mobject: RasterMobject) -> Bitmap:
        bitmap = Bitmap.blank(*self._box(mobject))
        mobject.paint(bitmap.context(), self._to_pixels, self._pixel)
        return bitmap

    def _shape(self, mobject: VMobject) -> Bitmap:
        bitmap = Bitmap.blank(*self._box(mobject), shape=True)
        ctx = bitmap.context()
        ctx.transform(self.get_cairo_context(self.pixel_array).get_matrix())
        self.set_cairo_context_path(ctx, mobject)
        ctx.fill()
        return bitmap

    def _box(self, mobject: Mobject) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of what is seen of a mobject, in pixels."""
        corners = self._to_pixels(mobject.points)
        limit = (self.pixel_width, self.pixel_height)
        left, top = np.clip(corners.min(axis=0) - 4, 0, limit)
        right, bottom = np.clip(corners.max(axis=0) + 4, 0, limit)
        return left, top, right, bottom

    @property
    def _pixel(self) -> float:
        return min(self.pixel_width, self.pixel_height) / 1080

    def _to_pixels(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        size = np.array([self.pixel_width, self.pixel_height])
        scale = size / (self.frame_width, -self.frame_height)
        places: NDArray[np.float64] = (points - self.frame_center)[:, :2] * scale + size / 2
        return places
