"""A letter with what stands above and below behind it: each can be pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from manim import VGroup, VMobject

from scenes.look.text import Formula

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Symbol"]


class Symbol(Formula):
    """A letter, a subscript and a superscript.

    Parameters
    ----------
    letter
        Typst math for one glyph.
    lower, upper
        What stands below and above; "" for nothing.
    colour
        ``#rrggbb``.
    size
        The em, in pixels at 1080p.

    Attributes
    ----------
    base
        The glyph of the letter.
    lower, upper
        The glyphs of both.
    """

    def __init__(self, letter: str, lower: str, upper: str, colour: str, size: float) -> None:
        code = letter + f"_({lower})" * bool(lower) + f"^({upper})" * bool(upper)
        super().__init__(code, colour, size)
        glyphs = [g for g in self.family_members_with_points() if isinstance(g, VMobject)]
        self.base, *others = sorted(glyphs, key=lambda glyph: glyph.get_left()[0])
        self.lower = VGroup(*(g for g in others if g.get_y() < self.base.get_y()))
        self.upper = VGroup(*(g for g in others if g.get_y() >= self.base.get_y()))

    def stand(self, place: NDArray[np.float64]) -> Self:
        """Put the lower left corner of the letter at a place ``(3,)``."""
        self.shift(place - self.base.get_corner((-1.0, -1.0, 0.0)))
        return self
