"""A part of a digit beside the dial on which its edges show where they point: a whole picture."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, RIGHT, UP, Group, LaggedStart, Rotate, Transform, VGroup, linear, smooth

from scenes.components.animations import CountTo, Follow, between_stops
from scenes.components.fitting import in_line, stand_on
from scenes.components.graphs.compass import Compass, Degrees
from scenes.components.grids.edge_pieces import EdgePieces
from scenes.components.verbs import CHANGE, DIMMED, MOVE, move, vanish
from scenes.facts.parts import EdgeCount, Heading, Turned, pieces_of, walked
from scenes.look.sizes import FAR, MATRIX, TIGHT

if TYPE_CHECKING:
    from manim import Animation, VMobject

    from netcore.parts import Part
    from scenes.figures import Figures
    from scenes.look.stage import Areas
    from scenes.look.text import Number

__all__ = ["EdgeSlide"]

_PLACES: Areas = {
    "16:9": ("5.8 part dial", "0.9 count turn"),
    "9:16": ("0.4 count", "4.6 part", "4.4 dial", "0.8 turn"),
    "1:1": ("6 part:1.4 dial:2", "0.9 count:1.4 turn:2"),
}
_LARGE: Areas = {
    "16:9": ("6 part", "0.7 count"),
    "9:16": ("0.7 count", "6 part"),
    "1:1": ("6 part", "0.9 count"),
}
"""Before there is a dial. What is written is never between the part and the dial: arrows fly there.
"""
_COARSE = 3
"""The first cut is into no more than so many, if it can be."""
_LAG = 0.5
_PARTED = 0.08
"""On the way from one cut to the next: where more pieces are seen."""
_LAID = 0.85
"""Of an arrow's flight: from then on it is seen to lie on the dial."""
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
    part_place
        Where the part is beside the dial.
    edges, turn
        How many edges there are, and how far they turn in all: each a number and its words.
    """

    def __init__(self, figures: Figures, part: Part, wanted: int) -> None:
        at, part = figures.stage.areas(_PLACES), walked(part)
        self.part_place, self._turn_place = at["part"], at["turn"]
        self.count, self.trace = EdgeCount(part, pieces_of(part, wanted)), figures.trace
        self.pieces = EdgePieces(figures, part, self.cuts, self.part_place)
        edges, size = self.pieces.edges, figures.stage.letters(MATRIX)
        colour = getattr(figures.theme, part.kind)
        self.compass = Compass(figures, list(map(Heading, edges)), colour, at["dial"])
        alone = figures.stage.areas(_LARGE)
        self.large = EdgePieces(figures, part, self.cuts, alone["part"])
        counted, noun = figures.read(self.count, size, 0), figures.words("edges", size)
        self.edges = at["count"].place(in_line(counted, noun))
        self.edges_alone = alone["count"].place(self.edges.copy())
        side = UP if self.edges_alone.get_y() > self.large.whole.get_y() else DOWN
        self.edges_alone.next_to(self.large.whole, side, buff=FAR, coor_mask=UP)
        self.turned = Degrees(figures, Turned(edges, around=part.kind == "loop"), size, colour)
        words = figures.words(f"the {part.kind} turns by", size)
        turn = VGroup(words, self.turned).arrange(RIGHT, buff=TIGHT)
        stand_on(words, self.turned.number.baseline)
        self.turn = self._turn_place.place(turn)
        super().__init__(self.pieces, self.compass, self.edges, self.turn)

    def make_room(self, other: EdgeSlide) -> VMobject:
        """Let what is said of this part's turn stand beside that of another; return where."""
        both = VGroup(other.turn.copy(), self.turn).arrange(RIGHT, buff=FAR)
        if both.width > self._turn_place.width:
            both.arrange(DOWN, buff=TIGHT)
        return self._turn_place.place(both)[0]

    @property
    def cuts(self) -> list[float]:
        """The stops of a knob that cuts the part: each piece in two or three, up to the count."""
        stops = [int(self.count.of(self.trace))]
        while stops[0] > _COARSE and (parts := next((n for n in (2, 3) if stops[0] % n == 0), 0)):
            stops.insert(0, stops[0] // parts)
        return [float(stop) for stop in (stops if len(stops) > 1 else [1, *stops])]

    def cut(self, pieces: EdgePieces, number: Number, seconds: float) -> list[Animation]:
        """Return the animations of a part, this or the large one, cut into more and more edges.

        Their number is that of the pieces which part: it is another as soon as they do.
        """

        def cut_at(progress: float) -> float:
            return float(between_stops(self.cuts, progress))

        def number_at(progress: float) -> float:
            return self._parted(cut_at(progress))

        return [
            CountTo(number, number_at, seconds, linear),
            Follow(pieces.marks, lambda progress: pieces.cut(cut_at(progress)), seconds),
        ]

    def _parted(self, cut: float) -> float:
        """Return how many pieces are seen on the way from one cut to the next."""
        before = max(stop for stop in self.cuts if stop <= cut)
        after = min((stop for stop in self.cuts if stop > cut), default=before)
        return after if cut - before > _PARTED * (after - before) else before

    def go_aside(self, seconds: float = CHANGE) -> list[Animation]:
        """Return the animations of the large part, its arrows and its count beside the dial."""
        marks, arrows = self.pieces.apart.copy().set_opacity(DIMMED), self.pieces.arrows
        return [
            move(self.large.marks, marks, seconds),
            move(self.large.arrows, arrows, seconds),
            move(self.edges_alone, self.edges, seconds),
        ]

    def close(self, pieces: EdgePieces, seconds: float = CHANGE) -> list[Animation]:
        """Return the animations of the part, this or the large one, whole again beside the dial."""
        whole = move(pieces.marks, self.pieces.whole, seconds)
        return [whole, vanish(pieces.arrows, seconds=seconds)]

    def fly(self, seconds: float) -> list[Animation]:
        """Return the animations of all arrows onto the dial, each a hand, while the turn counts."""
        pairs = zip(self.pieces.arrows, self.compass.hands, strict=True)
        flights = [
            Transform(one.copy(), hand, run_time=MOVE, path_arc=_BEND) for one, hand in pairs
        ]
        flying = LaggedStart(*flights, lag_ratio=_LAG, run_time=seconds)

        def turn(progress: float) -> None:
            self.turned.turn_to(self._turned_by(progress))

        return [flying, Follow(self.turned, turn, seconds)]

    def come_round(self, hand: VMobject, seconds: float) -> list[Animation]:
        """Return the animations of a hand from the last edge to the first: the turn counts on."""
        first, *_, last = (Heading(edge).of(self.trace) for edge in self.pieces.edges)
        way = math.radians(math.remainder(first - last, 360))
        before, after = self._turned_by(1.0), self.turned.source.of(self.trace)

        def turn(share: float) -> None:
            self.turned.turn_to(before + (after - before) * share)

        centre = self.compass.ring.get_center()
        going = Rotate(hand, way, about_point=centre, run_time=seconds, rate_func=smooth)
        return [going, Follow(self.turned, turn, seconds, smooth)]

    def _turned_by(self, progress: float) -> float:
        """Return the turn as far as the arrows are laid, from the first to the last."""
        edges, many = self.pieces.edges, len(self.pieces.edges)
        turns = [Turned(edges[: n + 1], around=False).of(self.trace) for n in range(many)]
        laid = (_LAID + _LAG * np.arange(many)) / (1 + _LAG * (many - 1))
        return float(np.interp(progress, laid, turns))
