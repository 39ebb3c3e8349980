"""Weights made by hand: a grid that says so, and the one or two weights that are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, VGroup

from scenes.components.frame import frame_about, stand_out
from scenes.components.grids.grids import WeightGrid
from scenes.components.sums.trial import named, room_between, title_over
from scenes.facts.edge_test import sides
from scenes.facts.sources import Entry
from scenes.figures import follow_sign
from scenes.look.sizes import MATRIX, NEAR, NUMBER, TIGHT
from scenes.look.stage import Region

if TYPE_CHECKING:
    from scenes.components.grids.grids import PixelGrid
    from scenes.facts.edge_test import EdgeTest
    from scenes.facts.edges import PixelRegion
    from scenes.figures import Figures
    from scenes.look.theme import Theme

__all__ = ["WeightsByHand", "region_frames", "room_for_grid"]

_ABOVE, _BELOW = 58, 136
"""What stands above and below a grid, as high as letters of that size."""
_FAR_WIDER = 3
_TITLE = "weights by hand"


class WeightsByHand(Group):
    """A grid of weights made by hand: one weight in a region, another on its two sides.

    Parameters
    ----------
    figures
        Which reads the two weights.
    test
        Which has them.
    place
        Where it goes, with what stands above and below it; or on its left and right, where a place
        is far wider than high.
    surround
        Whether the weight on the sides is written as well.

    Attributes
    ----------
    grid, title
        The weights, at first 1 and 0, and what they are.
    numbers
        The one or two weights.
    lines
        The numbers, each with its name.
    """

    def __init__(self, figures: Figures, test: EdgeTest, place: Region, *, surround: bool) -> None:
        self.test, theme = test, figures.theme
        letters, beside = figures.stage.letters, place.width > _FAR_WIDER * place.height
        room = place if beside else room_for_grid(figures, place)
        about = 2 * (figures.words(_TITLE, letters(NUMBER)).width + NEAR) if beside else 0.0
        inside = Region(room.x, room.y, room.width - about, room.height)
        self.grid = inside.place(WeightGrid(test.weights(), theme, limit=1.0), grow=True)
        self.title = title_over(figures, _TITLE, self.grid, room.width)
        self.places = (test.region, sides(test.region)[0])[: 1 + surround]
        self.numbers = [figures.signed(source, letters(MATRIX), 2) for source in self._sources()]
        names = [figures.words(name, letters(NUMBER)) for name in ("inside", "around")]
        self.lines = Group(
            *(
                named(name, number, -1, room.width)
                for name, number in zip(names, self.numbers, strict=False)
            )
        )
        self.lines.arrange(DOWN, buff=TIGHT, aligned_edge=RIGHT)
        self.lines.next_to(self.grid, DOWN, buff=TIGHT)
        widest = (
            max(name.width for name in names) + NEAR + self.numbers[0].copy().set_value(-1).width
        )
        right = room.x + widest / 2  # as where there are both lines, in either place
        if beside:
            self.title.next_to(self.grid, LEFT, buff=NEAR)
            self.lines.shift(UP * (self.grid.get_y() - self.lines[0].get_y()))
            right = self.grid.get_right()[0] + NEAR + widest
        self.lines.set_x(right, direction=RIGHT)
        super().__init__(self.grid, self.title, self.lines)

    def turn(self, inside: float = 1.0, around: float = 0.0) -> Self:
        """Let the weights be others."""
        self.grid.set_values(self.test.weights(inside, around))
        for number, weight in zip(self.numbers, (inside, around), strict=False):
            follow_sign(number.set_value(weight), self.grid.theme)
        return self

    def cite(self, figures: Figures) -> None:
        """Record the weights as they stand."""
        for number, source in zip(self.numbers, self._sources(), strict=True):
            figures.cite(number, source)

    def _sources(self) -> list[Entry]:
        return [Entry(self.grid.values, place.top, place.left) for place in self.places]


def room_for_grid(figures: Figures, place: Region) -> Region:
    """Return what a place leaves to a grid with a title above it, and numbers below."""
    return room_between(figures, place, _ABOVE, _BELOW)


def region_frames(theme: Theme, grid: PixelGrid | WeightGrid, *regions: PixelRegion) -> VGroup:
    """Return a frame about each of some regions of a grid."""
    shape = grid.values.shape[0], grid.values.shape[1]
    inside = [np.flatnonzero(region.grid(shape)) for region in regions]
    frames = VGroup(*(frame_about(theme, grid.subset(pixels), buff=0) for pixels in inside))
    for frame in frames:
        stand_out(theme, frame)
    return frames
