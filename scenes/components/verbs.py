"""What happens to things on the stage: each verb at its usual pace. A verb returns an animation.

Small changes take 0.4 s, moves 0.8 s, transformations 1.4 s: `SMALL`, `MOVE`, `CHANGE`.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import (
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    FadeToColor,
    Group,
    Transform,
    linear,
    path_along_arc,
    smooth,
    squish_rate_func,
)

from scenes.components.animations import CountTo, Follow, Rearrange, between_stops
from scenes.components.grids.marks import Marks
from scenes.engine.changes import built

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from manim import Animation, Mobject, VMobject
    from numpy.typing import ArrayLike, NDArray

    from scenes.look.text import Number

    Floats = NDArray[np.float64]

__all__ = [
    "CHANGE",
    "DIMMED",
    "FAINT",
    "GLIMPSE",
    "MOVE",
    "SMALL",
    "appear",
    "become",
    "count",
    "dim",
    "draw",
    "move",
    "recolour",
    "slide",
    "swap",
    "turn",
    "undim",
    "vanish",
]

SMALL, MOVE, CHANGE = 0.4, 0.8, 1.4
"""Seconds."""
GLIMPSE = 0.3
"""Seconds in which what a clip begins with is seen if it goes at once: a film's opening from black
is over then."""

DIMMED, FAINT = 0.3, 0.12
"""Opacity of what is not talked about, and the same while a signal runs or one thing is alone."""

_LAG = 0.4
_OLD_OUT = 0.45
"""Of a swap: when the old is gone, and the new begins to come."""
_TICKS = 18
"""A second: a knob never turns so slowly that its last digit would jump all alone."""


def appear(*things: Mobject, seconds: float = SMALL, after: float = 0.0) -> Animation:
    """Fade things in, together: labels, and what comes from nowhere.

    That can begin after a share of the time: as something else arrives, or is out of the way.
    """
    late = squish_rate_func(smooth, after, 1.0)
    return FadeIn(_all_of(things), run_time=seconds, rate_func=late)


def vanish(*things: Mobject, seconds: float = SMALL) -> Animation:
    """Fade things out, together."""
    return FadeOut(_all_of(things), run_time=seconds)


def draw(thing: VMobject, seconds: float = MOVE) -> Animation:
    """Draw an outline."""
    return Create(thing, run_time=seconds)


def become(
    marks: Marks,
    target: Marks,
    seconds: float = CHANGE,
    lag: float = _LAG,
    order: ArrayLike | None = None,
    **kwargs: Any,
) -> Rearrange:
    """Turn marks into others, each on its own way; the first ones first, or in another order.

    Parameters
    ----------
    marks, target
        As many of the one as of the other.
    seconds
        In all.
    lag
        The share of the time between the first start and the last; 0 moves all together.
    order
        ``(N,)`` in [0, 1], when each starts.
    """
    turn = np.linspace(0, 1, len(marks)) if order is None else order
    return Rearrange(marks, target, turn, lag, run_time=seconds, **kwargs)


def move(
    thing: Mobject, target: Mobject, seconds: float = MOVE, bend: float = 0.0, **kwargs: Any
) -> Animation:
    """Move a thing to where, and as large as, its target is: the target itself is not shown.

    Its middle can go along an arc of the angle `bend`, radians; it stays upright all the way.
    """
    if isinstance(thing, Marks) and isinstance(target, Marks):
        return Rearrange(thing, target, run_time=seconds, **kwargs)
    if bend:
        kwargs["path_func"] = _upright_along(thing.get_center(), target.get_center(), bend)
    return Transform(thing, target, run_time=seconds, **kwargs)


def recolour(thing: VMobject, colour: str, seconds: float = SMALL) -> Animation:
    """Give what is written another colour: gold, say, while it is talked about."""
    return FadeToColor(thing, colour, run_time=seconds)


def swap(old: Mobject, new: Mobject, seconds: float = SMALL) -> Animation:
    """Put one thing in the place of another: first the old goes, then the new comes."""
    return AnimationGroup(
        FadeOut(old, run_time=seconds, rate_func=_early),
        FadeIn(new, run_time=seconds, rate_func=_late),
    )


def count(number: Number, to: Callable[[float], float] | float, seconds: float = CHANGE) -> CountTo:
    """Let a number run to a value, or through values."""
    return CountTo(number, to, run_time=seconds)


def turn(
    number: Number,
    stops: Sequence[float],
    *followers: tuple[Mobject, Callable[[float], object]],
    seconds: float = 2.0,
) -> list[Animation]:
    """Turn a number like a knob, from stop to stop, while all that depends on it follows.

    It goes gently, but where few digits change: there it starts and stops more firmly.
    These are several animations, so that nothing comes to the front.

    Parameters
    ----------
    number
        What is turned.
    stops
        Values, the first one where it stands now.
    followers
        Each with what changes it, called with every value.
    seconds
        In all; at each stop the knob rests for a moment.
    """
    shortest = min((abs(to - at) for at, to in pairwise(stops) if to != at), default=math.inf)
    ticks = shortest * 10**number.decimals
    firmly = min(_TICKS * seconds / (len(stops) - 1) / ticks, 1.0)

    def ease(progress: float) -> float:
        return float((1 - firmly) * smooth(progress) + firmly * progress)

    def value_at(progress: float) -> float:
        return float(between_stops(stops, progress, ease))

    def following(thing: Mobject, change: Callable[[float], object]) -> Animation:
        return Follow(thing, lambda progress: change(value_at(progress)), run_time=seconds)

    turning = CountTo(number, value_at, run_time=seconds, rate_func=linear)
    return [turning, *(following(*follower) for follower in followers)]


def slide(
    first: float,
    last: float,
    seconds: float,
    *followers: tuple[Mobject, Callable[[float], object]],
) -> list[Animation]:
    """Let a value that is not written go from one to another, and all that depends on it follow.

    Parameters
    ----------
    first, last
        The value.
    seconds
        In all.
    followers
        Each with what changes it, called with every value.
    """

    def following(thing: Mobject, change: Callable[[float], object]) -> Animation:
        return Follow(
            thing,
            lambda progress: change(first + (last - first) * progress),
            run_time=seconds,
            rate_func=smooth,
        )

    return [following(*follower) for follower in followers]


def dim(*things: Mobject, to: float = DIMMED, seconds: float = SMALL) -> Animation:
    """Let things stand back to this share of their opacity: what is not talked about."""
    faded = (built(thing.animate.fade(1 - to)) for thing in things)
    return AnimationGroup(*faded, run_time=seconds)


def undim(*things: Mobject, was: float = DIMMED, seconds: float = SMALL) -> Animation:
    """Let things come forward again that stood back to this share."""
    return dim(*things, to=1 / was, seconds=seconds)


def _upright_along(start: Floats, end: Floats, angle: float) -> Callable[..., Floats]:
    """Return a path of points whose middle goes along an arc, and which do not turn with it.

    Manim's own arc turns what becomes larger or smaller on its way.
    """
    arc = path_along_arc(angle)

    def path(first: Floats, last: Floats, share: float) -> Floats:
        aside: Floats = arc(start[None], end[None], share)[0] - (start + (end - start) * share)
        points: Floats = first + (last - first) * share
        return points + aside

    return path


def _all_of(things: Sequence[Mobject]) -> Mobject:
    """Return things as one: a group comes to the front, a single one stays in its place."""
    return things[0] if len(things) == 1 else Group(*things)


def _early(progress: float) -> float:
    return float(smooth(min(progress / _OLD_OUT, 1.0)))


def _late(progress: float) -> float:
    return float(smooth(max(progress - _OLD_OUT, 0.0) / (1 - _OLD_OUT)))
