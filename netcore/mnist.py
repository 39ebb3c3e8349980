"""MNIST and its relatives, as they lie about: IDX files, Keras' archive, tables of pixels.

A folder may hold IDX files by their public names, ``train-images-idx3-ubyte`` and so on, gzipped or
not; with a dot for the last hyphen but one, or each in a folder of its own name, as Kaggle has
them; in ``raw`` or ``MNIST/raw``, as torchvision keeps them. Else ``mnist.npz``, as Keras keeps it,
or tables of pixels, ``train.csv`` or ``mnist_train.csv``, as Kaggle has them. Fashion-MNIST's are
called alike.
"""

import os
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from netcore._files import read_bytes, shown
from netcore.datasets import Dataset
from netcore.errors import FileError, FormatError, InputError
from netcore.idx import read_idx
from netcore.picture_folders import split_folder
from netcore.pixel_tables import load_pixel_table

__all__ = ["LABELS_FILE", "Split", "has_test_set", "is_mnist", "load_mnist"]

Split = Literal["train", "test"]

LABELS_FILE = "labels.txt"
"""The file beside IDX files that may say what each label stands for, a line a label from 0 on."""

ARCHIVE = "mnist.npz"

_PREFIX = MappingProxyType({"train": "train", "test": "t10k"})
_MOST_LABEL_BYTES = 100_000
_MOST_VALUES = 640 * 1024**2
"""As many as are read of an IDX file, a byte each."""


def load_mnist(path: str | os.PathLike[str], split: Split = "train") -> Dataset:
    """Return MNIST's (or a relative's) images and labels from a folder, or from ``mnist.npz``.

    A file ``labels.txt`` beside IDX files may say what the labels stand for, a line a label from 0
    on.

    Raises
    ------
    FileError
        If there is no such folder or file.
    FormatError
        If a file is damaged, the two do not belong together, or the folder has several such sets.
    """
    source = Path(path)
    if source.suffix.lower() == ".npz" and source.is_file():
        return _archived(source, split)
    if not source.is_dir():
        raise FileError(f"{shown(source)}: expected a folder with MNIST's IDX files")
    folder = _idx_folder(source)
    if folder is None and (source / ARCHIVE).is_file():
        return _archived(source / ARCHIVE, split)
    if folder is None and (table := _table(source, split)):
        return load_pixel_table(table)
    return _idx(folder or source, split)


def is_mnist(path: str | os.PathLike[str]) -> bool:
    """Whether a folder holds MNIST or a relative, in any of the ways that `load_mnist` reads.

    Raises
    ------
    FormatError
        If it holds several.
    """
    folder = Path(path)
    return bool(_idx_folder(folder) or (folder / ARCHIVE).is_file() or _table(folder, "train"))


def has_test_set(path: str | os.PathLike[str]) -> bool:
    """Whether there is a test set with labels beside the training set, which Kaggle's has not."""
    folder = Path(path)
    if folder.suffix.lower() == ".npz" or (folder / ARCHIVE).is_file():
        return True
    if (idx := _idx_folder(folder)) is not None:
        return any(idx.glob(f"{_PREFIX['test']}-images*"))
    table = _table(folder, "test")
    if table is not None:
        return table.name != "test.csv"
    try:
        return split_folder(folder, "test") != folder
    except FileError:
        return False


def _idx(folder: Path, split: Split) -> Dataset:
    pixels = read_idx(_find(folder, split, "images", 3), only_bytes=True)
    labels = read_idx(_find(folder, split, "labels", 1), only_bytes=True)
    try:
        return Dataset(pixels, labels, f"IDX files, {split}", _label_names(folder))
    except InputError as error:
        raise FormatError(f"{shown(folder)}: {split} images and labels: {error}") from error


def _idx_folder(source: Path) -> Path | None:
    """Return the folder with IDX files: this one, or where torchvision keeps them in it."""
    for folders in ([source], [source / "raw", *sorted(source.glob("*/raw"))]):
        found = [folder for folder in folders if _has_images(folder)]
        if len(found) > 1:
            names = " and ".join(shown(folder.relative_to(source)) for folder in found[:2])
            raise FormatError(f"{shown(source)}: there are {names} in it: name the folder of one")
        if found:
            return found[0]
    return None


def _has_images(folder: Path) -> bool:
    stems = [f"{prefix}-images" for prefix in _PREFIX.values()]
    return any(next(folder.glob(f"{stem}*"), None) for stem in stems)


def _find(folder: Path, split: Split, what: str, axes: int) -> Path:
    stems = [f"{_PREFIX[split]}-{what}{mark}idx{axes}-ubyte" for mark in "-."]
    for name in (stem + end for stem in stems for end in ("", ".gz")):
        for file in (folder / name, folder / name / name):
            if file.is_file() or (file.exists() and not file.is_dir()):
                return file
    raise FileError(f"{shown(folder)}: expected a file {stems[0]} or {stems[0]}.gz in this folder")


def _table(folder: Path, split: Split) -> Path | None:
    """Return the table of one set, as Kaggle calls it: train.csv, mnist_train.csv, ..."""
    tables = [file for file in sorted(folder.glob(f"*{split}.csv")) if file.is_file()]
    if len(tables) > 1:
        names = " and ".join(shown(table.name) for table in tables[:2])
        raise FormatError(f"{shown(folder)}: there are {names} in it: name the file of one")
    return tables[0] if tables else None


def _archived(file: Path, split: Split) -> Dataset:
    from netcore.formats._arrays import read_arrays

    names = (f"x_{split}", f"y_{split}")
    arrays = read_arrays(file, only=names, most_values=_MOST_VALUES)
    try:
        pixels, labels = (arrays[name] for name in names)
        return Dataset(pixels, labels, f"{shown(file.name)}, {split}")
    except KeyError as error:
        raise FormatError(f"{shown(file)}: expected arrays {' and '.join(names)}") from error
    except InputError as error:
        raise FormatError(f"{shown(file)}: {split} images and labels: {error}") from error


def _label_names(folder: Path) -> tuple[str, ...]:
    file = folder / LABELS_FILE
    if not file.exists():
        return ()
    try:
        text = read_bytes(file, most_bytes=_MOST_LABEL_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(f"{shown(file)}: expected text in UTF-8, a line a label") from error
    names = tuple(line.strip() for line in text.strip().splitlines())
    if not all(names):
        raise FormatError(f"{shown(file)}: expected a line a label, got an empty line")
    return names
