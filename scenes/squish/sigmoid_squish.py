"""SigmoidSquish: the whole number line, carried into the range of activations."""

from __future__ import annotations

from manim import Create, Group, linear

from scenes.clip import Clip
from scenes.components.graphs.slide import SquishSlide
from scenes.components.graphs.squish_lines import Lens, SquishLines
from scenes.components.sums.slide import SumSlide
from scenes.components.verbs import CHANGE, DIMMED, MOVE, appear, become, draw, move, swap, vanish
from scenes.facts.choosing import plainest_neuron
from scenes.facts.layer_sums import LayerSums
from scenes.squish.params import SigmoidSquishParams

__all__ = ["SigmoidSquish"]

_LOOK = 1.0
"""Seconds to find the sum on the line."""
_SQUISH = 3.0
"""Seconds of the move that the clip is about."""
_DRAWING = 1.8
"""Seconds of the sweep that draws the curve."""


class SigmoidSquish(Clip):
    """Carry a layer's real sums, and all other numbers, to their activations."""

    params: SigmoidSquishParams = SigmoidSquishParams()

    def setup(self) -> None:
        super().setup()
        self.params.check(self.network)
        story = plainest_neuron(self.network, self.params.layer)
        self.sums = LayerSums(self.trace, self.params.layer, story)
        self.lines = SquishLines(self.figures, self.sums)
        self.slide = SquishSlide(self.figures, self.sums)
        self.start = SumSlide(self.figures, self.params.layer, story)

    def construct(self) -> None:
        self.beat(self.drop_one_sum_onto_the_line, rest=_LOOK)
        if self.sums.others:
            self.beat(self.drop_the_others)
        self.beat(self.look_for_room)
        self.beat(self.squish_the_whole_line)
        self.beat(self.see_where_they_land)
        self.beat(self.turn_it_into_a_graph)
        self.beat(self.draw_the_curve)

    def drop_one_sum_onto_the_line(self) -> None:
        lines, start, z = self.lines, self.start, self.lines.story_label
        self.add(start)
        self.say("Any number at all can come out of such a sum.")
        self.play(vanish(start.rest, start.title, seconds=MOVE))
        self.play(draw(lines.line.rule), appear(lines.line.tips))
        story = lines.neurons.subset([self.sums.story])
        self.play(move(start.disc, story, CHANGE), move(start.z, z.number, CHANGE))
        self.remove(start.z)
        self.add(z.number)
        self.play(appear(z.symbol, lines.line.labels))  # no number flies over them now

    def drop_the_others(self) -> None:
        lines, others = self.lines, self.sums.others
        rest = self.lines.neurons.subset(others)
        landed = rest.copy()
        rest.place(lines.row(others), lines.size_in_row(others))
        whose = (
            "neuron has a sum of its own" if len(others) == 1 else "neurons have sums of their own"
        )
        self.say(f"The layer's other {whose}.")
        self.play(appear(rest))
        self.play(become(rest, landed, 2.0, lag=0.6))
        self.remove(rest, self.start.disc)
        self.add(self.lines.neurons)
        written = [label for label in lines.sum_labels if label[1] is not lines.story_label]
        self.play(appear(*written, lines.names[0]))

    def look_for_room(self) -> None:
        lines, sums = self.lines, self.sums
        self.say(f"An activation should be {sums.words.wish}. {sums.how_many_fit()}".strip())
        self.play(*lines.go_up())
        self.play(Create(lines.wanted))
        self.lens = Lens(lines)
        self.bring_to_back(self.lens.area)
        self.play(*self.lens.open())
        self.remove(self.lens.rule)
        self.add(lines.target.rule, self.lens.inside)
        self.play(appear(lines.target.labels, *lines.sliding))

    def squish_the_whole_line(self) -> None:
        lines = self.lines
        self.say(self.sums.words.squish)
        self.ghosts = self.lines.neurons.copy().set_opacity(DIMMED)
        self.play(vanish(self.lens.area, lines.line.labels))
        self.add(self.ghosts, lines.squished, self.lines.neurons, self.lens.inside)
        self.play(*lines.squeeze(self.lens), run_time=_SQUISH)
        self.remove(self.lens.inside)
        lines.cite_the_sliding()

    def see_where_they_land(self) -> None:
        lines = self.lines
        self.say(self.sums.words.lands)
        labels = Group(*lines.activation_labels, lines.names[1])
        self.play(swap(Group(*lines.sliding), labels, MOVE))

    def turn_it_into_a_graph(self) -> None:
        lines, slide = self.lines, self.slide
        self.say("As a graph: sums along the bottom, activations up the side.")
        gone = [*lines.sum_labels, *lines.activation_labels, *lines.names, lines.squished]
        gone += [lines.wanted, lines.line.tips, lines.target.labels]
        self.play(*map(vanish, gone))
        line, target = lines.line, lines.target
        self.play(*slide.lay_down(line, self.ghosts), run_time=CHANGE)
        self.play(*slide.stand_up(target, self.lines.neurons))
        self.remove(line.rule, target, target.rule)
        self.add(slide.across.rule, slide.up.rule, self.lines.neurons)
        self.play(appear(slide.across.labels, slide.up.labels, slide.names, slide.heading))

    def draw_the_curve(self) -> None:
        slide, words = self.slide, self.sums.words
        self.say("Each neuron stands where its sum and its activation meet.")
        stems, grown = slide.stems(grown=False), slide.stems(grown=True)
        self.add(stems, self.lines.neurons)
        lifted = become(self.lines.neurons, slide.neurons, lag=0)
        self.play(move(stems, grown), lifted, run_time=CHANGE)
        self.add(slide.curve, self.lines.neurons)
        self.play(Create(slide.curve, run_time=_DRAWING, rate_func=linear), vanish(self.ghosts))
        self.say(words.sums_up)
        self.play(vanish(stems), appear(slide.formula, slide.middle))
        self.play(appear(*slide.notes))
        self.remove(self.lines.neurons)
        self.add(slide)
