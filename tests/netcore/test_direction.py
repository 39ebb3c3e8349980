"""How alike a grid is to an edge: known for edges, rings and noise."""

from __future__ import annotations

import numpy as np
import pytest

from netcore import (
    InputError,
    default_network,
    direction_of,
    loop_grid,
    slope_weights,
    slopes,
    stroke_image,
)


@pytest.mark.parametrize("angle", [0, 30, 45, 90, 120])
def test_a_long_stroke_runs_in_its_direction(angle: float) -> None:
    share, found = direction_of(stroke_image(13.5, 13.5, 22, 3, angle=angle))
    assert share > 0.8
    assert abs((found - angle + 90) % 180 - 90) < 4


def test_a_straight_edge_runs_in_one_direction_alone() -> None:
    grid = np.zeros((9, 9))
    grid[:, 4:] = 2.5
    assert direction_of(grid) == pytest.approx((1, 90))
    assert direction_of(grid.T).share == pytest.approx(1)
    assert direction_of(-grid) == pytest.approx((1, 90))


def test_a_ring_and_noise_run_in_none() -> None:
    assert direction_of(loop_grid(13.5, 13.5, 8, thickness=2)).share < 0.53
    assert direction_of(np.random.default_rng(1).normal(size=(200, 200))).share < 0.52


def test_size_does_not_matter() -> None:
    grid = np.random.default_rng(2).normal(size=(28, 28))
    small, large = direction_of(grid * 1e-150), direction_of(grid * 1e150)
    assert small == pytest.approx(large)
    assert 0.5 <= small.share <= 1


def test_turned_over_a_neuron_of_the_lesson_runs_in_the_turned_direction() -> None:
    for grid in default_network().layer(1).weights.reshape(-1, 28, 28):
        share, angle = direction_of(grid)
        assert 0.5 <= share <= 1
        assert direction_of(grid[::-1]) == pytest.approx((share, -angle % 180))
        assert direction_of(grid.T).share == pytest.approx(share)


def test_slopes_of_a_ramp_are_its_steps() -> None:
    down, right = np.mgrid[:5, :6].astype(float)
    slope = slopes(2 * down - 3 * right)
    np.testing.assert_allclose(slope[0][1:-1, 1:-1], 2)
    np.testing.assert_allclose(slope[1][1:-1, 1:-1], -3)


@pytest.mark.parametrize(
    ("grid", "said"), [(np.ones((4, 4)), "same everywhere"), (np.ones(4), "rows and columns")]
)
def test_without_slopes_there_is_no_direction(grid: np.ndarray, said: str) -> None:
    with pytest.raises(InputError, match=said):
        direction_of(grid)


def test_a_slope_is_the_sum_of_nine_cells_by_their_weights() -> None:
    grid = np.random.default_rng(3).normal(size=(7, 9))
    for weights, slope in zip(slope_weights(), slopes(grid), strict=True):
        assert weights.shape == (3, 3)
        for row, column in [(1, 1), (3, 4), (5, 7)]:
            nine = grid[row - 1 : row + 2, column - 1 : column + 2]
            assert (weights * nine).sum() == pytest.approx(slope[row, column])
