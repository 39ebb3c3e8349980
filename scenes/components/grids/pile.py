"""Drawings laid over each other: the pixels that all of them light, and those that only some do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, RIGHT, Group, VGroup, linear

from scenes.components.animations import CountTo, staggered
from scenes.components.fitting import stand_on
from scenes.components.grids.grids import PixelGrid
from scenes.components.verbs import CHANGE, become, swap
from scenes.facts.choosing_pixels import LIT
from scenes.facts.sources import Overlap
from scenes.look.encoding import activation_rgba, rgba
from scenes.look.sizes import FAR, FORMULA, MATRIX, TIGHT

if TYPE_CHECKING:
    from manim import Animation
    from numpy.typing import NDArray

    from scenes.components.grids.marks import Marks
    from scenes.figures import Figures
    from scenes.look.stage import Region
    from scenes.look.text import Number

    Lit = NDArray[np.bool_]

__all__ = ["Pile", "lit_pixels", "only_lit"]

_SHEET = 0.7
"""Opacity of a drawing while it is laid on: what is below shines through."""
_FAINTEST, _STRONGEST = 0.22, 0.5
"""How much of "on" a pixel gets that one of the drawings lights, and one that all but one do."""
_LARGE = 2.0
"""The count of shared pixels to a formula's size."""
_COUNTED = (("shared so far", "shared by all"), ("lit so far", "lit in any"))
"""What each number counts while drawings are missing, and of all."""
_SWEEP = 0.6
"""The share of the time between the first row's change and the last one's."""
_HALF = 0.5
"""A pixel is counted as what it changes to when it is half way."""


def lit_pixels(drawing: NDArray[np.float64]) -> Overlap:
    """Return how many pixels of a drawing ``(rows, columns)`` are seen to be lit."""
    return Overlap(drawing[None], LIT)


def only_lit(grid: PixelGrid) -> PixelGrid:
    """Return a drawing of which one sees only which pixels are lit."""
    lit = grid.values.ravel()[:, None] > LIT
    return grid.copy().set_fills(np.where(lit, rgba(grid.theme.highlight), grid.fills))


class Pile(Group):
    """A grid on which drawings are laid one by one, with two counts: what all light, what any does.

    Parameters
    ----------
    figures
        Which reads the counts.
    drawings
        ``(N, rows, columns)``, brightness in [0, 1].
    region, beside
        Where the grid goes, and the counts.

    Attributes
    ----------
    grid
        The pixels: empty at first.
    counts
        Both numbers, each before what it counts: as long as drawings are missing, so far.
    """

    def __init__(
        self, figures: Figures, drawings: NDArray[np.float64], region: Region, beside: Region
    ) -> None:
        self.figures, self.drawings = figures, drawings
        self.grid = PixelGrid(np.zeros_like(drawings[0]), figures.theme)
        region.place(self.grid, grow=True)
        theme = figures.theme
        self.shared, self.lit = (
            figures.read(self._source(1, every=every), size, 0, colour)
            for every, size, colour in (
                (True, FORMULA * _LARGE, theme.highlight),
                (False, FORMULA, theme.text),
            )
        )
        self._so_far, self._of_all = VGroup(), VGroup()
        self.counts = self._counts(beside)
        super().__init__(self.grid, self.counts)

    def _counts(self, beside: Region) -> VGroup:
        """Put what is counted behind each number, and one line below the other, if they fit.

        There is room for what both count when all drawings are laid.
        """
        lines = VGroup()
        for number, texts in zip((self.shared, self.lit), _COUNTED, strict=True):
            words = [self.figures.words(text, MATRIX) for text in texts]
            for word in words:
                stand_on(word.next_to(number, RIGHT, buff=TIGHT), number.baseline)
            lines.add(VGroup(number, *words))
        lines[1].next_to(lines[0], DOWN, buff=FAR)
        lines[1].shift(RIGHT * (self.shared.baseline - self.lit.baseline)[0])
        if lines.height > beside.height:
            lines.arrange(RIGHT, buff=FAR, aligned_edge=DOWN)
        beside.place(lines)
        for line in lines:
            _, so_far, of_all = line
            self._so_far.add(so_far)
            self._of_all.add(of_all)
            line.remove(of_all)
        return lines

    def _source(self, laid: int, *, every: bool) -> Overlap:
        return Overlap(self.drawings[:laid], LIT, None if every else 1)

    def sheet(self, index: int, grid: PixelGrid) -> tuple[Marks, Marks]:
        """Return the lit pixels of a drawing, where it is and where they are to be laid."""
        lit = np.flatnonzero(self._lit(index + 1)[index])
        ink = rgba(self.figures.theme.activation_on, _SHEET)
        there = self.grid.subset(lit).set_fills(ink).set_rings(ink * (1, 1, 1, 0))
        return grid.subset(lit), there

    def take(self, index: int, sheet: Marks) -> list[Animation]:
        """Return the animations of a drawing that is now part of the pile: only its pixels stay.

        The counts follow the sweep: they are those of what is seen.
        """
        grid, laid = self.grid, index + 1
        lit, rows = self._lit(laid), grid.by_rows
        gone = sheet.copy().set_fills(sheet.fills * (1, 1, 1, 0))
        return [
            become(grid, self._laid(laid), CHANGE, _SWEEP, rows),
            become(sheet, gone, CHANGE, _SWEEP, rows[lit[index]], remover=True),
            *(
                self._counting(number, every(lit[:index], axis=0), every(lit, axis=0))
                for number, every in ((self.shared, np.all), (self.lit, np.any))
                if index
            ),
        ]

    def _counting(self, number: Number, before: Lit, after: Lit) -> Animation:
        """Let a number follow the sweep from some pixels to others."""

        def now(progress: float) -> float:
            done = staggered(progress, self.grid.by_rows, _SWEEP) > _HALF
            return float(np.where(done, after, before).sum())

        return CountTo(number, now, run_time=CHANGE, rate_func=linear)

    def _lit(self, laid: int) -> Lit:
        """Return which pixels each of so many drawings lights, ``(laid, pixels)``."""
        return (self.drawings[:laid] > LIT).reshape(laid, -1)

    def cite(self, laid: int) -> None:
        """Record the counts of so many drawings, as they stand."""
        for number, every in ((self.shared, True), (self.lit, False)):
            self.figures.cite(number, self._source(laid, every=every))

    def count_all(self) -> Animation:
        """Return the animation of what both counts are of, now that no drawing is missing."""
        return swap(self._so_far, self._of_all)

    def shared_alone(self, seconds: float = CHANGE) -> Animation:
        """Return the animation of all pixels that go out but those that every drawing lights."""
        return become(self.grid, self._laid(len(self.drawings), some=False), seconds, lag=0)

    def all_again(self, seconds: float = CHANGE) -> Animation:
        """Return the animation of the others that come back."""
        return become(self.grid, self._laid(len(self.drawings)), seconds, lag=0)

    def _laid(self, laid: int, *, some: bool = True) -> PixelGrid:
        """Return the grid with so many drawings on it; without `some`, only what they share."""
        times = self._lit(laid).sum(axis=0)
        share = times / max(laid - 1, 1)
        level = np.where(times > 0, _FAINTEST + (_STRONGEST - _FAINTEST) * share, 0.0)
        fills = activation_rgba(self.figures.theme, level * some)
        fills[times == laid] = rgba(self.figures.theme.highlight)
        return self.grid.copy().set_fills(fills)
