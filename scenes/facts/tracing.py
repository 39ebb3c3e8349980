"""What made an answer: the strongest contributions, layer by layer back to what went in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from netcore import Trace

__all__ = ["Strongest", "traced_back"]


@dataclass(frozen=True)
class Strongest:
    """The strongest positive contributions into some neurons of a layer, the largest first.

    Attributes
    ----------
    layer
        From 1 on.
    neurons, sources
        ``(n,)``: where each arrives, and from which neuron of the layer before it comes.
    values
        ``(n,)``, weight times activation.
    """

    layer: int
    neurons: NDArray[np.intp]
    sources: NDArray[np.intp]
    values: NDArray[np.float64]


def traced_back(
    trace: Trace, neuron: int, most: Sequence[int], drawn: Sequence[NDArray[np.intp]]
) -> list[Strongest]:
    """Return the strongest contributions from the output layer back to the first.

    Each layer's are those into the neurons from which the ones after it come; it ends early where
    nothing speaks for any of these.

    Parameters
    ----------
    trace
        A forward pass.
    neuron
        Of the output layer.
    most
        Of the contributions into the output layer, into hidden layers, and from the inputs.
    drawn
        For each layer the neurons that may be named.
    """
    found, targets = [], np.array([neuron])
    last = len(trace.network.layers)
    for layer in range(last, 0, -1):
        count = most[2] if layer == 1 else most[0 if layer == last else 1]
        step = _into(trace, layer, targets, drawn[layer - 1], count)
        if not len(step.values):
            break
        found.append(step)
        targets = np.unique(step.sources)
    return found


def _into(
    trace: Trace, layer: int, targets: NDArray[np.intp], drawn: NDArray[np.intp], most: int
) -> Strongest:
    weights = trace.network.layer(layer).weights[np.ix_(targets, drawn)]
    values = weights * trace.activations[layer - 1][drawn]
    order = np.argsort(-values, axis=None, kind="stable")[:most]
    order = order[values.ravel()[order] > 0]
    row, column = np.divmod(order, len(drawn))
    return Strongest(layer, targets[row], drawn[column], values.ravel()[order])
