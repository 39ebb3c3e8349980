"""One neuron out of a network: its disc, its connections, and how these fold into a grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import DOWN, RIGHT, Animation, Group, Transform, linear, smootherstep

from scenes.components.animations import staggered
from scenes.components.grids.marks import Marks
from scenes.components.network.connections import DASH
from scenes.engine.raster import paint_bitmap
from scenes.engine.raster_mobject import RasterMobject
from scenes.engine.strands import Standing
from scenes.look.encoding import (
    connection_rgba,
    connection_width,
    mixed,
    plain_rgba,
    symmetric_limit,
)

if TYPE_CHECKING:
    import cairo
    from numpy.typing import NDArray

    from scenes.components.grids.grids import WeightGrid
    from scenes.components.network.column import NeuronColumn
    from scenes.engine.raster_mobject import Floats, ToPixels
    from scenes.figures import Figures

__all__ = ["Fold", "OneNeuron", "Spokes", "every_mark"]

_VANISHED = 0.005
"""Half the size of a neuron that is among a column's dots, scene units."""
_LAG = 0.45
_SHRUNK = 0.6
"""The share of its way after which a connection is as short as the square that it becomes."""


_ONE_DASH = 1e-2
"""Of a stroke's length, where a single dash is longer than any."""


def every_mark(column: NeuronColumn) -> Marks:
    """Return a mark for each neuron of a layer: those that are not drawn are among the dots."""
    count, shown = len(column.activations), column.shown
    middle = column.dots.get_center() if column.elided else column.get_center()
    centres, halves = np.tile(middle, (count, 1)), np.full((count, 2), _VANISHED)
    centres[shown], halves[shown] = column.neurons.centres, column.neurons.halves
    fills, rings = np.zeros((count, 4)), np.zeros((count, 4))
    fills[shown], rings[shown] = column.neurons.fills, column.neurons.rings
    return Marks(centres, halves, fills, rings, 1.0, column.neurons.ring_width)


class Spokes(RasterMobject):
    """N straight strokes, each with its own ends, colour and width.

    Parameters
    ----------
    starts, ends
        ``(N, 3)``.
    colours
        ``(N, 4)``.
    widths
        ``(N,)``, scene units.
    """

    looks = ("colours", "widths")
    dashed: NDArray[np.bool_] | None = None
    """Which are dashed, ``(N,)``: on paper what is negative."""
    dash: Floats | float = DASH
    """Length of a dash and of a gap, one or ``(N,)``, in pixels at 1080p."""

    def __init__(self, starts: Floats, ends: Floats, colours: Floats, widths: Floats) -> None:
        self.colours, self.widths = colours, widths
        self._order = np.argsort(colours[:, 3], kind="stable")
        self._standing = Standing()
        super().__init__(np.concatenate([starts, ends]))

    @classmethod
    def onto(cls, disc: Marks, starts: Floats, colour: Floats, width: float) -> Self:
        """Return strokes of one colour ``(4,)`` from places ``(N, 3)`` to the rim of one disc."""
        way = disc.centres - starts
        ends = disc.centres - way / np.linalg.norm(way, axis=1)[:, None] * disc.halves[0, 0]
        count = len(starts)
        return cls(starts, ends, np.tile(colour, (count, 1)), np.full(count, width))

    def paint(
        self, ctx: cairo.Context[cairo.ImageSurface], to_pixels: ToPixels, pixel: float
    ) -> None:
        """Draw all, the faintest first; apart, so that what is kept looks as what is drawn."""
        count, order = len(self.widths), self._order
        places = to_pixels(self.points)
        unit = float(np.linalg.norm(np.diff(to_pixels(np.eye(2, 3)), axis=0))) / np.sqrt(2)
        picture = self._standing.picture(
            places,
            places[:count][order],
            places[count:][order],
            self.colours[order] * (1.0, 1.0, 1.0, self.opacity),
            (self.widths * unit)[order],
            None if self.dashed is None else np.where(self.dashed, self.dash * pixel, 0.0)[order],
        )
        paint_bitmap(ctx, picture)


class Fold(Animation):
    """Turn each stroke into a square of a grid: it shortens, and lands in its place.

    A stroke as long as it is wide is a square: so nothing is exchanged on the way. Dashes grow as
    it shortens, until it is one: squares say in another way what is negative.
    """

    def __init__(self, spokes: Spokes, grid: WeightGrid, run_time: float = 2.0, **kwargs: Any):
        self.spokes, self.grid = spokes, grid.copy()
        super().__init__(spokes, run_time=run_time, rate_func=linear, **kwargs)

    def create_starting_mobject(self) -> Spokes:
        """Keep the strokes as they are now."""
        self.start: Spokes = self.spokes.copy()
        return self.start

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the first of them ahead of the last."""
        start, grid, count = self.start, self.grid, len(self.grid)
        own = staggered(self.rate_func(alpha), np.linspace(0, 1, count), _LAG)[:, None]
        short = 1 - (1 - np.minimum(own / _SHRUNK, 1.0)) ** 2
        first, last = start.points[:count], start.points[count:]
        middle = (first + last) / 2
        middle = middle + (grid.centres - middle) * own
        aside = (last - first) / 2 * (1 - short) + RIGHT * grid.cell / 2 * short
        self.spokes.points = np.concatenate([middle - aside, middle + aside])
        self.spokes.dash = DASH / np.maximum(1 - short[:, 0], _ONE_DASH) ** 2
        self.spokes.colours = mixed(start.colours, grid.fills, own[:, 0])
        self.spokes.widths = start.widths + (grid.cell - start.widths) * own[:, 0] ** 3


class OneNeuron(Group):
    """A neuron taken out of a drawn network, and what leads into it.

    Parameters
    ----------
    figures
        Whose theme is used.
    spokes
        Its connections, one for each neuron of the layer before.
    disc
        The neuron, `Marks`.
    down
        Whether it is below the layer before; else it is on the right.
    """

    def __init__(self, figures: Figures, spokes: Spokes, disc: Marks, *, down: bool) -> None:
        self.figures, self.spokes, self.disc, self.down = figures, spokes, disc, down
        super().__init__(spokes, disc)

    @classmethod
    def of(cls, figures: Figures, columns: list[NeuronColumn], layer: int, neuron: int) -> Self:
        """Take a neuron out of layers that are drawn, in its place there.

        Where it was, nothing is drawn any more: twice the same edge is another edge.
        """
        before, down = columns[layer - 1], columns[layer].across
        disc = every_mark(columns[layer]).subset([neuron])
        _leave_out(columns[layer], neuron)
        weights = figures.network.incoming_weights(layer, neuron)
        spokes = _spokes(figures, every_mark(before), disc, weights, DOWN if down else RIGHT)
        return cls(figures, spokes, disc, down=down)

    def plain(self) -> Self:
        """Let the connections show no weights."""
        self.spokes.colours[:] = plain_rgba(self.figures.theme)
        self.spokes.widths[:] = self.spokes.widths.min()
        return self

    @property
    def _forwards(self) -> NDArray[np.float64]:
        return DOWN if self.down else RIGHT

    def fold(self, grid: WeightGrid, seconds: float) -> Fold:
        """Return the animation of the connections into a grid; its lines come when it moves."""
        grid.set_rings(np.zeros(4))
        return Fold(self.spokes, grid, seconds)

    def take_along(self, disc: Marks, before: NDArray[np.float64], seconds: float) -> Transform:
        """Return the animation of the connections when the neurons at their ends move.

        Parameters
        ----------
        disc
            The neuron at its new place.
        before
            ``(3,)``, how far the layer before moves.
        seconds
            In all.
        """
        there = self.spokes.copy()
        count = len(there.widths)
        there.points[:count] += before
        there.points[count:] = _arrivals(disc, count, self._forwards)
        # As a mark moves: so that lines and disc stay together.
        return Transform(self.spokes, there, run_time=seconds, rate_func=smootherstep)


def _spokes(
    figures: Figures,
    before: Marks,
    disc: Marks,
    weights: NDArray[np.float64],
    forwards: NDArray[np.float64],
) -> Spokes:
    """Return the connections from a layer's far edge to a disc."""
    limit = symmetric_limit(weights)
    edge = float((before.centres @ forwards).max() + before.halves.max())
    starts = before.centres * (1 - np.abs(forwards)) + forwards * edge
    return Spokes(
        starts,
        _arrivals(disc, len(weights), forwards),
        connection_rgba(figures.theme, weights, limit),
        connection_width(weights, limit) * figures.stage.pixel,
    )


def _arrivals(disc: Marks, count: int, forwards: NDArray[np.float64]) -> Floats:
    """Return where connections meet a disc, ``(count, 3)``."""
    return np.tile(disc.centres[0] - forwards * disc.halves[0, 0], (count, 1))


def _leave_out(column: NeuronColumn, neuron: int) -> None:
    place = column.shown == neuron
    column.neurons.fills[place, 3] = column.neurons.rings[place, 3] = 0.0
