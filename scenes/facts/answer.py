"""What a network answers, how far its outputs tell, and whether that is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netcore import Trace

__all__ = ["SHARES", "Answer", "torn_between"]

_CLOSE = 0.6
"""From this share of the largest output on, a runner-up counts as well."""
_ACTIVE = 0.3
"""Below it no output of a sigmoid is active."""
SHARES = ("sigmoid", "softmax")
"""Activations that stay between 0 and 1, so that an output can be read as how sure it is."""
_MOST_DECIMALS = 4


@dataclass(frozen=True)
class Answer:
    """The outputs that count.

    Attributes
    ----------
    ranking
        Indices of the outputs, the largest first.
    neurons
        Those that are the answer: one, or two if the runner-up comes close; none if no output is
        active.
    decimals
        So many tell these two apart as they are written, where any number of up to four does.
    written
        The label of what was written; None where that is not known.
    right
        Whether that is the answer.
    """

    ranking: tuple[int, ...]
    neurons: tuple[int, ...]
    decimals: int
    written: str | None
    right: bool

    @classmethod
    def of(cls, trace: Trace, written: str | None = None) -> Answer:
        """Return what a forward pass answers, given what is known to be written."""
        ranking = tuple(trace.ranking.tolist())
        neurons = _counting(trace, ranking)
        right = bool(neurons) and trace.network.labels[ranking[0]] == written
        return cls(ranking, neurons, _decimals(trace, neurons), written, right)


def torn_between(outputs: NDArray[np.float64], function: str) -> NDArray[np.bool_]:
    """Tell whether the two largest of outputs ``(..., n)`` both count, and so are both the answer.

    A lone output has no rival.
    """
    if outputs.shape[-1] == 1:
        return np.zeros(outputs.shape[:-1], dtype=bool)
    second, first = np.moveaxis(np.sort(outputs, axis=-1)[..., -2:], -1, 0)
    active = (first >= _ACTIVE) | (function != "sigmoid")
    torn: NDArray[np.bool_] = active & (second >= _CLOSE * first) & (second > 0)
    return torn


def _counting(trace: Trace, ranking: tuple[int, ...]) -> tuple[int, ...]:
    function, several = trace.network.layers[-1].activation, len(ranking) > 1
    if several and function == "sigmoid" and float(trace.outputs[ranking[0]]) < _ACTIVE:
        return ()
    return ranking[: 1 + int(torn_between(trace.outputs, function))]


def _decimals(trace: Trace, neurons: tuple[int, ...]) -> int:
    values = [float(trace.outputs[neuron]) for neuron in neurons]
    for decimals in range(2, _MOST_DECIMALS):
        if len({round(value, decimals) for value in values}) == len(values):
            return decimals
    return 2
