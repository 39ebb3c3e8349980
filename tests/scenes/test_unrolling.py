"""Rows of discs that become one column: every moment of it, without drawing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.components.grids.grids import PixelGrid
from scenes.components.grids.marks import Marks
from scenes.components.network.column import NeuronColumn
from scenes.components.network.unrolling import Strip, Unroll, elided_into
from scenes.look.theme import THEMES

DARK = THEMES["dark"]
IMAGE = np.random.default_rng(0).random((6, 5))
STRIP = Strip(x=4.0, top=2.0, height=4.0)


def discs() -> Marks:
    grid = PixelGrid(IMAGE, DARK, height=3).shift((-3, 0, 0))
    grid.roundness[:] = 1
    return grid


def unroll(marks: Marks, alpha: float, first: int = 0, last: int = 30) -> Unroll:
    animation = Unroll(marks, STRIP, columns=5, first=first, last=last)
    animation.begin()
    animation.interpolate(alpha)
    return animation


@given(count=st.integers(1, 5000))
def test_a_strip_is_filled_evenly_from_its_top_to_its_bottom(count: int) -> None:
    y = STRIP.centres(np.arange(count, dtype=float), count)[:, 1]
    pitch = STRIP.height / count
    assert y[0] == pytest.approx(2 - pitch / 2)
    assert y[-1] == pytest.approx(-2 + pitch / 2)
    np.testing.assert_allclose(np.diff(y), -pitch)


def test_neurons_in_a_strip_are_discs_until_they_are_too_thin() -> None:
    few, many = STRIP.half(10), STRIP.half(784)
    assert few[0] == few[1] == pytest.approx(0.42 * 0.4)
    assert (STRIP.half(2) == STRIP.largest).all()
    assert STRIP.half(60)[1] < STRIP.half(60)[0] < STRIP.half_width, "wide before they are thin"
    assert many[0] == STRIP.half_width
    assert many[1] * 2 >= STRIP.height / 784, "no background shines through"
    assert (STRIP.separate(10), STRIP.separate(784)) == (1, 0)


@pytest.mark.parametrize("alpha", [0, 0.3, 0.7, 1])
def test_a_neuron_keeps_its_brightness_on_its_way(alpha: float) -> None:
    marks = discs()
    unroll(marks, alpha)
    assert (marks.fills == discs().fills).all()
    assert (marks.roundness == 1).all(), "so few are told apart"


def test_many_end_as_lines() -> None:
    grid = PixelGrid(np.random.default_rng(1).random((28, 28)), DARK, height=3).shift((-3, 0, 0))
    grid.roundness[:] = 1
    animation = Unroll(grid, STRIP, columns=28, first=0, last=784)
    animation.begin()
    animation.interpolate(1)
    assert (grid.roundness == 0).all()
    np.testing.assert_allclose(grid.halves[:, 0], STRIP.half_width)


@given(few=st.integers(1, 5000), more=st.integers(1, 5000))
def test_outlines_in_a_strip_never_look_like_an_activation(few: int, more: int) -> None:
    few, more = sorted((few, more))
    width = 1.2
    pitch = STRIP.height * 135 / np.array([few, more])
    tones = [STRIP.outlined(count, width) for count in (few, more)] * np.minimum(
        2 * width / pitch, 1
    )
    assert tones[0] <= tones[1] + 1e-9, "only more of them make it darker"
    assert tones[1] <= 0.2 + 1e-9
    if tones[0] > 0.1:
        assert tones[0] == pytest.approx(tones[1], abs=0.1), "the same before and after"
    assert STRIP.outlined(5, width) == 1, "few are ringed as everywhere"


def test_a_row_of_its_own_colour_loses_it_when_others_follow() -> None:
    marks = discs()
    plain = marks.rings[-1].copy()
    marks.rings[:5] = (1, 0.8, 0.2, plain[3])
    unroll(marks, 1, 0, 5)
    np.testing.assert_allclose(marks.rings[:5, :3], np.tile((1, 0.8, 0.2), (5, 1)))
    unroll(marks, 1, 5, 30)
    np.testing.assert_allclose(marks.rings, np.tile(plain, (30, 1)))


def test_the_first_row_stands_up_from_left_to_right_top_to_bottom() -> None:
    marks = discs()
    unroll(marks, 1, 0, 5)
    y = marks.centres[:5, 1]
    np.testing.assert_allclose(marks.centres[:5, 0], STRIP.x)
    np.testing.assert_allclose(np.diff(y), -STRIP.height / 5)
    np.testing.assert_allclose(marks.points[5:30], discs().points[5:30], err_msg="others stay")


def test_two_plays_join_without_a_jump() -> None:
    marks = discs()
    unroll(marks, 1, 0, 5)
    before = marks.copy()
    unroll(marks, 0, 5, 30)
    np.testing.assert_allclose(marks.points, before.points)
    np.testing.assert_allclose(marks.rings, before.rings)


def test_all_rows_end_as_one_column_in_their_order() -> None:
    marks = discs()
    unroll(marks, 1, 0, 5)
    unroll(marks, 1, 5, 30)
    np.testing.assert_allclose(marks.centres, STRIP.centres(np.arange(30.0), 30))
    np.testing.assert_allclose(marks.halves, np.tile(STRIP.half(30), (30, 1)))


@given(alpha=st.floats(0, 1))
def test_the_column_is_in_order_at_every_moment(alpha: float) -> None:
    marks = discs()
    unroll(marks, 1, 0, 5)
    arrived = int(unroll(marks, alpha, 5, 30).arrived(alpha))
    assert 5 <= arrived <= 30
    landed = np.flatnonzero(np.abs(marks.centres[:, 0] - STRIP.x) < 1e-9)
    assert (np.diff(marks.centres[landed, 1]) < 0).all()
    assert marks.get_right()[0] <= STRIP.x + STRIP.largest + 1e-9
    assert marks.get_top()[1] <= STRIP.top + 1e-9
    assert marks.get_bottom()[1] >= STRIP.top - STRIP.height - STRIP.largest


def test_the_count_only_grows() -> None:
    animation = unroll(discs(), 0)
    counts = [animation.arrived(alpha) for alpha in np.linspace(0, 1, 50)]
    assert (counts[0], counts[-1]) == (0, 30)
    assert counts == sorted(counts)


@pytest.mark.parametrize("count", [12, 30, 784])
def test_what_a_column_leaves_out_vanishes_among_its_dots(count: int) -> None:
    values = np.linspace(0, 1, count)
    column = NeuronColumn(values, DARK, height=4).shift((1, 0, 0))
    marks = Marks(np.zeros((count, 2)), 0.1, np.ones(4), np.ones(4), 1.0)
    target = elided_into(column, marks)
    hidden = np.setdiff1d(np.arange(count), column.shown)
    assert len(target) == count
    assert len(hidden) == max(count - 16, 0)
    assert (target.fills[hidden, 3] == 0).all()
    assert (target.rings[hidden, 3] == 0).all()
    assert (target.fills[column.shown, 3] == 1).all()
    np.testing.assert_allclose(target.centres[column.shown], column.neurons.centres)
    np.testing.assert_allclose(target.halves[column.shown], column.neurons.halves)
    for place in target.centres[hidden]:
        np.testing.assert_allclose(place, column.dots.get_center())
