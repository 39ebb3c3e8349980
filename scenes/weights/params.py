"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from scenes.facts.edges import PixelRegion, clearest_edge
from scenes.params import ClipParams, NeuronParams

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "DesiredEdgeParams",
    "RegionParams",
    "WeightGridParams",
    "WeightedSumParams",
    "WeightsOnConnectionsParams",
]


class RegionParams(ClipParams):
    """The parameters of a clip about a region of the image."""

    region: tuple[int, int, int, int] | None = Field(
        None,
        description="which pixels: top row, left column (both from 0), height, width; by default "
        "where the digit has its clearest edge",
    )

    def chosen(self, image: NDArray[np.float64]) -> PixelRegion:
        """Return the region.

        Raises
        ------
        ParameterError
            It is not inside of the image.
        """
        if self.region is None:
            return clearest_edge(image)
        region = PixelRegion(*self.region)
        region.grid((image.shape[0], image.shape[1]))
        return region


class DesiredEdgeParams(RegionParams):
    """Where the neuron shall see an edge."""


class WeightsOnConnectionsParams(NeuronParams):
    """Whose weights are shown."""


class WeightGridParams(NeuronParams):
    """Whose weights are folded into a grid."""

    layer: int = Field(1, ge=1, le=1, description="the first layer: its weights belong to pixels")


class WeightedSumParams(NeuronParams):
    """Whose weighted sum is counted up."""
