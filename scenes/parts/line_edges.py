"""LineEdges: a long line is made of short edges as well, and these all point one way."""

from __future__ import annotations

from scenes.clip import Clip
from scenes.components.graphs.edge_slide import EdgeSlide
from scenes.components.grids.grids import PixelGrid
from scenes.components.grids.parted import PartedDigit
from scenes.components.verbs import CHANGE, appear, dim, move, recolour, vanish
from scenes.parts.params import LineEdgesParams

__all__ = ["LineEdges"]

_KNOB, _POINTING, _FLIGHT = 2.4, 1.6, 3.6
"""Seconds: the line is cut into more and more; each edge shows its way; all go onto the dial."""


class LineEdges(Clip):
    """Cut a line into edges, and set them on the dial that has those of a loop."""

    params: LineEdgesParams = LineEdgesParams()

    def setup(self) -> None:
        super().setup()
        drawn, line = self.params.drawn
        before = self.params.before
        self.loop = EdgeSlide(self.figures, before.drawn[1], before.pieces)
        self.loop.turn.set_color(self.theme.loop)
        self.slide = EdgeSlide(self.figures, line, self.params.pieces)
        grid = self.slide.part_place.place(PixelGrid(drawn.parts.image, self.theme), grow=True)
        self.digit = PartedDigit(drawn.parts, self.theme, grid)
        self.line = self.digit.piece_of(line)

    def construct(self) -> None:
        self.beat(self.bring_a_line)
        self.beat(self.cut_it)
        self.beat(self.see_where_edges_point)
        self.beat(self.set_them_on_the_dial)
        self.beat(self.compare_the_turns)
        self.beat(self.close_it)

    def bring_a_line(self) -> None:
        loop = self.loop
        self.add(*loop)
        self.say("A loop points all around. And a long line?")
        self.play(
            vanish(loop.pieces, loop.edges, loop.compass.numbers),
            dim(loop.compass.hands),
        )
        self.play(appear(self.digit))
        self.play(self.digit.colour_alone(self.line))
        self.remove(self.digit)
        rest = [part for part in self.digit if part is not self.line]
        self.add(*rest, self.line)
        gone = [vanish(part, seconds=CHANGE) for part in rest]
        self.play(*gone, move(self.line, self.slide.pieces.whole, CHANGE))

    def cut_it(self) -> None:
        slide, pieces = self.slide, self.slide.pieces
        self.say("Cut it in the same way.")
        first, *_ = slide.cuts
        number = slide.edges[0].set_value(first)
        self.play(move(self.line, pieces.cut(first).copy()))
        self.play(appear(slide.edges))
        self.remove(self.line)
        self.add(pieces.marks)
        self.play(*slide.cut(pieces, number, _KNOB))
        self.figures.cite(number, slide.count)

    def see_where_edges_point(self) -> None:
        self.say("Edges again: each is short, and points somewhere.")
        self.play(dim(self.slide.pieces.marks))
        self.play(self.slide.pieces.point(_POINTING))

    def set_them_on_the_dial(self) -> None:
        slide = self.slide
        self.say("Walk along the line. Where do its edges point on the dial?")
        self.play(move(self.loop.turn, slide.make_room(self.loop)))
        slide.turned.turn_to(0)
        self.play(appear(slide.turn))
        self.play(*slide.fly(_FLIGHT))
        self.figures.cite(slide.turned.number, slide.turned.source)

    def compare_the_turns(self) -> None:
        self.say("A loop turns all around, a line only a little.")
        self.play(appear(self.slide.compass.numbers))
        self.play(recolour(self.slide.turn, self.theme.line))

    def close_it(self) -> None:
        self.say("So short edges are enough: they tell a line from a loop.")
        self.play(*self.slide.close(self.slide.pieces))
