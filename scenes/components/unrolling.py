"""Rows of neurons that unroll, one after the other, into a single column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import Animation, linear

from scenes.components.animations import staggered
from scenes.text import PIXELS_PER_UNIT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.components.marks import Marks

    Floats = NDArray[np.float64]

__all__ = ["Strip", "Unroll"]

_FILLING = 0.42
"""Radius of a disc, as a share of the pitch: what `NeuronColumn` uses."""

_OVERLAP = 0.7
"""The same for what is too thin to be told apart: no background shines through."""

_HALF_WIDTH = 0.09
"""Of a continuous strip, scene units."""

_SEPARATE, _MERGED = 7.0, 3.0
"""Pitches in pixels at 1080p between which separate neurons become a continuous strip."""


@dataclass(frozen=True)
class Strip:
    """A column of fixed height that any number of neurons fills: the more, the thinner each.

    Parameters
    ----------
    x, top, height
        Where it stands, scene units.
    largest
        The largest half size of a neuron, scene units.
    half_width
        How far a neuron too thin for a disc still reaches to each side, scene units.
    """

    x: float
    top: float
    height: float
    largest: float = 0.24
    half_width: float = _HALF_WIDTH

    @classmethod
    def under(cls, neurons: Marks) -> Strip:
        """Return the strip that takes the room of the discs of a column."""
        radius = float(neurons.halves[0, 1])
        top, x = neurons.get_top()[1], neurons.get_center()[0]
        return cls(float(x), float(top), float(neurons.height), radius, min(radius, _HALF_WIDTH))

    def centres(self, indices: Floats, count: float) -> Floats:
        """Return ``(N, 3)`` places of neurons among `count`; those beyond wait at the bottom."""
        share = np.minimum((indices + 0.5) / count, 1.0)
        x = np.full_like(share, self.x)
        return np.column_stack([x, self.top - self.height * share, np.zeros_like(share)])

    def half(self, count: float) -> Floats:
        """Return the half width and height ``(2,)`` of one neuron among `count`."""
        pitch = self.height / count
        share = _OVERLAP + (_FILLING - _OVERLAP) * self.separate(count)
        tall = min(pitch * share, self.largest)
        return np.array([max(tall, self.half_width), tall])

    def separate(self, count: float) -> float:
        """Return 1 while neurons are told apart, 0 when they are a continuous strip."""
        pitch = self.height / count * PIXELS_PER_UNIT
        return float(np.clip((pitch - _MERGED) / (_SEPARATE - _MERGED), 0.0, 1.0))


class Unroll(Animation):
    """Let rows of marks stand up into a strip, row after row, each joining at the bottom.

    What is in the strip already moves up and grows thinner as more arrive. Marks count row by row;
    those before `first` are in the strip, those from `last` on stay where they are.

    Parameters
    ----------
    marks
        All of them.
    strip
        Where they go.
    first, last
        The range of marks that move.
    columns
        Marks in a row: the strip is shared out among at least so many.
    lag
        The share of the time between the first start and the last.
    arc
        How far the ways bend to the side, as a share of their length.
    """

    def __init__(
        self,
        marks: Marks,
        strip: Strip,
        columns: int,
        first: int,
        last: int,
        lag: float = 0.7,
        arc: float = 0.12,
        run_time: float = 1.6,
        **kwargs: Any,
    ) -> None:
        self.marks = marks
        self.strip = strip
        self.columns = columns
        self.arc = arc
        self.mark_lag = lag
        self.range = (first, last)
        self.order = np.clip((np.arange(len(marks)) - first) / max(last - first - 1, 1), 0, 1)
        super().__init__(marks, run_time=run_time, rate_func=linear, **kwargs)

    def create_starting_mobject(self) -> Marks:
        """Keep the marks as they are now."""
        self.start = self.marks.copy()
        return self.start

    def interpolate_mobject(self, alpha: float) -> None:
        """Set the marks between their rows and the strip."""
        own = self._progress(alpha)
        count = max(float(own.sum()), float(self.columns))
        self._place(own[:, None], count)
        thin = self.start.rings.copy()
        thin[:, 3] *= 1 + (self.strip.separate(count) - 1) * own
        self.marks.rings = thin

    def arrived(self, alpha: float) -> float:
        """Return how many marks are in the strip at this progress."""
        return float(np.floor(self._progress(alpha).sum() + 0.5))

    def _progress(self, alpha: float) -> Floats:
        own = staggered(self.rate_func(alpha), self.order, self.mark_lag)
        own[: self.range[0]] = 1.0
        own[self.range[1] :] = 0.0
        return own

    def _place(self, own: Floats, count: float) -> None:
        start = self.start.centres
        way = self.strip.centres(np.arange(len(own), dtype=np.float64), count) - start
        sideways = np.column_stack([-way[:, 1], way[:, 0], way[:, 2]]) * self.arc
        centres = start + way * own + sideways * 4 * own * (1 - own)
        halves = self.start.halves
        self.marks.place(centres, halves + (self.strip.half(count) - halves) * own)
