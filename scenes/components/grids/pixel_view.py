"""An image that one looks at from near and far: so near that each pixel shows its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import Animation, Group, ManimColor, Rectangle, VGroup, smooth

from scenes.components.grids.grids import PixelGrid
from scenes.facts.readings import activation
from scenes.look.encoding import ink_inside
from scenes.look.sizes import PIXELS_PER_UNIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from scenes.components.grids.marks import Marks
    from scenes.figures import Figures
    from scenes.look.stage import Region
    from scenes.look.text import Number

    Floats = NDArray[np.float64]

__all__ = ["Look", "PixelView", "Zoom", "cell_for", "numbers_inside"]

_INSIDE = 0.36
"""The size of a number to the side of its pixel: a frame about the pixel covers none of it."""
_FIRST_SEEN, _FULLY_SEEN = 0.4, 0.8
"""A pixel's side to what it is near by: where its number begins to be seen, and where it all is."""
_OFF = 0.55
"""How much of its ink the number of a pixel that is off has: it is read, and does not call."""
_FRAME = 4.0


@dataclass(frozen=True, eq=False)
class Look:
    """A part of an image, and where it is shown.

    Attributes
    ----------
    part, framed
        What is seen, and what the frame is about: ``(4,)`` top, left, height and width in pixels.
    middle
        ``(3,)`` of what is seen, scene units.
    cell
        The side of a pixel, scene units.
    """

    part: Floats
    framed: Floats
    middle: Floats
    cell: float

    @classmethod
    def of(cls, part: Iterable[float], region: Region, framed: Iterable[float] = ()) -> Self:
        """Show a part as large as fits a region; framed is the same, where nothing is said."""
        seen = np.array([*part], dtype=np.float64)
        about = np.array([*framed] or seen, dtype=np.float64)
        cell = min(region.height / seen[2], region.width / seen[3])
        return cls(seen, about, region.centre, cell)

    def towards(self, other: Look, progress: float) -> Look:
        """Return what is seen on the way: each moment magnifies as much as the one before.

        But a broad image is nowhere broader than at the broader end: it would leave the frame.
        """
        first, last = self.part[2], other.part[2]
        share = progress
        if abs(first - last) > 1e-9:
            share = (first * (last / first) ** progress - first) / (last - first)
        part, framed, middle = (
            one + (then - one) * share
            for one, then in (
                (self.part, other.part),
                (self.framed, other.framed),
                (self.middle, other.middle),
            )
        )
        tall = first * self.cell + (last * other.cell - first * self.cell) * share
        wide = max(self.part[3] * self.cell, other.part[3] * other.cell)
        return Look(part, framed, middle, min(tall / part[2], wide / part[3]))

    def place(self, rows: Floats, columns: Floats) -> Floats:
        """Return where places of the image are, ``(n, 3)``; pixels are one wide, from 0 on."""
        top, left, height, width = self.part
        away = np.column_stack([columns - left - width / 2, top + height / 2 - rows]) * self.cell
        return np.column_stack([away, np.zeros(len(away))]) + self.middle


def cell_for(size: float) -> float:
    """Return the side of a pixel, scene units, in which a number has letters of this size."""
    return size / PIXELS_PER_UNIT / _INSIDE


def numbers_inside(figures: Figures, pixels: Marks, indices: Iterable[int]) -> list[Number]:
    """Return the values of pixels, each inside its square; those that are off stand back."""
    size = 2 * float(pixels.halves[0, 0]) * _INSIDE * PIXELS_PER_UNIT
    numbers = []
    for index, fill, centre in zip(indices, pixels.fills, pixels.centres, strict=True):
        number = figures.read(activation(0, int(index)), size, colour=ink_inside(fill))
        if number.written_as_zero:
            ink = ManimColor(number.get_fill_color())
            number.set_fill(ManimColor.from_rgb(fill[:3]).interpolate(ink, _OFF))
        numbers.append(number.move_to(centre))
    return numbers


class PixelView(Group):
    """An image, its numbers, and a frame about a part of it.

    Parameters
    ----------
    figures
        Whose image is shown, and which reads its values.
    numbered
        Indices of the pixels whose numbers are seen when they are large enough.
    look, near
        What is seen at first; and from so near that the numbers are seen.

    Attributes
    ----------
    pixels, numbers, frame
        A `PixelGrid`; the numbers, in the order of `numbered`; the frame, to be drawn apart.
    now
        What is seen.
    """

    def __init__(self, figures: Figures, numbered: Iterable[int], look: Look, near: Look) -> None:
        self.pixels = PixelGrid(figures.image, figures.theme)
        self._fills, self._rings = self.pixels.fills, self.pixels.rings
        self.numbered = np.array([*numbered], dtype=np.intp)
        self.numbers = numbers_inside(figures, self.pixels.subset(self.numbered), self.numbered)
        self._outlines = [
            (number.points - centre) / self.pixels.cell
            for number, centre in zip(self.numbers, self.pixels.centres[self.numbered], strict=True)
        ]
        self.frame = Rectangle(color=figures.theme.highlight, stroke_width=_FRAME)
        super().__init__(self.pixels, VGroup(*self.numbers))
        self._seen = max(_FIRST_SEEN * near.cell, look.cell), _FULLY_SEEN * near.cell
        self.look(look)

    def look(self, look: Look) -> Self:
        """Show a part of the image."""
        self.now = look
        visible = self._clip()
        near = float(np.interp(look.cell, self._seen, (0.0, 1.0)))
        for number, index, outline in zip(self.numbers, self.numbered, self._outlines, strict=True):
            number.points = outline * look.cell + self.pixels.centres[index]
            there = near * float(np.clip(2 * visible[index] - 1, 0.0, 1.0))
            number.set_fill(opacity=there)
        self._put_frame()
        return self

    def number_of(self, index: int) -> Number:
        """Return the number of a pixel."""
        (place,) = np.flatnonzero(self.numbered == index).tolist()
        return self.numbers[place]

    def _clip(self) -> Floats:
        """Cut all pixels off where the part ends; return which share of each is seen, ``(n,)``."""
        pixels, (top, left, height, width) = self.pixels, self.now.part
        rows, columns = np.divmod(np.arange(len(pixels)), pixels.values.shape[1])
        upper, lower = (np.clip(rows + end, top, top + height) for end in (0, 1))
        before, after = (np.clip(columns + end, left, left + width) for end in (0, 1))
        middles = self.now.place((upper + lower) / 2, (before + after) / 2)
        sides = np.column_stack([after - before, lower - upper])
        pixels.place(middles, sides * self.now.cell / 2)
        share: Floats = sides.prod(axis=1)
        seen = np.column_stack([np.ones((len(share), 3)), share > 0])
        pixels.set_fills(self._fills * seen).set_rings(self._rings * seen)
        return share

    def _put_frame(self) -> None:
        top, left, height, width = self.now.framed
        corners = self.now.place(np.array([top, top + height]), np.array([left, left + width]))
        self.frame.stretch_to_fit_width(corners[1, 0] - corners[0, 0])
        self.frame.stretch_to_fit_height(corners[0, 1] - corners[1, 1])
        self.frame.move_to(corners.mean(axis=0))


class Zoom(Animation):
    """Go from what is seen of an image to something else: nearer, further, or along it."""

    def __init__(
        self,
        view: PixelView,
        look: Look,
        run_time: float,
        rate_func: Callable[[float], float] = smooth,
        **kwargs: Any,
    ) -> None:
        self.view, self.ends = view, (view.now, look)
        super().__init__(Group(view, view.frame), run_time=run_time, rate_func=rate_func, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show what is seen at this moment."""
        first, last = self.ends
        self.view.look(first.towards(last, self.rate_func(alpha)))
