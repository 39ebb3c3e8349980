"""What WeightedSum says: of pixels, of plain numbers, or of the neurons of a layer before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenes.components.fitting import shortened

if TYPE_CHECKING:
    from netcore import Network

__all__ = ["Wording"]

_LONGEST_NAME = 24


@dataclass(frozen=True)
class Wording:
    """The captions for one neuron.

    Attributes
    ----------
    layer
        The neuron's.
    count
        How many inputs it has.
    of_pixels
        Whether they are the pixels of an image.
    level
        What the number of a pixel is called in the theme: see `Theme.level`.
    names
        Of the inputs, if they have any.
    """

    layer: int
    count: int
    of_pixels: bool
    level: str = "brightness"
    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, network: Network, layer: int, level: str) -> Wording:
        """Return the captions for the neurons of a layer."""
        of_pixels = layer == 1 and network.image_shape is not None
        names = network.input_names if layer == 1 else ()
        return cls(layer, network.sizes[layer - 1], of_pixels, level, names)

    @property
    def of_numbers(self) -> bool:
        """Whether the inputs are the numbers of a plain vector."""
        return self.layer == 1 and not self.of_pixels

    def titles(self, neuron: int) -> tuple[str, str, str]:
        """Return what the weights of a neuron, its inputs and the products are called."""
        s = "s" if self.count > 1 else ""
        inputs = f"input{s}" if self.of_numbers else f"activation{s}"
        return (
            f"weight{s} of neuron {neuron}",
            self.level if self.of_pixels else inputs,
            f"product{s}",
        )

    def inputs_hold_numbers(self) -> str:
        """Say what the picture is to the network."""
        if self.of_pixels:
            return (
                f"Each of this image's {self.count:,} pixels holds one number: its {self.level}, "
                "from 0 to 1."
            )
        if self.of_numbers:
            who = (
                f"Each of the {self.count:,} input neurons" if self.count > 1 else "The only input"
            )
            return f"{who} holds one number: its activation."
        who = f"Each of the {self.count:,} neurons" if self.count > 1 else "The only neuron"
        return f"{who} of layer {self.layer - 1} holds one number: its activation."

    def weights_belong_to_them(self) -> str:
        """Say what the weights are, and how they are drawn."""
        each = "each of them" if self.count > 1 else "it"
        return (
            f"One neuron of layer {self.layer} holds a weight for {each}: "
            "colour is sign, strength is size."
        )

    def products_are_added(self) -> str:
        """Say what the formula means."""
        partner = f"pixel's {self.level}" if self.of_pixels else "input's activation"
        if self.count == 1:
            return f"The neuron multiplies its one weight by the {partner}."
        return (
            f"The neuron multiplies each weight by its {partner} "
            f"and adds up all {self.count:,} products."
        )

    def term(self, index: int, factors: tuple[float, float], written_as_zero: bool) -> str:
        """Say what one term, of a weight and an activation, does to the sum."""
        weight, activation = factors
        if weight * activation == 0:
            if self.of_numbers:
                return "Where one factor is zero, the product is zero, and adds nothing."
            return "What is off gives a product of zero, however strong its weight."
        if written_as_zero:
            return "A weight and an activation so small together add next to nothing."
        does = "pushes the sum up" if weight * activation > 0 else "pulls the sum down"
        sign = "positive" if weight > 0 else "negative"
        if self.of_numbers or activation < 0:
            other = "positive" if activation > 0 else "negative"
            return f"{self._at(index)} {sign} weight times a {other} number {does}."
        one = "A pixel that is on" if self.of_pixels else "An active neuron"
        return f"{one}, times a {sign} weight, {does}."

    def _at(self, index: int) -> str:
        if self.names:
            return f"For {shortened(self.names[index], _LONGEST_NAME)}, a"
        return f"For input {index + 1}, a" if self.of_numbers else "A"

    def all_come_in(self) -> str:
        """Say what is seen while the total is counted up."""
        if self.count == 1:
            return "There is no other product: this one is the whole sum."
        if self.of_numbers:
            return (
                f"Now all {self.count:,} in turn: what is positive pushes the sum up, "
                "what is negative pulls it down."
            )
        return (
            f"Now all {self.count:,} in turn. Products of zero add nothing; "
            "the others push the sum up or pull it down."
        )

    def bias_comes_last(self) -> str:
        """Say what the bias is, and what z is."""
        return (
            "Last comes the bias, the neuron's own number. "
            "Sum and bias together are z, the weighted sum."
        )
