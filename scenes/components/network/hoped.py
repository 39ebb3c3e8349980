"""Neurons that one might hope for, made by hand: their dashed ring says so, and only theirs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Self

import numpy as np
from manim import Group

from scenes.components.grids.discs import RING_WIDTH, ring_rgba
from scenes.components.grids.marks import Marks
from scenes.look.encoding import activation_rgba, ink_inside
from scenes.look.sizes import FORMULA

if TYPE_CHECKING:
    import cairo
    from numpy.typing import ArrayLike, NDArray

    from scenes.engine.raster_mobject import ToPixels
    from scenes.facts.sources import Source
    from scenes.figures import Figures
    from scenes.look.theme import Theme

__all__ = ["HopedNeuron", "HopedRing"]

_DASH = 9.0
"""Length of a dash and of a gap, in pixels at 1080p, as near as makes them come out even."""
_FEWEST = 7
"""Dashes about a small neuron."""
_LARGE_RING = 3.0
"""Width of the ring of a neuron that stands alone, in pixels at 1080p."""
_DISC = 0.84
"""What the disc takes of the ring's width."""
_INSIDE = 0.64
"""What a number takes of the width of its neuron."""


class HopedRing(Marks):
    """N neurons that are hoped for: discs with a dashed ring.

    Parameters
    ----------
    theme
        Whose colours are used.
    centres
        ``(N, 2)`` or ``(N, 3)``, scene units.
    radius
        Of all, or ``(N,)``, scene units.
    values
        ``(N,)`` activations in [0, 1]; all are off without them.
    ring_width
        In pixels at 1080p.
    """

    def __init__(
        self,
        theme: Theme,
        centres: ArrayLike,
        radius: ArrayLike,
        values: ArrayLike = 0.0,
        ring_width: float = RING_WIDTH,
    ) -> None:
        self.theme = theme
        fills = activation_rgba(theme, np.broadcast_to(values, len(np.asarray(centres))))
        super().__init__(centres, radius, fills, ring_rgba(theme), 1.0, ring_width)

    def light(self, values: ArrayLike) -> Self:
        """Give the neurons other activations, ``(N,)``."""
        return self.set_fills(activation_rgba(self.theme, np.broadcast_to(values, len(self))))

    def paint(
        self, ctx: cairo.Context[cairo.ImageSurface], to_pixels: ToPixels, pixel: float
    ) -> None:
        """Draw all discs, and dashed rings about them: these are seen about lit ones too."""
        upper, lower = self._corners
        rings, whole = self.rings, self.points
        inside = (upper - lower) / 2 * (1 - _DISC)
        self.rings = np.zeros_like(rings)
        self.points = np.concatenate([upper - inside, lower + inside])
        super().paint(ctx, to_pixels, pixel)
        self.rings, self.points = rings, whole
        first, second = to_pixels(upper), to_pixels(lower)
        _draw_dashed(
            ctx,
            (first + second) / 2,
            np.abs(second - first)[:, 0] / 2,
            rings * (1.0, 1.0, 1.0, self.opacity),
            pixel,
            self.ring_width,
        )


class HopedNeuron(Group):
    """One hoped-for neuron, large, with its activation in it.

    Parameters
    ----------
    figures
        Which reads the activation.
    source
        What the activation is.
    centre
        ``(3,)``, scene units.
    radius
        Scene units.

    Attributes
    ----------
    disc, number
        The parts: lit, and saying so.
    """

    def __init__(self, figures: Figures, source: Source, centre: ArrayLike, radius: float) -> None:
        self.theme = figures.theme
        self.disc = HopedRing(self.theme, np.asarray(centre)[None], radius, ring_width=_LARGE_RING)
        self.number = figures.read(source, FORMULA)
        self.number.scale(2 * radius * _INSIDE / self.number.width).move_to(self.disc)
        super().__init__(self.disc, self.number)
        self.take(self.number.value)

    def take(self, value: float) -> Self:
        """Show another activation."""
        self.disc.light(value)
        self.number.set_value(value)
        self.number.set_colour(ink_inside(self.disc.fills[0]))
        return self


def _draw_dashed(
    ctx: cairo.Context[cairo.ImageSurface],
    centres: NDArray[np.float64],
    radii: NDArray[np.float64],
    colours: NDArray[np.float64],
    pixel: float,
    ring_width: float,
) -> None:
    """Draw dashed circles, in pixels."""
    ctx.save()
    width = max(ring_width * pixel, 1.0)
    ctx.set_line_width(width)
    for (x, y), radius, (red, green, blue, alpha) in zip(
        centres.tolist(), radii.tolist(), colours.tolist(), strict=True
    ):
        inside = radius - width / 2
        if alpha <= 0 or inside <= 0:
            continue
        around = math.tau * inside
        dash = around / max(round(around / (2 * _DASH * pixel)), _FEWEST) / 2
        ctx.set_dash([dash])
        ctx.set_source_rgba(blue, green, red, alpha)  # the frame's bytes are the other way round
        ctx.arc(x, y, inside, 0.0, math.tau)
        ctx.stroke()
    ctx.restore()
