"""One digit, drawn by several hands: how few pixels all of them light."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import LaggedStart

from scenes.clip import Clip
from scenes.components.grids.gallery import Gallery
from scenes.components.grids.pile import Pile, lit_pixels, only_lit
from scenes.components.verbs import appear, become, count, move, vanish
from scenes.facts.words import in_words
from scenes.look.sizes import FORMULA, TIGHT
from scenes.pixels.params import ThreeThreesParams

if TYPE_CHECKING:
    from scenes.look.stage import Areas

__all__ = ["ThreeThrees"]

_WHOLE: Areas = {"16:9": ("1 drawings",)}
_BESIDE: Areas = {
    "16:9": ("1 drawings:1.9 pile:6 counts:3.6",),
    "9:16": ("1.7 drawings", "5.4 pile", "1.5 counts"),
    "1:1": ("4 drawings:1 pile:3", "1.2 counts"),
}
_IN_TURN = 0.4
"""How far a drawing is on its way when the next one starts: none goes over another."""


class ThreeThrees(Clip):
    """Lay drawings of one digit over each other, and count the pixels that all of them share."""

    params: ThreeThreesParams = ThreeThreesParams()

    def setup(self) -> None:
        super().setup()
        drawings = self.params.drawings(self.network)
        size = self.stage.letters(FORMULA)
        self.numbers = [self.figures.read(lit_pixels(one), size, decimals=0) for one in drawings]
        at = self.stage.areas(_BESIDE)
        whole, room = self.stage.areas(_WHOLE)["drawings"], self.numbers[0].height + TIGHT
        self.gallery = Gallery(drawings, self.theme, whole, below=room)
        self.small = Gallery(drawings, self.theme, at["drawings"])
        self.pile = Pile(self.figures, drawings, at["pile"], at["counts"])
        self.gallery.label(self.numbers)

    def construct(self) -> None:
        self.beat(self.look_at_each)
        self.beat(self.count_what_each_lights)
        self.beat(self.lay_the_first_down)
        self.beat(self.lay_the_second_over_it)
        self.beat(self.lay_the_others_on)
        self.beat(self.keep_what_all_share, question=True)
        self.beat(self.look_at_each_again)

    def look_at_each(self) -> None:
        self.add(self.gallery)
        self.say(f"One digit, drawn {in_words(self.params.count)} times. You know it at once.")
        self.play(self.gallery.glance())

    def count_what_each_lights(self) -> None:
        self.say("To a program, each is only a set of lit pixels.")
        counts = [number.value for number in self.numbers]
        for number in self.numbers:
            number.set_value(0)
        self.play(appear(*self.numbers))
        self.play(
            *(become(one, only_lit(one), order=one.by_rows) for one in self.gallery.grids),
            *(count(number, lit) for number, lit in zip(self.numbers, counts, strict=True)),
        )

    def lay_the_first_down(self) -> None:
        self.say("So which pixels make the digit?")
        there = LaggedStart(*self.gallery.go_to(self.small), lag_ratio=_IN_TURN)
        self.play(there, vanish(*self.numbers))
        self.play(appear(self.pile.grid))
        self.say("Here are those of the first.")
        self.lay(0)

    def lay_the_second_over_it(self) -> None:
        self.say("Lay the second over it: what both light up keeps its colour.")
        self.lay(1)

    def lay_the_others_on(self) -> None:
        which = "others" if self.params.count > 3 else "third"
        self.say(f"And the {which}: what they share can only shrink.")
        for index in range(2, self.params.count):
            self.lay(index)
        self.play(self.pile.count_all())

    def keep_what_all_share(self) -> None:
        shared, lit = self.pile.shared.text, self.pile.lit.text
        self.say(f"They share {shared} of {lit} pixels. Do these alone tell you the digit?")
        self.play(self.pile.shared_alone())

    def look_at_each_again(self) -> None:
        self.say("Yet you know each drawing at once. How can a program?")
        self.play(self.pile.all_again())
        self.play(self.gallery.glance())

    def lay(self, index: int) -> None:
        sheet, laid = self.pile.sheet(index, self.gallery.grids[index])
        self.add(sheet)
        self.play(move(sheet, laid))
        coming = [appear(self.pile.counts)] if index == 0 else []
        self.play(*self.pile.take(index, sheet), *coming)
        self.pile.cite(index + 1)
