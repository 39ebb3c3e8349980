"""The steps of the preparation, one by one."""

from __future__ import annotations

import numpy as np
import pytest

import netcore
from netcore.errors import InputError
from netcore.preparation import prepare
from netcore.preparation.coarse import block_mean
from netcore.preparation.ink import find_ink
from netcore.preparation.lighting import (
    even_lighting,
    ink_is_bright,
    put_on_background,
    to_grey,
)
from netcore.preparation.pieces import keep_digit
from netcore.preparation.placing import (
    centre_mass,
    crop,
    even_strokes,
    fit_box,
    resample,
    stroke_width,
)
from netcore.preparation.ruling import remove_ruling
from netcore.preparation.sheet import without_table
from tests.netcore.pages import Floats, on_paper, recognised, written

# --- light and background ------------------------------------------------------------------------


@pytest.mark.parametrize(("ink", "behind"), [(0.1, 1.0), (0.9, 0.0)])
def test_what_is_transparent_becomes_the_opposite_of_the_ink(ink: float, behind: float) -> None:
    opacity = written(3)
    picture = np.dstack([np.full((*opacity.shape, 3), ink), opacity])
    opaque = put_on_background(picture)
    assert np.all(opaque[opacity == 0] == behind)
    assert np.allclose(opaque[opacity == 1], ink)
    assert recognised(picture) == 3


def test_a_card_with_transparent_corners_keeps_its_own_paper() -> None:
    paper = on_paper(written(3))
    opacity = np.ones_like(paper)
    opacity[:20, :20] = opacity[-20:, -20:] = 0
    picture = np.dstack([paper, paper, paper, opacity])
    assert put_on_background(picture)[0, 0] == pytest.approx(0.9, abs=0.03)
    assert recognised(picture) == 3


def test_a_wholly_transparent_picture_is_blank() -> None:
    with pytest.raises(InputError, match="the picture is blank"):
        prepare(np.zeros((50, 50, 4)))


def test_grey_is_the_luma_of_the_colours() -> None:
    colours = np.array([[[1.0, 0, 0], [0, 1.0, 0], [0, 0, 1.0], [1.0, 1.0, 1.0]]])
    assert np.allclose(to_grey(colours), [[0.299, 0.587, 0.114, 1.0]])


@pytest.mark.parametrize("paper", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("slope", [0.0, 0.6])
def test_the_border_tells_the_background(paper: float, slope: float) -> None:
    light = 1 - slope * np.linspace(0, 1, 320)
    dark = (paper * (1 - 0.8 * written())) * light
    assert not ink_is_bright(dark)
    bright = (0.1 + 0.8 * written()) * light
    assert ink_is_bright(bright)


def test_a_shadow_is_taken_out() -> None:
    ink = written(pen=8)
    light = 1 - 0.5 / (1 + np.exp(-(np.arange(320) - 160) / 6))
    strength = even_lighting(on_paper(ink) * light, bright_ink=False)
    paper = strength[ink == 0]
    assert np.abs(paper).mean() < 0.03
    assert strength[ink == 1].mean() == pytest.approx(1 - 0.15 / 0.9, abs=0.1)


def test_an_even_light_is_left_alone() -> None:
    image = netcore.sample_digits().image(4)
    assert np.allclose(even_lighting(image, bright_ink=True), image, atol=1e-6)


def test_a_table_around_the_sheet_is_covered() -> None:
    photo = np.full((400, 500), 0.2)
    photo[80:320, 100:420] = on_paper(written())
    covered = without_table(photo)
    assert covered[:40].min() > 0.8
    assert covered[:, :60].min() > 0.8
    assert recognised(photo) == recognised(on_paper(written())) == 3


@pytest.mark.parametrize("label", range(10))
def test_a_white_digit_is_not_taken_for_a_sheet(label: int) -> None:
    ink = written(label, (200, 200), 150, 40)
    assert without_table(ink) is ink


# --- lines and ink -------------------------------------------------------------------------------


def ruled(shape: tuple[int, int], turn: float, squares: bool, strength: float) -> Floats:
    """Return lines every 30 pixels, turned by ``turn`` degrees."""
    rows, columns = np.indices(shape)
    slope = np.tan(np.radians(turn))
    lines = np.rint(rows - slope * columns) % 30 < 2
    if squares:
        lines |= np.rint(columns + slope * rows) % 30 < 2
    return np.asarray(lines * strength, dtype=np.float64)


@pytest.mark.parametrize("squares", [False, True])
@pytest.mark.parametrize("turn", [0, 1.3, -7])
def test_printed_lines_are_taken_out_and_the_ink_stays(turn: float, squares: bool) -> None:
    ink = written(5, pen=14)
    lines = ruled(ink.shape, turn, squares, 0.3)
    clean = remove_ruling(np.maximum(0.9 * ink, lines), noise=0.01)
    between = (lines > 0) & (ink == 0)
    assert clean[between].mean() < 0.3 * lines[between].mean()
    assert clean[ink == 1].min() > 0.25


def test_lines_as_dark_as_the_ink_are_taken_out() -> None:
    ink = written(7)
    assert recognised(on_paper(np.maximum(ink, ruled(ink.shape, 2, False, 0.9)))) == 7


def test_a_long_stroke_is_no_line() -> None:
    ink = np.zeros((200, 200))
    ink[20:180, 95:105] = 1.0
    assert np.array_equal(remove_ruling(ink, noise=0.0), ink)


def test_ink_is_told_from_grain() -> None:
    ink = written()
    noisy = 0.6 * ink + np.random.default_rng(1).normal(0, 0.03, ink.shape)
    found, level = find_ink(noisy)
    assert np.mean(found == (ink > 0.4)) > 0.995
    assert level == pytest.approx(0.6, abs=0.05)


def test_specks_and_what_comes_in_from_outside_are_left_out() -> None:
    ink = written(3) > 0.5
    spotted = ink.copy()
    spotted[5:8, 300:303] = True
    spotted[:, :12] = True
    assert np.array_equal(keep_digit(spotted), ink)


def test_a_frame_drawn_around_the_digit_is_left_out() -> None:
    ink = written(3) > 0.5
    framed = ink.copy()
    framed[4:236, 4:316] = True
    framed[8:232, 8:312] = ink[8:232, 8:312]
    assert np.array_equal(keep_digit(framed), ink)


def test_strokes_that_nearly_touch_are_one_digit() -> None:
    five = written(5) > 0.5
    rows = np.flatnonzero(five.any(axis=1))
    cut = rows[0] + 30
    five[cut : cut + 8] = False
    assert np.array_equal(keep_digit(five), five)


# --- strokes, box, centre ------------------------------------------------------------------------


@pytest.mark.parametrize("width", [3, 6, 11])
def test_the_width_of_a_stroke_is_measured(width: int) -> None:
    ink = np.zeros((200, 60), dtype=bool)
    ink[10:190, 20 : 20 + width] = True
    assert stroke_width(ink) == pytest.approx(width, rel=0.25)


@pytest.mark.parametrize(("pen", "least", "most"), [(2, 2.0, 3.2), (12, 1.5, 3.2), (45, 3.5, 5.2)])
def test_strokes_come_to_a_width_that_mnist_has(pen: float, least: float, most: float) -> None:
    ink = written(0, (240, 240), 160, pen)
    even = crop(even_strokes(ink))
    assert least < stroke_width(even > 0.5) / max(even.shape) * 20 < most


def test_strokes_that_fit_are_left_alone() -> None:
    ink = written(0, (240, 240), 160, 24)
    assert even_strokes(ink) is ink


def test_strokes_may_grow_over_the_edge() -> None:
    ink = crop(written(0, (240, 240), 160, 2))
    grown = even_strokes(ink)
    assert grown.shape[0] > ink.shape[0]
    assert not grown[0].any()


def test_crop_leaves_no_empty_row_or_column() -> None:
    picture = np.zeros((9, 9))
    picture[2:5, 3:8] = np.eye(3, 5) + 0.1
    assert np.array_equal(crop(picture), picture[2:5, 3:8])


@pytest.mark.parametrize(
    ("shape", "fitted"), [((100, 50), (20, 10)), ((30, 60), (10, 20)), ((5, 4), (20, 16))]
)
def test_the_longest_side_comes_to_20_pixels(
    shape: tuple[int, int], fitted: tuple[int, int]
) -> None:
    assert fit_box(np.ones(shape)).shape == fitted


def test_a_digit_of_mnist_s_size_is_not_resampled() -> None:
    digit = np.random.default_rng(0).random((20, 14))
    assert fit_box(digit) is digit


def test_shrinking_averages_areas() -> None:
    values = np.random.default_rng(0).random((12, 18))
    expected = values.reshape(4, 3, 6, 3).mean(axis=(1, 3))
    assert np.allclose(resample(values, (4, 6)), expected)
    assert resample(values, (5, 7)).mean() == pytest.approx(values.mean(), abs=1e-12)


def test_growing_interpolates_and_keeps_constants() -> None:
    assert np.allclose(resample(np.full((3, 5), 0.4), (20, 11)), 0.4)
    assert np.allclose(resample(np.array([[0.0, 1.0]]), (1, 4)), [[0, 0.25, 0.75, 1]])


def test_block_means_repeat_the_edge() -> None:
    assert np.allclose(block_mean(np.array([[1.0, 2, 3]]), 2), [[1.5, 3]])


def test_the_centre_of_mass_comes_to_the_middle() -> None:
    digit = np.zeros((20, 10))
    digit[:, 0] = 1.0
    digit[0] = 1.0
    image = centre_mass(digit)
    rows, columns = np.indices(image.shape)
    assert (rows * image).sum() / image.sum() == pytest.approx(14, abs=0.5)
    assert (columns * image).sum() / image.sum() == pytest.approx(14, abs=0.5)
    assert image.sum() == digit.sum()


def test_the_digit_never_leaves_the_picture() -> None:
    digit = np.zeros((20, 20))
    digit[:, :2] = 1.0
    digit[0] = 0.01
    assert centre_mass(digit).sum() == digit.sum()
