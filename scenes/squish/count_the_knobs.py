"""CountTheKnobs: every weight and every bias, as a mark of its own."""

from __future__ import annotations

from scenes.clip import Clip
from scenes.components.network.knob_count import KnobCount
from scenes.components.network.quiet import QuietNetwork
from scenes.squish.params import CountTheKnobsParams
from scenes.squish.words import Knobs

__all__ = ["CountTheKnobs"]

_FIRST, _LATER, _ALL_LATER = 6.0, 2.0, 5.0
"""Seconds of the first layer's weights, of another's, and of all others' together at the most."""
_BIASES, _FILL = 2.0, 2.6
"""Seconds in which the biases come, and in which all marks take the frame."""
_TO_LOOK = 2.0
"""Seconds before the last picture: it is looked over."""


class CountTheKnobs(Clip):
    """Let each connection give its weight and each neuron its bias, until all are counted."""

    params: CountTheKnobsParams = CountTheKnobsParams()

    def setup(self) -> None:
        super().setup()
        self.home = QuietNetwork(self.figures)
        self.count = KnobCount(self.home)
        self.tell = Knobs(self.network, self.theme, self.count.field.mosaic.weights_a_square)
        self.later = range(2, len(self.network.sizes))

    def construct(self) -> None:
        self.beat(self.ask_how_many)
        self.beat(self.count_the_first_layer)
        if self.later:
            self.beat(self.count_the_other_layers)
        self.beat(self.count_the_biases)
        self.beat(self.fill_the_frame)

    def ask_how_many(self) -> None:
        self.add(self.home)
        self.say(self.tell.question())
        self.play(*self.count.step_aside())
        self.play(self.count.begin())

    def count_the_first_layer(self) -> None:
        self.say(self.tell.first_layer())
        self.play(*self.count.count_layer(1, _FIRST))
        self.play(self.count.let_go(1))

    def count_the_other_layers(self) -> None:
        self.say(self.tell.other_layers())
        seconds = min(_LATER, _ALL_LATER / len(self.later))
        for layer in self.later:
            self.play(*self.count.count_layer(layer, seconds))
            self.play(self.count.let_go(layer))

    def count_the_biases(self) -> None:
        self.say(self.tell.biases())
        self.play(*self.count.count_biases(_BIASES))
        self.play(self.count.sum_up())

    def fill_the_frame(self) -> None:
        self.say(self.tell.total())
        self.play(*self.count.fill_the_frame(_FILL))
        self.play(self.count.name_the_total())
        self.hold(_TO_LOOK)
        self.say(self.tell.learning())
