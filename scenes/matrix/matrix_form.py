"""MatrixForm: one layer as one short equation, from the real numbers to the symbols."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import Group, LaggedStart

from scenes.clip import Clip
from scenes.components.equations.layer import LayerEquation
from scenes.components.equations.letters import LayerLetters
from scenes.components.equations.product import (
    Sweep,
    bands_under,
    count_on,
    products_under,
    start_counting,
)
from scenes.components.graphs.icon import SquishIcon
from scenes.components.verbs import (
    CHANGE,
    MOVE,
    SMALL,
    appear,
    become,
    dim,
    draw,
    move,
    undim,
    vanish,
)
from scenes.look.sizes import FAR
from scenes.matrix.params import MatrixFormParams
from scenes.matrix.words import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.components.grids.marks import Marks

__all__ = ["MatrixForm"]

_SWEEP = 2.4
"""Seconds of the move that the clip is about."""


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
        rows = self.equation.rows.shown
        self.others = [row for row in rows if row != self.equation.story]

    def construct(self) -> None:
        self.beat(self.put_the_squish_aside)
        self.beat(self.write_what_goes_in_as_a_vector)
        self.beat(self.write_weights_as_a_row)
        self.beat(self.stack_the_rows)
        self.beat(self.multiply_a_row_with_the_vector)
        if self.others:
            self.beat(self.multiply_every_row)
        self.beat(self.add_the_biases)
        self.beat(self.squish_every_sum)
        self.beat(self.write_it_in_symbols)

    def put_the_squish_aside(self) -> None:
        below = self.equation.below
        self.say(self.tell.begin())
        self.add(self.icon.slide, self.icon)
        self.play(vanish(self.icon.slide), move(self.icon, self.icon.aside()))
        self.play(appear(below.large, below.names, below.scale))
        self.marked = below.marked()
        self.play(appear(self.marked))

    def write_what_goes_in_as_a_vector(self) -> None:
        equation, below = self.equation, self.equation.below
        self.say(self.tell.vector())
        neurons, column = below.stepping_out(), below.in_column(equation.input_chips)
        self.play(
            vanish(self.marked, below.names, below.scale),
            become(below.large, below.small, lag=0),
            become(neurons, column, lag=0.5),
        )
        self.remove(below.large)
        self.add(below.small)
        vector = equation.inputs
        self.play(
            become(neurons, equation.input_chips, MOVE, lag=0),
            appear(vector.entries, vector.dots, equation.labels[1], seconds=MOVE),
        )
        self.remove(neurons)
        self.add(equation.input_chips)
        self.play(draw(vector.brackets, SMALL))

    def write_weights_as_a_row(self) -> None:
        row, neurons = self.equation.story, self.equation.neurons
        self.say(self.tell.weights())
        self.play(appear(neurons.ring(row)))
        weights = neurons.seed(row)
        large = neurons.large(row, self.equation.free())
        self.play(become(neurons.ring(row), neurons.glowing(row), SMALL), become(weights, large))
        self.say(self.tell.row())
        small = weights.copy()
        self.play(
            become(small, neurons.grid(row), MOVE, lag=0),
            become(weights, neurons.strip(row), lag=0.5),
        )
        self.remove(small)
        self.add(neurons.grid(row))
        self._write_rows([row], [weights])

    def _write_rows(self, rows: Sequence[int], strips: Sequence[Marks]) -> None:
        """Let the weights of each strip that are shown enlarge into their numbers."""
        neurons, matrix = self.equation.neurons, self.equation.weights
        cells = [neurons.cells(row, enlarged=False) for row in rows]
        larger = [neurons.cells(row, enlarged=True) for row in rows]
        grow = (become(*pair, MOVE, lag=0) for pair in zip(cells, larger, strict=True))
        self.play(*grow, vanish(*strips))
        self.play(vanish(*cells), appear(*map(matrix.row, rows)))

    def stack_the_rows(self) -> None:
        neurons, matrix = self.equation.neurons, self.equation.weights
        self.say(self.tell.matrix())
        self.play(
            become(neurons.ring(self.equation.story), neurons.resting(self.equation.story), SMALL)
        )
        if self.others:
            grids = [neurons.grid(row) for row in self.others]
            seeds = [neurons.seed(row) for row in self.others]
            grow = (become(*pair, MOVE, lag=0) for pair in zip(seeds, grids, strict=True))
            self.play(appear(*map(neurons.ring, self.others)), *grow)
            self.add(*grids)
            strips = map(neurons.strip, self.others)
            self.play(*(become(*pair, lag=0.5) for pair in zip(seeds, strips, strict=True)))
            self._write_rows(self.others, seeds)
        self.play(draw(matrix.brackets, SMALL), appear(matrix.skipped, self.equation.labels[0]))

    def multiply_a_row_with_the_vector(self) -> None:
        equation, story = self.equation, self.equation.story
        result, neurons = equation.result, equation.neurons
        self.say(self.tell.product())
        self.play(equation.arrange("result"))
        start_counting(equation, [story])
        self.bands = bands_under(equation, [story], column=True)
        self.bring_to_back(self.bands)
        self.play(
            *map(dim, self._others_rows()),
            become(neurons.ring(story), neurons.glowing(story), SMALL),
            appear(self.bands, equation.equals, result.brackets, result.dots, result.entry(story)),
            appear(equation.output_chips, equation.labels[3]),
        )
        self.terms = products_under(equation)
        terms = LaggedStart(*map(appear, self.terms), lag_ratio=0.7, run_time=_SWEEP)  # in step
        self.play(*Sweep(equation, [story]).run(_SWEEP), terms)

    def multiply_every_row(self) -> None:
        equation, result = self.equation, self.equation.result
        self.say(self.tell.every_row())
        bands = bands_under(equation, self.others)
        start_counting(equation, self.others)
        self.bring_to_back(bands)
        self.play(
            vanish(self.terms),
            *map(undim, self._others_rows()),
            appear(bands, *map(result.entry, self.others)),
        )
        self.play(*Sweep(equation, self.others).run(CHANGE))
        self.bands.add(*bands)

    def _others_rows(self) -> list[Group]:
        """Return what is dimmed while one row is explained."""
        matrix, neurons = self.equation.weights, self.equation.neurons
        rows = ((matrix.row(j), neurons.ring(j), neurons.grid(j)) for j in self.others)
        return [Group(*row) for row in rows] + [Group(matrix.skipped)]

    # -- bias and activation ----------------------------------------------------------------

    def add_the_biases(self) -> None:
        equation, story = self.equation, self.equation.story
        self.say(self.tell.biases())
        rest = equation.neurons.resting(story)
        self.play(vanish(self.bands), become(equation.neurons.ring(story), rest, SMALL))
        self.play(equation.arrange("biases"))
        self.play(appear(equation.plus, equation.biases, equation.labels[2]))
        self.play(count_on(equation, equation.sums))

    def squish_every_sum(self) -> None:
        equation, icon, neurons = self.equation, self.icon, self.equation.neurons
        self.say(self.tell.function())
        self.play(equation.arrange("function"))
        sums = [number.value for number in equation.sums]
        activations = [number.value for number in equation.activations]
        points, lifted = (icon.neurons(sums, activations, lifted=up) for up in (False, True))
        self.play(appear(equation.opening, equation.closing, points))
        self.play(
            count_on(equation, equation.activations),
            become(equation.output_chips, equation.lit_chips(), lag=0.5),
            *(become(*pair, lag=0.5) for pair in zip(points, lifted, strict=True)),
            *(become(neurons.ring(j), neurons.lit(j)) for j in equation.rows.shown),
        )
        self.play(vanish(points))

    def write_it_in_symbols(self) -> None:
        equation = self.equation
        self.say("Every block gets a letter.")
        self.play(equation.arrange("function", self.stage.above_formula, between=FAR))
        letters = LayerLetters(equation)
        self.play(letters.come_down())
        self.say("A whole layer, in one short line.")
        self.play(letters.close_up())
        self.play(letters.turn_round())
