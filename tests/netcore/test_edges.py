"""Images made to try an edge detector on: what it makes of them, and where it finds an edge."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from netcore.edges import edge_images, growing_edge, stroke_image
from netcore.errors import InputError

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


def test_an_upright_edge_is_one_that_lies_turned_over() -> None:
    upright = edge_images(9, 12, 9, 3, shape=(28, 20))
    for image, lying in zip(upright, edge_images(12, 9, shape=(20, 28)), strict=True):
        np.testing.assert_array_equal(image, lying.T)
    np.testing.assert_array_equal(
        growing_edge(0.4, 9, 12, 9, 3, shape=(28, 20)), growing_edge(0.4, shape=(20, 28)).T
    )


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
        ({"height": 3, "width": 3}, "longer than thick, got one of 3 x 3 pixels"),
        ({"height": 0}, "longer than thick"),
        ({"top": 2}, "one of 3 x 9 pixels, 2 from one side and 9 from the end"),
        ({"top": 23}, "23 from one side"),
        ({"left": 20}, "in an image of 28 x 28"),
        ({"left": -1}, "-1 from the end"),
        ({"shape": (8, 9)}, "in an image of 8 x 9"),
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
