"""MatrixForm: one layer as one short equation, from the real numbers to the symbols."""

from __future__ import annotations

from scenes.clip import Clip
from scenes.components.equations.layer import LayerEquation
from scenes.components.equations.letters import LayerLetters
from scenes.components.equations.product import Multiplication, count_on
from scenes.components.graphs.icon import SquishIcon
from scenes.components.verbs import MOVE, SMALL, appear, become, draw, vanish
from scenes.matrix.params import MatrixFormParams
from scenes.matrix.words import Wording

__all__ = ["MatrixForm"]

_TERM_BY_TERM = 2.6
"""Seconds of the move that the clip is about."""
_TO_ADD_UP, _TO_LOOK = 1.6, 1.2
"""Seconds to add up what is written, and to look over the matrix and the letters."""


class MatrixForm(Clip):
    """One layer, from the real numbers to a' = f(W a + b)."""

    params: MatrixFormParams = MatrixFormParams()

    def setup(self) -> None:
        super().setup()
        self.params.check(self.network)
        self.tell = Wording(self.network, self.params.layer)
        self.equation = LayerEquation(self.figures, self.params.layer)
        self.equation.arrange("product")
        self.icon = SquishIcon(self.figures, self.params.layer)

    def construct(self) -> None:
        self.beat(self.put_the_squish_aside)
        self.beat(self.write_what_goes_in_as_a_vector)
        self.beat(self.write_weights_as_a_row)
        self.beat(self.stack_the_rows)
        self.beat(self.multiply_a_row_with_the_vector)
        if self.equation.others:
            self.beat(self.multiply_every_row)
        self.beat(self.add_the_biases)
        self.beat(self.squish_every_sum)
        self.beat(self.write_it_in_symbols)

    def put_the_squish_aside(self) -> None:
        below = self.equation.below
        self.say(self.tell.begin())
        if slide := self.icon.slide:
            self.add(self.icon, slide)
            self.play(vanish(slide))
            self.play(self.icon.step_aside(), appear(below.whole, below.marked, seconds=MOVE))
        else:
            self.add(below.whole)
            self.play(appear(below.marked))

    def write_what_goes_in_as_a_vector(self) -> None:
        equation, below, vector = self.equation, self.equation.below, self.equation.inputs
        self.say(self.tell.vector())
        for step in below.make_room():
            self.play(step)
        neurons = below.stepping_out()
        self.play(become(neurons, below.in_column(equation.input_chips), lag=0.5))
        self.play(
            become(neurons, equation.input_chips, MOVE, lag=0),
            appear(vector.entries, vector.dots, equation.labels[1], seconds=MOVE),
            draw(vector.brackets),
        )
        self.remove(neurons)
        self.add(equation.input_chips)

    def write_weights_as_a_row(self) -> None:
        row, neurons, below = self.equation.story, self.equation.neurons, self.equation.below
        self.say(self.tell.weights())
        self.play(
            vanish(below.marked, below.names, below.scale),
            become(below.large, below.small, MOVE, lag=0),
            *neurons.come([row]),
        )
        self.remove(below.large)
        self.add(below.small)
        picture, enlarge = neurons.enlarge(row, self.equation.free())
        self.play(enlarge, neurons.glow(row))
        self.say(self.tell.row())
        for step in neurons.write([row], [picture]):
            self.play(*step)

    def stack_the_rows(self) -> None:
        equation, matrix, neurons = self.equation, self.equation.weights, self.equation.neurons
        self.say(self.tell.matrix())
        self.play(*neurons.come(equation.others), neurons.glow(equation.story, on=False))
        if equation.others:
            pictures = [neurons.grid(row).copy() for row in equation.others]
            for step in neurons.write(equation.others, pictures, again=True):
                self.play(*step)
        self.play(draw(matrix.brackets, SMALL), appear(matrix.skipped, equation.labels[0]))
        self.hold(_TO_LOOK)

    def multiply_a_row_with_the_vector(self) -> None:
        self.say(self.tell.product())
        self.play(self.equation.arrange("result"))
        self.product = Multiplication(self.equation)
        self.bring_to_back(self.product.bands)
        self.play(*self.product.take_one_row())
        self.play(*self.product.count_one_row(_TERM_BY_TERM))
        self.hold(_TO_ADD_UP)

    def multiply_every_row(self) -> None:
        self.say(self.tell.every_row())
        bands = self.product.more_bands()
        self.bring_to_back(bands)
        self.play(*self.product.take_all_rows(bands))
        self.play(*self.product.count_all_rows())

    def add_the_biases(self) -> None:
        equation = self.equation
        self.say(self.tell.biases())
        self.play(self.product.let_go(), equation.arrange("biases"))
        rest = equation.neurons.glow(equation.story, on=False)
        self.play(rest, appear(equation.plus, equation.biases, equation.labels[2]))
        self.play(count_on(equation, equation.sums))

    def squish_every_sum(self) -> None:
        equation = self.equation
        self.say(self.tell.function())
        self.play(equation.arrange("function"))
        self.points, lifted = self.icon.neurons(equation.sums, equation.activations)
        self.play(appear(equation.opening, equation.closing, self.points))
        self.play(
            count_on(equation, equation.activations),
            become(equation.output_chips, equation.lit_chips(), lag=0.5),
            become(self.points, lifted, lag=0.5),
            *equation.neurons.light(),
        )

    def write_it_in_symbols(self) -> None:
        equation = self.equation
        letters = LayerLetters(equation)
        self.say("Every block gets a letter.")
        self.play(
            self.icon.go_into(equation.opening[0], self.points),
            equation.without_sizes(),
            equation.arrange("function", self.stage.above_formula, between=letters.room),
        )
        self.play(letters.come_down())
        self.hold(_TO_LOOK)
        self.say("A whole layer, in one short line.")
        for step in letters.form_a_line():
            self.play(*step)
