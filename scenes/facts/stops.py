"""Where a sum that is turned by hand stops: at real sums of the layer, where there are such."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scenes.facts.layer_sums import LayerSums

__all__ = ["Stop", "stops"]

_NEAR_ZERO = 0.1
"""A sum is near zero if it is so near, to the length of the axis."""


@dataclass(frozen=True)
class Stop:
    """A sum to stop at.

    Attributes
    ----------
    side
        -1 where it is very negative, 0 near zero, 1 where it is very positive.
    z
        The sum.
    neuron
        Whose it is; None where none of the layer is like that, and it is an end of the axis, or 0.
    title
        What becomes of such a sum, in a few words, or nothing.
    """

    side: int
    z: float
    neuron: int | None
    title: str


def stops(sums: LayerSums, low: float, high: float) -> tuple[Stop, Stop, Stop]:
    """Return a very negative sum, one near zero, and a very positive one.

    Parameters
    ----------
    sums
        The layer.
    low, high
        Ends of the axis that is shown.
    """
    z, words = sums.sums, sums.words
    places = int(z.argmin()), int(np.abs(z).argmin()), int(z.argmax())
    real = (
        -z[places[0]] > words.far,
        abs(z[places[1]]) <= _NEAR_ZERO * (high - low),
        z[places[2]] > words.far,
    )
    titles, ends = (words.below, "", words.above), (low, 0.0, high)
    first, middle, last = (
        Stop(
            side,
            float(z[place]) if is_real else end,
            int(sums.drawn[place]) if is_real else None,
            title,
        )
        for side, place, is_real, title, end in zip(
            (-1, 0, 1), places, real, titles, ends, strict=True
        )
    )
    return first, middle, last
