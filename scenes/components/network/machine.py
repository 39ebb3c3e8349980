"""A network as a box: what goes in, how many numbers are inside, what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    Arrow,
    Group,
    Rectangle,
    RoundedRectangle,
    VGroup,
    rate_functions,
    smooth,
)

from scenes.components.fitting import in_line
from scenes.components.network.diagram import NetworkDiagram
from scenes.components.verbs import appear, move
from scenes.facts.choosing import drawn_neurons, plainest_neuron
from scenes.look.encoding import activation_limit
from scenes.look.sizes import APART, FORMULA, MATRIX, NUMBER, TIGHT
from scenes.look.stage import Region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation, Mobject
    from numpy.typing import NDArray

    from netcore import Trace
    from scenes.components.grids.marks import Marks
    from scenes.components.network.output_panel import Outputs
    from scenes.facts.sources import Counted
    from scenes.figures import Figures
    from scenes.look.theme import Theme

__all__ = ["Machine", "arrow_between", "box_about", "heading", "heading_above", "region_inside"]

_CORNER, _EDGE = 0.25, 4.0
"""Of a box: the radius of its corners, scene units, and its line, in Manim's widths."""
_LONGEST, _LINE, _TIP = 0.9, 4.0, 0.2
"""Of an arrow: its length at the most, its line and its tip."""
_LARGER = 2.2
"""What is written on the closed box, to the same above the open one."""
_MADE_ROOM = 0.4
"""Of the opening: when the title is out of the doors' way."""
_OPEN = 0.002
"""What is left of a door that is open, as a share of its width."""
_TIGHTLY = 0.06
"""By how much doors are larger than what they hide, scene units: nothing shines through."""
_MOST, _MOST_OUTPUTS = 8, 10
"""Neurons that are drawn of a layer inside a box."""
_FRAMED, _ROUND, _THIN = 1.06, 0.4, 2.0
"""A small box about a neuron: half its side to the radius, its corners to that, its line."""


def box_about(theme: Theme, region: Region, corner: float = _CORNER) -> RoundedRectangle:
    """Return a box that fills a region and hides what is behind it."""
    return RoundedRectangle(
        corner_radius=corner,
        width=region.width,
        height=region.height,
        color=theme.text,
        stroke_width=_EDGE,
        fill_color=theme.background,
        fill_opacity=1.0,
    ).move_to(region.centre)


def arrow_between(theme: Theme, first: Mobject, second: Mobject, way: NDArray[np.float64]) -> Arrow:
    """Return an arrow from a thing to one that lies in a direction, in the gap between them."""
    start, end = first.get_edge_center(way), second.get_edge_center(-way)
    room = abs(float((end - start) @ way))
    length = min(room - 2 * TIGHT, _LONGEST)
    aside = 1 - abs(way)
    narrower = min(first, second, key=lambda each: float(aside @ (each.width, each.height, 0)))
    middle = narrower.get_center() * aside + (start + end) / 2 * abs(way)
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


def heading(figures: Figures, what: Counted, where: str) -> VGroup:
    """Return how many neurons or parameters there are, and where: "784 in", "10 out".

    Inputs are the neurons of layer 0, outputs those of the last one.
    """
    layers = {"in": 0, "out": len(figures.network.layers)}
    number = figures.count(what, layers.get(where), figures.stage.letters(MATRIX))
    return in_line(number, figures.words(where, figures.stage.letters(NUMBER)))


def heading_above(outputs: Outputs, room: Region) -> VGroup:
    """Return how many outputs there are, in a room above them: above a row, at its outer edge."""
    out = room.place(heading(outputs.figures, "neurons", "out"))
    if not outputs.column.across:
        return out
    outer = np.sign(room.x)
    out.set_x(room.x + outer * room.width / 2, direction=outer * RIGHT)
    beside = abs(out.get_x() - outputs.get_x()) > (out.width + outputs.width) / 2
    above = float(outputs.get_top()[1]) + out.height / 2 + TIGHT
    return out if beside else out.set_y(max(out.get_y(), above))


class Machine(Group):
    """The whole network as a box that opens.

    Parameters
    ----------
    figures
        Whose network it is.
    region
        What it fills.
    above
        Where it is written how many numbers are inside, when the box is open.
    passes
        Forward passes that will be shown inside: colours have room for them.
    down
        Whether the network flows downwards.

    Attributes
    ----------
    box, doors
        What hides what is inside.
    unknown, title
        A question mark, and the letter of a function, in the middle of the closed box.
    counted
        How many numbers are inside, above the open box, where the letter goes.
    network
        What is inside.
    """

    def __init__(
        self,
        figures: Figures,
        region: Region,
        above: Region,
        passes: Sequence[Trace],
        *,
        down: bool = False,
    ) -> None:
        self.figures, self.down = figures, down
        self.box = box_about(figures.theme, region)
        self.counted = heading(figures, "parameters", "inside")
        letter = figures.formula("f", figures.stage.letters(FORMULA))
        letter.scale(min(above.height / letter.height, 1.0))
        letter.next_to(self.counted, RIGHT, buff=TIGHT).match_y(self.counted[0])
        self.heading = above.place(VGroup(*self.counted, letter))
        size = figures.stage.letters(FORMULA * _LARGER)
        self.title = figures.formula("f", size).move_to(region.centre)
        self.unknown = figures.words("?", size).move_to(region.centre)
        self.inside = region_inside(region, APART)
        every = zip(*(each.activations for each in (figures.trace, *passes)), strict=True)
        self._limits = [activation_limit(np.array(values)) for values in every]
        self.network = self._diagram(self.inside)
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

    def open(self, seconds: float = 2.0) -> list[Animation]:
        """Return the animations of the doors to either side, once the title has made room."""
        opening = [
            move(self.title, self.heading[-1], seconds, rate_func=_before_the_doors),
            appear(self.counted, seconds=seconds),
        ]
        for door, side in zip(self.doors, (LEFT, RIGHT), strict=True):
            open_door = door.copy().stretch(_OPEN, 0, about_point=door.get_edge_center(side))
            opening.append(move(door, open_door, seconds, rate_func=_after_the_title))
        return opening

    def frames(self) -> VGroup:
        """Return a box about each neuron inside that takes numbers: one layer after the other."""
        size = 2 * _FRAMED
        every = VGroup()
        for column in self.network.columns[1:]:
            half = float(column.radius) * size / 2
            for place in column.neurons.centres:
                region = Region(float(place[0]), float(place[1]), 2 * half, 2 * half)
                frame = box_about(self.figures.theme, region, half * _ROUND).set_fill(opacity=0)
                every.add(frame.set_stroke(self.figures.theme.highlight, _THIN))
        return every

    # -- what is built ----------------------------------------------------------------

    def _diagram(self, room: Region) -> NetworkDiagram:
        """Return the network as large as fits: of each layer only some neurons."""
        trace = self.figures.trace
        length, breadth = (room.height, room.width) if self.down else (room.width, room.height)
        shown = drawn_neurons(trace, _MOST, _MOST_OUTPUTS, _MOST, elided=True)
        diagram = NetworkDiagram(
            trace, self.figures.theme, length - APART, breadth, shown, down=self.down
        )
        for column, limit in zip(diagram.columns, self._limits, strict=True):
            column.limit = limit
            column.neurons.set_fills(column.colours(column.activations))
        return room.place(diagram)

    def _door(self, side: NDArray[np.float64]) -> Rectangle:
        room = self.inside
        width, height = room.width / 2 + _TIGHTLY, room.height + _TIGHTLY
        door = Rectangle(width=width, height=height, stroke_width=0)
        door.set_fill(self.figures.theme.background, 1.0)
        return door.move_to(room.centre + side * room.width / 4)


def _before_the_doors(progress: float) -> float:
    return float(smooth(min(progress / _MADE_ROOM, 1.0)))


def _after_the_title(progress: float) -> float:
    """Open evenly: where a door is fast, a whole layer of neurons is there at once."""
    share = max(progress - _MADE_ROOM, 0.0) / (1 - _MADE_ROOM)
    return float(rate_functions.ease_in_out_sine(share))
