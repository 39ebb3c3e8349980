"""Which pixels are pulled out of an image, and that they stay what they are."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from netcore import sample_digits
from scenes.components.grids.grids import PixelGrid
from scenes.components.grids.pixel_callouts import PixelCallout
from scenes.components.network.column import ring_rgba
from scenes.facts.choosing import telling_pixels
from scenes.look.stage import Region
from scenes.look.theme import THEMES

DARK = THEMES["dark"]
REGION = Region(4, 0, 3, 2)


@pytest.mark.parametrize("across", [False, True], ids=["beside", "below"])
@pytest.mark.parametrize("label", range(10))
def test_a_bright_a_grey_and_a_dark_pixel_are_found(label: int, across: bool) -> None:
    digits = sample_digits()
    for sample in range(digits.count(label)):
        image = digits.image(label, sample)
        dark, grey, bright = sorted(image.flat[telling_pixels(image, across=across)])
        assert dark < 0.1
        assert 0.3 < grey < 0.7
        assert bright > 0.85


@pytest.mark.parametrize("across", [False, True], ids=["beside", "below"])
def test_they_are_sorted_along_the_side_on_which_they_are_shown(across: bool) -> None:
    image = sample_digits().image(8, 0)
    places = [divmod(index, 28)[int(across)] for index in telling_pixels(image, across=across)]
    assert all(first < second for first, second in pairwise(places))


@pytest.mark.parametrize("image", [np.zeros((8, 8)), np.ones((3, 3)), np.eye(5)])
def test_any_image_has_three(image: np.ndarray) -> None:
    assert len(set(telling_pixels(image))) == 3


def test_a_callout_keeps_the_brightness_of_its_pixel() -> None:
    grid = PixelGrid(np.linspace(0, 1, 12).reshape(3, 4), DARK, height=3)
    callout = PixelCallout(grid, 6, REGION, across=False)
    neuron = callout.round_off(ring_rgba(DARK))
    np.testing.assert_allclose(callout.sample.centres[0], grid.cell_centre(1, 2))
    for marks in (callout.sample, callout.enlarged, neuron):
        np.testing.assert_allclose(marks.fills[0], grid.fills[6])
    assert (callout.enlarged.roundness == 0).all()
    assert (neuron.roundness == 1).all()
    assert (neuron.points == callout.enlarged.points).all()


@pytest.mark.parametrize("across", [False, True], ids=["beside", "below"])
def test_a_large_copy_is_within_its_region(across: bool) -> None:
    grid = PixelGrid(np.eye(4), DARK, height=2)
    large = PixelCallout(grid, 0, REGION, across=across).enlarged
    reach = np.abs(large.points - REGION.centre).max(axis=0)
    assert reach[0] <= REGION.width / 2
    assert reach[1] <= REGION.height / 2
