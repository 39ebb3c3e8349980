"""Verbs: how components change, as Manim animations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from manim import Animation, Group, linear, smooth

from scenes.look.encoding import mixed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from manim import Mobject
    from numpy.typing import ArrayLike, NDArray

    from scenes.components.grids.marks import Marks
    from scenes.look.text import Number

__all__ = [
    "CountTo",
    "Follow",
    "Rearrange",
    "between_stops",
    "in_two_legs",
    "staggered",
    "two_legs",
]

_TURNING = 0.8
"""Of the way from one stop to the next: the rest is rest."""


def staggered(progress: float, order: NDArray[np.float64], lag: float) -> NDArray[np.float64]:
    """Return the eased progress of each part when the whole is at `progress`.

    Parameters
    ----------
    progress
        Of the whole, in [0, 1].
    order
        ``(N,)`` in [0, 1]: 0 starts first, 1 last.
    lag
        The share of the time between the first start and the last; 0 moves all together.
    """
    own = np.clip((progress - order * lag) / (1 - lag), 0.0, 1.0)
    eased: NDArray[np.float64] = own * own * own * (own * (own * 6 - 15) + 10)
    return np.clip(eased, 0.0, 1.0)  # rounding reaches a little beyond 1


def between_stops(
    stops: ArrayLike, progress: float, ease: Callable[[float], float] = smooth
) -> NDArray[np.float64]:
    """Return the value on the way through some stops ``(N, ...)``, with a rest at each."""
    values = np.asarray(stops, dtype=np.float64)
    place = progress * (len(values) - 1)
    before = min(int(place), len(values) - 2)
    share = ease(min((place - before) / _TURNING, 1.0))
    between: NDArray[np.float64] = values[before] + (values[before + 1] - values[before]) * share
    return between


def two_legs(progress: float, first_ends: float, second_begins: float) -> tuple[float, float]:
    """Return the eased shares of the two legs of a way: the one begins as the other ends.

    Parameters
    ----------
    progress
        Of the whole, in [0, 1].
    first_ends, second_begins
        When, as shares of the time; what both have in common rounds the bend.
    """
    first = smooth(min(progress / first_ends, 1.0))
    second = smooth(max(progress - second_begins, 0.0) / (1 - second_begins))
    return float(first), float(second)


class Rearrange(Animation):
    """Turn marks into other marks, each on its own way: places, sizes, colours, roundness.

    Parameters
    ----------
    marks
        What is changed.
    target
        As many marks, as they shall be.
    order
        ``(N,)`` in [0, 1], when each starts; all together by default.
    lag
        See `staggered`.
    arc
        How far the ways bend to the left, as a share of their length; one for all or ``(N,)``.
    """

    def __init__(
        self,
        marks: Marks,
        target: Marks,
        order: ArrayLike | None = None,
        lag: float = 0.0,
        arc: ArrayLike = 0.0,
        run_time: float = 1.4,
        **kwargs: Any,
    ) -> None:
        self.marks = marks
        self.target = target.copy()
        self.order = np.zeros(len(marks)) if order is None else np.asarray(order, dtype=np.float64)
        self.mark_lag = lag
        self.arc = np.broadcast_to(np.asarray(arc, dtype=np.float64), len(marks))
        super().__init__(marks, run_time=run_time, rate_func=linear, **kwargs)

    def create_starting_mobject(self) -> Marks:
        """Keep the marks as they are now."""
        self.start = self.marks.copy()
        way = self.target.centres - self.start.centres
        self._sideways = np.column_stack([-way[:, 1], way[:, 0], way[:, 2]]) * self.arc[:, None]
        return self.start

    def interpolate_mobject(self, alpha: float) -> None:
        """Set the marks between start and target."""
        start, end, marks = self.start, self.target, self.marks
        alpha = min(alpha, 1.0)  # beside a longer animation it goes on beyond
        own = staggered(self.rate_func(alpha), self.order, self.mark_lag)
        twice = np.concatenate([own, own])[:, None]
        marks.points = start.points + (end.points - start.points) * twice
        marks.points += np.tile(self._sideways, (2, 1)) * 4 * twice * (1 - twice)
        for name in ("fills", "rings"):
            first, last = getattr(start, name), getattr(end, name)
            setattr(marks, name, mixed(first, last, own))
        marks.roundness = start.roundness + (end.roundness - start.roundness) * own
        marks.ring_width = start.ring_width + (end.ring_width - start.ring_width) * alpha
        marks.opacity = start.opacity + (end.opacity - start.opacity) * alpha


class CountTo(Animation):
    """Let a number run through values.

    Parameters
    ----------
    number
        What counts.
    value_at
        The value at each progress in [0, 1]; or the value to end at.
    """

    def __init__(
        self,
        number: Number,
        value_at: Callable[[float], float] | float,
        run_time: float = 1.2,
        rate_func: Callable[[float], float] = smooth,
        **kwargs: Any,
    ) -> None:
        self.number = number
        self.value_at = value_at if callable(value_at) else _between(number.value, value_at)
        super().__init__(number, run_time=run_time, rate_func=rate_func, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the value of this moment."""
        self.number.set_value(self.value_at(self.rate_func(alpha)))


class Follow(Animation):
    """Let a component follow a progress: so that several keep step with one.

    Parameters
    ----------
    mobject
        What changes.
    follow
        Called with each progress in [0, 1]; it changes the mobject.
    """

    def __init__(
        self,
        mobject: Mobject,
        follow: Callable[[float], object],
        run_time: float = 1.2,
        rate_func: Callable[[float], float] = linear,
        **kwargs: Any,
    ) -> None:
        self.follow = follow
        super().__init__(mobject, run_time=run_time, rate_func=rate_func, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show this moment."""
        self.follow(self.rate_func(min(alpha, 1.0)))


def in_two_legs(
    things: Sequence[Mobject],
    targets: Sequence[Mobject],
    seconds: float,
    leg: float,
    *,
    aside_first: bool,
    sized_first: bool,
) -> Follow:
    """Return the animation of things to their targets: aside, and then up or down, or the reverse.

    Parameters
    ----------
    things, targets
        As many of the one as of the other, of the same parts.
    seconds
        In all.
    leg
        How long each of the two legs takes, as a share of that.
    aside_first, sized_first
        Whether they go aside, and become as large as their targets, on the first leg.
    """
    parts = [
        (part, part.points.copy(), goal.points, there.get_center() - thing.get_center())
        for thing, there in zip(things, targets, strict=True)
        for part, goal in zip(thing.get_family(), there.get_family(), strict=True)
    ]

    def go(progress: float) -> None:
        first, then = two_legs(progress, leg, 1 - leg)
        on = np.array([first, then, 0.0] if aside_first else [then, first, 0.0])
        size = first if sized_first else then
        for part, start, end, way in parts:
            part.points = start + (end - start) * size + way * (on - size)

    return Follow(Group(*things), go, seconds)


def _between(first: float, last: float) -> Callable[[float], float]:
    return lambda progress: first + (last - first) * progress
