"""How strongly each layer's weights move a network's error, as bars from the last layer down."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import DOWN, RIGHT, Group, Line, VGroup

from scenes.components.animations import staggered
from scenes.components.fitting import in_line
from scenes.components.graphs.run_record import what_network
from scenes.components.grids.marks import Marks
from scenes.facts.courses import Measured, course
from scenes.look.encoding import rgba
from scenes.look.sizes import FORMULA, LABEL, NEAR, NUMBER, TIGHT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.figures import Figures
    from scenes.look.stage import Region

    Floats = NDArray[np.float64]
    AnyFloats = NDArray[np.floating[Any]]

__all__ = ["GradientBars", "TimesSmaller", "gradient_title"]

_THICK = 0.3
"""Half the thickness of a bar, to the distance of two."""
_DOT = 0.24
"""Half the size of a dot, to the same."""
_LEAST = 0.01
"""Half the length of a bar of nothing, scene units."""
_LEFT, _ARRIVED = 0.05, 0.85
"""Of the way of a bar: until there it comes to be seen, and from there on its number is."""
_DIGITS = 2
_LARGER = 1.3
_LINE = 0.4
"""Opacity of the lines of a scale of tenths."""


class GradientBars(Group):
    """One bar a layer, the last layer's on top, on a plain scale; on one of tenths, one dot.

    There nothing stands for zero that a bar could begin at.

    Parameters
    ----------
    figures
        Which reads the numbers.
    run
        Of `netcore.depth.RUNS`: whose gradients.
    region
        What it fills.

    Attributes
    ----------
    names, bars, numbers
        Of each layer, from the top; the bars become the dots.
    tenths
        Lines between the bars, where no number is; from each to the next ten times more.
    """

    def __init__(self, figures: Figures, run: str, region: Region) -> None:
        self._gradients = course(run).gradients[::-1]
        layers = range(len(self._gradients), 0, -1)
        theme, size = figures.theme, figures.stage.letters
        names = ["output", *(f"layer {layer}" for layer in layers[1:])]
        self.names = VGroup(*(figures.words(name, size(LABEL)) for name in names))
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
        super().__init__(self.tenths, self.names, self.bars, self.numbers)
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
        self._room = right - self._left - self._widest() - TIGHT - self._pitch * _DOT
        self._bottom = region.y - region.height / 2

    def _widest(self) -> float:
        """Return how much room numbers take behind the ends of their bars, at the most.

        The longest number stands at the shortest bar, on either scale.
        """
        return float(self.numbers[0].width)

    @property
    def first(self) -> float:
        """How far all have grown when the first one has, in [0, 1]."""
        return 1 / len(self._gradients)

    @property
    def _logs(self) -> Floats:
        """How many times ten each is above the left end of a scale of tenths, ``(layers,)``."""
        logs = np.log10(self._gradients)
        return np.asarray(logs - (math.floor(logs.min()) - 1), dtype=np.float64)

    def _tenths(self, colour: str) -> VGroup:
        most = self._logs.max()
        lines, clear = VGroup(), self._pitch * _THICK
        top, rows = self._rows[0] + self._pitch / 2, self._rows
        gaps = list(zip((*rows + clear, self._bottom), (top, *rows - clear), strict=True))
        for power in range(int(most) + 1):
            x = self._left + self._room * power / most
            for low, high in gaps:
                lines.add(Line((x, low, 0), (x, high, 0), stroke_width=2, color=colour))
        return lines.set_stroke(opacity=0)

    def grow(self, progress: float) -> Self:
        """Let each bar come out of the one above, in turn, this far in [0, 1], on a plain scale."""
        count = len(self._gradients)
        own = staggered(progress, np.linspace(0, 1, count), 1 - self.first)
        shares = self._gradients / self._gradients.max()
        before, above = np.append(0.0, shares[:-1]), np.append(self._rows[0], self._rows[:-1])
        self.bars.fills[:, 3] = np.minimum(own / _LEFT, 1.0)
        for number, share in zip(self.numbers, own, strict=True):
            number.set_fill(opacity=float(np.clip((share - _ARRIVED) / (1 - _ARRIVED), 0, 1)))
        self._show(before + (shares - before) * own, above + (self._rows - above) * own)
        return self

    def spread(self, progress: float) -> Self:
        """Go from the plain scale to one of tenths, this far in [0, 1]: bars shrink to dots."""
        self.tenths.set_stroke(opacity=_LINE * progress)
        plain, logs = self._gradients / self._gradients.max(), self._logs / self._logs.max()
        self._show(plain + (logs - plain) * progress, self._rows, progress)
        self.bars.roundness[:] = progress
        return self

    def _show(self, shares: AnyFloats, rows: AnyFloats, dots: float = 0.0) -> None:
        """Show bars of these lengths, or so much of each that dots stand where bars end."""
        dot, length = self._pitch * _DOT, self._room * shares
        half = np.maximum((length + (2 * dot - length) * dots) / 2, _LEAST)
        middles = self._left + length + dot * dots - half
        places = np.column_stack([middles, rows, np.zeros(len(half))])
        thick = self._pitch * (_THICK + (_DOT - _THICK) * dots)
        self.bars.place(places, np.column_stack([half, np.full(len(half), thick)]))
        for number, place, reach in zip(self.numbers, places, half, strict=True):
            number.next_to(place + RIGHT * reach, RIGHT, buff=TIGHT)


def gradient_title(figures: Figures, run: str, region: Region) -> VGroup:
    """Return whose gradients are shown, and what they are, in a region."""
    network = what_network(figures, run, "sigmoids, before they learn")
    network.scale(min(_LARGER, region.width / network.width))
    text = "how far a weight of each layer moves the error, on average"
    told = figures.words(text, figures.stage.letters(LABEL))
    return region.place(VGroup(network, told).arrange(DOWN, buff=TIGHT))


class TimesSmaller(VGroup):
    """How many times smaller the first layer's bar is than the last one's.

    Parameters
    ----------
    figures
        Which reads the number.
    run
        Of `netcore.depth.RUNS`.

    Attributes
    ----------
    number, source
        The number, and where it is read.
    """

    def __init__(self, figures: Figures, run: str) -> None:
        size = figures.stage.letters
        self.figures, self.source = figures, Measured(run, "shrinkage")
        self.number = figures.read(self.source, size(FORMULA), 0, figures.theme.highlight)
        words = figures.words("times smaller in layer 1 than at the output", size(NUMBER))
        super().__init__(*in_line(self.number, words, buff=NEAR))

    def cite(self) -> None:
        """Record what the number stands for."""
        self.figures.cite(self.number, self.source)


def _decimals(value: float) -> int:
    """Return the decimals of two significant digits, however small a number is."""
    return _DIGITS - 1 - math.floor(math.log10(value))
