"""Network files: what is written is what is read, and what is no network is refused."""

import json
import os
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file

from netcore import FileError, FormatError, InputError, Layer, Network, load_network, save_network
from netcore.formats import _arrays
from netcore.formats._arrays import read_arrays, write_arrays


def small_network() -> Network:
    rng = np.random.default_rng(2)
    layers = [
        Layer(rng.normal(size=(3, 64)), rng.normal(size=3), "relu"),
        Layer(rng.normal(size=(2, 3)), rng.normal(size=2), "softmax"),
    ]
    return Network(layers, ["yes", "nö"], record={"seed": "2", "data": "made up"})


def saved(tmp_path: Path) -> Path:
    save_network(small_network(), tmp_path / "small.npz")
    return tmp_path / "small.npz"


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    network = small_network()
    found = load_network(saved(tmp_path))
    assert found.digest == network.digest
    assert found.labels == network.labels
    assert found.image_shape == network.image_shape == (8, 8)
    assert dict(found.record) == dict(network.record)


@given(
    st.integers(0, 2**32 - 1), st.lists(st.integers(1, 9), min_size=2, max_size=5), st.booleans()
)
def test_any_network_goes_through_a_file_and_back_to_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, seed: int, sizes: list[int], image: bool
) -> None:
    rng = np.random.default_rng(seed)
    layers = [
        Layer(rng.normal(size=(n_out, n_in)) * 1e3, rng.normal(size=n_out), "tanh")
        for n_in, n_out in pairwise(sizes)
    ]
    network = Network(layers, image_shape=(1, sizes[0]) if image else None)
    folder = tmp_path_factory.getbasetemp()
    save_network(network, folder / "first.npz")
    save_network(load_network(folder / "first.npz"), folder / "second.npz")
    assert (folder / "first.npz").read_bytes() == (folder / "second.npz").read_bytes()


def test_names_of_inputs_go_through_every_file_that_can_hold_them(tmp_path: Path) -> None:
    network = Network([Layer([[1.0, 2.0]], [0.5], "relu")], input_names=("length", "weite"))
    save_network(network, tmp_path / "ours.npz")
    layer = {"weights": [[1.0, 2.0]], "biases": [0.5], "activation": "relu"}
    told = {"layers": [layer], "input_names": list(network.input_names)}
    (tmp_path / "own.json").write_text(json.dumps(told))
    tensors: dict[str, Any] = {"W1": network.layers[0].weights, "b1": network.layers[0].biases}
    np.savez(tmp_path / "plain.npz", **tensors, input_names=network.input_names)
    metadata = {"input_names": "length, weite"}
    save_file(dict(tensors), tmp_path / "own.safetensors", metadata)
    for name in ("ours.npz", "own.json", "plain.npz", "own.safetensors"):
        found = load_network(tmp_path / name, ["relu"])
        assert (found.input_names, found.digest) == (network.input_names, network.digest)
        renamed = load_network(tmp_path / name, ["relu"], input_names=["a", "b"])
        assert renamed.input_names == ("a", "b")


def test_names_given_for_an_image_make_it_a_vector(tmp_path: Path) -> None:
    names = [f"n{i}" for i in range(64)]
    found = load_network(saved(tmp_path), labels=["a", "b"], input_names=names)
    assert (found.image_shape, found.input_names) == (None, tuple(names))
    assert (found.labels, found.record["seed"]) == (("a", "b"), "2")


def test_the_file_is_plain_numpy(tmp_path: Path) -> None:
    with np.load(saved(tmp_path), allow_pickle=False) as arrays:
        assert str(arrays["format"]) == "netreel network 1"
        assert arrays["weights_1"].shape == (3, 64)
        assert arrays["activations"].tolist() == ["relu", "softmax"]
        assert arrays["record"].tolist() == [["data", "made up"], ["seed", "2"]]


def test_the_file_holds_no_date(tmp_path: Path) -> None:
    with zipfile.ZipFile(saved(tmp_path)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_activations_may_be_given_instead(tmp_path: Path) -> None:
    found = load_network(saved(tmp_path), activations=("tanh", "identity"))
    assert [layer.activation for layer in found.layers] == ["tanh", "identity"]
    for wrong in (["tanh"], "tanh", ["tanh"] * 3):
        with pytest.raises(InputError, match="activations: expected 2 names"):
            load_network(saved(tmp_path), activations=wrong)
    with pytest.raises(InputError, match="unknown activation"):
        load_network(saved(tmp_path), activations=["tanh", "step"])


def test_a_failed_write_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = saved(tmp_path)
    before = file.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="cannot be written: No space left"):
        save_network(Network([Layer([[1.0]], [1.0])]), file)
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be written"):
        save_network(small_network(), tmp_path / "no" / "folder.npz")
    with pytest.raises(FileError, match=r"expected a name ending in .npz, got '.txt'"):
        save_network(small_network(), tmp_path / "network.txt")


Arrays = dict[str, Any]

BROKEN: list[tuple[str, Callable[[Arrays], Any], str]] = [
    ("no format", lambda a: a.pop("format"), "expected an array named 'format'"),
    ("other format", lambda a: a.update(format=np.array("v9")), "format: expected 'netreel"),
    ("format number", lambda a: a.update(format=np.array(1)), "format: expected text with 0 axes"),
    ("no weights", lambda a: a.pop("weights_2"), "expected an array named 'weights_2'"),
    ("no biases", lambda a: a.pop("biases_1"), "expected an array named 'biases_1'"),
    ("no activations", lambda a: a.pop("activations"), "expected an array named 'activations'"),
    ("surplus", lambda a: a.update(weights_3=np.ones(1)), "no array named 'weights_3'"),
    (
        "unknown activation",
        lambda a: a.update(activations=np.array(["relu", "step"])),
        "layer 2: unknown activation",
    ),
    (
        "NaN",
        lambda a: a["weights_1"].fill(np.nan),
        r"layer 1: weights: expected finite numbers, got nan at \(0, 0\)",
    ),
    ("infinity", lambda a: a["biases_2"].fill(np.inf), "layer 2: biases: expected finite"),
    (
        "turned",
        lambda a: a.update(weights_1=a["weights_1"].T),
        r"layer 1: biases: expected shape \(n_out=64,\), got \(3,\)",
    ),
    (
        "no chain",
        lambda a: a.update(weights_2=np.ones((2, 4))),
        r"layer 2: expected weights \(n_out, n_in=3\), got \(2, 4\)",
    ),
    ("text weights", lambda a: a.update(weights_1=np.array([["a"]])), "expected real numbers"),
    ("complex", lambda a: a.update(biases_1=np.ones(3, complex)), "expected real numbers"),
    ("fewer", lambda a: a.update(activations=np.array(["relu"])), "expected 1 layers and no array"),
    ("labels", lambda a: a.update(labels=np.array(["a"])), "labels: expected one for each of 2"),
    ("shape", lambda a: a.update(image_shape=np.array([9, 8])), "expected height x width = 64"),
    ("shape text", lambda a: a.update(image_shape=np.array(["8", "8"])), "image_shape: expected"),
    ("record", lambda a: a.update(record=np.array([["a"]])), "record: expected pairs"),
]


@pytest.mark.parametrize(
    ("change", "message"), [pytest.param(*row[1:], id=row[0]) for row in BROKEN]
)
def test_a_broken_network_is_refused(
    change: Callable[[Arrays], Any], message: str, tmp_path: Path
) -> None:
    arrays = {name: array.copy() for name, array in read_arrays(saved(tmp_path)).items()}
    change(arrays)
    write_arrays(tmp_path / "broken.npz", arrays)
    with pytest.raises(FormatError, match=message) as caught:
        load_network(tmp_path / "broken.npz")
    assert str(caught.value).startswith(str(tmp_path / "broken.npz"))
    assert "\n" not in str(caught.value)


def test_no_more_values_are_taken_than_memory_has_room_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_arrays, "MOST_VALUES", 200)
    with pytest.raises(FormatError, match="expected at most 200 values, got 2"):
        load_network(saved(tmp_path))


def test_what_is_no_network_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.npz").mkdir()
    os.mkfifo(tmp_path / "pipe.npz")
    for name, message in (
        ("folder.npz", "expected a file, got a directory"),
        ("pipe.npz", "expected a file, got a pipe"),
        ("none.npz", "no such file"),
        ("weights.bin", r"expected a network file \(.npz, .*\), got '.bin'"),
        (
            "model.pkl",
            "a pickle can run any code when it is read, so it is not: in Python, netcore",
        ),
        ("nul\0.npz", "no such file|cannot be read"),
    ):
        with pytest.raises(FileError, match=message) as caught:
            load_network(tmp_path / name)
        assert "\0" not in str(caught.value)


@given(st.data())
def test_damage_anywhere_is_found_or_does_no_harm(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.getbasetemp()
    content = bytearray(saved(folder).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(content) // 2, len(content)))
    (folder / "damaged.npz").write_bytes(content[:cut])
    message = ""
    try:
        sizes = load_network(folder / "damaged.npz").sizes
    except FormatError as error:
        message, sizes = str(error), (64, 3, 2)
    assert sizes == (64, 3, 2)
    assert "\n" not in message
