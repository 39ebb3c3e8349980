"""Files of Keras that are broken or hostile."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from netcore import FormatError, load_network
from netcore.formats import _hdf5
from tests.netcore.archives import archive
from tests.netcore.keras_files import hdf5, keras, kernel, weights


def elsewhere(file: Any) -> None:
    file["layers/dense/vars/0"] = h5py.ExternalLink("/etc/passwd", "/")


def outside(file: Any) -> None:
    place = [("/etc/passwd", 0, 48)]
    file.create_dataset("layers/dense/vars/0", (4, 3), np.float32, external=place)


def virtual(file: Any) -> None:
    layout = h5py.VirtualLayout((4, 3), np.float32)
    layout[:] = h5py.VirtualSource("/etc/passwd", "x", (4, 3))
    file.create_virtual_dataset("layers/dense/vars/0", layout)


def vast(file: Any) -> None:
    file.create_dataset("layers/dense/vars/0", (10**6, 10**6), np.float32, chunks=(100, 100))


def bomb(file: Any) -> None:
    file.create_dataset("x", (40_000_000,), "i1", chunks=(40_000_000,), compression="gzip")
    file["x"][:] = 0
    file.create_dataset("y", (40_000_000,), "i1", chunks=(40_000_000,), compression="gzip")


def crowd(file: Any) -> None:
    for number in range(10_001):
        file.create_group(str(number))


def circle(file: Any) -> None:
    file["a/b"] = np.ones(1)
    file["a/again"] = file["a"]


BROKEN: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("empty", ".keras", bytes, "not a readable .keras archive"),
    ("text", ".keras", lambda: b"hello", "not a readable .keras archive"),
    ("empty h5", ".h5", bytes, "not a readable HDF5 file"),
    ("text h5", ".h5", lambda: b"hello", "not a readable HDF5 file"),
    ("magic", ".h5", lambda: _hdf5.MAGIC, "not a readable HDF5 file: it is damaged"),
    ("cut", ".keras", lambda: keras()[:-60], "not a readable .keras archive"),
    ("cut h5", ".h5", lambda: hdf5(weights)[:-900], "not a readable HDF5 file: it is damaged"),
    ("other zip", ".keras", lambda: archive({"a": b""}), "there is no config.json in it"),
    (
        "no weights",
        ".keras",
        lambda: archive({"config.json": b"{}"}),
        "there is no model.weights.h5",
    ),
    (
        "bomb",
        ".keras",
        lambda: archive({"config.json": bytes(50_000_000)}),
        "config.json: expected at most 1,000,000 bytes, got 50,000,000",
    ),
    ("packing", ".keras", lambda: keras(packing=zipfile.ZIP_LZMA), "expected it stored or defl"),
    ("NaN", ".keras", lambda: keras(fill=lambda f: weights(f, array=kernel() * np.nan)), "finite"),
    ("link", ".keras", lambda: keras(fill=elsewhere), "there are no weights of it"),
    ("outside", ".keras", lambda: keras(fill=outside), "there are no weights of it"),
    ("virtual", ".keras", lambda: keras(fill=virtual), "there are no weights of it"),
    ("vast", ".keras", lambda: keras(fill=vast), "expected at most 40,000,000 values"),
    ("h5 bomb", ".h5", lambda: hdf5(bomb), "expected at most 40,000,000 values"),
    ("crowd", ".h5", lambda: hdf5(crowd), "expected at most 10,000 parts"),
    ("circle", ".h5", lambda: hdf5(circle), "expected at most 10,000 parts"),
    ("nothing", ".h5", lambda: hdf5(lambda f: None), "expected 1 to 200 dense layers, got 0"),
    (
        "norm",
        ".h5",
        lambda: hdf5(lambda f: weights(f, "layers/norm", np.ones(3))),
        "'norm' is not a dense layer, and weights alone do not say what it is: save the whole mod",
    ),
    ("other", ".h5", lambda: hdf5(lambda f: f.update(a=kernel())), "'a' is not part of a dense"),
]


@pytest.mark.long
@pytest.mark.parametrize(
    ("suffix", "make", "message"), [pytest.param(*b[1:], id=b[0]) for b in BROKEN]
)
def test_broken_files(suffix: str, make: Callable[[], bytes], message: str, tmp_path: Path) -> None:
    (tmp_path / f"broken{suffix}").write_bytes(make())
    with pytest.raises(FormatError, match=message) as caught:
        load_network(tmp_path / f"broken{suffix}")
    assert "\n" not in str(caught.value)
    assert [file.name for file in tmp_path.iterdir()] == [f"broken{suffix}"]
