"""Batch normalisation in state dictionaries: to which dense layer it belongs, and what of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import save_file

from netcore import FormatError, InputError, Layer, Network, load_network, save_network
from netcore.formats import _named

Array = NDArray[Any]
RNG = np.random.default_rng(9)


def dense(name: str, n_in: int, n_out: int) -> dict[str, Array]:
    return {
        f"{name}.weight": RNG.normal(size=(n_out, n_in)),
        f"{name}.bias": RNG.normal(size=n_out),
    }


def norm(name: str, count: int) -> dict[str, Array]:
    parts = {part: RNG.uniform(0.5, 2, count) for part in ("weight", "bias", "running_mean")}
    parts |= {"running_var": RNG.uniform(0.5, 2, count), "num_batches_tracked": np.array(7)}
    return {f"{name}.{part}": array for part, array in parts.items()}


def computed(arrays: dict[str, Array], order: Sequence[str], x: Array) -> Array:
    """Apply layers by name; "tanh" is the activation."""
    for name in order:
        if name == "tanh":
            x = np.tanh(x)
            continue
        weights, biases = arrays[f"{name}.weight"], arrays[f"{name}.bias"]
        if weights.ndim == 2:
            x = x @ weights.T + biases
        else:
            spread = np.sqrt(arrays[f"{name}.running_var"] + 1e-5)
            x = weights * (x - arrays[f"{name}.running_mean"]) / spread + biases
    return x


CASES: list[tuple[str, list[dict[str, Array]], list[str], bool, str | None]] = [
    (
        "behind, by its place",
        [dense("0", 4, 5), norm("1", 5), dense("3", 5, 2)],
        ["0", "1", "tanh", "3"],
        False,
        None,
    ),
    (
        "in front, by its place",
        [dense("net.0", 4, 5), norm("net.2", 5), dense("net.3", 5, 2)],
        ["net.0", "tanh", "net.2", "net.3"],
        False,
        None,
    ),
    (
        "a Dropout before the activation",
        [dense("0", 4, 5), norm("2", 5), dense("4", 5, 2)],
        ["0", "2", "tanh", "4"],
        False,
        "before",
    ),
    (
        "a Dropout behind it",
        [dense("0", 4, 5), norm("2", 5), dense("4", 5, 2)],
        ["0", "tanh", "2", "4"],
        False,
        "after",
    ),
    (
        "first, and right behind the last",
        [norm("0", 4), dense("1", 4, 5), dense("3", 5, 2), norm("4", 2)],
        ["0", "1", "tanh", "3", "4"],
        False,
        None,
    ),
    (
        "first, with a Dropout behind it",
        [norm("0", 4), dense("2", 4, 4), dense("4", 4, 4)],
        ["0", "2", "tanh", "4"],
        False,
        None,
    ),
    (
        "by its number",
        [dense("fc1", 4, 5), dense("fc2", 5, 5), dense("fc3", 5, 2), norm("bn2", 5)],
        ["fc1", "tanh", "fc2", "bn2", "tanh", "fc3"],
        False,
        "before",
    ),
    (
        "by its number, after the activation",
        [dense("fc1", 4, 5), dense("fc2", 5, 5), norm("bn1", 5), dense("fc3", 5, 2)],
        ["fc1", "tanh", "bn1", "fc2", "tanh", "fc3"],
        False,
        "after",
    ),
    (
        "all of them, declared behind all layers",
        [
            dense("fc1", 5, 5),
            dense("fc2", 5, 5),
            dense("fc3", 5, 5),
            norm("bn1", 5),
            norm("bn2", 5),
        ],
        ["fc1", "tanh", "bn1", "fc2", "tanh", "bn2", "fc3"],
        True,
        "after",
    ),
    (
        "by the number of a part",
        [dense("b.1.fc", 4, 5), norm("b.1.bn", 5), dense("b.2.fc", 5, 5), norm("b.2.bn", 5)],
        ["b.1.fc", "b.1.bn", "tanh", "b.2.fc", "b.2.bn"],
        False,
        "before",
    ),
    (
        "by its size",
        [dense("a", 4, 5), norm("norm", 5), dense("b", 5, 2)],
        ["a", "norm", "tanh", "b"],
        False,
        "before",
    ),
    (
        "of the input, by its size",
        [norm("scaling", 4), dense("a", 4, 5), dense("b", 5, 2)],
        ["scaling", "a", "tanh", "b"],
        False,
        None,
    ),
    (
        "by the order of the file",
        [norm("z", 5), dense("c", 5, 5), norm("y", 5), dense("a", 5, 5), norm("x", 5)],
        ["z", "c", "y", "tanh", "a", "x"],
        True,
        "before",
    ),
    (
        "after the activations, by the order of the file",
        [dense("c", 5, 5), norm("y", 5), dense("a", 5, 5), norm("x", 5), dense("b", 5, 2)],
        ["c", "tanh", "y", "a", "tanh", "x", "b"],
        True,
        "after",
    ),
]


@pytest.mark.parametrize(
    ("parts", "order", "is_ordered", "where"),
    [pytest.param(*case[1:], id=case[0]) for case in CASES],
)
def test_it_is_folded_into_the_right_layer(
    parts: list[dict[str, Array]], order: list[str], is_ordered: bool, where: str | None
) -> None:
    arrays = {name: array for part in parts for name, array in part.items()}
    given = arrays if is_ordered else dict(sorted(arrays.items(), reverse=True))
    draft = _named.draft(given, is_ordered=is_ordered)
    assert bool(draft.unplaced) == (where is not None)
    activations = ["tanh"] * (len(draft.layers) - 1) + ["identity"]
    network = draft.network(activations, batch_norm=where)
    x = RNG.normal(size=(20, network.sizes[0]))
    outputs = network.forward(x).outputs
    np.testing.assert_allclose(outputs, computed(arrays, order, x), rtol=0, atol=1e-9)


def test_the_record_says_what_was_folded_where(tmp_path: Path) -> None:
    arrays = dense("0", 4, 5) | norm("1", 5) | dense("3", 5, 5) | norm("5", 5) | dense("6", 5, 2)
    save_file(arrays, tmp_path / "norms.safetensors")
    np.savez(tmp_path / "norms.npz", **arrays)  # type: ignore[arg-type]
    for name in ("norms.safetensors", "norms.npz"):
        network = load_network(tmp_path / name, ["relu", "relu", "softmax"])
        told = "1 right behind 0, 5 in front of 6; epsilon 1e-05"
        assert network.record["batch normalisation"] == told


def test_its_place_is_asked_for_where_nothing_tells_it(tmp_path: Path) -> None:
    arrays = dense("net.fc1", 4, 5) | norm("net.bn1", 5) | dense("net.fc2", 5, 2)
    file = tmp_path / "norms.safetensors"
    save_file(arrays, file)
    with pytest.raises(InputError, match="pass --batch-norm before, as in relu") as caught:
        load_network(file, ["tanh", "identity"])
    assert "after, as in bn1(relu(fc1(x)))" in str(caught.value)
    x = RNG.normal(size=(20, 4))
    for where, order in (
        ("before", ["net.fc1", "net.bn1", "tanh", "net.fc2"]),
        ("after", ["net.fc1", "tanh", "net.bn1", "net.fc2"]),
    ):
        network = load_network(file, ["tanh", "identity"], batch_norm=where)
        told = f"net.bn1 {where} the activation of net.fc1"
        assert network.record["batch normalisation"] == told
        outputs = network.forward(x).outputs
        np.testing.assert_allclose(outputs, computed(arrays, order, x), rtol=0, atol=1e-9)
        save_file(arrays, file, {"activations": "tanh,identity", "batch_norm": where})
        assert load_network(file).digest == network.digest


def test_a_place_that_nothing_needs_is_refused(tmp_path: Path) -> None:
    save_file(dense("a", 4, 5), tmp_path / "plain.safetensors")
    save_network(Network([Layer(np.ones((2, 3)), np.zeros(2))]), tmp_path / "ours.npz")
    for name in ("plain.safetensors", "ours.npz"):
        with pytest.raises(InputError, match="has no batch normalisation whose place is unknown"):
            load_network(tmp_path / name, ["relu"], batch_norm="after")
    with pytest.raises(InputError, match="batch_norm: expected before or after, got 'behind'"):
        load_network(tmp_path / "plain.safetensors", ["relu"], batch_norm="behind")


def test_a_file_that_orders_and_numbers_them_differently_is_refused() -> None:
    arrays = dense("fc1", 4, 5) | norm("bn2", 5) | dense("fc2", 5, 5)
    with pytest.raises(FormatError, match="'bn2' is a batch normalisation, but the file does not"):
        _named.draft(arrays, is_ordered=True)


ones = np.ones(3)

REFUSED: list[tuple[dict[str, Array], str]] = [
    ({"bn.running_mean": ones}, "'bn': expected both running_mean and running_var"),
    ({"bn.running_mean": ones, "bn.running_var": np.ones(2)}, "'bn': expected a mean, variance, w"),
    (norm("bn", 5) | {"bn.weight": np.ones((5, 5))}, "'bn': expected a mean, variance, weight"),
    (norm("bn", 7), "'bn' is a batch normalisation, but the file does not say of which"),
    (dense("fc2", 3, 3) | norm("bn", 3), "'bn' is a batch normalisation, but the file does not"),
    (norm("bn1", 3) | {"bn1.running_var": -ones}, "layer 'fc1': weights: expected finite numbers"),
    (norm("bn1", 3) | {"bn1.running_var": np.array(["a", "b", "c"])}, "expected real numbers"),
]


@pytest.mark.parametrize(("arrays", "message"), REFUSED)
def test_what_cannot_be_folded_is_refused(arrays: dict[str, Array], message: str) -> None:
    count = sum(array.ndim == 2 for name, array in arrays.items() if "bn" not in name)
    with pytest.raises(FormatError, match=message) as caught:
        _named.draft(dense("fc1", 4, 3) | arrays).network(["relu"] * (count + 1))
    assert "\n" not in str(caught.value)


def test_a_place_beside_a_layer_of_another_size_is_refused() -> None:
    with pytest.raises(
        FormatError, match="'1' normalises 4 numbers, but layer '0' beside it has 3"
    ):
        _named.draft(dense("0", 4, 3) | norm("1", 4))
