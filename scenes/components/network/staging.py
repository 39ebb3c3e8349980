"""How network home comes about: its inputs first, then its layers, and what stands back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import AnimationGroup, Group

from scenes.components.network.column import ring_rgba
from scenes.components.network.home import NetworkHome
from scenes.components.network.unrolling import elided_into
from scenes.components.verbs import CHANGE, DIMMED, MOVE, appear, become
from scenes.figures import Figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation
    from numpy.typing import NDArray

    from scenes.components.grids.marks import Marks
    from scenes.components.network.column import NeuronColumn

__all__ = ["FAINT", "Opening", "let_layers_grow", "light_only", "lit_again", "put_out", "rest"]

FAINT = 0.12
"""Opacity of connections while a signal runs."""
_TRACED = 0.08
"""The same while the way back is seen."""


class Opening(Group):
    """The inputs alone, in their places: what PixelsToNeurons leaves.

    Attributes
    ----------
    column
        All input neurons, `Marks`.
    beside
        The inputs' picture or list.
    """

    def __init__(self, home: NetworkHome) -> None:
        self.home = home
        whole = home
        if home.columns[0].elided and home.picture is not None:
            figures = home.figures
            whole = NetworkHome(Figures(figures.trace, figures.theme, figures.stage))
        self.column: Marks = whole.columns[0].neurons
        self.beside = home.picture if home.picture is not None else home.listed
        self.count = Group() if home.picture is None else whole.counts[0]
        super().__init__(self.beside, self.column, self.count)

    @property
    def thins_out(self) -> bool:
        """Whether some of the input neurons go."""
        return self.column is not self.home.columns[0].neurons

    def thin_out(self) -> Animation:
        """Let those neurons go that are not drawn: they are among the dots."""
        column = self.home.columns[0]
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
    return AnimationGroup(*growing, appear(*dots, seconds=CHANGE))


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
    marks = column.neurons.copy()
    shade = np.where(chosen, 1.0, DIMMED)
    marks.fills[:, 3], marks.rings[:, 3] = shade, shade * ring_rgba(column.theme)[3]
    return marks
