"""The frame that points at something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import SurroundingRectangle

from scenes.look.sizes import TOUCH

if TYPE_CHECKING:
    from manim import Mobject, VMobject

    from scenes.look.theme import Theme

__all__ = ["frame_about", "stand_out"]

_WIDTH = 4
_MARGIN = 2.5


def frame_about(
    theme: Theme,
    *things: Mobject,
    colour: str | None = None,
    buff: float | tuple[float, float] = TOUCH,
    corner_radius: float = 0.0,
) -> SurroundingRectangle:
    """Return a frame about things, in the theme's highlight or another colour."""
    return SurroundingRectangle(
        *things,
        color=colour or theme.highlight,
        buff=buff,
        stroke_width=_WIDTH,
        corner_radius=corner_radius,
    )


def stand_out(theme: Theme, frame: VMobject) -> None:
    """Give a frame a margin of the background's colour, so that it is seen upon a bright image."""
    width = frame.get_stroke_width() * _MARGIN
    frame.set_stroke(theme.background, width, opacity=1, background=True)
