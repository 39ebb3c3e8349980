"""Small pictures drawn at any size and place: each is one surface, scaled as it is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cairo

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["draw_scaled"]


def draw_scaled(
    ctx: cairo.Context[cairo.ImageSurface],
    pictures: NDArray[np.uint8],
    centres: Floats,
    halves: Floats,
    opacities: Floats,
) -> None:
    """Draw N opaque pictures of one size.

    Parameters
    ----------
    ctx
        Where to draw.
    pictures
        ``(N, rows, columns, 4)`` bytes R, G, B, A, as frames hold them.
    centres, halves
        ``(N, 2)`` centres, and halves of the boxes that they fit into.
    opacities
        ``(N,)`` in [0, 1]; where it is 0 nothing is painted.
    """
    rows, columns = pictures.shape[1:3]
    scales = (2 * halves / (columns, rows)).min(axis=1)
    for picture, centre, scale, opacity in zip(pictures, centres, scales, opacities, strict=True):
        if opacity > 0 and scale > 0:
            ctx.save()
            ctx.translate(centre[0] - scale * columns / 2, centre[1] - scale * rows / 2)
            ctx.scale(scale, scale)
            ctx.set_source_surface(
                cairo.ImageSurface.create_for_data(picture.data, cairo.FORMAT_ARGB32, columns, rows)
            )
            ctx.paint_with_alpha(float(opacity))
            ctx.restore()
