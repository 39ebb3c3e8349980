"""A line of blocks that opens between two of them, so that letters go down through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import RIGHT, AnimationGroup, FadeOut, Group, smooth

from scenes.components.verbs import MOVE, appear, vanish
from scenes.engine.changes import built
from scenes.look.sizes import NEAR, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation, Mobject

__all__ = ["OpenedLine"]


class OpenedLine:
    """The second line of a layer's equation, between whose first two blocks there is a way.

    The sign in between goes meanwhile. Where the blocks do not find room beside the way, all go.

    Parameters
    ----------
    line
        The first block, the sign behind it, and the others.
    left, right
        The ends of what goes down, scene units.
    width
        Of the picture, whose middle is at zero.

    Attributes
    ----------
    opens
        Whether there is room.
    aside
        How far further to the right it has to go down.
    """

    def __init__(self, line: Sequence[Mobject], left: float, right: float, width: float) -> None:
        self._line = first, _, *others = line
        begin, end = first.get_right()[0], others[0].get_left()[0]
        furthest = begin - first.get_left()[0] - width / 2, width / 2 - others[-1].get_right()[0]
        least, most = furthest[0], furthest[1] + end
        beside = min((most - least - (right - left)) / 2, NEAR)
        self.opens = bool(beside >= TIGHT)
        self.aside = 0.0
        if self.opens:
            left, right = left - beside, right + beside
            self.aside = max(least - left, 0.0)
            self._apart = min(left + self.aside - begin, 0.0), max(right + self.aside - end, 0.0)

    def open(self) -> list[Animation]:
        """Return how the way opens, while letters still close up above."""
        _, sign, *_ = self._line
        if self.opens:
            return [vanish(sign), *self._go(1)]
        return [FadeOut(Group(*self._line), run_time=MOVE, rate_func=_at_last)]

    def close(self) -> list[Animation]:
        """Return how the line closes again."""
        _, sign, *_ = self._line
        return [*self._go(-1), appear(sign)] if self.opens else [appear(*self._line)]

    def _go(self, way: int) -> list[Animation]:
        first, _, *others = self._line
        left, right = self._apart
        moves = [first.animate.shift(way * left * RIGHT)]
        moves += [each.animate.shift(way * right * RIGHT) for each in others]
        return [AnimationGroup(*map(built, moves), run_time=MOVE)]


def _at_last(progress: float) -> float:
    """Begin when half of the time is over: nothing is gone longer than it must be."""
    return float(smooth(max(2 * progress - 1, 0.0)))
