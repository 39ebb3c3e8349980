"""Stripes by ITU-R BT.1702: made pictures and films, striped and calm."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from netreel.check.stripes import Stripes, striped

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

SIZE = (360, 640)
LIMIT = 0.25
RATE = 30


def waves(
    across: float = 0.0, down: float = 0.0, *, share: float = 1.0, light: int = 255, dark: int = 0
) -> Bytes:
    """Return so many pairs of light and dark stripes, on a part of the picture's width."""
    y, x = np.mgrid[0:1:360j, 0:1:640j]
    picture = np.where((across * x + down * y) % 1 < 0.5, light, dark)
    picture[:, round(share * SIZE[1]) :] = dark
    return np.repeat(picture[..., None], 3, axis=2).astype(np.uint8)


def dots() -> Bytes:
    """Return rows of bright discs, on every second line."""
    y, x = np.mgrid[0 : SIZE[0], 0 : SIZE[1]]
    disc = (x % 20 - 10) ** 2 + (y % 30 - 15) ** 2 < 100
    return np.repeat(disc[..., None] * np.uint8(255), 3, axis=2)


def film(picture: Bytes, seconds: float) -> Stripes:
    stripes = Stripes(RATE)
    for frame in range(2 * RATE):
        stripes.follow(picture if frame < seconds * RATE else np.zeros_like(picture))
    return stripes


@pytest.mark.parametrize(
    "picture",
    [waves(across=8), waves(down=8), waves(across=9, down=9), waves(across=30), dots()],
    ids=["upright", "level", "slanted", "narrow", "of dots"],
)
def test_many_stripes_are_found(picture: Bytes) -> None:
    assert striped(picture) > 0.6
    (spell,) = film(picture, seconds=1.0).spells(LIMIT)
    assert (spell.kind, spell.first) == ("stripes", 0)
    assert spell.last == pytest.approx(RATE, abs=RATE / 4)


@pytest.mark.parametrize(
    "picture",
    [
        waves(across=3),
        waves(across=20, share=0.2),
        waves(across=12, light=90, dark=60),
        np.random.default_rng(3).integers(0, 256, (*SIZE, 3), dtype=np.uint8),
        np.full((*SIZE, 3), 255, dtype=np.uint8),
    ],
    ids=["few", "on little", "faint", "noise", "white"],
)
def test_other_pictures_are_not(picture: Bytes) -> None:
    assert striped(picture) <= LIMIT
    assert film(picture, seconds=2.0).spells(LIMIT) == []


def test_a_glimpse_of_stripes_is_none() -> None:
    assert film(waves(across=12), seconds=0.3).spells(LIMIT) == []


def test_a_minute_takes_a_second_or_two() -> None:
    picture, stripes = waves(across=12)[::2, ::2], Stripes(RATE)
    start = time.process_time()
    for frame in range(60 * RATE):
        stripes.follow(np.roll(picture, frame, axis=1))
    assert time.process_time() - start < 6
