"""Many small squares or discs in one mobject: the pixel that *is* the neuron."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np

from scenes.components.raster_mobject import RasterMobject
from scenes.raster import draw_marks

if TYPE_CHECKING:
    import cairo
    from numpy.typing import ArrayLike, NDArray

    from scenes.components.raster_mobject import Floats, ToPixels

__all__ = ["Marks"]


class Marks(RasterMobject):
    """N squares with rounded corners, each with its own place, size, fill and ring.

    Parameters
    ----------
    centres
        ``(N, 2)`` or ``(N, 3)``, scene units.
    half
        Half the side of a mark, or ``(N,)`` of them, scene units.
    fills, rings
        ``(N, 4)`` straight RGBA in [0, 1].
    roundness
        0 is a square, 1 a disc; one for all or ``(N,)``.
    ring_width
        In pixels at 1080p.
    """

    looks = ("fills", "rings", "roundness", "ring_width")

    def __init__(
        self,
        centres: ArrayLike,
        half: ArrayLike,
        fills: ArrayLike,
        rings: ArrayLike,
        roundness: ArrayLike = 0.0,
        ring_width: float = 1.0,
    ) -> None:
        places = np.asarray(centres, dtype=np.float64)
        count = len(places)
        reach = np.broadcast_to(np.asarray(half, dtype=np.float64), count)
        self.fills = np.array(np.broadcast_to(fills, (count, 4)), dtype=np.float64)
        self.rings = np.array(np.broadcast_to(rings, (count, 4)), dtype=np.float64)
        self.roundness = np.array(np.broadcast_to(roundness, count), dtype=np.float64)
        self.ring_width = float(ring_width)
        super().__init__(_corner_points(places, reach))

    def __len__(self) -> int:
        """Return how many marks there are."""
        return len(self.points) // 2

    @property
    def centres(self) -> Floats:
        """``(N, 3)`` centres, scene units."""
        upper, lower = self._corners
        return (upper + lower) / 2

    @property
    def halves(self) -> Floats:
        """``(N, 2)`` half widths and heights, scene units."""
        upper, lower = self._corners
        return np.abs(upper - lower)[:, :2] / 2

    @property
    def _corners(self) -> tuple[Floats, Floats]:
        count = len(self)
        return self.points[:count], self.points[count:]

    def place(self, centres: ArrayLike, half: ArrayLike | None = None) -> Self:
        """Move every mark, and resize it when `half` is given."""
        reach = self.halves[:, 0] if half is None else np.broadcast_to(half, len(self))
        self.points = _corner_points(
            np.asarray(centres, dtype=np.float64), np.asarray(reach, dtype=np.float64)
        )
        return self

    def set_fills(self, fills: ArrayLike) -> Self:
        """Set the ``(N, 4)`` fills."""
        self.fills = np.array(np.broadcast_to(fills, (len(self), 4)), dtype=np.float64)
        return self

    def set_rings(self, rings: ArrayLike) -> Self:
        """Set the ``(N, 4)`` rings."""
        self.rings = np.array(np.broadcast_to(rings, (len(self), 4)), dtype=np.float64)
        return self

    def subset(self, indices: NDArray[np.intp] | list[int]) -> Marks:
        """Return new marks with the looks and places of some of these."""
        chosen = Marks(
            self.centres[indices],
            self.halves[indices, 0],
            self.fills[indices],
            self.rings[indices],
            self.roundness[indices],
            self.ring_width,
        )
        return chosen.set_opacity(self.opacity)

    def paint(
        self, ctx: cairo.Context[cairo.ImageSurface], to_pixels: ToPixels, pixel: float
    ) -> None:
        """Draw all marks, in their order."""
        upper, lower = self._corners
        first, second = to_pixels(upper), to_pixels(lower)
        shade = np.array([1.0, 1.0, 1.0, self.opacity])
        draw_marks(
            ctx,
            (first + second) / 2,
            np.abs(second - first) / 2,
            self.roundness,
            self.fills * shade,
            self.rings * shade,
            max(self.ring_width * pixel, 0.75),
        )


def _corner_points(centres: Floats, half: Floats) -> Floats:
    reach = np.column_stack([half, half])
    points = np.zeros((2 * len(centres), 3))
    points[: len(centres), :2] = centres[:, :2] + reach * (-1, 1)
    points[len(centres) :, :2] = centres[:, :2] + reach * (1, -1)
    return points
