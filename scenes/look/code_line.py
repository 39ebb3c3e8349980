"""A line of code: letters of one width, in tokens that have colours and move on their own."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from manim import VGroup, VMobject

from scenes.engine.typesetting import typeset
from scenes.look.sizes import PIXELS_PER_UNIT
from scenes.look.text import Lettering

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["ADVANCE", "CodeLine"]

_FONT = "DejaVu Sans Mono"
"""It comes with Typst itself."""
ADVANCE = 0.602
"""The width of every letter, in ems."""
_TOKEN = re.compile(r"-?\d[\d.]*(?:e[+-]?\d+)?|[\w.]*\w|\S")


class CodeLine(Lettering):
    """One line of code; its tokens are its submobjects, and its first letter begins at the origin.

    Parameters
    ----------
    text
        The line, without a line break.
    colour
        ``#rrggbb``.
    size
        The em, in pixels at 1080p.
    colours
        Of tokens that have one of their own.

    Attributes
    ----------
    tokens
        What each submobject says.
    """

    def __init__(
        self, text: str, colour: str, size: float, colours: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(stroke_width=0, fill_opacity=0)
        self.text = text
        em, own = size / PIXELS_PER_UNIT, colours or {}
        glyphs = iter(_glyphs("".join(text.split())))
        self.tokens: list[str] = []
        for match in _TOKEN.finditer(text):
            token = VMobject(stroke_width=0, fill_color=own.get(match[0], colour), fill_opacity=1)
            outlines = [
                next(glyphs) + np.array([column * ADVANCE, 0.0, 0.0])
                for column in range(*match.span())
            ]
            token.points = np.concatenate(outlines) * em
            self.tokens.append(match[0])
            self.add(token)
        self.remember_size(size)

    def token(self, text: str, nth: int = 0) -> VMobject:
        """Return a token by what it says: the first, or a later one."""
        places = [place for place, each in enumerate(self.tokens) if each == text]
        found: VMobject = self.submobjects[places[nth]]
        return found

    def numbers(self) -> VGroup:
        """Return the tokens that are numbers."""
        return VGroup(
            *(
                p
                for p, t in zip(self, self.tokens, strict=True)
                if t[0].isdigit() or t[1:2].isdigit()
            )
        )


@lru_cache(maxsize=512)
def _glyphs(letters: str) -> tuple[NDArray[np.float64], ...]:
    """Return the outline of each letter as if it stood first in its line, in ems."""
    escaped = letters.replace("\\", "\\\\").replace('"', '\\"')
    body = f'#set text(font: "{_FONT}", ligatures: false, top-edge: "baseline")\n#text("{escaped}")'
    outlines = typeset(body) if letters else []
    steps = [np.array([place * ADVANCE, 0.0, 0.0]) for place in range(len(letters))]
    return tuple(outline - step for outline, step in zip(outlines, steps, strict=True))
