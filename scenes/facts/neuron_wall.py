"""What the first layer's neurons look for: what excites each, and how alike it is to an edge."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

import netcore
from scenes.errors import ParameterError
from scenes.facts.choosing import plainest_neuron
from scenes.facts.samples import bundled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from netcore import Network, Trace

    Floats = NDArray[np.float64]

__all__ = ["NeuronWall"]

_MOST = 16
"""So many grids are seen side by side: as many as the lesson's network has."""


class NeuronWall:
    """The neurons of layer 1, and the bundled samples that they look at.

    Parameters
    ----------
    network
        Which looks at images.

    Attributes
    ----------
    total
        How many neurons there are.
    shares
        How much each runs in one direction, of those that run in any: see `netcore.direction_of`.

    Raises
    ------
    ParameterError
        No neuron runs in any direction: all its weights are the same.
    """

    def __init__(self, network: Network) -> None:
        self.network, self.total = network, network.sizes[1]
        self.shares: dict[int, float] = {}
        for neuron in range(self.total):
            grid = network.weight_grid(1, neuron)
            if np.ptp(grid):
                self.shares[neuron] = netcore.direction_of(grid).share
        if not self.shares:
            raise ParameterError(
                "every neuron of layer 1 holds the same number for all pixels, and looks at "
                "nothing: take another network"
            )

    @cached_property
    def telling(self) -> list[int]:
        """The neuron with the plainest grid, the nearest to an edge, the furthest; each once."""
        ranked = self.ranked(self.shares)
        plainest = plainest_neuron(self.network, 1)
        first = [plainest] if plainest in self.shares else []
        return list(dict.fromkeys([*first, ranked[0], ranked[-1]]))

    def shown(self, kept: Iterable[int]) -> list[int]:
        """Return which neurons are on the wall, rising: those kept, and others from all ranks."""
        chosen = list(dict.fromkeys(kept))
        ranked = [neuron for neuron in self.ranked(self.shares) if neuron not in chosen]
        free = min(_MOST - len(chosen), len(ranked))
        places = np.linspace(0, len(ranked) - 1, max(free, 0)).round().astype(int).tolist()
        return sorted([*chosen, *(ranked[place] for place in places)])

    def ranked(self, neurons: Iterable[int]) -> list[int]:
        """Return neurons by how edge-like they are, the nearest to an edge first."""
        return sorted(neurons, key=lambda neuron: (-self.shares[neuron], neuron))

    def extremes(self, neuron: int, count: int) -> tuple[list[Trace], list[Trace]]:
        """Return the samples that excite a neuron most, and least, the strongest of both first."""
        layer = self.network.layer(1)
        sums = self.samples @ layer.weights[neuron]
        active = self.network.forward(self.samples).activations[1][:, neuron]
        most = np.lexsort((-sums, -active))  # where activations are as good as alike, sums are not
        places = [most[:count].tolist(), most[::-1][:count].tolist()]
        high, low = ([self.network.forward(self.samples[i]) for i in few] for few in places)
        return high, low

    @cached_property
    def samples(self) -> Floats:
        """All bundled samples as the network gets them, ``(N, n_in)``, the doubtful left out."""
        shape = self.network.image_shape
        if shape is None:
            raise ParameterError("the network looks at no images: take one that does")
        return bundled(shape)
