"""Activations as bars, each beside its neuron."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import RIGHT, UP, Group

from scenes.components.animations import Rearrange
from scenes.components.marks import Marks
from scenes.encoding import rgb

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from scenes.theme import Theme

__all__ = ["ActivationBars"]

_TRACK_OPACITY = 0.14
_LEAST = 1e-3
"""Half the length of a bar of nothing, scene units: less than a pixel."""


class ActivationBars(Group):
    """One bar an activation, on a faint track that is as long as the limit.

    Parameters
    ----------
    values
        ``(n,)``; below 0 there is no bar.
    starts
        ``(n, 3)``, where each bar begins.
    theme
        Whose colours are used.
    length
        Of a track, scene units.
    thickness
        Of a bar, scene units.
    limit
        The activation that fills the track.
    up
        Let the bars rise instead of growing to the right.

    Attributes
    ----------
    tracks, bars
        `Marks`; the bars have no length until `grow` is played.
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
    ) -> None:
        self.shares = np.clip(np.asarray(values, dtype=np.float64) / limit, 0.0, 1.0)
        self.way = UP if up else RIGHT
        along = np.abs(self.way[:2])
        halves = (along * length + (1 - along) * thickness) / 2
        self.tracks = Marks(
            np.asarray(starts, dtype=np.float64) + self.way * length / 2,
            np.broadcast_to(halves, (len(self.shares), 2)),
            np.append(rgb(theme.activation_on), _TRACK_OPACITY),
            np.zeros(4),
        )
        self.bars = self._filled(np.zeros_like(self.shares))
        super().__init__(self.tracks, self.bars)

    def _filled(self, shares: NDArray[np.float64]) -> Marks:
        """Return bars that fill these shares of the tracks, wherever those are now."""
        along = np.abs(self.way[:2])
        halves = self.tracks.halves
        lengths = np.maximum((halves @ along) * shares, _LEAST)[:, None]
        starts = self.tracks.centres - self.way * (halves @ along)[:, None]
        bars = Marks(
            starts + self.way * lengths,
            lengths * along + halves * (1 - along),
            np.append(self.tracks.fills[0, :3], 1.0),
            np.zeros(4),
        )
        return bars.set_opacity(self.tracks.opacity)

    def full(self) -> Marks:
        """Return the bars as long as their activations."""
        return self._filled(self.shares)

    def grow(self, run_time: float = 1.2) -> Rearrange:
        """Return the animation of all bars to their activations."""
        return Rearrange(self.bars, self.full(), run_time=run_time)
