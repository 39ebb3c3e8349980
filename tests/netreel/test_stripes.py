"""Stripes by ITU-R BT.1702: made pictures and films, striped and calm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from netreel.check.stripes import Stripes, share_of_stripes

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


def tiles(wide: int, gap: int) -> Bytes:
    """Return bright squares, as wide and as far apart as that."""
    y, x = np.mgrid[0 : SIZE[0], 0 : SIZE[1]] % (wide + gap)
    return np.repeat(((x < wide) & (y < wide))[..., None] * np.uint8(255), 3, axis=2)


def board(wide: int) -> Bytes:
    """Return a board of light and dark squares."""
    y, x = np.mgrid[0 : SIZE[0], 0 : SIZE[1]] // wide
    return np.repeat(((x + y) % 2)[..., None].astype(np.uint8) * np.uint8(255), 3, axis=2)


def film(picture: Bytes, seconds: float) -> Stripes:
    stripes = Stripes(RATE)
    for frame in range(2 * RATE):
        stripes.follow(picture if frame < seconds * RATE else np.zeros_like(picture))
    return stripes


@pytest.mark.parametrize(
    "picture",
    [waves(across=8), waves(down=8), waves(across=9, down=9), waves(across=30)],
    ids=["upright", "level", "slanted", "narrow"],
)
def test_many_stripes_are_found(picture: Bytes) -> None:
    assert share_of_stripes(picture) > 0.6
    (spell,) = film(picture, seconds=1.0).spells(LIMIT)
    assert (spell.kind, spell.first) == ("stripes", 0)
    assert spell.last == pytest.approx(RATE, abs=RATE / 3 + 1)


@pytest.mark.parametrize(
    "picture",
    [
        waves(across=3),
        waves(across=20, share=0.2),
        tiles(12, 3),
        tiles(20, 20),
        board(16),
        waves(across=12, light=90, dark=60),
        np.random.default_rng(3).integers(0, 256, (*SIZE, 3), dtype=np.uint8),
        np.full((*SIZE, 3), 255, dtype=np.uint8),
        np.eye(3, 5, dtype=np.uint8)[..., None].repeat(3, axis=2) * np.uint8(255),
    ],
    ids=["few", "on little", "pixels", "squares", "a board", "faint", "noise", "white", "tiny"],
)
def test_other_pictures_are_not(picture: Bytes) -> None:
    assert share_of_stripes(picture) <= LIMIT
    assert film(picture, seconds=2.0).spells(LIMIT) == []


def test_a_glimpse_of_stripes_is_none() -> None:
    assert film(waves(across=12), seconds=0.3).spells(LIMIT) == []


@pytest.mark.parametrize("times", [2, 3])
def test_a_larger_film_has_the_same_stripes(times: int) -> None:
    picture = waves(down=8, share=0.5)
    large = picture.repeat(times, axis=0).repeat(times, axis=1)
    (small,), (same,) = (film(one, seconds=1.0).spells(LIMIT) for one in (picture, large))
    assert same.share == pytest.approx(small.share, abs=1e-3)
