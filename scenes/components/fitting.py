"""Names that were not made for the place they stand in: smaller, then cut short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN

from scenes.text import PIXELS_PER_UNIT, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["fitted_names", "shortened", "stand_on"]

_CUT = "\N{HORIZONTAL ELLIPSIS}"

_DEEP, _DEPTH = set("gjpqy()[]{}|/@,;_"), 0.2
"""Letters that reach below the line on which the others stand, and how far, in ems."""


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many characters; what was cut off is three dots."""
    return text if len(text) <= most else text[: max(most - 1, 1)].rstrip() + _CUT


def fitted_names(
    names: Sequence[str], colour: str, size: float, width: float, smallest: float = 18
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


def stand_on(words: Words, place: NDArray[np.float64]) -> Words:
    """Move one line of words up or down, so that its letters stand on a line through a place."""
    depth = _DEPTH * words.letter_size / PIXELS_PER_UNIT if _DEEP & set(words.text) else 0.0
    return words.set_y(place[1] - depth, direction=DOWN)


def _cut_to(name: str, colour: str, size: float, width: float) -> Words:
    words, most = Words(name, colour, size), len(name)
    while words.width > width * 1.001 and most > 1:
        most = min(most - 1, int(most * width / words.width))
        words = Words(shortened(name, most), colour, size)
    return words
