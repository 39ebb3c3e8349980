"""Many inputs for one neuron: what its weighted sums are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

import netcore

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netcore import Network

    Floats = NDArray[np.float64]

__all__ = ["Samples", "bundled", "samples_for"]

_VARIED = 120
"""So many variants of a plain vector at the most: as many as there are bundled samples."""
_FEWEST_STEPS = 5
"""Variants of one of its numbers, at least."""


@dataclass(frozen=True, eq=False)
class Samples:
    """Inputs, one of them what the clip is told to show.

    Attributes
    ----------
    network
        Which looks at them.
    inputs
        ``(N, n_in)``.
    own
        The place of the one that is shown elsewhere, too.
    noun
        What one of them is called, and several: "images", say.
    """

    network: Network
    inputs: Floats
    own: int
    noun: str

    @property
    def images(self) -> Floats | None:
        """The inputs as images, ``(N, rows, columns)``; None where they are none."""
        shape = self.network.image_shape
        return None if shape is None else self.inputs.reshape(-1, *shape)

    def sums(self, layer: int, neuron: int) -> Floats:
        """Return a neuron's weighted sums, to which its bias is still to be added, ``(N,)``."""
        before = self._trace.activations[layer - 1]
        return np.asarray(before @ self.network.layer(layer).weights[neuron])

    @cached_property
    def _trace(self) -> netcore.Trace:
        return self.network.forward(self.inputs)


def samples_for(network: Network, inputs: Floats) -> Samples:
    """Return many inputs, those ``(n_in,)`` among them.

    For a network that looks at images they are all bundled samples. A plain vector has none: of it
    they are variants made by turning one number at a time from zero to its double, a zero from -1
    to 1.
    """
    if network.image_shape is None:
        return Samples(network, *_variants(inputs), "variants")
    images = bundled(network.image_shape)
    same = np.flatnonzero((images == inputs).all(axis=1))
    if not len(same):
        return Samples(network, np.vstack([images, inputs]), len(images), "images")
    return Samples(network, images, int(same[0]), "images")


def bundled(shape: tuple[int, int]) -> Floats:
    """Return all bundled samples but the doubtful as inputs of a network, ``(N, n_in)``.

    Parameters
    ----------
    shape
        Rows and columns of the images that it takes.
    """
    sure = netcore.sample_digits().sure
    return netcore.resampled_stack(sure, shape).reshape(len(sure), -1)


def _variants(inputs: Floats) -> tuple[Floats, int]:
    """Return the variants ``(N, n_in)``, and the place of the vector itself: the last."""
    most = _VARIED // _FEWEST_STEPS
    turned = np.argsort(-np.abs(inputs), kind="stable")[:most]
    steps = np.linspace(-1, 1, _VARIED // len(turned))
    spans = np.where(inputs[turned] == 0, 1.0, np.abs(inputs[turned]))
    rows = np.tile(inputs, (len(turned) * len(steps), 1))
    rows[np.arange(len(rows)), np.repeat(turned, len(steps))] += np.outer(spans, steps).ravel()
    return np.vstack([rows, inputs]), len(rows)
