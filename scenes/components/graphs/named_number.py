"""A number with what it counts, in a place of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import LEFT, Group

from scenes.components.fitting import in_line
from scenes.look.sizes import MATRIX, NUMBER

if TYPE_CHECKING:
    from scenes.facts.sources import Source
    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["NamedNumber"]


class NamedNumber(Group):
    """A number and what it counts, at the left end of a place.

    Parameters
    ----------
    figures
        Which reads the number.
    source
        Where it is read.
    name
        What it counts, or its unit.
    place
        Where both go.

    Attributes
    ----------
    number
        The number.
    """

    def __init__(self, figures: Figures, source: Source, name: str, place: Region) -> None:
        self.number = figures.read(source, figures.stage.letters(MATRIX), 0)
        words = figures.words(name, figures.stage.letters(NUMBER))
        super().__init__(*in_line(self.number, words))
        self.move_to(place.centre).set_x(place.x - place.width / 2, direction=LEFT)
