"""What is shown of the equation of a layer, and how far its numbers go while they are turned."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np

from scenes.facts import readings
from scenes.facts.choosing import Excerpt, ends_and, lively_rows, plainest_neuron, telling_entries
from scenes.facts.decimals import (
    TermDecimals,
    add_up_as_written,
    decimals_for,
    multiply_as_written,
)
from scenes.facts.incoming import Incoming
from scenes.facts.sources import TermSum
from scenes.look.encoding import activation_limit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netcore import Trace

__all__ = ["LayerExcerpt"]

_MANY_DECIMALS = 3
"""Weights with more take the room of one column."""


@dataclass(frozen=True)
class LayerExcerpt:
    """The rows and columns of a layer's equation that are shown, and how exactly.

    Attributes
    ----------
    trace, layer
        Of which forward pass, and from 1 on.
    story
        The neuron whose row is explained; always among those shown.
    rows, columns
        The neurons of the layer, and of the layer before.
    decimals
        With which they are written.
    """

    trace: Trace
    layer: int
    story: int
    rows: Excerpt
    columns: Excerpt
    decimals: TermDecimals

    @classmethod
    def of(cls, trace: Trace, layer: int, most_rows: int, most_columns: int) -> Self:
        """Choose them: there is room for so many, but for one column less of long weights."""
        network, activations = trace.network, trace.activations
        if layer == len(network.layers):
            story = int(trace.prediction)  # among outputs, the answer must not be missing
            rows = ends_and(story, network.sizes[layer], most_rows)
        else:
            story = plainest_neuron(network, layer)
            rows = lively_rows(activations[layer], story, most_rows, silent=1)
        decimals = decimals_for(trace, layer, rows.shown)
        is_long = max(decimals.weights, default=2) > _MANY_DECIMALS
        weights = network.layer(layer).weights[story]
        multiplied = multiply_as_written(weights, activations[layer - 1], decimals)

        def works_out(columns: Excerpt) -> int:
            """Count what a pencil confirms: each product, and that all add up."""
            terms = [TermSum(layer, story, *run).of(trace) for run in columns.runs]
            total = readings.product(layer, story).of(trace)
            adds_up = add_up_as_written(terms, total, decimals.products)
            return int(multiplied[list(columns.shown)].all()) + int(adds_up)

        columns = telling_entries(
            activations[layer - 1], weights[None], most_columns - is_long, works_out
        )
        return cls(trace, layer, story, rows, columns, decimals)

    @cached_property
    def loudest(self) -> int:
        """Of the columns that are shown, the one whose shown weights are largest."""
        shown = np.ix_(self.rows.shown, self.columns.shown)
        sizes = np.abs(self.trace.network.layer(self.layer).weights[shown]).sum(axis=0)
        return self.columns.shown[int(sizes.argmax())]

    @property
    def turned_to(self) -> tuple[float, float]:
        """Where the activation of the loudest column is turned to: the ends of its scale."""
        return 0.0, activation_limit(self.trace.activations[self.layer - 1])

    def ends_of_sums(self) -> tuple[float, float]:
        """Return the lowest and the highest that sums come to.

        That is while they are counted up, while the loudest column's activation is turned, while
        the explained bias is turned to that of another row, and the explained sum to its opposite.
        """
        trace, rows = self.trace, list(self.rows.shown)
        layer = trace.network.layer(self.layer)
        counted = np.array([trace.contributions(self.layer, row).cumsum() for row in rows])
        sums, weights = counted[:, -1], layer.weights[rows, self.loudest]
        real = trace.activations[self.layer - 1][self.loudest]
        turned = [sums + weights * (stop - real) for stop in self.turned_to]
        biased: NDArray[np.float64] = sums + layer.biases[rows][:, None]
        story = trace.pre_activations[self.layer][self.story]
        reached = np.concatenate([*counted, *turned, *biased, [story, -story]])
        return float(reached.min()), float(reached.max())

    def ends_of_inputs(self) -> tuple[float, ...]:
        """Return the ends of the loudest column's scale, and what others may be with other inputs.

        Those of a hidden layer may become negative where any of it is so now.
        """
        if Incoming.of(self.trace.network, self.layer).kind != "neurons":
            return self.turned_to
        return *self.turned_to, float(self.trace.activations[self.layer - 1].min())
