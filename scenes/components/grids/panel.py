"""A picture between its title and its legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, UP, Group

from scenes.look.sizes import PIXELS_PER_UNIT, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject

    from scenes.look.stage import Region
    from scenes.look.text import Words

__all__ = ["Panel", "height_of_column", "side_of_grid", "signs_between"]

_DESCENDER = 0.03
_NOTE_EMS = 1.0


def side_of_grid(region: Region, size: float) -> float:
    """Return the longest side of a grid that fits a region with notes of this letter size."""
    return min(region.width, height_of_column(region, size))


def height_of_column(region: Region, size: float) -> float:
    """Return the height of a column that fits a region with notes of this letter size."""
    return region.height - 2 * (size / PIXELS_PER_UNIT * _NOTE_EMS + TIGHT)


class Panel(Group):
    """A grid, say, with what it shows above it, and its colour scale below.

    Parameters
    ----------
    content
        Whose centre the panel's notes are lined up with.
    title, legend
        Scaled down where they are wider than `width`. The titles of panels side by side stand on
        one line.
    width
        That the panel may take, scene units.

    Attributes
    ----------
    content
        What is explained.
    notes
        The title and the legend, to fade them in together.
    """

    def __init__(self, content: Mobject, title: Words, legend: Mobject, width: float) -> None:
        self.content = content
        for note in (title, legend):
            if note.width > width:
                note.scale(width / note.width)
        legend.next_to(content, DOWN, buff=TIGHT)
        title.next_to(content, UP, buff=TIGHT + _DESCENDER)
        title.shift(DOWN * title.descent)
        self.notes = Group(title, legend)
        super().__init__(content, self.notes)


def signs_between(signs: Sequence[Mobject], contents: Sequence[Mobject]) -> Group:
    """Return the signs of the equation that the contents are, each put in the middle of a gap."""
    pairs = zip(signs, contents, contents[1:], strict=False)
    return Group(
        *(sign.move_to((left.get_right() + right.get_left()) / 2) for sign, left, right in pairs)
    )
