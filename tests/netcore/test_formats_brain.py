"""Networks of brain.js, written by hand as its toJSON does."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from netcore import FormatError, NetcoreError, load_network

RNG = np.random.default_rng(3)
WEIGHTS = [RNG.normal(size=(4, 3)), RNG.normal(size=(2, 4))]
BIASES = [RNG.normal(size=4), RNG.normal(size=2)]


def brain(**changes: Any) -> dict[str, Any]:
    layers = [
        {"weights": w.tolist(), "biases": b.tolist()} for w, b in zip(WEIGHTS, BIASES, strict=True)
    ]
    found = {
        "type": "NeuralNetwork",
        "sizes": [3, 4, 2],
        "layers": [{"weights": [], "biases": []}, *layers],
        "inputLookup": None,
        "outputLookup": {"no": 1, "yes": 0},
        "options": {"hiddenLayers": [4]},
        "trainOpts": {"activation": "sigmoid", "iterations": 20000},
    }
    return found | changes


def written(found: Any, tmp_path: Path) -> Path:
    (tmp_path / "brain.json").write_text(json.dumps(found))
    return tmp_path / "brain.json"


def test_the_first_layer_is_the_input(tmp_path: Path) -> None:
    network = load_network(written(brain(), tmp_path))
    assert (network.sizes, network.labels) == ((3, 4, 2), ("yes", "no"))
    x = RNG.normal(size=(9, 3))
    a = x
    for weights, biases in zip(WEIGHTS, BIASES, strict=True):
        a = 1 / (1 + np.exp(-(a @ weights.T + biases)))
    np.testing.assert_allclose(network.forward(x).outputs, a, rtol=1e-12)


@pytest.mark.parametrize(
    ("changes", "activation"),
    [
        ({"trainOpts": {}}, "sigmoid"),
        ({"trainOpts": {"activation": "relu"}}, "relu"),
        ({"trainOpts": {}, "options": {"activation": "tanh"}}, "tanh"),
        ({"trainOpts": {"activation": "leaky-relu", "leakyReluAlpha": 0.2}}, "leaky_relu:0.2"),
    ],
)
def test_every_layer_has_the_one_activation(
    changes: dict[str, Any], activation: str, tmp_path: Path
) -> None:
    network = load_network(written(brain(**changes), tmp_path))
    assert [layer.activation for layer in network.layers] == [activation, activation]


def test_names_of_inputs_are_kept(tmp_path: Path) -> None:
    lookup = {"width": 1, "height": 0, "depth": 2}
    network = load_network(written(brain(inputLookup=lookup), tmp_path))
    assert network.input_names == ("height", "width", "depth")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"type": "LSTM"}, "a 'LSTM' of brain.js: only its NeuralNetwork and NeuralNetworkGPU are"),
        ({"layers": [{}, {"0": {"bias": 1, "weights": {}}}]}, "not as version 2 writes it"),
        ({"layers": None}, "not as version 2 writes it"),
        ({"layers": []}, "not as version 2 writes it"),
        ({"trainOpts": {"activation": "swish"}}, "one of sigmoid, relu, tanh, leaky-relu, got 'sw"),
        ({"trainOpts": {"activation": "leaky-relu", "leakyReluAlpha": "x"}}, "expected a number"),
        ({"outputLookup": {"a": "b"}}, "expected a number for each name"),
        ({"layers": [{"weights": []}, {"weights": [[1], [2]]}]}, "labels|biases"),
    ],
)
def test_what_is_none_is_refused(changes: dict[str, Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(NetcoreError, match=message) as caught:
        load_network(written(brain(**changes), tmp_path))
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, FormatError) or "expected a number" in message
