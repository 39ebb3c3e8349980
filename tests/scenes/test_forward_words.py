"""What ForwardPass says of the layers and of the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from netcore import Layer, Network
from scenes.layers import wording
from scenes.layers.params import ForwardPassParams

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from netcore import Trace


class TestAnswer:
    @staticmethod
    def trace_of(outputs: Sequence[float], activation: str = "sigmoid") -> Trace:
        """Return a trace that ends with these outputs."""
        values = np.asarray(outputs)
        sums = np.log(values / (1 - values)) if activation == "sigmoid" else values
        return Network([Layer(np.zeros((len(values), 2)), sums, activation)]).forward([0.0, 0.0])

    def say(self, trace: Trace, **params: object) -> str:
        values = [f"{trace.outputs[index]:.2f}" for index in trace.ranking[:2]]
        return wording.answer(trace, ForwardPassParams.model_validate(params), values)

    def test_sure_and_right(self) -> None:
        text = self.say(self.trace_of([0.01, 0.02, 0.97]), digit=2)
        assert (
            text == "2 has the largest activation, 0.97. The network is very sure, and it is right."
        )

    def test_wrong(self) -> None:
        text = self.say(self.trace_of([0.01, 0.7, 0.2]), digit=2)
        assert "1 has the largest activation, 0.70" in text
        assert "fairly sure" in text
        assert "wrong: somebody wrote a 2" in text

    def test_torn(self) -> None:
        text = self.say(self.trace_of([0.01, 0.62, 0.55]), digit=1)
        assert "2 comes close with 0.55" in text
        assert "torn, and it is right" in text

    def test_not_sure(self) -> None:
        assert "far from sure" in self.say(self.trace_of([0.01, 0.2, 0.03]), digit=1)

    def test_of_an_image_nobody_knows_what_it_is(self, tmp_path: Path) -> None:
        text = self.say(self.trace_of([0.01, 0.02, 0.97]), image=tmp_path / "digit.png")
        assert text.endswith("The network is very sure.")

    def test_outputs_without_bounds_say_nothing_of_being_sure(self) -> None:
        text = self.say(self.trace_of([1.0, 7.0, 2.0], "identity"), digit=1)
        assert "sure" not in text
        assert "7.00" in text


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ((784, 16, 16, 10), "two hidden layers of 16 neurons each, and 10 outputs"),
        ((784, 36, 10), "a hidden layer of 36 neurons, and 10 outputs"),
        ((784, 512, 256, 100), "two hidden layers of 512 and 256, and 100 outputs"),
        ((784, 1000, 3), "a hidden layer of 1,000 neurons"),
        ((784, 10), "Then come the 10 outputs"),
    ],
)
def test_the_layers_are_counted(sizes: tuple[int, ...], words: str) -> None:
    assert words in wording.layers(sizes)


class TestWording:
    def test_a_single_neuron_and_a_single_output(self) -> None:
        text = wording.layers((784, 1, 1))
        assert text == "Then a hidden layer of a single neuron, and a single output."

    @pytest.mark.parametrize(
        ("z", "ends"), [(2.0, "nearer to 1 than to 0."), (-2.0, "nearer to 0 than to 1.")]
    )
    def test_a_single_output_is_no_digit(self, z: float, ends: str) -> None:
        network = Network([Layer(np.zeros((1, 784)), [z], "sigmoid")])
        trace = network.forward(np.zeros(784))
        params = ForwardPassParams.model_validate({"digit": 0})
        assert wording.answer(trace, params, ["0.88"]).endswith(ends)
        assert not wording.is_right(trace, params)

    def test_of_plain_numbers_nobody_knows_the_digit(self) -> None:
        network = Network([Layer(np.eye(3), np.zeros(3), "sigmoid")], image_shape=())
        trace = network.forward([0.0, 0.0, 1.0])
        params = ForwardPassParams.model_validate({"inputs": (0, 0, 1)})
        assert "wrong" not in wording.answer(trace, params, ["0.73", "0.50"])
