"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from scenes.facts.regions import PixelRegion
from scenes.params import ClipParams, NeuronParams

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "NegativeSurroundParams",
    "PickARegionParams",
    "RankTheImagesParams",
    "RegionParams",
    "WeightedSumParams",
]


class WeightedSumParams(NeuronParams):
    """Whose weighted sum is counted up."""


class RegionParams(ClipParams):
    """The parameters of a clip about one region of the image, in which an edge is looked for."""

    row: int | None = Field(
        None, ge=0, description="the region's first row; by default where the image has an edge"
    )
    column: int | None = Field(
        None, ge=0, description="the region's first column; by default where the image has an edge"
    )
    height: int | None = Field(None, ge=1, description="how many rows the region has")
    width: int | None = Field(None, ge=2, description="how many columns the region has")

    def region(self, image: NDArray[np.float64]) -> PixelRegion:
        """Return the region in an image ``(rows, columns)``.

        Raises
        ------
        ParameterError
            The image has no room for it, and for as many rows above it and below.
        """
        return PixelRegion.chosen(image, self.row, self.column, self.height, self.width)


class PickARegionParams(RegionParams):
    """The region in which weights are turned up."""


class NegativeSurroundParams(RegionParams):
    """The region around which weights are turned below zero."""


class RankTheImagesParams(RegionParams):
    """The region of the edge that the images are ranked by."""

    think_time: float = Field(
        4.0, ge=1.0, le=30.0, description="seconds to think before the answer comes"
    )
