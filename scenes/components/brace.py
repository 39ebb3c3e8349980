"""A thin curly brace of any length, drawn as one stroke."""

from __future__ import annotations

import numpy as np
from manim import VMobject

__all__ = ["Brace"]

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
