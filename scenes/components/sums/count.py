"""The sum of a neuron's products, counted up: a trace, a total that rides on it, and a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import LEFT, RIGHT, Group, smooth

from scenes.components.animations import Follow
from scenes.components.sums.flying import Flying
from scenes.components.sums.ledger import Ledger
from scenes.components.sums.total_trace import TotalTrace
from scenes.facts import readings
from scenes.facts.choosing_terms import term_to_turn
from scenes.facts.decimals import adding_decimals, take_out_as_written
from scenes.facts.running_total import RunningTotal
from scenes.facts.sources import without
from scenes.figures import tick
from scenes.look.sizes import MATRIX, NEAR, NUMBER, TIGHT

if TYPE_CHECKING:
    from manim import Mobject

    from scenes.components.sums.product_grids import ProductGrids
    from scenes.figures import NeuronFigures
    from scenes.look.stage import Region

__all__ = ["WAITING", "SumCount"]

_FLIGHT = 0.5
"""Seconds in which a product flies into the total."""
WAITING = 0.3
"""How strongly a product is shown that is not in yet."""


class SumCount(Group):
    """Built as it is at the end: all terms are in, the bias is added, and there stands z.

    Parameters
    ----------
    neuron
        Whose numbers they are.
    grids
        Whose products are counted.
    ledger, way
        Where the ledger goes, and the trace.

    Attributes
    ----------
    ledger
        Sum, bias and z, written below each other.
    trace, zero
        The way of the sum, and what names its line of zero.
    total
        The number that rides on the trace: gone at the end, when it is in the neuron.
    told, turned
        The terms to read one by one, and one that counts much: it may be turned off, and what is
        left of the sum agrees as written where any does.
    counter
        How many terms are in: where the ledger will be.
    """

    def __init__(
        self, neuron: NeuronFigures, grids: ProductGrids, ledger: Region, way: Region
    ) -> None:
        self.neuron, self.grids = neuron, grids
        self.terms = RunningTotal(grids.terms)
        self._build_ledger(ledger)
        self.told = neuron.telling_terms()
        agree = take_out_as_written(grids.terms, neuron.decimals.products, self.decimals)
        self.turned = term_to_turn(self.told, grids.terms, agree & neuron.works_out())
        self._build_trace(way)
        super().__init__(self.ledger, self.trace, self.zero)

    # -- counting ---------------------------------------------------------------------

    def begin(self) -> Group:
        """Go back to where no term is in; return what is seen of it."""
        self._set(0.0, 0.0)
        return Group(self.trace, self.zero, self.total, self.counter, self.grids.cursor)

    def run(self, seconds: float, written: Mobject) -> Follow:
        """Return the animation of all terms: each is sent at its moment, and then comes in.

        They pass behind what is written on their way.
        """
        products = Group(self.grids.products, self.grids.numbers[2], self.grids.cursor)
        flight = _FLIGHT / seconds
        starts = self.terms.moments[1:] * (1 - flight)
        self.flying = Flying(self.grids, self.trace, starts, flight, written)

        def follow(progress: float) -> None:
            sent, there = np.clip(np.array([progress, progress - flight]) / (1 - flight), 0, 1)
            self._set(self.terms.reached_at(sent), self.terms.reached_at(there))
            self.flying.show(progress)

        moving = Group(products, self.trace, self.total, self.count, self.flying.marks)
        return Follow(moving, follow, run_time=seconds)

    def set_term(self, index: int, product: float) -> None:
        """Let one product be another: the trace and the total follow."""
        self.trace.change_term(index, product)
        self._ride(self.trace.values[-2])

    def add_bias(self, seconds: float) -> Follow:
        """Return the animation of the last step, from the sum to z."""
        return Follow(Group(self.trace, self.total), self._step, run_time=seconds, rate_func=smooth)

    def cite(self, *, with_bias: bool = False) -> None:
        """Record the total as it stands: the sum of all products, or z."""
        reading = readings.weighted_sum if with_bias else readings.product
        self.neuron.figures.cite(self.total, reading(self.neuron.layer, self.neuron.neuron))

    def _set(self, sent: float, reached: float) -> None:
        """Show how it is when so many terms are sent, and so many are in.

        The total is always that of whole terms.
        """
        whole = int(reached)
        share = np.clip(sent - np.arange(len(self.terms)), 0.0, 1.0)
        self.grids.light(WAITING + (1 - WAITING) * share)
        self.grids.point(sent)
        self.trace.set_drawn(reached)
        self.count.set_value(whole)
        self._ride(float(self.terms.partial_sums[whole]))

    def _step(self, progress: float) -> None:
        self.trace.set_drawn(len(self.terms) + progress)
        self._ride(self.trace.values[-2] + progress * np.diff(self.trace.values)[-1])

    def _ride(self, value: float) -> None:
        """Show a total to the right of the trace's dot, where it covers nothing."""
        total = self.total.set_value(value)
        place = self.trace.head + np.array([NEAR + self._widest, -total.half_digit, 0.0])
        total.shift(place - total.baseline)

    # -- parts ------------------------------------------------------------------------

    def _build_ledger(self, region: Region) -> None:
        figures, neuron = self.neuron.figures, self.neuron
        product = readings.product(neuron.layer, neuron.neuron)
        bias = readings.bias(neuron.layer, neuron.neuron)
        parts = [source.of(figures.trace) for source in (product, bias)]
        self.decimals = adding_decimals(parts, neuron.decimals.products)
        numbers = [
            figures.read(product, MATRIX, self.decimals),
            neuron.bias(self.decimals),
            neuron.result(self.decimals),
        ]
        labels = [
            figures.words("sum"),
            figures.words("bias", colour=figures.theme.bias),
            figures.formula("z", MATRIX, figures.theme.highlight),
        ]
        self.ledger = Ledger(labels, numbers, figures.theme.text, region.width)
        self.count = figures.count("neurons", neuron.layer - 1, MATRIX)
        self.counter = self.ledger.instead_of(1, figures.words("added"), self.count)
        region.place(Group(self.ledger, self.counter))

    def _build_trace(self, region: Region) -> None:
        """Leave room for zero on the left, and on the right for every total."""
        figures, sums = self.neuron.figures, self.terms.partial_sums
        self.zero = tick(0, figures.theme.text, NUMBER)
        bias = readings.bias(self.neuron.layer, self.neuron.neuron).of(figures.trace)
        turned = without(figures.trace, self.neuron.layer, self.turned)
        reach = np.cumsum(turned.contributions(1, self.neuron.neuron))
        reach = np.append(reach, reach[-1] + bias)
        largest = np.abs([*sums, *reach, sums[-1] + bias]).max()
        self.total = tick(-largest, figures.theme.text, MATRIX, self.decimals)
        self._widest = self.total.width
        before, behind = self.zero.width + TIGHT, self._widest + NEAR
        width, height = region.width - before - behind, region.height - self.total.height
        self.trace = TotalTrace(sums, bias, figures.theme, width, height, reach)
        self.trace.shift(region.centre + RIGHT * (before - behind) / 2)
        self.trace.set_drawn(self.trace.steps)
        self.zero.next_to(self.trace.zero, LEFT, buff=TIGHT)
