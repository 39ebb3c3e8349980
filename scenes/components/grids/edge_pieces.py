"""A part of a digit that is cut into short edges: its pixels move apart, and back."""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np
from manim import Group, LaggedStart, VGroup

from scenes.components.graphs.compass import arrow
from scenes.components.grids.parted import tinted_marks
from scenes.components.verbs import draw
from scenes.facts.parts import Heading

if TYPE_CHECKING:
    from manim import Animation, VMobject
    from numpy.typing import NDArray

    from netcore.parts import Part
    from scenes.components.grids.marks import Marks
    from scenes.figures import Figures
    from scenes.look.stage import Region

    Floats = NDArray[np.float64]

__all__ = ["EdgePieces"]

_APART = 0.4
"""How far a piece moves off, to its distance from the middle of the part."""
_LENGTH = 0.85
"""Of an arrow, to the edge."""
_SHORTEST = 0.38
"""Scene units."""
_LAG = 0.3


class EdgePieces(Group):
    """The pixels of a part, which can be cut, and arrows where the pieces point.

    Parameters
    ----------
    figures
        Whose theme and forward pass are used.
    part
        Whose pixels they are.
    cuts
        Into how many pieces it can be cut, more and more.
    region
        What they fill.

    Attributes
    ----------
    edges
        The pieces, in their order.
    marks
        The pixels: together at first.
    whole, apart
        How they are before the cut and after it.
    arrows
        One along each piece, where it is when the part is cut.
    """

    def __init__(self, figures: Figures, part: Part, cuts: list[float], region: Region) -> None:
        self.edges = part.pieces(round(cuts[-1]))
        pixels = np.argwhere(part.image > 0)
        self._places: Floats = pixels[:, ::-1] * np.array([1.0, -1.0])
        self._ways = np.array([_ways(part, pixels, round(stop)) for stop in (1, *cuts)])
        self._cuts = [1.0, *cuts]
        self._region = region
        values, colour = part.image[*pixels.T], getattr(figures.theme, part.kind)
        self.marks = tinted_marks(figures.theme, colour, values, self._places, 0.5)
        self.apart = self.cut(cuts[-1]).copy()
        headings = [Heading(edge).of(figures.trace) for edge in self.edges]
        self.arrows = VGroup(*(self._arrow(*one, colour) for one in enumerate(headings)))
        self.whole = self.cut(1).copy()
        super().__init__(self.marks)

    def cut(self, count: float) -> Marks:
        """Move the pixels as the part is cut into so many pieces; between two cuts, on their way.

        They fill the region all the time.
        """
        before = max(bisect_right(self._cuts, count) - 1, 0)
        after = min(before + 1, len(self._cuts) - 1)
        first, last = self._ways[before], self._ways[after]
        share = np.interp(count, self._cuts[before : after + 1], [0, 1][: after - before + 1])
        spread = self._places + first + (last - first) * share
        low, high = spread.min(axis=0) - 0.5, spread.max(axis=0) + 0.5
        self._cell = float(min((self._region.width, self._region.height) / (high - low)))
        self._origin = self._region.centre[:2] - (low + high) / 2 * self._cell
        return self.marks.place(self._origin + spread * self._cell, self._cell / 2)

    def point(self, seconds: float) -> Animation:
        """Return the animation in which the arrows are drawn, one after the other."""
        return LaggedStart(*map(draw, self.arrows), lag_ratio=_LAG, run_time=seconds)

    def _arrow(self, index: int, heading: float, colour: str) -> VMobject:
        path = self.edges[index].path
        length = max(math.dist(path[0], path[-1]) * self._cell * _LENGTH, _SHORTEST)
        shaft = arrow(np.append(self._middle(index), 0.0), heading, length, colour)
        free = np.array([self._region.width - shaft.width, self._region.height - shaft.height]) / 2
        middle, centre = shaft.get_center()[:2], self._region.centre[:2]
        return shaft.move_to((*np.clip(middle, centre - free, centre + free), 0.0))

    def _middle(self, index: int) -> Floats:
        """Return where the middle of an edge's pixels is when the part is cut, ``(2,)``."""
        image = self.edges[index].image
        pixels = np.argwhere(image > 0)
        row, column = np.average(pixels, axis=0, weights=image[*pixels.T])
        own = np.flatnonzero((self._places == (pixels[0, 1], -pixels[0, 0])).all(axis=1))[0]
        way: Floats = self._ways[-1][own]
        middle: Floats = self._origin + (np.array([column, -row]) + way) * self._cell
        return middle


def _ways(part: Part, pixels: NDArray[np.intp], count: int) -> Floats:
    """Return for each pixel how far it moves if the part is cut into so many pieces, ``(N, 2)``."""
    pieces = part.pieces(count)
    owner = np.argmax([piece.image[*pixels.T] for piece in pieces], axis=0)
    middles = np.array([pixels[owner == number].mean(axis=0) for number in range(len(pieces))])
    ways: Floats = (middles - pixels.mean(axis=0))[owner][:, ::-1] * (_APART, -_APART)
    return ways
