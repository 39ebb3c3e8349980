"""A window along a fine column: what it shows is what is there."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.components.network.magnifier import Magnifier, RunAlong
from scenes.components.network.unrolling import Strip
from scenes.facts.choosing import liveliest
from scenes.look.encoding import activation_rgba, rgb
from scenes.look.stage import Region
from scenes.look.theme import THEMES, Theme
from tests.scenes.lint.contrast import contrast

VALUES = np.random.default_rng(1).random(200)
STRIP = Strip(x=-2.0, top=3.0, height=6.0)
REGION = Region(1, 0, 2, 5)


def magnifier(theme: Theme = THEMES["dark"], window: int = 10) -> Magnifier:
    return Magnifier(VALUES, STRIP, REGION, theme, window)


@pytest.mark.parametrize("first", [0, 37, 190])
def test_the_window_shows_the_neurons_from_a_place_on(first: int) -> None:
    seen = magnifier().set_first(first).discs
    wanted = activation_rgba(THEMES["dark"], VALUES[first : first + 10])
    np.testing.assert_allclose(seen.fills[:10], wanted)
    assert seen.fills[10, 3] == seen.rings[10, 3] == 0
    assert (np.diff(seen.centres[:10, 1]) < 0).all()
    assert seen.get_center()[0] == pytest.approx(REGION.x)


def test_between_two_places_the_discs_are_between_them_too() -> None:
    there, here = magnifier().set_first(5.5), magnifier().set_first(5)
    np.testing.assert_allclose(
        there.discs.centres[1:10, 1], here.discs.centres[1:10, 1] + here.pitch / 2
    )
    assert there.discs.fills[0, 3] == there.discs.fills[10, 3] == 0


def test_nothing_leaves_the_panel_unfaded() -> None:
    for first in np.linspace(0, 12, 97):
        glass = magnifier().set_first(first)
        seen = glass.discs.fills[:, 3] > 0.5
        top, bottom = glass.panel.get_top()[1], glass.panel.get_bottom()[1]
        assert (np.abs(glass.discs.centres[seen, 1]) < (top - bottom) / 2).all()


def test_the_lens_lies_over_the_same_neurons_of_the_strip() -> None:
    glass = magnifier().set_first(40)
    places = STRIP.centres(np.arange(200.0), 200)[40:50, 1]
    assert glass.lens.get_center()[1] == pytest.approx(places.mean())
    assert glass.lens.get_top()[1] > places.max()
    assert glass.lens.get_bottom()[1] < places.min()


def test_it_runs_along_from_where_it_is() -> None:
    glass = magnifier()
    run = RunAlong(glass, 60)
    run.begin()
    run.interpolate(0.5)
    assert 0 < glass.first < 60
    run.interpolate(1)
    assert glass.first == 60


def test_a_short_layer_is_seen_whole() -> None:
    assert Magnifier(VALUES[:4], STRIP, REGION, THEMES["dark"]).window == 4


def test_the_liveliest_window_lies_within_one_row() -> None:
    image = np.zeros((4, 8))
    image[1, 7] = image[2, 0] = 1
    image[3, [2, 4]] = 0.6
    assert divmod(liveliest(image, 4), 8) in {(3, 1), (3, 2)}
    assert liveliest(np.zeros((4, 8)), 8) == 0


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_a_value_stands_out_from_its_disc(theme: Theme) -> None:
    glass = Magnifier(np.linspace(0, 1, 12), STRIP, REGION, theme)
    for slot in range(12):
        ink = rgb(glass.colour_upon(slot))
        assert contrast(ink, glass.discs.fills[slot, :3]) >= 4.5
