"""Images made to try an edge detector on: what it makes of them, and where it finds an edge."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from netcore.digits import sample_digits
from netcore.edges import edge_images, edge_sums, growing_edge, stroke_image
from netcore.errors import InputError
from netcore.grids import bar_grid

REGIONS = [
    (12, 9, 3, 9, (28, 28)),
    (1, 0, 1, 2, (3, 3)),
    (2, 3, 1, 3, (8, 8)),
    (2, 18, 2, 10, (28, 28)),
    (19, 3, 4, 5, (28, 28)),
    (9, 20, 1, 10, (20, 30)),
    (40, 30, 11, 32, (100, 100)),
]


def detector(top: int, left: int, height: int, width: int, shape: tuple[int, int]) -> np.ndarray:
    grid = np.zeros(shape)
    grid[top - height : top + 2 * height, left : left + width] = -1
    grid[top : top + height, left : left + width] = 1
    return grid


@pytest.mark.parametrize(("top", "left", "height", "width", "shape"), REGIONS)
def test_the_sums_fall_in_clear_steps(
    top: int, left: int, height: int, width: int, shape: tuple[int, int]
) -> None:
    images = edge_images(top, left, height, width, shape=shape)
    grid = detector(top, left, height, width, shape)
    shares = np.array([(grid * image).sum() for image in images]) / (height * width)
    np.testing.assert_array_equal(shares[[0, 2, 3]], [1, -1, -2])
    assert 0.35 < shares[1] < 0.65
    assert {image.shape for image in images} == {shape}
    assert min(image.min() for image in images) == 0
    assert max(image.max() for image in images) == 1


@pytest.mark.parametrize(("top", "left", "height", "width", "shape"), REGIONS)
def test_without_weights_below_zero_a_blob_is_as_good_as_an_edge(
    top: int, left: int, height: int, width: int, shape: tuple[int, int]
) -> None:
    images = edge_images(top, left, height, width, shape=shape)
    part = np.s_[top : top + height, left : left + width]
    assert images.edge[part].sum() == images.blob[part].sum() == height * width
    assert images.pair[part].sum() == 0
    assert images.blob.sum() > images.edge.sum()


@pytest.mark.parametrize(("top", "left", "height", "width", "shape"), REGIONS)
def test_an_edge_grows_into_a_blob(
    top: int, left: int, height: int, width: int, shape: tuple[int, int]
) -> None:
    images = edge_images(top, left, height, width, shape=shape)
    steps = [growing_edge(k / 8, top, left, height, width, shape=shape) for k in range(9)]
    np.testing.assert_array_equal(steps[0], images.edge)
    np.testing.assert_array_equal(steps[-1], images.blob)
    grid = detector(top, left, height, width, shape)
    inside, around = (((grid == sign) * np.array(steps)).sum(axis=(1, 2)) for sign in (1, -1))
    np.testing.assert_array_equal(inside, height * width)
    assert (np.diff(around) >= 0).all()
    assert around[-1] == 2 * height * width


def test_an_edge_grows_to_a_blob_and_no_further() -> None:
    with pytest.raises(InputError, match=r"share to be from 0 to 1, got 1\.2"):
        growing_edge(1.2)


def test_the_sums_at_every_place_are_those_of_the_detector_there() -> None:
    image = np.random.default_rng(3).random((9, 11))
    sums = edge_sums(image, 2, 5)
    assert sums.shape == (4, 7)
    for (row, column), value in np.ndenumerate(sums):
        grid = detector(row + 2, column, 2, 5, (9, 11))
        assert value == pytest.approx((grid * image).sum(), abs=1e-12)
        bar = bar_grid(row + 2.5, column + 2, 5, thickness=2, shape=(9, 11))
        np.testing.assert_array_equal(grid, bar)


def test_a_digit_has_an_edge_where_a_person_would_say_so() -> None:
    sums = edge_sums(sample_digits().image(7, 0))
    top, left = np.unravel_index(sums.argmax(), sums.shape)
    assert (int(top) + 3, int(left)) == (8, 8)  # the bar of the seven
    assert sums.max() > 15


def test_a_stroke_is_as_long_and_thick_as_it_was_asked_for() -> None:
    stroke = stroke_image(13.5, 13.5, 10, 4)
    assert stroke.sum() == pytest.approx(10 * 4 + np.pi * 4, abs=0.3)
    upright = stroke_image(13.5, 13.5, 10, 4, angle=90)
    np.testing.assert_allclose(upright, np.rot90(stroke), atol=1e-12)
    rising = stroke_image(13.5, 13.5, 10, 4, angle=30)
    assert rising[:13, 14:].sum() > 3 * rising[:13, :13].sum()  # to the upper right


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"height": 3, "width": 3}, "wider than high, got height=3, width=3"),
        ({"height": 0}, "at least one pixel high"),
        ({"top": 2}, "3 more rows above it and below, got rows 2 to 4"),
        ({"top": 23}, "rows 23 to 25"),
        ({"left": 20}, "columns 20 to 28 of an image of 28 x 28 pixels"),
        ({"left": -1}, "columns -1 to 7"),
        ({"shape": (2, 9)}, "of an image of 2 x 9 pixels"),
    ],
)
def test_a_region_without_room_is_refused(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        edge_images(**asked)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("length", "thickness", "shape", "said"),
    [
        (-1, 2, (28, 28), "length=-1"),
        (5, 0, (28, 28), "thickness=0"),
        (5, float("nan"), (28, 28), "thickness=nan"),
        (5, 2, (0, 28), "shape"),
    ],
)
def test_what_is_no_stroke_is_refused(
    length: float, thickness: float, shape: tuple[int, int], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        stroke_image(13, 13, length, thickness, shape=shape)


def test_an_image_without_room_is_refused() -> None:
    with pytest.raises(InputError, match="rows 3 to 5 and columns 0 to 8 of an image of 8 x 8"):
        edge_sums(np.zeros((8, 8)))
