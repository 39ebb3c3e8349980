"""Files of weights and biases alone: npz as others write it, safetensors, JSON, scikit-learn."""

import json
import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import save, save_file

from netcore import FormatError, InputError, NetcoreError, load_network
from netcore.activations import activation

Array = NDArray[Any]

SIZES = (6, 5, 4, 3)
NAMES = ("relu", "tanh", "softmax")


def parameters(sizes: tuple[int, ...] = SIZES) -> list[tuple[Array, Array]]:
    """Return W (n_out, n_in) and b of each layer."""
    rng = np.random.default_rng(5)
    return [
        (rng.normal(size=(n_out, n_in)), rng.normal(size=n_out)) for n_in, n_out in pairwise(sizes)
    ]


def expected(layers: list[tuple[Array, Array]], x: Array, names: tuple[str, ...] = NAMES) -> Array:
    """Return the outputs, computed without netcore's networks."""
    for (weights, biases), name in zip(layers, names, strict=True):
        x = activation(name)(x @ weights.T + biases)
    return x


def assert_computes(
    path: Path, layers: list[tuple[Array, Array]], tolerance: float = 1e-12
) -> None:
    network = load_network(path, NAMES)
    x = np.random.default_rng(6).normal(size=(50, layers[0][0].shape[1]))
    np.testing.assert_allclose(
        network.forward(x).outputs, expected(layers, x), rtol=0, atol=tolerance
    )


def flat(pattern_w: str, pattern_b: str, start: int, *, turned: bool) -> dict[str, Array]:
    arrays = {}
    for number, (w, b) in enumerate(parameters(), start):
        arrays[pattern_w.format(number)] = w.T if turned else w
        arrays[pattern_b.format(number)] = b
    return arrays


@pytest.mark.parametrize(
    ("weights", "biases", "start"),
    [
        ("W{}", "b{}", 1),
        ("w_{}", "b_{}", 0),
        ("coefs_{}", "intercepts_{}", 0),
        ("weights_{}", "biases_{}", 1),
        ("fc{}.weight", "fc{}.bias", 8),
        ("dense_{}/kernel:0", "dense_{}/bias:0", 9),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_npz_by_other_names(
    weights: str, biases: str, start: int, turned: bool, tmp_path: Path
) -> None:
    arrays = flat(weights, biases, start, turned=turned)
    names = sorted(arrays, reverse=True)
    np.savez(tmp_path / "plain.npz", **{name: arrays[name] for name in names})  # type: ignore[arg-type]
    assert_computes(tmp_path / "plain.npz", parameters())


def test_npz_of_a_list_of_weights_as_keras_gives_it(tmp_path: Path) -> None:
    weights = [array for w, b in parameters() for array in (w.T, b)]
    np.savez(tmp_path / "list.npz", *weights)
    assert_computes(tmp_path / "list.npz", parameters())


def test_where_shapes_cannot_tell_the_name_decides(tmp_path: Path) -> None:
    square = np.array([[1.0, 2.0], [3.0, 4.0]])
    for name, weights in (("W1", square), ("weights_1", square), ("coefs_0", square.T)):
        np.savez(tmp_path / "square.npz", **{name: square})  # type: ignore[arg-type]
        layer = load_network(tmp_path / "square.npz", ["relu"]).layers[0]
        np.testing.assert_array_equal(layer.weights, weights)
        np.testing.assert_array_equal(layer.biases, [0, 0])
    np.savez(tmp_path / "square.npz", square, np.zeros(2))
    layer = load_network(tmp_path / "square.npz", ["relu"]).layers[0]
    np.testing.assert_array_equal(layer.weights, square.T)


def test_npz_may_name_activations_and_labels(tmp_path: Path) -> None:
    named = {"activations": np.array(NAMES), "labels": np.array(["x", "y", "z"])}
    np.savez(tmp_path / "named.npz", **flat("W{}", "b{}", 1, turned=False), **named)  # type: ignore[arg-type]
    network = load_network(tmp_path / "named.npz")
    assert [layer.activation for layer in network.layers] == list(NAMES)
    assert network.labels == ("x", "y", "z")


def test_layers_whose_names_say_no_order_are_put_in_the_one_that_chains(tmp_path: Path) -> None:
    tensors: dict[str, Array] = {}
    for name, (w, b) in zip(("stem", "body", "head"), parameters(), strict=True):
        tensors |= {f"{name}.weight": w, f"{name}.bias": b}
    save_file(tensors, tmp_path / "named.safetensors")
    assert_computes(tmp_path / "named.safetensors", parameters())


@pytest.mark.parametrize("kind", [np.float64, np.float32, np.float16])
def test_safetensors_as_the_library_writes_it(kind: type, tmp_path: Path) -> None:
    layers: list[tuple[Array, Array]] = [(w.astype(kind), b.astype(kind)) for w, b in parameters()]
    tensors: dict[str, Array] = {}
    for number, (w, b) in enumerate(layers):
        tensors |= {f"net.{8 + 2 * number}.weight": w, f"net.{8 + 2 * number}.bias": b}
    facts = {
        "activations": "relu, tanh, softmax",
        "labels": '["a", "b, c", "d"]',
        "image_shape": "2,3",
    }
    save_file(tensors, tmp_path / "mine.safetensors", facts)
    network = load_network(tmp_path / "mine.safetensors")
    assert [layer.activation for layer in network.layers] == list(NAMES)
    assert network.labels == ("a", "b, c", "d")
    assert network.image_shape == (2, 3)
    x = np.random.default_rng(6).random((50, 6))
    wide = [(w.astype(float), b.astype(float)) for w, b in layers]
    np.testing.assert_allclose(network.forward(x).outputs, expected(wide, x), rtol=0, atol=1e-12)


def as_json(**changes: Any) -> dict[str, Any]:
    layers = [
        {"weights": w.tolist(), "biases": b.tolist(), "activation": name, "name": f"dense {name}"}
        for (w, b), name in zip(parameters(), NAMES, strict=True)
    ]
    return {"layers": layers, "labels": ["a", "b", "c"], "image_shape": [], **changes}


def test_json(tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text(json.dumps(as_json(record={"seed": 3})))
    assert_computes(tmp_path / "mine.json", parameters())
    network = load_network(tmp_path / "mine.json", labels=["x", "y", "z"])
    assert [layer.activation for layer in network.layers] == list(NAMES)
    assert (network.labels, dict(network.record)) == (("x", "y", "z"), {"seed": "3"})


def test_json_as_nielsens_book_has_it(tmp_path: Path) -> None:
    found = {
        "sizes": SIZES,
        "weights": [w.tolist() for w, _ in parameters()],
        "biases": [b[:, None].tolist() for _, b in parameters()],
        "cost": "CrossEntropyCost",
    }
    (tmp_path / "book.json").write_text(json.dumps(found))
    assert_computes(tmp_path / "book.json", parameters())


def test_what_to_pass_is_said_when_the_file_does_not_say_its_activations(tmp_path: Path) -> None:
    np.savez(tmp_path / "plain.npz", **flat("W{}", "b{}", 1, turned=False))  # type: ignore[arg-type]
    with pytest.raises(InputError) as caught:
        load_network(tmp_path / "plain.npz")
    assert str(caught.value) == (
        f"{tmp_path / 'plain.npz'}: the file does not say its activations: pass 3 names, one for "
        "each layer (1 (6→5), 2 (5→4), 3 (4→3)), out of sigmoid, relu, tanh, identity, softmax, "
        "leaky_relu, elu; for example activations=('relu', 'relu', 'softmax') or --activations "
        "relu,relu,softmax"
    )
    for wrong in (["relu"], "relu", ["relu", "tanh", "step"]):
        with pytest.raises(InputError):
            load_network(tmp_path / "plain.npz", wrong)
    for labels in (["a"], "abc"):
        with pytest.raises(InputError, match="labels: expected one for each of 3 outputs"):
            load_network(tmp_path / "plain.npz", NAMES, labels)


ones = np.ones

REFUSED: list[tuple[dict[str, Array], str]] = [
    ({"conv1.weight": ones((4, 1, 3, 3)), "fc.weight": ones((2, 4))}, "'conv1.weight' has shape"),
    ({"fc.weight": ones((2, 4)), "bn.weight": ones(2)}, r"'bn.weight' has shape \(2,\)"),
    ({"fc.weight": ones((2, 4)), "in.running_peak": ones(2)}, "'in.running_peak' is not part of"),
    ({"lstm.weight_ih_l0": ones((2, 4))}, "'lstm.weight_ih_l0' is not part of a dense layer"),
    (
        {"wih": ones((2, 4))},
        "'wih' is not part of a dense layer by its name: names that are read a",
    ),
    ({"Theta1": ones((2, 4))}, "such as W1 and b1, fc1.weight and fc1.bias, coefs_0 and interc"),
    ({"fc.bias": ones(2)}, "layer 'fc' has biases but no weights"),
    ({"a.weight": ones((2, 4)), "b.weight": ones((3, 5))}, r"got a \(2, 4\), b \(3, 5\)"),
    ({"a.weight": ones((2, 4)), "a.bias": ones(3)}, "each takes what the last gives"),
    ({"a.weight": ones((0, 4))}, r"has shape \(0, 4\)"),
    ({"a.weight": ones((2, 4)), "a.w": ones((2, 4))}, "the weights of layer 'a' are there twice"),
    ({"a.weight": np.full((2, 4), np.nan)}, "layer 'a': weights: expected finite numbers"),
    ({"a.weight": ones((2, 4)), "a.bias": np.full(2, np.inf)}, "layer 'a': biases: expected fin"),
]


@pytest.mark.parametrize(("tensors", "message"), REFUSED)
def test_what_is_no_chain_of_dense_layers_is_refused_by_name(
    tensors: dict[str, Array], message: str, tmp_path: Path
) -> None:
    save_file(tensors, tmp_path / "other.safetensors")
    count = sum(name.endswith("weight") for name in tensors) or 1
    with pytest.raises(FormatError, match=message) as caught:
        load_network(tmp_path / "other.safetensors", ["relu"] * count)
    assert str(caught.value).startswith(str(tmp_path / "other.safetensors: "))
    assert "\n" not in str(caught.value)


def tensors(header: object, data: bytes = b"") -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + data


def entry(kind: str, shape: object, *offsets: int) -> dict[str, object]:
    return {"W1": {"dtype": kind, "shape": shape, "data_offsets": offsets}}


BROKEN: list[tuple[str, Callable[[], bytes], str]] = [
    (".safetensors", bytes, "its header is cut off"),
    (".safetensors", lambda: b"hello", "its header is cut off"),
    (".safetensors", lambda: b"\xff" * 100, "its header is cut off"),
    (".safetensors", lambda: tensors(b" " * 1_000_001), "expected a header of at most 1,000,000"),
    (".safetensors", lambda: tensors(b"[" * 3_000), "header: too deeply nested|not JSON"),
    (".safetensors", lambda: tensors(b"[" * 30_000), "header: expected at most 4,000 lists"),
    (".safetensors", lambda: tensors([1]), "header: expected an object"),
    (".safetensors", lambda: tensors({}), "expected 1 to 1000 tensors, got 0"),
    (".safetensors", lambda: tensors({"a": 1}), "expected plain numbers, got 0"),
    (".safetensors", lambda: tensors({"__metadata__": 1}), "__metadata__: expected an object"),
    (".safetensors", lambda: tensors(entry("F8_E4M3", [1], 0, 1), b"a"), "save it in float32"),
    (".safetensors", lambda: tensors(entry("F32", "x", 0, 4), bytes(4)), "expected a shape"),
    (".safetensors", lambda: tensors(entry("F32", [10**9] * 9, 0, 4), bytes(4)), "40,000,000 val"),
    (".safetensors", lambda: tensors(entry("F32", [2], 0, 4), bytes(4)), "not a readable .safet"),
    (".safetensors", lambda: tensors(entry("F32", [2], 4, 12), bytes(12)), "not a readable .safe"),
    (".safetensors", lambda: save({"W1": ones((2, 2))})[:-3], "not a readable .safetensors"),
    (
        ".safetensors",
        lambda: save({"W1": ones((2, 2))}, {"activations": "relu,relu"}),
        "activations: expected 1 names",
    ),
    (
        ".safetensors",
        lambda: save({"W1": ones((2, 2))}, {"image_shape": "-2,x"}),
        "image_shape: expected",
    ),
    (
        ".safetensors",
        lambda: save({"W1": ones((2, 2))}, {"image_shape": "7,7", "activations": "relu"}),
        "image_shape: expected height x width = 2",
    ),
    (".json", bytes, "not JSON"),
    (".json", lambda: b"\xff\xfe\x00", "not JSON"),
    (".json", lambda: b"[1, 2]", "expected an object"),
    (".json", lambda: b"{}", 'expected "layers", or lists'),
    (".json", lambda: b"[" * 50_000, "too deeply nested|not JSON"),
    (".json", lambda: b"[" * 100_001, "expected at most 100,000 lists"),
    (".json", lambda: b"[" + b"1," * 5_000_001 + b"1]", "at most 5,000,000 of ',', got 5,000,001"),
    (".json", lambda: b'{"a":1' + b',"":1' * 100_000 + b"}", "at most 100,000 of ':', got 100,001"),
    (".json", lambda: b'{"layers": []}', "expected a list of 1 to 200"),
    (".json", lambda: b'{"layers": [3]}', "layer 1: expected an object"),
    (".json", lambda: b'{"layers": [{"weights": [[1], [1, 2]]}]}', "rows of equal length"),
    (".json", lambda: b'{"layers": [{"weights": [["1"]]}]}', "weights: expected numbers"),
    (".json", lambda: b'{"layers": [{"weights": [1]}]}', "expected rows of numbers"),
    (".json", lambda: b'{"layers": [{"weights": [[NaN]]}]}', "expected finite numbers, got NaN"),
    (".json", lambda: b'{"layers": [{"weights": [[1e999]], "activation": "relu"}]}', "finite"),
    (
        ".json",
        lambda: b'{"layers": [{"weights": [[1]], "biases": [1, 2], "activation": "relu"}]}',
        r"biases: expected shape \(n_out=1,\)",
    ),
    (".json", lambda: b'{"layers": [{"weights": [[1]], "activation": 3}]}', "expected a name"),
    (".json", lambda: json.dumps(as_json(labels="a,b")).encode(), "labels: expected one for each"),
    (".json", lambda: json.dumps(as_json(labels=[[]])).encode(), "labels: expected a list"),
    (".json", lambda: json.dumps(as_json(image_shape=[1.5])).encode(), "image_shape: expected"),
    (".json", lambda: json.dumps(as_json(record=[])).encode(), "record: expected an object"),
    (".json", lambda: json.dumps(as_json(activations=["a"])).encode(), "expected 3 names"),
    (".json", lambda: b'{"weights": [[[1]]], "biases": []}', "as many biases as weights"),
]


@pytest.mark.parametrize(("suffix", "make", "message"), BROKEN)
def test_broken_files(suffix: str, make: Callable[[], bytes], message: str, tmp_path: Path) -> None:
    file = tmp_path / f"broken{suffix}"
    file.write_bytes(make())
    with pytest.raises(FormatError, match=message) as caught:
        load_network(file)
    assert str(caught.value).startswith(f"{file}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("suffix", [".safetensors", ".json", ".onnx", ".keras", ".h5", ".pt"])
def test_what_is_no_file_is_refused(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"folder{suffix}").mkdir()
    os.mkfifo(tmp_path / f"pipe{suffix}")
    with (tmp_path / f"huge{suffix}").open("wb") as stream:
        stream.truncate(1 << 40)
    for name, message in (
        ("folder", "expected a file, got a directory"),
        ("pipe", "expected a file, got a pipe"),
        ("huge", "expected at most .* bytes"),
        ("none", "no such file"),
    ):
        with pytest.raises(NetcoreError, match=message):
            load_network(tmp_path / f"{name}{suffix}")
