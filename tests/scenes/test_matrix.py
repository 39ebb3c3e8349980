"""The matrix of numbers: a grid with its decimals aligned, dots where something is left out."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import RIGHT, UP, Circle
from numpy.typing import NDArray

from scenes.components.equations.matrix import MatrixView, Parenthesis
from scenes.components.grids.grids import WeightGrid, folded
from scenes.facts.choosing import Excerpt, ends, ends_and, telling_entries
from scenes.look.encoding import sign_colour
from scenes.look.sizes import PIXELS_PER_UNIT
from scenes.look.text import Number
from scenes.look.theme import THEMES, ThemeName, theme

pytestmark = pytest.mark.usefixtures("landscape")

ROWS, COLUMNS = Excerpt(16, (0, 1, 2, 15)), Excerpt(784, (0, 300, 301, 302, 783))
SIZE = 30
DOT = len(Circle().points)
VALUES = np.random.default_rng(3).normal(0, 4, (4, 5))


def view(
    values: NDArray[np.float64] = VALUES,
    rows: Excerpt = ROWS,
    columns: Excerpt = COLUMNS,
    room: float = 0.0,
) -> MatrixView:
    numbers = [[Number(value, "#FFFFFF", SIZE) for value in line] for line in values]
    return MatrixView(numbers, rows, columns, "#FFFFFF", room)


def dots_of(matrix: MatrixView) -> list[int]:
    """Return how many dots each line has."""
    return [len(line.points) // DOT for line in matrix.dots]


def test_decimals_are_aligned_and_rows_are_level() -> None:
    matrix = view()
    ends_of = np.array([[matrix.entry(j, i).baseline for i in COLUMNS.shown] for j in ROWS.shown])
    np.testing.assert_allclose(ends_of[:, :, 0], np.tile(ends_of[0, :, 0], (4, 1)), atol=1e-9)
    np.testing.assert_allclose(ends_of[:, :, 1], np.tile(ends_of[:, :1, 1], (1, 5)), atol=1e-9)
    assert (np.diff(ends_of[0, :, 0]) > 0).all()
    np.testing.assert_allclose(np.diff(ends_of[:, 0, 1]) / matrix.pitch, [-1, -1, -2], atol=1e-9)


def test_numbers_stand_where_they_belong() -> None:
    matrix = view()
    for j, line in zip(ROWS.shown, VALUES, strict=True):
        assert [matrix.entry(j, i).value for i in COLUMNS.shown] == line.tolist()
        assert matrix.row(j)[:5].submobjects == [matrix.entry(j, i) for i in COLUMNS.shown]


def test_nothing_touches_and_brackets_enclose_all() -> None:
    matrix = view()
    left, right = matrix.brackets
    for number in matrix.entries:
        assert left.get_right()[0] < number.get_left()[0]
        assert number.get_right()[0] < right.get_left()[0] + 1e-9
        assert left.get_bottom()[1] < number.get_bottom()[1]
        assert number.get_top()[1] < left.get_top()[1]
    for j in ROWS.shown:
        line = [matrix.entry(j, i) for i in COLUMNS.shown]
        for before, after in pairwise(line):
            assert before.get_right()[0] < after.get_left()[0]


def test_dots_stand_for_what_is_left_out() -> None:
    matrix = view()
    assert COLUMNS.slots == (0, None, 300, 301, 302, None, 783)
    assert dots_of(matrix) == [6, 6, 6, 7 * 3, 6]
    assert len(matrix.skipped) == 1
    places, line = matrix.places_along_row(1), matrix.dots[1]
    for gap in (1, 5):
        assert line.get_left()[0] <= places[gap][0] <= line.get_right()[0]
        assert line.get_y() == pytest.approx(places[gap][1])


def test_a_small_matrix_has_no_dots() -> None:
    matrix = view(VALUES, Excerpt(4, (0, 1, 2, 3)), Excerpt(5, (0, 1, 2, 3, 4)))
    assert sum(dots_of(matrix)) == 0
    assert len(matrix.skipped) == 0
    assert len(matrix.places_down_column(3)) == 4


def test_a_vector_is_a_matrix_of_one_column() -> None:
    vector = view(VALUES[:, :1], ROWS, Excerpt(1, (0,)))
    assert dots_of(vector) == [0, 0, 0, 3, 0]
    xs = [place[0] for place in vector.places_down_column()]
    np.testing.assert_allclose(xs, xs[0])
    assert vector.height == pytest.approx(5 * vector.pitch)


def test_room_is_kept_for_longer_numbers() -> None:
    narrow, wide = view(VALUES[:, :1] / 100, ROWS, Excerpt(1, (0,))), 1.2
    roomy = view(VALUES[:, :1] / 100, ROWS, Excerpt(1, (0,)), room=wide)
    assert roomy.width > wide > narrow.width
    for number in roomy.entries:
        number.set_value(-123.45)
        assert roomy.brackets[0].get_left()[0] < number.get_left()[0]
        assert number.get_right()[0] < roomy.brackets[1].get_right()[0]


def test_places_move_and_grow_with_the_view() -> None:
    matrix = view()
    matrix.scale(0.6).shift(2 * RIGHT + UP)
    for j in ROWS.shown:
        slots = matrix.places_along_row(j)
        shown = [slot for slot, i in zip(slots, COLUMNS.slots, strict=True) if i is not None]
        for place, i in zip(shown, COLUMNS.shown, strict=True):
            number = matrix.entry(j, i)
            assert number.get_left()[0] < place[0] < number.get_right()[0]
            assert number.get_bottom()[1] < place[1] < number.get_top()[1]
        assert matrix.row_centre(j)[0] == pytest.approx(matrix.brackets.get_center()[0])
        band = matrix.row_band(j, "#FFD866")
        assert band.get_left()[0] > matrix.brackets.get_left()[0]
        assert band.height < matrix.pitch


def test_a_frame_holds_what_is_in_its_slot_and_touches_nothing_beside_it() -> None:
    matrix = view()
    matrix.scale(0.6).shift(2 * RIGHT + UP)
    for row, places in ((j, matrix.places_along_row(j)) for j in ROWS.shown):
        numbers = [None if i is None else matrix.entry(row, i) for i in COLUMNS.slots]
        for slot, place in enumerate(places):
            frame = matrix.cell("#FFD866", slot).move_to(place)
            left, right = frame.get_left()[0], frame.get_right()[0]
            assert 0.6 * SIZE / PIXELS_PER_UNIT < frame.height < matrix.pitch
            for at, number in enumerate(numbers):
                if number is not None and at == slot:
                    assert left < number.get_left()[0] < number.get_right()[0] < right
                elif number is not None:
                    assert right < number.get_left()[0] or number.get_right()[0] < left


@pytest.mark.parametrize("name", sorted(THEMES))
def test_the_sign_has_its_colour_and_zero_has_none(name: ThemeName) -> None:
    colours = theme(name)
    assert sign_colour(colours, 0.0051) == colours.positive
    assert sign_colour(colours, -3.0) == colours.negative
    assert sign_colour(colours, -0.0049) == sign_colour(colours, 0.0) == colours.text


def test_a_parenthesis_is_as_wide_as_it_looks() -> None:
    parenthesis = Parenthesis(3.0, "#FFFFFF")
    curve = np.array([parenthesis.point_from_proportion(t) for t in np.linspace(0, 1, 101)])
    assert np.ptp(curve[:, 0]) == pytest.approx(parenthesis.width, abs=0.01)
    assert parenthesis.height == pytest.approx(3.0)
    np.testing.assert_allclose(curve[:, 1], -curve[::-1, 1], atol=1e-6)


# -- which entries are shown ------------------------------------------------------------------


@given(st.integers(1, 900), st.integers(2, 8))
@settings(max_examples=60)
def test_ends_are_the_first_and_the_last(count: int, most: int) -> None:
    excerpt = ends(count, most)
    assert excerpt.shown[0] == 0
    assert excerpt.shown[-1] == count - 1
    assert len(excerpt.shown) == (count if count <= most + 1 else most)
    assert excerpt.slots.count(None) == (count > most + 1)


@given(st.integers(1, 900), st.integers(3, 8), st.data())
@settings(max_examples=60)
def test_a_row_that_must_be_shown_takes_no_more_lines(
    count: int, most: int, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, count - 1))
    excerpt = ends_and(index, count, most)
    assert {0, index, count - 1} <= set(excerpt.shown)
    assert list(excerpt.shown) == sorted(set(excerpt.shown))
    assert len(excerpt.slots) <= max(len(ends(count, most).slots), 5)


@given(st.lists(st.floats(-1, 5), min_size=1, max_size=80), st.integers(3, 6))
@settings(max_examples=60)
def test_telling_entries_are_places_of_the_vector(values: list[float], most: int) -> None:
    excerpt = telling_entries(values, np.ones((2, len(values))), most)
    assert set(excerpt.shown) <= set(range(len(values)))
    assert list(excerpt.shown) == sorted(set(excerpt.shown))
    assert {0, len(values) - 1} <= set(excerpt.shown)
    assert len(excerpt.shown) == (len(values) if len(values) <= most + 1 else most)


def test_telling_entries_are_lit_differ_and_meet_strong_weights() -> None:
    values, weights = np.zeros(60), np.ones((3, 60))
    values[10:13] = 0.9, 0.9, 0.9
    values[20:23] = 0.2, 0.6, 1.0
    values[40:43] = 0.2, 0.6, 1.0
    weights[:, 40:43] = -2.0
    assert telling_entries(values, weights, 5).shown == (0, 40, 41, 42, 59)
    values[19:44] = 0.0
    assert telling_entries(values, weights, 5).shown == (0, 10, 11, 12, 59)
    values[:], values[30:32] = 0.0, 0.7
    assert {30, 31} < set(telling_entries(values, weights, 5).shown)


@pytest.mark.parametrize(
    ("length", "shape"),
    [(16, (4, 4)), (10, (2, 5)), (1, (1, 1)), (7, (2, 4)), (300, (15, 20)), (1999, (44, 46))],
)
def test_a_row_folds_into_a_block(length: int, shape: tuple[int, int]) -> None:
    block = folded(np.arange(length))
    assert block.shape == shape
    np.testing.assert_array_equal(block.ravel()[:length], np.arange(length))
    assert np.isnan(block.ravel()[length:]).all()
    assert len(WeightGrid(block, theme("dark"))) == length
