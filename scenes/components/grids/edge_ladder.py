"""All grids in the order of how alike each is to an edge, between an edge and a ring by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, VGroup

from netcore import bent_edge
from scenes.components.fitting import CLOSELY, in_line, size_of_numbers
from scenes.components.grids.gallery import WeightGallery, largest_in_rows
from scenes.facts.sources import OneDirection
from scenes.look.sizes import PIXELS_PER_UNIT, TIGHT, TOUCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.figures import Figures
    from scenes.look.stage import Region
    from scenes.look.text import Number

__all__ = ["EdgeLadder"]


class EdgeLadder(WeightGallery):
    """Grids with their numbers: first the edge made by hand, last the ring.

    Parameters
    ----------
    figures
        Which reads the numbers.
    grids
        ``(N, rows, columns)`` weights, in their order.
    region
        Where they go.

    Attributes
    ----------
    numbers
        How much of each runs in one direction.
    labels
        The numbers, and beside the first and the last that they are made by hand.
    """

    def __init__(
        self, figures: Figures, grids: Sequence[NDArray[np.float64]], region: Region
    ) -> None:
        rows, columns = grids[0].shape
        ends = [bent_edge(bend, (rows, columns)) for bend in (0, 1)]
        every = np.array([ends[0], *grids, ends[1]])
        size = size_of_numbers(figures.stage, len(every))
        self.numbers: list[Number] = [figures.read(OneDirection(grid), size) for grid in every]
        self.labels = [VGroup(number) for number in self.numbers]
        for place in (0, -1):
            words = figures.words("by hand", size)
            self.labels[place] = in_line(words, self.numbers[place], buff=CLOSELY)
        line = size / PIXELS_PER_UNIT + TIGHT
        height, _ = largest_in_rows(len(every), columns / rows, region, line)
        narrow = self.labels[0].width > height * columns / rows + TOUCH
        super().__init__(every, figures.theme, region, line * (1 + narrow))
        if narrow:
            for place in (0, -1):
                self.labels[place].arrange(DOWN, buff=TIGHT)
        self.label(self.labels)
