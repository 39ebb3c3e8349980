"""How a layer comes to its number line: what goes in, and its neurons, still without a sum."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, Group

from scenes.components.grids.grids import grid_centres
from scenes.components.grids.marks import Marks
from scenes.components.network.inputs import InputList, input_picture
from scenes.look.encoding import activation_rgba, rgb
from scenes.look.stage import Region

if TYPE_CHECKING:
    from manim import Mobject

    from scenes.facts.layer_sums import LayerSums
    from scenes.figures import Figures

__all__ = ["Arrival"]

_INPUTS_SHARE = 0.32
"""The height of the inputs as a share of the picture's."""
_MOST_LINES = 8
"""Plain inputs that are written with their names."""
_FINEST_PITCH = 0.12
"""Neurons closer than this, scene units, stand in several rows."""
_NAME = 28
_RING = 0.75
"""Opacity of a point's outline; that of the points whose numbers are read is 1."""


class Arrival:
    """Builds the inputs and the neurons of a layer below them.

    Parameters
    ----------
    figures
        Whose inputs, theme and stage are used.
    sums
        The layer.
    upper
        Where everything goes.

    Attributes
    ----------
    inputs, name, points
        From the top.
    said
        What the inputs are called.
    """

    def __init__(self, figures: Figures, sums: LayerSums, upper: Region) -> None:
        self.figures, self.sums = figures, sums
        picture = figures.stage.picture
        self.inputs = self._inputs(Region(0, 0, picture.width, picture.height * _INPUTS_SHARE))
        self.name = figures.words(sums.name, _NAME)
        self.points = self._neurons(upper.width)
        named = Group(self.name, self.points).arrange(DOWN, buff=0.2)
        upper.place(Group(self.inputs, named).arrange(DOWN, buff=0.45))

    @property
    def said(self) -> str:
        """What the inputs are called."""
        if self.figures.network.image_shape is not None:
            return "this image"
        return "these numbers" if len(self.figures.inputs) > 1 else "this number"

    def _inputs(self, region: Region) -> Mobject:
        """Return a picture, or some lines of text."""
        count = len(self.figures.inputs)
        if self.figures.network.image_shape is not None or count > _MOST_LINES:
            return input_picture(self.figures, region.height)
        return InputList(self.figures, np.arange(count), pitch=1.0).first_look(region)

    def _neurons(self, width: float) -> Marks:
        """Return one unlit disc for each sum that is drawn, in as many rows as it takes."""
        count, theme = len(self.sums.sums), self.figures.theme
        rows = math.ceil(count * _FINEST_PITCH / width)
        columns = math.ceil(count / rows)
        pitch = min(width / columns, 0.55)
        rings = np.tile(np.append(rgb(theme.text), _RING), (count, 1))
        rings[self.sums.followed, 3] = 1.0
        unlit = activation_rgba(theme, np.zeros(count))
        places = grid_centres(rows, columns, pitch)[:count]
        return Marks(places, min(pitch * 0.4, 0.2), unlit, rings, 1.0, ring_width=2.2)
