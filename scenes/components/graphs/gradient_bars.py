"""How strongly each layer's weights move a network's error, as bars from the last layer down."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Self

import numpy as np
from manim import RIGHT, Group, Line, VGroup

from scenes.components.animations import staggered
from scenes.components.grids.marks import Marks
from scenes.facts.courses import Measured, course
from scenes.look.encoding import rgba
from scenes.look.sizes import LABEL, NEAR, NUMBER, TIGHT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.figures import Figures
    from scenes.look.stage import Region

    Floats = NDArray[np.float64]

__all__ = ["GradientBars"]

_THICK = 0.3
"""Half the thickness of a bar, to the distance of two."""
_LEAST = 0.01
"""Half the length of a bar of nothing, scene units."""
_LAG = 0.7
_DIGITS = 2
_LINE = 0.25
"""Opacity of the lines of a scale of tenths."""


class GradientBars(Group):
    """One bar a layer, the last layer's on top; first on a plain scale, then on one of tenths.

    Parameters
    ----------
    figures
        Which reads the numbers.
    run
        Of `netcore.RUNS`: whose gradients.
    region
        What it fills.

    Attributes
    ----------
    names, bars, numbers
        Of each layer, from the top.
    tenths
        Lines, from each to the next ten times more.
    """

    def __init__(self, figures: Figures, run: str, region: Region) -> None:
        self._gradients = course(run).gradients[::-1]
        layers = range(len(self._gradients), 0, -1)
        theme, size = figures.theme, figures.stage.letters
        self.names = VGroup(*(figures.words(f"layer {layer}", size(LABEL)) for layer in layers))
        sources = [Measured(run, "gradient", layer) for layer in layers]
        self.numbers = VGroup(
            *(
                figures.read(source, size(NUMBER), _decimals(source.of(figures.trace)))
                for source in sources
            )
        )
        self._place(region)
        count = len(sources)
        self.bars = Marks(np.zeros((count, 3)), _LEAST, rgba(theme.highlight), np.zeros(4))
        self.tenths = self._tenths(theme.text)
        super().__init__(self.names, self.bars, self.numbers)
        self.grow(0.0)

    def _place(self, region: Region) -> None:
        count = len(self._gradients)
        self._pitch = region.height / count
        top = region.y + region.height / 2 - self._pitch / 2
        self._rows = top - np.arange(count) * self._pitch
        widest = max(name.width for name in self.names)
        left = region.x - region.width / 2
        for name, y in zip(self.names, self._rows, strict=True):
            name.move_to((left + widest / 2, y, 0))
        self._left = left + widest + NEAR
        right = region.x + region.width / 2
        self._room = right - self._left - self._widest() - TIGHT
        self._bottom = region.y - region.height / 2

    def _widest(self) -> float:
        """Return how much room numbers take behind the ends of their bars, at the most.

        The longest number stands at the shortest bar, on either scale.
        """
        return float(self.numbers[0].width)

    @property
    def _logs(self) -> Floats:
        """How many times ten each is above the left end of a scale of tenths, ``(layers,)``."""
        logs = np.log10(self._gradients)
        return np.asarray(logs - (math.floor(logs.min()) - 1), dtype=np.float64)

    def _tenths(self, colour: str) -> VGroup:
        most = self._logs.max()
        lines = VGroup()
        top = self._rows[0] + self._pitch / 2
        for power in range(int(most) + 1):
            x = self._left + self._room * power / most
            lines.add(Line((x, self._bottom, 0), (x, top, 0), stroke_width=2, color=colour))
        return lines.set_stroke(opacity=_LINE)

    def grow(self, progress: float) -> Self:
        """Let the bars grow this far, in [0, 1], one after the other, on a plain scale."""
        order = np.linspace(0, 1, len(self._gradients))
        own = staggered(progress, order, _LAG)
        for number, share in zip(self.numbers, own, strict=True):
            number.set_fill(opacity=min(1.0, 3 * float(share)))
        return self._show(own * self._gradients / self._gradients.max())

    def spread(self, progress: float) -> Self:
        """Go from the plain scale to one of tenths, this far in [0, 1]."""
        plain, logs = self._gradients / self._gradients.max(), self._logs / self._logs.max()
        return self._show(plain + (logs - plain) * progress)

    def _show(self, shares: Floats) -> Self:
        half = np.maximum(self._room * shares / 2, _LEAST)
        places = np.column_stack([self._left + half, self._rows, np.zeros(len(half))])
        self.bars.place(places, np.column_stack([half, np.full(len(half), self._pitch * _THICK)]))
        for number, place, reach in zip(self.numbers, places, half, strict=True):
            number.next_to(place + RIGHT * reach, RIGHT, buff=TIGHT)
        return self


def _decimals(value: float) -> int:
    """Return the decimals of two significant digits, however small a number is."""
    return _DIGITS - 1 - math.floor(math.log10(value))
