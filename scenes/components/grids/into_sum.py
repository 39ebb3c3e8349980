"""Products that fly into their sum, which climbs; and a sum that becomes a square."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import linear

from scenes.components.animations import CountTo
from scenes.components.verbs import become, move

if TYPE_CHECKING:
    from manim import Animation

    from scenes.components.grids.grids import WeightGrid
    from scenes.components.grids.marks import Marks
    from scenes.look.text import Number

__all__ = ["into_sum", "out_of_sum"]

_POINT, _UNSEEN = 0.01, (1.0, 1.0, 1.0, 0.0)
"""Half the side of a square that has become nothing, and what its colour is then times."""
_LAG = 0.6


def into_sum(products: WeightGrid, number: Number, seconds: float) -> list[Animation]:
    """Return the animations of one product after the other into a number, which adds them up."""
    values = products.values.ravel()
    gone = products.copy().place(np.tile(number.get_center(), (len(values), 1)), _POINT)
    gone.set_fills(gone.fills * _UNSEEN).set_rings(gone.rings * _UNSEEN)
    partial = np.concatenate([[0.0], values.cumsum()])
    places = np.linspace(0, 1, len(partial))

    def so_far(progress: float) -> float:
        return float(np.interp(progress, places, partial))

    counting = CountTo(number, so_far, run_time=seconds, rate_func=linear)
    return [become(products, gone, seconds, lag=_LAG), counting]


def out_of_sum(square: Marks, number: Number) -> tuple[Marks, Animation]:
    """Return a square as it comes out of a number, and the animation of it to where it was."""
    there = square.copy()
    return square.place(number.get_center()[None], _POINT), move(square, there)
