"""Where in an image an edge is looked for: weights made by hand, and images to try them on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

import netcore
from scenes.errors import ParameterError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["PixelRegion"]

_HIGH, _WIDE, _OF = 3, 9, 28
"""Pixels of a region in an image of 28: as high as a pen's stroke, a third of the image wide."""


@dataclass(frozen=True)
class PixelRegion:
    """A rectangle of pixels with an edge in it, and room for as many rows above it and below.

    Attributes
    ----------
    row, column
        Of its first pixel, from 0.
    height, width
        In pixels.
    shape
        Rows and columns of the image.
    """

    row: int
    column: int
    height: int
    width: int
    shape: tuple[int, int]

    @classmethod
    def chosen(
        cls,
        image: Floats,
        row: int | None = None,
        column: int | None = None,
        height: int | None = None,
        width: int | None = None,
    ) -> PixelRegion:
        """Return a region; what is not said is chosen so that the image has an edge in it.

        Raises
        ------
        ParameterError
            The image has no room for it.
        """
        rows, columns = image.shape
        share = min(rows, columns) / _OF
        high = max(1, round(_HIGH * share)) if height is None else height
        wide = max(high + 1, round(_WIDE * share)) if width is None else width
        _check_size(high, wide, (rows, columns))
        for name, given, first, last in (
            ("row", row, high, rows - 2 * high),
            ("column", column, 0, columns - wide),
        ):
            _check_place(name, given, first, last, (rows, columns))
        sums = netcore.edge_sums(image, high, wide)
        if row is not None:
            sums = np.where(np.arange(len(sums))[:, None] == row - high, sums, -np.inf)
        if column is not None:
            sums = np.where(np.arange(sums.shape[1]) == column, sums, -np.inf)
        down, right = divmod(int(sums.argmax()), sums.shape[1])
        return cls(down + high, right, high, wide, (rows, columns))

    @cached_property
    def mask(self) -> Floats:
        """Ones inside, zeros elsewhere, ``shape``."""
        return netcore.region_grid(self.row, self.column, self.height, self.width, shape=self.shape)

    @property
    def above(self) -> PixelRegion:
        """As many rows, just above."""
        return replace(self, row=self.row - self.height)

    @property
    def below(self) -> PixelRegion:
        """As many rows, just below."""
        return replace(self, row=self.row + self.height)

    def weights(self, inside: float = 1.0, around: float = 0.0) -> Floats:
        """Return weights made by hand, ``shape``: inside, in the rows above and below, else 0."""
        grid: Floats = inside * self.mask + around * (self.above.mask + self.below.mask)
        return grid

    @property
    def images(self) -> netcore.EdgeImages:
        """Images made by formula: an edge in the region, something like it, and none."""
        return netcore.edge_images(self.row, self.column, self.height, self.width, shape=self.shape)

    def growing_edge(self, share: float) -> Floats:
        """Return the image of an edge on its way to a blob: 0 is the edge, 1 the blob."""
        return netcore.growing_edge(
            share, self.row, self.column, self.height, self.width, shape=self.shape
        )


def _check_size(height: int, width: int, shape: tuple[int, int]) -> None:
    rows, columns = shape
    if not height < width:
        raise ParameterError(
            f"an edge is wider than it is high, and this one has {height} rows and {width} "
            "columns: set width above height"
        )
    if 3 * height > rows or width > columns:
        raise ParameterError(
            f"an edge of {height} x {width} pixels, with {height} more rows above it and below, "
            f"has no room in an image of {rows} x {columns}: set a smaller height or width, or "
            "take a network for larger images"
        )


def _check_place(
    name: str, given: int | None, first: int, last: int, shape: tuple[int, int]
) -> None:
    if given is not None and not first <= given <= last:
        size = " x ".join(map(str, shape))
        raise ParameterError(
            f"{name} {given} leaves no room for the edge and what is around it in an image of "
            f"{size} pixels: set {name} to {first} to {last}"
        )
