"""What the clips of this chapter say of a network: words made from its real sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.facts.incoming import Incoming

if TYPE_CHECKING:
    from netcore import Network

__all__ = ["Whole"]


class Whole:
    """What NetworkIsAFunction says.

    Parameters
    ----------
    network
        Which is the function.
    incoming
        How many numbers flow into the neuron that is shown.
    """

    def __init__(self, network: Network, incoming: int) -> None:
        self.network, self.incoming = network, incoming
        self.plain = Incoming.of(network).shape is None

    def ends(self) -> str:
        """Count what goes in, and what comes out."""
        comes = "number comes" if self.network.sizes[-1] == 1 else "numbers come"
        return f"{_goes(self.network.sizes[0])} in, {self.network.sizes[-1]:,} {comes} out."

    def another(self) -> str:
        """Let something else go in."""
        if self.plain:
            return "Change a number that goes in: what comes out follows."
        return "Another image goes in: other numbers come out."

    def again(self) -> str:
        """Let the first inputs go in again."""
        numbers = "number" if self.network.sizes[0] == 1 else "numbers"
        first = f"The first {numbers if self.plain else 'image'}"
        return f"{first} again, the same result again: that is a function."

    def open(self) -> str:
        """Look inside."""
        return f"In the box: neurons, and {self.network.parameter_count:,} weights and biases."

    def neuron(self) -> str:
        """Say what one of them is."""
        return f"This neuron is a box too: {_goes(self.incoming)} in, one comes out."

    def both(self) -> str:
        """Let something else go in, with the box open."""
        what = "Change a number" if self.plain else "Another image"
        return f"{what}: the neuron answers, and so does the network."

    def end(self) -> str:
        """Say what a network is, all in all."""
        return "So a network is a function, made of many small functions."


def _goes(count: int) -> str:
    return "1 number goes" if count == 1 else f"{count:,} numbers go"
