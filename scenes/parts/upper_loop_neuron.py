"""UpperLoopNeuron: a neuron as one would hope for it finds a loop at the top, and is fooled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import AnimationGroup

from scenes.clip import Clip
from scenes.components.frame import frame_about
from scenes.components.grids.grids import PixelGrid
from scenes.components.network.ring_bench import RingBench, loop_path
from scenes.components.network.ring_row import RingRow
from scenes.components.verbs import CHANGE, appear, draw, move, vanish
from scenes.facts.upper_loop import UpperLoop, said_of_the_fooling
from scenes.look.sizes import TOUCH
from scenes.parts.params import UpperLoopNeuronParams

if TYPE_CHECKING:
    from scenes.components.network.ring_row import RingCell
    from scenes.look.stage import Areas

__all__ = ["UpperLoopNeuron"]

_PLACES: Areas = {
    "16:9": ("1 digit:5.7 - neuron:2.6",),
    "9:16": ("5.6 digit", "2 neuron"),
    "1:1": ("1 digit:5 neuron:1.5",),
}
_SLIDE, _COME, _SORT = 5.0, 2.0, 2.4
"""Seconds: the ring goes down and comes back; the other digits come; the digits change places."""
_UP = -3.0
"""Where the ring is for a moment, above the loop, in pixels."""


class UpperLoopNeuron(Clip):
    """Lay a ring on the loop of a digit, then on other digits, and sort them by what it finds."""

    params: UpperLoopNeuronParams = UpperLoopNeuronParams()

    def setup(self) -> None:
        super().setup()
        self.story = story = UpperLoop.of(self.params.drawn())
        at = self.stage.areas(_PLACES)
        self.digit = PixelGrid(story.tried[0].image, self.theme)
        large = at["digit"].place(self.digit.copy(), grow=True)
        self.bench = RingBench(self.figures, story, large, at["neuron"])
        self.stage.digit_home.place(self.digit, grow=True)
        self.loop = loop_path(self.theme, self.digit, story.loop)
        digits = (*story.tried, story.fooling)
        self.row = RingRow(self.figures, story, digits, self.stage.picture)

    def construct(self) -> None:
        self.beat(self.trace_the_loop)
        self.beat(self.hope_for_a_neuron)
        self.beat(self.light_it)
        self.beat(self.slide_the_ring)
        self.beat(self.lay_it_on_others)
        self.beat(self.sort_them)
        self.beat(self.let_one_fool_it)

    def trace_the_loop(self) -> None:
        self.say("Could one neuron find one part, such as the loop at the top?")
        self.add(self.digit)
        self.play(draw(self.loop, CHANGE))

    def hope_for_a_neuron(self) -> None:
        bench = self.bench.look(down=0.0, lit=0.0)
        self.say("Here is one, made by hand: its lines come from a ring of pixels.")
        self.play(move(self.digit, bench.image), vanish(self.loop))
        self.remove(self.digit)
        self.add(bench.image)
        self.play(draw(bench.band))
        self.play(appear(bench.lines, bench.neuron))

    def light_it(self) -> None:
        self.say("It is as lit as the ring is, on average.")
        self.play(self.bench.light_up(CHANGE))
        self.bench.cite()

    def slide_the_ring(self) -> None:
        self.say("Slide the ring: off the loop, the neuron is less lit.")
        self.play(self.bench.slide([0.0, self.story.room_below, _UP, 0.0], _SLIDE))
        self.bench.cite()

    def lay_it_on_others(self) -> None:
        first, *others = self.row.cells[:-1]
        self.say("Lay the same ring on other digits. Green: a loop at the top.")
        bench = self.bench
        self.play(
            vanish(bench.lines),
            move(bench.image, first.image, CHANGE),
            move(bench.band, first.band, CHANGE),
            move(bench.neuron, first.neuron, CHANGE),
        )
        self.remove(bench.image, bench.band, bench.neuron)
        self.add(first.image, first.band, first.neuron)
        self.play(self.row.come_in(others, _COME))
        self.play(AnimationGroup(*(draw(cell.path) for cell in self.row.cells[:-1])))

    def sort_them(self) -> None:
        self.say("Sort them, the most lit first.")
        self.sort(self.row.cells[:-1])

    def let_one_fool_it(self) -> None:
        fooling = self.row.cells[-1]
        self.say("And this one? It has no loop at all.")
        self.play(appear(fooling.image, fooling.band))
        self.play(appear(fooling.neuron))
        self.sort(self.row.cells)
        self.say(said_of_the_fooling(self.story))
        self.play(draw(frame_about(self.theme, fooling, buff=TOUCH)))
        for cell in self.row.cells:
            self.figures.cite(cell.neuron.number, self.story.source(cell.digit))

    def sort(self, cells: list[RingCell]) -> None:
        self.play(*self.row.shrink(cells))
        self.play(self.row.line_up(cells, _SORT))
        self.play(*self.row.grow(cells))
