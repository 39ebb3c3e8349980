"""A strip is its grid's own squares; the cursor in two grids names the weight that it is on."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from netcore import default_network, sample_digits
from scenes.components.grids.grids import PixelGrid
from scenes.components.grids.strip import Strip
from scenes.components.grids.twin_cursor import TwinCursor
from scenes.components.grids.weight_picture import WeightPicture
from scenes.figures import Figures
from scenes.look.stage import Region
from scenes.look.theme import theme

pytestmark = pytest.mark.usefixtures("landscape")
NEURON = 7
RIGHT_HALF, TALL = Region(3, 0.5, 5, 6), Region(-1, 0, 0.5, 7)


def figures() -> Figures:
    inputs = sample_digits().image(3, 1).ravel()
    return Figures(default_network().forward(inputs), theme("dark"))


def weights() -> WeightPicture:
    return WeightPicture(figures(), NEURON, RIGHT_HALF)


def at_the_end(animation: Any) -> None:
    animation.begin()
    animation.interpolate(1.0)


def test_a_strip_fills_its_region_from_the_top() -> None:
    strip = Strip(weights().grid, TALL, TALL).squares
    assert strip.height == pytest.approx(7)
    assert strip.width == pytest.approx(0.5)
    assert (np.diff(strip.centres[:, 1]) < 0).all()
    np.testing.assert_allclose(np.diff(strip.centres[:, 1]), -7 / 784)


def test_a_piece_of_it_is_beside_its_row_when_it_is_cut() -> None:
    picture = weights()
    strip = Strip(picture.grid, TALL, Region(0, 0, 0.5, 1))
    at_the_end(strip.cut())
    heights = strip.squares.centres[:, 1].reshape(28, 28)
    rows = picture.grid.centres[:, 1].reshape(28, 28)
    np.testing.assert_allclose(heights.mean(axis=1), rows[:, 0])
    assert np.ptp(heights, axis=1).max() < picture.grid.cell * 0.75
    np.testing.assert_allclose(strip.squares.centres[:, 0], 0)


def test_the_same_squares_become_the_grid() -> None:
    picture = weights()
    strip = Strip(picture.grid, TALL, TALL)
    np.testing.assert_allclose(strip.squares.fills, picture.grid.fills)
    at_the_end(strip.fold(1.0))
    np.testing.assert_allclose(strip.squares.points, picture.grid.points)
    np.testing.assert_allclose(strip.squares.rings, picture.grid.rings)


def test_it_is_folded_from_the_first_row_on() -> None:
    picture = weights()
    strip = Strip(picture.grid, TALL, TALL)
    start = strip.squares.points.copy()
    animation: Any = strip.fold(1.0)
    animation.begin()
    animation.interpolate(0.5)
    squares, half = strip.squares, 28 * 28
    np.testing.assert_allclose(squares.points[:28], picture.grid.points[:28])
    np.testing.assert_allclose(squares.points[half - 28 : half], start[half - 28 : half])


def test_the_rings_of_neurons_are_gone_before_they_are_a_strip() -> None:
    """Else 784 of them would be one grey bar, as if all pixels were lit."""
    grid = PixelGrid(sample_digits().image(3, 1), theme("dark"), height=4)
    strip, neurons = Strip(grid, TALL, TALL), grid.copy().set_rings(np.ones(4))
    taking: Any = strip.take(neurons, 1.0)
    taking.begin()
    sides = neurons.halves[:, 1].copy()
    taking.interpolate(0.3)
    assert (neurons.rings[:, 3] == 0).all()
    assert (neurons.halves[:, 1] > sides * 0.7).all()
    at_the_end(taking)
    np.testing.assert_allclose(neurons.points, strip.squares.points)
    np.testing.assert_allclose(neurons.fills, strip.squares.fills)


def test_the_cursor_names_the_weight_that_it_is_on() -> None:
    known, picture = figures(), weights()
    digit = PixelGrid(sample_digits().image(3, 1), theme("dark"), height=4)
    cursor = TwinCursor(known, NEURON, digit, picture.grid, Region(0, 0, 2, 6), 300)
    row = default_network().layer(1).weights[NEURON]
    for index in (300, 41, 783):
        if index != 300:
            at_the_end(cursor.visit([index], 1.0))
        cursor.cite()
        assert cursor.number.value == row[index]
        assert known.shown[-1].value == row[index]
        expected = [grid.centres[index] for grid in (digit, picture.grid)]
        places = [frame.get_center() for frame in cursor.frames]
        np.testing.assert_allclose(places, expected, atol=1e-9)
