"""All lines into one neuron: each without a weight, or as its weight has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, RIGHT, Transform, path_along_arc, smooth, straight_path

from scenes.components.animations import Follow, staggered
from scenes.components.network.one_neuron import Spokes
from scenes.look.encoding import plain_rgba, rgba, symmetric_limit, weight_rgba

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from scenes.components.grids.marks import Marks
    from scenes.components.network.column import NeuronColumn
    from scenes.figures import Figures

    Floats = NDArray[np.float64]

__all__ = ["Fan"]

_THIN_SHARE, _THINNEST = 0.25, 0.8
"""The thinnest line, as a share of the widest, and in pixels at 1080p."""
_LEAST_WIDE, _MOST_WIDE, _WIDE_SHARE = 3.6, 16.0, 0.35
"""The widest line, pixels at 1080p, and as a share of the distance between two neurons."""
_NEAR_WIDE = 12.0
"""The widest line at the least where few are looked at, however few, pixels at 1080p."""
_LAG, _OVERLAP = 0.88, 1.5
"""Of lines one by one: the share of the time between the first start and the last, at the most; and
how long each takes at the least, to the time from one start to the next: few do not flash."""
_SHINING = 1.5
"""By how much a line is wider that shines, pixels at 1080p."""
_HALF = 0.5
"""How far a line shows its weight when it counts as one that does."""
_FEW = 100
"""Of so few lines each can be pointed at."""
_BACK = 0.06
"""How visible a line is that stands back."""


class Fan(Spokes):
    """Lines from a layer to one neuron behind it, to the right or below.

    Parameters
    ----------
    figures
        Whose theme and stage are used.
    column
        The layer before, in its place, with all of its neurons.
    disc
        The neuron, in its place.
    weights
        ``(N,)``.

    Attributes
    ----------
    weights
        Of each line, as it is drawn now.
    limit
        The size at which a line has its full colour and width.
    told
        How far each line shows its weight, in [0, 1]; they begin without.
    visible
        How far each line is seen, in [0, 1].
    """

    def __init__(
        self, figures: Figures, column: NeuronColumn, disc: Marks, weights: ArrayLike
    ) -> None:
        self.theme = figures.theme
        self.weights = np.array(weights, dtype=np.float64)
        self.limit = symmetric_limit(self.weights)
        self.told, self.visible = np.zeros_like(self.weights), np.ones_like(self.weights)
        self._pixel = figures.stage.pixel
        room = column.pitch / column.abreast / self._pixel
        self._widest = float(np.clip(room * _WIDE_SHARE, _LEAST_WIDE, _MOST_WIDE))
        self._most = np.full_like(self.weights, self._widest)
        strong = weight_rgba(self.theme, self.weights, self.limit)
        super().__init__(*_ends(column, disc), strong, np.zeros_like(self.weights))
        self._update()

    def tell(self, seconds: float) -> Follow:
        """Return the animation in which line after line takes on its weight."""

        def change(progress: float) -> None:
            self.told = self._one_by_one(progress)
            self._update(_bump(self.told))

        return Follow(self, change, run_time=seconds)

    def shine(self, seconds: float) -> Follow:
        """Return the animation in which every line shines for a moment, one after the other."""

        def change(progress: float) -> None:
            self._update(_bump(self._one_by_one(progress)))

        return Follow(self, change, run_time=seconds)

    def _one_by_one(self, progress: float) -> Floats:
        count = len(self.weights)
        lag = min(_LAG, (count - 1) / (count - 1 + _OVERLAP))
        return staggered(progress, np.linspace(0, 1, count), lag)

    def tell_all(self) -> Self:
        """Let every line show its weight."""
        self.told[:] = 1.0
        return self._update()

    def become_bars(self, bars: Marks, seconds: float) -> Transform:
        """Return how each line shrinks to a bar, which lies along it: the bars are not shown.

        Lines turn about where they begin, to that side on which none crosses another.
        """
        there, count = self.copy(), len(bars)
        starts, ends = self.points[:count], self.points[count:]
        way = (ends - starts).mean(axis=0)
        along = RIGHT * _side(starts, way) * _side(bars.centres, RIGHT)
        half = bars.halves[:, :1] * along
        there.points = np.concatenate([bars.centres - half, bars.centres + half])
        there.colours, there.widths = bars.fills.copy(), bars.halves[:, 1] * 2
        swing = path_along_arc(_angle(way, along))

        def path(here: Floats, to: Floats, share: float) -> Floats:
            begin = straight_path()(here[:count], to[:count], share)
            return np.concatenate([begin, swing(here[count:], to[count:], share)])

        return Transform(self, there, run_time=seconds, path_func=path)

    @property
    def told_already(self) -> float:
        """How many lines show their weight, a whole number."""
        return float((self.told > _HALF).sum())

    def show_only(self, these: ArrayLike, seconds: float, *, near: bool = False) -> Follow:
        """Return the animation in which all but these ``(N,)`` stand back.

        Lines that are looked at from near are wider, all on one scale: those of one such picture
        can be compared with those of the next.
        """
        chosen = np.asarray(these, dtype=bool)
        wide = max(self._widest, _NEAR_WIDE) if near else self._widest
        before = np.stack([self.visible, self._most])
        after = np.where(chosen, [[1.0], [wide]], [[_BACK], [self._widest]])

        def change(progress: float) -> None:
            self.visible, self._most = before + (after - before) * progress
            self._update()

        return Follow(self, change, run_time=seconds, rate_func=smooth)

    def set_weight(self, index: int, weight: float) -> Self:
        """Draw one line as another weight would have it."""
        self.weights[index] = weight
        return self._update()

    def _update(self, shine: ArrayLike = 0.0) -> Self:
        """Colour the lines, those that shine in the highlight."""
        bright = np.broadcast_to(shine, self.told.shape)[:, None]
        plain = plain_rgba(self.theme, few=len(self.weights) <= _FEW)
        colours = weight_rgba(self.theme, self.weights, self.limit)
        colours = plain + (colours - plain) * self.told[:, None]
        colours += (rgba(self.theme.highlight) - colours) * bright
        colours[:, 3] *= self.visible
        sizes = np.minimum(np.abs(self.weights) / self.limit, 1.0) * self.told
        thinnest = np.maximum(self._most * _THIN_SHARE, _THINNEST)
        widths = thinnest + (self._most - thinnest) * sizes + _SHINING * bright[:, 0]
        self.colours, self.widths = colours, widths * self._pixel
        if self.theme.for_paper:
            self.dashed = (self.weights < 0) & (self.told > _HALF)
        return self


def _bump(progress: Floats) -> Floats:
    """Return how strongly each of them shines on its way."""
    return 4 * progress * (1 - progress)


def _angle(first: Floats, second: Floats) -> float:
    """Return the turn to the left from one way ``(3,)`` to another, radians."""
    (x, y), (along, up) = first[:2], second[:2]
    return float(np.arctan2(x * up - y * along, x * along + y * up))


def _side(places: Floats, way: Floats) -> float:
    """Return on which side of a way ``(3,)`` the first of some places is: 1 left, -1 right."""
    return -1.0 if _angle(places[-1] - places[0], way) < 0 else 1.0


def _ends(column: NeuronColumn, disc: Marks) -> tuple[Floats, Floats]:
    """Return where lines leave, each on its own place along the layer, and where they arrive."""
    edges, several = column.ends(DOWN if column.across else RIGHT), column.abreast
    step = (RIGHT if column.across else DOWN) * column.pitch
    slots = (np.arange(len(edges)) - (several - 1) / 2) / several
    starts = edges[0] + np.outer(slots, step)
    way = disc.centres[0] - starts
    ends = disc.centres[0] - way / np.linalg.norm(way, axis=1)[:, None] * disc.halves[0, 0]
    return starts, ends
