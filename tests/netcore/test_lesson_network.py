"""The network that comes with the project: its size, its record, and how often it is right."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import netcore
from netcore import FileError, asset_path, bundled_digits, default_network, evaluate, load_mnist

ROOT = Path(__file__).parents[2]

MNIST = Path(os.environ.get("NETREEL_MNIST", ROOT.parent / "shared" / "mnist-train"))
"""Where MNIST's training files may be. They are not part of the project."""


def test_its_size_is_the_lessons() -> None:
    network = default_network()
    assert network.sizes == (784, 16, 16, 10)
    assert network.parameter_count == 784 * 16 + 16 + 16 * 16 + 16 + 16 * 10 + 10 == 13002
    assert {layer.activation for layer in network.layers} == {"sigmoid"}
    assert network.labels == tuple("0123456789")
    assert network.image_shape == (28, 28)


def test_most_of_the_bundled_digits_are_right() -> None:
    data = bundled_digits()
    found = evaluate(default_network(), data.pixels, data.labels)
    assert found.accuracy > 0.965
    assert found.per_label.min() > 0.94


def test_its_outputs_mean_what_they_say() -> None:
    # Trained with binary cross-entropy, an output of 0.8 should be right four times in five.
    data = bundled_digits()
    outputs = default_network().forward(data.images).outputs
    right = np.eye(10)[data.labels]
    for low in (0.05, 0.2, 0.4, 0.6, 0.8):
        near = (low <= outputs) & (outputs < low + 0.15)
        assert right[near].mean() == pytest.approx(outputs[near].mean(), abs=0.2)


def test_the_file_is_the_one_that_sources_names() -> None:
    file = asset_path("networks/lesson.npz")
    checksum = hashlib.sha256(file.read_bytes()).hexdigest()
    assert checksum in asset_path("SOURCES.md").read_text(encoding="utf-8")


def test_the_record_is_what_sources_says() -> None:
    record, sources = default_network().record, asset_path("SOURCES.md").read_text(encoding="utf-8")
    assert f"--seed {record['seed']}" in sources
    assert f"--epochs {record['epochs']}" in sources
    assert f"{100 * float(record['held_out_accuracy']):.2f} %" in sources
    assert record["data_sha256"] in sources


if MNIST.is_dir():  # the data is too large to come with the project

    def test_held_out_images_are_right_as_often_as_recorded() -> None:
        network = default_network()
        held_out = int(network.record["held_out"].split()[0])
        data = load_mnist(MNIST)
        assert data.checksum == network.record["data_sha256"]
        _, held = data.hold_out(held_out)
        found = evaluate(network, held.pixels, held.labels)
        assert f"{found.accuracy:.4f}" == network.record["held_out_accuracy"]
        assert found.accuracy > 0.965


def test_an_asset_that_is_missing() -> None:
    with pytest.raises(FileError, match=r"asset 'networks/none.npz' is missing"):
        asset_path("networks/none.npz")


def test_importing_netcore_is_light() -> None:
    code = "import sys, netcore; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(run.stdout.split())
    assert not loaded & {"scipy", "PIL", "manim", "pooch", "mlxtend", "scenes", "netreel", "rich"}


def test_the_public_names_are_sorted_and_there() -> None:
    assert list(netcore.__all__) == sorted(netcore.__all__)
    assert all(hasattr(netcore, name) for name in netcore.__all__)
