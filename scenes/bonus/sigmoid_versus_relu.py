"""SigmoidVersusReLU: two deep networks learn, and a third: what differs is all that differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, RIGHT, VGroup

from scenes.bonus.params import SigmoidVersusReLUParams
from scenes.bonus.words import CourseWords
from scenes.clip import Clip
from scenes.components.graphs.course_legend import CourseLegend
from scenes.components.graphs.learning_curves import LearningCurves
from scenes.components.graphs.run_record import how_trained, what_network
from scenes.components.verbs import appear, count, slide, vanish
from scenes.look.sizes import FAR, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.look.stage import Areas

__all__ = ["SigmoidVersusReLU"]

_PLACES: Areas = {
    "16:9": ("0.5 record", "6 graph:2.6 legend"),
    "9:16": ("1.2 record", "4.6 graph", "1.8 legend"),
    "1:1": ("1.2 record", "5.6 graph:1.9 legend"),
}
_ROWS = (1.0, 1.0, 1.15)
_RUNS = ("sigmoid", "relu", "sigmoid, wider start")
"""Of `netcore.depth.RUNS`: the two, and the third."""
_DASHED = _RUNS[2:]
_NAMES = ("sigmoid", "ReLU", "sigmoid, wider start")
_EARLY, _SOON = 0.05, 0.2
"""Of all steps: so far at first, and back at last; and so far slowly."""
_START, _SLOWLY, _SWEEP, _THIRD, _BACK = 2.4, 2.4, 3.6, 4.0, 1.8
"""Seconds: the first steps; those in which much happens; all others; those of the third; back, and
forth again."""


class SigmoidVersusReLU(Clip):
    """Let two networks learn step by step, then a third, and turn the steps back."""

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
        lines = (
            what_network(self.figures, _RUNS[0], "neurons"),
            *how_trained(self.figures, _RUNS[0]),
        )
        record = VGroup(*lines).arrange(RIGHT, buff=FAR)
        if record.width > at["record"].width:
            record.arrange(DOWN, buff=TIGHT)
        self.record = at["record"].place(record, grow=True)
        self.words = CourseWords(_RUNS)

    def construct(self) -> None:
        self.beat(self.meet_the_two)
        self.beat(self.let_them_learn)
        self.beat(self.see_how_often_they_are_right)
        self.beat(self.start_a_third_wider)
        self.beat(self.turn_the_steps_back)
        self.beat(self.leave_it_there)

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
        third = self.legends[2].turn_to(0)
        self.say(self.words.wider())
        self.learn((), 1, 0, _BACK)
        self.play(appear(third))
        self.learn(_RUNS[2:], 0, 1, _THIRD)
        self.say(self.words.third())
        self.tell(third)

    def turn_the_steps_back(self) -> None:
        self.say(self.words.back())
        self.learn((), 1, _EARLY, _BACK)
        self.learn((), _EARLY, 1, _BACK)

    def leave_it_there(self) -> None:
        self.say(self.words.end())
        self.play(vanish(self.graph.cursor))

    def learn(self, runs: Sequence[str], first: float, last: float, seconds: float) -> None:
        """Let the cursor go on, with what it says of all, and draw the curves of some."""
        graph, there = self.graph, [legend for legend in self.legends if legend in self.mobjects]
        followers = [(legend, legend.turn_to) for legend in there]
        curves = (graph, lambda step: graph.grow(runs, step).turn_to(step))
        self.play(*slide(first * graph.steps, last * graph.steps, seconds, curves, *followers))
        for legend in there:
            legend.cite(last * graph.steps)

    def tell(self, *legends: CourseLegend) -> None:
        for legend in legends:
            legend.share.set_value(0)
        self.play(appear(*(legend.accuracy for legend in legends)))
        self.play(*(count(legend.share, legend.right.of(self.trace)) for legend in legends))
        for legend in legends:
            legend.cite_accuracy()
