"""Edges of pictures: where they are looked at from near, what counts, and who is refused."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.errors import ParameterError
from scenes.facts.picture_edges import WINDOW, PictureEdges, share_of, strength_of


def upright(
    rows: int, columns: int, edge: int
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    picture = np.zeros((rows, columns))
    picture[:, edge:] = 0.8
    return picture


@pytest.mark.parametrize("edge", [6, 20, 44])
def test_an_upright_edge_begins_what_is_seen_from_near(edge: int) -> None:
    edges = PictureEdges(upright(40, 50, edge), "it")
    top, left = edges.corner
    assert 0 <= top <= 40 - WINDOW
    assert 0 <= left <= 50 - WINDOW
    first = edges.right[top + 1, left + 1]
    steepest = np.abs(edges.right).max()
    assert abs(first) == pytest.approx(steepest) or left == 50 - WINDOW
    assert edges.window.shape == (WINDOW, WINDOW)


def test_the_first_places_do_not_leave_the_smallest_picture() -> None:
    noise = np.random.default_rng(6).random((10, 11))
    assert PictureEdges(noise, "it").window.shape == (WINDOW, WINDOW)


def test_larger_pictures_are_averaged_down() -> None:
    edges = PictureEdges(upright(600, 1000, 300), "it")
    assert edges.picture.shape == (307, 512)


def test_a_step_is_half_as_steep_on_both_sides() -> None:
    strength = strength_of(upright(10, 10, 5))
    assert strength[3].tolist() == pytest.approx([0, 0, 0, 0, 0.4, 0.4, 0, 0, 0, 0])
    assert share_of(strength, 0.4) == pytest.approx(20)
    assert share_of(strength, 0.41) == 0


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (np.full((50, 50), 0.3), "photo is equally bright everywhere"),
        (upright(9, 50, 20), "at least 10 pixels a side"),
        (upright(20, 1100, 20), "at most 51 times as long as it is wide"),
    ],
)
def test_what_has_no_edges_to_see_is_refused(
    picture: np.ndarray[tuple[int, int], np.dtype[np.float64]], said: str
) -> None:
    with pytest.raises(ParameterError, match=said) as caught:
        PictureEdges(picture, "photo")
    assert "\n" not in str(caught.value)
