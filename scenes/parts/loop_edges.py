"""LoopEdges: a loop is made of short edges, which point all around."""

from __future__ import annotations

from manim import LaggedStart

from scenes.clip import Clip
from scenes.components.graphs.edge_slide import EdgeSlide
from scenes.components.grids.grids import PixelGrid
from scenes.components.grids.parted import PartedDigit
from scenes.components.verbs import (
    CHANGE,
    appear,
    dim,
    draw,
    move,
    recolour,
    vanish,
)
from scenes.parts.params import LoopEdgesParams
from scenes.parts.words import LoopEdgesWords

__all__ = ["LoopEdges"]

_KNOB, _POINTING, _FLIGHT, _BACK, _AROUND = 2.8, 1.6, 3.6, 1.0, 1.7
"""Seconds: the loop is cut into more and more; each edge shows its way; all go onto the dial; a
hand goes back to the first one; the dial is read around."""
_THINKING = 1.5
"""Seconds: the viewer has been asked."""
_LAG = 0.6


class LoopEdges(Clip):
    """Cut a loop into edges, and set them on a dial: once around is once around."""

    params: LoopEdgesParams = LoopEdgesParams()

    def setup(self) -> None:
        super().setup()
        drawn, loop = self.params.drawn
        grid = self.stage.digit_home.place(PixelGrid(drawn.parts.image, self.theme), grow=True)
        self.digit = PartedDigit(drawn.parts, self.theme, grid)
        self.loop = self.digit.piece_of(loop)
        self.slide = EdgeSlide(self.figures, loop, self.params.pieces)
        self.alone = self.stage.picture.place(self.slide.large.whole.copy(), grow=True)
        self.text = LoopEdgesWords(self.slide.turned.number.value)

    def construct(self) -> None:
        self.beat(self.take_the_loop, rest=_THINKING)
        self.beat(self.cut_it)
        self.beat(self.see_where_edges_point)
        self.beat(self.set_them_on_a_dial)
        self.beat(self.go_once_around)
        self.beat(self.close_it)

    def take_the_loop(self) -> None:
        self.add(self.digit)
        self.say("What is a loop made of?")
        self.play(self.digit.colour_alone(self.loop))
        self.remove(self.digit)
        rest = [part for part in self.digit if part is not self.loop]
        self.add(*rest, self.loop)
        gone = [vanish(part, seconds=CHANGE) for part in rest]
        self.play(*gone, move(self.loop, self.alone, CHANGE))

    def cut_it(self) -> None:
        slide, pieces = self.slide, self.slide.large
        self.say("Cut it into edges: pieces, ever shorter.")
        first, *_ = slide.cuts
        number = slide.edges_alone[0].set_value(first)
        self.play(move(self.loop, pieces.cut(first).copy()))
        self.play(appear(slide.edges_alone))
        self.remove(self.loop)
        self.add(pieces.marks)
        self.play(*slide.cut(pieces, number, _KNOB))
        self.figures.cite(number, slide.count)

    def see_where_edges_point(self) -> None:
        self.say("Each short edge is almost straight, and it points somewhere.")
        self.play(dim(self.slide.large.marks))
        self.play(self.slide.large.point(_POINTING))

    def set_them_on_a_dial(self) -> None:
        slide = self.slide
        self.say("Walk around the loop, and watch on a dial where the edges point.")
        self.play(*slide.go_aside())
        slide.turned.turn_to(0)
        self.play(draw(slide.compass.ring), appear(slide.turn))
        self.play(*slide.fly(_FLIGHT))

    def go_once_around(self) -> None:
        slide, hand = self.slide, self.slide.compass.hands[-1].copy()
        self.say(self.text.around)
        self.play(*slide.come_round(hand, _BACK))
        self.remove(hand)
        self.figures.cite(slide.turned.number, slide.turned.source)
        numbers = map(appear, slide.compass.numbers)
        self.play(LaggedStart(*numbers, lag_ratio=_LAG, run_time=_AROUND))
        self.play(recolour(slide.turn, self.theme.loop))

    def close_it(self) -> None:
        slide = self.slide
        self.say("Find edges like these in a ring, and you have found a loop.")
        self.play(*slide.close(slide.large))
