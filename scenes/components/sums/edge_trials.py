"""Weights made by hand for one edge, tried on an edge and on a blob: all in one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, RIGHT, UP, Group, VGroup

from scenes.components.frame import frame_about
from scenes.components.grids.grids import WeightGrid
from scenes.components.sums.trial import Trial, named
from scenes.facts.edge_test import sides
from scenes.facts.sources import Entry
from scenes.look.sizes import MATRIX, NUMBER, PIXELS_PER_UNIT, TIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from scenes.components.grids.grids import PixelGrid
    from scenes.facts.edge_test import EdgeTest
    from scenes.facts.edges import PixelRegion
    from scenes.figures import Figures
    from scenes.look.stage import Areas, Region
    from scenes.look.theme import Theme

__all__ = ["EdgeTrials", "WeightsByHand", "region_frames"]

_PLACES: tuple[Areas, Areas] = (
    {"16:9": ("1 weights first",), "9:16": ("1 weights", "1 first")},
    {"16:9": ("1 weights first second",), "9:16": ("1.3 weights", "1 first second")},
)
"""For one image, and for two."""
_ABOVE, _BELOW = 50, 130
"""What stands above and below a grid, as high as letters of that size."""


class WeightsByHand(Group):
    """A grid of weights made by hand: one weight in a region, another in the rows around it.

    Parameters
    ----------
    figures
        Which reads the two weights.
    test
        Which has them.
    side
        The longer side of the grid, scene units.
    surround
        Whether the weight around the region is written as well.

    Attributes
    ----------
    grid, title
        The weights, at first 1 and 0, and what they are.
    numbers
        The one or two weights.
    lines
        The numbers, each with its name.
    """

    def __init__(self, figures: Figures, test: EdgeTest, side: float, *, surround: bool) -> None:
        self.test, theme = test, figures.theme
        letters = figures.stage.letters
        height = side * test.shape[0] / max(test.shape)
        self.grid = WeightGrid(test.weights(), theme, height, limit=1.0)
        self.title = figures.words("hand-made weights", letters(NUMBER))
        self.title.scale(min(1.0, side / self.title.width)).next_to(self.grid, UP, buff=TIGHT)
        colours = (theme.positive, theme.negative)[: 1 + surround]
        self.places = (test.region, sides(test.region)[0])[: 1 + surround]
        self.numbers = [
            figures.read(source, letters(MATRIX), colour=colour)
            for source, colour in zip(self._sources(), colours, strict=True)
        ]
        self.lines = Group(
            *(
                named(figures.words(name, letters(NUMBER)), number, -1, side)
                for name, number in zip(("inside", "around"), self.numbers, strict=False)
            )
        )
        self.lines.arrange(DOWN, buff=TIGHT, aligned_edge=RIGHT)
        self.lines.next_to(self.grid, DOWN, buff=TIGHT)
        super().__init__(self.grid, self.title, self.lines)

    def turn(self, inside: float = 1.0, around: float = 0.0) -> Self:
        """Let the weights be others."""
        self.grid.set_values(self.test.weights(inside, around))
        for number, weight in zip(self.numbers, (inside, around), strict=False):
            number.set_value(weight)
        return self

    def cite(self, figures: Figures) -> None:
        """Record the weights as they stand."""
        for number, source in zip(self.numbers, self._sources(), strict=True):
            figures.cite(number, source)

    def _sources(self) -> list[Entry]:
        return [Entry(self.grid.values, place.top, place.left) for place in self.places]


class EdgeTrials(Group):
    """Weights made by hand, and beside them images that they are tried on.

    Parameters
    ----------
    figures
        Whose stage and theme are used.
    test
        Which has the weights.
    images
        One or two, ``(rows, columns)``, by their titles.
    surround
        Whether the weight around the region is written as well.

    Attributes
    ----------
    by_hand
        The weights.
    trials
        The images under these weights, with their sums.
    """

    def __init__(
        self,
        figures: Figures,
        test: EdgeTest,
        images: Mapping[str, NDArray[np.float64]],
        *,
        surround: bool = False,
    ) -> None:
        names = ("weights", "first", "second")[: 1 + len(images)]
        at = figures.stage.areas(_PLACES[len(names) - 2])
        weights = test.weights()
        side = _side(at["weights"], figures)
        self.by_hand = WeightsByHand(figures, test, side, surround=surround)
        self.trials = [
            Trial(figures, weights, image, title, _side(at[name], figures), weights.sum())
            for name, (title, image) in zip(names[1:], images.items(), strict=True)
        ]
        super().__init__(self.by_hand, *self.trials)
        above, below = (figures.stage.letters(size) / PIXELS_PER_UNIT for size in (_ABOVE, _BELOW))
        for name, part in zip(names, self, strict=True):
            part.shift(at[name].centre + UP * (below - above) / 2 - part[0].get_center())

    @classmethod
    def of_edge_and_blob(cls, figures: Figures, test: EdgeTest, *, surround: bool = False) -> Self:
        """Return how PickARegion ends, and NegativeSurround begins."""
        made = {f"test image: {name}": getattr(test.images, name) for name in ("edge", "blob")}
        return cls(figures, test, made, surround=surround)


def _side(place: Region, figures: Figures) -> float:
    """Return the side of a grid that leaves room for what stands above and below it."""
    beside = figures.stage.letters(_ABOVE + _BELOW) / PIXELS_PER_UNIT
    return min(place.width, place.height - beside)


def region_frames(theme: Theme, grid: PixelGrid | WeightGrid, *regions: PixelRegion) -> VGroup:
    """Return a frame about each of some regions of a grid."""
    shape = grid.values.shape[0], grid.values.shape[1]
    inside = [np.flatnonzero(region.grid(shape)) for region in regions]
    return VGroup(*(frame_about(theme, grid.subset(pixels), buff=0) for pixels in inside))
