"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from scenes.facts.edge_test import EdgeTest
from scenes.facts.edges import PixelRegion, clearest_edge
from scenes.params import ClipParams, NeuronParams

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "DesiredEdgeParams",
    "EdgeTestParams",
    "NegativeSurroundParams",
    "PickARegionParams",
    "RankTheImagesParams",
    "RegionParams",
    "WeightGridParams",
    "WeightedSumParams",
    "WeightsOnConnectionsParams",
]


class WeightedSumParams(NeuronParams):
    """Whose weighted sum is counted up."""

    told: Literal["whole", "neuron"] = Field(
        "whole",
        description="from the whole network on, or only from the neuron with its lines, after the "
        "clip that told of these",
    )


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

    told: Literal["neuron", "edge"] = Field(
        "neuron",
        description="from the neuron with its lines on, or from where one edge was wished for, "
        "after the clip that told of that: where its lines come from pixels",
    )


class WeightGridParams(NeuronParams):
    """Whose weights are folded into a grid."""

    layer: int = Field(1, ge=1, le=1, description="the first layer: its weights belong to pixels")


class EdgeTestParams(RegionParams):
    """The parameters of a clip that tries weights made by hand on images of an edge."""

    def edge_test(self, image: NDArray[np.float64]) -> EdgeTest:
        """Return what is tried.

        Raises
        ------
        ParameterError
            The region is no edge, or there is no room for as much again on its two sides.
        """
        if self.region is None:
            return EdgeTest.clearest(image)
        return EdgeTest.of(self.chosen(image), (image.shape[0], image.shape[1]))


class PickARegionParams(EdgeTestParams):
    """The region in which weights are turned up."""


class NegativeSurroundParams(EdgeTestParams):
    """The region beside which weights are turned below zero."""


class RankTheImagesParams(EdgeTestParams):
    """The region of the edge that images are ranked by."""

    region: tuple[int, int, int, int] | None = Field(
        None,
        description="which pixels: top row, left column (both from 0), height, width; by default "
        "in the middle",
    )
    think_time: float = Field(
        4.0, ge=1.0, le=30.0, description="seconds to think before the answer comes"
    )

    def edge_test(self, image: NDArray[np.float64]) -> EdgeTest:
        """Return what is tried: see `EdgeTestParams.edge_test`."""
        if self.region is None:
            return EdgeTest.centred((image.shape[0], image.shape[1]))
        return super().edge_test(image)
