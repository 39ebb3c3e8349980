"""One layer's weighted sums and what becomes of them; no Manim in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

import netcore
from scenes.facts.functions import SQUISHES, Squish
from scenes.look.encoding import activation_limit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netcore import Trace

__all__ = ["LayerSums"]

_MOST = 128
"""Neurons whose sums are drawn: more would hide each other."""

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


class LayerSums:
    """The weighted sums z of a layer, its activations a, and the function between them.

    Attributes
    ----------
    count
        Of the layer's neurons.
    drawn
        ``(n,)`` indices of those that are drawn, rising: all, or some evenly chosen by rank.
    sums, activations
        ``(n,)``, of those.
    function
        From z to a, elementwise.
    words
        What is said about it.
    """

    def __init__(self, trace: Trace, layer: int) -> None:
        self.number = layer
        self._all, self._all_activations = trace.weighted_sums[layer], trace.activations[layer]
        self.count = len(self._all)
        self.function = netcore.activation(trace.network.layer(layer).activation)
        self.words = SQUISHES[self.function.name]
        self.drawn = _evenly_by_rank(self._all, _MOST, _in_between(self._all, self.words))
        self.sums, self.activations = self._all[self.drawn], self._all_activations[self.drawn]
        self._last = len(trace.network.layers)

    @property
    def name(self) -> str:
        """What the layer is called."""
        if self.number == self._last:
            return "output layer"
        if self._last == 2:
            return "hidden layer"
        if self.number <= len(_ORDINALS):
            return f"{_ORDINALS[self.number - 1]} hidden layer"
        return f"hidden layer {self.number}"

    @property
    def followed(self) -> list[int]:
        """The neurons with the smallest sum, one in between, and the largest, by rising z.

        They are places in `drawn`.
        """
        z = self.sums
        chosen = {int(z.argmin()), _in_between(z, self.words), int(z.argmax())}
        return sorted(chosen, key=lambda neuron: float(z[neuron]))

    @property
    def limit(self) -> float:
        """The size of an activation that is drawn in full."""
        return activation_limit(self._all_activations)

    def reach(self) -> tuple[float, float]:
        """Return the part of the number line that shows all sums, zero, and the function's ends.

        Neither side of zero gets less than a third of it.
        """
        flat = self.words.flat
        low = min(float(self.sums.min()), -flat)
        high = max(float(self.sums.max()), flat)
        if low >= 0 and high <= 0:
            return -1.0, 1.0
        return min(low, -high / 2), max(high, -low / 2)

    def how_many_fit(self) -> str:
        """Say how many of several sums lie in the range of activations; "" if any number does."""
        words, z = self.words, self._all
        if (words.low is None and words.high is None) or len(z) == 1:
            return ""
        low = -np.inf if words.low is None else words.low
        high = np.inf if words.high is None else words.high
        count, total = int(np.sum((z >= low) & (z <= high))), len(z)
        if count == total:
            return f"All {total:,} of these happen to fit."
        verb = "fits" if count in (0, 1) else "fit"
        return (
            f"Only {count:,} of these {total:,} {verb}."
            if count
            else f"None of these {total:,} fits."
        )

    def how_they_move(self) -> str:
        """Say where the points go while the curve is drawn."""
        if len(self.sums) == 1:
            return "The point moves to where its two numbers meet: it lies on this curve."
        return "Each point moves to where its two numbers meet. Together they trace one curve."


def _in_between(z: NDArray[np.float64], words: Squish) -> int:
    """Return which sum is worth following besides the smallest and the largest.

    It is the one nearest zero, where a squish leaves most room; where nothing is squished, the one
    nearest half of the largest, which tells most of what stays as it is.
    """
    middle = 0.0 if words.bounded else max(float(z.max()) / 2, 0.0)
    return int(np.abs(z - middle).argmin())


def _evenly_by_rank(z: NDArray[np.float64], most: int, one: int) -> NDArray[np.intp]:
    """Return the indices, rising, of up to `most` sums in equal steps of rank.

    The smallest, the largest and that `one` are among them.
    """
    if len(z) <= most:
        return np.arange(len(z))
    ranks = np.linspace(0, len(z) - 1, most).round().astype(np.intp)
    order = np.argsort(z, kind="stable")
    rank = int(np.flatnonzero(order == one)[0])
    if rank not in ranks:
        ranks[1 + np.abs(ranks[1:-1] - rank).argmin()] = rank
    return np.sort(order[ranks])
