"""Bias: one neuron's sums for many inputs stay where they are, and its bias slides the curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Indicate

from scenes.clip import Clip
from scenes.components.graphs.active_panel import ActivePanel
from scenes.components.graphs.bias_graph import BiasGraph
from scenes.components.verbs import CHANGE, appear, become, draw, slide, turn, vanish
from scenes.facts.bias_story import BiasStory
from scenes.facts.samples import samples_for
from scenes.look.sizes import FORMULA
from scenes.squish.params import BiasParams
from scenes.squish.words import BiasWords

if TYPE_CHECKING:
    from scenes.components.grids.marks import Marks
    from scenes.look.stage import Areas

__all__ = ["Bias"]

_PLACES: Areas = {
    "16:9": ("0.7 formula", "5 graph:3.2 side"),
    "9:16": ("0.8 formula", "4.6 graph", "1.8 knob count"),
    "1:1": ("0.7 formula", "4.6 graph:2.4 side"),
}
_SIDE = (1.25, 1.0)
_FALL, _SWEEP, _SLIDE, _TRIED = 3.0, 2.2, 3.0, 4.4
"""Seconds: the points come to their sums; they light up from the largest down; the knob is turned
from bias to bias, and there, back and there again."""

_BACK = 0.6
"""How much is left of a bias that is turned back for a moment: to see what follows it."""
_FEW = 5
"""So few active points have to be looked for: each gets a ring about it."""


class Bias(Clip):
    """Turn one neuron's bias, and see of which sums it lets the neuron be active."""

    params: BiasParams = BiasParams()

    def setup(self) -> None:
        super().setup()
        layer, neuron = self.params.chosen(self.network)
        samples = samples_for(self.network, self.inputs)
        story = BiasStory(samples, layer, neuron, self.params.bias)
        at = self.stage.areas(_PLACES)
        self.graph = BiasGraph(self.figures, story, at["graph"])
        side = at["side"].rows(*_SIDE) if "side" in at else [at["knob"], at["count"]]
        self.panel = ActivePanel(self.figures, story, side[0], side[1])
        formula = self.figures.formula(story.formula, FORMULA)
        formula.part("f").set_color(self.theme.highlight)
        formula.part("bias").set_color(self.theme.bias)
        self.formula = at["formula"].place(formula)
        self.rings: list[Marks] = []
        self.words = BiasWords(story, self.panel.knob.dial.decimals)

    def construct(self) -> None:
        self.beat(self.look_at_many_sums)
        self.beat(self.draw_the_curve)
        self.beat(self.count_without_a_bias)
        self.beat(self.turn_it_by_hand)
        self.beat(self.turn_it_to_the_real_one)
        self.beat(self.say_what_it_is_for)

    def look_at_many_sums(self) -> None:
        graph, panel = self.graph.light(above=np.inf), self.panel
        there = graph.dots.copy()
        graph.dots.set_to(graph.waiting())
        self.say(self.words.many())
        self.add(graph.dots, self.formula, panel.knob, panel.title)
        self.play(appear(graph.across, graph.names[0]))
        self.play(become(graph.dots, there, _FALL, lag=0.6))

    def draw_the_curve(self) -> None:
        graph = self.graph
        self.say(self.words.curve())
        self.play(appear(graph.up, graph.names[1]))
        self.play(draw(graph.curve, CHANGE))
        self.play(appear(graph.own))

    def count_without_a_bias(self) -> None:
        graph, panel = self.graph, self.panel
        self.say(self.words.without())
        panel.count_above(np.inf)
        self.play(draw(graph.level[0]), appear(*graph.level[1:]))
        self.play(draw(graph.threshold), appear(graph.needed))
        sweep = (graph, lambda sum_: graph.light(above=sum_)), (panel, panel.count_above)
        lit = slide(graph.across.high, graph.lowest, _SWEEP, *sweep)
        self.play(*lit, appear(panel.words))  # with the number between them
        self.add(graph)
        self.cite(0.0)

    def turn_it_by_hand(self) -> None:
        tried = self.words.story.tried
        self.say(self.words.tried())
        self.turn_through(0.0, tried, tried * _BACK, tried, seconds=_TRIED)
        self.cite(tried)
        self.say(self.words.left())
        told = Indicate(self.panel.count, color=self.theme.highlight, run_time=CHANGE)
        if 0 < self.words.story.active(tried) <= _FEW:
            self.rings = [self.graph.active_rings()]
        self.play(told, *map(appear, self.rings))

    def turn_it_to_the_real_one(self) -> None:
        self.say(self.words.real())
        self.turn_through(self.words.story.tried, self.panel.knob.real)
        self.cite()

    def say_what_it_is_for(self) -> None:
        self.say(self.words.end())
        self.play(vanish(self.graph.own))
        self.graph.remove(self.graph.own)
        real = self.panel.knob.real
        self.turn_through(real, self.words.story.tried * _BACK, real)
        self.cite()

    def turn_through(self, *stops: float, seconds: float = _SLIDE) -> None:
        graph, panel = self.graph, self.panel
        followers = (graph, graph.turn_to), (panel, panel.turn_to)
        gone: list[Marks] = []
        if len({self.words.story.active(bias) for bias in stops}) > 1:
            gone, self.rings = self.rings, []
        turning = turn(panel.knob.number, stops, *followers, seconds=seconds)
        self.play(*turning, *map(vanish, gone))

    def cite(self, bias: float | None = None) -> None:
        self.graph.cite(bias)
        self.panel.cite(bias)
