"""The images that excite a neuron most and least: what it counts of each, and how active it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import RIGHT, UP, Group, LaggedStart

from scenes.components.fitting import stand_on
from scenes.components.grids.gallery import Gallery
from scenes.components.grids.grids import WeightGrid
from scenes.components.sums.trial import BENEATH
from scenes.components.verbs import MOVE, appear, move
from scenes.facts.readings import activation
from scenes.facts.sources import Of
from scenes.look.encoding import symmetric_limit
from scenes.look.sizes import LABEL, NUMBER, PIXELS_PER_UNIT, TIGHT, TOUCH
from scenes.look.stage import Region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation

    from netcore import Trace
    from scenes.figures import Figures

__all__ = ["Excited"]

_LAG = 0.35
_FROM = 0.5
"""How far from its place an image slides in, to its width."""


class Excited(Group):
    """A row of images under the weights of one neuron of layer 1, with its activations.

    Parameters
    ----------
    figures
        Whose network and theme are used, and which reads the activations.
    neuron
        Of layer 1.
    traces
        The forward pass of each image.
    title
        What they are.
    region
        Where they go.

    Attributes
    ----------
    images, products
        The images, dimmed, and upon each what lies under its ink: weights times pixels.
    numbers
        The activations.
    """

    def __init__(
        self, figures: Figures, neuron: int, traces: Sequence[Trace], title: str, region: Region
    ) -> None:
        weights = figures.network.weight_grid(1, neuron)
        size, theme = figures.stage.letters(NUMBER), figures.theme
        self.title = figures.words(title, figures.stage.letters(LABEL))
        self.title.scale(min(1.0, region.width / self.title.width))
        line = figures.stage.letters(LABEL) / PIXELS_PER_UNIT
        above, below = line + TIGHT, size / PIXELS_PER_UNIT + TIGHT
        room = Region(region.x, region.y - above / 2, region.width, region.height - above)
        pixels = [trace.activations[0].reshape(weights.shape) for trace in traces]
        self.images = Gallery(np.array(pixels), theme, room, below)
        top = self.images.get_top()
        stand_on(self.title.set_x(top[0]), top + UP * (TIGHT + TOUCH))
        self.numbers = [
            figures.read(Of(trace, activation(1, neuron)), size, colour=theme.text)
            for trace in traces
        ]
        self.images.label(self.numbers)
        limit = symmetric_limit(weights)
        self.products = [
            WeightGrid(weights * image, theme, grid.height, limit).move_to(grid)
            for image, grid in zip(pixels, self.images.grids, strict=True)
        ]
        for grid in self.images.grids:
            grid.set_opacity(BENEATH)
        super().__init__(self.images, *self.products, self.title, *self.numbers)

    def slide_in(self) -> Animation:
        """Return the animation of one image after the other into its place, from the right."""
        comes = []
        for grid, products, number in zip(
            self.images.grids, self.products, self.numbers, strict=True
        ):
            one = Group(grid, products, number)
            there = one.copy()
            one.shift(RIGHT * grid.width * _FROM).fade(1)
            comes.append(move(one, there, MOVE))
        return LaggedStart(appear(self.title), *comes, lag_ratio=_LAG)
