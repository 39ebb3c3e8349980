"""What MatrixForm says, for whatever flows in and however many neurons there are. No Manim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenes.facts.functions import function_of
from scenes.facts.incoming import Incoming
from scenes.facts.layer_words import LayerWords
from scenes.facts.words import layer_name

if TYPE_CHECKING:
    from netcore import Network
    from scenes.facts.program import Program

__all__ = ["CodeWording", "StageWording", "Wording"]

_GOES_IN = {"pixels": "image"}


class Wording(LayerWords):
    """The captions about one layer."""

    def column(self) -> str:
        """Say what goes into a layer."""
        incoming = self._incoming
        if incoming.count == 1:
            return f"One {incoming.noun} goes into this layer, as a column of one."
        return f"Into a layer go {incoming.count:,} {incoming.noun}s, as a vector."

    def rows(self) -> str:
        """Say what the matrix is made of."""
        if self._neurons == 1:
            return "The weights of its neuron make a row."
        return "The weights of each neuron make a row, and all rows a matrix."

    def products(self) -> str:
        """Say how a row is multiplied with the column."""
        if self._incoming.count == 1:
            return "Row times column: weight times activation."
        return "Row times column: weight times activation, all added up."

    def every_row(self) -> str:
        """Say that all rows do this."""
        return f"Every row does this: {self._neurons:,} sums at once."

    def biases(self) -> str:
        """Say what is added."""
        return "Each sum gets its bias." if self._neurons > 1 else "The sum gets its bias."

    def function(self, lowest: float) -> str:
        """Say what becomes of the sums, the lowest of which that is shown is given."""
        function = function_of(self.network.layer(self.layer).activation)
        does = function.passes if function.passes and lowest >= 0 else function.does
        return f"{does}: out come the activations."

    def whole(self) -> str:
        """Say what is seen."""
        return "All of it is one equation. Now it fills the picture."

    def every_weight(self) -> str:
        """Say that all weights are seen."""
        if self._neurons == 1:
            return "These are all the weights: one mark each."
        return "These are all the weights: one mark each, one row a neuron."

    def other(self) -> str:
        """Say that something else goes in."""
        what = _GOES_IN.get(self._incoming.kind, "input")
        return f"Let another {what} in: its column changes, and what comes out."

    def stays(self) -> str:
        """Say what does not change."""
        return "W and b stay as they are: they are what the network has learnt."


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
        what = Incoming.of(self._network).another
        return f"{what}, another run: not one line changes."

    def sums_up(self) -> str:
        """Say what the lines are."""
        return "These few lines run the whole network. All it has learnt is in W and b."


class StageWording(LayerWords):
    """The captions about a layer's network beside its expression."""

    def as_long(self) -> str:
        """Say that a row fits the column."""
        if self._incoming.count == 1:
            return "The row has one weight, the column one activation."
        return "Each weight of a row meets one activation."

    def terms(self) -> str:
        """Say how a row is multiplied with the column."""
        if self._incoming.count == 1:
            return "The two are multiplied."
        return "Pair by pair they are multiplied, and all of it is added up."

    def total(self) -> str:
        """Say what comes out."""
        return "This total has arrived at one neuron."

    def all_rows(self) -> str:
        """Say what all rows do."""
        return f"The same column meets all {self._neurons:,} rows at once."

    def one_activation(self) -> str:
        """Say what one activation does to the sums."""
        if self._neurons == 1:
            return "Turn one activation, and the sum follows, as far as its weight says."
        return "Turn one activation: every sum follows, each by its own weight."

    def biases(self) -> str:
        """Say that there is one more number."""
        if self._neurons == 1:
            return "The neuron has one more number of its own: its bias."
        return f"Each of the {self._neurons:,} neurons has one more number: its bias."

    def joins(self) -> str:
        """Say where biases go."""
        if self._neurons == 1:
            return "It is added to the neuron's sum."
        return "Row after row: each sum gets the bias of its own neuron."

    def one_bias(self) -> str:
        """Say what one bias does to the sums."""
        if self._neurons == 1:
            return "Turn the bias, and the sum goes with it."
        return "Turn one bias: one sum goes with it, the others stay."

    def whole_sum(self) -> str:
        """Say what all of it is."""
        return "Weighted sum plus bias: together they are z."

    @property
    def _function(self) -> str:
        activation = self.network.layer(self.layer).activation
        return function_of(activation).does.split()[0]

    def around(self) -> str:
        """Say where the function is written."""
        return f"{self._function} is written around all of it."

    def one_by_one(self, *, alone: bool) -> str:
        """Say what the function does to the sums, of one neuron alone or of all."""
        if not alone:
            return "It looks at all sums together: they become shares of one whole."
        if self._neurons == 1:
            return "It turns the neuron's sum into its activation."
        return "It takes each sum by itself, and gives that neuron's activation."

    def one_sum(self, *, alone: bool) -> str:
        """Say what one sum does to the activations."""
        if self._neurons == 1:
            return "Slide the sum, and the activation follows."
        if alone:
            return "Slide one sum: one neuron follows, the others stay."
        return "Slide one sum: every share follows."

    def activations(self) -> str:
        """Say what has come out."""
        name = layer_name(self.network, self.layer)
        return f"Out come the activations of {name}, in one column."

    def whole_product(self) -> str:
        """Say what it all is."""
        if self._neurons == 1:
            return "A matrix times a vector: the neuron's weighted sum."
        return "A matrix times a vector: the weighted sums of a whole layer."
