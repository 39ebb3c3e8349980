"""What clips can be told: what goes in, which layer, which neuron; what makes no sense is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from netcore import Layer, Network, default_network, resampled, sample_digits
from scenes.catalogue import find
from scenes.errors import ParameterError
from scenes.facts.choosing import plainest_neuron
from scenes.params import ClipParams, LayerParams, NeuronParams
from tests.scenes.networks import SHAPES, given
from tests.scenes.stills import drawn

if TYPE_CHECKING:
    from pathlib import Path


def test_the_digit_is_averaged_to_the_networks_shape(tmp_path: Path) -> None:
    network = SHAPES["small"].save(tmp_path / "network.npz")
    params = ClipParams(digit=4, sample=1, network=network)
    digit = params.load_input(params.load_network())
    assert (digit == resampled(sample_digits().image(4, 1), (8, 8))).all()
    assert digit.mean() == pytest.approx(sample_digits().image(4, 1).mean())


def test_the_lessons_network_gets_the_digit_as_it_is() -> None:
    params = ClipParams(digit=4, sample=1)
    digit = params.load_input(params.load_network())
    assert (digit == sample_digits().image(4, 1)).all()


def test_a_neuron_that_is_not_there_is_told() -> None:
    network = default_network()
    with pytest.raises(ParameterError, match=r"no layer 4.*layers 1 to 3"):
        NeuronParams(layer=4).chosen(network)
    with pytest.raises(ParameterError, match="no neuron 16 in layer 2: it has neurons 0 to 15"):
        NeuronParams(layer=2, neuron=16).chosen(network)
    with pytest.raises(ParameterError, match="no neuron 10 in layer 3"):
        NeuronParams(layer=3, neuron=10).chosen(network)
    assert NeuronParams(layer=3, neuron=9).chosen(network) == (3, 9)


def test_a_layer_that_is_not_there_is_told() -> None:
    with pytest.raises(ParameterError, match=r"no layer 4.*layers 1 to 3"):
        LayerParams(layer=4).check(default_network())
    LayerParams(layer=3).check(default_network())


def test_the_plainest_neuron_has_the_broadest_strokes() -> None:
    rng = np.random.default_rng(1)
    weights = rng.normal(size=(3, 64))
    weights[1] = np.repeat([2.0, -1.0], 32)
    network = Network([Layer(weights, np.zeros(3)), Layer(np.eye(3), np.zeros(3))])
    assert plainest_neuron(network, 1) == 1
    assert plainest_neuron(network, 2) == 0
    assert NeuronParams().chosen(network) == (1, 1)


@pytest.mark.parametrize(
    ("name", "network", "told", "said"),
    [
        ("WeightedSum", "iris", {"inputs": ()}, r"4 numbers .*\(sepal length, .*got none"),
        ("WeightedSum", "lesson", {"inputs": (1.0,)}, "looks at images of 28 x 28 pixels"),
        ("SigmoidSquish", "other", {"layer": 2}, r"depends on all sums at once.*layer 1"),
        ("SigmoidSquish", "lesson", {"layer": 9}, r"no layer 9.*1 to 3"),
        ("MatrixForm", "lesson", {"layer": 4}, r"no layer 4.*1 to 3"),
    ],
)
def test_what_makes_no_sense_is_told(
    name: str, network: str, told: dict[str, Any], said: str, tmp_path: Path
) -> None:
    with pytest.raises(ParameterError, match=said) as caught:
        drawn(find(name), tmp_path, set(), **(given(network, tmp_path) | told))
    assert "\n" not in str(caught.value)
