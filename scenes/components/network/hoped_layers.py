"""Hoped-for layers: pixels, small edges, patterns, digits; what lights a neuron is joined to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, Transform, linear, smooth

import netcore
from scenes.components.animations import CountTo, staggered
from scenes.components.grids.grids import PixelGrid
from scenes.components.grids.marks import Marks
from scenes.components.grids.thumbnails import Thumbnails
from scenes.components.network.hoped import HopedRing
from scenes.components.network.hoped_looks import HopedLooks, Pointed
from scenes.components.network.one_neuron import Spokes
from scenes.components.verbs import MOVE, become
from scenes.facts.hoped import Hoped
from scenes.look.encoding import rgba
from scenes.look.sizes import LABEL, NEAR, SMALLEST, TIGHT
from scenes.look.stage import Region

if TYPE_CHECKING:
    from collections.abc import Mapping

    from manim import Animation
    from numpy.typing import NDArray

    from netcore import HopedLayers
    from scenes.engine.raster_mobject import RasterMobject
    from scenes.figures import Figures

    Floats = NDArray[np.float64]

__all__ = ["HopedStack"]

_LAYERS = ("pixels", "edges", "patterns", "digits")
_DIRECTIONS = 4
"""Edges at one place, two by two."""
_BETWEEN = 0.92
"""A neuron's width to its distance from the next."""
_GLYPH = 0.46
"""Length of the stroke in an edge's neuron, to its width."""
_THIN = 1.3
"""Width of the ring of a small neuron, in pixels at 1080p."""
_LINE, _STROKE = 1.6, 3.5
"""Widths of lines, and of those strokes, in pixels at 1080p."""
_CUT = 4
"""Rows and columns at the border of a pattern's picture that are left out: nothing is there."""
_LATER, _ARRIVED = 0.7, 0.55
"""Of the time of a layer's lighting up: from the first turn to the last; lines have arrived."""
_TURNS = (0.0, 0.3, 0.3, 0.7, 1.0, 0.15, 0.5, 0.85)
"""When each part of the looks has its turn, if another image goes through."""
_DIGITS = 4
"""Which of these the digits are."""
_LARGEST = 0.52
"""Width of a pattern's or a digit's neuron at most, scene units."""


class HopedStack(Group):
    """An image, and three layers of neurons, each joined to what lights it.

    Parameters
    ----------
    figures
        Whose theme is used, and which reads the digits' activations.
    layers
        What they make of the image.
    places
        Where "pixels", "edges", "patterns" and "digits" go: side by side, or the last two below.

    Attributes
    ----------
    looks
        What changes with what goes in.
    titles
        What the layers are called, where there are places for it, such as "the_edges".
    pictures, labels, numbers
        What a pattern is, what a digit is, and how active that is.
    """

    def __init__(self, figures: Figures, layers: HopedLayers, places: Mapping[str, Region]) -> None:
        self.theme, self.down = figures.theme, places["patterns"].y < places["edges"].y - 1
        self._pixel = figures.stage.pixel
        theme = figures.theme
        image = places["pixels"].place(PixelGrid(layers.parts.image, theme), grow=True)
        edges, strokes = self._edges(places["edges"])
        patterns, self.pictures = self._patterns(places["patterns"])
        digits = self._digits(figures, layers, places["digits"])
        grids = np.array([edge.grid.ravel() for edge in netcore.small_edges()])
        edge, pixel = np.nonzero(grids > 0)
        self._wires = edge, pixel
        from_pixels = self._lines(image.centres[pixel], edges.centres[edge], 0.0, edges)
        ahead = DOWN if self.down else RIGHT
        entries = self.pictures.centres - ahead * self.pictures.halves[0, 0]
        to, at = np.divmod(np.arange(len(patterns) * len(edges)), len(edges))
        from_edges = self._lines(edges.centres[at], entries[to], edges.halves[0, 0])
        to, at = np.divmod(np.arange(len(digits) * len(patterns)), len(patterns))
        from_patterns = self._lines(
            patterns.centres[at], digits.centres[to], patterns.halves[0, 0], digits
        )
        self.looks = HopedLooks(
            image, edges, strokes, patterns, digits, from_pixels, from_edges, from_patterns
        )
        self.titles = Group(
            *(
                places[f"the_{name}"].place(figures.words(name, figures.stage.letters(LABEL)))
                for name in _LAYERS
                if f"the_{name}" in places
            )
        )
        if self.down:  # there it stands in one line with no other title than that of the edges
            self.titles[0].next_to(image, UP, buff=NEAR)
        super().__init__(
            image, from_pixels, from_edges, from_patterns, edges, strokes, patterns,
            self.pictures, digits, self.labels, *self.numbers, self.titles,
        )  # fmt: skip
        self.light(layers)

    @property
    def stages(self) -> list[Group]:
        """Edges, patterns and digits: their neurons, and what tells one from another."""
        looks = self.looks
        return [
            Group(looks.edges, looks.strokes),
            Group(looks.patterns, self.pictures),
            Group(looks.digits, self.labels),
        ]

    # -- what is shown ------------------------------------------------------------------

    def light(self, layers: HopedLayers, upto: int = 3, pointed: Pointed | None = None) -> Self:
        """Show activations up to a layer (0 is the pixels), or what a finger is on."""
        self.looks.dress(self.theme, layers, upto, pointed, self._wires)
        return self

    def turn_to(
        self,
        layers: HopedLayers,
        upto: int = 3,
        pointed: Pointed | None = None,
        seconds: float = MOVE,
        *,
        in_turn: bool = False,
    ) -> list[Animation]:
        """Return the animations to other activations, or to what a finger is on.

        All changes at once, or layer after layer, `in_turn`, as another image goes through.
        """
        then = self.looks.copy().dress(self.theme, layers, upto, pointed, self._wires)
        turns = np.array(_TURNS) * in_turn
        return [
            _turned(part, target, seconds, np.array([turn]), _LATER * in_turn)
            for part, target, turn in zip(self.looks.parts, then.parts, turns, strict=True)
        ]

    def send(self, layers: HopedLayers, upto: int, seconds: float) -> list[Animation]:
        """Return the animations of one layer more lighting up: the lines that light it come first.

        They leave what lights it, and a neuron changes when they have arrived.
        """
        then = self.looks.copy().dress(self.theme, layers, upto, None, self._wires)
        lines, end = self.looks.lines[upto - 1], then.lines[upto - 1]
        count_ = len(lines.widths)
        lines.colours = end.colours.copy()
        lines.points[count_:] = lines.points[:count_]
        arriving = Transform(lines, end, run_time=seconds * _ARRIVED)
        others = [
            _turned(part, target, seconds, _after(part), _LATER)
            for part, target in zip(self.looks.parts, then.parts, strict=True)
            if part is not lines
        ]
        return [arriving, *others]

    def count_to(
        self, layers: HopedLayers, seconds: float, *, in_turn: bool = False
    ) -> list[Animation]:
        """Return the animations of the digits' activations to other ones, just as these light up.

        As the last layer does that is sent to, or, `in_turn`, as another image goes through.
        """
        turns = np.array([_TURNS[_DIGITS]]) if in_turn else _after(self.looks.digits)
        values, every = layers.digits.tolist(), np.broadcast_to(turns, len(self.numbers))
        return [
            CountTo(number, partial(_at_its_turn, number.value, value, turn), seconds, linear)
            for number, value, turn in zip(self.numbers, values, every, strict=True)
        ]

    def cite(self, figures: Figures, layers: HopedLayers) -> None:
        """Record the digits' activations."""
        for digit, number in enumerate(self.numbers):
            figures.cite(number, Hoped(layers, digit))

    # -- where it is --------------------------------------------------------------------

    def _edges(self, place: Region) -> tuple[HopedRing, Spokes]:
        """Return a neuron for each edge where it is in the image, and the strokes in them."""
        edges = netcore.small_edges()
        rows = np.unique([edge.row for edge in edges], return_inverse=True)[1] * 2
        columns = np.unique([edge.column for edge in edges], return_inverse=True)[1] * 2
        second = np.arange(len(edges)) % _DIRECTIONS
        rows, columns = rows + second // 2, columns + second % 2
        step = min(place.width / (columns.max() + 1), place.height / (rows.max() + 1))
        x = place.x + (columns - columns.max() / 2) * step
        y = place.y - (rows - rows.max() / 2) * step
        centres = np.column_stack([x, y, np.zeros(len(edges))])
        discs = HopedRing(self.theme, centres, step * _BETWEEN / 2, ring_width=_THIN)
        angles = np.radians([edge.angle for edge in edges])
        way = np.column_stack([np.cos(angles), np.sin(angles), np.zeros(len(edges))])
        way *= step * _GLYPH / 2
        colours = np.tile(rgba(self.theme.text), (len(edges), 1))
        widths = np.full(len(edges), _STROKE * self._pixel)
        return discs, Spokes(centres - way, centres + way, colours, widths)

    def _patterns(self, place: Region) -> tuple[HopedRing, Thumbnails]:
        """Return a neuron for each pattern, each behind a picture of what it waits for."""
        pictures = np.array([one.picture() for one in netcore.HOPED_PATTERNS])
        centres, size = self._in_line(place, len(pictures), deep=2)
        aside = (DOWN if self.down else RIGHT) * size / 2
        discs = HopedRing(self.theme, centres + aside, size * _BETWEEN / 2)
        off = np.tile(rgba(self.theme.activation_off), (len(pictures), 1))
        squares = Marks(centres - aside, size * _BETWEEN / 2, off, rgba(self.theme.text, 0.3))
        inside = pictures[:, _CUT:-_CUT, _CUT:-_CUT]
        return discs, Thumbnails(squares, inside, self.theme)

    def _digits(self, figures: Figures, layers: HopedLayers, place: Region) -> HopedRing:
        """Return a neuron for each digit, with its name and its activation behind it."""
        centres, size = self._in_line(place, 10, deep=3)
        discs = HopedRing(self.theme, centres, size * _BETWEEN / 2)
        letters = figures.stage.letters
        self.labels = Group(*(figures.words(str(digit), letters(LABEL)) for digit in range(10)))
        self.numbers = [figures.read(Hoped(layers, one), letters(SMALLEST)) for one in range(10)]
        ahead = DOWN if self.down else RIGHT
        deep = max(label.height if self.down else label.width for label in self.labels)
        for centre, label, number in zip(centres, self.labels, self.numbers, strict=True):
            label.move_to(centre + ahead * (size / 2 + TIGHT + deep / 2))
            beyond = deep + (number.height if self.down else number.width) / 2
            number.move_to(centre + ahead * (size / 2 + 2 * TIGHT + beyond))
        Group(discs, self.labels, *self.numbers).move_to(place.centre)
        return discs

    def _in_line(self, place: Region, many: int, deep: int) -> tuple[Floats, float]:
        """Return centres of neurons side by side, ``(N, 3)``, and the width of one."""
        along, across = (place.width, place.height)[:: 1 if self.down else -1]
        step = along / many
        size = min(step, across / deep, _LARGEST)
        ways = (np.arange(many) - (many - 1) / 2) * step
        direction = RIGHT if self.down else DOWN
        back = (UP if self.down else LEFT) * (deep - 2) * size / 2
        return place.centre + ways[:, None] * direction + back, size

    def _lines(
        self, starts: Floats, ends: Floats, leave: float, onto: HopedRing | None = None
    ) -> Spokes:
        """Return lines from the edge of one thing to that of another."""
        way = ends - starts
        unit = way / np.maximum(np.linalg.norm(way, axis=1), 1e-9)[:, None]
        arrive = 0.0 if onto is None else float(onto.halves[0, 0])
        colours = np.tile(rgba(self.theme.text), (len(way), 1))
        widths = np.full(len(way), _LINE * self._pixel)
        return Spokes(starts + unit * leave, ends - unit * arrive, colours, widths)


def _turned(
    part: RasterMobject, target: RasterMobject, seconds: float, turns: Floats, lag: float
) -> Animation:
    """Return the animation of a part to its new looks, each mark at its turn in [0, 1]."""
    if isinstance(part, Marks) and isinstance(target, Marks):
        return become(part, target, seconds, lag, np.broadcast_to(turns, len(part)))
    start = lag * float(turns.mean())

    def progress(share: float) -> float:
        return float(smooth(min(max((share - start) / (1 - lag), 0.0), 1.0)))

    return Transform(part, target, run_time=seconds, rate_func=progress)


def _at_its_turn(first: float, last: float, turn: float, share: float) -> float:
    """Return the value at a share of the time: its neuron changes by the same rule."""
    return first + (last - first) * float(staggered(share, np.array([turn]), _LATER)[0])


def _after(part: RasterMobject) -> Floats:
    """Return turns from the top down, when lines have arrived; what is no mark has one turn."""
    if not isinstance(part, Marks):
        return np.array([(_ARRIVED + 1) / 2])
    down = -part.centres[:, 1]
    share = (down - down.min()) / max(float(np.ptp(down)), 1e-9)
    return np.asarray(_ARRIVED + (1 - _ARRIVED) * share)
