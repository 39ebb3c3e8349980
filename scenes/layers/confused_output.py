"""ConfusedOutput: a digit that tears the network, and how little decides between two answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenes.clip import Clip
from scenes.components.network.last_layer import BESIDE, LastLayer
from scenes.components.network.mixer import Mixer
from scenes.components.network.output_panel import Outputs
from scenes.components.network.quiet import QuietNetwork
from scenes.components.verbs import CHANGE, appear, draw, move, vanish
from scenes.facts.answer import Answer
from scenes.facts.answer_words import Doubt
from scenes.facts.torn import sides
from scenes.facts.varied import Varied, mixing
from scenes.layers.params import ConfusedOutputParams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcore import Trace
    from scenes.look.stage import Areas, Region

__all__ = ["ConfusedOutput"]

_PLACES: Areas = {
    "16:9": ("1 input:1 outputs:1.3",),
    "9:16": ("1.1 input", "1 outputs"),
    "1:1": ("1 input:1 outputs:1.1",),
}
"""Where there is no network between the two."""
_FEW = 4
"""So few outputs take all of their place: there is room between them anyway."""
_STOPS = np.linspace(-1, 1, 21)
"""Places of the knob at which is seen how far bars and colours must reach."""
_SWEEP, _PULSES, _RISE = 1.2, 1.8, 1.8
"""Seconds: a digit is written, row by row; it goes through the network; and so slowly do outputs
rise that the rivals are seen to climb side by side."""
_ASIDE, _ACROSS = 2.4, 4.2
"""Seconds in which the knob goes to one side, and from there to the other: the key move."""
_STEP, _NEAR = 0.2, 0.9
"""A small step from the middle, of the way to a side; and the seconds from one to the other."""


class ConfusedOutput(Clip):
    """Ask what a digit is, then let the network say, and turn it towards either of its answers."""

    params: ConfusedOutputParams = ConfusedOutputParams()

    def setup(self) -> None:
        super().setup()
        written = self.params.written(self.network)
        self.answer = answer = Answer.of(self.trace, written)
        first, second = sides(self.network, self.inputs, answer.ranking[:2])
        varied = Varied(self.network, mixing(first.inputs, self.inputs, second.inputs))
        passes, self.sides = [varied.at(place) for place in _STOPS], (first, second)
        between = self.stage.wide and self.network.image_shape is not None  # there is room
        at = self.stage.areas(BESIDE if between else _PLACES)
        self.mixer = Mixer(self.figures, at["input"], varied, self.sides, passes, alone=not between)
        self.near = None
        if between:
            self.near = LastLayer(QuietNetwork(self.figures, written), passes)
            self.near.remove(self.near.inputs)  # the mixer has them
        self.outputs = (
            self.near.outputs if self.near is not None else self._alone(at["outputs"], passes)
        )
        self.boxes = self.outputs.boxes(answer)
        self.passing = () if len(answer.neurons) > 1 else tuple(self.boxes)
        found, digit = self.params.found(self.network), self.params.digit
        self.tell = Doubt(self.trace, answer, found, digit, (passes[0], passes[-1]))

    def _alone(self, region: Region, passes: Sequence[Trace]) -> Outputs:
        return Outputs(
            self.figures,
            region,
            decimals=self.answer.decimals,
            passes=passes,
            to_the_ends=len(self.trace.outputs) <= _FEW,
        )

    def construct(self) -> None:
        self.beat(self.ask_the_viewer, question=True, rest=self.params.think_time)
        self.beat(self.ask_the_network)
        self.beat(self.box_its_answer)
        self.beat(self.turn_to_one_side)
        self.beat(self.turn_to_the_other)
        self.beat(self.turn_back)

    def ask_the_viewer(self) -> None:
        inputs, readout = self.mixer.inputs, self.outputs.readout
        self.outputs.switch_off()
        self.say(self.tell.question())
        if self.near is not None and inputs.picture is not None:
            written = self.near.write(inputs.picture, _SWEEP)
            self.add(self.near, inputs)
            self.play(written)
        else:
            self.add(inputs)
            self.play(move(inputs, self.mixer.beside, CHANGE))
            self.play(appear(self.outputs.column, readout.labels, readout.bars.tracks))

    def ask_the_network(self) -> None:
        self.say(self.tell.outputs())
        if self.near is not None:
            for pulse in self.near.pulses(_PULSES):
                self.play(pulse)
            self.play(self.outputs.rise(_RISE))
            self.near.add(self.outputs.readout.values)
            return
        lit = self.outputs.column.neurons.copy()
        lit.set_fills(self.outputs.column.colours(self.trace.outputs))
        self.add(self.outputs.readout.bars)
        self.play(move(self.outputs.column.neurons, lit, _RISE), self.outputs.rise(_RISE))

    def box_its_answer(self) -> None:
        first, *more = self.tell.verdict(self.outputs.written())
        self.say(first)
        for box in self.boxes:
            self.play(draw(box, CHANGE))
        for said in more:
            self.say(said)
            self.play(self.outputs.mark_numbers(self.tell.rivals))

    def turn_to_one_side(self) -> None:
        self.say(self.tell.towards(self.sides[0], 0))
        self.play(self.mixer.make_room(), *(vanish(box) for box in self.passing))
        self.turn(0, -1, _ASIDE)

    def turn_to_the_other(self) -> None:
        self.say(self.tell.towards(self.sides[1], 1))
        self.turn(-1, 1, _ACROSS)

    def turn_back(self) -> None:
        self.say(self.tell.end())
        if self.tell.torn:
            self.turn(1, _STEP, _ASIDE - _NEAR)
            self.turn(_STEP, -_STEP, _NEAR)
            self.turn(-_STEP, 0, _NEAR / 2)
        else:
            self.turn(1, 0, _ASIDE)
        if self.passing:
            self.play(*(draw(box, CHANGE) for box in self.passing))

    def turn(self, first: float, last: float, seconds: float) -> None:
        live = self.outputs if self.near is None else self.near
        self.play(self.mixer.turn(live, first, last, seconds))
        self.mixer.cite(self.outputs, last)
