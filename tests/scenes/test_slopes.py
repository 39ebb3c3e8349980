"""The sigmoid's slope, the curve that bends into the rectifier, and networks that learned."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from scipy.special import expit

import netcore
from netcore import Layer, Network
from scenes.bonus.words import BentWords, SlopeWords
from scenes.components.graphs.bending_graph import BendingGraph
from scenes.components.graphs.gradient_bars import GradientBars
from scenes.components.graphs.learning_curves import LearningCurves
from scenes.components.graphs.rectifier_panel import RectifierPanel
from scenes.components.graphs.slope_graph import SlopeGraph
from scenes.components.grids.marks import Marks
from scenes.facts.courses import course, way_to
from scenes.facts.rectified import Rectified
from scenes.facts.samples import samples_for
from scenes.facts.steepness import SigmoidSums
from scenes.figures import Figures
from scenes.look.encoding import activation_rgba
from scenes.look.stage import Region
from scenes.look.theme import THEMES

DARK, ROOM = THEMES["dark"], Region(0, 0, 9, 6)
LESSON, THREE = netcore.default_network(), netcore.sample_digits().image(3, 0).ravel()
FIGURES = Figures(LESSON.forward(THREE), DARK)
RUNS = tuple(netcore.depth_courses())


def layer(*sums: float, function: str = "sigmoid") -> Network:
    """Return a network of one input; for an input of 1 its sums are these."""
    one = Layer(np.array(sums)[:, None], np.zeros(len(sums)), function)
    return Network([one], image_shape=())


def sums_of(*sums: float, function: str = "sigmoid") -> SigmoidSums:
    return SigmoidSums(layer(*sums, function=function).forward(np.ones(1)), 1, 0)


def test_sums_out_of_reach_are_counted_but_not_drawn() -> None:
    told = sums_of(-500.0, 0.5, 2.0, -11.5)
    assert (told.reach, told.beyond, told.flat, told.story) == (12.0, 1, 2, -6.0)
    assert sorted(told.drawn) == [-11.5, 0.5, 2.0]
    assert sums_of(0.1).reach == 6.0


def test_a_thousand_sums_are_drawn_in_part() -> None:
    told = sums_of(*np.linspace(-3, 3, 1000))
    assert len(told.drawn) <= 128
    assert (told.drawn.min(), told.drawn.max()) == (-3.0, 3.0)


@pytest.mark.parametrize("z", [-6.0, -1.5, 0.0, 0.7, 6.0])
def test_the_tangent_touches_the_curve_as_the_derivative_says(z: float) -> None:
    graph = SlopeGraph(FIGURES, sums_of(1.0, 7.5), ROOM).turn_to(z)
    tangent, points = graph.walker.submobjects[2:]
    way = tangent.points[-1] - tangent.points[0]
    unit = float((graph.across.at(1) - graph.across.at(0))[0, 0]), graph.up.rule.height
    assert way[1] / way[0] * unit[0] / unit[1] == pytest.approx(expit(z) * expit(-z), rel=1e-3)
    assert isinstance(points, Marks)
    slope, rise = points.centres[1, 1], graph.rise.at([0, expit(z) * expit(-z)])[:, 1]
    assert slope == pytest.approx(rise[1])


def test_the_slope_is_drawn_as_far_as_the_point_has_been() -> None:
    graph = SlopeGraph(FIGURES, sums_of(1.0), ROOM)
    graph.turn_to(-4.0).turn_to(2.0)
    ends = graph.across.at([-4.0, 2.0])[:, 0]
    assert graph.drawn.points[[0, -1], 0] == pytest.approx(ends, abs=1e-5)
    graph.finish(1.0)
    ends = graph.across.at([-graph.sums.reach, graph.sums.reach])[:, 0]
    assert graph.drawn.points[[0, -1], 0] == pytest.approx(ends, abs=1e-5)


def test_bars_are_as_long_as_gradients_and_dots_stand_at_their_logarithms() -> None:
    bars, gradients = GradientBars(FIGURES, "sigmoid", ROOM), course("sigmoid").gradients[::-1]
    lengths = bars.grow(1.0).bars.halves[:, 0]
    seen = lengths > 0.02
    np.testing.assert_allclose(lengths[seen] / lengths[0], (gradients / gradients[0])[seen])
    dots = bars.spread(1.0).bars
    np.testing.assert_allclose(dots.halves[:, 0], dots.halves[:, 1])
    assert (dots.roundness == 1).all()
    places = np.unique([round(line.get_x(), 6) for line in bars.tenths])
    tenth = np.diff(places).mean()
    np.testing.assert_allclose(np.diff(places), tenth, rtol=1e-4)
    above = (dots.centres[:, 0] - places[0]) / tenth
    np.testing.assert_allclose(above % 1, np.log10(gradients) % 1, atol=1e-4)
    ends = np.array([(line.get_bottom()[1], line.get_top()[1]) for line in bars.tenths])
    for number in bars.numbers:
        above, below = ends[:, 0] > number.get_top()[1], ends[:, 1] < number.get_bottom()[1]
        assert (above | below).all(), number.text


def rectified(network: Network, inputs: Any, neuron: int = 0) -> Rectified:
    return Rectified(samples_for(network, np.asarray(inputs)), 1, neuron)


def test_the_curve_bends_from_sigmoid_to_rectifier_and_the_points_stay() -> None:
    told = rectified(LESSON, THREE, 15)
    z = LESSON.forward(THREE).pre_activations[1][15]
    assert told.sums[told.own] == pytest.approx(z)
    graph = BendingGraph(FIGURES, told, ROOM)
    before = graph.dots.points.copy()
    for bent, expected in ((0.0, expit), (1.0, lambda z: np.maximum(z, 0))):
        graph.bend(bent)
        np.testing.assert_array_equal(graph.dots.points, before)
        np.testing.assert_allclose(told.activations(told.sums), expected(told.sums))
        fills = activation_rgba(DARK, expected(told.sums), told.high if bent else 1.0)
        np.testing.assert_allclose(graph.dots.fills, fills, atol=1e-6)
        assert graph.curve.get_top()[1] <= graph.up.rule.get_top()[1] + 1e-6
    np.testing.assert_array_equal(told.slopes([-2.0, 2.0]), [0.0, 1.0])


def test_no_activation_that_is_shown_is_beyond_the_scale_of_its_colour() -> None:
    told = rectified(layer(0.4), [1.0])
    told.bent = 1.0
    shown = np.array([0.4, 0.6, 0.9]) * told.high
    fills = activation_rgba(DARK, told.activations(shown), told.limit)
    assert (np.diff(fills[:, 0]) > 0.05).all()


def test_while_room_is_made_the_end_of_the_axis_is_written_as_exactly_as_the_point() -> None:
    graph = BendingGraph(FIGURES, rectified(LESSON, THREE, 15), ROOM)
    top: Any = graph.up.labels[1]
    texts = {share: graph.bend(share) and top.text for share in (0.0, 0.05, 1.0)}
    assert (texts[0.0], "." in texts[0.05], "." in texts[1.0]) == ("1", True, False)


@pytest.mark.parametrize("largest", [0.4, 1.3, 2.9, 4.6, 14.0, 380.0])
def test_the_end_of_the_axis_of_activations_is_where_it_is_written(largest: float) -> None:
    graph = BendingGraph(FIGURES, rectified(layer(largest), [1.0]), ROOM).bend(1.0)
    top: Any = graph.up.labels[1]
    assert float(top.text.replace(",", "")) == pytest.approx(graph.up.high, abs=1e-9)
    assert graph.up.high >= graph.story.high


def test_small_sums_take_half_of_their_axis() -> None:
    told = rectified(layer(1.3, -1.3), [1.0])
    assert told.high - told.low < 4 * 1.3


@pytest.mark.parametrize("count", [0, 1, 40])
def test_those_that_are_counted_are_ringed_from_zero_on(count: int) -> None:
    told = rectified(LESSON, THREE, 15)
    graph = BendingGraph(FIGURES, told, ROOM)
    gold = (graph.dots.rings == graph.dots.rings[told.own]).all(axis=1)
    assert np.flatnonzero(gold).tolist() == [told.own]
    graph.ring_passing(count)
    gold = (graph.dots.rings == graph.dots.rings[told.own]).all(axis=1)
    gold[told.own] = False
    lowest = np.sort(told.sums[told.sums > 0])[:count]
    assert set(told.sums[gold]) <= set(lowest)
    assert len(lowest) - 1 <= gold.sum() <= len(lowest)


@pytest.mark.parametrize("sums", [(0.0,), (-3000.0, 5.0), (0.02, 0.01), (900.0,)])
def test_any_sums_have_an_axis_on_which_zero_has_room_on_both_sides(sums: Any) -> None:
    told = rectified(layer(*sums), [1.0])
    assert told.low < min(0.0, *told.sums)
    assert told.high > max(0.0, *told.sums)
    assert 0.2 < -told.low / told.high < 5


def test_learning_curves_go_through_the_losses() -> None:
    graph = LearningCurves(FIGURES, RUNS, [DARK.text] * 3, RUNS[2:], ROOM)
    losses = course("relu").losses
    way = way_to("relu", 410.0)
    assert way[:-1] == pytest.approx(np.column_stack([np.arange(20, 401, 20), losses[:20]]))
    assert way[-1] == pytest.approx((410.0, (losses[19] + losses[20]) / 2))
    graph.grow(RUNS, 410.0)
    end = graph.across.at(410.0)[0, 0], graph.up.at(way[-1, 1])[0, 1]
    assert graph.curves["relu"].get_end()[:2] == pytest.approx(end)
    dashes = graph.curves[RUNS[2]].points.reshape(-1, 4, 3)
    gaps = np.linalg.norm(dashes[1:, 0] - dashes[:-1, 3], axis=1)
    assert 0.05 < gaps.max() < 0.2


def test_captions_are_true_of_odd_sums() -> None:
    def real(*sums: float, function: str = "sigmoid") -> str:
        told = sums_of(*sums, function=function)
        return SlopeWords(layer(*sums, function=function), told).real()

    assert real(0.0, 9.0) == ("The real sums of the output layer: how many lie where it is flat?")
    assert real(0.0) == "The real sum of the output layer: does it lie where it is flat?"
    assert real(9.0, -90.0, function="relu") == (
        "On a sigmoid, the sums of the output layer, some far out: how many lie where it is flat?"
    )


def test_a_network_of_rectifiers_is_said_to_be_one() -> None:
    def passing(function: str) -> str:
        story: Any = SimpleNamespace(sums=np.zeros(9), function=function)
        return BentWords(LESSON, story).passing()

    asked = "How many of 9 sums are above zero?"
    assert passing("tanh") == f"{asked} Those pass as they are."
    assert passing("relu") == f"{asked} This network does use ReLU."


@pytest.mark.parametrize("scale", [0.3, 2.0, 9.0])
def test_a_sign_keeps_clear_of_the_equals_sign(scale: float) -> None:
    inputs = np.linspace(-1, 1, 9)[:, None]
    network = Network([Layer([[scale]], [0.0], "relu")], image_shape=())
    story = Rectified(samples_for(network, inputs[0]), 1, 0)
    figures = Figures(network.forward(inputs[0]), THEMES["dark"])
    panel = RectifierPanel(figures, story, Region(0, 1, 3, 2), Region(0, -2, 3, 2))
    for z in np.linspace(story.low, story.high, 40):
        panel.turn_to(float(z))
        gap = panel.z.number.get_left()[0] - panel.z.symbol.get_right()[0]
        assert gap > 0.35 * panel.z.number.letter_size / 135


def test_what_is_said_of_the_runs_is_so() -> None:
    guess = 1 / course("sigmoid").run.sizes[-1]
    sigmoid, relu, larger = (course(run).accuracy for run in RUNS)
    assert sigmoid < 1.5 * guess
    assert min(relu, larger) > 0.9
    assert relu > 0.95
