"""LoopsAndLines: a digit is put together of a few parts, and other digits have the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, Group, LaggedStart

from scenes.clip import Clip
from scenes.components.grids.gallery import Gallery
from scenes.components.grids.part_shelves import PartShelves, amounts
from scenes.components.grids.parted import PartedDigit, trade, traders
from scenes.components.verbs import MOVE, appear, vanish
from scenes.look.sizes import MATRIX, TIGHT
from scenes.parts.params import LoopsAndLinesParams
from scenes.parts.words import LoopsAndLinesWords

if TYPE_CHECKING:
    from scenes.look.stage import Areas

__all__ = ["LoopsAndLines"]

_SHELVES: list[Areas] = [
    {
        "16:9": (f"{loops} -:0.4 loop_title:1 loop:4.6", f"{lines} -:0.4 line_title:1 line:4.6"),
        "9:16": ("0.5 loop_title", f"{loops} loop", "0.5 line_title", f"{lines} line"),
        "1:1": (f"{loops} loop_title:1 loop:3.4", f"{lines} line_title:1 line:3.4"),
    }
    for loops, lines in ((3, 3), (4, 2), (2, 4))
]
"""As high as each other, or one of them higher: some digits have hardly a line, or a loop."""


class LoopsAndLines(Clip):
    """Take digits apart, sort their parts, and put them together: as they were, or otherwise."""

    params: LoopsAndLinesParams = LoopsAndLinesParams()

    def setup(self) -> None:
        super().setup()
        drawn, size = self.params.drawn, self.stage.letters(MATRIX)
        self.text = LoopsAndLinesWords(drawn)
        names = [self.figures.words(self.text.name(one), size) for one in drawn]
        images = np.array([one.parts.image for one in drawn])
        room = 2 * TIGHT + max(name.height for name in names)
        gallery = Gallery(images, self.theme, self.stage.picture, below=room)
        self.digits = [
            PartedDigit(one.parts, self.theme, grid)
            for one, grid in zip(drawn, gallery.grids, strict=True)
        ]
        self.traders = traders(self.digits)
        self.recipes = Group(*amounts(self.figures, self.digits, size))
        self.names = Group(*names)
        for digit, name, recipe in zip(self.digits, names, self.recipes, strict=True):
            name.next_to(digit.ground, DOWN, buff=TIGHT)
            recipe.next_to(digit.ground, DOWN, buff=TIGHT)
        self.shelves = PartShelves(self.figures, self.digits, list(map(self.stage.areas, _SHELVES)))

    def construct(self) -> None:
        self.beat(self.look_for_parts)
        self.beat(self.take_the_first_apart)
        self.beat(self.take_the_others_apart)
        self.beat(self.sort_the_parts)
        if self.traders:
            self.beat(self.trade_two_parts, question=True)
        self.beat(self.put_all_back)

    def look_for_parts(self) -> None:
        self.add(*self.digits, self.names)
        self.say("Do you see what these digits share?")
        self.play(LaggedStart(*(digit.take_colours() for digit in self.digits), lag_ratio=0.3))

    def take_the_first_apart(self) -> None:
        first = self.digits[self.text.lead]
        self.say(self.text.first)
        self.play(*first.come_apart())
        self.play(*first.come_home(MOVE))
        self.play(*first.come_apart(seconds=MOVE))

    def take_the_others_apart(self) -> None:
        self.say(self.text.others)
        for digit in self.digits:
            if digit is not self.digits[self.text.lead]:
                self.play(*digit.come_apart())

    def sort_the_parts(self) -> None:
        self.say("Side by side, parts of different digits look alike.")
        grounds = [digit.ground for digit in self.digits]
        self.play(*self.shelves.sort(), *map(vanish, [*grounds, *self.names]))
        self.play(appear(self.shelves.titles))

    def trade_two_parts(self) -> None:
        self.say(self.text.trade([self.digits.index(digit) for digit in self.traders]))
        self.bring_back()
        self.play(*trade(*self.traders))

    def put_all_back(self) -> None:
        self.say("A digit is a few parts, each in its place.")
        if not self.traders:
            self.bring_back()
        self.play(*(one for digit in self.digits for one in digit.come_home()))
        self.play(appear(self.recipes))

    def bring_back(self) -> None:
        pieces = [piece for digit in self.digits for piece in digit.pieces]
        grounds = [digit.ground for digit in self.digits]
        self.add(*grounds, *pieces)
        self.play(
            *map(appear, grounds),
            vanish(self.shelves.titles),
            *(one for digit in self.digits for one in digit.come_home()),
        )
