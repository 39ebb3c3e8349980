"""The preparation of a picture, step by step, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from PIL import Image, ImageDraw

import netcore
from netcore.errors import InputError, NetcoreError
from netcore.preparation import prepare
from netcore.preparation.ink import find_ink
from netcore.preparation.lighting import (
    block_mean,
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
from tests.netcore.drawn_digits import draw_strokes

Floats = NDArray[np.float64]
STEPS = [
    *("picture", "grey", "contrast", "sheet", "bright", "even", "clean", "ink", "digit", "strokes"),
    *("crop", "box"),
]


def written(
    label: int = 3, shape: tuple[int, int] = (240, 320), size: float = 120, pen: float = 12
) -> Floats:
    """Return the ink of a digit, bright on black."""
    return draw_strokes(label, shape, size, pen, np.random.default_rng(label))


def on_paper(ink: Floats, paper: float = 0.9, pen: float = 0.15) -> Floats:
    """Return dark ink on light paper with some grain."""
    grain = np.random.default_rng(0).normal(0, 0.01, ink.shape)
    return np.clip(paper + ink * (pen - paper) + grain, 0, 1)


def recognised(picture: NDArray[np.generic]) -> int:
    return int(netcore.default_network().forward(prepare(picture).image).prediction)


# --- the whole -----------------------------------------------------------------------------------


def test_the_steps_are_named_in_order_and_end_in_28_by_28_pixels() -> None:
    preparation = prepare(on_paper(written()))
    assert [step.name for step in preparation.steps] == [*STEPS, "centred"]
    assert preparation.image is preparation.steps[-1].picture
    assert preparation.image.shape == (28, 28)
    assert preparation.step("picture").shape == (240, 320, 3)
    assert max(preparation.step("box").shape) == 20


def test_every_step_is_read_only_and_from_0_to_1() -> None:
    for name, picture in prepare(on_paper(written())).steps:
        assert picture.dtype == np.float64, name
        assert 0 <= picture.min() <= picture.max() <= 1, name
        assert not picture.flags.writeable, name


def test_the_same_picture_is_prepared_the_same_way() -> None:
    one, other = (prepare(on_paper(written())) for _ in range(2))
    for (name, first), (_, second) in zip(one.steps, other.steps, strict=True):
        assert np.array_equal(first, second), name


def test_an_unknown_step_is_refused() -> None:
    with pytest.raises(InputError, match="no step is named 'bigger': expected one of picture, "):
        prepare(on_paper(written())).step("bigger")


@pytest.mark.parametrize("label", range(10))
def test_a_digit_of_mnist_comes_out_nearly_unchanged(label: int) -> None:
    digits = netcore.sample_digits()
    for sample in range(digits.count(label)):
        image = digits.image(label, sample)
        assert np.abs(prepare(image).image - image).mean() < 0.01, sample


@pytest.mark.parametrize("label", range(10))
def test_the_same_digit_black_on_white_comes_out_the_same(label: int) -> None:
    image = netcore.sample_digits().image(label)
    assert np.abs(prepare(1 - image).image - prepare(image).image).mean() < 0.005


@pytest.mark.parametrize(
    "form",
    [
        lambda grey: np.rint(grey * 255).astype(np.uint8),
        lambda grey: np.rint(grey * 65535).astype(np.uint16),
        lambda grey: grey.astype(np.float32),
        lambda grey: grey[:, :, None],
        lambda grey: np.repeat(grey[:, :, None], 3, axis=2),
        lambda grey: np.dstack([grey, grey, grey, np.ones_like(grey)]),
        lambda grey: grey[:, ::-1][:, ::-1],
        lambda grey: np.asfortranarray(grey),
        lambda grey: grey.tolist(),
    ],
)
def test_a_picture_may_come_in_many_forms(form: Callable[[Floats], NDArray[np.generic]]) -> None:
    grey = on_paper(written())
    assert np.abs(prepare(form(grey)).image - prepare(grey).image).max() < 0.1


def test_truth_values_are_a_picture() -> None:
    assert recognised(written(2) > 0.5) == 2


@pytest.mark.parametrize("side", [8, 12, 20, 28, 45, 80])
def test_small_pictures_are_enlarged(side: int) -> None:
    large = netcore.sample_digits().image(0).repeat(10, 0).repeat(10, 1)
    image = prepare(resample(large, (side, side))).image
    assert netcore.default_network().forward(image).prediction == 0


def test_a_huge_array_is_worked_on_at_about_720_pixels() -> None:
    ink = written(0).repeat(13, 0).repeat(13, 1)
    assert max(prepare(ink > 0.5).step("grey").shape) == 694


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


# --- what stands around the digit ----------------------------------------------------------------


def page_with(
    ink: Floats, shape: tuple[int, int] = (600, 800), at: tuple[int, int] = (0, 0)
) -> Floats:
    """Return dark ink on white, without grain, somewhere on a page."""
    page = np.ones(shape)
    top, left = at
    page[top : top + ink.shape[0], left : left + ink.shape[1]] -= 0.85 * ink
    return page


@pytest.mark.parametrize("paper", range(0, 256, 51))
@pytest.mark.parametrize("pen", range(0, 256, 51))
def test_flat_ink_on_flat_paper_is_read_whatever_the_two_greys(paper: int, pen: int) -> None:
    picture = np.where(written(3) > 0.5, pen, paper).astype(np.uint8)
    if paper == pen:
        assert "blank" in refused(picture)
    else:
        assert recognised(picture) == 3


@pytest.mark.parametrize("at", [(20, 30), (500, 700), (520, 20), (270, 380)])
def test_a_digit_that_is_small_on_its_page_is_read(at: tuple[int, int]) -> None:
    assert recognised(page_with(written(4, (60, 60), 44, 3), at=at)) == 4


@pytest.mark.parametrize("dark", [0.3, 0.4, 0.5])
@pytest.mark.parametrize("left", [0, 250, 350])
def test_a_shadow_with_a_sharp_edge_is_no_stroke(dark: float, left: int) -> None:
    page = page_with(written(8, (300, 300), 180, 14), at=(150, 200))
    page[100:, left : left + 320] *= 1 - dark
    assert recognised(page) == 8


def test_the_line_of_a_margin_is_no_digit() -> None:
    page = page_with(written(7, (300, 300), 150, 7), at=(150, 300))
    rows, columns = np.indices(page.shape)
    page[np.abs(columns - 120 - 0.04 * rows) < 2] = 0.3
    assert recognised(page) == 7


def test_a_1_from_edge_to_edge_is_no_line_of_a_margin() -> None:
    page = np.ones((200, 160))
    page[:, 78:82] = 0.1
    assert recognised(page) == 1


def test_the_holes_of_a_notebook_are_no_digit() -> None:
    page = page_with(written(5, (300, 300), 200, 12), at=(150, 300))
    rows, columns = np.indices(page.shape)
    for row in range(20, 600, 46):
        page[np.hypot(rows - row, columns - 50 - 0.05 * row) < 14] = 0.1
    assert recognised(page) == 5


def test_a_pen_beside_the_digit_is_seen() -> None:
    page = page_with(written(0, (300, 300), 150, 12), at=(150, 80))
    rows, columns = np.indices(page.shape)
    page[(np.abs(columns - 560 - 0.3 * rows) < 12) & (rows > 60) & (rows < 520)] = 0.2
    assert "found 2 digits or large shapes" in refused(page)


def test_a_smaller_digit_far_away_is_seen() -> None:
    page = page_with(written(7, (300, 300), 260, 20), at=(100, 60))
    page -= 1 - page_with(written(4, (140, 140), 100, 14), at=(300, 550))
    assert "found 2 digits or large shapes" in refused(page)


@pytest.mark.parametrize("pen", [6, 24, 40])
def test_a_black_canvas_on_a_white_page_is_the_paper(pen: int) -> None:
    page = np.ones((400, 500))
    page[60:340, 100:380] = written(3, (280, 280), 190, pen)
    assert recognised(page) == 3


@pytest.mark.parametrize(
    ("pen", "paper"),
    [
        ((255, 0, 0), (0, 130, 0)),
        ((220, 40, 40), (60, 90, 230)),
        ((255, 240, 90), (255, 255, 255)),
    ],
)
@pytest.mark.parametrize("grain", [0, 5])
def test_colours_as_bright_as_each_other_are_told_apart(
    pen: tuple[int, ...], paper: tuple[int, ...], grain: int
) -> None:
    ink = written(6)[:, :, None]
    noise = np.random.default_rng(0).normal(0, grain, (*ink.shape[:2], 3))
    picture = np.clip(ink * pen + (1 - ink) * paper + noise, 0, 255).astype(np.uint8)
    assert recognised(picture) == 6


# --- what is refused -----------------------------------------------------------------------------


def refused(picture: object) -> str:
    with pytest.raises(InputError) as error:
        prepare(picture)  # type: ignore[arg-type]  # that is what is tried
    assert "\n" not in str(error.value)
    return str(error.value)


def beside(*labels: int) -> Floats:
    pictures = [written(label, (200, 140), 110, 10) for label in labels]
    return np.concatenate(pictures, axis=1)


def scribble() -> Floats:
    rng = np.random.default_rng(0)
    rows, columns = np.indices((150, 200))
    ink = np.zeros(rows.shape, dtype=bool)
    for _ in range(250):
        turn, place = rng.uniform(0, np.pi), rng.uniform(-120, 120)
        ink |= abs((rows - 75) * np.sin(turn) + (columns - 100) * np.cos(turn) - place) < 3
    return on_paper(ink * 1.0)


ROWS, COLUMNS = np.indices((240, 180)) / 180


@pytest.mark.parametrize(
    "dark",
    [
        pytest.param(COLUMNS < 0.5, id="half"),
        pytest.param(COLUMNS < 0.1, id="strip"),
        pytest.param(COLUMNS > 0.3, id="most"),
        pytest.param(COLUMNS < 0.3 + 0.2 * ROWS, id="slanted"),
        pytest.param((COLUMNS < 0.3) & (ROWS < 0.4), id="corner"),
        pytest.param(np.hypot(COLUMNS, ROWS) < 0.8, id="round"),
        pytest.param((COLUMNS < 0.1) | (COLUMNS > 0.9) | (ROWS < 0.1), id="three sides"),
    ],
)
def test_the_edge_of_a_dark_area_is_no_stroke(dark: NDArray[np.bool_]) -> None:
    assert "the edge of a dark area" in refused(on_paper(dark.astype(np.float64)))


def test_a_blot_in_a_digit_is_no_dark_area() -> None:
    ink = written(6, (240, 320), 150, 20)
    rows, columns = np.indices(ink.shape)
    blot = np.hypot(rows - 150, columns - 160) < 35
    assert prepare(on_paper(np.maximum(ink, blot))).image.max() > 0.9


def test_a_digit_beside_a_dark_area_or_across_a_shadow_s_edge_is_read() -> None:
    page = on_paper(written(4))
    for dark, light in ((0.08, 0.15), (0.55, 0.5)):
        picture = page.copy()
        picture[:, : int(dark * page.shape[1])] *= light
        assert netcore.default_network().forward(prepare(picture).image).prediction == 4


@pytest.mark.parametrize(
    ("picture", "found"),
    [
        pytest.param(np.zeros((30, 30)), "blank", id="black"),
        pytest.param(np.ones((30, 30)), "blank", id="white"),
        pytest.param(on_paper(np.zeros((200, 200))), "blank", id="paper"),
        pytest.param(scribble(), "all ink, but for", id="scribble"),
        pytest.param(on_paper(beside(4, 2)), "found 2 digits", id="two digits"),
        pytest.param(beside(1, 2, 3), "found 3 digits", id="three digits"),
        pytest.param(np.vstack([beside(4), beside(2)]), "found 2 digits", id="above each other"),
        pytest.param(np.pad(np.ones((6, 90)), 40), "15.0 times as wide as tall", id="dash"),
        pytest.param(1 - np.pad(np.ones((60, 60)), 40), "a solid shape", id="square"),
        pytest.param(
            np.indices((300, 300)).sum(axis=0) // 30 % 2 * 1.0,
            "light and dark all over",
            id="stripes",
        ),
        pytest.param(np.pad(np.ones((3, 3)), 90), "but for a speck of 3 pixels", id="speck"),
    ],
)
def test_a_picture_without_one_digit_says_what_was_found(picture: Floats, found: str) -> None:
    assert found in refused(picture)


@pytest.mark.parametrize(
    ("picture", "found"),
    [
        pytest.param([[1, 2], [3]], "no array", id="ragged"),
        pytest.param(np.zeros(784), "got (784,)", id="row"),
        pytest.param(np.zeros((5, 28, 28)), "got (5, 28, 28)", id="batch"),
        pytest.param(np.zeros((0, 28)), "0 x 28 pixels", id="empty"),
        pytest.param(np.zeros((28, 28), dtype=np.int64), "got int64", id="integers"),
        pytest.param(np.zeros((28, 28), dtype=complex), "got complex128", id="complex"),
        pytest.param(np.full((28, 28), "a"), "got <U1", id="text"),
        pytest.param(np.full((28, 28), 200.0), "got 200 to 200", id="not scaled"),
        pytest.param(np.full((28, 28), -0.1), "got -0.1 to -0.1", id="negative"),
        pytest.param(np.full((28, 28), np.nan), "got nan", id="nan"),
        pytest.param(np.full((28, 28), np.inf), "got inf", id="infinite"),
        pytest.param(np.broadcast_to(np.uint8(0), (10**5, 10**5)), "50 million", id="huge"),
    ],
)
def test_what_is_no_picture_is_refused_with_expected_and_got(picture: object, found: str) -> None:
    message = refused(picture)
    assert found in message
    assert "expected" in message


sides = st.integers(1, 200)
shapes = st.one_of(
    st.tuples(sides, sides),
    st.tuples(sides, sides, st.sampled_from([1, 3, 4])),
    st.tuples(st.integers(1, 30), st.integers(1, 30)),
)


def sparse(dtype: type, low: float, high: float) -> st.SearchStrategy[NDArray[np.generic]]:
    elements = (
        st.integers(int(low), int(high))
        if np.issubdtype(dtype, np.integer)
        else st.floats(low, high, width=32)
    )
    return arrays(dtype, shapes, elements=elements, fill=elements)


def prepared_or_refused(picture: NDArray[np.generic]) -> Floats | str:
    """Return the prepared digit, or the message of the only kind of error there may be."""
    try:
        return prepare(picture).image
    except NetcoreError as error:
        return str(error)


@settings(max_examples=60, deadline=None)
@given(st.one_of(sparse(np.uint8, 0, 255), sparse(np.float32, 0, 1), sparse(np.float64, -9, 9)))
def test_any_array_is_prepared_or_refused(picture: NDArray[np.generic]) -> None:
    check(prepared_or_refused(picture))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), sides, sides, st.integers(2, 256))
def test_any_noise_is_prepared_or_refused(seed: int, height: int, width: int, levels: int) -> None:
    noise = np.random.default_rng(seed).integers(0, levels, (height, width)).astype(np.uint8)
    check(prepared_or_refused(noise))


FLAT = st.sampled_from([0, 30, 128, 235, 255])


@settings(max_examples=60, deadline=None)
@given(
    FLAT,
    st.lists(st.tuples(FLAT, st.tuples(*[st.floats(0, 1)] * 4), st.integers(1, 30)), max_size=4),
    st.integers(1, 300),
    st.integers(1, 300),
)
def test_flat_shapes_of_a_drawing_program_are_prepared_or_refused(
    paper: int, strokes: list[tuple[int, tuple[float, ...], int]], height: int, width: int
) -> None:
    drawing = Image.new("L", (width, height), paper)
    for grey, (left, top, right, bottom), pen in strokes:
        ends = (left * width, top * height, right * width, bottom * height)
        ImageDraw.Draw(drawing).line(ends, fill=grey, width=pen)
    check(prepared_or_refused(np.asarray(drawing)))


def check(result: Floats | str) -> None:
    if isinstance(result, str):
        assert "\n" not in result
    else:
        assert result.shape == (28, 28)
        assert 0 <= result.min() <= result.max() <= 1
