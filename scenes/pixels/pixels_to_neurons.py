"""Every pixel of the digit becomes one neuron of the input layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    SurroundingRectangle,
    VGroup,
    linear,
    smooth,
)

from scenes.clip import Clip
from scenes.components.animations import CountTo, Rearrange
from scenes.components.grids.grids import PixelGrid
from scenes.components.grids.pixel_callouts import PixelCallout
from scenes.components.network.column import NeuronColumn, ring_rgba
from scenes.components.network.magnifier import Magnifier, RunAlong
from scenes.components.network.unrolling import Strip, Unroll, elided_into
from scenes.facts.choosing import liveliest, telling_pixels
from scenes.facts.readings import activation
from scenes.look.stage import Region
from scenes.pixels.numbers_to_neurons import NumbersToNeurons
from scenes.pixels.params import PixelsToNeuronsParams
from scenes.pixels.places import Places

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.components.grids.marks import Marks
    from scenes.look.text import Number, Words

__all__ = ["PixelsToNeurons"]

_SQUARE, _DISC = 0.4, 0.42
"""Half the side of a lone square, and the radius of a neuron, as shares of a pixel's side."""

_RING_WIDTH, _RING_SHARE = 1.2, 0.6
"""Rings of the many small neurons: width in pixels at 1080p, and a share of the usual opacity."""

_WINDOW = 10
"""How many neurons a magnifier shows: of one row, so that they are neighbours in the image."""

_LABEL_GAP = 0.2


class PixelsToNeurons(Clip):
    """Take the digit apart, turn its squares into neurons, and line them up as the input layer."""

    params: PixelsToNeuronsParams = PixelsToNeuronsParams()

    def setup(self) -> None:
        """Build the image and what it will become, each in its place."""
        super().setup()
        if self.network.image_shape is None:
            self.of_numbers = NumbersToNeurons(self, self.params)
            return
        everything = self.params.show == "all"
        self.places = Places.on(self.stage, magnified=everything)
        self.pixels, self.size_label = self._image_in(self.places.image)
        self.cell = self.pixels.cell
        self.callouts = self._callouts()
        self.numbers = VGroup(*(self._value_beside(callout) for callout in self.callouts))
        if not self.stage.wide:
            self.heading.next_to(self.numbers, DOWN, buff=0.3)
        self._build_the_column()
        self.marked = VGroup()
        self.name = VGroup(
            self.figures.formula("a^((0))", 72), self.figures.words("input layer", 30)
        )
        self.places.name.place(self.name.arrange(DOWN, buff=0.3))

    def _build_the_column(self) -> None:
        inputs = self.trace.activations[0]
        self.column = NeuronColumn(inputs, self.theme, self.places.column.height)
        at_last = LEFT if self.params.show == "all" else RIGHT
        self.places.column.place(
            Group(self.column, self.column.count_brace(self.figures.count("neurons", 0), at_last))
        )
        self.brace = self.column.count_brace(self.figures.count("neurons", 0), RIGHT)
        self.strip = Strip.under(self.column.neurons)
        self.count = self.brace[1].set_value(self.image.shape[1])
        window = min(_WINDOW, self.image.shape[1])
        self.magnifier = Magnifier(inputs, self.strip, self.places.magnifier, self.theme, window)

    def _value_beside(self, callout: PixelCallout) -> Number:
        number = self.figures.read(activation(0, callout.index), 56)
        callout.put_beside(number)
        return number

    def _image_in(self, region: Region) -> tuple[PixelGrid, Words]:
        """Return the image as large as fits, and its size, on the side where nothing goes by."""
        rows, columns = self.image.shape
        label = self.figures.words(f"{rows} × {columns} = {self.network.sizes[0]:,} pixels", 30)
        room = Region(region.x, region.y, region.width, region.height - label.height - _LABEL_GAP)
        image = room.place(PixelGrid(self.image, self.theme), grow=True)
        label.next_to(image, DOWN if self.stage.wide else UP, buff=_LABEL_GAP)
        Group(image, label).move_to(region.centre)
        return image, label

    def _callouts(self) -> list[PixelCallout]:
        across = not self.stage.wide
        heading, samples = self.places.values.rows(1, 9)
        if across:
            samples, heading = self.places.values.rows(5, 1)
        self.heading = heading.place(self.figures.words(self.theme.level, 34))
        regions = samples.columns(1, 1, 1) if across else samples.rows(1, 1, 1)
        indices = telling_pixels(self.image, across=across)
        return [
            PixelCallout(self.pixels, index, region, across=across)
            for index, region in zip(indices, regions, strict=True)
        ]

    def construct(self) -> None:
        """Tell it, a line a beat."""
        if self.network.image_shape is None:
            self.of_numbers.tell()
            return
        self.beat(self.show_the_image)
        self.beat(self.read_three_pixels)
        self.beat(self.break_the_image_into_squares)
        self.beat(self.turn_squares_into_neurons)
        self.beat(self.stand_up_the_first_row)
        self.beat(self.unroll_the_other_rows)
        if self.params.show == "all":
            self.beat(self.look_closer)
        elif self.column.elided:
            self.beat(self.leave_out_the_middle)
        self.beat(self.name_the_layer)

    # -- beats ------------------------------------------------------------------------

    def show_the_image(self) -> None:
        """Show the digit as the network gets it, as large as the frame allows."""
        rows, columns = self.image.shape
        image, label = self._image_in(self.stage.picture)
        self.add(self.pixels.match_height(image).move_to(image), self.size_label.move_to(label))
        self.say(f"This is all the network gets to see: {rows} rows of {columns} pixels.")
        self.hold(2.8)

    def read_three_pixels(self) -> None:
        """Pull three pixels out and read their values."""
        image, label = self._image_in(self.places.image)
        aside = self.pixels.animate.match_height(image).move_to(image)
        self.play(aside, self.size_label.animate.move_to(label), run_time=0.8)
        self.say(f"Every pixel is one number, its {self.theme.level}: 0 is off, 1 is fully on.")
        self.play(FadeIn(self.heading), run_time=0.4)
        for callout, number in zip(self.callouts, self.numbers, strict=True):
            self.add(callout.sample)
            growing = Rearrange(callout.sample, callout.enlarged, run_time=0.8)
            self.play(Create(callout.pointer, run_time=0.8), growing)
            self.play(FadeIn(number), run_time=0.4)
            self.hold(0.4)
        self.hold(1.0)

    def break_the_image_into_squares(self) -> None:
        """Open gaps between the pixels."""
        self.say(f"Take the image apart, and it is {len(self.pixels):,} separate squares.")
        away = np.linalg.norm(self.pixels.centres - self.pixels.get_center(), axis=1)
        breaking = Rearrange(self.pixels, self._squares(), away / away.max(), lag=0.5)
        fading = [c.pointer.animate.set_stroke(opacity=self.theme.dimmed) for c in self.callouts]
        self.play(breaking, *fading)
        self.hold(1.2)

    def turn_squares_into_neurons(self) -> None:
        """Round every square off."""
        self.say("Each square becomes a neuron: a thing that holds one number, its activation.")
        order = np.arange(len(self.pixels)) / len(self.pixels)
        ring = ring_rgba(self.theme)
        rounding = [Rearrange(c.sample, c.round_off(ring), run_time=1.6) for c in self.callouts]
        self.play(Rearrange(self.pixels, self._discs(), order, lag=0.6, run_time=1.6), *rounding)
        activation_heading = self.figures.words("activation", 34).move_to(self.heading)
        self.play(FadeOut(self.heading), FadeIn(activation_heading), run_time=0.4)
        self.heading = activation_heading
        self.hold(1.4)

    def stand_up_the_first_row(self) -> None:
        """Turn the first row into a column."""
        columns = self.image.shape[1]
        self._put_the_samples_back()
        self._make_room_for_the_column()
        self.say(f"The first row stands up: {columns} neurons, from left to right, top to bottom.")
        frame = self._frame_about(self.pixels.subset(list(range(columns))))
        self.play(Create(frame), self.ghost.animate.set_opacity(self.theme.dimmed), run_time=0.6)
        unrolling = Unroll(self.pixels, self.strip, columns, 0, columns, lag=0.3, run_time=1.8)
        self.play(unrolling, FadeOut(frame, run_time=0.6))
        self.play(FadeIn(self.brace), run_time=0.4)
        self.hold(0.8)

    def unroll_the_other_rows(self) -> None:
        """Let all other rows join at the bottom, and count."""
        columns, count = self.image.shape[1], len(self.pixels)
        self.say(f"Row after row joins below, until all {count:,} stand in one single column.")
        unrolling = Unroll(self.pixels, self.strip, columns, columns, count, 0.75, run_time=5.0)
        counting = CountTo(self.count, unrolling.arrived, run_time=5.0, rate_func=linear)
        self.play(unrolling, counting)
        self.hold(1.2)

    def leave_out_the_middle(self) -> None:
        """Draw the first and last neurons large, and three dots for the rest."""
        head, tail = self._ends_shown()
        self.say(f"Drawn large: the first {len(head)} and the last {len(tail)}; dots for the rest.")
        dots = FadeIn(self.column.dots, run_time=1.6, rate_func=_late)
        self.play(Rearrange(self.pixels, elided_into(self.column, self.pixels), run_time=1.6), dots)
        if len(head) <= self.image.shape[1]:
            for part in (head, tail):
                self._mark_in_both(part)
        self.hold(1.2)

    def look_closer(self) -> None:
        """Run along the strip with a magnifier."""
        self.say("Look closer: every thin line is one neuron, and holds its pixel's number.")
        magnifier = self.magnifier
        other_side = FadeIn(self.column.count_brace(self.figures.count("neurons", 0), LEFT))
        self.play(FadeOut(self.brace), other_side, FadeIn(magnifier.rim), run_time=0.6)
        self.play(FadeIn(magnifier), run_time=0.8)
        first = liveliest(self.image, magnifier.window)
        self.play(RunAlong(magnifier, first, run_time=4.0))
        seen = list(range(first, first + magnifier.window))
        self.play(Create(self._frame_about(self.ghost.subset(seen))), run_time=0.6)
        self.play(FadeIn(self._values_in(magnifier)), run_time=0.6)
        self.hold(1.2)

    def name_the_layer(self) -> None:
        """Give the layer its name and its symbol."""
        count = len(self.pixels)
        its = f"its {count:,} activations together are called a"
        self.say(f"The input layer: {its}, with a 0 for layer 0.")
        self.play(FadeOut(self.marked), self.ghost.animate.set_opacity(1), run_time=0.8)
        self.play(FadeIn(self.name, shift=RIGHT * 0.2), run_time=0.8)
        self.hold(3.0)

    # -- steps ------------------------------------------------------------------------

    def _put_the_samples_back(self) -> None:
        going = [
            Rearrange(c.sample, self.pixels.subset([c.index]), run_time=0.8) for c in self.callouts
        ]
        pointers = Group(*(c.pointer for c in self.callouts))
        self.play(
            *going, *(FadeOut(m, run_time=0.4) for m in (*self.numbers, pointers, self.heading))
        )
        self.remove(*(c.sample for c in self.callouts))

    def _make_room_for_the_column(self) -> None:
        """Leave the image behind, faint, and small where the frame is narrow."""
        self.ghost, label = self._image_in(self.places.small_image)
        self.add(self.ghost.set_opacity(0), self.pixels)
        if not self.stage.wide:
            smaller = self.pixels.animate.scale(self.ghost.cell / self.cell).move_to(self.ghost)
            self.play(smaller, self.size_label.animate.move_to(label), run_time=0.8)

    def _ends_shown(self) -> list[NDArray[np.intp]]:
        """Return the first and the last neurons that an elided column shows."""
        shown = self.column.shown
        return np.array_split(shown, [(len(shown) + 1) // 2])

    def _mark_in_both(self, indices: NDArray[np.intp]) -> None:
        """Frame the same ones in the image and in the column."""
        frames = [self._frame_about(marks.subset(indices)) for marks in (self.ghost, self.pixels)]
        self.marked.add(*frames)
        self.play(*(Create(frame) for frame in frames), run_time=0.6)

    def _frame_about(self, pixels: Marks) -> SurroundingRectangle:
        buff = min(float(pixels.halves[0, 0]) * 0.4, 0.06)
        return SurroundingRectangle(
            pixels, color=self.theme.highlight, buff=buff, stroke_width=3, corner_radius=0
        )

    # -- what the pixels become -------------------------------------------------------

    def _squares(self) -> Marks:
        squares: Marks = self.pixels.copy()
        return squares.place(squares.centres, squares.halves * 2 * _SQUARE)

    def _discs(self) -> Marks:
        discs: Marks = self.pixels.copy()
        discs.place(discs.centres, self.cell * _DISC)
        discs.roundness, discs.ring_width = np.ones(len(discs)), _RING_WIDTH
        return discs.set_rings(ring_rgba(self.theme) * (1, 1, 1, _RING_SHARE))

    def _values_in(self, magnifier: Magnifier) -> VGroup:
        """Return the values of the neurons in the window, each inside its disc."""
        first = round(magnifier.first)
        values = VGroup()
        for slot in range(magnifier.window):
            colour = magnifier.colour_upon(slot)
            number = self.figures.read(activation(0, first + slot), 22, colour=colour)
            values.add(number.move_to(magnifier.discs.centres[slot]))
        return values


def _late(progress: float) -> float:
    """Ease in over the second half."""
    return float(smooth(max(0.0, 2 * progress - 1)))
