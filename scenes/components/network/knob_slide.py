"""All knobs of a network as one picture, and how it is seen from one of them outwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Group, VGroup, smooth

from scenes.components.animations import Follow
from scenes.components.fitting import in_line
from scenes.components.frame import frame_about
from scenes.components.grids.marks import Marks
from scenes.components.network.knob_field import KnobField
from scenes.look.encoding import mixed, rgba
from scenes.look.sizes import FORMULA, MATRIX, NEAR, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation
    from numpy.typing import NDArray

    from scenes.components.network.knobs import Knob
    from scenes.figures import Figures
    from scenes.look.stage import Areas

    Floats = NDArray[np.float64]

__all__ = ["KnobSlide", "written_total"]

_PLACES: Areas = {"16:9": ("1.3 total", "7.5 field"), "9:16": ("1.3 total", "9 field")}
_LARGER = 1.6
"""The letters of the number to those of a formula."""
_MARKED, _MORE = 1.7, 0.03
"""The side of a mark that was turned to that of the others; and by how much it is larger at the
most, scene units."""
_SMALL = 0.06
"""Half the side of marks that are too small to be found, scene units: a frame points at them."""
_RING = 3.0
"""Of such a mark, pixels at 1080p."""
_TAKEN = 0.02
"""The share of a zoom after which marks have taken the place of knobs."""
_LANDING = 0.7
"""And after which what was turned is where it belongs."""
_LEAST = 1.01
"""A zoom by less is none."""


def written_total(figures: Figures) -> VGroup:
    """Return how many parameters there are, large, and what they are."""
    size = figures.stage.letters
    total = figures.count("parameters", size=size(FORMULA) * _LARGER)
    total.set_colour(figures.theme.highlight)
    return in_line(total, figures.words("weights and biases", size(MATRIX)), buff=NEAR)


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
        self.theme, self._picture = figures.theme, figures.stage.picture
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
        half = places[0].halves[0, 0]
        half = min(half * _MARKED, half + _MORE)
        return Marks(centres, half, fills, rgba(self.theme.highlight), 0.0, _RING)

    def frame_of(self, marked: Marks) -> VGroup:
        """Return a frame about marks that were turned; none where they are seen without."""
        small = marked.halves.max() < _SMALL
        return VGroup(*([frame_about(self.theme, marked, buff=TIGHT)] if small else []))

    def zoom_out(self, marked: Marks, knobs: Sequence[Knob], seconds: float) -> Animation:
        """Return how all marks are seen from some knobs outwards.

        The first knob is as large as its mark is then; from each, its own mark goes to its place.
        What stays where it is lies in the middle of all: so none is left behind at a side.
        """
        first, mark = knobs[0], _middle(marked.centres)
        start = marked.copy().place([k.centre for k in knobs], [k.disc.halves[0, 0] for k in knobs])
        start.set_fills(np.vstack([knob.disc.fills for knob in knobs]))
        factor = max(first.disc.halves[0, 0] / marked.halves[0, 0], _LEAST)
        parts = [*self.field.weights, *self.field.biases]
        away = _middle(np.array([knob.centre for knob in knobs])) - mark
        there = [part.points.copy() for part in parts]
        opacities = [part.fills[:, 3].copy() for part in parts]
        target, fills = marked.points.copy(), marked.fills.copy()

        def seen(points: Floats, progress: float) -> Floats:
            scale = factor ** (1 - progress)
            place: Floats = mark + (points - mark) * scale + away * (scale - 1) / (factor - 1)
            return place

        def follow(progress: float) -> None:
            for part, points, opacity in zip(parts, there, opacities, strict=True):
                part.points = seen(points, progress)
                part.set_opacity(progress**2)  # faint while large squares rush by: no flashes
                part.fills[:, 3] = opacity * self._above_captions(part)
            share = smooth(min(progress / _LANDING, 1.0))
            marked.points = start.points + (seen(target, progress) - start.points) * share
            marked.set_fills(mixed(start.fills, fills, share))
            marked.roundness[:] = 1 - share
            marked.set_opacity(min(progress / _TAKEN, 1.0))

        return Follow(Group(self.field, marked), follow, run_time=seconds, rate_func=smooth)

    def _above_captions(self, marks: Marks) -> Floats:
        """Return how much is to be seen of marks ``(N,)``: of those in the picture, all."""
        bottom = self._picture.y - self._picture.height / 2
        seen: Floats = np.clip((marks.centres[:, 1] - bottom) / marks.halves[:, 1], 0.0, 1.0)
        return seen


def _middle(places: Floats) -> Floats:
    """Return the middle ``(3,)`` of what places ``(N, 3)`` take up."""
    middle: Floats = (places.min(axis=0) + places.max(axis=0)) / 2
    return middle
