"""The preparation of a picture as a whole, and what may stand around the digit."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

import netcore
from netcore.errors import InputError
from netcore.preparation import prepare
from netcore.preparation.placing import (
    resample,
)
from tests.netcore.pages import Floats, on_paper, recognised, refused, written

STEPS = [
    *("picture", "grey", "contrast", "sheet", "bright", "even", "clean", "ink", "digit", "strokes"),
    *("crop", "box"),
]


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


# --- what stands around the digit ----------------------------------------------------------------


def page_with(
    ink: Floats, shape: tuple[int, int] = (600, 800), at: tuple[int, int] = (0, 0)
) -> Floats:
    """Return dark ink on white, without grain, somewhere on a page."""
    page = np.ones(shape)
    top, left = at
    page[top : top + ink.shape[0], left : left + ink.shape[1]] -= 0.85 * ink
    return page


@pytest.mark.long
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
