"""Small digits under the same ring, each with its neuron: row by row, and in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, RIGHT, Group, LaggedStart, VGroup, smooth

from scenes.components.animations import Follow
from scenes.components.changing_places import ways_around
from scenes.components.grids.grids import PixelGrid
from scenes.components.network.hoped import HopedNeuron
from scenes.components.network.ring_bench import loop_path, ring_band
from scenes.components.verbs import CHANGE, MOVE, appear, move
from scenes.look.sizes import NEAR, TIGHT
from scenes.look.stage import Region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation, Mobject
    from numpy.typing import NDArray

    from scenes.facts.upper_loop import TriedDigit, UpperLoop
    from scenes.figures import Figures

    Floats = NDArray[np.float64]

__all__ = ["RingCell", "RingRow"]

_BESIDE = 0.46
"""The neuron's diameter to the side of the digit that it stands beside."""
_PATH = 3.0
"""Width of the line along a loop."""
_LAG = 0.5
"""From one digit's coming to the next, as a share of it."""
_SMALLER, _SMALLER_SQUARE = 0.5, 0.4
"""How large they are while they change places, and where there is less room for that."""
_THERE = 1e-6
"""What is as near to its place, scene units, does not move."""
_APART = 1.12
"""A digit with its neuron takes so many times their widths."""


class RingRow(Group):
    """Small digits under the same ring, each with its neuron, row by row, as large as they can be.

    Parameters
    ----------
    figures
        Whose theme is used, and which reads the activations.
    story
        The ring.
    digits
        What it is laid on.
    region
        Where they go.

    Attributes
    ----------
    cells
        Each digit with its neuron, in the order given.
    places
        Where they are, from the upper left.
    """

    def __init__(
        self,
        figures: Figures,
        story: UpperLoop,
        digits: Sequence[TriedDigit],
        region: Region,
    ) -> None:
        self._region = region
        self._smaller = _SMALLER_SQUARE if figures.stage.aspect == "1:1" else _SMALLER
        side, below, self.places = _places(len(digits), region)
        self.cells = [
            RingCell(figures, story, digit, place, side, below=below)
            for digit, place in zip(digits, self.places, strict=True)
        ]
        super().__init__(*self.cells)

    def come_in(self, cells: Sequence[RingCell], seconds: float) -> Animation:
        """Return the animation of digits with their neurons coming, one after the other."""
        coming = (appear(cell.image, cell.band, cell.neuron) for cell in cells)
        return LaggedStart(*coming, lag_ratio=_LAG, run_time=seconds)

    def shrink(self, cells: Sequence[RingCell]) -> list[Animation]:
        """Return the animations of digits to small ones: so there is room to change places."""
        return [move(cell, cell.resized(self._smaller, seen=0.0), MOVE) for cell in cells]

    def line_up(self, cells: Sequence[RingCell], seconds: float = CHANGE) -> Animation:
        """Return the animation of small ones into the order of their activations.

        They go around each other.
        """
        moving, ways = zip(*self._ways(cells), strict=True)
        still = [cell.centre for cell in cells if cell not in moving]
        starts, size = np.array([cell.centre for cell in moving]), _size_of(cells[0].pictures)
        paths = ways_around(starts, starts + ways, size, np.array(still), self._region)

        def follow(progress: float) -> None:
            for cell, path in zip(moving, paths, strict=True):
                cell.shift(_along(path, progress) - cell.centre)

        return Follow(Group(*moving), follow, seconds, smooth)

    def grow(self, cells: Sequence[RingCell]) -> list[Animation]:
        """Return the animations of small ones to their size."""
        return [move(cell, cell.resized(1 / self._smaller, seen=1.0), MOVE) for cell in cells]

    def _ways(self, cells: Sequence[RingCell]) -> list[tuple[RingCell, Floats]]:
        """Return those that are out of the order of their activations, and each one's way."""
        best = sorted(cells, key=lambda cell: -cell.neuron.number.value)
        ways = [
            (cell, place.centre - cell.centre)
            for cell, place in zip(best, self.places, strict=False)
        ]
        return [(cell, way) for cell, way in ways if np.abs(way).max() > _THERE]


class RingCell(Group):
    """One small digit, the ring on it, and its neuron beside it, or below.

    Attributes
    ----------
    image, band, neuron
        The parts.
    path
        Its loop at the top, if it has one: what the neuron is to find.
    """

    def __init__(
        self,
        figures: Figures,
        story: UpperLoop,
        digit: TriedDigit,
        place: Region,
        side: float,
        *,
        below: bool,
    ) -> None:
        self.digit = digit
        self.image = PixelGrid(digit.image, figures.theme, side)
        whole = side * (1 + _BESIDE) + (TIGHT if below else NEAR)
        aside = DOWN if below else RIGHT
        self.image.move_to(place.centre - aside * (whole - side) / 2)
        centre = place.centre + aside * (whole - side * _BESIDE) / 2
        self.neuron = HopedNeuron(figures, story.source(digit), centre, side * _BESIDE / 2)
        self.band = ring_band(figures.theme, self.image, story)
        self.path = VGroup()
        if digit.loop is not None:
            self.path.add(loop_path(figures.theme, self.image, digit.loop, _PATH))
        super().__init__(self.image, self.band, self.path, self.neuron)

    def resized(self, factor: float, seen: float) -> Self:
        """Return a copy so many times as large, its lines as well; its number is seen or not."""
        other = self.copy().scale(factor)
        for line in (other.band, *other.path):
            for behind in (False, True):
                width = line.get_stroke_width(behind) * factor
                line.set_stroke(width=width, background=behind)
        other.neuron.number.set_opacity(seen)
        return other

    @property
    def pictures(self) -> Group:
        """All but the number."""
        return Group(self.image, self.band, self.path, self.neuron.disc)

    @property
    def centre(self) -> Floats:
        """``(3,)``, scene units."""
        middle: Floats = Group(self.image, self.neuron.disc).get_center()
        return middle


def _size_of(thing: Mobject) -> Floats:
    return np.array([thing.width, thing.height])


def _along(path: Floats, progress: float) -> Floats:
    """Return the place ``(3,)`` on a path ``(k, 3)``."""
    moments = np.linspace(0, 1, len(path))
    return np.array([np.interp(progress, moments, path[:, side]) for side in range(3)])


def _places(count: int, region: Region) -> tuple[float, bool, list[Region]]:
    """Return the side of images, whether their neurons are below them, and where both go."""
    room = Region(region.x, region.y, region.width - 2 * TIGHT, region.height - 2 * TIGHT)
    ratio = (1 + _BESIDE) * _APART

    def side(abreast: int, below: int) -> float:
        lines = -(-count // abreast)
        across = (room.width - NEAR * (abreast - 1)) / abreast / (_APART if below else ratio)
        down = (room.height - NEAR * (lines - 1)) / lines / (ratio if below else 1.0)
        return min(across, down)

    ways = [(abreast, below) for below in (0, 1) for abreast in range(2, count + 1)]
    abreast, below = max(ways, key=lambda way: side(*way))
    rows = room.rows(*[1.0] * -(-count // abreast))
    places = [place for row in rows for place in row.columns(*[1.0] * abreast)]
    return side(abreast, below), bool(below), places[:count]
