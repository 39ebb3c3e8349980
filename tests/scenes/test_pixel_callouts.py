"""Which pixels are pulled out of an image, and that they stay what they are."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest

from netcore import default_network, sample_digits
from netreel.check.screen import Box
from scenes.components.grids.pixel_callouts import ThreePixels
from scenes.facts.choosing_pixels import telling_pixels
from scenes.figures import Figures
from scenes.look.encoding import rgb
from scenes.look.stage import Stage
from scenes.look.theme import THEMES

DARK = THEMES["dark"]


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


@pytest.mark.usefixtures("landscape")
class TestThreePixels:
    @pytest.fixture(params=["16:9", "9:16", "1:1"])
    def three(self, request: pytest.FixtureRequest) -> ThreePixels:
        network = default_network()
        trace = network.forward(sample_digits().image(7, 2).ravel())
        self.figures = Figures(trace, DARK, Stage(request.param))
        return ThreePixels(self.figures)

    def test_how_many_pixels_there_are_is_cited(self, three: ThreePixels) -> None:
        assert three.size.text == "28 × 28 = 784 pixels"
        assert [shown.text for shown in self.figures.shown[:3]] == ["28", "28", "784"]

    def test_they_keep_the_brightness_of_their_pixels(self, three: ThreePixels) -> None:
        image = self.figures.image
        for callout in three.callouts:
            neuron = callout.round_off()
            row, column = divmod(callout.index, 28)
            place = three.image.cell_centre(row, column)
            np.testing.assert_allclose(callout.sample.centres[0], place)
            for marks in (callout.sample, callout.enlarged, neuron):
                expected = three.image.fills[callout.index]
                np.testing.assert_allclose(marks.fills[0], expected)
            assert callout.number.text == f"{image.flat[callout.index]:.2f}"
            assert (callout.enlarged.roundness == 0).all()
            assert (neuron.roundness == 1).all()
            assert (neuron.points == callout.enlarged.points).all()

    def test_nothing_lies_over_anything_else(self, three: ThreePixels) -> None:
        things = [*(callout.enlarged for callout in three.callouts), *three.numbers]
        boxes = [Box.around(thing.points) for thing in (*things, three.heading, three.image)]
        for one, other in combinations(boxes, 2):
            assert one.overlap(other) < 0.01
        picture = self.figures.stage.picture
        for box in boxes:
            assert max(abs(box.left), abs(box.right)) <= picture.width / 2 + 0.01

    def test_the_grey_one_follows_a_knob(self, three: ThreePixels) -> None:
        grey = three.grey
        assert 0.3 < grey.number.value < 0.7
        grey.set_level(1.0)
        np.testing.assert_allclose(grey.sample.fills[0, :3], rgb(DARK.activation_on))
        for animation in three.go_back(three.image):
            animation.begin()
            animation.interpolate(1)
        cell = three.image.halves[0]
        for callout in three.callouts:
            np.testing.assert_allclose(callout.sample.halves[0], cell)
