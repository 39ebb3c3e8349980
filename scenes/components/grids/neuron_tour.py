"""A wall of neurons that open into what they look for, are looked at from near, and are sorted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from manim import AnimationGroup

from scenes.components.grids.discs import discs
from scenes.components.grids.excited import Excited
from scenes.components.grids.gallery import WeightGallery
from scenes.components.grids.grids import WeightGrid
from scenes.components.grids.rolled_up import rolled_up
from scenes.components.grids.wall_header import layer_title, legend_in_words
from scenes.components.verbs import CHANGE, become, vanish
from scenes.facts.sources import HowMany
from scenes.look.encoding import activation_limit, activation_rgba
from scenes.look.sizes import TIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from manim import Animation

    from scenes.components.grids.marks import Marks
    from scenes.facts.neuron_wall import NeuronWall
    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["NeuronTour"]

_SAMPLES = 3
"""So many of both kinds."""
_GLANCE = 0.12
"""From one grid to the next, to the time of one: the wall is seen as a whole."""
_FLAT = 2.0
"""From this width to height on, a region has its parts side by side."""


class NeuronTour:
    """Builds what the clip moves.

    Parameters
    ----------
    figures
        Whose network and theme are used, and which reads all numbers.
    facts
        The neurons.
    taken
        Which of them are looked at from near.
    at
        The regions: title, legend, wall; shelf, hero, samples.

    Attributes
    ----------
    wall, shelf
        All grids that are shown, large and small.
    discs
        The outlines of the neurons that they are at first.
    title, legend
        How many neurons there are; what the colours say.
    """

    def __init__(
        self,
        figures: Figures,
        facts: NeuronWall,
        taken: Sequence[int],
        at: Mapping[str, Region],
    ) -> None:
        self.figures, self.facts, self._at = figures, facts, at
        self.neurons = facts.shown(taken)
        grids = np.array([figures.network.weight_grid(1, neuron) for neuron in self.neurons])
        self.wall = WeightGallery(grids, figures.theme, at["wall"])
        self.shelf = WeightGallery(grids, figures.theme, _inside(at["shelf"]))
        self._open = [grid.copy() for grid in self.wall.grids]
        self.discs = self._close()
        self.title = layer_title(figures, self.neurons, at["title"])
        self.legend = legend_in_words(figures, at["legend"])

    def _close(self) -> Marks:
        """Roll all grids up into their neurons, as active as they are; return the outlines."""
        values = self.figures.trace.activations[1]
        colours = activation_rgba(self.figures.theme, values, activation_limit(values))
        for neuron, grid in zip(self.neurons, self.wall.grids, strict=True):
            grid.set_to(rolled_up(grid, colours[neuron]))
        centres = [grid.get_center() for grid in self._open]
        radius = min(self._open[0].width, self._open[0].height) / 2
        return discs(self.figures.theme, np.array(centres), radius, np.zeros(4))

    # -- what happens -----------------------------------------------------------------

    def open(self, seconds: float) -> list[Animation]:
        """Return the animations of all grids out of their neurons."""
        turns = (
            become(grid, there, seconds, order=there.from_the_middle)
            for grid, there in zip(self.wall.grids, self._open, strict=True)
        )
        return [vanish(self.discs), *turns]

    def glance(self) -> Animation:
        """Return the animation of an eye that goes over the wall."""
        return self.wall.glance(_GLANCE)

    def step_aside(self) -> Animation:
        """Return the animation of the wall to the shelf."""
        return AnimationGroup(*self.wall.go_to(self.shelf), run_time=CHANGE)

    def place_of(self, neuron: int) -> WeightGrid:
        """Return the grid of a neuron where it stands on the wall, or on the shelf."""
        return self.wall.grids[self.neurons.index(neuron)]

    def hero(self, grid: WeightGrid) -> WeightGrid:
        """Return a grid as large as can be, with what excites it beside it."""
        return self._at["hero"].place(grid.copy(), grow=True)

    def excited(self, neuron: int) -> tuple[Excited, Excited]:
        """Return the samples that excite a neuron most, and those that do least."""
        region = self._at["samples"]
        flat = region.width > _FLAT * region.height
        both = region.columns(1, 1) if flat else region.rows(1, 1)
        high, low = self.facts.extremes(neuron, _SAMPLES)
        titles = f"most active, of {len(self.facts.samples)} samples", "least active"
        self.figures.cite_written(titles[0], HowMany(self.facts.samples, "sample"))
        return (
            Excited(self.figures, neuron, high, titles[0], both[0]),
            Excited(self.figures, neuron, low, titles[1], both[1]),
        )


def _inside(region: Region) -> Region:
    """Leave room for a frame about what stands at the region's border."""
    return replace(region, width=region.width - 2 * TIGHT, height=region.height - 2 * TIGHT)
