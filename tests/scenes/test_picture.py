"""Pictures of any size: shrunk, in part, and wiped over each other."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from scenes.components.grids.picture import Picture, Wipe
from scenes.engine.pictures import draw_picture
from scenes.engine.raster import context
from scenes.look.encoding import rgb
from scenes.look.theme import theme

DARK = theme("dark")
PLACE = (10.0, 10.0, 80.0, 40.0)


def painted(picture: Picture) -> NDArray[np.uint8]:
    """Draw a picture 4 units high into a frame of 10 pixels a unit, RGBA."""
    frame = np.zeros((80, 160, 4), dtype=np.uint8)

    def to_pixels(points: NDArray[np.float64]) -> NDArray[np.float64]:
        places: NDArray[np.float64] = points[:, :2] * (10, -10) + (80, 40)
        return places

    picture.paint(context(frame), to_pixels, 1 / 6)
    return frame


def grey(level: float) -> Picture:
    return Picture.photograph(np.full((20, 40), level), DARK).scale_to_fit_height(4)


def test_a_picture_is_averaged_down_and_keeps_its_bytes() -> None:
    values = np.random.default_rng(0).random((1800, 1200, 3))
    picture = Picture.photograph(values, DARK)
    assert picture.bitmap.shape == (720, 480, 4)
    assert picture.bitmap[..., :3].mean() / 255 == pytest.approx(values.mean(), abs=2e-3)
    ink = Picture.ink([[0.0, 1.0]], DARK)
    np.testing.assert_allclose(ink.bitmap[0, 0, :3] / 255, rgb(DARK.activation_off), atol=1e-9)
    np.testing.assert_allclose(ink.bitmap[0, 1, :3] / 255, rgb(DARK.activation_on), atol=1e-9)


def test_a_part_stays_where_it_is() -> None:
    picture = grey(0.5).move_to((1.0, 1.0, 0.0))
    part = picture.closed_on((0.5, 0.25, 0.25, 0.5))
    np.testing.assert_allclose(part.get_center(), [1.0, 0.5, 0], atol=1e-9)
    assert (part.width, part.height) == pytest.approx((4, 1))
    smaller = part.closed_on((0.5, 0.5, 0.25, 0.25))
    np.testing.assert_allclose(smaller.get_center(), [2.0, 0.5, 0], atol=1e-9)
    assert (picture.width, picture.height) == pytest.approx((8, 4))


def test_a_part_is_magnified_in_the_same_frame() -> None:
    values = np.zeros((20, 40))
    values[5:10, 10:20] = 1
    closer = Picture.photograph(values, DARK).scale_to_fit_height(4)
    closer = closer.looking_at((0.25, 0.25, 0.25, 0.25))
    assert (closer.width, closer.height) == pytest.approx((8, 4))
    assert (painted(closer)[25:55, 45:115, :3] == 255).all()


def test_a_wipe_shows_both_states() -> None:
    picture, other = grey(0.0), grey(1.0)
    wipe = Wipe(picture, other)
    wipe.begin()
    wipe.interpolate(0.5)
    frame = painted(picture)
    assert (frame[30:50, 45:75, :3] == 255).all()
    assert (frame[30:50, 85:115, :3] == 0).all()
    np.testing.assert_allclose(frame[40, 79, :3] / 255, rgb(DARK.highlight), atol=0.3)
    wipe.interpolate(1.0)
    wipe.finish()
    assert picture.over is None
    assert (painted(picture)[30:50, 45:115, :3] == 255).all()


def test_what_is_kept_of_a_drawing_is_told_by_its_state() -> None:
    picture, same, other = grey(0.2), grey(0.2), grey(0.4)
    assert picture.state() == same.state() != other.state()
    picture.over = other
    assert picture.state() != same.state()
    assert picture.take(other).state() == other.state()


def test_only_what_is_uncovered_is_drawn() -> None:
    frame = np.zeros((60, 100, 4), dtype=np.uint8)
    white = np.full((2, 2, 4), 255, dtype=np.uint8)
    draw_picture(context(frame), white, PLACE, np.array([0, 0, 1, 1.0]), 1.0, 1.0, 0.25)
    assert (frame[10:50, 10:30] == 255).all()
    assert frame[:, 30:].max() == 0
    draw_picture(context(frame), white, (0, 0, 0, 5), np.array([0, 0, 1, 1.0]), 1.0)
    assert frame[:10].max() == 0
