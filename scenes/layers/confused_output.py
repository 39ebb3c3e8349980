"""ConfusedOutput: a digit that tears the network, and how little decides between two answers."""

from __future__ import annotations

import numpy as np

from scenes.clip import Clip
from scenes.components.network.asked import asked
from scenes.components.network.mixer import Mixer
from scenes.components.verbs import CHANGE, draw, vanish
from scenes.facts.answer import Answer
from scenes.facts.answer_words import Doubt
from scenes.facts.torn import sides
from scenes.facts.varied import Varied, mixing
from scenes.layers.params import ConfusedOutputParams

__all__ = ["ConfusedOutput"]

_STOPS = np.linspace(-1, 1, 21)
"""Places of the knob at which is seen how far bars and colours must reach."""
_ASIDE, _ACROSS = 2.4, 4.2
"""Seconds in which the knob goes to one side, and from there to the other: the key move."""
_TO_LOOK = 0.6
"""Seconds between both: what the answer is there."""
_STEP, _NEAR = 0.2, 0.9
"""A small step from the middle, of the way to a side; and the seconds from one to the other."""


class ConfusedOutput(Clip):
    """Ask what a digit is, then let the network say, and turn it towards either of its answers."""

    params: ConfusedOutputParams = ConfusedOutputParams()

    def setup(self) -> None:
        super().setup()
        written = self.params.written(self.network)
        answer = Answer.of(self.trace, written)
        first, second = sides(self.network, self.inputs, answer.ranking[:2])
        varied = Varied(self.network, mixing(first.inputs, self.inputs, second.inputs))
        passes, self.sides = [varied.at(place) for place in _STOPS], (first, second)
        self.asked = asked(self.figures, answer, written, passes)
        self.mixer = Mixer(
            self.figures, self.asked.region, varied, self.sides, passes, alone=self.asked.alone
        )
        self.outputs = self.asked.outputs
        self.boxes = self.outputs.boxes(answer)
        self.passing = () if len(answer.neurons) > 1 else tuple(self.boxes)
        found, digit = self.params.found(self.network), self.params.digit
        ends, steps = ((varied.at(-far), varied.at(far)) for far in (1, _STEP))
        self.tell = Doubt(self.trace, answer, found, digit, ends, steps)

    def construct(self) -> None:
        self.beat(self.ask_the_viewer, question=True, rest=self.params.think_time)
        self.beat(self.ask_the_network)
        self.beat(self.box_its_answer)
        self.beat(self.turn_to_one_side)
        self.beat(self.turn_to_the_other)
        self.beat(self.turn_back)

    def ask_the_viewer(self) -> None:
        self.say(self.tell.question())
        there, steps = self.asked.begin(self.mixer)
        self.add(*there)
        for step in steps:
            self.play(*step)

    def ask_the_network(self) -> None:
        self.say(self.tell.outputs())
        for step in self.asked.answers():
            self.play(*step)

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
        self.hold(_TO_LOOK)

    def turn_to_the_other(self) -> None:
        self.say(self.tell.towards(self.sides[1], 1))
        self.turn(-1, 1, _ACROSS)

    def turn_back(self) -> None:
        self.say("Now back to where it was.")
        self.turn(1, 0, _ASIDE)
        self.say(self.tell.end())
        if self.tell.tied:
            self.turn(0, _STEP, _NEAR / 2)
            self.turn(_STEP, -_STEP, _NEAR)
            self.turn(-_STEP, 0, _NEAR / 2)
        if self.passing:
            self.play(*(draw(box, CHANGE) for box in self.passing))

    def turn(self, first: float, last: float, seconds: float) -> None:
        self.play(self.mixer.turn(self.asked.live, first, last, seconds))
        self.mixer.cite(self.outputs, last)
