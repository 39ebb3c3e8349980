"""What ForwardPass is made of: its answer in words, its one sum, its way back, its end."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from netcore import Layer, Network, activation, default_network, load_network, sample_digits
from scenes.components.grids.legend import Legend
from scenes.components.network.arriving import ArrivingSum, WayBack
from scenes.components.network.home import NetworkHome
from scenes.components.network.pulses import Signals, send
from scenes.components.network.quiet import QuietNetwork
from scenes.facts.answer import Answer
from scenes.facts.choosing import drawn_neurons, plainest_neuron
from scenes.facts.readings import contribution, weighted_sum
from scenes.facts.tracing import traced_back
from scenes.figures import Figures
from scenes.layers.words import Wording
from scenes.look.encoding import activation_rgba, needs_scale
from scenes.look.sizes import PIXELS_PER_UNIT, TOUCH
from scenes.look.stage import Stage
from scenes.look.theme import THEMES
from tests.scenes.networks import OTHER, SHAPES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from netcore import Trace
    from scenes.look.stage import Aspect

DARK = THEMES["dark"]


def trace_of_digit(digit: int = 3) -> Trace:
    return default_network().forward(sample_digits().image(digit, 0).ravel())


def home_of(digit: int = 3, aspect: Aspect = "16:9", *, elided: bool = False) -> NetworkHome:
    figures = Figures(trace_of_digit(digit), DARK, Stage(aspect))
    return NetworkHome(figures, str(digit), elided=elided)


def trace_of(outputs: Sequence[float], activation: str = "sigmoid") -> Trace:
    """Return a trace that ends with these outputs."""
    values = np.asarray(outputs)
    sums = np.log(values / (1 - values)) if activation == "sigmoid" else values
    return Network([Layer(np.zeros((len(values), 2)), sums, activation)]).forward([0.0, 0.0])


def quiet_of(digit: int = 3) -> QuietNetwork:
    return QuietNetwork(Figures(trace_of_digit(digit), DARK), str(digit))


class TestQuiet:
    def test_it_is_home_with_nothing_behind_the_inputs(self) -> None:
        home, quiet = home_of(8), quiet_of(8)
        pairs = list(zip(home.columns, quiet.columns, strict=True))
        for lit, dark in pairs:
            np.testing.assert_array_equal(lit.neurons.points, dark.neurons.points)
        np.testing.assert_array_equal(pairs[0][0].neurons.fills, pairs[0][1].neurons.fills)
        for _, dark in pairs[1:]:
            off = activation_rgba(DARK, np.zeros(len(dark.shown)))
            np.testing.assert_array_equal(dark.neurons.fills, off)
        assert {part.rest for part in quiet.connections} == {1.0}
        assert quiet.picture is not None
        shown = quiet.get_family()
        assert {quiet.picture, quiet.counts, quiet.legends} <= set(shown)
        assert not {*quiet.boxes, *quiet.outputs.values, quiet.outputs.bars.bars} & set(shown)
        assert (quiet.outputs.bars.bars.halves[:, 0] < 0.01).all()


class TestHome:
    @pytest.mark.parametrize("elided", [False, True])
    @pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
    def test_every_neuron_is_as_bright_as_its_activation(
        self, aspect: Aspect, elided: bool
    ) -> None:
        home = home_of(8, aspect, elided=elided)
        trace = trace_of_digit(8)
        for column, values in zip(home.columns, trace.activations, strict=True):
            expected = activation_rgba(DARK, values[column.shown])
            np.testing.assert_allclose(column.neurons.fills, expected, atol=1e-9)
        bars, tracks = home.outputs.bars.bars, home.outputs.bars.tracks
        along = 1 if home.down else 0
        shares = bars.halves[:, along] / tracks.halves[:, along]
        np.testing.assert_allclose(shares, trace.outputs, atol=4e-3)

    def test_all_connections_are_drawn(self) -> None:
        home = home_of()
        network = default_network()
        assert [len(shown) for shown in home.shown] == list(network.sizes)
        assert sum(part.weights.size for part in home.connections) == network.weight_count

    @pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
    def test_it_fills_the_picture_and_stays_in_it(self, aspect: Aspect) -> None:
        home, picture = home_of(aspect=aspect), Stage(aspect).picture
        assert home.get_left()[0] >= picture.x - picture.width / 2 - 0.02
        assert home.get_right()[0] <= picture.x + picture.width / 2 + 0.02
        assert home.get_bottom()[1] >= picture.y - picture.height / 2 - 0.02
        assert home.get_top()[1] <= picture.y + picture.height / 2 + 0.02
        assert home.width * home.height > 0.85 * picture.width * picture.height

    @pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
    def test_the_box_is_around_the_largest_output(self, aspect: Aspect) -> None:
        home = home_of(7, aspect)
        (box,) = home.boxes
        offset = np.abs(home.columns[-1].neurons.centres - box.get_center())
        inside = (offset[:, 0] < box.width / 2) & (offset[:, 1] < box.height / 2)
        assert np.flatnonzero(inside).tolist() == [7]

    @pytest.mark.parametrize("digit", [3, 4])
    def test_the_box_about_an_answer_touches_no_number(self, digit: int, tmp_path: Path) -> None:
        network = load_network(OTHER.save(tmp_path / "other.npz"))
        trace = network.forward(sample_digits().image(digit, 0).ravel())
        home = NetworkHome(Figures(trace, DARK, Stage("9:16")), str(digit))
        for box in home.boxes:
            stroke = box.stroke_width / 200
            sides = np.array([box.get_left()[0], box.get_right()[0]])
            for number in home.outputs.numbers:
                ends = np.array([number.get_left()[0], number.get_right()[0]])
                assert np.abs(sides[:, None] - ends).min() > stroke + TOUCH / 2

    def test_elided_it_shows_bright_inputs_and_the_storys_neuron(self) -> None:
        home = home_of(1, elided=True)
        assert (home.figures.inputs[home.shown[0]] > 0.5).sum() == 8
        trace = home.figures.trace
        assert [len(shown) for shown in drawn_neurons(trace, 3, 4, 5, elided=True)] == [3, 3, 3, 4]
        assert plainest_neuron(trace.network, 1) in drawn_neurons(trace, 3, 4, 5, elided=True)[1]


def home_of_shape(shape: str, folder: Path, aspect: Aspect = "16:9") -> NetworkHome:
    given = SHAPES[shape]
    names = given.told.get("input_names", ())
    network = load_network(given.save(folder / "network.npz"), input_names=names or None)
    inputs = given.told.get("inputs", np.linspace(0, 1, network.sizes[0]))
    return NetworkHome(Figures(network.forward(inputs), DARK, Stage(aspect)))


class TestHomeOfOtherNetworks:
    @pytest.mark.parametrize("shape", ["small", "deep", "numbers"])
    def test_hidden_activations_beyond_0_to_1_have_a_scale(
        self, shape: str, tmp_path: Path
    ) -> None:
        home = home_of_shape(shape, tmp_path)
        hidden = np.concatenate(home.figures.trace.activations[1:-1])
        scales = [part for part in home.legends.get_family() if isinstance(part, Legend)]
        largest = max(1.0, float(np.abs(hidden).max()))
        assert len(scales) == needs_scale(hidden)
        for legend in scales:
            assert legend.high.value == pytest.approx(largest)
            assert legend.low.value == pytest.approx(-largest if hidden.min() < 0 else 0)
        assert all(column.limit == largest for column in home.columns[1:-1])

    def test_the_box_around_an_answer_keeps_off_the_counts(self, tmp_path: Path) -> None:
        home = home_of_shape("binary", tmp_path, "9:16")
        assert len(home.boxes) == 1
        assert home.counts[-1].get_right()[0] < home.boxes.get_left()[0]

    @pytest.mark.parametrize("aspect", ["16:9", "9:16"])
    def test_each_number_stands_beside_its_neuron_with_its_name(
        self, aspect: Aspect, tmp_path: Path
    ) -> None:
        home = home_of_shape("numbers", tmp_path, aspect)
        listed, column = home.listed, home.columns[0]
        assert listed is not None
        along = 0 if aspect == "9:16" else 1
        places = column.neurons.centres[:, along]
        for texts in (listed.names, listed.values):
            centres = [text.get_center()[along] for text in texts]
            np.testing.assert_allclose(centres, places, atol=0.06)
        assert [value.value for value in listed.values] == home.figures.inputs.tolist()

    def test_many_numbers_are_a_block(self, tmp_path: Path) -> None:
        home = home_of_shape("vector", tmp_path)
        assert home.listed is None
        assert home.picture is not None
        assert len(home.picture) == len(home.columns[0].neurons) == len(home.figures.inputs)

    def test_where_connections_are_too_many_hidden_layers_are_drawn_in_part(
        self, tmp_path: Path
    ) -> None:
        home = home_of_shape("wide", tmp_path)
        assert [len(shown) for shown in home.shown] == [600, 16, 16, 3]
        assert plainest_neuron(home.figures.network, 1) in home.shown[1]


class TestArriving:
    @pytest.mark.parametrize("digit", range(10))
    @pytest.mark.parametrize("lesson", [True, False])
    def test_the_sum_starts_from_the_bias_and_ends_at_what_the_neuron_is_lit_by(
        self, digit: int, tmp_path: Path, *, lesson: bool
    ) -> None:
        network = default_network() if lesson else load_network(OTHER.save(tmp_path / "other.npz"))
        trace = network.forward(sample_digits().image(digit, 0).ravel())
        home = QuietNetwork(Figures(trace, DARK), str(digit))
        one, layer = ArrivingSum(home.figures, home, home.told), network.layer(1)
        products, start = layer.weights[home.told] * trace.activations[0], layer.biases[home.told]
        assert one.total.value == pytest.approx(start)
        animation = one.arrive(2.0)
        animation.begin()
        animation.interpolate(0.5)
        some = one.signals.arrived
        assert 0 < some.sum() < len(some)
        assert one.total.value == pytest.approx(start + products[products != 0][some].sum())
        animation.finish()
        lit = activation(layer.activation)(np.array([one.total.value]))
        assert lit == pytest.approx(trace.activations[1][[home.told]])
        one.cite()
        assert home.figures.shown[-1].source == weighted_sum(1, home.told)

    @pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
    def test_among_many_small_neurons_the_one_told_of_is_large(
        self, aspect: Aspect, tmp_path: Path
    ) -> None:
        network = load_network(OTHER.save(tmp_path / "other.npz"))
        trace = network.forward(sample_digits().image(3, 0).ravel())
        home = QuietNetwork(Figures(trace, DARK, Stage(aspect)), "3")
        one, column = ArrivingSum(home.figures, home, home.told), home.columns[1]
        assert one.disc.width * PIXELS_PER_UNIT / 1.5 > 23  # in a picture of 1280 x 720
        assert one.disc.width > 1.8 * 2 * column.radius
        np.testing.assert_allclose(one.disc.get_center(), column.place_of(home.told))
        back = one.be_one_of_many()
        back.begin()
        back.finish()
        assert one.disc.width == pytest.approx(2 * column.radius)

    def test_elided_what_is_not_drawn_comes_from_the_dots(self) -> None:
        home = home_of(elided=True)
        one = ArrivingSum(home.figures, home, 15)
        dots = home.columns[0].dots.get_center()
        starts = one.signals.points[: len(one.terms)]
        from_dots = np.isclose(starts, dots).all(axis=1).sum()
        lit = np.flatnonzero(home.figures.inputs)
        assert from_dots == len(lit) - np.isin(lit, home.shown[0]).sum()

    def test_a_layer_lights_as_the_head_arrives_and_not_before(self) -> None:
        home = quiet_of()
        column = home.columns[1]
        animation = send(home.connections[0], column)
        animation.begin()
        off = column.neurons.fills.copy()
        animation.interpolate(0.6)
        np.testing.assert_array_equal(column.neurons.fills, off)
        animation.interpolate(0.8)
        assert (column.neurons.fills[:, 0] > off[:, 0]).any()
        animation.finish()
        expected = activation_rgba(DARK, home.figures.trace.activations[1])
        np.testing.assert_allclose(column.neurons.fills, expected, atol=1e-9)


class TestSignals:
    def test_they_leave_in_turn_and_all_arrive(self) -> None:
        ends = np.zeros((4, 3))
        signals = Signals(ends, ends + 1, [1.0, -2.0, 0.5, 3.0], DARK, tail=0.5)
        heads = signals.leave_in_turn(0.5, 0.6).heads
        assert (np.diff(heads) < 0).any()
        assert (np.diff(heads) <= 0).all()
        assert signals.leave_in_turn(1.0, 0.6).arrived.all()
        assert not signals.leave_in_turn(0.0, 0.6).heads.any()


class TestWayBack:
    def test_it_is_what_a_pencil_finds(self) -> None:
        network = Network(
            [
                Layer([[1.0, 2.0], [3.0, -1.0], [0.5, 0.0]], np.zeros(3), "identity"),
                Layer([[1.0, 1.0, -9.0], [0.0, 0.0, 1.0]], np.zeros(2), "identity"),
            ],
            image_shape=(),
        )
        trace = network.forward([1.0, 2.0])  # hidden 5, 1, 0.5; outputs 1.5, 0.5
        last, first = traced_back(trace, 0, (2, 9, 2), [np.arange(n) for n in network.sizes])
        assert (last.layer, last.sources.tolist(), last.values.tolist()) == (2, [0, 1], [5.0, 1.0])
        assert first.layer == 1
        pairs = zip(first.neurons.tolist(), first.sources.tolist(), strict=True)
        assert dict(zip(pairs, first.values.tolist(), strict=True)) == {(0, 1): 4.0, (1, 0): 3.0}

    def test_where_nothing_speaks_for_it_there_is_no_way_back(self) -> None:
        network = Network([Layer([[-1.0]], [0.0], "identity")], image_shape=())
        assert traced_back(network.forward([2.0]), 0, (3, 3, 3), [np.arange(1)] * 2) == []

    def test_its_products_are_read(self) -> None:
        home = home_of()
        back = WayBack(home.figures, home)
        shown = {shown.source: shown.value for shown in home.figures.shown}
        products = home.figures.trace.contributions(3, 3)
        for source in np.argsort(-products)[:4]:
            assert shown[contribution(3, 3, int(source))] == pytest.approx(products[source])
        assert len(back.products) == 4
        assert len(back.pixels) > 0
        for on, shown_neurons in zip(back.dims(), home.shown, strict=True):
            assert 0 < on.sum() < len(shown_neurons)
        assert [step.layer for step in back.found] == [3, 2, 1]
        for after, before in pairwise(back.found):
            assert set(before.neurons.tolist()) <= set(after.sources.tolist())

    @pytest.mark.parametrize("digit", [0, 4, 6, 7])
    @pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
    def test_each_line_into_the_answer_has_its_number_or_none_has(
        self, aspect: Aspect, digit: int, tmp_path: Path
    ) -> None:
        network = load_network(OTHER.save(tmp_path / "other.npz"))
        trace = network.forward(sample_digits().image(digit, 0).ravel())
        home = NetworkHome(Figures(trace, DARK, Stage(aspect)), str(digit))
        back = WayBack(home.figures, home)
        last, column = back.found[0], home.columns[-2]
        products = trace.contributions(last.layer, home.answer.ranking[0])
        np.testing.assert_allclose(last.values, np.sort(products)[::-1][: len(last.values)])
        assert len(back.products) in {0, len(last.sources)}
        for plate, value in zip(back.products, last.values, strict=False):
            places = [column.place_of(source) for source in last.sources]
            away = [np.linalg.norm(plate.get_center() - place) for place in places]
            assert last.values[int(np.argmin(away))] == value

    @pytest.mark.parametrize(("aspect", "least"), [("16:9", 1.4), ("9:16", 1.1), ("1:1", 1.0)])
    def test_the_picture_takes_the_room_before_the_layers(
        self, aspect: Aspect, least: float
    ) -> None:
        home = home_of(8, aspect)
        back, picture = WayBack(home.figures, home), home.picture
        assert picture is not None
        before = float(picture.width)
        growing = back.show_the_pixels_large()
        growing.begin()
        growing.finish()
        assert picture.width >= least * before - 1e-6
        assert Stage(aspect).picture.contains(picture)
        edge = 1 if home.down else 0
        layers = home.columns[0]
        if aspect == "16:9":
            assert picture.get_right()[edge] < layers.get_left()[edge]
        else:
            assert picture.get_bottom()[1] > layers.get_top()[1]
        offsets = (back.pixels.centres - picture.get_center()) / (picture.width / 28) + 13.5
        np.testing.assert_allclose(offsets[:, :2], np.round(offsets[:, :2]), atol=1e-6)


class TestAnswer:
    @staticmethod
    def say(trace: Trace, written: str | None = None) -> str:
        answer = Answer.of(trace, written)
        values = [f"{trace.outputs[index]:.{answer.decimals}f}" for index in answer.ranking[:2]]
        return Wording(trace, answer).name_the_answer(values)

    def test_sure_and_right(self) -> None:
        text = self.say(trace_of([0.01, 0.02, 0.97]), "2")
        assert text == "The answer is 2, with 0.97: very sure, and right."

    def test_wrong(self) -> None:
        text = self.say(trace_of([0.01, 0.7, *[0.2] * 7]), "8")
        assert text == "The answer is 1, with 0.70: fairly sure. Wrong: somebody wrote an 8."
        assert not Answer.of(trace_of([0.01, 0.7, 0.2]), "2").right

    def test_torn_between_two_with_decimals_that_differ(self) -> None:
        trace = trace_of([0.01, 0.8537, 0.8510])
        answer = Answer.of(trace, "1")
        assert (answer.neurons, answer.decimals) == ((1, 2), 3)
        text = self.say(trace, "1")
        assert text == "Torn between 1, with 0.854, and 2, with 0.851. 1 is right."
        assert len(text) <= 88

    def test_where_no_output_is_active_nothing_is_recognised(self) -> None:
        trace = trace_of([0.1, 0.29, 0.2])
        assert Answer.of(trace, "1").neurons == ()
        assert self.say(trace, "1") == "No output is active: the network recognises nothing."
        assert "no answer" in Wording(trace, Answer.of(trace)).summary()

    def test_of_an_image_nobody_knows_what_it_is(self) -> None:
        assert self.say(trace_of([0.01, 0.02, 0.97])).endswith(": very sure.")

    def test_outputs_without_bounds_say_nothing_of_being_sure(self) -> None:
        text = self.say(trace_of([1.0, 7.0, 2.0], "identity"), "1")
        assert text == "The answer is 1, with 7.00, and right."

    @pytest.mark.parametrize(
        ("z", "ends"), [(2.0, "nearer to on than to off."), (-2.0, "nearer to off than to on.")]
    )
    def test_a_single_output_is_no_digit(self, z: float, ends: str) -> None:
        trace = Network([Layer(np.zeros((1, 2)), [z], "sigmoid")]).forward([0.0, 0.0])
        assert self.say(trace).endswith(ends)
