"""Lines and strips along a picture's edges are no ink, and a digit may fill its picture."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from scipy import ndimage

import netcore
from netcore.preparation import prepare
from netcore.preparation.edges import without_strips
from tests.netcore.cut_digits import Cut, with_lines, with_strip, without_margin
from tests.netcore.pages import Floats, on_paper, recognised, refused, written

EACH, LEAST = 60, 57


@pytest.mark.long
@pytest.mark.parametrize(
    "kind",
    [*(partial(with_lines, edges=edges) for edges in range(5)), with_strip, without_margin],
    ids=[*(f"{edges} lines" for edges in range(5)), "strip", "no margin"],
)
def test_digits_cut_out_of_something_larger_are_read(kind: Callable[..., Cut]) -> None:
    network = netcore.default_network()
    other = []
    for number in range(EACH):
        label, picture = kind(number, rng=np.random.default_rng((21, number)))
        try:
            seen = network.forward(prepare(picture).image).prediction
        except netcore.InputError as error:
            seen = error
        if seen != label:
            other.append((number, label, seen))
    assert len(other) <= EACH - LEAST, other


def oval(shape: tuple[int, int], height: float) -> Floats:
    """Return a 0 of that height in the middle, dark on white."""
    rows, columns = np.indices(shape) - (np.array(shape)[:, None, None] - 1) / 2
    outer = np.hypot(rows / (height / 2), columns / (height / 3)) < 1
    inner = np.hypot(rows / (height / 3), columns / (height / 6)) < 1
    return np.where(outer & ~inner, 0.1, 1.0)


@pytest.mark.parametrize("edges", [(0,), (0, 1), (0, 2), (0, 1, 2, 3)])
@pytest.mark.parametrize("thick", [1, 2, 5])
def test_the_lines_of_a_cell_are_covered_with_its_paper(edges: tuple[int, ...], thick: int) -> None:
    plain = oval((84, 84), 52)
    cell = plain.copy()
    for edge in edges:
        np.rot90(cell, edge)[:thick] = 0
    assert np.array_equal(without_strips(cell), plain)
    assert np.array_equal(without_strips(1 - cell), 1 - plain)
    assert recognised(cell) == 0


def test_the_strip_of_a_scan_may_lean_and_be_blurred() -> None:
    page = oval((560, 420), 150)
    rows, columns = np.indices(page.shape)
    page[columns > 400 + 0.01 * rows] = 0.08
    blurred = ndimage.gaussian_filter(page, 2)
    assert without_strips(blurred)[:, -30:].min() > 0.9
    assert recognised(blurred) == 0


def test_a_bar_that_a_stroke_joins_is_no_line() -> None:
    seven = np.ones((100, 70))
    seven[:9] = 0.0
    rows, columns = np.indices(seven.shape)
    seven[np.abs(columns - 60 + 0.4 * rows) < 6] = 0.0
    assert without_strips(seven) is seven


def test_where_there_is_nothing_but_strips_they_stay() -> None:
    page = on_paper(np.zeros((200, 150)))
    page[:, :12] = page[:10] = 0.1
    assert without_strips(page) is page
    assert "the edge of a dark area" in refused(page)


def test_a_picture_without_strips_stays_as_it_is() -> None:
    for picture in (on_paper(written()), written(), netcore.sample_digits().image(7)):
        assert np.array_equal(without_strips(picture), picture)


@pytest.mark.parametrize("shape", [(1, 1), (1, 40), (40, 1), (3, 3), (5, 200)])
def test_small_pictures_have_room_for_no_strip(shape: tuple[int, int]) -> None:
    noise = np.random.default_rng(0).random(shape)
    assert without_strips(noise).shape == shape


def test_a_pattern_that_fills_the_picture_is_no_digit() -> None:
    rows, columns = np.indices((120, 120))
    assert "light and dark all over" in refused((rows + columns) // 12 % 2 * 1.0)
