"""A few pixels of an image, pulled out and made large, so that their values can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, RIGHT, UP, AnimationGroup, Group, LaggedStart, Line, Square, VGroup

from scenes.components.frame import stand_out
from scenes.components.grids.discs import RING_WIDTH, rounded
from scenes.components.grids.grids import PixelGrid
from scenes.components.grids.marks import Marks
from scenes.components.verbs import CHANGE, appear, become, draw, move, swap, vanish
from scenes.facts.choosing_pixels import telling_pixels
from scenes.facts.readings import activation
from scenes.facts.sources import columns_and_rows, pixels
from scenes.look.encoding import activation_rgba
from scenes.look.sizes import FORMULA, MATRIX, NEAR, NUMBER, TOUCH
from scenes.look.stage import Region

if TYPE_CHECKING:
    from manim import Animation

    from scenes.components.grids.marks import Marks
    from scenes.facts.readings import Reading
    from scenes.figures import Figures
    from scenes.look.stage import Areas
    from scenes.look.text import Number, Words

__all__ = ["PixelCallout", "ThreePixels", "cite_size", "image_with_size"]

_FRAME_WIDTH = 3.0
_HIGH, _WIDE = 0.42, 0.25
"""Half the side of a large pixel, to the height and the width of its region at the most."""
_HEADING, _VALUES = 1, 8
_PULLED = 0.9
"""Seconds of a square on its way out of the image."""
_NUMBER_LAG = 0.7
_PLACES: Areas = {
    "16:9": ("1 image:5.4 values:5.5",),
    "9:16": ("5 image", "3 values"),
    "1:1": ("1 image:4 values:2.4",),
}


def image_with_size(figures: Figures, region: Region) -> tuple[PixelGrid, Words]:
    """Return the image as large as fits a region, and how many pixels it has.

    In a tall frame that stands above, as there things leave the image downwards.
    """
    rows, columns = figures.image.shape
    label = figures.words(f"{rows} × {columns} = {rows * columns:,} pixels", NUMBER)
    label.scale(min(1.0, region.width / label.width))
    room = Region(region.x, region.y, region.width, region.height - label.height - NEAR)
    image = room.place(PixelGrid(figures.image, figures.theme), grow=True)
    label.next_to(image, UP if figures.stage.aspect == "9:16" else DOWN, buff=NEAR)
    Group(image, label).move_to(region.centre)
    return image, label


def cite_size(figures: Figures, label: Words) -> None:
    """Record the numbers that say how many pixels the image has, where they are shown."""
    columns, rows = columns_and_rows(figures.image)
    figures.cite_written(label.text, rows, columns, pixels(figures.image))


class PixelCallout:
    """One pixel, its frame, a line, and a large copy of it with a number beside.

    Parameters
    ----------
    figures
        Which reads the pixel's value.
    grid
        The image.
    index
        Of the pixel, row by row.
    region
        Where the large copy and its number go.
    across
        Whether the number goes below the copy, rather than to its right.

    Attributes
    ----------
    sample
        The copy, `Marks` of one, still in its pixel.
    enlarged
        What it is to become.
    pointer
        The frame about the pixel and the line to the large copy.
    source, number
        The pixel's value.
    """

    def __init__(
        self, figures: Figures, grid: PixelGrid, index: int, region: Region, *, across: bool
    ) -> None:
        self.index, self.theme = index, figures.theme
        self.side = DOWN if across else RIGHT
        self.sample = grid.subset([index])
        self.enlarged = self.sample.copy()
        self.source: Reading = activation(0, index)
        self.number: Number = figures.read(self.source, FORMULA)
        self._place(region, across=across)
        self.enlarged.set_rings(grid.rings[:1] * (1, 1, 1, 3))
        self.pointer = self._pointer(grid.cell)

    def _place(self, region: Region, *, across: bool) -> None:
        """Put the large copy and its number into the middle of the region."""
        half = min(region.height * (_WIDE if across else _HIGH), region.width * _WIDE)
        self.enlarged.place(np.zeros((1, 3)), half)
        room = region.width - (0 if across else 2 * half + NEAR)
        self.number.scale(min(1.0, room / self.number.width))
        self.number.next_to(self.enlarged, self.side, buff=NEAR)
        Group(self.enlarged, self.number).move_to(region.centre)

    def _pointer(self, cell: float) -> VGroup:
        centre, large, colour = self.sample.centres[0], self.enlarged, self.theme.highlight
        frame = Square(cell + TOUCH, color=colour, stroke_width=_FRAME_WIDTH).move_to(centre)
        stand_out(self.theme, frame)
        start = frame.get_edge_center(self.side)
        end = large.get_edge_center(-self.side) - self.side * TOUCH
        return VGroup(frame, Line(start, end, color=colour, stroke_width=_FRAME_WIDTH * 0.6))

    def pull_out(self) -> Animation:
        """Return the animation of the copy out of its pixel; its number comes when it is there."""
        pulled = AnimationGroup(draw(self.pointer), move(self.sample, self.enlarged, _PULLED))
        return LaggedStart(pulled, appear(self.number), lag_ratio=_NUMBER_LAG)

    def round_off(self) -> Marks:
        """Return the large copy as a neuron."""
        disc: Marks = self.enlarged.copy()
        return rounded(self.theme, disc, RING_WIDTH)

    def set_level(self, level: float) -> None:
        """Show the large copy as bright as another value."""
        self.sample.set_fills(activation_rgba(self.theme, [level]))


class ThreePixels:
    """A bright, a grey and a dark pixel, pulled out of an image.

    Parameters
    ----------
    figures
        Whose image is shown, and which reads their values.

    Attributes
    ----------
    image, size
        The image, set aside, and how many pixels it has.
    callouts
        In the order in which they are read.
    heading, renamed
        What their numbers are called: brightness, then activation.
    """

    def __init__(self, figures: Figures) -> None:
        at = figures.stage.areas(_PLACES)
        across = at["values"].y < at["image"].y
        self.image, self.size = image_with_size(figures, at["image"])
        cite_size(figures, self.size)
        heading, values = at["values"].rows(_HEADING, _VALUES)
        regions = values.rows(1, 1, 1)
        if across:
            values, heading = at["values"].rows(_VALUES, 2 * _HEADING)
            regions = values.columns(1, 1, 1)
        indices = telling_pixels(figures.image, across=across)
        self.callouts = [
            PixelCallout(figures, self.image, index, place, across=across)
            for index, place in zip(indices, regions, strict=True)
        ]
        self.heading = figures.words(figures.theme.level, MATRIX)
        self.renamed = figures.words("activation", MATRIX)
        for word in (self.heading, self.renamed):
            heading.place(word)
            if across:
                word.next_to(self.numbers, DOWN, buff=NEAR)

    def round_off(self) -> list[Animation]:
        """Return the animations of the large pixels into neurons, and of what they are called."""
        rounding = [become(callout.sample, callout.round_off()) for callout in self.callouts]
        return [*rounding, swap(self.heading, self.renamed, CHANGE)]

    def go_back(self, marks: Marks) -> list[Animation]:
        """Return the animations of the large ones into the pixels that they are of."""
        going = [move(c.sample, marks.subset([c.index]), remover=True) for c in self.callouts]
        return [*going, vanish(self.pointers, self.numbers, self.renamed)]

    @property
    def grey(self) -> PixelCallout:
        """The one that is nearest to half."""
        return min(self.callouts, key=lambda callout: abs(callout.number.value - 0.5))

    @property
    def pointers(self) -> VGroup:
        """All frames and lines."""
        return VGroup(*(callout.pointer for callout in self.callouts))

    @property
    def numbers(self) -> VGroup:
        """All values."""
        return VGroup(*(callout.number for callout in self.callouts))
