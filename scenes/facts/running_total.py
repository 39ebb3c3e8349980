"""A sum that is counted up term by term: how many terms are in, and what they come to.

No Manim in here: a clip lets its numbers and grids follow one `RunningTotal`, so that all of them
show the same terms at the same moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

__all__ = ["RunningTotal"]

_SHARE_OF_SIZE = 0.6
"""The part of the time that is handed out by the size of the terms."""

_ZERO_PACE = 0.15
"""A term of zero takes this much of the even time of one that is not."""


class RunningTotal:
    """The partial sums of some terms, and a pace at which to add them.

    The pace is fast through the zeros and slow on the largest terms.

    Parameters
    ----------
    terms
        ``(n,)``.

    Attributes
    ----------
    terms
        ``(n,)``.
    partial_sums
        ``(n + 1,)``: of no terms, of the first, of the first two, ... of all.
    moments
        ``(n + 1,)`` rising from 0 to 1: the progress at which as many terms are in.

    Examples
    --------
    >>> total = RunningTotal([2.0, 0.0, -0.5])
    >>> total.sum_at(1.0)
    1.5
    """

    def __init__(self, terms: ArrayLike) -> None:
        self.terms: Floats = np.asarray(terms, dtype=np.float64).ravel()
        self.partial_sums: Floats = np.concatenate([[0.0], np.cumsum(self.terms)])
        ends = np.concatenate([[0.0], np.cumsum(_durations(np.abs(self.terms)))])
        self.moments: Floats = ends / ends[-1]

    def __len__(self) -> int:
        """Return how many terms there are."""
        return len(self.terms)

    def terms_at(self, progress: float) -> int:
        """Return how many terms are in, from 0 at the start to all at the end."""
        if progress >= 1:
            return len(self)
        return int(np.searchsorted(self.moments[1:], progress, side="right"))

    def reached_at(self, progress: float) -> float:
        """Return how many terms are in, and by how much of its time the next one has come."""
        terms = self.terms_at(progress)
        if terms == len(self):
            return float(terms)
        start, end = self.moments[terms : terms + 2]
        return terms + float(np.clip((progress - start) / max(end - start, 1e-12), 0.0, 1.0 - 1e-9))

    def sum_at(self, progress: float) -> float:
        """Return the exact sum of the terms that are in."""
        return float(self.partial_sums[self.terms_at(progress)])


def _durations(sizes: Floats) -> Floats:
    """Return the share of the time that each term takes, up to a common factor."""
    counted = sizes > 0
    even = np.where(counted, 1.0, _ZERO_PACE)
    even /= even.sum()
    if not counted.any():
        return even
    by_size = _SHARE_OF_SIZE * sizes / sizes.sum()
    durations: Floats = (1 - _SHARE_OF_SIZE) * even + by_size
    return durations
