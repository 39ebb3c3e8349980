"""What a drawn digit is made of: loops around enclosed background, and lines.

Found on the image, not drawn by eye. The ink is thinned to a skeleton one pixel wide. What the
skeleton encloses is a hole, and the skeleton around a hole is a loop; all else of it is cut into
lines where it forks and where it bends. Each pixel of the image belongs to the part whose skeleton
is nearest, so that the parts together are the image.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage.measure import approximate_polygon
from skimage.morphology import skeletonize

from netcore._immutable import read_only
from netcore._paths import dense, length, smooth, steps, turn
from netcore.errors import InputError

__all__ = ["Part", "Parts", "find_parts"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
Pixels = NDArray[np.intp]

_INK = 0.1
"""The brightness from which on a pixel is ink, to the brightest of the image."""
_HOLE = 2
"""The fewest pixels of background that make a hole, in a skeleton."""
_BEND = 1.6
"""How far a line may leave the straight between its ends before it is two, in pixels."""
_TURN = math.radians(28)
"""Two lines that meet and differ by less are one."""
_MEETING = 3.0
"""Ends that are so near meet, in pixels."""
_SHORTEST = 3.0
"""What is shorter is no part of its own, in pixels."""
_ALL_AROUND = np.ones((3, 3), dtype=bool)


@dataclass(frozen=True, eq=False)
class Part:
    """A loop or a line of a digit.

    Attributes
    ----------
    kind
        "loop" or "line".
    image
        ``(rows, columns)``: the pixels of the digit that belong to it, 0 elsewhere.
    path
        ``(N, 2)``, row and column along the middle of the stroke; a loop's ends meet.
    hole
        ``(rows, columns)``: the background that a loop encloses; nothing for a line.
    """

    kind: Literal["loop", "line"]
    image: FloatArray
    path: FloatArray
    hole: BoolArray

    @property
    def centre(self) -> tuple[float, float]:
        """The row and column of its middle: of the hole of a loop, of the path of a line."""
        places = np.argwhere(self.hole) if self.kind == "loop" else self.path
        row, column = places.mean(axis=0)
        return float(row), float(column)

    @property
    def length(self) -> float:
        """Along its path, in pixels."""
        return length(self.path)

    @property
    def direction(self) -> float:
        """From its first end to its last, in degrees: 0 lies flat, 90 stands upright; below 180."""
        down, right = self.path[-1] - self.path[0]
        return math.degrees(math.atan2(-down, right)) % 180

    def pieces(self, count: int) -> tuple[Part, ...]:
        """Return the part cut into small edges of the same length, along its path.

        Raises
        ------
        InputError
            If the count is below 1.
        """
        if count < 1:
            raise InputError(f"a part is cut into 1 piece or more, got {count}")
        along = np.concatenate([[0.0], np.cumsum(steps(self.path))])
        places = np.minimum((along / max(along[-1], 1e-9) * count).astype(int), count - 1)
        cuts = [np.flatnonzero(places == number) for number in range(count)]
        paths = [self.path[cut[0] : cut[-1] + 2] for cut in cuts if len(cut)]
        images = _shared_out(self.image, paths)
        nothing = read_only(np.zeros_like(self.hole))
        return tuple(
            Part("line", image, read_only(path), nothing)
            for image, path in zip(images, paths, strict=True)
        )


@dataclass(frozen=True, eq=False)
class Parts:
    """What an image is made of: its loops, the highest first, and its lines, the longest first."""

    image: FloatArray
    loops: tuple[Part, ...]
    lines: tuple[Part, ...]

    @property
    def all(self) -> tuple[Part, ...]:
        """Loops and lines: added up, their images are the image."""
        return self.loops + self.lines

    def height_of(self, part: Part) -> float:
        """Return where the middle of a part is in the ink: 0 is its top row, 1 its bottom row."""
        rows = np.flatnonzero((self.image > self.image.max() * _INK).any(axis=1))
        return float((part.centre[0] - rows[0]) / max(rows[-1] - rows[0], 1))


def find_parts(image: FloatArray) -> Parts:
    """Return the loops and lines of a digit.

    Parameters
    ----------
    image
        ``(rows, columns)``, ink bright on black.

    Raises
    ------
    InputError
        If the image is not two-dimensional, or there is no ink on it.
    """
    image = np.asarray(image, dtype=np.float64)
    if image.ndim != 2:
        raise InputError(f"parts are found in an image of rows and columns, got {image.shape}")
    if not image.max(initial=0.0) > 0:
        raise InputError("there is no ink on this image: nothing has parts")
    skeleton = skeletonize(image > image.max() * _INK)  # type: ignore[no-untyped-call]
    holes, *traced = _traced(skeleton)
    loops, lines = ([smooth(path) for path in paths] for paths in traced)
    images = _shared_out(image, loops + lines)
    nothing = read_only(np.zeros(image.shape, dtype=bool))
    parts = [
        Part("loop", share, read_only(path), read_only(hole))
        for share, path, hole in zip(images, loops, holes, strict=False)
    ]
    others = [
        Part("line", share, read_only(path), nothing)
        for share, path in zip(images[len(loops) :], lines, strict=True)
    ]
    return Parts(
        read_only(image),
        tuple(sorted(parts, key=lambda part: part.centre)),
        tuple(sorted(others, key=lambda part: -part.length)),
    )


def _traced(skeleton: BoolArray) -> tuple[list[BoolArray], list[FloatArray], list[FloatArray]]:
    """Return the holes of a skeleton, the path around each, and the paths of its lines."""
    holes = _holes(skeleton)
    rings = [skeleton & ndimage.binary_dilation(hole, _ALL_AROUND) for hole in holes]
    lines = _lines(skeleton & ~np.any([np.zeros_like(skeleton), *rings], axis=0))
    loops = [_around(ring, hole) for ring, hole in zip(rings, holes, strict=True)]
    if not loops and not lines:  # a dot
        lines = [np.repeat(np.argwhere(skeleton)[:1], 2, axis=0).astype(float)]
    return holes, loops, lines


# -- loops ------------------------------------------------------------------------------------


def _holes(skeleton: BoolArray) -> list[BoolArray]:
    """Return what a skeleton encloses."""
    labels, count = ndimage.label(np.pad(~skeleton, 1, constant_values=True))
    outside = labels[0, 0]
    found = (labels[1:-1, 1:-1] == number for number in range(1, count + 1) if number != outside)
    return [hole for hole in found if hole.sum() >= _HOLE]


def _around(ring: BoolArray, hole: BoolArray) -> FloatArray:
    """Return the pixels of a ring in their order around a hole, the first once more at the end."""
    places = np.argwhere(ring).astype(float)
    down, right = (places - np.argwhere(hole).mean(axis=0)).T
    path = places[np.argsort(np.arctan2(right, -down), kind="stable")]
    return np.concatenate([path, path[:1]])


# -- lines ------------------------------------------------------------------------------------


def _lines(skeleton: BoolArray) -> list[FloatArray]:
    """Return the straight lines of a skeleton, as paths."""
    straight = [piece for branch in _branches(skeleton) for piece in _straight(branch)]
    while joined := _join_two(straight):
        straight = joined
    long = [path for path in straight if length(path) >= _SHORTEST]
    return long or straight[:1]


def _branches(skeleton: BoolArray) -> list[FloatArray]:
    """Return a skeleton cut where it forks: each piece's pixels ``(N, 2)`` from end to end."""
    neighbours = ndimage.convolve(skeleton.astype(int), _ALL_AROUND.astype(int), mode="constant")
    forks = skeleton & (neighbours - 1 > 2)
    labels, count = ndimage.label(skeleton & ~forks, _ALL_AROUND)
    branches = [_in_order(np.argwhere(labels == number)) for number in range(1, count + 1)]
    crossings, several = ndimage.label(forks, _ALL_AROUND)
    middles = [np.argwhere(crossings == number).mean(axis=0) for number in range(1, several + 1)]
    return [_up_to(branch, middles) for branch in branches]


def _in_order(pixels: Pixels) -> FloatArray:
    """Return the pixels of a path from one end to the other."""
    left = [tuple(pixel) for pixel in pixels.tolist()]
    degrees = [sum(max(abs(r - y), abs(c - x)) == 1 for y, x in left) for r, c in left]
    path = [left.pop(int(np.argmin(degrees)))]
    while left:
        distances = [math.dist(path[-1], pixel) for pixel in left]
        path.append(left.pop(int(np.argmin(distances))))
    return np.array(path, dtype=float)


def _up_to(path: FloatArray, forks: list[FloatArray]) -> FloatArray:
    """Return a branch with the forks that it begins or ends at."""
    before = [fork[None] for fork in forks if math.dist(fork, path[0]) < _MEETING]
    after = [fork[None] for fork in forks if math.dist(fork, path[-1]) < _MEETING]
    if len(path) == 1:
        after = before[1:]
    return np.concatenate([*before[:1], path, *after[:1]])


def _straight(path: FloatArray) -> list[FloatArray]:
    """Return a path cut where it bends."""
    corners = approximate_polygon(path, _BEND)  # type: ignore[no-untyped-call]
    places = [int(np.flatnonzero((path == corner).all(axis=1))[0]) for corner in corners[:-1]]
    return [path[a : b + 1] for a, b in pairwise([*places, len(path) - 1]) if b > a]


def _join_two(paths: list[FloatArray]) -> list[FloatArray]:
    """Return the paths with the two joined that meet and go on straightest; nothing if none do."""
    best = min(
        (
            (turn(one, other), i, j, one, other)
            for (i, first), (j, second) in combinations(enumerate(paths), 2)
            for one in (first, first[::-1])
            for other in (second, second[::-1])
            if math.dist(one[-1], other[0]) < _MEETING
        ),
        key=lambda found: found[0],
        default=None,
    )
    if best is None or best[0] > _TURN:
        return []
    _, i, j, one, other = best
    rest = [path for k, path in enumerate(paths) if k not in {i, j}]
    return [*rest, np.concatenate([one, other])]


# -- shares -----------------------------------------------------------------------------------


def _shared_out(image: FloatArray, paths: list[FloatArray]) -> list[FloatArray]:
    """Return for each path the pixels of the image that are nearest to it."""
    places = np.indices(image.shape).reshape(2, -1).T
    distances = [
        np.linalg.norm(places[:, None] - dense(path), axis=-1).min(axis=1) for path in paths
    ]
    nearest = np.argmin(distances, axis=0).reshape(image.shape)
    return [read_only(np.where(nearest == number, image, 0.0)) for number in range(len(paths))]
