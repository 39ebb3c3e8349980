"""A layer's formula becomes a line of code: letter by letter, each to what stands for it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import AnimationGroup, Group, VGroup

from scenes.components.verbs import CHANGE, SMALL, appear, vanish

if TYPE_CHECKING:
    from manim import Animation, VMobject

    from scenes.components.equations.letters import LayerLetters
    from scenes.look.code_line import CodeLine

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
        """Return how the letters go to where their tokens will be, as large as these."""
        pairs = zip(self.flying, self._targets, strict=True)
        there = (
            letter.animate.scale(min(self._growing, token.width / letter.width)).move_to(token)
            for letter, token in pairs
        )
        return AnimationGroup(*(each.build() for each in there), run_time=seconds)

    def turn(self, seconds: float = SMALL) -> Animation:
        """Return how letters turn into tokens; then the line stands in their place."""
        return AnimationGroup(
            vanish(*self.flying, seconds=seconds), appear(VGroup(*self._targets), seconds=seconds)
        )
