"""Words, formulas and numbers, all set by Typst with fonts that travel with the project.

Sizes are in pixels of a frame 1080 pixels high; 135 of them are one scene unit.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import MathTypst, Typst, VGroup, VMobject

from netcore import asset_path

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["PIXELS_PER_UNIT", "Formula", "Lettering", "Number", "Words", "number_text"]

PIXELS_PER_UNIT = 135.0
"""1080 pixels are the 8 units of a landscape frame's height."""

_FONT_SIZE_OF_ONE_UNIT = 96
"""Manim's font size 48 sets an em of half a unit (measured on 0.22)."""

_FONT_SIZE_PER_PIXEL = _FONT_SIZE_OF_ONE_UNIT / PIXELS_PER_UNIT

_WORDS = "Inter"
_MINUS = "\N{MINUS SIGN}"
_GLYPHS = f"0123456789.,+%{_MINUS}"


class Lettering(VMobject):
    """What carries text: it knows its letters' size, so that it can be checked."""

    size: float
    _reference: float

    def remember_size(self, size: float) -> None:
        """Take the current extent as that of letters of this size in pixels."""
        self.size = size
        self._reference = self._extent()

    @property
    def letter_size(self) -> float:
        """The letters' em in pixels at 1080p of a landscape frame, after any scaling."""
        return self.size * self._extent() / self._reference

    def _extent(self) -> float:
        """Return a length that scales with the letters, scene units."""
        return float(max(self.width, self.height)) or 1.0


class Words(Lettering):
    """A line or a paragraph of plain words, as one outline.

    Parameters
    ----------
    text
        Plain text: nothing in it is markup.
    colour
        ``#rrggbb``.
    size
        The em, in pixels at 1080p.
    width
        Scene units after which lines are broken, centred; None sets one line.
    bold
        Semi-bold letters.
    """

    def __init__(
        self,
        text: str,
        colour: str,
        size: float = 30,
        width: float | None = None,
        *,
        bold: bool = False,
    ) -> None:
        super().__init__(stroke_width=0, fill_color=colour, fill_opacity=1)
        self.text = text
        em = size / PIXELS_PER_UNIT
        columns = None if width is None else width / em
        self.points = _words_outline(text, columns, 600 if bold else 400) * em
        self.remember_size(size)


class Formula(Lettering, MathTypst):
    """A formula in Typst's math notation; ``{{ part : name }}`` can be selected by name.

    Parameters
    ----------
    code
        Typst math.
    colour
        ``#rrggbb``.
    size
        The em, in pixels at 1080p.
    """

    def __init__(self, code: str, colour: str, size: float = 52) -> None:
        super().__init__(
            code,
            font_size=size * _FONT_SIZE_PER_PIXEL,
            color=colour,
            use_svg_cache=False,  # a fraction's bar out of that cache has another thickness
        )
        self.remember_size(size)

    def part(self, name: str) -> VGroup:
        """Return the named part of the formula."""
        return self.select(name)


def number_text(value: float, decimals: int = 2, *, signed: bool = False) -> str:
    """Write a number with a real minus sign, and no sign on what rounds to zero."""
    text = f"{abs(value):,.{decimals}f}"
    zero = not any(digit in "123456789" for digit in text)
    if zero:
        return text
    if value < 0:
        return _MINUS + text
    return f"+{text}" if signed else text


class Number(Lettering, VGroup):
    """A number built from pre-shaped digits, cheap to change on every frame.

    Parameters
    ----------
    value
        What is shown.
    colour
        ``#rrggbb``.
    size
        The em, in pixels at 1080p.
    decimals
        Digits behind the point.
    signed
        Whether a positive number carries its sign.
    """

    def __init__(
        self,
        value: float,
        colour: str,
        size: float = 30,
        decimals: int = 2,
        *,
        signed: bool = False,
    ) -> None:
        super().__init__()
        self.decimals = decimals
        self.signed = signed
        em = size / PIXELS_PER_UNIT
        self._anchor = _slot(colour).set_fill(opacity=0)
        self._anchor.points = np.array([[0.0, 0, 0], [0, 0, 0], [-em, 0, 0], [-em, 0, 0]])
        self._slots = [_slot(colour) for _ in range(1 + len(number_text(value, decimals)) + 3)]
        self.add(self._anchor, *self._slots)
        self.value = float("nan")
        self.text = ""
        self.set_value(value)
        self.remember_size(size)
        self.center()

    def set_value(self, value: float) -> Self:
        """Show another value; the last digit stays where it is."""
        self.value = float(value)
        text = number_text(self.value, self.decimals, signed=self.signed)
        if text == self.text:
            return self
        self.text = text
        while len(self._slots) < len(text):
            self._slots.append(self._slots[-1].copy())
            self.add(self._slots[-1])
        self._place_digits(text)
        return self

    def _place_digits(self, text: str) -> None:
        outlines = _digit_outlines()
        end, start = self._anchor.points[0], self._anchor.points[-1]
        em = end[0] - start[0]
        x = -sum(outlines[character][1] for character in text)
        for slot, character in zip(self._slots, text, strict=False):
            points, advance = outlines[character]
            slot.points = end + (points + np.array([x, 0, 0])) * em
            x += advance
        for slot in self._slots[len(text) :]:
            slot.points = np.zeros((0, 3))

    @property
    def written_as_zero(self) -> bool:
        """Whether no digit but 0 is shown."""
        return not any(digit in "123456789" for digit in self.text)

    @property
    def baseline(self) -> NDArray[np.float64]:
        """The right end of the number's baseline, ``(3,)``: decimals align on it."""
        end: NDArray[np.float64] = self._anchor.points[0]
        return end

    def set_colour(self, colour: str) -> Self:
        """Colour the digits."""
        for slot in self._slots:
            slot.set_fill(colour, opacity=slot.get_fill_opacity())
        return self

    def _extent(self) -> float:
        return float(abs(self._anchor.points[0, 0] - self._anchor.points[-1, 0])) or 1.0


def _slot(colour: str) -> VMobject:
    return VMobject(stroke_width=0, fill_color=colour, fill_opacity=1)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")


@lru_cache(maxsize=512)
def _words_outline(text: str, columns: float | None, weight: int) -> NDArray[np.float64]:
    """Return the outline ``(n, 3)`` of words, centred, in ems.

    One outline instead of a mobject a letter: it is copied, faded and drawn in one piece.
    """
    body = f'#text("{_escaped(text)}")'
    if columns is not None:
        body = _balanced(body, columns)
    typeset = Typst(
        body,
        font_size=_FONT_SIZE_OF_ONE_UNIT,
        typst_preamble=(
            f'#set text(font: "{_WORDS}", weight: {weight}, number-width: "tabular")\n'
            "#set par(leading: 0.55em, justify: false)"
        ),
        font_paths=[asset_path("fonts")],
        stroke_width=0,
        use_svg_cache=False,  # which copies everything deeply; the outline is kept here
    )
    letters = [letter.points for letter in typeset.family_members_with_points()]
    return np.concatenate(letters) if letters else np.zeros((0, 3))


def _balanced(body: str, columns: float) -> str:
    """Return lines as few as the width in ems allows, and as equal as that number allows.

    A paragraph does not end with one lonely word.
    """
    return f"""#context {{
  let lines(width) = block(width: width)[#set align(center)
{body}]
  let width = {columns:.2f}em
  let height = measure(lines(width)).height
  while width > 1em and measure(lines(width - 0.5em)).height <= height {{ width -= 0.5em }}
  lines(width)
}}"""


@lru_cache(maxsize=1)
def _digit_outlines() -> dict[str, tuple[NDArray[np.float64], float]]:
    """Return each glyph's outline with its origin on the baseline, and its advance, in ems."""
    row = "".join(f"0{glyph}" for glyph in _GLYPHS) + "0"
    options: dict[str, Any] = {"number-width": '"tabular"', "kerning": "false"}
    settings = ", ".join(f"{name}: {value}" for name, value in options.items())
    typeset = Typst(
        f'#text("{row}")',
        font_size=_FONT_SIZE_OF_ONE_UNIT,
        typst_preamble=f'#set text(font: "{_WORDS}", {settings})',
        font_paths=[asset_path("fonts")],
        stroke_width=0,
    )
    zeros, glyphs = typeset[0::2], typeset[1::2]
    lefts = [zero.get_left()[0] for zero in zeros]
    digit_advance = (lefts[1] - lefts[0]) / 2
    baseline = glyphs[_GLYPHS.index("1")].get_bottom()[1]
    outlines = {}
    for glyph, mobject, left, following in zip(_GLYPHS, glyphs, lefts, lefts[1:], strict=False):
        origin = np.array([left + digit_advance, baseline, 0])
        outlines[glyph] = (mobject.points - origin, following - left - digit_advance)
    return outlines
