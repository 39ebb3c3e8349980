"""What the first clips of the chapter say, for whatever flows in. No Manim."""

from __future__ import annotations

from scenes.facts.functions import function_of
from scenes.facts.incoming import Incoming
from scenes.facts.layer_words import LayerWords

__all__ = ["LetterWording"]


class LetterWording(LayerWords):
    """The captions about one neuron's letters, the column of activations, the rows of weights."""

    @property
    def _one(self) -> bool:
        return self._incoming.count == 1

    @property
    def layer_below(self) -> str:
        """What the layer is called that comes in."""
        return f"layer {self.layer - 1}"

    # -- one neuron in letters --------------------------------------------------------

    def one_neuron(self) -> str:
        """Say what is to come."""
        return "All that one neuron does can be written down in letters."

    def activations(self) -> str:
        """Say what the first letter stands for."""
        if self._one:
            return "One activation comes in, the letter a."
        return f"From each {self._incoming.noun} comes an activation: the letter a."

    def upper(self) -> str:
        """Say what stands above."""
        return "Above stands the layer that it is from."

    def lower(self) -> str:
        """Say what stands below."""
        return "Below stands which neuron it is, counted from 0."

    def weights(self) -> str:
        """Say what the second letter stands for."""
        if self._one:
            return "The line into the neuron is a weight: w."
        return "Each line into the neuron is a weight: w."

    def into(self) -> str:
        """Say what the first number below a weight is."""
        return "Its first number: the neuron it leads to."

    def out_of(self) -> str:
        """Say what the second number below a weight is."""
        return "Its second: the neuron it comes from."

    def total(self) -> str:
        """Say what is done with them."""
        if self._one:
            return "Weight times activation, and the neuron's bias b."
        return "Weight times activation, all added, and the neuron's bias b."

    def result(self, *, squished: bool) -> str:
        """Say what comes out."""
        if not squished:
            return "This is z: the weighted sum with its bias."
        does = function_of(self.network.layer(self.layer).activation).symbol
        name = {"sigma": "Sigma"}.get(does, "The function")
        return f"{name} of that sum is the neuron's own activation."

    def other_neurons(self) -> str:
        """Say what changes from neuron to neuron."""
        return "Another neuron: only its number changes, wherever it stands."

    def all_neurons(self) -> str:
        """Say how much of this there is."""
        if self._neurons == 1:
            return "And that is the whole layer."
        return "So much for one neuron, and a layer has many."

    # -- the column -------------------------------------------------------------------

    def keep_activations(self) -> str:
        """Say what is left of the letters."""
        return "Keep only what comes in: the activations."

    def column(self) -> str:
        """Say what they become."""
        return "Stacked in brackets, they are one column vector."

    def entries(self) -> str:
        """Say what an entry is."""
        return "Each entry is one neuron, and holds its activation."

    def other_input(self) -> str:
        """Say what another input changes."""
        what = Incoming.of(self.network).another
        return f"{what}: the entries keep their places, not their values."

    def one_thing(self) -> str:
        """Say what has been won."""
        if self._one:
            return "One activation, one entry."
        return f"{self._incoming.count:,} activations are now one thing."

    # -- the rows ---------------------------------------------------------------------

    def lines(self, *, top: bool = True) -> str:
        """Say where the weights are: in the lines into the top neuron, or into another."""
        if self._one:
            return "Now the weights. Into this neuron leads one line."
        which = "the top neuron" if top and self._neurons > 1 else "one neuron"
        return f"Now the weights: the lines into {which}."

    def one_row(self) -> str:
        """Say what becomes of them."""
        if self._one:
            return "Its weight is a row of its own."
        return "In the order of the activations, they lie down in a row."

    def every_row(self) -> str:
        """Say what other neurons do."""
        return "Every neuron brings its own row."

    def columns(self) -> str:
        """Say what a column is."""
        return f"A column: all lines out of one {self._incoming.noun}."

    def entry(self) -> str:
        """Say what an entry is."""
        return "One entry is one line: turn it, and the line turns with it."

    def matrix(self) -> str:
        """Say what it all is."""
        rows, columns = self._neurons, self._incoming.count
        return f"A weight matrix: {rows:,} by {columns:,}, every line of the layer in it."
