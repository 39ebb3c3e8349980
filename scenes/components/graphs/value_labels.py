"""Labels such as "z = 1.25" beside points of a line, kept from lying over each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, RIGHT, UP, Line, VGroup

from scenes.look.sizes import NEAR, TIGHT, TOUCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject, VMobject
    from numpy.typing import ArrayLike, NDArray

    from scenes.look.text import Number

    Floats = NDArray[np.float64]

__all__ = ["ValueLabel", "beside_points", "overlap", "spread"]


class ValueLabel(VGroup):
    """A symbol and a number on one baseline: "z = 1.25".

    Parameters
    ----------
    symbol
        What stands before the number; it is copied, and its lowest point is its baseline.
    number
        The value.
    gap
        Between them, scene units.
    """

    def __init__(self, symbol: VMobject, number: Number, gap: float = TIGHT) -> None:
        before, self._gap = symbol.copy(), gap
        number.next_to(before, RIGHT, buff=gap)
        number.shift(UP * (before.get_bottom()[1] - number.baseline[1]))
        self.symbol, self.number = before, number
        super().__init__(before, number)

    def set_value(self, value: float) -> Self:
        """Show another value: the symbol stays, and the number behind it begins where it did."""
        self.number.set_value(value)
        behind = self.symbol.get_right()[0] + self._gap
        self.number.shift((behind - self.number.get_left()[0]) * RIGHT)
        return self


def spread(
    centres: ArrayLike, widths: ArrayLike, low: float, high: float, gap: float = NEAR
) -> Floats:
    """Return centres ``(N,)`` near the wanted ones, in their order, that keep boxes apart.

    Parameters
    ----------
    centres, widths
        ``(N,)`` wanted centres, rising, and the widths of the boxes.
    low, high
        What the boxes stay between, as long as they fit at all.
    gap
        The least distance between two boxes.
    """
    places = np.array(centres, dtype=np.float64)
    half = np.asarray(widths, dtype=np.float64) / 2
    floor = low
    for index in range(len(places)):
        places[index] = max(places[index], floor + half[index])
        floor = places[index] + half[index] + gap
    ceiling = high
    for index in reversed(range(len(places))):
        places[index] = min(places[index], ceiling - half[index])
        ceiling = places[index] - half[index] - gap
    return places


def beside_points(
    labels: Sequence[ValueLabel],
    points: Floats,
    above: bool,
    low: float,
    high: float,
    distance: float,
) -> list[Line]:
    """Place labels in a row above or below points, and return the thin lines between them.

    Parameters
    ----------
    labels
        N labels, in the order of their points from the left.
    points
        ``(N, 3)`` places.
    above
        Whether the row is above the points.
    low, high
        Left and right end of the row, scene units.
    distance
        From the points to the labels, scene units.
    """
    side = UP if above else DOWN
    row = spread(points[:, 0], [label.width for label in labels], low, high)
    leaders = []
    for label, x, point in zip(labels, row.tolist(), points, strict=True):
        end = point + side * distance
        end[0] = x
        label.next_to(end, side, buff=TOUCH)
        colour = label.number.get_fill_color()
        leaders.append(
            Line(point + side * NEAR, end, stroke_width=1.6, stroke_opacity=0.9, color=colour)
        )
    return leaders


def overlap(first: Mobject, second: Mobject, gap: float = 0.0) -> bool:
    """Tell whether the boxes of two mobjects share any room, or are nearer than a gap."""
    apart = np.abs(first.get_center() - second.get_center())
    return bool(
        apart[0] < (first.width + second.width) / 2 + gap
        and apart[1] < (first.height + second.height) / 2 + gap
    )
