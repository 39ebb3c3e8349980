"""A neuron's bias as a knob: it is no neuron, so its disc stays off, and its number has a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scenes.components.network.knobs import Dial, Knob
from scenes.facts.decimals import scale_decimals
from scenes.facts.readings import bias
from scenes.look.encoding import activation_rgba

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.figures import Figures

__all__ = ["BiasKnob"]


class BiasKnob(Knob):
    """A bias on a dial from minus to plus the same.

    Parameters
    ----------
    figures
        Which reads the number.
    layer, neuron
        Whose bias it is.
    stops
        Other numbers to which it is turned: they are on its dial.
    """

    def __init__(
        self, figures: Figures, layer: int, neuron: int, stops: Sequence[float] = ()
    ) -> None:
        source = bias(layer, neuron)
        limit = max(map(abs, (*stops, source.of(figures.trace)))) or 1.0
        super().__init__(figures, source, Dial(-limit, limit, max(scale_decimals(limit), 2)))
        self.number.signed = True
        self.level.set_stroke(figures.theme.bias)
        self.turn_to(self.real)

    def turn_to(self, value: float) -> Self:
        """Turn it: the dial follows."""
        super().turn_to(value)
        self.disc.set_fills(activation_rgba(self._theme, [0.0]))
        self.number.set_colour(self._theme.bias)
        return self
