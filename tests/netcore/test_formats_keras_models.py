"""Keras' models within models, arithmetic, quantised layers and rectifiers, written by hand."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from netcore import FormatError, Network, load_network
from tests.netcore.keras_files import (
    INPUT,
    called,
    functional,
    keras,
    kernel,
    layer,
    node,
    sequential,
    weights,
)

pytestmark = pytest.mark.usefixtures("read_here")


def built(model: Any, fill: Any, tmp_path: Path) -> Network:
    (tmp_path / "model.keras").write_bytes(keras(model, fill))
    return load_network(tmp_path / "model.keras")


OPERATIONS: list[tuple[str, tuple[Any, ...], Any]] = [
    ("TrueDivide", ("in", 255.0), lambda x: x / 255),
    ("Divide", ("in", 4), lambda x: x / 4),
    ("Subtract", ("in", 0.5), lambda x: x - 0.5),
    ("Subtract", (1.0, "in"), lambda x: 1 - x),
    ("Multiply", (3.0, "in"), lambda x: 3 * x),
    ("Add", ("in", 2.0), lambda x: x + 2),
    (
        "Subtract",
        ("in", {"class_name": "__numpy__", "config": {"value": [1.0, 2.0, 3.0, 4.0]}}),
        lambda x: x - [1, 2, 3, 4],
    ),
]


@pytest.mark.parametrize(("kind", "inputs", "does"), OPERATIONS)
def test_arithmetic_of_a_functional_model(
    kind: str, inputs: tuple[Any, ...], does: Any, tmp_path: Path
) -> None:
    first = {**layer(kind, "op"), **called(*inputs)}
    model = functional(INPUT, first, {**layer(activation="linear"), **node("op")})
    network = built(model, weights, tmp_path)
    x = np.random.default_rng(2).random((5, 4))
    expected = does(x) @ kernel() + 1
    np.testing.assert_allclose(network.forward(x).outputs, expected, rtol=1e-6)


def test_arithmetic_as_tensorflow_wrote_it(tmp_path: Path) -> None:
    op = layer("TFOpLambda", "tf.math.truediv", function="math.truediv")
    op["inbound_nodes"] = [["in", 0, 0, {"y": 255.0, "name": None}]]
    dense = {**layer(activation="linear"), "inbound_nodes": [[["tf.math.truediv", 0, 0, {}]]]}
    network = built(functional(INPUT, op, dense), weights, tmp_path)
    x = np.random.default_rng(2).random((5, 4))
    np.testing.assert_allclose(network.forward(x).outputs, x / 255 @ kernel() + 1, rtol=1e-6)


def test_models_within_a_model(tmp_path: Path) -> None:
    inner = sequential(layer(), layer("Dropout", "d"), layer(name="second", activation="tanh"))
    inner["config"]["name"] = "inner"
    model = sequential(layer("Flatten", "f"), inner, layer(name="last", activation="softmax"))

    def fill(file: Any) -> None:
        weights(file, "layers/sequential/layers/dense")
        weights(file, "layers/sequential/layers/dense_1", kernel(3, 5))
        weights(file, "layers/dense", kernel(5, 2))

    network = built(model, fill, tmp_path)
    assert [found.activation for found in network.layers] == ["relu", "tanh", "softmax"]
    for found, array in zip(network.layers, (kernel(), kernel(3, 5), kernel(5, 2)), strict=True):
        np.testing.assert_array_equal(found.weights, array.T)


@pytest.mark.parametrize("dtype", [{"config": {"mode": "int8"}}, "int8_from_float32"])
@pytest.mark.parametrize("has_biases", [True, False])
def test_int8_is_made_real_again(dtype: Any, has_biases: bool, tmp_path: Path) -> None:
    scale = 127 / np.abs(kernel()).max(axis=0)

    def fill(file: Any) -> None:
        arrays = [np.round(kernel() * scale).astype(np.int8), np.ones(3), scale]
        for number, array in enumerate(arrays if has_biases else arrays[::2]):
            file[f"layers/dense/vars/{number}"] = array

    network = built(sequential(layer(dtype=dtype, use_bias=has_biases)), fill, tmp_path)
    np.testing.assert_allclose(network.layers[0].weights, kernel().T, atol=0.51 / scale.min())
    np.testing.assert_array_equal(network.layers[0].biases, np.full(3, float(has_biases)))
    assert network.record["quantised"] == "int8 weights"


@pytest.mark.parametrize("mode", ["int4", "float8", "gptq"])
def test_what_is_quantised_otherwise_is_refused_by_name(mode: str, tmp_path: Path) -> None:
    def fill(file: Any) -> None:
        for number, array in enumerate([kernel().astype(np.int8), np.ones(3), np.ones(3)]):
            file[f"layers/dense/vars/{number}"] = array

    model = sequential(layer(dtype={"config": {"mode": mode}}))
    with pytest.raises(FormatError, match=f"'first' is quantised to {mode}, .* before quantize"):
        built(model, fill, tmp_path)


def test_arrays_that_nothing_describes_are_refused(tmp_path: Path) -> None:
    def fill(file: Any) -> None:
        weights(file)
        file["layers/dense/vars/2"] = np.ones(3)

    with pytest.raises(FormatError, match="expected kernel and bias in the file, got more"):
        built(sequential(layer()), fill, tmp_path)


@pytest.mark.parametrize(
    ("kind", "settings", "name"),
    [
        ("LeakyReLU", {}, "leaky_relu:0.3"),
        ("LeakyReLU", {"negative_slope": 0.01}, "leaky_relu"),
        ("LeakyReLU", {"alpha": 0.2}, "leaky_relu:0.2"),
        ("ReLU", {"negative_slope": 0.1, "max_value": None, "threshold": 0.0}, "leaky_relu:0.1"),
        ("ReLU", {"negative_slope": 0.0}, "relu"),
        ("ELU", {"alpha": 0.5}, "elu:0.5"),
        ("Activation", {"activation": "leaky_relu"}, "leaky_relu:0.2"),
        ("Activation", {"activation": "elu"}, "elu"),
    ],
)
def test_rectifiers(kind: str, settings: dict[str, Any], name: str, tmp_path: Path) -> None:
    model = sequential(layer(activation="linear"), layer(kind, "r", **settings))
    assert built(model, weights, tmp_path).layers[0].activation == name
