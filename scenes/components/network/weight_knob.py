"""A weight as a knob: its disc has the colour of its sign, the stronger the larger it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scenes.components.network.knobs import Dial, Knob
from scenes.facts.decimals import scale_decimals
from scenes.facts.readings import weight
from scenes.look.encoding import ink_inside, rgb, weight_rgba

if TYPE_CHECKING:
    from scenes.figures import Figures

__all__ = ["WeightKnob"]


class WeightKnob(Knob):
    """A weight on a dial from minus to plus the same.

    Parameters
    ----------
    figures
        Which reads the number.
    layer, neuron, index
        Whose weight it is, and the neuron of the layer before.
    limit
        The end of its dial.
    """

    def __init__(self, figures: Figures, layer: int, neuron: int, index: int, limit: float) -> None:
        dial = Dial(-limit, limit, max(scale_decimals(limit), 2))
        super().__init__(figures, weight(layer, neuron, index), dial)
        self.number.signed = True
        self.turn_to(self.real)

    def turn_to(self, value: float) -> Self:
        """Turn it: dial and colour follow."""
        super().turn_to(value)
        fill = weight_rgba(self._theme, [value], self.dial.high)
        under = rgb(self._theme.background)
        fill[:, :3] = under + (fill[:, :3] - under) * fill[:, 3:]
        fill[:, 3] = 1.0
        self.disc.set_fills(fill)
        self.number.set_colour(ink_inside(fill[0]))
        return self
