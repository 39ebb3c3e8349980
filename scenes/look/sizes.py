"""Six sizes of letters and five gaps: all that the house needs.

Letters are in pixels of a frame 1080 pixels high, gaps in scene units: 135 of those pixels. What is
written in a narrower frame, where a unit takes more pixels, keeps its size on the screen: see
`Stage.letters`.
"""

from __future__ import annotations

__all__ = [
    "APART",
    "CAPTION",
    "FAR",
    "FORMULA",
    "HALF_DIGIT",
    "LABEL",
    "MATRIX",
    "NEAR",
    "NUMBER",
    "PIXELS_PER_UNIT",
    "SMALLEST",
    "TIGHT",
    "TOUCH",
]

PIXELS_PER_UNIT = 135.0
"""1080 pixels are the 8 units of a landscape frame's height."""

FORMULA = 72
CAPTION = 45
MATRIX = 42
"""Numbers in rows and columns, and titles of one line."""
NUMBER = 36
"""Numbers that stand at something in a picture, and titles beside a picture."""
LABEL = 32
"""What names something: an output, an axis, the end of a scale."""
SMALLEST = 27
"""Nothing is smaller: labels where there are many."""

TOUCH, TIGHT, NEAR, APART, FAR = 0.06, 0.12, 0.2, 0.35, 0.6
"""From a mark to its frame; from a thing to its number; between things that belong together;
between parts of a picture; between parts that have nothing to do with each other."""

HALF_DIGIT = 0.364
"""Half the height of a digit, in ems: what its baseline lies below the middle of its line."""
