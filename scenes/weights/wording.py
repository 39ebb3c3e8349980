"""What WeightedSum says: of pixels, or of the neurons of a layer before."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Wording"]


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
    """

    layer: int
    count: int
    of_pixels: bool
    level: str = "brightness"

    @property
    def inputs(self) -> str:
        """What the inputs are called, as a title."""
        return self.level if self.of_pixels else "activations"

    def inputs_hold_numbers(self) -> str:
        """Say what the picture is to the network."""
        if self.of_pixels:
            return (
                f"Each of this digit's {self.count} pixels holds one number: its {self.level}, "
                "from 0 to 1."
            )
        if self.layer == 1:
            return f"Each of the {self.count} inputs holds one number, which is its activation."
        return (
            f"Each of the {self.count} neurons of layer {self.layer - 1} holds one number: "
            "its activation."
        )

    def weights_belong_to_them(self) -> str:
        """Say what the weights are, and how they are drawn."""
        return (
            f"One neuron of layer {self.layer} holds a weight for each of them: "
            "colour is sign, strength is size."
        )

    def products_are_added(self) -> str:
        """Say what the formula means."""
        partner = f"pixel's {self.level}" if self.of_pixels else "input's activation"
        return (
            f"The neuron multiplies each weight by its {partner} "
            f"and adds up all {self.count} products."
        )

    def term(self, product: float, written_as_zero: bool) -> str:
        """Say what one term does to the sum."""
        if product == 0:
            return "What is off gives a product of zero, however strong its weight."
        if written_as_zero:
            return "A weight and an activation so small together add next to nothing."
        one = "A pixel that is on" if self.of_pixels else "An active neuron"
        if product > 0:
            return f"{one}, times a positive weight, pushes the sum up."
        return f"{one}, times a negative weight, pulls the sum down."

    def all_come_in(self) -> str:
        """Say what is seen while the total is counted up."""
        return (
            f"Now all {self.count} in turn. Products of zero add nothing; "
            "the others push the sum up or pull it down."
        )

    def bias_comes_last(self) -> str:
        """Say what the bias is, and what z is."""
        return (
            "Last comes the bias, the neuron's own number. "
            "Sum and bias together are z, the weighted sum."
        )
