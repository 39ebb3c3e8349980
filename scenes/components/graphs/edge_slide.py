"""A part of a digit beside the dial on which its edges show where they point: a whole picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import RIGHT, Group, LaggedStart, Transform, VGroup

from scenes.components.graphs.compass import Compass, Degrees
from scenes.components.grids.edge_pieces import EdgePieces
from scenes.components.verbs import CHANGE, DIMMED, MOVE, count, move, vanish
from scenes.facts.parts import EdgeCount, Heading, Turned, walked
from scenes.look.sizes import MATRIX, NEAR

if TYPE_CHECKING:
    from manim import Animation

    from netcore.parts import Part
    from scenes.figures import Figures
    from scenes.look.stage import Areas

__all__ = ["EdgeSlide"]

_PLACES: Areas = {
    "16:9": ("6 part dial", "0.7 count turn"),
    "9:16": ("4.4 part", "0.6 count", "4.4 dial", "0.6 turn"),
    "1:1": ("6 part dial", "0.9 count turn"),
}
_LARGE: Areas = {
    "16:9": ("6 part", "0.7 count"),
    "9:16": ("6 part", "0.7 count"),
    "1:1": ("6 part", "0.9 count"),
}
"""Before there is a dial."""
_LAG = 0.5
_BEND = 0.6
"""How far an arrow flies to the side, as a share of its way."""


class EdgeSlide(Group):
    """The part, whole, and the dial with a hand for each of its edges.

    Parameters
    ----------
    figures
        Reads all numbers, and gives the frame.
    part
        A loop or a line.
    count
        Into how many edges it is cut.

    Attributes
    ----------
    large, pieces
        The part, alone in the picture and beside the dial.
    compass
        The dial.
    edges, turn
        How many edges there are, and how far they turn in all: each a number and its words.
    """

    def __init__(self, figures: Figures, part: Part, wanted: int) -> None:
        at, part = figures.stage.areas(_PLACES), walked(part)
        self.pieces = EdgePieces(figures, part, wanted, at["part"])
        edges, size = self.pieces.edges, figures.stage.letters(MATRIX)
        colour = getattr(figures.theme, part.kind)
        self.compass = Compass(figures, list(map(Heading, edges)), colour, at["dial"])
        alone = figures.stage.areas(_LARGE)
        self.large = EdgePieces(figures, part, wanted, alone["part"])
        self.count, self.trace = EdgeCount(part, wanted), figures.trace
        counted, noun = figures.read(self.count, size, 0), figures.words("edges", size)
        self.edges = at["count"].place(VGroup(counted, noun).arrange(RIGHT, buff=NEAR))
        self.edges_alone = alone["count"].place(self.edges.copy())
        self.turned = Degrees(figures, Turned(edges, around=part.kind == "loop"), size, colour)
        words = figures.words(f"the {part.kind} turns by", size)
        self.turn = at["turn"].place(VGroup(words, self.turned).arrange(RIGHT, buff=NEAR))
        super().__init__(self.pieces, self.compass, self.edges, self.turn)

    @property
    def cuts(self) -> list[float]:
        """The stops of a knob that cuts the part: each piece in two, until there are enough."""
        last = self.count.of(self.trace)
        halved = [2.0**power for power in range(8) if 2**power < last]
        return [*halved, last]

    def go_aside(self, seconds: float = CHANGE) -> list[Animation]:
        """Return the animations of the large part, its arrows and its count beside the dial."""
        marks, arrows = self.pieces.apart.copy().set_opacity(DIMMED), self.pieces.arrows
        return [
            move(self.large.marks, marks, seconds),
            move(self.large.arrows, arrows, seconds),
            move(self.edges_alone, self.edges, seconds),
        ]

    def close(self, seconds: float = CHANGE) -> list[Animation]:
        """Return the animations of the part together again, without arrows."""
        marks = self.large.marks
        return [move(marks, self.pieces.whole, seconds), vanish(self.large.arrows, seconds=seconds)]

    def fly(self, seconds: float) -> list[Animation]:
        """Return the animations of all arrows onto the dial, each a hand, while the turn counts."""
        pairs = zip(self.pieces.arrows, self.compass.hands, strict=True)
        flights = [
            Transform(one.copy(), hand, run_time=MOVE, path_arc=_BEND) for one, hand in pairs
        ]
        number, whole = self.turned.number, self.turned.source.of(self.trace)
        number.set_value(0)
        flying = LaggedStart(*flights, lag_ratio=_LAG, run_time=seconds)
        return [flying, count(number, whole, seconds)]
