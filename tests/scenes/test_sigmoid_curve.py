"""A sum that is turned by hand, where it stops, and what is left of it far away."""

from __future__ import annotations

from decimal import Decimal, localcontext

import numpy as np
import pytest

from netcore import Layer, Network
from scenes.components.graphs.curve_walk import CurveWalk
from scenes.components.sums.far_number import FarNumber
from scenes.components.verbs import move
from scenes.facts.far import Repeated, digits_far_below, log_of_the_rest
from scenes.facts.layer_sums import LayerSums
from scenes.facts.stops import stops
from scenes.figures import Figures
from scenes.look.sizes import NEAR
from scenes.look.stage import Aspect, Stage
from scenes.look.text import Words
from scenes.look.theme import THEMES

DARK = THEMES["dark"]
ASPECTS: tuple[Aspect, ...] = ("16:9", "9:16", "1:1")
SUMS = (-7.5, -0.25, 1.0, 5.5)


def figures(*sums: float, function: str = "sigmoid", aspect: Aspect = "16:9") -> Figures:
    """Return figures of a layer with these sums z."""
    layer = Layer(np.array(sums)[:, None], np.zeros(len(sums)), function)
    return Figures(Network([layer], image_shape=()).forward(np.ones(1)), DARK, Stage(aspect))


def walk(*sums: float, function: str = "sigmoid") -> CurveWalk:
    told = figures(*sums, function=function)
    return CurveWalk(told, LayerSums(told.trace, 1, 0))


def exactly(function: str, z: int) -> Decimal:
    with localcontext(prec=1000):
        power = Decimal(z).exp()
        return power / (1 + power) if function == "sigmoid" else (power**2 - 1) / (power**2 + 1)


@pytest.mark.parametrize("function", ["sigmoid", "tanh"])
@pytest.mark.parametrize("z", [-750, -1000])
def test_digits_far_below_are_those_of_the_exact_number(function: str, z: int) -> None:
    front, same, tail = digits_far_below(function, z)
    count = int(Repeated(function, z).of(figures(0.0).trace))
    exact = f"{exactly(function, z):.{count + len(tail) + 3}f}".replace("-", "−")
    assert exact.startswith(front + same * count + tail)
    assert tail[0] != same


def test_a_function_without_such_an_end_has_no_digits_to_count() -> None:
    assert log_of_the_rest("relu", -1000.0) is None
    with pytest.raises(ValueError, match="relu"):
        Repeated("relu", -1000.0).of(figures(0.0).trace)


def test_a_thousand_below_zero_there_are_434_zeros() -> None:
    told = figures(*SUMS)
    number = FarNumber(told, "sigmoid", "sigma", -1000.0, told.stage.picture)
    assert number.repeated == 434
    assert set(number.computed.text) == {"0", "."}
    written = "".join(row.text for row in number.rows if isinstance(row, Words))
    assert written == f"0.{'0' * 434}507…"
    assert told.stage.picture.contains(number)


@pytest.mark.parametrize("function", ["sigmoid", "tanh"])
@pytest.mark.parametrize("aspect", ASPECTS)
def test_each_of_two_numbers_has_a_label_above_it(function: str, aspect: Aspect) -> None:
    told = figures(*SUMS, aspect=aspect)
    number = FarNumber(told, function, "f", -1000.0, told.stage.picture)
    (held, whole), digits = number.labels, number.rows
    for label, labelled in ((held, number.computed), (whole, digits)):
        assert label.get_x() == pytest.approx(labelled.get_x(), abs=0.2)
        assert 0 < label.get_bottom()[1] - labelled.get_top()[1] < NEAR
    assert number.computed.get_bottom()[1] > whole.get_top()[1]


def test_the_digits_of_the_computer_grow_from_those_of_the_neuron() -> None:
    told = figures(*SUMS)
    number = FarNumber(told, "sigmoid", "sigma", -1000.0, told.stage.picture)
    left, shown = number.computed.get_left()[0], []
    grows = number.grow(2)
    grows.begin()
    for progress in (0.0, 0.5, 1.0):
        grows.interpolate(progress)
        shown.append(number.computed.text)
        assert number.computed.get_left()[0] == pytest.approx(left)
    assert shown[0] == "0.00"
    assert len(shown[0]) < len(shown[1]) < len(shown[2])
    assert shown[2] == f"0.{'0' * 17}"


@pytest.mark.parametrize("aspect", ["9:16", "1:1"])
def test_a_note_that_stands_at_no_point_goes_when_the_sum_is_turned_on(aspect: Aspect) -> None:
    told = figures(*SUMS, aspect=aspect)
    walked = CurveWalk(told, LayerSums(told.trace, 1, 0))
    assert not walked.drop_the_note()
    for stop in stops(walked.sums, -8.0, 8.0):
        walked.note(stop)
        assert walked.noted is not walked.slide.rule
        assert walked.drop_the_note()
        assert walked.noted is walked.slide.rule


def test_a_bit_to_one_side_a_far_sum_is_far_all_the_same() -> None:
    for aspect in ASPECTS:
        told = figures(*SUMS, aspect=aspect)
        walked = CurveWalk(told, LayerSums(told.trace, 1, 0))
        assert walked.sums.function(SUMS[0] + walked.bit) < 0.01
        assert walked.sums.function(SUMS[-1] - walked.bit) > 0.98


def test_stops_are_real_sums_where_there_are_such() -> None:
    told = figures(*SUMS)
    low, middle, high = stops(LayerSums(told.trace, 1, 0), -8.0, 8.0)
    assert [(each.z, each.neuron) for each in (low, middle, high)] == [
        (-7.5, 0),
        (-0.25, 1),
        (5.5, 3),
    ]
    assert low.title == "very negative → near 0"


def test_stops_are_no_neurons_sum_where_none_is_like_that() -> None:
    told = figures(2.5, 3.0)
    found = stops(LayerSums(told.trace, 1, 0), -6.0, 6.0)
    assert [(each.z, each.neuron) for each in found] == [(-6.0, None), (0.0, None), (6.0, None)]


@pytest.mark.parametrize("function", ["sigmoid", "tanh", "relu", "identity"])
def test_point_neuron_and_number_say_the_same(function: str) -> None:
    walked = walk(*SUMS, function=function)
    for z in (-3.0, 0.5, 4.0):
        walked.turn_to(z)
        a = float(walked.sums.function(z))
        assert walked.z.number.value == z
        assert walked.knob.number.value == a
        np.testing.assert_allclose(walked.point.centres[0], walked.slide.curve.at(z)[0])


def test_the_curve_is_drawn_as_far_as_the_sum_has_been() -> None:
    walked = walk(*SUMS)
    assert not walked.drawn.has_points()
    walked.turn_to(-5.0).start_drawing()
    walked.turn_to(2.0).turn_to(1.0)
    ends = walked.drawn.get_start(), walked.drawn.get_end()
    np.testing.assert_allclose(ends, walked.slide.curve.at([-5.0, 2.0]))


def test_while_it_is_asked_the_answer_is_not_shown() -> None:
    walked = walk(*SUMS)
    before = walked.point.points.copy(), walked.knob.number.value
    walked.ask_at(-1000.0)
    assert walked.z.number.text == "−1,000"
    np.testing.assert_array_equal(walked.point.points, before[0])
    assert walked.knob.number.value == before[1]


def test_only_a_sum_beyond_the_axis_has_an_arrow_that_points_at_it() -> None:
    walked = walk(*SUMS)
    low = walked.slide.across.low
    for z, opacity in ((low, 0.0), (low - 1, 1.0), (low + 1, 0.0)):
        walked.ask_at(z)
        assert walked.away.get_fill_opacity() == opacity
        assert walked.away.get_right()[0] < walked.z.symbol.get_left()[0]


@pytest.mark.parametrize("function", ["sigmoid", "tanh", "relu", "identity"])
def test_the_large_neuron_keeps_clear_of_the_curve(function: str) -> None:
    walked = walk(*SUMS, function=function)
    disc = walked.knob.disc
    centre, radius = disc.centres[0], disc.halves[0, 0]
    curve = walked.slide.curve.at(np.linspace(-8, 8, 500))
    assert np.linalg.norm(curve - centre, axis=1).min() > radius
    assert radius > 0.5


@pytest.mark.parametrize("progress", [0.2, 0.5, 0.8])
def test_what_is_written_stays_upright_on_a_bent_way(progress: float) -> None:
    told = figures(0.0)
    number = told.words("0.00", 80)
    there = number.copy().scale(0.4).shift((5, 2, 0))
    assert len(number.points)
    shape, middle = (number.points - number.get_center()) / number.width, number.get_center()
    going = move(number, there, bend=2.2)
    going.begin()
    going.interpolate(progress)
    np.testing.assert_allclose(
        (number.points - number.get_center()) / number.width, shape, atol=1e-9
    )
    way = there.get_center() - middle
    aside = np.cross(way, number.get_center() - middle)[2] / np.linalg.norm(way)
    assert aside < -0.2, "its middle goes along an arc, on the right of the straight way"
    going.interpolate(1)
    np.testing.assert_allclose(number.points, there.points, atol=1e-9)


@pytest.mark.parametrize("function", ["sigmoid", "tanh", "relu"])
def test_a_neuron_has_one_shade_on_the_curve_and_in_the_large(function: str) -> None:
    turned = walk(-1.0, 0.4, 1.9, function=function)
    for z in (-1.0, 0.57, 2.0):
        turned.turn_to(z)
        np.testing.assert_allclose(turned.point.fills, turned.knob.disc.fills)
