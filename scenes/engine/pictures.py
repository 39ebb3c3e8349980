"""Pictures of any size, drawn into a frame: stretched, in part, and wiped over each other.

Coordinates and colours are as in `scenes.engine.raster`; a picture's bytes are R, G, B, A.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cairo

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Context = cairo.Context[cairo.ImageSurface]
    Floats = NDArray[np.float64]
    Place = tuple[float, float, float, float]

__all__ = ["draw_edge", "draw_picture", "draw_rim"]

_CRISP = 8
"""From so many pixels at 1080p on, a pixel of a picture is a square; smaller ones are blended."""


def draw_picture(
    ctx: Context,
    bitmap: NDArray[np.uint8],
    place: Place,
    window: Floats,
    pixel: float,
    opacity: float = 1.0,
    uncovered: float = 1.0,
) -> None:
    """Draw a part of a picture.

    Parameters
    ----------
    ctx
        Of the frame.
    bitmap
        ``(rows, columns, 4)``, opaque.
    place
        Left, top, width and height of the part in the frame.
    window
        Top, left, height and width of the part, as shares of the picture.
    pixel
        Pixels of the frame to one of a frame 1080 pixels high.
    opacity, uncovered
        Of the whole; and how much of the part is drawn, from the left. Both in [0, 1].
    """
    left, top, width, height = place
    from_top, from_left, high, wide = window.tolist()
    rows, columns = bitmap.shape[:2]
    across, down = width / (wide * columns), height / (high * rows)
    if min(across, down, uncovered) <= 0:
        return
    ctx.save()
    ctx.rectangle(left, top, width * uncovered, height)
    ctx.clip()
    ctx.translate(left - from_left * columns * across, top - from_top * rows * down)
    ctx.scale(across, down)
    data = bitmap.data
    ctx.set_source_surface(
        cairo.ImageSurface.create_for_data(data, cairo.FORMAT_ARGB32, columns, rows)
    )
    crisp = min(across, down) > _CRISP * pixel
    ctx.get_source().set_filter(cairo.FILTER_NEAREST if crisp else cairo.FILTER_GOOD)
    ctx.get_source().set_extend(cairo.EXTEND_PAD)
    ctx.paint_with_alpha(opacity)
    ctx.restore()


def draw_rim(ctx: Context, place: Place, colour: Floats, width: float) -> None:
    """Draw a line along the inside of a box, in a colour ``(4,)``."""
    left, top, across, down = place
    if min(across, down) <= width:
        return
    red, green, blue, alpha = colour.tolist()
    ctx.set_source_rgba(blue, green, red, alpha)
    ctx.rectangle(left + width / 2, top + width / 2, across - width, down - width)
    ctx.set_line_width(width)
    ctx.stroke()


def draw_edge(
    ctx: Context, place: tuple[float, float, float], colour: Floats, width: float
) -> None:
    """Draw an upright line that ends at x, from one y to the other, in a colour ``(4,)``."""
    x, top, bottom = place
    red, green, blue, alpha = colour.tolist()
    ctx.set_source_rgba(blue, green, red, alpha)
    ctx.rectangle(x - width, top, width, bottom - top)
    ctx.fill()
