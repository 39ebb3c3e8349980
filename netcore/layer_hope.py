"""The hope for layers, made by hand: pixels light small edges, these light patterns, these digits.

No network that is trained has to look like this. Edges are grids of weights made by hand, in four
directions at many places: an edge's activation is the real dot product of its grid and the image,
kept between 0 and 1. Patterns are loops and lines, told apart by where they are and how they run:
one is there if `find_parts` finds it, and then as lit as the edges on it are, on average. A digit
is as lit as the patterns have in common with those usual for it, which are counted in the samples
that come with the project.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from netcore._immutable import read_only
from netcore.digits import sample_digits
from netcore.grids import bar_grid, frozen, loop_grid
from netcore.parts import Part, Parts, find_parts

__all__ = [
    "HOPED_PATTERNS",
    "HopedLayers",
    "HopedPattern",
    "SmallEdge",
    "hoped_layers",
    "small_edges",
    "usual_patterns",
]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

_ROWS, _COLUMNS = np.linspace(5.5, 21.5, 6), np.linspace(8.0, 19.5, 4)
"""Where edges are, in pixels: where digits are, in 28 x 28."""
_ANGLES = (0.0, 45.0, 90.0, 135.0)
_LENGTH, _THICKNESS = 6.0, 3.0
"""Of an edge, in pixels."""
_SIDE, _BESIDE = 1.0, 1.5
"""Size of the weights beside an edge, to those on it, and how far they reach, in pixels."""
_ENOUGH = 0.5
"""An edge is fully lit when so much of it is."""
_ON = 0.5
"""An edge is on a part if at least so much of what lights it is the part's."""
SEEN = 0.35
"""An edge that is less active counts for no pattern."""
_SHORTEST = 3.0
"""A shorter line is no pattern, in pixels."""
_PICTURED = (9.5, 13.5, 17.5)
"""The middle row of a pattern that is at the top, in the middle, at the bottom."""
_LINE = 11.0
"""Length of a line in its picture, in pixels."""
_LOOP = (3.5, 7.0, 3.5)
"""Radius of a loop in its picture, in pixels."""
_LOOP_ENDS = (0.42, 0.6)
"""A loop is at the top above the first share of the ink's height, at the bottom below the last."""


class HopedPattern(NamedTuple):
    """A kind of part: what it is, where it is, and how it runs.

    Attributes
    ----------
    kind
        "loop" or "line".
    place
        0 at the top, 1 in the middle, 2 at the bottom.
    angle
        Of a line, to the nearest 45 degrees: 0 lies flat, 90 stands upright. 0 for a loop.
    """

    kind: Literal["loop", "line"]
    place: int
    angle: int = 0

    def picture(self) -> FloatArray:
        """Return what it looks like, made by hand, ``(28, 28)``."""
        row = _PICTURED[self.place]
        if self.kind == "loop":
            return loop_grid(row, radius=_LOOP[self.place], thickness=_THICKNESS)
        return bar_grid(
            row, length=_LINE, thickness=_THICKNESS, angle=float(self.angle), surround=0.0
        )


HOPED_PATTERNS: tuple[HopedPattern, ...] = (
    *(HopedPattern("loop", place) for place in range(3)),
    *(HopedPattern("line", place, int(angle)) for place, angle in product(range(3), _ANGLES)),
)


@dataclass(frozen=True, eq=False)
class SmallEdge:
    """A hand-made edge detector.

    Attributes
    ----------
    row, column
        Its middle, in pixels.
    angle
        Degrees, counter-clockwise from flat.
    grid
        ``(28, 28)`` weights.
    """

    row: float
    column: float
    angle: float
    grid: FloatArray


@dataclass(frozen=True, eq=False)
class HopedLayers:
    """What hoped-for neurons make of an image, layer by layer.

    Attributes
    ----------
    parts
        The loops and lines that were found in it.
    edges
        ``(96,)`` activations of the `small_edges`.
    patterns
        ``(15,)`` activations of the `HOPED_PATTERNS`.
    digits
        ``(10,)`` activations of the digits 0 to 9.
    edges_of
        ``(15, 96)``, which edges light each pattern.
    pixels_of
        ``(96, 28, 28)``, what each pixel does for each edge: weight times brightness.
    shares_of
        ``(10, 15)``, what each pattern does for each digit: how much of it both have.
    """

    parts: Parts
    edges: FloatArray
    patterns: FloatArray
    digits: FloatArray
    edges_of: BoolArray
    pixels_of: FloatArray
    shares_of: FloatArray


@lru_cache(maxsize=1)
def small_edges() -> tuple[SmallEdge, ...]:
    """Return the hand-made edges, place by place from the upper left, four directions at each."""
    return tuple(
        SmallEdge(row, column, angle, _edge_grid(row, column, angle))
        for row, column, angle in product(_ROWS.tolist(), _COLUMNS.tolist(), _ANGLES)
    )


def _edge_grid(row: float, column: float, angle: float) -> FloatArray:
    grid = bar_grid(
        row,
        column,
        _LENGTH,
        thickness=_THICKNESS,
        angle=angle,
        surround=_SIDE,
        surround_thickness=_BESIDE,
    )
    return frozen(grid / (np.maximum(grid, 0).sum() * _ENOUGH))


@lru_cache(maxsize=1)
def _edge_grids() -> FloatArray:
    """Return the weights of all small edges, ``(96, 28, 28)``."""
    return read_only(np.array([edge.grid for edge in small_edges()]))


def hoped_layers(image: FloatArray) -> HopedLayers:
    """Return what the hoped-for layers make of an image ``(28, 28)``, ink bright on black.

    Raises
    ------
    InputError
        If there is no ink on it.
    """
    parts = find_parts(image)
    pixels = _edge_grids() * parts.image
    edges = np.clip(pixels.sum(axis=(1, 2)), 0.0, 1.0)
    found = [(_pattern_of(parts, part), part) for part in parts.all]
    edges_of = np.zeros((len(HOPED_PATTERNS), len(edges)), dtype=bool)
    for pattern, part in found:
        if pattern is not None:
            edges_of[HOPED_PATTERNS.index(pattern)] |= _edges_on(part, parts.image, edges)
    counts = edges_of.sum(axis=1)
    patterns = edges_of @ edges / np.maximum(counts, 1)
    shares, digits = _digits(patterns)
    return HopedLayers(
        parts=parts,
        edges=read_only(edges),
        patterns=read_only(patterns),
        digits=read_only(digits),
        edges_of=read_only(edges_of),
        pixels_of=read_only(pixels),
        shares_of=read_only(shares),
    )


def _pattern_of(parts: Parts, part: Part) -> HopedPattern | None:
    """Return what kind of part one is; None for a line that is too short."""
    down = parts.height_of(part)
    if part.kind == "loop":
        return HopedPattern("loop", int(np.searchsorted(_LOOP_ENDS, down)))
    if part.length < _SHORTEST:
        return None
    return HopedPattern("line", min(int(down * 3), 2), round(part.direction / 45) % 4 * 45)


def _edges_on(part: Part, image: FloatArray, edges: FloatArray) -> BoolArray:
    """Return which edges lie on a part, ``(96,)``; that which sees most of it, if none does."""
    bars = np.maximum(_edge_grids(), 0)
    own, all_ = ((bars * seen).sum(axis=(1, 2)) for seen in (part.image, image))
    on: BoolArray = (own >= _ON * all_) & (edges >= SEEN)
    if not on.any():
        on[np.argmax(own * edges)] = True
    return on


def _digits(patterns: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return how much each digit has of each pattern in common, and the digits' activations.

    It is what both have, to what they have on average (the index of Sørensen and Dice).
    """
    usual = usual_patterns()
    shares = np.minimum(usual, patterns)
    return shares, 2 * shares.sum(axis=1) / (usual.sum(axis=1) + patterns.sum())


@lru_cache(maxsize=1)
def usual_patterns() -> FloatArray:
    """Return in which share of the samples of each digit each pattern is, ``(10, 15)``."""
    digits = sample_digits()
    usual = np.zeros((10, len(HOPED_PATTERNS)))
    for label, row in enumerate(usual):
        found = [find_parts(image) for image in digits.all_of(label)]
        for parts in found:
            there = {_pattern_of(parts, part) for part in parts.all}
            row += [pattern in there for pattern in HOPED_PATTERNS]
        row /= len(found)
    return read_only(usual)
