"""The connections between two layers: weights as colour and width, pulses that travel."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np

from scenes.engine.raster import Bitmap, paint_bitmap
from scenes.engine.raster_mobject import RasterMobject
from scenes.engine.strands import draw_bundle
from scenes.look.encoding import (
    connection_limit,
    connection_rgba,
    connection_width,
    rgb,
    texture,
)

if TYPE_CHECKING:
    import cairo
    from numpy.typing import ArrayLike, NDArray

    from scenes.engine.raster_mobject import Floats, ToPixels
    from scenes.look.theme import Theme

    Profile = list[tuple[float, float]]

__all__ = ["ARRIVAL", "DASH", "Connections", "Strands"]

_HEAD, _TAIL = 0.05, 0.6
"""Of a pulse: half the length of its head, and its tail, as shares of the way."""
_HEAD_WIDTH, _GLOW = 3.0, 0.3
"""The width of the head to that of a line, and how much of what is fully on is in its colour."""
_REVEAL_EDGE = 0.08
_MOST_COVERED = {"rest": 0.25, "lit": 0.45, "head": 0.8}
"""How much of the area between two layers their connections may cover: see `texture`."""
_MOVED = 1e-3
"""Pixels: interpolation between equal places leaves them a rounding error apart."""
DASH = 5.0
"""Length of a dash and of a gap, in pixels at 1080p: on paper what is negative is dashed."""

ARRIVAL = (1 + _HEAD) / (1 + _HEAD + _TAIL)
"""The share of a pulse's time after which its head reaches the next layer."""


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
    least
        Opacity of the weakest at rest, in [0, 1]: for few, each of which can be pointed at.

    Attributes
    ----------
    rest
        Opacity of the connections when nothing travels, in [0, 1].
    reveal
        How far they are drawn from the start, in [0, 1].
    pulse
        Where the pulse is: from 0, at the start, over `ARRIVAL` to 1, when its tail is gone too.
    """

    looks = ("rest", "reveal", "pulse", "changed")

    def __init__(
        self,
        starts: ArrayLike,
        ends: ArrayLike,
        weights: ArrayLike,
        theme: Theme,
        signals: ArrayLike | None = None,
        limit: float | None = None,
        least: float = 0.0,
    ) -> None:
        self.weights = np.asarray(weights, dtype=np.float64)
        self.theme, self.least = theme, least
        self.limit = connection_limit(self.weights) if limit is None else limit
        self.signals = None if signals is None else np.asarray(signals, dtype=np.float64)
        self.rest, self.reveal, self.pulse = 1.0, 1.0, 0.0
        self.changed = 0.0  # how often: the camera keeps what looks as before
        self._kept = _Kept()
        super().__init__(np.concatenate([np.asarray(starts), np.asarray(ends)]))

    def set_weights(self, weights: ArrayLike) -> Self:
        """Show other weights ``(n_out, n_in)`` on the same scale."""
        self.weights = np.asarray(weights, dtype=np.float64)
        self._kept = _Kept()
        vars(self).pop("_products", None)
        self.changed += 1.0
        return self

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
        """Blend the kept pictures: the resting one evenly, the others through tail and head."""
        ends = to_pixels(self.points)
        down = self.flows_down
        first, last = float(ends[:, int(down)].min()), float(ends[:, int(down)].max())
        if self.reveal > 0 and self.rest * self.opacity > 0:
            edge = _edge(first, last, self.reveal) if self.reveal < 1 else None
            resting = self._bitmap("rest", ends, pixel)
            paint_bitmap(ctx, resting, self.rest * self.opacity, edge, down=down)
        if 0 < self.pulse < 1:
            for kind, profile in zip(("lit", "head"), _wave(first, last, self.pulse), strict=True):
                bitmap = self._bitmap(kind, ends, pixel)
                paint_bitmap(ctx, bitmap, self.opacity, profile, down=down)

    def _bitmap(self, kind: str, ends: Floats, pixel: float) -> Bitmap:
        kept = self._kept.ends.get(kind)
        if kept is None or kept.shape != ends.shape or np.abs(kept - ends).max() > _MOVED:
            self._kept.ends[kind] = ends
            self._kept.bitmaps[kind] = self._drawn(kind, ends, pixel)
        return self._kept.bitmaps[kind]

    def _drawn(self, kind: str, ends: Floats, pixel: float) -> Bitmap:
        it = self.strands(kind, ends, pixel)
        edge = math.ceil(it.widths.max(initial=0.0) / 2) + 2
        bitmap = Bitmap.blank(*(ends.min(axis=0) - edge), *(ends.max(axis=0) + edge))
        dashes = None
        if self.theme.for_paper:
            red = self._values(kind).ravel()[it.order] < 0
            dashes = np.where(red, DASH * pixel, 0.0)
        draw_bundle(bitmap, it.starts, it.stops, it.colours, it.widths, dashes)
        return bitmap

    def _values(self, kind: str) -> Floats:
        """Return what is drawn, ``(n_out, n_in)``: weights, or weights times activations."""
        return self.weights if kind == "rest" or self.signals is None else self._products

    @cached_property
    def _products(self) -> Floats:
        return self.weights * (1.0 if self.signals is None else self.signals)

    def strands(self, kind: str, ends: Floats, pixel: float) -> Strands:
        """Return how the connections are drawn, the faintest first.

        Parameters
        ----------
        kind
            ``rest`` as they are, ``lit`` as a pulse shows them, ``head`` where it is.
        ends
            ``(n_in + n_out, 2)`` places of `points`, in pixels.
        pixel
            As for `paint`.
        """
        values = self._values(kind)
        limit = self.limit if values is self.weights else connection_limit(values)
        inputs = values.shape[1]
        order = np.argsort(np.abs(values), axis=None)
        target, source = np.divmod(order, inputs)
        starts, stops, flat = ends[source], ends[inputs + target], values[target, source]
        widths = connection_width(flat, limit) * pixel * (_HEAD_WIDTH if kind == "head" else 1.0)
        areas = widths * np.hypot(*(stops - starts).T) / _area(ends)
        look = texture(np.minimum(np.abs(flat) / limit, 1.0), areas, _MOST_COVERED[kind])
        colours = connection_rgba(self.theme, flat, limit, *look)
        if kind == "rest":
            colours[:, 3] = self.least + (1 - self.least) * colours[:, 3]
        if kind == "head":
            colours[:, :3] += (rgb(self.theme.activation_on) - colours[:, :3]) * _GLOW
        return Strands(order, starts, stops, colours, widths)


def _area(ends: Floats) -> float:
    """Return the area between two layers, square pixels; that of a lone neuron is not nothing."""
    short, long = np.sort(np.ptp(ends, axis=0))
    return float(max(short, long / 4, 1.0) * max(long, 1.0))


class _Kept:
    """The pictures drawn last; a copy of a mobject shares them."""

    def __init__(self) -> None:
        self.ends: dict[str, Floats] = {}
        self.bitmaps: dict[str, Bitmap] = {}

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        return self


def _edge(first: float, last: float, reveal: float) -> Profile:
    """Return a profile that is 1 before the revealed edge and 0 behind it."""
    width = (last - first) * _REVEAL_EDGE
    place = first - width + (last - first + width) * reveal
    return [(first - width - 1, 1.0), (place, 1.0), (place + width, 0.0), (last + 2 * width, 0.0)]


def _wave(first: float, last: float, pulse: float) -> tuple[Profile, Profile]:
    """Return the profiles of a pulse's tail, which falls off behind the head, and of its head."""
    span = last - first
    head, tail = span * _HEAD, span * _TAIL
    place = first - head + (span + head + tail) * pulse
    bump = [(place + head * t, 0.5 + 0.5 * np.cos(np.pi * t)) for t in np.linspace(-1, 1, 9)]
    behind = [(place - tail * (1 - t), float(t * t)) for t in np.linspace(0, 1, 6)]
    return [*behind, (place + head, 0.0)], bump
