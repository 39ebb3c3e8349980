"""A loop at the top, and the ring of pixels that waits for it: on real and on drawn digits."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

import netcore

Floats = NDArray[np.float64]

DIGITS = netcore.sample_digits()


def drawn(loop_row: float, tail: tuple[int, int]) -> Floats:
    """Draw a loop, and an upright stroke between two rows that touches it."""
    image = np.array(netcore.loop_grid(loop_row, 13.5, 4.0, thickness=2.0))
    image[tail[0] : tail[1], 17:19] = 1.0
    return image


@pytest.mark.parametrize("sample", range(12))
def test_every_nine_has_a_loop_at_the_top(sample: int) -> None:
    loop = netcore.loop_at_the_top(DIGITS.image(9, sample))
    assert loop is not None
    assert loop.kind == "loop"


@pytest.mark.parametrize("label", [0, 1, 3, 4, 6, 7])
def test_these_have_none_at_the_top(label: int) -> None:
    for sample in range(DIGITS.count(label)):
        assert netcore.loop_at_the_top(DIGITS.image(label, sample)) is None


def test_a_loop_is_at_the_top_by_where_it_is_in_the_ink() -> None:
    assert netcore.loop_at_the_top(drawn(9.0, (9, 26))) is not None
    assert netcore.loop_at_the_top(drawn(19.0, (2, 19))) is None


def test_what_has_been_found_can_be_given_instead_of_the_image() -> None:
    image = DIGITS.image(9, 3)
    loop = netcore.loop_at_the_top(netcore.find_parts(image))
    again = netcore.loop_at_the_top(image)
    assert loop is not None
    assert again is not None
    np.testing.assert_array_equal(loop.path, again.path)


def test_a_ring_adds_up_to_one_and_counts_against_nothing() -> None:
    loop = netcore.loop_at_the_top(DIGITS.image(9, 3))
    assert loop is not None
    ring = netcore.ring_about(loop)
    assert ring.shape == (28, 28)
    assert ring.sum() == pytest.approx(1.0)
    assert ring.min() == 0.0
    assert float((ring * np.full((28, 28), 0.25)).sum()) == pytest.approx(0.25)


def test_a_ring_lies_on_the_loop_that_it_is_laid_about() -> None:
    image = drawn(9.0, (9, 26))
    loop = netcore.loop_at_the_top(image)
    assert loop is not None
    lit = [float((netcore.ring_about(loop, down) * image).sum()) for down in (-4, 0, 5)]
    assert lit[1] > 0.8
    assert max(lit[0], lit[2]) < 0.5


def test_a_ring_further_down_is_the_same_ring_there() -> None:
    loop = netcore.loop_at_the_top(DIGITS.image(9, 3))
    assert loop is not None
    here, below = netcore.ring_about(loop), netcore.ring_about(loop, 3.0)
    np.testing.assert_allclose(np.roll(here, 3, axis=0), below, atol=1e-12)
