"""What tears a network, what speaks for each of its answers, and inputs that are varied."""

from __future__ import annotations

import numpy as np
import pytest

import netcore
from netcore import Layer, Network
from scenes.errors import ParameterError
from scenes.facts.answer import Answer, torn_between
from scenes.facts.torn import CLOSE, most_torn, sides
from scenes.facts.varied import Varied, covering, mixing, telling_cover
from scenes.layers.params import ConfusedOutputParams

LESSON = netcore.default_network()
SAMPLES = netcore.sample_digits()


def brightness_network(*rows: slice, activation: str = "sigmoid", scale: float = 1.0) -> Network:
    """Return a network whose outputs are how bright some rows of an 8 x 8 image are."""
    weights = np.zeros((len(rows), 8, 8))
    for output, those in enumerate(rows):
        weights[output, those] = scale / weights[output, those].size
    return Network(
        [Layer(weights.reshape(len(rows), 64), np.zeros(len(rows)), activation)], image_shape=(8, 8)
    )


class TestTornBetween:
    @pytest.mark.parametrize(
        ("outputs", "function", "torn"),
        [
            ((0.7, 0.1, 0.69), "sigmoid", True),
            ((0.7, 0.1, 0.2), "sigmoid", False),
            ((0.2, 0.19, 0.1), "sigmoid", False),
            ((0.2, 0.19, 0.1), "softmax", True),
            ((0.0, 0.0, 0.0), "relu", False),
            ((-1.0, -1.1, -3.0), "identity", False),
            ((9.0, 8.0, 0.0), "relu", True),
            ((0.9,), "sigmoid", False),
        ],
    )
    def test_both_count_or_there_is_no_rival(
        self, outputs: tuple[float, ...], function: str, torn: bool
    ) -> None:
        assert torn_between(np.array([outputs, outputs]), function).tolist() == [torn, torn]


class TestMostTorn:
    def test_it_is_the_closest_of_all_samples_that_are_torn(self) -> None:
        found = most_torn(LESSON)
        outputs = [np.sort(LESSON.forward(image.ravel()).outputs) for image in SAMPLES.images]
        gaps = [float(each[-1] - each[-2]) for each in outputs]
        place = int(np.argmin(gaps))
        np.testing.assert_array_equal(found.image, SAMPLES.images[place])
        assert found.torn
        assert found.label == str(SAMPLES.labels[place])
        assert gaps[place] <= CLOSE
        assert len(Answer.of(LESSON.forward(found.image.ravel())).neurons) == 2

    @pytest.mark.parametrize("digit", range(10))
    def test_of_a_digit_its_own_samples_alone_are_looked_through(self, digit: int) -> None:
        found = most_torn(LESSON, digit)
        assert found.label == str(digit)
        trace = LESSON.forward(found.image.ravel())
        first, second = trace.outputs[trace.ranking[:2]]
        if found.torn:
            assert first - second <= CLOSE
        else:
            own = SAMPLES.images[SAMPLES.labels == digit]
            for image in own:
                outputs = np.sort(LESSON.forward(image.ravel()).outputs)
                assert outputs[-1] - outputs[-2] >= first - second - 1e-12

    def test_samples_are_brought_into_the_networks_shape(self) -> None:
        network = brightness_network(slice(0, 4), slice(4, 8), activation="relu", scale=5.0)
        found = most_torn(network)
        assert found.image.shape == (8, 8)
        assert found.torn
        upper, lower = found.image[:4].mean(), found.image[4:].mean()
        assert abs(upper - lower) <= CLOSE * max(upper, lower)

    def test_a_lone_output_is_nearest_to_its_middle(self) -> None:
        network = brightness_network(slice(0, 8))
        found = most_torn(network)
        means = SAMPLES.images.reshape(len(SAMPLES.images), -1).mean(axis=1)
        assert found.image.mean() == pytest.approx(means.min())
        assert not found.torn


class TestSides:
    def test_each_is_a_clear_sample_of_its_rival(self) -> None:
        inputs = most_torn(LESSON).image.ravel()
        rivals = LESSON.forward(inputs).ranking[:2].tolist()
        for side, rival in zip(sides(LESSON, inputs, rivals), rivals, strict=True):
            assert side.kind == "clear"
            assert LESSON.forward(side.inputs).prediction == rival
            place = np.flatnonzero((SAMPLES.images.reshape(-1, 784) == side.inputs).all(axis=1))
            assert SAMPLES.labels[place].tolist() == [rival]

    def test_it_is_never_the_image_itself(self) -> None:
        for digit in range(10):
            inputs = SAMPLES.image(digit, 0).ravel()
            rivals = LESSON.forward(inputs).ranking[:2].tolist()
            for side in sides(LESSON, inputs, rivals):
                assert np.abs(side.inputs - inputs).max() > 0

    @pytest.mark.parametrize("digit", range(10))
    def test_it_is_as_clear_as_the_image_itself(self, digit: int) -> None:
        for sample in range(3):
            inputs = SAMPLES.image(digit, sample).ravel()
            before = LESSON.forward(inputs)
            first, second = before.ranking[:2].tolist()
            side, _ = sides(LESSON, inputs, (first, second))
            own, lead = (
                float(outputs[first] - outputs[second])
                for outputs in (before.outputs, LESSON.forward(side.inputs).outputs)
            )
            assert lead >= 0.98 * own

    def test_names_that_are_no_digits_are_what_a_sample_is_taken_for(self) -> None:
        halves = brightness_network(slice(0, 4), slice(4, 8), scale=9.0)
        network = Network(halves.layers, image_shape=(8, 8), labels=["up", "down"])
        upper = np.zeros((8, 8))
        upper[:4] = 1.0
        kinds = [side.kind for side in sides(network, upper.ravel(), (0, 1))]
        assert kinds == ["taken", "taken"]

    def test_where_nothing_is_taken_for_a_rival_another_sample_stands_in(self) -> None:
        network = Network(
            [Layer(np.zeros((2, 64)), np.array([2.0, -2.0]), "relu")], image_shape=(8, 8)
        )
        kinds = [side.kind for side in sides(network, np.ones(64), (0, 1))]
        assert kinds == ["clear", "other"]

    def test_of_a_vector_the_number_that_matters_most_is_turned(self) -> None:
        network = Network([Layer([[0.1, 2.0], [0.1, -3.0]], np.zeros(2))], image_shape=())
        inputs = np.array([5.0, 0.5])
        first, second = sides(network, inputs, (0, 1))
        assert first.kind == second.kind == "turned"
        assert first.index == second.index == 1
        assert (first.inputs[0], second.inputs[0]) == (5.0, 5.0)
        assert first.inputs[1] > 0.5 > second.inputs[1]

    def test_a_lone_output_is_raised_and_lowered(self) -> None:
        network = brightness_network(slice(0, 8))
        middle = np.full(64, 0.11)
        raised, lowered = (
            network.forward(s.inputs).outputs[0] for s in sides(network, middle, (0,))
        )
        assert raised > lowered


class TestVaried:
    def test_rows_are_covered_from_below_the_edge_in_part(self) -> None:
        inputs = np.arange(1.0, 9.0)
        at = covering(inputs, rows=4)
        np.testing.assert_array_equal(at(0.0), inputs)
        np.testing.assert_array_equal(at(0.25), [*inputs[:6], 0, 0])
        np.testing.assert_array_equal(at(0.375), [*inputs[:4], *inputs[4:6] / 2, 0, 0])
        np.testing.assert_array_equal(at(1.0), np.zeros(8))

    def test_a_mixture_goes_through_the_middle(self) -> None:
        at = mixing(np.zeros(2), np.ones(2), np.array([3.0, 5.0]))
        for place, expected in ((-1, [0, 0]), (-0.5, [0.5, 0.5]), (0, [1, 1]), (0.5, [2, 3])):
            np.testing.assert_allclose(at(place), expected)

    def test_a_pass_is_computed_anew_at_each_place(self) -> None:
        inputs = SAMPLES.image(3, 0).ravel()
        varied = Varied(LESSON, covering(inputs, 28))
        half = SAMPLES.image(3, 0).copy()
        half[14:] = 0
        np.testing.assert_allclose(varied.at(0.5).outputs, LESSON.forward(half.ravel()).outputs)

    def test_so_much_is_covered_that_another_answer_is_clearest(self) -> None:
        varied = Varied(LESSON, covering(SAMPLES.image(3, 0).ravel(), 28))
        share = telling_cover(varied, 28, range(10))
        assert share * 28 == pytest.approx(round(share * 28))
        assert 0 < share <= 0.7
        against = {
            row: np.delete(varied.at(row / 28).outputs, 3).max() - varied.at(row / 28).outputs[3]
            for row in range(1, 20)
        }
        assert against[round(share * 28)] == max(against.values())

    def test_what_is_not_drawn_does_not_come_up(self) -> None:
        varied = Varied(LESSON, covering(SAMPLES.image(3, 0).ravel(), 28))
        answered = varied.at(telling_cover(varied, 28, range(10))).ranking[0]
        drawn = [output for output in range(10) if output != answered]
        share = telling_cover(varied, 28, drawn)
        assert answered not in varied.at(share).ranking[:2]
        assert telling_cover(varied, 28, []) == 0


class TestParams:
    def test_it_looks_unless_something_is_given(self) -> None:
        assert ConfusedOutputParams().found(LESSON) is not None
        assert ConfusedOutputParams(digit=4).found(LESSON) is not None
        given = ConfusedOutputParams(digit=4, sample=2)
        assert given.found(LESSON) is None
        np.testing.assert_array_equal(given.load_input(LESSON), SAMPLES.image(4, 2))
        assert given.written(LESSON) == "4"

    def test_what_was_found_is_shown_and_its_label_known(self) -> None:
        found = most_torn(LESSON)
        np.testing.assert_array_equal(ConfusedOutputParams().load_input(LESSON), found.image)
        assert ConfusedOutputParams().written(LESSON) == found.label

    def test_a_sample_is_one_of_a_digits(self) -> None:
        with pytest.raises(ParameterError, match="set digit too"):
            ConfusedOutputParams(sample=3).load_input(LESSON)

    def test_a_vector_is_taken_as_it_is(self) -> None:
        iris = netcore.load_network(netcore.asset_path("networks/iris.npz"))
        params = ConfusedOutputParams(inputs=(5.9, 3.0, 5.1, 1.8))
        assert params.found(iris) is None
        assert params.load_input(iris).tolist() == [5.9, 3.0, 5.1, 1.8]
