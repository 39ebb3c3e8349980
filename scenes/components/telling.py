"""Which numbers to show, so that what is written can be followed with a pencil."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

__all__ = ["adding_decimals", "telling_terms"]

_NEAR_LARGEST = 0.6
"""A product may be this much smaller than the largest if it then works out as written."""


def adding_decimals(parts: Sequence[float], least: int = 2, most: int = 3) -> int:
    """Return how many decimals to write so that the parts, as written, add up to their sum.

    The fewest from `least` to `most` that do; `least` when none does.
    """
    for decimals in range(least, most + 1):
        written = sum(round(part, decimals) for part in parts)
        if abs(written - round(sum(parts), decimals)) < 0.1 * 10**-decimals:
            return decimals
    return least


def telling_terms(weights: ArrayLike, activations: ArrayLike, decimals: int = 2) -> list[int]:
    """Return the indices of the terms to read one by one: at most three.

    First the one with the strongest weight whose input is off (without such an input, the first
    term), then the largest positive and the largest negative product, in their order. In place of
    a largest one may stand one nearly as large, so that a reader who multiplies the factors as
    they are written, with so many decimals, finds the product as it is written.
    """
    w, a = np.asarray(weights, dtype=np.float64), np.asarray(activations, dtype=np.float64)
    products = w * a
    written = np.abs(w.round(decimals) * a.round(decimals) - products.round(decimals))
    works_out = written < 0.5 * 10.0**-decimals
    off = a == 0
    first = int(np.where(off, np.abs(w), -1.0).argmax()) if off.any() else int(works_out.argmax())
    pushing = [np.where(sign * products > 0, np.abs(products), 0.0) for sign in (1, -1)]
    others = {_largest(sizes, works_out) for sizes in pushing if sizes.any()}
    return [first, *sorted(others - {first})]


def _largest(sizes: NDArray[np.float64], works_out: NDArray[np.bool_]) -> int:
    best = int(sizes.argmax())
    working = np.where(works_out, sizes, 0.0)
    near = int(working.argmax())
    return near if working[near] >= _NEAR_LARGEST * sizes[best] else best
