"""DesiredEdge: what a neuron notices of an edge, and what must be turned to make it notice."""

from __future__ import annotations

from manim import smootherstep

from scenes.clip import Clip
from scenes.components.network.home import NetworkHome
from scenes.components.network.lookout import Lookout, take_picture
from scenes.components.network.one_neuron import OneNeuron
from scenes.components.verbs import CHANGE, FAINT, GLIMPSE, MOVE, appear, dim, draw, move, vanish
from scenes.facts.choosing import plainest_neuron
from scenes.weights.params import DesiredEdgeParams
from scenes.weights.words import without_the_edge

__all__ = ["DesiredEdge"]

_TURNING = 3.0
"""Seconds: the key move."""
_WITHOUT = 0.4
"""Seconds in which the edge is gone, before it comes back."""


class DesiredEdge(Clip):
    """Take an edge away before and after the lines from elsewhere are turned down with a knob."""

    params: DesiredEdgeParams = DesiredEdgeParams()

    def setup(self) -> None:
        super().setup()
        region = self.params.chosen(self.image)
        self.home = NetworkHome(self.figures, self.params.written(self.network))
        neuron = plainest_neuron(self.network, 1)
        self.one = OneNeuron.of(self.figures, self.home.columns, 1, neuron).plain()
        self.digit = take_picture(self.home)
        self.wish = Lookout.placed(self.figures, region).without_knob()

    def construct(self) -> None:
        self.beat(self.single_out_one_neuron)
        self.beat(self.bring_the_digit)
        self.beat(self.light_the_neuron)
        self.beat(self.frame_an_edge)
        self.beat(self.take_the_edge_away)
        self.beat(self.turn_down_other_lines)
        self.beat(self.take_it_away_again)
        self.beat(self.ask_for_the_knobs)

    def single_out_one_neuron(self) -> None:
        self.add(self.home, self.digit, self.one.disc)
        self.hold(GLIMPSE)
        self.say("Take just one neuron of layer 1.")
        self.play(dim(self.home, to=FAINT, seconds=MOVE), appear(self.one.spokes, seconds=MOVE))

    def bring_the_digit(self) -> None:
        wish, one = self.wish, self.one
        self.say("A line reaches it from every pixel.")
        self.play(
            vanish(self.home, seconds=MOVE),
            move(self.digit, wish.image, CHANGE),
            move(one.spokes, wish.lines, CHANGE, rate_func=smootherstep),
            move(one.disc, wish.disc, CHANGE),
        )
        self.remove(self.digit, one.spokes, one.disc)
        self.add(wish.image, wish.lines, wish.disc)

    def light_the_neuron(self) -> None:
        self.say("Let it be as lit as all pixels, on average.")
        self.play(appear(self.wish.number))
        self.play(*self.wish.light_up(CHANGE))
        self.wish.cite()

    def frame_an_edge(self) -> None:
        self.say("We want it to notice this one edge.")
        self.play(draw(self.wish.frame, CHANGE))

    def take_the_edge_away(self) -> None:
        wish = self.wish
        lit = (wish.brightness(edge=there).of(self.trace) for there in (1.0, 0.0))
        self.say(without_the_edge(*lit))
        self.take_it()
        self.hold(_WITHOUT)
        self.say("Bring it back.")
        self.bring_it_back()

    def turn_down_other_lines(self) -> None:
        wish = self.wish
        self.say("Turn the other lines down, until it is as lit as the edge alone.")
        self.play(*wish.make_room())
        self.play(appear(wish.knob, wish.title))
        self.play(*wish.turn_down_others(_TURNING))
        wish.cite()

    def take_it_away_again(self) -> None:
        self.say("Now take the edge away again.")
        self.take_it()

    def ask_for_the_knobs(self) -> None:
        self.say("That is our wish. Which knobs must be turned, and how far?")
        self.bring_it_back()

    def take_it(self) -> None:
        self.play(*self.wish.take_the_edge(CHANGE))
        self.wish.cite(edge=0.0)

    def bring_it_back(self) -> None:
        self.play(*self.wish.bring_it_back(CHANGE))
        self.wish.cite()
