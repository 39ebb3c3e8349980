"""ForwardPass: what the network does with one digit, layer by layer, and what made its answer."""

from __future__ import annotations

from scenes.clip import Clip
from scenes.components.network.arriving import ArrivingSum, WayBack
from scenes.components.network.pulses import PULSE, Travel, send
from scenes.components.network.quiet import QuietNetwork
from scenes.components.network.staging import light_only, rest
from scenes.components.verbs import CHANGE, MOVE, appear, draw, vanish
from scenes.layers.params import ForwardPassParams
from scenes.layers.words import Wording

__all__ = ["ForwardPass"]

_ARRIVING = 4.7
"""Seconds: the key move."""
_LONGEST_JOURNEY, _LONGEST_WAY_BACK = 4.5, 2.8
"""Seconds behind the first layer, and before the last: many follow each other faster."""


class ForwardPass(Clip):
    """Send a digit's activations through all connections, layer by layer, to the answer."""

    params: ForwardPassParams = ForwardPassParams()

    def setup(self) -> None:
        super().setup()
        written, elided = self.params.written(self.network), self.params.mode == "elided"
        self.home = QuietNetwork(self.figures, written, elided=elided)
        self.neuron = self.home.told
        self.back = WayBack(self.figures, self.home)
        self.one = ArrivingSum(self.figures, self.home, self.neuron)
        self.tell = Wording(self.trace, self.home.answer)

    def construct(self) -> None:
        self.beat(self.ask_about_one_neuron, question=True)
        self.beat(self.send_into_one_neuron)
        self.beat(self.send_into_the_layer)
        if self.tell.several:
            self.beat(self.pass_it_on_to_the_outputs)
        self.beat(self.name_the_answer)
        if self.home.answer.neurons and self.back.found:
            self.beat(self.trace_it_back)
            self.beat(self.show_what_made_it)
        else:
            self.beat(self.come_to_rest)

    def ask_about_one_neuron(self) -> None:
        self.add(*self.home)
        self.say(self.tell.so_far())
        self.play(rest(self.home))
        self.say(self.tell.question())
        self.play(appear(self.one.lines, self.one.disc))

    def send_into_one_neuron(self) -> None:
        one = self.one
        self.say(self.tell.arriving(from_zero=one.total.written_as_zero))
        self.add(one.signals, one.disc)
        self.play(appear(one.total), one.step_back())
        self.play(one.arrive(_ARRIVING))
        one.cite()
        self.say(self.tell.lit(self.neuron, one.total.text))
        self.play(one.light(MOVE))

    def send_into_the_layer(self) -> None:
        one, home = self.one, self.home
        self.say(self.tell.first_pulse(len(home.shown[0]), self.theme))
        self.play(vanish(one.lines, one.total), one.be_one_of_many())
        self.remove(one.signals)
        self.play(send(home.connections[0], home.columns[1]))
        self.play(vanish(one.disc))

    def pass_it_on_to_the_outputs(self) -> None:
        self.say(self.tell.passing_on())
        later = list(zip(self.home.connections, self.home.columns[1:], strict=True))[1:]
        for connections, column in later:
            self.play(send(connections, column, min(PULSE, _LONGEST_JOURNEY / len(later))))

    def name_the_answer(self) -> None:
        outputs, home = self.home.outputs, self.home
        values = [outputs.value_of(neuron).text for neuron in home.answer.ranking[:2]]
        self.say(self.tell.name_the_answer(values))
        self.play(
            outputs.bars.grow(CHANGE), appear(outputs.bars.zero, outputs.values, seconds=CHANGE)
        )
        if home.answer.neurons:
            self.play(*(draw(box, CHANGE) for box in home.boxes))

    def trace_it_back(self) -> None:
        back = self.back
        self.say(self.tell.spoke_for_it())
        self.play(light_only(self.home, back.dims()))
        first, *others = back.steps
        self.play(Travel(first, CHANGE))
        self.play(appear(back.products))
        self.say(self.tell.behind_them(reached=self.back.reached))
        for signals in others:
            self.play(Travel(signals, min(CHANGE, _LONGEST_WAY_BACK / len(others))))
        self.play(appear(back.pixels))

    def show_what_made_it(self) -> None:
        self.say(self.tell.summary())
        self.play(self.back.show_the_pixels_large())

    def come_to_rest(self) -> None:
        self.say(self.tell.summary())
        self.play(rest(self.home, 1.0))
