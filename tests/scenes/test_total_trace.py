"""The way of the total goes through the partial sums, in proportion."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import cairo
import numpy as np
import pytest

from scenes.components.sums.total_trace import TotalTrace
from scenes.facts.running_total import RunningTotal
from scenes.look.encoding import rgb
from scenes.look.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.usefixtures("landscape")
DARK = theme("dark")
TERMS = [0.0, 0.5, -1.5, 0.0, 2.0]
BIAS = -0.75


def trace() -> TotalTrace:
    return TotalTrace(RunningTotal(TERMS).partial_sums, BIAS, DARK, width=6.0, height=1.5)


def picture(way: TotalTrace) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Draw it, 100 pixels to a scene unit, on black."""
    frame = np.zeros((240, 700, 4), dtype=np.uint8)
    surface = cairo.ImageSurface.create_for_data(frame.data, cairo.FORMAT_ARGB32, 700, 240)
    way.paint(cairo.Context(surface), lambda p: p[:, :2] * (100, -100) + (350, 120), 1.0)
    surface.flush()
    return frame


def test_heights_are_the_partial_sums_and_z_in_proportion() -> None:
    way = trace()
    values = [0, 0, 0.5, -1, -1, 1, 0.25]
    np.testing.assert_allclose(way.values, values)
    heights = way.way[:, 1] - way.zero[1]
    np.testing.assert_allclose(heights, np.array(values) * 1.5 / 2)
    assert way.steps == len(TERMS) + 1
    assert way.height == pytest.approx(1.5)
    assert way.width == pytest.approx(6.0)


def test_every_term_takes_the_same_room() -> None:
    steps = np.diff(trace().way[:-1, 0])
    np.testing.assert_allclose(steps, steps[0])
    assert steps[0] > 0


def test_as_many_steps_are_drawn_as_are_said() -> None:
    way, drawn = trace(), []
    for steps in range(way.steps + 1):
        way.set_drawn(steps)
        bright = picture(way)[..., :3].max(axis=2) > 120
        drawn.append(int(np.flatnonzero(bright.any(axis=0)).max()))
    ends = way.way[:, 0] * 100 + 350
    np.testing.assert_allclose(drawn, ends + 7, atol=2)
    assert all(later > earlier for earlier, later in pairwise(drawn))


def test_a_step_has_the_colour_of_its_sign_and_the_last_that_of_the_bias() -> None:
    way = trace().set_drawn(trace().steps)
    frame = picture(way)
    for step, role in ((1, DARK.positive), (2, DARK.negative), (4, DARK.positive), (5, DARK.bias)):
        middle = way.way[step : step + 2].mean(axis=0)
        column, row = int(middle[0] * 100 + 350), int(120 - middle[1] * 100)
        np.testing.assert_allclose(frame[row, column, :3], rgb(role) * 255, atol=40)


def test_what_is_added_to_what_stands_is_as_if_drawn_at_once() -> None:
    grown = trace()
    changes: list[Callable[[TotalTrace], object]] = [
        *(lambda way, to=to: way.set_drawn(to) for to in (0, 0.4, 1, 1.7, 4.5, 6, 2.5, 6)),
        lambda way: way.change_term(4, 3.0),
        lambda way: way.set_drawn(3.2),
        lambda way: way.change_term(5, -4.0),
        lambda way: way.set_drawn(5.5),
        lambda way: way.shift((0.1, 0.2, 0.0)),
        lambda way: way.scale(0.8),
        lambda way: way.set_opacity(0.5),
    ]
    for done, change in enumerate(changes, start=1):
        change(grown)
        fresh = trace()
        for before in changes[:done]:
            before(fresh)
        off = np.abs(picture(grown).astype(int) - picture(fresh))
        assert off.max() <= 2, f"after change {done}"


def test_a_copy_is_drawn_by_itself() -> None:
    way = trace().set_drawn(3)
    picture(way)
    other = way.copy().set_drawn(5)
    five, three = picture(other), picture(way)
    np.testing.assert_array_equal(five, picture(trace().set_drawn(5)))
    np.testing.assert_array_equal(three, picture(trace().set_drawn(3)))


def test_its_state_follows_what_is_drawn() -> None:
    way = trace()
    before = way.state()
    assert way.set_drawn(0.0).state() == before
    assert way.set_drawn(2.5).state() != before
