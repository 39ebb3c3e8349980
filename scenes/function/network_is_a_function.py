"""NetworkIsAFunction: one box that all images go through, made of boxes of the same kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, RIGHT, UP, LaggedStart, VGroup

from scenes.clip import Clip
from scenes.components.network.live_inputs import live_inputs
from scenes.components.network.machine import Machine, arrow_between, heading, heading_above
from scenes.components.network.neuron_machine import NeuronMachine
from scenes.components.network.output_panel import Outputs
from scenes.components.network.passing import Passing
from scenes.components.verbs import CHANGE, appear, draw, swap, vanish
from scenes.facts.answer import SHARES
from scenes.function.params import NetworkIsAFunctionParams
from scenes.function.words import Whole
from scenes.look.sizes import NEAR

if TYPE_CHECKING:
    from netcore import Trace
    from scenes.look.stage import Areas

__all__ = ["NetworkIsAFunction"]

_PLACES: Areas = {
    "16:9": ("0.6 - inside:2.7 out:1.4", "7 inputs -:0.12 box:2.2 -:0.12 outputs:1.4"),
    "9:16": ("2.2 inputs -", "0.5 - inside", "5.2 box", "0.5 - out", "2.2 outputs"),
    "1:1": ("0.4 - inside:2.8", "3.8 inputs -:0.12 box:2.8", "0.5 out -:2", "2.2 outputs"),
}
_PLAIN: Areas = {
    "16:9": ("0.6 -:1.8 inside:2.35 out:1.7", "7 inputs:1.8 -:0.1 box:1.8 -:0.1 outputs:1.7"),
    "9:16": ("3.3 inputs:2.4 -", "0.5 - inside", "4.6 box", "0.5 - out", "2 outputs"),
    "1:1": ("0.4 - inside:1.9", "3.5 inputs:2.25 -:0.01 box:2", "0.5 out -:2", "2.3 outputs"),
}
"""Plain numbers have names: they take more room than an image."""
_SEEN, _OUT, _ALL, _LAG = 0.4, 2.0, 2.4, 0.1
"""Seconds: an answer is seen; a neuron's box comes out; boxes about all neurons, to be followed;
and from one of these to the next, to the time that one takes."""


class NetworkIsAFunction(Clip):
    """Send image after image through a box, then open it."""

    params: NetworkIsAFunctionParams = NetworkIsAFunctionParams()

    def setup(self) -> None:
        super().setup()
        others = self.params.other_inputs(self.network)
        self.others = [self.network.forward(each) for each in others]
        self.tell = Whole(self.network, self.network.sizes[0])
        at = self.stage.areas(_PLAIN if self.tell.plain else _PLACES)
        down = self.stage.aspect != "16:9"
        shares = self.network.layers[-1].activation in SHARES
        decimals = 1 if down and not shares else 2  # side by side, larger ones have less room
        inputs = live_inputs(self.figures, at["inputs"], self.others)
        outputs = Outputs(
            self.figures, at["outputs"], across=down, decimals=decimals, passes=self.others
        )
        self.machine = Machine(self.figures, at["box"], at["inside"], self.others, down=down)
        box, theme = self.machine.box, self.theme
        into = RIGHT if at["inputs"].y == at["box"].y else DOWN
        side = RIGHT if self.stage.aspect == "9:16" else UP
        self.around = VGroup(
            heading(self.figures, "neurons", "in").next_to(inputs, side, buff=NEAR),
            heading_above(outputs, at["out"]),
            arrow_between(theme, inputs, box, into),
            arrow_between(theme, box, outputs, DOWN if down else RIGHT),
        )
        self.passing = Passing(inputs, outputs, box, self.trace)
        self.neuron = NeuronMachine(self.figures, self.machine, self.machine.inside)

    def construct(self) -> None:
        self.beat(self.send_the_first_in)
        self.beat(self.send_others_in)
        self.beat(self.send_the_first_again)
        self.beat(self.open_the_box)
        self.beat(self.take_out_a_neuron)
        self.beat(self.send_others_into_both)
        self.beat(self.close_with_the_whole)

    def send_the_first_in(self) -> None:
        self.passing.outputs.switch_off()
        self.add(self.machine.box, self.machine.unknown, self.around)
        self.add(self.passing.inputs, self.passing.outputs)
        self.say(self.tell.ends())
        self.enter()
        self.play(*self.passing.answer(self.trace, seconds=CHANGE))
        self.passing.outputs.cite()

    def send_others_in(self) -> None:
        self.say(self.tell.another())
        for trace in self.others:
            self.pass_on(trace)
            self.hold(_SEEN)

    def send_the_first_again(self) -> None:
        self.say(self.tell.again())
        self.pass_on(self.trace)
        self.play(swap(self.machine.unknown, self.machine.title))

    def open_the_box(self) -> None:
        self.say(self.tell.open())
        self.add(self.machine.network, *self.machine.doors, self.machine.title)
        self.play(*self.machine.open())
        self.remove(*self.machine.doors)

    def take_out_a_neuron(self) -> None:
        self.say(self.tell.neuron())
        self.play(self.neuron.come_out(_OUT), vanish(self.machine.network, seconds=CHANGE))

    def send_others_into_both(self) -> None:
        self.say(self.tell.both())
        self.pass_on(self.others[0])
        self.hold(_SEEN)
        self.pass_on(self.trace)

    def close_with_the_whole(self) -> None:
        self.say(self.tell.end())
        network = self.machine.network
        self.add(network, self.neuron)
        coming = appear(network, seconds=CHANGE / 2)
        self.play(LaggedStart(self.neuron.go_back(CHANGE), coming, lag_ratio=0.5))
        boxes = (draw(frame) for frame in self.machine.frames())
        self.play(LaggedStart(*boxes, lag_ratio=_LAG, run_time=_ALL))

    def enter(self) -> None:
        parcel = self.passing.parcel()
        self.add(parcel)
        self.bring_to_back(parcel)
        self.play(self.passing.enter(parcel))
        self.remove(parcel)

    def pass_on(self, trace: Trace) -> None:
        inside = [(self.neuron, self.neuron.stand_for)] if self.neuron in self.mobjects else []
        self.play(*self.passing.bring(trace, *inside))
        self.enter()
        self.play(*self.passing.answer(trace, *inside))
        if inside:
            self.neuron.cite(trace)
        self.passing.cite(trace)
