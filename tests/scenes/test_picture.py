from __future__ import annotations

import numpy as np
import pytest

from scenes.components.grids.picture import Picture
from scenes.look.theme import theme


def test_a_picture_is_averaged_down_and_keeps_its_corners() -> None:
    values = np.random.default_rng(0).random((900, 600, 3))
    picture = Picture.photograph(values)
    assert picture.rgba.shape == (320, 213, 4)
    assert picture.rgba[..., :3].mean() == pytest.approx(values.mean(), abs=1e-3)
    ink = Picture.ink(values[:300, :300, 0], theme("dark"))
    assert ink.rgba.shape == (300, 300, 4)
    centre, height = ink.scale_to_fit_height(4).move_to((1.0, 1.0, 0.0)).part(0.5, 0.5, 0.25, 0.25)
    np.testing.assert_allclose(centre, [1.5, 0.5, 0])
    assert height == pytest.approx(1)
