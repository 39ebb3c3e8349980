"""The sum of a neuron's products, counted up: a trace, a total that rides on it, and a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import LEFT, Group, VGroup, linear

from scenes.components.animations import Follow
from scenes.components.sums.ledger import Ledger
from scenes.components.sums.total_trace import TotalTrace
from scenes.facts import readings
from scenes.facts.decimals import adding_decimals
from scenes.facts.running_total import RunningTotal
from scenes.figures import tick
from scenes.look.sizes import HALF_DIGIT, LABEL, MATRIX, NEAR, PIXELS_PER_UNIT, TIGHT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.components.sums.product_grids import ProductGrids
    from scenes.figures import NeuronFigures
    from scenes.look.stage import Region
    from scenes.look.text import Number

__all__ = ["WAITING", "SumCount"]

WAITING = 0.3
"""How strongly a product is shown that is not in yet."""
_TRACE_SHARE = 0.9


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
    sum, bias, result
        The numbers of the ledger.
    trace, zero
        The trace, and what names its line of zero.
    counter
        How many terms are in: it stands in the ledger, where the bias will.
    """

    def __init__(
        self, neuron: NeuronFigures, grids: ProductGrids, ledger: Region, way: Region
    ) -> None:
        self.neuron, self.grids = neuron, grids
        self.total = RunningTotal(grids.terms)
        self.z = readings.weighted_sum(neuron.layer, neuron.neuron)
        self.product = readings.product(neuron.layer, neuron.neuron)
        self._build_ledger(ledger)
        self._build_trace(way)
        super().__init__(self.ledger, self.trace, self.zero)

    # -- counting ---------------------------------------------------------------------

    def begin(self) -> Group:
        """Go back to where no term is in; return what is seen of it."""
        self.set_terms(0)
        return Group(self.trace, self.zero, self.sum, self.counter, self.grids.cursor)

    def run(self, seconds: float) -> Follow:
        """Return the animation of all terms coming in, each at the moment it has in the total."""
        moving = Group(
            self.grids.products, self.grids.numbers[2], self.grids.cursor, self.trace, self.sum
        )
        return Follow(
            Group(moving, self.count),
            lambda progress: self.set_terms(self.total.terms_at(progress)),
            run_time=seconds,
            rate_func=linear,
        )

    def set_terms(self, terms: int) -> None:
        """Show how it is when so many terms are in."""
        self.grids.light(np.where(np.arange(len(self.total)) < terms, 1.0, WAITING))
        self.grids.point(max(terms - 1, 0))
        self.trace.set_drawn(terms)
        self.count.set_value(terms)
        self.sum.set_value(float(self.total.partial_sums[terms]))
        self.sum.shift(self._beside_the_head() - self.sum.baseline)

    def set_term(self, index: int, product: float) -> None:
        """Let one product be another: the trace and the sum follow."""
        self.trace.change_term(index, product)
        self.sum.set_value(float(self.trace.values[-2]))

    def add_bias(self, progress: float) -> None:
        """Go a part of the last step, from the sum to z."""
        self.trace.set_drawn(len(self.total) + progress)
        self.result.set_value(self.trace.values[-2] + progress * np.diff(self.trace.values)[-1])

    def cite_sum(self) -> None:
        """Record the sum as it stands."""
        self.neuron.figures.cite(self.sum, self.product)

    def _beside_the_head(self) -> NDArray[np.float64]:
        """Return the baseline of the total that rides on the trace."""
        letters = HALF_DIGIT * self.sum.letter_size / PIXELS_PER_UNIT
        place: NDArray[np.float64] = self.trace.head + np.array(
            [TIGHT + self._widest, -letters, 0.0]
        )
        return place

    # -- parts ------------------------------------------------------------------------

    def _build_ledger(self, region: Region) -> None:
        """Leave room for every partial sum."""
        sums, figures = self.total.partial_sums, self.neuron.figures
        bias = readings.bias(self.neuron.layer, self.neuron.neuron).of(figures.trace)
        self.decimals = adding_decimals([float(sums[-1]), bias], self.neuron.decimals.products)
        self.sum = figures.read(self.product, MATRIX, self.decimals)
        self.bias, self.result = self.neuron.bias(self.decimals), self.neuron.result(self.decimals)
        labels = [
            figures.words("sum"),
            figures.words("bias", colour=figures.theme.bias),
            figures.formula("z", MATRIX, figures.theme.highlight),
        ]
        self.sum.set_value(min(sums.min(), -sums.max()))
        self.ledger = Ledger(labels, [self.sum, self.bias, self.result], figures.theme.text)
        self.count = tick(len(self.total), figures.theme.text, MATRIX)
        self.counter = self.ledger.instead_of(1, figures.words("terms"), self.count)
        region.place(Group(self.ledger, self.counter))
        self.home = self.sum.baseline.copy()
        self._widest = self.sum.width
        self.sum.set_value(float(sums[-1]))

    def _build_trace(self, region: Region) -> None:
        theme = self.neuron.figures.theme
        self.zero = tick(0, theme.text, LABEL)
        before, behind = self.zero.width + NEAR, self._widest + NEAR
        width, height = region.width - before - behind, region.height * _TRACE_SHARE
        bias = self.bias.value
        self.trace = TotalTrace(self.total.partial_sums, bias, theme, width, height)
        region.place(self.trace).shift((before - behind) / 2 * np.array([1.0, 0.0, 0.0]))
        self.trace.set_drawn(self.trace.steps)
        self.zero.next_to(self.trace.zero, LEFT, buff=TIGHT)

    @property
    def label_row(self) -> VGroup:
        """What names the sum."""
        return VGroup(self.ledger.labels[0])

    def sum_at_home(self) -> Number:
        """Return the sum as it stands in the ledger."""
        there = self.sum.copy()
        return there.shift(self.home - there.baseline)
