"""Many images, each a small picture that becomes a point: the rounder it is, the less is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenes.components.grids.marks import Marks
from scenes.engine.scaled import draw_scaled
from scenes.look.encoding import activation_rgba

if TYPE_CHECKING:
    import cairo

    from scenes.engine.raster_mobject import Floats, ToPixels
    from scenes.look.theme import Theme

__all__ = ["Thumbnails"]


class Thumbnails(Marks):
    """Marks with pictures on them: squares show them, discs do not; what is half round still does.

    Parameters
    ----------
    marks
        N marks.
    images
        ``(N, rows, columns)``, brightness in [0, 1].
    theme
        Between whose "off" and "on" the pixels run.
    """

    def __init__(self, marks: Marks, images: Floats, theme: Theme) -> None:
        super().__init__(
            marks.centres, marks.halves, marks.fills, marks.rings, marks.roundness, marks.ring_width
        )
        self.images = np.round(activation_rgba(theme, images) * 255).astype(np.uint8)

    def paint(
        self, ctx: cairo.Context[cairo.ImageSurface], to_pixels: ToPixels, pixel: float
    ) -> None:
        """Draw all marks, then their pictures, inside of the outlines."""
        super().paint(ctx, to_pixels, pixel)
        upper, lower = self._corners
        first, second = to_pixels(upper), to_pixels(lower)
        halves = np.abs(second - first) / 2 - self.ring_width * pixel
        draw_scaled(
            ctx,
            self.images,
            (first + second) / 2,
            np.maximum(halves, 0.0),
            (1 - self.roundness**2) * self.opacity,
        )
