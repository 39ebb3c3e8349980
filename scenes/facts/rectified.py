"""One neuron's sums for many inputs, on their way from a sigmoid to a rectifier; no Manim here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

import netcore
from scenes.facts.sources import slope_at

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from scenes.facts.samples import Samples

    Floats = NDArray[np.float64]

__all__ = ["Rectified"]

_LEAST, _SIDE = 2.0, 0.3
"""The axis goes so far to both sides at least: by itself, and to the longer side."""
_BEYOND = 0.04
_FROM, _TO = "sigmoid", "relu"


class Rectified:
    """The sums z of a neuron, and what a curve that bends makes of them.

    Parameters
    ----------
    samples
        What the neuron is shown.
    layer, neuron
        Which one it is.

    Attributes
    ----------
    sums
        ``(N,)``, with the bias.
    own
        The place of the input that the clip is told to show.
    function
        The neuron's own.
    low, high
        Ends of the axis that shows all sums.
    bent
        How far the curve is bent: at 0 it is the sigmoid, at 1 the rectifier.
    """

    def __init__(self, samples: Samples, layer: int, neuron: int) -> None:
        self.samples, self.layer, self.neuron = samples, layer, neuron
        own = samples.network.layer(layer)
        self.sums = samples.sums(layer, neuron) + own.biases[neuron]
        self.own, self.function = samples.own, own.activation
        least, most = float(self.sums.min()), float(self.sums.max())
        low, high = min(least, -_LEAST, -most * _SIDE), max(most, _LEAST, -least * _SIDE)
        edge = (high - low) * _BEYOND
        self.low, self.high = low - edge, high + edge
        self.bent = 0.0

    def activations(self, sums: ArrayLike) -> Floats:
        """Return what the curve makes of sums, ``(N,)``, as far as it is bent."""
        return self._between(netcore.activation(_FROM)(sums), netcore.activation(_TO)(sums))

    def slopes(self, sums: ArrayLike) -> Floats:
        """Return how steep it is there, ``(N,)``."""
        return self._between(slope_at(_FROM, sums), slope_at(_TO, sums))

    @property
    def limit(self) -> float:
        """The activation that is drawn in full: none that is shown is larger."""
        most = max(self.high, 1.0)
        return 1.0 + (most - 1.0) * self.bent

    @property
    def name(self) -> str:
        """What the curve is now, as netcore calls it."""
        return _TO if self.bent else _FROM

    @property
    def passing(self) -> int:
        """How many sums are above zero."""
        return int((self.sums > 0).sum())

    def _between(self, first: ArrayLike, last: ArrayLike) -> Floats:
        start, end = np.asarray(first, dtype=np.float64), np.asarray(last, dtype=np.float64)
        between: Floats = start + (end - start) * self.bent
        return between
