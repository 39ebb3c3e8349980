"""One neuron, many inputs, and what its bias lets pass."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from manim import tempconfig

import netcore
from netcore import Layer, Network
from scenes.components.graphs.active_panel import ActivePanel
from scenes.components.graphs.bias_graph import BiasGraph
from scenes.components.graphs.swarm import piled
from scenes.components.grids.discs import discs
from scenes.components.grids.thumbnails import Thumbnails
from scenes.engine.camera import RasterCamera
from scenes.facts.bias_story import BiasStory
from scenes.facts.samples import samples_for
from scenes.figures import Figures
from scenes.look.encoding import activation_rgba
from scenes.look.stage import Region
from scenes.look.theme import THEMES
from scenes.squish.words import BiasWords

DARK = THEMES["dark"]
LESSON, DIGITS = netcore.default_network(), netcore.sample_digits()


def vector(*biases: float, function: str = "sigmoid") -> Network:
    """Return a network of two inputs, whose neurons add them up."""
    layer = Layer(np.ones((len(biases), 2)), np.array(biases), function)
    return Network([layer], image_shape=())


def story(network: Network, inputs: Any, tried: float | None = None, neuron: int = 0) -> BiasStory:
    return BiasStory(samples_for(network, np.asarray(inputs)), 1, neuron, tried)


def graph(told: BiasStory, width: float = 9) -> BiasGraph:
    trace = told.samples.network.forward(told.samples.inputs[told.own])
    return BiasGraph(Figures(trace, DARK), told, Region(0, 0, width, 6))


def test_the_samples_of_a_network_for_images_are_all_that_are_bundled() -> None:
    image = DIGITS.image(7, 4).ravel()
    samples = samples_for(LESSON, image)
    assert len(samples.inputs) == sum(DIGITS.count(label) for label in range(10))
    np.testing.assert_array_equal(samples.inputs[samples.own], image)
    own = samples_for(LESSON, image * 0.5)
    assert len(own.inputs) == len(samples.inputs) + 1
    np.testing.assert_array_equal(own.inputs[own.own], image * 0.5)


def test_a_plain_vector_is_varied_one_number_at_a_time() -> None:
    given = np.array([4.0, 0.0, -1.5])
    samples = samples_for(Network([Layer(np.ones((1, 3)), np.zeros(1))], image_shape=()), given)
    np.testing.assert_array_equal(samples.inputs[samples.own], given)
    assert samples.images is None
    assert ((samples.inputs != given).sum(axis=1) <= 1).all()
    np.testing.assert_allclose(samples.inputs.min(axis=0), [0, -1, -3])
    np.testing.assert_allclose(samples.inputs.max(axis=0), [8, 1, 0])


def test_sums_are_without_the_bias() -> None:
    image = DIGITS.image(3, 0).ravel()
    told = story(LESSON, image, neuron=15)
    z = LESSON.forward(image).pre_activations[1][15]
    assert told.sums[told.own] + LESSON.layer(1).biases[15] == pytest.approx(z)


@pytest.mark.parametrize(
    ("count", "terms"),
    [
        (1, "w_1 a_1"),
        (4, "w_1 a_1 + w_2 a_2 + w_3 a_3 + w_4 a_4"),
        (5, "w_1 a_1 + w_2 a_2 + dots.c + w_5 a_5"),
    ],
)
def test_dots_never_stand_for_one_term(count: int, terms: str) -> None:
    network = Network([Layer(np.ones((1, count)), np.zeros(1), "sigmoid")], image_shape=())
    assert f"({terms} " in story(network, np.ones(count).tolist()).formula


@pytest.mark.parametrize(
    ("scale", "tried"), [(1.0, -1.0), (3.0, -5.0), (0.02, -0.02), (1000.0, -1000.0)]
)
def test_the_bias_that_is_tried_lets_fewer_sums_pass_but_some(scale: float, tried: float) -> None:
    told = story(vector(0.0), [0.7 * scale, 0.5 * scale])
    assert told.tried == pytest.approx(tried)
    assert 0 < told.active(told.tried) < told.active(0.0)


def test_the_usual_bias_is_tried_where_it_tells_something() -> None:
    assert story(vector(0.0), [5.0, 4.0]).tried == -10.0
    assert story(vector(0.0), [-5.0, -4.0]).tried == -10.0
    assert story(vector(0.0), [5.0, 4.0], tried=2.5).tried == 2.5


@pytest.mark.parametrize("function", ["sigmoid", "tanh", "relu", "identity"])
def test_the_curve_slides_while_the_points_stay(function: str) -> None:
    told = story(vector(1.5, function=function), [3.0, 2.0], tried=-4.0)
    drawn = graph(told)
    before = drawn.dots.points.copy()
    for bias in (0.0, -4.0, 1.5):
        drawn.turn_to(bias)
        np.testing.assert_array_equal(drawn.dots.points, before)
        np.testing.assert_allclose(
            drawn.dots.fills, activation_rgba(DARK, told.function(told.sums + bias), told.limit)
        )
        needed = drawn.curve.at(-bias)[0]
        assert needed[1] == pytest.approx(drawn.up.at(told.level)[0, 1])
        assert drawn.threshold.get_center()[0] == pytest.approx(needed[0])
        assert drawn.needed.number.value == pytest.approx(-bias)


@pytest.mark.parametrize("width", [4.0, 9.0])
@pytest.mark.parametrize("biases", [(-4.0, 2.5), (-60.0, 40.0)])  # with sums about 5
def test_what_is_needed_stands_over_its_line(width: float, biases: tuple[float, float]) -> None:
    tried, real = biases
    drawn = graph(story(vector(real), [3.0, 2.0], tried=tried), width)
    for bias in (0.0, tried, real):
        label = drawn.turn_to(bias).needed
        assert label.get_x() == pytest.approx(drawn.threshold.get_x())
        assert drawn.threshold.get_top()[1] < label.get_bottom()[1]
        assert Region(0, 0, width, 6).contains(label)
        assert label.get_top()[1] < drawn.names[1].get_bottom()[1]


def test_the_count_and_the_knob_follow_the_bias() -> None:
    told = story(LESSON, DIGITS.image(3, 0).ravel(), neuron=15)
    figures = Figures(LESSON.forward(DIGITS.image(3, 0).ravel()), DARK)
    panel = ActivePanel(figures, told, Region(0, 2, 3, 3), Region(0, -2, 3, 2))
    for bias in (0.0, -10.0, 1.55):
        panel.turn_to(bias)
        assert panel.count.value == (told.sums > -bias).sum()
        assert panel.knob.number.value == bias
    assert panel.knob.number.text == "+1.55"
    assert str(len(told.sums)) in {shown.text for shown in figures.shown}
    panel.count_above(4.0)
    assert panel.count.value == (told.sums > 4.0).sum()


def test_points_are_lit_down_to_a_sum() -> None:
    told = story(vector(0.0), [3.0, 2.0])
    drawn = graph(told).light(above=np.inf)
    np.testing.assert_allclose(drawn.dots.fills, activation_rgba(DARK, np.zeros(len(told.sums))))
    drawn.light(above=drawn.lowest)
    np.testing.assert_allclose(drawn.dots.fills, activation_rgba(DARK, told.function(told.sums)))


def test_no_point_hides_another() -> None:
    x = np.random.default_rng(3).normal(size=150)
    heights, radius = piled(x, 3.0)
    places = np.column_stack([x, heights])
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)[~np.eye(len(x), dtype=bool)]
    assert apart.min() >= 2 * radius - 1e-9 or radius == pytest.approx(0.035, abs=0.005)
    assert heights.min() >= radius - 1e-9
    assert heights.max() <= 3.0


def test_equal_values_are_piled_within_their_room() -> None:
    heights, radius = piled(np.zeros(200), 2.0)
    assert len(np.unique(heights)) == 200
    assert radius > 0
    assert heights.max() <= 2.0


def test_values_close_to_each_other_are_a_heap_and_no_lines() -> None:
    x = np.random.default_rng(3).normal(size=120) * 0.2
    heights, radius = piled(x, 2.0)
    aside, above = np.abs(x[:, None] - x), heights[:, None] - heights
    touching = (np.hypot(aside, above) < 2.05 * radius) & (above > 0)
    assert np.median(aside[touching]) > 0.8 * radius


def test_a_picture_is_seen_on_a_square_and_not_on_a_disc() -> None:
    images = np.stack([np.ones((4, 4)), np.zeros((4, 4))])
    marks = discs(DARK, [(-1.0, 0.0), (1.0, 0.0)], 0.8, activation_rgba(DARK, 0.0))
    thumbnails = Thumbnails(marks, images, DARK)
    with tempconfig({"pixel_width": 160, "pixel_height": 90}):
        seen = {}
        for roundness in (0.0, 1.0):
            thumbnails.roundness[:] = roundness
            camera = RasterCamera()
            camera.capture_mobjects([thumbnails])
            seen[roundness] = camera.pixel_array[45, [69, 91], 0].astype(int)
    assert seen[0.0][0] > 240 > 20 > seen[0.0][1]
    assert seen[1.0].max() < 20


def test_what_is_said_is_so() -> None:
    told = story(LESSON, DIGITS.image(3, 0).ravel(), neuron=15)
    words = BiasWords(told, 2)
    assert words.left() == "A sum must be above 10 now: only two are."
    assert "+1.55" in words.real()
    none = BiasWords(story(vector(-2.0), [1.0, 1.0], tried=-50.0), 2)
    assert "not one" in none.left()
    assert none.real() == "Its real bias is −2.00: it wants more than 2.00."


def test_nothing_is_counted_before_the_first_sum_is() -> None:
    told = story(vector(0.0), [1.0, 2.0])
    trace = told.samples.network.forward(told.samples.inputs[told.own])
    panel = ActivePanel(Figures(trace, DARK), told, Region(0, 2, 4, 3), Region(0, -2, 4, 2))
    assert panel.count_above(np.inf).count.get_fill_opacity() == 0
    assert panel.count_above(told.sums.max() - 1e-9).count.get_fill_opacity() == 1
    told.sums -= 100  # none is active
    assert panel.count_above(1.0).count.get_fill_opacity() == 0
    assert panel.count_above(-200.0).count.get_fill_opacity() == 1


def test_rings_are_about_what_is_active() -> None:
    made = graph(story(vector(0.0), [1.0, 2.0]))
    for bias in (-2.5, -1.0, 0.0):
        rings = made.turn_to(bias).active_rings()
        active = made.story.sums + bias > 0
        np.testing.assert_allclose(rings.centres, made.dots.centres[active])
        assert (rings.halves > made.dots.halves[active]).all()
