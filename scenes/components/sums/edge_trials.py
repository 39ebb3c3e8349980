"""Weights made by hand for one edge, and images that they are tried on: all in one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import UP, Group

from scenes.components.sums.by_hand import WeightsByHand, room_for_grid
from scenes.components.sums.trial import Trial

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from scenes.facts.edge_test import EdgeTest
    from scenes.figures import Figures
    from scenes.look.stage import Areas

__all__ = ["EdgeTrials"]

_PLACES: tuple[Areas, Areas] = (
    {"16:9": ("1 weights first",), "9:16": ("1 weights", "1 first")},
    {
        "16:9": ("1 weights first second",),
        "9:16": ("1.3 weights", "1 first second"),
        "1:1": ("1.15 weights", "2 first second"),
    },
)
"""For one image, and for two."""


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
        Whether the weight on the sides of the region is written as well.

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
        self.by_hand = WeightsByHand(figures, test, at["weights"], surround=surround)
        self.trials = [
            Trial(figures, weights, image, title, room_for_grid(figures, at[name]), weights.sum())
            for name, (title, image) in zip(names[1:], images.items(), strict=True)
        ]
        first, beside = self.by_hand.numbers[0], self.trials[0]
        if np.isclose(self.by_hand.grid.get_bottom()[1], beside.image.get_bottom()[1]):
            self.by_hand.lines.shift(UP * (beside.sum.baseline - first.baseline)[1])
        super().__init__(self.by_hand, *self.trials)

    @classmethod
    def of_edge_and_blob(cls, figures: Figures, test: EdgeTest, *, surround: bool = False) -> Self:
        """Return how PickARegion ends, and NegativeSurround begins."""
        made = {f"test image: {name}": getattr(test.images, name) for name in ("edge", "blob")}
        return cls(figures, test, made, surround=surround)
