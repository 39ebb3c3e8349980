"""Several images, or grids of weights, side by side, as large as they can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Self, TypeVar

from manim import DOWN, RIGHT, UP, Group, LaggedStart, Transform, there_and_back

from scenes.components.grids.grids import PixelGrid, WeightGrid
from scenes.components.verbs import MOVE, move
from scenes.look.sizes import NEAR, TIGHT, TOUCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from manim import Animation, Mobject
    from numpy.typing import NDArray

    from scenes.look.stage import Region
    from scenes.look.theme import Theme

G = TypeVar("G", PixelGrid, WeightGrid)

__all__ = ["Gallery", "WeightGallery", "first_free", "largest_in_rows", "leaving_order"]

_GLANCE, _GLANCE_LAG = 1.07, 0.6
"""How much an image grows while it is looked at, and how long until the next, to its time."""
_CLEAR = 1.6
"""So many times as large as a place is what is kept free about it."""


class _Rows(Group, Generic[G]):
    """Images of one size, row by row, in as many columns as make them largest.

    Parameters
    ----------
    images
        ``(N, rows, columns)``, brightness in [0, 1], or weights.
    theme
        Whose colours are used.
    region
        Where they go.
    below
        Room below each for what is said of it, scene units.

    Attributes
    ----------
    grids
        The images as they are drawn.
    """

    kind: type[G]

    def __init__(
        self, images: NDArray[np.float64], theme: Theme, region: Region, below: float = 0.0
    ) -> None:
        _, rows, columns = images.shape
        height, abreast = largest_in_rows(len(images), columns / rows, region, below)
        self.grids: tuple[G, ...] = tuple(self.kind(image, theme, height) for image in images)
        lines = Group()
        for first in range(0, len(self.grids), abreast):
            lines.add(Group(*self.grids[first : first + abreast]).arrange(RIGHT, buff=NEAR))
        lines.arrange(DOWN, buff=NEAR + below).move_to(region.centre + UP * below / 2)
        super().__init__(*self.grids)

    def label(self, labels: Sequence[Mobject]) -> None:
        """Put one thing below each image."""
        for grid, label in zip(self.grids, labels, strict=True):
            label.next_to(grid, DOWN, buff=TIGHT)

    def glance(self, lag: float = _GLANCE_LAG) -> Animation:
        """Return the animation of an eye that goes from one image to the next.

        The lag is how long until the next, to the time of one.
        """
        looks = (
            Transform(grid, grid.copy().scale(_GLANCE), run_time=MOVE, rate_func=there_and_back)
            for grid in self.grids
        )
        return LaggedStart(*looks, lag_ratio=lag)

    def go_to(self, other: Self) -> list[Animation]:
        """Return the animations of the images to the places of the same in another gallery."""
        return [move(*pair) for pair in zip(self.grids, other.grids, strict=True)]


class Gallery(_Rows[PixelGrid]):
    """Images, between the theme's "off" and "on"; see `_Rows`."""

    kind = PixelGrid


class WeightGallery(_Rows[WeightGrid]):
    """Grids of weights, each as strong as its own largest; see `_Rows`."""

    kind = WeightGrid


def leaving_order(things: Sequence[Mobject], places: Sequence[Mobject]) -> list[int]:
    """Return in which order things leave for places: as given, but none lands on one yet to go.

    What stands where another lands goes before it; of some that stand in each other's places, one
    has to go first.
    """
    turns: list[int] = []
    waiting = list(range(len(things)))

    def go(index: int) -> None:
        waiting.remove(index)
        for other in list(waiting):
            if other in waiting and _overlap(things[other], places[index]):
                go(other)
        turns.append(index)

    while waiting:
        go(waiting[0])
    return turns


def first_free(places: Sequence[G], things: Sequence[Mobject]) -> G:
    """Return the first of some places that some things are well clear of; of none, the first."""
    wide = (place.copy().scale(_CLEAR) for place in places)
    free = (place for place, about in zip(places, wide, strict=True) if _is_free(about, things))
    return next(free, places[0])


def _is_free(place: Mobject, things: Sequence[Mobject]) -> bool:
    return not any(_overlap(place, thing) for thing in things)


def _overlap(first: Mobject, second: Mobject) -> bool:
    """Return whether two things lie on each other, and do not only touch."""
    across, up, _ = abs(first.get_center() - second.get_center())
    widths, heights = first.width + second.width, first.height + second.height
    return bool(across < widths / 2 - TOUCH and up < heights / 2 - TOUCH)


def largest_in_rows(
    count: int, ratio: float, region: Region, below: float = 0.0
) -> tuple[float, int]:
    """Return the height of images, width to height in `ratio`, and how many go side by side.

    They are as large as the region allows, with room below each, scene units.
    """

    def height(abreast: int) -> float:
        lines = -(-count // abreast)
        across = (region.width - NEAR * (abreast - 1)) / abreast / ratio
        down = (region.height - below - (NEAR + below) * (lines - 1)) / lines
        return min(across, down)

    abreast = max(range(1, count + 1), key=height)
    return height(abreast), abreast
