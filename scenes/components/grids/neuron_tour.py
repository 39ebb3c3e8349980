"""A wall of neurons that open into what they look for, are looked at from near, and are sorted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from manim import LEFT, RIGHT, AnimationGroup, Group

from scenes.components.fitting import stand_on
from scenes.components.grids.discs import discs
from scenes.components.grids.excited import Excited
from scenes.components.grids.gallery import WeightGallery
from scenes.components.grids.grids import WeightGrid
from scenes.components.verbs import CHANGE, become, vanish
from scenes.look.encoding import activation_limit, activation_rgba
from scenes.look.sizes import LABEL, NUMBER, PIXELS_PER_UNIT, TIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from manim import Animation
    from numpy.typing import NDArray

    from scenes.components.grids.marks import Marks
    from scenes.facts.neuron_wall import NeuronWall
    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["NeuronTour", "rolled_up"]

_SAMPLES = 3
"""So many of both kinds."""
_OVERLAP = 0.8
"""Half the side of a square that is rolled up in a disc, to its whole side."""
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
        self.title, self.legend = self._title(), self._legend()

    def _close(self) -> Marks:
        """Roll all grids up into their neurons, as active as they are; return the outlines."""
        values = self.figures.trace.activations[1]
        colours = activation_rgba(self.figures.theme, values, activation_limit(values))
        for neuron, grid in zip(self.neurons, self.wall.grids, strict=True):
            grid.set_to(rolled_up(grid, colours[neuron]))
        centres = [grid.get_center() for grid in self._open]
        radius = min(self._open[0].width, self._open[0].height) / 2
        return discs(self.figures.theme, np.array(centres), radius, np.zeros(4))

    def _title(self) -> Group:
        size = self.figures.stage.letters(NUMBER)
        count = self.figures.count("neurons", 1, size)
        words = self.figures.words(
            "neuron in layer 1" if self.facts.total == 1 else "neurons in layer 1", size
        )
        shown, total = len(self.neurons), self.facts.total
        of = [self.figures.words(f"{shown} of", size)] if shown < total else []
        title = Group(*of, count, words).arrange(RIGHT, buff=TIGHT)
        for part in (*of, words):
            stand_on(part, count.baseline)
        region = self._at["title"]
        left = region.x - region.width / 2
        return title.move_to(region.centre).set_x(left, direction=LEFT)

    def _legend(self) -> Group:
        size, theme = self.figures.stage.letters(LABEL), self.figures.theme
        values = np.linspace(-1.0, 1.0, 11)[None, :]
        strip = WeightGrid(values, theme, size / PIXELS_PER_UNIT * 0.7, limit=1.0)
        ends = (self.figures.words(text, size) for text in ("against", "for"))
        against, in_favour = ends
        legend = Group(against, strip, in_favour).arrange(RIGHT, buff=TIGHT)
        region = self._at["legend"]
        return region.place(legend).set_x(region.x + region.width / 2, direction=RIGHT)

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
        return (
            Excited(self.figures, neuron, high, titles[0], both[0]),
            Excited(self.figures, neuron, low, titles[1], both[1]),
        )


def _inside(region: Region) -> Region:
    """Leave room for a frame about what stands at the region's border."""
    return replace(region, width=region.width - 2 * TIGHT, height=region.height - 2 * TIGHT)


def rolled_up(grid: WeightGrid, fill: NDArray[np.float64]) -> Marks:
    """Return a grid's squares, all of one colour ``(4,)``, pressed together into a disc."""
    rolled, middle = grid.copy(), grid.get_center()
    half = np.array([grid.width, grid.height, 1.0]) / 2
    x, y, _ = ((rolled.centres - middle) / np.maximum(half - grid.cell / 2, grid.cell / 2)).T
    on_disc = np.column_stack([x * np.sqrt(1 - y**2 / 2), y * np.sqrt(1 - x**2 / 2), 0 * x])
    radius = min(half[:2]) - grid.cell * _OVERLAP
    rolled.place(middle + on_disc * radius, grid.cell * _OVERLAP)
    rolled.roundness[:] = 1.0
    return rolled.set_fills(fill).set_rings(np.zeros(4))
