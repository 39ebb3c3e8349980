"""Squares in rows and columns, drawn at once, against the same squares drawn one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from scenes.components.grids.grids import grid_centres
from scenes.engine.lattice import Lattice
from scenes.engine.raster import context, draw_marks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Picture = NDArray[np.int64]

HEIGHT, WIDTH = 300, 400
ROUNDED = 3
ON_SEAMS = 20
"""Of 255: where four squares meet in a pixel, Cairo lets a little more of the first one through."""
BELOW_A_RING = 64
"""One by one, where an opaque outline covers a part of a pixel, the inside is seen beside it."""
SHARED = 48
"""Where many squares share each pixel."""
BACKGROUND = (20, 24, 30, 255)


def boxes(
    rows: int, columns: int, cell: float, place: tuple[float, float]
) -> tuple[Floats, Floats]:
    centres = grid_centres(rows, columns, cell) * (1, -1) + place
    return centres, np.full((rows * columns, 2), cell / 2)


def colours(count: int, seed: int, alpha: float | None) -> Floats:
    drawn = np.random.default_rng(seed).random((count, 4))
    if alpha is not None:
        drawn[:, 3] = alpha
    return drawn


def drawn(centres: Floats, halves: Floats, fills: Floats, rings: Floats, *, one_by_one: bool,
          width: float = 1.0, size: tuple[int, int] = (HEIGHT, WIDTH)) -> Picture:  # fmt: skip
    frame = np.zeros((*size, 4), dtype=np.uint8)
    frame[...] = BACKGROUND
    ctx = context(frame)
    parts = [np.array([place]) for place in range(len(centres))] if one_by_one else [slice(None)]
    for part in parts:
        roundness = np.zeros(len(centres[part]))
        draw_marks(ctx, centres[part], halves[part], roundness, fills[part], rings[part], width)
    return frame.astype(np.int64)


@pytest.mark.parametrize("alpha", [1.0, None, 0.0], ids=["opaque", "translucent", "empty"])
@pytest.mark.parametrize("ring", [0.0, 0.12, 1.0])
@pytest.mark.parametrize(
    ("cell", "place"),
    [(8.0, (200.0, 150.0)), (8.37, (201.3, 149.6)), (3.1, (77.7, 80.2)), (17.9, (200.5, 150.9))],
)
def test_they_look_as_one_by_one(
    alpha: float | None, ring: float, cell: float, place: tuple[float, float]
) -> None:
    centres, halves = boxes(12, 15, cell, place)
    assert Lattice.of(centres, halves) is not None
    fills, rings = colours(180, 0, alpha), colours(180, 1, ring)
    those = (centres, halves, fills, rings)
    together, alone = (drawn(*those, one_by_one=each) for each in (False, True))
    off = np.abs(together - alone).max(axis=2)
    assert off.max() <= (BELOW_A_RING if alpha is None and ring == 1 else ON_SEAMS)
    inside = (np.arange(HEIGHT)[:, None] - place[1] + 0.5, np.arange(WIDTH) - place[0] + 0.5)
    rows, columns = (
        np.abs(np.mod(axis / cell + count / 2, 1) - 0.5) * cell < cell / 2 - 1
        for axis, count in zip(inside, (12, 15), strict=True)
    )
    assert off[rows & columns].max() <= ROUNDED


@pytest.mark.parametrize("alpha", [1.0, None, 0.0], ids=["opaque", "translucent", "empty"])
@pytest.mark.parametrize("ring", [0.0, 0.12])
@pytest.mark.parametrize("cell", [0.5, 0.7, 1.0, 1.37, 1.9])
def test_so_do_those_that_are_hardly_larger_than_a_pixel(
    alpha: float | None, ring: float, cell: float
) -> None:
    centres, halves = boxes(12, 15, cell, (200.2, 150.7))
    assert Lattice.of(centres, halves) is not None
    those = (centres, halves, colours(180, 0, alpha), colours(180, 1, ring))
    together, alone = (drawn(*those, one_by_one=each, width=cell / 8) for each in (False, True))
    assert np.abs(together - alone).max() <= SHARED


def test_apart_they_leave_what_is_between() -> None:
    centres, halves = boxes(10, 10, 12.3, (150.2, 140.7))
    those = (centres, halves * 0.7, colours(100, 2, 1.0), colours(100, 3, 0.5))
    assert Lattice.of(centres, halves * 0.7) is not None
    together, alone = (drawn(*those, one_by_one=each) for each in (False, True))
    assert np.abs(together - alone).max() <= ON_SEAMS


@pytest.mark.parametrize("place", [(-20.3, 150.0), (390.0, 290.5), (200.0, -500.0)])
def test_what_is_outside_the_frame_is_cut(place: tuple[float, float]) -> None:
    centres, halves = boxes(10, 10, 14.3, place)
    those = (centres, halves, colours(100, 2, 1.0), colours(100, 3, 0.5))
    together, alone = (drawn(*those, one_by_one=each) for each in (False, True))
    assert np.abs(together - alone).max() <= ON_SEAMS


def test_an_outline_as_wide_as_the_square_is_all_that_is_seen() -> None:
    centres, halves = boxes(8, 8, 10.0, (200.0, 150.0))
    white, black = np.ones((64, 4)), np.tile([0.0, 0.0, 0.0, 1.0], (64, 1))
    picture = drawn(centres, halves, black, white, one_by_one=False, width=5.0)
    assert picture[115:185, 165:235].min() == 255


@pytest.mark.parametrize(
    ("row", "column", "off"), [(3, 4, 0.3), (0, 0, -0.4), (9, 9, 0.02)], ids=str
)
def test_one_that_is_off_its_row_makes_no_lattice(row: int, column: int, off: float) -> None:
    centres, halves = boxes(10, 10, 12.0, (150.0, 140.0))
    assert Lattice.of(centres, halves) is not None
    for axis in (0, 1):
        other = centres.copy()
        other[row * 10 + column, axis] += off
        assert Lattice.of(other, halves) is None


def test_no_lattice() -> None:
    centres, halves = boxes(10, 10, 12.0, (150.0, 140.0))
    larger = halves.copy()
    larger[5] *= 1.1
    assert Lattice.of(centres, larger) is None
    assert Lattice.of(centres[:-1], halves[:-1]) is None, "the last row is shorter"
    assert Lattice.of(centres[:20], halves[:20]) is None, "too few to be worth it"
    assert Lattice.of(centres, halves * 1.2) is None, "they overlap"
    assert Lattice.of(centres * 0.04, halves * 0.04) is None, "smaller than pixels"
    assert Lattice.of(centres[::-1], halves) is None, "from below"
    assert Lattice.of(np.random.default_rng(0).permutation(centres), halves) is None
