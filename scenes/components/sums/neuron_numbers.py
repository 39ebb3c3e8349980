"""The numbers of one neuron, read for the screen in the colours of their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.facts import readings
from scenes.facts.decimals import TermDecimals

if TYPE_CHECKING:
    from scenes.clip import Clip
    from scenes.components.grids.legend import Legend
    from scenes.facts.readings import Reading
    from scenes.look.text import Number

__all__ = ["NeuronNumbers"]


class NeuronNumbers:
    """Reads what belongs to one neuron, through the clip that shows it.

    Parameters
    ----------
    clip
        Whose trace is read, and which records what is shown.
    layer, neuron
        The neuron.
    size
        Of the numbers, in pixels at 1080p, where nothing else is said.

    Attributes
    ----------
    decimals
        Two, or more where all weights are small; for the numbers of a plain vector, as many as they
        need.
    """

    def __init__(self, clip: Clip, layer: int, neuron: int, size: float) -> None:
        self.clip, self.layer, self.neuron, self.size = clip, layer, neuron, size
        network = clip.network
        weights = network.incoming_weights(layer, neuron)
        self.decimals = TermDecimals.of_small(weights, clip.trace.activations[layer - 1])
        if layer == 1 and network.image_shape is None:
            self.decimals = TermDecimals.of(weights, clip.inputs)

    def weight(self, index: int, size: float | None = None) -> Number:
        """Return the weight of an input."""
        source = readings.weight(self.layer, self.neuron, index)
        return self._signed(source, size, self.decimals.weight(index))

    def activation(self, index: int, size: float | None = None) -> Number:
        """Return the activation of an input."""
        source, decimals = readings.activation(self.layer - 1, index), self.decimals
        return self.clip.read(source, size or self.size, decimals.activation(index))

    def product(self, index: int, size: float | None = None) -> Number:
        """Return weight times activation of an input."""
        source = readings.contribution(self.layer, self.neuron, index)
        return self._signed(source, size, self.decimals.products)

    def term(self, index: int, size: float | None = None) -> tuple[Number, Number, Number]:
        """Return weight, activation and product of an input."""
        return self.weight(index, size), self.activation(index, size), self.product(index, size)

    def start(self, decimals: int) -> Number:
        """Return the sum of no terms, which is to be counted up."""
        start = readings.partial_sum(self.layer, self.neuron, 0)
        return self.clip.read(start, self.size, decimals)

    def bias(self, decimals: int) -> Number:
        """Return the bias, with its sign."""
        source, colour = readings.bias(self.layer, self.neuron), self.clip.theme.bias
        return self.clip.read(source, self.size, decimals, colour, signed=True)

    def result(self, decimals: int) -> Number:
        """Return z."""
        source = readings.weighted_sum(self.layer, self.neuron)
        return self.clip.read(source, self.size, decimals, self.clip.theme.highlight)

    def cite_weight_scale(self, legend: Legend) -> None:
        """Record the ends of the weights' scale."""
        for number, sign in ((legend.low, -1), (legend.high, 1)):
            self.clip.cite(number, readings.weight_limit(self.layer, self.neuron, sign))

    def cite_product_scale(self, legend: Legend) -> None:
        """Record the ends of the products' scale."""
        for number, sign in ((legend.low, -1), (legend.high, 1)):
            self.clip.cite(number, readings.contribution_limit(self.layer, self.neuron, sign))

    def _signed(self, source: Reading, size: float | None, decimals: int) -> Number:
        """Return a number in the colour of its sign; what is written as zero has none."""
        theme = self.clip.theme
        number = self.clip.read(source, size or self.size, decimals)
        if number.written_as_zero:
            return number
        return number.set_colour(theme.negative if number.value < 0 else theme.positive)
