"""What MatrixForm says, for whatever flows in and however many neurons there are. No Manim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenes.facts.functions import function_of
from scenes.facts.incoming import Incoming
from scenes.facts.words import counted, layer_name

if TYPE_CHECKING:
    from netcore import Network
    from scenes.facts.program import Program

__all__ = ["CodeWording", "Wording"]

_GOES_IN = {"pixels": "the image", "numbers": "the input"}


@dataclass(frozen=True)
class Wording:
    """The captions about one layer."""

    network: Network
    layer: int

    @property
    def _incoming(self) -> Incoming:
        return Incoming.of(self.network, self.layer)

    @property
    def _neurons(self) -> int:
        return self.network.sizes[self.layer]

    def begin(self) -> str:
        """Say what goes in."""
        below = _GOES_IN.get(self._incoming.kind, layer_name(self.network, self.layer - 1))
        return f"Now a whole layer at once. In goes {below}."

    def vector(self) -> str:
        """Say what a vector is."""
        count = self._incoming.count
        if count == 1:
            return "Its one activation is a column vector."
        return f"Its {count:,} activations, in one column, are a vector."

    def weights(self) -> str:
        """Say what a neuron has."""
        name = layer_name(self.network, self.layer)
        if self._incoming.count == 1:
            return f"A neuron of {name} has one weight here."
        return f"A neuron of {name} has a weight for every {self._incoming.noun}."

    def row(self) -> str:
        """Say what a row is."""
        if self._incoming.count == 1:
            return "It is a row of one."
        return "Side by side, they make one row."

    def matrix(self) -> str:
        """Say what a matrix is."""
        rows, columns = self._neurons, self._incoming.count
        if rows == 1:
            return f"That one row is all of the matrix: {rows} × {columns:,}."
        return f"The rows of all {counted(rows, 'neuron')} make a matrix: {rows:,} × {columns:,}."

    def product(self) -> str:
        """Say how a row is multiplied with the column."""
        if self._incoming.count == 1:
            return "Row times column: weight times activation."
        return "Row times column: weight times activation, all added up."

    def every_row(self) -> str:
        """Say what all rows do."""
        return f"Every row does this: {counted(self._neurons, 'sum')} at once."

    def biases(self) -> str:
        """Say what is added."""
        if self._neurons == 1:
            return "The neuron's bias is added to its sum."
        return "The biases are a vector too: each sum gets its own."

    def function(self) -> str:
        """Say what becomes of the sums."""
        does = function_of(self.network.layer(self.layer).activation).does
        return f"{does}: out come the activations."


@dataclass(frozen=True)
class CodeWording:
    """The captions about a program."""

    program: Program

    @property
    def _network(self) -> Network:
        return self.program.network

    def functions(self, *, written: bool) -> str:
        """Say what the function is, and that its lines are there, if they are; "" for nothing."""
        if self.program.called != "f":
            return "The function is written out above." if written else ""
        above = written and len(self.program.definitions) == len(self.program.functions)
        return "f is each layer's own function" + (", written above." if above else ".")

    def starts(self) -> str:
        """Say what the variable holds at first."""
        incoming = Incoming.of(self._network)
        if incoming.count == 1:
            return f"Now it runs: at first a is the one {incoming.noun}."
        return f"Now it runs: at first a is all {incoming.count:,} {incoming.noun}s."

    def loops(self) -> str:
        """Say what the loop does."""
        if len(self._network.layers) == 1:
            return "Once round, and a is the output layer."
        return "Each time round, a becomes the next layer."

    def prints(self) -> str:
        """Say what is printed."""
        if self.program.whole:
            return "Now a is the output layer. This is what the program prints."
        return "Now a is the output layer. The program prints where it is largest."

    def again(self) -> str:
        """Say what other inputs change."""
        what = "Other numbers" if self._network.image_shape is None else "Another image"
        return f"{what}, another run: not one line changes."

    def sums_up(self) -> str:
        """Say what the lines are."""
        return "Three lines run the whole network. All it has learnt is in W and b."
