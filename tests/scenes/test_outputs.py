"""The outputs, large: out of the quiet network, turned like a knob, and what is said of them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from manim import ManimColor

import netcore
from netcore import Layer, Network, Trace
from scenes.components.network.last_layer import LastLayer
from scenes.components.network.mixer import Mixer
from scenes.components.network.output_panel import Outputs
from scenes.components.network.quiet import QuietNetwork
from scenes.facts.answer import Answer
from scenes.facts.answer_words import Doubt, Outcome
from scenes.facts.torn import Found, Side, sides
from scenes.facts.varied import Varied, covering, mixing
from scenes.figures import Figures
from scenes.look.encoding import activation_rgba
from scenes.look.stage import Aspect, Region, Stage
from scenes.look.theme import theme

pytestmark = pytest.mark.usefixtures("landscape")

DARK = theme("dark")
LESSON = netcore.default_network()
IRIS = netcore.load_network(netcore.asset_path("networks/iris.npz"))
FLOWER = np.array([5.9, 3.0, 5.1, 1.8])
REGION = Region(1.0, 0.5, 6.0, 6.0)


def digit_trace(digit: int, sample: int = 0) -> Trace:
    return LESSON.forward(netcore.sample_digits().image(digit, sample).ravel())


def outputs_trace(outputs: list[float], activation: str = "identity") -> Trace:
    """Return a trace of two plain numbers that ends with these sums z."""
    layer = Layer(np.zeros((len(outputs), 2)), np.array(outputs), activation)
    return Network([layer], image_shape=()).forward([1.0, 2.0])


class TestOutputs:
    def test_everything_stands_for_another_forward_pass(self) -> None:
        three, eight = digit_trace(3), digit_trace(8)
        outputs = Outputs(Figures(three, DARK), REGION, passes=[eight]).stand_for(eight)
        fills = activation_rgba(DARK, eight.outputs)
        np.testing.assert_allclose(outputs.column.neurons.fills, fills)
        lengths = outputs.readout.bars.bars.halves[:, 0] / outputs.readout.bars.tracks.halves[:, 0]
        np.testing.assert_allclose(lengths, eight.outputs, atol=0.005)
        written = [number.text for number in outputs.readout.numbers]
        assert written == [f"{value:.2f}" for value in eight.outputs]

    def test_bars_have_room_for_what_will_be_shown(self) -> None:
        now, later = outputs_trace([0.5, 1.0]), outputs_trace([-4.0, 2.0])
        alone = Outputs(Figures(now, DARK), REGION)
        outputs = Outputs(Figures(now, DARK), REGION, passes=[later])
        assert not alone.readout.bars.signed
        assert outputs.readout.bars.signed
        assert outputs.readout.bars.limit == outputs.column.limit == 4.0
        outputs.stand_for(later)
        bars, tracks = outputs.readout.bars.bars, outputs.readout.bars.tracks
        left = bars.centres[0, 0] - bars.halves[0, 0]
        assert left == pytest.approx(tracks.centres[0, 0] - tracks.halves[0, 0])
        assert outputs.readout.numbers[0].get_left()[0] > tracks.get_right()[0]

    def test_the_numbers_rise_to_the_outputs_and_are_recorded(self) -> None:
        figures = Figures(digit_trace(3), DARK)
        outputs = Outputs(figures, REGION).switch_off()
        rising = outputs.rise(1.0)
        rising.begin()
        rising.interpolate(0.0)
        assert {number.value for number in outputs.readout.numbers} == {0.0}
        rising.interpolate(1.0)
        rising.finish()
        real = figures.trace.outputs.tolist()
        assert [number.value for number in outputs.readout.numbers] == pytest.approx(real)
        figures.shown.clear()
        outputs.cite()
        assert [shown.value for shown in figures.shown] == real

    def test_a_box_goes_about_each_answer_in_the_colour_of_what_is_right(self) -> None:
        trace = outputs_trace([2.0, 2.1, -2.0], "sigmoid")
        outputs = Outputs(Figures(trace, DARK), REGION)
        boxes = outputs.boxes(Answer.of(trace, written="1"))
        colours = [ManimColor(box.get_stroke_color()).to_hex().upper() for box in boxes]
        assert colours == [DARK.right.upper(), DARK.highlight.upper()]
        ends = [(box.get_bottom()[1], box.get_top()[1]) for box in boxes]
        assert ends[1][0] >= ends[0][1] - 1e-9  # the second is above, and they do not cross
        assert outputs.written() == ["0.89", "0.88"]

    def test_in_a_row_a_box_keeps_clear_of_its_number_and_of_the_next(self) -> None:
        trace = outputs_trace(np.linspace(-1, 1, 10).tolist(), "softmax")
        outputs = Outputs(Figures(trace, DARK, Stage("9:16")), REGION, across=True)
        box, (before, own, after) = outputs.box_about(4, DARK.text), outputs.readout.numbers[3:6]
        left, right = box.get_left()[0], box.get_right()[0]
        clear = 2 * box.get_stroke_width() / 100
        assert before.get_right()[0] + clear < left < own.get_left()[0] - clear
        assert own.get_right()[0] + clear < right < after.get_left()[0] - clear

    @pytest.mark.parametrize("count", [1, 3, 10, 40])
    @pytest.mark.parametrize("across", [False, True])
    def test_it_fits_its_region(self, count: int, across: bool) -> None:
        trace = outputs_trace(np.linspace(-1, 1, count).tolist(), "softmax")
        outputs = Outputs(Figures(trace, DARK), REGION, across=across)
        assert len(outputs.column.shown) == min(count, 10)
        box = outputs.box_about(int(outputs.column.shown[0]), DARK.text)
        for part in (outputs, box):
            assert REGION.x - 3.01 <= part.get_left()[0] <= part.get_right()[0] <= REGION.x + 3.01
            assert REGION.y - 3.01 <= part.get_bottom()[1] <= part.get_top()[1] <= REGION.y + 3.01

    def test_a_row_writes_two_decimals_where_three_find_no_room(self) -> None:
        trace = digit_trace(3)
        narrow = Region(0, 0, 4.0, 4.0)
        for across, written in ((False, 5), (True, 4)):
            outputs = Outputs(Figures(trace, DARK), narrow, across=across, decimals=3)
            assert {len(number.text) for number in outputs.readout.numbers} == {written}

    def test_a_question_mark_stands_in_each_neuron(self) -> None:
        outputs = Outputs(Figures(digit_trace(3), DARK), REGION)
        marks, _ = outputs.ask()
        assert {mark.text for mark in marks} == {"?"}
        for mark, place in zip(marks, outputs.column.neurons.centres, strict=True):
            np.testing.assert_allclose(mark.get_center(), place, atol=1e-6)
            assert mark.height < outputs.column.radius * 2


def near(trace: Trace, aspect: Aspect = "16:9") -> LastLayer:
    figures = Figures(trace, DARK, Stage(aspect))
    rows = 28 if trace.network is LESSON else len(trace.activations[0])
    hidden = Varied(trace.network, covering(trace.activations[0], rows))
    return LastLayer(QuietNetwork(figures), [hidden.at(0.5)])


class TestLastLayer:
    @pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
    @pytest.mark.parametrize("network", ["lesson", "iris"])
    def test_the_network_becomes_what_stands_in_its_place(
        self, network: str, aspect: Aspect
    ) -> None:
        trace = digit_trace(3) if network == "lesson" else IRIS.forward(FLOWER)
        layer = near(trace, aspect)
        coming = layer.come_near()
        coming.begin()
        coming.interpolate(1.0)
        coming.finish()
        home = layer.home
        for moved, column in zip(home.columns, layer.columns, strict=True):
            np.testing.assert_allclose(moved.neurons.points, column.neurons.points, atol=1e-9)
            np.testing.assert_allclose(moved.neurons.fills, column.neurons.fills, atol=1e-9)
        for lines, there in zip(home.connections, layer.connections, strict=True):
            if lines.weights.size > 2000:  # these go, and come again in their place
                assert (lines.opacity, there.opacity) == (0.0, 1.0)
                continue
            np.testing.assert_allclose(lines.points, there.points, atol=1e-9)
            assert lines.rest == there.rest
        for label, place in zip(home.outputs.labels, layer.outputs.readout.labels, strict=True):
            np.testing.assert_allclose(label.points, place.points, atol=1e-9)

    @pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
    def test_inputs_layers_and_outputs_follow_each_other(self, aspect: Aspect) -> None:
        layer = near(digit_trace(3), aspect)
        picture = layer.inputs.picture
        assert picture is not None
        along = 1 if aspect == "9:16" else 0
        ways = [part.get_center()[along] for part in (picture, *layer.columns)]
        ways = ways if along == 0 else [-way for way in ways]
        assert all(before < after for before, after in pairwise(ways))

    def test_it_all_follows_the_inputs(self) -> None:
        trace = digit_trace(3)
        layer = near(trace)
        hidden = Varied(LESSON, covering(trace.activations[0], 28))
        turning = layer.turn(hidden, lambda progress: progress / 2, 1.0)
        turning.begin()
        turning.interpolate(1.0)
        half = hidden.at(0.5)
        assert layer.inputs.picture is not None
        np.testing.assert_allclose(layer.inputs.picture.values.ravel(), half.activations[0])
        for column, values in zip(layer.columns, half.activations, strict=True):
            np.testing.assert_allclose(column.neurons.fills, column.colours(values))
        figures = layer.figures
        figures.shown.clear()
        layer.cite(half)
        assert [shown.value for shown in figures.shown] == half.outputs.tolist()

    def test_what_is_written_into_the_inputs_is_in_their_neurons_too(self) -> None:
        trace = digit_trace(3)
        layer = near(trace)
        picture, neurons = layer.inputs.picture, layer.columns[0].neurons
        assert picture is not None
        lit = neurons.fills.copy()
        writing = layer.write(picture, 1.0)
        assert not picture.values.any()
        np.testing.assert_allclose(neurons.fills, activation_rgba(DARK, np.zeros(len(neurons))))
        writing.begin()
        writing.interpolate(1.0)
        np.testing.assert_allclose(picture.fills, activation_rgba(DARK, trace.activations[0]))
        np.testing.assert_allclose(neurons.fills, lit)

    @pytest.mark.parametrize(("together", "seconds"), [(9.0, 1.5), (3.0, 1.0), (0.6, 0.35)])
    def test_pulses_are_neither_too_slow_nor_too_quick(
        self, together: float, seconds: float
    ) -> None:
        layer = near(digit_trace(3))
        assert [pulse.run_time for pulse in layer.pulses(together)] == [pytest.approx(seconds)] * 3

    def test_numbers_in_a_list_follow_as_well(self) -> None:
        layer = near(IRIS.forward(FLOWER))
        layer.stand_for(IRIS.forward(FLOWER * (1, 1, 1, 0)))
        assert [number.value for number in layer.inputs.numbers] == [5.9, 3.0, 5.1, 0.0]


class TestMixer:
    def mixer(self, trace: Trace) -> tuple[Mixer, tuple[Side, Side]]:
        ends = sides(trace.network, trace.activations[0], trace.ranking[:2].tolist())
        first, second = ends
        varied = Varied(trace.network, mixing(first.inputs, trace.activations[0], second.inputs))
        passes = [varied.at(place) for place in (-1, 1)]
        return Mixer(Figures(trace, DARK), REGION, varied, ends, passes), ends

    @pytest.mark.parametrize("alone", [True, False])
    def test_the_inputs_begin_alone_or_where_they_have_their_place(self, *, alone: bool) -> None:
        trace = digit_trace(3)
        varied = Varied(LESSON, mixing(*[trace.activations[0]] * 3))
        ends = sides(LESSON, trace.activations[0], trace.ranking[:2].tolist())
        mixer = Mixer(Figures(trace, DARK), REGION, varied, ends, [trace], alone=alone)
        off = np.abs(mixer.inputs.get_center() - mixer.beside.get_center()).max()
        assert (off > 0.1) == alone

    def test_the_image_and_the_outputs_go_to_either_side(self) -> None:
        trace = digit_trace(3)
        mixer, ends = self.mixer(trace)
        outputs = Outputs(mixer.figures, REGION)
        for place, end in zip((-1, 1), ends, strict=True):
            turning = mixer.turn(outputs, 0, place, 1.0)
            turning.begin()
            turning.interpolate(1.0)
            assert mixer.inputs.picture is not None
            np.testing.assert_allclose(mixer.inputs.picture.values.ravel(), end.inputs)
            values = [number.value for number in outputs.readout.numbers]
            assert values == pytest.approx(LESSON.forward(end.inputs).outputs.tolist())

    def test_the_ends_of_a_turned_number_are_its_values(self) -> None:
        mixer, (first, second) = self.mixer(IRIS.forward(FLOWER))
        assert first.index is not None
        ends = [shown.value for shown in mixer.figures.shown[-2:]]
        assert ends == [first.inputs[first.index], second.inputs[first.index]]
        mixer.turn_to(1.0)
        assert mixer.inputs.numbers[first.index].value == second.inputs[first.index]
        assert mixer.inputs.numbers[first.index - 1].value == FLOWER[first.index - 1]


class TestOutcome:
    def test_outputs_are_counted_and_the_question_names_what_goes_in(self) -> None:
        trace = digit_trace(8)
        tell = Outcome(trace, Answer.of(trace, "8"), drawn=10)
        assert tell.last_layer() == "The last layer: ten neurons, one for each digit."
        assert tell.question().startswith("An 8 goes in. Which of them")
        assert "row by row" in tell.covering()

    def test_not_all_may_be_drawn(self) -> None:
        trace = outputs_trace(np.linspace(0, 1, 30).tolist())
        tell = Outcome(trace, Answer.of(trace), drawn=10)
        assert tell.last_layer() == ("The last layer: of its outputs the most active are drawn.")
        assert tell.question().startswith("This goes in.")
        assert "Set the numbers to zero" in tell.covering()

    def test_a_lone_output_is_no_answer_among_others(self) -> None:
        trace = outputs_trace([0.4], "sigmoid")
        tell = Outcome(trace, Answer.of(trace), drawn=1)
        assert tell.last_layer() == "The last layer is a single neuron."
        assert tell.question() == "This goes in. How active does it become?"

    def test_what_is_answered_then_is_said(self) -> None:
        trace = digit_trace(3)
        tell = Outcome(trace, Answer.of(trace, "3"), drawn=10)
        assert tell.covered(digit_trace(7), ["1.00", "0.00"]) == (
            "Now the answer is 7, with 1.00: very sure."
        )
        silent = outputs_trace([-3.0, -4.0], "sigmoid")
        assert tell.covered(silent, ["0.05", "0.02"]) == "Now no output is active."


class TestDoubt:
    def doubt(
        self,
        sums: list[float],
        written: str | None = None,
        *,
        found: bool = True,
        steps_to: float = 1.0,
        **more: int,
    ) -> Doubt:
        trace = outputs_trace(sums, "sigmoid")
        ends = (outputs_trace([3.0, -3.0], "sigmoid"), outputs_trace([-3.0, 3.0], "sigmoid"))
        sample = Found(np.zeros((1, 2)), "1", torn=True) if found else None
        steps = (outputs_trace([1.0, 0.0], "sigmoid"), outputs_trace([0.0, steps_to], "sigmoid"))
        return Doubt(trace, Answer.of(trace, written), sample, more.get("digit"), ends, steps)

    @pytest.mark.parametrize(
        ("sums", "told", "said"),
        [
            (
                [1.0, 0.9],
                {"written": "1"},
                ["Torn between 0, with A, and 1, with B.", "Wrong: somebody wrote a 1."],
            ),
            ([1.0, 0.9], {}, ["Torn between 0, with A, and 1, with B."]),
            (
                [3.0, -3.0],
                {"digit": 4},
                ["Of all 4s this comes nearest to a tie.", "0 has A, 1 has B."],
            ),
            (
                [3.0, -3.0],
                {},
                ["Of all samples this comes nearest to a tie.", "0 has A, 1 has B."],
            ),
            ([3.0, -3.0], {"found": False}, ["Not torn: 0 has A, 1 has B."]),
            (
                [-3.0, -4.0],
                {"found": False},
                ["No output is active: the network recognises nothing."],
            ),
        ],
    )
    def test_how_near_it_is_to_a_tie_is_said_as_it_is(
        self, sums: list[float], told: dict[str, Any], said: list[str]
    ) -> None:
        assert self.doubt(sums, **told).verdict(["A", "B"]) == said

    @pytest.mark.parametrize(
        ("sums", "steps_to", "said"),
        [
            ([1.0, 0.9], 1.0, "So near to a tie, one small step to either side decides."),
            ([1.0, 0.9], -1.0, "Back again: 0 is still ahead."),
            ([1.0, 0.1], 1.0, "Back again: 0 is still ahead."),
            ([3.0, -3.0], 1.0, "Back again: the answer is 0."),
            ([-3.0, -4.0], 1.0, "Back again: no output is active."),
        ],
    )
    def test_a_tie_is_one_that_a_small_step_decides(
        self, sums: list[float], steps_to: float, said: str
    ) -> None:
        tell = self.doubt(sums, steps_to=steps_to)
        assert tell.end() == said
        assert tell.tied == said.startswith("So near")

    def test_the_two_trade_places_only_if_they_do(self) -> None:
        trace = outputs_trace([3.0, -3.0], "sigmoid")
        clear = Side(np.zeros(2), "clear")
        same = Doubt(trace, Answer.of(trace), None, None, *[(trace, trace)] * 2)
        assert same.towards(clear, 1) == "Now into a clear 1."
        assert self.doubt([1.0, 0.9]).towards(clear, 1) == (
            "Now into a clear 1, and the two trade places."
        )

    @pytest.mark.parametrize(
        ("kind", "said"),
        [
            ("clear", "Turn it into a clear 0, little by little."),
            ("taken", "Turn it into a sample taken for 0, little by little."),
            ("other", "Turn it into another sample, little by little."),
            ("turned", "Turn one of the numbers."),
        ],
    )
    def test_what_is_mixed_in_is_named(self, kind: str, said: str) -> None:
        assert self.doubt([1.0, 0.9]).towards(Side(np.zeros(2), kind), 0) == said

    @pytest.mark.parametrize(("written", "said"), [("0", "another 0"), ("1", "a 0"), (None, "a 0")])
    def test_a_sample_is_called_clear_only_if_it_is_clearer(
        self, written: str | None, said: str
    ) -> None:
        tell = self.doubt([3.0, -3.0], written)
        clear = Side(np.zeros(2), "clear")
        assert tell.towards(clear, 0) == f"Turn it into {said}, little by little."
        assert tell.towards(clear, 1) == "Now into a clear 1, and the two trade places."

    def test_a_lone_output_is_said_to_rise_only_if_it_does(self) -> None:
        trace, lower = (outputs_trace([z], "sigmoid") for z in (1.0, -1.0))
        tell = Doubt(trace, Answer.of(trace), None, None, *[(lower, lower)] * 2)
        assert "lowers it" in tell.towards(Side(np.zeros(2), "other"), 0)
        assert tell.end() == "Back again, and the output is as it was."
