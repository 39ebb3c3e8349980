"""A number line while a function carries it to another line, and the points that ride on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import UP, Animation, VGroup, VMobject

from scenes.components.graphs.number_line import stroke_points

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from numpy.typing import ArrayLike, NDArray

    from scenes.components.graphs.number_line import NumberLine
    from scenes.components.grids.marks import Marks

    Floats = NDArray[np.float64]
    Function = Callable[[ArrayLike], NDArray[Any]]

__all__ = ["KeepOn", "Squeeze", "SquishedLine"]

_MANY = 40
"""More trails than this are fainter."""


class SquishedLine(VGroup):
    """A number line on its way to where a function takes it.

    At squish 0 every value x is at its place on `line`; at 1 it is at the place of ``function(x)``
    on `goal`; between them it is on the straight way from the one to the other. Both keep the
    order of the values, so it is kept all the time.

    Parameters
    ----------
    line, goal
        Where the values come from, and where their images go.
    function
        From ``(N,)`` to ``(N,)``, nowhere falling.
    values
        ``(M,)`` values whose ways are drawn as trails, besides those of the ticks.

    Attributes
    ----------
    rule
        The line and its ticks, carried along.
    tick_trails, trails
        From where the ticks and the values were to where they are.
    progress
        How far the squish has come, in [0, 1].
    """

    def __init__(
        self,
        line: NumberLine,
        goal: NumberLine,
        function: Function,
        values: ArrayLike,
        colour: str,
    ) -> None:
        self.line, self.goal, self.function = line, goal, function
        self.values = np.asarray(values, dtype=np.float64)
        self.rule = VMobject(stroke_color=colour, stroke_width=line.rule.get_stroke_width())
        self.tick_trails = VMobject(stroke_color=colour, stroke_width=1.2, stroke_opacity=0.16)
        opacity = 0.5 * min(1.0, _MANY / max(len(self.values), 1))
        self.trails = VMobject(stroke_color=colour, stroke_width=2.0, stroke_opacity=opacity)
        super().__init__(self.tick_trails, self.trails, self.rule)
        self.squish(0.0)

    def places(self, values: ArrayLike, progress: float) -> Floats:
        """Return where N values are ``(N, 3)`` when the squish has come this far, in [0, 1]."""
        x = np.atleast_1d(np.asarray(values, dtype=np.float64))
        places: Floats = (1 - progress) * self.line.at(x) + progress * self.goal.at(
            self.function(x)
        )
        return places

    def squish(self, progress: float) -> Self:
        """Carry the line this far, in [0, 1]."""
        self.progress = progress
        values = self.line.small_ticks
        now = self.places(values, progress)
        reach = self.line.tick_reach[:, None] * UP
        ends = self.places([self.line.low, self.line.high], progress)
        self.rule.points = stroke_points(
            [(ends[0], ends[1]), *zip(now - reach, now + reach, strict=True)]
        )
        self.tick_trails.points = self._ways(values, progress)
        self.trails.points = self._ways(self.values, progress)
        return self

    def _ways(self, values: Floats, progress: float) -> Floats:
        starts = self.line.at(values)
        return stroke_points(list(zip(starts, self.places(values, progress), strict=True)))


class Squeeze(Animation):
    """Let a squished line go the rest of its way."""

    def __init__(self, squished: SquishedLine, **kwargs: Any) -> None:
        self.squished, self.first = squished, squished.progress
        super().__init__(squished, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Carry the line on."""
        share = self.rate_func(alpha)
        self.squished.squish(self.first + (1 - self.first) * share)


class KeepOn(Animation):
    """Keep marks at places that something else moves in the same play.

    Give it to `play` after the animation that moves what the marks stay on.

    Parameters
    ----------
    marks
        N marks.
    places
        Returns ``(N, 3)``, where they belong at this moment.
    fills
        ``(N, 4)`` colours that they take on meanwhile.
    """

    def __init__(
        self,
        marks: Marks,
        places: Callable[[], Floats],
        fills: ArrayLike | None = None,
        **kwargs: Any,
    ) -> None:
        self.marks, self.places = marks, places
        self.first = marks.fills.copy()
        self.last = self.first if fills is None else np.asarray(fills, dtype=np.float64)
        super().__init__(marks, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Follow, and change colours."""
        self.marks.place(self.places())
        self.marks.set_fills(self.first + (self.last - self.first) * self.rate_func(alpha))
