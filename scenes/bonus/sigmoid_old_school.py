"""SigmoidOldSchool: where the sigmoid is flat, and what many flat layers leave of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import Group

from scenes.bonus.params import SigmoidOldSchoolParams
from scenes.bonus.words import SlopeWords
from scenes.clip import Clip
from scenes.components.graphs.gradient_bars import GradientBars, TimesSmaller, gradient_title
from scenes.components.graphs.slope_graph import SlopeGraph
from scenes.components.graphs.slope_panel import SlopePanel
from scenes.components.verbs import MOVE, appear, become, count, slide, swap, turn, vanish
from scenes.facts.choosing import plainest_neuron
from scenes.facts.steepness import SigmoidSums

if TYPE_CHECKING:
    from scenes.look.stage import Areas

__all__ = ["SigmoidOldSchool"]

_PLACES: Areas = {
    "16:9": ("1 graph:2.9 panel",),
    "9:16": ("4 graph", "1.3 panel"),
    "1:1": ("1 graph:2.2 panel",),
}
_BARS: Areas = {"16:9": ("0.9 title", "5 bars", "0.7 left")}
_DEEP = "sigmoid"
"""The run of `netcore.depth.RUNS` whose gradients are shown."""
_SLOWLY, _A_BIT, _TURN, _RISE = 3.4, 2.4, 2.6, 2.0
"""Seconds: to zero first; a bit to and fro; from end to end; real sums rise to their slopes."""
_FIRST, _GROW, _SPREAD = 2.8, 3.6, 2.4
"""Seconds: the first bar; each other one out of the one above; from a plain scale to tenths."""
_BIT = 1.0


class SigmoidOldSchool(Clip):
    """Turn a sum along the sigmoid, then measure what a deep network of sigmoids lets through."""

    params: SigmoidOldSchoolParams = SigmoidOldSchoolParams()

    def setup(self) -> None:
        super().setup()
        self.params.check(self.network)
        story = plainest_neuron(self.network, self.params.layer)
        sums = SigmoidSums(self.trace, self.params.layer, story)
        at, below = self.stage.areas(_PLACES), self.stage.areas(_BARS)
        self.graph = SlopeGraph(self.figures, sums, at["graph"])
        self.panel = SlopePanel(self.figures, sums, story, at["panel"])
        self.words = SlopeWords(self.network, sums)
        self.title = gradient_title(self.figures, _DEEP, below["title"])
        self.bars = GradientBars(self.figures, _DEEP, below["bars"])
        self.left = below["left"].place(TimesSmaller(self.figures, _DEEP))

    def construct(self) -> None:
        self.beat(self.turn_a_sum)
        self.beat(self.turn_it_about_zero)
        self.beat(self.turn_it_to_both_ends)
        self.beat(self.put_real_sums_there)
        self.beat(self.ask_what_moves_the_error)
        self.beat(self.go_through_many_layers)
        self.beat(self.see_what_is_left)

    def turn_a_sum(self) -> None:
        z = self.graph.sums.story
        self.say(self.words.slope())
        self.add(self.graph, self.panel)
        # One that is near zero already goes away from it first.
        self.turn_through(z, *([z + _BIT] if abs(z) < _BIT else []), 0.0, seconds=_SLOWLY)

    def turn_it_about_zero(self) -> None:
        self.say(self.words.middle())
        self.turn_through(0.0, _BIT, -_BIT, 0.0, seconds=_A_BIT)

    def turn_it_to_both_ends(self) -> None:
        end = self.graph.sums.end
        self.say(self.words.ends())
        self.turn_through(0.0, -end)
        self.turn_through(-end, end)

    def put_real_sums_there(self) -> None:
        points, there = self.graph.real_sums()
        self.say(self.words.real())
        self.play(vanish(self.graph.walker, self.panel), appear(points))
        self.graph.remove(self.graph.walker)
        self.add(self.graph, points)  # whole again, and still behind them
        self.play(*slide(0, 1, MOVE, (self.graph, self.graph.finish)))
        self.panel.count.set_value(0)
        self.play(appear(*self.panel.flat))
        counting = count(self.panel.count, self.graph.sums.flat, _RISE)
        self.play(become(points, there, _RISE), counting)
        self.panel.cite_flat()

    def ask_what_moves_the_error(self) -> None:
        self.say(self.words.error())
        before = Group(*(thing for thing in self.mobjects if thing is not self.caption))
        self.play(swap(before, Group(self.title, self.bars.names), MOVE))
        self.add(self.bars)
        self.play(*slide(0, self.bars.first, _FIRST, (self.bars, self.bars.grow)))

    def go_through_many_layers(self) -> None:
        self.say(self.words.deep())
        self.play(*slide(self.bars.first, 1, _GROW, (self.bars, self.bars.grow)))

    def see_what_is_left(self) -> None:
        self.say(self.words.left())
        self.play(*slide(0, 1, _SPREAD, (self.bars, self.bars.spread)))
        self.say(self.words.end())
        self.left.number.set_value(0)
        self.play(appear(self.left))
        self.play(count(self.left.number, self.left.source.of(self.trace)))
        self.left.cite()

    def turn_through(self, *stops: float, seconds: float = _TURN) -> None:
        graph, panel = self.graph, self.panel
        followers = (graph, graph.turn_to), (panel, panel.turn_to)
        self.play(*turn(panel.z.number, stops, *followers, seconds=seconds))
        panel.cite(stops[-1])
