"""What the colours of connections mean, in the connections' own colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, Group

from scenes.components.network.connections import Connections
from scenes.look.sizes import LABEL, NEAR
from scenes.look.text import Words

if TYPE_CHECKING:
    from scenes.look.theme import Theme

__all__ = ["WeightLegend"]

_STRANDS = np.array([1.0, 0.6, 0.25])
_LENGTH, _SPACING = 0.5, 0.1


class WeightLegend(Group):
    """Each sign in a line of its own, or both in one: strands from strong to weak, and a word.

    Parameters
    ----------
    theme
        Whose colours are used.
    size
        Of the words, in pixels at 1080p.
    across
        Put both into one line.
    """

    def __init__(self, theme: Theme, size: float = LABEL, *, across: bool = False) -> None:
        rows = [
            Group(_strands(theme, sign), Words(text, theme.text, size)).arrange(RIGHT, buff=NEAR)
            for sign, text in ((1, "positive"), (-1, "negative"))
        ]
        super().__init__(*rows)
        if across:
            self.arrange(RIGHT, buff=NEAR)
        else:
            self.arrange(DOWN, buff=0.22, aligned_edge=LEFT)


def _strands(theme: Theme, sign: int) -> Group:
    """Return the connections of three weights, one below the other."""
    ends = np.array([[0.0, 0, 0], [_LENGTH, 0, 0]])
    return Group(
        *(Connections(ends[:1], ends[1:], [[sign * size]], theme, limit=1.0) for size in _STRANDS)
    ).arrange(DOWN, buff=_SPACING)
