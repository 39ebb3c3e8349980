"""What the user says of a network's pixels: taken by every command, kept, and missed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import netcore
from netcore.resampling import resampled_stack
from netreel.asking import check_inputs, make_job
from netreel.options import Wishes
from tests.netreel.conftest import Run, assert_mistake

DOUBT = "warning: "


@pytest.fixture
def bytes_network(tmp_path: Path) -> Path:
    """Return the lesson's network as it would be, had it learnt from dark ink in bytes."""
    lesson = netcore.default_network()
    first = lesson.layers[0]
    weights = first.weights / -255
    layer = netcore.Layer(weights, first.biases - 255 * weights.sum(axis=1))
    netcore.save_network(netcore.Network([layer, *lesson.layers[1:]]), tmp_path / "bytes.npz")
    return tmp_path / "bytes.npz"


SAID = ("--pixels", "0,255", "--inverted")


def test_explain_takes_pixels_as_they_are_said_to_be(run: Run, bytes_network: Path) -> None:
    right = json.loads(run("explain", "--json").stdout)
    result = run("explain", "--network", bytes_network, *SAID, "--json")
    assert result.stderr == ""
    np.testing.assert_allclose(json.loads(result.stdout)["outputs"], right["outputs"], atol=1e-9)
    assert DOUBT in run("explain", "--network", bytes_network).stderr


def test_a_copy_needs_no_more_to_be_said(run: Run, bytes_network: Path) -> None:
    run("convert", bytes_network, "copy.npz", *SAID)
    told = run("inspect", "copy.npz")
    assert "it learnt from 0 to 255, inverted" in told.stdout
    assert told.stderr == ""
    assert run("explain", "--network", "copy.npz").stderr == ""


def test_inspect_says_what_is_assumed(run: Run, bytes_network: Path) -> None:
    told = run("inspect", bytes_network)
    assert "Pixels are taken to run from 0 (paper) to 1 (ink)" in told.stdout
    assert "--pixels LOW,HIGH" in told.stderr
    data = json.loads(run("inspect", bytes_network, *SAID, "--json").stdout)
    assert data["pixels"] == data["record"]["pixels"] == "0 to 255, inverted"


def test_a_clip_takes_them_too_and_doubts_once(
    bytes_network: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pixels = {"network": bytes_network, "pixels": (0.0, 255.0), "inverted": True}
    job = make_job("WeightedSum", Wishes(pixels), quality="l")
    assert (job.params["pixels"], job.params["inverted"]) == ([0.0, 255.0], True)
    check_inputs(job)
    assert capsys.readouterr().err == ""
    check_inputs(make_job("WeightedSum", Wishes({"network": bytes_network}), quality="l"))
    assert DOUBT in capsys.readouterr().err


def small_images(folder: Path, shape: tuple[int, int]) -> None:
    """Write images of MNIST's test set, all sample digits, in IDX files."""
    digits = netcore.sample_digits()
    pixels = np.rint(255 * resampled_stack(digits.images, shape)).astype(np.uint8)
    for name, array in (("images-idx3", pixels), ("labels-idx1", digits.labels.astype(np.uint8))):
        head = bytes([0, 0, 8, array.ndim]) + np.array(array.shape, ">u4").tobytes()
        (folder / f"t10k-{name}-ubyte").write_bytes(head + array.tobytes())


def test_evaluate_averages_images_to_the_networks_shape(run: Run, tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    digits = netcore.sample_digits()
    rows = resampled_stack(digits.images, (14, 14)).reshape(-1, 196)
    weights = np.linalg.lstsq(rows, np.eye(10)[digits.labels], rcond=None)[0].T
    noise = rng.normal(0, 1e-6, weights.shape)
    network = netcore.Network([netcore.Layer(weights + noise, np.zeros(10), "identity")])
    netcore.save_network(network, tmp_path / "small.npz")
    small_images(tmp_path, (28, 28))
    told = run("evaluate", "--network", tmp_path / "small.npz", "--data", tmp_path)
    assert "100.00 %" in told.stdout
    assert told.stderr == ""


def test_bad_answers_are_doubted(run: Run, tmp_path: Path, bytes_network: Path) -> None:
    small_images(tmp_path, (28, 28))
    told = run("evaluate", "--network", bytes_network, "--data", tmp_path)
    assert DOUBT in told.stderr
    assert run("evaluate", "--network", bytes_network, "--data", tmp_path, *SAID).stderr == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explain", "--inverted"], "give --network too"),
        (["explain", "--mean", "0.5"], "give --network too"),
        (["evaluate", "--pixels", "0,255"], "--pixels says how a network is read"),
        (["inspect", "n.npz", "--pixels", "255"], "expected LOW,HIGH"),
        (["inspect", "n.npz", "--pixels", "a,b"], "expected numbers"),
        (["inspect", "n.npz", "--pixels", "1,0"], "say --inverted"),
        (["inspect", "n.npz", "--mean", "nan"], "expected finite numbers"),
        (["inspect", "n.npz", "--std", "0"], "std: expected a number above 0"),
        (["render", "WeightedSum", "--network", "n.npz", "--std", "-1"], "above 0"),
        (["render", "WeightedSum", "--std", "2"], "give --network too"),
    ],
)
def test_mistakes(run: Run, arguments: list[str], said: str) -> None:
    netcore.save_network(netcore.default_network(), "n.npz")
    assert_mistake(run(*arguments), said)
