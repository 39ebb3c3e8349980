"""ReLU: the sigmoid bends into max(0, z), over one neuron's real sums for many inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import Group

from scenes.bonus.params import ReLUParams
from scenes.bonus.words import BentWords
from scenes.clip import Clip
from scenes.components.graphs.bending_graph import BendingGraph
from scenes.components.graphs.rectifier_panel import RectifierPanel
from scenes.components.verbs import MOVE, appear, count, move, slide, turn, vanish
from scenes.facts.rectified import Rectified
from scenes.facts.samples import samples_for
from scenes.look.sizes import FORMULA

if TYPE_CHECKING:
    from scenes.look.stage import Areas

__all__ = ["ReLU"]

_PLACES: Areas = {
    "16:9": ("0.7 formula", "5 graph:3.2 side"),
    "9:16": ("0.7 formula", "5 graph", "1.6 numbers count"),
    "1:1": ("0.7 formula", "5 graph:2.3 side"),
}
_SIDE = (1.5, 1.0)
_TURN, _BEND = 2.4, 3.6
"""Seconds: from one stop to the next; from the sigmoid to the rectifier."""
_READ = 1.2
"""Seconds that a new formula stands."""


class ReLU(Clip):
    """Bend the sigmoid into the rectifier, and turn a sum through zero."""

    params: ReLUParams = ReLUParams()

    def setup(self) -> None:
        super().setup()
        layer, neuron = self.params.chosen(self.network)
        self.story = Rectified(samples_for(self.network, self.inputs), layer, neuron)
        at = self.stage.areas(_PLACES)
        side = at["side"].rows(*_SIDE) if "side" in at else [at["numbers"], at["count"]]
        self.graph = BendingGraph(self.figures, self.story, at["graph"])
        self.panel = RectifierPanel(self.figures, self.story, side[0], side[1])
        self.formulas = [
            at["formula"].place(self.figures.formula(code, self.stage.letters(FORMULA)))
            for code in ("a = {{sigma : f}}(z)", 'a = {{ "ReLU" : f }}(z) = {{ max : g }}(0, z)')
        ]
        for formula in self.formulas:
            formula.part("f").set_color(self.theme.highlight)
        self.words = BentWords(self.network, self.story)

    def construct(self) -> None:
        self.beat(self.turn_a_large_sum)
        self.beat(self.bend_the_curve, rest=_READ)
        self.beat(self.turn_it_below_zero)
        self.beat(self.turn_it_through_zero)
        self.beat(self.count_what_passes)
        self.beat(self.say_how_steep_it_is)

    def turn_a_large_sum(self) -> None:
        own = float(self.story.sums[self.story.own])
        self.say(self.words.many())
        self.add(self.graph, self.panel, self.formulas[0])
        self.turn_through(own, self.largest / 2, self.largest, seconds=1.5 * _TURN)

    def bend_the_curve(self) -> None:
        self.say(self.words.bend())
        bending = (
            (self.graph, self.graph.bend),
            (self.panel, lambda _: self.panel.turn_to(self.largest)),
        )
        self.play(*slide(0, 1, _BEND, *bending), vanish(self.formulas[0], seconds=_BEND))
        self.play(appear(self.formulas[1]))
        self.panel.cite(self.largest)

    def turn_it_below_zero(self) -> None:
        least = self.story.low / 2
        self.say(self.words.below())
        self.turn_through(self.largest, least)
        self.turn_through(least, 2 * least, least)

    def turn_it_through_zero(self) -> None:
        self.say(self.words.above())
        self.turn_through(self.story.low / 2, 0.0, self.largest, seconds=2 * _TURN)

    def count_what_passes(self) -> None:
        self.say(self.words.passing())
        self.panel.count.set_value(0)
        self.play(appear(self.panel.words, self.panel.count))
        ringing = slide(0, self.story.passing, _TURN, (self.graph, self.graph.ring_passing))
        self.play(count(self.panel.count, self.story.passing, _TURN), *ringing)
        self.panel.cite_count()

    def say_how_steep_it_is(self) -> None:
        self.say(self.words.end())
        panel = self.panel
        self.play(vanish(self.graph.walker, panel))
        self.graph.remove(self.graph.walker)
        counted = Group(panel.words, panel.count)
        self.play(move(counted, panel.alone()), appear(self.graph.slopes(), seconds=MOVE))

    @property
    def largest(self) -> float:
        """A large sum, but not so large that its point is at the end of the axis."""
        return 0.9 * self.story.high

    def turn_through(self, *stops: float, seconds: float = _TURN) -> None:
        graph, panel = self.graph, self.panel
        followers = (graph, graph.turn_to), (panel, panel.turn_to)
        self.play(*turn(panel.z.number, stops, *followers, seconds=seconds))
        panel.cite(stops[-1])
