"""Loops on one shelf, lines on the other: parts of several digits, sorted by what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, RIGHT, Group, VGroup

from scenes.components.verbs import CHANGE, move
from scenes.facts.parts import PartCount
from scenes.look.sizes import MATRIX

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from manim import Animation

    from scenes.components.grids.marks import Marks
    from scenes.components.grids.parted import PartedDigit
    from scenes.figures import Figures
    from scenes.look.stage import Region
    from scenes.look.text import Words

    _Division = tuple[float, dict[str, list[list[int]]], Mapping[str, Region]]

__all__ = ["PartShelves", "amounts"]

_BETWEEN = 2.5
"""Pixels of the digits between two parts."""
_LARGEST = 1.6
"""A pixel grows to so many times its size at most."""


def amounts(figures: Figures, digits: list[PartedDigit], size: float) -> list[Words]:
    """Return for each digit how many loops and lines it has."""
    return [_amount(figures, [digit], size) for digit in digits]


def _amount(
    figures: Figures, digits: list[PartedDigit], size: float, *kinds: str, colour: str = ""
) -> Words:
    images = tuple(digit.parts.image for digit in digits)
    counts = [PartCount(images, "loop"), PartCount(images, "line")]
    found = [(one, round(one.of(figures.trace))) for one in counts]
    shown = [(one, n) for one, n in found if n and one.kind in (kinds or ("loop", "line"))]
    text = ", ".join(f"{n} {one.kind}{'s' * (n > 1)}" for one, n in shown)
    figures.cite_written(text, *(one for one, _ in shown))
    return figures.words(text, size, colour or None)


class PartShelves:
    """Where the parts of some digits go when they are sorted.

    Parameters
    ----------
    figures
        Counts what lies on each shelf.
    digits
        Whose parts they are.
    divisions
        Regions for each kind of part, such as "loop", and for what is said of it, "loop_title":
        those are taken in which parts are largest.
    """

    def __init__(
        self,
        figures: Figures,
        digits: list[PartedDigit],
        divisions: Sequence[Mapping[str, Region]],
    ) -> None:
        self.digits = digits
        self.kinds = [kind for kind in ("loop", "line") if self._of(kind)]
        factor, rows, at = max(map(self._divided, divisions), key=lambda division: division[0])
        self.places: dict[int, Marks] = {}
        for kind in self.kinds:
            self._fill(kind, rows[kind], factor, at[kind])
        size = figures.stage.letters(MATRIX)
        words = {
            kind: _amount(figures, digits, size, kind, colour=getattr(figures.theme, kind))
            for kind in self.kinds
        }
        self.titles = VGroup(*(at[f"{kind}_title"].place(each) for kind, each in words.items()))

    def sort(self, seconds: float = CHANGE) -> list[Animation]:
        """Return the animations of all parts onto their shelves."""
        pieces = [piece for digit in self.digits for piece in digit.pieces]
        return [move(piece, self.places[id(piece)], seconds) for piece in pieces]

    def _divided(self, at: Mapping[str, Region]) -> _Division:
        """Return how many times larger than at home parts are in some regions, and their rows."""
        layouts = {
            kind: _laid_out([home for home, _ in self._of(kind)], at[kind]) for kind in self.kinds
        }
        factor = min([_LARGEST, *(factor for factor, _ in layouts.values())])
        return factor, {kind: rows for kind, (_, rows) in layouts.items()}, at

    def _of(self, kind: str) -> list[tuple[Marks, Marks]]:
        """Return the parts of a kind: as they are at home, and the one that moves."""
        return [
            (home, piece)
            for digit in self.digits
            for part, home, piece in zip(digit.parts.all, digit.homes, digit.pieces, strict=True)
            if part.kind == kind
        ]

    def _fill(self, kind: str, rows: list[list[int]], factor: float, region: Region) -> None:
        """Put the parts of a kind into rows about the middle of a region."""
        parts = self._of(kind)
        gap = _gap([home for home, _ in parts]) * factor
        lines = Group()
        for row in rows:
            scaled = [parts[i][0].copy().scale(factor) for i in row]
            self.places |= {id(parts[i][1]): one for i, one in zip(row, scaled, strict=True)}
            lines.add(Group(*scaled).arrange(RIGHT, buff=gap))
        lines.arrange(DOWN, buff=gap).move_to(region.centre)


def _gap(parts: list[Marks]) -> float:
    return _BETWEEN * 2 * float(parts[0].halves[0, 0])


def _laid_out(parts: list[Marks], region: Region) -> tuple[float, list[list[int]]]:
    """Return how large parts can be in a region, and which go into which row for that."""
    gap, every = _gap(parts), list(range(len(parts)))

    def split(abreast: int) -> list[list[int]]:
        return [every[first : first + abreast] for first in range(0, len(parts), abreast)]

    def factor(rows: list[list[int]]) -> float:
        across = max(sum(parts[i].width + gap for i in row) - gap for row in rows)
        down = sum(max(parts[i].height for i in row) + gap for row in rows) - gap
        return min(region.width / across, region.height / down)

    best = max(map(split, range(1, len(parts) + 1)), key=factor)
    return factor(best), best
