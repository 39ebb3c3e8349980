"""Every pixel of the digit becomes one neuron of the input layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Transform

from scenes.clip import Clip
from scenes.components.grids.grids import PixelGrid
from scenes.components.grids.pixel_callouts import ThreePixels, image_with_size
from scenes.components.network.input_slide import InputLayerSlide
from scenes.components.network.magnifier import RunAlong
from scenes.components.network.unrolling import LineUp, elided_into
from scenes.components.network.vector_column import VectorColumn
from scenes.components.verbs import (
    CHANGE,
    MOVE,
    SMALL,
    appear,
    become,
    draw,
    move,
    swap,
    turn,
    vanish,
)
from scenes.facts.choosing import ends_and_stroke, first_lit_row
from scenes.look.sizes import MATRIX
from scenes.pixels.params import PixelsToNeuronsParams

if TYPE_CHECKING:
    from scenes.look.stage import Areas

__all__ = ["PixelsToNeurons"]

_PLACES: Areas = {
    "16:9": ("1 image:5.4 values:5.5",),
    "9:16": ("5 image", "3 values"),
    "1:1": ("1 image:4 values:2.4",),
}
_LINED_UP: Areas = {
    "16:9": ("1 image:5.4 strip:5.5",),
    "9:16": ("1 image:7.6 strip:2.4",),
    "1:1": ("1 image:4 strip:2.4",),
}
_SOME: Areas = {
    "16:9": ("1 image:5.4 some:5.5",),
    "9:16": ("3 image", "5 some"),
    "1:1": ("1 image:1 some:1",),
}
_OUTER, _INNER = 2, 5
"""How many neurons are drawn large at either end, and of the stroke."""
_KNOB = (0.1, 1.0)


class PixelsToNeurons(Clip):
    """Take the digit apart, turn its squares into neurons, and line them up as the input layer."""

    params: PixelsToNeuronsParams = PixelsToNeuronsParams()

    def setup(self) -> None:
        super().setup()
        at, later = self.stage.areas(_PLACES), self.stage.areas(_LINED_UP)
        narrow = at["values"].y < at["image"].y
        self.pixels = self.stage.digit_home.place(PixelGrid(self.image, self.theme), grow=True)
        self.aside = image_with_size(self.figures, at["image"], above=narrow)
        self.three = ThreePixels(self.figures, self.aside[0], at["values"])
        self.lined = image_with_size(self.figures, later["image"], above=narrow)
        self.line_up = LineUp(self.figures, self.pixels, self.image.shape[1], later["strip"])

    def construct(self) -> None:
        self.beat(self.ask_what_the_network_gets)
        self.beat(self.read_three_pixels)
        self.beat(self.turn_squares_into_neurons)
        self.beat(self.turn_one_like_a_knob)
        self.beat(self.line_up_the_first_rows)
        self.beat(self.unroll_the_rows)
        if self.params.show == "all":
            self.beat(self.look_closer)
            self.beat(self.write_it_as_a_vector)
        else:
            self.beat(self.draw_some_large)

    def ask_what_the_network_gets(self) -> None:
        rows, columns = self.image.shape
        lit, dark = self.pixels.copy(), self.pixels.copy().set_values(np.zeros(len(self.pixels)))
        by_rows = np.repeat(np.linspace(0, 1, rows), columns)
        self.add(self.pixels)
        self.say("What does the network get?")
        self.play(become(self.pixels, dark, SMALL, lag=0))
        self.play(become(self.pixels, lit, 1.2, lag=0.8, order=by_rows))  # a sweep down the rows

    def read_three_pixels(self) -> None:
        (rows, columns), (image, size) = self.image.shape, self.aside
        self.say(f"{rows} rows of {columns} pixels, and nothing else.")
        self.play(move(self.pixels, image))
        self.play(appear(size))
        self.say(f"Each pixel is one number: its {self.theme.level}.")
        self.play(appear(self.three.heading))
        for callout in self.three.callouts:
            self.add(callout.sample)
            enlarging = move(callout.sample, callout.enlarged)
            self.play(draw(callout.pointer), enlarging, appear(callout.number, seconds=MOVE))
            self.hold(0.2)
        self.hold(0.4)

    def turn_squares_into_neurons(self) -> None:
        away = np.linalg.norm(self.pixels.centres - self.pixels.get_center(), axis=1)
        self.say("Each square becomes a neuron: it holds one number, its activation.")
        squares = self.line_up.squares()
        self.play(become(self.pixels, squares, lag=0.5, order=away / away.max()))
        discs = self.line_up.discs(self.aside[0])
        rounding = [become(c.sample, c.round_off()) for c in self.three.callouts]
        naming = swap(self.three.heading, self.three.renamed, CHANGE)
        self.play(become(self.pixels, discs, lag=0.6), *rounding, naming)

    def turn_one_like_a_knob(self) -> None:
        grey, line_up, colour = self.three.grey, self.line_up, self.theme.highlight
        stands = grey.number.value
        self.say(f"Turn the number, and the {self.theme.level} follows.")
        self.play(grey.number.animate(run_time=SMALL).set_fill(colour))
        both = (
            (grey.sample, grey.set_level),
            (self.pixels, lambda level: line_up.set_level(grey.index, level)),
        )
        self.play(turn(grey.number, (stands, *_KNOB, stands), *both, seconds=2.4))
        self.figures.cite(grey.number, grey.source)

    def line_up_the_first_rows(self) -> None:
        first, (ghost, size) = first_lit_row(self.image), self.lined
        empty = "The first rows are empty; here comes one that is not."
        self.say(empty if first else "Row by row, they line up in a column.")
        there = self.line_up.discs(ghost)
        back = [move(c.sample, there.subset([c.index])) for c in self.three.callouts]
        going = vanish(self.three.pointers, self.three.numbers, self.three.renamed)
        self.add(ghost.set_opacity(0), self.pixels)
        self.play(*back, going, move(self.pixels, there), move(self.aside[1], size))
        self.remove(*(c.sample for c in self.three.callouts))
        seen = ghost.copy().set_opacity(self.theme.dimmed)
        appearing = appear(self.line_up.rim, self.line_up.brace)
        self.play(appearing, move(ghost, seen, SMALL))
        if first:
            self.play(self.line_up.unroll(0, first, 0.6))  # nothing to see in them
        self.frame = self.line_up.frame(first)
        self.play(draw(self.frame, SMALL), become(self.pixels, self.line_up.gold(first), SMALL))
        self.play(self.line_up.unroll(first, first + 1, 1.4))  # the first that can be followed

    def unroll_the_rows(self) -> None:
        first = first_lit_row(self.image) + 1
        self.say(f"Row after row, until all {len(self.pixels):,} stand in one column.")
        self.play(
            self.line_up.unroll(first, self.image.shape[0], 4.6, 0.75),  # the move of the clip
            vanish(self.frame),
        )
        self.hold(1.0)

    def look_closer(self) -> None:
        self.slide = slide = InputLayerSlide(self.figures)
        lens, (ghost, _) = slide.lens, self.lined
        self.say("Look closer: each of them is one neuron, with its number.")
        self.play(
            become(self.pixels, slide.column, MOVE, lag=0),
            move(ghost, slide.picture),
            swap(self.line_up.brace, slide.count, MOVE),
            vanish(self.aside[1], self.line_up.rim),
        )
        there = lens.first
        self.play(appear(lens.set_first(0)))
        self.play(RunAlong(lens, there, 2.2))  # past all the dark ones
        self.play(draw(slide.frame, SMALL), appear(slide.values))
        self.hold(1.0)

    def write_it_as_a_vector(self) -> None:
        slide = self.slide
        vector, panel = slide.vector, slide.lens.panel
        self.say("Their numbers are a column, called a. The 0 is for layer 0.")
        brackets = vector.brackets.copy().stretch_to_fit_width(panel.width)
        brackets.stretch_to_fit_height(panel.height).move_to(panel)
        numbers = slide.values.copy()
        self.play(move(numbers, vector.entries, CHANGE), move(brackets, vector.brackets, CHANGE))
        self.play(appear(vector.dots, slide.letter))
        self.remove(*self.mobjects)
        self.add(slide)

    def draw_some_large(self) -> None:
        at, (ghost, _) = self.stage.areas(_SOME), self.lined
        shown = ends_and_stroke(self.inputs, _OUTER, _INNER)
        some = VectorColumn(self.figures, shown, at["some"], MATRIX)
        image = at["image"].place(ghost.copy().set_opacity(1), grow=True)
        self.say("Drawn large: some at either end, and some of the stroke.")
        self.play(
            become(self.pixels, elided_into(some, self.pixels), lag=0),
            move(ghost, image),
            vanish(self.aside[1], self.line_up.rim),
            Transform(self.line_up.brace, some.brace),
        )
        self.play(appear(some.dots), appear(some.vector.entries, some.vector.dots))
        self.say("Their numbers are a column, called a. The 0 is for layer 0.")
        self.play(*(draw(bracket) for bracket in some.vector.brackets), appear(some.letter))
