from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netreel.check.contrast import contrast
from scenes.look.encoding import (
    activation_limit,
    activation_rgba,
    connection_limit,
    connection_rgba,
    connection_width,
    ink_upon,
    mixed,
    needs_scale,
    rgb,
    symmetric_limit,
    texture,
    weight_rgba,
)
from scenes.look.theme import THEMES, Theme, ThemeName, theme

DARK = THEMES["dark"]


def test_an_activation_is_as_bright_as_its_value() -> None:
    colours = activation_rgba(DARK, [0.0, 0.25, 1.0])
    off, on = rgb(DARK.activation_off), rgb(DARK.activation_on)
    np.testing.assert_allclose(colours[:, :3], [off, off + (on - off) / 4, on])
    np.testing.assert_array_equal(colours[:, 3], 1)


def test_activations_above_one_have_a_scale() -> None:
    np.testing.assert_allclose(activation_rgba(DARK, 2.0, limit=4), activation_rgba(DARK, 0.5))


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_below_zero_an_activation_takes_on_the_negative_colour(theme: Theme) -> None:
    colours = activation_rgba(theme, [-9.0, -2.0, -1.0, 0.0], limit=2)[:, :3]
    off, full = rgb(theme.activation_off), rgb(theme.negative)
    np.testing.assert_allclose(colours, [full, full, (off + full) / 2, off])


def test_the_limit_of_activations_is_their_largest_size_from_one_on() -> None:
    assert activation_limit([0.1, 0.4]) == 1
    assert activation_limit([-4.5, 0.4, np.nan]) == 4.5


@pytest.mark.parametrize(("values", "needed"), [([0, 1], False), ([0, 1.1], True), ([-0.1], True)])
def test_activations_outside_of_0_to_1_need_a_scale(values: list[float], *, needed: bool) -> None:
    assert needs_scale(values) == needed


def test_the_colour_of_a_weight_is_that_of_its_sign_and_its_opacity_its_size() -> None:
    colours = weight_rgba(DARK, [-2.0, -1.0, 0.0, 1.0, 9.0], limit=2)
    np.testing.assert_allclose(colours[:2, :3], [rgb(DARK.negative)] * 2)
    np.testing.assert_allclose(colours[3:, :3], [rgb(DARK.positive)] * 2)
    np.testing.assert_allclose(colours[:, 3], [1, 0.5**0.75, 0, 0.5**0.75, 1])


@given(st.integers(0, 20).map(lambda n: n / 20), st.lists(st.floats(-2, 2), min_size=1))
def test_what_turns_to_nothing_or_out_of_it_keeps_its_hue(
    share: float, weights: list[float]
) -> None:
    some = weight_rgba(DARK, weights, limit=2)
    none = weight_rgba(DARK, np.zeros(len(weights)), limit=2)
    seen = some[:, 3] > 0
    for between, left in ((mixed(some, none, share), 1 - share), (mixed(none, some, share), share)):
        np.testing.assert_allclose(between[:, 3], some[:, 3] * left, atol=1e-12)
        if left > 0:
            np.testing.assert_allclose(between[seen, :3], some[seen, :3], atol=1e-9)


def test_a_mix_ends_as_what_is_mixed_and_each_part_has_its_own_share() -> None:
    first, last = np.array([[0.1, 0.2, 0.3, 1.0]] * 2), np.array([[0.5, 0.6, 0.7, 1.0]] * 2)
    between = mixed(first, last, [0.25, 1.0])
    np.testing.assert_allclose(between, [[0.2, 0.3, 0.4, 1], last[1]])
    np.testing.assert_array_equal(mixed(first, last, 0), first)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50))
def test_the_limit_is_a_size_among_the_weights(weights: list[float]) -> None:
    limit = symmetric_limit(weights)
    assert limit > 0
    assert limit <= max(map(abs, weights)) or not any(weights)


def test_the_limit_is_the_largest_there_is_so_that_no_number_lies_beyond_its_scale() -> None:
    weights = np.concatenate([np.linspace(-1, 1, 999), [-500.0]])
    assert symmetric_limit(weights) == 500


@pytest.mark.parametrize("name", sorted(THEMES))
def test_ink_is_read_upon_every_square(name: ThemeName) -> None:
    own = theme(name)
    for fill in np.concatenate(
        [
            weight_rgba(own, np.linspace(-1, 1, 21), 1.0),
            activation_rgba(own, np.linspace(-1, 1, 21)),
        ]
    ):
        under = rgb(own.background)
        seen = under + (fill[:3] - under) * fill[3]
        assert contrast(rgb(ink_upon(own, fill)), seen) > 4


def test_a_connection_is_as_opaque_as_its_weight_is_large() -> None:
    rgba = connection_rgba(DARK, [0.5, -0.25], 1.0, strength=0.5, steepness=2)
    np.testing.assert_allclose(rgba[:, 3], [0.125, 0.03125])
    np.testing.assert_allclose(rgba[:, :3], [rgb(DARK.positive), rgb(DARK.negative)])


def test_few_connections_are_as_strong_as_can_be() -> None:
    assert texture([0.2, 1.0], [0.01, 0.01], most=0.25) == (1.0, 1.0)


def test_many_connections_are_fainter_so_that_they_cover_just_so_much() -> None:
    sizes, areas = np.linspace(0, 1, 1000), np.full(1000, 0.002)
    strength, steepness = texture(sizes, areas, most=0.25)
    assert steepness == 1
    assert strength * sizes @ areas == pytest.approx(0.25)


def test_among_hundreds_of_thousands_the_strong_ones_stand_out() -> None:
    sizes, areas = np.linspace(0, 1, 100_000), np.full(100_000, 0.002)
    strength, steepness = texture(sizes, areas, most=0.25)
    assert strength == pytest.approx(1 / 6)
    assert steepness > 2
    assert strength * sizes**steepness @ areas < 2


def test_a_scale_of_few_weights_ends_with_the_largest() -> None:
    assert symmetric_limit([-1.1612, 2.7022, -0.8127, -1.3026]) == 2.7022
    assert symmetric_limit([0.0, 0.0]) == 1.0


def test_of_a_million_connections_few_are_drawn_in_full() -> None:
    weights = np.linspace(-1, 1, 1_000_000)
    assert 0 < (np.abs(weights) > connection_limit(weights)).sum() <= 64
    few = np.linspace(-1, 1, 1000)
    assert 0 < (np.abs(few) > connection_limit(few)).mean() <= 0.006


def test_a_stronger_connection_is_wider() -> None:
    widths = connection_width([0.0, 0.3, -0.6, 1.0, 7.0], limit=1)
    assert (np.diff(widths[:4]) > 0).all()
    assert widths[3] == widths[4]
