"""What EdgeDetection moves: nine numbers that turn as one, a knob, and what is swept over."""

from __future__ import annotations

import numpy as np
import pytest
from manim import DR, UL
from numpy.typing import NDArray

from netcore import default_network, sample_digits, slope_weights
from scenes.components.grids.nine_numbers import NineNumbers
from scenes.components.grids.slope_bench import SlopeBench
from scenes.components.grids.slope_pictures import edge_picture
from scenes.engine.raster import context
from scenes.facts.picture_edges import PictureEdges, share_of, strength_of
from scenes.figures import Figures
from scenes.look.sizes import SMALLEST
from scenes.look.stage import Aspect, Region, Stage
from scenes.look.theme import theme
from scenes.parts.edge_detection import EdgeDetection
from scenes.parts.params import EdgeDetectionParams

SEVEN = sample_digits().image(7, 0)
PIXELS = 20
"""To a scene unit."""
TURNING = [0.1, 0.3, 0.49, 0.51, 0.75, 0.95]


def figures(aspect: Aspect = "16:9") -> Figures:
    return Figures(default_network().forward(SEVEN.ravel()), theme("dark"), Stage(aspect))


def turned_to(progress: float) -> NineNumbers:
    nine = NineNumbers(figures(), "nine", Region(0, 0, 8, 8))
    turning = nine.turn()
    turning.rate_func = lambda alpha: alpha
    turning.begin()
    turning.interpolate(progress)
    return nine


def painted(nine: NineNumbers) -> NDArray[np.uint8]:
    """Draw the squares into a frame of 10 x 10 units."""
    frame = np.zeros((10 * PIXELS, 10 * PIXELS, 4), dtype=np.uint8)
    nine.grid.paint(context(frame), pixels_of, 1 / 8)
    return frame


def pixels_of(points: NDArray[np.float64]) -> NDArray[np.float64]:
    places: NDArray[np.float64] = (points[:, :2] * (1, -1) + 5) * PIXELS
    return places


@pytest.mark.parametrize("progress", TURNING)
def test_the_nine_squares_turn_as_one_block_in_their_box(progress: float) -> None:
    start, nine = turned_to(0.0), turned_to(progress)
    frame, middle = painted(nine), nine.grid.get_center()
    angle = np.pi / 2 * progress
    shrunk = 1 / (np.cos(angle) + np.sin(angle))
    near = 0.4 * start.grid.cell
    for corner in ((-near, -near), (near, -near), (near, near), (-near, near)):
        away = (start.grid.centres - middle)[:, :2] + corner
        x, y = shrunk * away.T
        right, up = np.cos(angle) * x + np.sin(angle) * y, np.cos(angle) * y - np.sin(angle) * x
        across, down = pixels_of(middle + np.stack([right, up, 0 * up], axis=1)).astype(int).T
        colours = frame[down, across] / 255
        np.testing.assert_allclose(colours, start.grid.fills, atol=0.03)
    drawn = np.argwhere(frame[..., 3])
    low, high = pixels_of(np.stack([nine.grid.get_corner(UL), nine.grid.get_corner(DR)]))
    assert (drawn.min(axis=0) >= np.floor(low[::-1])).all()
    assert (drawn.max(axis=0) <= np.ceil(high[::-1])).all()


def test_half_way_it_looks_the_same_from_both_ends() -> None:
    before, after = (painted(turned_to(half)).astype(int) for half in (0.5, 0.5 + 1e-9))
    assert np.abs(before - after).max() <= 60  # of a line between two squares
    assert np.abs(before - after).mean() < 0.5


def test_the_numbers_turn_with_their_squares_and_are_those_of_a_slope_down() -> None:
    nine = turned_to(1.0)
    nine.cite_turned()
    down, _ = slope_weights()
    np.testing.assert_array_equal(nine.grid.values, down)
    for number in nine.numbers:
        away = np.linalg.norm(nine.grid.centres - number.get_center(), axis=1)
        assert number.value == down.flat[away.argmin()]
        assert number.source.of(nine.figures.trace) == number.value
        assert away.min() < 1e-6


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_the_numbers_leave_room_in_their_squares_and_can_be_read(aspect: Aspect) -> None:
    clip = EdgeDetection(EdgeDetectionParams(digit=7, aspect=aspect))
    clip.setup()
    nine = clip.bench.nine
    assert max(number.width for number in nine.numbers) < 0.87 * nine.grid.cell
    assert nine.numbers[0].letter_size >= clip.stage.letters(SMALLEST)


def bench(picture: NDArray[np.float64]) -> SlopeBench:
    large, side = Region(-3, 0, 6, 6), Region(3, 0, 5, 6)
    at = {"alone": large, "photo": large, "side": side}
    return SlopeBench(figures(), PictureEdges(picture, "it"), 0.2, at)


@pytest.mark.parametrize("progress", [0.0, 0.4, 0.9])
def test_what_is_swept_in_are_the_edges_that_the_knob_says(progress: float) -> None:
    built = bench(SEVEN)
    photo, dial, strength = built.photo, built.dial, strength_of(SEVEN)
    sweep = dial.sweep(photo, 1.0)
    sweep.begin()
    sweep.interpolate(progress)
    least = dial.knob.number.value
    assert least == pytest.approx(0.2 * progress)
    assert dial.share.value == pytest.approx(share_of(strength, least))
    assert photo.over is not None
    expected = edge_picture(theme("dark"), strength, least).bitmap
    np.testing.assert_array_equal(photo.over.bitmap, expected)
    sweep.finish()
    at_last = edge_picture(theme("dark"), strength, 0.2).bitmap
    np.testing.assert_array_equal(photo.bitmap, at_last)


@pytest.mark.parametrize("shape", [(60, 90), (90, 50), (40, 40)])
def test_a_digit_swept_over_a_picture_of_any_shape_is_not_stretched(shape: tuple[int, int]) -> None:
    built = bench(np.random.default_rng(3).random(shape))
    for sweep in built.sweep_in(SEVEN):
        sweep.begin()
        sweep.finish()
    for picture in (built.photo, built.kept):
        rows, columns = picture.bitmap.shape[:2]
        assert picture.width / columns == pytest.approx(picture.height / rows, rel=0.02)
        assert min(rows, columns) == 28


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_the_picture_that_is_kept_goes_past_the_nine_numbers(aspect: Aspect) -> None:
    clip = EdgeDetection(EdgeDetectionParams(digit=7, aspect=aspect))
    clip.setup()
    built = clip.bench
    for step in (built.to_the_middle(), keeping := built.keep_the_picture()):
        step.begin()
        step.interpolate(1)
    for progress in np.linspace(0, 1, 31):
        keeping.interpolate(progress)
        away = np.abs(built.kept.get_center() - built.nine.get_center())[:2]
        both = [built.kept.width + built.nine.width, built.kept.height + built.nine.height]
        assert (away > np.array(both) / 2).any()


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_the_new_picture_is_about_as_large_as_the_nine_numbers(aspect: Aspect) -> None:
    clip = EdgeDetection(EdgeDetectionParams(digit=7, aspect=aspect))
    clip.setup()
    assert clip.bench.sliding.squares.height > 0.75 * clip.bench.nine.grid.height
