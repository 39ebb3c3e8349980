"""A digit on paper, as an array."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

import netcore
from netcore.errors import InputError
from netcore.preparation import prepare
from tests.netcore.drawn_digits import draw_strokes

Floats = NDArray[np.float64]


def written(
    label: int = 3, shape: tuple[int, int] = (240, 320), size: float = 120, pen: float = 12
) -> Floats:
    """Return the ink of a digit, bright on black."""
    return _written(label, shape, size, pen).copy()


@cache
def _written(label: int, shape: tuple[int, int], size: float, pen: float) -> Floats:
    return draw_strokes(label, shape, size, pen, np.random.default_rng(label))


def on_paper(ink: Floats, paper: float = 0.9, pen: float = 0.15) -> Floats:
    """Return dark ink on light paper with some grain."""
    grain = np.random.default_rng(0).normal(0, 0.01, ink.shape)
    return np.clip(paper + ink * (pen - paper) + grain, 0, 1)


def recognised(picture: NDArray[np.generic]) -> int:
    """Return the digit that the lesson's network reads in a picture, once it is prepared."""
    return int(netcore.default_network().forward(prepare(picture).image).prediction)


def refused(picture: object) -> str:
    """Return the one line with which a picture is refused."""
    with pytest.raises(InputError) as error:
        prepare(picture)  # type: ignore[arg-type]  # that is what is tried
    assert "\n" not in str(error.value)
    return str(error.value)
