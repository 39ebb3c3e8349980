"""State dictionaries of PyTorch: read without it, and without running anything."""

import os
import pickle
import time
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from netcore import FormatError, load_network
from netcore.formats import torch_file
from netcore.formats._arrays import floats_of_bfloat16
from tests.netcore.archives import archive
from tests.netcore.torch_files import Odd, Tensor, saved, saved_as_before, tensors

Array = NDArray[Any]
NAMES = ("relu", "tanh", "softmax")
RNG = np.random.default_rng(4)


class Trap:
    """Something that would act if it were unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("sprung",)


def weights(kind: str = "f4") -> dict[str, Array]:
    sizes = ((12, 64), (12, 12), (10, 12))
    arrays: dict[str, Array] = {}
    for number, (n_out, n_in) in enumerate(sizes):
        arrays[f"{2 * number}.weight"] = RNG.normal(size=(n_out, n_in)).astype(kind)
        arrays[f"{2 * number}.bias"] = RNG.normal(size=n_out).astype(kind)
    return arrays


def assert_read(content: bytes, arrays: dict[str, Array], file: Path) -> None:
    file.write_bytes(content)
    network = load_network(file, NAMES)
    for number, layer in enumerate(network.layers):
        np.testing.assert_array_equal(layer.weights, arrays[f"{2 * number}.weight"])
        np.testing.assert_array_equal(layer.biases, arrays[f"{2 * number}.bias"])


def beside(state: Any) -> dict[str, Any]:
    """Return a checkpoint with an optimizer, a NumPy scalar and objects of classes of its own."""
    optimizer = {"state": {0: {"step": Tensor(np.ones(3, "f4"))}}, "param_groups": [{"lr": 1e-3}]}
    arguments = Odd("argparse_of_mine", "Namespace", {"lr": 0.1})
    more = {"optimizer": optimizer, "best": np.float64(0.98), "args": arguments, "ids": {1, 2}}
    return {"epoch": 3, "model": state, **more}


@pytest.mark.parametrize("wrap", [lambda s: s, lambda s: {"state_dict": s, "epoch": 3}, beside])
@pytest.mark.parametrize("save", [saved, saved_as_before])
def test_a_state_dictionary_is_found(
    wrap: Callable[[Any], Any], save: Callable[[Any], bytes], tmp_path: Path
) -> None:
    arrays = weights()
    assert_read(save(wrap(tensors(arrays))), arrays, tmp_path / "model.pt")


@pytest.mark.parametrize("ending", ["PTH", "ckpt", "pth.tar"])
def test_whatever_the_file_is_called(ending: str, tmp_path: Path) -> None:
    arrays = weights()
    assert_read(saved(tensors(arrays)), arrays, tmp_path / f"model.{ending}")


@pytest.mark.parametrize(("kind", "order"), [("f8", "little"), ("f2", "big"), ("i8", "big")])
def test_types_of_numbers(kind: str, order: str, tmp_path: Path) -> None:
    arrays = weights(kind)
    assert_read(saved(tensors(arrays), order=order), arrays, tmp_path / "model.pt")


def test_bfloat16(tmp_path: Path) -> None:
    exact = weights("f4")
    upper = {name: (array.view("u4") >> 16).astype("u2") for name, array in exact.items()}
    rounded = {name: floats_of_bfloat16(bits) for name, bits in upper.items()}
    np.testing.assert_allclose(rounded["0.weight"], exact["0.weight"], rtol=2**-7)
    assert_read(saved(tensors(upper)), rounded, tmp_path / "model.pt")


def test_tensors_that_share_a_storage_or_are_turned(tmp_path: Path) -> None:
    numbers = np.arange(12, dtype="f4")
    state = {
        "a.weight": Tensor(numbers, (3, 4), (1, 3)),
        "a.bias": Tensor(numbers, (3,), (2,), offset=5),
    }
    (tmp_path / "model.pt").write_bytes(saved(state))
    (layer,) = load_network(tmp_path / "model.pt", ["relu"]).layers
    np.testing.assert_array_equal(layer.weights, numbers.reshape(4, 3).T)
    np.testing.assert_array_equal(layer.biases, [5, 7, 9])


def test_layers_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    state = tensors({"stem.weight": 2 * np.eye(3), "body.weight": np.ones((3, 3))})
    (tmp_path / "model.pth").write_bytes(saved(state))
    layers = load_network(tmp_path / "model.pth", ["relu", "relu"]).layers
    np.testing.assert_array_equal(layers[0].weights, 2 * np.eye(3))


def test_values_beside_the_tensors_are_passed_over(tmp_path: Path) -> None:
    state: dict[str, Any] = {"epoch": 3, "a.weight": Tensor(np.eye(2)), "note": "best"}
    (tmp_path / "model.pt").write_bytes(saved(state))
    assert load_network(tmp_path / "model.pt", ["relu"]).sizes == (2, 2)


# Deflated, a pickle of millions of empty dictionaries has kilobytes: it would take minutes to read.
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (lambda: b"", "not a readable .pt file: it does not begin like one"),
        (lambda: b"hello", "not a readable .pt file: it does not begin like one"),
        (lambda: b"PK\x03\x04" * 9, "not a readable archive"),
        (
            lambda: archive({"a/b": b""}),
            r"not a state dictionary: save one: torch.save\(model.state_dict\(\)",
        ),
        (
            lambda: archive({"a/data": bytes(200_000_000)}),
            "at most 160,000,000 bytes unpacked, got 200,000,0",
        ),
        (
            lambda: archive({"a/data.pkl": b"}" * 5_000_000}),
            "at most 4,000,000 bytes, got 5,000,000",
        ),
    ],
)
def test_what_cannot_be_a_state_dictionary_is_refused_before_it_is_unpickled(
    content: Callable[[], bytes], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch_file, "read_apart", None)
    (tmp_path / "model.pt").write_bytes(content())
    with pytest.raises(FormatError, match=message) as caught:
        load_network(tmp_path / "model.pt", ["relu"])
    assert "\n" not in str(caught.value)


ONE = np.ones((1, 1), "f4")

REFUSED: list[tuple[Any, str]] = [
    (Odd("torch.nn.modules.linear", "Linear"), r"not a state dictionary: save one: torch.save\("),
    ({"net": Odd("torch.nn.modules.linear", "Linear")}, "there are no tensors in it: save"),
    (Tensor(np.ones(3)), "expected a state dictionary, got Tensor"),
    ([1, 2], "expected a state dictionary, got list"),
    ({"a.weight": 3}, "'a.weight': expected tensors by name"),
    ({3: Tensor(ONE)}, "'3': expected tensors by name"),
    ({"a.weight": Tensor(ONE, (10**5, 10**5), (0, 0))}, "expected at most 40,000,000"),
    ({"a.weight": Tensor(ONE, (2, 2))}, "its numbers are not all in the file"),
    ({"a.weight": Tensor(ONE, (1, 1), (1, 1), offset=9)}, "its numbers are not all in the file"),
    ({"a.weight": Tensor(ONE, (2, 2), (-1, 1))}, "a tensor of a usual shape"),
    ({"a.weight": Tensor(ONE, ("x", 2))}, "a tensor of a usual shape"),
    ({"a.weight": Tensor(ONE, (1,) * 9, (1,) * 9)}, "a tensor of a usual shape"),
    ({"a.weight": Tensor(ONE.astype("c8"))}, "a plain tensor of real numbers"),
    ({"a.weight": Tensor(ONE, rebuild="_rebuild_qtensor")}, "'a.weight': expected tensors by nam"),
    ({"a": {"b": Tensor(ONE)}, "c": {"d": Tensor(ONE)}}, "'a': expected tensors by name"),
    ({"fc._packed_params.dtype": Odd("torch", "Size")}, "'fc' is a quantised layer: save the mod"),
    ({"c.weight": Tensor(np.ones((2, 1, 3, 3)))}, r"'c.weight' has shape \(2, 1, 3, 3\)"),
]


@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize(
    ("save", "found", "message"),
    [(saved, *case) for case in REFUSED] + [(saved_as_before, *case) for case in REFUSED[::5]],
)
def test_anything_else_is_refused(
    save: Callable[[Any], bytes], found: Any, message: str, tmp_path: Path
) -> None:
    (tmp_path / "model.pt").write_bytes(save(found))
    with pytest.raises(FormatError, match=message) as caught:
        load_network(tmp_path / "model.pt", ["relu"])
    assert "\n" not in str(caught.value)


@pytest.mark.long
@pytest.mark.parametrize("protocol", [2, 4])
@pytest.mark.parametrize("found", [Trap(), {"a": Trap()}, OrderedDict([("a.weight", Trap())])])
def test_nothing_in_a_file_runs(
    found: Any, protocol: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pickled = pickle.dumps(found, protocol)
    for content in (pickled, archive({"a/data.pkl": pickled})):
        Path("model.pt").write_bytes(content)
        with pytest.raises(FormatError):
            load_network("model.pt", ["relu"])
    assert not Path("sprung").exists()


@pytest.mark.parametrize("keep", [1, 300, 2000])
@pytest.mark.parametrize("save", [saved, saved_as_before])
def test_a_file_that_is_cut_off(keep: int, save: Callable[[Any], bytes], tmp_path: Path) -> None:
    (tmp_path / "model.pt").write_bytes(save(tensors(weights()))[:keep])
    with pytest.raises(FormatError):
        load_network(tmp_path / "model.pt", NAMES)


def test_a_pickle_without_end_is_given_up(tmp_path: Path) -> None:
    """The older format has no sizes to look at first."""
    start = saved_as_before({}).partition(b"}q\x00.")[0]
    (tmp_path / "model.pt").write_bytes(start + b"}" * 50_000_000)
    began = time.monotonic()
    with pytest.raises(FormatError, match=r"expected at most 300,000 instructions|takes too long"):
        load_network(tmp_path / "model.pt", ["relu"])
    assert time.monotonic() - began < 20
