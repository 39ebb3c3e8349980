"""An edge made by hand that is bent into a ring, and how much of it runs in one direction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from manim import DOWN, Group

from netcore import bent_edge
from scenes.components.animations import Follow, between_stops
from scenes.components.grids.grids import WeightGrid
from scenes.facts.sources import OneDirection
from scenes.look.sizes import FORMULA, NEAR, NUMBER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation

    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["Bender"]


class Bender(Group):
    """A hand-made grid and its number, turned like a knob from a straight edge to a ring.

    Parameters
    ----------
    figures
        Which reads the number.
    place, beside
        Where the grid goes, and the number.

    Attributes
    ----------
    grid, number, words
        The weights; the share that runs in one direction; and what they are called.
    """

    def __init__(self, figures: Figures, place: Region, beside: Region) -> None:
        self.figures, (rows, columns) = figures, figures.image.shape
        self._shape = rows, columns
        letters = figures.stage.letters
        self.grid = WeightGrid(bent_edge(0, self._shape), figures.theme, limit=1.0)
        place.place(self.grid, grow=True)
        self.number = figures.read(
            OneDirection(self.grid.values), letters(1.6 * FORMULA), colour=figures.theme.highlight
        )
        above, below = (
            figures.words(text, letters(NUMBER), width=beside.width)
            for text in ("made by hand", "of it runs one way")
        )
        self.words = Group(above, below)
        Group(above, self.number, below).arrange(DOWN, buff=NEAR).move_to(beside.centre)
        super().__init__(self.grid, self.number, self.words)

    def bend(self, amount: float) -> Self:
        """Bend the edge: 0 is straight, 1 a ring; the number follows."""
        self.grid.set_values(bent_edge(amount, self._shape))
        self.number.set_value(OneDirection(self.grid.values).of(self.figures.trace))
        return self

    def through(self, stops: Sequence[float], seconds: float) -> Animation:
        """Return the animation through some bends, with a rest at each."""
        return Follow(
            self, lambda progress: self.bend(float(between_stops(stops, progress))), seconds
        )

    def cite(self) -> None:
        """Record the number as it stands."""
        self.figures.cite(self.number, OneDirection(self.grid.values))
