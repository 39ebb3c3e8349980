"""A small picture on a larger grid: its centre of mass moves to the grid's middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Circle, Line, VGroup

from scenes.components.grids.grids import PixelGrid
from scenes.components.verbs import MOVE, appear, draw, move, vanish

if TYPE_CHECKING:
    from manim import Animation
    from numpy.typing import NDArray

    from scenes.components.grids.picture import Picture
    from scenes.look.stage import Region
    from scenes.look.theme import Theme

__all__ = ["Balance", "corner_of"]

_DOT = 0.55
"""Radius of the centre of mass, as a share of a pixel's side."""
_HELPER, _HELPER_WIDTH = 0.5, 2.0
"""Opacity and width of the cross."""


class Balance:
    """An empty grid, a small picture on it, a cross through the grid's middle, and a dot.

    From back to front: `ground`, `pixels`, the picture, `lines`, `cross`, a dot. The lines lie over
    the picture all the time, so that nothing jumps when `image` takes the place of them all.

    Parameters
    ----------
    box
        ``(high, wide)``, the pixels of the picture that moves.
    image
        ``(rows, columns)``: where they end.
    theme
        Whose colours are used.
    region
        Where the grid goes.

    Attributes
    ----------
    image
        The grid with all pixels in their final place.
    ground, pixels, lines
        The grid's empty squares, those of the image, and its hairlines.
    cross, dot
        Through the middle of the grid; on the centre of mass of the picture.
    """

    def __init__(
        self, box: NDArray[np.float64], image: NDArray[np.float64], theme: Theme, region: Region
    ) -> None:
        self.theme, self.box = theme, box
        self.image: PixelGrid = region.place(PixelGrid(image, theme), grow=True)
        empty = self.image.copy().set_values(np.zeros(image.size))
        self.ground = empty.copy().set_rings(empty.fills).set_opacity(0)
        self.pixels = self.image.copy().set_rings(np.zeros(4))
        self.lines = empty.set_fills(np.zeros(4))
        self.cross = self._cross()
        sides = zip(image.shape, box.shape, strict=True)
        self._first = self._middle_of(*((side - part) // 2 for side, part in sides))
        self._last = self._middle_of(*corner_of(box, image))
        self.dot = self._dot(self._first)

    def lay(self, picture: Picture) -> tuple[Animation, ...]:
        """Lay the grid below a picture of the box, which shrinks into the middle of it.

        The ground must be in the scene below the picture: it is not seen before.
        """
        high, wide = self.box.shape
        laid = picture.copy().stretch_to_fit_width(wide * self.image.cell)
        laid.stretch_to_fit_height(high * self.image.cell).move_to(self._first)
        ground = move(self.ground, self.ground.copy().set_opacity(1))
        lines = appear(self.lines, seconds=MOVE)
        return ground, move(picture, laid), lines, draw(self.cross)

    def settle(self, picture: Picture) -> tuple[Animation, ...]:
        """Move the picture with its centre of mass to the middle, by whole pixels."""
        way = self._last - self._first
        dot = self.dot.copy().shift(way)
        return move(picture, picture.copy().shift(way)), move(self.dot, dot)

    def uncover(self, picture: Picture) -> tuple[Animation, ...]:
        """Let what lies over the pixels go: these must be there, and are the same."""
        return vanish(picture), vanish(self.cross, self.dot)  # apart: each stays in its depth

    def _middle_of(self, top: int, left: int) -> NDArray[np.float64]:
        """Return the middle of the box when its first pixel is there."""
        high, wide = self.box.shape
        last = self.image.cell_centre(top + high - 1, left + wide - 1)
        middle: NDArray[np.float64] = (self.image.cell_centre(top, left) + last) / 2
        return middle

    def _cross(self) -> VGroup:
        rows, columns = self.image.values.shape
        x, y, _ = self.image.cell_centre(rows // 2, columns // 2)
        across = Line(self.image.get_left(), self.image.get_right()).set_y(y)
        down = Line(self.image.get_top(), self.image.get_bottom()).set_x(x)
        return VGroup(across, down).set_stroke(self.theme.text, _HELPER_WIDTH, _HELPER)

    def _dot(self, middle: NDArray[np.float64]) -> Circle:
        """Return the centre of mass of the box whose middle is there."""
        mass = [(places * self.box).sum() / self.box.sum() for places in np.indices(self.box.shape)]
        sides = zip(mass, self.box.shape, strict=True)
        down, across = (place - (side - 1) / 2 for place, side in sides)
        dot = Circle(self.image.cell * _DOT).set_fill(self.theme.highlight, opacity=1)
        dot.set_stroke(self.theme.background, 2)
        return dot.move_to(middle + np.array([across, -down, 0.0]) * self.image.cell)


def corner_of(box: NDArray[np.float64], image: NDArray[np.float64]) -> tuple[int, int]:
    """Return the row and column of a box's first pixel in an image, found by its values."""
    windows = np.lib.stride_tricks.sliding_window_view(image, box.shape)
    off = np.abs(windows - box).sum(axis=(2, 3))
    top, left = divmod(int(off.argmin()), off.shape[1])
    return top, left
