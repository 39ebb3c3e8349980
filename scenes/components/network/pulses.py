"""What travels: along all connections of a layer at once, or along each line at its own time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import Animation, AnimationGroup, LaggedStart, linear

from scenes.components.network.connections import ARRIVAL
from scenes.components.verbs import MOVE, become
from scenes.engine.raster import draw_strands
from scenes.engine.raster_mobject import RasterMobject
from scenes.look.encoding import connection_rgba, connection_width, rgba, symmetric_limit

if TYPE_CHECKING:
    from collections.abc import Sequence

    import cairo
    from numpy.typing import ArrayLike, NDArray

    from scenes.components.network.column import NeuronColumn
    from scenes.components.network.connections import Connections
    from scenes.engine.raster_mobject import ToPixels
    from scenes.look.theme import Theme

__all__ = ["PULSE", "Draw", "SendPulse", "Signals", "Travel", "draw_all", "send"]

PULSE = 1.5
"""Seconds of a pulse from one layer to the next."""

_HEAD, _HEAD_WIDTH = 0.08, 3.0
"""The length of a head as a share of its way, and its width to its line's."""
_PARTS = 6
"""A tail that fades is so many strokes of falling opacity."""
_LEAST = 0.25
"""Opacity of the weakest signal."""


class Draw(Animation):
    """Draw connections from one layer towards the next."""

    def __init__(self, connections: Connections, run_time: float = 1.2, **kwargs: Any) -> None:
        self.connections = connections
        super().__init__(connections, run_time=run_time, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show them as far as they are drawn."""
        self.connections.set_reveal(self.rate_func(alpha))


def draw_all(parts: Sequence[Connections], seconds: float) -> Animation:
    """Draw the connections of all layers, each from the middle of the one before on."""
    return LaggedStart(*(Draw(part) for part in parts), lag_ratio=0.5, run_time=seconds)


class SendPulse(Animation):
    """Send what the neurons hold along their connections, all at the same time."""

    def __init__(self, connections: Connections, run_time: float = PULSE, **kwargs: Any) -> None:
        self.connections = connections
        super().__init__(connections, run_time=run_time, rate_func=linear, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Move the pulse; it is gone at the end."""
        self.connections.set_pulse(self.rate_func(alpha) % 1.0)


def send(connections: Connections, column: NeuronColumn, seconds: float = PULSE) -> Animation:
    """Send a pulse into a layer; its neurons light up when the head arrives, not before."""
    lit = column.neurons.copy().set_fills(column.colours(column.activations))
    return AnimationGroup(
        SendPulse(connections, run_time=seconds),
        become(column.neurons, lit, seconds, lag=ARRIVAL, order=np.ones(len(lit))),
    )


class Signals(RasterMobject):
    """N lines along which something travels, each at its own time, strong where values are large.

    Parameters
    ----------
    starts, ends
        ``(N, 3)``.
    values
        ``(N,)``, weights times activations.
    theme
        Whose colours are used.
    tail
        Of what is behind a head, as a share of the way; 0 lets all of it stand.

    Attributes
    ----------
    heads
        ``(N,)`` how far each head is: 0 has not left, 1 is there, and at 1 + tail all is gone.
    """

    looks = ("heads",)

    def __init__(
        self, starts: ArrayLike, ends: ArrayLike, values: ArrayLike, theme: Theme, tail: float = 0.0
    ) -> None:
        self.values = np.asarray(values, dtype=np.float64)
        self.tail = tail
        limit = symmetric_limit(self.values)
        self.colours = connection_rgba(theme, self.values, limit)
        self.colours[:, 3] = _LEAST + (1 - _LEAST) * self.colours[:, 3]
        self.widths = connection_width(self.values, limit)
        self.glow = (self.colours + rgba(theme.activation_on)) / 2
        self.heads = np.zeros(len(self.values))
        super().__init__(np.concatenate([np.asarray(starts), np.asarray(ends)]))

    def set_heads(self, heads: ArrayLike) -> Self:
        """Move the heads, all to one place or each to its own, ``(N,)``."""
        self.heads = np.array(np.broadcast_to(heads, len(self.values)), dtype=np.float64)
        return self

    def leave_in_turn(self, progress: float, lag: float) -> Self:
        """Move the heads one by one: the first leaves at 0, and the last has arrived at 1.

        Parameters
        ----------
        progress
            Of the whole, in [0, 1].
        lag
            The share of the time between the first start and the last.
        """
        order = np.linspace(0, 1, len(self.values))
        way = 1.0 + self.tail
        return self.set_heads(np.clip((progress - order * lag) / (1 - lag), 0, 1) * way)

    @property
    def arrived(self) -> NDArray[np.bool_]:
        """Which heads are there, ``(N,)``."""
        return self.heads >= 1.0

    def paint(
        self, ctx: cairo.Context[cairo.ImageSurface], to_pixels: ToPixels, pixel: float
    ) -> None:
        """Draw tails and heads, the faintest first."""
        places, count = to_pixels(self.points), len(self.values)
        there = np.argsort(np.abs(self.values), kind="stable")
        there = there[(self.heads > 0)[there]]
        starts, ways = places[:count][there], (places[count:] - places[:count])[there]
        heads, shade = self.heads[there], np.array([1.0, 1.0, 1.0, self.opacity])
        widths = self.widths[there] * pixel
        parts = _PARTS if self.tail else 1
        back = heads - self.tail if self.tail else np.zeros(len(there))
        steps = back + (heads - back) * np.linspace(0, 1, parts + 1)[:, None]
        for part in range(parts):
            faded = shade * (1, 1, 1, ((part + 1) / parts) ** 2)
            low, high = (np.clip(at, 0, 1)[:, None] for at in steps[part : part + 2])
            colours = self.colours[there] * faded
            draw_strands(ctx, starts + ways * low, starts + ways * high, colours, widths)
        moving = heads < 1
        tip = np.clip(heads[moving], 0, 1)[:, None]
        low = np.clip(tip - _HEAD, 0, 1)
        first, way = starts[moving], ways[moving]
        glow = self.glow[there][moving] * shade
        draw_strands(ctx, first + way * low, first + way * tip, glow, widths[moving] * _HEAD_WIDTH)


class Travel(Animation):
    """Let signals leave together, or in turn."""

    def __init__(
        self, signals: Signals, seconds: float = MOVE, lag: float = 0.0, **kwargs: Any
    ) -> None:
        self.signals, self.mark_lag = signals, lag
        super().__init__(signals, run_time=seconds, rate_func=linear, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the heads where they are."""
        self.signals.leave_in_turn(self.rate_func(alpha), self.mark_lag)
