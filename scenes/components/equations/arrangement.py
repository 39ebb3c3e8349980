"""Blocks side by side, on one line or more, as large as there is room: again for every change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from manim import Group

from scenes.look.sizes import APART, NEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from manim import Animation, Mobject
    from numpy.typing import NDArray

    from scenes.look.stage import Region

    Place = NDArray[np.float64]

__all__ = ["Arrangement", "Part"]

_LARGEST = 1.2
"""Little to show does not become huge."""


class Part(Group):
    """A block with what stands at it; it moves and grows as one.

    Parameters
    ----------
    block
        What lies on the line: its middle does.
    companions
        What stands at it.
    below
        Room that is kept free below, scene units: for what will stand there.
    """

    def __init__(self, block: Mobject, *companions: Mobject, below: float = 0.0) -> None:
        self.block = block
        super().__init__(block, *companions)
        middle = block.get_center()
        self.left = middle[0] - self.get_left()[0]
        self.right = self.get_right()[0] - middle[0]
        self.up = self.get_top()[1] - middle[1]
        self.down = max(middle[1] - self.get_bottom()[1], block.height / 2 + below)
        self._height = block.height

    @property
    def now(self) -> float:
        """How much larger it is than it was built."""
        return float(self.block.height / self._height)

    def fit(self, size: float, place: Place) -> Part:
        """Make it so many times as large as it was built, the middle of its block at a place."""
        middle = self.block.get_center()
        self.scale(size / self.now, about_point=middle)
        return self.shift(place - middle)


@dataclass(frozen=True)
class Arrangement:
    """Where parts go, and how large they are.

    Attributes
    ----------
    parts, places
        As many of both.
    size
        Of all parts, to that in which they were built.
    foots
        The lower end of each line.
    """

    parts: tuple[Part, ...]
    places: tuple[Place, ...]
    size: float
    foots: tuple[float, ...]

    @classmethod
    def of(
        cls, lines: Sequence[Sequence[Part]], region: Region, between: float = APART
    ) -> Arrangement:
        """Return the largest in which all lines fit into a region, one below the other.

        Parameters
        ----------
        lines
            The parts of each, from the left.
        region
            Where they go.
        between
            From one line to the next, scene units: it does not shrink with them.
        """
        widths = [sum(part.left + part.right + NEAR for part in line) - NEAR for line in lines]
        ups = [max(part.up for part in line) for line in lines]
        downs = [max(part.down for part in line) for line in lines]
        free = region.height - between * (len(lines) - 1)
        size = min(region.width / max(widths), free / (sum(ups) + sum(downs)), _LARGEST)
        top = region.y + (size * (sum(ups) + sum(downs)) + between * (len(lines) - 1)) / 2
        parts, places, foots = [], [], []
        for line, width, up, down in zip(lines, widths, ups, downs, strict=True):
            x, y = region.x - size * width / 2, top - size * up
            for part in line:
                places.append(np.array([x + size * part.left, y, 0.0]))
                x += size * (part.left + part.right + NEAR)
            parts += line
            foots.append(y - size * down)
            top = foots[-1] - between
        return cls(tuple(parts), tuple(places), size, tuple(foots))

    def moves(self, there: Iterable[Part]) -> list[Animation]:
        """Return the animations of parts that are there already; the others are put in place."""
        seen = set(there)
        moves: list[Animation] = []
        for part, place in zip(self.parts, self.places, strict=True):
            if part in seen:
                moves.append(part.animate.fit(self.size, place).build())
            else:
                part.fit(self.size, place)
        return moves
