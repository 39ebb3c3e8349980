"""An image from near and far: what is seen is what is there, with its numbers."""

from __future__ import annotations

import numpy as np
import pytest

from netcore import Layer, Network, default_network, sample_digits
from netreel.check.contrast import contrast
from netreel.check.screen import Box
from scenes.components.animations import Rearrange
from scenes.components.grids.grids import PixelGrid
from scenes.components.grids.pixel_tour import PixelTour
from scenes.components.grids.pixel_view import Look, PixelView, Zoom, numbers_inside
from scenes.errors import ParameterError
from scenes.facts.choosing_pixels import LIT, edge_counts, edge_walk
from scenes.figures import Figures
from scenes.look.encoding import rgb
from scenes.look.stage import Aspect, Region, Stage
from scenes.look.theme import THEMES, Theme
from scenes.pixels.params import PixelValuesParams

IMAGE = np.random.default_rng(5).random((8, 12)).round(2)
FAR, NEAR = Region(1, 0.5, 6, 4), Region(0, 0, 9, 6)
WHOLE = Look.of((0, 0, 8, 12), FAR)
PART = Look.of((2, 4, 4, 6), NEAR)
SEEN = [row * 12 + column for row in range(2, 6) for column in range(4, 10)]


def figures(image: np.ndarray = IMAGE, aspect: Aspect = "16:9") -> Figures:
    layer = Layer(np.ones((2, image.size)), np.zeros(2), "relu")
    network = Network([layer], image_shape=image.shape)
    return Figures(network.forward(image.ravel()), THEMES["dark"], Stage(aspect))


def view() -> PixelView:
    return PixelView(figures(), SEEN, WHOLE, PART)


def test_from_afar_it_is_the_whole_image_without_numbers() -> None:
    seen = view()
    box = Box.around(seen.pixels.points)
    assert (box.left, box.right) == pytest.approx((-2, 4))
    assert seen.pixels.cell == pytest.approx(0.5)
    assert not any(number.get_fill_opacity() for number in seen.numbers)


def test_from_near_it_is_a_part_of_it_and_each_number_is_in_its_pixel() -> None:
    seen = view().look(PART)
    there = np.flatnonzero(seen.pixels.fills[:, 3])
    assert there.tolist() == SEEN
    assert Box.around(seen.pixels.points[:96]).overlap(Box(-4.5, -3, 4.5, 3)) >= 0
    for index, number in zip(SEEN, seen.numbers, strict=True):
        assert number.value == IMAGE.flat[index]
        middle, half = seen.pixels.centres[index, :2], seen.pixels.halves[index]
        box = Box.around(number.points)
        assert Box(*(middle - half), *(middle + half)).contains(box)
        ink, fill = number.get_fill_color().to_rgb(), seen.pixels.fills[index, :3]
        assert contrast(ink, fill) > 4.5


def test_nothing_leaves_the_frame_on_the_way_and_the_frame_goes_to_its_border() -> None:
    seen = view()
    way = Zoom(seen, PART, 1.0)
    way.begin()
    for progress in np.linspace(0, 1, 9):
        way.interpolate(progress)
        box = Box.around(seen.pixels.points)
        look, (height, width) = seen.now, seen.now.part[2:]
        assert box.right - box.left <= width * look.cell + 1e-9
        assert box.top - box.bottom <= height * look.cell + 1e-9
    assert seen.frame.width == pytest.approx(9)
    assert seen.frame.height == pytest.approx(6)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_the_number_of_a_pixel_that_is_off_is_read(theme: Theme) -> None:
    network = Network([Layer(np.ones((1, 4)), np.zeros(1), "relu")], image_shape=(2, 2))
    read = Figures(network.forward(np.zeros(4)), theme, Stage("16:9"))
    (number, *_) = numbers_inside(read, PixelGrid(np.zeros((2, 2)), theme), range(4))
    assert 4.5 < contrast(number.get_fill_color().to_rgb(), rgb(theme.activation_off)) < 12


def test_each_moment_magnifies_as_much_as_the_one_before() -> None:
    sizes = [WHOLE.towards(PART, progress).part[2] for progress in np.linspace(0, 1, 7)]
    ratios = np.divide(sizes[1:], sizes[:-1])
    np.testing.assert_allclose(ratios, ratios[0])
    assert sizes[-1] == pytest.approx(4)


def test_the_richest_window_is_where_most_values_are_in_between() -> None:
    image = np.zeros((9, 9))
    image[5:8, 2:6] = 0.5
    image[0, 0] = 1.0
    assert edge_walk(image, 3, 0) == [(5, 2)]
    assert edge_counts(image, (3, 3))[5, 2] == 9
    assert edge_walk(image, 3, 0, (8, None)) == [(6, 2)]
    assert edge_walk(image, 3, 0, (0, 8)) == [(0, 6)]


@pytest.mark.parametrize("label", range(10))
def test_a_walk_goes_on_step_by_step_and_stays_at_the_edge(label: int) -> None:
    image = sample_digits().image(label)
    walk = edge_walk(image, 7, 4)
    steps = np.abs(np.diff(walk, axis=0)).max(axis=1)
    assert steps.tolist() == [1, 1, 1, 1]
    assert len(set(walk)) == 5
    for row, column in walk:
        window = image[row : row + 7, column : column + 7]
        assert ((window > LIT) & (window < 1 - LIT)).sum() >= 7


def test_a_walk_ends_where_the_image_does() -> None:
    assert edge_walk(np.ones((4, 4)), 3, 4) == [(0, 0), (0, 1)]
    assert edge_walk(np.ones((3, 3)), 3, 4) == [(0, 0)]


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("shape", [(28, 28), (8, 8), (20, 30), (2, 2), (64, 64)])
def test_a_tour_fits_into_the_picture_of_any_image(aspect: Aspect, shape: tuple[int, int]) -> None:
    image = np.random.default_rng(2).random(shape)
    read = figures(image, aspect)
    tour, picture = PixelTour(read, (None, None)), read.stage.picture
    limits = Region(picture.x, picture.y, picture.width + 1e-6, picture.height + 1e-6)
    for look in (*tour.near, tour.back, tour.aside):
        assert limits.contains(tour.view.look(look).pixels)
    assert limits.contains(tour.window)
    np.testing.assert_array_equal(tour.cut.fills, tour.window.fills)
    for progress in np.linspace(0, 1, 5):
        part = Rearrange(tour.taken.copy(), tour.window)
        part.begin()
        part.interpolate(progress)
        grown, whole = (Box.around(m.points) for m in (part.mobject, tour.view.pixels))
        assert grown.overlap(whole) <= 0, "it hides nothing of the image"
    frames, numbers = tour.read_a_row()
    assert len(frames) == len(numbers) >= 2


def test_the_frame_of_the_tour_is_about_the_window_that_it_ends_with() -> None:
    digit = sample_digits().image(3)
    read = Figures(default_network().forward(digit.ravel()), THEMES["dark"], Stage("16:9"))
    tour = PixelTour(read, (None, None))
    tour.view.look(tour.aside)
    frame, cut = Box.around(tour.view.frame.points), Box.around(tour.cut.points)
    assert frame.contains(cut)
    assert cut.contains(frame)


def test_a_pixel_that_is_not_there_is_refused() -> None:
    with pytest.raises(ParameterError, match="no column 28 in the image: it has columns 0 to 27"):
        PixelValuesParams(column=28).check(np.zeros((28, 28)))
    PixelValuesParams(row=27, column=27).check(np.zeros((28, 28)))
