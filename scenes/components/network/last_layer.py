"""The last layer comes near: outputs large, inputs large beside them, the rest small between."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, cast

import numpy as np
from manim import DOWN, RIGHT, AnimationGroup, Group

from scenes.components.animations import Follow
from scenes.components.network.diagram import connections_between
from scenes.components.network.live_inputs import LiveInputs
from scenes.components.network.output_panel import Outputs
from scenes.components.network.pulses import PULSE, send
from scenes.components.verbs import CHANGE, become, move, swap, vanish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from manim import Animation

    from netcore import Trace
    from scenes.components.grids.grids import PixelGrid
    from scenes.components.network.column import NeuronColumn
    from scenes.components.network.connections import Connections
    from scenes.components.network.home import NetworkHome
    from scenes.facts.varied import Varied
    from scenes.look.stage import Areas, Region
    from scenes.look.text import Words

__all__ = ["BESIDE", "LastLayer"]

_DOWN = ("3 input", "1.6 rest", "3.6 outputs")
BESIDE: Areas = {
    "16:9": ("1 input:1.9 rest:0.9 outputs:2",),
    "9:16": _DOWN,
    "1:1": ("1 input:1.2 rest:0.75 outputs:1.65",),
}
"""Where inputs, rest and outputs go, unless the network runs down the frame."""
_SMALL = 0.6
"""Of its size a layer of the rest keeps so much, if there is room."""
_FAN = 0.3
"""What the last connections take of the room of the rest."""
_MOST_MOVED = 2000
"""So many connections of a layer move with it; more go, and come again."""
_REST = 0.5
"""Opacity of the connections: they are not what is talked about."""
_ROW_BY_ROW = 0.8
"""The share of the time between the first row that is written and the last."""
_LEAST_PULSE, _LONGEST_PULSE, _ALL_PULSES = 0.35, PULSE, 3.0
"""Seconds from one layer to the next, at the least and at the most, and from the inputs to the
outputs, at the most."""


class LastLayer(Group):
    """Made of a quiet network; what happens are animations, to be played in turn.

    Parameters
    ----------
    home
        The network, whose neurons are dark.
    passes
        Other forward passes that will be shown.

    Attributes
    ----------
    inputs
        What goes in, large.
    columns, connections
        The layers, and what leads from each to the next.
    outputs
        The last layer, large.
    """

    def __init__(self, home: NetworkHome, passes: Sequence[Trace]) -> None:
        self.home, self.figures = home, home.figures
        self._forwards = DOWN if home.down else RIGHT
        at = self._places()
        self.inputs, first = self._large_inputs(at["input"], passes)
        self.outputs = self._large_outputs(at["outputs"], passes)
        rest = self._small(home.columns[len(first) : -1], at["rest"])
        self.columns = [*first, *rest, self.outputs.column]
        self.connections = [
            connections_between(*pair, layer.weights, self.figures.theme, self._forwards)
            for pair, layer in zip(pairwise(self.columns), self.figures.network.layers, strict=True)
        ]
        for part in self.connections:
            part.set_rest(_REST)
        readout = self.outputs.readout
        super().__init__(
            *self.connections, *self.columns, self.inputs, readout.labels, readout.bars
        )

    # -- what happens -----------------------------------------------------------------

    def come_near(self) -> Animation:
        """Return the animation from the whole network; then `self` stands in its place."""
        home, seconds = self.home, CHANGE
        pairs = [
            *zip(home.columns, self.columns, strict=True),
            (home.outputs.bars.tracks, self.outputs.readout.bars.tracks),
        ]
        if home.picture is not None and self.inputs.picture is not None:
            pairs.append((home.picture, self.inputs.picture))
        if home.listed is not None:
            pairs.append((home.listed, self.inputs.submobjects[0]))
        moves = (move(thing, target, seconds) for thing, target in pairs)
        labels = zip(home.outputs.labels, self.outputs.readout.labels, strict=True)
        lines = zip(home.connections, self.connections, strict=True)
        joined = (_rejoined(*pair, seconds) for pair in lines)
        named = (_renamed(*cast("tuple[Words, Words]", pair), seconds) for pair in labels)
        return AnimationGroup(*joined, *moves, *named, vanish(home.counts, home.legends))

    def write(self, picture: PixelGrid, seconds: float) -> Animation:
        """Return the animation of a picture that is written, row by row, into the inputs as well.

        Until it is played, nothing is written.
        """
        column, lag = self.columns[0], _ROW_BY_ROW
        lit, active = picture.copy(), column.neurons.copy()
        picture.set_values(np.zeros(len(picture)))
        column.switched_off()
        return AnimationGroup(
            become(picture, lit, seconds, lag, lit.by_rows),
            become(column.neurons, active, seconds, lag),
        )

    def pulses(self, together: float = _ALL_PULSES) -> Iterator[Animation]:
        """Yield what the layers send, one after the other, to the outputs; seconds in all.

        Of many layers none is passed so quickly that its lighting up would be a jump.
        """
        count = len(self.connections)
        least = min(_LEAST_PULSE, _ALL_PULSES / count)
        seconds = min(_LONGEST_PULSE, max(together / count, least))
        for part, column in zip(self.connections, self.columns[1:], strict=True):
            yield send(part, column, seconds)

    def turn(self, varied: Varied, way: Callable[[float], float], seconds: float) -> Animation:
        """Return the animation of the inputs, and all that the network makes of them.

        Parameters
        ----------
        varied
            The inputs that depend on the place of a knob.
        way
            The place of the knob at each progress in [0, 1].
        """
        moving = Group(self, self.outputs.readout.values)
        return Follow(moving, lambda progress: self.stand_for(varied.at(way(progress))), seconds)

    def stand_for(self, trace: Trace) -> None:
        """Let everything stand for another forward pass."""
        self.inputs.stand_for(trace)
        for column, values in zip(self.columns[:-1], trace.activations[:-1], strict=True):
            column.neurons.set_fills(column.colours(values))
        self.outputs.stand_for(trace)

    def cite(self, trace: Trace | None = None) -> None:
        """Record what the numbers stand for: the forward pass, or another one."""
        self.inputs.cite(trace)
        self.outputs.cite(trace)

    # -- what is built ----------------------------------------------------------------

    def _places(self) -> dict[str, Region]:
        """Return where inputs, rest and outputs go."""
        stage = self.figures.stage
        areas: Areas = {"16:9": _DOWN} if self.home.down else BESIDE
        return stage.areas(areas)

    def _large_inputs(
        self, region: Region, passes: Sequence[Trace]
    ) -> tuple[LiveInputs, list[NeuronColumn]]:
        """Return what goes in, and the input neurons if they stand beside it in a list."""
        home = self.home
        if home.listed is None:
            assert home.picture is not None
            picture = region.place(home.picture.copy(), grow=True)
            return LiveInputs(self.figures, picture, picture=picture, passes=passes), []
        listed, column = home.listed.copy(), home.columns[0].copy()
        region.place(Group(listed, column), grow=True)
        live = LiveInputs(
            self.figures,
            listed,
            neurons=column.neurons,
            numbers=listed.values,
            shown=column.shown,
            passes=passes,
        )
        return live, [column]

    def _large_outputs(self, region: Region, passes: Sequence[Trace]) -> Outputs:
        home = self.home
        outputs = Outputs(
            self.figures,
            region,
            home.shown[-1],
            across=home.down,
            decimals=home.answer.decimals,
            passes=passes,
        )
        return outputs.switch_off()

    def _small(self, columns: Sequence[NeuronColumn], region: Region) -> list[NeuronColumn]:
        """Return layers small and close to each other; behind them is room for the fan."""
        shares = (1 - _FAN, _FAN)
        room = (region.rows(*shares) if self.home.down else region.columns(*shares))[0]
        length, breadth = room.width, room.height
        if self.home.down:
            length, breadth = breadth, length
        widest = max((_breadth(column, self.home.down) for column in columns), default=1.0)
        small = [column.copy().scale(min(_SMALL, breadth / widest)) for column in columns]
        for column, share in zip(small, np.linspace(-0.5, 0.5, len(small)), strict=True):
            along = share if len(small) > 1 else 0.0
            column.move_to(room.centre + self._forwards * length * along)
        return small


def _rejoined(old: Connections, new: Connections, seconds: float) -> Animation:
    """Return the animation of connections to their place; very many are costly to draw anew."""
    few = old.weights.size <= _MOST_MOVED
    return move(old, new, seconds) if few else swap(old, new, seconds)


def _renamed(old: Words, new: Words, seconds: float) -> Animation:
    """Return the animation of a name to its place; one that is cut otherwise is another."""
    return move(old, new, seconds) if old.text == new.text else swap(old, new, seconds)


def _breadth(column: NeuronColumn, down: bool) -> float:
    return float(column.width if down else column.height)
