"""Other hidden layers between the same inputs and outputs: as many and as wide as one likes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, cast

import numpy as np
from manim import RIGHT, AnimationGroup, Group, VGroup, smooth

from netcore import Layer, Network
from scenes.components.animations import Follow
from scenes.components.grids.marks import Marks
from scenes.components.network.diagram import NetworkDiagram
from scenes.components.network.pulses import Draw
from scenes.components.verbs import CHANGE, appear, become, swap, vanish
from scenes.facts.choosing import drawn_neurons
from scenes.facts.sources import Count, Of
from scenes.figures import Figures
from scenes.look.sizes import NEAR, TOUCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation, Mobject
    from numpy.typing import NDArray

    from netcore import Trace
    from scenes.components.network.home import NetworkHome
    from scenes.look.stage import Region
    from scenes.look.text import Number

__all__ = ["HiddenLayers", "Resizing", "own_layers", "tried_layers"]

_MOST = 16
"""So many neurons of a layer are drawn where their connections would be too many."""
_SHARE, _HELPER = 0.3, 0.5
"""The size of a weight that stands for none yet, to one in full, and the opacity of its line."""


@dataclass(frozen=True)
class HiddenLayers:
    """All between the inputs and the outputs of a quiet network.

    Attributes
    ----------
    neurons
        Of all hidden layers, the first layer's first.
    dots
        In place of neurons that are not drawn.
    counts
        Numbers, one a layer.
    lines, rest
        `Connections`, from the inputs to the outputs, and their opacity.
    trace
        A forward pass through a network of these sizes: its sizes alone are read.
    """

    neurons: Marks
    dots: Group
    counts: tuple[Number, ...]
    lines: Group
    trace: Trace
    rest: float = 1.0

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many neurons each of the layers has."""
        return self.trace.network.sizes[1:-1]


def own_layers(home: NetworkHome) -> HiddenLayers:
    """Return the hidden layers of a network as it draws them."""
    return _assembled(home.diagram, home.counts, home.figures.trace)


def tried_layers(home: NetworkHome, sizes: Sequence[int]) -> HiddenLayers:
    """Return hidden layers of these sizes in the place that a network leaves them.

    Their lines have no colour: such a network has no weights yet.
    """
    figures = home.figures
    trace = _blank(figures.network, sizes).forward(figures.inputs)
    elided = len(home.shown[0]) < len(figures.inputs)
    drawn = drawn_neurons(trace, _MOST, _MOST, _MOST, elided=elided)
    theme = replace(figures.theme, positive=figures.theme.text, negative=figures.theme.text)
    diagram = home.diagram.again(trace, theme, [home.shown[0], *drawn[1:-1], home.shown[-1]])
    for column in diagram.columns:
        column.switched_off()
    for lines in diagram.connections:
        lines.limit = 1 / _SHARE
    counts = home.counts_of(diagram, Figures(trace, figures.theme, figures.stage))
    for written in counts:
        _keep_inside(written, figures.stage.picture)
    return _assembled(diagram, counts, trace, _HELPER)


def _keep_inside(count: Mobject, picture: Region) -> None:
    """Move a count nearer to its row, then make it smaller, if it is left of the picture."""
    beyond = picture.x - picture.width / 2 - float(count.get_left()[0])
    nearer = min(max(beyond, 0.0), NEAR - TOUCH)
    count.shift(RIGHT * nearer)
    if beyond > nearer:
        right = count.get_right()
        count.scale(1 - (beyond - nearer) / count.width).move_to(right, aligned_edge=RIGHT)


def _blank(network: Network, sizes: Sequence[int]) -> Network:
    """Return a network of other hidden sizes, whose weights mean nothing."""
    every = (network.sizes[0], *sizes, network.sizes[-1])
    layers = [Layer(np.ones((n, m)), np.zeros(n)) for m, n in pairwise(every)]
    return Network(layers, image_shape=network.image_shape or ())


def _assembled(
    diagram: NetworkDiagram, counts: Group, trace: Trace, rest: float = 1.0
) -> HiddenLayers:
    hidden = diagram.columns[1:-1]
    written = cast("list[Number]", list(counts)[-len(hidden) - 1 : -1])
    return HiddenLayers(
        _joined([column.neurons for column in hidden]),
        Group(*(column.dots for column in hidden if column.elided)),
        tuple(written),
        Group(*diagram.connections),
        trace,
        rest,
    )


def _joined(parts: Sequence[Marks]) -> Marks:
    """Return marks as one mobject."""

    def every(name: str) -> NDArray[np.float64]:
        return np.concatenate([getattr(part, name) for part in parts])

    places, looks = (every("centres"), every("halves")), (every("fills"), every("rings"))
    return Marks(*places, *looks, every("roundness"), parts[0].ring_width)


class Resizing:
    """Turns hidden layers into others: neurons split or merge, and their counts run along.

    Parameters
    ----------
    figures
        Which records what is shown.
    first
        What is on the screen.

    Attributes
    ----------
    neurons, counts, now
        What is on the screen, and what it is.
    """

    def __init__(self, figures: Figures, first: HiddenLayers) -> None:
        self.figures = figures
        self.now, self.neurons = first, first.neurons.copy()
        self.counts = tuple(number.copy() for number in first.counts)

    def turn_into(self, other: HiddenLayers, seconds: float = CHANGE) -> list[Animation]:
        """Return the animations of neurons and counts; the lines go."""
        before, self.now = self.now, other
        target = self._as_many(before.neurons, other.neurons)
        return [
            become(self.neurons, target, seconds, lag=0),
            self._recount(before, other, seconds),
            vanish(before.lines, before.dots),
        ]

    def arrive(self, seconds: float) -> Animation:
        """Return the animation of the new lines; all else is there, and is recorded."""
        self.neurons.set_to(self.now.neurons)
        for layer, number in enumerate(self.counts, 1):
            self.figures.cite(number, Of(self.now.trace, Count("neurons", layer)))
        lines = (part.set_reveal(0).set_rest(self.now.rest) for part in self.now.lines)
        drawn = (Draw(part, seconds) for part in lines)
        return AnimationGroup(*drawn, appear(self.now.dots))

    def _as_many(self, old: Marks, new: Marks) -> Marks:
        """Make the neurons as many as the more of both, unseen; return what they become."""
        if len(old) > len(new):
            return _gathered(new, old)
        self.neurons.set_to(_gathered(old, new))
        return new

    def _recount(self, before: HiddenLayers, other: HiddenLayers, seconds: float) -> Animation:
        """Let the layers' counts run to others; where there are more layers, others come."""
        if len(before.counts) != len(other.counts):
            old, self.counts = self.counts, tuple(number.copy() for number in other.counts)
            return swap(VGroup(*old), VGroup(*self.counts), seconds)
        ends = zip(self.counts, before.counts, other.counts, strict=True)
        return AnimationGroup(*(_run(*each, seconds) for each in ends))


def _gathered(few: Marks, many: Marks) -> Marks:
    """Return many neurons in the places of a few: one is seen at each."""
    parents = np.arange(len(many)) * len(few) // len(many)
    gathered: Marks = many.copy().place(few.centres[parents], few.halves[parents])
    hidden = np.diff(parents, prepend=-1) == 0
    gathered.fills[hidden, 3] = gathered.rings[hidden, 3] = 0.0
    return gathered


def _run(number: Number, first: Number, last: Number, seconds: float) -> Animation:
    """Return the animation of a number from one to another, in value, place and size.

    It keeps to its baseline, with a comma and without.
    """
    middles = [number.start + number.baseline for number in (first, last)]

    def follow(progress: float) -> None:
        number.set_value(round(first.value + (last.value - first.value) * progress))
        size = first.letter_size + (last.letter_size - first.letter_size) * progress
        number.scale(size / number.letter_size)
        middle = middles[0] + (middles[1] - middles[0]) * progress
        number.shift((middle - number.start - number.baseline) / 2)

    return Follow(number, follow, seconds, smooth)
