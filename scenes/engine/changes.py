"""What ``thing.animate`` has noted, as an animation: to be put into a group, or given a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from manim import Animation

__all__ = ["built"]


def built(change: Any) -> Animation:
    """Return the animation of a change, as ``thing.animate.shift(...)``: `Scene.play` does so."""
    return cast("Animation", change.build())
