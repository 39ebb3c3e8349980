"""Many small squares or discs in one mobject: the pixel that *is* the neuron."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np

from scenes.engine.raster import draw_marks
from scenes.engine.raster_mobject import RasterMobject
from scenes.look.encoding import mixed

if TYPE_CHECKING:
    import cairo
    from numpy.typing import ArrayLike, NDArray

    from scenes.engine.raster_mobject import Floats, ToPixels

__all__ = ["Marks"]

_THINNEST_RING = 0.75
"""In pixels of the frame: thinner ones flicker when they move."""
_WIDEST_RING = 0.15
"""To half the side of the largest mark: small squares must not become all outline."""


class Marks(RasterMobject):
    """N squares with rounded corners, each with its own place, size, fill and ring.

    Parameters
    ----------
    centres
        ``(N, 2)`` or ``(N, 3)``, scene units.
    half
        Half the side of a mark, or ``(N,)`` of them, or ``(N, 2)`` half widths and heights, scene
        units.
    fills, rings
        ``(N, 4)`` straight RGBA in [0, 1].
    roundness
        0 is a square, 1 a disc; one for all or ``(N,)``.
    ring_width
        In pixels at 1080p.
    """

    looks: tuple[str, ...] = ("fills", "rings", "roundness", "ring_width")

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
        reach = _both_ways(half, count)
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
        reach = self.halves if half is None else _both_ways(half, len(self))
        self.points = _corner_points(np.asarray(centres, dtype=np.float64), reach)
        return self

    def set_fills(self, fills: ArrayLike) -> Self:
        """Set the ``(N, 4)`` fills."""
        self.fills = np.array(np.broadcast_to(fills, (len(self), 4)), dtype=np.float64)
        return self

    def set_rings(self, rings: ArrayLike) -> Self:
        """Set the ``(N, 4)`` rings."""
        self.rings = np.array(np.broadcast_to(rings, (len(self), 4)), dtype=np.float64)
        return self

    def set_to(self, other: Marks) -> Self:
        """Become other marks at once, more or fewer than these."""
        self.points, self.opacity = other.points.copy(), other.opacity
        for name in self.looks:
            look = getattr(other, name)
            setattr(self, name, look if isinstance(look, float) else look.copy())
        return self

    def between(self, name: str, first: Any, second: Any, share: float) -> Any:
        """Mix the looks of two: a hue that is not seen does not count."""
        if name in {"fills", "rings"}:
            return mixed(first, second, share)
        return super().between(name, first, second, share)

    def subset(self, indices: NDArray[np.intp] | list[int]) -> Marks:
        """Return new marks with the looks and places of some of these."""
        chosen = Marks(
            self.centres[indices],
            self.halves[indices],
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
        halves = np.abs(second - first) / 2
        widest = float(halves.max(initial=0.0)) * _WIDEST_RING
        shade = np.array([1.0, 1.0, 1.0, self.opacity])
        draw_marks(
            ctx,
            (first + second) / 2,
            halves,
            self.roundness,
            self.fills * shade,
            self.rings * shade,
            min(max(self.ring_width * pixel, _THINNEST_RING), widest),
        )


def _both_ways(half: ArrayLike, count: int) -> Floats:
    """Return ``(count, 2)`` half widths and heights from one, ``(count,)`` or ``(count, 2)``."""
    reach = np.asarray(half, dtype=np.float64)
    if reach.ndim == 1:
        reach = reach[:, None]
    return np.broadcast_to(reach, (count, 2))


def _corner_points(centres: Floats, reach: Floats) -> Floats:
    points = np.zeros((2 * len(centres), 3))
    points[: len(centres), :2] = centres[:, :2] + reach * (-1, 1)
    points[len(centres) :, :2] = centres[:, :2] + reach * (1, -1)
    return points
