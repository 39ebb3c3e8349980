"""Activations as bars, each beside its neuron."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import RIGHT, UP, Group, Line, VGroup

from scenes.components.grids.marks import Marks
from scenes.components.verbs import move
from scenes.look.encoding import activation_rgba, rgba

if TYPE_CHECKING:
    from manim import Animation
    from numpy.typing import ArrayLike, NDArray

    from scenes.look.theme import Theme

__all__ = ["ActivationBars"]

_TRACK_OPACITY = 0.14
_LEAST = 1e-3
"""Half the length of a bar of nothing, scene units: less than a pixel."""
_ZERO_WIDTH = 2.0


class ActivationBars(Group):
    """One bar an activation, on a faint track that is as long as the limit.

    With activations below zero, zero is in the middle of each track, under a common line: what is
    negative grows the other way, in the colour that it has in a neuron.

    Parameters
    ----------
    values
        ``(n,)``.
    starts
        ``(n, 3)``, where each track begins.
    theme
        Whose colours are used.
    length
        Of a track, scene units.
    thickness
        Of a bar, scene units.
    limit
        The size of an activation that fills the track, or the half of it on one side of zero.
    up
        Let the bars rise instead of growing to the right.
    signed
        Whether there is room for what is below zero; by default if something is.

    Attributes
    ----------
    tracks, bars
        `Marks`; the bars have no length until `grow` is played.
    zero
        The line under which the bars begin; empty if that is where the tracks begin.
    """

    def __init__(
        self,
        values: ArrayLike,
        starts: ArrayLike,
        theme: Theme,
        length: float,
        thickness: float,
        limit: float = 1.0,
        *,
        up: bool = False,
        signed: bool | None = None,
    ) -> None:
        self._theme, self.limit = theme, limit
        self.signed = bool((np.asarray(values) < 0).any()) if signed is None else signed
        self._take(values)
        self.way = UP if up else RIGHT
        along = np.abs(self.way[:2])
        halves = (along * length + (1 - along) * thickness) / 2
        self.tracks = Marks(
            np.asarray(starts, dtype=np.float64) + self.way * length / 2,
            np.broadcast_to(halves, (len(self.shares), 2)),
            rgba(theme.activation_on, _TRACK_OPACITY),
            np.zeros(4),
        )
        self.bars = self._filled(np.zeros_like(self.shares))
        self.zero = self._zero_line(theme, thickness) if self.signed else VGroup()
        super().__init__(self.tracks, self.bars, self.zero)

    def _zero_line(self, theme: Theme, thickness: float) -> Line:
        first, last = self.tracks.centres[[0, -1]]
        aside = np.array([0.0, thickness, 0.0]) if self.way[0] else np.array([-thickness, 0.0, 0.0])
        return Line(first + aside, last - aside, color=theme.text, stroke_width=_ZERO_WIDTH)

    def _filled(self, shares: NDArray[np.float64]) -> Marks:
        """Return bars that fill these shares of the tracks, wherever those are now."""
        along = np.abs(self.way[:2])
        halves, zeros = self.tracks.halves, self.tracks.centres
        reach = (halves @ along) / (2 if self.signed else 1)
        if not self.signed:
            zeros = zeros - self.way * reach[:, None]
        lengths = np.maximum(reach * np.abs(shares), _LEAST)[:, None]
        bars = Marks(
            zeros + self.way * lengths * np.where(shares < 0, -1.0, 1.0)[:, None],
            lengths * along + halves * (1 - along),
            self.colours,
            np.zeros(4),
        )
        return bars.set_opacity(self.tracks.opacity)

    def _take(self, values: ArrayLike) -> None:
        """Keep what share of its track each activation fills, and its colour."""
        shares = np.asarray(values, dtype=np.float64) / self.limit
        self.shares = np.clip(shares, -1.0 if self.signed else 0.0, 1.0)
        self.colours = activation_rgba(self._theme, np.where(self.shares < 0, -1.0, 1.0))

    def set_values(self, values: ArrayLike) -> Self:
        """Let the bars stand for other activations, ``(n,)``, at once."""
        self._take(values)
        full = self.full()
        self.bars.points = full.points
        self.bars.set_fills(full.fills)
        return self

    def empty(self) -> Marks:
        """Return the bars without any length."""
        return self._filled(np.zeros_like(self.shares))

    def full(self) -> Marks:
        """Return the bars as long as their activations."""
        return self._filled(self.shares)

    def grow(self, run_time: float = 1.2) -> Animation:
        """Return the animation of all bars to their activations."""
        return move(self.bars, self.full(), run_time)
