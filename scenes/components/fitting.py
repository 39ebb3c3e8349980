"""Names that were not made for the place they stand in: smaller, then cut short."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, RIGHT, UP, VGroup

from scenes.look.sizes import LABEL, NUMBER, PIXELS_PER_UNIT, SMALLEST, TIGHT, TOUCH
from scenes.look.text import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenes.look.stage import Stage
    from scenes.look.text import Number

__all__ = [
    "CLOSELY",
    "fit_numbers",
    "fitted_names",
    "in_line",
    "row_names",
    "shortened",
    "size_in_lines",
    "size_of_numbers",
    "stand_on",
]

CLOSELY = (TOUCH + TIGHT) / 2
"""Between numbers and words of one line: digits have something free on both sides."""
_CUT = "\N{HORIZONTAL ELLIPSIS}"

_LEVEL_SHARE, _LINES_SHARE = 0.88, 0.75
"""How much of the distance between two things their names take at the most: the width of those in a
row, and the size of the letters of those that are lines below each other, or turned.
"""

_MANY = 8
"""So many numbers side by side are a column, and as small as their labels."""

_SMALLEST_LEVEL = 0.6
"""Names are turned before their letters are made smaller than this share of the wanted size."""


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many characters; what was cut off is three dots."""
    return text if len(text) <= most else text[: max(most - 1, 1)].rstrip() + _CUT


def fitted_names(
    names: Sequence[str], colour: str, size: float, width: float, smallest: float = SMALLEST
) -> list[Words]:
    """Return names as `Words`, all with letters of one size, none wider than the width.

    Parameters
    ----------
    names
        One line each.
    colour
        ``#rrggbb``.
    size, smallest
        Of the letters, in pixels at 1080p: the wanted one, and the least to which they shrink.
    width
        Scene units. A name too wide even in the smallest letters is cut short.
    """
    widest = max((Words(name, colour, size).width for name in names), default=0.0)
    if widest > width:
        size = max(size * width / widest, smallest)
    return [_cut_to(name, colour, size, width) for name in names]


def size_in_lines(pitch: float) -> float:
    """Return the largest size, in pixels at 1080p, of lines so far apart, scene units."""
    return pitch * PIXELS_PER_UNIT * _LINES_SHARE


def size_of_numbers(stage: Stage, count: int) -> float:
    """Return the wanted size of so many numbers that stand at things, in pixels at 1080p."""
    return stage.letters(LABEL if count >= _MANY else NUMBER)


def fit_numbers(numbers: Sequence[Number], width: float) -> None:
    """Make numbers smaller, all alike, until none is wider than the width, scene units."""
    widest = max((number.width for number in numbers), default=0.0)
    if widest > width:
        for number in numbers:
            number.scale(width / widest)


def row_names(
    names: Sequence[str],
    colour: str,
    size: float,
    pitch: float,
    longest: float,
    smallest: float = SMALLEST,
) -> list[Words]:
    """Return names for things that stand in a row: turned to read downwards, if they must be.

    Parameters
    ----------
    names, colour, size, smallest
        As for `fitted_names`.
    pitch
        From one thing to the next, scene units.
    longest
        How far down a turned name may reach, scene units.
    """
    widest = max((Words(name, colour, size).width for name in names), default=0.0)
    fitting = size * min(1.0, pitch * _LEVEL_SHARE / max(widest, 1e-6))
    if fitting >= max(size * _SMALLEST_LEVEL, smallest):
        return [Words(name, colour, fitting) for name in names]
    size = max(min(size, size_in_lines(pitch)), smallest)
    turned = fitted_names(names, colour, size, longest, smallest)
    return [words.rotate(-np.pi / 2) for words in turned]


def in_line(*parts: Words | Number, buff: float = TIGHT) -> VGroup:
    """Return words and numbers beside each other, all on the baseline of the first number."""
    numbers = [part for part in parts if not isinstance(part, Words)]
    line = VGroup(*parts).arrange(RIGHT, buff=buff)
    for part in parts:
        if isinstance(part, Words):
            stand_on(part, numbers[0].baseline)
        else:
            part.shift(UP * (numbers[0].baseline[1] - part.baseline[1]))
    return line


def stand_on(words: Words, place: NDArray[np.float64]) -> Words:
    """Move one line of words up or down, so that its letters stand on a line through a place."""
    return words.set_y(place[1] - words.descent, direction=DOWN)


def _cut_to(name: str, colour: str, size: float, width: float) -> Words:
    words, most = Words(name, colour, size), len(name)
    while words.width > width * 1.001 and most > 1:
        most = min(most - 1, int(most * width / words.width))
        words = Words(shortened(name, most), colour, size)
    return words
