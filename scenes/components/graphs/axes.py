"""The two number lines of a squish: sums z, and the activations that they become."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenes.components.graphs.number_line import NumberLine, nice_step, round_range
from scenes.components.graphs.value_labels import ValueLabel
from scenes.components.grids.discs import discs
from scenes.components.grids.marks import Marks
from scenes.look.encoding import activation_rgba, rgba
from scenes.look.sizes import LABEL, NUMBER, PIXELS_PER_UNIT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scenes.components.grids.marks import Marks
    from scenes.facts.layer_sums import LayerSums
    from scenes.facts.sources import Source
    from scenes.figures import Figures

__all__ = ["ACTIVATION_NAME", "SUM_NAME", "SquishAxes", "followed_labels", "sum_points"]

SUM_NAME, ACTIVATION_NAME = "z = weighted sum + bias", "activation a"
"""What axes are called."""

_TICK_ROOM, _SMALL_TICK_ROOM = 0.8, 0.14
"""From one labelled tick, or one small tick, to the next at least, scene units."""
_MANY = 8
"""So many labels are a scale, which is read as one: the few are numbers."""
_SIDE, _NUMBERED = 0.6, 2.75
"""What a line keeps free at its ends: for tips; and in ems, for the numbers of an upright axis."""
_SMALLEST_RADIUS, _RADIUS_SHARE = 0.06, 0.009
"""A point's radius grows with the line's length."""
_RING = 0.75
"""Opacity of a point's outline."""


class SquishAxes:
    """Chooses the part of the number line that is shown, and makes lines of it.

    Parameters
    ----------
    figures
        Whose theme and stage are used.
    sums
        The layer.

    Attributes
    ----------
    length
        Of the line of sums, scene units.
    low, high, step
        Of that line.
    """

    def __init__(self, figures: Figures, sums: LayerSums) -> None:
        self.theme, self.sums = figures.theme, sums
        self._letters = figures.stage.letters(NUMBER)
        side = _SIDE if sums.words.bounded else _NUMBERED * self._letters / PIXELS_PER_UNIT
        self.length = figures.stage.picture.width - 2 * max(side, _SIDE)
        least, greatest = sums.reach()
        most = int(self.length / _TICK_ROOM)
        for parts in range(most, 0, -1):
            self.step = nice_step(greatest - least, parts)
            self.low, self.high = round_range(least, greatest, self.step)
            if self.high - self.low <= (most + 0.5) * self.step:
                return

    @property
    def activation_range(self) -> tuple[float, float]:
        """The lowest and the highest activation that are shown."""
        words = self.sums.words
        return (
            self.low if words.low is None else words.low,
            self.high if words.high is None else words.high,
        )

    def sum_line(self, *, endless: bool = False) -> NumberLine:
        """Return the line of sums."""
        few = (self.high - self.low) / self.step < _MANY - 1
        size = max(LABEL, self._letters) if few else LABEL
        return NumberLine(
            self.low, self.high, self.step, self.theme.text, self.length, size,
            minor=self._minor, endless=endless,
        )  # fmt: skip

    def activation_line(self, length: float, *, upright: bool = False) -> NumberLine:
        """Return the line of activations."""
        bounded = self.sums.words.bounded
        return NumberLine(
            *self.activation_range, 1.0 if bounded else self.step, self.theme.highlight, length,
            self._letters, minor=2 if bounded else 1, upright=upright, labels="ends",
        )  # fmt: skip

    @property
    def _minor(self) -> int:
        """How many small, round steps a labelled one is divided into, where there is room."""
        pitch = self.length * self.step / (self.high - self.low)
        round_parts = {"1": (5, 2), "2": (4, 2), "5": (5,)}[f"{self.step:e}"[0]]
        return next((n for n in round_parts if pitch / n >= _SMALL_TICK_ROOM), 1)


def sum_points(axes: SquishAxes, *, lit: bool) -> Marks:
    """Return a disc for each sum, at the origin: dark, or with its activation."""
    sums, theme = axes.sums, axes.theme
    rings = np.tile(rgba(theme.text, _RING), (len(sums.drawn), 1))
    rings[sums.story] = rgba(theme.highlight)
    shown = sums.activations if lit else np.zeros(len(sums.drawn))
    fills = activation_rgba(theme, shown, sums.limit)
    radius = _SMALLEST_RADIUS + axes.length * _RADIUS_SHARE
    return discs(theme, np.zeros((len(sums.drawn), 2)), radius, fills, 2.6, rings)


def followed_labels(
    figures: Figures,
    sums: LayerSums,
    symbol: str,
    source: Callable[[int, int], Source],
    places: Sequence[int] | None = None,
) -> list[ValueLabel]:
    """Return the numbers of these neurons, or of all followed, by rising z; the story's is gold."""
    labels, size = [], figures.stage.letters(NUMBER)
    for place in sums.followed if places is None else places:
        colour = figures.theme.highlight if place == sums.story else figures.theme.text
        number = figures.read(source(sums.number, int(sums.drawn[place])), size, colour=colour)
        labels.append(ValueLabel(figures.formula(symbol, size, colour), number))
    return labels
