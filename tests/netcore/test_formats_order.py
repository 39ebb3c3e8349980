"""In what order layers are applied of which a file has only names and shapes."""

import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import save_file

from netcore import FormatError, load_network


def matrices(sizes: tuple[int, ...]) -> list[NDArray[Any]]:
    """Return W (n_out, n_in) of each layer."""
    rng = np.random.default_rng(5)
    return [rng.normal(size=(n_out, n_in)) for n_in, n_out in pairwise(sizes)]


ORDERS = [
    (("encoder.0", "encoder.2", "decoder.0", "decoder.2"), (6, 5, 4, 5, 6)),
    (("fc_in", "fc1", "fc2", "fc_out"), (4, 4, 4, 4, 4)),
    (("dense", "dense_1", "dense_10"), (4, 4, 4, 4)),
    (("block9.linear", "block10.dense", "top"), (5, 4, 4, 3)),
]


@pytest.mark.parametrize(("names", "sizes"), ORDERS)
def test_names_tell_the_order_where_several_chain(
    names: tuple[str, ...], sizes: tuple[int, ...], tmp_path: Path
) -> None:
    tensors = {f"{n}.weight": w for n, w in zip(names, matrices(sizes), strict=True)}
    save_file(tensors, tmp_path / "named.safetensors")
    network = load_network(tmp_path / "named.safetensors", ["relu"] * len(names))
    for layer, weights in zip(network.layers, matrices(sizes), strict=True):
        np.testing.assert_array_equal(layer.weights, weights)


@pytest.mark.parametrize("names", [("a", "middle", "deep", "out"), ("in", "deep", "middle", "z")])
def test_an_order_that_nothing_tells_is_not_made_up(names: tuple[str, ...], tmp_path: Path) -> None:
    layers = zip(names, matrices((6, 4, 4, 4, 3)), strict=True)
    save_file({f"{n}.weight": w for n, w in layers}, tmp_path / "named.safetensors")
    with pytest.raises(FormatError, match=r"several orders of the layers fit, .*: rename them, or"):
        load_network(tmp_path / "named.safetensors", ["relu"] * 4)


def test_that_none_of_thousands_of_orders_fits_is_found_in_time(tmp_path: Path) -> None:
    layers = {f"{name}.weight": np.ones((3, 3)) for name in "abcdefg"}
    save_file(layers | {"h.weight": np.ones((2, 5))}, tmp_path / "named.safetensors")
    began = time.process_time()
    with pytest.raises(FormatError, match="expected layers of which each takes what the last giv"):
        load_network(tmp_path / "named.safetensors", ["relu"] * 8)
    assert time.process_time() - began < 3
