"""OutputLayer: one output for each answer, and how strongly the network believes it."""

from __future__ import annotations

from scenes.clip import Clip
from scenes.components.network.last_layer import LastLayer
from scenes.components.network.quiet import QuietNetwork
from scenes.components.verbs import CHANGE, MOVE, draw, vanish
from scenes.facts.answer import Answer
from scenes.facts.answer_words import Outcome
from scenes.facts.incoming import Incoming
from scenes.facts.varied import Varied, covering, telling_cover
from scenes.layers.params import OutputLayerParams

__all__ = ["OutputLayer"]

_COVER, _UNCOVER = 4.0, 2.4
"""Seconds: the key move, so slow that each output can be followed; and back."""


class OutputLayer(Clip):
    """Let the outputs light up, then hide the input bit by bit: they follow."""

    params: OutputLayerParams = OutputLayerParams()

    def setup(self) -> None:
        super().setup()
        written, elided = self.params.written(self.network), self.params.mode == "elided"
        rows = Incoming.of(self.network).rows
        self.hidden = Varied(self.network, covering(self.inputs, rows))
        self.home = QuietNetwork(self.figures, written, elided=elided)
        self.most = telling_cover(self.hidden, rows, self.home.shown[-1])
        passes = [self.hidden.at(self.most * step / rows) for step in range(rows + 1)]
        self.near = LastLayer(self.home, passes)
        self.outputs = self.near.outputs
        drawn = len(self.outputs.column.shown)
        self.tell = Outcome(self.trace, self.home.answer, drawn)

    def construct(self) -> None:
        self.beat(self.come_near)
        self.beat(self.ask_which, question=True, rest=self.params.think_time)
        self.beat(self.light_the_outputs)
        if self.most:
            self.beat(self.hide_the_input)
            self.beat(self.show_it_again)
        self.beat(self.box_the_answer)

    def come_near(self) -> None:
        self.add(*self.home)
        self.say(self.tell.last_layer())
        self.play(self.near.come_near())
        self.remove(*self.home.get_family())
        self.add(self.near)

    def ask_which(self) -> None:
        self.say(self.tell.question())
        self.marks, coming = self.outputs.ask()
        self.play(coming)

    def light_the_outputs(self) -> None:
        self.say(self.tell.meaning())
        *before, last = self.near.pulses()
        for pulse in before:
            self.play(pulse)
        self.play(last, vanish(self.marks, seconds=MOVE))
        self.play(self.outputs.rise(CHANGE))

    def hide_the_input(self) -> None:
        trace = self.hidden.at(self.most)
        self.say(self.tell.covering())
        self.play(self.near.turn(self.hidden, lambda progress: progress * self.most, _COVER))
        self.near.cite(trace)
        self.say(self.tell.covered(trace, self.outputs.written(trace)))
        self.boxes = self.outputs.boxes(Answer.of(trace))
        for box in self.boxes:
            self.play(draw(box, CHANGE))

    def show_it_again(self) -> None:
        self.say(self.tell.uncovering())
        self.play(
            vanish(self.boxes), self.near.turn(self.hidden, lambda p: (1 - p) * self.most, _UNCOVER)
        )
        self.near.cite()

    def box_the_answer(self) -> None:
        self.say(self.tell.largest(self.outputs.written()))
        for box in self.outputs.boxes(self.home.answer):
            self.play(draw(box, CHANGE))
