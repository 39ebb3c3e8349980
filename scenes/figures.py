"""All that is written on the screen: numbers with their sources, words and formulas.

Components take `Figures`, never a clip: so they work in any Manim scene.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from scenes.errors import ParameterError
from scenes.facts import readings
from scenes.facts.choosing_terms import telling_terms
from scenes.facts.decimals import TermDecimals, multiply_as_written
from scenes.facts.incoming import Incoming
from scenes.facts.program import numbers_in
from scenes.facts.sources import Count, Of, Shown, Source
from scenes.look.encoding import sign_colour
from scenes.look.sizes import FORMULA, LABEL, NUMBER, SMALLEST
from scenes.look.stage import Stage
from scenes.look.text import Formula, Number, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from netcore import Network, Trace
    from scenes.facts.sources import Counted
    from scenes.look.theme import Theme

__all__ = ["Figures", "NeuronFigures", "follow_sign", "tick"]


def tick(
    value: float, colour: str, size: float = LABEL, decimals: int = 0, *, signed: bool = False
) -> Number:
    """Return a number that names a place of an axis or a scale: it is read nowhere."""
    return Number(value, colour, size, decimals, signed=signed)


def follow_sign(number: Number, theme: Theme) -> None:
    """Give a number that is another now the colour of its sign: of text, if it reads as zero."""
    number.set_colour(sign_colour(theme, number.value, number.decimals))


class Figures:
    """Hands out every number on the screen and records where it was read.

    Parameters
    ----------
    trace
        The forward pass whose numbers are shown.
    theme
        Whose colours are used.
    stage
        The frame; a landscape one by default.

    Attributes
    ----------
    shown
        Every number that was put on the screen, with its source.
    """

    def __init__(self, trace: Trace, theme: Theme, stage: Stage | None = None) -> None:
        self.trace, self.theme = trace, theme
        self.stage = stage or Stage("16:9")
        self.shown: list[Shown] = []

    # -- what is shown ----------------------------------------------------------------

    @property
    def network(self) -> Network:
        """The network that computed the trace."""
        return self.trace.network

    @property
    def inputs(self) -> NDArray[np.float64]:
        """What goes in, ``(n_in,)``."""
        inputs: NDArray[np.float64] = self.trace.activations[0]
        return inputs

    @property
    def image(self) -> NDArray[np.float64]:
        """The inputs as a digit, ``(height, width)`` in [0, 1].

        Raises
        ------
        ParameterError
            They are no image.
        """
        if self.network.image_shape is None:
            raise ParameterError(
                f"the network takes {len(self.inputs)} numbers that are no image: choose a clip "
                "that does without, or a network for digits"
            )
        return self.inputs.reshape(self.network.image_shape)

    # -- numbers ----------------------------------------------------------------------

    def read(
        self,
        source: Source,
        size: float = NUMBER,
        decimals: int = 2,
        colour: str | None = None,
        *,
        signed: bool = False,
    ) -> Number:
        """Return the number that a source gives, and record that it is shown."""
        value = source.of(self.trace)
        number = Number(value, colour or self.theme.text, size, decimals, signed=signed)
        return self.cite(number, source)

    def signed(self, source: Source, size: float, decimals: int) -> Number:
        """Read a number in the colour of its sign; what is written as zero has that of text."""
        colour = sign_colour(self.theme, source.of(self.trace), decimals)
        return self.read(source, size, decimals, colour)

    def cite(self, number: Number, source: Source) -> Number:
        """Record that a number stands for a source, and set it to that value."""
        number.set_value(source.of(self.trace))
        number.source = source
        self.shown.append(Shown(number.text, number.value, source))
        return number

    def cite_written(self, text: str, *sources: Source) -> None:
        """Record that the numbers of a text, in their order, stand for sources, as written."""
        for written, source in zip(numbers_in(text), sources, strict=True):
            self.shown.append(Shown(written, source.of(self.trace), source))

    def cite_layer(
        self, numbers: Sequence[Number], layer: int, neurons: ArrayLike, trace: Trace | None = None
    ) -> None:
        """Record that numbers stand for a layer's activations, in another forward pass if given."""
        for number, neuron in zip(numbers, np.asarray(neurons).tolist(), strict=True):
            source = readings.activation(layer, neuron)
            self.cite(number, source if trace is None else Of(trace, source))

    def count(self, what: Counted, layer: int | None = None, size: float = NUMBER) -> Number:
        """Return how many neurons, weights, biases or parameters there are: see `Count`."""
        return self.read(Count(what, layer), size, decimals=0)

    def neuron(self, layer: int, neuron: int, size: float = NUMBER) -> NeuronFigures:
        """Return a reader of one neuron's numbers."""
        return NeuronFigures(self, layer, neuron, size)

    # -- letters ----------------------------------------------------------------------

    @property
    def smallest(self) -> float:
        """The size below which no letters go in this frame."""
        return self.stage.letters(SMALLEST)

    def words(
        self, text: str, size: float = NUMBER, colour: str | None = None, **kwargs: Any
    ) -> Words:
        """Return words in the theme's text colour."""
        return Words(text, colour or self.theme.text, size, **kwargs)

    def formula(self, code: str, size: float = FORMULA, colour: str | None = None) -> Formula:
        """Return a formula in the theme's text colour."""
        return Formula(code, colour or self.theme.text, size)


class NeuronFigures:
    """Reads the numbers of one neuron, each in the colour of its role.

    Parameters
    ----------
    figures
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

    def __init__(self, figures: Figures, layer: int, neuron: int, size: float) -> None:
        self.figures, self.layer, self.neuron, self.size = figures, layer, neuron, size
        network = figures.network
        weights = network.incoming_weights(layer, neuron)
        self.decimals = TermDecimals.of_small(weights, figures.trace.activations[layer - 1])
        if Incoming.of(network, layer).kind == "numbers":
            self.decimals = TermDecimals.of(weights, figures.inputs)

    def weight(self, index: int, size: float | None = None) -> Number:
        """Return the weight of an input."""
        source = readings.weight(self.layer, self.neuron, index)
        return self._signed(source, size, self.decimals.weight(index))

    def activation(self, index: int, size: float | None = None) -> Number:
        """Return the activation of an input."""
        source, decimals = readings.activation(self.layer - 1, index), self.decimals
        return self.figures.read(source, size or self.size, decimals.activation(index))

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
        return self.figures.read(start, self.size, decimals)

    def bias(self, decimals: int) -> Number:
        """Return the bias, with its sign."""
        source, colour = readings.bias(self.layer, self.neuron), self.figures.theme.bias
        return self.figures.read(source, self.size, decimals, colour, signed=True)

    def result(self, decimals: int) -> Number:
        """Return z."""
        source = readings.weighted_sum(self.layer, self.neuron)
        return self.figures.read(source, self.size, decimals, self.figures.theme.highlight)

    def telling_terms(self) -> list[int]:
        """Return the indices of the terms to read one by one."""
        return telling_terms(*self._factors, self.decimals)

    def works_out(self) -> NDArray[np.bool_]:
        """Tell of each term, ``(n,)``, whether it can be found from its factors as written."""
        return multiply_as_written(*self._factors, self.decimals)

    @property
    def _factors(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        weights = self.figures.network.incoming_weights(self.layer, self.neuron)
        return weights, self.figures.trace.activations[self.layer - 1]

    def _signed(self, source: Source, size: float | None, decimals: int) -> Number:
        return self.figures.signed(source, size or self.size, decimals)
