"""One layer's sums z and what becomes of them; no Manim in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

import netcore
from scenes.facts.functions import Squish, squish_of
from scenes.facts.words import in_words
from scenes.look.encoding import activation_limit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netcore import Trace

__all__ = ["LayerSums", "evenly_by_rank"]

_FEW = 10
_DECIMALS = 2
"""With which activations are written."""
_MOST = 128
"""Neurons whose sums are drawn: more would hide each other."""


class LayerSums:
    """The sums z of a layer, its biases included, its activations a, and the function between them.

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
    story
        The place in `drawn` of the neuron that the lesson follows.
    """

    def __init__(self, trace: Trace, layer: int, story: int) -> None:
        self.number = layer
        self._all, self._all_activations = trace.pre_activations[layer], trace.activations[layer]
        self.count = len(self._all)
        self.function = netcore.activation(trace.network.layer(layer).activation)
        words = squish_of(self.function.name)
        if words is None:
            raise ValueError(f"{self.function.name} is no function of single sums")
        self.words = words
        telling = (_in_between(self._all, self.words), story)
        self.drawn = evenly_by_rank(self._all, _MOST, telling)
        self.story = int(np.flatnonzero(self.drawn == story)[0])
        self.sums, self.activations = self._all[self.drawn], self._all_activations[self.drawn]

    @property
    def followed(self) -> list[int]:
        """The neurons whose numbers are written, by rising z, as places in `drawn`.

        They are the one that the lesson follows, those with the smallest and the largest sum, and
        one in between.
        """
        z = self.sums
        chosen = {int(z.argmin()), _in_between(z, self.words), int(z.argmax()), self.story}
        return sorted(chosen, key=lambda neuron: float(z[neuron]))

    @property
    def landing(self) -> list[int]:
        """Those of `followed` whose activations are written where they lie side by side.

        Of several that are written alike, and so lie at one place, it is one: the lesson's, if it
        is among them.
        """
        first = sorted(self.followed, key=lambda neuron: neuron != self.story)
        told = {round(float(self.activations[neuron]), _DECIMALS): neuron for neuron in first[::-1]}
        return [neuron for neuron in self.followed if neuron in told.values()]

    @property
    def others(self) -> list[int]:
        """All but the one that the lesson follows, as places in `drawn`."""
        return [place for place in range(len(self.drawn)) if place != self.story]

    @property
    def fitting(self) -> list[int]:
        """The neurons whose sum is in the range of activations already, as places in `drawn`."""
        fitting: list[int] = np.flatnonzero(self._fits(self.sums)).tolist()
        return fitting

    def _fits(self, z: NDArray[np.float64]) -> NDArray[np.bool_]:
        low = -np.inf if self.words.low is None else self.words.low
        high = np.inf if self.words.high is None else self.words.high
        return (z >= low) & (z <= high)

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
        count = int(self._fits(z).sum())
        if count == len(z):
            return "All of these happen to fit."
        if count > _FEW:
            return "Not all of these fit."
        verb = "fits" if count <= 1 else "fit"
        return f"{f'Only {in_words(count)}' if count else 'None'} of these {verb}."


def _in_between(z: NDArray[np.float64], words: Squish) -> int:
    """Return which sum is worth following besides the smallest and the largest.

    It is the one nearest zero, where a squish leaves most room; where nothing is squished, the one
    nearest half of the largest, which tells most of what stays as it is.
    """
    middle = 0.0 if words.bounded else max(float(z.max()) / 2, 0.0)
    return int(np.abs(z - middle).argmin())


def evenly_by_rank(z: NDArray[np.float64], most: int, telling: tuple[int, ...]) -> NDArray[np.intp]:
    """Return the indices, rising, of up to `most` sums in equal steps of rank.

    The smallest, the largest and the `telling` ones are among them.
    """
    if len(z) <= most:
        return np.arange(len(z))
    order = np.argsort(z, kind="stable")
    steps = np.linspace(0, len(z) - 1, most - len(telling)).round().astype(np.intp)
    return np.unique(np.append(order[steps], np.array(telling, dtype=np.intp)))
