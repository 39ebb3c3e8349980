"""DesiredEdge: a neuron as one would wish for it, that sees a few pixels and an edge there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.clip import Clip
from scenes.components.network.home import NetworkHome
from scenes.components.network.lookout import Lookout, take_picture
from scenes.components.network.one_neuron import OneNeuron
from scenes.components.verbs import CHANGE, FAINT, MOVE, appear, dim, draw, move, vanish
from scenes.facts.choosing import plainest_neuron
from scenes.facts.edges import dark_beside, next_edge
from scenes.facts.words import counted
from scenes.weights.params import DesiredEdgeParams

if TYPE_CHECKING:
    from scenes.look.stage import Areas

__all__ = ["DesiredEdge"]

_PLACES: Areas = {
    "16:9": ("1 digit:5.7 - neuron:2.6",),
    "9:16": ("5.6 digit", "2 neuron"),
    "1:1": ("1 digit:5 neuron:1.5",),
}
_THINNING, _LOOKING = 2.4, 4.4
"""Seconds: the key moves."""


class DesiredEdge(Clip):
    """Keep only the lines from a few pixels: so a neuron would see an edge, and only there."""

    params: DesiredEdgeParams = DesiredEdgeParams()

    def setup(self) -> None:
        super().setup()
        region = self.params.chosen(self.image)
        self.home = NetworkHome(self.figures, self.params.written(self.network))
        neuron = plainest_neuron(self.network, 1)
        self.one = OneNeuron.of(self.figures, self.home.columns, 1, neuron).plain()
        self.digit = take_picture(self.home)
        at = self.stage.areas(_PLACES)
        large = at["digit"].place(self.digit.copy(), grow=True)
        self.wish = Lookout(self.figures, large, at["neuron"], region)
        self.elsewhere = [dark_beside(self.image, region), next_edge(self.image, region)]
        self.region = region

    def construct(self) -> None:
        self.beat(self.single_out_one_neuron)
        self.beat(self.bring_the_digit)
        self.beat(self.frame_an_edge)
        self.beat(self.keep_its_lines)
        self.beat(self.light_the_neuron)
        self.beat(self.move_the_region)
        self.beat(self.call_it_a_wish)

    def single_out_one_neuron(self) -> None:
        self.add(self.home, self.digit, self.one.disc)
        self.say("Take just one neuron of layer 1.")
        self.play(dim(self.home, to=FAINT, seconds=MOVE), appear(self.one.spokes, seconds=MOVE))

    def bring_the_digit(self) -> None:
        wish, one = self.wish, self.one
        self.say("A line reaches it from every pixel.")
        self.play(
            vanish(self.home, seconds=MOVE),
            move(self.digit, wish.image, CHANGE),
            move(one.spokes, wish.lines, CHANGE),
            move(one.disc, wish.disc, CHANGE),
        )
        self.remove(self.digit, one.spokes, one.disc)
        self.add(wish.image, wish.lines, wish.disc)
        self.play(appear(wish.tally))

    def frame_an_edge(self) -> None:
        self.say("Let it notice an edge, just here.")
        self.play(draw(self.wish.frame))

    def keep_its_lines(self) -> None:
        wish = self.wish
        lines = counted(round(wish.pixels.of(self.trace)), "line")
        self.say(f"Then it needs only the {lines} from there.")
        self.play(wish.look_there_alone(_THINNING))
        wish.cite_pixels()

    def light_the_neuron(self) -> None:
        wish = self.wish
        self.say("Let it be as lit as its pixels, on average.")
        self.play(appear(wish.number))
        self.play(wish.light_up(CHANGE))
        wish.cite_brightness()

    def move_the_region(self) -> None:
        wish = self.wish
        self.say("Move the frame: the neuron is lit only on a stroke.")
        self.play(wish.look_around(self.elsewhere, _LOOKING))

    def call_it_a_wish(self) -> None:
        self.say("This is our wish. Could numbers on its lines make it come true?")
        self.play(self.wish.look_around([self.region], CHANGE))
