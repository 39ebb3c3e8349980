"""How a network comes about: its inputs first, then each layer out of the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
from manim import DOWN, RIGHT, AnimationGroup, Group

from scenes.components.animations import Follow, staggered
from scenes.components.network.input_slide import InputLayerSlide
from scenes.components.network.unrolling import elided_into
from scenes.components.verbs import CHANGE, appear, become, draw, move, vanish
from scenes.facts.incoming import Incoming

if TYPE_CHECKING:
    from manim import Animation

    from scenes.components.grids.marks import Marks
    from scenes.components.network.column import NeuronColumn
    from scenes.components.network.home import NetworkHome
    from scenes.look.text import Number

__all__ = ["HOMEWARD", "Growing", "Opening"]

_SEED = 0.01
"""Half the size of a neuron that is about to grow, scene units."""
HOMEWARD = 1.15
"""Seconds that a count takes to its place."""
_LAG = 0.6
_ARC = 2 * np.pi / 3
"""Of the way of a count about the end of its layer."""


class Opening(Group):
    """The inputs alone, in their places: of an image, what PixelsToNeurons ends on.

    Attributes
    ----------
    column
        All input neurons, `Marks`.
    aside
        What goes when the layers come, or when neurons go.
    home
        What is in the places of the others afterwards.
    """

    def __init__(self, network: NetworkHome) -> None:
        figures, self._first = network.figures, network.columns[0]
        self.aside, self.column = Group(), self._first.neurons
        beside = network.picture if network.listed is None else network.listed
        counts = () if network.picture is None else network.counts[:1]
        self.home = Group(beside, self._first, *counts)
        self._counts = Group()
        if Incoming.of(figures.network).kind != "pixels":
            super().__init__(*self.home)
            return
        slide = InputLayerSlide(figures)
        self.column = slide.column
        self._counts.add(slide.count)
        self.aside.add(slide.lens, slide.values, slide.frame, slide.vector, slide.letter)
        super().__init__(slide.picture, slide.column, slide.count, self.aside)

    @property
    def thins_out(self) -> bool:
        """Whether some of the input neurons go."""
        return len(self.column) > len(self._first.shown)

    def thin_out(self) -> Animation:
        """Let those neurons go that are not drawn: they are among the dots."""
        column, there = self._first, elided_into(self._first, self.column)
        braces = zip(self._counts, self.home[2:], strict=True)
        return AnimationGroup(
            become(self.column, there, lag=0),
            appear(column.dots),
            *(move(brace, place, CHANGE) for brace, place in braces),
            vanish(*self.aside),
        )


class Growing:
    """Lets layers grow, neuron by neuron, each out of the layer before, and counts them.

    A layer's count stands on a brace; before the next one grows, which would be in its way, it
    goes where the network has it. Without braces it is there from the first.

    Parameters
    ----------
    home
        The network as it will be.
    braced
        Whether there is time for braces.

    Attributes
    ----------
    braces
        One for each layer that grows, or none.
    """

    def __init__(self, home: NetworkHome, *, braced: bool = True) -> None:
        self.home = home
        way = DOWN if home.down else RIGHT
        behind = home.columns[1:]
        self.counts = cast("list[Number]", list(home.counts)[-len(behind) :])
        self.places = [count.copy() for count in self.counts]
        self.braces = [
            column.count_brace(count, way)[0]
            for column, count in zip(behind, self.counts, strict=True)
            if braced
        ]
        if not home.down:
            for brace in self.braces:
                brace.reverse_direction()  # drawn from the top, as the neurons come

    def grow(self, layer: int, seconds: float) -> Animation:
        """Return the animation of one layer, from 1 on, and of its count."""
        column, count = self.home.columns[layer], self.counts[layer - 1]
        there, order = column.neurons.copy(), np.linspace(0, 1, len(column.shown))
        share = count.value / len(column.shown)
        neurons = _as_seeds(self.home.columns[layer - 1], column)

        def counted(progress: float) -> None:
            there = float(np.floor(staggered(progress, order, _LAG).sum() * share + 0.5))
            count.set_value(there).set_opacity(min(there, 1.0))

        return AnimationGroup(
            become(neurons, there, seconds, _LAG, order),
            *(draw(brace, seconds) for brace in self.braces[layer - 1 : layer]),
            Follow(count.set_opacity(0), counted, seconds),
            *([appear(column.dots, seconds=seconds)] if column.elided else []),
        )

    def settle(self, layer: int) -> Animation:
        """Return the animation of a layer's count to where the network has it."""
        count, place = self.counts[layer - 1], self.places[layer - 1]
        about = move(count, place, HOMEWARD, bend=-_ARC if self.home.down else _ARC)
        return AnimationGroup(about, vanish(self.braces[layer - 1]))


def _as_seeds(before: NeuronColumn, column: NeuronColumn) -> Marks:
    """Make a layer's neurons too small to be seen, at neurons of the layer before; return them."""
    neurons = column.neurons
    parents = np.arange(len(neurons)) * len(before.neurons) // len(neurons)
    neurons.place(before.neurons.centres[parents], _SEED)
    neurons.fills[:, 3] = neurons.rings[:, 3] = 0.0
    return neurons
