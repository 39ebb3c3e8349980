"""LayerHypothesis: the hope that layers find edges, then patterns, then digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.clip import Clip
from scenes.components.network.hoped_layers import HopedStack
from scenes.components.network.hoped_looks import Pointed
from scenes.components.verbs import CHANGE, appear, move
from scenes.parts.params import LayerHypothesisParams

if TYPE_CHECKING:
    from scenes.look.stage import Areas

__all__ = ["LayerHypothesis"]

_PLACES: Areas = {
    "16:9": (
        "0.35 the_pixels:3.3 -:0.15 the_edges:3.2 -:0.1 the_patterns:0.8 -:0.2 the_digits:1.5",
        "5.3 pixels:3.3 -:0.15 edges:3.2 -:0.1 patterns:0.8 -:0.2 digits:1.5",
    ),
    "9:16": (
        "0.3 the_pixels:2.4 the_edges:3",
        "4.4 pixels:2.4 edges:3",
        "0.1 -",
        "0.85 the_patterns:1 patterns:5.2",
        "0.3 -",
        "1.3 the_digits:1 digits:5.2",
    ),
    "1:1": ("2.4 the_pixels:0.9 pixels:2.4 -:2.5", "3.1 the_edges:0.9 edges:2.4 -:2.5"),
}
_BESIDE: Areas = {
    "16:9": (),
    "1:1": (
        "0.3 -:3.55 the_patterns:1.1 the_digits:1.1",
        "5.3 -:3.6 patterns:0.9 digits:1.2",
    ),
}
"""In a square frame, what has its height, beside what is one above the other."""
_SWEEP, _FINGER, _BACK, _THROUGH = 2.6, 0.4, 1.8, 4.0
"""Seconds: a layer lights up, from its top down; a finger rests; an answer is traced back; another
digit goes through."""


class LayerHypothesis(Clip):
    """Light hoped-for layers one by one, point at what lights what, and send another digit."""

    params: LayerHypothesisParams = LayerHypothesisParams()

    def setup(self) -> None:
        super().setup()
        self.story = self.params.story()
        self.own, self.other = self.story.own, self.story.other
        self.stack = HopedStack(
            self.figures, self.own, self.stage.areas(_PLACES) | self.stage.areas(_BESIDE)
        )
        self.digit = self.stack.looks.image.copy()
        self.stage.digit_home.place(self.digit, grow=True)

    def construct(self) -> None:
        self.beat(self.ask_what_layers_are_for)
        self.beat(self.light_edges)
        self.beat(self.put_a_finger_on_edges)
        self.beat(self.light_patterns)
        self.beat(self.light_digits)
        self.beat(self.trace_the_answer_back)
        self.beat(self.send_another_digit)
        self.beat(self.call_it_a_hope)

    def ask_what_layers_are_for(self) -> None:
        stack = self.stack.light(self.own, upto=0)
        self.say("What could layers be good for? Here is the hope, made by hand.")
        self.add(self.digit)
        self.play(move(self.digit, stack.looks.image))
        self.remove(self.digit)
        self.add(stack.looks.image)
        self.play(appear(stack.titles, *stack.stages, seconds=CHANGE))
        self.remove(stack.looks.image, *stack.stages, stack.titles)
        self.add(stack)
        stack.remove(*stack.numbers)

    def light_edges(self) -> None:
        self.say("Pixels light small edges, each at its place, in its direction.")
        self.play(*self.stack.send(self.own, 1, _SWEEP))

    def put_a_finger_on_edges(self) -> None:
        self.say("Put a finger on one: these pixels light it.")
        for edge in self.story.fingers:
            self.play(*self.stack.turn_to(self.own, 1, Pointed.at_edge(edge)))
            self.hold(_FINGER)
        self.play(*self.stack.turn_to(self.own, 1))

    def light_patterns(self) -> None:
        self.say(self.story.patterns())
        self.play(*self.stack.send(self.own, 2, _SWEEP))

    def light_digits(self) -> None:
        self.say(self.story.digits())
        for number in self.stack.numbers:
            number.set_value(0)
        self.play(appear(*self.stack.numbers))
        self.play(*self.stack.send(self.own, 3, _SWEEP), *self.stack.count_to(self.own, _SWEEP))
        self.stack.cite(self.figures, self.own)

    def trace_the_answer_back(self) -> None:
        most = int(self.own.digits.argmax())
        self.say(f"So the {most} is traced back: to patterns, to edges, to pixels.")
        self.play(*self.stack.turn_to(self.own, 3, Pointed.at_digit(self.own, most), _BACK))

    def send_another_digit(self) -> None:
        both = Pointed(patterns=tuple(self.story.shared), alone=False)
        self.play(*self.stack.turn_to(self.own, 3, both))
        self.say(self.story.next_one())
        self.play(
            *self.stack.turn_to(self.other, 3, both, _THROUGH, in_turn=True),
            *self.stack.count_to(self.other, _THROUGH, in_turn=True),
        )
        self.stack.cite(self.figures, self.other)

    def call_it_a_hope(self) -> None:
        self.say("That is the hope. Whether a network does so is another question.")
        self.play(*self.stack.turn_to(self.other, seconds=CHANGE))
