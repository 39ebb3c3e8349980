"""Every number of a plain vector becomes one neuron of the input layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, Group, LaggedStart

from scenes.clip import Clip
from scenes.components.grids.legend import Legend
from scenes.components.network.vector_column import VectorColumn
from scenes.components.verbs import appear, become, draw, move
from scenes.facts.choosing import Excerpt, shown_neurons
from scenes.facts.decimals import column_decimals
from scenes.facts.incoming import Incoming
from scenes.facts.words import counted
from scenes.look.sizes import APART, FORMULA
from scenes.pixels.params import NumbersToNeuronsParams

if TYPE_CHECKING:
    from scenes.look.stage import Areas

__all__ = ["NumbersToNeurons"]

_PLACES: Areas = {"16:9": ("6 table", "0.9 scale")}
_MOST = 10
"""So many numbers are written before the middle ones are left out."""
_LARGEST = 100
_FIRST_LOOK, _SECOND_LOOK = 1.75, 1.2
"""How many times larger things are at the most before the others come."""


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
        self.legend = Legend.of_layer(self.figures, 0, size=FORMULA)
        self.legend.next_to(self.table.neurons, DOWN, buff=APART)
        at["scale"].place(self.legend).set_x(self.table.get_x())
        table = self.table
        lines = (table.names, table.vector.entries, table.vector.skipped)
        self.lines = Group(*lines)
        self.unnamed = Group(*lines, table.neurons, table.dots, self.legend)
        self.small = self._larger(self.unnamed, _SECOND_LOOK)

    def construct(self) -> None:
        self.beat(self.show_the_numbers)
        self.beat(self.turn_numbers_into_neurons)
        self.beat(self.write_it_as_a_vector)

    def show_the_numbers(self) -> None:
        shown, count = self.table.excerpt.shown, self.incoming.count
        self.placed = self._larger(self.lines, _FIRST_LOOK)
        self.say(f"This network gets {counted(count, 'number')}, no image.")
        self.add(self.table.names)
        by_line = [appear(number) for number in self.table.vector.entries]
        self.play(LaggedStart(*by_line, lag_ratio=0.5))
        if self.table.brace:
            head = (len(shown) + 1) // 2
            self.say(f"Written here: the first {head} and the last {len(shown) - head}.")
            self.play(appear(self.table.vector.skipped))

    def turn_numbers_into_neurons(self) -> None:
        signed = self.inputs.min() < 0
        each = "Each number becomes" if self.incoming.count > 1 else "The number becomes"
        self.say(f"{each} a neuron, which holds it: its activation.")
        self.play(move(self.lines, self.placed))
        grown = self.table.neurons.copy()
        seeds = self.table.seeds()
        neurons = self.table.neurons.place(seeds.centres, seeds.halves)
        self.play(become(neurons, grown, 2.4, lag=0.6))  # one after the other, to be followed
        self.play(appear(self.table.dots))
        level = "colour" if signed else self.theme.level
        self.say(f"Its {level} shows the number, by this scale.")
        self.play(appear(self.legend))

    def write_it_as_a_vector(self) -> None:
        together = "together they are" if self.incoming.count > 1 else "alone it is"
        self.say(f"The input layer: {together} a vector, called a. The 0 is for layer 0.")
        self.play(move(self.unnamed, self.small))
        left, right = self.table.vector.brackets
        self.play(draw(left), draw(right))
        self.play(appear(self.table.letter, self.table.brace))

    def _larger(self, things: Group, most: float) -> Group:
        """Make things larger, as far as there is room, and return copies of them as they were."""
        before, picture = things.copy(), self.stage.picture
        room = min(picture.width / things.width, picture.height / things.height)
        things.scale(min(room, most)).move_to(picture.centre)
        return before
