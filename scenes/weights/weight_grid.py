"""WeightGrid: a neuron's weights, folded as the image is folded, are a picture of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.clip import Clip
from scenes.components.grids.grids import PixelGrid
from scenes.components.grids.strip import Strip
from scenes.components.grids.twin_cursor import TwinCursor
from scenes.components.grids.weight_picture import WeightPicture
from scenes.components.network.fan_slide import FanSlide
from scenes.components.verbs import CHANGE, GLIMPSE, appear, move, vanish
from scenes.look.sizes import LABEL
from scenes.weights.params import WeightGridParams

if TYPE_CHECKING:
    from scenes.look.stage import Areas

__all__ = ["WeightGrid"]

_ALONE: Areas = {
    "16:9": ("1 -:2 pixels:0.8 strip:0.8 weights:5 -:2",),
    "9:16": ("1 weights:4 strip:0.5 pixels:0.5",),
    "1:1": ("1 pixels:0.5 strip:0.5 weights:4",),
}
"""Pixels are on that side to which lines from above, or from the left, turn without crossing."""
_BOTH: Areas = {
    "16:9": ("1 digit:5 between:1.8 weights:5",),
    "9:16": ("1 weights:5 between:1.2", "1 digit:5 -:1.2"),
    "1:1": ("1 digit:3 between:0.9 weights:3",),
}
_FOLDING, _AGAIN, _LOOKING = 3.2, 2.0, 1.8
"""Seconds: the key move, the same once more, and from one pixel to the next."""


class WeightGrid(Clip):
    """Lay a neuron's weights below each other, and fold them as the image is folded."""

    params: WeightGridParams = WeightGridParams()

    def setup(self) -> None:
        super().setup()
        layer, neuron = self.params.chosen(self.network)
        self.lines = FanSlide(self.figures, layer, neuron).told()
        alone, both = self.stage.areas(_ALONE), self.stage.areas(_BOTH)
        self.picture = WeightPicture(self.figures, neuron, alone["weights"])
        self.aside = WeightPicture(self.figures, neuron, both["weights"])
        squares = self.aside.grid
        digit = both["digit"].place(PixelGrid(self.image, self.theme, squares.height))
        self.weights = Strip(self.picture.grid, alone["strip"], alone["strip"])
        before, _ = both["between"].columns(1, 1)
        self.pixels = Strip(digit, alone["pixels"], before)
        first, *self.others = self.figures.neuron(layer, neuron, LABEL).telling_terms()
        beside = both["between"]
        self.cursor = TwinCursor(self.figures, neuron, digit, squares, beside, first)

    def construct(self) -> None:
        self.beat(self.lay_the_weights_down)
        self.beat(self.fold_them)
        self.beat(self.fold_the_pixels)
        self.beat(self.point_at_pixels)
        self.beat(self.keep_the_picture)

    def lay_the_weights_down(self) -> None:
        lines, weights, pixels = self.lines, self.weights.squares, self.pixels.squares
        self.add(lines)
        self.hold(GLIMPSE)
        lines.add_to_back(lines.column)  # its strip swings to its place behind the fan
        self.say("Lay each weight beside its pixel.")
        self.play(
            vanish(*lines.notes),
            vanish(lines.disc, seconds=CHANGE),
            lines.fan.become_bars(weights, CHANGE),
            self.pixels.take(lines.column.neurons, CHANGE),
        )
        self.remove(lines.fan, lines.column)
        self.add(pixels, weights)

    def fold_them(self) -> None:
        self.say("Cut the strip where the image's rows end, and stack the rows.")
        self.play(self.weights.cut())
        self.play(self.weights.fold(_FOLDING))
        self.remove(self.weights.squares)
        self.add(self.picture.grid)
        self.say(f"{self.theme.blue.capitalize()} is positive, {self.theme.red} is negative.")
        self.play(appear(self.picture.notes))

    def fold_the_pixels(self) -> None:
        self.say("The pixels, folded the same way, are the digit.")
        self.play(move(self.picture, self.aside), self.pixels.cut())
        self.play(self.pixels.fold(_AGAIN))

    def point_at_pixels(self) -> None:
        cursor = self.cursor
        self.say("Each square is the weight of the pixel in the same place.")
        self.play(appear(cursor))
        if self.others:
            self.play(cursor.visit(self.others, _LOOKING * len(self.others)))
            cursor.cite()

    def keep_the_picture(self) -> None:
        alone = self.stage.picture.place(self.picture.copy(), grow=True)
        self.say("This is the pattern that the neuron looks for.")
        self.play(vanish(self.pixels.squares, self.cursor))
        self.play(move(self.picture, alone))
