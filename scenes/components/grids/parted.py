"""A digit whose loops and lines can come off it: all that moves are its own pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Group, LaggedStart

from scenes.components.grids.grids import PixelGrid, hairline
from scenes.components.grids.marks import Marks
from scenes.components.verbs import CHANGE, MOVE, become, move
from scenes.look.encoding import rgb, tinted_rgba

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Animation
    from numpy.typing import NDArray

    from netcore.parts import Part, Parts
    from scenes.look.theme import Theme

    Floats = NDArray[np.float64]

__all__ = ["PartedDigit", "colour_of", "part_marks", "tinted_marks", "trade", "traders"]

_APART = 0.7
"""How far a part moves off, to its distance from the middle of all."""
_BEND = 0.15
"""How far the way of a part that is traded bends, to its length: so two pass each other."""
_SHADES = (0.0, 0.45, -0.3, 0.2)
"""How much nearer the colours of a digit's parts of one kind are to "on", or to "off"."""


def colour_of(theme: Theme, parts: Parts, index: int) -> str:
    """Return the colour ``#rrggbb`` of a part: that of its kind, in a shade of its own."""
    part, before = parts.all[index], parts.all[:index]
    shade = _SHADES[sum(one.kind == part.kind for one in before) % len(_SHADES)]
    own = rgb(getattr(theme, part.kind))
    towards = rgb(theme.activation_on if shade > 0 else theme.activation_off)
    red, green, blue = np.rint(255 * (own + (towards - own) * abs(shade))).astype(int)
    return f"#{red:02x}{green:02x}{blue:02x}"


def part_marks(part: Part, grid: PixelGrid, colour: str) -> Marks:
    """Return the pixels of a part, where they are in a grid: the brighter, the more colour."""
    lit = part.image.ravel() > 0
    return tinted_marks(
        grid.theme, colour, part.image.ravel()[lit], grid.centres[lit], grid.cell / 2
    )


def tinted_marks(theme: Theme, colour: str, values: Floats, centres: Floats, half: float) -> Marks:
    """Return squares about places ``(N, 2 or 3)``: the brighter, ``(N,)``, the more colour."""
    rings = np.tile(hairline(theme), (len(values), 1))
    rings[:, 3] *= values
    return Marks(centres, half, tinted_rgba(colour, values), rings)


class PartedDigit(Group):
    """A digit in parts, together at first and of one colour.

    Parameters
    ----------
    parts
        What is found in it.
    theme
        Whose colours are used.
    place
        The grid in whose squares it stands.

    Attributes
    ----------
    ground
        The squares, without light.
    pieces
        The pixels of each part.
    homes
        The same, coloured and in their places.
    """

    def __init__(self, parts: Parts, theme: Theme, place: PixelGrid) -> None:
        self.parts = parts
        self.ground = PixelGrid(np.zeros_like(parts.image), theme, place.height)
        self.ground.move_to(place)
        colours = [colour_of(theme, parts, index) for index in range(len(parts.all))]
        pairs = list(zip(parts.all, colours, strict=True))
        self.pieces = [part_marks(part, self.ground, theme.activation_on) for part in parts.all]
        self.homes = [part_marks(part, self.ground, colour) for part, colour in pairs]
        super().__init__(self.ground, *self.pieces)

    def take_colours(self, seconds: float = MOVE) -> Animation:
        """Return the animation in which one part after the other takes on its colour."""
        pairs = zip(self.pieces, self.homes, strict=True)
        return LaggedStart(*(become(*pair, seconds=seconds) for pair in pairs), lag_ratio=0.3)

    def piece_of(self, part: Part) -> Marks:
        """Return the pixels of a part."""
        return self.pieces[self.parts.all.index(part)]

    def colour_alone(self, piece: Marks, seconds: float = MOVE) -> Animation:
        """Return the animation in which one part takes on the colour of its kind."""
        index = self.pieces.index(piece)
        part = self.parts.all[index]
        colour = getattr(self.ground.theme, part.kind)
        return become(piece, part_marks(part, self.ground, colour), seconds=seconds)

    def come_apart(self, how_far: float = 1.0, seconds: float = CHANGE) -> list[Animation]:
        """Return the animations of all parts away from each other, or with 0 together again."""
        pairs = zip(self.pieces, self.homes, self._ways(), strict=True)
        return [move(one, self._moved(home, way * how_far), seconds) for one, home, way in pairs]

    def come_home(self, seconds: float = CHANGE) -> list[Animation]:
        """Return the animations of all parts into their places, from wherever they are."""
        return self.come_apart(0.0, seconds)

    def _ways(self) -> list[Floats]:
        """Return for each part the rows and columns by which it moves off, inside the grid."""
        centres = np.array([part.centre for part in self.parts.all])
        wanted = (centres - centres.mean(axis=0)) * _APART
        return [_inside(*pair) for pair in zip(self.parts.all, wanted, strict=True)]

    def _moved(self, marks: Marks, way: Floats) -> Marks:
        down, right = way * self.ground.cell
        return marks.copy().shift(np.array([right, -down, 0.0]))


def _inside(part: Part, way: Floats) -> Floats:
    """Return a way that keeps a part inside the image."""
    lit = np.argwhere(part.image > 0)
    first, last = -lit.min(axis=0), np.array(part.image.shape) - 1 - lit.max(axis=0)
    return np.clip(way, first, last)


def traders(digits: Sequence[PartedDigit]) -> list[PartedDigit]:
    """Return a digit that is a loop above a line, and one that is two loops; none without both."""
    nine = next((d for d in digits if _kinds(d) == ["loop", "line"] and _is_below(d)), None)
    eight = next((d for d in digits if _kinds(d) == ["loop", "loop"]), None)
    return [nine, eight] if nine and eight else []


def trade(nine: PartedDigit, eight: PartedDigit) -> list[Animation]:
    """Return the animations in which what is below the loop of each goes below that of the other.

    It takes the place there that it had under its own digit's loop, inside the image.
    """
    return [_go_below(nine, eight), _go_below(eight, nine)]


def _go_below(own: PartedDigit, other: PartedDigit) -> Animation:
    loops = np.rint([digit.parts.all[0].centre for digit in (own, other)])
    below = own.parts.all[1]
    down, right = _inside(below, loops[1] - loops[0]) * own.ground.cell
    way = other.ground.get_center() - own.ground.get_center() + np.array([right, -down, 0.0])
    return move(own.pieces[1], own.homes[1].copy().shift(way), CHANGE, arc=_BEND)


def _kinds(digit: PartedDigit) -> list[str]:
    return [part.kind for part in digit.parts.all]


def _is_below(digit: PartedDigit) -> bool:
    first, second = digit.parts.all
    return second.centre[0] > first.centre[0]
