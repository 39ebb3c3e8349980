"""Which steps of a preparation are shown, and where in the picture they are seen."""

from __future__ import annotations

import numpy as np
import pytest

import netcore
from netcore import prepare, sample_digits
from scenes.facts.preparing import (
    TITLES,
    change_of_width,
    colour_kept,
    crop_in_picture,
    lens_on_strokes,
    steps_seen,
    steps_shown,
    title_of,
    values_of,
)
from scenes.pixels.params import PreparationParams
from tests.scenes.pages import prepared_page


def test_the_crop_is_where_the_ink_is() -> None:
    picture = np.ones((200, 300))
    picture[40:160, 210:230] = 0
    preparation = prepare(picture)
    top, left, height, width = crop_in_picture(preparation)
    assert (top * 200, left * 300) == pytest.approx((40, 210), abs=4)
    assert ((top + height) * 200, (left + width) * 300) == pytest.approx((160, 230), abs=4)
    assert "even" not in steps_shown(preparation)


def test_the_lens_holds_the_digit_and_stays_inside_the_picture() -> None:
    for digit in range(10):
        preparation = prepared_page(digit)
        top, left, height, width = crop_in_picture(preparation)
        lens = lens_on_strokes(preparation)
        assert lens[2] == lens[3] < 1
        assert 0 <= lens[0] <= top
        assert 0 <= lens[1] <= left
        assert lens[0] + lens[2] >= top + height
        assert lens[1] + lens[3] >= left + width
        assert lens[0] + lens[2] <= 1 + 1e-9
        assert lens[1] + lens[3] <= 1 + 1e-9


def test_what_already_is_a_digit_of_mnist_has_few_steps() -> None:
    shown = steps_shown(prepare(sample_digits().image(3, 0)))
    assert {"picture", "crop", "centred"} <= set(shown)
    assert not {"grey", "bright"} & set(shown)
    assert sorted(shown, key=list(TITLES).index) == shown


def test_a_step_that_changes_next_to_nothing_is_left_out() -> None:
    picture = np.ones((200, 300, 3))
    picture[40:160, 100:130] = (0, 0, 0.5)
    preparation = prepare(picture)
    assert not np.array_equal(preparation.step("grey")[..., None], preparation.step("picture"))
    assert "grey" in steps_shown(preparation)
    picture[40:160, 103:130] = 0
    assert "grey" not in steps_shown(prepare(picture))


@pytest.mark.parametrize("digit", range(10))
def test_a_page_needs_its_light_evened_and_its_strokes_widened(digit: int) -> None:
    preparation = prepared_page(digit)
    shown = steps_shown(preparation)
    assert shown[:4] == ["picture", "bright", "even", "digit"]
    assert shown[-3:] == ["crop", "box", "centred"]
    assert change_of_width(preparation) > 0
    assert values_of(preparation, "strokes").shape == values_of(preparation, "digit").shape


def test_thick_strokes_get_finer() -> None:
    picture = np.ones((400, 400))
    picture[50:350, 150:250] = 0
    assert change_of_width(prepare(picture)) < 0


def test_the_one_colour_that_is_kept_is_named() -> None:
    large = np.kron(sample_digits().image(5, 0), np.ones((12, 12)))[..., None] > 0.5
    colours = prepare(np.where(large, (1.0, 0, 0), (0, 130 / 255, 0)))
    assert colour_kept(colours) == "red"
    assert colour_kept(prepare(1 - sample_digits().image(5, 0))) in ("", "red")


def test_nothing_is_flipped_where_ink_stays_dark() -> None:
    lined = PreparationParams(digit=7, sample=2).preparation
    assert "bright" in steps_seen(lined, "brightness")
    assert steps_seen(lined, "brightness") == steps_shown(lined)
    left = [step for step in steps_shown(lined) if step != "bright"]
    assert steps_seen(lined, "darkness") == left
    assert title_of("bright", "brightness") == "flipped"
    assert title_of("bright", "darkness") == "ink counted"
    assert title_of("even", "darkness") == title_of("even", "brightness") == "even light"


def test_the_other_clips_digit_is_the_sample_itself() -> None:
    params = PreparationParams(digit=7, sample=2)
    sample = sample_digits().image(7, 2)
    assert np.array_equal(params.home_image(), sample)
    assert np.array_equal(params.digit_image(), params.preparation.image)
    assert np.corrcoef(params.digit_image().ravel(), sample.ravel())[0, 1] > 0.9
    network = netcore.default_network()
    assert network.forward(params.digit_image()).prediction == 7
