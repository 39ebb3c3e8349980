"""FeedForwardCode: the whole network as a few lines of NumPy, which really run."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from manim import AnimationGroup, Group, Indicate, LaggedStart

from scenes.clip import Clip
from scenes.components.equations.into_code import IntoCode
from scenes.components.equations.listing import Listing
from scenes.components.equations.slide import EquationSlide
from scenes.components.network.running import RunningNetwork
from scenes.components.verbs import MOVE, appear, move, recolour, vanish
from scenes.facts.program import Program
from scenes.facts.timeline import Code
from scenes.facts.varied import other_inputs
from scenes.matrix.params import FeedForwardCodeParams
from scenes.matrix.words import CodeWording

if TYPE_CHECKING:
    from netcore import Trace
    from scenes.look.stage import Areas

__all__ = ["FeedForwardCode"]

_PLACES: Areas = {
    "16:9": ("1 network:1 code:1.4",),
    "9:16": ("1 network", "1 code"),
    "1:1": ("1.6 network", "1 code"),
}
_LOOPING, _LONGEST, _AGAIN, _DOWN, _TO_LOOK = 6.0, 2.0, 1.6, 0.4, 1.0
"""Seconds of all layers, of one at the most, of all again, of a step down, of reading a print."""


class FeedForwardCode(Clip):
    """Turn a layer's equation into code, put it into a loop, and run it."""

    params: FeedForwardCodeParams = FeedForwardCodeParams()

    def setup(self) -> None:
        super().setup()
        self.params.check(self.network)
        at = self.stage.areas(_PLACES)
        others = other_inputs(self.network, self.inputs, self.params.digit)
        self.others = tuple(map(self.network.forward, others))
        self.program = Program.of(self.trace, *self.others)
        self.tell = CodeWording(self.program)
        self.written = self.params.written(self.network)
        self.start = EquationSlide(self.figures, self.params.layer)
        self.code = Listing(self.figures, self.program, at["code"], self.others)
        self.running = RunningNetwork(self.figures, at["network"])

    @property
    def listing(self) -> Code:
        """The program, with all that is needed to run it, and what it printed."""
        told, program = self.params, self.program
        bundled = told.network is None and told.image is None
        lines = program.on_the_page(told.digit, told.sample) if bundled else ""
        return Code(lines, program.run(self.trace) if bundled else "")

    def construct(self) -> None:
        self.beat(self.turn_the_equation_into_code)
        self.beat(self.put_it_into_a_loop)
        self.beat(self.take_in_what_is_shown)
        self.beat(self.go_through_the_layers)
        self.beat(self.print_what_has_come_out)
        self.beat(self.run_it_on_others)
        self.beat(self.come_back)

    def turn_the_equation_into_code(self) -> None:
        code = self.code
        flight = IntoCode(self.start.letters, code.alone, self.program.called)
        self.add(self.start.blocks, flight)
        self.say("One line of symbols, one line of code.")
        self.play(flight.shed())
        self.play(flight.fly())
        self.play(flight.turn())
        self.say("@ is matrix times vector.")
        flight.new.set_color(self.theme.highlight)
        self.play(appear(flight.new))
        self.remove(flight)
        self.add(code.alone)
        self.play(recolour(flight.new, self.theme.text, MOVE))

    def put_it_into_a_loop(self) -> None:
        code = self.code
        self.say("In a loop, it does every layer.")
        self.play(vanish(self.start.blocks))
        into = move(code.alone, code.computes, replace_mobject_with_target_in_scene=True)
        coming = appear(code.loops), appear(self.running)
        self.play(LaggedStart(into, AnimationGroup(*coming), lag_ratio=0.5))
        if about := self.tell.functions(written=bool(code.defined)):
            self.say(about)
            pointed = Indicate(code.computes.token(self.program.called), run_time=MOVE)
            self.play(appear(*code.defined, seconds=MOVE) if code.defined else pointed)

    def take_in_what_is_shown(self) -> None:
        code, running = self.code, self.running
        self.say(self.tell.starts())
        self.bring_to_back(code.bar)
        self.play(appear(code.starts), appear(code.bar))
        self.bring_to_back(running.entering)
        self.play(running.take_in(), appear(running.variable, running.shapes[0]))

    def go_through_the_layers(self) -> None:
        code, running = self.code, self.running
        self.say(self.tell.loops())
        count = len(self.network.layers)
        each = min(_LOOPING / count, _LONGEST) / 4
        for layer in range(1, count + 1):
            self.play(code.go_to(code.loops, each), running.name_weights(layer, each))
            running.cite_shape(layer)
            self.play(code.go_to(code.computes, each), *running.compute(layer, 3 * each))

    def print_what_has_come_out(self) -> None:
        code, running = self.code, self.running
        self.say(self.tell.prints())
        self.play(vanish(running.weights[-1]), appear(code.prints))
        self.play(code.go_to(code.prints))
        self.shown_now = Group(code.print_of(self.trace), running.box(self.trace, self.written))
        self.play(appear(code.rule, *self.shown_now))

    def run_it_on_others(self) -> None:
        self.say(self.tell.again())
        for before, trace in pairwise((self.trace, *self.others)):
            self.run_again(before, trace)
            self.hold(_TO_LOOK)

    def come_back(self) -> None:
        self.say(self.tell.sums_up())
        self.run_again(self.others[-1], self.trace)
        self.play(vanish(self.code.bar))

    def run_again(self, before: Trace, trace: Trace) -> None:
        """Run the program on other inputs."""
        code, running = self.code, self.running
        self.remove(*running.next_pass(trace).get_family())
        self.bring_to_back(*running.diagram)
        back = running.back(), running.change_inputs(before, trace)
        self.play(vanish(self.shown_now), code.go_to(code.starts), *back)
        running.inputs.cite(None if trace is self.trace else trace)
        each = _AGAIN / len(self.network.layers)
        for layer in range(1, len(self.network.layers) + 1):
            there = _DOWN if layer == 1 else each / 4
            self.play(code.go_to(code.computes, there), *running.compute(layer, each))
        written = self.written if trace is self.trace else None
        self.shown_now = Group(code.print_of(trace), running.box(trace, written))
        self.play(code.go_to(code.prints), appear(*self.shown_now))
