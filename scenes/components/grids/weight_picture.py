"""The weights of a neuron that looks at an image, as a picture with its name and its scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.components.grids.grids import WeightGrid
from scenes.components.grids.legend import Legend
from scenes.components.grids.panel import Panel, side_of_grid
from scenes.look.sizes import LABEL

if TYPE_CHECKING:
    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["WeightPicture"]


class WeightPicture(Panel):
    """A neuron's weights, in the shape of the image.

    Parameters
    ----------
    figures
        Whose network and theme are used.
    neuron
        Of the first layer.
    region
        Which it fills.

    Attributes
    ----------
    grid
        The weights.
    """

    def __init__(self, figures: Figures, neuron: int, region: Region) -> None:
        weights = figures.network.weight_grid(1, neuron)
        grid = WeightGrid(weights, figures.theme, side_of_grid(region, LABEL))
        self.grid = region.place(grid)
        title = figures.words(f"weights of neuron {neuron}", LABEL)
        legend = Legend.of_neuron(figures, 1, neuron).fit(region.width)
        super().__init__(self.grid, title, legend, region.width)
