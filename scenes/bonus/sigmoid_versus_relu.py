"""SigmoidVersusReLU: two deep networks learn, and a third; then what any network is, once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import Group

from scenes.bonus.params import SigmoidVersusReLUParams
from scenes.bonus.words import CourseWords
from scenes.clip import Clip
from scenes.components.graphs.course_legend import CourseLegend
from scenes.components.graphs.learning_curves import LearningCurves
from scenes.components.graphs.run_record import what_network
from scenes.components.network.pulses import PULSE, send
from scenes.components.network.quiet import QuietNetwork
from scenes.components.verbs import CHANGE, MOVE, appear, count, draw, slide, swap, vanish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.look.stage import Areas

__all__ = ["SigmoidVersusReLU"]

_PLACES: Areas = {
    "16:9": ("0.5 record", "6 graph:3.3 legend"),
    "9:16": ("0.5 record", "4.6 graph", "1.8 legend"),
    "1:1": ("0.45 record", "4.4 graph", "1.4 legend", "0.15 -"),
}
_ROWS = (1.0, 1.0, 1.15)
_RUNS = ("sigmoid", "relu", "sigmoid, wider start")
"""Of `netcore.depth.RUNS`: the two, and the third."""
_DASHED = _RUNS[2:]
_NAMES = ("sigmoid", "ReLU", "sigmoid, larger start")
_EARLY, _SOON = 0.05, 0.2
"""Of all steps: so far at first, and so far slowly."""
_START, _SLOWLY, _SWEEP, _THIRD, _BACK = 2.8, 2.0, 2.8, 3.2, 1.7
"""Seconds: the first steps; those in which much happens; all others; those of the third; back."""
_JOURNEY = 2.6
"""Seconds through all layers of the network: what is said of it stays to the end."""


class SigmoidVersusReLU(Clip):
    """Let two networks learn step by step, then a third; and end with what they have in common."""

    params: SigmoidVersusReLUParams = SigmoidVersusReLUParams()

    def setup(self) -> None:
        super().setup()
        at, theme = self.stage.areas(_PLACES), self.theme
        rooms = at["legend"].rows(*_ROWS)
        colours = (theme.highlight, theme.text, theme.highlight)
        self.graph = LearningCurves(self.figures, _RUNS, colours, _DASHED, at["graph"])
        self.legends = [
            CourseLegend(self.figures, *told, dashed=told[0] in _DASHED)
            for told in zip(_RUNS, _NAMES, colours, rooms, strict=True)
        ]
        self.record = at["record"].place(
            what_network(self.figures, _RUNS[0], "neurons each"), grow=True
        )
        self.home = QuietNetwork(self.figures, self.params.written(self.network))
        self.words = CourseWords()

    def construct(self) -> None:
        self.beat(self.meet_the_two)
        self.beat(self.let_them_learn)
        self.beat(self.see_how_often_they_are_right)
        self.beat(self.start_a_third_wider)
        self.beat(self.leave_it_there)
        self.beat(self.say_what_a_network_is)

    def meet_the_two(self) -> None:
        self.say(self.words.two())
        self.add(self.graph, self.record, *self.legends[:2])
        self.learn(_RUNS[:2], 0, _EARLY, _START)

    def let_them_learn(self) -> None:
        self.say(self.words.learn())
        self.learn(_RUNS[:2], _EARLY, _SOON, _SLOWLY)
        self.learn(_RUNS[:2], _SOON, 1, _SWEEP)

    def see_how_often_they_are_right(self) -> None:
        self.say(self.words.right())
        self.tell(*self.legends[:2])

    def start_a_third_wider(self) -> None:
        third = self.legends[2]
        self.say(self.words.wider())
        self.learn((), 1, 0, _BACK)
        self.play(appear(third))
        self.learn(_RUNS[2:], 0, 1, _THIRD)
        self.say(self.words.third())
        self.tell(third)

    def leave_it_there(self) -> None:
        self.say(self.words.end())
        self.play(vanish(self.graph.cursor))

    def say_what_a_network_is(self) -> None:
        home = self.home
        learned = Group(*(thing for thing in self.mobjects if thing is not self.caption))
        self.say("")
        self.play(swap(learned, home, MOVE))
        self.say(self.words.all_in_all())
        later = list(zip(home.connections, home.columns[1:], strict=True))
        for connections, column in later:
            self.play(send(connections, column, min(PULSE, _JOURNEY / len(later))))
        outputs = home.outputs
        said = appear(outputs.bars.zero, outputs.values, seconds=CHANGE)
        self.play(outputs.bars.grow(CHANGE), said, *(draw(box, CHANGE) for box in home.boxes))

    def learn(self, runs: Sequence[str], first: float, last: float, seconds: float) -> None:
        """Let the cursor go on, and draw the curves of some."""
        graph = self.graph
        curves = (graph, lambda step: graph.grow(runs, step).turn_to(step))
        self.play(*slide(first * graph.steps, last * graph.steps, seconds, curves))

    def tell(self, *legends: CourseLegend) -> None:
        for legend in legends:
            legend.share.set_value(0)
        self.play(appear(*(legend.accuracy for legend in legends)))
        self.play(*(count(legend.share, legend.right.of(self.trace)) for legend in legends))
        for legend in legends:
            legend.cite_accuracy()
