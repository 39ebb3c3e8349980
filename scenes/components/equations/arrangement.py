"""Blocks side by side on one or more lines, as large as fits, arranged anew for every change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from manim import UP, Group

from scenes.engine.changes import built
from scenes.look.sizes import APART, NEAR, TIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from manim import Animation, Mobject
    from numpy.typing import NDArray

    from scenes.look.stage import Region
    from scenes.look.text import Words

    Place = NDArray[np.float64]

__all__ = ["BEHIND", "LARGEST", "Arrangement", "Part", "Step"]

Step = Literal["inputs", "product", "result", "biases", "function"]

BEHIND: dict[Step, list[str]] = {
    "inputs": ["inputs"],
    "product": ["inputs"],
    "result": ["inputs", "equals", "result"],
    "biases": ["inputs", "plus", "biases", "equals", "result"],
    "function": ["inputs", "plus", "biases", "closing", "equals", "result"],
}
"""What stands behind the matrix at each step: on a second line in a narrow frame."""

LARGEST = 1.2
"""Little to show does not become huge."""


class Part(Group):
    """A block and what stands beside it: both move and grow together, except the label's letters.

    Parameters
    ----------
    block
        What lies on the line: its middle does.
    companions
        What stands beside it.
    label
        What stands above it, in letters of one size whatever happens.
    above
        What stands above the label.
    """

    def __init__(
        self,
        block: Mobject,
        *companions: Mobject,
        label: Words | None = None,
        above: Mobject | None = None,
    ) -> None:
        self.block, self.label, self.above = block, label, above
        super().__init__(block, *companions)
        self._height = block.height
        middle = block.get_center()
        self.left = middle[0] - self.get_left()[0]
        self.right = self.get_right()[0] - middle[0]
        self.half = self.height / 2
        self.head = 0.0 if above is None else above.height
        """What grows above the block."""
        self.fixed = TIGHT * (above is not None)
        """What does not."""
        if label is not None:
            self._letters = label.letter_size
            self.fixed += TIGHT + label.height
        self.add(*(thing for thing in (label, above) if thing is not None))

    def drop_label(self) -> None:
        """Do without the label from now on."""
        if self.label is not None:
            self.remove(self.label)
            self.fixed -= TIGHT + self.label.height
            self.label = None

    def fit(self, size: float, place: Place) -> Part:
        """Make it so many times as large as it was built, the middle of its block at a place."""
        middle = self.block.get_center()
        self.scale(size * self._height / self.block.height, about_point=middle)
        self.shift(place - middle)
        if self.label is not None:
            self.label.scale(self._letters / self.label.letter_size)
            self.label.next_to(self.block, UP, buff=TIGHT)
        if self.above is not None:
            self.above.next_to(self.label or self.block, UP, buff=TIGHT)
        return self


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
        cls,
        lines: Sequence[Sequence[Part]],
        region: Region,
        between: float = APART,
        largest: float = LARGEST,
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
        largest
            The size beyond which they do not grow.
        """
        widths = [sum(part.left + part.right + NEAR for part in line) - NEAR for line in lines]
        ups = [max(part.half + part.head for part in line) for line in lines]
        fixed = [max(part.fixed for part in line) for line in lines]
        downs = [max(part.half for part in line) for line in lines]
        apart = between * (len(lines) - 1) + sum(fixed)
        size = min(
            region.width / max(widths), (region.height - apart) / (sum(ups) + sum(downs)), largest
        )
        tall = size * (sum(ups) + sum(downs)) + apart
        spare = max(region.height - tall, 0.0) / (len(lines) + 1) * (len(lines) > 1)
        between += spare  # above, between and below lines alike
        top = region.y + (tall + spare * (len(lines) - 1)) / 2
        parts: list[Part] = []
        places: list[Place] = []
        foots: list[float] = []
        for line, width, up, still, down in zip(lines, widths, ups, fixed, downs, strict=True):
            x, y = region.x - size * width / 2, top - still - size * up
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
                moves.append(built(part.animate.fit(self.size, place)))
            else:
                part.fit(self.size, place)
        return moves
