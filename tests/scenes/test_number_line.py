"""Number lines, what a squish does to them, and the graph of the same function."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import DOWN, LEFT, UP, Square
from scipy.special import expit

import netcore
from scenes.components.graphs.curve import Curve
from scenes.components.graphs.number_line import NumberLine, nice_step, round_range, ticks
from scenes.components.graphs.squished_line import KeepOn, Squeeze, SquishedLine
from scenes.components.graphs.value_labels import overlap, spread
from scenes.components.grids.marks import Marks
from scenes.look.stage import Stage

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WHITE = "#FFFFFF"
PROGRESS = np.linspace(0, 1, 21)
finite = st.floats(-1e4, 1e4, allow_nan=False)


def squished(low: float = -20.0, high: float = 15.0) -> SquishedLine:
    line = NumberLine(low, high, 5.0, WHITE, 11.0, minor=5, endless=True).shift(UP * 2)
    goal = NumberLine(0.0, 1.0, 1.0, WHITE, 7.0, minor=2, labels="ends").shift(DOWN * 2 + LEFT)
    return SquishedLine(line, goal, netcore.sigmoid, [-16.3, 0.5, 7.2], WHITE)


# -- ticks ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "most", "step"),
    [(10, 10, 1), (10, 9, 2), (10, 4, 5), (30, 12, 5), (94, 12, 10), (1, 4, 0.5), (0.3, 3, 0.1)],
)
def test_a_step_is_the_smallest_round_one(span: float, most: int, step: float) -> None:
    assert nice_step(span, most) == pytest.approx(step)


@given(st.floats(1e-4, 1e5), st.integers(1, 30))
def test_a_step_is_round_and_enough(span: float, most: int) -> None:
    step = nice_step(span, most)
    assert f"{step:.6e}"[:8] in {"1.000000", "2.000000", "5.000000"}
    assert span / step <= most * (1 + 1e-6)


@given(finite, finite, st.sampled_from([0.1, 0.5, 1.0, 2.0, 5.0, 100.0]))
def test_a_range_is_rounded_outwards_by_less_than_a_step(
    first: float, second: float, step: float
) -> None:
    least, most = sorted((first, second))
    low, high = round_range(least, most, step)
    tolerance = 1e-6 * step
    assert least - step < low + tolerance
    assert low <= least + tolerance
    assert most - tolerance <= high
    assert high < most + step + tolerance
    steps = np.array([low, high]) / step
    np.testing.assert_allclose(steps, np.round(steps), rtol=0, atol=1e-6)


def test_ticks_are_the_multiples_in_the_range() -> None:
    np.testing.assert_array_equal(ticks(-6, 5, 2), [-6, -4, -2, 0, 2, 4])
    np.testing.assert_allclose(ticks(-0.3, 0.3, 0.1), [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3])


# -- the line -------------------------------------------------------------------------


@pytest.mark.usefixtures("landscape")
def test_ticks_stand_at_their_values_with_their_numbers_below() -> None:
    line = NumberLine(-20, 10, 5, WHITE, 12.0, minor=5)
    np.testing.assert_array_equal(line.values, [-20, -15, -10, -5, 0, 5, 10])
    assert [label.text for label in line.labels] == ["−20", "−15", "−10", "−5", "0", "5", "10"]
    assert len(line.small_ticks) == 31
    np.testing.assert_allclose(line.at([-20, -5, 10])[:, 0], [-6, 0, 6])
    strokes = line.rule.points.reshape(-1, 4, 3)
    np.testing.assert_allclose(strokes[1:, 0, 0], line.at(line.small_ticks)[:, 0])
    large = np.ptp(strokes[1:, :, 1], axis=1) > 0.2
    np.testing.assert_array_equal(line.small_ticks[large], line.values)
    for label, place in zip(line.labels, line.at(line.values), strict=True):
        assert label.get_top()[1] < place[1]
        assert abs(label.get_x() - place[0]) < 0.1


@pytest.mark.usefixtures("landscape")
def test_fine_steps_show_their_decimals() -> None:
    line = NumberLine(-0.4, 0.4, 0.2, WHITE)
    assert [label.text for label in line.labels] == ["−0.4", "−0.2", "0.0", "0.2", "0.4"]


@pytest.mark.usefixtures("landscape")
def test_a_line_knows_its_values_wherever_it_is_put() -> None:
    line = NumberLine(0, 4, 1, WHITE, 8.0).scale(0.5).shift(UP)
    np.testing.assert_allclose(np.diff(line.at([1, 2, 3])[:, 0]), [1, 1])
    np.testing.assert_allclose(
        line.at(3)[0], line.rule.points[0] * 0.25 + line.rule.points[3] * 0.75
    )


@pytest.mark.usefixtures("landscape")
def test_an_upright_line_rises_with_its_numbers_to_the_left() -> None:
    line = NumberLine(0, 1, 1, WHITE, 4.0, upright=True, labels="ends")
    np.testing.assert_allclose(line.at([0, 0.5, 1])[:, :2], [[0, -2], [0, 0], [0, 2]], atol=1e-12)
    assert all(label.get_right()[0] < 0 for label in line.labels)


# -- the squish -----------------------------------------------------------------------


@pytest.mark.usefixtures("landscape")
def test_the_squish_begins_on_the_line_and_ends_at_the_logistic_function() -> None:
    line = squished()
    x = np.linspace(-20, 15, 141)
    np.testing.assert_allclose(line.places(x, 0.0), line.line.at(x), atol=1e-12)
    np.testing.assert_allclose(line.places(x, 1.0), line.goal.at(expit(x)), atol=1e-12)
    share = (line.places(x, 1.0)[:, 0] - line.goal.at(0)[0, 0]) / 7.0
    np.testing.assert_allclose(share, expit(x), atol=1e-12)


@pytest.mark.usefixtures("landscape")
def test_the_drawn_ticks_are_carried_to_the_logistic_function() -> None:
    line = squished().squish(1.0)
    strokes = line.rule.points.reshape(-1, 4, 3)
    middle = strokes[1:].mean(axis=1)
    np.testing.assert_allclose(middle, line.goal.at(expit(line.line.small_ticks)), atol=1e-9)


@pytest.mark.usefixtures("landscape")
@pytest.mark.parametrize("progress", PROGRESS)
def test_values_keep_their_order_all_the_time(progress: float) -> None:
    line = squished()
    x = np.linspace(-20, 15, 2001)
    assert np.all(np.diff(line.places(x, progress)[:, 0]) > 0)


@pytest.mark.usefixtures("landscape")
@pytest.mark.parametrize("progress", PROGRESS)
def test_the_squished_line_stays_inside_the_margins(progress: float) -> None:
    line, picture = squished().squish(progress), Stage("16:9").picture
    for part in (line.rule, line.trails, line.tick_trails):
        assert np.abs(part.points[:, 0]).max() <= picture.width / 2
        assert part.points[:, 1].max() <= picture.y + picture.height / 2
        assert part.points[:, 1].min() >= picture.y - picture.height / 2


@pytest.mark.usefixtures("landscape")
def test_trails_lead_straight_from_the_line_to_where_the_values_are() -> None:
    line = squished().squish(1.0)
    trails = line.trails.points.reshape(-1, 4, 3)
    np.testing.assert_allclose(trails[:, -1], line.goal.at(expit(line.values)), atol=1e-9)
    np.testing.assert_allclose(trails[:, 0], line.line.at(line.values), atol=1e-9)
    ways = np.linspace(trails[:, 0], trails[:, -1], 4, axis=1)
    np.testing.assert_allclose(trails, ways, atol=1e-9)


@pytest.mark.usefixtures("landscape")
def test_marks_ride_on_the_line_while_it_is_squeezed() -> None:
    line, z = squished(), np.array([-16.3, 0.5, 7.2])
    marks = Marks(line.places(z, 0.0), 0.1, [0, 0, 0, 1], [1, 1, 1, 1])
    lit = np.array([[0.2] * 3 + [1], [0.6] * 3 + [1], [1.0] * 4])
    squeeze = Squeeze(line)
    ride = KeepOn(marks, lambda: line.places(z, line.progress), fills=lit)
    for alpha in (0.3, 0.7, 1.0):
        squeeze.interpolate_mobject(alpha)
        ride.interpolate_mobject(alpha)
        np.testing.assert_allclose(marks.centres, line.places(z, line.progress), atol=1e-12)
    assert line.progress == 1.0
    np.testing.assert_allclose(marks.fills, lit)


# -- the graph ------------------------------------------------------------------------


@pytest.mark.usefixtures("landscape")
@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "identity"])
def test_a_curve_is_the_graph_of_its_function(name: str) -> None:
    function = netcore.activation(name)
    across = NumberLine(-8, 6, 2, WHITE, 10.0).shift(DOWN * 2)
    up = NumberLine(-8, 6, 2, WHITE, 4.0, upright=True).shift(LEFT * 5)
    curve = Curve(function, across, up, WHITE)
    x = across.low + (curve.points[:, 0] - across.at(-8)[0, 0]) / 10.0 * 14
    y = up.low + (curve.points[:, 1] - up.at(-8)[0, 1]) / 4.0 * 14
    np.testing.assert_allclose(y, function(x), atol=2e-4)
    assert x.min() == pytest.approx(-8)
    assert x.max() == pytest.approx(6)
    assert 0.0 in np.round(x, 12)


@pytest.mark.usefixtures("landscape")
@pytest.mark.parametrize("above", [True, False])
def test_what_keeps_clear_of_a_curve_does_not_touch_it(above: bool) -> None:
    across = NumberLine(-8, 8, 2, WHITE, 10.0).shift(DOWN * 2)
    up = NumberLine(0, 1, 1, WHITE, 4.0, upright=True)
    curve = Curve(netcore.sigmoid, across, up, WHITE)
    box = Square(1.0)
    curve.keep_clear(box, above=above)
    under = (np.abs(curve.points[:, 0]) <= 0.5) & (np.abs(curve.points[:, 1] - box.get_y()) <= 0.5)
    assert not under.any()
    assert (box.get_y() > 0) == above


# -- labels ---------------------------------------------------------------------------


@given(
    st.lists(st.floats(-6, 6), min_size=1, max_size=5),
    st.floats(0.2, 1.5),
)
def test_spread_labels_keep_apart_and_between_the_ends(wanted: list[float], width: float) -> None:
    centres = np.sort(wanted)
    places = spread(centres, np.full(len(centres), width), -6.5, 6.5, gap=0.2)
    assert np.all(np.diff(places) >= width + 0.2 - 1e-9)
    assert places[0] - width / 2 >= -6.5 - 1e-9
    assert places[-1] + width / 2 <= 6.5 + 1e-9


def test_labels_with_room_stay_where_they_are_wanted() -> None:
    np.testing.assert_array_equal(spread([-3, 0, 3], [1, 1, 1], -6, 6), [-3, 0, 3])


@pytest.mark.parametrize(("shift", "shares"), [(0.9, True), (1.1, False)])
def test_boxes_overlap_when_they_share_room(shift: float, shares: bool) -> None:
    assert overlap(Square(1.0), Square(1.0).shift(LEFT * shift + UP * 0.2)) is shares
