"""Which terms of a weighted sum are read one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenes.facts.decimals import TermDecimals, multiply_as_written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

__all__ = ["telling_terms", "term_to_turn"]

_NEAR_LARGEST = 0.6
"""A product may be this much smaller than the largest if it then works out as written."""

_STILL_SEEN = 0.25
"""A term that is turned may be this much smaller than the largest if all then agrees as written."""


def telling_terms(
    weights: ArrayLike, activations: ArrayLike, decimals: TermDecimals | None = None
) -> list[int]:
    """Return the indices of the terms to read one by one: at most three.

    First the largest positive and the largest negative product, then the term with the strongest
    weight whose input is off, if one is: what adds nothing is told when something was added. Where
    these are fewer than two, the first term that works out comes as well. In place of a largest one
    may stand one nearly as large, so that a reader who multiplies the factors as they are written,
    with so many decimals, finds the product as it is written.
    """
    decimals = decimals or TermDecimals()
    w, a = np.asarray(weights, dtype=np.float64), np.asarray(activations, dtype=np.float64)
    products = w * a
    works_out = multiply_as_written(w, a, decimals)
    off = a == 0
    pushing = [np.where(sign * products > 0, np.abs(products), 0.0) for sign in (1, -1)]
    told = [_largest(sizes, works_out) for sizes in pushing if sizes.any()]
    if off.any():
        told.append(int(np.where(off, np.abs(w), -1.0).argmax()))
    elif len(told) < len(pushing):
        told.append(int(works_out.argmax()))
    return list(dict.fromkeys(told))


def term_to_turn(told: Sequence[int], terms: ArrayLike, agree: ArrayLike) -> int:
    """Return the index of the term that is turned off: the largest of those that are told.

    Where the sum does not agree with it, as written, it is the largest term with which it does; but
    not a far smaller one.

    Parameters
    ----------
    told
        The indices of those that are read one by one.
    terms, agree
        ``(n,)`` each: all of them, and whether with and without it all agrees as written.
    """
    sizes = np.abs(np.asarray(terms, dtype=np.float64))
    agreeing = np.where(np.asarray(agree, dtype=np.bool_), sizes, 0.0)
    strongest, other = max(told, key=lambda index: float(sizes[index])), int(agreeing.argmax())
    much = agreeing[other] >= max(_STILL_SEEN * sizes[strongest], np.finfo(float).tiny)
    return other if much and not agreeing[strongest] else strongest


def _largest(sizes: NDArray[np.float64], works_out: NDArray[np.bool_]) -> int:
    best = int(sizes.argmax())
    working = np.where(works_out, sizes, 0.0)
    near = int(working.argmax())
    return near if working[near] >= _NEAR_LARGEST * sizes[best] else best
