"""A grid of weights that is rolled up in its neuron: all of it in one disc."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.components.grids.grids import WeightGrid

__all__ = ["rolled_up"]

_OVERLAP = 0.8
"""Half the side of a square in the disc, to the side that it has in the grid: no gaps."""


def rolled_up(grid: WeightGrid, fill: NDArray[np.float64]) -> WeightGrid:
    """Return a grid's squares, all of one colour ``(4,)``, pressed together into a disc."""
    rolled, middle = grid.copy(), grid.get_center()
    half = np.array([grid.width, grid.height, 1.0]) / 2
    x, y, _ = ((rolled.centres - middle) / np.maximum(half - grid.cell / 2, grid.cell / 2)).T
    on_disc = np.column_stack([x * np.sqrt(1 - y**2 / 2), y * np.sqrt(1 - x**2 / 2), 0 * x])
    radius = min(half[:2]) - grid.cell * _OVERLAP
    rolled.place(middle + on_disc * radius, grid.cell * _OVERLAP)
    rolled.roundness[:] = 1.0
    return rolled.set_fills(fill).set_rings(np.zeros(4))
