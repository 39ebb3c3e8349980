"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from scenes.errors import ParameterError
from scenes.params import ClipParams

if TYPE_CHECKING:
    from netcore import Network

__all__ = ["WeightedSumParams", "plainest_neuron"]


class WeightedSumParams(ClipParams):
    """The parameters of WeightedSum."""

    layer: int = Field(1, ge=1, description="the neuron's layer; 1 is the first behind the input")
    neuron: int | None = Field(
        None,
        ge=0,
        description="which neuron of that layer; by default the one with the plainest weight grid",
    )

    def chosen(self, network: Network) -> tuple[int, int]:
        """Return the layer and the neuron.

        Raises
        ------
        ParameterError
            The network has no such layer or neuron.
        """
        last = len(network.layers)
        if self.layer > last:
            raise ParameterError(
                f"there is no layer {self.layer} to add up: this network has layers 1 to {last}, "
                f"set layer to one of these"
            )
        if self.neuron is None:
            return self.layer, plainest_neuron(network, self.layer)
        count = network.sizes[self.layer]
        if self.neuron >= count:
            raise ParameterError(
                f"there is no neuron {self.neuron} in layer {self.layer}: it has neurons 0 to "
                f"{count - 1}, set neuron to one of these"
            )
        return self.layer, self.neuron


def plainest_neuron(network: Network, layer: int) -> int:
    """Return the neuron whose weight grid has the broadest strokes, 0 where there are no grids.

    That is the one with the least difference between neighbouring weights, as a share of the
    weights' own size: strokes can be recognised, speckles cannot.
    """
    if layer != 1 or network.image_shape is None:
        return 0
    weights = network.layer(1).weights.reshape(-1, *network.image_shape)
    roughness = sum(
        np.square(np.diff(weights, axis=axis)).sum(axis=(1, 2)) for axis in (1, 2)
    ) / np.maximum(np.square(weights).sum(axis=(1, 2)), np.finfo(np.float64).tiny)
    return int(np.argmin(roughness))
