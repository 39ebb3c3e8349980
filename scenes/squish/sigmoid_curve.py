"""SigmoidCurve: one neuron's sum is turned like a knob, and draws the curve of what it answers."""

from __future__ import annotations

from manim import AnimationGroup, Group

from scenes.clip import Clip
from scenes.components.graphs.curve_walk import CurveWalk
from scenes.components.sums.far_number import FarNumber
from scenes.components.verbs import (
    CHANGE,
    DIMMED,
    SMALL,
    appear,
    count,
    move,
    turn,
    vanish,
)
from scenes.facts.choosing import plainest_neuron
from scenes.facts.layer_sums import LayerSums
from scenes.facts.stops import Stop, stops
from scenes.squish.params import SigmoidCurveParams
from scenes.squish.words import CurveWords

__all__ = ["SigmoidCurve"]

_FIRST, _TURN, _A_BIT, _AWAY, _UNROLL = 3.4, 2.6, 0.9, 2.4, 2.4
"""Seconds: to the first stop, which is far; from one stop to the next; a bit to one side; from the
end of the axis on; for all digits."""
_CARRY, _MADE_ROOM = 0.8, 0.25
"""Seconds in which what the neuron holds goes where it is written out, and the share of that after
which there is room for what is written before it."""


class SigmoidCurve(Clip):
    """Turn a sum from very negative to very positive, then ask about one far beyond."""

    params: SigmoidCurveParams = SigmoidCurveParams()

    def setup(self) -> None:
        super().setup()
        self.params.check(self.network)
        story = plainest_neuron(self.network, self.params.layer)
        sums = LayerSums(self.trace, self.params.layer, story)
        self.walk = CurveWalk(self.figures, sums)
        across = self.walk.slide.across
        self.stops = stops(sums, across.low, across.high)
        self.words = CurveWords(sums.function.name, self.params.far)

    def construct(self) -> None:
        self.beat(self.take_one_neuron)
        self.beat(self.turn_it_far_down)
        self.beat(self.turn_it_up_to_zero)
        self.beat(self.turn_it_far_up)
        self.beat(self.ask_about_a_far_sum, question=True)
        self.beat(self.answer_it)
        if self.words.said.written:
            self.beat(self.write_it_out)

    def take_one_neuron(self) -> None:
        walk, slide = self.walk, self.walk.slide
        self.add(slide)
        self.say("Take one neuron, and turn its sum by hand.")
        start = walk.knob.disc.copy()
        walk.knob.disc.set_to(slide.neurons.subset([walk.sums.story]))
        self.remove(slide)
        self.add(*slide.submobjects)
        dimmed = slide.curve.copy().set_stroke(opacity=DIMMED)
        self.play(*map(vanish, walk.passing), move(slide.curve, dimmed, SMALL))
        self.add(walk.point)
        self.play(move(walk.knob.disc, start, CHANGE))
        self.play(appear(walk.stem, walk.z, walk.knob.track, walk.knob.level, walk.knob.number))
        self.remove(*walk)
        self.add(walk)

    def turn_it_far_down(self) -> None:
        self.say(self.words.said.low)
        self.turn_to(self.stops[0], 1, 0)
        self.walk.start_drawing()

    def turn_it_up_to_zero(self) -> None:
        self.say(self.words.said.middle)
        self.turn_to(self.stops[1], -1, 1, 0)

    def turn_it_far_up(self) -> None:
        self.say(self.words.said.high)
        self.turn_to(self.stops[2], -1, 0)

    def ask_about_a_far_sum(self) -> None:
        walk, z, end = self.walk, self.walk.z.number, self.walk.slide.across.low
        self.say(self.words.question())
        self.play(*walk.hide_the_answer())
        walk.ask_at(end)
        self.play(appear(walk.z))
        self.play(*turn(z, (end, self.params.far), (walk.z, walk.ask_at), seconds=_AWAY))

    def answer_it(self) -> None:
        self.say(self.words.said.answer)
        self.play(*self.walk.show_the_answer())
        self.walk.cite()

    def write_it_out(self) -> None:
        sums, far = self.walk.sums, self.params.far
        name, symbol = sums.function.name, sums.words.symbol
        number = FarNumber(self.figures, name, symbol, far, self.stage.picture)
        self.say(self.words.said.written.format(number.count.text))
        held = self.walk.knob.number
        self.remove(held)
        before = Group(*(thing for thing in self.mobjects if thing is not self.caption))
        self.add(held)
        held_label, whole_label = number.labels
        way = number.carry(held, _CARRY)
        comes = appear(number.head, held_label)
        arrives = AnimationGroup(way, comes, lag_ratio=_MADE_ROOM)
        self.play(AnimationGroup(vanish(before), arrives, lag_ratio=0.5))  # what is in the way goes
        self.remove(held)
        self.play(number.grow(held.decimals))
        number.count.set_value(0)
        self.play(appear(number.count, number.called, whole_label))
        self.play(number.write_out(_UNROLL), count(number.count, number.repeated, _UNROLL))
        self.figures.cite(number.count, number.source)

    def turn_to(self, stop: Stop, *bits: float) -> None:
        """Turn the sum to a stop, then a bit to and fro: to see what that changes there."""
        walk, z = self.walk, stop.z
        seconds = _FIRST if stop is self.stops[0] else _TURN
        turning = walk.turn_through(walk.z.number.value, z, seconds=seconds)
        self.play(*turning, *walk.drop_the_note())
        self.play(walk.note(stop))
        ways = [z, *(z + bit * walk.bit for bit in bits)]
        self.play(*walk.turn_through(*ways, seconds=_A_BIT * len(bits)))
