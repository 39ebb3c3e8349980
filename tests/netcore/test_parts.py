"""Loops and lines are found on digits that people have drawn, and together they are the digit."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy import ndimage

from netcore import InputError, Parts, find_parts, sample_digits, stroke_image
from netcore.errors import NetcoreError

DIGITS = sample_digits()
DRAWN = list(zip(DIGITS.images.reshape(-1, 28, 28), DIGITS.labels.tolist(), strict=True))[:120]
"""Twelve of each digit: after them come those that are hard to read."""
LOOPS = {0: 1, 6: 1, 8: 2, 9: 1}
OPEN = {2, 96, 97}
"""A 0 that is not closed, and two 8 with an open upper half."""
FILLED = {76, 79, 81}
"""Loops of a 6 with ink all over."""
MORE = {72, 103}
"""A 6 and an 8 with a second hole where strokes cross."""
CURLS = {26, 30, 31, 32, 33, 35, 49, 64}
"""Five 2 and a 2 of two curls, a closed 4, and a 5 whose bow runs into it."""


def parts(number: int) -> Parts:
    return find_parts(DRAWN[number][0])


def test_digits_have_the_loops_they_have() -> None:
    found = {number: len(parts(number).loops) for number in range(len(DRAWN))}
    odd = {number for number, loops in found.items() if loops != LOOPS.get(DRAWN[number][1], 0)}
    assert odd == OPEN | FILLED | MORE | CURLS
    assert all(found[number] < LOOPS[DRAWN[number][1]] for number in OPEN | FILLED)
    assert all(found[number] > LOOPS.get(DRAWN[number][1], 0) for number in MORE | CURLS)


@pytest.mark.parametrize("number", range(0, 120, 5))
def test_together_the_parts_are_the_image(number: int) -> None:
    found = parts(number)
    np.testing.assert_array_equal(sum(part.image for part in found.all), DRAWN[number][0])
    for one, other in pairwise(found.all):
        assert not (one.image * other.image).any()
    assert all(part.image.any() for part in found.all)


@pytest.mark.parametrize(("number", "half"), [(72 + 1, 1), (108, -1), (110, -1)])
def test_the_loop_of_a_9_is_above_and_of_a_6_below(number: int, half: int) -> None:
    (loop, *_) = parts(number).loops
    assert np.sign(loop.centre[0] - 13.5) == half


def test_of_an_8_the_upper_loop_comes_first() -> None:
    upper, lower = parts(98).loops
    assert upper.centre[0] < lower.centre[0]
    assert upper.hole[: round(lower.centre[0])].sum() == upper.hole.sum()


def test_a_hole_is_background_and_closed_in_by_its_loop() -> None:
    (loop,) = parts(0).loops
    around = ndimage.binary_dilation(loop.hole, iterations=4)
    assert loop.image[loop.hole].mean() < 0.3
    assert loop.image[around & ~loop.hole].mean() > 0.5
    np.testing.assert_array_equal(loop.path[0], loop.path[-1])


@pytest.mark.parametrize("angle", [0, 30, 90, 135])
def test_a_stroke_is_one_line_in_its_direction(angle: float) -> None:
    found = find_parts(stroke_image(14, 14, 18, 3, angle=angle))
    assert not found.loops
    (line,) = found.lines
    assert abs((line.direction - angle + 90) % 180 - 90) < 6
    assert line.length == pytest.approx(18, abs=2)
    assert line.centre == pytest.approx((14, 14), abs=1)


def test_lines_that_cross_are_two() -> None:
    cross = np.maximum(stroke_image(14, 14, 20, 3), stroke_image(14, 14, 20, 3, angle=90))
    flat, upright = sorted(find_parts(cross).lines, key=lambda line: abs(line.direction - 90))[::-1]
    assert upright.direction == pytest.approx(90, abs=6)
    assert min(flat.direction, 180 - flat.direction) < 6


def test_pieces_are_the_part_and_of_one_length() -> None:
    (loop,) = parts(0).loops
    pieces = loop.pieces(6)
    assert len(pieces) == 6
    np.testing.assert_array_equal(sum(piece.image for piece in pieces), loop.image)
    lengths = [piece.length for piece in pieces]
    assert max(lengths) - min(lengths) < 4
    assert sum(lengths) == pytest.approx(loop.length, abs=1)
    directions = sorted(piece.direction for piece in pieces)
    assert directions[-1] - directions[0] > 60  # they lie on all sides of the loop


@pytest.mark.parametrize("angle", [20, 70, 110, 160])
def test_pieces_of_a_line_point_its_way_though_pixels_go_in_steps(angle: float) -> None:
    (line,) = find_parts(stroke_image(14, 14, 20, 3, angle=angle)).lines
    inner = line.pieces(6)[1:-1]  # at its ends a skeleton has hooks
    assert all(abs((piece.direction - angle + 90) % 180 - 90) < 8 for piece in inner)


def test_a_loop_stays_closed_and_a_line_keeps_its_ends() -> None:
    (loop,) = parts(0).loops
    np.testing.assert_array_equal(loop.path[0], loop.path[-1])
    (line,) = find_parts(stroke_image(14, 14, 18, 3, angle=90)).lines
    assert line.length == pytest.approx(abs(line.path[-1] - line.path[0])[0], abs=0.5)


def test_a_dot_is_a_line_without_length() -> None:
    image = np.zeros((8, 8))
    image[3, 4] = 0.7
    found = find_parts(image)
    (line,) = found.all
    assert line.kind == "line"
    assert line.length == 0
    np.testing.assert_array_equal(line.path[0], (3, 4))
    np.testing.assert_array_equal(line.image, image)


@pytest.mark.parametrize(
    ("image", "said"),
    [(np.zeros((8, 8)), "no ink"), (np.ones(64), "rows and columns")],
)
def test_without_ink_or_rows_there_are_no_parts(image: np.ndarray, said: str) -> None:
    with pytest.raises(NetcoreError, match=said):
        find_parts(image)


def test_no_part_is_cut_into_none() -> None:
    with pytest.raises(InputError, match="1 piece or more, got 0"):
        parts(0).loops[0].pieces(0)
