"""Weights made by hand for an edge in one region, and images made by formula to try them on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

import netcore
from scenes.errors import ParameterError
from scenes.facts.edges import PixelRegion, clearest_edge

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["EdgeTest", "sides"]

_THICK, _LONG = 0.22, 0.65
"""Of an edge in the middle of an image, as shares of its side: a blob about it just fits."""


@dataclass(frozen=True, eq=False)
class EdgeTest:
    """An edge in a region of an image, with room for as much again on each of its two sides.

    Attributes
    ----------
    region
        Longer than thick.
    shape
        Rows and columns of the image.
    images
        An edge in the region, one on a slant, a blob, and a pair of edges beside the region.
    inside, around
        Ones in the region, and on its two sides, ``shape``; zeros elsewhere.
    """

    region: PixelRegion
    shape: tuple[int, int]
    images: netcore.EdgeImages
    inside: Floats
    around: Floats

    @classmethod
    def of(cls, region: PixelRegion, shape: tuple[int, int]) -> EdgeTest:
        """Return what is tried in a region of an image.

        Raises
        ------
        ParameterError
            It is no edge, or has no room.
        """
        _check(region, shape)
        around = np.sum([beside.grid(shape) for beside in sides(region)], axis=0)
        images = netcore.edge_images(*region, shape=shape)
        return cls(region, shape, images, region.grid(shape), around)

    @classmethod
    def clearest(cls, image: Floats) -> EdgeTest:
        """Return what is tried where an image ``(rows, columns)`` has its clearest edge.

        Near to the image's border that is moved inwards, until there is room.

        Raises
        ------
        ParameterError
            The image is too small.
        """
        shape = image.shape[0], image.shape[1]
        top, left, height, width = clearest_edge(image)
        down, right = (height, 0) if width > height else (0, width)
        top = min(max(top, down), shape[0] - height - down)
        left = min(max(left, right), shape[1] - width - right)
        return cls.of(PixelRegion(top, left, height, width), shape)

    @classmethod
    def centred(cls, shape: tuple[int, int]) -> EdgeTest:
        """Return what is tried in the middle of an image, as large as lets all of it be seen.

        Raises
        ------
        ParameterError
            The image is too small.
        """
        thick, long = (max(1, int(min(shape) * share)) for share in (_THICK, _LONG))
        top, left = (shape[0] - thick) // 2, (shape[1] - long) // 2
        return cls.of(PixelRegion(top, left, thick, long), shape)

    def weights(self, inside: float = 1.0, around: float = 0.0) -> Floats:
        """Return weights made by hand, ``shape``: one in the region, one on its sides, else 0."""
        grid: Floats = inside * self.inside + around * self.around
        return grid

    def growing_edge(self, share: float) -> Floats:
        """Return the image of the edge on its way to the blob: 0 is the edge, 1 the blob."""
        return netcore.growing_edge(share, *self.region, shape=self.shape)

    @property
    def beside(self) -> str:
        """Where the two sides are, in a sentence."""
        return "above and below" if self.region.lies else "left and right"


def sides(region: PixelRegion) -> tuple[PixelRegion, PixelRegion]:
    """Return as much again along each of a region's two longer sides."""
    top, left, height, width = region
    if region.lies:
        return region._replace(top=top - height), region._replace(top=top + height)
    return region._replace(left=left - width), region._replace(left=left + width)


def _check(region: PixelRegion, shape: tuple[int, int]) -> None:
    top, left, height, width = region
    size = f"{height} x {width} pixels in an image of {shape[0]} x {shape[1]}"
    if height == width:
        raise ParameterError(
            f"an edge is longer than it is thick, and the region has {size}: set region to another "
            "size, or take a network for larger images"
        )
    ends = [(place.top, place.left) for place in sides(region)]
    last = shape[0] - height, shape[1] - width
    if min(map(min, ends)) < 0 or any(end[k] > last[k] for end in ends for k in (0, 1)):
        raise ParameterError(
            f"an edge needs as much room again on its two sides, and the region has {size}, from "
            f"row {top} and column {left} on: set region to another place or size"
        )
