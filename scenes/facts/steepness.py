"""How steep the sigmoid is where a layer's sums are; no Manim in here."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenes.facts.layer_sums import evenly_by_rank
from scenes.facts.sources import slope_at

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from netcore import Trace

    Floats = NDArray[np.float64]

__all__ = ["FLAT", "FlatSums", "SigmoidSums", "sigmoid_slope"]

FLAT = 0.05
"""Where its slope is less than this, a fifth of the greatest, the sigmoid is called flat."""

_LEAST, _MOST = 6.0, 12.0
"""How far from zero the sums are drawn: so that the curve's ends are seen, and its middle."""
_DRAWN = 128


def sigmoid_slope(sums: ArrayLike) -> Floats:
    """Return how steep the sigmoid is at each sum, ``(N,)``."""
    return slope_at("sigmoid", sums)


@dataclass(frozen=True)
class FlatSums:
    """At how many of a layer's sums the slope of the sigmoid is less than `below`."""

    layer: int
    below: float = FLAT

    def of(self, trace: Trace) -> float:
        """Return the count."""
        return float((sigmoid_slope(trace.pre_activations[self.layer]) < self.below).sum())


class SigmoidSums:
    """A layer's sums z on the sigmoid, whatever its own function is.

    Attributes
    ----------
    layer, count
        Which one, and how many sums it has.
    function
        Its own.
    reach, end
        So far from zero sums are drawn, and so far the curve is turned along.
    drawn
        ``(n,)`` those that are drawn: all that are in reach, or some evenly chosen by rank.
    beyond
        How many are further out.
    story
        The sum of the neuron that the lesson follows, or the end of the reach on its side.
    """

    def __init__(self, trace: Trace, layer: int, story: int) -> None:
        sums = trace.pre_activations[layer]
        self.layer, self.count = layer, len(sums)
        self.function = trace.network.layer(layer).activation
        self.reach = float(np.clip(math.ceil(np.abs(sums).max()), _LEAST, _MOST))
        self.end = _LEAST
        near = sums[np.abs(sums) <= self.reach]
        self.beyond = self.count - len(near)
        self.drawn = near[evenly_by_rank(near, _DRAWN, ())] if len(near) else near
        self.story = float(np.clip(sums[story], -self.end, self.end))
        self.flat = int((sigmoid_slope(sums) < FLAT).sum())
