"""Going into a picture, and neurons that open: what is seen at the ends and on the way."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.components.grids.grids import WeightGrid
from scenes.components.grids.picture import Picture
from scenes.components.grids.picture_zoom import PictureZoom, seen
from scenes.components.grids.rolled_up import rolled_up
from scenes.look.theme import theme

pytestmark = pytest.mark.usefixtures("landscape")
THEME = theme("dark")


def photograph() -> Picture:
    return Picture.photograph(np.random.default_rng(7).random((40, 60)), THEME)


def test_each_moment_magnifies_as_much_as_the_one_before() -> None:
    picture = photograph()
    target = seen(picture, (10, 20), 8, Picture(np.zeros((1, 1, 4)), THEME, height=4))
    zoom = PictureZoom(picture, target)
    zoom.begin()
    heights = []
    for moment in (0.0, 0.5, 1.0):
        zoom.interpolate_mobject(moment)
        heights.append(picture.window[2])
    assert heights == pytest.approx([1, 0.2**0.5, 0.2])
    assert picture.window == pytest.approx([10 / 40, 20 / 60, 8 / 40, 8 / 60])
    assert picture.points == pytest.approx(target.points)


def test_what_is_looked_at_stays_in_sight_on_the_way() -> None:
    picture = photograph()
    zoom = PictureZoom(picture, seen(picture, (30, 50), 8, picture))
    zoom.begin()
    for moment in np.linspace(0, 1, 9):
        zoom.interpolate_mobject(moment)
        top, left, height, width = picture.window
        assert top <= 30 / 40 + 1e-9
        assert left <= 50 / 60 + 1e-9
        assert top + height >= 38 / 40 - 1e-9
        assert left + width >= 58 / 60 - 1e-9


@pytest.mark.parametrize("shape", [(28, 28), (8, 8), (20, 30)])
def test_a_neuron_is_its_squares_rolled_up(shape: tuple[int, int]) -> None:
    grid = WeightGrid(np.random.default_rng(8).normal(size=shape), THEME, height=2).shift(
        (1.0, 2.0, 0.0)
    )
    rolled = rolled_up(grid, np.array([0.5, 0.5, 0.5, 1.0]))
    away = np.linalg.norm(rolled.centres - grid.get_center(), axis=1)
    assert len(rolled) == grid.values.size
    assert (away + rolled.halves[:, 0]).max() == pytest.approx(1, abs=1e-6)
    assert (rolled.fills == 0.5).sum() == 3 * len(rolled)
