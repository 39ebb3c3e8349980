"""What is turned by hand does what netcore says, and is found again among all marks."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from manim import RIGHT

from netcore import Layer, Network, Trace, default_network, sample_digits
from scenes.components.network.knob_bench import KnobBench
from scenes.components.network.knob_slide import KnobSlide
from scenes.components.network.weight_knob import WeightKnob
from scenes.facts.by_hand import ByHand
from scenes.figures import Figures
from scenes.look.stage import Aspect, Stage
from scenes.look.theme import THEMES
from scenes.squish.words import HandWords

pytestmark = pytest.mark.usefixtures("landscape")
FUNCTIONS = "sigmoid", "softmax", "relu", "tanh", "identity"


def trace_of(function: str, *sizes: int, hidden: str = "tanh") -> Trace:
    rng = np.random.default_rng(len(sizes) + sizes[-1])
    names = [hidden] * (len(sizes) - 2) + [function]
    layers = [
        Layer(rng.normal(size=(n, m)), rng.normal(size=n), name)
        for (m, n), name in zip(pairwise(sizes), names, strict=True)
    ]
    return Network(layers, image_shape=()).forward(rng.normal(size=sizes[0]))


def lesson(digit: int = 3) -> Trace:
    return default_network().forward(sample_digits().image(digit, 0).ravel())


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("sizes", [(5, 8, 4), (6, 3), (3, 1, 2)])
def test_the_output_that_came_second_leads_at_last(sizes: tuple[int, ...], function: str) -> None:
    trace = trace_of(function, *sizes)
    hand = ByHand(trace)
    assert hand.neuron == trace.ranking[1]
    sums = hand.at(hand.goal).pre_activations[-1]
    assert sums[hand.neuron] - trace.pre_activations[-1][hand.neuron] == pytest.approx(hand.way)
    if function == "sigmoid":
        assert hand.at(hand.goal).outputs[hand.neuron] > 0.95
    else:
        assert sums.argmax() == hand.neuron


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_lone_output_is_turned_to_the_other_side(function: str) -> None:
    trace = trace_of(function, 4, 3, 1)
    hand = ByHand(trace)
    before, after = (float(t.pre_activations[-1][0]) for t in (trace, hand.at(hand.goal)))
    assert hand.lone
    assert before * after < 0


@pytest.mark.parametrize("digit", range(10))
def test_every_turn_brings_it_nearer_within_its_dial(digit: int) -> None:
    hand = ByHand(lesson(digit))
    count = len(hand.start)
    steps = [
        float(hand.at(hand.turned(turned)).pre_activations[-1][hand.neuron])
        for turned in range(count + 1)
    ]
    assert count == 3
    assert (np.diff(steps) > 0).all()
    assert max(map(abs, hand.goal[:-1])) <= hand.limit + 1e-9
    assert hand.at(hand.start).network.digest == hand.network.digest


def test_without_an_active_neuron_before_the_bias_does_it_alone() -> None:
    silent = Layer(np.ones((3, 2)), -10 * np.ones(3), "relu")
    network = Network([silent, Layer(np.ones((2, 3)), [1.0, 0.0], "sigmoid")], image_shape=())
    hand = ByHand(network.forward([1.0, 1.0]))
    assert hand.inputs == ()
    assert hand.at(hand.goal).outputs[1] > 0.95


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_knobs_and_outputs_follow_and_say_what_is_so(aspect: Aspect) -> None:
    trace = lesson()
    figures, hand = Figures(trace, THEMES["dark"], Stage(aspect)), ByHand(trace)
    bench = KnobBench(figures, hand)
    bench.turn([0], 1.0).interpolate(1.0)
    after = bench.cite()
    settings = hand.turned(1)
    np.testing.assert_allclose(bench.settings, settings)
    assert after.outputs[hand.neuron] > trace.outputs[hand.neuron] + 0.3
    written = [shown.value for shown in figures.shown[-len(settings) - 10 :]]
    np.testing.assert_allclose(written[: len(settings)], settings)
    np.testing.assert_allclose(written[len(settings) :], after.outputs)
    assert figures.stage.picture.contains(bench)


def test_a_weight_has_the_colour_of_its_sign() -> None:
    figures = Figures(lesson(), THEMES["dark"])
    knob = WeightKnob(figures, 3, 7, 9, 12.0)
    for value, strongest in ((12.0, 2), (-12.0, 0)):
        fill = knob.turn_to(value).disc.fills[0]
        assert int(fill[:3].argmax()) == strongest
        assert fill[3] == 1
    assert knob.number.value == -12.0


def test_turned_marks_come_from_their_knobs_and_land_on_their_own() -> None:
    trace = lesson()
    figures, hand = Figures(trace, THEMES["dark"]), ByHand(trace)
    bench, slide = KnobBench(figures, hand), KnobSlide(figures)
    marked = slide.marked(hand.layer, hand.neuron, hand.inputs, bench.knobs)
    own = [slide.field.mark_of(hand.layer, hand.neuron, index) for index in (*hand.inputs, None)]
    (tile,) = (tile for tile in slide.field.mosaic.tiles if tile.layer == hand.layer)
    apart = own[0].centres[0] - own[1].centres[0]
    first, second = hand.inputs
    cell = slide.field.of_layer(1)[0].centres[1] - slide.field.of_layer(1)[0].centres[0]
    assert tile.inputs.shape == (10, 16)
    np.testing.assert_allclose(apart, (first - second) * cell @ RIGHT * RIGHT, atol=1e-9)
    there = slide.field.weights[0].points.copy()
    zoom = slide.zoom_out(marked, bench.knobs, 1.0)
    zoom.interpolate(0.0)
    for place, knob in zip(marked.centres, bench.knobs, strict=True):
        np.testing.assert_allclose(place, knob.centre, atol=1e-9)
    zoom.interpolate(1.0)
    for place, mark in zip(marked.centres, own, strict=True):
        np.testing.assert_allclose(place, mark.centres[0], atol=1e-9)
    np.testing.assert_allclose(slide.field.weights[0].points, there, atol=1e-9)
    np.testing.assert_allclose(marked.fills[-1, :3] * 255, [0xB3, 0x92, 0xF0])


def test_all_marks_seen_from_near_leave_the_captions_free() -> None:
    trace = lesson()
    figures, hand = Figures(trace, THEMES["dark"]), ByHand(trace)
    bench, slide = KnobBench(figures, hand), KnobSlide(figures)
    marked = slide.marked(hand.layer, hand.neuron, hand.inputs, bench.knobs)
    parts = [*slide.field.weights, *slide.field.biases]
    before = [part.fills.copy() for part in parts]
    zoom = slide.zoom_out(marked, bench.knobs, 1.0)
    bottom = figures.stage.picture.y - figures.stage.picture.height / 2
    below = 0
    for progress in (0.3, 0.5, 0.7):
        zoom.interpolate(progress)
        for part in parts:
            there = part.centres[:, 1] < bottom
            below += int(there.sum())
            assert not part.fills[there, 3].any()
    assert below > 100
    zoom.interpolate(1.0)
    for part, fills in zip(parts, before, strict=True):
        np.testing.assert_allclose(part.fills, fills)


def test_where_a_mark_stands_for_several_the_nearest_is_shown() -> None:
    rng = np.random.default_rng(1)
    layers = [
        Layer(rng.normal(size=(n, m)), np.zeros(n), "relu") for m, n in ((300, 300), (300, 9))
    ]
    trace = Network(layers, image_shape=()).forward(rng.normal(size=300))
    field = KnobSlide(Figures(trace, THEMES["dark"])).field
    assert field.mosaic.weights_a_square > 1
    mark = field.mark_of(1, 150, 299)
    (tile, *_) = (tile for tile in field.mosaic.tiles if 150 in tile.neurons)
    assert mark.centres[0, 0] > field.of_layer(1)[0].centres[:, 0].max() - 4 * mark.halves[0, 0]
    assert tile.layer == 1


@pytest.mark.long
@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("digit", [0, 3, 7, 9])
def test_no_knob_leaves_the_frame_on_the_way_to_its_mark(digit: int, aspect: Aspect) -> None:
    trace = lesson(digit)
    figures, hand = Figures(trace, THEMES["dark"], Stage(aspect)), ByHand(trace)
    bench, slide = KnobBench(figures, hand), KnobSlide(figures)
    marked = slide.marked(hand.layer, hand.neuron, hand.inputs, bench.knobs)
    zoom = slide.zoom_out(marked, bench.knobs, 1.0)
    frame = np.array([figures.stage.width, figures.stage.height]) / 2
    for progress in np.linspace(0, 1, 31):
        zoom.interpolate(progress)
        assert (np.abs(marked.centres[:, :2]) + marked.halves <= frame).all()


def test_what_is_said_at_last_is_what_the_outputs_say() -> None:
    said = set()
    for digit in range(10):
        hand = ByHand(lesson(digit))
        after = hand.at(hand.goal)
        first, text = int(after.outputs.argmax()), HandWords(hand).done(after)
        if first != hand.neuron:
            written = [f"{after.outputs[one]:.2f}" for one in (first, hand.neuron)]
            more = written[0] != written[1]
            assert ("still more" in text) is more
            said.add(more)
    assert True in said
