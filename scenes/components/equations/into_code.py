"""A layer's formula becomes a line of code: letter by letter, each to what stands for it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import RIGHT, AnimationGroup, Group, VGroup

from scenes.components.verbs import CHANGE, SMALL, appear, vanish
from scenes.engine.changes import built

if TYPE_CHECKING:
    from collections.abc import Iterator

    from manim import Animation, VMobject
    from numpy.typing import NDArray

    from scenes.components.equations.letters import LayerLetters
    from scenes.look.code_line import CodeLine

    Place = NDArray[np.float64]

__all__ = ["IntoCode"]

_RAISED = ("result", "inputs")
"""Letters that have a superscript: the loop counts the layers, so that code needs none."""


class IntoCode(Group):
    """The letters of a formula, on their way to the tokens of a line of code.

    Parameters
    ----------
    letters
        The formula, at its home.
    line
        The line of code, where it will be.
    called
        What the function is called there; the line may have none.

    Attributes
    ----------
    left_out
        What the line has nothing for.
    flying
        What it has something for.
    new
        What the formula has nothing for: the sign of a product.
    """

    def __init__(self, letters: LayerLetters, line: CodeLine, called: str) -> None:
        self.line = line
        parts = letters.letters
        tokens = {
            "result": ("a", 0), "equals": ("=", 0), "function": (called, 0), "left": ("(", 0),
            "weights": ("W", 0), "inputs": ("a", 1), "plus": ("+", 0), "biases": ("b", 0),
            "right": (")", 0),
        }  # fmt: skip
        self.left_out, self.flying = VGroup(), VGroup()
        self._targets: list[VMobject] = []
        for name, (token, nth) in tokens.items():
            glyphs = [glyph for glyph in parts[name] if glyph.has_points()]
            if token not in line.tokens:
                self.left_out.add(*glyphs)
                continue
            if name in _RAISED:
                first = min(glyphs, key=lambda glyph: float(glyph.get_x()))
                self.left_out.add(*(glyph for glyph in glyphs if glyph is not first))
                glyphs = [first]
            self.flying.add(VGroup(*glyphs))
            self._targets.append(line.token(token, nth))
        self.new = line.token("@")
        self._growing = line.letter_size / letters.formula.letter_size
        super().__init__(self.flying, self.left_out)

    def shed(self) -> Animation:
        """Return how what the line has nothing for goes."""
        return vanish(self.left_out, seconds=SMALL)

    def fly(self, seconds: float = CHANGE) -> Animation:
        """Return how the letters go to where their tokens will be, and grow as these are larger."""
        there = (
            built(letter.animate.scale(growth).move_to(place))
            for letter, (growth, place) in zip(self.flying, self._places(), strict=True)
        )
        return AnimationGroup(*there, run_time=seconds)

    def _places(self) -> Iterator[tuple[float, Place]]:
        """Yield how much each letter grows, and where to: a wide one reaches to the next token."""
        pairs = zip(self.flying, self._targets, [*self._targets[1:], None], strict=True)
        for letter, token, following in pairs:
            left = token.get_left()[0]
            room = following.get_left()[0] - left if following else token.width
            growth = min(self._growing, room / letter.width)
            beyond = max(growth * letter.width - token.width, 0.0)
            yield growth, token.get_center() + beyond / 2 * RIGHT

    def turn(self, seconds: float = SMALL) -> Animation:
        """Return how letters turn into tokens; then the line stands in their place."""
        return AnimationGroup(
            vanish(*self.flying, seconds=seconds), appear(VGroup(*self._targets), seconds=seconds)
        )
