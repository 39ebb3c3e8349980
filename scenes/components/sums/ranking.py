"""Images under the same weights: each rises or sinks by its sum, and they line up in that order."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from manim import (
    RIGHT,
    UP,
    AnimationGroup,
    Group,
    LaggedStart,
    rate_functions,
    smooth,
)

from scenes.components.animations import Follow, in_two_legs, two_legs
from scenes.components.sums.trial import BENEATH, Trial, room_between
from scenes.components.verbs import MOVE, appear
from scenes.look.encoding import mixed
from scenes.look.sizes import APART, NEAR, TIGHT
from scenes.look.stage import Region

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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
_LEG = 0.55
"""Of a way into the row or beside it, each of its two legs: there is a bend between them."""
_ASIDE = 0.3
"""Of the time in which they line up: they make way for each other; and as long they come back."""
_THERE = 1e-6
"""What is as near to its place, scene units, does not move."""
_FROM_BELOW = "image", "products", "title"
"""While weights come over the images, what is drawn first and last."""
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
        self.room = (region.height - self.height) / 2 - APART
        self._lanes = region

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

        Where it has come to lie, only what is lit keeps its weight. To images in one row they go
        aside and then down, and each name makes way; to more rows down between them and then aside.
        """
        trials = self.asked
        one_row = np.ptp([trial.image.get_y() for trial in trials]) < _THERE
        layings = [_laying(trial, weights, from_above=bool(one_row)) for trial in trials]
        turns = 1 + _LAG * (len(trials) - 1)

        def lay(progress: float) -> None:
            for turn, laying in enumerate(layings):
                laying(float(np.clip(progress * turns - _LAG * turn, 0.0, 1.0)))

        parts = ([getattr(trial, each) for trial in trials] for each in _FROM_BELOW)
        return Follow(Group(*chain(*parts)), lay, seconds)

    def put_aside(self, weights: WeightGrid, there: WeightGrid, seconds: float) -> Animation:
        """Return the animation of the weights to beside the row, about the images on their way.

        If that is on the left they go there and then down, else up and then there.
        """
        left = there.get_x() < weights.get_x()
        ends = [weights], [there]
        return in_two_legs(*ends, seconds, _LEG, aside_first=left, sized_first=not left)

    def gather(self, seconds: float = MOVE) -> Follow:
        """Return the animation of the images into their row, where they then are `trials`.

        They go aside and then up or down: so none passes over another.
        """
        ends = self.larger, self.in_row
        return in_two_legs(*ends, seconds, _LEG, aside_first=True, sized_first=True)

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

    def line_up(self, seconds: float) -> Animation:
        """Return the animation of the images into their order, with their sums.

        The largest sum is on the left. Those that go to the left make way upwards, those to the
        right downwards, each as far as it must and back to its own height: so they pass above each
        other, no larger than there is room for that.
        """
        trials = [self.trials[index] for index in self.order]
        ways = self.places - [trial.image.get_x() for trial in trials]
        changes = [_passing(*each, self._lanes) for each in zip(trials, ways, strict=True)]

        def go(progress: float) -> None:
            aside, across = _turns(progress)
            for change in changes:
                change(aside, across)

        return Follow(Group(*reversed(trials)), go, seconds)

    def cite(self, figures: Figures) -> None:
        """Record the sums as they stand."""
        for trial in self.trials:
            trial.cite(figures)


def _room(figures: Figures, place: Region) -> Region:
    """Return what a place leaves to an image with a name above it, and a sum below."""
    return room_between(figures, place, _ABOVE, _BELOW)


def _seen(trial: Trial) -> tuple[Mobject, ...]:
    return trial.image, trial.products, trial.title


def _laying(trial: Trial, weights: WeightGrid, *, from_above: bool) -> Callable[[float], None]:
    products, over, on = trial.products, trial.products.fills, weights.fills
    put = _way(weights, products, aside_first=from_above)
    products.place(weights.centres, weights.halves).set_fills(on)
    products.set_opacity(0)  # until it leaves: upon the weights its lines would be drawn twice

    def lay(progress: float) -> None:
        flown, lit = min(2 * progress, 1.0), smooth(max(2 * progress - 1, 0.0))
        first, then = two_legs(flown, _LEG, 1 - _LEG)
        products.place(*put(first, then)).set_fills(mixed(on, over, lit))
        products.set_opacity(float(progress > 0))
        if from_above:
            trial.title.set_opacity(max(1 - 2 * first, lit, 0.0))
        trial.image.set_opacity(1 + (BENEATH - 1) * lit)

    return lay


def _way(
    grid: WeightGrid, there: WeightGrid, *, aside_first: bool
) -> Callable[[float, float], tuple[Floats, Floats]]:
    """Return what gives centres and halves at shares of the two legs from one grid to another.

    It becomes as large as the other on the leg on which it goes up or down.
    """
    from_centre, to_centre = grid.get_center(), there.get_center()
    around, halves = grid.centres - from_centre, grid.halves
    around_there, halves_there = there.centres - to_centre, there.halves

    def at(first: float, then: float) -> tuple[Floats, Floats]:
        aside, down = (first, then) if aside_first else (then, first)
        centre = from_centre + (to_centre - from_centre) * np.array([aside, down, 0.0])
        centres: Floats = centre + around + (around_there - around) * down
        return centres, halves + (halves_there - halves) * down

    return at


def _turns(progress: float) -> tuple[float, float]:
    """Return how far all have made way, and how far they are across, at a share of the time."""
    made, back = smooth(min(progress / _ASIDE, 1.0)), smooth(min((1 - progress) / _ASIDE, 1.0))
    across = smooth(float(np.clip((progress - _ASIDE) / (1 - 2 * _ASIDE), 0.0, 1.0)))
    return min(made, back), across


def _passing(trial: Trial, way: float, lanes: Region) -> Callable[[float, float], None]:
    """Return what sets an image as far aside, and as far along its way, as it is told.

    Parameters
    ----------
    way
        To the right, scene units.
    lanes
        Of whose upper half those have the room that go to the left, the others of the lower half.
    """
    passing, half = trial.copy(), (lanes.height - NEAR) / 2
    if abs(way) > _THERE:
        passing.scale(min(1.0, half / trial.height))
        side = -np.sign(way)
        short = side * lanes.y + (NEAR + passing.height) / 2 - side * passing.get_y()
        passing.shift(side * max(short, 0.0) * UP)
    parts = [
        (part, part.points.copy(), aside.points)
        for part, aside in zip(trial.get_family(), passing.get_family(), strict=True)
    ]

    def go(aside: float, across: float) -> None:
        for part, start, beside in parts:
            part.points = start + (beside - start) * aside + RIGHT * way * across

    return go


def _rising(trial: Trial, end: float, way: float, seconds: float) -> Follow:
    start = trial.image.get_y()

    def rise(progress: float) -> None:
        trial.sum.set_value(progress * end)
        trial.shift(UP * (start + way * progress - trial.image.get_y()))

    return Follow(trial, rise, seconds, rate_functions.ease_in_out_sine)
