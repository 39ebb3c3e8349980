"""A window along a fine column: what it shows is what is there."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from netreel.check.contrast import contrast
from scenes.components.grids.marks import Marks
from scenes.components.network.magnifier import Magnifier, RunAlong
from scenes.facts.choosing_pixels import liveliest
from scenes.look.encoding import activation_rgba, rgb
from scenes.look.theme import THEMES, Theme

VALUES = np.random.default_rng(1).random(200)
MIDDLE = np.array([1.0, 0.5, 0.0])


def layer(count: int = 200, abreast: int = 1) -> Marks:
    slot, side = np.divmod(np.arange(count), abreast)
    centres = np.column_stack([side * 0.03 - 2.0, 3 - slot * 0.03])
    return Marks(centres, 0.01, np.ones(4), np.ones(4), 1.0)


def magnifier(theme: Theme = THEMES["dark"], window: int = 10, **kwargs: Any) -> Magnifier:
    return Magnifier(VALUES, layer(), theme, 0.5, window, **kwargs).put(MIDDLE)


@pytest.mark.parametrize("first", [0, 37, 190])
def test_the_window_shows_the_neurons_from_a_place_on(first: int) -> None:
    seen = magnifier().set_first(first).discs
    wanted = activation_rgba(THEMES["dark"], VALUES[first : first + 10])
    np.testing.assert_allclose(seen.fills[:10], wanted)
    assert seen.fills[10, 3] == seen.rings[10, 3] == 0
    assert (np.diff(seen.centres[:10, 1]) < 0).all()
    assert seen.get_center()[0] == pytest.approx(MIDDLE[0])


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
        assert (np.abs(glass.discs.centres[seen, 1] - MIDDLE[1]) < (top - bottom) / 2).all()


def test_the_lens_lies_over_the_same_neurons_of_the_layer() -> None:
    glass = magnifier().set_first(40)
    places = layer().centres[40:50, 1]
    assert glass.lens.get_center()[1] == pytest.approx(places.mean())
    assert places.max() < glass.lens.get_top()[1] < layer().centres[38, 1]
    assert layer().centres[51, 1] < glass.lens.get_bottom()[1] < places.min()


def test_where_several_stand_abreast_the_lens_glides_from_line_to_line() -> None:
    marks = layer(abreast=4)
    glass = Magnifier(VALUES, marks, THEMES["dark"], 0.5, window=4, step=4)
    line, between = glass.set_first(40).lens.height, glass.set_first(42).lens.height
    assert between == pytest.approx(line)
    low, high = (glass.set_first(first).lens.get_y() for first in (40, 44))
    assert glass.set_first(42).lens.get_y() == pytest.approx((low + high) / 2)
    assert glass.lens.width == pytest.approx(np.ptp(marks.points[:, 0]), abs=0.1)


def test_below_a_row_the_large_ones_stand_side_by_side() -> None:
    row = layer()
    row.place(row.centres[:, [1, 0]])
    glass = Magnifier(VALUES, row, THEMES["dark"], 0.5, 6, across=True)
    glass.put(np.array([0.0, -4.0, 0.0])).set_first(30)
    assert (np.diff(glass.discs.centres[:6, 0]) > 0).all()
    assert glass.panel.width > glass.panel.height
    for line in glass.sight:
        assert line.get_start()[1] > line.get_end()[1]


def test_it_runs_along_from_where_it_is() -> None:
    glass = magnifier()
    run = RunAlong(glass, 60)
    run.begin()
    run.interpolate(0.5)
    assert 0 < glass.first < 60
    run.interpolate(1)
    assert glass.first == 60


def test_a_short_layer_is_seen_whole() -> None:
    assert Magnifier(VALUES[:4], layer(4), THEMES["dark"], 0.5).window == 4


def test_the_liveliest_window_lies_within_one_row() -> None:
    image = np.zeros((4, 8))
    image[1, 7] = image[2, 0] = 1
    image[3, [2, 4]] = 0.6
    assert divmod(liveliest(image, 4), 8) in {(3, 1), (3, 2)}
    assert liveliest(np.zeros((4, 8)), 8) == 0


def test_the_liveliest_window_may_begin_at_every_so_many_alone() -> None:
    image = np.random.default_rng(5).random((6, 8))
    assert liveliest(image, 4, 4) % 4 == 0
    assert liveliest(image, 3, 5) % 5 == 0
    within = liveliest(image, 3, 5) % 8
    assert within + 3 <= 8


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_a_value_stands_out_from_its_disc(theme: Theme) -> None:
    glass = Magnifier(np.linspace(0, 1, 12), layer(12), theme, 0.5, 12)
    for slot in range(12):
        ink = rgb(glass.colour_upon(slot))
        assert contrast(ink, glass.discs.fills[slot, :3]) >= 4.5
