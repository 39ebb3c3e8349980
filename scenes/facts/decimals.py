"""Which numbers to show, so that what is written can be followed with a pencil."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenes.facts.incoming import Incoming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from netcore import Trace

__all__ = [
    "TermDecimals",
    "add_up_as_written",
    "adding_decimals",
    "alike_or_own",
    "column_decimals",
    "decimals_of",
    "multiply_as_written",
    "scale_decimals",
    "take_out_as_written",
]


_MOST = 6
"""Decimals of any number, at most."""

_MORE = 4
"""Decimals, at most, that the numbers of a sum have for no other reason than that it adds up."""

_FEW = 8
"""A viewer may add up so many products."""


def add_up_as_written(parts: Sequence[float], total: float, decimals: int) -> bool:
    """Tell whether parts, written with so many decimals, add up to their total as it is written."""
    written = sum(round(part, decimals) for part in parts)
    return bool(abs(written - round(total, decimals)) < 0.1 * 10**-decimals)


def take_out_as_written(parts: ArrayLike, decimals: int, total_decimals: int) -> NDArray[np.bool_]:
    """Tell of each part, ``(n,)``, whether the sum of all without it agrees as it is written.

    Parameters
    ----------
    parts
        ``(n,)``.
    decimals, total_decimals
        With which a part is written, and a sum.
    """
    values = np.asarray(parts, dtype=np.float64)
    total = float(values.sum())
    left = np.round(total, total_decimals) - values.round(decimals)
    off_by = np.abs(left - np.round(total - values, total_decimals))
    agree: NDArray[np.bool_] = off_by < 0.1 * 10.0**-total_decimals
    return agree


def adding_decimals(parts: Sequence[float], least: int = 2, more: int = 1) -> int:
    """Return how many decimals to write so that the parts, as written, add up to their sum.

    `least`, or up to so many more; `least` when none of these does.
    """
    tried = range(least, least + more + 1)
    return next((d for d in tried if add_up_as_written(parts, sum(parts), d)), least)


def alike_or_own(sums: Sequence[Sequence[float]], least: int = 2) -> list[int]:
    """Return how many decimals each of some sums, written one after the other, has.

    They have as many, `least` or one more, where all of them, as written, add up then; else each as
    many as it needs.
    """
    for decimals in (least, least + 1):
        if all(add_up_as_written(parts, sum(parts), decimals) for parts in sums):
            return [decimals] * len(sums)
    return [adding_decimals(parts, least, _MORE) for parts in sums]


def decimals_of(value: float, digits: int = 3, least: int = 0) -> int:
    """Return the fewest decimals, `least` or more, that write a value as it is.

    If that takes more than `digits` significant digits, so many are written, or two decimals where
    these are more. No number has more than `_MOST` decimals.

    >>> [decimals_of(value) for value in (5.1, 63.0, 0.0002, 1234.5678, 0.123456)]
    [1, 0, 4, 2, 3]
    """
    if value == 0 or not math.isfinite(value):
        return least
    most = min(max(digits - 1 - math.floor(math.log10(abs(value))), 2), _MOST)
    return next((d for d in range(least, most) if round(value, d) == value), max(most, least))


def _decimals_at_most(value: float) -> int:
    """Return the decimals of six significant digits, or two."""
    return max(5 - math.floor(math.log10(abs(value))), 2) if value else _MOST


def scale_decimals(limit: float) -> int:
    """Return the decimals for the ends of a scale: two or three significant digits are enough."""
    place = math.floor(math.log10(limit))
    return max(2 - place, 0) if limit >= 1 else min(max(1 - place, 2), _MOST)


def column_decimals(values: Sequence[float]) -> list[int]:
    """Return how many decimals each of some numbers below each other has.

    They have as many, up to three; only one that needs more has more: 5.9, 3.0 and 0.0002.
    """
    return _levelled([decimals_of(value) for value in values], most=3)


def _levelled(decimals: list[int], most: int) -> list[int]:
    """Return decimals that are the same, as far as none has to have more than `most` for it."""
    common = max((d for d in decimals if d <= most), default=0)
    return [max(d, common) for d in decimals]


@dataclass(frozen=True)
class TermDecimals:
    """How many decimals the numbers of weighted sums are written with.

    Attributes
    ----------
    activations, weights
        Of each, or nothing: then all have two.
    products
        Of every one.
    """

    activations: tuple[int, ...] = ()
    weights: tuple[int, ...] = ()
    products: int = 2

    @classmethod
    def of(cls, weights: ArrayLike, activations: ArrayLike) -> TermDecimals:
        """Return so many that products are found from the numbers as written.

        Products have two decimals, and more where they are small; the few of a short sum one more
        if they add up, as written, only then.

        Parameters
        ----------
        weights, activations
            ``(n,)`` each.
        """
        w, a = np.asarray(weights, dtype=np.float64), np.asarray(activations, dtype=np.float64)
        products = decimals_of(float(np.abs(w * a).max()), digits=3, least=2)
        if len(w) <= _FEW:
            products = adding_decimals((w * a).tolist(), products)
        places = np.ceil(np.log10(np.maximum(np.abs(a), 1e-9))).astype(int)
        least = np.clip(products + places, 2, _MOST).tolist()
        precise = [decimals_of(v, 2, d) for v, d in zip(w.tolist(), least, strict=True)]
        return cls(
            tuple(column_decimals(a.tolist())),
            tuple(
                min(d, _decimals_at_most(v))
                for d, v in zip(_levelled(precise, most=products + 1), w.tolist(), strict=True)
            ),
            products,
        )

    @classmethod
    def of_small(cls, weights: ArrayLike, activations: ArrayLike = 1.0) -> TermDecimals:
        """Return so many that the largest weight has two digits, for activations with two decimals.

        Where activations are above 1, weights have more than products: what is cut off of a weight
        grows with its activation.

        Parameters
        ----------
        weights
            Of any shape ``(..., n)``.
        activations
            That they are multiplied with.
        """
        sizes, largest = np.abs(np.asarray(weights, dtype=np.float64)), np.abs(activations).max()
        decimals = decimals_of(float(sizes.max()), digits=2, least=2)
        more = math.ceil(math.log10(max(largest, 1.0)))
        precise = min(decimals + more, _MOST)
        return cls(weights=(precise,) * sizes.shape[-1], products=decimals)

    def activation(self, index: int) -> int:
        """Return the decimals of one activation."""
        return self.activations[index] if self.activations else 2

    def weight(self, index: int) -> int:
        """Return the decimals of one weight."""
        return self.weights[index] if self.weights else 2


def multiply_as_written(
    weights: ArrayLike, activations: ArrayLike, decimals: TermDecimals
) -> NDArray[np.bool_]:
    """Tell of each product, ``(n,)``, whether its factors as written give it as it is written.

    Parameters
    ----------
    weights, activations
        ``(n,)`` each.
    decimals
        With which they are written.
    """
    w, a = np.asarray(weights, dtype=np.float64), np.asarray(activations, dtype=np.float64)
    first = np.array([round(v, decimals.weight(i)) for i, v in enumerate(w.tolist())])
    second = np.array([round(v, decimals.activation(i)) for i, v in enumerate(a.tolist())])
    off_by = np.abs(first * second - (w * a).round(decimals.products))
    close: NDArray[np.bool_] = off_by < 0.5 * 10.0**-decimals.products
    return close


def decimals_for(trace: Trace, layer: int, rows: Sequence[int]) -> TermDecimals:
    """Return two, or more where all weights are small; what the numbers of a plain vector need.

    Parameters
    ----------
    trace
        A forward pass.
    layer
        From 1 on.
    rows
        The neurons that are shown.
    """
    weights = trace.network.layer(layer).weights[list(rows)]
    if Incoming.of(trace.network, layer).kind != "numbers":
        return TermDecimals.of_small(weights, trace.activations[layer - 1])
    inputs = trace.activations[0]
    each = [TermDecimals.of(row, inputs) for row in weights]
    columns = zip(*(one.weights for one in each), strict=True)
    largest = float(np.abs(weights @ inputs).max())
    return TermDecimals(
        each[0].activations, tuple(map(max, columns)), decimals_of(largest, 2, least=2)
    )
