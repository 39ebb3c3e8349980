"""A layer's network as large as the picture, before it makes room for its expression."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import LEFT, PI, RIGHT, AnimationGroup, Transform

from scenes.components.grids.marks import Marks
from scenes.components.network.connections import Connections
from scenes.look.sizes import APART, TIGHT

if TYPE_CHECKING:
    from manim import Animation
    from numpy.typing import NDArray

    from scenes.components.equations.layer_stage import LayerStage

    Places = NDArray[np.float64]

__all__ = ["SpreadLayer"]

_LARGER = 1.5
"""Than at home are the neurons."""
_SECONDS, _ARC = 1.8, -PI / 4
"""Of the way home, across much of the picture; below what stands at its upper left."""


class SpreadLayer:
    """Spreads the neurons and connections of a stage over the picture, and brings them home.

    Parameters
    ----------
    stage
        At home; nothing of it is pointed at.
    """

    def __init__(self, stage: LayerStage) -> None:
        self.stage = stage
        self._homes = [(part, part.copy()) for part in stage.submobjects if part.get_family()[1:]]
        rasters = (*stage.fans.values(), stage.sources, stage.neurons)
        self._homes += [(part, part.copy()) for part in rasters]
        self._radius = float(stage.sources.halves[0, 0]) * _LARGER
        self._spread()

    def go_home(self, seconds: float = _SECONDS) -> Animation:
        """Return how all goes to its place beside the expression, as it looks now."""
        for part, home in self._homes:
            if isinstance(part, Connections):
                home.set_rest(part.rest)
            elif isinstance(part, Marks):
                home.set_rings(part.rings)
        moves = [Transform(part, home, path_arc=_ARC) for part, home in self._homes]
        return AnimationGroup(*moves, run_time=seconds)

    def _spread(self) -> None:
        stage, radius = self.stage, self._radius
        old = {"sources": stage.sources.centres, "neurons": stage.neurons.centres}
        heights = [*old["sources"][:, 1], *old["neurons"][:, 1], *(d.get_y() for d in stage.dots)]
        low, high = float(min(heights)), float(max(heights))
        left, right = self._ends()
        region = stage.figures.stage.picture
        top, bottom = (region.y + way * (region.height / 2 - radius) for way in (1, -1))

        def spread(place: Places) -> Places:
            share = (place[1] - low) / (high - low) if high > low else 0.5
            first = abs(place[0] - old["sources"][0, 0]) < abs(place[0] - old["neurons"][0, 0])
            return np.array([left if first else right, bottom + share * (top - bottom), 0.0])

        for marks in (stage.sources, stage.neurons):
            marks.place(np.array([spread(place) for place in marks.centres]), radius)
        starts, ends = stage.sources.centres + RIGHT * radius, stage.neurons.centres + LEFT * radius
        for fan, end in zip(stage.fans.values(), ends, strict=True):
            fan.points = np.concatenate([starts, end[None]])
        for dots in stage.dots:
            dots.move_to(spread(dots.get_center()))
        for name, place in zip(stage.names, stage.sources.centres, strict=False):
            name.next_to(place, LEFT, buff=radius + TIGHT)

    def _ends(self) -> tuple[float, float]:
        """Return where both columns of neurons stand."""
        stage, region = self.stage, self.stage.figures.stage.picture
        left, right = region.x - region.width / 2, region.x + region.width / 2
        if len(stage.picture):
            left = stage.picture.get_right()[0] + APART
        before = stage.names.width + TIGHT if len(stage.names) else 0.0
        return left + before + self._radius, right - self._radius
