"""How network home is built up: first its inputs, then its layers, while the rest steps back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import AnimationGroup, Group, LaggedStart

from scenes.components.network.input_slide import InputLayerSlide
from scenes.components.network.unrolling import elided_into
from scenes.components.verbs import CHANGE, DIMMED, MOVE, appear, become
from scenes.facts.incoming import Incoming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation
    from numpy.typing import NDArray

    from scenes.components.grids.marks import Marks
    from scenes.components.network.column import NeuronColumn
    from scenes.components.network.home import NetworkHome

__all__ = ["FAINT", "Opening", "let_layers_grow", "light_only", "lit_again", "put_out", "rest"]

FAINT = 0.12
"""Opacity of connections while a signal runs."""
_LAG = 0.4
"""Of a layer's way, until the next one follows."""
_GROWING = 2.4
"""Seconds until all layers are there."""
_TRACED = 0.08
"""The same while the way back is seen."""


class Opening(Group):
    """The inputs alone, in their places; for an image, the picture that PixelsToNeurons ends on.

    Attributes
    ----------
    column
        All input neurons, `Marks`.
    aside
        What goes when the layers come.
    home
        What is in the places of the others afterwards.
    """

    def __init__(self, network: NetworkHome) -> None:
        figures, self._first = network.figures, network.columns[0]
        self.aside, self.column = Group(), self._first.neurons
        beside = network.picture if network.listed is None else network.listed
        counts = () if network.picture is None else network.counts[:1]
        self.home = Group(beside, self._first, *counts)
        if Incoming.of(figures.network).kind != "pixels":
            super().__init__(*self.home)
            return
        slide = InputLayerSlide(figures)
        self.column = slide.column
        self.aside.add(slide.lens, slide.values, slide.frame, slide.vector, slide.letter)
        super().__init__(slide.picture, slide.column, slide.count, self.aside)

    @property
    def thins_out(self) -> bool:
        """Whether some of the input neurons go."""
        return len(self.column) > len(self._first.shown)

    def thin_out(self) -> Animation:
        """Let those neurons go that are not drawn: they are among the dots."""
        column = self._first
        return AnimationGroup(
            become(self.column, elided_into(column, self.column), lag=0), appear(column.dots)
        )


def put_out(home: NetworkHome) -> None:
    """Make the network dark behind its inputs: nothing has arrived yet."""
    for column in home.columns[1:]:
        column.switched_off()
    for connections in home.connections:
        connections.set_reveal(0)
    home.outputs.bars.bars.become(home.outputs.bars.empty())


def let_layers_grow(home: NetworkHome) -> Animation:
    """Let each layer move out of the inputs to its place."""
    first = home.columns[0].neurons.get_center()
    along = np.array([0, 1, 0]) if home.down else np.array([1, 0, 0])
    growing = []
    for column in home.columns[1:]:
        there, marks = column.neurons.copy(), column.neurons
        marks.place(marks.centres * (1 - along) + first * along).set_opacity(0)
        growing.append(become(marks, there, CHANGE, lag=0))
    dots = [column.dots for column in home.columns[1:] if column.elided]
    return AnimationGroup(
        LaggedStart(*growing, lag_ratio=_LAG, run_time=_GROWING), appear(*dots, seconds=CHANGE)
    )


def rest(home: NetworkHome, opacity: float = FAINT) -> Animation:
    """Let all connections stand back so far."""
    there = (part.animate.set_rest(opacity).build() for part in home.connections)
    return AnimationGroup(*there, run_time=MOVE)


def light_only(home: NetworkHome, chosen: Sequence[NDArray[np.bool_]]) -> Animation:
    """Let all neurons but the chosen ones of each layer stand back, and the connections."""
    columns = zip(home.columns, chosen, strict=True)
    fading = (become(column.neurons, _faded(column, on), MOVE, lag=0) for column, on in columns)
    return AnimationGroup(rest(home, _TRACED), *fading)


def lit_again(home: NetworkHome) -> Animation:
    """Let all neurons and connections be seen again."""
    there = (
        become(column.neurons, _faded(column, np.ones(len(column.shown), dtype=bool)), MOVE, lag=0)
        for column in home.columns
    )
    return AnimationGroup(rest(home, 1.0), *there)


def _faded(column: NeuronColumn, chosen: NDArray[np.bool_]) -> Marks:
    """Return a layer's neurons, those that are not chosen faint inside."""
    marks = column.neurons.copy()
    marks.fills[:, 3] = np.where(chosen, 1.0, DIMMED)
    return marks
