"""A thin curly brace of any length, drawn as one stroke."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import VGroup, VMobject

from scenes.look.sizes import TIGHT

if TYPE_CHECKING:
    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.look.text import Number

__all__ = ["Brace", "counted_brace"]

_DEPTH = 0.2
_STROKE = 2.4


class Brace(VMobject):
    """A brace that opens to the right; `flip` or rotate it for the other sides.

    Parameters
    ----------
    length
        From tip to tip, scene units.
    colour
        ``#rrggbb``.
    """

    def __init__(self, length: float, colour: str) -> None:
        super().__init__(stroke_color=colour, stroke_width=_STROKE, fill_opacity=0)
        half, depth = length / 2, min(_DEPTH, length / 4)
        bow = depth / 2
        upper = [(depth, half), (bow, half), (bow, half - bow), (bow, bow), (bow, 0), (0, 0)]
        lower = [(x, -y) for x, y in reversed(upper)]
        self.start_new_path(np.array([*upper[0], 0.0]))
        for _, corner, straight, end, turn, tip in (upper, lower):
            self._curve(corner, straight)
            self.add_line_to(np.array([*end, 0.0]))
            self._curve(turn, tip)
        self.center()

    def _curve(self, corner: tuple[float, float], end: tuple[float, float]) -> None:
        start, handle, stop = self.get_end(), np.array([*corner, 0.0]), np.array([*end, 0.0])
        share = 0.6
        self.add_cubic_bezier_curve_to(
            start + (handle - start) * share, stop + (handle - stop) * share, stop
        )


def counted_brace(
    thing: Mobject, count: Number, colour: str, side: NDArray[np.float64], gap: float = TIGHT
) -> VGroup:
    """Return a brace along one side of a thing, with how many it is at the brace's tip."""
    along = thing.width if side[1] else thing.height
    brace = Brace(along, colour).rotate(np.arctan2(side[1], side[0]) - np.pi)
    brace.next_to(thing, side, buff=gap)
    return VGroup(brace, count.next_to(brace, side, buff=TIGHT))
