"""The layer below, small, above the column of its activations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.components.grids.discs import rounded
from scenes.components.grids.grids import PixelGrid, folded
from scenes.components.network.column import NeuronColumn
from scenes.facts.incoming import Incoming
from scenes.look.encoding import activation_limit

if TYPE_CHECKING:
    from scenes.components.grids.marks import Marks
    from scenes.figures import Figures

__all__ = ["layer_below"]

_HEIGHT, _WIDEST = 1.0, 1.6
"""Height, scene units (90 pixels of 720), and width at the most to that of the column below."""
_LONGEST_COLUMN = 20
_SPACED = 0.84


def layer_below(figures: Figures, layer: int, width: float) -> Marks:
    """Return all neurons of a layer, ``n`` marks: an image, a column of few, or a block.

    Parameters
    ----------
    figures
        Whose forward pass is shown.
    layer
        From 0 on.
    width
        Of the column above which it stands, scene units.
    """
    incoming, values = Incoming.of(figures.network, layer + 1), figures.trace.activations[layer]
    limit, theme = activation_limit(values), figures.theme
    if incoming.kind == "pixels":
        marks: Marks = PixelGrid(figures.image, theme, _HEIGHT)
    elif incoming.kind == "numbers" and incoming.count <= _LONGEST_COLUMN:
        marks = NeuronColumn(values, theme, _HEIGHT, incoming.count, limit=limit).neurons
    else:
        grid = PixelGrid(folded(values), theme, _HEIGHT, limit)
        grid.place(grid.centres, grid.halves * _SPACED)
        marks = rounded(theme, grid)
    marks.scale(min(_HEIGHT / marks.height, _WIDEST * width / marks.width))
    return marks
