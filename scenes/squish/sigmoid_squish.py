"""SigmoidSquish: the whole number line, carried into the range of activations."""

from __future__ import annotations

from manim import UP, AnimationGroup, Create, Group, linear, rate_functions

from scenes.clip import Clip
from scenes.components.graphs.slide import SquishSlide
from scenes.components.graphs.squish_lines import Lens, SquishLines
from scenes.components.graphs.sum_rows import SumRows
from scenes.components.sums.slide import SumSlide
from scenes.components.verbs import (
    CHANGE,
    DIMMED,
    GLIMPSE,
    MOVE,
    SMALL,
    appear,
    become,
    draw,
    move,
    swap,
    vanish,
)
from scenes.facts.choosing import plainest_neuron
from scenes.facts.layer_sums import LayerSums
from scenes.look.sizes import TOUCH
from scenes.squish.params import SigmoidSquishParams

__all__ = ["SigmoidSquish"]

_WAY, _SPREAD = 2.0, 1.6
"""Seconds in which one neuron goes to its row, and in which the others go from zero to their sums.
"""
_OUT, _SOON = 0.25, 0.2
"""The share of its title's going after which a sum leaves its neuron, and of the way of both after
which the line of sums comes: they are not alone for long.
"""
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
        self.rows = SumRows(self.lines, self.lines.story_label.number)

    def construct(self) -> None:
        self.beat(self.place_one_sum)
        if self.sums.others:
            self.beat(self.place_the_others)
        self.beat(self.look_for_room)
        self.beat(self.squish_the_whole_line)
        self.beat(self.see_where_they_land)
        self.beat(self.turn_it_into_a_graph)
        self.beat(self.draw_the_curve)

    def place_one_sum(self) -> None:
        line, start, rows = self.lines.line, self.start, self.rows
        self.add(start)
        self.say("Any number at all can come out of such a sum.")
        lifted = move(start.z, start.z.copy().next_to(start.disc, UP, buff=TOUCH), SMALL)
        out = AnimationGroup(vanish(start.title, seconds=SMALL), lifted, lag_ratio=_OUT)
        self.play(out, vanish(start.rest, seconds=MOVE))  # z does not pass through a small ring
        abreast = rate_functions.smootherstep  # marks move so
        written = move(start.z, rows.above, _WAY, rate_func=abreast)
        moves = AnimationGroup(move(start.disc, rows.story, _WAY), written)
        lines = AnimationGroup(draw(line.rule), draw(rows.zero))  # the disc has left their way then
        self.play(AnimationGroup(moves, lines, lag_ratio=_SOON))
        self.add(rows.bar, start.disc)
        self.play(draw(rows.bar, SMALL), appear(line.tips, line.labels))

    def place_the_others(self) -> None:
        rows, several = self.rows, len(self.sums.others) > 1
        whose = "neurons have sums of their own" if several else "neuron has a sum of its own"
        self.say(f"The layer's other {whose}.")
        self.play(appear(rows.others))
        self.play(*rows.spread(_SPREAD))

    def look_for_room(self) -> None:
        lines, sums, rows = self.lines, self.sums, self.rows
        self.say(f"An activation should be {sums.words.wish}. {sums.how_many_fit()}".strip())
        self.remove(self.start.disc, rows.others)
        self.add(lines.neurons.place(rows.places))
        self.play(*lines.go_up(rows.collect), vanish(self.start.z, rows.zero, rows.bar, rows.bars))
        self.play(appear(*lines.sum_labels, lines.names[0]), Create(lines.wanted))
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
        self.hold(GLIMPSE)
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
