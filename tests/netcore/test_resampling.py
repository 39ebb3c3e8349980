"""Resampling against whole-number arithmetic: repeat every pixel, then average blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcore import InputError, resampled

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

sides = st.integers(1, 9)


@given(rows=sides, columns=sides, new_rows=sides, new_columns=sides, seed=st.integers(0, 99))
def test_every_pixel_is_the_mean_of_what_it_covers(
    rows: int, columns: int, new_rows: int, new_columns: int, seed: int
) -> None:
    image = np.random.default_rng(seed).random((rows, columns))
    fine = image.repeat(new_rows, axis=0).repeat(new_columns, axis=1)
    means = fine.reshape(new_rows, rows, new_columns, columns).mean(axis=(1, 3))
    result = resampled(image, (new_rows, new_columns))
    np.testing.assert_allclose(result, means, atol=1e-12)
    assert result.mean() == pytest.approx(image.mean())
    assert image.min() - 1e-12 <= result.min() <= result.max() <= image.max() + 1e-12


def test_the_same_shape_changes_nothing_and_shares_nothing() -> None:
    image = np.random.default_rng(1).random((28, 28))
    result = resampled(image, (28, 28))
    assert (result == image).all()
    assert not np.shares_memory(result, image)


@pytest.mark.parametrize(
    ("image", "shape", "message"),
    [
        (np.zeros(4), (2, 2), "rows, columns"),
        (np.zeros((2, 2, 3)), (2, 2), "rows, columns"),
        ([[np.nan]], (1, 1), "image"),
        (np.zeros((2, 2)), (0, 3), "at least 1"),
        (np.zeros((2, 2)), (3,), "at least 1"),
    ],
)
def test_what_is_no_image_is_refused(
    image: ArrayLike, shape: tuple[int, int], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        resampled(image, shape)
