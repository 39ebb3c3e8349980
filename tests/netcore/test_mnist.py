"""MNIST as Kaggle, torchvision and Keras lay it: folders in folders, archives, tables of pixels."""

import gzip
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from netcore import (
    FileError,
    FormatError,
    has_test_set,
    is_mnist,
    is_pixel_table,
    load_mnist,
    load_pixel_table,
)

RNG = np.random.default_rng(7)
PIXELS = RNG.integers(0, 256, (6, 5, 4)).astype(np.uint8)
LABELS = np.array([3, 1, 4, 1, 5, 9], np.uint8)
IDX = {"images-idx3-ubyte": PIXELS, "labels-idx1-ubyte": LABELS}


def idx(array: np.ndarray) -> bytes:
    head = bytes([0, 0, 8, array.ndim]) + np.array(array.shape, ">u4").tobytes()
    return head + array.tobytes()


def plain(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for prefix, start in (("train", 0), ("t10k", 3)):
        for name, array in IDX.items():
            (folder / f"{prefix}-{name}").write_bytes(idx(array[start:]))


def torchvision(folder: Path) -> None:
    plain(folder / "MNIST" / "raw")
    (folder / "MNIST" / "raw" / "train-images-idx3-ubyte.gz").write_bytes(gzip.compress(b"old"))


def below_its_name(folder: Path) -> None:
    plain(folder / "raw")


def folder_each(folder: Path) -> None:
    for prefix, start in (("train", 0), ("t10k", 3)):
        for name, array in IDX.items():
            inner = folder / f"{prefix}-{name}"
            inner.mkdir(parents=True)
            (inner / inner.name).write_bytes(idx(array[start:]))


def dotted(folder: Path) -> None:
    plain(folder)
    for file in list(folder.iterdir()):
        file.rename(folder / file.name.replace("-idx", ".idx"))


def keras(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    parts = {"x_train": PIXELS, "y_train": LABELS, "x_test": PIXELS[3:], "y_test": LABELS[3:]}
    np.savez(folder / "mnist.npz", **parts)  # type: ignore[arg-type]


def table(start: int = 0, names: str = "{row}x{column}") -> str:
    pixels = [names.format(row=r + 1, column=c + 1) for r in range(5) for c in range(4)]
    lines = [",".join(["label", *pixels])]
    for image, label in zip(PIXELS[start:], LABELS[start:], strict=True):
        lines.append(",".join(map(str, [label, *image.ravel()])))
    return "\n".join(lines) + "\n"


def kaggle(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "mnist_train.csv").write_text(table())
    (folder / "mnist_test.csv").write_text(table(3))


@pytest.mark.parametrize(
    "lay", [plain, torchvision, below_its_name, folder_each, dotted, keras, kaggle]
)
def test_every_layout_gives_the_same_images(lay: Callable[[Path], None], tmp_path: Path) -> None:
    lay(tmp_path)
    assert is_mnist(tmp_path)
    assert has_test_set(tmp_path)
    for split, start in (("train", 0), ("test", 3)):
        data = load_mnist(tmp_path, split)  # type: ignore[arg-type]
        np.testing.assert_array_equal(data.pixels, PIXELS[start:])
        np.testing.assert_array_equal(data.labels, LABELS[start:])


def test_keras_archive_by_itself(tmp_path: Path) -> None:
    keras(tmp_path)
    data = load_mnist(tmp_path / "mnist.npz", "test")
    assert (len(data), data.name) == (3, "mnist.npz, test")
    assert has_test_set(tmp_path / "mnist.npz")


def test_several_sets_in_one_folder_are_not_guessed(tmp_path: Path) -> None:
    for name in ("MNIST", "FashionMNIST"):
        plain(tmp_path / name / "raw")
    with pytest.raises(FormatError, match="there are FashionMNIST/raw and MNIST/raw in it: name"):
        load_mnist(tmp_path)
    for name in ("a_train.csv", "b_train.csv"):
        (tmp_path / "FashionMNIST" / name).write_text(table())
    assert len(load_mnist(tmp_path / "FashionMNIST")) == 6
    (tmp_path / "other").mkdir()
    for name in ("a_train.csv", "b_train.csv"):
        (tmp_path / "other" / name).write_text(table())
    with pytest.raises(FormatError, match=r"there are a_train\.csv and b_train\.csv in it"):
        is_mnist(tmp_path / "other")


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="expected a file train-images-idx3-ubyte"):
        load_mnist(tmp_path)
    np.savez(tmp_path / "mnist.npz", x_train=PIXELS)
    with pytest.raises(FormatError, match=r"mnist\.npz: expected arrays x_train and y_train"):
        load_mnist(tmp_path)
    np.savez(tmp_path / "mnist.npz", x_train=PIXELS / 255, y_train=LABELS)
    with pytest.raises(FormatError, match="train images and labels: pixels: expected uint8"):
        load_mnist(tmp_path)


def test_square_images_need_no_more_than_numbers_in_names(tmp_path: Path) -> None:
    images = RNG.integers(0, 256, (3, 36))
    header = [f"pixel{n}" for n in range(36)]
    rows = [[*image, label] for image, label in zip(images, (0, 2, 1), strict=True)]
    lines = [";".join(map(str, row)) for row in ([*header, "digit"], *rows)]
    (tmp_path / "t.csv").write_text("\ufeff" + "\r\n".join(lines))
    assert is_pixel_table(tmp_path / "t.csv")
    data = load_pixel_table(tmp_path / "t.csv")
    np.testing.assert_array_equal(data.pixels, images.reshape(3, 6, 6))
    assert data.labels.tolist() == [0, 2, 1]


def test_other_tables_are_none_of_pixels(tmp_path: Path) -> None:
    for text in ("a,b,label\n", "pixel0,pixel1,label\n", "", "label", '"', "a,label,class\n"):
        (tmp_path / "t.csv").write_text(text)
        assert not is_pixel_table(tmp_path / "t.csv")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (table().replace("label,", "1x0,", 1), "expected a column of labels, got pixels only"),
        (table(names="pixel{row}{column}"), "expected a square number of pixels, got 20 columns"),
        (table() + "NaN" + ",1" * 20, "line 8, 'label': expected a whole number, got 'NaN'"),
        (table() + "1" + ",1" * 19 + ",0.5", "line 8, '5x4': expected a whole number, got '0.5'"),
        (table() + "1" + ",1" * 19 + ",256", "line 8: expected pixels from 0 to 255"),
        (table() + "1" + ",-1" * 20, "line 8: expected pixels from 0 to 255"),
        (table() + "1,1", "not a table of whole numbers"),
        (table() + "200" + ",1" * 20, "labels: expected numbers below 100, got 200"),
        (table().partition("\n")[0], "expected lines of pixels, got none"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(text)
    assert is_pixel_table(tmp_path / "t.csv")
    with pytest.raises(FormatError, match=message) as caught:
        load_pixel_table(tmp_path / "t.csv")
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(f"{tmp_path / 't.csv'}: ")
