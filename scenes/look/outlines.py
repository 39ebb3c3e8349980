"""The outlines of words and of digits, in ems: set by Typst once, and kept."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from scenes.engine.typesetting import typeset
from scenes.errors import ParameterError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BASELINE", "MARK", "MINUS", "digits_outline", "digits_width", "words_outline"]

_WORDS = "Inter"
MINUS = "\N{MINUS SIGN}"
_NO_LETTER = "\U000f0000"
"""For private use: no font of words has a shape for it."""
_GLYPHS = f"0123456789.,+%{MINUS}"
MARK = 0.6
BASELINE = np.array([[0.0, 0, 0], [0, 0, 0], [-MARK, 0, 0], [-MARK, 0, 0]])
"""The first curve of every number, without an area, so that it is never seen; shorter than a digit,
so that it takes no room; and its length in ems."""


@lru_cache(maxsize=512)
def words_outline(
    text: str, columns: float | None, weight: int
) -> tuple[NDArray[np.float64], float]:
    """Return the outline ``(n, 3)`` of words, centred, and the descent of a single line, in ems.

    One outline instead of a mobject a letter: it is copied, faded and drawn in one piece.
    """
    body = "#linebreak()".join(f'#text("{_escaped(line)}")' for line in text.split("\n"))
    if columns is None:
        body = f'#set text(top-edge: "baseline")\n{body}'  # so that the page begins there
    else:
        body = _balanced(body, columns)
    settings = f'#set text(font: "{_WORDS}", weight: {weight}, number-width: "tabular")\n'
    letters = typeset(f"{settings}#set par(leading: 0.55em, justify: false)\n{body}")
    if not text.isascii():
        _check_drawn(text, settings)
    if not letters:
        return np.zeros((0, 3)), 0.0
    outline = np.concatenate(letters)
    anchors = np.concatenate([outline[0::4], outline[3::4]])
    centre: NDArray[np.float64] = (anchors.min(axis=0) + anchors.max(axis=0)) / 2
    return outline - centre, -float(anchors[:, 1].min())


def _check_drawn(text: str, settings: str) -> None:
    """Make sure that some font has every letter: one that none has would be an empty box."""
    box = _glyph(_NO_LETTER, settings)
    for letter in dict.fromkeys(text):
        if letter.isalnum() and not letter.isascii() and _glyph(letter, settings) == box:
            raise ParameterError(
                f"no font on this machine has the letter {letter} of {text!r}: install one that "
                "has it, such as Noto Sans, or give other names with --labels or --input-names"
            )


@lru_cache(maxsize=512)
def _glyph(letter: str, settings: str) -> bytes:
    """Return a letter's shape, which tells it from other letters."""
    return b"".join(part.round(3).tobytes() for part in typeset(f'{settings}#text("{letter}")'))


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


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def digits_width(text: str) -> float:
    """Return how much room a number takes on its line, with what is free beside each digit: ems."""
    outlines = _digit_outlines()
    return sum(outlines[character][1] for character in text)


def digits_outline(text: str) -> NDArray[np.float64]:
    """Return the outline ``(n, 3)`` of a number that ends at the origin, in ems."""
    outlines = _digit_outlines()
    advances = [outlines[character][1] for character in text]
    starts = np.cumsum([-sum(advances), *advances[:-1]])
    digits = (
        outlines[character][0] + [start, 0, 0]
        for character, start in zip(text, starts, strict=True)
    )
    return np.concatenate([BASELINE, *digits])


@lru_cache(maxsize=1)
def _digit_outlines() -> dict[str, tuple[NDArray[np.float64], float]]:
    """Return each glyph's outline with its origin on the baseline, and its advance, in ems."""
    row = "".join(f"0{glyph}" for glyph in _GLYPHS) + "0"
    features = 'number-width: "tabular", kerning: false'
    letters = typeset(f'#set text(font: "{_WORDS}", {features})\n#text("{row}")')
    zeros, glyphs = letters[0::2], letters[1::2]
    lefts = [zero[:, 0].min() for zero in zeros]
    digit_advance = (lefts[1] - lefts[0]) / 2
    baseline = glyphs[_GLYPHS.index("1")][:, 1].min()
    outlines = {}
    for glyph, points, left, following in zip(_GLYPHS, glyphs, lefts, lefts[1:], strict=False):
        origin = np.array([left + digit_advance, baseline, 0])
        outlines[glyph] = (points - origin, following - left - digit_advance)
    return outlines
