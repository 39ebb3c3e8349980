"""A picture of any size, as one bitmap: a photograph, or a step of its preparation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import cairo
import numpy as np

from netcore import resampled
from scenes.engine.raster_mobject import RasterMobject
from scenes.look.encoding import activation_rgba, photograph_rgba

if TYPE_CHECKING:
    from manim.typing import Point3D
    from numpy.typing import ArrayLike, NDArray

    from scenes.engine.raster_mobject import ToPixels
    from scenes.look.theme import Theme

__all__ = ["Picture", "shrunk"]

_MOST_PIXELS = 320
"""Of a side: larger pictures are averaged down, for more than that is hardly seen."""


def shrunk(values: ArrayLike, most: int = _MOST_PIXELS) -> NDArray[np.float64]:
    """Return a picture with at most so many pixels a side, areas averaged.

    Parameters
    ----------
    values
        ``(rows, columns)`` or ``(rows, columns, 3)``.
    most
        The longest side of the result, in pixels.
    """
    picture = np.asarray(values, dtype=np.float64)
    longest = max(picture.shape[:2])
    if longest <= most:
        return picture
    rows, columns = (max(1, round(side * most / longest)) for side in picture.shape[:2])
    if picture.ndim == 2:
        return resampled(picture, (rows, columns))
    return np.dstack([resampled(plane, (rows, columns)) for plane in np.moveaxis(picture, 2, 0)])


class Picture(RasterMobject):
    """A picture drawn as one bitmap, with crisp pixels when they are large.

    Parameters
    ----------
    rgba
        ``(rows, columns, 4)`` straight RGBA in [0, 1]; see `photograph` and `ink`.
    height
        Scene units.
    """

    looks = ("rgba",)

    def __init__(self, rgba: ArrayLike, height: float = 5.0) -> None:
        self.rgba = np.asarray(rgba, dtype=np.float64)
        rows, columns = self.rgba.shape[:2]
        across, down = height * columns / rows / 2, height / 2
        super().__init__(np.array([[-across, down, 0], [across, -down, 0]]))

    @classmethod
    def photograph(cls, values: ArrayLike) -> Self:
        """Show brightness in [0, 1] as it is, grey or ``(rows, columns, 3)``, in every theme."""
        return cls(photograph_rgba(shrunk(values)))

    @classmethod
    def ink(cls, values: ArrayLike, theme: Theme) -> Self:
        """Show how much ink there is, in [0, 1], as the theme shows activations."""
        return cls(activation_rgba(theme, shrunk(values)))

    def part(self, top: float, left: float, height: float, width: float) -> tuple[Point3D, float]:
        """Return the centre and the height of a part, given in shares of the whole."""
        (x0, y0, _), (x1, y1, _) = self.points
        across, down = x1 - x0, y1 - y0
        centre = np.array([x0 + (left + width / 2) * across, y0 + (top + height / 2) * down, 0])
        return centre, float(abs(down) * height)

    def paint(
        self, ctx: cairo.Context[cairo.ImageSurface], to_pixels: ToPixels, pixel: float
    ) -> None:
        """Draw the bitmap, stretched between its corners."""
        (left, top), (right, bottom) = to_pixels(self.points)
        rows, columns = self.rgba.shape[:2]
        across, down = (right - left) / columns, (bottom - top) / rows
        ctx.save()
        ctx.rectangle(left, top, right - left, bottom - top)
        ctx.clip()
        ctx.translate(left, top)
        ctx.scale(across, down)
        ctx.set_source_surface(self._surface())
        source = ctx.get_source()
        source.set_filter(cairo.FILTER_NEAREST if min(across, down) > 2 else cairo.FILTER_GOOD)
        source.set_extend(cairo.EXTEND_PAD)
        ctx.paint_with_alpha(self.opacity)
        ctx.restore()

    def _surface(self) -> cairo.ImageSurface:
        """Return the pixels as Cairo wants them: premultiplied, red and blue as in the frame."""
        rgba = np.clip(self.rgba, 0, 1)
        premultiplied = np.dstack([rgba[..., :3] * rgba[..., 3:], rgba[..., 3]])
        pixels = np.ascontiguousarray((premultiplied * 255 + 0.5).astype(np.uint8))
        rows, columns = pixels.shape[:2]
        return cairo.ImageSurface.create_for_data(pixels.data, cairo.FORMAT_ARGB32, columns, rows)
