"""Loops, lines and the edges they are cut into: what is told of them in numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

import netcore

if TYPE_CHECKING:
    from typing import Literal

    from numpy.typing import NDArray

    from netcore import Trace
    from netcore.parts import Part, Parts

__all__ = [
    "Drawn",
    "EdgeCount",
    "Heading",
    "PartCount",
    "Turned",
    "long_lines",
    "pieces_of",
    "walked",
]

_STRAIGHT = 1.3
"""How far a straight line may leave the way between its ends, in pixels."""
_LONG = 1 / 2
"""A long line reaches farther, to the height of the image."""


class Drawn(NamedTuple):
    """A digit that somebody drew: its name, "" where only its owner knows it, and its parts."""

    name: str
    parts: Parts


def walked(part: Part) -> Part:
    """Return a part whose path runs against the clock, or for a line upwards: then 90 is up."""
    down, right = part.path[-1] - part.path[0]
    backwards = part.kind == "loop" or (-down, right) < (0, 0)
    return replace(part, path=part.path[::-1]) if backwards else part


def pieces_of(part: Part, wanted: int) -> int:
    """Return into how many pieces a part can be cut, if so many are wanted: short ones in fewer."""
    return next(n for n in range(wanted, 0, -1) if len(part.pieces(n)) == n)


def long_lines(parts: Parts) -> list[Part]:
    """Return the lines that are straight, and long to the image, the longest first."""
    least = _LONG * len(parts.image)
    return [line for line in parts.lines if _reach(line) > least and _bend(line) <= _STRAIGHT]


def _reach(line: Part) -> float:
    return math.dist(line.path[0], line.path[-1])


def _bend(line: Part) -> float:
    """Return how far a line leaves the straight between its ends."""
    way = (line.path[-1] - line.path[0]) / max(_reach(line), 1e-9)
    across = (line.path - line.path[0]) @ np.array([way[1], -way[0]])
    return float(np.abs(across).max())


@dataclass(frozen=True, eq=False)
class PartCount:
    """How many loops or lines there are in some digits, ``(rows, columns)`` each."""

    images: tuple[NDArray[np.float64], ...]
    kind: Literal["loop", "line"]

    def of(self, _trace: Trace) -> float:
        """Return the count."""
        parts = [part for image in self.images for part in netcore.find_parts(image).all]
        return float(sum(part.kind == self.kind for part in parts))


@dataclass(frozen=True, eq=False)
class EdgeCount:
    """How many edges there are when a part is cut into pieces of the same length."""

    part: Part
    wanted: int

    def of(self, _trace: Trace) -> float:
        """Return the count."""
        return float(len(self.part.pieces(self.wanted)))


@dataclass(frozen=True, eq=False)
class Heading:
    """Where an edge points from its first end to its last, in degrees: 0 is right, 90 is up."""

    edge: Part

    def of(self, _trace: Trace) -> float:
        """Return the angle, below 360."""
        down, right = self.edge.path[-1] - self.edge.path[0]
        return math.degrees(math.atan2(-down, right)) % 360


@dataclass(frozen=True, eq=False)
class Turned:
    """By how much one turns in all, from the first edge of a part to its last, in degrees.

    Around a loop it goes on to the first edge again. What turns back counts as less.
    """

    edges: tuple[Part, ...]
    around: bool

    def of(self, trace: Trace) -> float:
        """Return the angle: a whole turn is 360."""
        headings = [Heading(edge).of(trace) for edge in self.edges]
        stops = [*headings, *headings[: self.around]]
        return abs(sum(math.remainder(after - before, 360) for before, after in pairwise(stops)))
