"""All knobs of a network as one picture, and how it is seen from one of them outwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import RIGHT, Group, VGroup, smooth

from scenes.components.animations import Follow
from scenes.components.fitting import stand_on
from scenes.components.grids.marks import Marks
from scenes.components.network.knob_field import KnobField
from scenes.look.encoding import rgba
from scenes.look.sizes import FORMULA, MATRIX, NEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation
    from numpy.typing import NDArray

    from scenes.components.network.knobs import Knob
    from scenes.figures import Figures
    from scenes.look.stage import Areas

__all__ = ["KnobSlide", "written_total"]

_PLACES: Areas = {"16:9": ("1 total", "7.5 field"), "9:16": ("1 total", "9 field")}
_MARKED = 1.7
"""The side of a mark that is pointed at to that of the others."""
_RING = 3.0
"""Of such a mark, pixels at 1080p."""
_COMING = 0.25
"""The share of a zoom after which the field is all there."""


def written_total(figures: Figures) -> VGroup:
    """Return how many parameters there are, and what they are."""
    size = figures.stage.letters
    total = figures.count("parameters", size=size(FORMULA)).set_colour(figures.theme.highlight)
    words = figures.words("weights and biases", size(MATRIX)).next_to(total, RIGHT, buff=NEAR)
    return VGroup(total, stand_on(words, total.baseline))


class KnobSlide(Group):
    """Every weight and bias as a mark, and their number above: what CountTheKnobs ends on.

    Parameters
    ----------
    figures
        Whose network is used.

    Attributes
    ----------
    field, total
        All marks; how many weights and biases there are.
    """

    def __init__(self, figures: Figures) -> None:
        at = figures.stage.areas(_PLACES)
        self.theme = figures.theme
        self.field = KnobField(figures, at["field"])
        self.total = at["total"].place(written_total(figures))
        super().__init__(self.field, self.total)

    def marked(
        self, layer: int, neuron: int, inputs: Sequence[int], knobs: Sequence[Knob]
    ) -> Marks:
        """Return a neuron's marks that were turned, the bias last, with rings, as they are now.

        Parameters
        ----------
        layer, neuron
            The neuron.
        inputs
            From where the weights lead that were turned.
        knobs
            As they stand now.
        """
        places = [self.field.mark_of(layer, neuron, index) for index in (*inputs, None)]
        centres = np.vstack([mark.centres for mark in places])
        fills = np.vstack([knob.disc.fills for knob in knobs])
        fills[-1] = rgba(self.theme.bias)
        half = places[0].halves[0, 0] * _MARKED
        return Marks(centres, half, fills, rgba(self.theme.highlight), 0.0, _RING)

    def zoom_out(self, marked: Marks, knob: Knob, seconds: float) -> Animation:
        """Return how the marks are seen from a knob outwards: from the size of its first mark."""
        parts = [*self.field, marked]
        there = [part.points.copy() for part in parts]
        factor = knob.disc.halves[0, 0] / marked.halves[0, 0]
        mark, away = marked.centres[0].copy(), knob.centre - marked.centres[0]

        def follow(progress: float) -> None:
            scale = factor ** (1 - progress)
            aside = away * (scale - 1) / (factor - 1)
            for part, points in zip(parts, there, strict=True):
                part.points = _seen(points, mark, scale, aside)
                part.set_opacity(min(progress / _COMING, 1.0))

        return Follow(Group(*parts), follow, run_time=seconds, rate_func=smooth)


def _seen(
    points: NDArray[np.float64],
    mark: NDArray[np.float64],
    scale: float,
    aside: NDArray[np.float64],
) -> NDArray[np.float64]:
    seen: NDArray[np.float64] = mark + (points - mark) * scale + aside
    return seen
