"""The sample digits that come with the project: handwritten, from MNIST."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from netcore._assets import asset_path
from netcore._immutable import Immutable, read_only
from netcore.errors import InputError

ASSET = "digits/samples.npz"


class Ambiguous(NamedTuple):
    """A digit that the lesson network is torn about.

    Attributes
    ----------
    place
        Its index in `SampleDigits.images`.
    first, second
        The labels of the network's largest and second largest output; one of them is right.
    """

    place: int
    first: int
    second: int


@dataclass(frozen=True, eq=False, repr=False)
class SampleDigits(Immutable):
    """Handwritten digits, each label's in turn: the most typical first, then others unlike it.

    Attributes
    ----------
    images
        Shape (N, 28, 28), read-only float64 in [0, 1]; ink is bright.
    labels
        Shape (N,), the digit that each image shows.
    ambiguous
        The digits that the lesson network is torn about, strongest second guess first. They come
        after all others in `images`, and `image` and `count` leave them out.
    """

    images: NDArray[np.float64]
    labels: NDArray[np.int64]
    ambiguous: tuple[Ambiguous, ...]

    def __repr__(self) -> str:
        return f"SampleDigits({len(self.labels)} images, {len(self.ambiguous)} ambiguous)"

    def image(self, label: int, sample: int = 0) -> NDArray[np.float64]:
        """Return sample number ``sample`` of a digit, shape (28, 28).

        Raises
        ------
        InputError
            If there is no such digit or sample.
        """
        return read_only(self.images[self.index(label, sample)])

    @property
    def sure(self) -> NDArray[np.float64]:
        """The images without the ambiguous ones, shape (M, 28, 28)."""
        return self.images[: len(self.images) - len(self.ambiguous)]

    def all_of(self, label: int) -> list[NDArray[np.float64]]:
        """Return all samples of a digit, shape (28, 28) each, the ambiguous ones left out.

        Raises
        ------
        InputError
            If there are none.
        """
        return [self.image(label, sample) for sample in range(self.count(label))]

    def ambiguous_image(self, number: int = 0) -> NDArray[np.float64]:
        """Return the image of ``ambiguous[number]``, shape (28, 28).

        Raises
        ------
        InputError
            If there is no such digit.
        """
        if not 0 <= number < len(self.ambiguous):
            last = len(self.ambiguous) - 1
            raise InputError(f"ambiguous digit: expected 0 to {last}, got {number}")
        return read_only(self.images[self.ambiguous[number].place])

    def index(self, label: int, sample: int = 0) -> int:
        """Return the place of a sample in `images`.

        Raises
        ------
        InputError
            If there is no such digit or sample.
        """
        count = self.count(label)
        if not 0 <= sample < count:
            raise InputError(f"sample: expected 0 to {count - 1} for digit {label}, got {sample}")
        return int(np.flatnonzero(self.labels == label)[sample])

    def count(self, label: int) -> int:
        """Return how many samples there are of a digit, the ambiguous ones left out.

        Raises
        ------
        InputError
            If there are none.
        """
        sure = self.labels[: len(self.labels) - len(self.ambiguous)]
        count = int(np.count_nonzero(sure == label))
        if not count:
            raise InputError(f"digit: expected 0 to {self.labels.max()}, got {label}")
        return count


@lru_cache(maxsize=1)
def sample_digits() -> SampleDigits:
    """Return the sample digits; the file is read once.

    Raises
    ------
    FileError
        If the project's assets are missing or damaged.

    Examples
    --------
    >>> sample_digits().image(3).shape
    (28, 28)
    """
    from netcore.formats._arrays import read_arrays

    arrays = read_arrays(asset_path(ASSET))
    return SampleDigits(
        read_only(arrays["pixels"] / 255.0),
        read_only(arrays["labels"].astype(np.int64)),
        tuple(Ambiguous(*row) for row in arrays["ambiguous"].tolist()),
    )
