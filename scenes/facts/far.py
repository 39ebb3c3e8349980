"""What is left of a squish far from zero: so little that no computer's number holds it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netcore import Trace

__all__ = ["Repeated", "digits_far_below", "log_of_the_rest"]

_DIGITS = 3
"""So many digits are written behind those that repeat."""


def log_of_the_rest(function: str, z: float) -> float | None:
    """Return the logarithm to base 10 of what a squish is above its lower end, far below zero.

    A sigmoid is above 0 by 1 / (1 + exp(-z)), a hyperbolic tangent above -1 by
    2 / (1 + exp(-2 z)). In powers of ten it can be told, however small: the number itself cannot,
    as exp of more than 709 is beyond float64. None for functions that have no such end.
    """
    if function == "sigmoid":
        return -_softplus(-z) / math.log(10)
    if function == "tanh":
        return (math.log(2) - _softplus(-2 * z)) / math.log(10)
    return None


def _softplus(z: float) -> float:
    """Return log(1 + exp(z)), which for a large z is z itself."""
    return z + math.log1p(math.exp(-z)) if z > 0 else math.log1p(math.exp(z))


@dataclass(frozen=True)
class Repeated:
    """How often the first digit behind the point repeats: 0 for a sigmoid, 9 for a tangent."""

    function: str
    z: float

    def of(self, _trace: Trace) -> float:
        """Return the count.

        Raises
        ------
        ValueError
            The function has no end that it comes so near to.
        """
        log = log_of_the_rest(self.function, self.z)
        if log is None:
            raise ValueError(f"{self.function} comes near to no end")
        return float(math.floor(-log))


def digits_far_below(function: str, z: float) -> tuple[str, str, str]:
    """Return what is written in front of the repeated digit, that digit, and what follows it."""
    log = log_of_the_rest(function, z)
    assert log is not None
    rest = 10 ** (log - math.floor(log) - 1)  # in [0.1, 1): the digits behind the repeated ones
    if function == "tanh":
        return "\N{MINUS SIGN}0.", "9", _first_digits(1 - rest)
    return "0.", "0", _first_digits(rest)


def _first_digits(share: float) -> str:
    """Return the first digits behind the point of a share of 1: not rounded, as more follow."""
    return f"{math.floor(share * 10**_DIGITS):0{_DIGITS}d}"
