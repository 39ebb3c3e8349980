"""Rows of neurons that unroll, one after the other, into a single column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import RIGHT, Animation, AnimationGroup, Group, Rectangle, VGroup, linear

from scenes.components.animations import CountTo, staggered
from scenes.components.brace import Brace
from scenes.components.frame import frame_about
from scenes.components.network.column import ring_rgba
from scenes.look.encoding import activation_rgba, rgb
from scenes.look.sizes import NUMBER, PIXELS_PER_UNIT, TIGHT, TOUCH

if TYPE_CHECKING:
    from manim import SurroundingRectangle
    from numpy.typing import NDArray

    from scenes.components.grids.marks import Marks
    from scenes.components.network.vector_column import VectorColumn
    from scenes.figures import Figures
    from scenes.look.stage import Region

    Floats = NDArray[np.float64]

__all__ = ["LineUp", "Strip", "Unroll", "elided_into"]

_FILLING = 0.42
"""Radius of a disc, as a share of the pitch: what `NeuronColumn` uses."""

_OVERLAP = 0.7
"""The same for what is too thin to be told apart: no background shines through."""

_HALF_WIDTH = 0.16
"""Of a continuous strip, scene units."""

_RIM, _RIM_WIDTH = 0.5, 1.6
"""Opacity and width, pixels at 1080p, of a strip's outline: "off" is as dark as what is behind."""

_SQUARE, _DISC, _RING_WIDTH = 0.4, 0.42, 1.2
"""Half the side of a lone square, and a neuron's radius, to a pixel's side; pixels at 1080p."""

_VANISHED = 0.01
"""Half the size of a neuron that has gone among the three dots, scene units."""

_LANDING, _BEND = 4.0, 1.7
"""Exponents: how late on its way a neuron becomes part of the strip, and how bent the way is."""

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


def elided_into(column: VectorColumn, marks: Marks) -> Marks:
    """Return a layer's marks as some of them, drawn large: the others vanish among the dots.

    Parameters
    ----------
    column
        The large ones.
    marks
        One for each neuron of the layer, also those that the column does not show.
    """
    target: Marks = marks.copy()
    neurons, shown = column.neurons, np.array(column.excerpt.shown)
    hidden = np.setdiff1d(np.arange(len(marks)), shown)
    centres, halves = target.centres, target.halves
    centres[shown], halves[shown] = neurons.centres, neurons.halves
    following = np.searchsorted(shown, hidden)
    gaps = np.searchsorted(np.unique(following), following)
    for index, gap in zip(hidden, gaps, strict=True):
        centres[index] = column.dots[int(gap)].get_center()
    halves[hidden] = _VANISHED
    target.place(centres, halves)
    target.rings[shown], target.ring_width = neurons.rings, neurons.ring_width
    target.fills[hidden, 3] = target.rings[hidden, 3] = 0
    return target


class LineUp:
    """Lines the pixels of an image up in a strip, row by row, and counts them.

    Parameters
    ----------
    figures
        Which reads the count.
    pixels
        All of them, as discs where they are in the image.
    columns
        In a row of the image.
    region
        Where the strip goes.

    Attributes
    ----------
    strip, rim
        The column, and a faint outline of it.
    brace, count
        Along the strip.
    """

    def __init__(self, figures: Figures, pixels: Marks, columns: int, region: Region) -> None:
        self.pixels, self.columns, self.theme = pixels, columns, figures.theme
        self.rim = Rectangle(
            width=2 * _HALF_WIDTH + TOUCH,
            height=region.height,
            color=self.theme.text,
            stroke_width=_RIM_WIDTH,
            stroke_opacity=_RIM,
        )
        brace = Brace(region.height, self.theme.text).rotate(np.pi)
        self.count = figures.count("neurons", 0, NUMBER)
        self.brace = VGroup(brace.next_to(self.rim, RIGHT, buff=TIGHT), self.count)
        self.count.next_to(brace, RIGHT, buff=TIGHT)
        region.place(Group(self.rim, self.brace))
        height = self.rim.height - TOUCH
        x, top = self.rim.get_x(), self.rim.get_y() + height / 2
        self.strip = Strip(float(x), float(top), float(height), half_width=_HALF_WIDTH)
        self.count.set_value(0)

    def squares(self) -> Marks:
        """Return the pixels with gaps between them."""
        apart: Marks = self.pixels.copy()
        return apart.place(apart.centres, apart.halves * 2 * _SQUARE)

    def discs(self, image: Marks) -> Marks:
        """Return the pixels as neurons, where they are in an image."""
        discs: Marks = self.pixels.copy()
        discs.place(image.centres, image.halves * 2 * _DISC)
        discs.roundness, discs.ring_width = np.ones(len(discs)), _RING_WIDTH
        return discs.set_rings(ring_rgba(self.theme))

    def set_level(self, index: int, level: float) -> None:
        """Show one pixel as bright as another value."""
        self.pixels.fills[index] = activation_rgba(self.theme, level)

    def gold(self, row: int) -> Marks:
        """Return the pixels with the rings of a row in the colour of what is talked about."""
        marked: Marks = self.pixels.copy()
        marked.rings[self._row(row)] = np.append(rgb(self.theme.highlight), 1.0)
        return marked

    def frame(self, row: int) -> SurroundingRectangle:
        """Return a frame about a row, wherever it is now."""
        return frame_about(self.theme, self.pixels.subset(self._row(row)), buff=0)

    def unroll(self, first: int, last: int, seconds: float, lag: float = 0.3) -> AnimationGroup:
        """Return the animation of some rows into the strip; those before `first` are there."""
        reach = first * self.columns, last * self.columns
        moving = Unroll(self.pixels, self.strip, self.columns, *reach, lag, run_time=seconds)
        counting = CountTo(self.count, moving.arrived, run_time=seconds, rate_func=linear)
        return AnimationGroup(moving, counting)

    def _row(self, row: int) -> list[int]:
        return list(range(row * self.columns, (row + 1) * self.columns))


class Unroll(Animation):
    """Let rows of marks stand up into a strip, row after row, each joining at the bottom.

    What is in the strip already moves up and grows thinner as more arrive. Marks count row by row;
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
        seen = self._ringed(float(max(there, self.columns)))
        self.rings = self.start.rings.copy()
        self.rings[:there, 3] *= 1 / seen if seen else 0.0
        return self.start

    def interpolate_mobject(self, alpha: float) -> None:
        """Set the marks between their rows and the strip."""
        own = self._progress(alpha)
        landed = own**_LANDING
        count = max(float(landed.sum()), float(self.columns))
        self._place(own, landed, count)
        rings = self.rings.copy()
        rings[:, 3] *= 1 + (self._ringed(count) - 1) * landed
        self.marks.rings = rings
        self.marks.roundness = 1 + (self.strip.separate(count) - 1) * landed

    def _ringed(self, count: float) -> float:
        """Return how much is seen of rings among so many: they go with the roundness."""
        return min(2 * self.strip.separate(count), 1.0)

    def arrived(self, alpha: float) -> float:
        """Return how many marks are in the strip at this progress, a whole number."""
        return float(np.floor((self._progress(alpha) ** _LANDING).sum() + 0.5))

    def _progress(self, alpha: float) -> Floats:
        own = staggered(self.rate_func(alpha), self.order, self.mark_lag)
        own[: self.range[0]] = 1.0
        own[self.range[1] :] = 0.0
        return own

    def _place(self, own: Floats, landed: Floats, count: float) -> None:
        """Move first across, then down, so that the ways are curved; become thin at the end."""
        start, halves = self.start.centres, self.start.halves
        target = self.strip.centres(np.arange(len(own), dtype=np.float64), count)
        across, down = 1 - (1 - own) ** _BEND, own**_BEND
        progress = np.column_stack([across, down, own])
        centres = start + (target - start) * progress
        self.marks.place(centres, halves + (self.strip.half(count) - halves) * landed[:, None])
