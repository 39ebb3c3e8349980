"""SetByHand: a few knobs of one output are turned, and then all the others are seen."""

from __future__ import annotations

from manim import AnimationGroup, FadeOut, Group, VGroup

from scenes.clip import Clip
from scenes.components.network.knob_bench import KnobBench
from scenes.components.network.knob_slide import KnobSlide
from scenes.components.verbs import CHANGE, MOVE, appear, draw, vanish
from scenes.facts.answer import Answer
from scenes.facts.by_hand import ByHand
from scenes.squish.params import SetByHandParams
from scenes.squish.words import HandWords

__all__ = ["SetByHand"]

_FIRST, _NEXT = 5.4, 1.8
"""Seconds in which the first knob is turned there, back, and there again; and the next ones."""
_ZOOM = 3.0
"""Seconds from one knob to all: the key move."""
_INTO, _MEET = 0.3, 0.5
"""How small all knobs get on their way into the connections, and when these come, in shares."""


class SetByHand(Clip):
    """Turn weights and bias of one output by hand, then see how many knobs there are."""

    params: SetByHandParams = SetByHandParams()

    def setup(self) -> None:
        super().setup()
        self.hand = ByHand(self.trace)
        self.bench = KnobBench(self.figures, self.hand)
        self.slide = KnobSlide(self.figures)
        self.tell = HandWords(self.hand)
        self.boxes = VGroup()
        self.weights = range(len(self.hand.inputs))

    def construct(self) -> None:
        self.beat(self.ask_for_another_answer)
        if self.weights:
            self.beat(self.turn_one_weight)
        if len(self.weights) > 1:
            self.beat(self.turn_another_weight)
        self.beat(self.turn_the_bias)
        self.beat(self.see_all_knobs)

    def ask_for_another_answer(self) -> None:
        bench = self.bench
        self.add(self.slide)
        self.say(self.tell.question())
        first = Group(bench.inputs, bench.others, bench.column, bench.outputs)
        into = FadeOut(self.slide, target_position=bench.others, scale=_INTO, run_time=MOVE)
        self.play(AnimationGroup(into, appear(first), lag_ratio=_MEET))
        self.remove(first)
        self.add(*first)
        self.play(bench.shine())
        self.say(self.tell.knobs())
        self.play(vanish(bench.others), bench.bring_knobs(CHANGE))
        self.play(appear(*bench.names))

    def turn_one_weight(self) -> None:
        self.say(self.tell.one())
        self.play(self.bench.turn([0], _FIRST, try_it=True))
        self.bench.cite()

    def turn_another_weight(self) -> None:
        self.say(self.tell.another())
        self.play(self.bench.turn([1], _NEXT))
        self.bench.cite()

    def turn_the_bias(self) -> None:
        self.say(self.tell.bias())
        self.play(self.bench.turn([len(self.weights)], _NEXT))
        after = self.bench.cite()
        self.say(self.tell.done(after))
        self.boxes.add(*self.bench.outputs.boxes(Answer.of(after)))
        self.play(*(draw(box, CHANGE) for box in self.boxes))

    def see_all_knobs(self) -> None:
        bench, slide, hand = self.bench, self.slide, self.hand
        marked = slide.marked(hand.layer, hand.neuron, hand.inputs, bench.knobs)
        self.say(self.tell.all())
        bench.remove(bench.others)
        self.play(vanish(bench, self.boxes), slide.zoom_out(marked, bench.knobs, _ZOOM))
        self.play(appear(slide.total, slide.frame_of(marked)))
        self.say(self.tell.end())
