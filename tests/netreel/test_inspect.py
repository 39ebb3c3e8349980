"""netreel inspect and convert: networks of any format, in words, numbers and .npz."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import save_file

import netcore
from tests.netreel.conftest import Run, assert_mistake

MODELS = Path(__file__).parents[1] / "netcore" / "models"


@pytest.fixture
def nameless(tmp_path: Path) -> Path:
    """Return a file that says nothing of its activations."""
    rng = np.random.default_rng(4)
    tensors = {"W1": rng.normal(size=(5, 4)), "b1": rng.normal(size=5), "W2": np.ones((2, 5))}
    save_file(tensors, tmp_path / "nameless.safetensors")
    return tmp_path / "nameless.safetensors"


def test_json_has_what_the_file_holds(run: Run) -> None:
    file = netcore.asset_path("networks/lesson.npz")
    told = json.loads(run("inspect", file, "--json").stdout)
    network = netcore.default_network()
    assert told["sizes"] == [784, 16, 16, 10]
    assert (told["parameters"], told["weights"], told["biases"]) == (13002, 12960, 42)
    assert told["image_shape"] == [28, 28]
    assert told["digest"] == network.digest
    for number, layer in enumerate(told["layers"], start=1):
        found = network.layer(number)
        assert (layer["layer"], layer["activation"]) == (number, found.activation)
        assert layer["weights"]["shape"] == list(found.weights.shape)
        assert layer["weights"]["least"] == found.weights.min()
        assert layer["biases"]["most"] == found.biases.max()


def test_words(run: Run) -> None:
    shown = run("inspect", MODELS / "keras_sequential.keras").stdout
    assert "64-12-10" in shown
    assert "910 parameters: 888 weights and 22 biases" in shown
    assert "12 x 64" in shown
    assert "The input is an image of 8 x 8 pixels." in shown
    assert "Columns of 64 neurons are drawn in part" in shown
    assert "Activations of relu may pass 1" in shown
    assert "counts pixels from 0 to 255" in shown
    assert max(map(len, shown.splitlines())) <= 100


def test_what_the_file_does_not_say_is_asked_for(run: Run, nameless: Path) -> None:
    asked = run("inspect", nameless)
    assert_mistake(asked, "pass 2 names", "--activations relu,softmax", "1 (4→5), 2 (5→2)")
    shown = run("inspect", nameless, "--activations", "relu, softmax", "--labels", "cat,dog").stdout
    assert "plain vector of 4 numbers" in shown
    assert "Outputs are labelled cat, dog." in shown


def test_what_was_folded_is_said(run: Run, tmp_path: Path) -> None:
    file = MODELS / "torch_named_norms.safetensors"
    options = ("--activations", "relu,relu,identity")
    assert_mistake(run("inspect", file, *options), "--batch-norm before", "--batch-norm after")
    told = " ".join(run("inspect", file, *options, "--batch-norm", "before").stdout.split())
    assert "folded in: bn1 before the activation of fc1, bn2 before the activation of fc2." in told
    run("convert", file, tmp_path / "copy.npz", *options, "--batch-norm", "after")
    told = " ".join(run("inspect", tmp_path / "copy.npz").stdout.split())
    assert "folded in: bn1 after the activation of fc1" in told


def test_a_copy_computes_the_same(run: Run, nameless: Path) -> None:
    result = run("convert", nameless, "copy.npz", "--activations", "relu,softmax", "--labels=a,b")
    assert result.stdout == "copy.npz: 4-5-2, 37 parameters\n"
    network = netcore.load_network(nameless, ("relu", "softmax"), ("a", "b"))
    copy = netcore.load_network("copy.npz")
    assert (copy.digest, copy.labels) == (network.digest, ("a", "b"))


def test_a_copy_counts_pixels_from_0_to_1(run: Run) -> None:
    run("convert", MODELS / "keras_sequential.keras", "copy.npz")
    with np.load(MODELS / "outputs.npz") as known:
        x, y = known["sequential_x"], known["sequential_y"]
    outputs = netcore.load_network("copy.npz").forward(x / 255).outputs
    np.testing.assert_allclose(outputs, y, rtol=0, atol=1e-6)


def test_explain_takes_any_network(run: Run, tmp_path: Path) -> None:
    lesson = netcore.default_network()
    tensors: dict[str, NDArray[np.float64]] = {}
    for number, layer in enumerate(lesson.layers):
        tensors |= {f"fc{number}.weight": layer.weights, f"fc{number}.bias": layer.biases}
    save_file(tensors, tmp_path / "lesson.safetensors")
    names = ",".join("abcdefghij")
    arguments = ("--activations", "sigmoid,sigmoid,sigmoid", "--labels", names, "--json")
    told = json.loads(
        run("explain", "--network", tmp_path / "lesson.safetensors", *arguments).stdout
    )
    expected = json.loads(run("explain", "--json").stdout)
    assert told["outputs"] == expected["outputs"]
    assert (told["label"], expected["label"]) == ("d", "3")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["inspect", "missing.onnx"], "no such file"),
        (["inspect", "."], "expected a network file"),
        (["inspect", __file__], "expected a network file"),
        (["inspect", MODELS / "keras_convolution.keras"], "layer 'edges' is a Conv2D"),
        (["inspect", MODELS / "torch_script.onnx", "--activations", "relu"], "expected 3 names"),
        (["inspect", MODELS / "torch_script.onnx", "--activations", ","], "with commas between"),
        (["inspect", MODELS / "torch_script.onnx", "--labels", "a,b"], "one for each of 10"),
        (["convert", MODELS / "torch_script.onnx", "out.onnx"], "call it out.npz"),
        (["convert", MODELS / "torch_script.onnx", "/dev/null/out.npz"], "cannot write"),
        (["convert", MODELS / "torch_script.onnx"], "OUT.npz"),
    ],
)
def test_mistakes(run: Run, arguments: list[object], said: str) -> None:
    assert_mistake(run(*arguments), said)


def test_names_of_inputs(run: Run, nameless: Path) -> None:
    given = ("--activations", "relu,softmax", "--input-names", "mass, age,height,width")
    run("convert", nameless, "named.npz", *given)
    shown = run("inspect", "named.npz").stdout
    assert "plain vector of 4 numbers: mass, age, height, width." in " ".join(shown.split())
    told = json.loads(run("inspect", "named.npz", "--json").stdout)
    assert told["input_names"] == ["mass", "age", "height", "width"]
    wrong = run("inspect", "named.npz", "--input-names", "a,b")
    assert_mistake(wrong, "input_names: expected one for each of 4 inputs, got 2")
