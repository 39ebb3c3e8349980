"""A layer, some knobs on its lines into one output, and all outputs, which follow every turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, RIGHT, UP, Group, linear, smooth

from scenes.components.animations import Follow, between_stops
from scenes.components.network.bias_knob import BiasKnob
from scenes.components.network.column import NeuronColumn
from scenes.components.network.connections import Connections
from scenes.components.network.inputs import input_picture
from scenes.components.network.one_neuron import Spokes
from scenes.components.network.output_panel import Outputs
from scenes.components.network.pulses import SendPulse
from scenes.components.network.weight_knob import WeightKnob
from scenes.facts.choosing import shown_neurons
from scenes.facts.readings import bias, weight
from scenes.facts.sources import Of
from scenes.look.encoding import activation_limit, connection_width, rgba, weight_rgba
from scenes.look.sizes import LABEL, TOUCH
from scenes.look.stage import Region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation
    from numpy.typing import NDArray

    from netcore import Trace
    from scenes.components.network.knobs import Knob
    from scenes.facts.by_hand import ByHand
    from scenes.figures import Figures
    from scenes.look.stage import Areas
    from scenes.look.text import Words

    Floats = NDArray[np.float64]

__all__ = ["KnobBench"]

_PLACES: Areas = {
    "16:9": ("1 inputs:2.3 layer:0.7 -:0.4 knobs:1.9 -:0.8 outputs:5.6",),
    "9:16": ("1.7 inputs", "0.4 layer", "1.6 knobs", "3.4 outputs"),
    "1:1": ("1.1 inputs", "0.35 layer", "1.35 knobs", "2.6 outputs"),
}
_MOST = 24
"""So many neurons of the layer before are drawn, and those whose weights are turned."""
_LARGEST = 0.22
"""Their radius at the most, scene units."""
_SEED = 0.02
"""The size of a knob that comes out of a line, to what it will be."""
_COMING = 0.3
"""The share of their way after which their lines are seen in full."""
_NAME = 0.3
"""The room for a name below a knob, scene units."""
_LINE = 2.5
"""How many times wider than in a network lines to and from a knob are."""


class KnobBench(Group):
    """What goes in, the layer before the outputs, knobs on its lines into one, and the outputs.

    Parameters
    ----------
    figures
        Which reads the numbers.
    hand
        What is turned, and how far.

    Attributes
    ----------
    inputs, column, others
        What goes in; the layer before the outputs; all its lines into the output.
    knobs, names, lines
        The knobs, the bias last, what they are, and the lines that lead through them.
    outputs
        All outputs.
    """

    def __init__(self, figures: Figures, hand: ByHand) -> None:
        self.figures, self.hand = figures, hand
        self.settings = hand.start
        at = figures.stage.areas(_PLACES)
        self.down = not figures.stage.wide
        self._way = DOWN if self.down else RIGHT
        side = min(at["inputs"].width, at["inputs"].height)
        self.inputs = at["inputs"].place(input_picture(figures, side))
        self.outputs = self._outputs(at["outputs"])
        self.column = self._column(at["layer"])
        self.knobs = self._knobs(at["knobs"])
        self.names = self._named()
        self.others = self._others()
        self.lines = self._lines()
        super().__init__(
            self.inputs, self.others, self.lines, self.column, *self.knobs, *self.names,
            self.outputs,
        )  # fmt: skip

    # -- what happens -----------------------------------------------------------------

    def shine(self) -> Animation:
        """Return how all lines into the output shine, the layer's signals on them."""
        return SendPulse(self.others)

    def bring_knobs(self, seconds: float) -> Animation:
        """Return how weights come out of their lines as knobs, and the bias out of its neuron."""
        column, places = self.column, [(knob.centre, knob.room) for knob in self.knobs]
        lines = [(column.place_of(index) + self._end) / 2 for index in self.hand.inputs]
        starts = [*lines, self.outputs.column.place_of(self.hand.neuron)]

        def follow(progress: float) -> None:
            for knob, start, (place, room) in zip(self.knobs, starts, places, strict=True):
                knob.put(start + (place - start) * progress, room * max(progress, _SEED))
            self.lines.points = self._ways()
            self.lines.set_opacity(min(progress / _COMING, 1.0))

        return Follow(Group(self.lines, *self.knobs), follow, seconds, smooth)

    def turn(self, knobs: Sequence[int], seconds: float, *, try_it: bool = False) -> Animation:
        """Return how some knobs are turned to their goals, together, and the outputs follow.

        To try it, they go there, back, and there again.
        """
        start = np.array(self.settings)
        goal = start.copy()
        goal[list(knobs)] = np.array(self.hand.goal)[list(knobs)]
        stops = [start, goal, start, goal] if try_it else [start, goal]

        def follow(progress: float) -> None:
            self.set_to(between_stops(stops, progress).tolist())

        moving = Group(self.lines, *self.knobs, self.outputs)
        return Follow(moving, follow, run_time=seconds, rate_func=linear)

    def set_to(self, settings: Sequence[float]) -> Trace:
        """Turn all knobs at once, the bias last; return the forward pass."""
        trace = self.hand.at(settings)
        self.settings = tuple(settings)
        for knob, value in zip(self.knobs, settings, strict=True):
            knob.turn_to(value)
        self.lines.colours, self.lines.widths = self._looks(settings)
        self.outputs.stand_for(trace)
        return trace

    def cite(self) -> Trace:
        """Record what all numbers stand for now; return the forward pass."""
        trace, hand = self.hand.at(self.settings), self.hand
        sources = [weight(hand.layer, hand.neuron, index) for index in hand.inputs]
        sources.append(bias(hand.layer, hand.neuron))
        for knob, source in zip(self.knobs, sources, strict=True):
            self.figures.cite(knob.number, Of(trace, source))
        self.outputs.cite(trace)
        return trace

    # -- parts ------------------------------------------------------------------------

    def _outputs(self, region: Region) -> Outputs:
        hand = self.hand
        passes = [hand.at(hand.turned(count)) for count in range(1, len(hand.start) + 1)]
        outputs = Outputs(self.figures, region, across=self.down, passes=passes)
        return outputs.stand_for(self.figures.trace)

    def _column(self, region: Region) -> NeuronColumn:
        values, hand = self.figures.trace.activations[-2], self.hand
        column = NeuronColumn(
            values,
            self.figures.theme,
            region.width if self.down else region.height,
            largest=_LARGEST,
            limit=activation_limit(values),
            shown=np.union1d(shown_neurons(len(values), _MOST), hand.inputs).astype(np.intp),
            across=self.down,
            widest=1.0,
        )
        return column.move_to(region.centre)

    def _knobs(self, region: Region) -> list[Knob]:
        """Build the knobs in one line, weights as their neurons stand, the bias last."""
        hand, figures = self.hand, self.figures
        knobs: list[Knob] = [
            WeightKnob(figures, hand.layer, hand.neuron, index, hand.limit) for index in hand.inputs
        ]
        knobs.append(BiasKnob(figures, hand.layer, hand.neuron, [hand.goal[-1]]))
        count = len(knobs)
        below = 0.0 if self.down else _NAME
        room = Region(region.x, region.y + below / 2, region.width, region.height - below)
        rooms = room.columns(*[1] * count) if self.down else room.rows(*[1] * count)
        for place, box in zip(np.argsort([*hand.inputs, np.inf]), rooms, strict=True):
            knobs[int(place)].fill(box)
        return knobs

    def _named(self) -> list[Words]:
        """Say at each knob what it is, where no line is; in a row, only at the bias."""
        theme, size = self.figures.theme, self.figures.stage.letters(LABEL)
        *weights, last = self.knobs
        name = self.figures.words("bias", size, theme.bias)
        if self.down:
            return [name.next_to(last.track, UP, buff=TOUCH)]
        names = [(self.figures.words("weight", size), knob) for knob in weights]
        return [word.next_to(knob.disc, DOWN, buff=TOUCH) for word, knob in (*names, (name, last))]

    @property
    def _end(self) -> Floats:
        """Where lines meet the output, ``(3,)``."""
        column = self.outputs.column
        end: Floats = column.place_of(self.hand.neuron) - self._way * column.radius
        return end

    def _others(self) -> Connections:
        row = self.figures.network.layer(self.hand.layer).weights[self.hand.neuron]
        starts, shown = self.column.ends(self._way), self.column.shown
        return Connections(starts, self._end[None], row[None, shown], self.figures.theme)

    def _lines(self) -> Spokes:
        points = self._ways()
        half = len(points) // 2
        return Spokes(points[:half], points[half:], *self._looks(self.hand.start))

    def _ways(self) -> Floats:
        """Return lines from neurons to their knobs, and from all knobs to the output."""
        way, column = self._way, self.column
        before = [column.place_of(index) + way * column.radius for index in self.hand.inputs]
        into = [knob.centre - way * knob.disc.halves[0, 0] for knob in self.knobs]
        out = [knob.centre + way * knob.disc.halves[0, 0] for knob in self.knobs]
        return np.array([*before, *out, *into[:-1], *[self._end] * len(out)])

    def _looks(self, settings: Sequence[float]) -> tuple[Floats, Floats]:
        """Return colours ``(N, 4)`` and widths ``(N,)`` of all lines."""
        hand, theme = self.hand, self.figures.theme
        values = np.array(settings[:-1])
        colours = np.vstack(
            [np.tile(weight_rgba(theme, values, hand.limit), (2, 1)), rgba(theme.bias)]
        )
        widths = connection_width([*values, *values, hand.limit / 2], hand.limit) * _LINE
        return colours, widths * self.figures.stage.pixel
