"""What CountTheKnobs says, for however many layers, weights and biases there are. No Manim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenes.facts.incoming import Incoming
from scenes.facts.words import counted

if TYPE_CHECKING:
    from netcore import Network
    from scenes.look.theme import Theme

__all__ = ["Knobs"]


@dataclass(frozen=True)
class Knobs:
    """The captions about all that a network has learnt.

    Attributes
    ----------
    network
        Whose weights and biases are counted.
    theme
        Which says how colours are called.
    weights_a_mark
        How many weights one mark stands for, about.
    """

    network: Network
    theme: Theme
    weights_a_mark: int

    def question(self) -> str:
        """Ask for the number."""
        return "Every weight and every bias is a knob to turn. How many are there?"

    def first_layer(self) -> str:
        """Say what each line becomes."""
        incoming = Incoming.of(self.network, 1)
        if self.weights_a_mark > 1:
            return f"All weights, one dot for about {self.weights_a_mark:,} of them."
        neurons = self.network.sizes[1]
        if neurons == 1:
            lines = "line becomes a dot" if incoming.count == 1 else "lines become dots"
            return f"The neuron's {lines}: {incoming.count:,}."
        return f"Each line becomes a dot: {incoming.count:,} for each of {neurons:,} neurons."

    def colours(self) -> str:
        """Say what the colours are."""
        blue, red = self.theme.blue.capitalize(), self.theme.red
        return f"{blue} is positive, {red} is negative: the real weights."

    def other_layers(self) -> str:
        """Say that there are more."""
        more = len(self.network.sizes) - 2
        if more == 1:
            return "Then the weights into the outputs."
        return f"Then the weights of the other {counted(more, 'layer')}."

    def biases(self) -> str:
        """Say where the biases come from."""
        count = sum(self.network.sizes[1:])
        if count == 1:
            return "And out of the neuron, its bias."
        return "And out of each neuron, its bias."

    def total(self) -> str:
        """Say what all is."""
        return "This is all of it, the whole network."

    def learning(self) -> str:
        """Say what learning is."""
        return "Learning means finding a setting for every one of them."
