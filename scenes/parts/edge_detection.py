"""EdgeDetection: nine numbers slide over a picture, and one small sum a pixel finds its edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.clip import Clip
from scenes.components.grids.sliding_sum import PLACES
from scenes.components.grids.slope_bench import SlopeBench
from scenes.components.verbs import CHANGE, appear, draw, move, swap, vanish
from scenes.parts.params import EdgeDetectionParams

if TYPE_CHECKING:
    from scenes.look.stage import Areas

__all__ = ["EdgeDetection"]

_ALONE: Areas = {"16:9": ("1 alone",)}
_PLACES: Areas = {
    "16:9": ("1 photo:5.6 side:5.2",),
    "9:16": ("6.4 photo", "3 side"),
    "1:1": ("1 photo:4.2 side:2.8",),
}
_ADD, _FIRST_ROW, _REST, _SWEEP, _TURN = 1.8, 1.4, 2.4, 1.4, 2.6
"""Seconds: nine products fly into their sum; the nine numbers slide along a row, and through all
others; the knob is turned up, and on."""
_CLEAR = 0.6
"""Of the way of the nine numbers to the picture: no title is beside them any more."""
_LOOK = 1.6
"""Seconds: a new picture is looked at, and after that there is another."""
_LOWER, _HIGHER = 0.4, 2.5
"""To where the knob is turned, to where it stands then."""


class EdgeDetection(Clip):
    """Slide nine numbers over a picture from near, then over all of it, and turn what counts."""

    params: EdgeDetectionParams = EdgeDetectionParams()

    def setup(self) -> None:
        super().setup()
        at = self.stage.areas(_ALONE) | self.stage.areas(_PLACES)
        self.bench = SlopeBench(self.figures, self.params.edges, self.params.least, at)

    def construct(self) -> None:
        self.beat(self.go_near)
        self.beat(self.lay_nine_numbers_over)
        self.beat(self.add_the_products_up, rest=_LOOK)
        self.beat(self.slide_them)
        self.beat(self.sweep_the_whole, rest=_LOOK)
        self.beat(self.turn_the_numbers, rest=_LOOK)
        self.beat(self.join_both)
        self.beat(self.ask_from_where)
        self.beat(self.turn_what_counts, rest=_LOOK)
        self.beat(self.take_the_digit)

    def go_near(self) -> None:
        self.say("An edge: light beside dark. How is it found?")
        self.add(self.bench.photo)
        self.play(self.bench.go_near())

    def lay_nine_numbers_over(self) -> None:
        nine, sliding = self.bench.nine, self.bench.sliding
        self.say("Lay nine numbers over nine pixels.")
        self.play(self.bench.make_room())
        squares = [nine.grid, *nine.numbers]
        self.play(appear(*squares, sliding.squares))
        there = sliding.over.copy()
        sliding.over.set_to(nine.grid)
        self.add(sliding.over, *squares)  # it slides out from under the nine
        title = appear(nine.title, seconds=CHANGE, after=_CLEAR)  # where it may have come along
        self.play(move(sliding.over, there, CHANGE), draw(sliding.cursor), title)

    def add_the_products_up(self) -> None:
        sliding = self.bench.sliding
        self.say(
            f"Pixel times number, all added: {self.theme.blue} counts for, "
            f"{self.theme.red} against."
        )
        products, adding = sliding.add_up(_ADD)
        self.play(appear(sliding.answer, products))
        self.play(*adding)
        self.remove(products)
        sliding.cite(0)
        square, comes = sliding.becomes()
        self.add(square)
        self.play(*comes)
        sliding.at(0)
        self.remove(square)

    def slide_them(self) -> None:
        sliding, row = self.bench.sliding, PLACES - 1
        self.say("Slide them on: each sum is one pixel of a new picture.")
        self.play(sliding.slide(0, row, _FIRST_ROW))
        self.play(sliding.slide(row, PLACES**2 - 1, _REST))
        sliding.cite(PLACES**2 - 1)

    def sweep_the_whole(self) -> None:
        bench, sliding = self.bench, self.bench.sliding
        self.say("The same nine numbers, at every place.")
        self.play(vanish(sliding.over, sliding.cursor, sliding.answer))
        self.play(bench.lay_sums_over())
        bench.keep_the_sums()
        self.remove(sliding.squares)
        self.play(bench.go_back(), bench.to_the_middle())
        self.play(bench.keep_the_picture())
        self.play(bench.sweep("right"))

    def turn_the_numbers(self) -> None:
        bench, turned = self.bench, self.bench.turned
        self.say("They find upright edges. Turned, they find level ones.")
        self.add(turned.grid, bench.nine)
        self.play(bench.part())
        self.play(turned.turn())
        turned.cite_turned()
        self.play(appear(turned.title), bench.sweep("down"))
        self.add(turned)

    def join_both(self) -> None:
        self.say("Joined: how strong an edge is, whichever way it runs.")
        self.play(self.bench.sweep("strength"))

    def ask_from_where(self) -> None:
        self.say("From which strength is it an edge?")
        self.play(swap(self.bench.turned, self.bench.dial.turn_to(0)))

    def turn_what_counts(self) -> None:
        dial, least, photo = self.bench.dial, self.params.least, self.bench.photo
        self.say("Turn the knob, and watch what is left.")
        self.play(dial.sweep(photo, _SWEEP))
        stops = (least, least * _LOWER, least * _HIGHER, least)
        self.play(dial.through(stops, photo, _TURN))
        dial.cite()

    def take_the_digit(self) -> None:
        bench = self.bench
        self.say("And the same numbers find the edges of a digit.")
        self.play(*bench.sweep_in(self.image), swap(bench.dial, bench.turned))
        self.play(bench.sweep_strength_of(self.image))
