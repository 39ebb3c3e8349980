"""Rows of neurons that unroll, one after the other, into a single column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from manim import Animation, linear

from scenes.components.animations import staggered
from scenes.look.sizes import PIXELS_PER_UNIT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.components.grids.marks import Marks

    Floats = NDArray[np.float64]

__all__ = ["HALF_WIDTH", "Strip", "Unroll", "elided_into"]

_FILLING = 0.42
"""Radius of a disc, as a share of the pitch: what `NeuronColumn` uses."""

_OVERLAP = 0.7
"""The same for what is too thin to be told apart: no background shines through."""

HALF_WIDTH = 0.16
"""Of a continuous strip, scene units."""

_VANISHED = 0.01
"""Half the size of a neuron that has gone among the three dots, scene units."""

_INK = 0.2
"""The share of a strip that outlines cover at the most: more would be taken for an activation."""

_LANDING, _BEND = 4.0, 1.7
"""Exponents: how late on its way a neuron becomes part of the strip, and how bent the way is."""

_SEPARATE, _MERGED = 7.0, 3.0
"""Pitches in pixels at 1080p between which separate neurons become a continuous strip."""
_DISCS = 16.0
"""The pitch at which they begin to be wider than high."""


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
    half_width: float = HALF_WIDTH

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
        wider = max(self.half_width - tall, 0.0) * (1 - self.roundness(count))
        return np.array([tall + wider, tall])

    def separate(self, count: float) -> float:
        """Return 1 while neurons are told apart, 0 when they are a continuous strip."""
        pitch = self.height / count * PIXELS_PER_UNIT
        return float(np.clip((pitch - _MERGED) / (_SEPARATE - _MERGED), 0.0, 1.0))

    def roundness(self, count: float) -> float:
        """Return 1 while neurons are discs, 0 when they are slices of a continuous strip."""
        pitch = self.height / count * PIXELS_PER_UNIT
        return float(np.interp(pitch, (_MERGED, _DISCS), (0.0, 1.0)))

    def outlined(self, count: float, width: float) -> float:
        """Return how opaque outlines among `count` may be, in [0, 1]: the denser, the fainter.

        Parameters
        ----------
        count
            How many neurons share the strip.
        width
            Of an outline, pixels at 1080p.
        """
        covered = 2 * width / (self.height / count * PIXELS_PER_UNIT)
        return _INK / max(min(covered, 1.0), _INK)


class InPart(Protocol):
    """A layer with only some neurons drawn; the others are among dots."""

    neurons: Marks
    shown: NDArray[np.intp]

    def among_dots(self, hidden: NDArray[np.intp]) -> Floats:
        """Return where neurons that are not drawn are, ``(N, 3)``."""
        ...


def elided_into(column: InPart, marks: Marks) -> Marks:
    """Return a layer's marks as its elided column: those not shown vanish among the dots.

    Parameters
    ----------
    column
        The column.
    marks
        One for each neuron of the layer, also those that the column does not show.
    """
    target: Marks = marks.copy()
    neurons, shown = column.neurons, column.shown
    hidden = np.setdiff1d(np.arange(len(marks)), shown)
    centres, halves = target.centres, target.halves
    centres[shown], halves[shown] = neurons.centres, neurons.halves
    if len(hidden):
        centres[hidden], halves[hidden] = column.among_dots(hidden), _VANISHED
    target.place(centres, halves)
    target.rings[shown], target.ring_width = neurons.rings, neurons.ring_width
    target.roundness[:] = 1.0
    target.fills[hidden, 3] = target.rings[hidden, 3] = 0
    return target


class Unroll(Animation):
    """Let rows of marks stand up into a strip, row after row, each joining at the bottom.

    What is in the strip already moves up and grows thinner as more arrive; its rings lose a colour
    of their own. Marks count row by row;
    those before `first` are in the strip, those from `last` on stay where they are. The end of a
    row that is nearer to the strip leads.

    Parameters
    ----------
    marks
        All of them.
    strip
        Where they go, to the right of the rows.
    columns
        Marks in a row: the strip is shared out among at least so many.
    first, last
        The range of marks that move: whole rows.
    lag
        The share of the time between the first start and the last.
    """

    def __init__(
        self,
        marks: Marks,
        strip: Strip,
        columns: int,
        first: int,
        last: int,
        lag: float = 0.7,
        run_time: float = 1.6,
        **kwargs: Any,
    ) -> None:
        self.marks = marks
        self.strip = strip
        self.columns = columns
        self.mark_lag = lag
        self.range = (first, last)
        row, column = np.divmod(np.arange(len(marks)), columns)
        turn = row * columns + columns - 1 - column
        self.order = np.clip((turn - first) / max(last - first - 1, 1), 0.0, 1.0)
        super().__init__(marks, run_time=run_time, rate_func=linear, **kwargs)

    def create_starting_mobject(self) -> Marks:
        """Keep the marks as they are now."""
        self.start = self.marks.copy()
        there = self.range[0]
        self.rings = self.start.rings.copy()
        self.rings[:there, 3] /= self._outlined(float(max(there, self.columns)))
        return self.start

    def interpolate_mobject(self, alpha: float) -> None:
        """Set the marks between their rows and the strip."""
        own = self._progress(alpha)
        landed = own**_LANDING
        count = max(float(landed.sum()), float(self.columns))
        self._place(own, landed, count)
        rings, there = self.rings.copy(), self.range[0]
        rings[:there, :3] += (rings[-1, :3] - rings[:there, :3]) * alpha
        rings[:, 3] *= 1 + (self._outlined(count) - 1) * landed
        self.marks.rings = rings
        self.marks.roundness = 1 + (self.strip.roundness(count) - 1) * landed

    def _outlined(self, count: float) -> float:
        return self.strip.outlined(count, self.start.ring_width)

    def arrived(self, alpha: float) -> float:
        """Return how many marks are in the strip at this progress, a whole number."""
        return float(np.floor((self._progress(alpha) ** _LANDING).sum() + 0.5))

    def _progress(self, alpha: float) -> Floats:
        own = staggered(self.rate_func(alpha), self.order, self.mark_lag)
        own[: self.range[0]] = 1.0
        own[self.range[1] :] = 0.0
        return own

    def _place(self, own: Floats, landed: Floats, count: float) -> None:
        """Move first across, then down, along curves, and become thin at the end."""
        start, halves = self.start.centres, self.start.halves
        target = self.strip.centres(np.arange(len(own), dtype=np.float64), count)
        across, down = 1 - (1 - own) ** _BEND, own**_BEND
        progress = np.column_stack([across, down, own])
        centres = start + (target - start) * progress
        self.marks.place(centres, halves + (self.strip.half(count) - halves) * landed[:, None])
