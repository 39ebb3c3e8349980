"""A layer's neurons and connections beside its expression: pointed at, and what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import LEFT, RIGHT, AnimationGroup, Group, VGroup

from scenes.components.dots import three_dots
from scenes.components.fitting import fitted_names
from scenes.components.grids.discs import discs, ring_rgba
from scenes.components.network.connections import Connections
from scenes.components.network.pulses import Signals
from scenes.components.verbs import FAINT, SMALL, become
from scenes.engine.changes import built
from scenes.facts.incoming import Incoming
from scenes.look.encoding import activation_limit, activation_rgba, connection_limit, rgba
from scenes.look.sizes import LABEL, TIGHT, TOUCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation, Mobject
    from numpy.typing import NDArray

    from scenes.components.equations.layer import LayerEquation
    from scenes.components.equations.matrix import MatrixView
    from scenes.components.grids.marks import Marks
    from scenes.facts.choosing import Excerpt
    from scenes.look.stage import Region

    Places = NDArray[np.float64]

__all__ = ["LayerNetwork"]

_DISC, _WIDEST = 0.36, 0.3
"""Radius of a neuron, as a share of the distance between two, and at the most, scene units."""
_FARTHEST = 1.0
"""The distance between two neurons at the most, scene units."""
_MOST_NAMED, _LONGEST_NAME = 8, 0.45
"""So many numbers have their names, each at the most such a share of the region's width."""
_OF_THE_WAY = 0.18
"""Radius of a neuron at the most, as a share of the distance between layers."""
_NARROWEST = 1.7
"""What names leave of the width, scene units: where it is less, there are none."""
_DOT, _DOT_STEP = 0.045, 0.16
_RING = 2.0
_REST, _LEAST = 0.7, 0.5
"""Opacity of connections when nothing is pointed at, and of the weakest when it is."""


class LayerNetwork(Group):
    """The neurons that an expression has numbers of, joined.

    Parameters
    ----------
    equation
        Arranged, in a wide frame, so that neurons stand at the heights of their numbers.
    room
        Where the neurons go.
    behind
        What lies behind them.

    Attributes
    ----------
    sources, neurons
        The neurons that the column shows, lit, and those that have a row, dark: a mark each.
    fans
        By neuron, the connections into it.
    names, dots
        What goes into the layer, if it has names, and dots for neurons that are left out.
    """

    def __init__(self, equation: LayerEquation, room: Region, *behind: Mobject) -> None:
        self.figures, self.layer = equation.figures, equation.layer
        self.equation, self.theme = equation, self.figures.theme
        self._build(room)
        super().__init__(
            *behind, *self.fans.values(), self.dots, self.names, self.sources, self.neurons
        )

    @property
    def rows(self) -> tuple[int, ...]:
        """The neurons that have a row."""
        return self.equation.rows.shown

    @property
    def columns(self) -> tuple[int, ...]:
        """The neurons of the layer before that have a column."""
        return self.equation.columns.shown

    @property
    def _wide(self) -> bool:
        return self.figures.stage.wide

    # -- what is built ------------------------------------------------------------------

    def _build(self, room: Region) -> None:
        """Place the neurons where their slots are, and join them."""
        equation, trace = self.equation, self.figures.trace
        self.names, self.dots = self._names(room), VGroup()
        before = self.names.width + TIGHT * bool(len(self.names)) + _WIDEST + TOUCH
        left, right = room.x - room.width / 2 + before, room.x + room.width / 2 - _WIDEST - TOUCH
        heights = [self._heights(of, room) for of in (equation.inputs, equation.result)]
        apart = (float(-np.diff(each).max(initial=-_FARTHEST)) for each in heights)
        radius = min(*(each * _DISC for each in apart), _WIDEST, (right - left) * _OF_THE_WAY)
        if len(self.names):  # they begin where the room does
            left -= _WIDEST - radius
        starts = self._places(equation.columns, heights[0], left)
        ends = self._places(equation.rows, heights[1], right)
        below, here = (trace.activations[layer] for layer in (self.layer - 1, self.layer))
        self.limits = activation_limit(below), activation_limit(here)
        values = below[list(self.columns)]
        self.sources = self._discs(starts, radius, values, self.limits[0])
        self.neurons = self._discs(ends, radius, 0.0 * here[list(self.rows)], self.limits[1])
        for name, place in zip(self.names, starts, strict=False):
            name.next_to(place, LEFT, buff=radius + TIGHT)
        self._join(starts + RIGHT * radius, ends + LEFT * radius, values)

    def _join(self, starts: Places, ends: Places, values: Places) -> None:
        weights = self.figures.network.layer(self.layer).weights
        drawn = weights[np.ix_(self.rows, self.columns)]
        self._ends, self._weights, self._products = (starts, ends), drawn, drawn * values
        limit = connection_limit(drawn)
        fans = (
            Connections(starts, end[None], row[None], self.theme, values, limit, _LEAST)
            for end, row in zip(ends, drawn, strict=True)
        )
        self.fans = {row: fan.set_rest(_REST) for row, fan in zip(self.rows, fans, strict=True)}

    def _heights(self, vector: MatrixView, room: Region) -> list[float]:
        """Return the height of each slot of a column of neurons, from the top."""
        heights = [float(place[1]) for place in vector.places_down_column()]
        if self._wide:
            return heights
        pitch = min(room.height / len(heights), _FARTHEST)
        middle = (len(heights) - 1) / 2
        return [room.y + (middle - slot) * pitch for slot in range(len(heights))]

    def _places(self, shown: Excerpt, heights: list[float], x: float) -> Places:
        """Return where neurons are, ``(shown, 3)``, and put dots between them."""
        slots = list(zip(heights, shown.slots, strict=True))
        step = np.array([0.0, -_DOT_STEP, 0.0])
        for height in (height for height, slot in slots if slot is None):
            middle_dot = np.array([x, height, 0.0])
            self.dots.add(three_dots(middle_dot, step, _DOT, self.theme.text))
        return np.array([[x, height, 0.0] for height, slot in slots if slot is not None])

    def _discs(self, places: Places, radius: float, values: Places, limit: float) -> Marks:
        return discs(self.theme, places, radius, activation_rgba(self.theme, values, limit), _RING)

    def _names(self, room: Region) -> VGroup:
        incoming, stage = Incoming.of(self.figures.network, self.layer), self.figures.stage
        longest = room.width * _LONGEST_NAME
        narrow = room.width - longest < _NARROWEST
        if incoming.kind != "numbers" or narrow or not 0 < len(incoming.names) <= _MOST_NAMED:
            return VGroup()
        names, size = [incoming.name(index) for index in self.columns], stage.letters(LABEL)
        return VGroup(*fitted_names(names, self.theme.text, size, longest, self.figures.smallest))

    # -- what is pointed at -----------------------------------------------------------

    def ring(self, rows: Sequence[int], colour: str = "", seconds: float = SMALL) -> Animation:
        """Return how some neurons get rings of a colour, gold by default, and the others none."""
        return become(self.neurons, self.ringed(self.neurons, rows, colour), seconds, lag=0)

    def ringed(self, neurons: Marks, rows: Sequence[int], colour: str = "") -> Marks:
        """Return the layer's neurons, as given, some with rings of a colour, gold by default."""
        return self._ringed(neurons, self.rows, rows, colour)

    def point_at(self, rows: Sequence[int], seconds: float = SMALL) -> Animation:
        """Return how the connections of some neurons come forward, and their rings are gold."""
        rest = {row: 1.0 if row in rows else FAINT for row in self.rows}
        return AnimationGroup(
            *(built(self.fans[row].animate.set_rest(rest[row])) for row in self.rows),
            self.ring(rows),
            run_time=seconds,
        )

    def let_go(self, seconds: float = SMALL) -> Animation:
        """Return how all connections are seen alike again."""
        return AnimationGroup(
            *(built(fan.animate.set_rest(_REST)) for fan in self.fans.values()),
            self.ring(()),
            self.ring_sources(()),
            run_time=seconds,
        )

    def ring_sources(self, columns: Sequence[int], seconds: float = SMALL) -> Animation:
        """Return how some neurons of the layer before get gold rings, and the others none."""
        return become(
            self.sources, self._ringed(self.sources, self.columns, columns), seconds, lag=0
        )

    def _ringed(
        self, marks: Marks, every: Sequence[int], chosen: Sequence[int], colour: str = ""
    ) -> Marks:
        ringed = marks.copy()
        colours = np.tile(ring_rgba(self.theme), (len(every), 1))
        colours[[index in chosen for index in every]] = rgba(colour or self.theme.highlight)
        ringed.set_rings(colours)
        return ringed

    def signals(self, row: int) -> Signals:
        """Return what travels along the connections into a neuron: weight times activation."""
        starts, ends = self._ends
        at = self.rows.index(row)
        return Signals(starts, np.tile(ends[at], (len(starts), 1)), self._products[at], self.theme)

    def signals_from(self, column: int) -> Signals:
        """Return what travels from one neuron of the layer before to all that have a row."""
        starts, ends = self._ends
        at = self.columns.index(column)
        start = np.tile(starts[at], (len(ends), 1))
        return Signals(start, ends, self._weights[:, at], self.theme)

    # -- what they hold ---------------------------------------------------------------

    def hold_source(self, column: int, value: float) -> None:
        """Let a neuron of the layer before hold a number."""
        at = self.columns.index(column)
        self.sources.fills[at] = activation_rgba(self.theme, np.array([value]), self.limits[0])[0]

    def fills(self, values: Places) -> Places:
        """Return the colours of the neurons for activations ``(n_out,)`` of the whole layer."""
        return activation_rgba(self.theme, values[list(self.rows)], self.limits[1])

    def switch_off(self, seconds: float = SMALL) -> Animation:
        """Return how the neurons hold nothing any more."""
        dark = self.neurons.copy().set_fills(activation_rgba(self.theme, 0.0))
        return become(self.neurons, dark, seconds, lag=0)

    def hold(self, values: Places) -> None:
        """Let the neurons hold the activations ``(n_out,)`` of the whole layer."""
        self.neurons.set_fills(self.fills(values))
