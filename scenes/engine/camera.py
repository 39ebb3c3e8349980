"""Manim's camera, with raster mobjects that draw themselves, and with pictures that are kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import Camera

from scenes.engine.keeping import Keeper
from scenes.engine.raster import Bitmap, context, paint_bitmap, paint_through
from scenes.engine.raster_mobject import RasterMobject

if TYPE_CHECKING:
    import cairo
    from manim import Mobject, VMobject
    from manim.mobject.types.image_mobject import AbstractImageMobject
    from numpy.typing import NDArray

__all__ = ["RasterCamera"]

_LARGEST = 2
"""A picture wider or higher than so many frames is not kept."""
_MARGIN, _REACH = 4, 8
"""How far something reaches beyond its points: in pixels, and more in pixels at 1080p."""
_MITRE = 10
"""How far a sharp corner may reach, in widths of its line: as Cairo limits it."""


class RasterCamera(Camera):
    """Asks a `RasterMobject` to paint itself, and keeps the picture while it looks the same.

    Its place and its opacity may change. What is filled with one colour, as letters are, keeps its
    shape and may change its colour as well.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.keeper = Keeper()

    def init_background(self) -> None:
        """Fill the background, with its colour multiplied by its opacity as Cairo expects it."""
        super().init_background()
        assert self.background is not None
        if self.background_opacity < 1:
            self.background[..., :3] = self.background[..., :3] * self.background_opacity

    def display_image_mobject(
        self, image_mobject: AbstractImageMobject, pixel_array: NDArray[Any]
    ) -> None:
        """Draw an image mobject; a raster mobject paints only its own region."""
        if not isinstance(image_mobject, RasterMobject):
            super().display_image_mobject(image_mobject, pixel_array)
            return
        if image_mobject.opacity <= 0:
            return
        ctx = context(pixel_array)
        bitmap = self._keep(image_mobject)
        if bitmap is None:
            image_mobject.paint(ctx, self._to_pixels, self._pixel)
        else:
            paint_bitmap(ctx, bitmap, min(image_mobject.opacity, 1.0))

    def display_vectorized(self, vmobject: VMobject, ctx: cairo.Context[Any]) -> Self:
        """Draw a vector mobject."""
        colours = self.get_fill_rgbas(vmobject)
        if len(colours) > 1 or vmobject.get_stroke_width() or vmobject.get_stroke_width(True):
            looks = _looks(vmobject)
            paint, kept = paint_bitmap, looks and self._keep_drawing(vmobject, looks)
        elif colours[0, 3] == 0:
            return self
        else:
            paint = partial(paint_through, colour=colours[0])
            kept = self.keeper.picture(vmobject, b"", self._scale, self._shape)
        if not kept:
            return super().display_vectorized(vmobject, ctx)
        ctx.save()
        ctx.identity_matrix()
        paint(ctx, kept)
        ctx.restore()
        return self

    def _keep_drawing(self, vmobject: VMobject, looks: bytes) -> Bitmap | None:
        return self.keeper.picture(vmobject, looks, self._scale, self._drawing)

    def take_frame(self) -> NDArray[Any]:
        """Hand over the frame as it is; the next one is drawn into another array."""
        frame = self.pixel_array
        self.pixel_array = np.empty_like(frame)
        self.pixel_array_to_cairo_context.clear()
        return frame

    def _keep(self, mobject: RasterMobject) -> Bitmap | None:
        """Return a mobject's picture; None if it is to paint itself.

        What is translucent is a picture that is: so it looks the same whatever else it does.
        """
        looks, translucent = mobject.own_looks(), mobject.opacity < 1
        return self.keeper.picture(mobject, looks, self._scale, self._picture, at_once=translucent)

    def _picture(self, mobject: RasterMobject) -> Bitmap | None:
        bitmap = self._blank(mobject)
        if bitmap is not None:
            with mobject.opaque():
                mobject.paint(bitmap.context(), self._to_pixels, self._pixel)
        return bitmap

    def _drawing(self, mobject: VMobject) -> Bitmap | None:
        width = max(mobject.get_stroke_width(), mobject.get_stroke_width(True))
        reach = width * self.cairo_line_width_multiple * self._scale[0] * _MITRE / 2
        bitmap = self._blank(mobject, reach)
        if bitmap is not None:
            ctx = bitmap.context()
            ctx.transform(self.get_cairo_context(self.pixel_array).get_matrix())
            super().display_vectorized(mobject, ctx)
        return bitmap

    def _shape(self, mobject: VMobject) -> Bitmap | None:
        bitmap = self._blank(mobject, shape=True)
        if bitmap is not None:
            ctx = bitmap.context()
            ctx.transform(self.get_cairo_context(self.pixel_array).get_matrix())
            self.set_cairo_context_path(ctx, mobject)
            ctx.fill()
        return bitmap

    def _blank(self, mobject: Mobject, reach: float = 0.0, *, shape: bool = False) -> Bitmap | None:
        """Return an empty bitmap for a mobject; None if that would be very large."""
        corners, margin = self._to_pixels(mobject.points), _MARGIN + _REACH * self._pixel + reach
        low, high = corners.min(axis=0) - margin, corners.max(axis=0) + margin
        if (high - low > _LARGEST * np.array([self.pixel_width, self.pixel_height])).any():
            return None
        return Bitmap.blank(*low, *high, shape=shape)

    @property
    def _scale(self) -> NDArray[np.float64]:
        """``(3,)``, pixels to a scene unit, with the signs of the axes."""
        across, down = self.pixel_width / self.frame_width, self.pixel_height / self.frame_height
        return np.array([across, -down, 0.0])

    @property
    def _pixel(self) -> float:
        return min(self.pixel_width, self.pixel_height) / 1080

    def _to_pixels(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        size = np.array([self.pixel_width, self.pixel_height])
        scale = size / (self.frame_width, -self.frame_height)
        places: NDArray[np.float64] = (points - self.frame_center)[:, :2] * scale + size / 2
        return places


def _looks(vmobject: VMobject) -> bytes:
    """Return what an outlined picture depends on beside points; nothing for one with gradients."""
    colours = [vmobject.get_fill_rgbas(), *map(vmobject.get_stroke_rgbas, (False, True))]
    if max(map(len, colours)) > 1:
        return b""
    widths = vmobject.get_stroke_width(), vmobject.get_stroke_width(True)
    ends = vmobject.joint_type.value, vmobject.cap_style.value
    return np.concatenate([*map(np.ravel, colours), widths, ends]).tobytes()
