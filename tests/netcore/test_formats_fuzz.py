"""Damaged network files of every format: a network or one line, never anything else.

Hypothesis prints the seed and the smallest case of what it finds. In all 3,500 cases; those that
start a process (`.keras`, `.h5`, `.pt`) are few, so what is around it is damaged without one too.
"""

import io
import json
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from safetensors.numpy import save

from netcore import NetcoreError, load_network, save_network
from netcore.formats import keras_file
from tests.netcore.onnx_graphs import Graph, constant, shape
from tests.netcore.torch_files import saved, saved_as_before, tensors

MODELS = Path(__file__).with_name("models")
NAMES = ("relu", "softmax")

Change = tuple[str, float, bytes]

OTHERS: list[Any] = [None, 0, -1, 1e300, "x", [], {}, [1, 2], True]

CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["set", "insert", "remove", "repeat", "cut"]),
        st.floats(0, 1, exclude_max=True),
        st.one_of(
            st.binary(min_size=1, max_size=4),
            st.sampled_from(
                [b"\xff" * 8, b"\x00" * 8, b"9" * 20, b"-", b"[", b'"', b"{}", b"null"]
            ),
        ),
    ),
    min_size=1,
    max_size=5,
)


def changed(content: bytes, changes: list[Change]) -> bytes:
    """Apply each change at its place, a share of the length."""
    found = bytearray(content)
    for kind, where, piece in changes:
        place = int(where * len(found))
        if kind == "set":
            found[place : place + len(piece)] = piece
        elif kind == "insert":
            found[place:place] = piece
        elif kind == "remove":
            del found[place : place + len(piece)]
        elif kind == "repeat":
            found[place:place] = found[place : place + 40 * len(piece)]
        else:
            del found[max(place, len(found) // 2) :]
    return bytes(found)


def arrays() -> dict[str, NDArray[Any]]:
    rng = np.random.default_rng(1)
    return {
        "fc1.weight": rng.normal(size=(3, 4)).astype(np.float32),
        "fc1.bias": rng.normal(size=3).astype(np.float32),
        "fc2.weight": rng.normal(size=(2, 3)).astype(np.float32),
        "fc2.bias": rng.normal(size=2).astype(np.float32),
        "bn1.running_mean": rng.normal(size=3).astype(np.float32),
        "bn1.running_var": rng.random(size=3).astype(np.float32),
    }


def plain() -> dict[str, NDArray[Any]]:
    return {name: array for name, array in arrays().items() if not name.startswith("bn")}


def as_json() -> bytes:
    first, second = arrays()["fc1.weight"].tolist(), arrays()["fc2.weight"].tolist()
    layers = [
        {"weights": first, "biases": [0.5, 1, 2], "activation": "relu", "name": "hidden"},
        {"weights": second, "activation": "softmax"},
    ]
    found = {"layers": layers, "labels": ["no", "yes"], "image_shape": [2, 2], "record": {"a": "b"}}
    return json.dumps(found).encode()


def as_npz() -> bytes:
    buffer = io.BytesIO()
    facts = {"batch_norm": np.array("after"), "pixels": np.array([0, 16])}
    np.savez_compressed(buffer, **arrays(), **facts)  # type: ignore[arg-type]
    return buffer.getvalue()


def as_onnx() -> bytes:
    graph = Graph(12).add("Gemm", constant(9, 12), constant(9), transB=1)
    graph.add("BatchNormalization", *4 * [constant(9, low=0.5)]).add("LeakyRelu", alpha=0.2)
    graph.add("Reshape", shape(0, 9))
    graph.add("Gemm", constant(9, 4), constant(4)).add("LogSoftmax", axis=-1)
    return bytes(graph.model().SerializeToString())


FACTS = {
    "activations": "relu,softmax", "image_shape": "2,2", "batch_norm": "before", "pixels": "-1,1",
    "mean": "0.5", "std": "0.25", "inverted": "yes",
}  # fmt: skip

VALID: dict[str, Callable[[], bytes]] = {
    ".safetensors": lambda: save(arrays(), FACTS),
    ".json": as_json,
    ".onnx": as_onnx,
    ".npz": as_npz,
    ".keras": lambda: (MODELS / "keras_norms.keras").read_bytes(),
    ".h5": lambda: (MODELS / "keras_norms.h5").read_bytes(),
    ".pt": lambda: saved({"state_dict": tensors(plain()), "epoch": 3, "best": np.float64(0.5)}),
    ".ckpt": lambda: saved_as_before(tensors(plain())),
}
valid = cache(lambda suffix: VALID[suffix]())

CASES = [(".safetensors", 800), (".json", 700), (".onnx", 1_000), (".npz", 400)]
CASES_OF_A_PROCESS = [(".keras", 50), (".h5", 50), (".pt", 60), (".ckpt", 60)]


def assert_bounded(path: Path, names: tuple[str, ...] | None) -> None:
    """Assert that a file is a network that can be used and saved, or refused in one line."""
    message = ""
    try:
        network = load_network(path, names)
        network.forward(np.full(network.sizes[0], 0.5))
        save_network(network, path.with_name("copy.npz"))
    except NetcoreError as error:
        message = str(error)
    assert "\n" not in message
    assert len(message) < 1_000


def damage(suffix: str, count: int, folder: Path, seconds: int) -> None:
    """Load that many damaged files."""

    @settings(max_examples=count, deadline=1000 * seconds, suppress_health_check=list(HealthCheck))
    @given(CHANGES, st.sampled_from([None, NAMES]))
    @example([("set", 0.07421875, b"\x00\x96")], None)  # on a .ckpt, Python itself complains too
    def check(changes: list[Change], names: tuple[str, ...] | None) -> None:
        (folder / f"damaged{suffix}").write_bytes(changed(valid(suffix), changes))
        assert_bounded(folder / f"damaged{suffix}", names)

    check()


@pytest.mark.parametrize("suffix", VALID)
def test_the_files_are_valid_before_they_are_damaged(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"valid{suffix}").write_bytes(valid(suffix))
    names = None if suffix in (".onnx", ".keras", ".h5", ".json") else NAMES
    assert load_network(tmp_path / f"valid{suffix}", names).sizes[0] in (4, 6, 12)


@pytest.mark.long
@pytest.mark.parametrize(("suffix", "count"), CASES)
def test_damage(suffix: str, count: int, tmp_path: Path) -> None:
    damage(suffix, count, tmp_path, seconds=5)


@pytest.mark.long
@pytest.mark.parametrize(("suffix", "count"), CASES_OF_A_PROCESS)
def test_damage_that_a_process_of_its_own_looks_at(suffix: str, count: int, tmp_path: Path) -> None:
    damage(suffix, count, tmp_path, seconds=20)


@cache
def described() -> tuple[bytes, dict[str, NDArray[Any]]]:
    """Return the description and the arrays of a valid `.keras` file."""
    with zipfile.ZipFile(io.BytesIO(valid(".keras"))) as archive:
        config, weights = archive.read("config.json"), archive.read("model.weights.h5")
    found: dict[str, NDArray[Any]] = {}
    with h5py.File(io.BytesIO(weights)) as file:
        file.visititems(
            lambda name, item: (
                found.update({f"/{name}": item[()]}) if isinstance(item, h5py.Dataset) else None
            )
        )
    return config, {name: a for name, a in found.items() if not name.startswith("/optimizer")}


@pytest.mark.long
@settings(max_examples=400, deadline=5000)
@given(CHANGES, st.sampled_from(OTHERS), st.data())
def test_damaged_descriptions(changes: list[Change], value: Any, data: st.DataObject) -> None:
    config, weights = described()
    if data.draw(st.booleans()):
        config = changed(config, changes)
    else:
        model = json.loads(config)
        replace_one(model, value, data)
        config = json.dumps(model).encode()
    message = ""
    try:
        keras_file._described(config, weights).network(None)
    except NetcoreError as error:
        message = str(error)
    assert "\n" not in message


def replace_one(part: Any, value: Any, data: st.DataObject) -> None:
    """Put a value in the place of any other, at any depth."""
    keys = list(part) if isinstance(part, dict) else list(range(len(part)))
    key = data.draw(st.sampled_from(keys))
    below = part[key]
    if isinstance(below, dict | list) and below and data.draw(st.integers(0, 4)):
        replace_one(below, value, data)
    else:
        part[key] = value
