"""Every pixel of the digit becomes one neuron of the input layer."""

from __future__ import annotations

import numpy as np

from scenes.clip import Clip
from scenes.components.grids.grids import PixelGrid
from scenes.components.grids.pixel_callouts import ThreePixels
from scenes.components.network.input_slide import InputLayerSlide, SomeInputs
from scenes.components.network.line_up import LineUp
from scenes.components.network.magnifier import RunAlong
from scenes.components.network.unrolling import elided_into
from scenes.components.verbs import (
    CHANGE,
    MOVE,
    SMALL,
    appear,
    become,
    draw,
    move,
    recolour,
    swap,
    turn,
    vanish,
)
from scenes.pixels.params import PixelsToNeuronsParams

__all__ = ["PixelsToNeurons"]

_STOPS = (0.1, 1.0)
_ROUNDED, _KNOB, _COMPARED, _SEEN = 2.4, 2.4, 1.6, 1.0
"""Seconds of all squares becoming discs, one by one; of a knob to dark, to bright, and back; to
compare three pixels with their numbers; to look over what has come to rest."""


class PixelsToNeurons(Clip):
    """Take the digit apart, turn its squares into neurons, and line them up as the input layer."""

    params: PixelsToNeuronsParams = PixelsToNeuronsParams()

    def setup(self) -> None:
        super().setup()
        self.pixels = self.stage.digit_home.place(PixelGrid(self.image, self.theme), grow=True)
        self.three = ThreePixels(self.figures)
        self.line_up = LineUp(self.figures, self.pixels)

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
        lit, dark = self.pixels.copy(), self.pixels.copy().set_values(np.zeros(len(self.pixels)))
        self.add(self.pixels)
        self.say("What does the network get?")
        self.play(become(self.pixels, dark, SMALL, lag=0))
        self.play(become(self.pixels, lit, 1.2, lag=0.8, order=lit.by_rows))  # a sweep

    def read_three_pixels(self) -> None:
        three, (rows, columns) = self.three, self.image.shape
        self.say(f"{rows} rows of {columns} pixels, and nothing else.")
        self.play(move(self.pixels, three.image))
        self.play(appear(three.size))
        self.say(f"Look at three of them, and at their {self.theme.level}.")
        self.play(appear(three.heading))
        for callout in three.callouts:
            self.play(callout.pull_out())
        self.hold(_COMPARED)

    def turn_squares_into_neurons(self) -> None:
        three, outwards = self.three, self.pixels.from_the_middle
        self.say(f"Each pixel becomes a neuron, its {self.theme.level} the activation.")
        discs = self.line_up.discs(three.image)
        self.play(become(self.pixels, discs, _ROUNDED, lag=0.5, order=outwards), *three.round_off())

    def turn_one_like_a_knob(self) -> None:
        grey, stands = self.three.grey, self.three.grey.number.value
        self.say("Whatever this pixel holds, its neuron holds as well.")
        self.play(recolour(grey.number, self.theme.highlight))
        in_image = (self.pixels, lambda level: self.line_up.set_level(grey.index, level))
        stops = (stands, *_STOPS, stands)
        self.play(*turn(grey.number, stops, (grey.sample, grey.set_level), in_image, seconds=_KNOB))
        self.figures.cite(grey.number, grey.source)

    def line_up_the_first_rows(self) -> None:
        line_up, three, pixels = self.line_up, self.three, self.pixels
        empty = "The first rows are empty; here comes one that is not."
        self.say(empty if line_up.first else "Row by row, they line up in a column.")
        there, seen = line_up.discs(line_up.ghost), line_up.faint()
        self.add(line_up.ghost.set_opacity(0), pixels, *(c.sample for c in three.callouts))
        self.play(*three.go_back(there), move(pixels, there), move(three.size, line_up.size))
        self.play(appear(line_up.rim, line_up.brace), move(line_up.ghost, seen, SMALL))
        if line_up.first:
            self.play(line_up.unroll(0, line_up.first, 0.6))  # nothing to see in them
        self.frame = line_up.frame()
        self.play(draw(self.frame, SMALL), become(pixels, line_up.gold(), SMALL))
        self.play(line_up.unroll(line_up.first, line_up.first + 1, CHANGE))

    def unroll_the_rows(self) -> None:
        line_up = self.line_up
        self.say(f"Row after row, until all {len(self.pixels):,} stand in one column.")
        rest = line_up.unroll(line_up.first + 1, line_up.rows, 4.6, 0.75)  # slow enough to follow
        self.play(rest, vanish(self.frame))
        self.hold(_SEEN)

    def look_closer(self) -> None:
        self.slide = slide = InputLayerSlide(self.figures).lower()
        lens, line_up = slide.lens, self.line_up
        self.say("Look closer: each of them is one neuron, with its number.")
        gone = (self.three.size, line_up.rim, line_up.brace)
        column = become(self.pixels, slide.column, MOVE, lag=0)
        self.play(column, move(line_up.ghost, slide.picture), vanish(*gone))
        self.play(appear(lens.set_first(0), slide.count))
        self.play(RunAlong(lens, slide.excerpt.shown[0], 2.2))  # over all that is empty
        self.play(draw(slide.frame, SMALL), appear(slide.values))
        self.hold(_SEEN)

    def write_it_as_a_vector(self) -> None:
        slide, vector = self.slide, self.slide.vector
        self.say("This is layer 0, the input layer: its column is called a.")
        for rise in slide.make_room():
            self.play(rise)
        self.play(slide.copy_the_numbers())
        self.add(vector.entries)
        self.play(*(draw(bracket) for bracket in vector.brackets), appear(vector.dots))
        self.play(appear(slide.letter))
        self.remove(self.pixels, self.line_up.ghost)
        self.add(slide)

    def draw_some_large(self) -> None:
        some, line_up = SomeInputs(self.figures), self.line_up
        self.say("Drawn large: some at either end, and some of the stroke.")
        self.play(
            become(self.pixels, elided_into(some, self.pixels), lag=0),
            move(line_up.ghost, some.picture),
            swap(line_up.brace, some.brace, CHANGE),
            vanish(self.three.size, line_up.rim),
        )
        self.play(appear(some.dots, some.vector.entries, some.vector.dots))
        self.say("This is layer 0, the input layer: its column is called a.")
        self.play(*(draw(bracket) for bracket in some.vector.brackets), appear(some.letter))
