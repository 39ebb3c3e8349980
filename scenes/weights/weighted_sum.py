"""One neuron's weighted sum, counted up term by term to the value that the network computes."""

from __future__ import annotations

from scenes.clip import Clip
from scenes.components.sums.count import WAITING
from scenes.components.sums.overlay import Overlay
from scenes.components.sums.slide import SumSlide
from scenes.components.sums.starts import ByItself, InNetwork
from scenes.components.sums.term_line import TermLine
from scenes.components.sums.turning import Turning
from scenes.components.verbs import CHANGE, MOVE, appear, move, swap, vanish
from scenes.weights.params import WeightedSumParams
from scenes.weights.words import Wording

__all__ = ["WeightedSum"]

_FOLD, _SWEEP, _FEW = 2.0, 4.8, 0.9
"""Seconds: the key moves; the last is that of each term where there are few."""
_LOOK, _READ = 1.0, 0.7
"""Seconds to see what the sum is, and what it is without one pixel; to see a product."""


class WeightedSum(Clip):
    """Multiply every weight by its activation, add it all up, add the bias: that is z."""

    params: WeightedSumParams = WeightedSumParams()

    def setup(self) -> None:
        """Build the network, the slide that ends the clip, and what leads from one to the other."""
        super().setup()
        layer, neuron = self.params.chosen(self.network)
        if self.params.told == "whole":
            written = self.params.written(self.network)
            self.start: InNetwork | ByItself = InNetwork(self.figures, layer, neuron, written)
        else:
            self.start = ByItself(self.figures, layer, neuron)
        self.one = self.start.one
        self.slide = SumSlide(self.figures, layer, neuron)
        self.grids, self.count = self.slide.panels.grids, self.slide.count
        self.overlay = Overlay(self.slide, self.start.column, self.start.picture)
        self.tell = Wording(self.slide.panels.incoming, known=self.params.told == "neuron")
        self.terms = [
            TermLine.of(self.slide.numbers, index, self.grids, *self.overlay.below)
            for index in self.count.told
        ]

    def construct(self) -> None:
        """One idea a line."""
        self.beat(self.single_out_one_neuron)
        self.beat(self.fold_its_weights)
        self.beat(self.lay_them_over)
        self.beat(self.read_a_few_terms)
        self.beat(self.add_up_all_products)
        self.beat(self.turn_one_input)
        self.beat(self.add_the_bias)
        self.beat(self.give_z_to_the_neuron)

    def single_out_one_neuron(self) -> None:
        self.add(self.start, self.grids.inputs)
        self.say(self.tell.question())
        self.play(*self.start.single_out())

    def fold_its_weights(self) -> None:
        self.say(self.tell.weights())
        self.play(
            vanish(self.start.rest, seconds=MOVE),
            move(self.one.disc, self.slide.disc, CHANGE),
            self.overlay.make_room(),
            self.one.take_along(self.slide.disc, self.overlay.aside, CHANGE),
        )
        self.remove(self.one.disc)
        self.add(self.slide.disc)
        self.play(self.one.fold(self.grids.weights, _FOLD))
        self.remove(self.one.spokes)
        self.add(self.grids.weights)
        self.play(appear(self.slide.title))

    def lay_them_over(self) -> None:
        self.say(self.tell.laid_over())
        for step in self.overlay.lay():
            self.play(*step)
        self.hold()
        self.say(self.tell.products())
        self.play(*self.overlay.unfold())
        self.play(appear(self.slide.panels.unscaled, self.grids.numbers[2]))

    def read_a_few_terms(self) -> None:
        waiting = [self.grids.fade_products(WAITING)]
        for before, line in zip((None, *self.terms), self.terms, strict=False):
            weight, activation = (number.value for number in line.numbers[:2])
            zero = line.written_as_zero
            self.say(self.tell.term(line.index, weight, activation, nearly_zero=zero))
            for step in line.read(self.grids, before):
                self.play(*step, *waiting)
                waiting.clear()
            self.hold(_READ)

    def add_up_all_products(self) -> None:
        formula = self.slide.formula.part("sum")
        self.say(self.tell.all_come_in())
        self.play(
            vanish(self.terms[-1], self.grids.cursor),
            self.overlay.settle(),
            self.grids.fade_products(WAITING, MOVE),
        )
        self.play(appear(self.count.begin(), formula))
        self.play(self.count.run(min(_FEW * len(self.count.terms), _SWEEP), formula))
        self.count.cite()
        self.hold(_LOOK)
        scales = self.slide.panels.scales  # not before: products fly where they are
        self.play(vanish(self.grids.cursor, self.count.flying.marks), appear(scales))

    def turn_one_input(self) -> None:
        formula = self.slide.formula.part("sum")
        line = TermLine.of(self.slide.numbers, self.count.turned, self.grids, self.slide.line)
        knob = Turning(self.slide, line)
        self.say(self.tell.turned(line.numbers[1].value))
        self.grids.point(line.index)
        self.play(swap(formula, line, MOVE), appear(self.grids.cursor))
        self.play(knob.turn())
        knob.cite(turned=True)
        self.hold(_LOOK)
        self.play(knob.turn_back())
        knob.cite(turned=False)
        self.play(swap(line, formula), vanish(self.grids.cursor))

    def add_the_bias(self) -> None:
        self.say("Then the neuron adds its own number, the bias.")
        ledger = self.count.ledger
        self.play(vanish(self.count.counter), appear(self.slide.bias))
        self.play(appear(ledger.row(0), ledger.row(1), self.slide.formula.part("bias")))

    def give_z_to_the_neuron(self) -> None:
        self.say("Weighted sum and bias together are z.")
        ledger, total = self.count.ledger, self.count.total
        self.play(self.count.add_bias(CHANGE), vanish(self.slide.bias))
        self.count.cite(with_bias=True)
        self.play(
            move(total, self.slide.z),
            appear(ledger.rule, ledger.row(2), self.slide.formula.part("z"), seconds=MOVE),
        )
        self.remove(total)
        self.add(self.slide.z)
