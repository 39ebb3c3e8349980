"""The connections between two layers: weights as colour and width, pulses that travel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from scenes.engine.raster import Bitmap, paint_bitmap
from scenes.engine.raster_mobject import RasterMobject
from scenes.engine.strands import draw_bundle
from scenes.look.encoding import connection_limit, connection_rgba, connection_width, texture

if TYPE_CHECKING:
    import cairo
    from numpy.typing import ArrayLike, NDArray

    from scenes.engine.raster_mobject import Floats, ToPixels
    from scenes.look.theme import Theme

__all__ = ["Connections", "Strands"]

_PULSE_SPREAD = 0.22
_REVEAL_EDGE = 0.08
_MOST_COVERED = {"rest": 0.25, "lit": 0.45}
"""How much of the area between two layers their connections may cover: see `texture`."""


@dataclass(frozen=True)
class Strands:
    """N connections as they are drawn: their places among the weights, then as `draw_bundle`."""

    order: NDArray[np.intp]
    starts: Floats
    stops: Floats
    colours: Floats
    widths: Floats


class Connections(RasterMobject):
    """All connections from one layer of neurons to the next, drawn once and kept.

    The next layer stands on the right, or below.

    Parameters
    ----------
    starts, ends
        ``(n_in, 3)`` and ``(n_out, 3)`` places where the connections leave and arrive.
    weights
        ``(n_out, n_in)``.
    theme
        Whose positive and negative colours are used.
    signals
        ``(n_in,)`` activations that a pulse carries: it is brightest where weight times
        activation is large. Without them a pulse lights all connections by their weights.
    limit
        The size of a weight at which colour and width are full; `connection_limit` by default.

    Attributes
    ----------
    rest
        Opacity of the connections when nothing travels, in [0, 1].
    reveal
        How far they are drawn from the start, in [0, 1].
    pulse
        Where the pulse is, from 0 (at the start) to 1 (arrived).
    """

    looks = ("rest", "reveal", "pulse")

    def __init__(
        self,
        starts: ArrayLike,
        ends: ArrayLike,
        weights: ArrayLike,
        theme: Theme,
        signals: ArrayLike | None = None,
        limit: float | None = None,
    ) -> None:
        self.weights = np.asarray(weights, dtype=np.float64)
        self.theme = theme
        self.limit = connection_limit(self.weights) if limit is None else limit
        self.signals = None if signals is None else np.asarray(signals, dtype=np.float64)
        self.rest, self.reveal, self.pulse = 1.0, 1.0, 0.0
        self._kept = _Kept()
        super().__init__(np.concatenate([np.asarray(starts), np.asarray(ends)]))

    def set_rest(self, rest: float) -> Self:
        """Set how visible the connections are when nothing travels."""
        self.rest = float(rest)
        return self

    def set_reveal(self, reveal: float) -> Self:
        """Set how far the connections are drawn from the start."""
        self.reveal = float(reveal)
        return self

    def set_pulse(self, pulse: float) -> Self:
        """Set where the pulse is; at 0 and 1 it is not seen."""
        self.pulse = float(pulse)
        return self

    @property
    def flows_down(self) -> bool:
        """Whether the next layer is below, rather than to the right."""
        inputs = self.weights.shape[1]
        way = self.points[inputs:].mean(axis=0) - self.points[:inputs].mean(axis=0)
        return bool(abs(way[1]) > abs(way[0]))

    def paint(
        self, ctx: cairo.Context[cairo.ImageSurface], to_pixels: ToPixels, pixel: float
    ) -> None:
        """Blend the kept pictures: the resting one evenly, the lit one through the pulse."""
        ends = to_pixels(self.points)
        down = self.flows_down
        first, last = float(ends[:, int(down)].min()), float(ends[:, int(down)].max())
        if self.reveal > 0 and self.rest * self.opacity > 0:
            edge = _edge(first, last, self.reveal) if self.reveal < 1 else None
            resting = self._bitmap("rest", ends, pixel)
            paint_bitmap(ctx, resting, self.rest * self.opacity, edge, down=down)
        if 0 < self.pulse < 1:
            lit = self._bitmap("lit", ends, pixel)
            paint_bitmap(ctx, lit, self.opacity, _wave(first, last, self.pulse), down=down)

    def _bitmap(self, kind: str, ends: Floats, pixel: float) -> Bitmap:
        # Interpolation between equal places leaves them a rounding error apart.
        key = np.round(ends, 3).tobytes()
        if self._kept.keys.get(kind) != key:
            self._kept.keys[kind] = key
            self._kept.bitmaps[kind] = self._drawn(kind, ends, pixel)
        return self._kept.bitmaps[kind]

    def _drawn(self, kind: str, ends: Floats, pixel: float) -> Bitmap:
        bitmap = Bitmap.blank(*(ends.min(axis=0) - 3), *(ends.max(axis=0) + 3))
        it = self.strands(kind, ends, pixel)
        draw_bundle(bitmap, it.starts, it.stops, it.colours, it.widths)
        return bitmap

    def strands(self, kind: str, ends: Floats, pixel: float) -> Strands:
        """Return how the connections are drawn, the faintest first.

        Parameters
        ----------
        kind
            ``rest`` as they are, ``lit`` as a pulse shows them.
        ends
            ``(n_in + n_out, 2)`` places of `points`, in pixels.
        pixel
            As for `paint`.
        """
        values, limit = self.weights, self.limit
        if kind == "lit" and self.signals is not None:
            values = self.weights * self.signals
            limit = connection_limit(values)
        inputs = values.shape[1]
        order = np.argsort(np.abs(values), axis=None)
        target, source = np.divmod(order, inputs)
        starts, stops, flat = ends[source], ends[inputs + target], values[target, source]
        widths = connection_width(flat, limit) * pixel
        areas = widths * np.hypot(*(stops - starts).T) / _area(ends)
        look = texture(np.minimum(np.abs(flat) / limit, 1.0), areas, _MOST_COVERED[kind])
        colours = connection_rgba(self.theme, flat, limit, *look)
        return Strands(order, starts, stops, colours, widths)


def _area(ends: Floats) -> float:
    """Return the area between two layers, square pixels; that of a lone neuron is not nothing."""
    short, long = np.sort(np.ptp(ends, axis=0))
    return float(max(short, long / 4, 1.0) * max(long, 1.0))


class _Kept:
    """The pictures drawn last; a copy of a mobject shares them."""

    def __init__(self) -> None:
        self.keys: dict[str, bytes] = {}
        self.bitmaps: dict[str, Bitmap] = {}

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        return self


def _edge(first: float, last: float, reveal: float) -> list[tuple[float, float]]:
    """Return a profile that is 1 before the revealed edge and 0 behind it."""
    width = (last - first) * _REVEAL_EDGE
    place = first - width + (last - first + width) * reveal
    return [(first - width - 1, 1.0), (place, 1.0), (place + width, 0.0), (last + 2 * width, 0.0)]


def _wave(first: float, last: float, pulse: float) -> list[tuple[float, float]]:
    """Return a profile that is a hump about the pulse's place."""
    span = last - first
    spread = span * _PULSE_SPREAD
    place = first - spread + (span + 2 * spread) * pulse
    hump = [(place + spread * t, 0.5 + 0.5 * np.cos(np.pi * t)) for t in np.linspace(-1, 1, 9)]
    return [(place - spread - span, 0.0), *hump, (place + spread + span, 0.0)]
