"""Images under the same weights: each rises or sinks by its sum, and they line up in that order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from manim import (
    RIGHT,
    UP,
    AnimationGroup,
    BackgroundRectangle,
    Group,
    LaggedStart,
    rate_functions,
    smooth,
)

from scenes.components.animations import Follow, two_legs
from scenes.components.behind import seen_beside
from scenes.components.sums.trial import BENEATH, Trial, room_between
from scenes.components.verbs import MOVE, appear, move
from scenes.look.sizes import TIGHT
from scenes.look.stage import Region

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from manim import Animation, Mobject
    from numpy.typing import NDArray

    from scenes.components.grids.grids import WeightGrid
    from scenes.figures import Figures
    from scenes.look.theme import Theme

    Floats = NDArray[np.float64]

__all__ = ["Ranking"]

_HIGHEST = 0.4
"""An image takes at most so much of the height: the rest is for rising and sinking."""
_ABOVE, _BELOW = 50, 80
"""What stands above and below an image at first, as high as letters of that size."""
_LEG = 0.55
"""Of the weights' way beside the images, each of its two legs: there is a bend between them."""
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

        Where it has come to lie, only what is lit keeps its weight.
        """
        return LaggedStart(
            *(_laying(trial, weights) for trial in self.asked), lag_ratio=_LAG, run_time=seconds
        )

    def put_aside(self, weights: WeightGrid, there: WeightGrid, seconds: float) -> Animation:
        """Return the animation of the weights to beside the row, about the images on their way.

        If that is on the left they go there and then down, else up and then there.
        """
        at, start, end = _way(weights, there), weights.get_center(), there.get_center()
        aside_first = end[0] < start[0]

        def put(progress: float) -> None:
            first, then = two_legs(progress, _LEG, 1 - _LEG)
            aside, along = (first, then) if aside_first else (then, first)
            centres, halves = at(along)
            centres[:, 0] += (end[0] - start[0]) * (aside - along)
            weights.place(centres, halves)

        return Follow(weights, put, seconds)

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

    def line_up(self, seconds: float) -> tuple[Group, Animation]:
        """Return the images on cards, and the animation of them into their order, with their sums.

        The largest sum is on the left. Where they cross, that of the larger sum is in front: its
        card, of the background's colour, hides the other.
        """
        behind_first = [self.trials[index] for index in reversed(self.order)]
        cards = [_card(self._theme, trial) for trial in behind_first]
        starts = [trial.image.get_x() for trial in behind_first]
        ways = np.array(self.places[::-1]) - starts

        def go(progress: float) -> None:
            for trial, card, start, way in zip(behind_first, cards, starts, ways, strict=True):
                aside = RIGHT * (start + way * progress - trial.image.get_x())
                trial.shift(aside)
                card.shift(aside)
            for place, trial in enumerate(behind_first):
                for written in (trial.title, trial.sum):
                    written.set_opacity(_seen_behind(written, cards[place + 1 :]))

        pairs = zip(cards, behind_first, strict=True)
        stack = Group(*(part for pair in pairs for part in pair))
        return stack, Follow(stack, go, seconds, smooth)

    def cite(self, figures: Figures) -> None:
        """Record the sums as they stand."""
        for trial in self.trials:
            trial.cite(figures)


def _room(figures: Figures, place: Region) -> Region:
    """Return what a place leaves to an image with a name above it, and a sum below."""
    return room_between(figures, place, _ABOVE, _BELOW)


def _seen(trial: Trial) -> tuple[Mobject, ...]:
    return trial.image, trial.products, trial.title


def _laying(trial: Trial, weights: WeightGrid) -> Follow:
    products, over, on = trial.products, trial.products.fills, weights.fills
    put = _way(weights, products)
    products.place(weights.centres, weights.halves).set_fills(on)
    products.set_opacity(0)  # until it leaves: upon the weights its lines would be drawn twice

    def lay(progress: float) -> None:
        flown, lit = smooth(min(2 * progress, 1.0)), smooth(max(2 * progress - 1, 0.0))
        products.place(*put(flown)).set_fills(on + (over - on) * lit)
        products.set_opacity(float(progress > 0))
        trial.image.set_opacity(1 + (BENEATH - 1) * lit)

    return Follow(Group(trial.image, products), lay)


def _way(grid: WeightGrid, there: WeightGrid) -> Callable[[float], tuple[Floats, Floats]]:
    """Return what gives centres and halves at a share of the way from one grid to another."""
    ends = (grid.centres, there.centres), (grid.halves, there.halves)

    def at(share: float) -> tuple[Floats, Floats]:
        centres, halves = (first + (last - first) * share for first, last in ends)
        return centres, halves

    return at


def _card(theme: Theme, trial: Trial) -> BackgroundRectangle:
    """Return what lies under an image with its name and its sum, and hides what is behind it."""
    return BackgroundRectangle(trial, color=theme.background, fill_opacity=1, buff=0)


def _seen_behind(written: Mobject, cards: Sequence[Mobject]) -> float:
    """Return how far something written is seen that passes behind cards."""
    middle, extent = written.get_center()[None], (written.width, written.height)
    return min((float(seen_beside(middle, card, extent)[0]) for card in cards), default=1.0)


def _rising(trial: Trial, end: float, way: float, seconds: float) -> Follow:
    start = trial.image.get_y()

    def rise(progress: float) -> None:
        trial.sum.set_value(progress * end)
        trial.shift(UP * (start + way * progress - trial.image.get_y()))

    return Follow(trial, rise, seconds, rate_functions.ease_in_out_sine)
