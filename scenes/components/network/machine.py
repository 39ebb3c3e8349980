"""A function as a box: what goes in, how much is inside, what comes out; a network, or a neuron."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    AnimationGroup,
    Arrow,
    Group,
    ManimColor,
    Rectangle,
    RoundedRectangle,
    VGroup,
)

from scenes.components.fitting import stand_on
from scenes.components.grids.grids import WeightGrid, folded
from scenes.components.network.diagram import NetworkDiagram
from scenes.components.verbs import CHANGE, MOVE, move
from scenes.facts.choosing import drawn_neurons, plainest_neuron
from scenes.facts.readings import activation
from scenes.facts.sources import Of
from scenes.look.encoding import activation_limit, rgb
from scenes.look.sizes import APART, LABEL, MATRIX, NEAR, NUMBER, TIGHT
from scenes.look.stage import Region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation, Mobject
    from numpy.typing import NDArray

    from netcore import Trace
    from scenes.components.grids.marks import Marks
    from scenes.facts.sources import Counted
    from scenes.figures import Figures
    from scenes.look.theme import Theme

__all__ = ["Machine", "NeuronMachine", "arrow_between", "box_about", "counted_heading"]

_CORNER, _EDGE = 0.25, 4.0
"""Of a box: the radius of its corners, scene units, and its line, in Manim's widths."""
_BODY = 0.09
"""How far a box differs from the background, towards the colour of text."""
_LONGEST, _LINE, _TIP = 0.9, 4.0, 0.2
_LARGER = 1.6
"""What is written on the closed box, to the same above the open one."""
_OPEN = 0.02
"""What is left of a door that is open, scene units."""
_MOST, _MOST_OUTPUTS = 12, 10
"""Neurons that are drawn of a layer inside a box."""
_SHARES = (1.25, 1.0)
"""The heights of the network and of the neuron's box, inside the network's box."""


def box_about(theme: Theme, region: Region) -> RoundedRectangle:
    """Return a box that fills a region and hides what is behind it."""
    body = rgb(theme.background) * (1 - _BODY) + rgb(theme.text) * _BODY
    return RoundedRectangle(
        corner_radius=_CORNER,
        width=region.width,
        height=region.height,
        color=theme.text,
        stroke_width=_EDGE,
        fill_color=ManimColor(body),
        fill_opacity=1.0,
    ).move_to(region.centre)


def arrow_between(theme: Theme, first: Mobject, second: Mobject, way: NDArray[np.float64]) -> Arrow:
    """Return an arrow from a thing to one that lies in a direction, in the gap between them."""
    start, end = first.get_edge_center(way), second.get_edge_center(-way)
    room = abs(float((end - start) @ way))
    length = min(room - 2 * TIGHT, _LONGEST)
    middle = (start + end) / 2
    middle = second.get_center() * (1 - abs(way)) + middle * abs(way)
    return Arrow(
        middle - way * length / 2,
        middle + way * length / 2,
        buff=0,
        color=theme.text,
        stroke_width=_LINE,
        tip_length=min(_TIP, length / 2),
    )


def region_inside(region: Region, margin: float) -> Region:
    """Return what is left of a region inside a margin, scene units."""
    return Region(region.x, region.y, region.width - 2 * margin, region.height - 2 * margin)


def counted_heading(figures: Figures, what: Counted, where: str, room: Region) -> VGroup:
    """Return how many neurons or parameters there are, and where: "784 in", "10 out".

    Inputs are the neurons of layer 0, outputs those of the last one.
    """
    layers = {"in": 0, "out": len(figures.network.layers)}
    number = figures.count(what, layers.get(where), figures.stage.letters(MATRIX))
    words = figures.words(where, figures.stage.letters(NUMBER)).next_to(number, RIGHT, buff=TIGHT)
    return room.place(VGroup(number, stand_on(words, number.baseline)))


class Machine(Group):
    """The whole network as a box that opens.

    Parameters
    ----------
    figures
        Whose network it is.
    region
        What it fills.
    heading
        Where it is written how many numbers are inside, when the box is open.
    passes
        Forward passes that will be shown inside: colours have room for them.
    down
        Whether the network flows downwards.

    Attributes
    ----------
    box, doors
        What hides what is inside.
    title
        How many numbers are inside, in the middle of the closed box.
    network
        What is inside.
    """

    def __init__(
        self,
        figures: Figures,
        region: Region,
        heading: Region,
        passes: Sequence[Trace],
        *,
        down: bool = False,
    ) -> None:
        self.figures, self.down = figures, down
        self.box = box_about(figures.theme, region)
        self.heading = counted_heading(figures, "parameters", "inside", heading)
        self.title = region_inside(region, NEAR).place(self.heading.copy().scale(_LARGER))
        self.inside = region_inside(region, APART)
        self.network = self._diagram(passes)
        self.doors = VGroup(*(self._door(side) for side in (LEFT, RIGHT)))
        super().__init__(self.box, self.title)

    @property
    def told(self) -> int:
        """The neuron of the first layer that is told of: the story's, if it is drawn."""
        story, shown = plainest_neuron(self.figures.network, 1), self.network.columns[1].shown
        return story if story in shown else int(shown[0])

    @property
    def disc(self) -> Marks:
        """The neuron that is told of, as it is in the network now."""
        column = self.network.columns[1]
        return column.neurons.subset(np.flatnonzero(column.shown == self.told))

    def parts(self) -> tuple[Region, Region]:
        """Return where the network is, and below it one of its neurons, inside the open box."""
        first, second = self.inside.rows(*_SHARES)
        return first, second

    def open(self, seconds: float = CHANGE) -> Animation:
        """Return the animation of the doors to either side; the title makes room for them."""
        sides = zip(self.doors, (LEFT, RIGHT), strict=True)
        shut = (door.copy().stretch_to_fit_width(_OPEN, about_edge=side) for door, side in sides)
        opening = (move(door, to, seconds) for door, to in zip(self.doors, shut, strict=True))
        return AnimationGroup(move(self.title, self.heading, seconds), *opening)

    def make_room(self) -> Animation:
        """Return the animation of the network upwards, so that a neuron has room below."""
        smaller = self.parts()[0].place(self.network.copy(), grow=True)
        return move(self.network, smaller, MOVE)

    def stand_for(self, trace: Trace) -> Self:
        """Let the neurons inside stand for another forward pass."""
        for column, values in zip(self.network.columns, trace.activations, strict=True):
            column.neurons.set_fills(column.colours(values))
        return self

    # -- what is built ----------------------------------------------------------------

    def _diagram(self, passes: Sequence[Trace]) -> NetworkDiagram:
        figures, room = self.figures, self.inside
        length, breadth = (room.height, room.width) if self.down else (room.width, room.height)
        shown = drawn_neurons(figures.trace, _MOST, _MOST_OUTPUTS, _MOST, elided=True)
        diagram = NetworkDiagram(
            figures.trace, figures.theme, length - APART, breadth, shown, down=self.down
        )
        for layer, column in enumerate(diagram.columns):
            every = [each.activations[layer] for each in passes]
            column.limit = max(column.limit, *map(activation_limit, every))
            column.neurons.set_fills(column.colours(column.activations))
        return room.place(diagram)

    def _door(self, side: NDArray[np.float64]) -> Rectangle:
        room = self.inside
        door = Rectangle(width=room.width / 2, height=room.height, stroke_width=0)
        door.set_fill(self.box.get_fill_color(), 1.0)
        return door.move_to(room.centre + side * room.width / 4)


class NeuronMachine(Group):
    """One neuron as a box: how many numbers go in, its weights inside, and what comes out.

    Parameters
    ----------
    figures
        Whose trace is read.
    whole
        The network, which says what neuron of its first layer it is.
    region
        What it fills.
    """

    def __init__(self, figures: Figures, whole: Machine, region: Region) -> None:
        self.figures, self._source = figures, activation(1, whole.told)
        self._column = whole.network.columns[1]
        letters = figures.stage.letters
        self.count = figures.count("neurons", 0, letters(NUMBER))
        self.value = figures.read(self._source, letters(NUMBER))
        words = figures.words("in", letters(LABEL))
        self.entry = VGroup(self.count, words).arrange(DOWN, buff=TIGHT)
        self.disc = whole.disc
        self.exit = Group(self.disc, self.value).arrange(DOWN, buff=TIGHT)
        side = max(self.entry.width, self.exit.width) + _LONGEST
        middle = Region(region.x, region.y, region.width - 2 * side, region.height)
        self.box = box_about(figures.theme, middle)
        weights = figures.network.incoming_weights(1, whole.told)
        self.weights = WeightGrid(folded(weights), figures.theme)
        inner = Region(middle.x, middle.y, middle.width - 2 * NEAR, middle.height - 2 * NEAR)
        inner.place(self.weights, grow=True)
        left, right = region.x - region.width / 2, region.x + region.width / 2
        self.entry.move_to((left, region.y, 0.0), aligned_edge=LEFT)
        self.exit.move_to((right, region.y, 0.0), aligned_edge=RIGHT)
        self.arrows = VGroup(
            arrow_between(figures.theme, self.entry, self.box, RIGHT),
            arrow_between(figures.theme, self.box, self.exit, RIGHT),
        )
        super().__init__(self.box, self.weights, self.entry, self.exit, self.arrows)

    def stand_for(self, trace: Trace) -> Self:
        """Let what comes out be that of another forward pass."""
        self.value.set_value(self._source.of(trace))
        fills = self._column.colours(trace.activations[1])
        self.disc.set_fills(fills[self._column.shown == self._source.neuron])
        return self

    def cite(self, trace: Trace) -> None:
        """Record that what comes out is that of a forward pass."""
        self.figures.cite(self.value, Of(trace, self._source))
