"""The legend draws the encoding itself, and its numbers are the ends of the scale."""

from __future__ import annotations

import numpy as np
import pytest

from netreel.check.contrast import contrast
from scenes.components.grids.grids import PixelGrid, WeightGrid
from scenes.components.grids.legend import Legend
from scenes.look.encoding import activation_rgba, rgb, weight_rgba
from scenes.look.text import number_text
from scenes.look.theme import THEMES, Theme

pytestmark = pytest.mark.usefixtures("landscape")
ALL = pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)


@ALL
@pytest.mark.parametrize("limit", [0.31, 2.5817, 40.0])
def test_weights_run_from_the_negative_limit_to_the_positive(theme: Theme, limit: float) -> None:
    legend = Legend.of_weights(theme, limit)
    values = legend.strip.values.ravel()
    np.testing.assert_array_equal(legend.strip.fills, weight_rgba(theme, values, limit))
    np.testing.assert_array_equal(legend.strip.fills[0], [*rgb(theme.negative), 1.0])
    np.testing.assert_array_equal(legend.strip.fills[-1], [*rgb(theme.positive), 1.0])
    assert (legend.low.value, legend.high.value) == (-limit, limit)
    assert legend.high.text == f"+{limit:.2f}"
    assert legend.low.text == number_text(-limit)


@ALL
def test_zero_is_in_the_middle_and_is_the_background(theme: Theme) -> None:
    strip = Legend.of_weights(theme, 1.7).strip
    middle = len(strip) // 2
    assert strip.values.ravel()[middle] == 0
    assert strip.fills[middle, 3] == 0


@ALL
@pytest.mark.parametrize("limit", [1.0, 3.2])
def test_activations_run_from_off_to_on(theme: Theme, limit: float) -> None:
    legend = Legend.of_activations(theme, limit, decimals=1)
    values = legend.strip.values.ravel()
    np.testing.assert_array_equal(legend.strip.fills, activation_rgba(theme, values, limit))
    assert (legend.low.text, legend.high.text) == ("0.0", f"{limit:.1f}")
    edge, under = legend.strip.rings[0], rgb(theme.background)
    assert contrast(under + (edge[:3] - under) * edge[3], under) > 3, "its off end is seen"


def test_activations_of_both_signs_run_from_negative_over_off_to_on() -> None:
    theme = THEMES["light"]
    legend = Legend.of_activations(theme, 3.2, decimals=1, signed=True)
    fills, values = legend.strip.fills, legend.strip.values.ravel()
    np.testing.assert_array_equal(fills, activation_rgba(theme, values, 3.2))
    np.testing.assert_allclose(fills[0, :3], rgb(theme.negative))
    np.testing.assert_allclose(fills[5, :3], rgb(theme.activation_off))
    assert (legend.low.text, legend.high.text) == ("−3.2", "+3.2")


def test_a_grid_of_the_same_limit_has_the_same_colours() -> None:
    theme = THEMES["dark"]
    signed = Legend.of_weights(theme, 2.0).strip
    grid = WeightGrid(signed.values.reshape(-1, 1), theme, limit=2.0)
    np.testing.assert_array_equal(signed.fills, grid.fills)
    bright = Legend.of_activations(theme, 2.0).strip
    pixels = PixelGrid(bright.values.reshape(-1, 1), theme, limit=2.0)
    np.testing.assert_array_equal(bright.fills, pixels.fills)


def test_numbers_stand_beside_the_strip_without_touching_it() -> None:
    legend = Legend.of_weights(THEMES["light"], 12.5, size=28)
    assert legend.low.get_right()[0] < legend.strip.get_left()[0]
    assert legend.strip.get_right()[0] < legend.high.get_left()[0]
    assert legend.low.get_center()[1] == pytest.approx(legend.strip.get_center()[1])
    assert legend.low.letter_size == pytest.approx(28)
    assert legend.high.letter_size == pytest.approx(28)


@pytest.mark.parametrize("width", [0.5, 1.5, 9.0])
def test_with_its_ends_below_the_strip_is_as_wide_as_it_can_be(width: float) -> None:
    whole = Legend.of_weights(THEMES["dark"], 0.69).strip.width
    legend = Legend.of_weights(THEMES["dark"], 0.69).stack(width)
    assert legend.strip.width == pytest.approx(min(width, whole))
    assert legend.low.get_right()[0] < legend.high.get_left()[0]
    assert max(legend.low.get_top()[1], legend.high.get_top()[1]) < legend.strip.get_bottom()[1]
    middle = (legend.low.get_x() + legend.high.get_x()) / 2
    assert middle == pytest.approx(legend.strip.get_x(), abs=0.02)
