"""A box of pixels on a larger grid: where it is, its middle, and its centre of mass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Circle, Line, SurroundingRectangle, VGroup

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.components.grids.grids import PixelGrid
    from scenes.components.grids.picture import Picture
    from scenes.look.theme import Theme

__all__ = ["box_and_mass", "corner_of", "cross_in", "place_in"]

_DOT = 0.55
"""Radius of the centre of mass, as a share of a pixel's side."""


def cross_in(grid: PixelGrid, theme: Theme) -> VGroup:
    """Return lines through the pixel in the middle of a grid."""
    rows, columns = grid.values.shape
    x, y, _ = grid.cell_centre(rows // 2, columns // 2)
    across = Line(grid.get_left(), grid.get_right()).set_y(y)
    down = Line(grid.get_top(), grid.get_bottom()).set_x(x)
    return VGroup(across, down).set_stroke(theme.positive, 2)


def box_and_mass(
    picture: Picture, box: NDArray[np.float64], grid: PixelGrid, theme: Theme
) -> VGroup:
    """Return a frame about the picture of a box, and a dot on its centre of mass."""
    places = [(np.indices(box.shape)[axis] * box).sum() / box.sum() for axis in (0, 1)]
    high, wide = box.shape
    down, across = (places[0] - (high - 1) / 2), (places[1] - (wide - 1) / 2)
    dot = Circle(radius=grid.cell * _DOT).set_fill(theme.highlight, opacity=1)
    dot.set_stroke(theme.background, 2)
    dot.move_to(picture.get_center() + np.array([across, -down, 0]) * grid.cell)
    frame = SurroundingRectangle(
        picture, color=theme.highlight, buff=0, stroke_width=3, corner_radius=0
    )
    return VGroup(frame, dot)


def place_in(grid: PixelGrid, shape: tuple[int, ...], top: int, left: int) -> NDArray[np.float64]:
    """Return the centre of a box of that shape when its first pixel is there."""
    high, wide = shape
    first, last = grid.cell_centre(top, left), grid.cell_centre(top + high - 1, left + wide - 1)
    centre: NDArray[np.float64] = (first + last) / 2
    return centre


def corner_of(box: NDArray[np.float64], image: NDArray[np.float64]) -> tuple[int, int]:
    """Return the row and column of a box's first pixel in an image, found by its values."""
    windows = np.lib.stride_tricks.sliding_window_view(image, box.shape)
    off = np.abs(windows - box).sum(axis=(2, 3))
    top, left = divmod(int(off.argmin()), off.shape[1])
    return top, left
