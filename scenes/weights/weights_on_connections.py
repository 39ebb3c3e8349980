"""WeightsOnConnections: every line into a neuron holds a number, its weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenes.clip import Clip
from scenes.components.network.fan_slide import FanSlide
from scenes.components.network.from_edge import FromEdge
from scenes.components.verbs import CHANGE, MOVE, SMALL, appear, count, draw, move, vanish
from scenes.weights.params import WeightsOnConnectionsParams
from scenes.weights.words import Signs

if TYPE_CHECKING:
    from manim import Animation

__all__ = ["WeightsOnConnections"]

_SHINING, _TELLING = 1.6, 4.0
"""Seconds of the sweeps; the second is the key move."""
_TURNING, _BACK = 3.6, 1.8
"""Seconds of a knob, there and back."""
_OPPOSITE = 0.8
"""Seconds in which the weight of the other sign is read, before it is turned back."""


class WeightsOnConnections(Clip):
    """Give line after line its weight, write the strongest, and turn one by hand."""

    params: WeightsOnConnectionsParams = WeightsOnConnectionsParams()

    def setup(self) -> None:
        super().setup()
        layer, neuron = self.params.chosen(self.network)
        self.slide = slide = FanSlide(self.figures, layer, neuron)
        self.fan, self.labels = slide.fan, slide.labels
        self.weights = self.fan.weights.copy()
        self.written = np.isin(np.arange(len(self.weights)), self.labels.strongest)
        self.tell = Signs(slide.incoming, self.theme)

    def construct(self) -> None:
        self.beat(self.show_the_lines)
        self.beat(self.give_each_its_weight)
        self.beat(self.tell_the_signs)
        self.beat(self.write_the_strongest)
        self.beat(self.turn_one_weight)
        self.beat(self.see_all_of_them)

    def show_the_lines(self) -> None:
        self.say(self.tell.question())
        if self.params.told == "edge" and self.slide.incoming.shape is not None:
            self._come_from_the_edge()
        self.add(self.slide.bare)
        self.play(self.fan.shine(_SHINING), appear(self.slide.title))

    def _come_from_the_edge(self) -> None:
        start = FromEdge(self.figures, self.slide)
        self.add(*start)
        self.play(start.let_go())
        self.play(*start.unroll())
        self.remove(*start)

    def give_each_its_weight(self) -> None:
        slide, fan = self.slide, self.fan
        self.say(self.tell.weights())
        slide.count.set_value(0)
        self.play(appear(slide.tally))
        self.play(fan.tell(_TELLING), count(slide.count, lambda _: fan.told_already, _TELLING))

    def tell_the_signs(self) -> None:
        self.play(appear(self.slide.legend))
        for sign in (1, -1):
            these = self.weights * sign > 0
            if these.any():
                self.say(self.tell.sign(sign))
                self.play(self.fan.show_only(these, CHANGE))

    def write_the_strongest(self) -> None:
        self.say(self.tell.widths())
        self.play(
            self.fan.show_only(self.written, CHANGE, near=True),
            appear(self.slide.unwritten, seconds=MOVE),
        )

    def turn_one_weight(self) -> None:
        slide, labels, index = self.slide, self.labels, self.slide.strongest
        weight, number = float(self.weights[index]), labels.number_of(index)
        self.frame = slide.frame_of(index)
        small, large = number.copy(), labels.enlarged(index)
        self.others = labels.others(index)
        alone = np.arange(len(self.weights)) == index
        self.say(self.tell.turned())
        self.play(self.fan.show_only(alone, MOVE, near=True), vanish(self.others), draw(self.frame))
        self.play(move(number, large, SMALL))
        self.play(*slide.turn([weight, 0.0, -weight], _TURNING))
        self.figures.cite(number, labels.opposite(index))
        self.hold(_OPPOSITE)
        self.say("Only a try: back to what the network holds.")
        self.play(*slide.turn([-weight, weight], _BACK))
        self.figures.cite(number, labels.source(index))
        self.play(move(number, small, SMALL))

    def see_all_of_them(self) -> None:
        everything = np.ones_like(self.weights, dtype=bool)
        self.say(self.tell.together())
        self.play(self.fan.show_only(everything, CHANGE), self._unwrite(), vanish(self.frame))

    def _unwrite(self) -> Animation:
        """See that in the end nothing is written but what is to be."""
        if self.slide.written:
            return appear(self.others)
        return vanish(self.labels.number_of(self.slide.strongest))
