"""The neurons of a layer as knobs in rows: one of them large at first, then all set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import Group, smooth

from scenes.components.animations import Follow, staggered
from scenes.components.grids.grids import grid_centres
from scenes.components.network.knobs import Dial, Knob
from scenes.components.verbs import CHANGE, SMALL
from scenes.facts.choosing import lively_rows
from scenes.facts.readings import activation
from scenes.look.sizes import PIXELS_PER_UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation
    from numpy.typing import NDArray

    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["KnobDesk"]

_MOST, _SOME = 36, 16
"""A layer with more neurons than the one, or with more than can be read, shows so many of them."""
_READABLE = 33
"""Pixels at 1080p, the size of the letters: a smaller number inside a knob cannot be read."""
_TELLING = 0.6
"""The large one is that which is nearest to this share of the scale."""
_EVEN = 0.7
"""Rows are of one length, if the knobs become no smaller than such a share for it, and can be
read."""
_HIDDEN = 0.6
"""The size of the others to that of the large one, while its disc hides them."""
_LAG = 0.5
"""The share of the time between the first knob's start and the last one's."""


class KnobDesk(Group):
    """Knobs, each with what its neuron holds.

    Parameters
    ----------
    figures
        Which reads what the neurons hold.
    layer
        Whose neurons they are.
    region
        Where they go at last.
    stops
        Numbers to which the large one is turned: they are on its dial.

    Attributes
    ----------
    excerpt
        Which neurons are shown.
    knobs, large
        All, and the one that is large at first.
    dial
        The range of all.
    """

    def __init__(
        self, figures: Figures, layer: int, region: Region, stops: Sequence[float] = ()
    ) -> None:
        values = figures.trace.activations[layer]
        self.dial = Dial.of([*values, *stops])
        telling = np.abs(np.abs(values) / self.dial.high - _TELLING).argmin()
        least = figures.stage.letters(_READABLE) / PIXELS_PER_UNIT / self.dial.letters
        fits = _side(len(values), region) >= least and len(values) <= _MOST
        self.excerpt = lively_rows(values, int(telling), len(values) if fits else _SOME)
        self._abreast = _abreast(len(self.excerpt.shown), region, least)
        self.knobs = [
            Knob(figures, activation(layer, neuron), self.dial).put(*place)
            for neuron, place in zip(self.excerpt.shown, self._places(region), strict=True)
        ]
        place = self.excerpt.shown.index(int(telling))
        self.large = self.knobs[place]
        self.others = [knob for knob in self.knobs if knob is not self.large]
        super().__init__(*self.others, self.large)

    def _places(self, region: Region) -> list[tuple[NDArray[np.float64], float]]:
        """Return the centre ``(3,)`` of each knob, in rows, and the side of its square."""
        count, abreast = len(self.excerpt.shown), self._abreast
        rows, cell = -(-count // abreast), _side(count, region, abreast)
        places = grid_centres(rows, abreast, cell)[:count]
        places[(rows - 1) * abreast :, 0] += (rows * abreast - count) * cell / 2
        return [(np.array([x, y, 0.0]) + region.centre, cell) for x, y in places]

    def only_large(self, region: Region, below: float = 0.0) -> Self:
        """Make one neuron as large as fits a region, with some room below it, scene units.

        The others are hidden by its disc.
        """
        large = self.large.fill(region, below=below)
        for knob in self.others:
            knob.number.set_opacity(0)
            knob.turn_to(0.0).put(large.centre, large.room * _HIDDEN)
        return self

    def spread(self, region: Region, seconds: float = CHANGE) -> Animation:
        """Return the animation of all to their places in rows, in a region."""
        starts = [(knob.centre, knob.room) for knob in self.knobs]
        ends = self._places(region)

        def follow(progress: float) -> None:
            for knob, start, end in zip(self.knobs, starts, ends, strict=True):
                centre = start[0] + (end[0] - start[0]) * progress
                knob.put(centre, start[1] + (end[1] - start[1]) * progress)

        return Follow(self, follow, run_time=seconds, rate_func=smooth)

    def show_numbers(self) -> Animation:
        """Return the animation of the numbers that the others hold, still zero."""

        def follow(progress: float) -> None:
            for knob in self.others:
                knob.number.set_opacity(progress)

        return Follow(self, follow, run_time=SMALL)

    def set_all(self, seconds: float) -> Animation:
        """Return the animation of all knobs from where they stand to what they really hold."""
        starts = [knob.number.value for knob in self.knobs]
        order = np.linspace(0, 1, len(self.knobs))

        def follow(progress: float) -> None:
            shares = staggered(progress, order, _LAG)
            for knob, start, share in zip(self.knobs, starts, shares, strict=True):
                knob.turn_to(start + (knob.real - start) * float(share))

        return Follow(self, follow, run_time=seconds)

    def cite(self) -> None:
        """Record that all show what they really hold."""
        for knob in self.knobs:
            knob.cite()


def _side(count: int, region: Region, abreast: int = 0) -> float:
    """Return the side of so many squares in a region, so many abreast; or as large as can be."""
    if not abreast:
        return max(_side(count, region, abreast) for abreast in range(1, count + 1))
    return min(region.width / abreast, region.height / -(-count // abreast))


def _abreast(count: int, region: Region, least: float) -> int:
    """Return how many knobs go side by side, so that they are large, and rows of one length."""
    ways = range(1, count + 1)
    largest = max(ways, key=lambda n: _side(count, region, n))
    even = max((n for n in ways if count % n == 0), key=lambda n: _side(count, region, n))
    enough = max(_EVEN * _side(count, region, largest), least)
    return even if _side(count, region, even) >= enough else largest
