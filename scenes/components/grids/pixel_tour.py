"""A way through an image: from afar, near by along the edge of the stroke, and back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, RIGHT, Line, VGroup

from scenes.components.frame import frame_about
from scenes.components.grids.grids import PixelGrid
from scenes.components.grids.pixel_callouts import cite_size, image_with_size
from scenes.components.grids.pixel_view import Look, PixelView, cell_for, numbers_inside
from scenes.facts.choosing_pixels import edge_counts, edge_walk, liveliest
from scenes.look.sizes import NEAR

if TYPE_CHECKING:
    from manim import SurroundingRectangle
    from numpy.typing import NDArray

    from scenes.figures import Figures
    from scenes.look.stage import Areas, Region

__all__ = ["PixelTour"]

_AT_LAST: Areas = {
    "16:9": ("1 image:5.4 window:5.5",),
    "9:16": ("1 image", "1 window"),
    "1:1": ("1 image:1 window:1.05",),
}
_FEWEST, _MOST, _SHARE = 3, 7, 4
"""The side of the window: so many pixels at the least and most, and such a part of the image."""
_READABLE = 33.0
"""The size of letters from which on numbers are read at a glance, in pixels at 1080p."""
_STEPS, _SHORT = 4, 5
"""The steps along the edge, at most; of a small image, the shorter side to their number."""
_RUN = 5
"""So many pixels are read one after the other."""
_SIGHT = 2.4
_READER, _HALO = 6.0, 14.0
"""The line about the pixel that is read, and what sets it off."""


class PixelTour:
    """What is seen on the way, each a `Look`, and what stands at its end.

    Parameters
    ----------
    figures
        Whose image is shown.
    about
        Row and column of the pixel to go to; None for the edge of the stroke.

    Attributes
    ----------
    view
        The image, at first where it is in every clip; its frame is about what is gone to.
    near
        What is seen near by: at first, and after each step.
    back, aside, size
        The whole image with the last window in its frame, where it was and set aside; and how
        many pixels it has.
    cut, taken, window
        The window's pixels in the image that is set aside; beside it, as small; and large.
    numbers, sight
        Those of the large pixels, and a frame about these with lines to where they are from.
    """

    def __init__(self, figures: Figures, about: tuple[int | None, int | None]) -> None:
        self.figures, image = figures, figures.image
        stage, at = figures.stage, figures.stage.areas(_AT_LAST)
        room = min(at["window"].width, at["window"].height)
        most = int(room / cell_for(stage.letters(_READABLE)))
        side = min(max(min(image.shape) // _SHARE, _FEWEST), _MOST, most, *image.shape)
        steps = min(max(min(image.shape) // _SHORT, 1), _STEPS)
        walk = edge_walk(image, side, steps, about)
        self.near = [Look.of(part, stage.picture) for part in self._parts(walk, side)]
        whole, last = (0, 0, *image.shape), (*walk[-1], side, side)
        home = Look.of(whole, stage.digit_home, self.near[0].part)
        self.back = Look.of(whole, stage.digit_home, last)
        self.view = PixelView(figures, self._numbered(), home, self.near[0])
        self._set_aside(last, at["image"], at["window"])

    def _parts(self, walk: list[tuple[int, int]], side: int) -> list[NDArray[np.float64]]:
        """Return what the picture has room for about each window: top, left, height and width.

        Of what is beside the window, it is the side on which there is more of the edge.
        """
        picture, image = self.figures.stage.picture, self.figures.image
        cell = min(picture.width, picture.height) / side
        room = np.array([picture.height, picture.width]) / cell + 1e-6
        spans = np.minimum(room.astype(int), image.shape)
        rich = edge_counts(image, (int(spans[0]), int(spans[1])))
        shifts = np.stack(np.meshgrid(*map(np.arange, spans - side + 1), indexing="ij"), axis=-1)
        corners = np.array(walk) - shifts.reshape(-1, 1, 2)
        corners = np.clip(corners, 0, np.array(rich.shape) - 1)
        best = corners[rich[corners[..., 0], corners[..., 1]].sum(axis=1).argmax()]
        return [np.concatenate([corner, spans]) for corner in best]

    def _pixels_of(self, part: NDArray[np.float64] | tuple[int, ...]) -> list[int]:
        """Return the indices of a part's pixels, row by row."""
        top, left, height, width = (int(end) for end in part)
        places = np.arange(self.figures.image.size).reshape(self.figures.image.shape)
        indices: list[int] = places[top : top + height, left : left + width].ravel().tolist()
        return indices

    def _numbered(self) -> list[int]:
        return sorted({index for look in self.near for index in self._pixels_of(look.part)})

    def read_a_row(self) -> tuple[list[SurroundingRectangle], list[str]]:
        """Return frames about pixels of one row that differ, and their numbers as written."""
        indices = self._pixels_of(self.near[0].part)
        rows, columns = (int(side) for side in self.near[0].part[2:])
        part, length = self.figures.inputs[indices].reshape(rows, columns), min(_RUN, columns)
        rim = int(rows > 2)  # rows at the view's own frame are left out, if others are there
        first = indices[rim * columns + liveliest(part[rim : rows - rim], length)]
        run = range(first, first + length)
        return [self._reader(one) for one in run], [self.view.number_of(one).text for one in run]

    def _reader(self, index: int) -> SurroundingRectangle:
        """Return a frame about a pixel that is seen on bright pixels too: it has a dark rim."""
        theme = self.figures.theme
        frame = frame_about(theme, self.view.pixels.subset([index]), buff=0)
        return frame.set_stroke(width=_READER).set_stroke(theme.background, _HALO, background=True)

    def _set_aside(self, last: tuple[int, int, int, int], image: Region, window: Region) -> None:
        figures = self.figures
        grid, self.size = image_with_size(figures, image)
        cite_size(figures, self.size)
        self.aside = replace(self.back, middle=grid.get_center(), cell=grid.cell)
        indices = self._pixels_of(last)
        values = figures.inputs[indices].reshape(last[2:])
        self.window = window.place(PixelGrid(values, figures.theme), grow=True)
        self.cut = self.window.copy().place(grid.centres[indices], grid.halves[indices])
        down = window.y < image.y
        way, across = (DOWN, 0) if down else (RIGHT, 1)
        self.taken = self.cut.copy().next_to(grid, way, buff=NEAR)
        self.taken.set_coord(self.cut.get_coord(across), across)
        self.numbers = VGroup(*numbers_inside(figures, self.window, indices))
        lines = (self._line(end, down=down) for end in (-1, 1))
        self.sight = VGroup(*lines, frame_about(figures.theme, self.window, buff=0))

    def _line(self, end: int, *, down: bool) -> Line:
        way, side = (DOWN, RIGHT * end) if down else (RIGHT, DOWN * end)
        ends = self.cut.get_corner(way + side), self.window.get_corner(side - way)
        return Line(*ends, color=self.figures.theme.highlight, stroke_width=_SIGHT)
