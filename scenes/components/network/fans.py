"""How two layers are joined: neuron by neuron, each with all of the layer before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, RIGHT, AnimationGroup, Group

from scenes.components.animations import Follow, staggered
from scenes.components.network.connections import Connections, Strands
from scenes.components.network.pulses import Draw
from scenes.components.verbs import CHANGE, MOVE
from scenes.engine.changes import built
from scenes.look.encoding import connection_limit

if TYPE_CHECKING:
    from collections.abc import Callable

    from manim import Animation
    from numpy.typing import NDArray

    from scenes.components.network.home import NetworkHome

    Floats = NDArray[np.float64]

__all__ = ["Fans"]

_MOST = 24
"""So many fans at the most: of many neurons, some are joined at once."""
_FEW = 100
"""Of so few lines the strongest is drawn in full, also where others of the layer are stronger."""
_LEAST = 0.5
"""Opacity of the weakest of so few: each can be pointed at."""
_LAG, _LAG_OF_ALL = 0.75, 0.65
"""Of a sweep, until the last fan leaves; with no fan there before, it is shorter."""
_DRAWN = 0.5
"""The share of a fan's time until all of it is there; then it becomes as faint as among others."""


class _Part(Connections):
    """Some connections, as faint as they are among all: those that are `chosen`, ``(n_out, n_in)``.

    They are not seen yet.
    """

    def __init__(self, whole: Connections, chosen: NDArray[np.bool_]) -> None:
        self.chosen = chosen
        inputs = whole.weights.shape[1]
        ends = whole.points[:inputs], whole.points[inputs:]
        looks = {"limit": whole.limit, "least": whole.least}
        super().__init__(*ends, whole.weights, whole.theme, **looks)
        self.set_rest(0)

    def strands(self, kind: str, ends: Floats, pixel: float) -> Strands:
        every = super().strands(kind, ends, pixel)
        on = self.chosen.ravel()[every.order]
        places = every.order[on], every.starts[on], every.stops[on]
        return Strands(*places, every.colours[on], every.widths[on])


class Fans(Group):
    """The connections into one layer, as one fan a neuron.

    Parameters
    ----------
    home
        The network.
    layer
        Into which they lead, from 1 on.
    first
        The neuron that is joined before all others, by its index in the layer: alone, before the
        sweep. Without it the sweep joins all, in their order.

    Attributes
    ----------
    disc
        The first neuron, with a ring in the colour of what is talked about.
    one
        Its connections alone.
    signs
        Of these the positive and the negative ones, under True and False, if there are any.
    """

    def __init__(self, home: NetworkHome, layer: int, first: int | None = None) -> None:
        self.whole, column = home.connections[layer - 1], home.columns[layer]
        self.before, self.way = home.columns[layer - 1], DOWN if home.down else RIGHT
        self.ends = column.ends(-self.way)
        self.begun = first is not None
        place = 0 if first is None else int(np.searchsorted(column.shown, first))
        self.disc = column.picked_out(int(column.shown[place]))
        others = np.delete(np.arange(len(column.shown)), place)
        later = np.array_split(others, min(len(others), _MOST - 1)) if len(others) else []
        rows = [np.array([place]), *later]
        self.sizes = [len(each) for each in rows]
        self.strong = [self._strong(each) for each in rows]
        self.faint = [_Part(self.whole, self._into(each)) for each in rows]
        for part in self.strong[self.begun :]:
            part.set_reveal(0)
        self.one = self.strong[0]
        if self.begun and self.one.weights.size < _FEW:
            self.one.limit, self.one.least = connection_limit(self.one.weights), _LEAST
        signs = {True: self.one.weights > 0, False: self.one.weights < 0}
        self.signs = {sign: _Part(self.one, of) for sign, of in signs.items() if of.any()}
        super().__init__(*self.faint, *self.strong)

    def _into(self, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        chosen = np.zeros(self.whole.weights.shape, dtype=bool)
        chosen[rows] = True
        return chosen

    def _strong(self, rows: NDArray[np.intp]) -> Connections:
        starts, whole = self.before.ends(self.way), self.whole
        weights = whole.weights[rows]
        return Connections(starts, self.ends[rows], weights, whole.theme, limit=whole.limit)

    def draw_one(self, seconds: float = CHANGE) -> Animation:
        """Return the animation of the first neuron's connections."""
        return Draw(self.one, seconds)

    def light(self, chosen: Connections) -> Animation:
        """Let only some of the first neuron's connections be seen: one of the signs, or all."""
        parts = (self.one, *self.signs.values())
        fading = (built(part.animate.set_rest(part is chosen)) for part in parts)
        return AnimationGroup(*fading, run_time=MOVE)

    def sweep(self, seconds: float, told: Callable[[float], object]) -> Animation:
        """Return the animation of all: each fan is strong first, then one of many.

        `told` gets the share of the neurons that are joined.
        """

        def follow(progress: float) -> None:
            self._show(progress)
            told(self.joined(progress))

        return Follow(self, follow, run_time=seconds)

    def joined(self, progress: float) -> float:
        """Return the share of the neurons that are joined at a progress of the sweep."""
        there = self._own(progress) >= _DRAWN
        there[0] |= self.begun
        return float(np.dot(there, self.sizes)) / sum(self.sizes)

    def _own(self, progress: float) -> Floats:
        lag = _LAG if self.begun else _LAG_OF_ALL
        return staggered(progress, np.linspace(0, 1, len(self.sizes)), lag)

    def _show(self, progress: float) -> None:
        for own, strong, faint in zip(self._own(progress), self.strong, self.faint, strict=True):
            drawn = 1.0 if self.begun and strong is self.one else min(own / _DRAWN, 1.0)
            strong.set_reveal(drawn).set_rest(1 - max(own - _DRAWN, 0.0) / (1 - _DRAWN))
            faint.set_reveal(drawn if own > 0 else 0.0).set_rest(max(own - _DRAWN, 0.0) / _DRAWN)
