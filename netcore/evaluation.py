"""How well a network does on labelled images."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from netcore._immutable import Immutable
from netcore.errors import InputError
from netcore.network import Network
from netcore.resampling import resampled_stack

# Images are made float64 and computed so many at a time: 64 MB with 784 pixels each.
_PORTION = 10_000


@dataclass(frozen=True, eq=False)
class Evaluation(Immutable):
    """What a network made of labelled images.

    Attributes
    ----------
    confusion
        ``(n_out, n_out)`` read-only int64: row, the true label; column, the predicted one; value,
        how many images.
    labels
        What each row and column stands for.
    """

    confusion: NDArray[np.int64]
    labels: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many images there were."""
        return int(self.confusion.sum())

    @property
    def accuracy(self) -> float:
        """Share of images that the network got right."""
        return float(np.trace(self.confusion) / self.count)

    @property
    def per_label(self) -> NDArray[np.float64]:
        """Share it got right of each label's images ``(n_out,)``; NaN where there are none."""
        counts = self.confusion.sum(axis=1)
        right = np.diag(self.confusion)
        shares = np.full(len(counts), np.nan)
        np.divide(right, counts, out=shares, where=counts > 0)
        return shares


def evaluate(network: Network, images: ArrayLike, labels: ArrayLike) -> Evaluation:
    """Return what a network makes of labelled images.

    Parameters
    ----------
    network
        The network to judge.
    images
        ``(N, n_in)`` or ``(N, height, width)``; in [0, 1], or uint8 from 0 to 255. If the network
        looks at images of another height and width, each is averaged to that.
    labels
        ``(N,)``: which output is right, from 0 on.

    Raises
    ------
    InputError
        If shapes, types or ranges do not fit.
    """
    given, true = np.asarray(images), np.asarray(labels)
    if given.ndim < 2 or true.shape != given.shape[:1] or true.dtype.kind not in "iu":
        expected = "images (N, ...) and as many whole-numbered labels (N,)"
        raise InputError(f"expected {expected}, got {given.shape} and {true.dtype} {true.shape}")
    outputs = network.sizes[-1]
    if not len(true) or true.min() < 0 or true.max() >= outputs:
        raise InputError(f"labels: expected whole numbers from 0 to {outputs - 1}, one or more")
    confusion = np.zeros((outputs, outputs), np.int64)
    for start in range(0, len(true), _PORTION):
        portion = given[start : start + _PORTION]
        rows = portion / 255.0 if portion.dtype == np.uint8 else portion
        if network.image_shape is not None and rows.ndim == 3:
            rows = resampled_stack(rows, network.image_shape)
        found = network.forward(rows).prediction
        np.add.at(confusion, (true[start : start + _PORTION], found), 1)
    confusion.flags.writeable = False
    return Evaluation(confusion, network.labels)
