"""Images under the same weights: each rises or sinks by its sum, and they line up in that order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from manim import RIGHT, UP, AnimationGroup, Group, LaggedStart, rate_functions

from scenes.components.animations import Follow
from scenes.components.sums.trial import BENEATH, Trial, room_between
from scenes.components.verbs import MOVE, appear, move
from scenes.look.sizes import TIGHT
from scenes.look.stage import Region

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from manim import Animation, Mobject
    from numpy.typing import NDArray

    from scenes.components.grids.grids import WeightGrid
    from scenes.figures import Figures

    Floats = NDArray[np.float64]

__all__ = ["Ranking"]

_HIGHEST = 0.4
"""An image takes at most so much of the height: the rest is for rising and sinking."""
_ABOVE, _BELOW = 50, 80
"""What stands above and below an image at first, as high as letters of that size."""
_LAG = 0.5
"""From one image's turn to the next, as a share of it."""


class Ranking(Group):
    """Images side by side, each with its name above it and its sum below.

    Parameters
    ----------
    figures
        Which reads the sums.
    weights
        ``(rows, columns)``, for all images.
    images
        ``(rows, columns)`` each, by their names.
    region
        Where they rise and sink: first in a row, in the middle.
    before
        Where each of them is at first, larger, its name and its sum included.

    Attributes
    ----------
    asked
        The images before, as they are given; no weights are laid over them yet.
    trials
        The images in their row.
    order
        Their indices, that of the largest sum first.
    """

    def __init__(
        self,
        figures: Figures,
        weights: Floats,
        images: Mapping[str, Floats],
        region: Region,
        before: Sequence[Region],
    ) -> None:
        self._theme = figures.theme
        step = (region.width + TIGHT) / len(images)
        height = region.height * _HIGHEST
        self.places = region.x + step * (np.arange(len(images)) - (len(images) - 1) / 2)
        rooms = [Region(place, region.y, step - TIGHT, height) for place in self.places]
        self.asked, self.trials = (
            [
                Trial(figures, weights, image, name, room, name="")
                for (name, image), room in zip(images.items(), each, strict=True)
            ]
            for each in (map(partial(_room, figures), before), rooms)
        )
        self.sums = np.array([trial.sum.value for trial in self.trials])
        self.order: list[int] = np.argsort(-self.sums, kind="stable").tolist()
        super().__init__(*self.trials)
        self.set_y(region.y)
        for trial in self.asked:
            trial.image.set_opacity(1)
        self.room = (region.height - self.height) / 2 - TIGHT

    @property
    def names(self) -> list[str]:
        """The names of the images, that of the largest sum first."""
        return [self.trials[index].title.text for index in self.order]

    def told(self) -> str:
        """Say which comes first and which last, and why, where one sign alone does it."""
        first, *_, last = self.names
        best, worst = (self.trials[self.order[end]].products.values for end in (0, -1))
        if best.min() < 0 or worst.max() > 0:
            return f"{first} comes first, and {last} comes last."
        return f"{first} is first, all {self._theme.blue}. {last} is last, all {self._theme.red}."

    def call_out(self, seconds: float) -> Animation:
        """Return the animation of the names coming, one after the other."""
        coming = (appear(trial.title) for trial in self.asked)
        return LaggedStart(*coming, lag_ratio=1, run_time=seconds)

    def ask(self, figures: Figures) -> Group:
        """Return a question mark in the place of each sum."""
        size = self.asked[0].sum.letter_size
        marks = (figures.words("?", size).move_to(trial.sum) for trial in self.asked)
        return Group(*marks)

    def lay(self, weights: WeightGrid, seconds: float) -> Animation:
        """Return the animation of a copy of the weights over each image, one after the other.

        Only what is lit keeps its weight.
        """
        return LaggedStart(
            *(_laying(trial, weights) for trial in self.asked), lag_ratio=_LAG, run_time=seconds
        )

    def gather(self, seconds: float = MOVE) -> AnimationGroup:
        """Return the animation of the images into their row, where they then are `trials`."""
        ways = zip(self.larger, self.in_row, strict=True)
        return AnimationGroup(*(move(*way, seconds) for way in ways))

    @property
    def in_row(self) -> list[Mobject]:
        """The same in their row."""
        return [part for trial in self.trials for part in _seen(trial)]

    @property
    def larger(self) -> list[Mobject]:
        """What is seen of the images before they are in their row: all but the sums."""
        return [part for trial in self.asked for part in _seen(trial)]

    def rise(self, seconds: float) -> AnimationGroup:
        """Return the animation of the sums from zero, and of each image up or down by its own."""
        parts = zip(self.trials, self.sums, self._heights, strict=True)
        return AnimationGroup(*(_rising(*part, seconds) for part in parts))

    @property
    def _heights(self) -> Floats:
        """How far each image rises, scene units: the largest sum to the top, the least down."""
        middle, half = (self.sums.max() + self.sums.min()) / 2, np.ptp(self.sums) / 2
        heights: Floats = (self.sums - middle) / (half or 1.0) * self.room
        return heights

    def line_up(self, seconds: float) -> AnimationGroup:
        """Return the animation of the images into their order, the largest sum on the left.

        Where they cross, that of the larger sum is in front. The sums are not on the screen
        meanwhile: they are put where they belong.
        """
        ways = zip(self.trials, np.argsort(self.order), strict=True)
        to_left = sorted(ways, key=lambda way: -way[1])
        return AnimationGroup(*(self._to(trial, place, seconds) for trial, place in to_left))

    def _to(self, trial: Trial, place: int, seconds: float) -> Animation:
        way = RIGHT * (self.places[place] - trial.image.get_x())
        trial.answer.shift(way)
        seen = Group(*_seen(trial))
        return move(seen, seen.copy().shift(way), seconds)

    def cite(self, figures: Figures) -> None:
        """Record the sums as they stand."""
        for trial in self.trials:
            trial.cite(figures)


def _room(figures: Figures, place: Region) -> Region:
    """Return what a place leaves to an image with a name above it, and a sum below."""
    return room_between(figures, place, _ABOVE, _BELOW)


def _seen(trial: Trial) -> tuple[Mobject, ...]:
    return trial.image, trial.products, trial.title


def _laying(trial: Trial, weights: WeightGrid) -> AnimationGroup:
    products = trial.products
    over = products.copy()
    products.place(weights.centres, weights.halves).set_fills(weights.fills)
    products.set_opacity(0)  # upon the weights it would be drawn twice: it comes out of them
    dimmed = trial.image.copy().set_opacity(BENEATH)
    return AnimationGroup(move(trial.image, dimmed), move(products, over))


def _rising(trial: Trial, end: float, way: float, seconds: float) -> Follow:
    start = trial.image.get_y()

    def rise(progress: float) -> None:
        trial.sum.set_value(progress * end)
        trial.shift(UP * (start + way * progress - trial.image.get_y()))

    return Follow(trial, rise, seconds, rate_functions.ease_in_out_sine)
