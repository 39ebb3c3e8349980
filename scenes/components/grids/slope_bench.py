"""A picture, from near and as a whole, over which what is found in it is swept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Group

from scenes.components.animations import Follow, two_legs
from scenes.components.grids.edge_dial import EdgeDial
from scenes.components.grids.nine_numbers import NineNumbers
from scenes.components.grids.picture import Picture, Wipe
from scenes.components.grids.picture_zoom import PictureZoom, seen
from scenes.components.grids.sliding_sum import PLACES, SlidingSum
from scenes.components.grids.slope_pictures import signed_picture, strength_picture
from scenes.components.verbs import move
from scenes.facts.picture_edges import WINDOW, strength_of
from scenes.look.sizes import FORMULA, PIXELS_PER_UNIT, TIGHT
from scenes.look.stage import Region

if TYPE_CHECKING:
    from collections.abc import Mapping

    from manim import Animation
    from numpy.typing import NDArray

    from scenes.facts.picture_edges import PictureEdges
    from scenes.figures import Figures

__all__ = ["SlopeBench"]

_ZOOM, _SWEEP, _TO_SUMS, _KEEP = 1.8, 1.4, 1.0, 1.0
"""Seconds."""
_SHRUNK, _LEAVES = 0.7, 0.4
"""Of the way of a picture that is kept: until it is small, and before it leaves its corner."""
_BESIDE, _BELOW = (1.4, 1.4, 0.8), (2.0, 1.0)
"""Of a line: nine numbers, their sum or what comes after it, and small pictures; of a slim place
beside it: the large picture, and small ones."""
_SMALL = 0.6
"""Of the large picture's size, at the most."""
_SLIM = 1.5
"""A place so many times longer than wide has room for two things in one line only."""


class SlopeBench:
    """Builds what the clip moves.

    Parameters
    ----------
    figures
        Whose theme is used, and which reads all numbers.
    edges, least
        The picture, and from which slope on a pixel is an edge.
    at
        The regions: alone, photo, side.

    Attributes
    ----------
    photo, kept
        The picture, first alone, over which is swept what is found; and a small one that stays.
    nine, sliding, turned, dial
        What is beside it: nine numbers, and in turn, at one place, their sum and what becomes of
        it, the nine turned, and a knob.
    """

    def __init__(
        self, figures: Figures, edges: PictureEdges, least: float, at: Mapping[str, Region]
    ) -> None:
        self.figures, self.edges, self.least = figures, edges, least
        self._large_place, above, below, self._small = _parts_of(at["photo"], at["side"])
        theme = figures.theme
        self.photo = at["alone"].place(Picture.photograph(edges.picture, theme), grow=True)
        self._whole = self._large_place.place(self.photo.copy(), grow=True)
        square = Picture(np.zeros((1, 1, 4)), theme)
        places = at["alone"], self._large_place
        alone, beside = (place.place(square.copy(), grow=True) for place in places)
        self._large = seen(self._whole, edges.corner, WINDOW, alone)
        self._near = seen(self._whole, edges.corner, WINDOW, beside)
        self.nine = NineNumbers(figures, "made by hand", above)
        self.turned = NineNumbers(figures, "turned", below)
        found, total = self._sums_of(below)
        self.sliding = SlidingSum(figures, edges, self._near, total, found)
        self.dial = EdgeDial(figures, edges.picture, least, below)
        self.kept = self._whole.copy()

    # -- what happens -----------------------------------------------------------------

    def go_near(self) -> Animation:
        """Return the animation from the whole picture to eight times eight of its pixels."""
        return PictureZoom(self.photo, self._large, _ZOOM)

    def make_room(self) -> Animation:
        """Return the animation of what is seen from near to its place beside the rest."""
        return move(self.photo, self._near)

    def lay_sums_over(self) -> Animation:
        """Return the animation of the sums onto the pixels in the middle of whose nine they are."""
        cell = self._near.width / WINDOW
        there = self.sliding.squares.copy().scale_to_fit_width(PLACES * cell)
        return move(self.sliding.squares, there.move_to(self._near), _TO_SUMS)

    def keep_the_sums(self) -> None:
        """Let the sums be part of the picture."""
        drawn = self._drawn("right").bitmap
        known = self.photo.bitmap.copy()
        top, left = (place + 1 for place in self.edges.corner)
        part = np.s_[top : top + PLACES, left : left + PLACES]
        known[part] = drawn[part]
        both = Picture(known / 255, self.figures.theme)
        self.photo.take(seen(both, self.edges.corner, WINDOW, self._near))

    def go_back(self) -> Animation:
        """Return the animation to the whole picture."""
        return PictureZoom(self.photo, self._whole, _ZOOM)

    def to_the_middle(self) -> Animation:
        """Return the animation of the nine numbers to where they stand while they are alone."""
        middle = (self.nine.get_center() + self.turned.get_center()) / 2
        return move(self.nine, self.nine.copy().move_to(middle))

    def part(self) -> Animation:
        """Return the animation of the nine, and of squares that are to be turned, to their places.

        The squares come out from under the nine: what is written in them is not seen yet.
        """
        squares = self.turned.grid
        there, here = squares.copy(), self.nine.copy()
        here.shift(self.nine.get_center() - self.turned.get_center())
        squares.move_to(self.nine.grid)
        return move(Group(squares, self.nine), Group(there, here))

    def keep_the_picture(self) -> Animation:
        """Return the animation of a copy of the picture to where it stays, small.

        It shrinks into the nearest corner of the large one, then goes: so nothing is on its way.
        """
        first, last = self.kept.points.copy(), self._kept(self.kept)
        there = last.points.copy()
        aside = np.sign(there.mean(axis=0) - first.mean(axis=0))
        corner = last.align_to(self.kept, aside).points

        def follow(progress: float) -> None:
            shrunk, gone = two_legs(progress, _SHRUNK, _LEAVES)
            self.kept.points = first + (corner - first) * shrunk + (there - corner) * gone

        return Follow(self.kept, follow, _KEEP)

    def _sums_of(self, below: Region) -> tuple[Region, Region]:
        """Return where the sums go as squares, and where as a number: squares as large as the nine.

        In one line with the nine the number stands above them, as the nine's title does.
        """
        nine, small = self.nine.grid, self._small
        if small.y != below.y:
            return small, below
        left, right = below.x - below.width / 2, small.x + small.width / 2
        x, width = (left + right) / 2, right - left
        line = self.figures.stage.letters(FORMULA) / PIXELS_PER_UNIT
        y = nine.get_top()[1] + TIGHT + line / 2
        return Region(x, nine.get_y(), width, nine.height), Region(x, y, width, line)

    def _kept(self, picture: Picture) -> Picture:
        """Return a small copy: a wide picture, too, is smaller there than where it is large."""
        return self._small.place(picture.copy().scale(_SMALL))

    def sweep(self, what: str) -> Animation:
        """Return the animation that wipes over the picture what is found in it.

        That is slopes (`right`, `down`), or their `strength`.
        """
        return Wipe(self.photo, self._drawn(what), _SWEEP)

    def _drawn(self, what: str) -> Picture:
        theme, edges = self.figures.theme, self.edges
        if what == "strength":
            return strength_picture(theme, edges.strength)
        return signed_picture(theme, edges.right if what == "right" else edges.down)

    def sweep_in(self, image: NDArray[np.float64]) -> list[Animation]:
        """Return the animations that wipe another picture over the large and the small one."""
        digit = Picture.ink(self._in_the_middle(image), self.figures.theme)
        return [Wipe(picture, digit) for picture in (self.photo, self.kept)]

    def sweep_strength_of(self, image: NDArray[np.float64]) -> Animation:
        """Return the animation that wipes over the large picture how steep such another is."""
        strength = strength_of(self._in_the_middle(image))
        return Wipe(self.photo, strength_picture(self.figures.theme, strength))

    def _in_the_middle(self, image: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return an image with nothing on two sides of it: in the shape of the picture."""
        shape = np.array(image.shape)
        sides = np.array(self.edges.picture.shape)
        missing = np.round(sides * (shape / sides).max()).astype(int) - shape
        return np.pad(image, [(side // 2, side - side // 2) for side in missing])


def _parts_of(photo: Region, side: Region) -> list[Region]:
    """Return where the picture, the numbers, their sum and small pictures go.

    The last three are in one line, or small pictures are below the rest, or below the large one.
    """
    if side.width > side.height * _SLIM:
        return [photo, *side.columns(*_BESIDE)]
    if side.height > side.width * _SLIM:
        large, small = photo.rows(*_BELOW)
        return [large, *side.rows(1, 1), small]
    above, small = side.rows(1, 1)
    below, numbers = above.columns(1, 1)  # the sums, which leave, fly over no numbers that stay
    return [photo, numbers, below, small]
