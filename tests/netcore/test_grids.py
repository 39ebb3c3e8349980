"""The hand-made weight grids: their sums, their symmetry, and what they detect."""

from __future__ import annotations

import numpy as np
import pytest

from netcore.errors import InputError
from netcore.grids import bar_grid, loop_grid, region_grid


def edge() -> np.ndarray:
    """Return a bright bar two pixels thick on black, where the default bar looks for one."""
    image = np.zeros((28, 28))
    image[9:11, 8:20] = 1.0
    return image


def blob() -> np.ndarray:
    """Return a bright blob that covers the same place and reaches well beyond it."""
    image = np.zeros((28, 28))
    image[4:17, 6:22] = 1.0
    return image


def test_a_region_adds_up_exactly_its_pixels() -> None:
    image = np.random.default_rng(1).random((28, 28))
    grid = region_grid(3, 5, 4, 7)
    assert grid.sum() == 28
    assert (grid * image).sum() == pytest.approx(image[3:7, 5:12].sum(), abs=1e-12)


def test_a_bar_has_ones_on_it_and_negative_weights_above_and_below() -> None:
    grid = bar_grid(9.5, 13.5, 10, thickness=2)
    assert np.array_equal(grid[9:11, 9:19], np.ones((2, 10)))
    assert np.array_equal(grid[7:9, 9:19], -np.ones((2, 10)))
    assert np.array_equal(grid[11:13, 9:19], -np.ones((2, 10)))
    assert np.count_nonzero(grid) == 60


def test_without_the_surround_the_bar_is_the_plain_region() -> None:
    assert np.array_equal(bar_grid(9.5, 13.5, 10, surround=0), region_grid(9, 9, 2, 10))


def test_without_the_surround_a_blob_fires_the_bar_as_much_as_an_edge() -> None:
    grid = bar_grid(surround=0)
    assert (grid * blob()).sum() == (grid * edge()).sum() > 0


@pytest.mark.parametrize("surround", [0.5, 1.0, 2.0])
def test_with_the_surround_the_edge_beats_the_blob(surround: float) -> None:
    grid = bar_grid(surround=surround)
    assert (grid * edge()).sum() == 20
    assert (grid * blob()).sum() == pytest.approx(20 - 40 * surround)


@pytest.mark.parametrize("angle", [0, 30, 44, 90, -60, 137.5])
def test_turning_a_bar_keeps_its_sum(angle: float) -> None:
    plain = bar_grid(13.5, 13.5, 12, thickness=3, angle=angle, surround=0)
    balanced = bar_grid(13.5, 13.5, 12, thickness=3, angle=angle, surround=0.5)
    assert plain.sum() == pytest.approx(36, rel=0.04)
    assert balanced.sum() == pytest.approx(0, abs=0.5)


def test_a_turned_bar_is_the_turned_grid() -> None:
    upright = bar_grid(13.5, 13.5, 12, angle=90)
    assert np.allclose(upright, np.rot90(bar_grid(13.5, 13.5, 12)), atol=1e-12)


def test_a_positive_angle_rises_to_the_right() -> None:
    grid = bar_grid(13.5, 13.5, 14, angle=45, surround=0)
    assert grid[10, 17] == 1
    assert grid[17, 17] == 0


def test_a_bar_is_the_same_from_both_ends() -> None:
    grid = bar_grid(13.5, 13.5, 11, thickness=3, angle=20)
    assert np.allclose(grid, np.rot90(grid, 2), atol=1e-12)


def test_the_surround_reaches_as_far_as_told() -> None:
    grid = bar_grid(9.5, 13.5, 10, thickness=2, surround_thickness=4)
    assert (grid == -1).sum() == 80


def test_a_loop_has_weight_on_the_ring_and_none_in_the_hole() -> None:
    grid = loop_grid(13.5, 13.5, 6, thickness=2)
    assert grid.sum() == pytest.approx(2 * np.pi * 6 * 2, rel=0.01)
    assert grid[13, 13] == 0
    assert grid[13, 20] > 0.5
    assert grid.min() == 0


def test_a_loop_is_symmetric() -> None:
    grid = loop_grid(13.5, 13.5, (7, 5), thickness=2, inside=0.5, outside=1)
    assert np.allclose(grid, grid[::-1], atol=1e-12)
    assert np.allclose(grid, grid[:, ::-1], atol=1e-12)


def test_a_loop_can_be_negative_inside_and_outside() -> None:
    grid = loop_grid(13.5, 13.5, 6, thickness=2, inside=0.5, outside=0.25)
    assert grid[13, 13] == -0.5
    assert grid[13, 21] < 0
    assert grid[0, 0] == 0


def test_a_filled_disc_fires_a_loop_less_when_the_hole_is_negative() -> None:
    down, right = np.mgrid[:28, :28] - 13.5
    distance = np.hypot(down, right)
    disc, ring = (distance < 7) * 1.0, ((distance < 7) & (distance > 5)) * 1.0
    plain = loop_grid(13.5, 13.5, 6, thickness=2)
    strict = loop_grid(13.5, 13.5, 6, thickness=2, inside=1)
    assert (plain * disc).sum() == pytest.approx((plain * ring).sum(), rel=0.1)
    assert (strict * disc).sum() < 0 < (strict * ring).sum()


@pytest.mark.parametrize("grid", [bar_grid(), loop_grid(), region_grid()])
def test_every_grid_is_a_read_only_weight_grid(grid: np.ndarray) -> None:
    assert grid.shape == (28, 28)
    assert grid.dtype == np.float64
    assert not grid.flags.writeable


def test_other_shapes_of_image_are_served() -> None:
    assert bar_grid(3, 3, 4, thickness=1, shape=(8, 8)).shape == (8, 8)
    assert region_grid(2, 2, 3, 4, shape=(20, 30)).sum() == 12


def refused(case: str) -> str:
    """Return the message with which the grid of ``case`` is refused."""
    calls = {
        "length": lambda: bar_grid(length=0),
        "thickness": lambda: bar_grid(thickness=-1),
        "angle": lambda: bar_grid(angle=float("nan")),
        "surround": lambda: bar_grid(surround=-0.1),
        "covers no pixel": lambda: bar_grid(row=100),
        "no hole": lambda: loop_grid(radius=2, thickness=4),
        "inside": lambda: loop_grid(inside=-1),
        "at least one pixel": lambda: region_grid(height=0),
        "inside the grid": lambda: region_grid(top=27, height=2),
        "shape": lambda: region_grid(shape=(0, 28)),
    }
    with pytest.raises(InputError) as error:
        calls[case]()
    return str(error.value)


@pytest.mark.parametrize(
    "case",
    [
        "length",
        "thickness",
        "angle",
        "surround",
        "covers no pixel",
        "no hole",
        "inside",
        "at least one pixel",
        "inside the grid",
        "shape",
    ],
)
def test_a_bad_argument_is_named_in_one_line(case: str) -> None:
    message = refused(case)
    assert case in message
    assert "\n" not in message
