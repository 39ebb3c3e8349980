"""What a bias does to one neuron, for many inputs; no Manim in here."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

import netcore
from scenes.facts.functions import Squish, squish_of
from scenes.facts.words import sum_code
from scenes.look.encoding import activation_limit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.facts.samples import Samples

    Floats = NDArray[np.float64]

__all__ = ["BiasStory"]


_USUAL = -10.0


class BiasStory:
    """The sums of one neuron without its bias, and the biases that are tried on them.

    Parameters
    ----------
    samples
        What the neuron is shown.
    layer, neuron
        Which one it is.
    tried
        A bias that is not its own; None tries -10, or where no sum is above 10, or every one, minus
        the largest round number that some are above.

    Attributes
    ----------
    tried
        The bias that is tried.
    sums
        ``(N,)``.
    own
        The place of the input that the clip is told to show.
    function
        From a sum with its bias to the activation.
    real
        The neuron's bias.
    level
        The activation of a sum of zero with no bias: above it the neuron is active.
    """

    def __init__(self, samples: Samples, layer: int, neuron: int, tried: float | None) -> None:
        self.samples, self.layer, self.neuron = samples, layer, neuron
        own = samples.network.layer(layer)
        self.sums, self.own = samples.sums(layer, neuron), samples.own
        self.function = netcore.activation(own.activation)
        words = squish_of(self.function.name)
        if words is None:
            raise ValueError(f"{self.function.name} is no function of single sums")
        self.words: Squish = words
        self.real = float(own.biases[neuron])
        self.level = float(self.function(0.0))
        self.tried = self._telling() if tried is None else tried

    def _telling(self) -> float:
        """Return a bias with which the neuron is active for fewer inputs, but for some."""
        usual, before = self.active(_USUAL), self.active(0.0)
        if 0 < usual < before or not before:
            return _USUAL
        power = 10.0 ** math.floor(math.log10(self.sums.max()))
        return -max(n * power for n in (1, 2, 5) if n * power < self.sums.max() or n == 1)

    @property
    def biases(self) -> tuple[float, float, float]:
        """None, the one that is tried, and the real one."""
        return 0.0, self.tried, self.real

    @property
    def reach(self) -> tuple[float, float]:
        """The part of the number line that shows all sums, and how large they must be."""
        needed = [-bias for bias in self.biases]
        return min(*self.sums, *needed), max(*self.sums, *needed)

    @property
    def limit(self) -> float:
        """The size of an activation that is drawn in full."""
        lit = [self.function(self.sums + bias) for bias in self.biases]
        return activation_limit(np.concatenate(lit))

    def heights(self, low: float, high: float) -> tuple[float, float]:
        """Return the ends of the axis of activations for sums between two."""
        ends = [self.function(np.array([low, high]) + bias) for bias in self.biases]
        words = self.words
        least = float(np.min(ends)) if words.low is None else words.low
        most = float(np.max(ends)) if words.high is None else words.high
        return least, most

    @property
    def formula(self) -> str:
        """Typst math: how the activation comes out of weights, inputs and bias."""
        n = self.samples.network.sizes[self.layer - 1]
        return f"a = {{{{ {self.words.symbol} : f }}}}({sum_code(n)} {{{{ + b : bias }}}})"

    def active(self, bias: float) -> int:
        """Return for how many inputs the neuron is active."""
        return int((self.sums + bias > 0).sum())
