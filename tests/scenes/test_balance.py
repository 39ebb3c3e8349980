"""The box of pixels that moves until its centre of mass is in the middle of the grid."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Animation

from scenes.components.grids.balance import Balance, corner_of
from scenes.components.grids.picture import Picture
from scenes.look.stage import Region
from scenes.look.theme import theme
from tests.scenes.pages import prepared_page

DARK = theme("dark")


def play(animations: tuple[Animation, ...]) -> None:
    for animation in animations:
        animation.begin()
        animation.interpolate(1.0)
        animation.finish()


@pytest.mark.long
@pytest.mark.usefixtures("landscape")
@pytest.mark.parametrize("digit", range(10))
def test_the_box_ends_where_its_pixels_are_and_the_dot_on_its_mass(digit: int) -> None:
    preparation = prepared_page(digit)
    box, image = preparation.step("box"), preparation.image
    balance = Balance(box, image, DARK, Region(1.0, 0.5, 5.6, 5.6))
    picture = Picture.ink(box, DARK).scale(2)
    play(balance.lay(picture))
    play(balance.settle(picture))
    cell, grid = balance.image.cell, balance.image
    assert (picture.width, picture.height) == pytest.approx(
        (box.shape[1] * cell, box.shape[0] * cell)
    )
    inside = np.abs(grid.centres - picture.get_center())[:, :2]
    outside = (inside > np.array([picture.width, picture.height]) / 2).any(axis=1)
    assert (image.ravel()[outside] == 0).all()
    mass = [(places * image).sum() / image.sum() for places in np.indices(image.shape)]
    place = grid.cell_centre(0, 0) + np.array([mass[1], -mass[0], 0]) * cell
    np.testing.assert_allclose(balance.dot.get_center(), place, atol=1e-6)
    assert np.abs(balance.dot.get_center() - grid.cell_centre(14, 14)).max() < cell


def test_a_box_is_found_by_its_values() -> None:
    image = np.zeros((28, 28))
    box = np.random.default_rng(0).random((20, 7))
    image[3:23, 11:18] = box
    assert corner_of(box, image) == (3, 11)
