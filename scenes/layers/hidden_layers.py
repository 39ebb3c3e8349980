"""HiddenLayers: what the layers between do is a question; how many and how wide is a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.clip import Clip
from scenes.components.network.question import Question
from scenes.components.network.quiet import QuietNetwork
from scenes.components.network.staging import rest
from scenes.components.network.tried import Resizing, own_layers, tried_layers
from scenes.components.verbs import MOVE, appear, draw, vanish
from scenes.layers.params import HiddenLayersParams
from scenes.layers.words import Choice

if TYPE_CHECKING:
    from scenes.components.network.tried import HiddenLayers as Layers

__all__ = ["HiddenLayers"]

_LOOK = 0.6
"""Seconds at each stop of the knob: what it made is looked at."""


class HiddenLayers(Clip):
    """Put a question mark on the layers between, then turn their size and their number."""

    params: HiddenLayersParams = HiddenLayersParams()

    def setup(self) -> None:
        super().setup()
        self.home = QuietNetwork(self.figures, elided=self.params.mode == "elided")
        self.question, self.own = Question(self.home), own_layers(self.home)
        self.wider, self.deeper = (
            [tried_layers(self.home, sizes) for sizes in tried]
            for tried in self.params.tried(self.network)
        )
        self.knob = Resizing(self.figures, self.own)
        self.tell = Choice(self.network, lesson=self.params.network is None)

    def construct(self) -> None:
        self.beat(self.frame_what_is_known)
        self.beat(self.ask_what_is_between, question=True)
        self.beat(self.leave_it_to_training)
        if self.wider:
            self.beat(self.turn_the_sizes)
        if self.deeper:
            self.beat(self.turn_the_depth)
        self.beat(self.come_back)

    def frame_what_is_known(self) -> None:
        inputs, outputs = self.question.known
        self.add(*self.home)
        self.say(self.tell.known())
        self.play(draw(inputs), rest(self.home))
        self.play(draw(outputs))

    def ask_what_is_between(self) -> None:
        self.say(self.tell.question())
        self.play(self.question.ask())

    def leave_it_to_training(self) -> None:
        knob = self.knob
        self.say(self.tell.open())
        self.play(self.question.take_back())
        self.remove(*self.question.layers)
        self.add(knob.neurons, self.own.dots)
        self.play(appear(*knob.counts), rest(self.home, 1.0))

    def turn_the_sizes(self) -> None:
        said = self.tell.sizes([layers.sizes[0] for layers in self.wider])
        for words, layers in zip(said, self.wider, strict=True):
            self.say(words)
            self._turn(layers)

    def turn_the_depth(self) -> None:
        said = self.tell.depths([len(layers.sizes) for layers in self.deeper])
        for words, layers in zip(said, self.deeper, strict=True):
            self.say(words)
            self._turn(layers)

    def come_back(self) -> None:
        self.say(self.tell.own())
        self._turn(self.own)

    def _turn(self, layers: Layers) -> None:
        """Turn the knob; how many weights there are is written beside the network's own alone."""
        legends, own = self.home.legends, (self.knob.now is self.own, layers is self.own)
        self.play(
            *self.knob.turn_into(layers), *([vanish(legends)] if own == (True, False) else [])
        )
        self.bring_to_back(layers.lines)
        self.play(self.knob.arrive(MOVE), *([appear(legends)] if own == (False, True) else []))
        self.hold(_LOOK)
