"""netreel explain says what netcore computes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import netcore
from tests.netreel.conftest import Run, assert_mistake


@pytest.fixture(scope="module")
def network() -> netcore.Network:
    return netcore.default_network()


@pytest.mark.parametrize(("digit", "sample"), [(3, 0), (7, 2)])
def test_json_has_all_numbers(run: Run, network: netcore.Network, digit: int, sample: int) -> None:
    told = json.loads(run("explain", "--digit", digit, "--sample", sample, "--json").stdout)
    image = netcore.sample_digits().image(digit, sample)
    trace = network.forward(image.ravel())
    assert told["sizes"] == [784, 16, 16, 10]
    assert [len(layer) for layer in told["activations"]] == told["sizes"]
    assert [len(layer) for layer in told["pre_activations"]] == [0, 16, 16, 10]
    for name in ("activations", "pre_activations"):
        for mine, theirs in zip(told[name], getattr(trace, name), strict=True):
            np.testing.assert_array_equal(mine, theirs)
    assert told["outputs"] == told["activations"][-1]
    assert told["prediction"] == trace.prediction == digit
    assert (told["digit"], told["sample"], told["image"]) == (digit, sample, None)
    assert told["network"] == network.digest


def test_the_default_is_the_clips_default(run: Run) -> None:
    told = json.loads(run("explain", "--json").stdout)
    assert (told["digit"], told["sample"]) == (3, 0)


def test_terminal(run: Run, network: netcore.Network) -> None:
    shown = run("explain", "--digit", 7).stdout
    trace = network.forward(netcore.sample_digits().image(7, 0).ravel())
    assert "Sample 0 of digit 7, 784 pixels: layer 0" in shown
    for layer in (1, 2):
        assert f"Layer {layer}, 16 neurons, sigmoid" in shown
        for value in trace.activations[layer]:
            assert f"{value:.2f}" in shown
    bars = shown[shown.index("the outputs") :].splitlines()[1:11]
    for label, (line, value) in enumerate(zip(bars, trace.outputs, strict=True)):
        assert line.startswith(f"{label} ")
        assert line.rstrip().endswith(f"{value:.2f}")
    assert f"The network says {trace.prediction}." in shown
    assert max(map(len, shown.splitlines())) <= 100
    assert "\x1b" not in shown


def test_an_image_may_be_taken_as_it_is(run: Run, network: netcore.Network) -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (56, 28), dtype=np.uint8)
    Image.fromarray(pixels).save("noise.png")
    told = json.loads(run("explain", "--image", "noise.png", "--as-is", "--json").stdout)
    expected = pixels.reshape(28, 2, 28).mean(axis=1) / 255
    np.testing.assert_allclose(np.reshape(told["activations"][0], (28, 28)), expected, atol=1e-12)
    outputs = network.forward(expected.ravel()).outputs
    np.testing.assert_allclose(told["outputs"], outputs, atol=1e-9)
    assert_mistake(run("explain", "--as-is"), "as_is", "--image")
    assert_mistake(run("still", "Preparation", "--image", "noise.png", "--as-is"), "as_is")


def test_image_and_network(run: Run, tmp_path: Path, network: netcore.Network) -> None:
    netcore.save_network(network, Path("mine.npz"))
    pixels = (255 * np.pad(netcore.sample_digits().image(4, 0), 10)).astype(np.uint8)
    Image.fromarray(pixels).resize((192, 192)).save(tmp_path / "four.png")
    result = run("explain", "--image", tmp_path / "four.png", "--network", "mine.npz", "--json")
    told = json.loads(result.stdout)
    assert told["prediction"] == 4
    assert told["image"] == str(tmp_path / "four.png")
    assert told["digit"] is None
    assert "four.png, 784 pixels" in run("explain", "--image", tmp_path / "four.png").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--digit", "3", "--image", __file__], "--digit and --image"),
        (["--image", __file__], "test_explain.py"),
        (["--network", __file__], "test_explain.py"),
        (["--image", "missing.png"], "missing.png"),
        (["--network", "."], "directory"),
        (["--digit", "10"], "--digit"),
        (["--sample", "9999"], "sample 9999"),
    ],
)
def test_mistakes(run: Run, arguments: list[str], said: str) -> None:
    assert_mistake(run("explain", *arguments), said)


def test_a_network_for_other_images(run: Run) -> None:
    layer = netcore.Layer(weights=np.ones((2, 64)), biases=np.zeros(2), activation="sigmoid")
    netcore.save_network(netcore.Network((layer,)), Path("small.npz"))
    assert "64 pixels: layer 0" in run("explain", "--network", "small.npz").stdout
    netcore.save_network(netcore.Network((layer,), image_shape=()), Path("plain.npz"))
    assert_mistake(run("explain", "--network", "plain.npz"), "64 numbers that are no image")


@pytest.fixture
def flowers(run: Run) -> Path:
    """Return a network of two measurements."""
    layers = [netcore.Layer([[1.0, -2.0]], [0.5], "relu"), netcore.Layer([[1.0], [2.0]], [0, 0])]
    names = ["petal length", "petal [width]"]
    netcore.save_network(netcore.Network(layers, ["rose", "daisy"], input_names=names), "two.npz")
    return Path("two.npz")


def test_numbers_that_are_no_image(run: Run, flowers: Path) -> None:
    arguments = ("explain", "--network", flowers, "--inputs", "-1.25, 3e-4")
    told = json.loads(run(*arguments, "--json").stdout)
    assert told["inputs"] == told["activations"][0] == [-1.25, 0.0003]
    assert told["input_names"] == ["petal length", "petal [width]"]
    assert (told["digit"], told["sample"], told["image"]) == (None, None, None)
    assert told["label"] == "rose"
    lines = [" ".join(line.split()) for line in run(*arguments).stdout.splitlines()]
    assert lines[:3] == ["Layer 0, the inputs", "petal length -1.25", "petal [width] 0.0003"]
    assert "The network says rose." in lines
    renamed = run(*arguments, "--input-names", "a,b").stdout.splitlines()
    assert renamed[1].split() == ["a", "-1.25"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "takes 2 numbers that are no image (petal length, petal [width]), got none: give"),
        (["--digit", "4"], "got none: give them with --inputs, commas between"),
        (["--inputs", "1"], "got 1: give"),
        (["--inputs", "1,nan"], "numbers with commas between, such as 5.1,3.5, got '1,nan'"),
        (["--inputs", "1,,2"], "numbers with commas between"),
        (["--inputs", "1,2", "--sample", "1"], "--sample and --inputs both say what to draw"),
        (["--inputs", "1,2", "--digit", "random"], "and --inputs both say what to draw"),
        (["--inputs", "1,2", "--input-names", "a"], "expected one for each of 2 inputs, got 1"),
    ],
)
def test_numbers_that_do_not_fit(run: Run, flowers: Path, arguments: list[str], said: str) -> None:
    assert_mistake(run("explain", "--network", flowers, *arguments), said)


def test_numbers_for_a_network_that_looks_at_images(run: Run) -> None:
    assert_mistake(run("explain", "--inputs", "1,2"), "looks at images of 28 x 28 pixels")
