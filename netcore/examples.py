"""What can be learnt from: inputs with labels, be they images or measurements."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from netcore._immutable import Immutable
from netcore.errors import InputError
from netcore.network import Layer

Floats = NDArray[np.floating[Any]]
Places = NDArray[np.integer[Any]] | slice

MOST_LABELS = 100
"""The most different labels that are told apart: of one output each."""


class Examples(Immutable, ABC):
    """Inputs with labels. `Dataset` has images, `Table` has measurements.

    Attributes
    ----------
    labels
        ``(N,)`` int64, from 0 on.
    name
        What it is, in a few words.
    label_names
        What each label stands for; nothing if that is the number itself.
    input_names
        What each number of an input is, where that is known.
    what
        What one would call the examples.
    """

    labels: NDArray[np.int64]
    name: str
    label_names: tuple[str, ...]
    input_names: tuple[str, ...] = ()
    what: ClassVar[str]

    def __len__(self) -> int:
        return len(self.labels)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name}: {len(self):,} {self.what})"

    @property
    @abstractmethod
    def shape(self) -> tuple[int, ...]:
        """Of one input: height and width, or how many numbers."""

    @property
    def image_shape(self) -> tuple[int, ...]:
        """Height and width of images; () of anything else."""
        return self.shape if len(self.shape) == 2 else ()

    @property
    @abstractmethod
    def inputs(self) -> NDArray[np.float64]:
        """``(N, *shape)`` float64: what a network takes."""

    @property
    @abstractmethod
    def checksum(self) -> str:
        """SHA-256, in hexadecimal, of all inputs and labels."""

    @abstractmethod
    def take(self, places: Places) -> Self:
        """Return the examples at those places."""

    @abstractmethod
    def standardised(self, places: Places) -> Floats:
        """Return inputs in the range in which training goes well, ``(places, *shape)`` float32."""

    def for_inputs(self, layer: Layer) -> Layer:
        """Return a first layer that takes inputs for one that takes standardised ones."""
        return layer

    @property
    def label_count(self) -> int:
        """How many labels there are, or may be."""
        return len(self.label_names) or int(self.labels.max()) + 1

    def hold_out(self, count: int, *, seed: int = 0) -> tuple[Self, Self]:
        """Split off ``count`` examples at random; return what is left, and them.

        The split depends on the seed alone, so that runs can be compared.

        Raises
        ------
        InputError
            If nothing would be left, or nothing held out.
        """
        if not 0 < count < len(self):
            found = f"got {count}"
            raise InputError(f"held out: expected 1 to {len(self) - 1} {self.what}, {found}")
        order = np.random.default_rng(seed).permutation(len(self))
        return self.take(np.sort(order[count:])), self.take(np.sort(order[:count]))

    def named(self, label_names: Sequence[str]) -> Self:
        """Return the same examples with other names of their labels.

        Raises
        ------
        InputError
            If they are too few, or not as many as those that they replace.
        """
        if self.label_names and len(label_names) != len(self.label_names):
            found = f"got {len(label_names)}"
            raise InputError(f"labels: expected {len(self.label_names)} names, {found}")
        return replace(self, label_names=tuple(label_names))  # type: ignore[type-var]


def checked_labels(labels: ArrayLike, count: int, names: Sequence[str]) -> NDArray[np.int64]:
    """Return labels as int64 ``(count,)``.

    Raises
    ------
    InputError
        If they are not as many whole numbers, from 0 to 99, or go beyond the names, if there are
        any.
    """
    array = np.asarray(labels)
    if array.dtype.kind not in "iu" or array.shape != (count,):
        found = f"{array.dtype} {array.shape}"
        raise InputError(f"labels: expected whole numbers (N={count},), got {found}")
    if array.min() < 0:
        raise InputError(f"labels: expected numbers from 0 on, got {array.min()}")
    if array.max() >= MOST_LABELS:
        raise InputError(f"labels: expected numbers below {MOST_LABELS}, got {array.max()}")
    if names and array.max() >= len(names):
        needed = f"{array.max() + 1} names, one for each label from 0 on"
        raise InputError(f"labels: expected {needed}, got {len(names)}")
    return array.astype(np.int64)
