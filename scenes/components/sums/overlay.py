"""From the network to the three panels: weights laid over what they meet, and their products."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import RIGHT, UP, AnimationGroup, Group

from scenes.components.network.one_neuron import every_mark
from scenes.components.verbs import CHANGE, MOVE, become, dim, move
from scenes.engine.changes import built
from scenes.look.sizes import NEAR, TIGHT
from scenes.look.stage import Region

if TYPE_CHECKING:
    from collections.abc import Iterator

    from manim import Animation

    from scenes.components.grids.grids import PixelGrid
    from scenes.components.network.column import NeuronColumn
    from scenes.components.sums.slide import SumSlide
    from scenes.look.stage import Areas

__all__ = ["Overlay"]

_PLACES: Areas = {
    "16:9": ("1 inputs:4.4 weights:4.4 neuron:1.45",),
    "9:16": ("0.9 inputs:2.8 -", "1.1 weights:2.8 neuron"),
    "1:1": ("3 inputs weights", "1 - neuron"),
}
_ABOVE: Areas = {"1:1": ("0.6 inputs", "1.4 weights neuron")}
"""Where inputs stand in a row: its ends would reach under the weights beside it."""
_WORTH = 1.05
"""Panels that could be so many times larger are, until there is something beside them."""
_BENEATH = 0.15
"""Opacity of what goes in when the products are seen on it."""
_OVER = 1.0
"""Seconds in which the weights come over what goes in."""


class Overlay:
    """Moves a slide's grids back to where they come from; its animations bring them home.

    Parameters
    ----------
    slide
        Whose grids and neuron are moved.
    column
        The layer before, where it was seen.
    picture
        The input's picture there, if there is one.

    Attributes
    ----------
    aside
        ``(3,)``, how far a column of inputs moves so that the grid of weights has room.
    below
        Where a term may be written out until the panels settle.
    """

    def __init__(self, slide: SumSlide, column: NeuronColumn, picture: PixelGrid | None) -> None:
        self.slide, self.grids = slide, slide.panels.grids
        at = slide.figures.stage.areas(_PLACES | _ABOVE if column.across else _PLACES)
        self._enlarge()
        self.homes = [grid.copy() for grid in self.grids.parts]
        self.large = slide.panels.large(1, at["inputs"])
        over = slide.panels.large(0, at["inputs"])
        self.over = self.grids.weights.copy().place(over.centres, over.halves)
        weights = slide.panels.large(0, at["weights"])
        self.grids.weights.place(weights.centres, weights.halves)
        self.way = slide.disc.get_center() - at["neuron"].centre
        slide.shift_neuron(-self.way)
        self._begin_at(column, picture)

    def _begin_at(self, column: NeuronColumn, picture: PixelGrid | None) -> None:
        """Put what goes in to where it was seen before, and instead of that."""
        inputs = self.grids.inputs
        shown = picture is not None and self.slide.numbers.layer == 1
        marks = picture if picture is not None and shown else every_mark(column)
        inputs.place(marks.centres, marks.halves)
        inputs.ring_width = marks.ring_width
        (picture if picture is not None and shown else column.neurons).set_opacity(0)
        along = UP if column.across else RIGHT
        self.aside = (self.large.get_center() - inputs.get_center()) * along * (not shown)

    def _enlarge(self) -> None:
        """Let the panels take the room of what comes later, all above the neuron."""
        slide, picture = self.slide, self.slide.figures.stage.picture
        self.panels = Group(*self.grids.parts, self.grids.numbers[2], slide.panels.beside)
        self._small = self.panels.get_center(), self.panels.width
        top, foot = picture.y + picture.height / 2, slide.neuron.get_top()[1] + NEAR
        width = picture.width - 2 * TIGHT  # a frame about the outermost squares has room
        room = Region(picture.x, (top + foot) / 2, width, top - foot)
        self.below: tuple[Region, ...] = (slide.line, slide.below)
        if min(room.width / self.panels.width, room.height / self.panels.height) < _WORTH:
            return
        room.place(self.panels, grow=True)
        line, foot = slide.below, picture.y - picture.height / 2
        height = self.panels.get_bottom()[1] - NEAR - foot
        self.below = (Region(line.x, foot + height / 2, line.width, height),)

    def make_room(self) -> Animation:
        """Return the animation of a column to where its block will be; a picture stays."""
        return move(self.grids.inputs, self.grids.inputs.copy().shift(self.aside), CHANGE)

    def lay(self) -> Iterator[list[Animation]]:
        """Yield step by step how the weights come over the inputs, and only products stay."""
        grids = self.grids
        yield [move(grids.inputs, self.large)]
        yield [move(grids.weights, self.over, _OVER)]
        products = grids.products.place(self.over.centres, self.over.halves)
        kept = products.copy()
        products.set_fills(grids.weights.fills)
        grids.weights.set_opacity(0)
        yield [dim(grids.inputs, to=_BENEATH, seconds=CHANGE), become(products, kept, lag=0)]

    def unfold(self) -> list[Animation]:
        """Return the animations that lay the three side by side, as large as they can be."""
        moves = zip(self.grids.parts, self.homes, strict=True)
        neuron = self.slide.neuron
        moved = move(neuron, neuron.copy().shift(self.way), CHANGE)
        return [*(move(grid, home, CHANGE) for grid, home in moves), moved]

    def settle(self) -> Animation:
        """Return how the panels make room for the sum: then they are as the slide has them.

        Their scales are not seen yet: they are put where they belong.
        """
        place, width = self._small
        centre, factor = self.panels.get_center(), width / self.panels.width
        seen = Group(*self.grids.parts, self.grids.numbers[2], self.slide.panels.unscaled)
        self.slide.panels.scales.scale(factor, about_point=centre).shift(place - centre)
        smaller = built(seen.animate.scale(factor, about_point=centre).shift(place - centre))
        return AnimationGroup(smaller, run_time=MOVE)
