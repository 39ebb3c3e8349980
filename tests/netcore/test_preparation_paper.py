"""A sample drawn on paper needs its preparation, which makes the sample of it again."""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
import pytest

import netcore
from netcore.errors import InputError
from netcore.preparation import Preparation, prepare
from netcore.preparation.placing import box_of, stroke_width
from tests.netcore.pages import Floats


def sample(label: int) -> Floats:
    return netcore.sample_digits().image(label)


def drawn(label: int, seed: int = 0) -> Floats:
    return netcore.drawn_on_paper(sample(label), rng=np.random.default_rng(seed))


@cache
def prepared(label: int, seed: int = 0) -> Preparation:
    return prepare(drawn(label, seed))


def likeness(image: Floats, other: Floats) -> float:
    """Return the correlation of two images, one of which may lie a pixel beside the other."""
    moves = product((-1, 0, 1), repeat=2)
    moved = [np.roll(image, move, axis=(0, 1)) for move in moves]
    return max(float(np.corrcoef(each.ravel(), other.ravel())[0, 1]) for each in moved)


@pytest.mark.long
@pytest.mark.parametrize("label", range(10))
@pytest.mark.parametrize("seed", [0, 1])
def test_the_preparation_makes_the_same_digit_of_it(label: int, seed: int) -> None:
    image = prepared(label, seed).image
    assert likeness(image, sample(label)) > 0.93
    network = netcore.default_network()
    assert network.forward(image).prediction == network.forward(sample(label)).prediction == label


@pytest.mark.long
def test_nine_of_the_ten_come_back_to_their_very_place() -> None:
    # Where the centre of mass lies half-way between two pixels, it may be rounded to the other.
    pairs = [(prepared(label).image, sample(label)) for label in range(10)]
    alike = [np.corrcoef(image.ravel(), other.ravel())[0, 1] for image, other in pairs]
    assert np.count_nonzero(np.array(alike) > 0.94) >= 9


@pytest.mark.long
def test_it_is_a_large_page_of_greys_with_a_small_digit_off_the_middle() -> None:
    for label in range(10):
        page = drawn(label)
        assert page.shape == (500, 700)
        assert 0 <= page.min() < 0.25
        assert 0.85 < page.max() <= 1
        rows, columns = box_of(prepared(label).step("digit") > 0.5)
        assert rows.stop - rows.start < 250
        assert columns.stop < 350


@pytest.mark.parametrize("label", range(10))
def test_its_strokes_are_about_half_as_thick_as_prepared_ones(label: int) -> None:
    preparation = prepared(label)
    before, after = (preparation.step(name) > 0.5 for name in ("digit", "strokes"))
    heights = [max(side.stop - side.start for side in box_of(ink)) for ink in (before, after)]
    thin, usual = stroke_width(before) / heights[0], stroke_width(after) / heights[1]
    assert 0.3 < thin / usual < 0.75


def test_it_needs_its_preparation() -> None:
    steps = prepared(3)
    bright, even, clean = (steps.step(name) for name in ("bright", "even", "clean"))
    shaded = slice(450, None), slice(600, None)
    assert bright[shaded].mean() > bright[:50, :100].mean() + 0.2
    assert even[shaded].mean() < 0.08
    lines = (even > 0.08) & (even < 0.3)
    assert clean[lines].mean() < 0.5 * even[lines].mean()


def test_the_seed_decides_it() -> None:
    assert np.array_equal(drawn(2, seed=4), drawn(2, seed=4))
    assert not np.array_equal(drawn(2, seed=4), drawn(2, seed=5))


@pytest.mark.parametrize(
    ("image", "found"),
    [
        (np.zeros((28, 28)), "expected bright ink, got at most 0"),
        (np.zeros((8, 8)), r"expected shape \(28, 28\), got \(8, 8\)"),
        (np.full((28, 28), 255.0), "divide by 255"),
        (np.full((28, 28), np.nan), "expected finite numbers"),
    ],
)
def test_what_is_no_digit_is_refused(image: Floats, found: str) -> None:
    with pytest.raises(InputError, match=found):
        netcore.drawn_on_paper(image, rng=np.random.default_rng(0))
