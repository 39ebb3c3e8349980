"""Named arrays that are no plain weights: bfloat16, pruned, normed, or under other names."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import save_file

from netcore import FormatError, load_network

Array = NDArray[Any]

ones = np.ones


def test_safetensors_of_bfloat16(tmp_path: Path) -> None:
    """The upper half of a float32: 1.5 is 0x3FC0, -2 is 0xC000, 3.140625 is 0x4049."""
    numbers = bytes.fromhex("c03f00c04940803f")
    entry = {"W1": {"dtype": "BF16", "shape": [2, 2], "data_offsets": [0, 8]}}
    header = json.dumps(entry).encode()
    header = len(header).to_bytes(8, "little") + header
    (tmp_path / "half.safetensors").write_bytes(header + numbers)
    (layer,) = load_network(tmp_path / "half.safetensors", ["relu"]).layers
    np.testing.assert_array_equal(layer.weights, [[1.5, -2], [3.140625, 1]])


def test_what_was_pruned_is_put_together(tmp_path: Path) -> None:
    weights = np.array([[1.0, -2.0], [3.0, 4.0]])
    mask = np.array([[1.0, 0.0], [1.0, 1.0]])
    arrays = {"fc.weight_orig": weights, "fc.weight_mask": mask, "fc.bias": np.ones(2)}
    save_file(arrays, tmp_path / "pruned.safetensors")
    np.savez(tmp_path / "pruned.npz", **arrays)  # type: ignore[arg-type]
    for ending in ("safetensors", "npz"):
        (layer,) = load_network(tmp_path / f"pruned.{ending}", ["relu"]).layers
        np.testing.assert_array_equal(layer.weights, [[1, 0], [3, 4]])
        assert not np.signbit(layer.weights[0, 1])


def test_arrays_by_other_names_are_told_the_names_that_are_read(tmp_path: Path) -> None:
    np.savez(tmp_path / "book.npz", wih=np.ones((3, 4)), who=np.ones((2, 3)))
    with pytest.raises(FormatError, match=r"'wih' is not part of a dense layer by its name: names"):
        load_network(tmp_path / "book.npz")


PARTS: list[tuple[dict[str, Array], str]] = [
    ({"fc.weight": ones((2, 4), np.int8)}, "'fc.weight' holds weights of type int8: they are qua"),
    ({"fc.weight": ones((2, 4), np.uint8)}, "of type uint8: .* save the model as it was before"),
    (
        {"fc.weight_orig": ones((2, 4)), "fc.weight_mask": ones((4, 2))},
        r"'fc.weight_orig' is pruned, but its mask has shape \(4, 2\): .*prune.remove\(layer",
    ),
    (
        {"fc.weight_g": ones((2, 1)), "fc.weight_v": ones((2, 4))},
        r"layer 'fc' is weight-normed: in PyTorch, call torch.nn.utils.remove_weight_norm",
    ),
    (
        {"fc.weight_orig": ones((2, 4)), "fc.weight_u": ones(2)},
        r"layer 'fc' is spectral-normed: .*remove_spectral_norm",
    ),
    (
        {"net.0.parametrizations.weight.original0": ones((2, 1))},
        r"layer 'net.0' is parametrised: .*remove_parametrizations",
    ),
]


@pytest.mark.parametrize(("arrays", "message"), PARTS)
def test_a_layer_in_parts_is_told_what_to_call(
    arrays: dict[str, Array], message: str, tmp_path: Path
) -> None:
    save_file(arrays, tmp_path / "parts.safetensors")
    with pytest.raises(FormatError, match=message) as caught:
        load_network(tmp_path / "parts.safetensors", ["relu"])
    assert "\n" not in str(caught.value)
