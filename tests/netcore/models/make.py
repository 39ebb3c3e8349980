"""Writes the files beside it with the real libraries; run by hand, not by the tests.

    pip install torch keras h5py onnx onnxscript safetensors
    KERAS_BACKEND=torch python tests/netcore/models/make.py

Made with torch 2.13.0, Keras 3.15.1, onnx 1.23.2 and safetensors 0.8.0. The networks are untrained.
`outputs.npz` has the inputs, ``<name>_x``, and what the library computes of them, ``<name>_y``.
"""

import contextlib
from collections import OrderedDict
from pathlib import Path
from typing import Any

import keras
import numpy as np
import onnx
import torch
from keras import layers
from safetensors.torch import save_file
from torch import nn

HERE = Path(__file__).parent
RNG = np.random.default_rng(11)


def main() -> None:
    """Write all files."""
    torch.manual_seed(3)
    found: dict[str, np.ndarray[Any, Any]] = {}
    with torch.no_grad():
        from_torch(found)
    from_keras(found)
    with torch.no_grad():
        normalised_torch(found)
    normalised_keras(found)
    np.savez_compressed(HERE / "outputs.npz", **found)  # type: ignore[arg-type]


def from_torch(found: dict[str, Any]) -> None:
    """Write a sequential module as safetensors, and as ONNX from both exporters."""
    model = nn.Sequential(
        nn.Flatten(), nn.Linear(64, 12), nn.ReLU(), nn.Dropout(), nn.Linear(12, 11), nn.Tanh(),
        nn.Linear(11, 10), nn.Softmax(dim=1),
    ).eval()  # fmt: skip
    x = torch.rand(20, 1, 8, 8)
    found["torch_x"], found["torch_y"] = x.reshape(20, 64).numpy(), model(x).numpy()
    save_file(model.state_dict(), HERE / "torch.safetensors")
    axes = {"x": {0: "batch"}}
    named = {"input_names": ["x"], "dynamic_axes": axes}
    torch.onnx.export(model, (x,), HERE / "torch_script.onnx", dynamo=False, **named)
    torch.onnx.export(model, (x,), HERE / "torch_dynamo.onnx", dynamo=True, external_data=False)
    without_traces(HERE / "torch_dynamo.onnx")
    torch.onnx.export(model, (x,), HERE / "torch_beside.onnx")  # with a torch_beside.onnx.data
    without_traces(HERE / "torch_beside.onnx")
    convolution = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(72, 10))
    save_file(convolution.state_dict(), HERE / "torch_convolution.safetensors")
    torch.onnx.export(convolution, (x,), HERE / "torch_convolution.onnx", dynamo=False, **named)


def without_traces(path: Path) -> None:
    """Take out the exporter's notes, which name files of the machine it ran on."""
    model = onnx.load(path, load_external_data=False)
    for node in model.graph.node:
        del node.metadata_props[:]
    onnx.save(model, path)


def from_keras(found: dict[str, Any]) -> None:
    """Write a sequential and a functional model in each of Keras' formats."""
    sequential = keras.Sequential(
        [
            layers.Input((8, 8)), layers.Rescaling(1 / 255, offset=-0.5), layers.Flatten(),
            layers.Dense(12, activation="relu"), layers.Dropout(0.2), layers.Dense(10),
            layers.Softmax(),
        ]
    )  # fmt: skip
    vector = layers.Input((4,))
    hidden = layers.Dense(9, activation="tanh", name="hidden")(vector)
    hidden = layers.Activation("relu")(layers.Dense(8)(hidden))
    functional = keras.Model(vector, layers.Dense(3, "sigmoid", use_bias=False)(hidden))
    compiled = {"optimizer": "adam", "loss": "mse"}
    for name, model in (("sequential", sequential), ("functional", functional)):
        model.compile(**compiled)
        x = RNG.random((20, *model.input_shape[1:])).astype(np.float32)
        model.fit(x, RNG.random((20, model.output_shape[1])), verbose=0)
        outputs = keras.ops.convert_to_numpy(model(x))
        found[f"{name}_x"], found[f"{name}_y"] = x.reshape(20, -1), outputs
        model.save(HERE / f"keras_{name}.keras")
        with contextlib.suppress(ImportError):
            model.save(HERE / f"keras_{name}.h5")
        model.save_weights(HERE / f"keras_{name}.weights.h5")
    convolution = keras.Sequential([layers.Input((8, 8, 1)), layers.Conv2D(2, 3, name="edges")])
    convolution.save(HERE / "keras_convolution.keras")


def normalised_torch(found: dict[str, Any]) -> None:
    """Write modules with batch normalisation, before and behind an activation, and at the start."""
    sequential = nn.Sequential(
        nn.BatchNorm1d(6), nn.Linear(6, 8, bias=False), nn.BatchNorm1d(8), nn.ReLU(),
        nn.Linear(8, 8), nn.Tanh(), nn.BatchNorm1d(8, affine=False), nn.Linear(8, 3),
        nn.LogSoftmax(dim=1),
    )  # fmt: skip
    modules = {"fc1": nn.Linear(6, 8), "bn1": nn.BatchNorm1d(8), "act1": nn.ReLU()}
    modules |= {"fc2": nn.Linear(8, 5), "bn2": nn.BatchNorm1d(5), "act2": nn.ReLU()}
    named = nn.Sequential(OrderedDict(modules | {"out": nn.Linear(5, 3)}))
    for name, model in (("norms", sequential), ("named_norms", named)):
        for part in model:
            if isinstance(part, nn.BatchNorm1d):
                for tensor in (part.running_mean, part.running_var, part.weight, part.bias):
                    if tensor is not None:
                        tensor.uniform_(0.5, 2)
        model.eval()
        x = 2 * torch.rand(20, 6)
        found[f"{name}_x"], found[f"{name}_y"] = x.numpy(), model(x).numpy()
        save_file(model.state_dict(), HERE / f"torch_{name}.safetensors")
    export = {"input_names": ["x"], "dynamic_axes": {"x": {0: "batch"}}, "dynamo": False}
    unfused = torch.onnx.TrainingMode.PRESERVE
    path = HERE / "torch_norms.onnx"
    torch.onnx.export(sequential, (x,), path, training=unfused, **export)


def normalised_keras(found: dict[str, Any]) -> None:
    """Write a model that normalises its inputs and its layers, and ends in a logarithm."""
    x = RNG.random((40, 6)).astype(np.float32) * [1, 50, 0.1, 1, 3, 9] - 1
    model = keras.Sequential(
        [
            layers.Input((6,)), layers.Normalization(), layers.Dense(8), layers.GaussianNoise(0.1),
            layers.BatchNormalization(), layers.Activation("relu"), layers.Dense(7, "tanh"),
            layers.BatchNormalization(scale=False, epsilon=0.01), layers.Dense(3),
            layers.Activation("log_softmax"),
        ]
    )  # fmt: skip
    model.layers[0].adapt(x)
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, RNG.random((40, 3)), epochs=60, batch_size=8, verbose=0)
    found["norms_keras_x"], found["norms_keras_y"] = x, keras.ops.convert_to_numpy(model(x))
    model.save(HERE / "keras_norms.keras")
    with contextlib.suppress(ImportError):
        model.save(HERE / "keras_norms.h5")


if __name__ == "__main__":
    main()
