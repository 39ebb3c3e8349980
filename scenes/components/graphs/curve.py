"""A function as a graph: over one number line, as high as another says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from manim import DOWN, UP, VMobject

if TYPE_CHECKING:
    from collections.abc import Callable

    from manim import Mobject
    from numpy.typing import ArrayLike, NDArray

    from scenes.components.graphs.number_line import NumberLine

    Floats = NDArray[np.float64]

__all__ = ["Curve"]

_SAMPLES = 601
"""Straight pieces shorter than 3 pixels of a 1080p frame."""

_STROKE = 4.0


class Curve(VMobject):
    """The graph of a function over the whole of one axis.

    Parameters
    ----------
    function
        From ``(N,)`` to ``(N,)``.
    across, up
        The axes: a number line to the right, and an upright one.
    colour
        ``#rrggbb``.
    """

    def __init__(
        self,
        function: Callable[[ArrayLike], NDArray[Any]],
        across: NumberLine,
        up: NumberLine,
        colour: str,
    ) -> None:
        super().__init__(stroke_color=colour, stroke_width=_STROKE, fill_opacity=0)
        self.function, self.across, self.up = function, across, up
        samples = np.linspace(across.low, across.high, _SAMPLES)
        # Zero is where the rectified functions bend.
        self.set_points_as_corners(self.at(np.unique(np.append(samples, 0.0))))

    def at(self, values: ArrayLike) -> Floats:
        """Return the places ``(N, 3)`` of the curve over N values."""
        x = np.atleast_1d(np.asarray(values, dtype=np.float64))
        places = self.across.at(x)
        places[:, 1] = self.up.at(self.function(x))[:, 1]
        return places

    def keep_clear(self, mobject: Mobject, *, above: bool, gap: float = 0.2) -> None:
        """Shift a mobject up (or down) as far as needed for it to lie above (below) the curve."""
        places = self.at(np.linspace(self.across.low, self.across.high, _SAMPLES))
        left, right = mobject.get_left()[0] - gap / 2, mobject.get_right()[0] + gap / 2
        near = (places[:, 0] > left) & (places[:, 0] < right)
        if not near.any():
            return
        if above:
            too_low = places[near, 1].max() + gap - mobject.get_bottom()[1]
            mobject.shift(UP * max(too_low, 0.0))
        else:
            too_high = mobject.get_top()[1] - (places[near, 1].min() - gap)
            mobject.shift(DOWN * max(too_high, 0.0))
