"""What a network answers, how far its outputs tell, and whether that is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netcore import Trace

__all__ = ["Answer"]

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


def _counting(trace: Trace, ranking: tuple[int, ...]) -> tuple[int, ...]:
    outputs, several = trace.outputs, len(ranking) > 1
    largest = float(outputs[ranking[0]])
    if several and trace.network.layers[-1].activation == "sigmoid" and largest < _ACTIVE:
        return ()
    close = several and outputs[ranking[1]] >= _CLOSE * largest > 0
    return ranking[: 1 + close]


def _decimals(trace: Trace, neurons: tuple[int, ...]) -> int:
    values = [float(trace.outputs[neuron]) for neuron in neurons]
    for decimals in range(2, _MOST_DECIMALS):
        if len({round(value, decimals) for value in values}) == len(values):
            return decimals
    return 2
