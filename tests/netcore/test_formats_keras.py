"""Files of Keras and PyTorch, as they wrote them (models/make.py)."""

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from netcore import FileError, FormatError, InputError, load_network, unit_pixels
from tests.netcore.keras_files import (
    INPUT,
    called,
    functional,
    hdf5,
    keras,
    kernel,
    layer,
    node,
    sequential,
    weights,
)

Array = NDArray[Any]

MODELS = Path(__file__).with_name("models")


def known(name: str) -> Array:
    with np.load(MODELS / "outputs.npz") as outputs:
        return np.asarray(outputs[name])


EXPORTS = [
    ("torch.safetensors", "torch", ["relu", "tanh", "softmax"]),
    ("torch_script.onnx", "torch", None),
    ("torch_dynamo.onnx", "torch", None),
    ("torch_beside.onnx", "torch", None),
    ("keras_sequential.keras", "sequential", None),
    ("keras_sequential.h5", "sequential", None),
    ("keras_functional.keras", "functional", None),
    ("keras_functional.h5", "functional", None),
    ("keras_functional.weights.h5", "functional", ["tanh", "relu", "sigmoid"]),
]

# Their outputs are logarithms of a softmax, all but the last one's.
NORMALISED = [
    ("torch_norms.onnx", "norms", None),
    ("torch_norms.safetensors", "norms", ["relu", "tanh", "softmax"]),
    ("keras_norms.keras", "norms_keras", None),
    ("keras_norms.h5", "norms_keras", None),
    ("torch_named_norms.safetensors", "named_norms", ["relu", "relu", "identity"]),
]


@pytest.mark.parametrize(("file", "name", "activations"), EXPORTS)
def test_the_outputs_are_those_of_the_library_that_wrote_it(
    file: str, name: str, activations: list[str] | None
) -> None:
    network = load_network(MODELS / file, activations)
    outputs = network.forward(known(f"{name}_x")).outputs
    np.testing.assert_allclose(outputs, known(f"{name}_y"), rtol=0, atol=1e-6)
    assert network.image_shape == (None if name == "functional" else (8, 8))


@pytest.mark.parametrize(("file", "name", "activations"), NORMALISED)
def test_normalisations_are_folded_into_their_dense_layers(
    file: str, name: str, activations: list[str] | None
) -> None:
    where = "before" if name == "named_norms" else None
    network = load_network(MODELS / file, activations, batch_norm=where)
    outputs = network.forward(known(f"{name}_x")).outputs
    expected = known(f"{name}_y")
    expected = expected if name == "named_norms" else np.exp(expected)
    np.testing.assert_allclose(outputs, expected, rtol=0, atol=1e-6)
    is_told = network.record.get("outputs") == "logarithms"
    assert is_told == (activations is None)


def test_weights_alone_need_activations() -> None:
    with pytest.raises(InputError, match=r"pass 2 names, one for each layer \(dense \(64→12\), "):
        load_network(MODELS / "keras_sequential.weights.h5")


def test_bytes_to_units() -> None:
    network = load_network(MODELS / "keras_sequential.keras")
    assert dict(network.record) == {"pixels": "0 to 255"}
    x = known("sequential_x")
    outputs = unit_pixels(network).forward(x / 255).outputs
    np.testing.assert_allclose(outputs, known("sequential_y"), rtol=0, atol=1e-6)


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("keras_convolution.keras", "layer 'edges' is a Conv2D: only chains of dense layers"),
        ("torch_convolution.onnx", r"'/0/Conv' is a Conv: only chains of dense layers"),
        ("torch_convolution.safetensors", r"'0.weight' has shape \(2, 1, 3, 3\)"),
    ],
)
def test_a_convolution_is_refused_by_name(file: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        load_network(MODELS / file)


def test_a_package_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for package in ("safetensors", "onnx"):
        monkeypatch.setitem(sys.modules, package, None)
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "h5py" else find(name)
    )
    for file, package in (
        ("torch.safetensors", "safetensors"),
        ("torch_script.onnx", "onnx"),
        ("keras_functional.h5", "h5py"),
    ):
        with pytest.raises(FileError, match=rf"{package}: pip install 'netreel\[formats\]'"):
            load_network(MODELS / file)


def test_an_older_file(tmp_path: Path) -> None:
    """Keras 2: weights below the layer's name, and the description as bytes."""

    def fill(file: Any) -> None:
        first, second = layer(batch_input_shape=[None, 4]), layer(name="second")
        second["config"]["activation"] = "softmax"
        file.attrs["model_config"] = np.bytes_(json.dumps(sequential(first, second)))
        for name, array in (("second", kernel(3, 2)), ("first", kernel())):
            file[f"model_weights/{name}/{name}/kernel:0"] = array
            file[f"model_weights/{name}/{name}/bias:0"] = np.zeros(array.shape[1])
        file["optimizer_weights/first/kernel:0"] = kernel()

    (tmp_path / "old.h5").write_bytes(hdf5(fill))
    network = load_network(tmp_path / "old.h5")
    assert [layer.activation for layer in network.layers] == ["relu", "softmax"]
    for found, array in zip(network.layers, (kernel(), kernel(3, 2)), strict=True):
        np.testing.assert_array_equal(found.weights, array.T)


def test_normalisations_lie_along_the_last_axis(tmp_path: Path) -> None:
    """Constants in the description, of an image; and Keras 2's way to name the axis."""
    numbers = {"mean": [0.1, 0.2], "variance": [4.0, 0.0]}
    norm = layer("BatchNormalization", "norm", axis=[1], epsilon=0.5, center=False)
    model = sequential(
        layer("Normalization", "n", axis=-1, batch_input_shape=[None, 2, 2], **numbers),
        layer("Flatten", "f"), layer(activation="linear"), norm, layer("Dropout", "d"),
        layer("Identity", "i"), layer("Activation", "a", activation="log_softmax"),
    )  # fmt: skip

    def fill(file: Any) -> None:
        weights(file)
        constants = np.array([[2, 1, 3], [1, 0, 2], [4, 3, 0.5]], np.float32)
        for number, array in enumerate(constants):
            file[f"layers/batch_normalization/vars/{number}"] = array

    (tmp_path / "norm.keras").write_bytes(keras(model, fill))
    network = load_network(tmp_path / "norm.keras")
    x = np.random.default_rng(1).random((9, 2, 2))
    z = ((x - [0.1, 0.2]) / [2, 1e-7]).reshape(9, 4) @ kernel() + 1
    z = np.array([2, 1, 3]) * (z - [1, 0, 2]) / np.sqrt([4.5, 3.5, 1])
    (found,) = network.layers
    np.testing.assert_allclose(x.reshape(9, 4) @ found.weights.T + found.biases, z, rtol=1e-6)
    assert found.activation == "softmax"
    assert network.image_shape == (2, 2)


LAYER_BEHIND_D = {**layer(), **node("d")}


def nested_models(depth: int) -> dict[str, Any]:
    model = sequential(layer())
    for number in range(depth):
        model["config"]["name"] = f"inner {number}"
        model = sequential(model)
    return model


def twofold() -> dict[str, Any]:
    model = functional(INPUT, {**layer(), **node("in")})
    model["config"]["output_layers"] = [["in", 0, 0], ["first", 0, 0]]
    return model


DESCRIBED: list[tuple[str, Any, str]] = [
    ("lambda", sequential(layer("Lambda", "code")), "layer 'code' is a Lambda: only chains"),
    ("own class", {"class_name": "MyModel"}, "expected a Sequential or functional model, got 'My"),
    ("no model", [1], "expected a Sequential or functional model"),
    ("no layers", sequential(), "expected a list of 1 to 200 layers"),
    ("odd layer", sequential(3), "expected layers with a class and settings"),
    ("twins", sequential(layer(), layer()), "expected layers of different names"),
    ("units", sequential(layer(units=7)), "layer 'first': expected 7 neurons"),
    ("biases", sequential(layer(use_bias=False)), "its biases do not fit its description"),
    ("activation", sequential(layer(activation="gelu")), "'first' is a gelu: expected an activ"),
    ("other", sequential(layer(activation="mine")), "layer 'first': expected an activation out of"),
    ("selu", sequential(layer(activation="selu")), "'first' is a selu: expected an activation out"),
    ("prelu", sequential(layer(), layer("PReLU", "p")), "'p' is a PReLU: expected an activation"),
    ("threshold", sequential(layer(), layer("ReLU", "r", threshold=1)), "ReLU without threshold"),
    ("slope", sequential(layer(activation="linear"), layer("LeakyReLU", "l", alpha=-1)), "above 0"),
    ("int4", sequential(layer(dtype={"config": {"mode": "int4"}})), "there are no kernel_scale"),
    (
        "channels",
        sequential(
            layer("Flatten", "f", data_format="channels_first", batch_input_shape=[None, 2, 2, 1]),
            layer(),
        ),
        "'f': expected Flatten with data_format channels_last",
    ),
    (
        "channels by Reshape",
        sequential(
            layer("Reshape", "r", target_shape=[2, 2], batch_input_shape=[None, 4]),
            layer("Flatten", "f", data_format="channels_first"),
            layer(),
        ),
        "'f': expected Flatten with data_format channels_last",
    ),
    (
        "inverse",
        functional(
            INPUT, {**layer("TrueDivide", "d"), **called(1.0, "in")}, {**layer(), **node("d")}
        ),
        "layer 'd': expected TrueDivide by a constant other than 0",
    ),
    ("nested", nested_models(12), "models within models 8 deep at most"),
    ("norm", sequential(layer("BatchNormalization", "n"), layer()), "'n': there are no gamma of"),
    ("inverse", sequential(layer("Normalization", "n", mean=1, invert=True)), "without invert"),
    ("means", sequential(layer("Normalization", "n", mean=[1, 2]), layer()), "expected 1 or 4 con"),
    (
        "rows",
        sequential(
            layer("Normalization", "n", mean=[1, 2], axis=1, batch_input_shape=[None, 2, 2]),
            layer(),
        ),
        "layer 'n': expected Normalization over the last axis",
    ),
    ("own function", sequential(layer(activation={"config": {"name": "f"}})), "got 'f'"),
    ("missing", sequential(layer(), layer(name="b")), "layer 'b': there are no weights of it"),
    ("input", sequential(layer(batch_input_shape=[None, 28, 28])), "takes 4 numbers, but 784"),
    ("scale", sequential(layer("Rescaling", "r", scale="x"), layer()), "scale: expected numbers"),
    ("scales", sequential(layer("Rescaling", "r", scale=[1, 2]), layer()), "expected 1 or 4 const"),
    ("relu6", sequential(layer(), layer("ReLU", "six", max_value=6)), "ReLU without max_value"),
    ("axis", sequential(layer(), layer("Softmax", "s", axis=0)), "Softmax over the last axis"),
    ("reshape", sequential(layer(), layer("Reshape", "r", target_shape=[2])), "of all numbers"),
    (
        "fork",
        functional(INPUT, {**layer(), **node("in")}, {**layer(name="b"), **node("in")}),
        "layer 'in' leads to several others",
    ),
    ("join", functional(INPUT, {**layer("Add", "sum"), **node("in", "b")}), "'sum' joins several"),
    ("loop", functional(INPUT, {**layer(), **node("first")}), "layer 'first' follows none"),
    ("outputs", twofold(), "expected one output, that of layer 'first'"),
    ("inputs", functional(INPUT, layer()), "expected one input, got 2"),
]


@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize(("model", "message"), [pytest.param(*d[1:], id=d[0]) for d in DESCRIBED])
def test_what_is_no_chain_of_dense_layers_is_refused_by_name(
    model: Any, message: str, tmp_path: Path
) -> None:
    (tmp_path / "other.keras").write_bytes(keras(model))
    with pytest.raises(FormatError, match=message) as caught:
        load_network(tmp_path / "other.keras")
    assert str(caught.value).startswith(f"{tmp_path / 'other.keras'}: ")
    assert "\n" not in str(caught.value)
