"""A whole network: its layers as columns, its weights as connections between them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group

from scenes.components.fitting import fit_numbers
from scenes.components.network.column import NeuronColumn
from scenes.components.network.connections import Connections
from scenes.look.encoding import activation_limits
from scenes.look.sizes import NUMBER, PIXELS_PER_UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from netcore import Trace
    from scenes.figures import Figures
    from scenes.look.text import Number
    from scenes.look.theme import Theme

__all__ = [
    "LARGEST",
    "WIDEST",
    "WIDEST_NAMED",
    "NetworkDiagram",
    "abreast",
    "connections_between",
]

_FINEST_PITCH = 0.045
"""Neurons closer than this, scene units (6 pixels at 1080p), stand several abreast."""
_NEARLY = 0.2
"""By this share more or fewer stand abreast, if that is a part of a row of the image."""
WIDEST_NAMED, WIDEST = 1.4, 0.8
"""The largest distances between two neurons, scene units: in a row names need more room."""
_LETTERS_SHARE, _COUNT_SHARE, _COUNT_LINE = 0.9, 0.85, 1.5
"""The letters and the width of a count to the distance between layers; its lines in its height."""
LARGEST, _LARGEST_SHARE = 0.3, 0.24
"""The largest radius of a neuron, scene units and as a share of the distance between layers."""
_SHARE, _OUTPUT_SHARE = 0.42, 0.36
"""Radius of a neuron to the distance between two: between outputs a box must fit."""


class NetworkDiagram(Group):
    """The layers of a network side by side, or one above the other.

    Parameters
    ----------
    trace
        Of one input: gives the network and its activations.
    theme
        Whose colours are used.
    length
        From the centre of the input layer to that of the outputs, scene units.
    breadth
        Of the layers, scene units.
    shown
        For each layer the indices of the neurons that are drawn, rising.
    down
        Let the network flow downwards instead of to the right.

    Attributes
    ----------
    columns
        One `NeuronColumn` a layer.
    connections
        ``connections[l - 1]`` lead into layer l.
    length, breadth, down
        As given.
    """

    def __init__(
        self,
        trace: Trace,
        theme: Theme,
        length: float,
        breadth: float,
        shown: Sequence[NDArray[np.intp]],
        *,
        down: bool = False,
    ) -> None:
        self.length, self.breadth, self.down = length, breadth, down
        self._distance = length / (len(shown) - 1)
        forwards = DOWN if down else RIGHT
        last = len(shown) - 1
        limits = activation_limits(trace.activations)
        self.columns = [
            NeuronColumn(
                activations,
                theme,
                height=breadth,
                limit=limits[layer],
                shown=indices,
                across=down,
                abreast=abreast(len(indices), breadth, trace.network.image_shape),
                share=_OUTPUT_SHARE if layer == last else _SHARE,
                largest=min(LARGEST, length / last * _LARGEST_SHARE),
                widest=WIDEST_NAMED if down and layer in (0, last) else WIDEST,
            ).shift(forwards * length * (layer / last - 0.5))
            for layer, (activations, indices) in enumerate(
                zip(trace.activations, shown, strict=True)
            )
        ]
        self.connections = [
            connections_between(before, after, layer.weights, theme, forwards)
            for (before, after), layer in zip(
                pairwise(self.columns), trace.network.layers, strict=True
            )
        ]
        super().__init__(*self.connections, *self.columns)

    def again(
        self, trace: Trace, theme: Theme, shown: Sequence[NDArray[np.intp]]
    ) -> NetworkDiagram:
        """Return another network in the same place: its inputs and outputs are where these are."""
        other = NetworkDiagram(trace, theme, self.length, self.breadth, shown, down=self.down)
        middle = [part.columns[0].get_center() for part in (self, other)]
        return other.shift(middle[0] - middle[1])

    def counts(self, figures: Figures, size: float = NUMBER, *, braced: bool = True) -> Group:
        """Return each layer's count beside it; the input's, if `braced`, on a brace before it."""
        side, first = (LEFT, UP) if self.down else (UP, LEFT)
        brace = []
        if braced:
            brace = [self.columns[0].count_brace(figures.count("neurons", 0, size), first)]
        if self.down:
            size = min(size, self._distance * PIXELS_PER_UNIT * _LETTERS_SHARE)
        labels = [
            column.put_beside(figures.count("neurons", layer, size), side)
            for layer, column in enumerate(self.columns[len(brace) :], len(brace))
        ]
        outermost = max(float(label.get_center() @ side) for label in labels)
        for label in labels:
            label.shift(side * (outermost - float(label.get_center() @ side)))
        if not self.down:
            self._keep_apart(labels)
        return Group(*brace, *labels)

    def _keep_apart(self, labels: list[Number]) -> None:
        """Raise every second of the counts side by side, if they are too wide for one line."""
        room = self._distance * _COUNT_SHARE
        if max(label.width for label in labels) > room:
            fit_numbers(labels, 2 * room)
            for label in labels[1::2]:
                label.shift(UP * label.height * _COUNT_LINE)


def abreast(count: int, breadth: float, shape: tuple[int, int] | None) -> int:
    """Return how many of a layer's neurons stand side by side."""
    needed = count * _FINEST_PITCH / breadth
    if shape is not None and count == shape[0] * shape[1]:
        parts = [part for part in range(2, shape[1] + 1) if shape[1] % part == 0]
        near = [part for part in parts if abs(part / needed - 1) < _NEARLY]
        if near:
            return near[0]
    return max(1, int(np.ceil(needed)))


def connections_between(
    before: NeuronColumn,
    after: NeuronColumn,
    weights: NDArray[np.float64],
    theme: Theme,
    forwards: NDArray[np.float64],
) -> Connections:
    """Return all connections from one column to another, which lies in a direction ``(3,)``."""
    return Connections(
        before.ends(forwards),
        after.ends(-forwards),
        weights[np.ix_(after.shown, before.shown)],
        theme,
        signals=before.activations[before.shown],
    )
