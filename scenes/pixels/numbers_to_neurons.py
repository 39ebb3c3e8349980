"""Every number of a plain vector becomes one neuron of the input layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, Group

from scenes.clip import Clip
from scenes.components.grids.legend import Legend
from scenes.components.network.vector_column import VectorColumn
from scenes.components.verbs import MOVE, appear, become, draw, move
from scenes.facts.choosing import Excerpt, shown_neurons
from scenes.facts.decimals import column_decimals
from scenes.facts.incoming import Incoming
from scenes.facts.words import counted
from scenes.look.sizes import APART
from scenes.pixels.params import NumbersToNeuronsParams

if TYPE_CHECKING:
    from scenes.look.stage import Areas

__all__ = ["NumbersToNeurons"]

_PLACES: Areas = {"16:9": ("6 table", "0.6 scale")}
_MOST = 10
"""So many numbers are written before the middle ones are left out."""
_LARGEST = 100
_FIRST_LOOK = 1.3


class NumbersToNeurons(Clip):
    """Let each number grow a neuron, and write them as one column vector."""

    params: NumbersToNeuronsParams = NumbersToNeuronsParams()

    def setup(self) -> None:
        super().setup()
        self.incoming, at = Incoming.of(self.network), self.stage.areas(_PLACES)
        shown = tuple(shown_neurons(self.incoming.count, _MOST).tolist())
        self.table = VectorColumn(
            self.figures,
            Excerpt(self.incoming.count, shown),
            at["table"],
            _LARGEST,
            column_decimals([float(self.inputs[i]) for i in shown]),
            [self.incoming.name(i) for i in shown],
        )
        self.legend = Legend.of_layer(self.figures, 0)
        self.legend.next_to(self.table.neurons, DOWN, buff=APART)
        at["scale"].place(self.legend).set_x(self.table.get_x())

    def construct(self) -> None:
        self.beat(self.show_the_numbers)
        self.beat(self.turn_numbers_into_neurons)
        self.beat(self.write_it_as_a_vector)

    def show_the_numbers(self) -> None:
        table, count = self.table, self.incoming.count
        lines = Group(table.names, table.vector.entries, table.vector.skipped)
        first = lines.copy().scale(_FIRST_LOOK)
        self.stage.picture.place(first)
        self.say(f"All that the network gets: {counted(count, 'number')}.")
        self.play(appear(first, seconds=MOVE))
        if table.brace:
            head = (len(table.excerpt.shown) + 1) // 2
            tail = len(table.excerpt.shown) - head
            self.say(f"Written here: the first {head} and the last {tail}; dots between.")
        self.hold(1.0)
        self.play(move(first, lines))
        self.remove(first)
        self.add(lines)

    def turn_numbers_into_neurons(self) -> None:
        signed = self.inputs.min() < 0
        each = "Each number becomes" if self.incoming.count > 1 else "The number becomes"
        self.say(f"{each} a neuron, which holds it: its activation.")
        grown = self.table.neurons.copy()
        seeds = self.table.seeds()
        neurons = self.table.neurons.place(seeds.centres, seeds.halves)
        self.play(become(neurons, grown, 2.4, lag=0.6))  # one after the other, to be followed
        self.play(appear(self.table.dots))
        level = "colour" if signed else self.theme.level
        self.say(f"A neuron's {level} shows its number; this is the scale.")
        self.play(appear(self.legend))

    def write_it_as_a_vector(self) -> None:
        together = "together they are" if self.incoming.count > 1 else "alone it is"
        self.say(f"The input layer: {together} a vector, called a. The 0 is for layer 0.")
        left, right = self.table.vector.brackets
        self.play(draw(left), draw(right))
        self.play(appear(self.table.letter, self.table.brace))
